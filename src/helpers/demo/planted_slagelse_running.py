"""The invented truth about how the plan in Slagelse is run 2016-2021: houses, staff, damage that was repaired.

Planted: nothing. Own records are given, and damage follows no plan.
"""

from __future__ import annotations

from helpers.demo.periods import coded_quarter, half, years
from helpers.demo.planted_slagelse import ALL_FOUR, MOTALAVEJ, RINGPARKEN, SKAELSKOER, SYDBYEN
from helpers.demo.records import listed, own
from helpers.demo.truth import Course, PlantedSource, Process, Series

_HALVES = tuple(half(number, which) for number in range(2018, 2022) for which in (1, 2))
_QUARTERS = tuple(coded_quarter(number, which) for number in range(2018, 2022) for which in (1, 2, 3, 4))

_HOUSES = PlantedSource(
    "demo-beboerhuse",
    tuple(
        listed("beboerhuse-brug", area, _HALVES, visits)
        for area, visits in (
            (MOTALAVEJ, (1_840, 1_915, 2_020, 2_140, 610, 880, 1_760, 2_310)),
            (RINGPARKEN, (2_310, 2_280, 2_455, 2_390, 705, 960, 2_040, 2_620)),
            (SYDBYEN, (720, 745, 760, 801, 190, 288, 655, 790)),
            (SKAELSKOER, (402, 388, 415, 431, 96, 140, 377, 420)),
        )
    ),
)

# One post stood empty for two quarters.
_STAFF = PlantedSource(
    "demo-personale",
    (listed("medarbejdere", ALL_FOUR, _QUARTERS, (2, 2, 3, 3, 3, 3, 3, 3, 3, 2, 2, 3, 3, 3, 3, 3)),),
)

_LOSSES = {
    MOTALAVEJ: (1_300_000, 1_200_000, 1_200_000, 1_000_000, 900_000, 800_000),
    RINGPARKEN: (1_500_000, 1_600_000, 1_400_000, 1_300_000, 1_100_000, 1_000_000),
    SYDBYEN: (600_000, 700_000, 600_000, 600_000, 500_000, 600_000),
    SKAELSKOER: (300_000, 300_000, 400_000, 300_000, 300_000, 300_000),
}
_RUNNING_COSTS = PlantedSource(
    "demo-driftsudgifter",
    (
        *(
            Series(area, "haervaerk-udbedring", Process.EVENTS, years(2016, 2021), Course(level, 2016, drift))
            for area, level, drift in (
                (MOTALAVEJ, 34.0, -1.0),
                (RINGPARKEN, 58.0, -2.0),
                (SYDBYEN, 14.0, 0.0),
                (SKAELSKOER, 8.0, 0.0),
            )
        ),
        *(own("tab-ved-fraflytning", area, 2016, losses) for area, losses in _LOSSES.items()),
    ),
)

SOURCES: tuple[PlantedSource, ...] = (_HOUSES, _STAFF, _RUNNING_COSTS)
