"""What lies in the written files, and that the importer recovers exactly what was drawn."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml

from demo_files import cells, files, sheets, statistics
from helpers.demo.sheets import BANNER
from helpers.demo.statistical import INVENTED, LABEL
from helpers.demo.writing import EVALUATIONS
from helpers.effects.panels import first_period
from helpers.intake.importing import import_evaluation
from helpers.measurement.measuring_all import measure
from helpers.measurement.moving import GROUPS, Decomposition, decompose, flows_of
from helpers.observations import store
from helpers.observations.table import Observation, Origin, Query
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import TargetKind

STATISTICS, LABELLED = (".parquet", ".sav", ".dta"), (".sav", ".dta")
PREFIXES = {"bolivvejle-2013": "vj-", "slagelse-2017": "sl-", "alboa-2014": "al-", "kommuner-2015": "gen-"}
NEVER_INVENTED = "omraader-paa-listen"
"""Which areas stand on the state's list is published: nobody may be told something invented about it."""
JUDGED = ("kvalitativ-vurdering", "samarbejdstrappe-trin")
LIKE_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


def _truth(project: Project, evaluation: str) -> dict[str, Any]:
    content = json.loads((project.processed / "demo" / "truth.json").read_text(encoding="utf-8"))
    return content["evaluations"][evaluation]


@pytest.fixture(scope="module")
def observations(written_project: Project) -> dict[str, tuple[Observation, ...]]:
    """Return the observations of every evaluation after a real import, internal ones included."""
    found: dict[str, tuple[Observation, ...]] = {}
    for evaluation in EVALUATIONS:
        import_evaluation(written_project, evaluation)
        found[evaluation] = store.read(written_project, Query(evaluation=evaluation, audience="internal"))
    return found


def test_every_file_says_that_it_is_invented(written_project: Project) -> None:
    for path in files(written_project):
        assert path.name.startswith("demo-")
        for rows in sheets(path):
            if path.suffix in STATISTICS:
                assert {row[-1] for row in rows[1:]} == {INVENTED}, path.name
            else:
                assert rows[0][0] == BANNER, path.name
    assert "opdigtede tal" in BANNER


def test_files_of_statistics_programs_carry_a_label_that_says_so(written_project: Project) -> None:
    labels = {path.suffix: statistics(path)[1].file_label for path in files(written_project) if path.suffix in LABELLED}
    assert labels == {".sav": LABEL, ".dta": LABEL}
    parquets = [path for path in files(written_project) if path.suffix == ".parquet"]
    assert parquets
    for path in parquets:
        assert pq.read_schema(path).metadata[b"title"].decode() == BANNER


def test_nothing_looks_like_a_personal_number(written_project: Project) -> None:
    for path in files(written_project):
        assert [cell for cell in map(str, cells(path)) if LIKE_CPR.search(cell)] == [], path.name


def test_there_are_few_enough_rows_for_a_quick_build(written_project: Project) -> None:
    rows = sum(len(sheet) for path in files(written_project) for sheet in sheets(path))
    assert 1_000 < rows < 6_000


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_source_has_files_and_every_file_a_source(written_project: Project, evaluation: str) -> None:
    content = yaml.safe_load((written_project.analyses / evaluation / "sources.yml").read_text(encoding="utf-8"))
    folder = written_project.raw / evaluation
    claimed: list[Path] = []
    for source in content["sources"]:
        found = sorted(folder.glob(source["files"]))
        assert found or source.get("optional"), source["id"]
        assert source["id"].startswith("demo-") == (source["origin"] == "synthetic")
        claimed += found
    assert sorted(claimed) == sorted(path for path in folder.rglob("*/*") if path.is_file())


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_the_importer_recovers_the_truth_exactly_and_nothing_else(
    written_project: Project, observations: dict[str, tuple[Observation, ...]], evaluation: str
) -> None:
    """Every value of the truth is an observation, every synthetic observation is in the truth, and they are equal."""
    told = _truth(written_project, evaluation)["values"]
    values = {_about_value(value): value for value in told}
    read = {_about(one): one for one in observations[evaluation] if one.origin is Origin.SYNTHETIC}
    assert len(values) == len(told)
    assert values.keys() == read.keys()
    for about, value in values.items():
        found = read[about]
        if value["mark"] == "hidden":
            assert (found.value, found.numerator, found.denominator) == (None, None, None)
        elif value["denominator"] is None:
            assert found.value == value["numerator"], about
        else:
            assert (found.numerator, found.denominator) == (value["numerator"], value["denominator"]), about
            # A weighted share is not that of its counts; it differs, but not by much.
            assert found.value == pytest.approx(_share(found, value), abs=15 if value.get("weighted") else 0.5), about
            assert (found.weighting is not None) == value.get("weighted", False), about


