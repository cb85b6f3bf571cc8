"""Small counts of persons that stand open: no equation is needed to find these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from helpers.audit.knowledge import Fact, Knowledge
from helpers.audit.statements import Figure
from helpers.audit.structure import Structure


def small_and_open(knowledge: Knowledge, structure: Structure) -> Iterator[tuple[Figure, str]]:
    """Yield counts of 1 to the smallest shown less one, of persons, with the place that shows them.

    A count that was printed in a document before is public already. For a share, those whom it leaves out are a count
    too. Where figures are rounded, only what can't be large enough is named.
    """
    promised = structure.protection
    half = promised.rounding // 2
    for figure, by_release in knowledge.facts.items():
        fact = by_release.get("")
        if fact is None or not _counts(figure, fact, structure):
            continue
        group = knowledge.facts.get(replace(figure, what="group"), {}).get("")
        left_out = _left_out(fact, group) if structure.indicator(figure.indicator).share else None
        kinds = [(fact.low, fact.high, half)]
        if left_out is not None:
            kinds.append((*left_out, 2 * half))
        if any(low >= 1 and high + spread < promised.smallest for low, high, spread in kinds):
            yield figure, fact.told[0]


def once_published(knowledge: Knowledge, small: Iterable[tuple[Figure, str]]) -> list[tuple[Figure, str]]:
    """Return those that an earlier release told with the same numbers: rules that came later can't take them back.

    Of a share both its count and its group must have been told, in one release.
    """
    found: list[tuple[Figure, str]] = []
    for figure, path in small:
        releases = knowledge.told_before(figure)
        for what in ("group", "value"):
            beside = replace(figure, what=what)
            today = knowledge.facts.get(beside, {}).get("")
            if today is not None and today.known:
                releases &= knowledge.told_before(beside)
        if releases:
            found.append((figure, path))
    return found


def _counts(figure: Figure, fact: Fact, structure: Structure) -> bool:
    return figure.what == "count" and fact.known and not fact.printed and structure.indicator(figure.indicator).persons


def _left_out(fact: Fact, group: Fact | None) -> tuple[float, float] | None:
    if group is None or not group.known or group.printed:
        return None
    return group.low - fact.high, group.high - fact.low
