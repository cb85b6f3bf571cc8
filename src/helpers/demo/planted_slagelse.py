"""The invented truth about Slagelse 2016-2021; levels go on from what the agreement (S1) documents.

Planted: safety rises in Motalavej (58 to about 66 percent) and hardly elsewhere; move-outs fall in Motalavej and
Ringparken og Schackenborgvænge, not in Sydbyen and Skælskør; vandalism falls where it was highest; fires swing and
then fall; decisions fall in two areas and stay in Sydbyen. Residents and dwellings are invented.
"""

from __future__ import annotations

from helpers.demo.attendance import Attending
from helpers.demo.periods import quarters, year, years
from helpers.demo.records import own
from helpers.demo.truth import Course, PlantedSource, Process, Series

EVALUATION = "slagelse-2017"
MOTALAVEJ, RINGPARKEN, SYDBYEN, SKAELSKOER = "motalavej", "ringparken-schackenborgvaenge", "sydbyen", "skaelskoer"
ALL_FOUR, MUNICIPALITY = "ansoegningsomraadet", "slagelse-kommune"
COMPARED_A, COMPARED_B = "sammenligning-slagelse-a", "sammenligning-slagelse-b"
DWELLINGS = {MOTALAVEJ: 790, RINGPARKEN: 868, SYDBYEN: 560, SKAELSKOER: 420}

# No survey and no decisions for 2017: the baseline that the agreement prints for 2016 stays the baseline.
_SINCE_2018 = years(2018, 2021)
_WITH_2016 = (year(2016), *_SINCE_2018)
# Sydbyen and Skælskør had no zero point when the agreement was signed; theirs is 2017.
_ZERO_POINT_2017 = (year(2017), *_SINCE_2018)


def _planted(level: float, drift: float, effect: float = 0.0, at: int = 2016) -> Course:
    return Course(level, at, drift, effect, begin=2017, full=2021)


_SAFETY = PlantedSource(
    "demo-politi-tryghed",
    (
        Series(MOTALAVEJ, "tryghed-andel", Process.SURVEY, _WITH_2016, _planted(58.3, 0.2, 6.7), 230),
        Series(RINGPARKEN, "tryghed-andel", Process.SURVEY, _WITH_2016, _planted(72.0, 0.2, 1.0), 340),
        Series(SYDBYEN, "tryghed-andel", Process.SURVEY, _ZERO_POINT_2017, _planted(69.0, 0.2), 260),
        Series(SKAELSKOER, "tryghed-andel", Process.SURVEY, _ZERO_POINT_2017, _planted(81.0, 0.2, 1.0), 170),
        Series("sub-omraader", "tryghed-andel", Process.SURVEY, _WITH_2016, _planted(72.4, 0.25), 9000),
        Series(MUNICIPALITY, "tryghed-andel", Process.SURVEY, _WITH_2016, _planted(86.4, 0.1), 1100),
        Series("danmark", "tryghed-andel", Process.SURVEY, _WITH_2016, _planted(89.1, 0.05), 15000),
        Series(COMPARED_A, "tryghed-andel", Process.SURVEY, _WITH_2016, _planted(64.0, 0.2), 240),
        Series(COMPARED_B, "tryghed-andel", Process.SURVEY, _WITH_2016, _planted(73.5, 0.2), 290),
    ),
)

_VANDALISM = PlantedSource(
    "demo-politi-haervaerk",
    tuple(
        Series(area, "haervaerk-anmeldelser", Process.EVENTS, quarters(2016, 2021), course)
        for area, course in (
            (MOTALAVEJ, _planted(46.0, -1.0, -22.0)),
            (RINGPARKEN, _planted(64.0, -1.0, -38.0)),
            (SYDBYEN, _planted(17.0, 0.3)),
            (SKAELSKOER, _planted(9.0, 0.0)),
        )
    ),
)

