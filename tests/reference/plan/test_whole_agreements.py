"""The two agreements are encoded whole: every goal, activity, body, krone and percent that they print.

Origin: S1 (Strategisk samarbejdsaftale, Slagelse) and S2 (Fællessekretariatet BolivVejle 2013-2016), counted by hand
when the documents were read, not from the plan files.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.plan.loading import load_plan
from helpers.plan.model import Goal, Plan, TargetKind

PROJECT = Project(Path(__file__).parents[3])
VEJLE, SLAGELSE = "bolivvejle-2013", "slagelse-2017"

KINDS = {
    VEJLE: {
        "success_criterion": 19, "aim": 12, "process": 10, "output": 7, "purpose": 5, "milestone": 2,
        "resource_target": 2,
    },
    SLAGELSE: {
        "success_criterion": 25, "purpose": 21, "aim": 16, "output": 11, "process": 10, "resource_target": 2,
        "milestone": 2, "decision_gate": 1,
    },
}  # fmt: skip
LEVELS = {
    VEJLE: {"plan": 13, "focus_area": 15, "activity": 17, "organisation": 12},
    SLAGELSE: {"plan": 7, "focus_area": 37, "activity": 30, "organisation": 14},
}
TARGETS = {
    VEJLE: {
        "qualitative": 19, "count_per_year": 14, "relative_to_baseline": 10, "milestone_by_date": 6,
        "absolute_level": 3, "share_of_group": 3, "count_in_total": 2,
    },
    SLAGELSE: {
        "qualitative": 34, "count_per_year": 12, "relative_to_baseline": 11, "absolute_level": 10,
        "exceed_benchmark": 5, "relative_to_preceding_year": 5, "milestone_by_date": 5, "count_in_total": 3,
        "share_of_group": 3,
    },
}  # fmt: skip
"""Two goals of Slagelse (4 parent groups, 30 parents) may be totals; they are read as levels, which data can show."""


@cache
def plan(evaluation: str) -> Plan:
    return load_plan(PROJECT, evaluation)


def goal(identifier: str) -> Goal:
    (found,) = [one for name in (VEJLE, SLAGELSE) for one in plan(name).goals if one.id == identifier]
    return found


@pytest.mark.parametrize("evaluation", [VEJLE, SLAGELSE])
def test_every_goal_is_there_by_kind_level_and_target(evaluation: str):
    goals = plan(evaluation).goals
    assert len(goals) == {VEJLE: 57, SLAGELSE: 88}[evaluation]
    assert Counter(one.kind.value for one in goals) == KINDS[evaluation]
    assert Counter(one.level for one in goals) == LEVELS[evaluation]
    assert Counter(one.target.kind.value for one in goals) == TARGETS[evaluation]
    assert plan(evaluation).goals_left_out is None


def test_together_they_use_all_nine_kinds_of_targets():
    goals = (*plan(VEJLE).goals, *plan(SLAGELSE).goals)
    assert {one.target.kind for one in goals} == set(TargetKind)


@pytest.mark.parametrize(
    ("evaluation", "numbers"),
    [
        (
            VEJLE,
            {
                "activities": 33, "agreements": 5, "bodies": 9, "milestones": 9, "staffing": 4, "evaluation_cycle": 8,
                "contradictions": 9, "gaps": 4,
            },
        ),
        (
            SLAGELSE,
            {
                "activities": 16, "agreements": 3, "bodies": 7, "milestones": 8, "staffing": 12, "evaluation_cycle": 12,
                "contradictions": 16, "gaps": 30,
            },
        ),
    ],
)  # fmt: skip
def test_everything_else_is_there(evaluation: str, numbers: dict[str, int]):
    assert {name: len(getattr(plan(evaluation), name)) for name in numbers} == numbers


READINGS = [
    # goal, then (kind, operator, value, marks) of the main reading and of every other one
    ("sl-kriminalretlige-samlet-max-20", [("absolute_level", "<=", 20, ""), ("absolute_level", "<", 28, "")]),
    ("sl-kriminalretlige-alle-under-28", [("exceed_benchmark", "<", 28, "")]),
    ("sl-kriminalretlige-motalavej", [("absolute_level", "<", 30, ""), ("absolute_level", "<", 28, "")]),
    ("sl-kriminalretlige-skaelskoer", [("absolute_level", "<", 19, ""), ("absolute_level", "<", 28, "")]),
    ("sl-tryghed-ringparken", [("exceed_benchmark", ">", 72.4, ""), ("exceed_benchmark", ">", None, "moves")]),
    ("sl-tryghed-skaelskoer", [("exceed_benchmark", None, None, "pending")]),
    (
        "sl-fraflytning",
        [
            ("relative_to_preceding_year", "<=", -10, "compounding"),
            ("relative_to_preceding_year", "<=", -10, "linear"),
            ("relative_to_preceding_year", "<=", -10, "compounding measured"),
            ("relative_to_preceding_year", "<=", -10, "points"),
            ("relative_to_preceding_year", "<=", -10, "points measured"),
        ],
    ),
    (
        "sl-haervaerk",
        [
            ("relative_to_preceding_year", "<=", -15, "compounding"),
            ("relative_to_preceding_year", "<=", -15, "linear"),
            ("relative_to_preceding_year", "<=", -15, "compounding measured"),
        ],
    ),
    (
        "sl-paasatte-brande",
        [
            ("relative_to_preceding_year", "<=", -10, "compounding"),
            ("relative_to_preceding_year", "<=", -10, "compounding"),
            ("relative_to_preceding_year", "<=", -10, "linear"),
            ("relative_to_preceding_year", "<=", -10, "compounding measured"),
        ],
    ),
    ("sl-ingen-paa-sub-liste", [("absolute_level", "=", None, "pending"), ("absolute_level", "=", 0, "")]),
    ("sl-aftaledokumenter-8", [("milestone_by_date", None, None, "pending"), ("milestone_by_date", None, None, "")]),
    ("sl-deltagere-300", [("count_in_total", ">=", 300, ""), ("count_per_year", ">=", 300, "")]),
    ("sl-positive-historier-5", [("count_in_total", ">=", 5, ""), ("count_per_year", ">=", 5, "")]),
    ("sl-ad-hoc-grupper-4", [("count_in_total", ">=", 4, ""), ("count_per_year", ">=", 4, "")]),
    ("sl-ol-i-leg", [("count_per_year", None, None, "pending"), ("count_per_year", ">=", 1, "")]),
    ("vj-tjansen-50-50", [("share_of_group", None, None, "pending"), ("share_of_group", "=", 50, "")]),
    (
        "vj-tjansen-frivillige",
        [("relative_to_baseline", ">", 0, ""), ("relative_to_preceding_year", ">", 0, "compounding measured")],
    ),
    ("vj-tjansen-75-fritidsjob", [("share_of_group", ">=", 75, ""), ("share_of_group", ">=", 75, "")]),
    ("vj-frafald-17-19", [("relative_to_baseline", "<=", -10, "")]),
    ("vj-boligorg-moeder", [("count_per_year", ">=", 4, ""), ("count_per_year", ">=", 5, "")]),
    ("vj-budget-overholdt", [("absolute_level", "<=", 11_464_000, "")]),
]


@pytest.mark.parametrize(("identifier", "expected"), READINGS, ids=[name for name, _ in READINGS])
def test_every_reading_of_the_goals_that_are_argued_about(identifier: str, expected: list[tuple[object, ...]]):
    found = goal(identifier)
    readings = (found.target, *(reading.target for reading in found.other_readings))
    shown: list[tuple[object, ...]] = []
    for target in readings:
        marks = [word for word, held in (("moves", target.benchmark_moves), ("pending", target.pending)) if held]
        if target.kind is TargetKind.RELATIVE_TO_PRECEDING_YEAR:
            path = "points" if target.points else "compounding" if target.compounding else "linear"
            marks += [path, *(["measured"] if target.measured_preceding else [])]
        shown.append((target.kind.value, target.operator, target.value, " ".join(marks)))
    assert shown == expected


def test_what_is_measured_all_the_time_is_due_at_the_end_and_in_another_reading_every_year():
    """S2 page 14: »(måles løbende)« says when it is measured and not when the 75 % are due."""
    job = goal("vj-tjansen-75-fritidsjob")
    assert [target.every_year for target in (job.target, *(one.target for one in job.other_readings))] == [False, True]


def test_vandalism_is_judged_in_each_area_and_in_all_of_them_together():
    assert goal("sl-haervaerk").decided_by == ("ansoegningsomraadet", *goal("sl-haervaerk").areas)


def test_a_goal_of_two_halves_says_which_half_is_judged():
    """S1 page 30: fewer negative stories and more positive ones; one goal has one indicator."""
    stories = goal("sl-historier-maal")
    assert (stories.indicator, stories.target.operator, stories.target.value) == ("negativ-omtale", "<", 0)
    assert "kun den ene halvdel" in stories.reading
    assert goal("sl-positive-historier-5").short_name in stories.ambiguity[0]


def test_a_goal_that_stands_twice_names_the_other():
    twice = {one.id: one.same_as for one in (*plan(VEJLE).goals, *plan(SLAGELSE).goals) if one.same_as}
    assert twice == {"vj-image-venteliste": "vj-venteliste", "vj-image-ledige-boliger": "vj-ledige-almene-boliger"}


def test_who_follows_up_and_when():
    assert Counter(one.follow_up for one in plan(SLAGELSE).goals) == {"Bestyrelsen": 25, None: 63}
    assert {one.follow_up for one in plan(VEJLE).goals} == {None}
    assert goal("sl-leverancemaaling").schedule == "hvert kvartal"
    assert goal("sl-koordinator-ugedag").schedule == "hver uge"
    assert goal("vj-frafald-17-19").schedule == "første kvartal 2013, ultimo 2014 og ved projektafslutning"
    assert goal("vj-virksomhedscenter-4-pladser").schedule is None, "S2 page 11 says nothing about when"


def test_the_budget_of_vejle_to_the_krone():
    budget = plan(VEJLE).budget
    assert budget is not None
    assert budget.total is not None
    assert [
        (post.name, [amount.dkk for amount in post.amounts], post.total_dkk) for post in (*budget.posts, budget.total)
    ] == [
        ("Projektorganisation", [4_687_000, 1_992_000], 6_679_000),
        ("Uddannelse & job", [1_500_000, 2_940_000], 4_440_000),
        ("Image", [155_000, 0], 155_000),
        ("Evaluering", [190_000, 0], 190_000),
        ("I alt", [6_532_000, 4_932_000], 11_464_000),
    ]


def test_the_lost_amounts_of_slagelse_stay_lost():
    budget = plan(SLAGELSE).budget
    assert budget is not None
    assert [post.name for post in budget.posts] == [
        "Landsbyggefonden",
        "Lokal medfinansiering",
        "Samlet budget for den boligsociale indsats",
    ]
    assert {amount.dkk for post in budget.posts for amount in post.amounts} == {None}
    assert {post.total_dkk for post in budget.posts} == {None}


def test_the_staff_in_percent_of_a_year():
    by_page = {
        page: [(one.area, one.percent) for one in plan(SLAGELSE).staffing if one.source.page == page and one.percent]
        for page in (5, 25)
    }
    ringparken = "ringparken-schackenborgvaenge"
    assert by_page[5] == [("motalavej", 50), (ringparken, 50), ("sydbyen", 30), ("skaelskoer", 30)]
    assert sum(percent for _, percent in by_page[25]) == 265
    assert {one.persons for one in plan(SLAGELSE).staffing} == {None, 3}


def test_how_often_the_bodies_meet():
    meetings = {one.id: one.meetings_per_year for one in plan(VEJLE).bodies if one.meetings_per_year is not None}
    assert meetings == {
        "body-bps": 4,
        "body-fku": 4,
        "body-dhi": 2,
        "body-samarbejde-boligorganisationer": 4,
        "body-dialogmoede": 1,
    }
    assert {one.meetings_per_year for one in plan(SLAGELSE).bodies} == {None}, "S1 gives no number of meetings"
    cycle = {one.id: one.per_year for one in plan(SLAGELSE).evaluation_cycle if one.per_year}
    assert (cycle["ev-leverancemaaling"], cycle["ev-bestyrelse"], cycle["ev-aarligt-moede"]) == (4, 2, 5)


def test_what_the_documents_say_besides():
    kinds = {name: Counter(one.kind for one in plan(name).statements) for name in (VEJLE, SLAGELSE)}
    assert (kinds[VEJLE]["vision"], kinds[VEJLE]["track"], kinds[VEJLE]["predecessor"]) == (3, 3, 1)
    assert kinds[SLAGELSE]["annex"] == 8
    assert kinds[SLAGELSE]["sub_agreement"] == 4
    assert kinds[SLAGELSE]["priority"] == 1


def test_dates_that_the_transcript_lost_are_not_filled_in():
    milestones = {one.id: one for one in plan(SLAGELSE).milestones}
    assert milestones["ms-helhedsevaluering-2"].day is None
    assert milestones["ms-helhedsevaluering-1"].day == date(2019, 1, 31)
    assert milestones["ms-delaftale-slut"].when == "30. september [mangler]"
    agreements = {one.id: one for one in plan(SLAGELSE).agreements}
    assert agreements["slagelse-helhedsplan"].ends == "30. september [mangler]"
    assert agreements["slagelse-almen-boligstrategi"].starts == "juni [mangler]"


def test_only_the_three_large_and_two_small_activities_have_pages_of_their_own():
    pages = [one.id for name in (VEJLE, SLAGELSE) for one in plan(name).activities if one.page]
    assert pages == [
        "act-tjansen-lommepenge",
        "act-tjansen-vejledning",
        "act-aktivt-liv",
        "act-strategisk-kommunikation",
        "act-bydelsforaeldre",
    ]


def test_no_sentence_of_ours_uses_the_state_s_former_word():
    """The former word for listed areas is quoted in wordings only."""
    for name in (VEJLE, SLAGELSE):
        ours = [one.what for one in (*plan(name).contradictions, *plan(name).gaps)]
        ours += [one.note for one in (*plan(name).activities, *plan(name).agreements) if one.note]
        assert not [sentence for sentence in ours if "ghetto" in sentence.lower()]
