"""The invented answers of municipalities in 2015, beside the few shares that the survey's report prints (S3).

The questions are invented too, so that nobody takes an answer for one of the survey's. Planted: nothing.
"""

from __future__ import annotations

from helpers.demo.periods import year
from helpers.demo.records import own
from helpers.demo.truth import Mark, PlantedSource, Process, Series

EVALUATION = "kommuner-2015"
ASKED = "kommuner-med-helhedsplan"
_ANSWERED = 41

_ANSWERS = {
    "Holder faste møder med boligorganisationerne (opdigtet)": 34,
    "Behandler helhedsplanen politisk hvert år (opdigtet)": 19,
    "Leverer egne data til helhedsplanen (opdigtet)": 27,
    "Samarbejder ikke om helhedsplanen (opdigtet)": 0,
}
"""Invented question → how many of those who answered say yes."""

_SURVEY = PlantedSource(
    "demo-spoergeskema",
    tuple(own("cfbu-andel-kommuner", ASKED, 2015, ((yes, _ANSWERED),), question) for question, yes in _ANSWERS.items()),
)

_CASES = PlantedSource(
    "demo-casekommuner",
    tuple(
        Series(
            area,
            "medfinansieringsandel",
            Process.OWN_RECORD,
            (year(2015),),
            given={2015: (share, None)},
            marks={2015: mark},
        )
        for area, share, mark in (
            ("albertslund", 31.5, Mark.STATED),
            ("herning", 25.0, Mark.STATED),
            ("koege", 38.25, Mark.STATED),
            ("odense", 27.75, Mark.STATED),
            ("soenderborg", 0.0, Mark.MISSING),
            (ASKED, 29.5, Mark.STATED),
        )
    ),
)

SOURCES: tuple[PlantedSource, ...] = (_SURVEY, _CASES)
