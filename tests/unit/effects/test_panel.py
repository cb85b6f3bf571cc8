"""A panel refuses figures that no method could use rightly, with a sentence that names the place."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import pytest

from helpers.effects.differences import difference_in_differences
from helpers.effects.multiplicity import bonferroni, holm
from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.synthetic import synthetic_control
from helpers.measurement.intervals import poisson_count, proportion, proportion_exact
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.observations.table import Origin
from unit.effects.invented import panel


def _with(*points: PanelPoint, unit: str = "percent") -> Panel:
    return Panel("made", unit, "year", points, {}, Origin.SYNTHETIC)


@pytest.mark.parametrize("number", [nan, inf])
def test_a_figure_is_a_number(number: float) -> None:
    with pytest.raises(ValueError, match="made, a, period 2012: a figure must be a finite number"):
        _with(PanelPoint("a", 2011, 4.0), PanelPoint("a", 2012, number))
    with pytest.raises(ValueError, match="finite"):
        _with(PanelPoint("a", 2012, 4.0, number, 10.0))


def test_an_area_has_one_figure_a_period() -> None:
    with pytest.raises(ValueError, match="made, a, period 2011: has more than one figure"):
        _with(PanelPoint("a", 2011, 4.0), PanelPoint("b", 2011, 4.0), PanelPoint("a", 2011, 5.0))


def test_a_share_is_of_no_more_than_all() -> None:
    with pytest.raises(ValueError, match="larger than the denominator"):
        _with(PanelPoint("a", 2011, 500.0, 50.0, 10.0))
    assert _with(PanelPoint("a", 2011, 5000.0, 50.0, 10.0), unit="per_1000").areas == ("a",)
    with pytest.raises(ValueError, match="can't be below 0"):
        _with(PanelPoint("a", 2011, 4.0, -1.0, 10.0))


def test_areas_and_weightings_that_are_unknown_are_named() -> None:
    with pytest.raises(ValueError, match="'c05' is not among the panel's areas with the plan"):
        synthetic_control(panel(), area="c05")
    with pytest.raises(ValueError, match="not by 'people'"):
        difference_in_differences(panel(treated=4), weighting="people")  # type: ignore[arg-type]


def test_levels_and_p_values_lie_between_0_and_1() -> None:
    for interval in (lambda: proportion(3, 10, 95), lambda: proportion_exact(3, 10, 1.0), lambda: poisson_count(3, 0)):
        with pytest.raises(ValueError, match="a level lies between 0 and 1"):
            interval()
    for wrong in ([1.4, -2.0], [0.2, nan]):
        for correct in (holm, bonferroni):
            with pytest.raises(ValueError, match="a p-value lies between 0 and 1"):
                correct(wrong)


def test_a_refusal_says_what_is_missing() -> None:
    refused = Refusal("synthetic_control", (Shortfall(Lack.COMPARISON_AREAS, 6, 19), Shortfall(Lack.START)))
    assert str(refused) == "synthetic_control refused: comparison areas 6, needs 19; start missing"
    assert str(Shortfall(Lack.RELIABILITY, need=50)) == "reliability missing, needs 50"
    assert str(replace(refused, shortfalls=(Shortfall(Lack.EVENTS, 3),))) == "synthetic_control refused: events 3"