# The areas of 2016 add up to the 30.65 per 1,000 of the agreement: 184 decisions among 6,003 residents.
_DECISIONS = PlantedSource(
    "demo-bl-afgoerelser",
    tuple(
        Series(area, "kriminalretlige-afgoerelser", Process.RATE, _WITH_2016, course, residents, given)
        for area, residents, course, given in (
            (MOTALAVEJ, 1900, _planted(34.2, -0.6, -7.0), {2016: (65, 1900)}),
            (RINGPARKEN, 1903, _planted(28.4, -0.4, -6.0), {2016: (54, 1903)}),
            (SYDBYEN, 1300, _planted(34.6, -0.3), {2016: (45, 1300)}),
            (SKAELSKOER, 900, _planted(22.2, -0.6), {2016: (20, 900)}),
            (MUNICIPALITY, 78600, _planted(11.4, -0.15), {}),
            (COMPARED_A, 1550, _planted(30.5, -0.5), {}),
            (COMPARED_B, 1720, _planted(25.5, -0.4), {}),
        )
    ),
)

_SWINGS = {2017: 1.0, 2018: 0.85, 2019: 1.3, 2020: 0.7, 2021: 0.5}
_FIRES = PlantedSource(
    "demo-brand-og-redning",
    tuple(
        Series(area, "paasatte-brande", Process.EVENTS, years(2016, 2021), course, given=given)
        for area, course, given in (
            (MOTALAVEJ, Course(9.0, 2017, swings=_SWINGS), {2016: (11, None)}),
            (RINGPARKEN, Course(13.0, 2017, swings=_SWINGS), {2016: (17, None)}),
            (SYDBYEN, Course(0.5, 2017), {}),
            (SKAELSKOER, Course(0.4, 2017), {}),
        )
    ),
)

_MOVING = {
    MOTALAVEJ: (_planted(23.8, -0.2, -7.2), DWELLINGS[MOTALAVEJ]),
    RINGPARKEN: (_planted(22.2, -0.2, -10.2), DWELLINGS[RINGPARKEN]),
    SYDBYEN: (_planted(21.0, -0.1), DWELLINGS[SYDBYEN]),
    SKAELSKOER: (_planted(18.8, -0.2), DWELLINGS[SKAELSKOER]),
    MUNICIPALITY: (_planted(14.6, -0.1), 9400),
    COMPARED_A: (_planted(22.6, -0.2), 640),
    COMPARED_B: (_planted(19.8, -0.2), 710),
}
_VACANT = {
    MOTALAVEJ: (31, 29, 27, 22, 18, 14),
    RINGPARKEN: (12, 12, 11, 9, 9, 8),
    SYDBYEN: (6, 7, 5, 6, 6, 5),
    SKAELSKOER: (3, 2, 3, 1, 0, 2),
}
_HOUSING = PlantedSource(
    "demo-boligorganisationer",
    (
        *(
            Series(area, "fraflytningsprocent", Process.REGISTER, years(2016, 2021), course, dwellings)
            for area, (course, dwellings) in _MOVING.items()
        ),
        *(own("tomgang", area, 2016, counts) for area, counts in _VACANT.items()),
    ),
)

_ACTIVE_LIFE = PlantedSource(
    "demo-aktivt-liv",
    (
        own("stoerre-aktiviteter", ALL_FOUR, 2018, (2, 3, 0, 2)),
        own("deltagere-tvaergaaende", ALL_FOUR, 2018, (140, 195, 0, 160)),
        own("ad-hoc-arbejdsgrupper", ALL_FOUR, 2018, (1, 1, 0, 1)),
        own("temaaftener-brandsikkerhed", MOTALAVEJ, 2018, (2, 3, 1, 3)),
        own("temaaftener-brandsikkerhed", RINGPARKEN, 2018, (2, 3, 1, 3)),
        own("temaaftener-brandsikkerhed", SYDBYEN, 2018, (1, 1, 0, 2)),
        own("temaaftener-brandsikkerhed", SKAELSKOER, 2018, (0, 1, 0, 1)),
    ),
)

_VOLUNTEERS = PlantedSource(
    "demo-frivillige",
    attending=tuple(
        Attending(area, dict(zip(range(2018, 2022), persons, strict=True)))
        for area, persons in (
            (MOTALAVEJ, (14, 17, 16, 22)),
            (RINGPARKEN, (16, 18, 15, 24)),
            (SYDBYEN, (7, 8, 8, 11)),
            (SKAELSKOER, (3, 4, 2, 5)),
        )
    ),
    counted_as="frivillige-aktive",
)

