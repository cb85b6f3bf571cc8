"""Files as owners really send them: good ones give the values that a person reads, faulty ones exactly these faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from unit.intake.corpus.building import BUILDERS
from unit.intake.corpus.cases import HERE, Case, cases, described, faults_of

GOOD, FAULTY = cases("good"), cases("faulty")
NAMED = {"ids": lambda case: case.name}


@pytest.mark.parametrize("case", GOOD, **NAMED)
def test_an_awkward_file_gives_what_a_person_reads(case: Case, tmp_path: Path) -> None:
    checked = case.put(tmp_path).run()
    assert [described(found) for found in checked.observations] == list(case.values)
    assert [warning.value for warning in checked.report.warnings] == list(case.warnings)


@pytest.mark.parametrize("case", FAULTY, **NAMED)
def test_a_faulty_file_gives_exactly_these_faults(case: Case, tmp_path: Path) -> None:
    assert faults_of(case, tmp_path) == case.snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize("case", FAULTY, **NAMED)
def test_every_fault_says_what_to_do(case: Case) -> None:
    kind, *faults = case.snapshot.read_text(encoding="utf-8").splitlines()
    assert kind == "DataError"
    assert faults
    assert all(f"data/raw/proeve-2016/{case.received_as}" in fault for fault in faults)


def test_the_corpus_is_large_and_says_whose_habit_each_file_is() -> None:
    assert min(len(GOOD), len(FAULTY)) >= 60
    everything = (*GOOD, *FAULTY)
    assert len({case.name for case in everything}) == len(everything)
    assert len({case.habit for case in everything}) == len(everything)
    assert all(case.habit.endswith(".") and len(case.habit.split()) >= 4 for case in everything)


def test_no_file_of_the_corpus_lies_there_unused() -> None:
    used = {f"{case.kind}/{case.name}.{case.suffix}" for case in (*GOOD, *FAULTY) if case.name not in BUILDERS}
    used |= {f"faulty/{case.name}.txt" for case in FAULTY}
    assert {
        path.relative_to(HERE).as_posix() for kind in ("good", "faulty") for path in (HERE / kind).iterdir()
    } == used
    assert set(BUILDERS) <= {case.name for case in (*GOOD, *FAULTY)}
