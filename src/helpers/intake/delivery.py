"""One sheet of one file of one source, with all that is needed to understand its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from helpers.errors import Fault
from helpers.intake.cell_formats import as_text
from helpers.intake.declaration import PeriodFrom, Source, TextFrom
from helpers.intake.documents import CellValue, blank
from helpers.intake.findings import Findings, Spot
from helpers.intake.headings import Layout, normal
from helpers.intake.names import AreaNames
from helpers.intake.periods import UNDATED, NotAPeriod, Period, find_period, parse_period
from helpers.intake.rows import starts_with_any
from helpers.plan.marked import short
from helpers.plan.model import Plan, Registry

FAR = 20
"""Years before or after the plan; a period further away is refused, one nearer but outside is warned of."""
_EXCEL_YEARS = 1910
"""Excel takes a year between 1910 and 2100 in a cell with a date format for a day in 1905."""
_DAYS = "En dato skrives som 1. december 2016, 1.12.2016 eller 2016-12-01."
_PERIOD_WORDS = {"year": "et år", "quarter": "et kvartal", "month": "en måned", "date": "en dato", "any": "en periode"}


@dataclass(frozen=True)
class Delivery:
    """A sheet being read."""

    source: Source
    plan: Plan
    registry: Registry
    spot: Spot
    layout: Layout
    file: str
    """Path below `data/raw/`."""
    checksum: str
    names: AreaNames
    findings: Findings

    def refuse(self, value: str, rule: str, remedy: str, row: int | None = None, column: int | None = None) -> None:
        """Report a fault at a row and column, both counted from 0."""
        self.findings.faults.append(self.spot.fault(value, rule, remedy, row, column))

    def warn(self, fault: Fault) -> None:
        """Report something that does not stop the import."""
        self.findings.warnings.append(fault)

    def quoted(self, cell: CellValue, limit: int = 60) -> str:
        """Return a cell's text for a fault; in a list of persons, where it could be a name, only that there is one."""
        of_persons = self.source.personal_data or self.source.reader.kind in ("person_list", "registrations", "answers")
        return "teksten" if of_persons else f"»{short(as_text(cell), limit)}«"

    def cell(self, row: int, heading: str) -> CellValue:
        """Return what a person sees in a row under a heading: what is merged over rows counts for all of them."""
        return self.spot.sheet.cell(row, self.layout.only(heading))

    def text(self, row: int, where: TextFrom | None) -> str | None:
        """Return a text that stands in a column or is fixed; None if blank or not declared."""
        if where is None:
            return None
        if where.heading is None:
            return where.fixed
        value = self.cell(row, where.heading)
        return None if blank(value) else str(value).strip()

    def note(self, row: int, heading: str | None) -> str | None:
        """Return the remark of a row, word for word."""
        return None if heading is None else self.text(row, TextFrom(heading=heading))

    def is_left_out(self, row: int) -> bool:
        """Tell whether the declaration leaves the row's area out on purpose, or it is a total."""
        columns = self.source.columns
        text = None if columns is None else self.text(row, columns.area)
        if columns is None or text is None:
            return False
        is_total = starts_with_any(text, self.source.reader.skip_rows) and self.names.find(text) is None
        return is_total or normal(text) in {normal(name) for name in columns.skip_areas}

    def area(self, row: int, where: TextFrom) -> str | None:
        """Return the id of the row's area, or None after reporting the fault."""
        text = self.text(row, where)
        found = None if text is None else self.names.find(text)
        if found is not None:
            return found
        column = None if where.heading is None else self.layout.only(where.heading)
        if text is None:
            self.refuse("området mangler", "Hver række skal nævne et område.", "Skriv områdets navn.", row, column)
        else:
            self.refuse(
                f"{self.quoted(text)} kendes ikke som område",
                "Områder kendes på de navne, der står i analyses/areas.yml.",
                self.names.remedy(text),
                row,
                column,
            )
        return None

    def period(self, row: int, where: PeriodFrom | None) -> Period | None:
        """Return the row's period, or None after reporting the fault."""
        if where is None:
            return UNDATED
        if where.start is not None and where.end is not None:
            return self._between(row, where.start, where.end)
        if where.heading is not None:
            return self._read_period(row, where.heading, where)
        named = {"sheet": self.spot.sheet.name or "", "file": self.file.rsplit("/", 1)[-1].rsplit(".", 1)[0]}
        found = find_period(named[where.place] if where.place is not None else where.fixed or "")
        if found is None:
            self.refuse(
                "perioden findes ikke",
                "Perioden skal stå i arkets navn, i filens navn eller i sources.yml.",
                "Ret navnet, eller ret »period« i sources.yml.",
            )
        return found

    def day(self, row: int, heading: str) -> Period | None:
        """Return the day in a cell, or None after reporting the fault."""
        return self._read_period(row, heading, PeriodFrom(heading=heading, type="date"))

    def _between(self, row: int, start: str, end: str) -> Period | None:
        first, last = self.day(row, start), self.day(row, end)
        if first is None or last is None or first.start is None or last.end is None:
            return None
        if first.start > last.end:
            self.refuse(
                f"perioden slutter {last.label}, før den begynder {first.label}",
                "Den første dag kommer før den sidste.",
                "Ret datoerne.",
                row,
                self.layout.only(end),
            )
            return None
        return Period(first.start, last.end, f"{first.label} – {last.label}", "date")

    def _read_period(self, row: int, heading: str, where: PeriodFrom) -> Period | None:
        value = self.cell(row, heading)
        of_days = self.source.reader.kind == "person_list"
        called = "datoen" if of_days else "perioden"
        try:
            found = parse_period(value)
        except NotAPeriod as error:
            wanted = "en dato eller et år" if of_days and where.type == "any" else _PERIOD_WORDS[where.type]
            shown = f"{called} mangler" if blank(value) else f"{self.quoted(value, 40)} er ikke {wanted}"
            rule = _DAYS if of_days and not isinstance(value, date) else str(error)
            self.refuse(shown, rule, f"Ret {called}.", row, self.layout.only(heading))
            return None
        if where.type != "any" and found.kind != where.type:
            self.refuse(
                f"»{found.label}« er ikke {_PERIOD_WORDS[where.type]}",
                f"sources.yml siger, at perioden er {_PERIOD_WORDS[where.type]}.",
                "Ret perioden, eller ret »type« i sources.yml.",
                row,
                self.layout.only(heading),
            )
            return None
        if self.is_far_outside(found):
            self.refuse_far(found, row, self.layout.only(heading))
            return None
        return found

    def is_far_outside(self, period: Period) -> bool:
        """Tell whether a period lies so far from the plan that it must be a slip of the hand."""
        if period.start is None or period.end is None:
            return False
        return period.end.year < self.plan.start.year - FAR or period.start.year > self.plan.end.year + FAR

    def refuse_far(self, period: Period, row: int | None, column: int) -> None:
        """Report a period that lies far outside the plan."""
        typed = period.start is not None and period.start.year < _EXCEL_YEARS
        self.refuse(
            f"perioden {period.label} ligger langt uden for planen",
            f"En periode ligger højst {FAR} år før eller efter planens år "
            f"({self.plan.start.year}-{self.plan.end.year}).",
            "Et årstal i en celle med datoformat bliver til en dag i 1905; skriv årstallet i en celle uden datoformat."
            if typed
            else "Ret perioden.",
            row,
            column,
        )
