"""All demonstration files, in memory: each evaluation's planted sources, drawn and laid out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.demo import (
    deliveries_alboa,
    deliveries_effects,
    deliveries_kommuner,
    deliveries_moving,
    deliveries_slagelse,
    deliveries_slagelse_learning,
    deliveries_slagelse_running,
    deliveries_survey,
    deliveries_vejle,
    deliveries_vejle_work,
    layouts,
    planted_alboa,
    planted_effects,
    planted_kommuner,
    planted_moving,
    planted_slagelse,
    planted_slagelse_learning,
    planted_slagelse_running,
    planted_survey,
    planted_vejle,
    planted_vejle_work,
)
from helpers.demo.attendance import Attended, draw_attendance
from helpers.demo.documented import Documented, read_documented
from helpers.demo.figures import Figures
from helpers.demo.layouts import File
from helpers.demo.questionnaires import Surveyed, draw_answers
from helpers.demo.said import Spoken
from helpers.demo.truth import Drawn, Person, PlantedSource, draw_people, draw_source, generator


@dataclass(frozen=True)
class Delivered:
    """One source as drawn: what is delivered, and what the documents say already."""

    source: PlantedSource
    figures: Figures
    documented: tuple[Drawn, ...]
    people: tuple[Person, ...]
    attended: tuple[Attended, ...]
    surveyed: Surveyed


@dataclass(frozen=True)
class _Evaluation:
    sources: tuple[PlantedSource, ...]
    layouts: Mapping[str, Callable[[str, Figures], tuple[File, ...]]]
    """Source id → how its owner lays it out."""
    spoken: tuple[Spoken, ...]
    people_file: Callable[[str, tuple[Person, ...]], tuple[File, ...]] | None = None
    attendance_files: Callable[[str, tuple[Attended, ...]], tuple[File, ...]] | None = None
    measured_on: date = date.max


_EVALUATIONS = {
    planted_vejle.EVALUATION: _Evaluation(
        (*planted_vejle.SOURCES, *planted_vejle_work.SOURCES, *planted_survey.SOURCES),
        deliveries_vejle.LAYOUTS | deliveries_vejle_work.LAYOUTS,
        deliveries_vejle.SPOKEN,
        people_file=deliveries_vejle.people_file,
        measured_on=deliveries_vejle.MEASURED_ON,
    ),
    planted_slagelse.EVALUATION: _Evaluation(
        (
            *planted_slagelse.SOURCES,
            *planted_slagelse_learning.SOURCES,
            *planted_slagelse_running.SOURCES,
            *planted_effects.SOURCES,
            *planted_moving.SOURCES,
        ),
        deliveries_slagelse.LAYOUTS
        | deliveries_slagelse_learning.LAYOUTS
        | deliveries_slagelse_running.LAYOUTS
        | deliveries_effects.LAYOUTS
        | deliveries_moving.LAYOUTS,
        deliveries_slagelse.SPOKEN,
        attendance_files=deliveries_slagelse.attendance_files,
    ),
    planted_alboa.EVALUATION: _Evaluation(planted_alboa.SOURCES, deliveries_alboa.LAYOUTS, deliveries_alboa.SPOKEN),
    planted_kommuner.EVALUATION: _Evaluation(
        planted_kommuner.SOURCES, deliveries_kommuner.LAYOUTS, deliveries_kommuner.SPOKEN
    ),
}


def planted(evaluation: str) -> tuple[PlantedSource, ...]:
    """Return what is planted in one evaluation."""
    return _EVALUATIONS[evaluation].sources


def spoken(evaluation: str) -> tuple[Spoken, ...]:
    """Return the judgements and milestones of one evaluation."""
    return _EVALUATIONS[evaluation].spoken


def measured_on(evaluation: str) -> date:
    """Return the day on which an evaluation's list of persons was drawn."""
    return _EVALUATIONS[evaluation].measured_on


def deliveries(raw: Path, evaluation: str, seed: int) -> tuple[Delivered, ...]:
    """Draw every source of one evaluation.

    What a document states already is drawn too, so that the other figures don't move with the documents, but it is
    kept apart and not delivered.
    """
    documented = read_documented(raw, evaluation)
    return tuple(_deliver(source, evaluation, seed, documented) for source in planted(evaluation))


def _deliver(source: PlantedSource, evaluation: str, seed: int, documented: Documented) -> Delivered:
    def covered(figure: Drawn) -> bool:
        return documented.covers(
            figure.area, figure.indicator, figure.period.start, figure.period.end, figure.breakdown
        )

    random = generator(seed, evaluation, source.id)
    drawn = draw_source(source, random)
    people = draw_people(source.former, measured_on(evaluation), random) if source.former else ()
    return Delivered(
        source=source,
        figures=Figures(tuple(figure for figure in drawn if not covered(figure))),
        documented=tuple(figure for figure in drawn if covered(figure)),
        people=people,
        attended=draw_attendance(source.attending, random) if source.attending else (),
        surveyed=draw_answers(source, evaluation, seed) if source.asking else Surveyed(),
    )


def make_files(evaluation: str, delivered: tuple[Delivered, ...]) -> tuple[File, ...]:
    """Return every file of one evaluation, with paths below `data/raw/<evaluation>/`."""
    made = _EVALUATIONS[evaluation]
    files: list[File] = []
    for one in delivered:
        if one.people and made.people_file is not None:
            files += made.people_file(one.source.id, one.people)
        elif one.attended and made.attendance_files is not None:
            files += made.attendance_files(one.source.id, one.attended)
        elif one.surveyed.answers:
            files += deliveries_survey.survey_files(one.source.id, one.surveyed)
        elif one.figures.drawn:
            files += made.layouts[one.source.id](one.source.id, one.figures)
    return (*files, *(layouts.spoken(said) for said in made.spoken))
