"""The primary rules: why a count, share or rate of persons is hidden for its own sake.

Dominance and p %: Hundepool et al. 2012, Statistical Disclosure Control (Wiley), chapter 4: a sum is hidden if its n
largest contributions are k % of it or more, or if the second largest contributor, who knows his own part, could tell
the largest part within p %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from helpers.disclosure.policy import Policy
from helpers.plan.model import Indicator, Nature, Unit

Why = Literal[
    "few", "small_group", "few_left", "all_or_none", "zero", "unknown_group", "small_area", "unknown_area", "dominance",
    "unknown_contributions",
]  # fmt: skip
"""Why a cell is hidden for its own sake: 1-4 persons; a share of too few; so near all that the others are few; 0 or
100 % of a small group; a zero that tells; a share without its counts; an area of too few residents or homes, or of
which the data don't tell; a total that one or two persons are behind, or of which nobody knows who is."""

SHARES = frozenset({Nature.SURVEY_SHARE, Nature.REGISTER_SHARE, Nature.COMPLETE_COUNT})
RATIOS = frozenset({Unit.PERCENT, Unit.PER_1000, Unit.PER_10000})
WORDS = frozenset({Nature.MILESTONE, Nature.QUALITATIVE, Nature.AMOUNT})

_PERCENT = 100.0
_MOST_IN_A_HOME = 10
_HOMES_OF_A_RESIDENT = 2


@dataclass(frozen=True)
class Contribution:
    """How much of a count the person behind most of it did, and the next one."""

    largest: float
    second: float


def about_persons(indicator: Indicator) -> bool:
    """Tell whether an indicator counts persons or what persons have done, so that a small count tells of somebody."""
    return indicator.nature not in WORDS and indicator.counts_persons


def why_count(count: float | None, policy: Policy) -> Why | None:
    """Return why a plain count is hidden, or None."""
    if count is None:
        return None
    if 0 < count < policy.smallest_shown:
        return "few"
    return "zero" if count == 0 and policy.zeros_hidden else None


def why_share(count: float | None, group: float | None, indicator: Indicator, policy: Policy) -> Why | None:
    """Return why a share or rate is hidden, or None: its group, its count, or those that it leaves out."""
    few = why_count(count, policy)
    if group is None:
        return few
    if group < policy.least_group(sensitive=indicator.sensitive):
        return "small_group"
    return few if count is None else _why_parted(count, group, indicator, policy)


def _why_parted(count: float, group: float, indicator: Indicator, policy: Policy) -> Why | None:
    """Return why a group is hidden that is parted so: few on one side of it, or none."""
    few = why_count(count, policy)
    if few is not None or indicator.nature not in SHARES:
        return few
    if 0 < group - count < policy.smallest_shown:
        return "few_left"
    if count in {0, group}:
        if group < policy.all_or_none_from:
            return "all_or_none"
        return "zero" if policy.zeros_hidden else None
    return None


def why_rest(count: float, group: float | None, indicator: Indicator, policy: Policy) -> Why | None:
    """Return why a rest is protected that published figures leave between them, or None.

    It is judged as a share is. But nobody publishes it, so the least group is asked of sensitive indicators only. Of a
    rest without a group, 0 counts nobody.

    Parameters
    ----------
    count, group
        What the parts leave of the whole's count, and of its group; None if they have no groups.
    """
    if group is None or not 0 <= count <= group:
        return "few" if 0 < count < policy.smallest_shown else None
    if group == 0:
        return None
    if indicator.sensitive and group < policy.least_group(sensitive=True):
        return "small_group"
    return _why_parted(count, group, indicator, policy)


def small_ratio(count: float | None, group: float | None, indicator: Indicator, policy: Policy) -> bool:
    """Tell whether a share or rate of persons is too small to show."""
    return why_share(count, group, indicator, policy) is not None


def why_told(
    told: tuple[float | None, float | None], counted: float | None, indicator: Indicator, policy: Policy
) -> Why | None:
    """Return why a rounded figure is hidden that was large enough before rounding.

    A count of 9 in three parts of 3 is told as 15 where each part is rounded to 5, and one of 8 in four parts of 2 as
    0: so near the threshold a rounded sum would say what isn't so, or look like a count that is never shown.
    """
    count, group = told
    if count == 0 and counted:
        return "few"
    return why_share(count, group, indicator, policy) if indicator.unit in RATIOS else why_count(count, policy)


def why_dominated(count: float | None, by: Contribution | None, policy: Policy) -> Why | None:
    """Return why a count of events is hidden that one or two persons are behind, or None.

    Parameters
    ----------
    count
        The events.
    by
        The two largest contributions, or the most that they can be; None: nobody knows.
    policy
        Hidden at `dominance_percent` of the events or more; and if what the two largest leave is less than `p_percent`
        of the largest.
    """
    if not count or (policy.dominance_percent is None and policy.p_percent is None):
        return None
    if by is None:
        return "unknown_contributions" if policy.unknown_contributions_hidden else None
    two = min(by.largest + by.second, count)
    if policy.dominance_percent is not None and two * _PERCENT >= policy.dominance_percent * count:
        return "dominance"
    if policy.p_percent is not None and (count - two) * _PERCENT < policy.p_percent * min(by.largest, count):
        return "dominance"
    return None


def counts_events(indicator: Indicator) -> bool:
    """Tell whether one person can be behind several of what an indicator counts: reports, decisions, days of school."""
    return indicator.unit in {Unit.COUNT, Unit.PER_1000, Unit.PER_10000} or indicator.clustered is not None


def why_area(residents: float | None, homes: float | None, policy: Policy) -> Why | None:
    """Return why a sensitive figure of a small area is hidden: too few live there, or nobody knows how many.

    One of the two numbers stands for the other where it leaves no doubt: at most ten live in a home on average, and at
    least every second home is lived in.
    """
    if (residents is not None and residents < policy.minimum_persons) or (
        homes is not None and homes < policy.minimum_homes
    ):
        return "small_area"
    return "unknown_area" if policy.unknown_areas_hidden and not size_known(residents, homes, policy) else None


def size_known(residents: float | None, homes: float | None, policy: Policy) -> bool:
    """Tell whether the figures leave no doubt that enough live in an area, or that too few do."""
    enough_homes = homes is not None or (residents or 0.0) >= _MOST_IN_A_HOME * policy.minimum_homes
    enough_persons = residents is not None or (homes or 0.0) >= _HOMES_OF_A_RESIDENT * policy.minimum_persons
    return enough_homes and enough_persons
