"""What must hold for any series: a chart does not depend on unit, direction of time or on what nobody measured."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers.monitoring.charts import ControlChart, control_chart
from helpers.monitoring.limits import ChartKind, Counted, p_limits, u_limits, xmr_limits
from helpers.monitoring.signals import Limits, Rule, Signal, signals_in
from unit.monitoring.chart_cases import series

whole = st.integers(0, 60).map(float)
values = st.lists(whole, min_size=12, max_size=30)
with_gaps = st.lists(st.none() | whole, min_size=12, max_size=30)


def _signals(found: list[float | None] | list[float]) -> tuple[Signal, ...]:
    return signals_in(found, [xmr_limits(found)] * len(found))


def _at(signals: tuple[Signal, ...]) -> set[tuple[Rule, str, int]]:
    return {(signal.rule, signal.direction, at) for signal in signals for at in signal.at}


@given(values, st.integers(-500, 500), st.sampled_from([0.25, 0.5, 2.0, 8.0, 64.0]))
def test_limits_and_signals_move_with_the_series(found: list[float], shift: int, scale: float) -> None:
    before, after = xmr_limits(found), xmr_limits([scale * value + shift for value in found])
    assert after.centre == pytest.approx(scale * before.centre + shift, abs=1e-6)
    assert after.high - after.low == pytest.approx(scale * (before.high - before.low), abs=1e-6)
    moved = Limits(*(scale * number + shift for number in (before.centre, before.low, before.high)))
    # The same limits, moved exactly: rounding must not decide on which side of its mean a value lies.
    own = signals_in(found, [before] * len(found))
    assume(all(abs(value - edge) > 1e-9 for value in found for edge in (before.centre, before.low, before.high)))
    assert signals_in([scale * value + shift for value in found], [moved] * len(found)) == own


@given(with_gaps)
def test_the_series_read_backwards_has_the_same_signals_but_for_trends_that_turn(found: list[float | None]) -> None:
    assume(any(value is not None for value in found))
    size = len(found)
    turned = {"up": "down", "down": "up"}
    expected = {
        (rule, turned[direction] if rule is Rule.TREND else direction, size - 1 - at)
        for rule, direction, at in _at(signals_in(found, [xmr_limits(found)] * size))
    }
    assert _at(signals_in(found[::-1], [xmr_limits(found)] * size)) == expected


@given(values)
def test_the_series_upside_down_has_signals_the_other_way(found: list[float]) -> None:
    limits = xmr_limits(found)
    turned = {"up": "down", "down": "up"}
    upside_down = signals_in(
        [-value for value in found], [Limits(-limits.centre, -limits.high, -limits.low)] * len(found)
    )
    assert _at(upside_down) == {(rule, turned[direction], at) for rule, direction, at in _at(_signals(found))}


@given(with_gaps, st.integers(0, 29))
def test_a_gap_never_adds_a_signal(found: list[float | None], at: int) -> None:
    assume(any(value is not None for value in found))
    limits = [xmr_limits(found)] * len(found)
    holed = [None if place == at else value for place, value in enumerate(found)]
    assert _at(signals_in(holed, limits)) <= _at(signals_in(found, limits))


@given(with_gaps)
def test_a_gap_is_never_a_signal(found: list[float | None]) -> None:
    chart = control_chart(series(found), ChartKind.C)
    if isinstance(chart, ControlChart):
        assert all(found[at] is not None for signal in chart.signals for at in signal.at)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(40, 400)), min_size=12, max_size=30))
def test_shares_stay_within_nought_and_all(pairs: list[tuple[int, int]]) -> None:
    points = [Counted(x / n, x, n) for x, n in pairs]
    for laney in (False, True):
        for limit in p_limits(points, laney=laney).limits:
            assert 0 <= limit.low <= limit.centre <= limit.high <= 100
        for limit in u_limits(points, scale=1000, laney=laney).limits:
            assert 0 <= limit.low <= limit.centre <= limit.high


@given(st.lists(st.integers(0, 40), min_size=12, max_size=30), st.integers(2, 9))
def test_twice_as_many_of_everything_leaves_the_mean_and_narrows_the_limits(found: list[int], times: int) -> None:
    one = p_limits([Counted(x / 50, x, 50) for x in found]).limits[0]
    more = p_limits([Counted(x / 50, times * x, times * 50) for x in found]).limits[0]
    assert more.centre == pytest.approx(one.centre)
    assert more.high - more.low <= one.high - one.low + 1e-9
