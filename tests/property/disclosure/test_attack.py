"""An attacker of another kind, who tries every table of whole numbers, never pins a protected count."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.plan.model import AreaKind
from unit.measurement.cases import indicator, plan, registry, results, seen

MEMBERS = "abcd"
SMALL = Policy(smallest_shown=3, minimum_width=3)
"""The same rules with smaller numbers, so that all tables can be tried."""
counts = st.tuples(*(st.integers(0, 6) for _ in MEMBERS))


def _shown(values: tuple[int, ...], part: int) -> dict[str, int | None]:
    known = registry(indicator())
    rows = [seen(2021, count, area=area) for area, count in zip(MEMBERS, values, strict=True)]
    found = results(plan(), known, *rows, seen(2021, min(part, values[0]), area="part"))
    shown = release(found, protect(found, known, SMALL), "public").results
    table: dict[str, int | None] = {}
    for one in shown.measurements:
        table[one.area] = None if one.value is None else int(one.value)
    return table


def _all_tables(shown: dict[str, int | None]) -> list[dict[str, int]]:
    """Try every table with members up to 24 (the largest total) that agrees with what is shown."""
    most = 24

    def choices(name: str) -> range:
        value = shown[name]
        return range(most + 1) if value is None else range(value, value + 1)

    tables: list[dict[str, int]] = []
    hidden = [name for name in MEMBERS if shown[name] is None]
    total = shown["sum"]
    for guess in product(*(choices(name) for name in hidden[:-1])):
        table = {name: value for name, value in shown.items() if value is not None}
        table |= dict(zip(hidden[:-1], guess, strict=True))
        lasts = choices(hidden[-1]) if hidden else range(1)
        if hidden and total is not None:
            rest = total - sum(table.get(name, 0) for name in MEMBERS)
            lasts = range(max(rest, 0), max(rest, -1) + 1)
        for last in lasts:
            full = table | ({hidden[-1]: last} if hidden else {})
            if _agrees(full, shown):
                tables.append(full)
    return tables


def _agrees(table: dict[str, int], shown: dict[str, int | None]) -> bool:
    sums = {"sum": sum(table[name] for name in MEMBERS), "pair": table["a"] + table["b"]}
    part = shown["part"]
    within = part is None or part <= table["a"]
    return within and all(shown[name] in {None, value} for name, value in sums.items())


@settings(max_examples=120, deadline=None)
@given(counts, st.integers(0, 6))
def test_no_small_count_can_be_worked_out(values: tuple[int, ...], part: int) -> None:
    shown = _shown(values, part)
    tables = _all_tables(shown)
    for area, truth in zip(MEMBERS, values, strict=True):
        if 0 < truth < SMALL.smallest_shown:
            assert shown[area] is None
        if shown[area] is None:
            possible = {table[area] for table in tables}
            assert truth in possible
            assert len(possible) > (SMALL.minimum_width if 0 < truth < SMALL.smallest_shown else 1)


@settings(max_examples=100, deadline=None)
@given(st.tuples(*(st.integers(0, 60) for _ in MEMBERS)), st.integers(0, 60))
def test_what_is_shown_is_true_and_totals_add_up(values: tuple[int, ...], part: int) -> None:
    shown = _shown(values, part)
    truth = dict(zip(MEMBERS, values, strict=True))
    truth |= {"sum": sum(values), "pair": values[0] + values[1], "part": min(part, values[0])}
    assert all(value in {None, truth[area]} for area, value in shown.items())
    if all(value >= SMALL.smallest_shown for value in values) and values[0] - truth["part"] not in {1, 2}:
        small_part = 0 < truth["part"] < SMALL.smallest_shown
        assert {area for area, value in shown.items() if value is None} <= ({"part"} if small_part else set())


def test_the_areas_here_are_the_ones_that_the_attacker_adds_up() -> None:
    members = {area.id: area.members for area in registry().areas if area.kind is AreaKind.AGGREGATE}
    assert members == {"sum": ("a", "b", "c", "d"), "pair": ("a", "b")}
