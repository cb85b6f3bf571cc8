"""Lists of persons without identity, counted on the way in, so that no single person goes further than here.

Share with a job one year after leaving: a person counts in the calendar year in which a year has passed since leaving,
provided that this day is not after the day on which the list was drawn. Those without an answer are in neither
numerator nor denominator; how many they are stands in a warning to the evaluator.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from helpers.intake.amounts import Amounts
from helpers.intake.delivery import Delivery
from helpers.intake.documents import blank
from helpers.intake.findings import Located
from helpers.intake.headings import normal
from helpers.intake.periods import year_period
from helpers.intake.tables import Row, observation_at


@dataclass
class _Tally:
    asked: int = 0
    yes: int = 0
    first_row: int = 0


@dataclass
class _Counting:
    groups: dict[tuple[str, int], _Tally] = field(default_factory=dict[tuple[str, int], _Tally])
    silent: Counter[int] = field(default_factory=Counter[int])


def read_person_list(delivery: Delivery, rows: tuple[int, ...]) -> None:
    """Add one observation per area and year to the delivery's findings."""
    measured = date.fromisoformat(delivery.source.measured_on or "")
    counting = _Counting()
    for row in rows:
        _count(delivery, row, measured, counting)
    for year, count in sorted(counting.silent.items()):
        _warn_of_silence(delivery, year, count)
    indicator = delivery.registry.indicator(delivery.source.values[0].indicator)
    for (area, year), tally in sorted(counting.groups.items()):
        amounts = Amounts(
            value=100.0 * tally.yes / tally.asked,
            numerator=float(tally.yes),
            denominator=float(tally.asked),
            respondents=None,
            low=None,
            high=None,
            hidden=False,
            provisional=False,
        )
        row = Row(tally.first_row, area, None, None, None, year_period(year))
        delivery.findings.located.append(Located(observation_at(delivery, row, indicator, amounts), {}))


def one_year_after(day: date) -> date:
    """Return the day one year later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _count(delivery: Delivery, row: int, measured: date, counting: _Counting) -> None:
    columns = delivery.source.columns
    assert columns is not None  # sources.yml is refused
    assert columns.left is not None  # without these
    assert columns.outcome is not None
    area = delivery.area(row, columns.area)
    started = None if columns.started is None else delivery.day(row, columns.started)
    answer = _answer(delivery, row, columns.outcome)
    left = None if blank(delivery.cell(row, columns.left)) else delivery.day(row, columns.left)
    if area is None or answer == "fault" or left is None or left.start is None:
        return
    if started is not None and started.start is not None and started.start > left.start:
        _refuse_order(delivery, row, columns.left)
        return
    due = one_year_after(left.start)
    if due > measured:
        return
    if answer == "":
        counting.silent[due.year] += 1
        return
    tally = counting.groups.setdefault((area, due.year), _Tally(first_row=row))
    tally.asked += 1
    tally.yes += answer == "ja"


def _answer(delivery: Delivery, row: int, heading: str) -> str:
    cell = delivery.cell(row, heading)
    answer = "" if blank(cell) else normal(cell)
    if answer in ("ja", "nej", ""):
        return answer
    delivery.refuse(
        "svaret er hverken ja, nej eller tomt",
        "Et år efter skal der stå ja eller nej; feltet er tomt, hvis det ikke vides.",
        "Ret cellen.",
        row,
        delivery.layout.only(heading),
    )
    return "fault"


def _refuse_order(delivery: Delivery, row: int, heading: str) -> None:
    delivery.refuse(
        "slutdatoen ligger før startdatoen",
        "Et forløb slutter ikke, før det er begyndt.",
        "Ret datoerne.",
        row,
        delivery.layout.only(heading),
    )


def _warn_of_silence(delivery: Delivery, year: int, count: int) -> None:
    delivery.warn(
        delivery.spot.fault(
            value=f"{count} {'person' if count == 1 else 'personer'} har intet svar et år efter ({year})",
            rule="De tæller hverken med i tæller eller nævner.",
            remedy="Spørg dataejeren, om svarene kan skaffes.",
        )
    )
