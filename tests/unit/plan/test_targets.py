"""What each kind of target needs, and which indicators it fits."""

from __future__ import annotations

import pytest

from helpers.plan.model import Indicator, Nature, Target, TargetKind, Unit
from helpers.plan.targets import complaints, fits, natures

COUNTED = {"operator": ">=", "value": 4}
GOOD = {
    TargetKind.ABSOLUTE_LEVEL: {"operator": "<=", "value": 20},
    TargetKind.RELATIVE_TO_BASELINE: {"operator": "<", "value": 0},
    TargetKind.RELATIVE_TO_PRECEDING_YEAR: {"operator": "<=", "value": -10},
    TargetKind.EXCEED_BENCHMARK: {"operator": ">", "value": 72.4},
    TargetKind.COUNT_PER_YEAR: COUNTED,
    TargetKind.COUNT_IN_TOTAL: COUNTED,
    TargetKind.SHARE_OF_GROUP: {"operator": ">=", "value": 75},
    TargetKind.MILESTONE_BY_DATE: {"deadline": "2014-12-31"},
    TargetKind.QUALITATIVE: {},
}


def indicator(nature: Nature, unit: Unit) -> Indicator:
    return Indicator(
        id="i", version=1, name="I", short_name="I", definition="I", unit=unit, nature=nature, better="higher"
    )


@pytest.mark.parametrize("kind", TargetKind)
def test_a_whole_target_of_each_kind_has_no_complaint(kind: TargetKind):
    assert list(complaints(Target.model_validate({"kind": kind, **GOOD[kind]}))) == []


@pytest.mark.parametrize("kind", TargetKind)
def test_a_target_that_the_document_leaves_open_needs_nothing(kind: TargetKind):
    assert list(complaints(Target(kind=kind, pending=True))) == []
    assert [found.field for found in complaints(Target(kind=kind, pending=True, value=3))] == ["value"]


@pytest.mark.parametrize(
    ("kind", "fields", "complained"),
    [
        (TargetKind.EXCEED_BENCHMARK, {"value": 72.4}, ["operator"]),
        (TargetKind.EXCEED_BENCHMARK, {"operator": ">"}, ["benchmark_area eller value"]),
        (TargetKind.EXCEED_BENCHMARK, {"operator": ">", "value": 1, "benchmark_moves": True}, ["benchmark_area"]),
        (TargetKind.ABSOLUTE_LEVEL, {}, ["operator", "value"]),
        (TargetKind.SHARE_OF_GROUP, {"operator": ">=", "value": 100.5}, ["value"]),
        (TargetKind.SHARE_OF_GROUP, {"operator": ">=", "value": -1}, ["value"]),
        (TargetKind.COUNT_IN_TOTAL, {"operator": ">=", "value": -1}, ["value"]),
        (TargetKind.RELATIVE_TO_BASELINE, {"operator": "<=", "value": -100.5}, ["value"]),
        (TargetKind.RELATIVE_TO_PRECEDING_YEAR, {"operator": "<=", "value": -101}, ["value"]),
        (TargetKind.QUALITATIVE, {"operator": ">=", "value": 1}, ["value", "operator"]),
        (
            TargetKind.RELATIVE_TO_BASELINE,
            {"operator": "<=", "value": -10, "measured_preceding": True},
            ["measured_preceding"],
        ),
        (TargetKind.ABSOLUTE_LEVEL, {"operator": "<=", "value": 20, "points": True}, ["points"]),
        (TargetKind.RELATIVE_TO_BASELINE, {"operator": ">=", "value": 101, "points": True}, ["value"]),
        (TargetKind.RELATIVE_TO_BASELINE, {"operator": ">=", "value": 101}, []),
        (TargetKind.RELATIVE_TO_PRECEDING_YEAR, {"operator": "<=", "value": -10, "points": True}, []),
        (
            TargetKind.COUNT_PER_YEAR,
            {**COUNTED, "every_year": True, "deadline_words": "ultimo [mangler]"},
            ["deadline_words"],
        ),
        (TargetKind.COUNT_PER_YEAR, {**COUNTED, "deadline_words": "ultimo [mangler]"}, []),
        (TargetKind.MILESTONE_BY_DATE, {"every_year": True}, ["every_year"]),
        (TargetKind.MILESTONE_BY_DATE, {"every_year": True, "pending": True}, ["every_year"]),
        (
            TargetKind.RELATIVE_TO_PRECEDING_YEAR,
            {"operator": "<=", "value": -10, "every_year": True, "measured_preceding": True},
            [],
        ),
    ],
)
def test_what_is_missing_or_too_much_is_named(kind: TargetKind, fields: dict[str, object], complained: list[str]):
    assert [found.field for found in complaints(Target.model_validate({"kind": kind, **fields}))] == complained


@pytest.mark.parametrize(
    ("kind", "nature", "unit", "fitting"),
    [
        (TargetKind.SHARE_OF_GROUP, Nature.COMPLETE_COUNT, Unit.PERCENT, True),
        (TargetKind.SHARE_OF_GROUP, Nature.COMPLETE_COUNT, Unit.COUNT, False),
        (TargetKind.COUNT_PER_YEAR, Nature.EVENT_COUNT, Unit.COUNT, True),
        (TargetKind.COUNT_PER_YEAR, Nature.SURVEY_SHARE, Unit.PERCENT, False),
        (TargetKind.QUALITATIVE, Nature.QUALITATIVE, Unit.TEXT, True),
        (TargetKind.QUALITATIVE, Nature.EVENT_RATE, Unit.PER_1000, False),
        (TargetKind.ABSOLUTE_LEVEL, Nature.MILESTONE, Unit.YES_NO, False),
        (TargetKind.MILESTONE_BY_DATE, Nature.MILESTONE, Unit.YES_NO, True),
    ],
)
def test_kinds_fit_natures(kind: TargetKind, nature: Nature, unit: Unit, fitting: bool):
    assert fits(Target(kind=kind), indicator(nature, unit)) is fitting


@pytest.mark.parametrize(
    ("nature", "unit", "fitting"),
    [
        (Nature.REGISTER_SHARE, Unit.PERCENT, True),
        (Nature.COMPLETE_COUNT, Unit.PERCENT, True),
        (Nature.COMPLETE_COUNT, Unit.COUNT, False),
        (Nature.EVENT_RATE, Unit.PERCENT, False),
    ],
)
def test_only_what_is_in_percent_changes_by_points(nature: Nature, unit: Unit, fitting: bool):
    target = Target(kind=TargetKind.RELATIVE_TO_BASELINE, operator="<=", value=-10, points=True)
    assert fits(target, indicator(nature, unit)) is fitting


def test_every_nature_fits_some_kind():
    assert {nature for kind in TargetKind for nature in natures(kind)} == {nature.value for nature in Nature}
