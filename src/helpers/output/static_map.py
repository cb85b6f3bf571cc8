"""Draws schematic maps: one panel for each municipality, a circle for a place whose middle alone is known."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.output import theme
from helpers.output.figures_spec import MapBody, MapPanel, Place
from helpers.output.static_labels import Box, Labels
from helpers.output.static_rows import STATUS_MARKS
from helpers.output.static_sheet import Sheet
from helpers.output.text_widths import text_width, wrapped

_TITLE = 28.0
_SCALE = 30.0
_GAP = 16.0
_LINE = 15.0


@dataclass(frozen=True)
class _Room:
    """The place of one panel on the sheet."""

    left: float
    top: float
    width: float
    height: float
    per_km: float

    def at(self, panel: MapPanel, x: float, y: float) -> tuple[float, float]:
        middle_x, middle_y = self.left + self.width / 2, self.top + self.height / 2
        return (middle_x + (x - panel.width / 2) * self.per_km, middle_y - (y - panel.height / 2) * self.per_km)


def _columns(body: MapBody, width: float) -> int:
    return 1 if width < 500 else min(2, len(body.panels))


def _room(panel: MapPanel, left: float, top: float, width: float) -> _Room:
    inner = width - 16
    per_km = min(inner / panel.width, 300 / panel.height)
    return _Room(left + 8, top + _TITLE, inner, max(panel.height * per_km, 140.0), per_km)


def _panel_width(body: MapBody, width: float) -> float:
    columns = _columns(body, width)
    return (width - _GAP * (columns - 1)) / columns


def _row_heights(body: MapBody, width: float) -> list[float]:
    columns, each = _columns(body, width), _panel_width(body, width)
    highs = [_room(panel, 0, 0, each).height + _TITLE + _SCALE for panel in body.panels]
    return [max(highs[start : start + columns]) for start in range(0, len(highs), columns)]


def height(body: MapBody, width: float) -> float:
    """Return the pixels that the body needs at a width."""
    rows = _row_heights(body, width)
    return sum(rows) + _GAP * (len(rows) - 1) + 8


def draw(sheet: Sheet, body: MapBody, left: float, top: float, width: float) -> None:
    """Draw the panels from left to right, top to bottom."""
    columns, each = _columns(body, width), _panel_width(body, width)
    y = top
    for row, high in enumerate(_row_heights(body, width)):
        for column, panel in enumerate(body.panels[row * columns : (row + 1) * columns]):
            x = left + column * (each + _GAP)
            sheet.box(x, y, each, high, theme.WASH)
            room = _room(panel, x, y, each)
            sheet.text(x + 8, y + 12, panel.title, size=13, bold=True)
            _draw_panel(sheet, panel, room)
            _draw_scale(sheet, panel, x + 12, y + high - 10, room.per_km)
        y += high + _GAP


def _draw_scale(sheet: Sheet, panel: MapPanel, x: float, y: float, per_km: float) -> None:
    end = x + panel.scale * per_km
    sheet.line(((x, y - 4), (x, y), (end, y), (end, y - 4)), theme.MUTED, width=1.4, over=True)
    sheet.text(end + 6, y - 2, f"{panel.scale} km", size=11, colour=theme.MUTED)


def _draw_panel(sheet: Sheet, panel: MapPanel, room: _Room) -> None:
    labels = Labels(Box(room.left, room.top, room.left + room.width, room.top + room.height))
    for place in panel.places:
        _draw_place(sheet, panel, room, place)
        x, y = room.at(panel, place.x, place.y)
        reach = max(place.radius * room.per_km, 5.0)
        labels.take(Box(x - reach, y - reach, x + reach, y + reach))
    for place in panel.places:
        _draw_label(sheet, panel, room, place, labels)


def _draw_place(sheet: Sheet, panel: MapPanel, room: _Room, place: Place) -> None:
    x, y = room.at(panel, place.x, place.y)
    for ring in place.rings:
        sheet.band([room.at(panel, east, north) for east, north in ring], theme.THIS_AREA)
    if not place.rings:
        sheet.circle(x, y, place.radius * room.per_km, theme.BAND, theme.THIS_AREA, dashed=True)
        sheet.mark(x, y, theme.THIS_AREA, size=4)


def _draw_label(sheet: Sheet, panel: MapPanel, room: _Room, place: Place, labels: Labels) -> None:
    """Write name and lines as one block at the side where it covers least."""
    names = wrapped(place.name, 150, 12, bold=True)
    wide = max(
        [*(text_width(name, 12, bold=True) for name in names), *(text_width(text, 11) + 14 for _, text in place.lines)]
    )
    high = _LINE * (len(names) + len(place.lines))
    x, y = room.at(panel, place.x, place.y)
    reach = max(place.radius * room.per_km, 5.0) + 5
    corners = [corner for far in (reach, reach + 12, reach + 26) for corner in _corners(x, y, far, wide, high)]
    left, top = labels.block(corners, wide, high)
    for number, name in enumerate(names):
        sheet.text(left, top + _LINE * (number + 0.5), name, size=12, bold=True)
    for number, (status, text) in enumerate(place.lines, start=len(names)):
        middle = top + _LINE * (number + 0.5)
        shift = 0.0
        if status in STATUS_MARKS:
            sheet.mark(left + 5, middle, theme.STATUS_COLOURS[status], shape=STATUS_MARKS[status], size=6)
            shift = 14.0
        sheet.text(left + shift, middle, text, size=11, colour=theme.STATUS_COLOURS.get(status, theme.MUTED))


def _corners(x: float, y: float, reach: float, wide: float, high: float) -> list[tuple[float, float]]:
    """Return the upper left corners of a block beside, above, below and aslant of a place."""
    aslant = reach * 0.7
    return [
        (x + reach, y - high / 2),
        (x - reach - wide, y - high / 2),
        (x + aslant, y - aslant - high),
        (x + aslant, y + aslant),
        (x - aslant - wide, y - aslant - high),
        (x - aslant - wide, y + aslant),
        (x - wide / 2, y - reach - high),
        (x - wide / 2, y + reach),
    ]
