"""Cells: each published figure once, however many tables, figures and rounds show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from helpers.disclosure.policy import Policy
from helpers.measurement.results import Measurement, Results
from helpers.observations.table import Origin
from helpers.paths import checksum
from helpers.plan.model import AreaKind, Indicator, Nature, Registry, Unit

_SHARES = frozenset({Nature.SURVEY_SHARE, Nature.REGISTER_SHARE, Nature.COMPLETE_COUNT})
_RATIOS = frozenset({Unit.PERCENT, Unit.PER_1000, Unit.PER_10000})
_LARGE = frozenset({AreaKind.MUNICIPALITY, AreaKind.BENCHMARK, AreaKind.COUNTRY})
_MARK = 12
"""Hex digits: among a million cells the odds that a foreign one bears a known mark are one to 300 million."""
_WORDS = frozenset({Nature.MILESTONE, Nature.QUALITATIVE, Nature.AMOUNT})


@dataclass(frozen=True)
class Cell:
    """One area, indicator and period: the measurement of a round and the point of a series are the same cell."""

    area: str
    indicator: str
    first: date | None
    last: date | None
    breakdown: str | None = None

    @property
    def order(self) -> tuple[str, ...]:
        """A sort key that takes missing parts too."""
        return (self.area, self.indicator, str(self.first or ""), str(self.last or ""), self.breakdown or "")


def in_order(cells: Iterable[Cell]) -> list[Cell]:
    """Return cells in the one order that everything here is worked through in."""
    return sorted(cells, key=lambda cell: cell.order)


Why = Literal[
    "few", "small_group", "few_left", "all_or_none", "zero", "unknown_group", "small_area", "unknown_area", "dominance"
]
"""Why a cell is hidden for its own sake: 1-4 persons; a share of too few; so near all that the others are few; 0 or
100 % of a small group; a zero that tells; a share without its counts; an area of too few residents or homes, or of
which the data don't tell; a total that is the doing of one or two."""


@dataclass(frozen=True)
class Content:
    """What stands in a cell."""

    count: float | None
    """The count of persons or events as it is told (rounded where the profile rounds), which is what a reader can add
    up; None if the source gives a share without its counts."""
    group: float | None
    """The most that the count can be (a share's denominator, as told), which a reader may know from elsewhere."""
    printed: bool
    """Printed in a source document, so public already: never hidden, always known to a reader."""
    persons: bool
    """Does it count persons or what persons have done?"""
    sensitive: bool
    """Hidden for its own sake."""
    width: float = 5.0
    """How wide the range must stay that a reader can work out for a hidden count."""
    why: Why | None = None
    """Why it is hidden for its own sake."""
    counted: float | None = None
    """The count before rounding: what decides whether it, or a difference from it, is small."""
    counted_group: float | None = None
    """The denominator before rounding."""
    policy: Policy = field(default_factory=Policy)
    """The rules for this cell: the strictest of the project's, the plan's, the indicator's and the breakdown's."""


def cell_of(measurement: Measurement) -> Cell:
    """Return the cell that a measurement stands in."""
    return Cell(
        measurement.area,
        measurement.indicator,
        measurement.period_start,
        measurement.period_end,
        measurement.breakdown,
    )


def measurements_of(results: Results) -> Iterator[Measurement]:
    """Yield every measurement that results hold: rounds, series, shorter periods, and what decided each goal."""
    yield from results.measurements
    yield from results.series
    yield from results.short_series
    for attainment in results.attainments:
        years = (found for judged in attainment.years for found in (judged.measurement, judged.against))
        for found in (attainment.measurement, attainment.baseline, attainment.benchmark, *years):
            if found is not None:
                yield found


@dataclass(frozen=True)
class Behind:
    """What stands behind the results as they are told, and decides what is small."""

    counted: Results | None = None
    """The same results before rounding; None: nothing is rounded."""
    contributions: Mapping[str, tuple[float, float]] = field(default_factory=dict[str, tuple[float, float]])
    """From the id of an observation to how much of it the person behind most of it did, and the next one."""


NOTHING_BEHIND = Behind()


def mark_of(measurement: Measurement) -> str:
    """Return a short mark of a cell and what stands in it: another number in the same cell has another mark."""
    numbers = (measurement.numerator, measurement.denominator, measurement.value)
    parts = [*cell_of(measurement).order, *("" if number is None else f"{number:.9g}" for number in numbers)]
    return checksum("\0".join(parts).encode())[:_MARK]


def contents_of(
    results: Results, registry: Registry, policy: Policy, behind: Behind = NOTHING_BEHIND
) -> dict[Cell, Content]:
    """Return every cell of the results with what stands in it, in a fixed order.

    Parameters
    ----------
    results
        As they are told: rounded where the profile rounds.
    registry
        Areas and indicators.
    policy
        The rules of the evaluation.
    behind
        The same results before rounding, which decide what is small, and who did how much of what was counted.
    """
    definitions = {(found.id, found.version): found for found in registry.indicators}
    large = {area.id for area in registry.areas if area.kind in _LARGE}
    before = {cell_of(found): found for found in measurements_of(behind.counted or results)}
    found: dict[Cell, Content] = {}
    for measurement in measurements_of(results):
        cell = cell_of(measurement)
        if cell not in found:
            indicator = definitions[measurement.indicator, measurement.indicator_version]
            found[cell] = _content(
                measurement, before[cell], indicator, policy, in_large_area=measurement.area in large
            )
    return {cell: found[cell] for cell in in_order(found)}


def _content(
    told: Measurement, counted: Measurement, indicator: Indicator, policy: Policy, *, in_large_area: bool
) -> Content:
    printed = told.origin is Origin.DOCUMENTED
    ratio = indicator.unit in _RATIOS
    count, true_count = (
        found.numerator if ratio else _first_known(found.numerator, found.value) for found in (told, counted)
    )
    group, true_group = (found.denominator if indicator.nature in _SHARES else None for found in (told, counted))
    persons = indicator.nature not in _WORDS and indicator.counts_persons
    small = unknown = False
    if persons:
        counts = (counted.numerator, counted.denominator)
        small = small_ratio(*counts, indicator, policy) if ratio else _few(true_count, policy)
        unknown = ratio and counted.denominator is None and counted.value is not None and not in_large_area
    return Content(
        count,
        group,
        printed,
        persons,
        sensitive=not printed and (small or unknown),
        width=policy.minimum_width,
        counted=true_count,
        counted_group=true_group,
        policy=policy,
    )


def _first_known(*values: float | None) -> float | None:
    return next((value for value in values if value is not None), None)


def _few(count: float | None, policy: Policy) -> bool:
    return count is not None and 0 < count < policy.smallest_shown


def small_ratio(count: float | None, group: float | None, indicator: Indicator, policy: Policy) -> bool:
    """Tell whether a share or rate of persons is too small to show: its group, its count, or those it leaves out."""
    if group is None:
        return _few(count, policy)
    minimum = policy.minimum_denominator_sensitive if indicator.sensitive else policy.minimum_denominator
    if group < minimum or _few(count, policy):
        return True
    if count is None or indicator.nature not in _SHARES:
        return False
    all_or_none = count in {0, group} and group < policy.all_or_none_from
    return all_or_none or _few(group - count, policy)
