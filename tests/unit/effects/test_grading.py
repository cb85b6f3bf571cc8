"""The level of evidence follows from design and diagnostics, and from nothing else."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from helpers.effects.estimate import Assumption, Design, Estimand, Estimate
from helpers.effects.grading import (
    HIGHEST_OF_ONE_EVALUATION,
    Diagnostics,
    Direction,
    Ground,
    Level,
    grade,
)
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval
from helpers.observations.table import Origin
from helpers.output.effect_words import direction_of

PASSED = (
    Assumption("parallel_trends", checked=True, holds=True, figure=0.6),
    Assumption("equal_before", checked=True, holds=True, figure=0.4),
    Assumption("pretrend_power", checked=True, holds=True, figure=1.0),
    Assumption("few_areas", checked=True, holds=True, figure=0.0),
)
SYNTHETIC = (
    Assumption("fit_before", checked=True, holds=True, figure=0.2),
    Assumption("leave_one_out", checked=True, holds=True),
    Assumption("few_areas", checked=True, holds=True, figure=0.04),
)
GOOD = Diagnostics(questions=3, balanced=True, breakdown=1.5)


def estimate(**others: object) -> Estimate:
    made = {
        "question": "q",
        "indicator": "i",
        "design": Design.DIFFERENCE_IN_DIFFERENCES,
        "estimand": Estimand.ATT,
        "value": -4.0,
        "unit": "percent",
        "interval": Interval(-6.0, -2.0, 0.95, "m"),
        "p": 0.001,
        "treated": ("a",),
        "comparisons": ("b", "c"),
        "periods_before": 8,
        "periods_after": 4,
        "n": 36,
        "method": "m",
        "reference": "r",
        "assumptions": PASSED,
        "origin": Origin.SYNTHETIC,
        "adjusted_p": 0.003,
        "adjusted_by": "Holm 1979",
    }
    return Estimate(**{**made, **others})  # type: ignore[arg-type]


def without(name: str, holds: bool | None = None) -> tuple[Assumption, ...]:
    return tuple(replace(seen, holds=holds) if seen.id == name else seen for seen in PASSED)


def test_everything_passed_is_level_three_and_no_more() -> None:
    found = grade(estimate(), GOOD)
    assert (found.level, found.direction) == (Level.COMPARED, Direction.DECREASE)
    assert found.grounds == (Ground.COMPARED, Ground.ONE_EVALUATION)
    assert found.causal
    assert found.level == HIGHEST_OF_ONE_EVALUATION


def test_a_refusal_is_a_description() -> None:
    found = grade(Refusal("synthetic_control", (Shortfall(Lack.PERIODS_BEFORE, 3, 8),)), GOOD)
    assert (found.level, found.direction, found.grounds) == (
        Level.DESCRIBED,
        Direction.UNKNOWN,
        (Ground.NOT_ESTIMATED,),
    )


@pytest.mark.parametrize(
    ("changed", "diagnostics", "ground"),
    [
        ({"interval": Interval(-6.0, 0.5, 0.95, "m"), "p": 0.08}, GOOD, Ground.CHANCE),
        ({"p": 0.06}, GOOD, Ground.CHANCE),
        ({"adjusted_p": 0.06}, GOOD, Ground.CHANCE_AMONG_MANY),
        ({"adjusted_p": None}, GOOD, Ground.NOT_CORRECTED),
        ({"comparisons": ()}, GOOD, Ground.NO_COMPARISON),
        ({"design": Design.BEFORE_AFTER}, GOOD, Ground.NO_COMPARISON),
        ({"design": Design.INTERRUPTED_SERIES}, GOOD, Ground.ONE_SERIES),
        ({"assumptions": without("parallel_trends", holds=False)}, GOOD, Ground.DEVELOPED_APART),
        ({"assumptions": without("equal_before", holds=False)}, GOOD, Ground.DEVELOPED_APART),
        ({"assumptions": without("parallel_trends")}, GOOD, Ground.DEVELOPMENT_UNSEEN),
        ({"assumptions": without("pretrend_power", holds=False)}, GOOD, Ground.DEVELOPMENT_UNSEEN),
        ({"assumptions": PASSED[1:]}, GOOD, Ground.DEVELOPMENT_UNSEEN),
        ({"assumptions": PASSED[:3]}, GOOD, Ground.TOO_FEW_AREAS),
        ({}, replace(GOOD, balanced=False), Ground.UNLIKE),
        ({}, replace(GOOD, balanced=None), Ground.LIKENESS_UNKNOWN),
        ({}, replace(GOOD, breakdown=0.9), Ground.FRAGILE),
        ({}, replace(GOOD, breakdown=None), Ground.SENSITIVITY_UNKNOWN),
    ],
)
def test_each_doubt_keeps_the_answer_at_level_two(
    changed: dict[str, object], diagnostics: Diagnostics, ground: Ground
) -> None:
    found = grade(estimate(**changed), diagnostics)
    assert found.level == Level.MEASURED
    assert found.grounds == (ground, Ground.MEASURED)
    assert not found.causal


def test_few_periods_unknown_sizes_and_many_questions_keep_the_answer_at_level_two() -> None:
    assert grade(estimate(periods_before=4), GOOD).level == Level.COMPARED
    assert grade(estimate(periods_before=3), GOOD).grounds == (Ground.DEVELOPMENT_UNSEEN, Ground.MEASURED)
    sizes_unknown = (*PASSED, Assumption("alike_areas", checked=False, holds=None))
    assert grade(estimate(assumptions=sizes_unknown), GOOD).grounds == (Ground.TOO_FEW_AREAS, Ground.MEASURED)
    rarest = tuple(replace(seen, figure=0.01) if seen.id == "few_areas" else seen for seen in PASSED)
    assert grade(estimate(assumptions=rarest), replace(GOOD, questions=5)).level == Level.COMPARED
    assert grade(estimate(assumptions=rarest), replace(GOOD, questions=6)).level == Level.MEASURED


def test_a_result_just_at_the_limit_is_clear_in_level_and_in_words() -> None:
    at_limit = estimate(adjusted_p=0.05)
    assert grade(at_limit, GOOD).causal
    assert direction_of(at_limit).value in {"lower", "higher"}


def test_without_jumps_to_test_the_slope_alone_may_speak() -> None:
    """With two periods before the slope says all that single periods could."""
    kept = tuple(seen for seen in PASSED if seen.id != "equal_before")
    assert grade(estimate(assumptions=kept), GOOD).level == Level.COMPARED


def test_synthetic_control_needs_fit_ranks_each_area_left_out_and_a_bound_on_drift() -> None:
    """Nothing computes a bound on drift for a mixture of areas, so Målbar's own answers by it stay at level 2."""
    by = {"design": Design.SYNTHETIC_CONTROL, "estimand": Estimand.GAP}
    unbounded = grade(estimate(**by, assumptions=SYNTHETIC), Diagnostics())
    assert unbounded.grounds == (Ground.SENSITIVITY_UNKNOWN, Ground.MEASURED)
    assert not unbounded.causal
    bounded = Diagnostics(breakdown=1.2)
    assert grade(estimate(**by, assumptions=SYNTHETIC), bounded).level == Level.COMPARED
    for at, ground in enumerate((Ground.POOR_FIT, Ground.ONE_DONOR, Ground.TOO_FEW_AREAS)):
        doubted = tuple(replace(seen, holds=False) if at == row else seen for row, seen in enumerate(SYNTHETIC))
        assert grade(estimate(**by, assumptions=doubted), bounded).grounds == (ground, Ground.MEASURED)


