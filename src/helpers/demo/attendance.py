"""Lists of who took part: invented pseudonyms only.

A person has several rows, comes back from year to year, and one from each area takes part in the next one too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

_NUMBERS = 10_000
_OFTEN = 4
"""A person takes part at most so many times a year."""


@dataclass(frozen=True)
class Attending:
    """How many different persons take part in one area.

    Parameters
    ----------
    area
        The area's id.
    persons
        Year → how many. They come back from one year to the next as far as the number allows.
    """

    area: str
    persons: Mapping[int, int]


@dataclass(frozen=True)
class Attended:
    """One row of a list."""

    pseudonym: str
    area: str
    on: date


def draw_attendance(groups: tuple[Attending, ...], random: np.random.Generator) -> tuple[Attended, ...]:
    """Draw who took part when, sorted by day.

    The first person of each area takes part in the next area too, once a year: counted in both, and once in each.
    """
    names = [f"deltager-{number:04d}" for number in random.choice(_NUMBERS, _needed(groups), replace=False)]
    rows: list[Attended] = []
    taken = 0
    guest: str | None = None
    for group in groups:
        most = max(group.persons.values())
        own = names[taken : taken + most]
        taken += most
        for year, count in group.persons.items():
            present = own[:count]
            if guest is not None and count > 1:
                present = [*own[: count - 1], guest]
            rows += [row for name in present for row in _through_the_year(name, group.area, year, random)]
        guest = own[0]
    return tuple(sorted(rows, key=lambda row: (row.on, row.area, row.pseudonym)))


def _needed(groups: tuple[Attending, ...]) -> int:
    return sum(max(group.persons.values()) for group in groups)


def _through_the_year(name: str, area: str, year: int, random: np.random.Generator) -> list[Attended]:
    times = int(random.integers(1, _OFTEN + 1))
    days = sorted(int(day) for day in random.choice(365, times, replace=False))
    return [Attended(name, area, date(year, 1, 1) + timedelta(days=day)) for day in days]


def counted(rows: tuple[Attended, ...]) -> dict[tuple[str, int], int]:
    """Return how many different persons took part, by area and year."""
    persons: dict[tuple[str, int], set[str]] = {}
    for row in rows:
        persons.setdefault((row.area, row.on.year), set()).add(row.pseudonym)
    return {about: len(found) for about, found in persons.items()}
