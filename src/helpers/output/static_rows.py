"""Draws values side by side: one area under the other, one line for each round, the target across all of them."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.measurement.results import Word
from helpers.output import theme
from helpers.output.figures_spec import Axis, Dot, Reference, Role, Row, RowGroup, RowsBody
from helpers.output.static_sheet import Sheet
from helpers.output.static_time import COLOURS
from helpers.output.text_widths import text_width
from helpers.output.verdicts import MARKS

_HEADING = 19.0
_ROW = 20.0
_GAP = 12.0
_UNDER = 26.0
STATUS_MARKS = {"met": "o", "not_met": "^", "undetermined": "D"}


@dataclass(frozen=True)
class _Room:
    """Columns in pixels: labels, plot, value, n."""

    axis: Axis
    left: float
    plot_left: float
    plot_right: float
    value_right: float
    right: float

    def x(self, value: float) -> float:
        within = min(max(value, self.axis.low), self.axis.high)
        return self.plot_left + (within - self.axis.low) / (self.axis.high - self.axis.low) * (
            self.plot_right - self.plot_left
        )


def height(body: RowsBody, width: float) -> float:
    """Return the pixels that the body needs at a width."""
    rows = sum(_HEADING + _ROW * len(group.rows) + _GAP for group in body.groups)
    return _over(body, width) + rows + _UNDER


def _over(body: RowsBody, width: float) -> float:
    return 18.0 + 16.0 * len(body.references)


def draw(sheet: Sheet, body: RowsBody, left: float, top: float, width: float) -> None:
    """Draw the body with its upper left corner at (left, top)."""
    room = _room(body, left, width)
    first = top + _over(body, width)
    bottom = top + height(body, width) - _UNDER
    _draw_axis(sheet, room, first, bottom)
    _draw_headings(sheet, room, first - 8, body)
    for number, reference in enumerate(body.references):
        _draw_reference(sheet, room, reference, top + 8 + 16 * number, bottom)
    y = first
    for group in body.groups:
        y = _draw_group(sheet, room, group, y)


def _room(body: RowsBody, left: float, width: float) -> _Room:
    rows = [row for group in body.groups for row in group.rows]
    dots = [row.dot for row in rows if row.dot is not None]
    labels = max((text_width(row.label, 11) for row in rows if row.label), default=-8.0) + 8
    values = max((text_width(dot.text, 12, bold=True) for dot in dots), default=0.0) + 12
    counts = max((text_width(dot.n, 11) for dot in dots if dot.n), default=-12.0) + 12
    right = left + width
    return _Room(body.values, left, left + labels + 6, right - counts - values - 8, right - counts, right)


def _draw_axis(sheet: Sheet, room: _Room, top: float, bottom: float) -> None:
    free = room.left
    for tick in room.axis.ticks:
        x = room.x(tick.position)
        sheet.line(((x, top), (x, bottom)), theme.LINE)
        half = text_width(tick.text, 12) / 2
        if x - half >= free:  # a number that would touch the one before is left out; its line stays
            sheet.text(x, bottom + 12, tick.text, size=12, colour=theme.MUTED, align="center")
            free = x + half + 10


def _draw_headings(sheet: Sheet, room: _Room, y: float, body: RowsBody) -> None:
    if room.right > room.value_right:
        sheet.text(room.right, y, "n", size=11, colour=theme.MUTED, align="right")


def _draw_reference(sheet: Sheet, room: _Room, reference: Reference, y: float, bottom: float) -> None:
    x = room.x(reference.value)
    sheet.line(((x, y + 8), (x, bottom)), theme.TARGET, width=1.6, dashed=True)
    half = text_width(reference.label, 12, bold=True) / 2
    middle = min(max(x, room.left + half), room.right - half)
    sheet.text(middle, y, reference.label, size=12, colour=theme.TARGET, align="center", bold=True, covered=True)


def _draw_group(sheet: Sheet, room: _Room, group: RowGroup, top: float) -> float:
    y = top + _HEADING / 2 + 1
    area = group.role is Role.AREA
    colour = theme.INK if area else theme.MUTED
    sheet.text(room.left, y, group.name, size=12, bold=area, colour=colour, covered=True)
    after = room.left + text_width(group.name, 12, bold=area) + 16
    for row in group.rows:
        if row.status:
            _draw_status(sheet, row.status, after, y)
    y = top + _HEADING + _ROW / 2
    values = [None if row.dot is None else row.dot.value for row in group.rows]
    middles = [(room.x(value), y + _ROW * at) for at, value in enumerate(values) if value is not None]
    if len(middles) > 1:
        sheet.line(middles, COLOURS[group.role], width=1.0, over=True)
    for row in group.rows:
        _draw_row(sheet, room, row, group.role, y)
        y += _ROW
    return y - _ROW / 2 + _GAP


def _draw_status(sheet: Sheet, status: str, x: float, y: float) -> None:
    colour = theme.STATUS_COLOURS[status]
    sheet.text(x + 8, y, MARKS[Word(status)].word, size=12, colour=colour, covered=True)
    if status in STATUS_MARKS:
        sheet.mark(x, y, colour, shape=STATUS_MARKS[status], size=7)


def _draw_row(sheet: Sheet, room: _Room, row: Row, role: Role, y: float) -> None:
    if row.label:
        sheet.text(room.left, y, row.label, size=11, colour=theme.MUTED, covered=True)
    if row.dot is None:
        sheet.text(room.plot_left + 4, y, row.absent, size=11, colour=theme.MUTED, covered=True)
        return
    _draw_dot(sheet, room, row.dot, role, y)
    colour = COLOURS[role] if role is Role.AREA else theme.MUTED
    sheet.text(room.value_right, y, row.dot.text, size=12, colour=colour, align="right", bold=role is Role.AREA)
    if row.dot.n:
        sheet.text(room.right, y, row.dot.n, size=11, colour=theme.MUTED, align="right")


def _draw_dot(sheet: Sheet, room: _Room, dot: Dot, role: Role, y: float) -> None:
    if dot.low is not None and dot.high is not None:
        x0, x1 = room.x(dot.low), room.x(dot.high)
        corners = ((x0, y - 5), (x1, y - 5), (x1, y + 5), (x0, y + 5))
        fill = theme.BAND if role is Role.AREA else theme.BAND_GREY
        sheet.band(corners, fill, hatched=dot.synthetic, hatch=theme.COMPARISON)
    if dot.value is not None:
        sheet.mark(room.x(dot.value), y, COLOURS[role], size=7.5 if role is Role.AREA else 6.0, hollow=dot.synthetic)
