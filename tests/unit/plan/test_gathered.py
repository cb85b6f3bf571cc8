"""What is asked of all areas at once: the same answers, noted as one thing however many areas there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import reads
from helpers.plan.gathered import limits, sums
from helpers.plan.model import Area, AreaKind, Registry
from helpers.plan.tracking import tracked_registry
from unit.measurement.cases import registry

LIMITED = registry().model_copy(
    update={"areas": (*registry().areas, Area(id="graense", name="Grænse", kind=AreaKind.BENCHMARK, limit=True))}
)


def asked(known: Registry) -> tuple[object, object]:
    return sums(known), limits(known)


def test_a_tracked_registry_answers_as_the_one_behind_it() -> None:
    told = ((("sum", ("a", "b", "c", "d")), ("pair", ("a", "b"))), frozenset({"graense"}))
    assert asked(LIMITED) == asked(tracked_registry(LIMITED)) == told


def test_two_things_are_noted_and_no_area_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(reads.SWITCH, "1")
    monkeypatch.setenv("MAALBAR_PROJECT", str(tmp_path))
    asked(tracked_registry(LIMITED))
    assert [note for note in reads.noted(tmp_path) if note[0] != "begun"] == [["limits"], ["sums"]]
