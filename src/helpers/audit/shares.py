"""A share or rate and its group give the count behind it, though the count stand nowhere."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from helpers.audit.equations import Equation
from helpers.audit.knowledge import Fact, Knowledge
from helpers.audit.statements import Figure, Statement
from helpers.audit.structure import Structure

_SLACK = 1e-6


def counts_told_by_shares(knowledge: Knowledge, structure: Structure) -> Iterator[Statement]:
    """Yield the count behind each share whose count no place tells nor hides: 9.8 % of 41 is 4."""
    for figure, release, value, group in _shares(knowledge, structure):
        if release not in knowledge.facts.get(figure, {}):
            low, high = _count(value, group, structure, figure)
            if low <= high:
                yield Statement(
                    figure, low, high, hidden=False, path=value.told[0], printed=value.printed and group.printed,
                    invented=value.invented, release=release,
                )  # fmt: skip


def shares_of_hidden_counts(knowledge: Knowledge, structure: Structure) -> Iterator[Equation]:
    """Yield what a share and its group tell of a count that is hidden: it lies between their products."""
    for figure, release, value, group in _shares(knowledge, structure):
        fact = knowledge.facts.get(figure, {}).get(release)
        if fact is not None and fact.hidden and not fact.known:
            low, high = _count(value, group, structure, figure)
            places = " og ".join(f"»{path}«" for path in dict.fromkeys((value.told[0], group.told[0])))
            if low <= high:
                yield Equation(((figure, 1.0),), f"en andel gange sin gruppe, der står i {places}", low, high)


def small_behind_rounding(knowledge: Knowledge, structure: Structure) -> Iterator[tuple[Figure, str]]:
    """Yield rounded counts of persons whose share gives a true count that is too small to be shown, with the place.

    Figures that are rounded stand beside shares of the rounded figures; a share of the true ones undoes the rounding.
    """
    smallest, step = structure.protection.smallest, structure.protection.rounding
    for figure, release, value, group in _shares(knowledge, structure):
        fact = knowledge.facts.get(figure, {}).get(release)
        known = structure.indicator(figure.indicator)
        if step <= 1 or fact is None or not fact.known or not known.persons or known.survey or value.printed:
            continue
        low, high = (share * group.low / value.scale for share in (value.low, value.high))
        if low >= 1 - _SLACK and high < min(smallest, fact.low) - _SLACK:
            yield figure, value.told[0]


def _shares(knowledge: Knowledge, structure: Structure) -> Iterator[tuple[Figure, str, Fact, Fact]]:
    """Yield the count's name, the release, the share and the group, wherever both are told."""
    for figure, by_release in list(knowledge.facts.items()):
        if figure.what != "value":
            continue
        declared = structure.indicator(figure.indicator).scale
        groups = knowledge.facts.get(replace(figure, what="group"), {})
        for release, value in by_release.items():
            group = groups.get(release)
            counted = declared is None or declared == value.scale
            if counted and value.known and group is not None and group.known:
                yield replace(figure, what="count"), release, value, group


def _count(value: Fact, group: Fact, structure: Structure, figure: Figure) -> tuple[float, float]:
    """Return the ends between which the count lies, in whole numbers unless answers may be weighted."""
    half = structure.protection.rounding // 2
    low = max(0.0, value.low * max(0.0, group.low - half) / value.scale)
    high = value.high * (group.high + half) / value.scale
    if structure.indicator(figure.indicator).survey:
        return low, high
    return float(math.ceil(low - _SLACK)), float(math.floor(high + _SLACK))