def _about_value(value: dict[str, Any]) -> tuple[Any, ...]:
    period = (date.fromisoformat(value["period_start"]), date.fromisoformat(value["period_end"]))
    return (value["source"], value["area"], value["indicator"], value["breakdown"], *period)


def _about(one: Observation) -> tuple[Any, ...]:
    return (one.source, one.area, one.indicator, one.breakdown, one.period_start, one.period_end)


def _share(found: Observation, value: dict[str, Any]) -> float:
    per = 1000 if found.unit == "per_1000" else 100
    return per * value["numerator"] / value["denominator"]


def test_what_is_left_out_on_purpose_is_told(
    written_project: Project, observations: dict[str, tuple[Observation, ...]]
) -> None:
    left = [(evaluation, one) for evaluation in EVALUATIONS for one in _truth(written_project, evaluation)["left_out"]]
    assert {one["why"] for _, one in left} == {"documented", "hidden", "missing"}
    for evaluation, one in left:
        read = {_about(found): found for found in observations[evaluation] if found.origin is Origin.SYNTHETIC}
        found = read.get(_about_value(one))
        assert (found is None) == (one["why"] != "hidden")


def test_provisional_figures_are_imported_as_such(
    written_project: Project, observations: dict[str, tuple[Observation, ...]]
) -> None:
    told = [one for one in _truth(written_project, "slagelse-2017")["values"] if one["mark"] == "provisional"]
    read = {_about(found): found for found in observations["slagelse-2017"]}
    assert len(told) == 2
    assert {read[_about_value(one)].note for one in told} == {"Foreløbigt tal."}


def test_the_importer_counts_the_youths_whose_year_has_passed(
    written_project: Project, observations: dict[str, tuple[Observation, ...]]
) -> None:
    path = written_project.raw / "bolivvejle-2013" / "demo-tjansen-unge" / "demo-tjansen-unge.csv"
    rows = next(sheets(path))
    start = rows.index(["Løbenr.", "Område", "Start", "Stop", "Fritidsjob 1 år efter"])
    left_in_2015 = [row for row in rows[start + 1 :] if row[1] == "Løget By" and row[3].endswith("2015")]
    found = [
        one
        for one in observations["bolivvejle-2013"]
        if (one.area, one.indicator, one.period_label) == ("loeget", "tjansen-fritidsjob-efter-1-aar", "2016")
    ]
    assert len(found) == 1
    assert found[0].denominator == len(left_in_2015)
    assert found[0].numerator == sum(row[4] == "ja" for row in left_in_2015)
    assert any(row[3].endswith("2016") and row[4] == "" for row in rows[start + 1 :])


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_nothing_synthetic_stands_beside_a_documented_figure_or_follows_it_in_its_round(
    written_project: Project, observations: dict[str, tuple[Observation, ...]], evaluation: str
) -> None:
    """The baseline that a document prints stays the baseline of its area; fires go on by year and are named."""
    baseline = load_plan(written_project, evaluation).rounds[0]
    documented = {
        (one.area, one.indicator): one.period_end
        for one in observations[evaluation]
        if one.origin is Origin.DOCUMENTED and one.period_end is not None and one.value is not None
    }
    followers = {
        (one.area, one.indicator)
        for one in observations[evaluation]
        if one.origin is Origin.SYNTHETIC
        and one.breakdown is None
        and one.period_end is not None
        and documented.get((one.area, one.indicator), date.max) <= one.period_end <= baseline.last
    }
    fires = {("sydbyen", "paasatte-brande"), ("skaelskoer", "paasatte-brande")}
    assert followers == (fires if evaluation == "slagelse-2017" else set())


