"""Why an area's share or mean changed: who moved out, who moved in, and what changed among those who stayed.

An area whose residents all stay as they were can still change, because others move in than moved out. The three parts
are worked out in fractions, so that they add up exactly, and nothing is left over that looks like a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from helpers.measurement.intervals import LEVEL, difference_of_proportions
from helpers.measurement.paired import Pairs, paired_change, unpaired_change
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval, Measurement

METHOD = "movers_and_stayers"
STAYED_BEFORE, STAYED_AFTER = "blev boende, før", "blev boende, efter"
MOVED_OUT, MOVED_IN = "flyttede fra", "flyttede til"
GROUPS = (STAYED_BEFORE, STAYED_AFTER, MOVED_OUT, MOVED_IN)
"""What an owner calls the four groups: the breakdown of the figures of one area, indicator and period."""


@dataclass(frozen=True)
class Group:
    """Some residents at one time: a total over them, and how many they are."""

    total: float
    """How many of them a share counts, or the sum of a mean's values."""
    persons: float

    def __post_init__(self) -> None:
        """Refuse a group of less than nobody, or a total of nobody."""
        if self.persons < 0 or (self.persons == 0 and self.total != 0):
            raise ValueError("a group has at least 0 persons, and nobody has a total of 0")


@dataclass(frozen=True)
class Flows:
    """The residents of an area at two times; None for what is hidden or wasn't delivered."""

    stayed_before: Group | None
    """Those who lived there both times, as they were the first time."""
    stayed_after: Group | None
    """The same persons the second time."""
    moved_out: Group | None
    """Those who lived there only the first time, as they were then."""
    moved_in: Group | None
    """Those who live there only the second time."""

    @property
    def groups(self) -> tuple[Group | None, ...]:
        """The four groups."""
        return (self.stayed_before, self.stayed_after, self.moved_out, self.moved_in)


@dataclass(frozen=True)
class Decomposition:
    """An area's change in three parts, in the indicator's unit; as fractions, and so without rounding."""

    before: Fraction
    after: Fraction
    moved_out: Fraction
    """How the share of those who stayed differed from everybody's the first time: what moving out changed."""
    stayed: Fraction
    """What changed among those who stayed; exactly 0 if nothing did."""
    moved_in: Fraction
    """How everybody's share differs from that of those who stayed the second time: what moving in changed."""
    stayed_interval: Interval | None
    """None for a mean, whose totals don't tell how persons differ."""
    change_interval: Interval | None
    """Of the whole change, as of two independent groups; None for a mean."""
    moved_out_interval: Interval | None
    moved_in_interval: Interval | None
    """Of those who moved against those who stayed, by how many moved; None for a mean and where nobody moved."""
    persons_before: float
    persons_after: float
    stayers: float

    @property
    def change(self) -> Fraction:
        """The area's change: the sum of the three parts, and after minus before."""
        return self.after - self.before


def group_of(breakdown: str | None) -> str | None:
    """Return which of the four groups a breakdown names, however it is spaced or capitalised; None for any other."""
    written = " ".join((breakdown or "").casefold().split())
    return written if written in GROUPS else None


def flows_of(measurements: Sequence[Measurement]) -> Flows | None:
    """Return the four groups among the figures of one area, indicator and period; None if none of them is there.

    A group that is hidden, or stated without its counts, is unknown.
    """
    known = {group: found for found in measurements if (group := group_of(found.breakdown)) is not None}
    return Flows(*(_group(known.get(name)) for name in GROUPS)) if known else None


def _group(found: Measurement | None) -> Group | None:
    if found is None or found.numerator is None or not found.denominator:
        return None
    return Group(found.numerator, found.denominator)


Kind = Literal["share", "mean"]


