"""What a plan says besides its goals: references that lead somewhere, sums that add up, rounds in order, documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.plan.loading import load_plans, load_registry
from plan_examples import AREAS, INDICATORS, PLAN, PLAN_PLACE, WHOLE_PLAN, example_project, faults_of, spoilt

# (what stands there, what it becomes, words that the fault must hold)
FAULTS = {
    "unknown key in a section": ("role: Leder", "rolle: Leder", "Mente du »role«?"),
    "unknown key in a budget post": ("    - name: Løn", "    - naame: Løn", "Mente du »name«?"),
    "unknown key in an amount": ("{funder: Fonden, dkk: 600}", "{funder: Fonden, dk: 600}", "Mente du »dkk«?"),
    "unknown word": ("kind: vision", "kind: vison", "Mente du »vision«?"),
    "percent above 100": ("percent: 50", "percent: 150", "for stort"),
    "half a krone": ("dkk: 600", "dkk: 600.5", "helt tal"),
    "unknown area in an agreement": ("kind: helhedsplan, areas: [aaparken]", "kind: helhedsplan, areas: [aparken]",
                                     "Mente du »aaparken«?"),
    "unknown area of staff": ("area: bakken, percent", "area: baken, percent", "Mente du »bakken«?"),
    "unknown goal of a milestone": ("goal: strategi,", "goal: strategien,", "Mente du »strategi«?"),
    "unknown word in a contradiction": ("[mere-tryghed, tryghed,", "[mere-trygheds, tryghed,",
                                        "Mente du »mere-tryghed«?"),
    "repeated id": ("- {id: strategi-2019,", "- {id: hovedaftale,", "»hovedaftale« står der allerede"),
    "row that doesn't add up": ("total_dkk: 1000", "total_dkk: 1001", "»Løn« giver 1000 kr., men der står 1001 kr."),
    "column that doesn't add up": ("{funder: Fonden, dkk: 650}", "{funder: Fonden, dkk: 651}",
                                   "kolonnen »Fonden« giver 650 kr., men der står 651 kr."),
    "total that doesn't add up": ("total_dkk: 1050", "total_dkk: 1060", "summen af rækkerne giver 1050 kr."),
    "funder twice": ("{funder: Kommunen, dkk: 400}]\n      total_dkk: 1000",
                     "{funder: Fonden, dkk: 400}]\n      total_dkk: 1000",
                     "»Fonden« står to gange"),
    "citation of another document": ("{document: S1, page: 10}", "{document: S3, page: 10}", "bygger på S1"),
    "contradiction of no document": ("{document: S2, page: 5}", "{document: S7, page: 5}", "henvises til S7"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_in_a_section_names_its_line(kind: str, tmp_path: Path):
    old, new, words = FAULTS[kind]
    plan, line = spoilt(WHOLE_PLAN, old, new)
    found = faults_of(example_project(tmp_path, plan=plan))
    told = [fault for fault in found if words in fault]
    assert told, found
    assert all(line - 2 <= int(fault.split(":")[1]) <= line + 1 for fault in told), told


def test_the_whole_plan_is_good(tmp_path: Path):
    assert faults_of(example_project(tmp_path, plan=WHOLE_PLAN)) == []


def test_all_faults_of_all_sections_are_told_at_once(tmp_path: Path):
    plan = WHOLE_PLAN
    chosen = ("unknown area of staff", "unknown goal of a milestone", "row that doesn't add up", "repeated id")
    for kind in chosen:
        plan, _ = spoilt(plan, *FAULTS[kind][:2])
    found = "\n".join(faults_of(example_project(tmp_path, plan=plan)))
    assert all(FAULTS[kind][2] in found for kind in chosen)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("dkk: 600", "dkk: null"),
        ("total_dkk: 1000", "total_dkk: null"),
        ("      amounts: [{funder: Fonden, dkk: 50}]\n", ""),
    ],
)
def test_a_lost_amount_leaves_the_sums_alone(old: str, new: str, tmp_path: Path):
    plan, _ = spoilt(WHOLE_PLAN, old, new)
    assert faults_of(example_project(tmp_path, plan=plan)) == []


def test_goals_and_activities_name_agreements_of_the_plan(tmp_path: Path):
    good, _ = spoilt(WHOLE_PLAN, "    focus_area: Tryghed\n", "    focus_area: Tryghed\n    agreement: hovedaftale\n")
    assert faults_of(example_project(tmp_path, plan=good)) == []
    bad, line = spoilt(good, "agreement: hovedaftale", "agreement: hovedaftalen")
    assert faults_of(example_project(tmp_path, plan=bad)) == [
        f"{PLAN_PLACE}:{line}: aftalen »hovedaftalen« kendes ikke. Det skal stå i »agreements«. Mente du »hovedaftale«?"
    ]


def test_goals_that_are_the_same_do_not_go_in_a_circle(tmp_path: Path):
    once, _ = spoilt(
        PLAN, "    short_name: Tryghed\n    focus", "    short_name: Tryghed\n    same_as: strategi\n    focus"
    )
    assert faults_of(example_project(tmp_path, plan=once)) == []
    circle, _ = spoilt(once, "    short_name: Strategi\n", "    short_name: Strategi\n    same_as: mere-tryghed\n")
    found = faults_of(example_project(tmp_path, plan=circle))
    assert len(found) == 2
    assert all("henviser i ring" in fault for fault in found)
    alone, _ = spoilt(PLAN, "    short_name: Strategi\n", "    short_name: Strategi\n    same_as: strategi\n")
    assert "»strategi« henviser i ring til sig selv" in faults_of(example_project(tmp_path, plan=alone))[0]


ROUNDS = PLAN[PLAN.index("  - {id: baseline") : PLAN.index("areas: [aaparken, bakken]\ncomp")]
BASELINE, MIDWAY, END = ROUNDS.splitlines(keepends=True)


@pytest.mark.parametrize("kept", [(BASELINE,), (BASELINE, MIDWAY), (BASELINE, END), (BASELINE, MIDWAY, END)])
def test_a_plan_may_have_one_to_three_rounds(kept: tuple[str, ...], tmp_path: Path):
    assert faults_of(example_project(tmp_path, plan=PLAN.replace(ROUNDS, "".join(kept)))) == []


@pytest.mark.parametrize(
    ("kept", "words"),
    [
        ((MIDWAY, END), "Skriv id: baseline."),
        ((BASELINE, BASELINE), "Skriv id: midway eller end."),
        ((BASELINE, END, MIDWAY), "runde 3 er »midway«"),
        ((END,), "runde 1 er »end«"),
    ],
)
def test_rounds_stand_in_order_and_begin_with_the_baseline(kept: tuple[str, ...], words: str, tmp_path: Path):
    found = faults_of(example_project(tmp_path, plan=PLAN.replace(ROUNDS, "".join(kept))))
    assert any(words in fault for fault in found), found


OWN = PLAN.replace("document: S1", "document: Aftalen 2020").replace(
    "document_title: Prøve\n", "document_title: Prøve\ndocuments:\n  - {key: Aftalen 2020, title: Prøve}\n"
)


def test_a_plan_may_build_on_a_document_of_its_own(tmp_path: Path):
    project = example_project(tmp_path, plan=OWN)
    assert faults_of(project) == []
    assert load_plans(project)[0].goals[0].source.document == "Aftalen 2020"


def test_a_citation_of_a_document_that_is_not_declared_names_the_closest(tmp_path: Path):
    plan, line = spoilt(OWN, "{document: Aftalen 2020, page: 5}", "{document: Aftalen 2002, page: 5}")
    (found,) = faults_of(example_project(tmp_path, plan=plan))
    assert found.startswith(f"{PLAN_PLACE}:{line}: der henvises til Aftalen 2002. Evalueringen bygger på Aftalen 2020.")
    assert "Mente du »Aftalen 2020«?" in found


def test_a_document_is_declared_once(tmp_path: Path):
    entry = "  - {key: Aftalen 2020, title: Prøve}\n"
    found = faults_of(example_project(tmp_path, plan=OWN.replace(entry, 2 * entry)))
    assert ["dokumentet »Aftalen 2020« står to gange" in fault for fault in found] == [True]


def test_a_plan_may_cite_others_of_the_five_when_it_declares_them(tmp_path: Path):
    cited = PLAN.replace("{document: S1, page: 5}", "{document: S2, page: 5}")
    assert len(faults_of(example_project(tmp_path, plan=cited))) == 1
    declared = cited.replace(
        "document_title: Prøve\n", "document_title: Prøve\ndocuments: [{key: S2, title: En anden}]\n"
    )
    assert faults_of(example_project(tmp_path, plan=declared)) == []


def test_a_registry_may_cite_what_some_plan_declares(tmp_path: Path):
    areas = AREAS.replace("name: Åparken\n", "name: Åparken\n    source: {document: Aftalen 2020, page: 1}\n")
    assert faults_of(example_project(tmp_path / "a", plan=OWN, areas=areas)) == []
    (found,) = faults_of(example_project(tmp_path / "b", areas=areas))
    assert found.startswith("analyses/areas.yml:5: dokumentet »Aftalen 2020« kendes ikke")


SYSTEMS = """\
version: 1
systems:
  - {id: maaling, name: Måling, must_do: Måle, evaluation: proeve-2020, served: partly, served_by: Siden,
     source: {document: S1, page: 3}}
