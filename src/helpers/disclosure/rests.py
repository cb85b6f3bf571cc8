"""What published figures leave between them: a cell that no page shows, with a count, a group and those left out.

A reader takes the parts from the whole, in counts and in groups, and has the share of those who are left. It is
protected by the rules of a share (`rules.why_rest`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import replace

from helpers.disclosure.cells import Cell
from helpers.disclosure.rules import why_rest
from helpers.disclosure.sums import Sum, Term, Which
from helpers.disclosure.system import Figure, Key, Relation
from helpers.disclosure.vintages import Layer, Standing
from helpers.plan.model import Registry

_OTHER: Mapping[Which, Which] = {"count": "group", "group": "count"}


def rest_of(one: Sum, layer: Layer, registry: Registry, error: float) -> Figure:
    """Return what the parts of a sum leave of its whole; its unit is its key, for nothing is hidden with it.

    Parameters
    ----------
    one
        The sum.
    layer
        The figures.
    registry
        Tells what the indicator counts.
    error
        How far rounding may have moved it: the difference of figures is as uncertain as all of them together.
    """
    value = _rest(one, {term: layer.figures[term].value for term in one.terms})
    policy = layer.figures[one.whole].policy
    width = 0.0
    if policy is not None:
        indicator = registry.indicator(one.whole[0].indicator)
        rests = {which: _counted(one, layer, which) for which in _OTHER}
        count, group = rests["count"], rests["group"]
        if one.whole[1] == "group":
            small = 0 < (group or 0.0) < policy.smallest_shown
        else:
            small = count is not None and why_rest(count, group, indicator, policy) is not None
        width = max(policy.minimum_width - 2 * error, 0.0) if small else 0.0
    key: Key = ("left", one.left, one.whole[1], round(value, 6))
    return Figure(key, value, low=-error, never_shown=True, width=width)


def as_cells(one: Sum, rests: Iterable[Figure], layer: Layer) -> dict[Term, Standing]:
    """Return what a sum leaves as if it were a figure of a place or a group, which can be added up in its turn."""
    whole, which = one.whole
    if one.left is None:
        return {}
    counted = _rest(one, {term: layer.figures[term].counted for term in one.terms})
    guessed = any(layer.figures[term].guessed for term in one.terms)
    like = replace(layer.figures[one.whole], counted=counted, guessed=guessed)
    return {
        (_named(whole, one), which): replace(like, key=rest.unit, value=rest.value, error=-rest.low)
        for rest in rests
        if rest.never_shown
    }


def _named(whole: Cell, one: Sum) -> Cell:
    """Return a cell for what is left of a whole; what the same parts leave elsewhere is named the same there."""
    parts = [cell for cell, _ in one.parts]
    if any(part.area != whole.area for part in parts):
        return replace(whole, area=" - ".join((whole.area, *(part.area for part in parts))))
    others = [part.breakdown or "" if part.indicator == whole.indicator else part.indicator for part in parts]
    return replace(whole, breakdown=" - ".join((whole.breakdown or "", *others)))


def parted_rests(figures: Mapping[Key, Figure]) -> Iterator[tuple[Relation, dict[Key, Figure]]]:
    """Yield, for each rest that has a count and a group, those of the group whom its count leaves out."""
    rests: dict[Hashable, dict[Hashable, list[Key]]] = defaultdict(lambda: defaultdict(list))
    for key in figures:
        if isinstance(key, tuple) and key[0] == "left":
            rests[key[1]][key[2]].append(key)
    for name, of in rests.items():
        for group in of["group"]:
            for count in of["count"]:
                yield from _parted(name, group, count, figures)


def _parted(
    name: Hashable, group: Key, count: Key, figures: Mapping[Key, Figure]
) -> Iterator[tuple[Relation, dict[Key, Figure]]]:
    whole, part = figures[group], figures[count]
    if part.value <= whole.value:
        key: Key = ("left out", name, whole.value, part.value)
        left_out = Figure(key, whole.value - part.value, low=whole.low + part.low, never_shown=True, width=part.width)
        yield Relation(((group, 1.0), (count, -1.0), (key, -1.0)), "the share of a rest"), {key: left_out}


def _counted(one: Sum, layer: Layer, which: Which) -> float | None:
    """Return what is left before rounding of the counts or the groups of a sum's cells; None if some have none."""
    own = one.whole[1]
    # Of two tables that are linked by their counts, the groups aren't linked.
    if which != own and len({cell.indicator for cell, _ in one.terms}) > 1:
        return None
    terms: dict[Term, Term] = {term: (term[0], which) for term in one.terms}
    if any(term not in layer.figures for term in terms.values()):
        return None
    return _rest(one, {term: layer.figures[other].counted for term, other in terms.items()})


def _rest(one: Sum, values: Mapping[Term, float]) -> float:
    return one.times * values[one.whole] - sum(values[part] for part in one.parts)
