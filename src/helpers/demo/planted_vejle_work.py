"""The invented truth about work, projects and hours in Vejle 2012-2016; the application prints no figures for these.

Planted: nothing. The counts are own records: joint initiatives grow, the goal of 100 pensioners in two years is missed.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.demo.periods import Period, coded_quarter, day, half, quarter, year_end
from helpers.demo.planted_vejle import BOTH_AREAS, MUNICIPALITY
from helpers.demo.records import listed, own
from helpers.demo.truth import PlantedSource


def _turned(number: int, which: int) -> Period:
    """Return a quarter written the other way round: `K1 2013`."""
    return replace(quarter(number, which), written=f"K{which} {number}")


_HALVES = tuple(half(number, which) for number in range(2013, 2017) for which in (1, 2))
_TURNED = tuple(_turned(number, which) for number in range(2012, 2017) for which in (1, 2, 3, 4))
_CODED = tuple(coded_quarter(number, which) for number in range(2013, 2017) for which in (1, 2, 3, 4))

_JOB_CENTRE = PlantedSource(
    "demo-jobcenter",
    (
        own("foertidspensionister-selvforsoergende", MUNICIPALITY, 2013, (31, 38, 22, 17)),
        own("kvinder-i-beskaeftigelse", BOTH_AREAS, 2012, (11, 12, 15, 18, 21)),
        listed("virksomhedskontakter", BOTH_AREAS, _HALVES, (14, 19, 22, 17, 25, 28, 24, 30)),
        listed(
            "virksomhedscenter-praktikpladser",
            BOTH_AREAS,
            tuple(day(number, 12, 1) for number in range(2013, 2017)),
            (3, 4, 4, 5),
        ),
    ),
)

_PROJECTS = PlantedSource(
    "demo-projektudvikling",
    (
        listed(
            "samarbejdstiltag",
            MUNICIPALITY,
            _TURNED,
            (1, 0, 1, 1, 1, 1, 2, 0, 2, 1, 1, 2, 1, 2, 3, 1, 2, 2, 1, 3),
        ),
        own("effektmaal-opstillet", MUNICIPALITY, 2013, ((6, 11), (9, 12), (11, 13), (13, 13))),
    ),
)

_HOURS = PlantedSource(
    "demo-tjansen-timer",
    (
        listed(
            "tjansen-prioritering",
            BOTH_AREAS,
            _CODED,
            tuple(
                (guidance, hours)
                for guidance, hours in zip(
                    (142.5, 150, 128, 161, 155.5, 168, 149, 177, 171, 182.5, 160, 190, 188, 195, 170.5, 201),
                    (400, 410, 352, 405, 398, 402, 350, 408, 395, 400, 348, 402, 390, 398, 345, 400),
                    strict=True,
                )
            ),
        ),
    ),
)

# Spent since the plan began; the application's frame for all four years is 11,464,000.
_ACCOUNTS = PlantedSource(
    "demo-regnskab",
    (
        listed(
            "budget-beloeb",
            MUNICIPALITY,
            tuple(year_end(number) for number in range(2013, 2017)),
            (870_000, 3_600_000, 7_200_000, 11_398_200),
            "vj-budget-overholdt",
        ),
    ),
)

SOURCES: tuple[PlantedSource, ...] = (_JOB_CENTRE, _PROJECTS, _HOURS, _ACCOUNTS)
