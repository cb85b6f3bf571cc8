"""Each kind of fault in a plan, spoilt one at a time: the line, the words, and that there is only that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_examples import AREAS, GEOJSON, INDICATORS, PLAN, PLAN_PLACE, example_project, faults_of, spoilt

# (what stands there, what it becomes, words that the fault must hold)
PLAN_FAULTS = {
    "misspelt key": ("    wording: Fire møder om året", "    wordng: Fire møder om året", "Mente du »wording«?"),
    "unknown area": ("areas: [aaparken]\n    activity", "areas: [aaparkn]\n    activity", "Mente du »aaparken«?"),
    "undeclared area": ("areas: [bakken]\n", "areas: [bakkens-top]\n", "hører ikke til evalueringen"),
    "page for an aggregate": ("bakken]\ncomparisons", "bakken, begge]\ncomparisons", "af slagsen aggregate"),
    "unknown indicator": ("indicator: moeder", "indicator: moede", "Mente du »moeder«?"),
    "unknown context indicator": ("[moeder]", "[mooder]", "Mente du »moeder«?"),
    "unknown activity": ("activity: samarbejde", "activity: samarbejd", "Mente du »samarbejde«?"),
    "unknown focus area": ("focus_area: Tryghed", "focus_area: Trygged", "Mente du »Tryghed«?"),
    "unknown word in a gap": ("[fire-moeder]", "[fire-mode]", "Mente du »fire-moeder«?"),
    "unknown benchmark": ("72.4, benchmark_area: landet", "72.4, benchmark_area: land", "Mente du »landet«?"),
    "number with comma": ("value: 72.4", "value: '72,4'", "decimalpunktum"),
    "number as text": ("value: 4\n", "value: '4'\n", "decimalpunktum"),
    "YAML 1.1 boolean": ("every_year: true", "every_year: yes", "true eller false"),
    "date that does not exist": ("deadline: 2022-06-30", "deadline: 2022-06-31", "år-måned-dag"),
    "unknown kind": ("kind: count_per_year", "kind: count_per_yer", "Mente du »count_per_year«?"),
    "unknown round": ("id: midway", "id: midtvejs", "Her kan stå: baseline, midway, end."),
    "unknown document": ("{document: S1, page: 5}", "{document: S9, page: 5}", "Evalueringen bygger på S1."),
    "document that is no key": ("{document: S1, page: 5}", "{document: '§1', page: 5}", "»document« er »§1«"),
    "undeclared own document": ("{document: S1, page: 1}", "{document: Aftalen, page: 1}", "er ikke nævnt"),
    "page 0": ("{document: S1, page: 5}", "{document: S1, page: 0}", "for lille"),
    "citation of another document": ("{document: S1, page: 5}", "{document: S2, page: 5}", "bygger på S1"),
    "capital in an id": ("id: strategi", "id: Strategi", "små bogstaver"),
    "repeated id": ("- id: strategi", "- id: fire-moeder", "»fire-moeder« står der allerede (linje 30)"),
    "no areas": ("areas: [bakken]\n", "areas: []\n", "ikke være tom"),
    "text for a list": ("areas: [bakken]\n", "areas: bakken\n", "en liste"),
    "target of nothing": ("target: {kind: milestone_by_date, deadline: 2022-06-30}", "target:", "er tom"),
    "milestone with a value": ("milestone_by_date,", "milestone_by_date, value: 1,", "»value« står i et mål"),
    "deadline after the plan": ("deadline: 2022-06-30", "deadline: 2024-06-30", "uden for planens periode"),
    "baseline period": ("baseline_period: '2019'", "baseline_period: 'ultimo 2019'", "'2013K1'"),
    "baseline period as number": ("baseline_period: '2019'", "baseline_period: 2019", "anførselstegn"),
    "pending with a value": ("value: 72.4,", "value: 72.4, pending: true,", "åbent (pending)"),
    "moving benchmark": (" benchmark_area: landet, benchmark_moves", " benchmark_moves", "mangler benchmark_area"),
    "count without operator": ("      operator: '>='\n", "", "mangler operator"),
    "negative count": ("value: 4\n", "value: -4\n", "negativt"),
    "kind that does not fit": ("kind: count_per_year", "kind: share_of_group", "passer ikke til »moeder«"),
    "qualitative count": ("milestone_by_date, deadline: 2022-06-30", "qualitative", "qualitative passer ikke"),
    "plan of no length": ("end: 2023-12-31", "end: 2019-12-31", "slutter efter sin begyndelse"),
    "rounds that overlap": ("first: 2021-01-01", "first: 2019-12-31", "før »baseline« er slut"),
    "round that ends first": ("first: 2023-01-01", "first: 2024-01-01", "slutter, før den begynder"),
    "other folder": ("id: proeve-2020", "id: proeve-2021", "mappen hedder »proeve-2020«"),
    "other version": ("version: 1\n", "version: 2\n", "»version« er »2«"),
    "repeated key": ("name: Prøveplan\n", "name: Prøveplan\nname: Igen\n", "står to gange"),
}  # fmt: skip


@pytest.mark.parametrize("kind", PLAN_FAULTS)
def test_a_fault_in_a_plan_names_its_line(kind: str, tmp_path: Path):
    old, new, words = PLAN_FAULTS[kind]
    plan, line = spoilt(PLAN, old, new)
    found = faults_of(example_project(tmp_path, plan=plan))
    assert any(words in fault for fault in found), found
    start_of_block = line - 2  # what is missing is told at the block that it is missing from
    last = line + new.count("\n") + 1
    assert all(start_of_block <= int(fault.split(":")[1]) <= last for fault in found if words in fault), found


def test_the_line_is_the_exact_one(tmp_path: Path):
    plan, line = spoilt(PLAN, "wording: Fire møder om året", "wordng: Fire møder om året")
    found = faults_of(example_project(tmp_path, plan=plan))
    assert found == [
        f"{PLAN_PLACE}:30: »wording« mangler. Feltet skal være der. Tilføj »wording«.",
        f"{PLAN_PLACE}:{line}: nøglen »wordng« kendes ikke. Her kan stå: activity, agreement, ambiguity, areas, "
        "baseline_period, data_source, evaluated_on, focus_area, follow_up, id, indicator, kind, level, "
        "other_readings, reading, responsible, same_as, schedule, short_name, source, target, wording. "
        "Mente du »wording«?",
    ]


@pytest.mark.parametrize(
    ("line_of_text", "name"),
    [("    indicator: tryghed\n", "indicator"), ("version: 1\n", "version"), ("    areas: [bakken]\n", "areas")],
)
def test_what_is_mandatory_is_missed(line_of_text: str, name: str, tmp_path: Path):
    plan, _ = spoilt(PLAN, line_of_text, "")
    assert any(f"»{name}« mangler" in fault for fault in faults_of(example_project(tmp_path, plan=plan)))


def test_a_goal_may_explain_a_deadline_outside_the_plan(tmp_path: Path):
    old = "target: {kind: milestone_by_date, deadline: 2022-06-30}"
    new = "target: {kind: milestone_by_date, deadline: 2024-06-30}\n    ambiguity: [Fristen ligger efter planen.]"
    plan, _ = spoilt(PLAN, old, new)
    assert faults_of(example_project(tmp_path, plan=plan)) == []


AREA_FAULTS = {
    "unknown member": ("[aaparken, bakken]", "[aaparken, bakke]", "Mente du »bakken«?"),
    "member twice": ("[aaparken, bakken]", "[aaparken, aaparken]", "står to gange"),
    "aggregate of nothing": ("    members: [aaparken, bakken]\n", "", "har medlemmer"),
    "part of nothing": ("    part_of: bakken\n", "", "en del af"),
    "part of an aggregate": ("part_of: bakken", "part_of: begge", "er ikke et område"),
    "repeated area": ("id: bakkens-top", "id: bakken", "står der allerede"),
    "repeated name": ("[Åparken i Byen]", "[bakken]", "bruges allerede af »aaparken«"),
    "unknown kind": ("kind: country", "kind: contry", "Mente du »country«?"),
}


@pytest.mark.parametrize("kind", AREA_FAULTS)
def test_a_fault_among_the_areas_names_its_line(kind: str, tmp_path: Path):
    old, new, words = AREA_FAULTS[kind]
    areas, _ = spoilt(AREAS, old, new)
    found = [fault for fault in faults_of(example_project(tmp_path, areas=areas)) if words in fault]
    assert found
    assert all(fault.startswith("analyses/areas.yml:") for fault in found)


INDICATOR_FAULTS = {
    "share without denominator": ("    denominator: Svar\n", "", "tæller og nævner"),
    "share of a count": ("unit: percent", "unit: count", "måles i percent"),
    "days counted as persons": ("    denominator: Svar\n", "    denominator: Skoledage\n", "hvis de er"),
    "clusters of no share": (
        "unit: yes_no",
        "unit: yes_no\n    clustered: {units: dage, persons: børn}",
        "for hver person",
    ),
    "milestone in numbers": ("unit: yes_no", "unit: count", "yes_no"),
    "a reason that is none": (
        "unit: yes_no",
        "unit: yes_no\n    sensitive: true\n    public_because: derfor",
        "hvis en beboer kan læse hvorfor",
    ),
    "a reason that nobody asks for": (
        "unit: yes_no",
        "unit: yes_no\n    public_because: Aftalen sætter selv et mål for det.",
        "»public_because« hører til følsomme",
    ),
    "same version twice": ("- id: moeder", "- id: tryghed", "to gange i version 1"),
    "misspelt key": ("    nature: survey_share", "    natur: survey_share", "Mente du »nature«?"),
}


@pytest.mark.parametrize("kind", INDICATOR_FAULTS)
def test_a_fault_among_the_indicators_names_its_line(kind: str, tmp_path: Path):
    old, new, words = INDICATOR_FAULTS[kind]
    indicators, _ = spoilt(INDICATORS, old, new)
    found = [fault for fault in faults_of(example_project(tmp_path, indicators=indicators)) if words in fault]
    assert found
    assert all(fault.startswith("analyses/indicators.yml:") for fault in found)


def test_the_map_may_only_show_known_areas(tmp_path: Path):
    geojson, line = spoilt(GEOJSON, '"aaparken"', '"aparken"')
    (fault,) = faults_of(example_project(tmp_path, geojson=geojson))
    assert fault.startswith(f"analyses/areas.geojson:{line}: ")
    assert "Mente du »aaparken«?" in fault


def test_every_fault_of_every_file_comes_at_once(tmp_path: Path):
    plan, _ = spoilt(PLAN, "focus_area: Tryghed", "focus_area: Trygged")
    areas, _ = spoilt(AREAS, "part_of: bakken", "part_of: begge")
    indicators, _ = spoilt(INDICATORS, "unit: yes_no", "unit: count")
    project = example_project(tmp_path, plan=plan, areas=areas, indicators=indicators)
    second = tmp_path / "analyses" / "anden"
    second.mkdir()
    (second / "plan.yml").write_text("version: 1\nid: anden\nnavn: Anden\n", encoding="utf-8")
    places = {fault.split(":")[0] for fault in faults_of(project)}
    assert places == {
        "analyses/areas.yml",
        "analyses/indicators.yml",
        "analyses/anden/plan.yml",
        PLAN_PLACE,
    }


def test_faults_come_in_the_order_in_which_they_are_met(tmp_path: Path):
    plan = PLAN.replace("Fire møder om året", "[").replace("name: Prøveplan", "name: Prøveplan\nname: Igen")
    broken = faults_of(example_project(tmp_path / "a", plan=plan))
    assert len(broken) == 1, "a file that can't be parsed has one fault: where it breaks"
    plan, _ = spoilt(PLAN.replace("indicator: moeder", "indicator: moede"), "activity: samarbejde", "activity: arbejde")
    lines = [int(fault.split(":")[1]) for fault in faults_of(example_project(tmp_path / "b", plan=plan))]
    assert lines == sorted(lines)
    assert len(lines) == 2
