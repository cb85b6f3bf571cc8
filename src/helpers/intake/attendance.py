"""Who took part: events, or persons counted once per area, calendar year and activity, over all files of a source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from helpers.intake.amounts import combine
from helpers.intake.declaration import Columns, PeriodFrom, ValueFrom
from helpers.intake.delivery import Delivery
from helpers.intake.numbers import Number
from helpers.intake.periods import Period, year_period
from helpers.intake.sightings import Deliveries, Persons, located_count

Group = tuple[str, str, int]
"""Area, activity (or an empty text) and year."""


@dataclass
class _Took:
    """Who took part, and how often."""

    persons: Counter[Hashable] = field(default_factory=Counter[Hashable])

    def two_largest(self, value: ValueFrom) -> tuple[float, float]:
        """Return how much of the count two persons are behind: those who came most, or one each."""
        most = [float(count) for _, count in self.persons.most_common(2)]
        if value.count != "events":
            most = [1.0 for _ in most]
        return most[0], most[1] if len(most) > 1 else 0.0


def count_attendance(deliveries: Deliveries, persons: Persons) -> None:
    """Add the count of each group to the findings, for each indicator that the source declares.

    A group without a row gets no observation: a list doesn't tell nobody from not registered. With an activity column
    a person counts once in each activity; the same person may count in several, so activities must not be added up.
    """
    first = deliveries[0][0]
    groups: dict[Group, _Took] = {}
    for delivery, rows in deliveries:
        for row in rows:
            if not delivery.is_left_out(row):
                _note(delivery, row, persons, groups)
    for value in first.source.values:
        indicator = first.registry.indicator(value.indicator)
        for (area, activity, year), took in sorted(groups.items()):
            count = took.persons.total() if value.count == "events" else len(took.persons)
            amounts = combine({"numerator": Number(Decimal(count))}, value, indicator)
            assert amounts is not None  # a number was stated
            where = (area, activity or None)
            located = located_count(deliveries, indicator, where, year_period(year), amounts)
            if persons.pseudonyms is not None:  # else a row is a row, whoever came
                largest, second = took.two_largest(value)
                located = replace(located, observation=replace(located.observation, largest=largest, second=second))
            first.findings.located.append(located)


def _note(delivery: Delivery, row: int, persons: Persons, groups: dict[Group, _Took]) -> None:
    columns = delivery.source.columns
    assert columns is not None  # sources.yml is refused without
    area = delivery.area(row, columns.area)
    year = _year(delivery, row, columns)
    activity = _activity(delivery, row, columns)
    seen = persons.sighting(delivery, row)
    if area is None or year is None or activity is None or seen is None:
        return
    took = groups.setdefault((area, activity, year), _Took())
    took.persons[seen.person] += 1


def _activity(delivery: Delivery, row: int, columns: Columns) -> str | None:
    """Return the activity's id, an empty text if none is declared, or None after reporting an unknown one."""
    if columns.activity is None:
        return ""
    text = delivery.text(row, columns.activity)
    if text is not None and any(activity.id == text for activity in delivery.plan.activities):
        return text
    delivery.refuse(
        "aktiviteten mangler" if text is None else "aktiviteten kendes ikke",
        "Aktiviteter nævnes ved deres id i plan.yml.",
        "Ret id'et.",
        row,
        None if columns.activity.heading is None else delivery.layout.only(columns.activity.heading),
    )
    return None


def _year(delivery: Delivery, row: int, columns: Columns) -> int | None:
    assert columns.attended is not None  # asked only for sources that have it
    period = delivery.period(row, PeriodFrom(heading=columns.attended))
    if period is None or _is_in_one_year(period):
        return None if period is None or period.start is None else period.start.year
    delivery.refuse(
        f"»{period.label}« ligger ikke i ét kalenderår",
        "Personer tælles pr. kalenderår.",
        "Skriv dagen eller året, hvor personen deltog.",
        row,
        delivery.layout.only(columns.attended),
    )
    return None


def _is_in_one_year(period: Period) -> bool:
    return period.start is not None and period.end is not None and period.start.year == period.end.year
