"""The linear system of an evaluation: figures, what is known of them, and the sums that tie them together.

A figure is a count that stands behind something published. What is hidden is hidden by the *unit*: a share hides its
count and its group at once. Nothing here knows of areas or indicators: `relations` builds the system, `choosing`
decides what is hidden, `ranges` tells what a reader can work out.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

Unit = Hashable
"""What is shown or hidden together: a `Cell`."""
Key = Hashable
"""Names one figure: a unit and which of its counts."""


@dataclass(frozen=True)
class Figure:
    """One count, as the keeper of the data knows it.

    Parameters
    ----------
    unit
        What it is hidden together with.
    value
        The true count; under a profile that rounds, the rounded one, as that is what can be added up.
    low, high
        What everybody knows without any publication: a count is at least 0, and at most its group.
    public
        Printed in a document or published before: known to every reader, can't be hidden any more.
    never_shown
        No page shows it whatever is decided: the rest of a sum, a figure that an earlier release hid. No unit.
    sensitive
        Hidden for its own sake.
    forced
        Hidden from the start for another reason (a whole line of quarters); needs no protection of its own beyond that
        of every hidden figure.
    width
        Hidden, its range must stay at least this wide (never more than `high - low`, which no hiding can widen).
    cost
        Information lost by hiding the unit; a unit of several figures costs their sum.
    line
        The same figure at other times shares its line: hiding a line that is hidden elsewhere in time costs less.
    """

    unit: Unit
    value: float
    low: float = 0.0
    high: float | None = None
    public: bool = False
    never_shown: bool = False
    sensitive: bool = False
    forced: bool = False
    width: float = 1.0
    cost: float = 1.0
    line: Hashable = None

    @property
    def needed(self) -> float:
        """The width that its range must keep while it is hidden."""
        return self.width if self.high is None else min(self.width, self.high - self.low)


@dataclass(frozen=True)
class Relation:
    """The sum of coefficient times figure is 0, for the true values and so for every reader."""

    terms: tuple[tuple[Key, float], ...]
    why: str = ""
    """English, short: `members of an aggregate`, `quarters of a year`."""
    guess: int = 0
    """What a reader has to guess to know it: nothing; that what was hidden earlier is unchanged (1); or he knows every
    correction made since (2)."""


@dataclass(frozen=True)
class System:
    """All figures and relations that one decision is about."""

    figures: Mapping[Key, Figure]
    relations: tuple[Relation, ...] = field(default=())


@dataclass(frozen=True)
class Choice:
    """What is hidden, and what it costs.

    Parameters
    ----------
    hidden
        Units that are hidden: the sensitive, the forced, and those that would give them away.
    exposed
        Figures whose range stays too narrow whatever is hidden, because public figures give them away.
    cost
        Information lost beyond what is hidden for its own sake.
    least
        A lower bound of that cost over all safe choices; equal to `cost` if the choice is proved best.
    """

    hidden: frozenset[Unit]
    exposed: frozenset[Key]
    cost: float
    least: float
