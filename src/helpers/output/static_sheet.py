"""A sheet of pixels that matplotlib writes as SVG: text, lines, bands, marks; first corner up left, y downwards.

matplotlib is imported when a sheet is made, not when this module is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from helpers.output import theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Align = Literal["left", "center", "right"]
Points = Sequence[tuple[float, float]]

_BEFORE_ROOT = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_UNUSED = re.compile(
    r"<metadata>.*?</metadata>|<clipPath.*?</clipPath>"  # nothing is clipped, nothing is described twice
    r'| clip-path="[^"]*"| id="[A-Za-z0-9_.]+_\d+"| transform="rotate\(-0 [^"]*"'
    r"|font-family:[^;]*; ",
    re.DOTALL,
)
_GROUPS = re.compile(r"</?g>")
_TAG = re.compile(r"<[a-z][^>]*>")
_LONG_DECIMALS = re.compile(r"(\d\.\d\d)\d+")
_POINTS = re.compile(r'((?:width|height)="[\d.]+)pt"')


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in pixels, in a face wider than any that readers will see."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    face = FontProperties(family=theme.MEASURED_FONT, size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text or " ", face, ismath=False)
    return float(width)


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Return `text` in lines that fit `width`; non-breaking spaces hold."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, bold=bold) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Sheet:
    """One drawing.

    Parameters
    ----------
    width, height
        Pixels.
    salt
        The figure's id.
    """

    def __init__(self, width: float, height: float, salt: str) -> None:
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        self.width = width
        self.height = height
        self._rc: Any = theme.matplotlib_rc(salt)
        with mpl.rc_context(self._rc):
            self._figure: Figure = Figure(figsize=(width / 72, height / 72), facecolor=theme.PAPER)
            FigureCanvasSVG(self._figure)
            self._axes: Axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(height, 0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 12,
        colour: str = theme.INK,
        align: Align = "left",
        bold: bool = False,
        covered: bool = False,
    ) -> None:
        """Write one line; `y` is the middle of its small letters. `covered` puts paper behind it."""
        behind = {"facecolor": theme.PAPER, "edgecolor": "none", "pad": 1.0} if covered else None
        self._axes.text(
            x,
            y + size * 0.36,
            text,
            fontsize=size,
            color=colour,
            ha=align,
            va="baseline",
            fontweight="bold" if bold else "normal",
            bbox=behind,
            zorder=6,
        )

    def line(
        self, points: Points, colour: str, *, width: float = 1.0, dashed: bool = False, over: bool = False
    ) -> None:
        """Draw a line through `points`."""
        xs, ys = zip(*points, strict=True)
        dashes: Any = (0, (5, 3)) if dashed else "-"
        self._axes.plot(
            xs, ys, color=colour, linewidth=width, linestyle=dashes, zorder=4 if over else 1, solid_capstyle="butt"
        )

    def band(
        self, points: Points, colour: str, *, hatched: bool = False, hatch: str = theme.INK, over: bool = False
    ) -> None:
        """Fill a polygon; `hatched` marks what is invented."""
        from matplotlib.patches import Polygon

        shape = Polygon(
            list(points),
            closed=True,
            facecolor=colour,
            edgecolor=hatch if hatched else "none",
            linewidth=0,
            hatch="///" if hatched else None,
            zorder=2.5 if over else 2,
        )
        self._axes.add_patch(shape)

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, hatched: bool = False) -> None:
        """Fill a rectangle."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.band(corners, colour, hatched=hatched, hatch=theme.COMPARISON)

    def circle(self, x: float, y: float, radius: float, colour: str, edge: str, *, dashed: bool = False) -> None:
        """Draw a circle of `radius` pixels."""
        from matplotlib.patches import Circle

        style: Any = (0, (3, 2)) if dashed else "-"
        self._axes.add_patch(
            Circle((x, y), radius, facecolor=colour, edgecolor=edge, linewidth=1, linestyle=style, zorder=2)
        )

    def mark(self, x: float, y: float, colour: str, *, shape: str = "o", size: float = 8, hollow: bool = False) -> None:
        """Draw one marker of `size` pixels; hollow for what is invented."""
        self._axes.plot(
            [x],
            [y],
            linestyle="none",
            marker=shape,
            markersize=size,
            markerfacecolor=theme.PAPER if hollow else colour,
            markeredgecolor=colour,
            markeredgewidth=1.8,
            zorder=5,
        )

    def svg(self, title: str) -> str:
        """Return the drawing as SVG, the same bytes every time."""
        import matplotlib as mpl

        stream = io.StringIO()
        with mpl.rc_context(self._rc):
            nothing: Any = {"Date": None, "Creator": None, "Format": None, "Type": None, "Title": title}
            self._figure.savefig(stream, format="svg", metadata=nothing)
        return _tidied(stream.getvalue())


def _tidied(svg: str) -> str:
    """Shorten matplotlib's SVG, give it the reader's own typeface, and let it turn dark with the page.

    The ids of groups are nowhere referred to and would collide if two figures stood in one page.
    """
    svg = _GROUPS.sub("", _UNUSED.sub("", _BEFORE_ROOT.sub("", svg)))
    svg = _TAG.sub(lambda tag: _LONG_DECIMALS.sub(r"\1", tag[0]), svg)
    at = svg.index(">", svg.index("<svg")) + 1
    root = _POINTS.sub(r'\1"', svg[:at]).replace("<svg ", '<svg role="img" ', 1)
    lines = (line.strip() for line in f"{root}<style>{_rules()}</style>{svg[at:]}".splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _rules() -> str:
    face = theme.FONT_STACK.replace('"', "'")
    rules = "".join(
        f'[style*="{what}: {light}"],[{what}="{light}"]{{{what}:{dark}!important}}'
        for light, dark in theme.DARK.items()
        for what in ("fill", "stroke")
    )
    ink = theme.DARK[theme.INK]
    dark = f"@media screen and (prefers-color-scheme:dark){{text{{fill:{ink}}}{rules}}}"
    return f"text{{font-family:{face}}}{dark}"
