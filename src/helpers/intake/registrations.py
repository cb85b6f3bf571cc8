"""Own registrations with one row per event, counted on the way in: events, and persons once per area and year.

Every row is checked, by the distinct texts of its columns: a text that is no area, activity or day refuses the file
with the first row in which it stands and how many rows have it. Persons are told apart by a keyed hash over all files
of the source (`pseudonyms.py`); what told them apart is in memory while the files are read, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from helpers.errors import DataError, Fault
from helpers.intake.declaration import TextFrom
from helpers.intake.documents import Unreadable, blank
from helpers.intake.findings import Findings
from helpers.intake.registration_counts import add_counts
from helpers.intake.registration_files import NAMED, Contents, period_heading, readable
from helpers.intake.registration_meaning import Meaning, Rule, Understand
from helpers.intake.registration_persons import numbered, short_texts
from helpers.observations.event_keys import Coded, Keys, keys
from helpers.observations.registering import Held, first_rows

if TYPE_CHECKING:
    from helpers.intake.kinds import Batch, RawFile

_BROKEN = {
    "MISSING COLUMNS": "rækken har færre felter end overskriften",
    "TOO MANY COLUMNS": "rækken har flere felter end overskriften",
    "UNQUOTED VALUE": "anførselstegnene går ikke op",
    "INVALID UNICODE": "teksten er ikke skrevet i UTF-8",
    "INVALID ENCODING": "teksten er ikke skrevet i UTF-8",
}
_EMPTY = {"area": "området mangler", "activity": "aktiviteten mangler", "quarter": "datoen mangler"}


@dataclass(frozen=True)
class _Coded:
    """A file whose texts are understood."""

    file: RawFile
    contents: Contents
    areas: Coded | None
    activities: Coded | None
    quarters: Coded
    left_out: int
    """Rows of areas that the declaration leaves out."""

    @property
    def rows(self) -> int:
        """How many rows the file has."""
        return 0 if self.contents.distinct is None else self.contents.distinct.rows


def count_registrations(batch: Batch) -> tuple[tuple[RawFile, int], ...]:
    """Add one observation per area and period (and activity) to the batch's findings.

    Events are counted per year and per quarter, persons per year. With a column for activities each is counted per
    area, activity and year too; a person may stand in several activities, so these must not be added up.

    Returns
    -------
    tuple[tuple[RawFile, int], ...]
        The files that were understood, and their rows.
    """
    meaning = Meaning.of(batch.source, batch.plan, batch.registry)
    coded: list[_Coded] = []
    for file in batch.files:
        with _reported(file, batch.findings):
            coded.extend(_coded(file, meaning, batch.findings))
    if coded and not batch.findings.faults:
        with _reported(coded[0].file, batch.findings):
            found, rows = _keys(coded, meaning), sum(one.rows for one in coded)
            first = (coded[0].file, coded[0].contents.events.first_row, len(coded))
            add_counts(found, rows, first, meaning, batch.findings)
    return tuple((one.file, one.rows) for one in coded)


@contextmanager
def _reported(file: RawFile, findings: Findings) -> Generator[None]:
    """Report what a file can't be counted for, instead of raising it."""
    try:
        with readable():
            yield
    except DataError as error:
        findings.faults.extend(error.faults)
    except Unreadable as error:
        findings.faults.append(error.fault(file.place))


def _coded(file: RawFile, meaning: Meaning, findings: Findings) -> Iterator[_Coded]:
    """Yield the file with what its texts mean, or nothing after reporting that its columns aren't there."""
    contents = cast("Contents", file.held)
    events, distinct = contents.events, contents.distinct
    if distinct is None:
        findings.faults.extend(events.faults)
        return
    findings.faults.extend((*_broken_rows(file.place, contents), *_unnamed(file.place, contents, meaning)))
    codes: dict[str, Coded] = {}
    left_out = 0
    for name, where, understand in (
        ("area", meaning.columns.area, meaning.area),
        ("activity", meaning.columns.activity, meaning.activity),
        ("quarter", TextFrom(heading=period_heading(meaning.source)), meaning.quarter),
    ):
        column = None if where is None else events.column(where.heading)
        if column is not None:
            numbers, broken, without = _understood(distinct.texts[column], understand, _EMPTY[name])
            codes[name], left_out = _numbered(distinct.held[column], numbers), left_out + without
            findings.faults.extend(_text_faults(file.place, contents, column, broken))
    yield _Coded(file, contents, codes.get("area"), codes.get("activity"), codes["quarter"], left_out)


def _numbered(column: Held, numbers: Mapping[str, int]) -> Coded:
    import numpy as np

    return Coded(column, np.array([numbers.get(text, -1) for text in column.texts.to_pylist()], dtype=np.int32))


