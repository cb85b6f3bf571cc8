"""Lists of persons, counted on the way in, so that no single person goes further than here.

All files of a source are read together: a person who stands in two of them counts once. Who is the same person is told
by the column `person` through a keyed hash (`pseudonyms.py`); without that column each row is a person of its own.

Share with a job one year after leaving: a person counts in the calendar year in which a year has passed since leaving,
provided that this day is not after the day on which the list was drawn. Those without an answer are in neither
numerator nor denominator; a warning says that there are some, and not how many: it stands on the public page, where a
hidden number would follow from it.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from helpers.errors import DataError
from helpers.intake.amounts import Amounts
from helpers.intake.attendance import count_attendance
from helpers.intake.declaration import Columns
from helpers.intake.delivery import Delivery
from helpers.intake.documents import blank
from helpers.intake.headings import normal
from helpers.intake.periods import year_period
from helpers.intake.sightings import Deliveries, Persons, Sighting, located_count


@dataclass(frozen=True)
class _Answer:
    left: date
    answer: str
    """`ja`, `nej` or an empty text."""
    seen: Sighting


_Answers = dict[tuple[str, int], dict[Hashable, _Answer]]
"""By area and year, one answer per person."""


def read_person_lists(deliveries: Deliveries) -> None:
    """Add one observation per area and year (and activity, for attendance) to the findings."""
    if not deliveries:
        return
    first = deliveries[0][0]
    try:
        persons = Persons.of(first)
    except DataError as error:
        first.findings.faults.extend(error.faults)
        return
    columns = first.source.columns
    assert columns is not None  # sources.yml is refused without
    if columns.attended is not None:
        count_attendance(deliveries, persons)
    else:
        _count_outcomes(deliveries, persons, columns)


def one_year_after(day: date) -> date:
    """Return the day one year later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return date(day.year + 1, 3, 1)


def _count_outcomes(deliveries: Deliveries, persons: Persons, columns: Columns) -> None:
    first = deliveries[0][0]
    measured = date.fromisoformat(first.source.measured_on or "")
    answers: _Answers = {}
    for delivery, rows in deliveries:
        for row in rows:
            if not delivery.is_left_out(row):
                _note_answer(persons.sighting(delivery, row), measured, columns, answers)
    indicator = first.registry.indicator(first.source.values[0].indicator)
    silent: set[int] = set()
    for (area, year), given in sorted(answers.items()):
        said = [one.answer for one in given.values()]
        if "" in said:
            silent.add(year)
        asked, yes = len(said) - said.count(""), said.count("ja")
        if asked:
            amounts = _amounts(100.0 * yes / asked, float(yes), float(asked))
            first.findings.located.append(
                located_count(deliveries, indicator, (area, None), year_period(year), amounts)
            )
    for year in sorted(silent):
        _warn_of_silence(first, year)


def _amounts(value: float, numerator: float, denominator: float) -> Amounts:
    return Amounts(value, numerator, denominator, None, None, None, hidden=False, provisional=False)


def _note_answer(seen: Sighting | None, measured: date, columns: Columns, answers: _Answers) -> None:
    assert columns.left is not None  # sources.yml is refused
    assert columns.outcome is not None  # without these
    if seen is None:
        return
    delivery, row = seen.delivery, seen.row
    area = delivery.area(row, columns.area)
    started = None if columns.started is None else delivery.day(row, columns.started)
    answer = _answer(delivery, row, columns.outcome)
    left = None if blank(delivery.cell(row, columns.left)) else delivery.day(row, columns.left)
    if area is None or answer is None or left is None or left.start is None:
        return
    if started is not None and started.start is not None and started.start > left.start:
        _refuse_order(delivery, row, columns.left)
        return
    due = one_year_after(left.start)
    if due <= measured:
        group = answers.setdefault((area, due.year), {})
        _keep(group, _Answer(left.start, answer, seen), columns.outcome)


def _keep(group: dict[Hashable, _Answer], new: _Answer, heading: str) -> None:
    """Keep one answer per person: the latest leaving that has one."""
    old = group.setdefault(new.seen.person, new)
    if old.left == new.left and {old.answer, new.answer} == {"ja", "nej"}:
        before = old.seen.delivery.spot.fault("", "", "", old.seen.row).where()
        new.seen.delivery.refuse(
            f"svaret er et andet end for samme person og dag i {before}",
            "En person kan ikke både have svaret ja og nej.",
            "Spørg dataejeren, og ret den ene række.",
            new.seen.row,
            new.seen.delivery.layout.only(heading),
        )
    elif (new.answer != "", new.left) > (old.answer != "", old.left):
        group[new.seen.person] = new


def _answer(delivery: Delivery, row: int, heading: str) -> str | None:
    """Return ja, nej or nothing; None after reporting anything else."""
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
    return None


def _refuse_order(delivery: Delivery, row: int, heading: str) -> None:
    delivery.refuse(
        "slutdatoen ligger før startdatoen",
        "Et forløb slutter ikke, før det er begyndt.",
        "Ret datoerne.",
        row,
        delivery.layout.only(heading),
    )


def _warn_of_silence(delivery: Delivery, year: int) -> None:
    delivery.warn(
        delivery.spot.fault(
            value=f"nogle personer har intet svar et år efter ({year})",
            rule="De tæller hverken med i tæller eller nævner.",
            remedy="Spørg dataejeren, om svarene kan skaffes.",
        )
    )
