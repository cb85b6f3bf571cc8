"""What a figure says, before anybody draws it: one value that the static and the interactive drawing share.

Texts are finished Danish texts; positions are in the units of the axes. A hidden value has no height to stand at: its
period is marked with `..` on the axis, and its cell in the table says that it is hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a mark stands for; decides its colour."""

    AREA = "area"
    """The area that the page is about: the one strong colour."""
    COMPARISON = "comparison"
    """Areas, groups and municipalities beside it."""
    NATIONAL = "national"
    TARGET = "target"


@dataclass(frozen=True)
class Dot:
    """One value with its uncertainty."""

    x: float
    """Year as a decimal number; not used in rows."""
    value: float | None
    """None if the source states a range only."""
    low: float | None
    """Lower end of the interval, or of the range that the source states."""
    high: float | None
    text: str
    """The value as a reader sees it: `58,3 %`."""
    hover: str
    """Period, value, interval, n and origin in one or more lines."""
    n: str
    """`412`, or empty if the source does not say."""
    synthetic: bool
    label: str = ""
    """Written beside the dot; empty for most dots of a series."""
    stated_range: bool = False
    """True: low and high are printed in the source and are no interval of sampling."""


@dataclass(frozen=True)
class Tick:
    """One labelled place on an axis."""

    position: float
    text: str


@dataclass(frozen=True)
class Axis:
    """An axis with at most five ticks for values, and one tick per year for time."""

    low: float
    high: float
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Curve:
    """A series with its intervals."""

    name: str
    role: Role
    dots: tuple[Dot, ...]


@dataclass(frozen=True)
class TargetPath:
    """A target through time, or a benchmark that moves: dashed, with its number."""

    label: str
    points: tuple[tuple[float, float], ...]
    synthetic: bool = False


@dataclass(frozen=True)
class Moment:
    """A round, marked under the axis of time."""

    position: float
    text: str


@dataclass(frozen=True)
class HiddenMark:
    """A period whose value is hidden: `..` on the axis of time, as far from any value as the drawing has room for."""

    position: float
    hover: str
    """`2019: .. (skjult af hensyn til diskretion)`."""


@dataclass(frozen=True)
class TimeBody:
    """Values through time."""

    years: Axis
    values: Axis
    curves: tuple[Curve, ...]
    targets: tuple[TargetPath, ...] = ()
    moments: tuple[Moment, ...] = ()
    hidden: tuple[HiddenMark, ...] = ()


@dataclass(frozen=True)
class Row:
    """One line of a group: a round, or the only line of an area."""

    label: str
    dot: Dot | None
    absent: str = ""
    """Why there is no dot: `.. (skjult af hensyn til diskretion)`, `mangler`."""
    status: str = ""
    """A word of attainment, for the mark beside the value; empty if nothing is judged."""


@dataclass(frozen=True)
class RowGroup:
    """One area with one line for each round."""

    name: str
    role: Role
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Reference:
    """A target or benchmark across all rows."""

    value: float
    label: str
    text: str
    """The value as a reader sees it: `72,4 %`."""
    synthetic: bool = False


@dataclass(frozen=True)
class RowsBody:
    """Values side by side, one area under the other."""

    values: Axis
    groups: tuple[RowGroup, ...]
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class Place:
    """An area on a map, in kilometres east and north of the panel's lower left corner."""

    name: str
    x: float
    y: float
    radius: float
    """How far from the middle the true place may lie; 0 for a polygon."""
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """Outer rings of polygons; empty for a place that is known as a point only."""
    lines: tuple[tuple[str, str], ...]
    """What is written under the name: a word of attainment (or an empty string) and a text."""


@dataclass(frozen=True)
class MapPanel:
    """One municipality with its own scale."""

    title: str
    width: float
    height: float
    scale: int
    """Length of the scale bar in kilometres."""
    places: tuple[Place, ...]


@dataclass(frozen=True)
class MapBody:
    """Schematic maps, one for each municipality."""

    panels: tuple[MapPanel, ...]


@dataclass(frozen=True)
class ControlPoint:
    """One point of a control chart."""

    dot: Dot
    """Without an interval: what is usual is told by the limits."""
    tone: str = ""
    """`better`, `worse` or `change` for a signal; empty for ordinary variation."""


@dataclass(frozen=True)
class LimitBand:
    """What is usual in one stretch of a control chart."""

    edges: tuple[tuple[float, float, float], ...]
    """Place, lower limit and upper limit of each point."""
    centre: float
    text: str
    """`Gennemsnit 26,0`."""


@dataclass(frozen=True)
class ControlBody:
    """A control chart: a line through time, its mean and limits, and what is a signal."""

    years: Axis
    values: Axis
    name: str
    runs: tuple[tuple[ControlPoint, ...], ...]
    """Points that follow each other; a gap or new limits lie between two runs."""
    bands: tuple[LimitBand, ...]
    breaks: tuple[Moment, ...] = ()
    """Where the limits begin anew."""
    targets: tuple[TargetPath, ...] = ()
    hidden: tuple[HiddenMark, ...] = ()


@dataclass(frozen=True)
class FunnelPoint:
    """One area of a funnel; its dot's `x` is its size."""

    name: str
    role: Role
    dot: Dot
    outside: bool


@dataclass(frozen=True)
class FunnelLimit:
    """One pair of control limits, as far as the sizes go."""

    label: str
    """`95 %`."""
    edges: tuple[tuple[float, float, float], ...]
    """Size, lower and upper limit."""
    dashed: bool


@dataclass(frozen=True)
class FunnelBody:
    """Values against sizes, within limits that narrow as areas grow."""

    sizes: Axis
    values: Axis
    size_label: str
    centre: float
    centre_label: str
    limits: tuple[FunnelLimit, ...]
    points: tuple[FunnelPoint, ...]


@dataclass(frozen=True)
class Cell:
    """One cell of the table of numbers."""

    text: str
    synthetic: bool = False
    lang: str = ""
    """The language of the text; empty: the page's own."""


@dataclass(frozen=True)
class NumberTable:
    """Every number of the figure; the first cell of a row is its heading."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


Body = TimeBody | RowsBody | MapBody | ControlBody | FunnelBody


@dataclass(frozen=True)
class FigureSpec:
    """One figure.

    Parameters
    ----------
    message
        The title: what the figure shows, decided by rule.
    subtitle
        Measure, unit and period.
    body
        What is drawn; None if there is nothing that can be drawn, and the message says why.
    footer
        Source and date.
    caption
        What stands under the figure on the page: how to read it, n, source.
    alt
        What the figure shows and how sure it is, for readers who do not see it.
    table
        Every number of the figure.
    synthetic
        True if any value is invented by the demonstration.
    """

    message: str
    subtitle: str
    body: Body | None
    footer: str
    caption: str
    alt: str
    table: NumberTable
    synthetic: bool


def dots_of(body: Body | None) -> Iterator[Dot]:
    """Yield every dot of a body, in drawing order."""
    if isinstance(body, TimeBody):
        for curve in body.curves:
            yield from curve.dots
    if isinstance(body, ControlBody):
        yield from (point.dot for run in body.runs for point in run)
    if isinstance(body, FunnelBody):
        yield from (point.dot for point in body.points)
    if isinstance(body, RowsBody):
        for group in body.groups:
            yield from (row.dot for row in group.rows if row.dot is not None)
