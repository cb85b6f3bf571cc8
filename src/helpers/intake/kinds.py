"""How each kind of source is read: one line per kind in `KINDS`, and nothing else in the import knows the kinds.

To add a kind: name it in `declaration.Kind`, write a module with a function of the type `ReadBatch`, and give it a line
in `KINDS`.

- A table in one sheet, row by row: write `function(delivery, rows)` and put `by_file(function)` in the line.
- A table whose rows must be seen over all files of the source (persons who count once): write
  `function([(delivery, rows), ...])`, put `by_source(function)` in the line and say `together=True`.
- Anything else (several sheets, a layout of its own): write `function(batch)`; `batch.files[n].document` has every
  sheet.
- Files too big to hold as cells: say `search=function(path, place, guard)`. Then the file is not opened here,
  `document` is None, the reader takes `batch.files[n].path`, and `search` must return a fault for each place with a
  personal number, or what else `intake/privacy.py` refuses; what it learned of the file on the way is kept for the
  reader in `batch.files[n].held`.

What a reader finds goes to `batch.findings`. It must depend on nothing but the batch: its result is kept for as long as
the files, the declaration, the plan, the registries and the code are the same (`file_cache.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import Fault
from helpers.intake.checking import check_columns
from helpers.intake.declaration import Source
from helpers.intake.delivery import Delivery
from helpers.intake.documented import COLUMNS, read_documented
from helpers.intake.documents import Document, Sheet
from helpers.intake.findings import Findings, Spot
from helpers.intake.headings import declared_headings, locate
from helpers.intake.names import AreaNames
from helpers.intake.person_lists import read_person_lists
from helpers.intake.privacy import Guard
from helpers.intake.rows import data_rows, unread_sheets
from helpers.intake.tables import read_decisions, read_table
from helpers.plan.model import Plan, Registry


@dataclass(frozen=True)
class RawFile:
    """One raw file, searched for personal data and found clean."""

    path: Path
    place: str
    """As a fault names it, below the project."""
    file: str
    """Path below `data/raw/`."""
    checksum: str
    document: Document | None
    """None for a kind with a `search` of its own."""
    held: object = None
    """What that search learned of the file."""


@dataclass(frozen=True)
class Searched:
    """What the search of a kind of its own found."""

    faults: tuple[Fault, ...]
    held: object
    """Whatever the kind's reader wants to have from it."""


@dataclass(frozen=True)
class Batch:
    """Files of one source that are read in one go, and where to put what is found."""

    source: Source
    plan: Plan
    registry: Registry
    files: tuple[RawFile, ...]
    findings: Findings


@dataclass(frozen=True)
class SheetRead:
    """A sheet that was read, however many faults it had."""

    file: RawFile
    sheet: str | None
    rows: int
    """Data rows."""


ReadBatch = Callable[[Batch], tuple[SheetRead, ...]]
"""Puts observations, faults and warnings into the batch's findings, and tells which sheets were read."""
Deliveries = Sequence[tuple[Delivery, tuple[int, ...]]]
Search = Callable[[Path, str, Guard], Searched]


@dataclass(frozen=True)
class Kind:
    """How the files of one kind of source are read."""

    read: ReadBatch
    together: bool = False
    """True: all files of the source are one batch; False: each file is a batch of its own."""
    search: Search | None = None
    """None: the file is opened and searched as sheets of cells."""


def by_file(read: Callable[[Delivery, tuple[int, ...]], None]) -> ReadBatch:
    """Return a reader that finds the declared table in each file and gives its data rows to `read`."""

    def each(deliveries: Deliveries) -> None:
        for delivery, rows in deliveries:
            read(delivery, rows)

    return by_source(each)


def by_source(read: Callable[[Deliveries], None]) -> ReadBatch:
    """Return a reader that finds the declared table in each file and gives all of them to `read` at once."""

    def reader(batch: Batch) -> tuple[SheetRead, ...]:
        found = list(deliveries(batch))
        read(found)
        by_place = {file.place: file for file in batch.files}
        return tuple(
            SheetRead(by_place[delivery.spot.place], delivery.spot.sheet.name, len(rows)) for delivery, rows in found
        )

    return reader


