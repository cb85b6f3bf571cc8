"""Which lines of quarters and months are too small to show, and are shown for the whole only, or per year.

Hidden one by one, the small quarters of a small area would take its neighbours, the total and even the years with them,
and what remained of a line would be its large values only: a control chart of it would see what isn't there. So a
line of short periods is shown or hidden whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from helpers.disclosure.cells import Cell, Content, cell_of
from helpers.measurement.results import Results
from helpers.plan.model import Registry

MOST_SMALL = 0.25
"""A line more than a quarter of whose values are too small to show is not shown."""

_Line = tuple[str, str, str | None]


def cells_of_small_lines(results: Results, contents: Mapping[Cell, Content], registry: Registry) -> frozenset[Cell]:
    """Return the cells of the lines of short periods that are hidden whole.

    A line with too many small values is. Where it belongs to a sum, only the largest sum is shown: with the total and
    the other areas beside it, the small line could be worked out. What a document prints is never hidden.
    """
    lines: dict[_Line, dict[Cell, None]] = defaultdict(dict)
    for point in results.short_series:
        lines[point.area, point.indicator, point.breakdown][cell_of(point)] = None
    small = {line for line, cells in lines.items() if _small([contents[cell] for cell in cells])}
    hidden = set(small)
    for line in small:
        hidden |= set(_beside(line, lines, registry))
    return frozenset(cell for line in hidden for cell in lines[line] if not contents[cell].printed)


def _small(cells: list[Content]) -> bool:
    return sum(cell.sensitive for cell in cells) > MOST_SMALL * len(cells)


def _beside(line: _Line, lines: Iterable[_Line], registry: Registry) -> Iterator[_Line]:
    """Yield the lines that add up with this one to some whole, but for the largest wholes."""
    area, indicator, breakdown = line
    present = {name for name, of, part in lines if (of, part) == (indicator, breakdown)}
    wholes = {found.id: {*found.members} for found in registry.areas if found.members and found.id in present}
    for found in registry.areas:
        if found.part_of in present and found.id in present:
            wholes.setdefault(str(found.part_of), set()).add(found.id)
    for whole, members in wholes.items():
        if area not in members:
            continue
        yield from ((member, indicator, breakdown) for member in members & present)
        inner = (one for one, inside in wholes.items() if one != whole and inside <= members)
        yield from ((one, indicator, breakdown) for one in inner)
