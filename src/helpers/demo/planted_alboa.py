"""The invented truth about ALBOA 2014-2015: screening, follow-ups, agreements, places for apprentices, move-outs.

Planted: move-outs fall in Håndværkerparken after the new organisation of August 2014 and drift elsewhere. What ALBOA
keeps to itself (S4 p. 4: screening and categories) is delivered as internal sources. How many departments there are is
invented; the document does not say.
"""

from __future__ import annotations

from helpers.demo.periods import coded_quarter, quarters, years
from helpers.demo.records import listed, own
from helpers.demo.truth import Course, PlantedSource, Process, Series

EVALUATION = "alboa-2014"
VIBY_SYD, CRAFTSMEN, RUNDHOEJ, VEJLBY_VEST, SOENDERVANGEN = (
    "viby-syd",
    "haandvaerkerparken",
    "rundhoej",
    "vejlby-vest",
    "soendervangen",
)
ALL_DEPARTMENTS, MUNICIPALITY = "alboa-afdelinger", "aarhus-kommune"
_DEPARTMENTS = 64
_QUARTERS = tuple(coded_quarter(number, which) for number in (2014, 2015) for which in (1, 2, 3, 4))


def _planted(level: float, drift: float, effect: float = 0.0) -> Course:
    return Course(level, 2014, drift, effect, begin=2014, full=2015)


_RECORDS = PlantedSource(
    "demo-registreringer",
    (
        own("afrapporteringer", ALL_DEPARTMENTS, 2014, (1, 1)),
        own("opgaver-loest", ALL_DEPARTMENTS, 2014, (1, 1)),
        own("sociale-vedligeholdelsesplaner", ALL_DEPARTMENTS, 2014, (0, 3)),
    ),
)

_PLACES = PlantedSource(
    "demo-byggesager",
    (
        listed("laere-praktikpladser", SOENDERVANGEN, quarters(2014, 2015), (0, 0, 0, 2, 1, 3, 2, 4)),
        listed("laere-praktikpladser", ALL_DEPARTMENTS, quarters(2014, 2015), (1, 0, 2, 4, 3, 5, 4, 6)),
    ),
)

_AGREEMENTS = PlantedSource(
    "demo-indsatser",
    (
        own("forankringsplan-andel", ALL_DEPARTMENTS, 2014, ((7, 9), (11, 12))),
        own("skriftlig-aftale-andel", ALL_DEPARTMENTS, 2014, ((14, 16), (18, 18))),
    ),
)

_FRAME = PlantedSource(
    "demo-aarlig-ramme",
    (own("budget-beloeb", ALL_DEPARTMENTS, 2014, (1_300_000, 950_000)),),
)

_SCREENING = PlantedSource(
    "demo-screening",
    (own("afdelinger-screenet", ALL_DEPARTMENTS, 2014, ((61, _DEPARTMENTS), (_DEPARTMENTS, _DEPARTMENTS))),),
)

_FOLLOW_UPS = PlantedSource(
    "demo-kvartalsopfoelgning",
    # No department is named: that it is followed up each quarter would tell its category.
    (listed("kvartalsopfoelgninger", ALL_DEPARTMENTS, _QUARTERS, (1, 1, 0, 1, 1, 1, 1, 1)),),
)

_MOVING = PlantedSource(
    "demo-fraflytning",
    tuple(
        Series(area, "fraflytningsprocent", Process.REGISTER, years(2014, 2015), course, dwellings)
        for area, course, dwellings in (
            (VIBY_SYD, _planted(16.0, -0.1), 840),
            (CRAFTSMEN, _planted(19.0, -0.1, -5.0), 320),
            (RUNDHOEJ, _planted(14.5, -0.1), 510),
            (VEJLBY_VEST, _planted(13.0, -0.1), 460),
            (SOENDERVANGEN, _planted(17.0, 0.2), 290),
            (ALL_DEPARTMENTS, _planted(14.0, -0.1), 6900),
            (MUNICIPALITY, _planted(15.0, -0.1), 42_000),
        )
    ),
)

SOURCES: tuple[PlantedSource, ...] = (
    _RECORDS,
    _PLACES,
    _AGREEMENTS,
    _FRAME,
    _SCREENING,
    _FOLLOW_UPS,
    _MOVING,
)
