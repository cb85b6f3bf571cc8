"""What a sum over published figures is, before anybody asks whether the figures keep it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Literal

from helpers.disclosure.cells import Cell

Which = Literal["count", "group"]
"""Which of a cell's figures: the count of persons or events, or the group that a share's count is a part of."""
WHICH: tuple[Which, ...] = ("count", "group")

Term = tuple[Cell, Which]


@dataclass(frozen=True)
class Sum:
    """`times * whole = sum of parts + rest`.

    Parameters
    ----------
    whole, parts
        The figures that it ties together.
    why
        English, short.
    times
        How many parts the whole is the mean of; 1 for a sum.
    left
        Names what no page shows and the parts leave out: members that nobody measured, the rest of an area, a time
        between two totals. What is left of the counts and of the groups bears the same name. Equal names are one
        figure. None: the parts are all there is, or the sum doesn't hold.
    """

    whole: Term
    parts: tuple[Term, ...]
    why: str
    times: float = 1.0
    left: Hashable = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Whole and parts."""
        return (self.whole, *self.parts)


def of_both(
    table: frozenset[Term], whole: Cell, parts: tuple[Cell, ...], why: str, *, may_leave: bool
) -> tuple[Sum, ...]:
    """Return the sums of counts and of groups over the same cells; a part that nobody counted is left out.

    Parameters
    ----------
    table
        The figures that there are.
    may_leave
        May something be left that is no cell? It may also where a part is missing.
    """
    found: list[Sum] = []
    for which in WHICH:
        known = tuple(term for term in terms_of(parts, which) if term in table)
        if (whole, which) in table and known:
            left = (why, whole, cells_of(known)) if may_leave or len(known) < len(parts) else None
            found.append(Sum((whole, which), known, why, left=left))
    return tuple(found)


def cells_of(terms: Iterable[Term]) -> tuple[Cell, ...]:
    """Return the cells of some figures."""
    return tuple(cell for cell, _ in terms)


def terms_of(cells: tuple[Cell, ...], which: Which) -> tuple[Term, ...]:
    """Return one of the figures of each cell."""
    return tuple((cell, which) for cell in cells)