def test_judgements_name_a_body_a_day_and_a_reason(observations: dict[str, tuple[Observation, ...]]) -> None:
    answers: set[float | None] = set()
    for evaluation, goal_prefix in PREFIXES.items():
        judged = [one for one in observations[evaluation] if one.indicator in JUDGED and one.breakdown is not None]
        assert judged
        for one in judged:
            answers.add(one.value)
            assert one.breakdown is not None
            assert one.breakdown.startswith(goal_prefix)
            assert one.note is not None
            assert re.fullmatch(r"Opdigtet vurdering \(\w[\w ]+\), \d{1,2}\. \w+ 20\d\d: .+\.", one.note)
    assert answers == {1.0, 0.0, None}


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_goal_named_by_a_figure_has_that_indicator_and_is_decided_there(
    written_project: Project, observations: dict[str, tuple[Observation, ...]], evaluation: str
) -> None:
    goals = {goal.id: goal for goal in load_plan(written_project, evaluation).goals}
    named = {(one.breakdown, one.indicator, one.area) for one in observations[evaluation] if one.breakdown in goals}
    assert named
    for goal, indicator, area in named:
        if indicator != "omraade-kategori":
            assert goals[goal or ""].indicator == indicator
            assert area in goals[goal or ""].decided_by


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_indicator_that_a_goal_uses_is_delivered_or_documented(
    written_project: Project, observations: dict[str, tuple[Observation, ...]], evaluation: str
) -> None:
    """Nothing of the plans is left without an example; each place that decides has one, itself or by its members."""
    members = {area.id: area.members for area in load_registry(written_project).areas}
    there = {(one.indicator, one.area) for one in observations[evaluation] if one.breakdown is None}
    by_goal = {(one.indicator, one.area, one.breakdown) for one in observations[evaluation]}
    for goal in load_plan(written_project, evaluation).goals:
        if goal.target.kind is TargetKind.QUALITATIVE or goal.indicator == NEVER_INVENTED:
            continue
        for area in goal.decided_by:
            places = (area, *members[area])
            found = [place for place in places if (goal.indicator, place) in there]
            found += [place for place in places if (goal.indicator, place, goal.id) in by_goal]
            assert found, (goal.id, goal.indicator, area)


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_nothing_is_invented_about_the_state_s_list(
    written_project: Project, observations: dict[str, tuple[Observation, ...]], evaluation: str
) -> None:
    told = [one for one in observations[evaluation] if one.indicator == NEVER_INVENTED]
    assert [one for one in told if one.origin is Origin.SYNTHETIC] == []
    assert [path for path in files(written_project) if "liste" in path.stem and "venteliste" not in path.stem] == []


def test_no_real_department_of_alboa_is_given_a_category(
    written_project: Project, observations: dict[str, tuple[Observation, ...]]
) -> None:
    """A category, or that an area is followed up each quarter, would be an invented verdict on a named place."""
    told = [one for one in observations["alboa-2014"] if one.indicator in ("omraade-kategori", "kvartalsopfoelgninger")]
    assert {one.indicator for one in told} == {"omraade-kategori", "kvartalsopfoelgninger"}
    assert {one.area for one in told} == {"alboa-afdelinger"}
    said = (written_project.raw / "alboa-2014" / "demo-kategorier" / "demo-kategorier.csv").read_text("utf-8-sig")
    assert re.search("rød|orange|gul", said) is None


def test_vejle_invents_no_respondents_for_the_shares_that_slagelse_s_agreement_prints(
    observations: dict[str, tuple[Observation, ...]],
) -> None:
    safety = [one for one in observations["bolivvejle-2013"] if one.indicator == "tryghed-andel"]
    in_2016 = {one.area for one in safety if one.period_label == "2016"}
    assert {"loeget", "noerremarken"} <= in_2016
    assert not {"sub-omraader", "danmark"} & in_2016
    assert {"sub-omraader", "danmark"} <= {one.area for one in safety}


def test_a_milestone_says_itself_that_it_is_invented(observations: dict[str, tuple[Observation, ...]]) -> None:
    notes = [
        one.note for evaluation in EVALUATIONS for one in observations[evaluation] if one.source == "demo-milepaele"
    ]
    assert notes
    assert all(note is not None and note.startswith("Opdigtet: ") for note in notes)


def test_internal_sources_stay_internal(written_project: Project) -> None:
    import_evaluation(written_project, "alboa-2014")
    public = store.read(written_project, Query(evaluation="alboa-2014"))
    shown = {one.indicator for one in public}
    assert "afrapporteringer" in shown
    assert not {"afdelinger-screenet", "kvartalsopfoelgninger", "omraade-kategori"} & shown