_COMMUNICATION = PlantedSource(
    "demo-kommunikation",
    (
        own("positive-historier", ALL_FOUR, 2018, (3, 4, 2, 5)),
        own("beboere-i-kommunikation", MOTALAVEJ, 2018, (4, 5, 5, 8)),
        own("beboere-i-kommunikation", RINGPARKEN, 2018, (3, 6, 5, 8)),
        own("beboere-i-kommunikation", SYDBYEN, 2018, (2, 2, 3, 4)),
        own("beboere-i-kommunikation", SKAELSKOER, 2018, (0, 1, 1, 2)),
        own("unikke-besoegende", ALL_FOUR, 2018, (10420, 11180, 13950, 13120)),
        Series(ALL_FOUR, "negativ-omtale", Process.EVENTS, years(2017, 2021), _planted(64.0, -1.0, -22.0)),
    ),
)

_CARETAKERS = PlantedSource(
    "demo-ejendomsfunktionaerer",
    (own("ejendomsfunktionaerer-kursus", ALL_FOUR, 2018, ((12, 26), (15, 26), (15, 27), (21, 27))),),
)

_PARENTS = PlantedSource(
    "demo-bydelsforaeldre",
    (
        own("foraeldregrupper", MOTALAVEJ, 2018, (1, 1, 1, 1)),
        own("foraeldregrupper", RINGPARKEN, 2018, (1, 1, 1, 1)),
        own("foraeldregrupper", SYDBYEN, 2018, (0, 1, 1, 1)),
        own("foraeldregrupper", SKAELSKOER, 2018, (0, 0, 0, 1)),
        own("aktive-foraeldre", MOTALAVEJ, 2018, (6, 8, 9, 12)),
        own("aktive-foraeldre", RINGPARKEN, 2018, (7, 9, 9, 13)),
        own("aktive-foraeldre", SYDBYEN, 2018, (0, 3, 4, 6)),
        own("aktive-foraeldre", SKAELSKOER, 2018, (0, 0, 0, 4)),
    ),
)

_FOLLOW_UP = PlantedSource(
    "demo-opfoelgning",
    (
        own("leverancemaaling-gennemfoert", ALL_FOUR, 2018, (3, 4, 4, 4)),
        own("evalueringer-gennemfoert", ALL_FOUR, 2018, (1, 2, 1, 2), "sl-bestyrelse-vurdering"),
        own("evalueringer-gennemfoert", ALL_FOUR, 2018, (2, 2, 2, 2), "sl-aarligt-evalueringsmoede"),
        own("evalueringer-gennemfoert", ALL_FOUR, 2018, (1, 1, 1, 1), "sl-delaftale-revision"),
        own("evalueringer-gennemfoert", ALL_FOUR, 2018, (0, 1, 1, 1), "sl-revision-dokumentation"),
        own("opgaver-loest", ALL_FOUR, 2018, (1, 1, 1, 1), "sl-aarlige-aktivitetsplaner"),
        own("opgaver-loest", ALL_FOUR, 2018, (1, 1, 0, 1), "sl-centrale-maalinger"),
        own("opgaver-loest", ALL_FOUR, 2018, (1, 1, 0, 1), "sl-ol-i-leg"),
    ),
)

_COORDINATORS = PlantedSource(
    "demo-koordinatorer",
    (
        own("koordinator-dage-i-omraadet", MOTALAVEJ, 2018, (2.5, 2.5, 2.0, 2.5)),
        own("koordinator-dage-i-omraadet", RINGPARKEN, 2018, (2.5, 2.0, 2.0, 2.5)),
        own("koordinator-dage-i-omraadet", SYDBYEN, 2018, (1.5, 1.5, 1.0, 1.5)),
        own("koordinator-dage-i-omraadet", SKAELSKOER, 2018, (0.8, 0.9, 0.5, 0.8)),
    ),
)

SOURCES: tuple[PlantedSource, ...] = (
    _SAFETY,
    _VANDALISM,
    _DECISIONS,
    _FIRES,
    _HOUSING,
    _ACTIVE_LIFE,
    _VOLUNTEERS,
    _COMMUNICATION,
    _CARETAKERS,
    _PARENTS,
    _FOLLOW_UP,
    _COORDINATORS,
)
