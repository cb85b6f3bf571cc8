"""The invented residents' survey: skewed answers, households that answer alike, a truth that weights bring out."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from helpers.demo.deliveries_survey import survey_files
from helpers.demo.planted_survey import SOURCES
from helpers.demo.questionnaires import AGES, DONT_KNOW, SCALE, SEXES, Surveyed, draw_answers
from helpers.measurement.results import Survey
from helpers.measurement.surveying import share_interval
from helpers.observations.raking import Margin, rake
from helpers.observations.sampling import Design, Stage, design_effect_of_share, mean

SEEDS = 60


def _drawn(seed: int) -> Surveyed:
    return draw_answers(SOURCES[0], "bolivvejle-2013", seed)


def test_the_young_answer_less_often_and_know_their_neighbours_less() -> None:
    """What makes weights matter."""
    answers = [one for seed in range(5) for one in _drawn(seed).answers]
    by_age = Counter(one.age for one in answers)
    well = Counter(one.age for one in answers if one.said in SCALE[2:])
    assert by_age[AGES[0]] < by_age[AGES[3]]
    shares = [well[age] / by_age[age] for age in AGES]
    assert shares == sorted(shares)
    assert {one.said for one in answers} == {*SCALE, DONT_KNOW}


def test_the_true_share_is_that_of_all_residents() -> None:
    """The planted course, whoever answers."""
    truths = [level for level, _ in _drawn(1).truths.values()]
    assert truths == pytest.approx([52, 55, 61, 55, 55, 55])


def test_files_are_small_and_say_that_they_are_invented() -> None:
    """A file for each year and one for the residents, without anything that tells a person."""
    files = survey_files("demo-beboersurvey", _drawn(1))
    assert [file.path.rpartition("/")[2] for file in files] == [
        "demo-svar-2012.csv",
        "demo-svar-2014.csv",
        "demo-svar-2016.csv",
        "demo-beboere.csv",
    ]
    for file in files:
        assert len(file.content) < 20_000
        assert "opdigtede tal" in file.content.decode("utf-8-sig").splitlines()[0]


def test_weights_bring_out_the_planted_share_where_the_plain_one_misses_it() -> None:
    """Over 60 seeds: the weighted interval holds the truth in at least nine of ten, the plain share is too high."""
    held: list[bool] = []
    plain: list[float] = []
    for seed in range(SEEDS):
        drawn = _drawn(seed)
        key, (truth, _) = next(iter(drawn.truths.items()))
        those = [one for one in drawn.answers if (one.area, one.period) == key]
        groups = [group for group in drawn.groups if (group.area, group.period) == key]
        sex = Margin("sex", {name: sum(one.residents for one in groups if one.sex == name) for name in SEXES})
        age = Margin("age", {name: sum(one.residents for one in groups if one.age == name) for name in AGES})
        raked = rake({"sex": [one.sex for one in those], "age": [one.age for one in those]}, (sex, age))
        assert raked is not None
        design = Design(raked.weights, (Stage(np.array([one.household for one in those])),))
        within = np.array([one.said != DONT_KNOW for one in those])
        yes = np.array([float(one.said in SCALE[2:]) for one in those])
        share = mean(design, yes, within)
        survey = Survey(design_effect=design_effect_of_share(design, yes, within))
        interval = share_interval(100 * share.value, share.n, survey)
        held.append(interval.low <= truth <= interval.high)
        plain.append(100 * float(yes[within].mean()) - truth)
    assert sum(held) >= 0.88 * SEEDS
    assert float(np.mean(plain)) > 4