def decompose(
    flows: Flows, *, kind: Kind = "share", pairs: Pairs | None = None, level: float = LEVEL
) -> Decomposition | Refusal:
    """Return an area's change in what moving out, moving in and those who stayed contributed.

    Parameters
    ----------
    flows
        The four groups. A share comes out in percentage points, a mean in its own unit.
    pairs
        Those who stayed, before and after, person by person. Without them the interval of their change is made as if
        before and after were different persons, and says so in its method: mostly it is then too wide.

    Raises
    ------
    ValueError
        If a share counts more than its persons, or `pairs` are not those who stayed.

    Notes
    -----
    With p the area's value and s that of those who stayed, the change p1 - p0 is (s0 - p0) + (s1 - s0) + (p1 - s1):
    moved out, stayed, moved in. It is an identity of arithmetic, the three-part form of Kitagawa EM (1955), Journal of
    the American Statistical Association 50:1168-1194, with no residual; it says what the change is made of, not why
    people moved. Those who were born, came of age or died count as moved in and out.
    """
    known = [group for group in flows.groups if group is not None]
    if len(known) < len(GROUPS):
        return Refusal(METHOD, (Shortfall(Lack.FLOWS, len(known), len(GROUPS)),))
    stayed_before, stayed_after, moved_out, moved_in = known
    _check(known, kind, pairs)
    if stayed_before.persons != stayed_after.persons:
        return Refusal(METHOD, (Shortfall(Lack.SAME_PERSONS, stayed_after.persons, stayed_before.persons),))
    if stayed_before.persons == 0:
        return Refusal(METHOD, (Shortfall(Lack.STAYERS, 0, 1),))
    scale = 100 if kind == "share" else 1
    whole_before, whole_after = _together(stayed_before, moved_out), _together(stayed_after, moved_in)
    before, after = scale * _of(whole_before), scale * _of(whole_after)
    first, second = scale * _of(stayed_before), scale * _of(stayed_after)
    shares = kind == "share"
    return Decomposition(
        before=before,
        after=after,
        moved_out=first - before,
        stayed=second - first,
        moved_in=after - second,
        stayed_interval=_stayed(stayed_before, stayed_after, pairs, level) if shares else None,
        change_interval=_change(whole_before, whole_after, level) if shares else None,
        moved_out_interval=_moved(stayed_before, moved_out, stayed_before, moved_out, level) if shares else None,
        moved_in_interval=_moved(moved_in, stayed_after, stayed_after, moved_in, level) if shares else None,
        persons_before=whole_before.persons,
        persons_after=whole_after.persons,
        stayers=stayed_before.persons,
    )


def _check(groups: Sequence[Group], kind: Kind, pairs: Pairs | None) -> None:
    stayed_before, stayed_after, *_ = groups
    if kind == "share" and any(not 0 <= group.total <= group.persons for group in groups):
        raise ValueError("a share counts at most its persons")
    if pairs is not None:
        seen = (pairs.both + pairs.lost, pairs.both + pairs.gained, pairs.persons)
        if seen != (stayed_before.total, stayed_after.total, stayed_before.persons):
            raise ValueError("the pairs are not those who stayed")


def _together(one: Group, other: Group) -> Group:
    return Group(one.total + other.total, one.persons + other.persons)


def _of(group: Group) -> Fraction:
    return Fraction(group.total) / Fraction(group.persons)


def _stayed(before: Group, after: Group, pairs: Pairs | None, level: float) -> Interval:
    if pairs is not None:
        return paired_change(pairs, level)
    return unpaired_change((before.total, before.persons), (after.total, after.persons), level)


def _moved(first: Group, second: Group, stayed: Group, moved: Group, level: float) -> Interval | None:
    """Return the interval of one group's share minus the other's, times the part of everybody that moved.

    That product is the part of the change: s0 - p0 is (s0 - those who moved out) times their part of everybody then.
    """
    if moved.persons == 0:
        return None
    part = moved.persons / (stayed.persons + moved.persons)
    found = difference_of_proportions((first.total, first.persons), (second.total, second.persons), level=level)
    return replace(found, low=part * found.low, high=part * found.high)


def _change(before: Group, after: Group, level: float) -> Interval:
    return difference_of_proportions((after.total, after.persons), (before.total, before.persons), level=level)
