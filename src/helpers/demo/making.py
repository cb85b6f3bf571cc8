"""All demonstration files and the truth behind them, in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.demo import deliveries_slagelse, deliveries_vejle, planted_slagelse, planted_vejle
from helpers.demo.documented import Documented, read_documented
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.truth import Course, Drawn, Person, PlantedSource, Process, draw, draw_people, generator

Json = dict[str, object]


@dataclass(frozen=True)
class Delivered:
    """One source as drawn: what is delivered, and what the documents say already."""

    source: PlantedSource
    figures: Figures
    documented: tuple[Drawn, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True)
class _Evaluation:
    sources: tuple[PlantedSource, ...]
    files: Callable[[str, Figures], tuple[File, ...]]
    spoken: Callable[[], tuple[File, ...]]
    people_file: Callable[[str, tuple[Person, ...]], tuple[File, ...]] | None = None
    measured_on: date = date.max


_EVALUATIONS = {
    planted_vejle.EVALUATION: _Evaluation(
        planted_vejle.SOURCES,
        deliveries_vejle.files,
        deliveries_vejle.spoken,
        deliveries_vejle.people_file,
        deliveries_vejle.MEASURED_ON,
    ),
    planted_slagelse.EVALUATION: _Evaluation(
        planted_slagelse.SOURCES, deliveries_slagelse.files, deliveries_slagelse.spoken
    ),
}


def deliveries(raw: Path, evaluation: str, seed: int) -> tuple[Delivered, ...]:
    """Draw every source of one evaluation.

    What a document states already is drawn too, so that the other figures don't move with the documents, but it is
    kept apart and not delivered.
    """
    documented = read_documented(raw, evaluation)
    return tuple(_deliver(source, evaluation, seed, documented) for source in _EVALUATIONS[evaluation].sources)


def _deliver(source: PlantedSource, evaluation: str, seed: int, documented: Documented) -> Delivered:
    def covered(figure: Drawn) -> bool:
        return documented.covers(figure.area, figure.indicator, figure.period.start, figure.period.end)

    random = generator(seed, evaluation, source.id)
    drawn = [figure for series in source.series for figure in draw(series, random)]
    people = draw_people(source.former, _EVALUATIONS[evaluation].measured_on, random) if source.former else ()
    return Delivered(
        source=source,
        figures=Figures(tuple(figure for figure in drawn if not covered(figure))),
        documented=tuple(figure for figure in drawn if covered(figure)),
        people=people,
    )


def make_files(evaluation: str, delivered: tuple[Delivered, ...]) -> tuple[File, ...]:
    """Return every file of one evaluation, with paths below `data/raw/<evaluation>/`."""
    made = _EVALUATIONS[evaluation]
    files: list[File] = []
    for one in delivered:
        if one.people and made.people_file is not None:
            files += made.people_file(one.source.id, one.people)
        elif one.figures.drawn:
            files += made.files(one.source.id, one.figures)
    return (*files, *made.spoken())


def tell_truth(delivered: tuple[Delivered, ...]) -> Json:
    """Return the planted truth of one evaluation as plain data: courses, effects, true levels and draws."""
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


def _figure(source: str, figure: Drawn, stated: bool) -> Json:
    return {
        "source": source,
        "area": figure.area,
        "indicator": figure.indicator,
        "breakdown": figure.breakdown,
        "period_start": figure.period.start.isoformat(),
        "period_end": figure.period.end.isoformat(),
        "true_level": None if figure.true_level is None else round(figure.true_level, 6),
        "true_effect": round(figure.true_effect, 6),
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "delivered": not stated,
    }
