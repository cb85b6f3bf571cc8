"""The invented truth about school, education, work and families in Slagelse 2015-2021.

Planted: absence falls in Motalavej and Ringparken (about 1.5 percentage points) and not elsewhere; more pupils are
ready for education in Motalavej; fewer live on benefits in Ringparken; the rest only drifts. The agreement prints no
figures for these by area and year (what it prints is undated), so levels, pupils and residents are invented.
"""

from __future__ import annotations

from helpers.demo.periods import day, school_year, year_start, years
from helpers.demo.planted_slagelse import MOTALAVEJ, MUNICIPALITY, RINGPARKEN, SKAELSKOER, SYDBYEN
from helpers.demo.records import listed, own
from helpers.demo.truth import Course, Mark, PlantedSource, Process, Series

BOTH_ON_THE_LIST = "ringparken-og-motalavej"
_SCHOOL_YEARS = tuple(school_year(first) for first in range(2015, 2021))
_YEARS = years(2016, 2021)


def _planted(level: float, drift: float, effect: float = 0.0) -> Course:
    return Course(level, 2016, drift, effect, begin=2017, full=2021)


_ABSENCE = PlantedSource(
    "demo-skolefravaer",
    tuple(
        Series(area, "skolefravaer", Process.REGISTER, _SCHOOL_YEARS, course, school_days)
        for area, course, school_days in (
            (MOTALAVEJ, _planted(8.6, 0.05, -1.6), 44_000),
            (RINGPARKEN, _planted(8.1, 0.05, -1.4), 52_000),
            (SYDBYEN, _planted(7.2, 0.05), 30_000),
            (SKAELSKOER, _planted(6.8, 0.05), 21_000),
            (MUNICIPALITY, _planted(5.9, 0.05), 1_520_000),
        )
    ),
)

_READY = PlantedSource(
    "demo-uddannelsesparate",
    tuple(
        Series(area, "uddannelsesparate", Process.REGISTER, _SCHOOL_YEARS, course, pupils)
        for area, course, pupils in (
            (MOTALAVEJ, _planted(52.0, 0.5, 12.0), 42),
            (RINGPARKEN, _planted(55.0, 0.5, 4.0), 51),
            (SYDBYEN, _planted(60.0, 0.5), 29),
            (SKAELSKOER, _planted(64.0, 0.5), 23),
            (MUNICIPALITY, _planted(71.0, 0.5), 810),
        )
    ),
)

_RESULTS = PlantedSource(
    "demo-skoleresultater",
    tuple(
        Series(area, indicator, Process.REGISTER, _SCHOOL_YEARS, course, exposure)
        for area, exam, exam_pupils, parents, asked in (
            (MOTALAVEJ, _planted(58.0, 0.4, 6.0), 40, _planted(46.0, 0.0, 9.0), 130),
            (RINGPARKEN, _planted(61.0, 0.4, 2.0), 48, _planted(49.0, 0.0, 6.0), 150),
            (SYDBYEN, _planted(66.0, 0.4), 27, _planted(55.0, 0.0), 90),
            (SKAELSKOER, _planted(70.0, 0.4), 22, _planted(60.0, 0.0), 70),
        )
        for indicator, course, exposure in (
            ("afgangsproeve-adgangsgivende", exam, exam_pupils),
            ("foraeldredeltagelse-skole", parents, asked),
        )
    ),
)

_YOUTH_EDUCATION = PlantedSource(
    "demo-ungdomsuddannelse",
    tuple(
        Series(area, indicator, Process.REGISTER, _YEARS, course, youths)
        for area, completed, kept, youths in (
            (MOTALAVEJ, _planted(55.0, 0.5, 3.0), _planted(74.0, 0.3, 5.0), 60),
            (RINGPARKEN, _planted(58.0, 0.5), _planted(77.0, 0.3, 2.0), 68),
            (SYDBYEN, _planted(63.0, 0.5), _planted(80.0, 0.3), 41),
            (SKAELSKOER, _planted(67.0, 0.5), _planted(83.0, 0.3), 34),
            (MUNICIPALITY, _planted(74.0, 0.3), _planted(87.0, 0.2), 940),
        )
        for indicator, course in (("gennemfoert-ungdomsuddannelse", completed), ("fastholdt-i-uddannelse", kept))
    ),
)

_BASIC_SCHOOL = PlantedSource(
    "demo-bl-tabeller",
    tuple(
        Series(area, "hoejest-grundskole-andel", Process.REGISTER, _YEARS, course, residents)
        for area, course, residents in (
            (MOTALAVEJ, _planted(52.0, -0.4, -1.0), 1180),
            (RINGPARKEN, _planted(50.0, -0.4, -1.0), 1240),
            (SYDBYEN, _planted(46.0, -0.4), 860),
            (SKAELSKOER, _planted(44.0, -0.4), 610),
            (MUNICIPALITY, _planted(29.0, -0.4), 48_900),
        )
    ),
)

