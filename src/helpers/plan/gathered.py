"""What is asked of all areas at once, and noted as one thing that a page read.

Which areas are sums of others, and which are fixed limits, every page must know. Noted area by area, each of thousands
of pages would say of each of thousands of areas that it isn't one, which costs more than the page itself.
"""

from __future__ import annotations

from helpers import reads
from helpers.plan.model import AreaKind, Registry
from helpers.plan.tracking import untracked

Sums = tuple[tuple[str, tuple[str, ...]], ...]
"""Areas and what they are the sum of, in the order of the registry."""


def sums(registry: Registry) -> Sums:
    """Return the areas that are sums of others, with their members."""
    reads.note("sums")
    return tuple((area.id, area.members) for area in untracked(registry).areas if area.kind is AreaKind.AGGREGATE)


def limits(registry: Registry) -> frozenset[str]:
    """Return the areas that stand for a fixed limit and not for a place."""
    reads.note("limits")
    return frozenset(area.id for area in untracked(registry).areas if area.limit)
