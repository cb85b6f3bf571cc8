"""A sheet of pixels that becomes an SVG: text, lines, bands, marks; first corner up left, y downwards.

The SVG is written directly: what a drawing needs of it is little, and a library that can do more took two thirds of
the time of a page (docs/decisions/0044-drawings-written-as-svg.md). Colours and sizes stand in attributes of a group
around what shares them, so that a style sheet, and whoever reads a published drawing, finds them in one form.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from operator import attrgetter
from typing import Literal

from helpers.output import theme
from helpers.output.text_widths import text_width

Align = Literal["left", "center", "right"]
Points = Sequence[tuple[float, float]]

_ANCHORS: dict[Align, str] = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
_SIZE = 12
_ABOVE, _BELOW, _AROUND = 0.88, 0.24, 1.0
"""How far letters reach from the line that they stand on, in parts of their size, and the paper beyond it in pixels."""
_TILE, _STRIPE = 24, 8
"""Pixels of a hatch's tile, and from stripe to stripe; a small tile shows its seams where a drawing is scaled."""


@dataclass(frozen=True)
class _Piece:
    """Something drawn: how far above the paper it lies, what it shares with others of its kind, and itself."""

    level: float
    look: str
    body: str


@dataclass
class Sheet:
    """One drawing.

    Parameters
    ----------
    width, height
        Pixels.
    salt
        The figure's id; it keeps the ids inside one SVG apart from those of the next.
    """

    width: float
    height: float
    salt: str
    _pieces: list[_Piece] = field(default_factory=list[_Piece], init=False, repr=False)
    _hatches: dict[tuple[str, str], tuple[str, str]] = field(
        default_factory=dict[tuple[str, str], tuple[str, str]], init=False, repr=False
    )
    """From colours to a hatch's id and what defines it."""

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
        base = y + size * 0.36
        behind = _paper_behind(x, base, text, size, align, bold=bold) if covered else ""
        look = _ANCHORS[align]
        look += "" if size == _SIZE else f' font-size="{_number(size)}"'
        look += ' font-weight="700"' if bold else ""
        look += "" if colour == theme.INK else f' fill="{colour}"'
        at = f'x="{_number(x)}" y="{_number(base)}"'
        self._put(6, look, f"{behind}<text {at}>{escape(text, quote=False)}</text>")

    def line(
        self, points: Points, colour: str, *, width: float = 1.0, dashed: bool = False, over: bool = False
    ) -> None:
        """Draw a line through `points`."""
        look = f' fill="none" stroke="{colour}"'
        look += "" if width == 1 else f' stroke-width="{_number(width)}"'
        look += f' stroke-dasharray="{_number(5 * width)} {_number(3 * width)}"' if dashed else ""
        self._put(4 if over else 1, look, f'<path d="{_path(points)}"/>')

    def band(
        self, points: Points, colour: str, *, hatched: bool = False, hatch: str = theme.INK, over: bool = False
    ) -> None:
        """Fill a polygon; `hatched` marks what is invented."""
        fill = f"url(#{self._hatch(colour, hatch)})" if hatched else colour
        self._put(2.5 if over else 2, f' fill="{fill}"', f'<path d="{_path(points)}z"/>')

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, hatched: bool = False) -> None:
        """Fill a rectangle."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.band(corners, colour, hatched=hatched, hatch=theme.COMPARISON)

    def circle(self, x: float, y: float, radius: float, colour: str, edge: str, *, dashed: bool = False) -> None:
        """Draw a circle of `radius` pixels."""
        look = f' fill="{colour}" stroke="{edge}"' + (' stroke-dasharray="3 2"' if dashed else "")
        self._put(2, look, _circle(x, y, radius))

    def mark(self, x: float, y: float, colour: str, *, shape: str = "o", size: float = 8, hollow: bool = False) -> None:
        """Draw one marker of `size` pixels; hollow for what is invented.

        Parameters
        ----------
        x, y
            Its middle.
        colour
            Of its edge, and of what the edge holds if it isn't hollow.
        shape
            `o` a circle, `s` a square, `^` a triangle, `D` a diamond: a square that stands on a corner.
        size
            Pixels from side to side, the edge's own width not counted.
        hollow
            Paper inside.

        Raises
        ------
        KeyError
            If there is no such shape.
        """
        fill = theme.PAPER if hollow else colour
        look = f' fill="{fill}" stroke="{colour}" stroke-width="1.8"'
        if shape == "o":
            body = _circle(x, y, size / 2)
        else:
            corners = [(x + size * right, y + size * down) for right, down in _CORNERS[shape]]
            look += ' stroke-linejoin="miter"'
            body = f'<path d="{_path(corners)}z"/>'
        self._put(5, look, body)

    def svg(self, title: str) -> str:
        """Return the drawing as SVG, the same bytes every time."""
        wide, high = _number(self.width), _number(self.height)
        face = theme.FONT_STACK.replace('"', "'")
        root = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{wide}" height="{high}" '
            f'viewBox="0 0 {wide} {high}" font-family="{face}" font-size="{_SIZE}" fill="{theme.INK}" '
            'stroke-linejoin="round">'
        )
        hatches = "".join(pattern for _, pattern in self._hatches.values())
        drawn = [
            f'<path fill="{theme.PAPER}" d="M0 0H{wide}V{high}H0z"/>',
            *([f"<defs>{hatches}</defs>"] if hatches else []),
            *self._groups(),
        ]
        body = "\n".join(drawn)
        head = f"<title>{escape(title, quote=False)}</title>\n<style>{_dark(root + body)}</style>"
        return f"{root}\n{head}\n{body}\n</svg>\n"

    def _put(self, level: float, look: str, body: str) -> None:
        self._pieces.append(_Piece(level, look, body))

    def _groups(self) -> Iterator[str]:
        """Yield what is drawn, the lowest first, in the order of drawing where it lies as high."""
        for look, pieces in groupby(sorted(self._pieces, key=attrgetter("level")), key=attrgetter("look")):
            yield f"<g{look}>{''.join(piece.body for piece in pieces)}</g>"

    def _hatch(self, colour: str, stripes: str) -> str:
        """Return the id of a hatch, which is written once."""
        if (colour, stripes) not in self._hatches:
            name = "h" + hashlib.blake2s(f"{self.salt} {colour} {stripes}".encode(), digest_size=5).hexdigest()
            self._hatches[colour, stripes] = (name, _pattern(name, colour, stripes))
        return self._hatches[colour, stripes][0]


def _pattern(name: str, colour: str, stripes: str) -> str:
    lines = "".join(f"M-2 {end + 2} {end + 2}-2" for end in range(0, 2 * _TILE + 1, _STRIPE))
    return (
        f'<pattern id="{name}" patternUnits="userSpaceOnUse" width="{_TILE}" height="{_TILE}">'
        f'<rect width="{_TILE + 1}" height="{_TILE + 1}" fill="{colour}"/>'
        f'<path stroke="{stripes}" d="{lines}"/></pattern>'
    )


_CORNERS: dict[str, Points] = {
    "s": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "^": ((0, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "D": ((0, -(0.5**0.5)), (0.5**0.5, 0), (0, 0.5**0.5), (-(0.5**0.5), 0)),
}
"""Shapes of marks, in parts of their size."""


def _number(value: float) -> str:
    """Return a number with at most two decimals, as short as it can be."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _path(points: Points) -> str:
    return "M" + " ".join(f"{_number(x)} {_number(y)}" for x, y in points)


def _paper_behind(x: float, base: float, text: str, size: float, align: Align, *, bold: bool) -> str:
    wide = text_width(text, size, bold=bold)
    left = x - {"left": 0.0, "center": wide / 2, "right": wide}[align] - _AROUND
    top, bottom = base - _ABOVE * size - _AROUND, base + _BELOW * size + _AROUND
    across = f"H{_number(left + wide + 2 * _AROUND)}V{_number(bottom)}H{_number(left)}"
    return f'<path fill="{theme.PAPER}" d="M{_number(left)} {_number(top)}{across}z"/>'


def _circle(x: float, y: float, radius: float) -> str:
    return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(radius)}"/>'


def _dark(drawn: str) -> str:
    """Return the rules that turn a drawing's own colours dark for a reader who asks for dark pages."""
    rules = "".join(
        f'[{what}="{light}"]{{{what}:{dark}}}'
        for light, dark in theme.DARK.items()
        for what in ("fill", "stroke")
        if f'{what}="{light}"' in drawn
    )
    return f"@media screen and (prefers-color-scheme:dark){{{rules}}}"
