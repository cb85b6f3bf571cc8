"""Tables of one and two dimensions whose ranges and best protection others computed.

SciPy's whole-numbered attacker and R's Rglpk agree on the ranges; the best choice was found by trying all.
"""

from __future__ import annotations

import pytest

from helpers.disclosure.choosing import choose
from helpers.disclosure.ranges import ranges
from helpers.disclosure.system import Figure, Relation, System
from reference_cases import Case, reference_case

CASES = {"sdc1_one_dim": 5, "sdc2_one_dim_two_small": 5, "sdc3_two_dim": 9}
"""Entries of each; none is left out."""
WIDTH = 5.0
CELL = 1_000.0
"""Fewest cells first, then the smallest: a cell more costs more than any count."""


def _name(row: dict[str, str]) -> str:
    return "|".join(value for column, value in row.items() if column not in {"true", "value"})


def _system(case: Case) -> System:
    truth = {_name(row): float(row["true"]) for row in case.rows("truth.csv")}
    figures = {
        name: Figure(name, value, public="Total" in name, sensitive=0 < value < WIDTH, width=WIDTH, cost=CELL + value)
        for name, value in truth.items()
    }
    return System(figures, tuple(_sums(truth)))


def _sums(truth: dict[str, float]) -> list[Relation]:
    split = {tuple(name.split("|")): name for name in truth}
    found: list[Relation] = []
    for parts, whole in split.items():
        for at, part in enumerate(parts):
            if part == "Total":
                along = [
                    name for other, name in split.items()
                    if other[at] != "Total" and other[:at] + other[at + 1 :] == parts[:at] + parts[at + 1 :]
                ]  # fmt: skip
                found.append(Relation(((whole, 1.0), *((name, -1.0) for name in along))))
    return found


def _hidden(case: Case, file: str) -> frozenset[str]:
    rows = case.rows(file)
    if "value" in rows[0]:
        return frozenset(_name(row) for row in rows if not row["value"])
    return frozenset(f"{row['area']}|{band}" for row in rows for band, value in row.items() if not value)


@pytest.mark.parametrize("name", CASES)
def test_every_known_answer_about_a_table(name: str) -> None:
    case = reference_case(name)
    system = _system(case)
    assert len(case.entries) == CASES[name]
    for entry in case.entries.values():
        file, _, asked = entry.id.partition(".")
        if asked == "intervals":
            found = ranges(system, _hidden(case, f"{file}.csv"))
            assert {str(key): [one.low, one.high] for key, one in found.items()} == {
                key: pytest.approx(ends, abs=entry.tolerance) for key, ends in entry.value.items()
            }
        elif asked == "exit_code":
            widths = [one.width for one in ranges(system, _hidden(case, f"{file}.csv")).values()]
            assert int(min(widths) < WIDTH) == entry.value, entry.id
        else:
            chosen = choose(system)
            more = [figure for figure in system.figures.values() if figure.unit in chosen.hidden]
            extra = [figure.value for figure in more if not figure.sensitive]
            assert [len(extra), sum(extra)] == entry.value, entry.id
            assert chosen.cost == chosen.least == pytest.approx(CELL * len(extra) + sum(extra))


def test_the_wide_layout_of_a_table_says_the_same() -> None:
    case = reference_case("sdc3_two_dim")
    for file in ("unsafe_primary_only.csv", "safe_optimal.csv"):
        assert _hidden(case, file) == _hidden(case, f"wide_{file}")
