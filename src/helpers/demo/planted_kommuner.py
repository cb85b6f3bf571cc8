"""The invented answers of municipalities in 2015, beside the few shares that the survey's report prints (S3).

The questions are invented too, so that nobody takes an answer for one of the survey's. Planted: nothing.
"""

from __future__ import annotations

from helpers.demo.periods import year
from helpers.demo.truth import Course, Mark, PlantedSource, Process, Series

EVALUATION = "kommuner-2015"
ASKED = "kommuner-med-helhedsplan"
_ANSWERED = 41

_ANSWERS = {
    "Holder faste møder med boligorganisationerne (opdigtet)": 83.0,
    "Behandler helhedsplanen politisk hvert år (opdigtet)": 46.0,
    "Leverer egne data til helhedsplanen (opdigtet)": 66.0,
    "Samarbejder ikke om helhedsplanen (opdigtet)": 2.0,
}
"""Invented question → the share that would say yes, in percent."""

_SURVEY = PlantedSource(
    "demo-spoergeskema",
    tuple(
        Series(
            ASKED,
            "cfbu-andel-kommuner",
            Process.REGISTER,
            (year(2015),),
            Course(share, 2015),
            _ANSWERED,
            breakdown=question,
        )
        for question, share in _ANSWERS.items()
    ),
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
