"""Where the numbers come from: each number's place, the files that were read, and what was noticed while reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.intake.report import FileRead, ImportReport
from helpers.measurement.moving import group_of
from helpers.measurement.results import Measurement, Provenance, RoundId
from helpers.observations.table import Origin
from helpers.output.cells import Shown, places, shown
from helpers.output.fragments import Fragment
from helpers.output.many_areas import too_many
from helpers.output.rendering import render
from helpers.output.selection import measured
from helpers.output.status import round_label
from helpers.output.wording import number, origin_words
from helpers.plan.model import Plan, Registry

_CHECKSUM_SHOWN = 12
_FILES = "Filer, der er læst."
_UNTOLD = "Rækker og kontrolsum vises kun for dokumenterede tal. For andre filer kunne de røbe et skjult tal."


@dataclass(frozen=True)
class _PlaceRow:
    indicator: str
    area: str
    cell: Shown
    round_label: str
    origin: str
    places: tuple[str, ...]


def provenance_table(
    released: Released,
    plan: Plan,
    registry: Registry,
    *,
    table_id: str,
    areas: Iterable[str] | None = None,
    indicators: Iterable[str] | None = None,
    round_id: RoundId | None = None,
    series: bool = False,
) -> Fragment:
    """Return where each number stands: document and page, or file, sheet and row. Hidden numbers keep their place."""
    if areas is None and too_many(plan.areas):
        return Fragment(
            "Hvor hvert tal står, er i kolonnen »kilde« i filerne med tallene; her ville det fylde for meget."
        )
    found = measured(released, areas=areas, indicators=indicators, round_id=round_id, series=series)
    if not found:
        return Fragment("Her er ingen tal.")
    rows = [_place_row(item, plan, registry) for item in found]
    return render(
        "provenance",
        table_id=table_id,
        caption="Hvor tallene står.",
        rows=rows,
        synthetic=any(row.cell.synthetic for row in rows),
    )


def _place_row(item: Measurement, plan: Plan, registry: Registry) -> _PlaceRow:
    indicator = registry.indicator(item.indicator)
    return _PlaceRow(
        indicator=f"{indicator.short_name}: {item.breakdown}" if group_of(item.breakdown) else indicator.short_name,
        area=registry.area(item.area).name,
        cell=shown(item, indicator),
        round_label="" if item.round is None else round_label(plan, item.round),
        origin=origin_words(item.origin),
        places=places(item.provenance),
    )


@dataclass(frozen=True)
class _OriginRow:
    origin: str
    shown: str
    hidden: str
    without_interval: str


def origin_table(released: Released, *, table_id: str) -> Fragment:
    """Return how many numbers are documented, delivered and invented, and how many of them are hidden.

    A number is counted once, however many rounds, series and sums rest on it. It is shown as the measurement shows it
    that rests on the fewest others: a quarter that only stands in a year's sum is shown in that sum.
    """
    nearest = _nearest((*measured(released), *released.results.documented))
    total: Counter[Origin] = Counter(source.origin for source, _ in nearest)
    hidden: Counter[Origin] = Counter(source.origin for source, item in nearest if item.hidden)
    unsure: Counter[Origin] = Counter(
        source.origin
        for source, item in nearest
        if not item.hidden and item.no_interval is not None and item.interval is None
    )
    rows = [
        _OriginRow(
            origin_words(origin),
            number(total[origin] - hidden[origin]),
            number(hidden[origin]),
            number(unsure[origin]),
        )
        for origin in Origin
    ]
    caption = "Hvor mange tal der er, og hvor de kommer fra. Hvert tal i filerne tælles én gang."
    return render("origins", table_id=table_id, caption=caption, rows=rows)


def _nearest(found: Iterable[Measurement]) -> list[tuple[Provenance, Measurement]]:
    """Return each observation with the measurement that stands nearest to it; a shown one before a hidden one."""
    nearest: dict[str, tuple[Provenance, Measurement]] = {}
    for item in sorted(found, key=lambda item: (len(item.provenance), item.hidden)):
        for source in item.provenance:
            nearest.setdefault(source.observation, (source, item))
    return list(nearest.values())


@dataclass(frozen=True)
class _FileRow:
    file: str
    source: str
    owner: str
    origin: str
    rows: str
    observations: str
    checksum: str
    invented: bool


def files_table(report: ImportReport, *, table_id: str) -> Fragment:
    """Return the files that were read: source, owner, origin, numbers, and of some rows and the start of the checksum.

    The public is told rows and checksum of documented figures only (`receipts.readable`): whoever knows the rest of a
    file could find a hidden count by trying which one gives the checksum, and a list of persons has a row for each.

    Parameters
    ----------
    report
        Of the evaluation's last import, without what the page's readers may not know.
    table_id
        The table's id in the page.
    """
    rows = [_file_row(item) for item in report.files]
    if not rows:
        return Fragment("Ingen filer er læst.")
    told = all(item.checksum for item in report.files)
    return render("files", table_id=table_id, caption=_FILES if told else f"{_FILES} {_UNTOLD}", rows=rows)


def _file_row(item: FileRead) -> _FileRow:
    origin = Origin(item.origin)
    return _FileRow(
        file=item.file if item.sheet is None else f"{item.file}, ark {item.sheet}",
        source=item.title,
        owner=item.owner,
        origin=origin_words(origin),
        rows=number(item.rows) if item.checksum else "",
        observations=number(item.observations),
        checksum=item.checksum[:_CHECKSUM_SHOWN],
        invented=origin is Origin.SYNTHETIC,
    )


def warnings_list(report: ImportReport) -> Fragment:
    """Return what was noticed while reading and did not stop the import."""
    texts = [str(warning) for warning in report.warnings]
    return render("warnings", texts=texts) if texts else Fragment("Der er ingen bemærkninger til filerne.")