def test_four_areas_add_up_to_the_documented_decisions_of_2016(
    observations: dict[str, tuple[Observation, ...]],
) -> None:
    areas = {"motalavej", "ringparken-schackenborgvaenge", "sydbyen", "skaelskoer"}
    counted = [
        one
        for one in observations["slagelse-2017"]
        if one.indicator == "kriminalretlige-afgoerelser" and one.area in areas and one.period_label == "2016"
    ]
    assert len(counted) == 4
    decisions = sum(one.numerator or 0 for one in counted)
    residents = sum(one.denominator or 0 for one in counted)
    assert round(1000 * decisions / residents, 2) == 30.65


def test_the_truth_names_the_planted_effects(written_project: Project) -> None:
    series = {(one["area"], one["indicator"]): one for one in _truth(written_project, "slagelse-2017")["series"]}
    motalavej = series["motalavej", "tryghed-andel"]
    assert (motalavej["level"], motalavej["effect"], motalavej["effect_full"]) == (58.3, 6.7, 2021)
    assert series["sydbyen", "fraflytningsprocent"]["effect"] == 0.0
    assert series["sammenligning-slagelse-a", "tryghed-andel"]["effect"] == 0.0


def test_who_moved_and_who_stayed_comes_back_as_planted(
    written_project: Project, observations: dict[str, tuple[Observation, ...]]
) -> None:
    evaluation = "slagelse-2017"
    own = [found for found in observations[evaluation] if found.breakdown in GROUPS]
    plan, registry = load_plan(written_project, evaluation), load_registry(written_project)
    results = measure(plan, registry, own)
    rounds = {2018: "midway", 2021: "end"}
    unchanged: list[str] = []
    for planted in _truth(written_project, evaluation)["moving"]:
        here = (planted["area"], rounds[planted["year"]])
        flows = flows_of([found for found in results.measurements if (found.area, found.round) == here])
        assert flows is not None
        found = decompose(flows)
        assert isinstance(found, Decomposition)
        parts = {"moved_out": found.moved_out, "stayed": found.stayed, "moved_in": found.moved_in}
        assert {part: float(value) for part, value in parts.items()} == pytest.approx(
            {part: planted[part] for part in parts}, abs=1e-8
        )
        if found.stayed == 0:
            unchanged.append(planted["area"])
    assert unchanged == ["motalavej", "motalavej"], "a planted change of composition only gives exactly 0"


def test_figures_for_effect_questions_move_no_baseline_and_no_goal(
    written_project: Project, observations: dict[str, tuple[Observation, ...]]
) -> None:
    """The long series are beside the evaluation: without them every round and every goal is as it is with them."""
    plan, registry = load_plan(written_project, "slagelse-2017"), load_registry(written_project)
    every = observations["slagelse-2017"]
    beside = {"demo-omraaderegister", "demo-politi-haervaerk-aeldre"}
    without = tuple(one for one in every if one.source not in beside)
    assert len(every) - len(without) > 1_000
    one, other = measure(plan, registry, every), measure(plan, registry, without)
    asked = {question.indicator for question in plan.effects} - {goal.indicator for goal in plan.goals}
    assert one.attainments == other.attainments
    assert [found for found in one.measurements if found.indicator not in asked] == list(other.measurements)
    assert [found for found in one.changes if found.indicator not in asked] == list(other.changes)


def test_the_planted_truth_names_the_questions_of_the_plan(written_project: Project) -> None:
    plan = load_plan(written_project, "slagelse-2017")
    questions = {question.id: question for question in plan.effects}
    told = _truth(written_project, "slagelse-2017")["effects"]
    assert {one["question"]: one["truth"] for one in told} == {
        "sl-virkning-fremmoede": 5.0,
        "sl-virkning-fremmoede-motalavej": 5.0,
        "sl-virkning-ledighed": pytest.approx(-6.0),
        "sl-virkning-fritidsjob": 0.0,
        "sl-virkning-boern-i-risiko": 0.0,
        # A fall of 30 % that comes little by little over the plan is 27 % over all quarters since the start.
        "sl-virkning-haervaerk": pytest.approx(0.73, abs=0.005),
    }
    for one in told:
        question = questions[one["question"]]
        assert one["indicator"] == question.indicator
        assert one["first"] == {
            area: first_period(question.start_of(area), question.frequency) for area in question.areas
        }
