"""Linked tables: the same persons counted under two names, some persons who are among others, and shared groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from helpers.disclosure.cells import Cell
from helpers.disclosure.sums import Sum, Term
from helpers.plan.model import Indicator, Registry


def sums_over_links(cells: tuple[Cell, ...], table: frozenset[Term], registry: Registry) -> Iterator[Sum]:
    """Yield what one table tells of another of the same area and period.

    `indicators.yml` says which indicators count the same (`same_count_as`), which count some of another's persons
    (`part_of_count`), and whose count is a share's group (`group_is_count_of`). Shares with the same written
    denominator have one group, where their groups are equal.
    """
    newest = {found.id: registry.indicator(found.id) for found in registry.indicators}
    sharing = _sharing(newest)
    for cell in cells:
        indicator = newest[cell.indicator]
        for link in _declared(cell, indicator):
            if table.issuperset(link.terms):
                yield link
        group: Term = (cell, "group")
        for other in sharing.get(cell.indicator, ()):
            same: Term = (replace(cell, indicator=other), "group")
            if group in table and same in table:
                yield Sum(group, (same,), "one group of two shares")


def _declared(cell: Cell, indicator: Indicator) -> Iterator[Sum]:
    for other in indicator.same_count_as:
        yield Sum((cell, "count"), ((replace(cell, indicator=other), "count"),), "the same count")
    if indicator.part_of_count is not None:
        whole: Term = (replace(cell, indicator=indicator.part_of_count), "count")
        yield Sum(whole, ((cell, "count"),), "some of a count", left=("others", whole, (cell, "count")))
    if indicator.group_is_count_of is not None:
        known: Term = (replace(cell, indicator=indicator.group_is_count_of), "count")
        yield Sum((cell, "group"), (known,), "a group that another table counts")


def _sharing(indicators: dict[str, Indicator]) -> dict[str, tuple[str, ...]]:
    """Return, for each indicator, those before it with the same written denominator."""
    by_words: dict[str, list[str]] = defaultdict(list)
    found: dict[str, tuple[str, ...]] = {}
    for name, indicator in indicators.items():
        words = " ".join((indicator.denominator or "").casefold().split())
        if words:
            found[name] = tuple(by_words[words])
            by_words[words].append(name)
    return found
