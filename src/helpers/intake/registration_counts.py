"""From one key per registration to observations: events per year and quarter, persons once per area and year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from helpers.intake.declaration import ValueFrom
from helpers.intake.findings import Findings, Located
from helpers.intake.periods import Period
from helpers.intake.registration_meaning import QUARTERS, Meaning
from helpers.observations.registering import ACTIVITY_BITS, PERSON_BITS, QUARTER_BITS, Keys
from helpers.observations.table import Observation
from helpers.plan.model import Indicator

if TYPE_CHECKING:
    from helpers.intake.kinds import RawFile

Group = tuple[int, int | None, int]
"""Area, activity (None: all of them) and the first quarter of the period, as numbers."""


def add_counts(found: Keys, rows: int, first: tuple[RawFile, int, int], meaning: Meaning, findings: Findings) -> None:
    """Add the observations of all indicators of a source to the findings.

    Each leads to the first row of the first file, whichever rows it was counted from: in a file sorted by area the
    row numbers would tell how many persons there are where the number itself is hidden.

    Parameters
    ----------
    found
        One key per row (`registering.keys`); sorted here, in place.
    rows
        How many registrations there are in all files.
    first
        The first file, its first row of data, and how many files there are.
    meaning
        What the numbers in the keys stand for.
    findings
        Gets the observations.
    """
    found.sort()
    for value in meaning.source.values:
        indicator = meaning.registry.indicator(value.indicator)
        note = _note(rows, first[2], value)
        counting = _persons if value.count == "persons" else _events
        for (area, activity, quarter), is_year, count in counting(found, meaning):
            period = (meaning.years if is_year else meaning.quarters)[quarter]
            where = (_area(meaning, area), _activity(meaning, activity))
            made = _observation(where, period, (indicator, count, note), first, meaning)
            findings.located.append(Located(made, {}))


def _events(found: Keys, meaning: Meaning) -> Iterator[tuple[Group, bool, int]]:
    """Yield the events of each group, of years and of quarters; whether it is a year; sorted."""
    groups, counts = _runs(found >> PERSON_BITS)
    area, activity, quarter = _parts(groups)
    in_year = quarter - quarter % QUARTERS
    yield from _grouped((area, None, in_year), counts, is_year=True)
    yield from _grouped((area, None, quarter), counts, is_year=False)
    if _has_activities(meaning):
        yield from _grouped((area, activity, in_year), counts, is_year=True)


def _persons(found: Keys, meaning: Meaning) -> Iterator[tuple[Group, bool, int]]:
    """Yield the unique persons of each group, per year."""
    quarter = (found >> PERSON_BITS) & ((1 << QUARTER_BITS) - 1)
    yearly = found - ((quarter % QUARTERS) << PERSON_BITS)
    keep = ~(((1 << ACTIVITY_BITS) - 1) << (QUARTER_BITS + PERSON_BITS))
    yield from _unique(yearly & keep, with_activity=False)
    if _has_activities(meaning):
        yield from _unique(yearly, with_activity=True)


def _unique(keys: Keys, *, with_activity: bool) -> Iterator[tuple[Group, bool, int]]:
    keys.sort()
    groups, counts = _runs(_runs(keys)[0] >> PERSON_BITS)
    area, activity, quarter = _parts(groups)
    for number, count in enumerate(counts.tolist()):
        yield (int(area[number]), int(activity[number]) if with_activity else None, int(quarter[number])), True, count


def _runs(ordered: Keys) -> tuple[Keys, Keys]:
    """Return the distinct numbers of a sorted array, and how often each stands there."""
    import numpy as np

    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(ordered) else np.empty(0, int)
    return ordered[starts], np.diff(starts, append=len(ordered))


def _grouped(parts: tuple[Any, Any, Any], counts: Keys, *, is_year: bool) -> Iterator[tuple[Group, bool, int]]:
    """Yield the sum of the counts of each group, sorted."""
    sums: dict[Group, int] = {}
    columns = ([None] * len(counts) if part is None else part.tolist() for part in parts)
    for group, count in zip(zip(*columns, strict=True), counts.tolist(), strict=True):
        sums[group] = sums.get(group, 0) + count
    for group in sorted(sums, key=lambda one: (one[0], one[1] or 0, one[2])):
        yield group, is_year, sums[group]


def _parts(groups: Keys) -> tuple[Keys, Keys, Keys]:
    """Return area, activity and quarter of keys without their person."""
    quarter = groups & ((1 << QUARTER_BITS) - 1)
    activity = (groups >> QUARTER_BITS) & ((1 << ACTIVITY_BITS) - 1)
    return groups >> (QUARTER_BITS + ACTIVITY_BITS), activity, quarter


def _has_activities(meaning: Meaning) -> bool:
    return meaning.columns.activity is not None and meaning.columns.activity.heading is not None


def _area(meaning: Meaning, number: int) -> str:
    fixed = meaning.columns.area.fixed
    found = None if fixed is None else meaning.names.find(fixed)
    return meaning.areas[number] if found is None else found


def _activity(meaning: Meaning, number: int | None) -> str | None:
    fixed = None if meaning.columns.activity is None else meaning.columns.activity.fixed
    return fixed if number is None else meaning.activities[number]


def _note(rows: int, files: int, value: ValueFrom) -> str:
    where = "filen" if files == 1 else f"{files} filer"
    once = "; hver person tæller én gang pr. område og år" if value.count == "persons" else ""
    return f"Talt op af {rows} registreringer i {where}, hvis første række står her{once}."


def _observation(
    where: tuple[str, str | None],
    period: Period,
    said: tuple[Indicator, int, str],
    first: tuple[RawFile, int, int],
    meaning: Meaning,
) -> Observation:
    (area, activity), (indicator, count, note), (file, row, _) = where, said, first
    source, name = meaning.source, file.file.rsplit("/", 1)[-1]
    about = ":".join(part for part in (indicator.id, area, activity) if part)
    return Observation(
        id=f"{source.id}/{name}:{about}@{period.start}/{period.end}",
        evaluation=meaning.plan.id,
        area=area,
        indicator=indicator.id,
        period_start=period.start,
        period_end=period.end,
        period_label=period.label,
        value=float(count),
        unit=indicator.unit.value,
        origin=source.origin,
        source=source.id,
        file=file.file,
        checksum=file.checksum,
        audience=source.sensitivity,
        activity=activity,
        numerator=float(count),
        row=row,
        note=note,
    )
