"""Which periods a template asks for, written so that a spreadsheet and the import understand them alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from helpers.plan.model import Goal, Indicator, Plan
from helpers.plan.periods import period_bounds

_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november",
    "december",
)  # fmt: skip
_EVERY_QUARTER = "hvert kvartal"


@dataclass(frozen=True, order=True)
class TemplatePeriod:
    """A period to be filled in."""

    start: date
    end: date

    @property
    def label(self) -> str:
        """As the sheet shows it: `2016`, `1. kvartal 2016`, `1. december 2012`."""
        if (self.start.month, self.end.month) == (1, 12):
            return str(self.start.year)
        if self.start == self.end:
            return danish_day(self.start)
        return f"{self.start.month // 3 + 1}. kvartal {self.start.year}"

    @property
    def cell(self) -> str | int:
        """As the cell holds it: a year as a number, so that a year that is typed is the same as one that is chosen."""
        return int(self.label) if self.label.isdigit() else self.label


def danish_day(day: date) -> str:
    """Return a day in words: `1. december 2012`."""
    return f"{day.day}. {_MONTHS[day.month - 1]} {day.year}"


def window(plan: Plan) -> tuple[date, date]:
    """Return the first and last day of the whole years that the plan and its rounds touch."""
    first = min(plan.start, *(one.first for one in plan.rounds))
    last = max(plan.end, *(one.last for one in plan.rounds))
    return date(first.year, 1, 1), date(last.year, 12, 31)


def periods_of(plan: Plan, indicator: Indicator, goals: Iterable[Goal]) -> tuple[TemplatePeriod, ...]:
    """Return the periods in which an indicator is delivered, oldest first.

    Years from the first round to the plan's end; quarters where a goal is followed every quarter; and the starting
    points that goals name (`2013K1`, `2012-12-01`).
    """
    goals = tuple(goals)
    first, last = window(plan)
    quarterly = any(_EVERY_QUARTER in (goal.schedule or "") for goal in goals)
    years = range(first.year, last.year + 1)
    found = {TemplatePeriod(*period_bounds(text)) for year in years for text in _named(year, quarterly=quarterly)}
    if indicator.yearly != "sum":
        # Beside the years of a sum, a part of a year would be counted twice.
        found.update(TemplatePeriod(*period_bounds(text)) for goal in goals for text in _baselines(goal))
    return tuple(sorted(found))


def _named(year: int, *, quarterly: bool) -> tuple[str, ...]:
    return tuple(f"{year}K{quarter}" for quarter in range(1, 5)) if quarterly else (str(year),)


def _baselines(goal: Goal) -> Iterator[str]:
    named = (goal.baseline_period, *(reading.baseline_period for reading in goal.other_readings))
    yield from (text for text in named if text is not None)
