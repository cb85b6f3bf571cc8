"""The banner that says that numbers are invented, and which."""

from __future__ import annotations

from collections.abc import Collection, Iterable

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
    return _banner(synthetic_indicators(released, plan, areas=areas), registry)


def demo_banner_of_several(slices: Iterable[tuple[Released, Plan]], registry: Registry) -> Fragment:
    """Return one banner for a page that shows several evaluations."""
    found = {name for released, plan in slices for name in synthetic_indicators(released, plan)}
    return _banner(found, registry)


def _banner(found: Collection[str], registry: Registry) -> Fragment:
    if not found:
        return Fragment("")
    names = list(dict.fromkeys(item.short_name for item in registry.indicators if item.id in found))
    return render("banner", text=DEMO_BANNER, names=names)