def _read_templates(batch: Batch) -> tuple[SheetRead, ...]:
    from helpers.intake.template_reading import read_templates  # it needs the types of this module

    return read_templates(batch)


def _read_answers(batch: Batch) -> tuple[SheetRead, ...]:
    from helpers.intake.answers import read_answers  # it needs the types of this module

    return read_answers(batch)


def _read_registrations(batch: Batch) -> tuple[SheetRead, ...]:
    """Count the events of files that aren't held as cells."""
    from helpers.intake.registrations import count_registrations  # DuckDB, which other kinds don't need

    return tuple(SheetRead(file, None, rows) for file, rows in count_registrations(batch))


def _search_registrations(path: Path, place: str, guard: Guard) -> Searched:
    from helpers.intake.registration_search import search_events

    return Searched(*search_events(path, place, guard))


KINDS: dict[str, Kind] = {
    "table": Kind(by_file(read_table)),
    "documented": Kind(by_file(read_documented)),
    "person_list": Kind(by_source(read_person_lists), together=True),
    "judgements": Kind(by_file(read_decisions)),
    "milestones": Kind(by_file(read_decisions)),
    "template": Kind(_read_templates),
    "answers": Kind(_read_answers, together=True),
    "registrations": Kind(_read_registrations, together=True, search=_search_registrations),
}
"""Every kind of source that can be read."""


def deliveries(batch: Batch) -> Iterator[tuple[Delivery, tuple[int, ...]]]:
    """Yield the declared table of each file and its data rows; files without one leave a fault."""
    for file in batch.files:
        sheet = _sheet(batch, file)
        delivery = None if sheet is None else _delivery(batch, file, sheet)
        if delivery is not None and file.document is not None:
            batch.findings.warnings.extend(unread_sheets(delivery.spot, file.document))
            yield delivery, _rows(delivery)


def _delivery(batch: Batch, file: RawFile, sheet: Sheet) -> Delivery | None:
    source = batch.source
    wanted = COLUMNS if source.reader.kind == "documented" else declared_headings(source)
    layout, faults = locate(file.place, sheet, source, wanted)
    batch.findings.faults.extend(faults)
    if layout is None:
        return None
    return Delivery(
        source=source,
        plan=batch.plan,
        registry=batch.registry,
        spot=Spot(file.place, sheet, layout.texts),
        layout=layout,
        file=file.file,
        checksum=file.checksum,
        names=AreaNames.of(batch.registry, source.columns.area_names if source.columns else {}),
        findings=batch.findings,
    )


def _rows(delivery: Delivery) -> tuple[int, ...]:
    rows = data_rows(
        delivery.spot,
        delivery.layout,
        delivery.source.reader.skip_rows,
        delivery.findings,
        lambda text: delivery.names.find(text) is not None,
    )
    if not rows:
        delivery.refuse("der er ingen datarækker", "En leveret fil har mindst én datarække.", "Hent filen igen.")
    check_columns(delivery, rows)
    return rows


def _sheet(batch: Batch, file: RawFile) -> Sheet | None:
    """Return the sheet that the declaration names, or the only visible one."""
    assert file.document is not None  # kinds that read sheets have no search of their own
    sheets, wanted = file.document.sheets, batch.source.reader.sheet
    visible = [sheet for sheet in sheets if sheet.visible]
    if len(visible) == 1 and (wanted is None or visible[0].name is None):
        return visible[0]
    named = [sheet for sheet in sheets if wanted is not None and sheet.name == wanted]
    if named:
        return named[0]
    names = ", ".join(f"»{sheet.name}«" for sheet in visible)
    batch.findings.faults.append(
        Fault(
            place=file.place,
            value=f"arket »{wanted}« findes ikke" if wanted else f"filen har {len(visible)} synlige ark",
            rule=f"Filens synlige ark er: {names or 'ingen'}.",
            remedy="Ret arkets navn, eller ret »sheet« i sources.yml.",
        )
    )
    return None
