"""The invented truth about who moved in Slagelse since 2016, and who of those who stayed found work.

Planted: at Motalavej nothing changes among those who stayed, and the share still falls, because others move in than
moved out. In Ringparken those who stayed change. In Sydbyen so few moved in that they can't be shown. In Skælskør those
who stayed change, and who moved hides it.
"""

from __future__ import annotations

from collections.abc import Mapping

from helpers.demo.periods import year
from helpers.demo.planted_slagelse import MOTALAVEJ, RINGPARKEN, SKAELSKOER, SYDBYEN
from helpers.demo.records import listed
from helpers.demo.truth import PlantedSource

SOURCE = "demo-flytninger"
INDICATOR = "uden-arbejde-efter-flytning"
STAYED_BEFORE, STAYED_AFTER = "blev boende, før", "blev boende, efter"
MOVED_OUT, MOVED_IN = "flyttede fra", "flyttede til"
YEARS = (2018, 2021)
"""Each counts from the same start, the end of 2016."""

_Pair = tuple[int, int]
GROUPS: Mapping[str, Mapping[str, tuple[_Pair, _Pair]]] = {
    MOTALAVEJ: {
        STAYED_BEFORE: ((360, 900), (320, 800)),
        STAYED_AFTER: ((360, 900), (320, 800)),
        MOVED_OUT: ((70, 100), (110, 200)),
        MOVED_IN: ((32, 105), (63, 210)),
    },
    RINGPARKEN: {
        STAYED_BEFORE: ((598, 1340), (540, 1200)),
        STAYED_AFTER: ((551, 1340), (456, 1200)),
        MOVED_OUT: ((62, 160), (120, 300)),
        MOVED_IN: ((70, 165), (134, 320)),
    },
    SYDBYEN: {
        STAYED_BEFORE: ((222, 640), (210, 600)),
        STAYED_AFTER: ((219, 640), (205, 600)),
        MOVED_OUT: ((24, 60), (36, 100)),
        MOVED_IN: ((3, 21), (12, 38)),
    },
    SKAELSKOER: {
        STAYED_BEFORE: ((158, 485), (148, 435)),
        STAYED_AFTER: ((146, 485), (125, 435)),
        MOVED_OUT: ((10, 55), (20, 105)),
        MOVED_IN: ((25, 60), (42, 95)),
    },
}
"""Area → group → without work and all of them, by year."""


def planted_parts(area: str, number: int) -> dict[str, float]:
    """Return what moving out, those who stayed and moving in changed by the year `number`, in percentage points."""
    at = YEARS.index(number)
    of = {group: pairs[at] for group, pairs in GROUPS[area].items()}
    before, after = (
        _share(of[one], of[other]) for one, other in ((STAYED_BEFORE, MOVED_OUT), (STAYED_AFTER, MOVED_IN))
    )
    first, second = _share(of[STAYED_BEFORE]), _share(of[STAYED_AFTER])
    return {"moved_out": first - before, "stayed": second - first, "moved_in": after - second}


def _share(*groups: _Pair) -> float:
    return 100 * sum(group[0] for group in groups) / sum(group[1] for group in groups)


SOURCES: tuple[PlantedSource, ...] = (
    PlantedSource(
        SOURCE,
        tuple(
            listed(INDICATOR, area, tuple(map(year, YEARS)), pairs, group)
            for area, groups in GROUPS.items()
            for group, pairs in groups.items()
        ),
    ),
)
