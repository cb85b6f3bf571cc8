"""Linear algebra as an attacker on quarters: no small quarter follows from quarters, years and sums that are shown."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import protect
from helpers.measurement.results import Measurement, Results
from helpers.plan.model import Nature
from unit.measurement.cases import indicator, plan, registry, results, seen

AREAS, YEARS = "abcd", (2018, 2019)
ATOMS = [(area, year, quarter) for area in AREAS for year in YEARS for quarter in range(1, 5)]
EVENTS = indicator(nature=Nature.EVENT_COUNT, yearly="sum")
# Busy areas with a small quarter now and then, and areas that are small throughout.
line = st.sampled_from([(0, 9), (3, 40)]).flatmap(lambda ends: st.lists(st.integers(*ends), min_size=8, max_size=8))


def _released(counts: list[int]) -> Results:
    known = registry(EVENTS)
    rows = [
        seen(f"{year}K{quarter}", count, area=area) for (area, year, quarter), count in zip(ATOMS, counts, strict=True)
    ]
    found = results(plan(), known, *rows)
    return release(found, protect(found, known, Policy()), "public").results


def _row(shown: Measurement) -> np.ndarray:
    members = {"sum": "abcd", "pair": "ab"}.get(shown.area, shown.area)
    assert shown.period_start is not None
    assert shown.period_end is not None
    first, last = shown.period_start, shown.period_end
    return np.array(
        [
            float(area in members and first.year == year and first.month <= 3 * quarter <= last.month)
            for area, year, quarter in ATOMS
        ]
    )


@settings(max_examples=8, deadline=None)
@given(st.lists(line, min_size=4, max_size=4))
def test_no_small_quarter_can_be_worked_out(lines: list[list[int]]) -> None:
    counts = [count for of_area in lines for count in of_area]
    found = _released(counts)
    shown = [one for one in (*found.short_series, *found.series) if not one.hidden]
    known = np.array([_row(one) for one in shown]) if shown else np.zeros((1, len(ATOMS)))
    rank = np.linalg.matrix_rank(known)
    for position, count in enumerate(counts):
        if 0 < count < 5:
            unit = np.eye(len(ATOMS))[position]
            assert np.linalg.matrix_rank(np.vstack([known, unit])) > rank, ATOMS[position]
