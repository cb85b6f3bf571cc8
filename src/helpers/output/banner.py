"""What a page says before its figures: what is invented, what is rounded, and why some figures are `..`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from helpers.disclosure.released import Released
from helpers.observations.table import Origin
from helpers.output.fragments import Fragment
from helpers.output.method_topics import PROTECTION
from helpers.output.protection_words import rounding_sentence
from helpers.output.rendering import render
from helpers.output.status import goal_of
from helpers.output.wording import DEMO_BANNER, HIDDEN, HIDDEN_WORDS
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
    """Return the banner if the slice holds an invented value, naming the indicators; notes if it is rounded or hidden.

    For pages of an area, an activity or a plan, which lie three folders deep.
    """
    invented = _banner(synthetic_indicators(released, plan, areas=areas), registry)
    return Fragment.join((invented, rounded_note(released), hidden_note(released)))


def demo_banner_of_several(slices: Iterable[tuple[Released, Plan]], registry: Registry) -> Fragment:
    """Return one banner, and one note on rounding, for a page that shows several evaluations."""
    shown = tuple(slices)
    found = {name for released, plan in shown for name in synthetic_indicators(released, plan)}
    return Fragment.join((_banner(found, registry), rounded_note(*(released for released, _ in shown))))


def rounded_note(*released: Released) -> Fragment:
    """Return a note that counts of persons are rounded, and to what; nothing where they are told as they are."""
    said = dict.fromkeys(rounding_sentence(one) for one in released)
    return Fragment.join(render("rounded", text=text) for text in said if text)


def hidden_note(released: Released) -> Fragment:
    """Return what `..` means, with the way to the page that explains it; nothing where nothing is hidden."""
    if not released.hidden:
        return Fragment("")
    address = f"../../../metode/{PROTECTION}/index.html"
    return render("hidden_note", sign=HIDDEN, words=HIDDEN_WORDS, address=address)


def _banner(found: Collection[str], registry: Registry) -> Fragment:
    if not found:
        return Fragment("")
    names = list(dict.fromkeys(item.short_name for item in registry.indicators if item.id in found))
    return render("banner", text=DEMO_BANNER, names=names)