def _understood(
    texts: Mapping[str | None, int], understand: Understand, empty: str
) -> tuple[dict[str, int], dict[str | None, Rule], int]:
    """Return the number of each text, the rule that each other text breaks, and how many rows are left out."""
    numbers: dict[str, int] = {}
    broken: dict[str | None, Rule] = {}
    left_out = 0
    for text, rows in texts.items():
        if text is None or blank(text):
            broken[text] = Rule(
                empty,
                "Hver registrering har område, dato og de andre felter, som sources.yml nævner.",
                "Udfyld feltet.",
            )
            continue
        found = understand(text)
        if isinstance(found, Rule):
            broken[text] = found
        elif found is None:
            left_out += rows
        else:
            numbers[text] = found
    return numbers, broken, left_out


def _text_faults(place: str, contents: Contents, column: int, broken: Mapping[str | None, Rule]) -> Iterator[Fault]:
    """Yield a fault for each text that can't stand in a column, in the order of the rows: 20, and a count."""
    if not broken:
        return
    events = contents.events
    rows = first_rows(events.file, column, list(broken), events.first_row, column)
    found = sorted((row, count, text or "") for text, (row, count) in rows.items())
    for row, count, text in found[:NAMED]:
        rule = broken[text or None] if (text or None) in broken else broken[text]
        more = f" (og i {count - 1} rækker mere)" if count > 1 else ""
        yield Fault(place, f"{rule.value}{more}", rule.rule, rule.remedy, row=row, column=events.file.names[column])
    if len(found) > NAMED:
        rest = found[NAMED:]
        yield Fault(
            place,
            f"{len(rest)} andre tekster i kolonnen kan ikke bruges (i {sum(count for _, count, _ in rest)} rækker)",
            f"De første {NAMED} fejl i en kolonne nævnes hver for sig.",
            "Ret dem, og kør igen.",
            row=rest[0][0],
            column=events.file.names[column],
        )


def _broken_rows(place: str, contents: Contents) -> Iterator[Fault]:
    """Yield a fault for each row that is none, for a file without rows, and for one with more than was understood."""
    distinct = contents.distinct
    assert distinct is not None  # asked only for files whose columns are there
    for row in distinct.broken:
        value = _BROKEN.get(row.what, "rækken kan ikke læses")
        rule = "Hver række har lige så mange felter som overskriften, og anførselstegn lukkes igen."
        yield Fault(place, value, rule, "Hent filen igen, eller ret rækken.", row=row.row)
    if distinct.broken_rows > len(distinct.broken):
        value = f"{distinct.broken_rows - len(distinct.broken)} andre rækker kan ikke læses"
        yield Fault(place, value, f"De første {NAMED} nævnes hver for sig.", "Hent filen igen.")
    if not distinct.rows and not distinct.broken:
        yield Fault(place, "der er ingen datarækker", "En leveret fil har mindst én datarække.", "Hent filen igen.")


def _unnamed(place: str, contents: Contents, meaning: Meaning) -> Iterator[Fault]:
    """Yield a fault if rows don't say whom they are about."""
    heading, persons, events = meaning.columns.person, contents.persons, contents.events
    column = events.column(heading)
    if column is None or persons is None:
        return
    empty: list[str | None] = [text for text in short_texts(persons.texts) if blank(text)]
    empty += [None] if (persons.places < 0).any() else []
    for row, count in sorted(first_rows(events.file, column, empty, events.first_row).values()) if empty else ():
        more = f" (og {count - 1} rækker mere)" if count > 1 else ""
        yield Fault(
            place,
            f"rækken siger ikke, hvem den handler om{more}",
            "Personer tælles én gang, og derfor skal hver række kunne høre til en person.",
            "Udfyld feltet med et medlemsnummer eller lignende.",
            row=row,
            column=events.file.names[column],
        )


def _keys(coded: list[_Coded], meaning: Meaning) -> Keys:
    """Return one key per row of all files.

    Raises
    ------
    DataError
        If there is no usable key for pseudonyms, or a row got no key.
    """
    import numpy as np

    held = [one.contents.persons for one in coded if one.contents.persons is not None]
    numbers = numbered([column.texts for column in held], meaning)
    persons = None if numbers is None else [Coded(*pair) for pair in zip(held, numbers, strict=True)]
    found: list[Keys] = []
    for at, one in enumerate(coded):
        rows = keys(one.rows, one.areas, one.activities, one.quarters, None if persons is None else persons[at])
        if len(rows) != one.rows - one.left_out:
            raise DataError(_changed(one.file.place, one.rows - one.left_out - len(rows)))
        found.append(rows)
    return np.concatenate(found)


def _changed(place: str, rows: int) -> Fault:
    return Fault(
        place=place,
        value=f"{abs(rows)} rækker er kommet til eller faldet ud, mens filen blev læst",
        rule="Ingen række tælles, uden at den er kontrolleret.",
        remedy="Luk filen i andre programmer, og kør igen.",
    )
