"""Draws control charts: limits as a band, mean as a line, signals by shape, colour and word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from helpers.output import theme
from helpers.output.figures_spec import Axis, ControlBody, ControlPoint, LimitBand, TargetPath
from helpers.output.static_labels import Box, Labels, Spot
from helpers.output.static_plot import Plot, draw_hidden
from helpers.output.static_sheet import Sheet
from helpers.output.text_widths import text_width

SHAPES: Mapping[str, str] = {"better": "s", "worse": "^", "change": "D"}
"""Square, triangle, diamond; ordinary points are circles."""
COLOURS: Mapping[str, str] = {
    "": theme.THIS_AREA,
    "better": theme.STATUS_COLOURS["met"],
    "worse": theme.STATUS_COLOURS["not_met"],
    "change": theme.STATUS_COLOURS["undetermined"],
}
WORDS: Mapping[str, str] = {"better": "bedre", "worse": "dårligere", "change": "ændring"}
_YEARS = 22.0
_OVER = 20.0
"""Room for the words where limits begin anew."""


@dataclass(frozen=True)
class _Room(Plot):
    """The plotting area of a body."""

    body: ControlBody

    def at(self, point: ControlPoint) -> tuple[float, float]:
        return self.x(point.dot.x), self.y(point.dot.value or 0.0)


def height(width: float) -> float:
    """Return the pixels that the body needs at a width."""
    return _YEARS + _OVER + (210 if width < 500 else 250)


def draw(sheet: Sheet, body: ControlBody, left: float, top: float, width: float) -> None:
    """Draw the body with its upper left corner at (left, top)."""
    gutter = max((text_width(tick.text, 12) for tick in body.values.ticks), default=0.0) + 8
    room = _Room(body.years, body.values, left + gutter, top + _OVER, left + width, top + height(width) - _YEARS, body)
    labels = Labels(Box(room.left, room.top - 4, room.right + 4, room.bottom))
    _draw_axes(sheet, room)
    _draw_breaks(sheet, room)
    for band in body.bands:
        _draw_band(sheet, room, band)
    draw_hidden(sheet, room, body.hidden, labels)
    for target in body.targets:
        _draw_target(sheet, room, target, labels)
    for run in body.runs:
        _draw_run(sheet, room, run, labels)
    for band in body.bands:
        _label_band(sheet, room, band, labels)
    for target in body.targets:
        x, y = room.right, room.y(target.points[-1][1])
        spots = [Spot(x, y + shift, "right") for shift in (-11.5, 11.5, -24.0, 24.0)]
        labels.put(sheet, target.label, spots, size=12, colour=theme.TARGET, bold=True)
    for point in labelled(body):
        x, y = room.at(point)
        spots = [Spot(x, y + shift, "center") for shift in (-15, 16, -28, 30)]
        spots += [Spot(x - 9, y + shift, "right") for shift in (-10, 12)]
        labels.put(sheet, WORDS[point.tone], spots, size=12, colour=COLOURS[point.tone], bold=True)


def labelled(body: ControlBody) -> Iterator[ControlPoint]:
    """Yield the points whose word is written beside them: the last of each sort of signal."""
    last: dict[str, ControlPoint] = {}
    for run in body.runs:
        last.update({point.tone: point for point in run if point.tone})
    yield from last.values()


def _draw_axes(sheet: Sheet, room: _Room) -> None:
    for tick in room.body.values.ticks:
        y = room.y(tick.position)
        sheet.line(((room.left, y), (room.right, y)), theme.LINE)
        sheet.text(room.left - 8, y, tick.text, size=12, colour=theme.MUTED, align="right")
    sheet.line(((room.left, room.bottom), (room.right, room.bottom)), theme.MUTED)
    for position, text in _thinned(room.body.years, room.right - room.left):
        x = room.x(position)
        sheet.line(((x, room.bottom), (x, room.bottom + 4)), theme.MUTED)
        sheet.text(x, room.bottom + 13, text, size=12, colour=theme.MUTED, align="center")


def _thinned(axis: Axis, width: float) -> list[tuple[float, str]]:
    """Leave out every second year (or more) where they would touch."""
    ticks = [(tick.position, tick.text) for tick in axis.ticks]
    each = width / max(1, len(ticks))
    step = 1
    while step < len(ticks) and each * step < 38:
        step += 1
    return ticks[::step]


def _draw_breaks(sheet: Sheet, room: _Room) -> None:
    for moment in room.body.breaks:
        x = room.x(moment.position)
        sheet.line(((x, room.top - 6), (x, room.bottom)), theme.MUTED)
        half = text_width(moment.text, 11) / 2
        middle = min(max(x, room.left + half - 8), room.right - half)
        sheet.text(middle, room.top - 13, moment.text, size=11, colour=theme.MUTED, align="center")


def _draw_band(sheet: Sheet, room: _Room, band: LimitBand) -> None:
    upper = [(room.x(x), room.y(high)) for x, _, high in band.edges]
    lower = [(room.x(x), room.y(low)) for x, low, _ in band.edges]
    sheet.band([*upper, *reversed(lower)], theme.BAND_GREY)
    ends = (room.x(band.edges[0][0]), room.x(band.edges[-1][0]))
    sheet.line([(x, room.y(band.centre)) for x in ends], theme.COMPARISON, width=1.4, over=True)


def _label_band(sheet: Sheet, room: _Room, band: LimitBand, labels: Labels) -> None:
    y = room.y(band.centre)
    left, right = room.x(band.edges[0][0]), room.x(band.edges[-1][0])
    spots = [Spot(left + 2, y + shift, "left") for shift in (-9, 10, -22, 23)]
    spots += [Spot(right - 2, y + shift, "right") for shift in (-9, 10, -22, 23)]
    labels.put(sheet, band.text, spots, size=11, colour=theme.MUTED)


def _draw_target(sheet: Sheet, room: _Room, target: TargetPath, labels: Labels) -> None:
    points = [(room.x(x), room.y(y)) for x, y in target.points]
    sheet.line(points, theme.TARGET, width=1.6, dashed=True, over=True)
    labels.take_line(points)


def _draw_run(sheet: Sheet, room: _Room, run: tuple[ControlPoint, ...], labels: Labels) -> None:
    places = [room.at(point) for point in run]
    for before, after in pairwise(places):
        sheet.line((before, after), theme.THIS_AREA, width=1.6, over=True)
    labels.take_line(places)
    for point, (x, y) in zip(run, places, strict=True):
        shape = SHAPES.get(point.tone, "o")
        size = 8.5 if point.tone else 5.5
        sheet.mark(x, y, COLOURS[point.tone], shape=shape, size=size, hollow=point.dot.synthetic)
        labels.take(Box(x - 5, y - 5, x + 5, y + 5))
