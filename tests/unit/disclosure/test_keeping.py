"""Decisions are taken as they lie only if they were made from the same things and nobody has changed them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers.disclosure import keeping
from helpers.disclosure.keeping import KeptDecision, decided_from
from helpers.disclosure.policy import Policy
from helpers.observations import store
from helpers.paths import Project
from unit.measurement.cases import indicator, plan, registry, seen

DECISIONS = '{"profile": "dst"}\n'


def test_decisions_come_back_as_they_were_stored(tmp_path: Path) -> None:
    kept = KeptDecision(tmp_path / "protection-public.json", "abc")
    assert kept.text() is None
    kept.write(DECISIONS)
    assert kept.text() == DECISIONS


@pytest.mark.parametrize("spoilt", ["origin", "unknown origin", "decisions", "record", "no record", "strange record"])
def test_anything_else_is_decided_again(tmp_path: Path, spoilt: str) -> None:
    path = tmp_path / "protection-public.json"
    kept, record = KeptDecision(path, "abc"), path.with_suffix(".sha256")
    kept.write(DECISIONS)
    match spoilt:
        case "origin":
            kept = KeptDecision(path, "abd")
        case "unknown origin":
            kept = KeptDecision(path, None)
        case "decisions":
            path.write_text(DECISIONS.replace("dst", "own"), encoding="utf-8")
        case "record":
            record.write_text(record.read_text(encoding="ascii")[:-10], encoding="ascii")
        case "no record":
            record.unlink()
        case _:
            record.write_bytes(b"\xff\xfe")
    assert kept.text() is None


def test_a_change_of_anything_that_decides_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, one, known = Project(tmp_path), plan(), registry(indicator())
    other = one.model_copy(update={"id": "anden"})
    asked = {"of": [one], "known": known, "policy": Policy(), "published": (), "audience": "public"}

    def origin(**changed: Any) -> str | None:
        found = {**asked, **changed}
        policies = {each.id: found["policy"] for each in found["of"]}
        return decided_from(project, found["of"], found["known"], policies, found["published"], found["audience"])

    assert origin() is None
    store.write(project, one.id, [seen(2021, 3)])
    store.write(project, other.id, [replace(seen(2021, 3), evaluation=other.id)])
    first = origin()
    assert origin() == first
    changed = [
        origin(of=[one.model_copy(update={"name": "anden"})]),
        origin(of=[one, other]),
        origin(known=registry(indicator(), indicator("anden"))),
        origin(policy=Policy(smallest_shown=6)),
        origin(policy=Policy(rounding=5)),
        origin(published=("{}",)),
        origin(audience="internal"),
    ]
    store.write(project, one.id, [seen(2021, 4)])
    changed.append(origin())
    store.write(project, one.id, [seen(2021, 3)])
    assert origin() == first
    monkeypatch.setattr(keeping, "_code", lambda: "another version")
    changed.append(origin())
    assert None not in changed
    assert len({first, *changed}) == 1 + len(changed)
