"""The numbers of a page as files: CSV for spreadsheets, JSON for programs, and a codebook.

The CSV is the one that a Danish Excel opens with a double click (see `docs/decisions/0009-output.md`): UTF-8 with byte
order mark, semicolons, decimal comma, no thousands separator. JSON carries the same rows with numbers as numbers.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from helpers.disclosure.released import Released
from helpers.measurement.results import RoundId
from helpers.observations.table import Origin
from helpers.output.download_rows import GOAL_COLUMNS, NUMBER_COLUMNS, Row, Value, goal_row, number_row
from helpers.output.fragments import Fragment
from helpers.output.protection_words import rounding_sentence
from helpers.output.rendering import render
from helpers.output.selection import measured
from helpers.output.status import lines
from helpers.output.wording import DEMO_BANNER, HIDDEN, HIDDEN_WORDS, NBSP, number, origin_words
from helpers.plan.model import Plan, Registry

_GUIDE = f"Kolonnerne er forklaret i variable.csv. Tomme felter er udeladt. {HIDDEN} er {HIDDEN_WORDS}."
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_DESCRIPTIONS = (
    ("struktur.json", "Hvordan tallene hænger sammen: områder, indikatorer, perioder, beskyttelse (JSON)"),
    ("-tal.csv", "Tallene (CSV til regneark)"),
    ("-maal.csv", "Mål og status (CSV til regneark)"),
    (".json", "Tal og mål (JSON til programmer)"),
    ("variable.csv", "Hvad kolonnerne betyder (CSV)"),
)


def downloads(
    released: Released,
    plan: Plan,
    registry: Registry,
    *,
    name: str,
    areas: Iterable[str] | None = None,
    indicators: Iterable[str] | None = None,
    goals: Iterable[str] | None = None,
    round_id: RoundId | None = None,
) -> dict[str, bytes]:
    """Return the files of a page: `<name>-tal.csv`, `<name>-maal.csv`, `<name>.json` and `variable.csv`.

    Parameters
    ----------
    released, plan, registry
        What the page is made from; nothing hidden can reach a file.
    name
        Start of the file names, for example `motalavej-slut`.
    areas, indicators, goals, round_id
        The slice that the page shows; default: everything released. Yearly points are always in.

    Returns
    -------
    dict
        File name to content. The same input gives the same bytes; the caller writes them.
    """
    chosen_areas = None if areas is None else tuple(areas)
    found = measured(released, areas=chosen_areas, indicators=indicators, round_id=round_id)
    numbers = [number_row(item, registry) for item in found]
    judged = [
        goal_row(line) for line in lines(released, plan, registry, areas=chosen_areas, goals=goals, round_id=round_id)
    ]
    return {
        f"{name}-tal.csv": _csv(NUMBER_COLUMNS, numbers),
        f"{name}-maal.csv": _csv(GOAL_COLUMNS, judged),
        f"{name}.json": _json(released, plan, numbers, judged),
        "variable.csv": codebook(),
    }


def _csv(columns: Iterable[str], rows: Sequence[Row]) -> bytes:
    names = tuple(columns)
    return _table(names, [[_cell(row[name]) for name in names] for row in rows])


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + stream.getvalue().encode("utf-8")


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # A text that starts like a formula would be computed by the reader's spreadsheet.
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return _decimal_comma(value)


def _decimal_comma(value: float) -> str:
    return (f"{value:.0f}" if float(value).is_integer() else f"{value:.10g}").replace(".", ",")


def codebook() -> bytes:
    """Return `variable.csv`: each column of the files and what it means."""
    rows = [
        (file, name, meaning)
        for file, columns in (("tal", NUMBER_COLUMNS), ("maal", GOAL_COLUMNS))
        for name, meaning in columns.items()
    ]
    return _table(("fil", "kolonne", "betydning"), rows)


def _json(released: Released, plan: Plan, numbers: Sequence[Row], goals: Sequence[Row]) -> bytes:
    synthetic = origin_words(Origin.SYNTHETIC)
    invented = any(row["oprindelse"] == synthetic for row in numbers) or any(
        row["demonstrationsdata"] == "ja" for row in goals
    )
    head = {
        "evaluering": plan.id,
        "navn": plan.name,
        "beskyttelse": released.profile,
        "afrunding": rounding_sentence(released) or None,
        "demonstrationsdata": invented,
        "advarsel": DEMO_BANNER if invented else None,
        "læsevejledning": _GUIDE,
    }
    parts = [f"{_compact(key)}: {_compact(value)}" for key, value in head.items()]
    parts += [f"{_compact(key)}: [\n{_lines(rows)}\n]" for key, rows in (("tal", numbers), ("mål", goals))]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8")


def _lines(rows: Sequence[Row]) -> str:
    """Return one object a line: small, and easy to compare between releases."""
    filled = ({key: value for key, value in row.items() if value not in ("", None)} for row in rows)
    return ",\n".join(_compact(row) for row in filled)


def _compact(value: object) -> str:
    return _JSON.encode(value)


@dataclass(frozen=True)
class _Link:
    href: str
    words: str
    size: str


def links(files: Mapping[str, bytes], *, folder: str = "data") -> Fragment:
    """Return the list of downloads of a page, with addresses relative to the page.

    Parameters
    ----------
    files
        What `downloads` returned.
    folder
        Where the caller wrote the files, relative to the page.
    """
    if not files:
        return Fragment("")
    made = [_Link(quote(f"{folder.rstrip('/')}/{name}"), _describe(name), _size(len(files[name]))) for name in files]
    return render("downloads", links=made)


def _describe(name: str) -> str:
    return next((words for ending, words in _DESCRIPTIONS if name.endswith(ending)), name)


def _size(count: int) -> str:
    return f"{number(max(1, round(count / 1000)))}{NBSP}kB"