"""


def test_systems_and_changes_are_read_with_the_registries(tmp_path: Path):
    changes = "changes:\n  - {date: 2021-01-01, before: [aaparken], after: [bakken], why: Slået sammen}\n"
    project = example_project(tmp_path, areas=AREAS)
    assert load_registry(project).systems == ()
    (project.analyses / "systems.yml").write_text(SYSTEMS, encoding="utf-8")
    assert [system.id for system in load_registry(project).systems] == ["maaling"]
    dated = AREAS.replace("name: Åparken\n", "name: Åparken\n    valid_until: 2020-12-31\n").replace(
        "name: Bakken\n", "name: Bakken\n    valid_from: 2021-01-01\n"
    )
    changed = example_project(
        tmp_path / "b", areas=dated.replace("members: [aaparken, bakken]", "members: [bakken]") + changes
    )
    assert load_registry(changed).changes[0].after == ("bakken",)


def test_faults_of_systems_name_their_line(tmp_path: Path):
    project = example_project(tmp_path)
    spoilt_systems = SYSTEMS.replace("proeve-2020", "proeve-2021") + SYSTEMS.partition("systems:\n")[2]
    (project.analyses / "systems.yml").write_text(spoilt_systems, encoding="utf-8")
    assert faults_of(project) == [
        "analyses/systems.yml:3: evalueringen »proeve-2021« kendes ikke. Den skal have en mappe under analyses/ med en "
        "plan.yml. Mente du »proeve-2020«?",
        "analyses/systems.yml:5: »maaling« står der allerede (linje 3). Et id må kun bruges én gang. "
        "Giv den ene et andet id, eller slet den.",
    ]


def test_a_goal_may_rest_on_an_internal_indicator(tmp_path: Path):

    internal = INDICATORS.replace("    name: Tryghed\n", "    name: Tryghed\n    internal: true\n")
    assert faults_of(example_project(tmp_path, indicators=internal)) == []
