"""Figures that were published and are another number today: what was told of them is not told of today's.

A corrected figure is another vintage (`vintages`). A reader must be able to know which of what he kept is no longer
right, also where the new number is hidden; so the list names figures and never a number. It is made of what was
published and of today's results as they are told, whether they are shown or hidden: a figure that was shown, is hidden
today and is still the same number does not stand on it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from helpers.disclosure.cells import Cell, Content, cell_of, contents_of, in_order, measurements_of
from helpers.disclosure.earlier import Earlier, Shown
from helpers.disclosure.policy import Policy
from helpers.measurement.results import Measurement, Results
from helpers.plan.model import Registry

_NEAR = 1e-9


def outdated(
    results: Iterable[Results], registry: Registry, releases: Mapping[str, Earlier]
) -> dict[Cell, tuple[str, ...]]:
    """Return the figures that a release told as another number than today's, each with the names of these releases.

    Figures that there are none of any more are left out: nothing today says something else.

    Parameters
    ----------
    results
        Today's results of each evaluation, as they are told; two may tell different numbers of one figure.
    registry
        Areas and indicators.
    releases
        What was published before, by name, oldest first.
    """
    today: dict[Cell, list[tuple[Measurement, Content]]] = {}
    for one in results:
        contents = contents_of(one, registry, Policy())  # which numbers are counts doesn't depend on the policy
        for measurement in measurements_of(one):
            cell = cell_of(measurement)
            today.setdefault(cell, []).append((measurement, contents[cell]))
    found: dict[Cell, tuple[str, ...]] = {}
    for name, release in releases.items():
        for cell in release.shown.keys() & today.keys():
            now = today[cell]
            if any(not any(_same(told, *one) for one in now) for told in release.shown[cell]):
                found[cell] = (*found.get(cell, ()), name)
    return {cell: found[cell] for cell in in_order(found)}


def outdated_text(figures: Mapping[Cell, Sequence[str]]) -> str:
    """Return the list as text, a line for each figure."""
    return "".join(
        json.dumps([cell.area, cell.indicator, _written(cell.first), _written(cell.last), cell.breakdown, list(names)])
        + "\n"
        for cell, names in figures.items()
    )


def as_outdated(text: str) -> tuple[tuple[Cell, tuple[str, ...]], ...]:
    """Return what `outdated_text` wrote."""
    rows = map(json.loads, text.splitlines())
    return tuple(
        (Cell(area, indicator, _day(first), _day(last), breakdown), tuple(names))
        for area, indicator, first, last, breakdown, names in rows
    )


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(written: str | None) -> date | None:
    return None if written is None else date.fromisoformat(written)


def _same(told: Shown, measurement: Measurement, content: Content) -> bool:
    counts = _near(told.count, content.count) and _near(told.group, content.group)
    return counts and (told.count is not None or _near(told.value, measurement.value))


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=_NEAR, abs_tol=_NEAR)
