"""The truth behind the demonstration as plain data: courses and effects, and every value that a file carries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from helpers.demo.attendance import counted
from helpers.demo.making import Delivered, measured_on, spoken
from helpers.demo.planted_effects import planted_effects
from helpers.demo.planted_moving import GROUPS, YEARS, planted_parts
from helpers.demo.planted_slagelse import EVALUATION as SLAGELSE
from helpers.demo.said import Spoken
from helpers.demo.truth import Course, Drawn, Mark, Person, Process

Json = dict[str, object]


def tell_truth(evaluation: str, delivered: tuple[Delivered, ...]) -> Json:
    """Return the planted truth of one evaluation.

    `series` and `former` hold true courses with their planted effects; `figures` every draw, also those that stay
    undelivered because a document states them; `values` exactly the observations that an import of the files gives;
    `left_out` what is missing on purpose; `effects` the true answers to the plan's effect questions; `moving` what
    those who moved and those who stayed changed, in percentage points.
    """
    return {
        "series": [
            {"source": one.source.id, "area": series.area, "indicator": series.indicator} | _course(series.course)
            for one in delivered
            for series in one.source.series
            if series.course is not None and series.process is not Process.OWN_RECORD
        ],
        "former": [
            {"source": one.source.id, "area": group.area} | _course(group.job)
            for one in delivered
            for group in one.source.former
        ],
        "figures": [
            _figure(one.source.id, figure, stated)
            for one in delivered
            for stated, figures in ((False, one.figures.drawn), (True, one.documented))
            for figure in figures
        ],
        "values": [
            *(value for one in delivered for value in _values(one, measured_on(evaluation))),
            *(value for said in spoken(evaluation) for value in _said(said)),
            *(value for one in delivered for value in _answered(one)),
        ],
        "surveys": [told for one in delivered for told in _asked(one)],
        "left_out": [left for one in delivered for left in _left_out(one)],
        "effects": [
            {
                "question": one.question,
                "indicator": one.indicator,
                "first": dict(one.first),
                "truth": one.truth,
                "unit": one.unit,
            }
            for one in (planted_effects() if evaluation == SLAGELSE else ())
        ],
        "moving": [
            {"area": area, "year": number}
            | {part: round(value, 9) for part, value in planted_parts(area, number).items()}
            for area in (GROUPS if evaluation == SLAGELSE else ())
            for number in YEARS
        ],
    }


def _course(course: Course | None) -> Json:
    if course is None:
        return {}
    return {
        "level": course.level,
        "at": course.at,
        "drift": course.drift,
        "effect": course.effect,
        "effect_begins": course.begin,
        "effect_full": course.full,
        "swings": {str(number): factor for number, factor in course.swings.items()},
    }


def _about(source: str, figure: Drawn) -> Json:
    return {
        "source": source,
        "area": figure.area,
        "indicator": figure.indicator,
        "breakdown": figure.breakdown,
        "period_start": figure.period.start.isoformat(),
        "period_end": figure.period.end.isoformat(),
    }


def _figure(source: str, figure: Drawn, stated: bool) -> Json:
    return _about(source, figure) | {
        "true_level": None if figure.true_level is None else round(figure.true_level, 6),
        "true_effect": round(figure.true_effect, 6),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "mark": figure.mark.value,
        "delivered": not stated,
    }


def _values(one: Delivered, measured: date) -> Iterator[Json]:
    for figure in one.figures.drawn:
        if figure.mark is Mark.MISSING:
            continue
        hidden = figure.mark is Mark.HIDDEN
        yield _about(one.source.id, figure) | {
            "numerator": None if hidden else figure.numerator,
            "denominator": None if hidden else figure.denominator,
            "mark": figure.mark.value,
        }
    for (area, year), (yes, asked) in sorted(_with_job(one.people, measured).items()):
        yield _counted(one.source.id, area, "tjansen-fritidsjob-efter-1-aar", year, yes, asked)
    for (area, year), persons in sorted(counted(one.attended).items()):
        yield _counted(one.source.id, area, one.source.counted_as or "", year, persons, None)


def _answered(one: Delivered) -> Iterator[Json]:
    """Yield the answers as they are; the share that Målbar publishes is weighted, so its value is another."""
    for (area, period), yes, answers in one.surveyed.counted():
        about = _counted(one.source.id, area, one.surveyed.indicator, period.end.year, yes, answers)
        yield about | {"weighted": True}


def _asked(one: Delivered) -> Iterator[Json]:
    for (area, period), (level, effect) in one.surveyed.truths.items():
        yield {
            "source": one.source.id,
            "area": area,
            "indicator": one.surveyed.indicator,
            "year": period.end.year,
            "true_level": round(level, 6),
            "true_effect": round(effect, 6),
        }


def _with_job(people: tuple[Person, ...], measured: date) -> dict[tuple[str, int], tuple[int, int]]:
    """Return, by area and year in which a year has passed, how many have a job and how many were asked."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for person in people:
        if person.left is None or person.job_after_a_year is None:
            continue
        passed = person.left.replace(year=person.left.year + 1)
        if passed <= measured:
            yes, asked = found.get((person.area, passed.year), (0, 0))
            found[person.area, passed.year] = (yes + person.job_after_a_year, asked + 1)
    return found


def _counted(source: str, area: str, indicator: str, year: int, numerator: int, denominator: int | None) -> Json:
    return {
        "source": source,
        "area": area,
        "indicator": indicator,
        "breakdown": None,
        "period_start": date(year, 1, 1).isoformat(),
        "period_end": date(year, 12, 31).isoformat(),
        "numerator": numerator,
        "denominator": denominator,
        "mark": Mark.STATED.value,
    }


def _said(said: Spoken) -> Iterator[Json]:
    for judgement in said.judgements:
        answer = None if judgement.met is None else float(judgement.met)
        yield _on_a_day(said.source, judgement.area, said.indicator, judgement.goal, judgement.on, answer)
    for milestone in said.milestones:
        reached = float(milestone.reached)
        yield _on_a_day(said.source, milestone.area, milestone.indicator, milestone.goal, milestone.on, reached)


def _on_a_day(source: str, area: str, indicator: str, goal: str, on: date, answer: float | None) -> Json:
    return {
        "source": source,
        "area": area,
        "indicator": indicator,
        "breakdown": goal,
        "period_start": on.isoformat(),
        "period_end": on.isoformat(),
        "numerator": answer,
        "denominator": None,
        "mark": Mark.STATED.value,
    }


def _left_out(one: Delivered) -> Iterator[Json]:
    """Yield what a reader may look for in vain: stated by a document, hidden by the owner, or never counted."""
    for figure in one.documented:
        yield _about(one.source.id, figure) | {"why": "documented"}
    for figure in one.figures.drawn:
        if figure.mark in (Mark.HIDDEN, Mark.MISSING):
            yield _about(one.source.id, figure) | {"why": figure.mark.value}
