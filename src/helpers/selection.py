"""Which part of the work a person asked for on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from helpers.errors import Fault, UsageError
from helpers.plan.model import Plan
from helpers.sitemap import Subject


@dataclass(frozen=True)
class Selection:
    """Evaluation, area, activity and round; None: all of them."""

    evaluation: str | None = None
    area: str | None = None
    activity: str | None = None
    round_id: str | None = None

    @property
    def is_everything(self) -> bool:
        """Tell whether nothing was left out."""
        return not any((self.evaluation, self.area, self.activity, self.round_id))

    def covers(self, subject: Subject) -> bool:
        """Tell whether a page about `subject` was asked for."""
        pairs = (
            (self.evaluation, subject.evaluation),
            (self.area, subject.area),
            (self.activity, subject.activity),
            (self.round_id, subject.round_id),
        )
        return all(wanted is None or wanted == found for wanted, found in pairs)

    def check(self, plans: Iterable[Plan]) -> None:
        """Refuse names that no plan has.

        Raises
        ------
        UsageError
            With the closest name for each unknown one.
        """
        known = tuple(plans)
        faults = [
            *_unknown("--evaluation", self.evaluation, {plan.id for plan in known}),
            *_unknown("--area", self.area, {area for plan in known for area in plan.areas}),
            *_unknown("--activity", self.activity, {item.id for plan in known for item in plan.activities}),
        ]
        if faults:
            raise UsageError(faults)


def _unknown(option: str, value: str | None, known: set[str]) -> list[Fault]:
    if value is None or value in known:
        return []
    close = get_close_matches(value, known, n=1, cutoff=0.5)
    remedy = f"Mente du {close[0]}?" if close else f"Vælg en af: {', '.join(sorted(known))}."
    return [Fault(option, f"»{value}« er ukendt", "Navnet skal stå i en plan under analyses/.", remedy)]
