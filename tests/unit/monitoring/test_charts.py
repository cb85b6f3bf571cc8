"""Stretches, gaps, new starts and what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.monitoring.charts import CHART_OF, Begins, ControlChart, NewStart, chart_of, control_chart
from helpers.monitoring.limits import ChartKind, xmr_limits
from helpers.monitoring.signals import Rule, signals_in
from helpers.monitoring.variation import Assurance, Variation, assurance_of, variation_of
from helpers.plan.model import Nature
from helpers.plan.registered import Clustered
from unit.measurement.cases import indicator
from unit.monitoring.chart_cases import QUIET, month, series


def chart(values: tuple[float | None, ...], *starts: NewStart, kind: ChartKind = ChartKind.XMR) -> ControlChart:
    found = control_chart(series(values), kind, starts=starts)
    assert isinstance(found, ControlChart)
    return found


def refused(found: ControlChart | Refusal) -> tuple[Shortfall, ...]:
    assert isinstance(found, Refusal)
    return found.shortfalls


def anew(number: int, reason: str = "Nye vagter") -> NewStart:
    return NewStart(month(number), Begins.REBASE, reason)


def test_every_nature_with_numbers_has_its_chart() -> None:
    assert set(Nature) - set(CHART_OF) == {Nature.MILESTONE, Nature.QUALITATIVE}


def test_a_share_of_days_has_no_p_chart() -> None:
    days = Clustered(units="skoledage", persons="børn")
    assert chart_of(indicator(nature=Nature.REGISTER_SHARE)) is ChartKind.P
    assert chart_of(indicator(nature=Nature.REGISTER_SHARE, clustered=days)) is ChartKind.XMR
    assert chart_of(indicator(nature=Nature.QUALITATIVE)) is None


def test_five_points_are_refused_with_how_many_it_takes() -> None:
    sizes = [200.0] * 5
    found = control_chart(series([20, 22, 19, 24, 21], sizes), ChartKind.P, scale=100)
    assert found == Refusal("p_chart", (Shortfall(Lack.POINTS, 5, 12),))
    assert refused(control_chart((), ChartKind.XMR)) == (Shortfall(Lack.POINTS, 0, 12),)


def test_gaps_do_not_count_as_points() -> None:
    values = (*QUIET[:8], None, None, None, *QUIET[8:11])
    assert refused(control_chart(series(values), ChartKind.XMR)) == (Shortfall(Lack.POINTS, 11, 12),)


def test_all_that_is_missing_is_told_at_once() -> None:
    found = control_chart(series(QUIET[:5]), ChartKind.P, scale=100)
    assert [one.lack for one in refused(found)] == [Lack.POINTS, Lack.COUNTS]


def test_a_share_without_counts_has_no_p_chart() -> None:
    assert refused(control_chart(series(QUIET), ChartKind.P, scale=100)) == (Shortfall(Lack.COUNTS),)


@pytest.mark.parametrize("kind", [ChartKind.XMR, ChartKind.C])
def test_a_series_that_never_moves_has_nothing_to_measure_by(kind: ChartKind) -> None:
    value = 0.0 if kind is ChartKind.C else 5.0
    assert refused(control_chart(series([value] * 15), kind)) == (Shortfall(Lack.SPREAD),)


def test_shares_of_all_have_no_spread() -> None:
    found = control_chart(series([30.0] * 15, [30.0] * 15), ChartKind.P, scale=100)
    assert refused(found) == (Shortfall(Lack.SPREAD),)


def test_a_gap_joins_no_moving_range() -> None:
    # Without the gap the step from 10 to 90 would be a range of 80.
    values = (*[10.0, 12.0] * 6, None, *[90.0, 92.0] * 6)
    assert xmr_limits(values).high - xmr_limits(values).centre == pytest.approx(2.66 * 2)


def test_a_gap_breaks_a_shift() -> None:
    low, high = (48.0, 49.0) * 7, (51.0, 52.0, 51.5, 52.5, 51.0, 52.0, 51.5)
    whole = chart((*low, *high))
    assert any(signal.rule is Rule.SHIFT and signal.direction == "up" for signal in whole.signals)
    broken = chart((*low, *high[:4], None, *high[4:]))
    assert not any(signal.rule is Rule.SHIFT and signal.direction == "up" for signal in broken.signals)


def test_a_new_start_has_limits_of_its_own_and_needs_a_reason() -> None:
    lower = tuple(value - 20 for value in QUIET)
    found = chart((*QUIET, *lower), anew(15))
    assert [(stretch.first, stretch.end, stretch.reason) for stretch in found.stretches] == [
        (0, 14, ""),
        (14, 28, "Nye vagter"),
    ]
    assert found.signals == ()
    one = chart((*QUIET, *lower))
    assert one.signals != ()
    assert refused(control_chart(series((*QUIET, *lower)), ChartKind.XMR, starts=(anew(15, " "),))) == (
        Shortfall(Lack.REASON),
    )


def test_a_stretch_that_is_too_short_has_no_limits_and_the_older_keeps_its() -> None:
    found = chart((*QUIET, 30.0, 31.0), anew(15))
    assert found.limits_at(13) is not None
    assert found.limits_at(14) is None
    assert found.last.refusal == Refusal("xmr_chart", (Shortfall(Lack.POINTS, 2, 12),))
    # What came before says nothing of what is now.
    assert variation_of(found, "lower") == found.last.refusal


def test_a_start_before_or_after_the_series_changes_nothing() -> None:
    assert chart(QUIET, anew(1), anew(40)).stretches == chart(QUIET).stretches


def test_a_reason_that_was_stated_goes_before_the_definition_of_the_same_day() -> None:
    changed = NewStart(month(15), Begins.DEFINITION, "Ny definition")
    found = chart((*QUIET, *QUIET), anew(15), changed)
    assert [stretch.begins for stretch in found.stretches] == [Begins.FIRST, Begins.REBASE]


def test_more_than_chance_widens_a_p_chart_and_less_never_narrows_it() -> None:
    wild, tame = ([40.0, 60.0] * 8, [50.0, 50.5] * 8)
    wide = control_chart(series(wild, [200.0] * 16), ChartKind.P, scale=100)
    calm = control_chart(series(tame, [200.0] * 16), ChartKind.P, scale=100)
    assert isinstance(wide, ControlChart)
    assert isinstance(calm, ControlChart)
    assert wide.last.spread == pytest.approx(0.1 / (0.25 * 0.75 / 200) ** 0.5 / 1.128)
    assert calm.last.spread == 1.0


def test_small_denominators_have_wider_limits() -> None:
    sizes = [400.0, 100.0] * 7
    found = control_chart(series([size / 4 for size in sizes], sizes), ChartKind.P, scale=100)
    assert isinstance(found, ControlChart)
    large, small = found.last.limits[0], found.last.limits[1]
    assert small.high - small.centre == pytest.approx(2 * (large.high - large.centre))


def test_a_signal_that_the_latest_measurement_is_not_part_of_is_over() -> None:
    # Ten above the mean and then six below: not yet a shift down, and no more a shift up.
    found = chart((54.0, 60.0, 55.0, 61.0, 54.0, 60.0, 55.0, 61.0, 54.0, 60.0, 48.0, 42.0, 49.0, 43.0, 48.0, 46.0))
    assert [(signal.rule, signal.direction) for signal in found.signals] == [(Rule.SHIFT, "up")]
    assert variation_of(found, "lower") is Variation.NO_CHANGE_SEEN


def test_the_latest_signal_decides_the_word_by_what_is_better() -> None:
    falling = (*(value + 8 for value in QUIET[:8]), *(value - 8 for value in QUIET[:8]))
    found = chart(falling)
    assert [signal.direction for signal in found.signals if signal.rule is Rule.SHIFT] == ["up", "down"]
    assert variation_of(found, "lower") is Variation.IMPROVEMENT
    assert variation_of(found, "higher") is Variation.DETERIORATION
    assert variation_of(found, "neither") is Variation.CHANGE


def test_an_old_signal_is_drawn_but_is_not_how_it_stands_now() -> None:
    values = (90.0, *QUIET)
    found = chart(values)
    assert [signal.at for signal in found.signals if signal.rule is Rule.OUTSIDE] == [(0,)]
    assert variation_of(found, "lower") is Variation.NO_CHANGE_SEEN


def test_ties_break_trends_and_belong_to_no_side() -> None:
    rising = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)
    tied = (1.0, 2.0, 3.0, 3.0, 4.0, 5.0)
    wide = xmr_limits([0.0, 50.0, -50.0, 50.0])
    assert [one.rule for one in signals_in(rising, [wide] * 6)] == [Rule.TREND]
    assert signals_in(tied, [wide] * 6) == ()
    level = replace(wide, centre=3.0)
    assert not any(one.rule is Rule.SHIFT for one in signals_in([4.0, 5.0, 4.0, 3.0, 4.0, 5.0, 4.0], [level] * 7))


@pytest.mark.parametrize(
    ("operator", "target", "word"),
    [
        (">=", 40.0, Assurance.ALWAYS),
        (">", 40.0, Assurance.BY_CHANCE),
        (">=", 50.0, Assurance.BY_CHANCE),
        (">", 60.0, Assurance.NEVER),
        (">=", 60.0, Assurance.BY_CHANCE),
        ("<=", 60.0, Assurance.ALWAYS),
        ("<", 60.0, Assurance.BY_CHANCE),
        ("<", 40.0, Assurance.NEVER),
        ("<=", 39.0, Assurance.NEVER),
        ("=", 50.0, Assurance.BY_CHANCE),
        ("=", 70.0, Assurance.NEVER),
    ],
)
def test_whether_a_target_is_hit_always_never_or_by_chance(operator: str, target: float, word: Assurance) -> None:
    limits = replace(xmr_limits([50.0]), low=40.0, high=60.0)
    assert assurance_of(limits, target, operator) is word  # type: ignore[arg-type]
