"""Which numbers of raw files may be told in a fault: those that the public sees anyway, and no small count."""

from __future__ import annotations

import json
from dataclasses import dataclass

from helpers.disclosure.policy import Policy
from helpers.intake.numbers import format_number
from helpers.plan.model import Nature, Registry, Unit
from helpers.sealing.parts import Tree, figure_key

HIDDEN = "et skjult tal"
_RATIOS = frozenset({Unit.PERCENT, Unit.PER_1000, Unit.PER_10000})
_WORDS = frozenset({Nature.MILESTONE, Nature.QUALITATIVE, Nature.AMOUNT})


@dataclass(frozen=True)
class Secrecy:
    """Tells a number, or that it is hidden.

    A count of persons is told only if the sealed round shows its figure and the number is not a small one itself.
    """

    shown: frozenset[str]
    """The figures that are shown, as `parts.figure_key` names them."""
    counting: frozenset[str]
    """The indicators that count persons."""
    ratios: frozenset[str]
    smallest: int
    rounded: bool
    """Are counts told rounded only? Then none is told here."""

    @classmethod
    def of_results(cls, results: str | None, registry: Registry, policy: Policy) -> Secrecy:
        """Return what may be told beside the released results of a round; no count where they aren't known."""
        figures: dict[str, Tree] = {} if results is None else json.loads(results)["figures"]
        return cls(
            frozenset(key for key, found in figures.items() if not found.get("hidden")),
            frozenset(one.id for one in registry.indicators if one.counts_persons and one.nature not in _WORDS),
            frozenset(one.id for one in registry.indicators if one.unit in _RATIOS),
            policy.smallest_shown,
            policy.rounding is not None,
        )

    def of(self, row: Tree, field: str) -> str:
        """Return a number of an observation as it may be told."""
        number = row.get(field)
        if number is None:
            return "intet"
        return HIDDEN if self._is_secret(row) else format_number(round(float(number), 6))

    def _is_secret(self, row: Tree) -> bool:
        if row["origin"] == "documented":
            return False  # printed, so public already
        if row.get("audience") == "internal":
            return True
        if row["indicator"] not in self.counting:
            return False
        key = figure_key(
            row["area"], row["indicator"], row.get("breakdown"), row.get("period_start"), row.get("period_end")
        )
        return self.rounded or key not in self.shown or any(0 < count < self.smallest for count in self._counts(row))

    def _counts(self, row: Tree) -> list[float]:
        count, group = row.get("numerator"), row.get("denominator")
        found = [one for one in (count, group) if one is not None]
        if count is not None and group is not None:
            found.append(group - count)
        if row["indicator"] not in self.ratios and row.get("value") is not None:
            found.append(row["value"])
        return [float(one) for one in found]