_WEEKS = {
    MOTALAVEJ: (41.5, 41.0, 40.5, 38.0, 38.5, 36.0),
    RINGPARKEN: (43.0, 42.0, 41.5, 40.0, 39.0, 37.5),
    SYDBYEN: (36.0, 36.5, 35.5, 36.0, 37.0, 35.5),
    SKAELSKOER: (33.5, 33.0, 34.0, 33.0, 34.5, 33.0),
}
_REGISTERS = PlantedSource(
    "demo-kommunens-registre",
    (
        *(
            Series(area, indicator, process, _YEARS, course, residents)
            for area, benefits, adults, detached, young, enrolled in (
                (MOTALAVEJ, _planted(41.0, -0.3, -2.0), 1120, _planted(19.0, 0.0, -3.0), 470, _planted(6.0, 0.1, 1.5)),
                (RINGPARKEN, _planted(39.0, -0.3, -6.0), 1180, _planted(18.0, 0.0, -1.0), 490, _planted(6.4, 0.1)),
                (SYDBYEN, _planted(33.0, -0.3), 790, _planted(15.0, 0.0), 330, _planted(7.1, 0.1)),
                (SKAELSKOER, _planted(30.0, -0.3), 560, _planted(13.0, 0.0), 210, _planted(7.6, 0.1)),
            )
            for indicator, process, course, residents in (
                ("ydelsesmodtagere", Process.HEADCOUNT, benefits, adults),
                ("under-30-uden-tilknytning", Process.HEADCOUNT, detached, young),
                ("indskrevet-ungdomsuddannelse-18plus", Process.REGISTER, enrolled, adults),
            )
        ),
        *(own("ydelsesperiode", area, 2016, weeks) for area, weeks in _WEEKS.items()),
    ),
)

_POSSIBLE = PlantedSource(
    "demo-fritidsliv",
    tuple(
        own(indicator, area, 2017, tuple((share, youths) for share in shares))
        for area, youths, jobs, clubs in (
            (MOTALAVEJ, 310, (62, 93, 142, 158, 201), (186, 217, 233, 226, 264)),
            (RINGPARKEN, 340, (85, 119, 136, 170, 204), (204, 221, 255, 238, 289)),
            (SYDBYEN, 190, (57, 57, 76, 84, 95), (114, 123, 133, 124, 152)),
            (SKAELSKOER, 120, (36, 42, 48, 42, 60), (72, 78, 84, 78, 96)),
        )
        for indicator, shares in (("unge-med-mulighed-fritidsjob", jobs), ("unge-med-mulighed-foreningsliv", clubs))
    ),
)

# The agreement's baseline is 2016; the first count was made at the end of that year.
_COUNTED = (day(2016, 12, 1), day(2018, 12, 1), day(2019, 12, 1), day(2020, 12, 1), day(2021, 12, 1))
_FAMILIES = PlantedSource(
    "demo-sundhedstjenesten",
    (
        Series(
            BOTH_ON_THE_LIST,
            "familier-trivselsparametre",
            Process.OWN_RECORD,
            _COUNTED,
            given={2016: (4, 21), 2018: (8, 24), 2019: (11, 26), 2020: (15, 27), 2021: (16, 27)},
            marks={2016: Mark.HIDDEN, 2021: Mark.PROVISIONAL},
        ),
        Series(
            BOTH_ON_THE_LIST,
            "moedre-handlekompetence",
            Process.OWN_RECORD,
            _COUNTED,
            given={2016: (0, 0), 2018: (17, 29), 2019: (19, 31), 2020: (12, 18), 2021: (23, 33)},
            marks={2016: Mark.MISSING, 2021: Mark.PROVISIONAL},
        ),
    ),
)

_WAITING = PlantedSource(
    "demo-venteliste",
    tuple(
        listed("venteliste-aktiv", area, tuple(year_start(number) for number in range(2017, 2022)), counts)
        for area, counts in (
            (MOTALAVEJ, (412, 398, 455, 540, 655)),
            (RINGPARKEN, (1_034, 1_012, 1_105, 1_188, 1_310)),
            (SYDBYEN, (868, 874, 861, 880, 872)),
            (SKAELSKOER, (233, 241, 229, 238, 236)),
        )
    ),
)

SOURCES: tuple[PlantedSource, ...] = (
    _ABSENCE,
    _READY,
    _RESULTS,
    _YOUTH_EDUCATION,
    _BASIC_SCHOOL,
    _REGISTERS,
    _POSSIBLE,
    _FAMILIES,
    _WAITING,
)
