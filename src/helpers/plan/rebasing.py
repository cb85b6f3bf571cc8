"""Where a control chart begins anew: only on a day, and for a reason, that the plan states."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from helpers.plan.citing import Citation, Frozen, Identifier


class Rebase(Frozen):
    """New limits for a series from a day on, because what it counts was changed on purpose or by a known event.

    Limits that follow every change would never show one, so the reason must be known from elsewhere than the figures.
    """

    indicator: Identifier
    areas: tuple[Identifier, ...] = ()
    """Whose series; empty: every area's."""
    start: date
    """The first day of the first period with the new limits."""
    reason: str = Field(min_length=1)
    """Danish; stands in the figure and under it."""
    source: Citation | None = None
