"""Direct labels that do not cover each other: each takes the first free place among those that suit it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from helpers.output import theme
from helpers.output.static_sheet import Align, Sheet
from helpers.output.text_widths import text_width

_SQUARE = 40
"""Pixels of the side of the squares by which is found what lies near a label."""


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Return the shared area in square pixels."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0


@dataclass(frozen=True)
class Spot:
    """One place that a label may take: an anchor and which side of the text it holds."""

    x: float
    y: float
    align: Align


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    """Return the squares of a grid that a box touches."""
    across = range(int(box.left // _SQUARE), int(box.right // _SQUARE) + 1)
    down = range(int(box.top // _SQUARE), int(box.bottom // _SQUARE) + 1)
    return product(across, down)


class Labels:
    """Keeps account of what is taken.

    Parameters
    ----------
    room
        Where labels may stand.
    """

    def __init__(self, room: Box) -> None:
        self._room = room
        self._taken: list[tuple[Box, float]] = []
        self._near: dict[tuple[int, int], list[int]] = {}

    def take(self, box: Box, weight: float = 1) -> None:
        """Reserve a rectangle, for example of a marker; to cover it is as bad as its `weight`."""
        for square in _squares(box):
            self._near.setdefault(square, []).append(len(self._taken))
        self._taken.append((box, weight))

    def _covered(self, box: Box) -> float:
        """Return how much a box would cover: only what is taken near it is looked at, as there may be thousands."""
        near = {index for square in _squares(box) for index in self._near.get(square, ())}
        taken = (self._taken[index] for index in sorted(near))
        return sum(weight * box.overlap(other) for other, weight in taken)

    def take_line(self, points: Sequence[tuple[float, float]], reach: float = 3.0) -> None:
        """Reserve what a line passes, in small boxes along it."""
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) // 6))
            for step in range(steps + 1):
                x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
                self.take(Box(x - reach, y - reach, x + reach, y + reach))

    def _outside(self, box: Box) -> float:
        room = self._room
        over = max(0.0, room.left - box.left) + max(0.0, box.right - room.right)
        return 1000 * (over + max(0.0, room.top - box.top) + max(0.0, box.bottom - room.bottom))

    def put(
        self,
        sheet: Sheet,
        text: str,
        spots: Sequence[Spot],
        *,
        size: float,
        colour: str = theme.INK,
        bold: bool = False,
    ) -> None:
        """Write `text` at the first spot where it covers nothing, or where it covers least."""
        width = text_width(text, size, bold=bold)
        best: tuple[float, Spot, Box] | None = None
        for spot in spots:
            left = spot.x - {"left": 0.0, "center": width / 2, "right": width}[spot.align]
            box = Box(left - 1, spot.y - size * 0.6, left + width + 1, spot.y + size * 0.6)
            cost = self._outside(box) + self._covered(box)
            if best is None or cost < best[0]:
                best = (cost, spot, box)
            if cost == 0:
                break
        if best is None:
            return
        _, spot, box = best
        self.take(box)
        sheet.text(spot.x, spot.y, text, size=size, colour=colour, align=spot.align, bold=bold, covered=True)

    def block(self, corners: Sequence[tuple[float, float]], width: float, height: float) -> tuple[float, float]:
        """Reserve a block of lines at the upper left corner where it covers least, and return that corner.

        A corner outside the room is moved inside first.
        """
        room = self._room
        inside = [
            (
                min(max(left, room.left), max(room.left, room.right - width)),
                min(max(top, room.top), max(room.top, room.bottom - height)),
            )
            for left, top in corners
        ]
        boxes = [Box(left, top, left + width, top + height) for left, top in inside]
        costs = [self._covered(box) for box in boxes]
        chosen = costs.index(min(costs))
        self.take(boxes[chosen])
        return inside[chosen]
