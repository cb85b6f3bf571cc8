"""2,600 mutated files: each is imported with what a person reads from it, or refused with a place; never anything else.

The seeds are fixed, so that a failure comes back; `MAALBAR_SEED` in the environment tries others.
"""

from __future__ import annotations

import csv
import io
import os
import random
from collections import Counter
from collections.abc import Callable

import pytest

from property.intake.mutating import (
    LAYOUTS,
    TABLE_MUTATIONS,
    Chance,
    Grid,
    Outcome,
    Reading,
    Sheetful,
    Unclear,
    as_a_person_reads,
    as_opendocument,
    as_text_file,
    as_workbook,
    flipped,
    good_grid,
    imported,
    judged,
    laid_out,
    merged,
)

SEED = int(os.environ.get("MAALBAR_SEED", "1"))
Writer = Callable[[Chance, Sheetful], tuple[str, bytes]]
WRITERS: dict[str, tuple[Writer, int, int]] = {
    "text": (as_text_file, 600, 900),
    "xlsx": (as_workbook, 80, 120),
    "ods": (as_opendocument, 40, 60),
}
"""Writer, and how many files with another writing and with another content."""
ACCIDENTS = {"text": 600, "xlsx": 120, "ods": 80}


def same(found: Reading, expected: Reading) -> bool:
    """Tell whether two readings agree to what floating point takes."""
    return found.keys() == expected.keys() and all(
        (a is None) == (b is None) and (a is None or b is None or abs(a - b) <= 1e-9 * max(1.0, abs(b)))
        for key in found
        for a, b in zip(found[key], expected[key], strict=True)
    )


def has_place(outcome: Outcome) -> bool:
    """Tell whether every fault says where, what must hold and what to do."""
    return all(fault.place == outcome.place and fault.rule and fault.remedy for fault in outcome.faults)


def expected_of(grid: Grid) -> Reading | None:
    """Return what a person reads, or None if a person would ask back."""
    try:
        return as_a_person_reads(grid)
    except Unclear:
        return None


@pytest.mark.parametrize("kind", WRITERS)
def test_another_writing_of_the_same_table_gives_the_same_values(kind: str) -> None:
    write, count, _ = WRITERS[kind]
    chance = random.Random(f"{SEED} writing {kind}")
    cases: list[tuple[Grid, Sheetful, Outcome]] = []
    for number in range(count):
        grid = good_grid(chance)
        sheet = laid_out(chance, grid)
        cases.append((grid, sheet, imported(*write(chance, sheet), number)))
    done: Counter[str] = Counter()
    for (grid, sheet, _), outcome in zip(cases, judged(case[2] for case in cases), strict=True):
        assert not outcome.faults, (sheet, outcome.faults)
        assert same(outcome.reading(), as_a_person_reads(grid)), (sheet, outcome.reading())
        done.update(sheet.done)
    assert set(done) == set(LAYOUTS)
    assert min(done.values()) >= count // 8


@pytest.mark.parametrize("kind", WRITERS)
def test_a_changed_table_is_refused_or_read_as_a_person_reads_it(kind: str) -> None:
    write, _, count = WRITERS[kind]
    chance = random.Random(f"{SEED} table {kind}")
    cases: list[tuple[str, Grid, Grid, Outcome]] = []
    for number in range(count):
        mutate = TABLE_MUTATIONS[number % len(TABLE_MUTATIONS)]
        grid = good_grid(chance)
        changed = mutate(chance, grid)
        sheet = laid_out(chance, changed) if chance.random() < 0.5 else Sheetful((changed.header, *changed.rows), 0, 6)
        cases.append((mutate.__name__, grid, changed, imported(*write(chance, sheet), number)))
    results: Counter[str] = Counter()
    for (name, grid, changed, _), outcome in zip(cases, judged(case[3] for case in cases), strict=True):
        expected = expected_of(changed)
        if outcome.faults:
            assert has_place(outcome), (name, outcome.faults)
            assert changed != grid, (name, outcome.faults)
            results["refused"] += 1
            continue
        assert expected is not None, (name, changed, outcome.reading())
        assert same(outcome.reading(), expected), (name, changed, outcome.reading())
        results["the same values" if same(expected, as_a_person_reads(grid)) else "the changed values"] += 1
    # None of the three outcomes is so rare that the test says nothing of it.
    assert results["refused"] >= 0.3 * count
    assert results["the changed values"] >= 0.15 * count


