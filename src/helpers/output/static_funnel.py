"""Draws funnels: limits as lines that narrow to the right, areas as marks with their names."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.output import theme
from helpers.output.figures_spec import FunnelBody, FunnelLimit, FunnelPoint, Role
from helpers.output.static_labels import Box, Labels, Spot
from helpers.output.static_plot import Plot
from helpers.output.static_sheet import Sheet
from helpers.output.static_time import COLOURS
from helpers.output.text_widths import text_width

_UNDER = 40.0
"""Room for the sizes and what they are."""
_OVER = 8.0
_HEAVY = 20
"""A name may cross a line rather than cover a mark, so marks weigh more."""
_MOST_NAMES = 8
"""With more areas only those outside the limits are named; the table has the rest."""


@dataclass(frozen=True)
class _Room(Plot):
    """The plotting area of a body; a size beyond the axis stands at its end."""

    body: FunnelBody

    def x(self, position: float) -> float:
        return super().x(min(max(position, self.across.low), self.across.high))


def height(width: float) -> float:
    """Return the pixels that the body needs at a width."""
    return _OVER + _UNDER + (240 if width < 500 else 280)


def draw(sheet: Sheet, body: FunnelBody, left: float, top: float, width: float) -> None:
    """Draw the body with its upper left corner at (left, top)."""
    gutter = max((text_width(tick.text, 12) for tick in body.values.ticks), default=0.0) + 8
    room = _Room(body.sizes, body.values, left + gutter, top + _OVER, left + width, top + height(width) - _UNDER, body)
    labels = Labels(Box(room.left, room.top - 4, room.right + 4, room.bottom))
    _draw_axes(sheet, room)
    for limit in body.limits:
        _draw_limit(sheet, room, limit, labels)
    y = room.y(body.centre)
    sheet.line(((room.left, y), (room.right, y)), theme.TARGET, width=1.4, dashed=True, over=True)
    labels.take_line(((room.left, y), (room.right, y)))
    for point in body.points:
        _draw_point(sheet, room, point, labels)
    spots = [
        spot
        for shift in (-10, 11, -23, 24, -36, 37)
        for spot in (Spot(room.left + 4, y + shift, "left"), Spot(room.right, y + shift, "right"))
    ]
    labels.put(sheet, body.centre_label, spots, size=12, colour=theme.TARGET, bold=True)
    for point in named(body, narrow=width < 500):
        _label_point(sheet, room, point, labels)
    for limit in body.limits:
        _label_limit(sheet, room, limit, labels)


def named(body: FunnelBody, *, narrow: bool = False) -> tuple[FunnelPoint, ...]:
    """Return the areas whose names are written: those outside the limits, and all others if they are few.

    On a phone a name would stand far from its mark, so only areas outside the limits have theirs; the table has all.
    """
    few = len(body.points) <= _MOST_NAMES and not narrow
    return tuple(point for point in body.points if point.outside or few)


def _draw_axes(sheet: Sheet, room: _Room) -> None:
    for tick in room.body.values.ticks:
        y = room.y(tick.position)
        sheet.line(((room.left, y), (room.right, y)), theme.LINE)
        sheet.text(room.left - 8, y, tick.text, size=12, colour=theme.MUTED, align="right")
    sheet.line(((room.left, room.bottom), (room.right, room.bottom)), theme.MUTED)
    for tick in room.body.sizes.ticks:
        x = room.x(tick.position)
        half = text_width(tick.text, 12) / 2
        sheet.line(((x, room.bottom), (x, room.bottom + 4)), theme.MUTED)
        sheet.text(min(x, room.right - half), room.bottom + 13, tick.text, size=12, colour=theme.MUTED, align="center")
    sheet.text(room.right, room.bottom + 30, room.body.size_label, size=11, colour=theme.MUTED, align="right")


def _draw_limit(sheet: Sheet, room: _Room, limit: FunnelLimit, labels: Labels) -> None:
    for side in (1, 2):
        points = [(room.x(edge[0]), room.y(edge[side])) for edge in limit.edges]
        sheet.line(points, theme.COMPARISON, width=1.2, dashed=limit.dashed, over=True)
        labels.take_line(points)


def _label_limit(sheet: Sheet, room: _Room, limit: FunnelLimit, labels: Labels) -> None:
    size, _, upper = limit.edges[-1]
    x, y = room.x(size), room.y(upper)
    spots = [Spot(x, y + shift, "right") for shift in (-9, 10, -21, 22)]
    labels.put(sheet, limit.label, spots, size=11, colour=theme.MUTED)


def _draw_point(sheet: Sheet, room: _Room, point: FunnelPoint, labels: Labels) -> None:
    if point.dot.value is None:
        return
    x, y = room.x(point.dot.x), room.y(point.dot.value)
    shape, size = ("D", 8.0) if point.outside else ("o", 7.0)
    sheet.mark(x, y, COLOURS[point.role], shape=shape, size=size, hollow=point.dot.synthetic)
    labels.take(Box(x - 6, y - 6, x + 6, y + 6), _HEAVY)


def _label_point(sheet: Sheet, room: _Room, point: FunnelPoint, labels: Labels) -> None:
    if point.dot.value is None:
        return
    x, y = room.x(point.dot.x), room.y(point.dot.value)
    spots = [Spot(x + 9, y, "left"), Spot(x - 9, y, "right")]
    spots += [Spot(x, y + shift, "center") for shift in (-14, 15)]
    spots += [Spot(x + 9, y + shift, "left") for shift in (-11, 12)]
    spots += [Spot(x - 9, y + shift, "right") for shift in (-11, 12)]
    for shift in (-24, 25, -37, 38, -50, 51):
        spots += [Spot(x, y + shift, "center"), Spot(x + 6, y + shift, "right"), Spot(x - 6, y + shift, "left")]
    colour = COLOURS[point.role] if point.role is Role.AREA else theme.MUTED
    labels.put(sheet, point.name, spots, size=11, colour=colour, bold=point.outside)
