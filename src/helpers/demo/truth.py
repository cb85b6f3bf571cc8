"""The process behind the demonstration data: true levels with planted effects, and draws from them.

Because the truth is known, what Målbar measures and estimates can be held against it. Every draw comes from a
generator seeded by (seed, evaluation, source), so that one delivery can change without moving the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

import numpy as np

from helpers.demo.attendance import Attending
from helpers.demo.periods import Period
from helpers.demo.shocks import Shocks, departures

Counts = tuple[float, int | None]
"""Numerator and denominator; no denominator for a count. Whole but for working days."""


class Process(StrEnum):
    """How a figure comes about."""

    SURVEY = "survey"
    """A share of those who happened to answer; their number varies a little from year to year."""
    REGISTER = "register"
    """A share of everybody in a register."""
    RATE = "rate"
    """Events per 1,000 residents: Poisson."""
    EVENTS = "events"
    """Events in a period: Poisson."""
    HEADCOUNT = "headcount"
    """Those of a population to whom something applies; only their number is delivered."""
    OWN_RECORD = "own_record"
    """What a secretariat has written down about its own work: given, not drawn."""


class Mark(StrEnum):
    """What the owner says of a figure instead of, or besides, a number."""

    STATED = "stated"
    PROVISIONAL = "provisional"
    HIDDEN = "hidden"
    """The owner knows it and does not tell: too few persons."""
    MISSING = "missing"
    """Left out on purpose: nobody has counted."""


@dataclass(frozen=True)
class Course:
    """The true level over time, in the indicator's unit (a count: events a year).

    Parameters
    ----------
    level, at
        The level in the year `at`.
    drift
        Change a year that would have come without the plan.
    effect
        What the plan adds when it works fully; 0 where nothing is planted.
    begin, full
        The effect grows evenly from `begin` (none yet) to `full` (all of it).
    swings
        Year → factor, for something that fluctuates.
    """

    level: float
    at: int
    drift: float = 0.0
    effect: float = 0.0
    begin: int = 0
    full: int = 1
    swings: Mapping[int, float] = field(default_factory=dict[int, float])

    def effect_at(self, time: float) -> float:
        """Return the part of the level that is planted."""
        return self.effect * min(1.0, max(0.0, (time - self.begin) / (self.full - self.begin)))

    def level_at(self, time: float) -> float:
        """Return the true level at `time` (years); never below zero."""
        swing = self.swings.get(round(time), 1.0)
        return max(0.0, (self.level + self.drift * (time - self.at) + self.effect_at(time)) * swing)


@dataclass(frozen=True)
class Series:
    """One indicator in one area over the periods that the owner delivers.

    Parameters
    ----------
    exposure
        Respondents, dwellings or residents; None for counts.
    given
        Year → counts that are not drawn: own records, and years whose level a document fixes elsewhere.
    """

    area: str
    indicator: str
    process: Process
    periods: tuple[Period, ...]
    course: Course | None = None
    exposure: int | None = None
    given: Mapping[int, Counts] = field(default_factory=dict[int, Counts])
    breakdown: str | None = None
    listed: tuple[Counts, ...] = ()
    """Given counts by period, in order, where a year holds several periods."""
    marks: Mapping[int, Mark] = field(default_factory=dict[int, Mark])
    """Year in which a period ends → what the owner says of the figure; nothing: stated."""


@dataclass(frozen=True)
class Drawn:
    """One figure as the owner delivers it."""

    area: str
    indicator: str
    breakdown: str | None
    period: Period
    numerator: float
    denominator: int | None
    true_level: float | None
    """What the draw came from; None for a figure that is given."""
    true_effect: float
    mark: Mark = Mark.STATED


@dataclass(frozen=True)
class Person:
    """One young person of a person list, without any identity: a running number only."""

    number: str
    area: str
    started: date
    left: date | None
    job_after_a_year: bool | None
    """None: a year has not passed yet."""


@dataclass(frozen=True)
class Former:
    """Young people of one area who leave an activity, and the true share with a job a year later."""

    area: str
    leavers: Mapping[int, int]
    """Year of leaving → how many."""
    job: Course
    """In percent, at the year in which the year after leaving has passed."""
    still_there: int


@dataclass(frozen=True)
class Asking:
    """A questionnaire in one area: who could answer, and the true share of them.

    Parameters
    ----------
    course
        In percent of all residents, whether they answer or not.
    residents
        Of each sex, by age group (`questionnaires.AGES`).
    invited
        How many are asked in each period.
    """

    area: str
    indicator: str
    periods: tuple[Period, ...]
    course: Course
    residents: tuple[int, ...]
    invited: int


@dataclass(frozen=True)
class PlantedSource:
    """Everything that one data owner delivers to one evaluation."""

    id: str
    series: tuple[Series, ...] = ()
    former: tuple[Former, ...] = ()
    attending: tuple[Attending, ...] = ()
    asking: tuple[Asking, ...] = ()
    counted_as: str | None = None
    """What the different persons of `attending` are a value of, by area and year."""
    shocks: Mapping[str, Shocks] = field(default_factory=dict[str, Shocks])
    """Indicator → how its figures swing besides their course; none: not at all."""


def generator(seed: int, evaluation: str, source: str) -> np.random.Generator:
    """Return the random generator of one source."""
    key = hashlib.sha256(f"{evaluation}/{source}".encode()).digest()
    return np.random.default_rng([seed, int.from_bytes(key[:8], "big")])


def draw(series: Series, random: np.random.Generator, swings: Mapping[int, float] | None = None) -> tuple[Drawn, ...]:
    """Draw every period of one series; `swings` is added to the course, by the year in which a period ends."""
    return tuple(
        _draw_period(series, index, period, random, (swings or {}).get(period.end.year, 0.0))
        for index, period in enumerate(series.periods)
    )


def draw_source(source: PlantedSource, random: np.random.Generator) -> tuple[Drawn, ...]:
    """Draw every series of one source, those of an indicator that swings together."""
    swings: dict[tuple[str, str], Mapping[int, float]] = {}
    for indicator, shocks in source.shocks.items():
        own = [series for series in source.series if series.indicator == indicator]
        years = sorted({period.end.year for series in own for period in series.periods})
        drawn = departures(shocks, [series.area for series in own], years, random)
        swings.update({(area, indicator): found for area, found in drawn.items()})
    return tuple(
        figure
        for series in source.series
        for figure in draw(series, random, swings.get((series.area, series.indicator)))
    )


def _draw_period(series: Series, index: int, period: Period, random: np.random.Generator, swing: float) -> Drawn:
    fixed = series.listed[index] if series.listed else series.given.get(period.end.year)
    if fixed is not None or series.course is None:
        numerator, denominator = fixed if fixed is not None else (0, None)
        level, effect = None, 0.0
    else:
        level = max(0.0, series.course.level_at(period.time) + swing)
        effect = series.course.effect_at(period.time)
        numerator, denominator = _DRAWS[series.process](level, series.exposure or 0, period, random)
    return Drawn(
        area=series.area,
        indicator=series.indicator,
        breakdown=series.breakdown,
        period=period,
        numerator=numerator,
        denominator=denominator,
        true_level=level,
        true_effect=effect,
        mark=series.marks.get(period.end.year, Mark.STATED),
    )


def _survey(level: float, exposure: int, _: Period, random: np.random.Generator) -> Counts:
    answers = round(exposure * random.uniform(0.92, 1.08))
    return int(random.binomial(answers, level / 100)), answers


def _register(level: float, exposure: int, _: Period, random: np.random.Generator) -> Counts:
    return int(random.binomial(exposure, level / 100)), exposure


def _rate(level: float, exposure: int, period: Period, random: np.random.Generator) -> Counts:
    return int(random.poisson(level / 1000 * exposure * period.years)), exposure


def _events(level: float, _: int, period: Period, random: np.random.Generator) -> Counts:
    return int(random.poisson(level * period.years)), None


def _headcount(level: float, exposure: int, _: Period, random: np.random.Generator) -> Counts:
    return int(random.binomial(exposure, level / 100)), None


_DRAWS = {
    Process.SURVEY: _survey,
    Process.REGISTER: _register,
    Process.RATE: _rate,
    Process.EVENTS: _events,
    Process.HEADCOUNT: _headcount,
}


def draw_people(former: tuple[Former, ...], measured_on: date, random: np.random.Generator) -> tuple[Person, ...]:
    """Draw the person list of an activity: who left when, and who had a job a year later.

    The list is in the order of leaving, as an activity keeps it; numbers carry no meaning.
    """
    people = [person for group in former for person in _draw_group(group, measured_on, random)]
    people.sort(key=lambda person: (person.left or date.max, person.started, person.area))
    return tuple(
        Person(f"T{index:03d}", person.area, person.started, person.left, person.job_after_a_year)
        for index, person in enumerate(people, start=1)
    )


def _draw_group(group: Former, measured_on: date, random: np.random.Generator) -> list[Person]:
    people: list[Person] = []
    for left_in, count in group.leavers.items():
        for _ in range(count):
            left = date(left_in, int(random.integers(1, 13)), int(random.integers(1, 29)))
            started = date(left_in - 1, int(random.integers(1, 13)), int(random.integers(1, 29)))
            job = bool(random.random() < group.job.level_at(left_in + 1) / 100)
            passed = left.replace(year=left_in + 1) <= measured_on
            people.append(Person("", group.area, started, left, job if passed else None))
    for _ in range(group.still_there):
        started = date(measured_on.year, int(random.integers(1, 13)), int(random.integers(1, 29)))
        people.append(Person("", group.area, started, None, None))
    return people
