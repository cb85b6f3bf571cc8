"""Lists of participants: as many different persons as planted, and persons who come back."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from helpers.demo.attendance import Attending, counted, draw_attendance
from helpers.demo.truth import generator

GROUPS = (
    Attending("motalavej", {2018: 14, 2019: 17}),
    Attending("sydbyen", {2018: 7, 2019: 8}),
    Attending("skaelskoer", {2018: 1, 2019: 3}),
)


@pytest.mark.parametrize("seed", range(20))
def test_there_are_as_many_different_persons_as_planted(seed: int) -> None:
    rows = draw_attendance(GROUPS, generator(seed, "a", "b"))
    planted = {(group.area, year): count for group in GROUPS for year, count in group.persons.items()}
    assert counted(rows) == planted
    assert len(rows) > sum(planted.values())


def test_persons_come_back_and_take_part_in_two_areas() -> None:
    rows = draw_attendance(GROUPS, generator(1, "a", "b"))
    years: dict[str, set[int]] = {}
    areas: dict[str, set[str]] = {}
    for row in rows:
        years.setdefault(row.pseudonym, set()).add(row.on.year)
        areas.setdefault(row.pseudonym, set()).add(row.area)
    assert any(len(found) > 1 for found in years.values())
    assert any(len(found) > 1 for found in areas.values())


def test_a_list_is_in_order_of_days_and_names_nobody() -> None:
    rows = draw_attendance(GROUPS, generator(1, "a", "b"))
    assert all(first.on <= second.on for first, second in pairwise(rows))
    assert all(re.fullmatch(r"deltager-\d{4}", row.pseudonym) for row in rows)
