"""Searches a file of millions of events for personal data: every distinct text of every column, by the rules for cells.

The first rows are searched as a sheet of cells besides, so that what only several cells together give away is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.errors import Fault
from helpers.intake.danish_names import GIVEN_NAMES
from helpers.intake.declaration import Source
from helpers.intake.personal_details import Detail, details_in
from helpers.intake.personal_numbers import Column, bare_number, holds_personal_number, suspicious
from helpers.intake.privacy import Guard, detail_fault, document_faults, number_fault
from helpers.intake.registration_files import (
    NAMED,
    Contents,
    Events,
    few_texts,
    look_through,
    open_events,
    positions,
    readable,
)
from helpers.observations.registering import first_rows, matching, matching_rows

_UNUSUAL = "[^\x01-\u024f«»§°½´…–€]"
_MAY_BE_NUMBER = f"([0-9][^0-9]*){{9}}|{_UNUSUAL}"
"""What must stand in a text (RE2) for a rule about personal numbers to be asked at all."""
_MAY_BE_DETAIL = (
    rf"([0-9][^0-9]*){{8}}|{_UNUSUAL}|[@(\[]|[A-ZÆØÅÄÖÉÜ].*[0-9]"
    rf"|(^|[^\pL])(?i:{'|'.join(sorted(GIVEN_NAMES))})($|[^\pL])"
)
"""The same for a detail about a person."""
_BARE_AT_MOST = 100_000
"""So many bare numbers tell what a column of them is."""
_TEXTS_AT_MOST = 1_000
"""So many texts at fault are counted; a file with more is refused all the same."""


def search_events(path: Path, place: str, guard: Guard) -> tuple[tuple[Fault, ...], Contents]:
    """Return a fault for each place with personal data, and what the file holds.

    Of personal numbers 20 in a column are named, of other details the first; the others are counted.

    Raises
    ------
    Unreadable
        If the file can't be opened or read to its end.
    """
    events = open_events(path, place, guard.source)
    of_sample = document_faults(place, events.sample, guard)
    if events.layout is None:
        return of_sample, Contents(events, None)
    events, distinct = look_through(events, guard.source)
    person = None if guard.source.columns is None else events.column(guard.source.columns.person)
    contents = Contents(events, distinct, None if person is None else distinct.held[person])
    with readable():
        columns = range(len(events.file.names))
        found = [fault for column in columns for fault in _column_faults(contents, column, place, guard)]
    told = {(fault.column, fault.rule) for fault in found}
    return (*found, *(fault for fault in of_sample if (fault.column, fault.rule) not in told)), contents


@dataclass
class _Seen:
    """The texts of one column that must not stand there."""

    numbers: dict[str, None] = field(default_factory=dict[str, None])
    bare: dict[str, str] = field(default_factory=dict[str, str])
    details: dict[Detail, dict[str, None]] = field(default_factory=dict[Detail, dict[str, None]])

    def look_at(self, text: str, guard: Guard | None) -> None:
        """Remember a text if it holds a personal number or, where a guard is given, a detail."""
        number = bare_number(text)
        if number is not None:
            if len(self.bare) < _BARE_AT_MOST:
                self.bare[text] = number
        elif len(self.numbers) < _TEXTS_AT_MOST and holds_personal_number(text):
            self.numbers[text] = None
        for kind in () if guard is None else details_in(text, guard.public):
            found = self.details.setdefault(kind, {})
            if len(found) < _TEXTS_AT_MOST:
                found[text] = None

    def all_numbers(self, heading: str) -> list[str]:
        """Return the texts with a personal number; what bare numbers are, the column tells."""
        wrong = suspicious(Column(heading, tuple(self.bare.values())))
        says_so = any(word in heading.lower() for word in ("cpr", "personn", "p.nr."))
        bare = [text for text, number in self.bare.items() if number in wrong or says_so]
        return [*self.numbers, *bare[:_TEXTS_AT_MOST]]


def _column_faults(contents: Contents, column: int, place: str, guard: Guard) -> Iterator[Fault]:
    events, heading = contents.events, contents.events.file.names[column]
    if events.layout is not None and column < len(events.layout.texts):
        heading = events.layout.texts[column]
    may_hold_persons = guard.source.personal_data and column in _personal(events, guard.source)
    seen = _Seen()
    for text in _texts(contents, column, guard.source):
        seen.look_at(text, None if may_hold_persons else guard)
    numbers = seen.all_numbers(heading)
    if numbers:
        found = sorted(first_rows(events.file, column, numbers, events.first_row).values())
        for row, _ in found[:NAMED]:
            yield number_fault(place, "et personnummer", None, (row - 1, column))
        rest = sum(count for _, count in found) - len(found[:NAMED])
        if rest:
            yield number_fault(place, f"et personnummer i mindst {rest} rækker mere", None, (found[0][0] - 1, column))
    for kind, texts in seen.details.items():
        found = sorted(first_rows(events.file, column, list(texts), events.first_row).values())
        rest = sum(count for _, count in found) - 1
        more = f" (og i mindst {rest} rækker mere)" if rest else ""
        yield detail_fault(place, f"{kind.value}{more}", kind, guard, None, (found[0][0] - 1, column))


def _personal(events: Events, source: Source) -> set[int]:
    """Return the columns in which details about persons may stand."""
    assert source.columns is not None  # sources.yml is refused without
    named = (source.columns.person, *source.columns.personal)
    return {column for heading in named if heading is not None for column in positions(events, heading)}


def _texts(contents: Contents, column: int, source: Source) -> Iterable[str]:
    """Return the texts of a column, without those in which no rule can find anything."""
    events, columns = contents.events, source.columns
    if contents.distinct is not None and column in few_texts(events, source):
        return [text for text in contents.distinct.texts[column] if text is not None]
    if columns is not None and contents.persons is not None and column == events.column(columns.person):
        return matching(contents.persons.texts, _MAY_BE_NUMBER if source.personal_data else _MAY_BE_DETAIL)
    free = not source.personal_data or column not in _personal(events, source)
    return matching_rows(events.file, column, _MAY_BE_DETAIL if free else _MAY_BE_NUMBER)
