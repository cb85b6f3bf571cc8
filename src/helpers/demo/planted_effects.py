"""The invented truth behind the effect questions of Slagelse: yearly figures 2009-2021 of areas with and without plan.

Planted: attendance in day care rises by five percentage points in all four areas from 2018; unemployment falls by six
from the year in which each area began; spare-time jobs don't change at all; children at risk fall in the four areas
from long before the plan, and the plan adds nothing; vandalism in the four areas falls evenly until 2021. Twenty-four
invented areas have no plan. All figures swing: years are bad for everybody, and an area's own departures fade slowly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from helpers.demo.periods import quarters, years
from helpers.demo.planted_slagelse import ALL_FOUR, MOTALAVEJ, RINGPARKEN, SKAELSKOER, SYDBYEN
from helpers.demo.planted_slagelse import SOURCES as SLAGELSE
from helpers.demo.shocks import Shocks
from helpers.demo.truth import Course, PlantedSource, Process, Series

FIRST, LAST = 2009, 2021
WITH_PLAN = (MOTALAVEJ, RINGPARKEN, SYDBYEN, SKAELSKOER)
POOL = tuple(f"demo-omraade-{number:02d}" for number in range(1, 25))
"""Invented areas without a plan; the comparison page doesn't show them."""
UNEMPLOYED, JOBS, AT_RISK, ATTENDANCE = (
    "ledighed-andel", "fritidsjob-andel", "boern-i-saerlig-risiko", "fremmoede-dagtilbud",
)  # fmt: skip
BEGAN: Mapping[str, int] = {MOTALAVEJ: 2018, RINGPARKEN: 2018, SYDBYEN: 2019, SKAELSKOER: 2020}
"""The first year in which unemployment could have changed."""
_VANDALISM_START = date(2017, 10, 1)
"""Vandalism is counted by quarter: the first of the plan."""
_SIZES = (1.4, 1.4, 0.8, 0.7)
"""How large the groups of the four areas are beside those of the average area."""


@dataclass(frozen=True)
class _Kind:
    indicator: str
    levels: tuple[float, float, float, float]
    """Of the four areas in 2009."""
    middle: float
    spread: float
    """The levels of the areas without a plan lie evenly within so much of the middle."""
    exposure: int
    """The size of the group in the average area."""
    order: int
    """Which area has which level: another order for each indicator."""
    drift: float = 0.0
    own_drift: float | None = None
    """Of the four areas; None: as everywhere."""
    effect: float = 0.0
    staggered: bool = False
    """Did each of the four areas begin in its own year?"""


_KINDS = (
    _Kind(UNEMPLOYED, (42.0, 43.0, 41.0, 38.0), 40.0, 5.0, 950, 5, drift=-0.2, effect=-6.0, staggered=True),
    _Kind(JOBS, (27.0, 29.0, 26.0, 30.0), 28.0, 5.0, 320, 7, drift=0.3),
    _Kind(AT_RISK, (36.0, 37.0, 34.0, 33.0), 32.0, 5.0, 420, 11, drift=0.0, own_drift=-1.3),
    _Kind(ATTENDANCE, (85.0, 84.0, 86.0, 87.0), 86.0, 3.0, 13000, 13, effect=5.0),
)
SHOCKS: Mapping[str, Shocks] = {
    UNEMPLOYED: Shocks(common=0.9, own=0.6, persistence=0.4),
    JOBS: Shocks(common=0.8, own=0.8, persistence=0.4),
    AT_RISK: Shocks(common=0.5, own=0.6, persistence=0.4),
    ATTENDANCE: Shocks(common=0.5, own=0.3, persistence=0.4),
}


