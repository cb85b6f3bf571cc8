"""Numbers as people write them into cells: texts with units, thousands with a dot, the signs of Danmarks Statistik."""

from __future__ import annotations

from helpers.demo.sheets import Cell
from helpers.demo.truth import Drawn, Mark

_SIGNS = {Mark.HIDDEN: "..", Mark.MISSING: "…"}


def dotted(count: float | None) -> Cell:
    """Return a count with a dot between thousands, as a text: `9.400`."""
    return None if count is None else f"{count:,}".replace(",", ".")


def spaced(count: float) -> str:
    """Return a count with a no-break space between thousands, as typesetters do: `9 400`."""
    return f"{count:,.0f}".replace(",", "\N{NO-BREAK SPACE}")


def comma(number: float, decimals: int) -> str:
    """Return a number with a fixed number of decimals: `1.234,5`."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def share(figure: Drawn) -> float:
    """Return a share in percent, rounded to one decimal; 0 of 0 is 0."""
    return round(100 * figure.numerator / figure.denominator, 1) if figure.denominator else 0.0


def percent(number: float) -> str:
    """Return a share as a text: `71,7 %`."""
    return f"{comma(number, 1)} %"


def pct(number: float) -> str:
    """Return a whole share as a text: `12 pct.`."""
    return f"{number:.0f} pct."


def kroner(amount: float) -> str:
    """Return an amount as a text: `kr. 500.000`."""
    return f"kr. {comma(amount, 0)}"


def millions(amount: float) -> str:
    """Return an amount in whole hundred thousands as a text: `1,3 mio. kr.`."""
    return f"{comma(amount / 1_000_000, 1)} mio. kr."


def signed(figure: Drawn) -> Cell:
    """Return a count, or the sign that stands for it: `-` none, `..` hidden, `…` not available, `12*` provisional."""
    if figure.mark in _SIGNS:
        return _SIGNS[figure.mark]
    if figure.mark is Mark.PROVISIONAL:
        return f"{comma(figure.numerator, 0)}*"
    return figure.numerator if figure.numerator else "-"
