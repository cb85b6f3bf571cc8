"""The same work in threads and in processes."""

import os
from pathlib import Path

import pytest

from helpers.errors import Fault, SiteError
from helpers.website import working
from helpers.website.engine import build_site
from helpers.website.working import each


def half(number: int) -> tuple[float, int]:
    if number == 13:
        raise SiteError(Fault("13", "ulykkestal", "Ingen tretten.", "Tag fjorten."))
    return number / 2, os.getpid()


def test_processes_answer_in_order_and_pass_on_the_same_fault() -> None:
    results = each(half, range(20), processes=2)
    found = [next(results) for _ in range(8)]
    assert [value for value, _ in found] == [number / 2 for number in range(8)]
    assert os.getpid() not in {process for _, process in found}
    with pytest.raises(SiteError, match="ulykkestal") as caught:
        list(results)
    assert caught.value.faults[0].remedy == "Tag fjorten."


def test_few_items_stay_in_this_process() -> None:
    assert {process for _, process in each(half, range(5))} == {os.getpid()}
    with pytest.raises(SiteError, match="ulykkestal"):
        list(each(half, range(20)))


CONFIG = """
project:
  type: website
lang: da
website:
  title: Prøve
  search: false
  sidebar:
    style: docked
    contents: [index.qmd, under/side.qmd, under/navn.qmd]
format:
  html:
    html-math-method: mathml
    html-table-processing: none
execute:
  enabled: false
"""


def test_processes_make_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "kilder"
    (source / "under").mkdir(parents=True)
    (source / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    (source / "index.qmd").write_text("---\ntitle: Forside\n---\n\n[s](under/side.qmd#æ)\n", encoding="utf-8")
    (source / "under" / "side.qmd").write_text("---\ntitle: Side\n---\n\n## Æ\n\n[h](tal.csv)\n", encoding="utf-8")
    (source / "under" / "navn.qmd").write_text("---\ntitle: Navn\ndate: 2026-01-02\n---\n\nx\n", encoding="utf-8")
    (source / "under" / "tal.csv").write_text("a\n1\n", encoding="utf-8")
    build_site(source, tmp_path / "traade", engine="pandoc")
    monkeypatch.setattr(working, "FEW", 0)
    built = build_site(source, tmp_path / "processer", engine="pandoc", cache=tmp_path / "cache")
    assert len(built.made) == 3
    sites = [
        {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in (tmp_path / "traade", tmp_path / "processer")
    ]
    assert sites[0] == sites[1]
    assert "under/tal.csv" in sites[0]
