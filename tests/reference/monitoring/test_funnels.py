"""Funnel limits and dispersion against Spiegelhalter's formulas in R, FunnelPlotR and the English public health charts.

The data (`funnel_limits`) are others'; `MAALBAR_REFERENCE_DATA` says where they lie. How each number was made (R's
qbinom and qpois with interpolation; FunnelPlotR's own functions; the spreadsheets of the UK Health Security Agency)
stands beside it there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from math import asin, exp, log, sin, sqrt

import pytest

from helpers.measurement.intervals import poisson_count
from helpers.monitoring.funnels import Funnel, Position, funnel
from helpers.monitoring.funnels_dispersion import Dispersion, Trimming, dispersion
from helpers.monitoring.funnels_limits import interpolated_limit, multiplicative_limits
from helpers.monitoring.small_areas import AreaCount
from reference_cases import Case, reference_case

TAILS = (0.001, 0.025, 0.975, 0.999)
NORMAL = (1.959964, 3.090232)
"""The z-values that FunnelPlotR writes out."""
FLAGS: dict[Position, str] = {
    "inside": "Not significant",
    "above": "High (0.025)",
    "far_above": "High (0.001)",
    "below": "Low (0.025)",
    "far_below": "Low (0.001)",
}


@cache
def case() -> Case:
    return reference_case("funnel_limits")


def ratios() -> list[tuple[float, float]]:
    return [(float(row["obs"]), float(row["expected"])) for row in case().rows("ratio_inputs.csv")]


def shares() -> list[tuple[float, float]]:
    return [(float(row["numerator"]), float(row["denominator"])) for row in case().rows("prop_inputs.csv")]


def test_exact_binomial_limits_by_interpolation() -> None:
    known = case().entries["spiegelhalter_binomial_exact"]
    found = [
        [interpolated_limit("share", float(row["target"]), float(row["n"]), tail) for tail in TAILS]
        for row in case().rows("binom_exact_grid.csv")
    ]
    assert found == [pytest.approx(row, abs=known.tolerance) for row in known.value]


def test_exact_poisson_limits_by_interpolation() -> None:
    known = case().entries["spiegelhalter_poisson_exact"]
    found = [
        [interpolated_limit("rate", 1.0, float(row["expected"]), tail) for tail in TAILS]
        for row in case().rows("poisson_exact_grid.csv")
    ]
    assert found == [pytest.approx(row, abs=known.tolerance) for row in known.value]


def test_normal_limits_of_shares_as_in_english_public_health_charts() -> None:
    known = case().entries["prop_limits_table"]
    for row, expected in zip(case().rows("prop_limits_excel.csv"), known.value, strict=True):
        # The chart's sizes are printed whole, its baseline with six decimals of a percent.
        limits = multiplicative_limits("share", float(row["Baseline"]) / 100, float(row["Population"]))
        found = [100 * end for end in (*limits.warning, *limits.control)]
        assert found == pytest.approx(expected, abs=known.tolerance), row["Population"]


def test_flags_of_shares_and_how_many_of_each() -> None:
    counts = [AreaCount(str(place), *counts) for place, counts in enumerate(shares())]
    found = funnel(counts, "share", adjustment="none")
    assert isinstance(found, Funnel)
    flags = [FLAGS[area.position] for area in found.areas]
    assert flags == case().entries["prop_flags"].value
    assert dict(Counter(flags)) == case().entries["prop_flag_counts"].value


def test_flags_of_observed_over_expected() -> None:
    counts = [AreaCount(str(place), *counts) for place, counts in enumerate(ratios())]
    found = funnel(counts, "rate", target=1.0, adjustment="none")
    assert isinstance(found, Funnel)
    flags = [FLAGS[area.position] for area in found.areas]
    assert flags == case().entries["ratio_flags"].value


def test_the_expected_count_at_which_a_limit_touches_the_observed_one() -> None:
    known = case().entries["ratio_limit_expected_events"]
    for row, expected in zip(case().rows("ratio_limits_excel.csv"), known.value, strict=True):
        events = float(row["Observed_events"])
        two, three = (poisson_count(events, level) for level in (0.95, 0.998))
        found = [two.high, two.low, three.high, three.low]
        largest = max(abs(value) for line in known.value for value in line)
        assert found == pytest.approx(expected, abs=known.tolerance * largest), events


def of_logs(trimming: Trimming) -> tuple[Dispersion, list[float]]:
    pairs = [(observed, expected) for observed, expected in ratios() if observed > 0]
    scores = [sqrt(expected) * log(observed / expected) for observed, expected in pairs]
    errors = [1 / sqrt(expected) for _, expected in pairs]
    return dispersion(scores, errors, trimming=trimming), errors


def of_roots() -> Dispersion:
    pairs = [(observed, expected) for observed, expected in ratios() if observed > 0]
    scores = [2 * (sqrt(observed) - sqrt(expected)) for observed, expected in pairs]
    return dispersion(scores, [1 / (2 * sqrt(expected)) for _, expected in pairs])


def of_arcsines() -> tuple[Dispersion, float]:
    middle = asin(sqrt(sum(top for top, _ in shares()) / sum(of for _, of in shares())))
    scores = [(asin(sqrt(top / of)) - middle) * 2 * sqrt(of) for top, of in shares()]
    return dispersion(scores, [1 / (2 * sqrt(of)) for _, of in shares()]), middle


def told(found: Dispersion) -> list[float]:
    return [found.n, found.phi, found.tau2]


@pytest.mark.parametrize(("entry", "trimming"), [("od_sr_shmi_trunc", "truncate"), ("od_sr_shmi_wins", "winsorise")])
def test_dispersion_on_the_log_scale(entry: str, trimming: Trimming) -> None:
    assert told(of_logs(trimming)[0]) == case().entries[entry].approx


def test_dispersion_on_the_root_and_arcsine_scales() -> None:
    assert told(of_roots()) == case().entries["od_sr_cqc_wins"].approx
    assert told(of_arcsines()[0]) == case().entries["od_pr_wins"].approx


def reaches(found: Dispersion, error: float) -> Iterator[float]:
    """Yield the distances of the four limits: 95 % low and high, 99.8 % low and high."""
    for z in NORMAL:
        yield from (-z * found.spread(error), z * found.spread(error))


@pytest.mark.parametrize("trimming", ["truncate", "winsorise"])
def test_widened_limits_on_the_log_scale(trimming: Trimming) -> None:
    known = case().entries["od_limits_sr_shmi_trunc" if trimming == "truncate" else "od_limits_sr_shmi_wins"]
    found, _ = of_logs(trimming)
    for expected_events, limits in zip(known.inputs["denominators"], known.value, strict=True):
        ours = [exp(reach) for reach in reaches(found, 1 / sqrt(expected_events))]
        assert ours == pytest.approx(limits, abs=known.tolerance)


def test_widened_limits_on_the_root_scale() -> None:
    # FunnelPlotR leaves these on the scale of the root; Spiegelhalter would square them.
    known = case().entries["od_limits_sr_cqc_wins"]
    found = of_roots()
    for expected_events, limits in zip(known.inputs["denominators"], known.value, strict=True):
        ours = [1 + reach for reach in reaches(found, 1 / (2 * sqrt(expected_events)))]
        assert ours == pytest.approx(limits, abs=known.tolerance)


def test_widened_limits_on_the_arcsine_scale() -> None:
    known = case().entries["od_limits_pr_wins"]
    found, middle = of_arcsines()
    for size, limits in zip(known.inputs["denominators"], known.value, strict=True):
        ours = [sin(middle + reach) ** 2 for reach in reaches(found, 1 / (2 * sqrt(size)))]
        assert ours == pytest.approx(limits, abs=known.tolerance)