def test_all_doubts_are_told_at_once() -> None:
    found = grade(estimate(adjusted_p=0.5, assumptions=()), Diagnostics(questions=2))
    assert found.grounds == (
        Ground.CHANCE_AMONG_MANY,
        Ground.DEVELOPMENT_UNSEEN,
        Ground.LIKENESS_UNKNOWN,
        Ground.TOO_FEW_AREAS,
        Ground.SENSITIVITY_UNKNOWN,
        Ground.MEASURED,
    )


def test_no_difference_shown_is_never_causal() -> None:
    """Over every design, estimand, diagnostic and direction of doubt."""
    null = {"value": 0.1, "interval": Interval(-1.0, 1.2, 0.95, "m"), "p": 0.8, "adjusted_p": 1.0}
    for design, passed, balanced, breakdown in product(
        Design, (PASSED, SYNTHETIC, PASSED + SYNTHETIC), (True, False, None), (None, 0.0, 9.0)
    ):
        found = grade(
            estimate(design=design, assumptions=passed, **null),
            Diagnostics(balanced=balanced, breakdown=breakdown),
        )
        assert not found.causal
        assert (found.level, found.direction) == (Level.MEASURED, Direction.NOT_SHOWN)


def test_for_a_ratio_one_is_no_difference() -> None:
    ratio = {"estimand": Estimand.RATE_RATIO, "design": Design.INTERRUPTED_SERIES, "comparisons": ()}
    clear = grade(estimate(**ratio, value=0.8, interval=Interval(0.7, 0.9, 0.95, "m")), Diagnostics())
    assert (clear.direction, clear.grounds) == (Direction.DECREASE, (Ground.NO_COMPARISON, Ground.MEASURED))
    wide = grade(estimate(**ratio, value=0.9, interval=Interval(0.7, 1.1, 0.95, "m"), p=0.2), Diagnostics())
    assert wide.direction is Direction.NOT_SHOWN
    assert grade(estimate(**ratio, value=1.3, interval=Interval(1.1, 1.5, 0.95, "m")), Diagnostics()).direction is (
        Direction.INCREASE
    )