def test_merged_cells_are_read_as_a_person_sees_them() -> None:
    chance = random.Random(f"{SEED} merged")
    cases: list[tuple[Grid, Outcome]] = []
    for number in range(60):
        seen, content = merged(chance, good_grid(chance))
        cases.append((seen, imported("tal.xlsx", content, number)))
    refused = 0
    for (seen, _), outcome in zip(cases, judged(case[1] for case in cases), strict=True):
        expected = expected_of(seen)
        assert has_place(outcome), outcome.faults
        refused += bool(outcome.faults)
        if not outcome.faults:
            assert expected is not None, (seen, outcome.reading())
            assert same(outcome.reading(), expected), (seen, outcome.reading())
    assert 5 <= refused <= 40


def test_an_accident_with_the_bytes_of_a_text_file_changes_no_other_row() -> None:
    chance = random.Random(f"{SEED} bytes text")
    cases: list[tuple[bytes, bytes, Outcome]] = []
    for number in range(ACCIDENTS["text"]):
        grid = good_grid(chance)
        good = "\r\n".join(";".join(row) for row in (grid.header, *grid.rows, ())).encode("utf-8")
        bad = flipped(chance, good)
        cases.append((good, bad, imported("tal.csv", bad, number)))
    results: Counter[str] = Counter()
    for (good, bad, _), outcome in zip(cases, judged(case[2] for case in cases), strict=True):
        if outcome.faults:
            assert has_place(outcome), outcome.faults
            results["refused"] += 1
            continue
        _rows_agree(good, bad, outcome)
        results["read"] += 1
    assert min(results["refused"], results["read"]) >= 0.1 * ACCIDENTS["text"]


def _rows_agree(good: bytes, bad: bytes, outcome: Outcome) -> None:
    """Check that every row which was read says what a person reads in that row, and that no row was lost unseen."""
    header, *_ = _records(good)
    before = {tuple(record) for record in _records(good)}
    records = _records(bad)
    by_row: dict[int, Outcome] = {}
    for item in outcome.located:
        row = item.observation.row
        assert row is not None
        by_row[row] = Outcome("", (*by_row.get(row, Outcome("", (), ())).located, item), ())
    for row, found in by_row.items():
        expected = expected_of(Grid(tuple(header), (tuple(records[row - 1][:6]),)))
        assert expected is not None, records[row - 1]
        assert same(found.reading(), expected), (records[row - 1], found.reading())
    kept = [row for row, record in enumerate(records, start=1) if tuple(record) in before and row > 1]
    assert set(kept) <= set(by_row), (records, by_row.keys())


def _records(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("windows-1252")
    text = text.replace("\u00ad", "").replace("\u200b", "")
    return list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), delimiter=";"))


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_an_accident_with_the_bytes_of_a_workbook_changes_no_value(kind: str) -> None:
    write = WRITERS[kind][0]
    chance = random.Random(f"{SEED} bytes {kind}")
    grid = good_grid(chance)
    name, good = write(chance, laid_out(chance, grid))
    outcomes = judged(imported(name, flipped(chance, good), number) for number in range(ACCIDENTS[kind]))
    for outcome in outcomes:
        assert has_place(outcome), outcome.faults
        assert outcome.faults or same(outcome.reading(), as_a_person_reads(grid)), outcome.reading()
    assert sum(bool(outcome.faults) for outcome in outcomes) >= ACCIDENTS[kind] // 2


def test_there_are_enough_of_them() -> None:
    assert sum(writing + table for _, writing, table in WRITERS.values()) + sum(ACCIDENTS.values()) >= 2000
