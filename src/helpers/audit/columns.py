"""Rows of the downloads: columns with names that say exactly which figure they are about."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from helpers.audit.statements import Figure, Row, Statement, What

HIDDEN = ".."
_NEEDED = ("område_id", "indikator_id")
_APPROXIMATE = frozenset({"kun rækkefølge", "nedre grænse", "øvre grænse", "spænd"})
"""How exact a number is that says too little to count with. An estimate is none of these: what is hidden is the number
in the file, and a sum of estimates gives it away like any other."""
_SCALES = {"%": 100.0, "procent": 100.0, "promille": 1000.0}
_UNBOUNDED = math.inf


def names_figures(cells: Mapping[str, str | float]) -> bool:
    """Tell whether a row says by its columns which figure it holds."""
    return all(name in cells for name in _NEEDED)


def statements_of(row: Row) -> Iterator[Statement]:
    """Yield what a row of a download states: count, group, and value, or that they are hidden."""
    cells = row.cells
    area, indicator = str(cells["område_id"]), str(cells["indikator_id"])
    first, last = day(cells.get("periode_start")), day(cells.get("periode_slut"))
    breakdown = str(cells.get("opdeling", ""))
    origin = str(cells.get("oprindelse", ""))
    printed, invented = origin == "dokumenteret", "opdigtet" in origin
    hidden = cells.get("skjult") == "ja" or cells.get("værdi") == HIDDEN
    scale = scale_of(str(cells.get("enhed", "")))
    for what, low, high in _hidden(scale) if hidden else _told(cells, scale):
        figure = Figure(area, indicator, first, last, breakdown, what)
        yield Statement(figure, low, high, hidden and math.isinf(high), row.path, scale or 1.0, printed, invented)
    if hidden:  # a file may say hidden and still carry a number in another column
        for what, low, high in _told(cells, scale):
            figure = Figure(area, indicator, first, last, breakdown, what)
            yield Statement(figure, low, high, hidden=False, path=row.path, scale=scale or 1.0, invented=invented)


def _hidden(scale: float | None) -> Iterator[tuple[What, float, float]]:
    yield "count", 0.0, _UNBOUNDED
    if scale is not None:
        yield "group", 0.0, _UNBOUNDED
        yield "value", 0.0, _UNBOUNDED


def _told(cells: Mapping[str, str | float], scale: float | None) -> Iterator[tuple[What, float, float]]:
    value, count, group = (number(cells.get(name)) for name in ("værdi", "tæller", "nævner"))
    weighted = str(cells.get("vægtet_efter", "nej")) not in ("nej", "")
    exact = cells.get("præcision", "præcis") not in _APPROXIMATE
    if scale is None:
        plain = count if count is not None else value
        if plain is not None and exact and cells.get("enhed") not in ("ja/nej", "tekst"):
            yield "count", plain, plain
        return
    if count is not None:
        about = 0.5 if weighted else 0.0
        yield "count", count - about, count + about
    if group is None:
        group = number(cells.get("n"))
    if group is not None:
        yield "group", group, group
    if value is not None and exact:
        half = half_unit(cells["værdi"])
        yield "value", value - half, value + half


@lru_cache(maxsize=4096)
def scale_of(unit: str) -> float | None:
    """Return what count / group is multiplied by in a unit; None for a plain count."""
    if unit in _SCALES:
        return _SCALES[unit]
    if unit.startswith("pr. "):
        per = unit.removeprefix("pr. ").split()[0].replace(".", "")
        return float(per) if per.isdecimal() else None
    return None


@lru_cache(maxsize=65536)
def day(written: str | float | None) -> date | None:
    """Return a day as the downloads write it."""
    if not isinstance(written, str) or not written:
        return None
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def number(written: str | float | None) -> float | None:
    """Return a number as a file writes it: a number, or Danish digits with a decimal comma."""
    if isinstance(written, int | float):
        return float(written) if math.isfinite(written) else None
    if written is None or not written or written == HIDDEN:
        return None
    try:
        return float(written.lstrip("'").replace(",", ".")) if written.count(",") <= 1 else None
    except ValueError:
        return None


def half_unit(written: str | float) -> float:
    """Return half of the last digit that is written: what a rounded figure may be off by."""
    text = f"{written:.10g}" if isinstance(written, float) else str(written).replace(",", ".")
    decimals = len(text.partition(".")[2])
    return 0.5 * 10.0**-decimals
