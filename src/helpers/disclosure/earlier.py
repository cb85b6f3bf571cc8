"""What earlier releases have shown and hidden: what is published once can be read for ever.

A release is stored as the text that `published_figures` writes: every figure that was shown, with its value and the
counts as they were told, and the name of every figure that was hidden, without its value. The next protection reads
all of them, since a reader may lay a new page beside an old one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from helpers.disclosure.cells import Cell, cell_of, contents_of, in_order, measurements_of
from helpers.disclosure.policy import Policy
from helpers.disclosure.released import Released
from helpers.errors import DataError, Fault
from helpers.plan.model import Registry

_FORMAT = "maalbar-published 1"


@dataclass(frozen=True)
class Shown:
    """One figure as a release told it.

    Parameters
    ----------
    value
        In the indicator's unit; None for words.
    count
        The count of persons or events, rounded if the release rounded; None if it wasn't told.
    group
        The denominator of a share, rounded if the release rounded; None if there is none, or it wasn't told.
    """

    value: float | None
    count: float | None
    group: float | None

    @property
    def order(self) -> tuple[str, ...]:
        """A sort key that takes missing parts too."""
        return tuple(repr(part) for part in (self.value, self.count, self.group))


@dataclass(frozen=True)
class Earlier:
    """One earlier release.

    Parameters
    ----------
    shown
        What it told of each cell; two evaluations of one release may tell different figures of the same cell.
    hidden
        The cells that it showed as hidden.
    """

    shown: Mapping[Cell, tuple[Shown, ...]]
    hidden: frozenset[Cell]


def published_figures(released: Iterable[Released], registry: Registry) -> str:
    """Return everything that a release publishes, as canonical JSON: the same figures give the same text.

    Parameters
    ----------
    released
        The whole results of each evaluation, protected for the public.
    registry
        Areas and indicators, which tell which of the counts are those of persons.

    Returns
    -------
    str
        A line for each figure; hidden ones by name only.
    """
    shown: dict[Cell, set[Shown]] = {}
    hidden: set[Cell] = set()
    for one in released:
        for cell, figure in _figures(one, registry):
            if figure is None:
                hidden.add(cell)
            else:
                shown.setdefault(cell, set()).add(figure)
    rows = [
        [*_named(cell), one.value, one.count, one.group]
        for cell in in_order(shown)
        for one in sorted(shown[cell], key=lambda one: one.order)
    ]
    names = [_named(cell) for cell in in_order(hidden)]
    return f'{{"format": {_plain(_FORMAT)},\n"shown": [{_lines(rows)}],\n"hidden": [{_lines(names)}]}}\n'


def read_earlier(texts: Iterable[str]) -> tuple[Earlier, ...]:
    """Return earlier releases from the texts that `published_figures` wrote, in the order given (oldest first).

    Raises
    ------
    DataError
        If a text is something else.
    """
    return tuple(_release(text) for text in texts)


def _figures(released: Released, registry: Registry) -> Iterator[tuple[Cell, Shown | None]]:
    # Which numbers are counts doesn't depend on the policy.
    contents = contents_of(released.results, registry, Policy())
    for measurement in measurements_of(released.results):
        cell = cell_of(measurement)
        if measurement.hidden:
            yield cell, None
        else:
            yield cell, Shown(measurement.value, contents[cell].count, contents[cell].group)


def _named(cell: Cell) -> list[str | float | None]:
    first, last = (None if day is None else day.isoformat() for day in (cell.first, cell.last))
    return [cell.area, cell.indicator, first, last, cell.breakdown]


def _lines(rows: Iterable[object]) -> str:
    return "\n" + ",\n".join(_plain(row) for row in rows) + "\n"


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _release(text: str) -> Earlier:
    try:
        data: Any = json.loads(text)
        if data["format"] != _FORMAT:
            raise ValueError(data["format"])
        shown: dict[Cell, tuple[Shown, ...]] = {}
        for *name, value, count, group in data["shown"]:
            cell = _cell(name)
            shown[cell] = (*shown.get(cell, ()), Shown(*map(_number, (value, count, group))))
        return Earlier(shown, frozenset(_cell(name) for name in data["hidden"]))
    except (ValueError, KeyError, TypeError):
        raise DataError(
            Fault(
                place="data/processed/releases/figures",
                value="en fil er ikke en liste over offentliggjorte tal",
                rule="Filerne skrives af maalbar publish og ændres aldrig.",
                remedy="Hent filen igen fra git; navnet er dens egen kontrolsum.",
            )
        ) from None


def _cell(name: Any) -> Cell:
    area, indicator, first, last, breakdown = cast("list[str | None]", name)
    days = [None if day is None else date.fromisoformat(day) for day in (first, last)]
    if not isinstance(area, str) or not isinstance(indicator, str):
        raise TypeError(area, indicator)
    return Cell(area, indicator, days[0], days[1], breakdown)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
