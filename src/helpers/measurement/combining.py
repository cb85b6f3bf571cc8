"""From points to points: years made of quarters, aggregates made of areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from helpers.measurement.estimating import WORDS, least_believable, per_of, period_of, with_interval
from helpers.measurement.periods import Period, fill_a_year
from helpers.measurement.results import Measurement
from helpers.measurement.surveying import pooled_share, pooled_survey
from helpers.measurement.versions import Versions
from helpers.observations.table import Precision
from helpers.plan.composition import members_at, sources_of
from helpers.plan.gathered import sums
from helpers.plan.model import AreaChange, Indicator, Registry

Key = tuple[str, str, str | None]
"""Area, indicator, breakdown."""


def add_years(points: dict[Period, Measurement], versions: Versions) -> None:
    """Add the years that quarters or months fill without gap or overlap; an incomplete year is not a year.

    Nor is one in which the definition changed: its parts count different things, bridge or not.
    """
    parts: dict[int, list[Measurement]] = defaultdict(list)
    for period, point in points.items():
        if period.shorter_than_a_year:
            parts[period.last.year].append(point)
    for number, of_year in parts.items():
        indicator = versions.of_point(of_year[0])
        combined_yearly = indicator.yearly != "latest" and indicator.nature not in WORDS
        if not combined_yearly or len({part.indicator_version for part in of_year}) > 1:
            continue
        periods = [period_of(part) for part in of_year]
        whole = Period(min(periods).first, max(period.last for period in periods))
        if whole in points or not fill_a_year(periods):
            continue
        ordered = sorted(of_year, key=period_of)
        combine = _mean if indicator.yearly == "mean" else pooled
        combined = combine(ordered, indicator, ordered[0].area)
        if combined is not None:
            points[whole] = replace(combined, period_start=whole.first, period_end=whole.last, period_label=str(number))


def _mean(parts: Sequence[Measurement], indicator: Indicator, area: str) -> Measurement | None:
    if per_of(indicator) is not None and all(part.denominator for part in parts):
        return pooled(parts, indicator, area)
    if any(part.value is None for part in parts):
        return None
    mean = sum(part.value or 0.0 for part in parts) / len(parts)
    return with_interval(_merged(parts, area, mean, None, None), indicator)


def pooled(parts: Sequence[Measurement], indicator: Indicator, area: str) -> Measurement | None:
    """Return the sum of counts, or the share or rate of summed numerators and denominators.

    None if a part has no exact value, or if a share or rate lacks its counts: percentages can't be summed.
    The period is the first part's.
    """
    expected = Precision.APPROXIMATE if indicator.estimated else Precision.EXACT
    if any(part.value is None or part.precision is not expected for part in parts):
        return None
    numerator = _total(part.numerator for part in parts)
    denominator = _total(part.denominator for part in parts)
    per = per_of(indicator)
    if per is None:
        value: float | None = sum(part.value or 0.0 for part in parts)
    else:
        value = per * numerator / denominator if numerator is not None and denominator else None
        # A weighted share is not the ratio of its counts.
        value = pooled_share(parts) if any(part.survey is not None for part in parts) else value
    if value is None:
        return None
    return with_interval(_merged(parts, area, value, numerator, denominator), indicator)


def _total(values: Iterable[float | None]) -> float | None:
    total = 0.0
    for value in values:
        if value is None:
            return None
        total += value
    return total


def _merged(
    parts: Sequence[Measurement], area: str, value: float, numerator: float | None, denominator: float | None
) -> Measurement:
    return replace(
        parts[0],
        area=area,
        value=value,
        numerator=numerator,
        denominator=denominator,
        n=None,
        origin=least_believable(part.origin for part in parts),
        precision=parts[0].precision,
        low=None,
        high=None,
        provenance=tuple(source for part in parts for source in part.provenance),
        audience="internal" if any(part.audience == "internal" for part in parts) else "public",
        survey=pooled_survey(parts),
    )


def add_sums(
    single: dict[Key, dict[Period, Measurement]], versions: Versions, registry: Registry
) -> frozenset[tuple[Key, Period]]:
    """Add the figures that follow from others by adding: of aggregates, and of merged and split areas.

    An aggregate is the sum of its members; where some were merged or split, of the areas that held the same homes in
    the period. A merged area is before the change the sum of what it was merged from, a split one is after it the sum
    of what it was split into. A figure of its own goes before the sum. All parts must have the same period; a sum of
    some of them is never made.

    Returns
    -------
    frozenset
        The sums that are missing although every part has a figure: shares or rates without their counts, which can't
        be added.
    """
    not_additive: set[tuple[Key, Period]] = set()
    measured = sorted({(indicator, breakdown or "") for _, indicator, breakdown in single})
    for area, members in _wholes(registry):
        whole = _Whole(area, members, registry.changes)
        sources = sources_of(members, registry.changes)
        for indicator, breakdown in measured:
            parts = {source: single.get((source, indicator, breakdown or None), {}) for source in sources}
            present = single.get((area, indicator, breakdown or None), {})
            periods = dict.fromkeys(period for of_part in parts.values() for period in of_part if period not in present)
            sums = {period: whole.sum_of(parts, period, versions) for period in periods}
            added = {period: total for period, total in sums.items() if total is not None}
            if added:
                single.setdefault((area, indicator, breakdown or None), {}).update(added)
            refused = (
                period for period in periods if period not in added and whole.lacks_counts(parts, period, versions)
            )
            not_additive.update(((area, indicator, breakdown or None), period) for period in refused)
    return frozenset(not_additive)


@dataclass(frozen=True)
class _Whole:
    """An area that others add up to."""

    area: str
    members: tuple[str, ...]
    changes: tuple[AreaChange, ...]
    known: dict[Period, tuple[str, ...]] = field(default_factory=dict[Period, tuple[str, ...]])
    """Which areas held its homes, by period; the same for all indicators."""

    def sum_of(
        self, parts: dict[str, dict[Period, Measurement]], period: Period, versions: Versions
    ) -> Measurement | None:
        found = self._parts_of(parts, period)
        return _added(found, self.area, versions) if found else None

    def lacks_counts(self, parts: dict[str, dict[Period, Measurement]], period: Period, versions: Versions) -> bool:
        """Tell whether all parts have shares or rates, but not all of them the counts that could be added."""
        found = self._parts_of(parts, period)
        if not found or not versions.of_point(found[0]).additive or per_of(versions.of_point(found[0])) is None:
            return False
        stated = all(part.value is not None for part in found)
        return stated and any(part.numerator is None or not part.denominator for part in found)

    def _parts_of(self, parts: dict[str, dict[Period, Measurement]], period: Period) -> list[Measurement]:
        if period not in self.known:
            self.known[period] = members_at(self.members, period.first, period.last, self.changes)
        for those in dict.fromkeys((self.members, self.known[period])):
            if those != (self.area,) and all(period in parts.get(one, {}) for one in those):
                return [parts[one][period] for one in those]
        return []


def _added(parts: Sequence[Measurement], area: str, versions: Versions) -> Measurement | None:
    definition = versions.of_point(parts[0])
    if not definition.additive or definition.nature in WORDS:
        return None
    total = pooled(parts, definition, area)
    return None if total is None else replace(total, summed=_named(parts))


def _named(parts: Sequence[Measurement]) -> tuple[str, ...]:
    return tuple(area for part in parts for area in part.summed or (part.area,))


def _wholes(registry: Registry) -> Iterator[tuple[str, tuple[str, ...]]]:
    changed = dict.fromkeys(area for change in registry.changes for area in (*change.before, *change.after))
    yield from ((area, (area,)) for area in changed)
    yield from sums(registry)
