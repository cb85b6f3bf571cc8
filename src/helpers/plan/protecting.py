"""What a plan or an indicator asks of protection beyond the project's profile: stricter rules, never milder ones.

The numbers of the profile stand in `analyses/disclosure.yml`; `helpers.disclosure.policy` holds these against them.
"""

from __future__ import annotations

from pydantic import Field

from helpers.plan.citing import Frozen, Identifier

RULES = (
    "smallest_shown", "minimum_denominator", "minimum_denominator_sensitive", "all_or_none_from", "minimum_width",
)  # fmt: skip
"""The rules that can be made stricter, all of them by a larger number."""


class Stricter(Frozen):
    """Rules for an indicator (in `indicators.yml`); what is left out is as the project has it."""

    breakdown: str | None = None
    """Only for this breakdown; None: for all figures."""
    smallest_shown: int | None = Field(default=None, ge=3)
    """Counts of persons from 1 to one below this are hidden."""
    minimum_denominator: int | None = Field(default=None, ge=3)
    """Shares and rates of persons rest on at least this many."""
    minimum_denominator_sensitive: int | None = Field(default=None, ge=3)
    """The same for sensitive indicators."""
    all_or_none_from: int | None = Field(default=None, ge=3)
    """0 % and 100 % are shown for groups from this size."""
    minimum_width: int | None = Field(default=None, ge=1)
    """How wide the range must stay that a reader can work out for a hidden count."""

    def rules(self) -> dict[str, int]:
        """Return the rules that are given."""
        return {name: value for name in RULES if (value := getattr(self, name)) is not None}


class StricterInPlan(Stricter):
    """Rules for an evaluation (in `plan.yml`), or for one indicator in it."""

    indicator: Identifier | None = None
    """Only for this indicator; None: for all."""
