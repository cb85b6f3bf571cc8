"""What may be compared, and what funnels, shrinkage and ranks do where there is too little to compare."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.results import Measurement, NoInterval
from helpers.monitoring.funnels import Funnel, funnel
from helpers.monitoring.funnels_dispersion import corrected_dispersion, dispersion
from helpers.monitoring.funnels_limits import exact_limits, interpolated_limit
from helpers.monitoring.ranking import Ranking, rank
from helpers.monitoring.shrinkage import Shrinkage, shrink
from helpers.monitoring.shrinkage_fitting import fitted
from helpers.monitoring.shrinkage_means import ShrunkenMeans, shrink_means
from helpers.monitoring.small_areas import AreaCount, Comparable, LeftOut, comparable
from helpers.observations.table import Origin, Precision
from helpers.plan.model import Area, AreaKind, Indicator, Nature
from helpers.plan.registered import Clustered
from unit.measurement.cases import indicator, registry

DAYS = Clustered(units="skoledage", persons="børn")
SAFETY = indicator("tryg", Nature.SURVEY_SHARE)
PLACES = registry(
    SAFETY,
    areas=(
        *(Area(id=name, name=name.upper(), kind=AreaKind.AREA) for name in "abcdefg"),
        Area(id="beside", name="Ved siden af", kind=AreaKind.COMPARISON),
        Area(id="town", name="Kommunen", kind=AreaKind.MUNICIPALITY),
        Area(id="sum", name="A og B", kind=AreaKind.AGGREGATE, members=("a", "b")),
        Area(id="part", name="Del af A", kind=AreaKind.PART, part_of="a"),
    ),
)


def asked(area: str, yes: float = 60, of: float = 100, **more: Any) -> Measurement:
    usual: dict[str, Any] = {
        "evaluation": "proeve", "area": area, "indicator": "tryg", "indicator_version": 1, "round": "end",
        "period_start": date(2021, 1, 1), "period_end": date(2021, 12, 31), "period_label": "2021",
        "value": 100 * yes / of, "unit": "percent", "interval": None, "no_interval": NoInterval.COUNTS_UNKNOWN,
        "numerator": yes, "denominator": of, "n": of, "origin": Origin.SUPPLIED, "precision": Precision.EXACT,
        "low": None, "high": None, "provenance": (),
    }  # fmt: skip
    return Measurement(**{**usual, **more})


def hide(found: Measurement) -> Measurement:
    return replace(found, value=None, numerator=None, denominator=None, n=None, hidden=True)


def counts(*pairs: tuple[float, float]) -> list[AreaCount]:
    return [AreaCount(f"omr{place}", *pair) for place, pair in enumerate(pairs)]


def lacks(found: object) -> list[Lack]:
    assert isinstance(found, Refusal)
    return [shortfall.lack for shortfall in found.shortfalls]


def test_only_places_of_one_kind_are_compared() -> None:
    found = comparable([asked(area) for area in ("a", "town", "sum", "part", "beside")], SAFETY, PLACES)
    assert isinstance(found, Comparable)
    assert [item.area for item in found.measurements] == ["a", "beside"]
    assert found.left_out == ()


def test_what_is_not_compared_is_named_with_its_reason() -> None:
    earlier = {"period_start": date(2019, 1, 1), "period_end": date(2019, 12, 31)}
    given = [
        asked("a"), asked("b"), hide(asked("c")), asked("d", **earlier), asked("e", indicator_version=2),
        asked("f", numerator=None, denominator=None), asked("g", precision=Precision.APPROXIMATE),
    ]  # fmt: skip
    found = comparable(given, SAFETY, PLACES)
    assert isinstance(found, Comparable)
    assert [count.area for count in found.counts] == ["a", "b"]
    assert found.left_out == (
        ("c", LeftOut.HIDDEN),
        ("d", LeftOut.OTHER_PERIOD),
        ("e", LeftOut.OTHER_DEFINITION),
        ("f", LeftOut.NO_COUNTS),
        ("g", LeftOut.NO_COUNTS),
    )


@pytest.mark.parametrize(
    ("found", "lack"),
    [
        (indicator("brande", Nature.EVENT_COUNT), Lack.DENOMINATOR),
        (indicator("hegn"), Lack.DENOMINATOR),
        (indicator("fravaer", Nature.REGISTER_SHARE, clustered=DAYS), Lack.INDEPENDENT),
    ],
)
def test_bare_counts_and_shares_of_days_are_not_compared(found: Indicator, lack: Lack) -> None:
    assert lacks(comparable([asked("a"), asked("b")], found, PLACES)) == [lack]


def test_a_day_of_counting_is_no_share_of_days() -> None:
    homes = indicator("ledige", Nature.REGISTER_SHARE, denominator="Alle almene boliger på opgørelsesdagen")
    assert isinstance(comparable([asked("a"), asked("b")], homes, PLACES), Comparable)


def test_too_few_areas_get_a_refusal_and_no_number() -> None:
    two = counts((5, 20), (9, 20))
    assert lacks(shrink(two, "share")) == [Lack.AREAS]
    assert lacks(rank(two, "share", "highest")) == [Lack.AREAS]
    five = funnel(counts(*[(5, 20)] * 5), "share")
    assert isinstance(five, Refusal)
    assert (five.shortfalls[0].have, five.shortfalls[0].need) == (5, 6)


@pytest.mark.parametrize("pairs", [[(0, 40)] * 6, [(40, 40)] * 6])
def test_nothing_or_everything_counted_leaves_nothing_to_compare(pairs: list[tuple[float, float]]) -> None:
    assert lacks(funnel(counts(*pairs), "share")) == [Lack.SPREAD]
    assert lacks(shrink(counts(*pairs), "share")) == [Lack.SPREAD]


def test_all_that_is_missing_is_told_at_once() -> None:
    assert lacks(funnel(counts((0, 40), (0, 20)), "rate")) == [Lack.AREAS, Lack.SPREAD]


@pytest.mark.parametrize("pair", [(5, 4), (-1, 4), (1, 0)])
def test_counts_that_are_no_share_are_refused(pair: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match=r"counts need|for shares"):
        shrink(counts(pair, (1, 4), (1, 4), (2, 4)), "share")


def test_areas_that_are_all_alike_are_drawn_together_and_not_ranked() -> None:
    alike = counts(*[(30, 100)] * 8)
    found = shrink(alike, "share")
    assert isinstance(found, Shrinkage)
    assert found.reliability < 0.25
    assert found.likeliest.strength == float("inf")
    assert all(area.interval.high - area.interval.low < 0.15 for area in found.areas)
    assert lacks(rank(alike, "share", "highest")) == [Lack.SPREAD]
    placed = funnel(alike, "share")
    assert isinstance(placed, Funnel)
    assert {area.position for area in placed.areas} == {"inside"}
    assert not placed.adjusted


def test_an_unreliable_ranking_says_how_reliable_it_is() -> None:
    refused = rank(counts((20, 100), (24, 100), (28, 100), (22, 100)), "share", "highest")
    assert isinstance(refused, Refusal)
    (shortfall,) = refused.shortfalls
    assert (shortfall.lack, shortfall.need) == (Lack.RELIABILITY, 70)
    assert shortfall.have is not None
    assert shortfall.have < 70


def test_a_ranking_turns_with_what_is_first() -> None:
    spread = counts((20, 200), (60, 200), (100, 200), (140, 200), (180, 200))
    highest, lowest = rank(spread, "share", "highest"), rank(spread, "share", "lowest")
    assert isinstance(highest, Ranking)
    assert isinstance(lowest, Ranking)
    assert [(area.low, area.high) for area in highest.areas] == [(5, 5), (4, 4), (3, 3), (2, 2), (1, 1)]
    assert [area.low for area in lowest.areas] == [1, 2, 3, 4, 5]


def test_zero_counts_are_drawn_up_and_keep_an_interval() -> None:
    found = shrink(counts((0, 30), (3, 60), (4, 80), (9, 120), (2, 50)), "rate")
    assert isinstance(found, Shrinkage)
    first = found.areas[0]
    assert 0 < first.estimate < 0.06
    assert 0 <= first.interval.low < first.estimate < first.interval.high


def test_the_same_counts_give_the_same_numbers() -> None:
    pairs = counts((5, 30), (3, 60), (4, 80), (9, 120))
    assert shrink(pairs, "share") == shrink(pairs, "share")


def test_an_area_far_out_is_found_though_it_is_among_those_that_set_the_limits() -> None:
    found = funnel(counts(*[(30, 100)] * 11, (70, 100)), "share")
    assert isinstance(found, Funnel)
    assert [area.position for area in found.areas] == ["inside"] * 11 + ["far_above"]


def test_limits_are_widened_where_areas_differ_beyond_chance() -> None:
    pairs = counts(*[(share * 10, 1000) for share in (20, 25, 28, 30, 32, 35, 40, 27)])
    narrow, wide = funnel(pairs, "share", adjustment="none"), funnel(pairs, "share")
    factor = funnel(pairs, "share", adjustment="multiplicative")
    for found in (narrow, wide, factor):
        assert isinstance(found, Funnel)
    assert isinstance(narrow, Funnel)
    assert isinstance(wide, Funnel)
    assert isinstance(factor, Funnel)
    assert (narrow.adjusted, wide.adjusted, factor.adjusted) == (False, True, True)
    assert sum(area.position != "inside" for area in narrow.areas) >= 4
    assert {area.position for area in wide.areas} == {"inside"}
    low, high = narrow.limits(1000).warning
    for found in (wide, factor):
        assert found.limits(1000).warning[0] < low
        assert found.limits(1000).warning[1] > high


@pytest.mark.parametrize("tau2", [0.0, 0.0004])
def test_exact_limits_are_passed_no_more_often_than_they_say(tau2: float) -> None:
    """Enumerated from scipy.stats: the tail beyond each limit, for small areas and rare events."""
    from scipy.stats import betabinom, binom

    for size in (7, 20, 55):
        for level in (0.03, 0.2, 0.5):
            weight = level * (1 - level) / tau2 - 1 if tau2 else 0.0
            law = betabinom(size, level * weight, (1 - level) * weight) if tau2 else binom(size, level)
            limits = exact_limits("share", level, size, tau2)
            for (low, high), most in ((limits.warning, 0.025), (limits.control, 0.001)):
                below = sum(law.pmf(count) for count in range(size + 1) if count / size < low)
                above = sum(law.pmf(count) for count in range(size + 1) if count / size > high)
                assert below <= most + 1e-9
                assert above <= most + 1e-9


def test_spiegelhalters_own_upper_limit_is_passed_more_often_with_one_expected_event() -> None:
    from scipy.stats import poisson

    upper = interpolated_limit("rate", 1.0, 1.0, 0.975)
    assert sum(poisson.pmf(count, 1.0) for count in range(60) if count > upper) == pytest.approx(0.0803, abs=1e-4)
    assert exact_limits("rate", 1.0, 1.0).warning[1] == pytest.approx(upper + 1)


def test_negative_binomial_limits_are_those_of_scipy() -> None:
    from scipy.stats import nbinom

    level, exposure, tau2 = 0.02, 1500.0, 0.00004
    shape = level**2 / tau2
    law = nbinom(shape, (level / tau2) / (level / tau2 + exposure))
    count = int(law.ppf(0.975))
    expected = (count - (law.cdf(count) - 0.975) / law.pmf(count)) / exposure
    assert interpolated_limit("rate", level, exposure, 0.975, tau2) == pytest.approx(expected, rel=1e-9)


def test_dispersion_needs_an_error_for_each_score() -> None:
    with pytest.raises(ValueError, match="one error for each"):
        dispersion([1.0, 2.0], [1.0])


def test_corrected_dispersion_finds_the_spread_that_winsorising_takes() -> None:
    """Normal scores at their quantiles, areas of very different sizes, true standard deviation 0.1."""
    from scipy.special import ndtri

    errors = [0.01, 0.05, 0.2] * 40
    scores = [float(ndtri((place + 0.5) / 120)) for place in range(120)]
    mixed = [scores[(37 * place) % 120] for place in range(120)]
    away = [score * (error**2 + 0.01) ** 0.5 for score, error in zip(mixed, errors, strict=True)]
    assert corrected_dispersion(away, errors).tau2 == pytest.approx(0.01, rel=0.1)
    plain = dispersion([one / error for one, error in zip(away, errors, strict=True)], errors)
    assert plain.tau2 < 0.006


def test_a_target_must_be_a_level() -> None:
    with pytest.raises(ValueError, match="target"):
        funnel(counts(*[(3, 10)] * 6), "share", target=1.0)


def test_james_stein_refuses_what_it_has_nothing_to_say_on() -> None:
    assert lacks(shrink_means([1.0, 2.0, 3.0], 1.0)) == [Lack.AREAS]
    assert lacks(shrink_means([2.0] * 5, 1.0)) == [Lack.SPREAD]
    with pytest.raises(ValueError, match="variance"):
        shrink_means([1.0, 2.0, 3.0, 4.0], 0.0)
    drawn = shrink_means([1.0, 2.0, 3.0, 4.0], 100.0)
    assert isinstance(drawn, ShrunkenMeans)
    assert drawn.estimates == (2.5,) * 4


def test_the_likeliest_strength_is_infinite_where_chance_explains_all() -> None:
    found = fitted(counts((10, 100), (11, 100), (9, 100), (10, 100)), "rate")
    assert found.strength == float("inf")
    assert found.level == pytest.approx(0.1)
