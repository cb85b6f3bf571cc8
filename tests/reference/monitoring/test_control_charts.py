"""Control charts against R (NHSRplotthedots, qcc, qicharts2) and Montgomery's printed examples.

The data belong to others and lie outside the project (`tests/reference_cases.py`). R's numbers were made by running the
packages' own functions; `expected.json` there says which.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.monitoring.limits import Counted, Limited, p_limits, u_limits, xmr_limits
from helpers.monitoring.signals import Rule, signals_in
from reference_cases import Case, reference_case

NOT_DEFINED = {"constant.limits_screen"}
"""R drops every moving range of a constant series and has no limits then; ours have no width."""


@pytest.fixture(scope="module")
def xmr() -> Case:
    return reference_case("spc_xmr_nhs")


@pytest.fixture(scope="module")
def counted() -> Case:
    return reference_case("spc_p_u_c_charts")


@pytest.fixture(scope="module")
def series(xmr: Case) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {}
    for row in xmr.rows("series.csv"):
        found.setdefault(row["series"], []).append(float(row["value"]))
    return found


def flagged(values: Sequence[float], *, screened: bool, trend: int) -> dict[str, list[int]]:
    limits = [xmr_limits(values, screened=screened)] * len(values)
    found = signals_in(values, limits, trend=trend)
    return {
        rule.value: sorted({at + 1 for signal in found if signal.rule is rule for at in signal.at}) for rule in Rule
    }


def test_all_limits_of_xmr_charts(xmr: Case, series: dict[str, list[float]]) -> None:
    checked = 0
    for entry in xmr.entries.values():
        name, what = entry.id.rsplit(".", 1)
        if not what.startswith("limits_") or entry.id in NOT_DEFINED:
            continue
        found = xmr_limits(series[name], screened=what == "limits_screen")
        # The answers are written with twelve digits, which for millions is less than their stated tolerance.
        expected = pytest.approx(entry.value, abs=entry.tolerance, rel=1e-11)
        assert [found.centre, found.low, found.high] == expected, entry.id
        checked += 1
    assert checked >= 60


def test_all_signals_of_xmr_charts(xmr: Case, series: dict[str, list[float]]) -> None:
    checked = 0
    for entry in xmr.entries.values():
        name, what = entry.id.rsplit(".", 1)
        if not what.startswith("flags_"):
            continue
        found = flagged(series[name], screened=what == "flags_screen", trend=7)
        expected = entry.value
        assert found["outside"] == expected["astronomical"], entry.id
        assert found["shift"] == expected["shift7"], entry.id
        assert found["trend"] == expected["trend7pts"], entry.id
        assert found["near_limit"] == expected["two_of_three"], entry.id
        checked += 1
    assert checked >= 60


def test_all_trends_of_six(xmr: Case, series: dict[str, list[float]]) -> None:
    entries = [entry for entry in xmr.entries.values() if entry.id.endswith(".trend6pts")]
    assert len(entries) >= 30
    for entry in entries:
        found = flagged(series[entry.id.rsplit(".", 1)[0]], screened=False, trend=6)
        assert found["trend"] == entry.value, entry.id


def _points(case: Case, file: str, count: str, size: str) -> list[Counted]:
    pairs = [(float(row[count]), float(row[size])) for row in case.rows(file)]
    return [Counted(number / group, number, group) for number, group in pairs]


def _out(points: Sequence[Counted], limited: Limited) -> list[int]:
    found = signals_in([point.value for point in points], limited.limits)
    return sorted({at + 1 for signal in found if signal.rule is Rule.OUTSIDE for at in signal.at})


def _first(limited: Limited, rows: int) -> list[float]:
    shown = limited.limits[:rows]
    return [shown[0].centre, *(one.low for one in shown), *(one.high for one in shown)]


def test_p_chart_of_orange_juice(counted: Case) -> None:
    # Montgomery, example 7.1: mean .2313, limits .0524 and .4102; samples 15 and 23 outside.
    points = _points(counted, "orangejuice.csv", "D", "size")
    limited = p_limits(points, scale=1.0)
    one = limited.limits[0]
    assert [one.centre, one.low, one.high] == counted.entries["orangejuice.p"].approx
    assert [round(one.centre, 4), round(one.low, 4), round(one.high, 4)] == [0.2313, 0.0524, 0.4102]
    assert _out(points, limited) == counted.entries["orangejuice.p_out"].value == [15, 23]
    revised = p_limits([point for at, point in enumerate(points, 1) if at not in (15, 23)], scale=1.0).limits[0]
    expected = counted.entries["orangejuice.p_revised_without_15_23"]
    assert [revised.centre, revised.low, revised.high] == expected.approx


def test_p_chart_with_varying_sizes(counted: Case) -> None:
    # Montgomery, table 7.4: 234 of 2,450; sample 11 outside.
    points = _points(counted, "montgomery_7_4.csv", "count", "size")
    limited = p_limits(points, scale=1.0)
    flat = [number for one in limited.limits for number in (one.centre, one.low, one.high)]
    assert flat == counted.entries["montgomery_7_4.p_variable_n"].approx
    assert _out(points, limited) == counted.entries["montgomery_7_4.out"].value == [11]


def test_u_and_c_charts(counted: Case) -> None:
    points = _points(counted, "pcmanufact.csv", "x", "size")
    limited = u_limits(points)
    one = limited.limits[0]
    assert [one.centre, one.low, one.high] == counted.entries["pcmanufact.u"].approx
    assert _out(points, limited) == counted.entries["pcmanufact.u_out"].value
    cloth = u_limits(_points(counted, "dyedcloth.csv", "x", "size"))
    flat = [cloth.limits[0].centre, *(number for one in cloth.limits for number in (one.low, one.high))]
    assert flat == counted.entries["dyedcloth.u"].approx
    assert cloth.limits[0].centre == counted.entries["dyedcloth.centre"].approx
    boards = [Counted(float(row["x"]), float(row["x"]), 1.0) for row in counted.rows("circuit.csv")]
    limited = u_limits(boards)
    one = limited.limits[0]
    assert [one.centre, one.low, one.high] == counted.entries["circuit.c"].approx
    assert _out(boards, limited) == counted.entries["circuit.c_out"].value == [6, 20]


@pytest.mark.parametrize(("laney", "entry"), [(False, "p"), (True, "pp_laney")])
def test_p_and_laney_of_a_service_that_sees_very_many(counted: Case, entry: str, laney: bool) -> None:
    points = _points(counted, "england_ae.csv", "breaches", "attendances")
    limited = p_limits(points, scale=1.0, laney=laney)
    assert _first(limited, 3) == counted.entries[f"england_ae.{entry}_limits_first3"].approx
    assert _out(points, limited) == counted.entries[f"england_ae.{entry}_out"].value


@pytest.mark.parametrize(("laney", "entry"), [(False, "u"), (True, "up_laney")])
def test_u_and_laney_of_infections(counted: Case, entry: str, laney: bool) -> None:
    points = _points(counted, "hospital_infections_noh_uti.csv", "n", "days")
    limited = u_limits(points, laney=laney)
    assert _first(limited, 3) == counted.entries[f"hospital_infections_noh_uti.{entry}_limits_first3"].approx
    assert _out(points, limited) == counted.entries[f"hospital_infections_noh_uti.{entry}_out"].value


def test_individual_values_as_qcc_rounds_them(counted: Case, series: dict[str, list[float]]) -> None:
    # qcc takes 3 / 1.128379 where everybody else takes 2.66; Montgomery 6.5 prints 300.5, 279.78 and 321.22.
    found = xmr_limits(series["montgomery_6_5_loan_cost_20"])
    assert [found.centre, found.low, found.high] == pytest.approx(
        counted.entries["montgomery_6_5.i_chart"].value, abs=0.004
    )
    assert [round(one, 2) for one in (found.centre, found.low, found.high)] == [300.5, 279.78, 321.22]
