"""From points to points: years made of quarters, aggregates made of areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from helpers.measurement.estimating import WORDS, least_believable, per_of, period_of, with_interval
from helpers.measurement.periods import Period, fill_a_year
from helpers.measurement.results import Measurement
from helpers.observations.table import Precision
from helpers.plan.model import AreaKind, Indicator, Registry

Key = tuple[str, str, str | None]
"""Area, indicator, breakdown."""


def add_years(points: dict[Period, Measurement], indicator: Indicator) -> None:
    """Add the years that quarters or months fill without gap or overlap; an incomplete year is not a year."""
    if indicator.yearly == "latest" or indicator.nature in WORDS:
        return
    parts: dict[int, list[Measurement]] = defaultdict(list)
    for period, point in points.items():
        if period.shorter_than_a_year:
            parts[period.last.year].append(point)
    for number, of_year in parts.items():
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
    )


def add_aggregates(
    single: dict[Key, dict[Period, Measurement]], indicators: dict[str, Indicator], registry: Registry
) -> None:
    """Add the sum of an aggregate's members where it has no figure of its own and all members have one."""
    names = {name for name, found in indicators.items() if found.additive and found.nature not in WORDS}
    measured = sorted({(indicator, breakdown or "") for _, indicator, breakdown in single if indicator in names})
    for area in registry.areas:
        if area.kind is not AreaKind.AGGREGATE:
            continue
        for indicator, breakdown in measured:
            members = [single.get((member, indicator, breakdown or None), {}) for member in area.members]
            present = single.get((area.id, indicator, breakdown or None), {})
            added = _sums_of(members, present, indicators[indicator], area.id)
            if added:
                single.setdefault((area.id, indicator, breakdown or None), {}).update(added)


def _sums_of(
    members: Sequence[dict[Period, Measurement]],
    present: dict[Period, Measurement],
    indicator: Indicator,
    area: str,
) -> dict[Period, Measurement]:
    if not members:
        return {}
    shared = set(members[0]).intersection(*members[1:]) - set(present)
    sums = {period: pooled([member[period] for member in members], indicator, area) for period in shared}
    return {period: total for period, total in sums.items() if total is not None}
