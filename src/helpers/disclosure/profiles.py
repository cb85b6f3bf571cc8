"""The rules of protection: which small counts are hidden, and how well; three profiles, made stricter where asked."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from helpers.plan.model import Identifier, Indicator, Plan
from helpers.plan.protecting import StricterInPlan

Profile = Literal["dst", "streng", "acro"]

LARGER_IS_STRICTER = frozenset(
    {
        "smallest_shown", "minimum_denominator", "minimum_denominator_sensitive", "all_or_none_from", "minimum_width",
        "minimum_persons", "minimum_homes", "p_percent", "rounding",
    }
)  # fmt: skip
SMALLER_IS_STRICTER = frozenset({"dominance_percent"})
TRUE_IS_STRICTER = frozenset({"zeros_hidden", "unknown_areas_hidden", "unknown_contributions_hidden"})


class Policy(BaseModel):
    """The rules that hold for an evaluation, or for one cell of it (`Policy.of`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    profile: Profile = "dst"
    smallest_shown: int = Field(default=5, ge=3)
    """Counts of persons from 1 to one below this are hidden; so are numerators this close to the denominator."""
    minimum_denominator: int = Field(default=20, ge=3)
    """Shares and rates of persons rest on at least this many."""
    minimum_denominator_sensitive: int = Field(default=50, ge=3)
    """The same for sensitive indicators."""
    all_or_none_from: int = Field(default=50, ge=3)
    """0 % and 100 % are shown for groups from this size."""
    zeros_hidden: bool = False
    """Is a zero hidden as any small count is, and 100 % with it, however large the group?"""
    minimum_width: int = Field(default=5, ge=1)
    """How wide the range must stay that a reader can work out for a hidden count, with all that is shown. Where figures
    are rounded, the range of the rounded figures; that of the true count is wider still."""
    rounding: int | None = Field(default=None, ge=2)
    """Counts, groups and answers are rounded to the nearest multiple of this before anything is worked out from them;
    None: they are told as they are."""
    minimum_persons: int = Field(default=100, ge=0)
    """Sensitive figures are shown for areas of at least this many residents in that year …"""
    minimum_homes: int = Field(default=50, ge=0)
    """… and this many homes."""
    unknown_areas_hidden: bool = False
    """Are sensitive figures hidden for a small area of which the data don't tell both?"""
    dominance_percent: int | None = Field(default=None, ge=50, le=100)
    """A count of events is hidden if two persons are behind this share of it or more; None: not asked."""
    p_percent: int | None = Field(default=None, ge=1, le=100)
    """A count of events is hidden if the second largest contributor could tell the largest within this share of it;
    None: not asked."""
    unknown_contributions_hidden: bool = False
    """Are counts of events hidden of which nobody knows how much one person is behind?"""
    residents: tuple[Identifier, ...] = ()
    """Indicators that tell how many residents an area has, by their denominator, or by their count without one."""
    homes: tuple[Identifier, ...] = ()
    """Indicators that tell how many homes it has, in the same way."""
    scoped: tuple[StricterInPlan, ...] = ()
    """Rules of the plan for some of its figures only."""

    def of(self, indicator: Indicator, breakdown: str | None = None) -> Policy:
        """Return the rules for the figures of an indicator (and a breakdown): the strictest of all that concern it."""
        mine = [entry for entry in indicator.protection if entry.breakdown in (None, breakdown)]
        mine += [
            entry
            for entry in self.scoped
            if entry.indicator in (None, indicator.id) and entry.breakdown in (None, breakdown)
        ]
        found = self
        for entry in mine:
            found = strictest(found, entry.rules())
        return found

    def of_plan(self, plan: Plan) -> Policy:
        """Return the rules for an evaluation."""
        found = self
        for entry in plan.protection:
            if entry.indicator is None and entry.breakdown is None:
                found = strictest(found, entry.rules())
        scoped = tuple(entry for entry in plan.protection if entry.indicator is not None or entry.breakdown is not None)
        return found.model_copy(update={"scoped": scoped}) if scoped else found

    def least_group(self, *, sensitive: bool) -> int:
        """Return how many persons or homes a share or rate rests on at least."""
        smallest = self.minimum_denominator
        return max(smallest, self.minimum_denominator_sensitive) if sensitive else smallest


def milder(name: str, than: Any, given: Any) -> bool:
    """Tell whether a value of a rule protects less than another one."""
    if than is None or given is None:
        return given is None and than is not None
    if name in TRUE_IS_STRICTER:
        return bool(than) and not given
    if name == "rounding":
        # Multiples of 10 are multiples of 5; of 8 they aren't, and told beside an earlier release they would tell more.
        return bool(given % than)
    return bool(given > than if name in SMALLER_IS_STRICTER else given < than)


def strictest(policy: Policy, rules: Mapping[str, Any]) -> Policy:
    """Return a policy with those of the rules that are stricter than its own."""
    kept = {name: value for name, value in rules.items() if not milder(name, getattr(policy, name), value)}
    changed = {name: value for name, value in kept.items() if value != getattr(policy, name)}
    return policy.model_copy(update=changed) if changed else policy


PROFILES: Mapping[Profile, Policy] = MappingProxyType(
    {
        "dst": Policy(),
        "streng": Policy(profile="streng", smallest_shown=8, minimum_width=8, rounding=5, unknown_areas_hidden=True),
        "acro": Policy(
            profile="acro",
            smallest_shown=10,
            zeros_hidden=True,
            minimum_width=10,
            dominance_percent=90,
            p_percent=10,
            unknown_areas_hidden=True,
            unknown_contributions_hidden=True,
        ),
    }
)
"""`dst`: as Danmarks Statistik and Sundhedsdatastyrelsen practise. `streng`: as OpenSAFELY: counts of 7 or less are
hidden, the others rounded to the nearest 5 before anything is derived. `acro`: as ACRO's configuration has it:
threshold 10, zeros disclosive, dominance of two at 90 %, p 10 %."""
