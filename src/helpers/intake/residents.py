"""Who could have answered a questionnaire: residents by group, area and period, and how many of them were asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatch

from helpers.intake.amounts import read_number
from helpers.intake.declaration import Columns, Reader, Residents, Source, ValueFrom
from helpers.intake.delivery import Delivery
from helpers.intake.documents import blank
from helpers.intake.headings import normal
from helpers.intake.kinds import Batch, SheetRead, deliveries
from helpers.intake.numbers import NotANumber
from helpers.intake.periods import Period
from helpers.observations.raking import Margin

Where = tuple[str, Period | None]
"""Area and period; no period: the table counts for all of them."""


@dataclass
class Asked:
    """The residents of one area."""

    groups: dict[tuple[str, ...], float] = field(default_factory=dict[tuple[str, ...], float])
    """Group in each respect that is weighted by → residents, in the order of the table."""
    invited: float | None = None

    @property
    def population(self) -> float:
        """How many could have answered."""
        return sum(self.groups.values())

    def margins(self, names: tuple[str, ...]) -> tuple[Margin, ...]:
        """Return the residents divided in each respect for itself."""
        found: list[Margin] = []
        for at, name in enumerate(names):
            residents: dict[str, float] = {}
            for group, number in self.groups.items():
                residents[group[at]] = residents.get(group[at], 0.0) + number
            found.append(Margin(name, residents))
        return tuple(found)


def split(batch: Batch) -> tuple[Batch, Batch | None]:
    """Return the batch of the answers, and that of the residents; None where no residents are declared."""
    survey = batch.source.survey
    if survey is None or survey.residents is None:
        return batch, None
    pattern = survey.residents.files
    ours = [file for file in batch.files if pattern is None or fnmatch(file.file.rpartition("/")[2], pattern)]
    others = batch.files if pattern is None else tuple(file for file in batch.files if file not in ours)
    of_residents = _source(batch.source, survey.residents)
    return replace(batch, files=tuple(others)), replace(batch, source=of_residents, files=tuple(ours))


def _source(source: Source, residents: Residents) -> Source:
    """Return the declaration of the table of residents as that of a table; `weight_by` stays declared in `survey`."""
    reader = source.reader
    plain = Reader(
        kind="answers",
        sheet=residents.sheet,
        decimal_mark=reader.decimal_mark,
        encoding=reader.encoding,
        delimiter=reader.delimiter,
    )
    columns = Columns(
        area=residents.area,
        period=residents.period,
        area_names=source.columns.area_names if source.columns is not None else {},
        skip_areas=source.columns.skip_areas if source.columns is not None else (),
    )
    number = ValueFrom(indicator=source.values[0].indicator, numerator=residents.number, invited=residents.invited)
    update = {"reader": plain, "columns": columns, "values": (number,), "checks": (), "required_areas": ()}
    return source.model_copy(update=update)


def read_residents(batch: Batch, found: dict[Where, Asked]) -> Iterator[SheetRead]:
    """Read the residents of all files into `found`, and yield the sheets that were read."""
    by_place = {file.place: file for file in batch.files}
    for delivery, rows in deliveries(batch):
        for row in rows:
            if not delivery.is_left_out(row):
                _add(delivery, row, found)
        yield SheetRead(by_place[delivery.spot.place], delivery.spot.sheet.name, len(rows))


def _add(delivery: Delivery, row: int, found: dict[Where, Asked]) -> None:
    columns, survey, value = delivery.source.columns, delivery.source.survey, delivery.source.values[0]
    assert columns is not None
    assert survey is not None
    assert value.numerator is not None
    area = delivery.area(row, columns.area)
    period = None if columns.period is None else delivery.period(row, columns.period)
    group = group_of(delivery, row, survey.weight_by)
    number = _whole(delivery, row, value.numerator)
    invited = None if value.invited is None else _whole(delivery, row, value.invited)
    if area is None or number is None or (columns.period is not None and period is None):
        return
    if group is None:
        _refuse(delivery, row, "gruppen mangler", "Hver række nævner den gruppe, den handler om.", survey.weight_by[0])
        return
    if invited is not None and invited > number:
        rule = "En gruppe kan ikke have flere spurgte end beboere."
        _refuse(delivery, row, "der er flere spurgte end beboere i gruppen", rule, value.invited)
    asked = found.setdefault((area, period), Asked())
    if group in asked.groups:
        _refuse(delivery, row, "gruppen står to gange", "En gruppe i et område og en periode står én gang.", None)
        return
    asked.groups[group] = number
    if invited is not None:
        asked.invited = (asked.invited or 0.0) + invited


def group_of(delivery: Delivery, row: int, headings: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the group of a row in each respect; None if one of them is blank."""
    cells = [delivery.cell(row, heading) for heading in headings]
    return None if any(blank(cell) for cell in cells) else tuple(normal(cell) for cell in cells)


def _whole(delivery: Delivery, row: int, heading: str) -> float | None:
    try:
        number = read_number(delivery.cell(row, heading), delivery.source.reader.decimal_mark).value
    except NotANumber:
        number = None
    if number is not None and number >= 0 and number == number.to_integral_value():
        return float(number)
    _refuse(delivery, row, "antallet er ikke et helt tal på mindst 0", "Her står, hvor mange beboere der er.", heading)
    return None


def _refuse(delivery: Delivery, row: int, value: str, rule: str, heading: str | None) -> None:
    column = None if heading is None else delivery.layout.only(heading)
    delivery.refuse(value, rule, "Ret tabellen over beboere.", row, column)


def asked_in(found: Mapping[Where, Asked], area: str, period: Period) -> Asked | None:
    """Return the residents of an area in a period, or those that count for all periods."""
    return found.get((area, period)) or found.get((area, None))
