"""The attacker against tables whose ranges two other attackers found (SciPy's and R's integer programs)."""

from __future__ import annotations

import pytest

from attacked_tables import Counts, Sums, attacker, ranges
from reference_cases import Case, reference_case

ONE_WAY = {
    "sdc1_one_dim": ("unsafe_primary_only", "safe_optimal"),
    "sdc2_one_dim_two_small": ("unsafe_two_small", "safe_optimal"),
}
TWO_WAY = ("unsafe_primary_only", "unsafe_row_partner", "unsafe_row_and_col_partner", "safe_optimal")


def _one_way(case: Case, file: str) -> tuple[Counts, Sums]:
    counts = {row["group"]: float(row["value"]) if row["value"] else None for row in case.rows(f"{file}.csv")}
    return counts, [("Total", [name for name in counts if name != "Total"])]


def _two_way(case: Case, file: str) -> tuple[Counts, Sums]:
    rows = case.rows(f"{file}.csv")
    counts = {f"{row['area']}|{row['band']}": float(row["value"]) if row["value"] else None for row in rows}
    areas, bands = (list(dict.fromkeys(row[key] for row in rows)) for key in ("area", "band"))
    along = [(f"{area}|Total", [f"{area}|{band}" for band in bands if band != "Total"]) for area in areas]
    down = [(f"Total|{band}", [f"{area}|{band}" for area in areas if area != "Total"]) for band in bands]
    return counts, [*along, *down]


def _agrees(case: Case, file: str, table: tuple[Counts, Sums]) -> None:
    known = case.entries[f"{file}.intervals"]
    found = ranges(*table)
    assert found.keys() == known.value.keys()
    for name, (low, high) in known.value.items():
        assert found[name] == pytest.approx((low, high), abs=known.tolerance), name
    leaks = attacker(*table).attack().leaks
    assert bool(leaks) == bool(case.entries[f"{file}.exit_code"].value)


@pytest.mark.parametrize(("name", "file"), [(name, file) for name, files in ONE_WAY.items() for file in files])
def test_one_way_tables(name: str, file: str) -> None:
    case = reference_case(name)
    _agrees(case, file, _one_way(case, file))


@pytest.mark.parametrize("file", TWO_WAY)
def test_two_way_tables(file: str) -> None:
    case = reference_case("sdc3_two_dim")
    _agrees(case, file, _two_way(case, file))
