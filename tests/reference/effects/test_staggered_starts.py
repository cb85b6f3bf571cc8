"""Callaway & Sant'Anna's minimum-wage data: the paper's table, and csdid 0.4.3 and moderndid 0.2.0 beside it.

`stat-cases/did_callaway_santanna_mpdta` says how each number was made. Left out: the doubly robust entries with a
covariate (a panel of Målbar has none; comparison areas are chosen by their baseline instead), and the two-way
regression and the imputation, which Målbar doesn't offer for staggered starts.
"""

from __future__ import annotations

from functools import cache

import pytest

from helpers.effects.estimate import Estimate
from helpers.effects.group_times import Comparison, GroupTimes, group_times
from helpers.effects.panel import Panel, PanelPoint
from helpers.effects.staggered import group_time
from helpers.observations.table import Origin
from reference_cases import Case, reference_case


@cache
def _case() -> Case:
    return reference_case("did_callaway_santanna_mpdta")


@cache
def _panel() -> Panel:
    rows = _case().rows("mpdta.csv")
    points = tuple(PanelPoint(row["countyreal"], int(row["year"]), float(row["lemp"])) for row in rows)
    starts = {row["countyreal"]: int(row["first.treat"]) for row in rows if row["first.treat"] != "0"}
    return Panel("employment", "log", "year", points, starts, Origin.SUPPLIED)


@cache
def _found(comparison: Comparison) -> GroupTimes:
    found = group_times(_panel(), comparison=comparison)
    assert isinstance(found, GroupTimes)
    return found


def test_each_group_and_time() -> None:
    cells, known = _found("never_treated").cells, _case().entries
    assert [cell.value for cell in cells] == known["attgt_reg_never"].approx
    assert [cell.error for cell in cells] == known["attgt_reg_never_se_analytic"].approx
    assert (cells[0].start, cells[0].period, cells[-1].start, cells[-1].period) == (2004, 2004, 2007, 2007)


@pytest.mark.parametrize(("comparison", "prefix"), [("never_treated", "reg_never"), ("not_yet_treated", "reg_notyet")])
def test_sums(comparison: Comparison, prefix: str) -> None:
    found, known = _found(comparison), _case().entries
    for name in ("simple", "group", "dynamic", "calendar"):
        summed = getattr(found, name)
        assert summed.value == known[f"{prefix}.{name}_overall"].approx
        assert summed.error == known[f"{prefix}.{name}_overall_se"].approx
    assert [each.value for each in found.by_distance] == known[f"{prefix}.event_study"].approx
    assert [each.at for each in found.by_distance] == [-3, -2, -1, 0, 1, 2, 3]
    assert [each.value for each in found.by_group] == known[f"{prefix}.group_effects"].approx


def test_sums_by_hand() -> None:
    found = _found("never_treated")
    sums = [found.simple.value, found.group.value, found.dynamic.value, found.calendar.value]
    assert sums == _case().entries["reg_never.aggregations_by_hand"].approx


def test_band_is_wider_than_a_single_interval() -> None:
    """Seven distances at once take more than 1.96 and less than Bonferroni's 2.69 (R: qnorm(1 - 0.025 / 7))."""
    critical = _found("never_treated").critical
    assert critical is not None
    assert 1.96 < critical < 2.69


def test_the_one_estimate_is_the_simple_sum() -> None:
    """With 191 of 500 counties the few-area method is a little wider than the influence function, never narrower.

    The groups differ in effect (-0.080, -0.023, -0.026), and it counts that as chance.
    """
    found = group_time(_panel())
    assert isinstance(found, Estimate)
    assert found.value == _case().entries["reg_never.simple_overall"].approx
    half = (found.interval.high - found.interval.low) / 2
    assert 1.0 < half / (1.96 * _found("never_treated").simple.error) < 1.15
