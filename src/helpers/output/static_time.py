"""Draws values through time: intervals as a band, target dashed with its number, n under each year."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.output import theme
from helpers.output.figures_spec import Axis, Curve, Dot, Role, TargetPath, TimeBody
from helpers.output.static_labels import Box, Labels, Spot
from helpers.output.static_plot import Plot, draw_hidden
from helpers.output.static_sheet import Sheet
from helpers.output.text_widths import text_width

COLOURS = {
    Role.AREA: theme.THIS_AREA,
    Role.COMPARISON: theme.COMPARISON,
    Role.NATIONAL: theme.NATIONAL,
    Role.TARGET: theme.TARGET,
}
_YEARS = 22.0
_COUNTS = 18.0
_OVER = 20.0
"""Room for the names of the rounds."""


@dataclass(frozen=True)
class _Room(Plot):
    """The plotting area of a body."""

    body: TimeBody

    def at(self, dot: Dot) -> tuple[float, float] | None:
        return None if dot.value is None else (self.x(dot.x), self.y(dot.value))


def height(body: TimeBody, width: float) -> float:
    """Return the pixels that the body needs at a width."""
    return _under(body) + (_OVER if body.moments else 6) + (210 if width < 500 else 270)


def _under(body: TimeBody) -> float:
    """Return the room below the axis: years, and n where any is known."""
    return _YEARS + (_COUNTS if any(dot.n for curve in body.curves for dot in curve.dots) else 0.0)


def draw(sheet: Sheet, body: TimeBody, left: float, top: float, width: float) -> None:
    """Draw the body with its upper left corner at (left, top)."""
    gutter = max(text_width(tick.text, 12) for tick in body.values.ticks) + 8
    over = _OVER if body.moments else 6.0
    bottom = top + height(body, width) - _under(body)
    room = _Room(body.years, body.values, left + gutter, top + over, left + width, bottom, body)
    _draw_axes(sheet, room, left)
    _draw_moments(sheet, room)
    labels = Labels(Box(room.left, room.top - 4, room.right + 4, room.bottom))
    draw_hidden(sheet, room, body.hidden, labels)
    for target in body.targets:
        _draw_target(sheet, room, target, labels)
    for curve in body.curves:
        _draw_curve(sheet, room, curve, labels)
    for curve in body.curves:
        _label_curve(sheet, room, curve, labels, named=len(body.curves) > 1)
    for target in body.targets:
        _label_target(sheet, room, target, labels)


def _draw_axes(sheet: Sheet, room: _Room, left: float) -> None:
    for tick in room.body.values.ticks:
        y = room.y(tick.position)
        sheet.line(((room.left, y), (room.right, y)), theme.LINE)
        sheet.text(room.left - 8, y, tick.text, size=12, colour=theme.MUTED, align="right")
    sheet.line(((room.left, room.bottom), (room.right, room.bottom)), theme.MUTED)
    years = room.body.years
    for tick in _thinned(years, room):
        x = room.x(tick[0])
        sheet.line(((x, room.bottom), (x, room.bottom + 4)), theme.MUTED)
        sheet.text(x, room.bottom + 13, tick[1], size=12, colour=theme.MUTED, align="center")
    _draw_n(sheet, room, left)


def _thinned(axis: Axis, room: _Room) -> list[tuple[float, str]]:
    """Leave out every second year (or more) where they would touch."""
    ticks = [(tick.position, tick.text) for tick in axis.ticks]
    each = (room.right - room.left) / max(1, len(ticks))
    step = 1
    while step < len(ticks) and each * step < 38:
        step += 1
    return ticks[::step]


def _draw_n(sheet: Sheet, room: _Room, left: float) -> None:
    counted = [dot for curve in room.body.curves[:1] for dot in curve.dots if dot.n]
    if not counted:
        return
    y = room.bottom + 30
    sheet.text(left, y, "n =", size=11, colour=theme.MUTED)
    taken = left + text_width("n =", 11)
    for dot in counted:
        x, half = room.x(dot.x), text_width(dot.n, 11) / 2
        if x - half > taken + 3:
            sheet.text(x, y, dot.n, size=11, colour=theme.MUTED, align="center")
            taken = x + half


def _draw_moments(sheet: Sheet, room: _Room) -> None:
    for moment in room.body.moments:
        x = room.x(moment.position)
        sheet.line(((x, room.top - 6), (x, room.bottom)), theme.LINE)
        half = text_width(moment.text, 11) / 2
        middle = min(max(x, room.left + half - 8), room.right - half)
        sheet.text(middle, room.top - 13, moment.text, size=11, colour=theme.MUTED, align="center")


def _draw_target(sheet: Sheet, room: _Room, target: TargetPath, labels: Labels) -> None:
    points = [(room.x(x), room.y(y)) for x, y in target.points]
    sheet.line(points, theme.TARGET, width=1.6, dashed=True, over=True)
    labels.take_line(points)


def _draw_curve(sheet: Sheet, room: _Room, curve: Curve, labels: Labels) -> None:
    colour = COLOURS[curve.role]
    area = curve.role is Role.AREA
    for first, second in zip(curve.dots, curve.dots[1:], strict=False):
        _draw_segment(sheet, room, first, second, curve.role)
    _draw_lone_intervals(sheet, room, curve)
    for dot in curve.dots:
        at = room.at(dot)
        if at is not None:
            sheet.mark(*at, colour, size=7.5 if area else 5, hollow=dot.synthetic)
            labels.take(Box(at[0] - 6, at[1] - 6, at[0] + 6, at[1] + 6))
    path = [at for at in map(room.at, curve.dots) if at is not None]
    labels.take_line(path)


def _ends(dot: Dot) -> tuple[float, float] | None:
    return None if dot.low is None or dot.high is None or dot.stated_range else (dot.low, dot.high)


def _draw_segment(sheet: Sheet, room: _Room, first: Dot, second: Dot, role: Role) -> None:
    start, end = room.at(first), room.at(second)
    if start is not None and end is not None:
        sheet.line((start, end), COLOURS[role], width=2.2 if role is Role.AREA else 1.4, over=True)
    before, after = _ends(first), _ends(second)
    if role is not Role.AREA or before is None or after is None:
        return
    x0, x1 = room.x(first.x), room.x(second.x)
    corners = ((x0, room.y(before[0])), (x1, room.y(after[0])), (x1, room.y(after[1])), (x0, room.y(before[1])))
    sheet.band(corners, theme.BAND, hatched=first.synthetic or second.synthetic, hatch=theme.COMPARISON)


def _draw_lone_intervals(sheet: Sheet, room: _Room, curve: Curve) -> None:
    """Give an interval bar to each dot that no band reaches, and a capped line to a range that the source states."""
    for place, dot in enumerate(curve.dots):
        if dot.low is None or dot.high is None:
            continue
        beside = (*curve.dots[max(0, place - 1) : place], *curve.dots[place + 1 : place + 2])
        if dot.stated_range or not any(_ends(other) for other in beside):
            x, low, high = room.x(dot.x), room.y(dot.low), room.y(dot.high)
            corners = ((x - 6, low), (x + 6, low), (x + 6, high), (x - 6, high))
            sheet.band(corners, theme.BAND, hatched=dot.synthetic, hatch=theme.COMPARISON)


def _label_target(sheet: Sheet, room: _Room, target: TargetPath, labels: Labels) -> None:
    """Write the target's number at the line's end; a level that never changes may carry it at its start."""
    ends = [(room.x(x), room.y(y)) for x, y in target.points]
    level = ends[0][1] == ends[-1][1]
    spots: list[Spot] = []
    for shift in (-11.5, 11.5, -24.0, 24.0, -38.0, 38.0):
        right = min(ends[-1][0] + (0 if level else 30), room.right)
        spots.append(Spot(right, ends[-1][1] + shift, "right"))
        if level:
            spots.append(Spot(ends[0][0] + 6, ends[0][1] + shift, "left"))
    labels.put(sheet, target.label, spots, size=12, colour=theme.TARGET, bold=True)


def _label_curve(sheet: Sheet, room: _Room, curve: Curve, labels: Labels, *, named: bool) -> None:
    for dot in curve.dots:
        at = room.at(dot) or (dot.high is not None and (room.x(dot.x), room.y(dot.high)))
        if at and dot.label:
            labels.put(sheet, dot.label, _around(*at), size=12, colour=COLOURS[curve.role], bold=True)
    last = [at for at in map(room.at, curve.dots) if at is not None][-1:]
    if named and last:
        x, y = last[0]
        spots = [Spot(x, y + shift, "right") for shift in (-12, 14, -24, 26, -38, 40)]
        spots += [Spot(x - 60, y + shift, "right") for shift in (-12, 14, -24, 26)]
        labels.put(sheet, curve.name, spots, size=12, colour=COLOURS[curve.role])


def _around(x: float, y: float) -> list[Spot]:
    spots = [Spot(x, y + shift, "center") for shift in (-15, 16)]
    spots += [Spot(x + 9, y + shift, "left") for shift in (-10, 12)]
    spots += [Spot(x - 9, y + shift, "right") for shift in (-10, 12)]
    return spots + [Spot(x, y + shift, "center") for shift in (-28, 30)]
