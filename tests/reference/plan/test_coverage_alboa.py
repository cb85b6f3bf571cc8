"""ALBOA's strategy (S4) and the survey of municipalities (S3): what is special about them.

Origin: S3 and S4, read by hand; page numbers are the documents' own.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import Goal, GoalKind, Plan, TargetKind

PROJECT = Project(Path(__file__).parents[3])


@cache
def plan(evaluation: str) -> Plan:
    return load_plan(PROJECT, evaluation)


def goal(evaluation: str, identifier: str) -> Goal:
    (found,) = [one for one in plan(evaluation).goals if one.id == identifier]
    return found


def test_what_alboa_keeps_for_itself_is_internal() -> None:
    """S4 page 4: the review and the categories are »et internt arbejdsredskab, der ikke er til offentliggørelse«."""
    internal = {indicator.id for indicator in load_registry(PROJECT).indicators if indicator.internal}
    assert internal == {"afdelinger-screenet", "omraade-kategori", "kvartalsopfoelgninger"}
    assert "ikke er til offentliggørelse" in next(
        one.text for one in plan("alboa-2014").statements if one.id == "st-alboa-intern"
    )


def test_alboas_goals_by_kind() -> None:
    assert Counter(one.kind for one in plan("alboa-2014").goals) == {
        GoalKind.PURPOSE: 4,
        GoalKind.PROCESS: 10,
        GoalKind.MILESTONE: 11,
        GoalKind.AIM: 3,
    }


@pytest.mark.parametrize(
    ("identifier", "kind", "value", "every_year"),
    [
        ("al-aarlig-screening", TargetKind.SHARE_OF_GROUP, 100, True),
        ("al-kvartalsopfoelgning", TargetKind.COUNT_PER_YEAR, 4, True),
        ("al-aarlig-afrapportering", TargetKind.COUNT_PER_YEAR, 1, True),
        ("al-handlingsplan-aarlig", TargetKind.COUNT_PER_YEAR, 1, True),
        ("al-social-vedligeholdelse-planperiode", TargetKind.COUNT_PER_YEAR, None, False),
        ("al-lokale-jobs-soendervangen", TargetKind.MILESTONE_BY_DATE, None, False),
        ("al-forankringsplan", TargetKind.SHARE_OF_GROUP, 100, False),
        ("al-skriftlig-aftale", TargetKind.SHARE_OF_GROUP, 100, False),
        ("al-viby-syd-start", TargetKind.MILESTONE_BY_DATE, None, False),
    ],
)
def test_what_alboa_sets_itself(identifier: str, kind: TargetKind, value: float | None, every_year: bool) -> None:
    target = goal("alboa-2014", identifier).target
    assert (target.kind, target.value, target.every_year) == (kind, value, every_year)


@pytest.mark.parametrize(
    "identifier", ["al-beboerdemokrati-forslag", "al-viby-syd-praekvalifikation", "al-social-vedligeholdelse-test"]
)
def test_a_date_that_the_document_lost_or_never_had_stays_missing(identifier: str) -> None:
    target = goal("alboa-2014", identifier).target
    assert target.deadline is None
    assert target.deadline_words is not None


def test_alboa_has_two_rounds_and_the_survey_one() -> None:
    assert [one.id for one in plan("alboa-2014").rounds] == ["baseline", "end"]
    assert [one.id for one in plan("kommuner-2015").rounds] == ["baseline"]
    assert plan("kommuner-2015").areas == ()


def test_25_percent_is_read_as_at_least_and_as_exactly() -> None:
    """S3 page 15: »krav om 25 % lokal medfinansiering« says neither."""
    rule = goal("kommuner-2015", "gen-lokal-medfinansiering-25")
    readings = [(rule.target.operator, rule.target.value)]
    readings += [(one.target.operator, one.target.value) for one in rule.other_readings]
    assert readings == [(">=", 25), ("=", 25)]


def test_the_ladder_of_cooperation_has_four_steps() -> None:
    steps = [one.id for one in plan("kommuner-2015").statements if one.id.startswith("st-kommuner-trin-")]
    assert steps == [f"st-kommuner-trin-{step}" for step in (1, 2, 3, 4)]
