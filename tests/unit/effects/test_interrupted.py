"""An interrupted series: counts, values, seasons, holes, and a line that is no surer than short series allow."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import t as t_distribution

from helpers.effects.autocorrelation import CARRIED, averaged
from helpers.effects.estimate import Estimand
from helpers.effects.interrupted import EVENTS, Interruption, interrupted_series
from helpers.effects.panel import PanelPoint
from helpers.effects.segments import Floats, fit_counts, fit_values, harmonics, segmented
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from unit.effects.invented import START, panel, series


def found(**others: object) -> Interruption:
    data = others.pop("data", series(list(_counts()), before=12))
    answer = interrupted_series(data, **others)  # type: ignore[arg-type]
    assert isinstance(answer, Interruption)
    return answer


def _counts(ratio: float = 0.5, seed: int = 1) -> Floats:
    mean = 60 * np.exp(0.01 * np.arange(24)) * np.where(np.arange(24) < 12, 1.0, ratio)
    return np.random.default_rng(seed).poisson(mean).astype(float)


def test_counts_that_halve_have_a_ratio_of_a_half() -> None:
    answer = found()
    assert answer.estimate.estimand is Estimand.RATE_RATIO
    assert answer.estimate.unit == "ratio"
    assert answer.estimate.interval.low < 0.5 < answer.estimate.interval.high < 1
    assert (answer.estimate.periods_before, answer.estimate.periods_after, answer.estimate.n) == (12, 12, 24)


def test_the_line_carried_on_is_in_the_indicators_unit() -> None:
    answer = found()
    first = answer.path[0]
    assert first.observed == _counts()[0]
    assert all(point.low < point.expected < point.high for point in answer.path)
    ratio = [point.observed / point.expected for point in answer.path[12:]]
    assert np.mean(ratio) == pytest.approx(answer.estimate.value, abs=0.01)
    per_hundred = replace(
        series(list(_counts()), before=12),
        points=tuple(replace(point, value=point.value / 10) for point in series(list(_counts()), before=12).points),
    )
    assert found(data=per_hundred).path[0].expected == pytest.approx(first.expected / 10)
    assert found(data=per_hundred).estimate == answer.estimate


def test_counts_without_a_denominator_are_counts() -> None:
    data = series(list(_counts()), before=12)
    bare = replace(data, points=tuple(replace(point, value=point.numerator, denominator=None) for point in data.points))
    assert found(data=bare).estimate.value == pytest.approx(found().estimate.value)
    assert found(data=bare).path[0].expected == pytest.approx(found().path[0].expected)


def test_counts_that_swing_more_than_poisson_are_less_sure() -> None:
    calm = found(data=series([40.0, 44, 38, 41, 39, 43, 40, 42, 38, 41, 43, 39] * 2, before=12))
    wild = found(data=series([10.0, 80, 20, 70, 5, 75, 15, 85, 12, 66, 9, 78] * 2, before=12))
    assert calm.dispersion is not None
    assert wild.dispersion is not None
    assert calm.dispersion < 1 < wild.dispersion
    width = [np.log(each.estimate.interval.high / each.estimate.interval.low) for each in (calm, wild)]
    assert width[1] > 3 * width[0]
    # Calmer than chance allows is still chance: never surer than Poisson.
    fit = fit_counts(np.array([40.0, 44, 38, 41, 39, 43, 40, 42, 38, 41, 43, 39] * 2), np.ones(24), _columns(24, 12))
    assert width[0] > 2 * 1.96 * fit.errors[2]


def _columns(count: int, start: int) -> Floats:
    return segmented(np.arange(count, dtype=float), start)


def test_values_have_a_jump_in_their_unit_and_a_slope_if_asked() -> None:
    data = panel(comparisons=0, before=10, after=10, effect=-6.0, spread=0.0, noise=0.1)
    steady = replace(data, points=tuple(replace(p, value=50 + 0.5 * (p.period - START) - 6 * (p.period >= START)
                                                + 0.01 * ((p.period * 7) % 5)) for p in data.points))  # fmt: skip
    answer = found(data=steady)
    assert (answer.estimate.estimand, answer.estimate.unit) == (Estimand.LEVEL_CHANGE, "percent")
    assert answer.estimate.value == pytest.approx(-6, abs=0.05)
    assert answer.trend == pytest.approx(0.5, abs=0.01)
    assert answer.slope is None
    turned = found(data=steady, slope=True).slope
    assert turned is not None
    assert (turned.estimand, turned.value) == (Estimand.SLOPE_CHANGE, pytest.approx(0.0, abs=0.02))
    assert turned.interval.low < 0 < turned.interval.high


def test_the_slope_of_counts_is_in_percent() -> None:
    mean = 400 * np.where(np.arange(24) < 12, 1.0, 0.9 ** (np.arange(24) - 12.0))
    slope = found(data=series([float(round(each)) for each in mean], before=12), slope=True).slope
    assert slope is not None
    assert (slope.unit, slope.value) == ("percent", pytest.approx(-10, abs=0.3))


def test_what_comes_little_by_little_is_measured_whole_on_average() -> None:
    """An even fall to a half: 20.5 % fewer events in all, of which a jump finds less than half."""
    expected = np.full(32, 400.0)
    came = expected * np.where(np.arange(32) < 16, 1.0, 0.5 ** ((np.arange(32) - 15) / 16))
    data = series([float(round(each)) for each in came], before=16)
    truth = came[16:].sum() / expected[16:].sum()
    answer = found(data=data, average=True)
    assert answer.estimate.estimand is Estimand.RATE_RATIO
    assert answer.estimate.value == pytest.approx(truth, abs=0.005)
    assert answer.estimate.interval.low < truth < answer.estimate.interval.high
    assert sum(p.observed for p in answer.path[16:]) / sum(p.expected for p in answer.path[16:]) == pytest.approx(
        answer.estimate.value
    )
    assert abs(found(data=data).estimate.value - truth) > 0.1
    assert answer.slope is not None


def test_the_average_of_values_is_in_their_unit_and_less_sure_than_a_jump() -> None:
    data = panel(comparisons=0, before=10, after=10, effect=0.0, noise=0.1)
    grows = replace(data, points=tuple(replace(p, value=50 + 0.5 * (p.period - START) + max(0, p.period - START + 1)
                                               + 0.1 * ((p.period * 7) % 5)) for p in data.points))  # fmt: skip
    answer, jump = found(data=grows, average=True), found(data=grows)
    assert (answer.estimate.estimand, answer.estimate.unit) == (Estimand.ATT, "percent")
    assert answer.estimate.value == pytest.approx(5.5, abs=0.3)
    assert "average since the start" in answer.estimate.method
    steady = found(data=panel(comparisons=0, before=10, after=10), average=True).estimate.interval
    at_once = found(data=panel(comparisons=0, before=10, after=10)).estimate.interval
    assert steady.high - steady.low > at_once.high - at_once.low
    assert jump.estimate.value < answer.estimate.value


def test_an_area_that_is_not_in_the_plan_is_named() -> None:
    with pytest.raises(ValueError, match="'c05' is not among the panel's areas with the plan"):
        interrupted_series(series([20.0] * 20, before=10), area="c05")


def test_a_season_is_not_taken_for_a_jump() -> None:
    quarters = [40.0, 10.0, 30.0, 20.0]
    answer = found(data=series(quarters * 2 + quarters * 2 + quarters[:2], before=8, frequency="quarter"))
    assert answer.estimate.value == pytest.approx(1.0, abs=1e-6)
    assert answer.trend == pytest.approx(0.0, abs=1e-6)


def test_waves_of_quarters_are_as_free_as_quarters() -> None:
    columns = harmonics(np.arange(8) % 4, 4, 2)
    assert columns.shape == (8, 3)
    assert np.linalg.matrix_rank(np.column_stack([np.ones(8), columns])) == 4


def test_what_happened_to_all_is_taken_out() -> None:
    years = range(START - 10, START + 10)
    common = {year: 5.0 * (year >= START) + ((year * 7) % 5) for year in years}
    data = replace(
        panel(comparisons=2),
        points=tuple(
            PanelPoint(area, year, level + common[year] + 0.1 * ((year * row) % 3))
            for row, (area, level) in enumerate({"plan00": 50.0, "other00": 40.0, "other01": 45.0}.items(), 1)
            for year in years
        ),
    )
    assert found(data=data).estimate.value > 3
    answer = found(data=data, compared=True)
    assert answer.estimate.value == pytest.approx(0.0, abs=0.3)
    assert answer.estimate.comparisons == ("other00", "other01")
    assert answer.path[0].observed == pytest.approx(answer.path[0].expected, abs=0.5)


def test_what_happened_to_all_counts_is_taken_out() -> None:
    own, other = series([100.0] * 10 + [50.0] * 10, before=10), series([200.0] * 10 + [100.0] * 10, before=10)
    both = replace(own, points=own.points + tuple(replace(point, area="other00") for point in other.points))
    assert found(data=own).estimate.value == pytest.approx(0.5)
    assert found(data=both, compared=True).estimate.value == pytest.approx(1.0, abs=0.01)


def test_wrong_use_names_what_is_missing() -> None:
    def refused(data: object, **others: object) -> tuple[Shortfall, ...]:
        answer = interrupted_series(data, **others)  # type: ignore[arg-type]
        assert isinstance(answer, Refusal)
        return answer.shortfalls

    enough = [20.0, 25.0] * 12
    assert refused(series(enough[:9], before=5)) == (
        Shortfall(Lack.PERIODS_BEFORE, 5, 8),
        Shortfall(Lack.PERIODS_AFTER, 4, 8),
    )
    holes = series(enough, before=12)
    assert refused(replace(holes, points=holes.points[:3] + holes.points[4:])) == (Shortfall(Lack.COMPLETE_PANEL),)
    assert refused(series([0.0, 1.0] * 12, before=12)) == (Shortfall(Lack.EVENTS, 6, EVENTS),)
    assert refused(series(enough, before=12), compared=True) == (Shortfall(Lack.COMPARISON_AREAS, 0, 1),)
    assert refused(panel(treated=2, before=9, after=9)) == (Shortfall(Lack.ONE_AREA, 2, 1),)
    assert refused(panel(before=9, after=9), counts=True) == (Shortfall(Lack.COUNTS),)
    assert refused(replace(holes, starts={})) == (Shortfall(Lack.TREATED_AREAS, 0, 1),)
    flat = panel(comparisons=0, before=9, after=9)
    same = replace(flat, points=tuple(replace(point, value=3.0) for point in flat.points))
    assert refused(same) == (Shortfall(Lack.SPREAD),)


def test_averaged_uncertainty_is_students_t_for_a_single_share() -> None:
    """With all the weight on no carry-over the average is the ordinary t interval."""
    rng = np.random.default_rng(5)
    columns = _columns(30, 15)
    answer = averaged(columns, rng.normal(size=30), np.eye(3))
    fit = fit_values(rng.normal(size=30), columns)
    assert answer.scales[0] / answer.scales[0][0] == pytest.approx(fit.errors / fit.errors[0])
    alone = replace(answer, weights=np.eye(len(CARRIED))[0])
    assert alone.half_widths(0.95) == pytest.approx(t_distribution.ppf(0.975, 27) * answer.scales[0])
    assert alone.p() == pytest.approx(2 * t_distribution.sf(np.abs(answer.estimates) / answer.scales[0], 27))


def test_a_series_that_drifts_is_seen_to_carry_over() -> None:
    rng = np.random.default_rng(7)
    chance = rng.normal(size=60)
    drift = np.zeros(60)
    for at in range(1, 60):
        drift[at] = 0.8 * drift[at - 1] + chance[at]
    columns = _columns(60, 30)
    assert averaged(columns, drift, np.eye(3)).carried > 0.4 > averaged(columns, chance, np.eye(3)).carried
