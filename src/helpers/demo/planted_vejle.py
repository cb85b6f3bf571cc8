"""The invented truth about Vejle 2012-2016; levels go on from what the application (S2) documents.

Planted: vacancies fall clearly, the waiting list first grows and then shrinks, evictions fall too little to be seen
in one year, Tjansen's share with a job rises from 51 towards 63 percent and stays below 75, safety rises in Løget only.
Dwellings, respondents and leavers are invented.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.demo.periods import quarter, year_end, years
from helpers.demo.records import counted_on, own
from helpers.demo.truth import Course, Former, PlantedSource, Process, Series

EVALUATION = "bolivvejle-2013"
LOEGET, NOERREMARKEN = "loeget", "noerremarken"
MUNICIPALITY, BOTH_AREAS = "vejle-kommune", "loeget-og-noerremarken"
COMPARED_A, COMPARED_B = "sammenligning-vejle-a", "sammenligning-vejle-b"
DWELLINGS = 10620
"""From the 137 vacant homes that are 1.29 percent in the application."""

# The application asks for counts in the first quarter of 2013, at the end of 2014 and at the end of the project.
_COUNTED_BY_UU = (replace(quarter(2013, 1), years=1.0), *(year_end(number) for number in range(2013, 2017)))
_VACANT = {2013: 128, 2014: 117, 2015: 94, 2016: 71}


def _planted(level: float, drift: float, effect: float = 0.0, at: int = 2012) -> Course:
    return Course(level, at, drift, effect, begin=2013, full=2016)


_BAROMETER = PlantedSource(
    "demo-boligbarometer",
    (
        counted_on("ledige-almene-boliger", MUNICIPALITY, 12, _VACANT),
        counted_on(
            "ledighedsprocent-almene",
            MUNICIPALITY,
            12,
            {number: (count, DWELLINGS) for number, count in _VACANT.items()},
        ),
        counted_on("ledige-ungdomsboliger", MUNICIPALITY, 12, {2013: 15, 2014: 14, 2015: 12, 2016: 11}),
        counted_on("venteliste-aktiv", MUNICIPALITY, 11, {2013: 5412, 2014: 5530, 2015: 5398, 2016: 5244}),
    ),
)

_EVICTIONS = PlantedSource(
    "demo-udsaettelser",
    (Series(MUNICIPALITY, "udsaettelser", Process.EVENTS, years(2013, 2016), _planted(97.0, -1.5, -10.0)),),
)

_TJANSEN = PlantedSource(
    "demo-tjansen",
    (
        own("tjansen-tilknyttede-unge", LOEGET, 2012, (18, 18, 17, 20, 21)),
        own("tjansen-tilknyttede-unge", NOERREMARKEN, 2012, (15, 16, 14, 17, 18)),
        own("tjansen-vejledning", LOEGET, 2012, (45, 44, 42, 46, 48)),
        own("tjansen-vejledning", NOERREMARKEN, 2012, (35, 35, 34, 37, 40)),
        own("tjansen-frivillige", LOEGET, 2012, (0, 0, 2, 4, 7)),
        own("tjansen-frivillige", NOERREMARKEN, 2012, (0, 1, 1, 3, 6)),
    ),
)

# The first who count left in 2012: the application documents the share up to November 2012.
_FORMER_YOUTHS = PlantedSource(
    "demo-tjansen-unge",
    former=(
        Former(LOEGET, {2012: 25, 2013: 25, 2014: 26, 2015: 27, 2016: 25}, _planted(52.0, 0.5, 10.0), 9),
        Former(NOERREMARKEN, {2012: 22, 2013: 21, 2014: 23, 2015: 24, 2016: 22}, _planted(50.0, 0.5, 9.0), 8),
    ),
)

_DROPOUT = PlantedSource(
    "demo-uu-frafald",
    (
        Series(LOEGET, "frafald-17-19", Process.EVENTS, _COUNTED_BY_UU, _planted(24.0, -0.3, -4.0)),
        Series(NOERREMARKEN, "frafald-17-19", Process.EVENTS, _COUNTED_BY_UU, _planted(21.0, -0.2, -1.0)),
    ),
)

_SECRETARIAT = PlantedSource(
    "demo-sekretariat",
    (
        own("nyhedsbreve", MUNICIPALITY, 2013, (4, 3, 4, 5)),
        own("kampagner", MUNICIPALITY, 2013, (1, 1, 2, 1)),
        own("boligbarometer-udgivelser", MUNICIPALITY, 2013, (4, 4, 3, 4)),
        own("pressemeddelelser", MUNICIPALITY, 2013, (3, 5, 4, 6)),
        own("moeder-afholdt", MUNICIPALITY, 2013, (4, 3, 4, 4), "vj-bps-moeder"),
        own("moeder-afholdt", MUNICIPALITY, 2013, (4, 4, 4, 4), "vj-fku-moeder"),
        own("moeder-afholdt", MUNICIPALITY, 2013, (2, 2, 3, 2), "vj-dhi-moeder"),
        own("moeder-afholdt", MUNICIPALITY, 2013, (4, 5, 4, 3), "vj-boligorg-moeder"),
        own("moeder-afholdt", MUNICIPALITY, 2013, (1, 1, 1, 1), "vj-styringsdialog"),
        own("moeder-afholdt", BOTH_AREAS, 2013, (2, 1, 1, 2), "vj-netvaerkslokomotivet-moeder"),
        own("evalueringer-gennemfoert", MUNICIPALITY, 2013, (1, 1, 0, 1), "vj-aarlige-evalueringer"),
        own("opgaver-loest", MUNICIPALITY, 2013, (1, 0, 1, 1), "vj-aarlige-forudsaetninger"),
        own("evalueringer-gennemfoert", MUNICIPALITY, 2013, (1, 0, 0, 1), "vj-start-slut-maaling"),
    ),
)

# 2016 of the country and of the SUB areas is left out: the Slagelse agreement prints both figures, without respondents.
_BEFORE_2016, _UNTIL_2016 = years(2012, 2015), years(2012, 2016)
_SAFETY = PlantedSource(
    "demo-politi-tryghed",
    tuple(
        Series(area, "tryghed-andel", Process.SURVEY, surveyed, course, asked)
        for area, course, asked, surveyed in (
            (LOEGET, _planted(73.5, 0.2, 7.0), 280, _UNTIL_2016),
            (NOERREMARKEN, _planted(70.0, 0.2, 1.0), 310, _UNTIL_2016),
            (MUNICIPALITY, _planted(88.2, 0.1), 1200, _UNTIL_2016),
            ("sub-omraader", _planted(71.6, 0.2), 9000, _BEFORE_2016),
            ("danmark", _planted(88.9, 0.05), 15000, _BEFORE_2016),
            (COMPARED_A, _planted(75.0, 0.2), 250, _UNTIL_2016),
            (COMPARED_B, _planted(69.5, 0.2), 230, _UNTIL_2016),
        )
    ),
)

_HOUSING = PlantedSource(
    "demo-boligorganisationer",
    tuple(
        Series(area, "fraflytningsprocent", Process.REGISTER, years(2012, 2016), course, dwellings)
        for area, course, dwellings in (
            (LOEGET, _planted(18.4, -0.1, -4.2), 963),
            (NOERREMARKEN, _planted(20.1, -0.1), 1180),
            (MUNICIPALITY, _planted(13.4, -0.1), DWELLINGS),
            (COMPARED_A, _planted(17.5, -0.1), 720),
            (COMPARED_B, _planted(20.8, -0.1), 680),
        )
    ),
)

SOURCES: tuple[PlantedSource, ...] = (
    _BAROMETER,
    _EVICTIONS,
    _TJANSEN,
    _FORMER_YOUTHS,
    _DROPOUT,
    _SECRETARIAT,
    _SAFETY,
    _HOUSING,
)
