"""Static figures: a specification becomes SVG, wide for a page or narrow for a phone, without a browser."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.output import static_control, static_funnel, static_map, static_rows, static_time, theme
from helpers.output.figures_spec import Body, ControlBody, FigureSpec, FunnelBody, MapBody, RowsBody
from helpers.output.static_sheet import Sheet
from helpers.output.text_widths import text_width, wrapped

DEMO_WORDS = "Demonstrationsdata: opdigtede tal"


@dataclass(frozen=True)
class Drawing:
    """An SVG and its size in pixels."""

    svg: str
    width: int
    height: int


@dataclass(frozen=True)
class _Frame:
    """Sizes of the parts around the body."""

    width: int
    pad: float
    title_size: float
    small: float
    title: list[str]
    subtitle: list[str]
    footer: list[str]
    demo: bool

    @property
    def top(self) -> float:
        title = len(self.title) * self.title_size * 1.28
        demo = 32.0 if self.demo else 0.0
        return self.pad + title + 4 + len(self.subtitle) * self.small * 1.4 + demo + 8

    @property
    def bottom(self) -> float:
        return self.pad + 6 + len(self.footer) * 11 * 1.4


def draw(spec: FigureSpec, figure_id: str, width: int = theme.WIDE) -> Drawing:
    """Draw a figure at a width in pixels.

    Parameters
    ----------
    spec
        What to draw; it must have a body.
    figure_id
        Keeps ids inside the SVG apart from other figures'.
    width
        `theme.WIDE` or `theme.NARROW`; the figure is laid out anew, not shrunk.

    Returns
    -------
    Drawing
        The same bytes for the same arguments.

    Raises
    ------
    ValueError
        If the specification has nothing to draw.
    """
    if spec.body is None:
        raise ValueError("the figure has no body to draw")
    frame = _framed(spec, width)
    body_height = _height(spec.body, width - 2 * frame.pad)
    height = round(frame.top + body_height + frame.bottom)
    sheet = Sheet(width, height, f"{figure_id}-{width}")
    _draw_frame(sheet, frame, height)
    _draw_body(sheet, spec.body, frame.pad, frame.top, width - 2 * frame.pad)
    return Drawing(svg=sheet.svg(spec.message), width=width, height=height)


def _framed(spec: FigureSpec, width: int) -> _Frame:
    narrow = width <= theme.NARROW
    pad, title_size, small = (12.0, 15.0, 12.0) if narrow else (16.0, 17.0, 13.0)
    room = width - 2 * pad
    return _Frame(
        width=width,
        pad=pad,
        title_size=title_size,
        small=small,
        title=wrapped(spec.message, room, title_size, bold=True),
        subtitle=wrapped(spec.subtitle, room, small),
        footer=wrapped(_footer(spec), room, 11),
        demo=spec.synthetic,
    )


def _footer(spec: FigureSpec) -> str:
    """Return source and date, and how to tell invented values from others."""
    if not spec.synthetic or isinstance(spec.body, MapBody):
        return spec.footer
    return f"{spec.footer} Hule mærker og skraverede felter er opdigtede."


def _draw_frame(sheet: Sheet, frame: _Frame, height: float) -> None:
    y = frame.pad + frame.title_size * 0.6
    for line in frame.title:
        sheet.text(frame.pad, y, line, size=frame.title_size, bold=True)
        y += frame.title_size * 1.28
    y += 2
    for line in frame.subtitle:
        sheet.text(frame.pad, y, line, size=frame.small, colour=theme.MUTED)
        y += frame.small * 1.4
    _draw_demo(sheet, frame, y)
    y = height - frame.bottom + 14
    for line in frame.footer:
        sheet.text(frame.pad, y, line, size=11, colour=theme.MUTED)
        y += 11 * 1.4


def _draw_demo(sheet: Sheet, frame: _Frame, y: float) -> None:
    if not frame.demo:
        return
    sheet.box(frame.pad, y - 2, frame.width - 2 * frame.pad, 24, theme.WASH, hatched=True)
    sheet.box(frame.pad + 12, y + 1, text_width(DEMO_WORDS, 12, bold=True) + 12, 18, theme.PAPER)
    sheet.text(frame.pad + 18, y + 10, DEMO_WORDS, size=12, bold=True)


def _height(body: Body, width: float) -> float:
    if isinstance(body, RowsBody):
        return static_rows.height(body, width)
    if isinstance(body, MapBody):
        return static_map.height(body, width)
    if isinstance(body, ControlBody):
        return static_control.height(width)
    if isinstance(body, FunnelBody):
        return static_funnel.height(width)
    return static_time.height(body, width)


def _draw_body(sheet: Sheet, body: Body, left: float, top: float, width: float) -> None:
    if isinstance(body, RowsBody):
        static_rows.draw(sheet, body, left, top, width)
    elif isinstance(body, MapBody):
        static_map.draw(sheet, body, left, top, width)
    elif isinstance(body, ControlBody):
        static_control.draw(sheet, body, left, top, width)
    elif isinstance(body, FunnelBody):
        static_funnel.draw(sheet, body, left, top, width)
    else:
        static_time.draw(sheet, body, left, top, width)