def _series(kind: _Kind) -> tuple[Series, ...]:
    periods = years(FIRST, LAST)
    with_plan = (
        Series(area, kind.indicator, Process.REGISTER, periods, _course(kind, area, level), round(kind.exposure * size))
        for area, level, size in zip(WITH_PLAN, kind.levels, _SIZES, strict=True)
    )
    without = (
        Series(
            area,
            kind.indicator,
            Process.REGISTER,
            periods,
            Course(kind.middle + kind.spread * _place(kind.order * number), FIRST, kind.drift),
            round(kind.exposure * (1 + 0.35 * _place(3 + 5 * number))),
        )
        for number, area in enumerate(POOL)
    )
    return (*with_plan, *without)


def _course(kind: _Kind, area: str, level: float) -> Course:
    first = BEGAN[area] if kind.staggered else 2018
    drift = kind.drift if kind.own_drift is None else kind.own_drift
    return Course(level, FIRST, drift, kind.effect, begin=first - 1, full=first)


def _place(number: int) -> float:
    """Return -1 to 1, spread evenly over the numbers."""
    return (number % len(POOL) - (len(POOL) - 1) / 2) / ((len(POOL) - 1) / 2)


_REGISTER = PlantedSource(
    "demo-omraaderegister",
    tuple(series for kind in _KINDS for series in _series(kind)),
    shocks=SHOCKS,
)

_NOW = {series.area: series for source in SLAGELSE if source.id == "demo-politi-haervaerk" for series in source.series}
_OLDER_VANDALISM = PlantedSource(
    "demo-politi-haervaerk-aeldre",
    tuple(
        Series(area, "haervaerk-anmeldelser", Process.EVENTS, quarters(2012, 2015), _NOW[area].course)
        for area in WITH_PLAN
    ),
)

SOURCES: tuple[PlantedSource, ...] = (_REGISTER, _OLDER_VANDALISM)


@dataclass(frozen=True)
class PlantedEffect:
    """What an effect question of the plan would be answered with, if everything were known."""

    question: str
    indicator: str
    first: Mapping[str, int]
    """Area → first period in which the plan could have worked: the year, or the quarter counted from year 0."""
    truth: float
    """Average over the areas and periods since the start, in `unit`."""
    unit: str = "percentage_points"
    """Or `ratio`: events since the start over those that would have come."""


def planted_effects() -> tuple[PlantedEffect, ...]:
    """Return the effects that are planted, by question; 0 where nothing is."""
    asked = {
        "sl-virkning-fremmoede": _of(ATTENDANCE),
        "sl-virkning-fremmoede-motalavej": _of(ATTENDANCE),
        "sl-virkning-ledighed": _of(UNEMPLOYED),
        "sl-virkning-fritidsjob": _of(JOBS),
        "sl-virkning-boern-i-risiko": _of(AT_RISK),
    }
    found: list[PlantedEffect] = []
    for question, kind in asked.items():
        areas = (MOTALAVEJ,) if question.endswith(MOTALAVEJ) else WITH_PLAN
        first = {area: BEGAN[area] if kind.staggered else 2018 for area in areas}
        found.append(PlantedEffect(question, kind.indicator, first, _average(kind, first)))
    return (*found, _vandalism())


def _of(indicator: str) -> _Kind:
    return next(kind for kind in _KINDS if kind.indicator == indicator)


def _average(kind: _Kind, first: Mapping[str, int]) -> float:
    effects = [
        series.course.effect_at(period.time)
        for series in _series(kind)
        if series.area in first and series.course is not None
        for period in series.periods
        if period.end.year >= first[series.area]
    ]
    return sum(effects) / len(effects)


def _vandalism() -> PlantedEffect:
    """Return what is planted in the sum of the four areas' vandalism: it grows evenly over the years."""
    since = [
        (series.course.level_at(period.time), series.course.effect_at(period.time))
        for series in _NOW.values()
        if series.course is not None
        for period in series.periods
        if period.start >= _VANDALISM_START
    ]
    came = sum(level for level, _ in since)
    truth = came / (came - sum(effect for _, effect in since))
    first = {ALL_FOUR: 4 * _VANDALISM_START.year + (_VANDALISM_START.month - 1) // 3}
    return PlantedEffect("sl-virkning-haervaerk", "haervaerk-anmeldelser", first, truth, "ratio")
