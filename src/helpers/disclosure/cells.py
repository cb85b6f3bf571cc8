"""Cells: each published figure once, however many tables, figures and rounds show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from helpers.disclosure.policy import Policy
from helpers.disclosure.rules import (
    RATIOS,
    SHARES,
    Contribution,
    Why,
    about_persons,
    counts_events,
    size_known,
    small_ratio,
    why_area,
    why_count,
    why_dominated,
    why_share,
    why_told,
)
from helpers.disclosure.sizes import sizes_of
from helpers.measurement.results import Measurement, Results
from helpers.observations.table import Origin
from helpers.paths import checksum
from helpers.plan.model import AreaKind, Indicator, Registry

__all__ = [
    "Behind",
    "Cell",
    "Content",
    "cell_of",
    "contents_of",
    "in_order",
    "mark_of",
    "measurements_of",
    "small_ratio",
    "unsized_areas",
]

_LARGE = frozenset({AreaKind.MUNICIPALITY, AreaKind.BENCHMARK, AreaKind.COUNTRY})
_DAYS_OF_A_YEAR = 366
_MARK = 12
"""Hex digits: among a million cells the odds that a foreign one bears a known mark are one to 300 million."""


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
    size_known: bool = True
    """False: it is sensitive, of a small area, and no figure tells how many live there."""
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


def unsized_areas(contents: Mapping[Cell, Content]) -> tuple[str, ...]:
    """Return the small areas with sensitive figures of which no figure tells how many live there, sorted."""
    return tuple(sorted({cell.area for cell, content in contents.items() if not content.size_known}))


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
    deciding = _Deciding(registry, policy, behind, list(measurements_of(behind.counted or results)))
    found: dict[Cell, Content] = {}
    for measurement in measurements_of(results):
        cell = cell_of(measurement)
        if cell not in found:
            found[cell] = deciding.content(cell, measurement)
    return {cell: found[cell] for cell in in_order(found)}


class _Deciding:
    """What the cells of an evaluation are judged with."""

    def __init__(self, registry: Registry, policy: Policy, behind: Behind, counted: Sequence[Measurement]) -> None:
        self._definitions = {(found.id, found.version): found for found in registry.indicators}
        self._large = {area.id for area in registry.areas if area.kind in _LARGE}
        self._contributions = behind.contributions
        self._counted = {cell_of(found): found for found in counted}
        self._sizes = sizes_of(counted, registry, policy)
        self._policy = policy
        self._policies: dict[tuple[str, int, str | None], Policy] = {}

    def content(self, cell: Cell, told: Measurement) -> Content:
        counted = self._counted[cell]
        indicator = self._definitions[told.indicator, told.indicator_version]
        policy = self._policy_of(indicator, cell.breakdown)
        printed, persons = told.origin is Origin.DOCUMENTED, about_persons(indicator)
        count, group = _counts(told, indicator)
        true_count, true_group = _counts(counted, indicator)
        why: Why | None = None
        sized = True
        if persons and not printed:
            sized = not self._of_small_area(counted, indicator) or size_known(*self._size(counted), policy)
            why = self._why_small(counted, told, indicator, policy) or self._why_known(counted, indicator, policy)
        return Content(
            count,
            group,
            printed,
            persons,
            sensitive=why is not None,
            width=policy.minimum_width,
            why=why,
            counted=true_count,
            counted_group=true_group,
            size_known=sized,
            policy=policy,
        )

    def _policy_of(self, indicator: Indicator, breakdown: str | None) -> Policy:
        if not indicator.protection and not self._policy.scoped:
            return self._policy
        key = (indicator.id, indicator.version, breakdown)
        if key not in self._policies:
            self._policies[key] = self._policy.of(indicator, breakdown)
        return self._policies[key]

    def _why_small(self, counted: Measurement, told: Measurement, indicator: Indicator, policy: Policy) -> Why | None:
        if indicator.unit not in RATIOS:
            count = _counts(counted, indicator)[0]
            return why_count(count, policy) or why_told((_counts(told, indicator)[0], None), count, indicator, policy)
        if counted.denominator is None and counted.value is not None and counted.area not in self._large:
            return why_count(counted.numerator, policy) or "unknown_group"
        share = why_share(counted.numerator, counted.denominator, indicator, policy)
        return share or why_told((told.numerator, told.denominator), counted.numerator, indicator, policy)

    def _why_known(self, counted: Measurement, indicator: Indicator, policy: Policy) -> Why | None:
        """Return why a figure is hidden that is large enough: who is behind it, or where it is."""
        why: Why | None = None
        if self._of_small_area(counted, indicator):
            why = why_area(*self._size(counted), policy)
        if why is None and counts_events(indicator):
            why = why_dominated(_counts(counted, indicator)[0], self._by(counted, indicator), policy)
        return why

    def _of_small_area(self, counted: Measurement, indicator: Indicator) -> bool:
        return indicator.sensitive and counted.area in self._sizes.small

    def _size(self, counted: Measurement) -> tuple[float | None, float | None]:
        return self._sizes.of(counted.area, counted.period_end)

    def _by(self, counted: Measurement, indicator: Indicator) -> Contribution | None:
        """Return the most that the two persons behind most of a count can be behind.

        Of a count made of several (quarters, areas) the sum of the largest, as it may be the same person in each.
        """
        known = [self._contributions.get(found.observation) for found in counted.provenance]
        parts = [found for found in known if found is not None]
        if parts and len(parts) == len(known):
            return Contribution(sum(largest for largest, _ in parts), sum(second for _, second in parts))
        if indicator.most_per_person is None:
            return None
        most = indicator.most_per_person * _years(counted)
        return Contribution(most, most)


def _counts(found: Measurement, indicator: Indicator) -> tuple[float | None, float | None]:
    ratio = indicator.unit in RATIOS
    count = found.numerator if ratio or found.numerator is not None else found.value
    return count, found.denominator if indicator.nature in SHARES else None


def _years(found: Measurement) -> int:
    if found.period_start is None or found.period_end is None:
        return 1
    return (found.period_end - found.period_start).days // _DAYS_OF_A_YEAR + 1
