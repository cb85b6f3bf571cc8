"""`maalbar audit`: what a person reads, what a program reads, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from planted_leaks import LEAKS
from projects import maalbar
from published_site import publish


def test_the_command_ends_with_8_and_names_every_place(tmp_path: Path) -> None:
    (tmp_path / "analyses").mkdir()
    (tmp_path / "_quarto.yml").write_text("", encoding="utf-8")
    place, _ = LEAKS["told in an aria-label"](tmp_path / "_site")
    ran = maalbar(tmp_path, "audit")
    assert ran.code == 8, ran.text
    assert place in ran.text
    assert "3 personer" not in ran.text
    ran = maalbar(tmp_path, "audit", "--json")
    assert ran.code == 8, ran.text
    assert any(fault["place"] == place for fault in json.loads(ran.stdout)["faults"])
    safe = publish(tmp_path / "sikker")
    ran = maalbar(tmp_path, "audit", "--site", str(safe))
    assert ran.code == 0, ran.text
    assert "Angrebet fandt intet" in ran.text
