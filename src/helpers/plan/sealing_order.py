"""Whether each round of an evaluation is sealed before the figures of the next may be read."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from helpers.plan.citing import Frozen


class SealingOrder(Frozen):
    """When an evaluation's rounds are sealed.

    `before_next`: figures from after the end of a round are refused until the round is sealed with `maalbar seal`, so
    that nobody can choose targets and methods by what came of it. `afterwards` is for evaluations whose rounds were all
    known before Målbar came to them; the public page says so, with the reason.
    """

    order: Literal["before_next", "afterwards"] = "before_next"
    because: str | None = Field(default=None, min_length=1)
    """Danish, a sentence for the public; only for `afterwards`, and mandatory there."""
