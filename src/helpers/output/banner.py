"""The banner that says that numbers are invented, and which."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.disclosure.released import Released
from helpers.observations.table import Origin
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.output.status import goal_of
from helpers.output.wording import DEMO_BANNER
from helpers.plan.model import Plan, Registry


def synthetic_indicators(released: Released, plan: Plan, *, areas: Iterable[str] | None = None) -> tuple[str, ...]:
    """Return the indicators of the slice that hold an invented value or rest on one, sorted by id."""
    wanted = None if areas is None else frozenset(areas)
    results = released.results
    found = {
        item.indicator
        for item in (*results.measurements, *results.series, *results.changes)
        if item.origin is Origin.SYNTHETIC and (wanted is None or item.area in wanted)
    }
    for attainment in results.attainments:
        if attainment.origin is Origin.SYNTHETIC and (wanted is None or attainment.area in wanted):
            found.add(goal_of(plan, attainment.goal).indicator)
    return tuple(sorted(found))


def demo_banner(released: Released, plan: Plan, registry: Registry, *, areas: Iterable[str] | None = None) -> Fragment:
    """Return the banner if the slice holds an invented value, naming the indicators; else an empty fragment."""
    found = synthetic_indicators(released, plan, areas=areas)
    if not found:
        return Fragment("")
    names = list(dict.fromkeys(item.short_name for item in registry.indicators if item.id in found))
    return render("banner", text=DEMO_BANNER, names=names)
