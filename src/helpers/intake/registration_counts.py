"""From one key per registration to observations: events per year and quarter, persons once per area and year."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from helpers.intake.declaration import ValueFrom
from helpers.intake.findings import Findings, Located
from helpers.intake.periods import Period
from helpers.intake.registration_meaning import QUARTERS, Meaning
from helpers.intake.registration_shares import Shares, TwoLargest, parts_of, runs
from helpers.observations.event_keys import ACTIVITY_BITS, PERSON_BITS, QUARTER_BITS, Keys
from helpers.observations.table import Observation
from helpers.plan.model import Indicator

if TYPE_CHECKING:
    from helpers.intake.kinds import RawFile

Group = tuple[int, int | None, int]
"""Area, activity (None: all of them) and the first quarter of the period, as numbers."""
Counted = tuple[Group, bool, int, TwoLargest | None]
"""A group, whether its period is a year, how many were counted, and how much of it two persons are behind."""


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
        made = _maker(indicator, _note(rows, first[2], value), first, meaning)
        counting = _persons if value.count == "persons" else _events
        for (area, activity, quarter), is_year, count, by in counting(found, meaning):
            period = (meaning.years if is_year else meaning.quarters)[quarter]
            about = made(_area(meaning, area), _activity(meaning, activity), period, count)
            if by is not None:
                about = replace(about, largest=by[0], second=by[1])
            findings.located.append(Located(about, {}))


def _events(found: Keys, meaning: Meaning) -> Iterator[Counted]:
    """Yield the events of each group, of years and of quarters; whether it is a year; sorted."""
    groups, counts = runs(found >> PERSON_BITS)
    area, activity, quarter = parts_of(groups)
    in_year = quarter - quarter % QUARTERS
    shares = Shares.of(found) if meaning.columns.person is not None else None
    yield from _grouped((area, None, in_year), counts, is_year=True, shares=shares)
    yield from _grouped((area, None, quarter), counts, is_year=False, shares=shares)
    if _has_activities(meaning):
        yield from _grouped((area, activity, in_year), counts, is_year=True, shares=shares)


def _persons(found: Keys, meaning: Meaning) -> Iterator[Counted]:
    """Yield the unique persons of each group, per year."""
    keys = found & ~((QUARTERS - 1) << PERSON_BITS)  # the first quarter of a year is a multiple of 4
    keys.sort()
    keys = runs(keys)[0]
    if not _has_activities(meaning):
        yield from _unique(keys, with_activity=False)
        return
    anywhere = keys & ~(((1 << ACTIVITY_BITS) - 1) << (QUARTER_BITS + PERSON_BITS))
    anywhere.sort()
    yield from _unique(runs(anywhere)[0], with_activity=False)
    yield from _unique(keys, with_activity=True)


def _unique(keys: Keys, *, with_activity: bool) -> Iterator[Counted]:
    """Yield how many of the keys, each there once and sorted, a group has; each person is behind one."""
    groups, counts = runs(keys >> PERSON_BITS)
    area, activity, quarter = parts_of(groups)
    for group, is_year, count, _ in _grouped(
        (area, activity if with_activity else None, quarter), counts, is_year=True
    ):
        yield group, is_year, count, (1.0, float(count > 1))


def _grouped(
    parts: tuple[Any, Any, Any], counts: Keys, *, is_year: bool, shares: Shares | None = None
) -> Iterator[Counted]:
    """Yield the sum of the counts of each group, sorted."""
    import numpy as np

    area, activity, quarter = parts
    columns = (area, quarter) if activity is None else (area, activity, quarter)
    groups, at = np.unique(np.stack(columns), axis=1, return_inverse=True)
    sums = np.bincount(at.ravel(), weights=counts).astype(np.int64).tolist()
    activities = [None] * len(sums) if activity is None else groups[1].tolist()
    most: list[TwoLargest | None] = [None] * len(sums)
    if shares is not None:
        most = [*shares.of_groups(by_activity=activity is not None, by_year=is_year)]
    named = zip(groups[0].tolist(), activities, groups[-1].tolist(), strict=True)
    for group, count, by in zip(named, sums, most, strict=True):
        yield group, is_year, count, by


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


def _maker(
    indicator: Indicator, note: str, first: tuple[RawFile, int, int], meaning: Meaning
) -> Callable[[str, str | None, Period, int], Observation]:
    """Return what makes the observations of an indicator from area, activity, period and count."""
    file, row, _ = first
    source, evaluation = meaning.source, meaning.plan.id
    beginning = f"{source.id}/{file.file.rsplit('/', 1)[-1]}:{indicator.id}"
    unit = indicator.unit.value

    @cache  # there are few periods, and a hundred thousand observations
    def days(period: Period) -> str:
        return f"@{period.start}/{period.end}"

    def made(area: str, activity: str | None, period: Period, count: int) -> Observation:
        about = f"{beginning}:{area}:{activity}" if activity else f"{beginning}:{area}"
        return Observation(
            id=about + days(period),
            evaluation=evaluation,
            area=area,
            indicator=indicator.id,
            period_start=period.start,
            period_end=period.end,
            period_label=period.label,
            value=float(count),
            unit=unit,
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

    return made
