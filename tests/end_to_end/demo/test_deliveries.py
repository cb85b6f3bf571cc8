"""What lies in the written files, and that the importer recovers exactly what was drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
import yaml

from helpers.demo.sheets import BANNER
from helpers.intake.importing import import_evaluation
from helpers.observations import store
from helpers.observations.table import Observation, Origin, Query
from helpers.paths import Project
from helpers.plan.loading import load_plan

EVALUATIONS = ("bolivvejle-2013", "slagelse-2017")
LIKE_CPR = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


def _files(project: Project) -> list[Path]:
    return sorted(path for path in project.raw.glob("*/demo-*/*") if path.is_file())


def _sheets(path: Path) -> Iterator[list[list[Any]]]:
    if path.suffix == ".csv":
        content = path.read_bytes()
        text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "windows-1252")
        yield [line.split(";") for line in text.splitlines()]
    elif path.suffix == ".xlsx":
        for sheet in openpyxl.load_workbook(path).worksheets:
            yield [list(row) for row in sheet.iter_rows(values_only=True)]
    else:
        for table in pd.read_excel(path, engine="odf", header=None, sheet_name=None).values():
            yield table.to_numpy().tolist()


def _truth(project: Project, evaluation: str) -> dict[str, Any]:
    content = json.loads((project.processed / "demo" / "truth.json").read_text(encoding="utf-8"))
    return content["evaluations"][evaluation]


@pytest.fixture(scope="module")
def observations(written_project: Project) -> dict[str, tuple[Observation, ...]]:
    """Return the observations of both evaluations after a real import."""
    found: dict[str, tuple[Observation, ...]] = {}
    for evaluation in EVALUATIONS:
        import_evaluation(written_project, evaluation)
        found[evaluation] = store.read(written_project, Query(evaluation=evaluation))
    return found


def test_all_promised_forms_are_there(written_project: Project) -> None:
    files = _files(written_project)
    assert {path.suffix for path in files} == {".xlsx", ".csv", ".ods"}
    encodings = {path.read_bytes().startswith(b"\xef\xbb\xbf") for path in files if path.suffix == ".csv"}
    assert encodings == {True, False}
    books = [openpyxl.load_workbook(path) for path in files if path.suffix == ".xlsx"]
    states = {sheet.sheet_state for book in books for sheet in book.worksheets}
    assert states == {"visible", "hidden"}
    assert any(sheet.merged_cells.ranges for book in books for sheet in book.worksheets)


def test_every_sheet_of_every_file_begins_by_saying_that_it_is_invented(written_project: Project) -> None:
    for path in _files(written_project):
        assert path.name.startswith("demo-")
        for rows in _sheets(path):
            assert rows[0][0] == BANNER, path.name
    assert "opdigtede tal" in BANNER


def test_nothing_looks_like_a_personal_number(written_project: Project) -> None:
    for path in _files(written_project):
        for rows in _sheets(path):
            cells = [str(cell) for row in rows for cell in row]
            assert [cell for cell in cells if LIKE_CPR.search(cell)] == [], path.name


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_source_has_files_and_every_file_a_source(written_project: Project, evaluation: str) -> None:
    content = yaml.safe_load((written_project.analyses / evaluation / "sources.yml").read_text(encoding="utf-8"))
    folder = written_project.raw / evaluation
    claimed: list[Path] = []
    for source in content["sources"]:
        files = sorted(folder.glob(source["files"]))
        assert files, source["id"]
        assert source["id"].startswith("demo-") == (source["origin"] == "synthetic")
        claimed += files
    assert sorted(claimed) == sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_the_importer_recovers_exactly_what_was_drawn(
    written_project: Project, observations: dict[str, tuple[Observation, ...]], evaluation: str
) -> None:
    read = {
        (one.area, one.indicator, one.breakdown, one.period_start, one.period_end): one
        for one in observations[evaluation]
        if one.origin is Origin.SYNTHETIC
    }
    drawn = [figure for figure in _truth(written_project, evaluation)["figures"] if figure["delivered"]]
    assert len(drawn) > 150
    for figure in drawn:
        period = (date.fromisoformat(figure["period_start"]), date.fromisoformat(figure["period_end"]))
        found = read[(figure["area"], figure["indicator"], figure["breakdown"], *period)]
        if figure["denominator"] is None:
            assert found.value == figure["numerator"]
        else:
            assert (found.numerator, found.denominator) == (figure["numerator"], figure["denominator"])


def test_the_importer_counts_the_youths_whose_year_has_passed(
    written_project: Project, observations: dict[str, tuple[Observation, ...]]
) -> None:
    path = written_project.raw / "bolivvejle-2013" / "demo-tjansen-unge" / "demo-tjansen-unge.csv"
    rows = next(_sheets(path))
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
        and one.period_end is not None
        and documented.get((one.area, one.indicator), date.max) <= one.period_end <= baseline.last
    }
    fires = {("sydbyen", "paasatte-brande"), ("skaelskoer", "paasatte-brande")}
    assert followers == (fires if evaluation == "slagelse-2017" else set())


def test_judgements_name_a_body_a_day_and_a_reason(observations: dict[str, tuple[Observation, ...]]) -> None:
    for evaluation, goal_prefix in zip(EVALUATIONS, ("vj-", "sl-"), strict=True):
        judged = [one for one in observations[evaluation] if one.indicator == "kvalitativ-vurdering"]
        assert {one.value for one in judged} == {1.0, 0.0, None}
        for one in judged:
            assert one.breakdown is not None
            assert one.breakdown.startswith(goal_prefix)
            assert one.note is not None
            assert re.fullmatch(r"\w[\w ]+, \d{1,2}\. \w+ 20\d\d: .+\.", one.note)


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_breakdown_is_a_goal_of_the_plan_with_that_indicator(
    written_project: Project, observations: dict[str, tuple[Observation, ...]], evaluation: str
) -> None:
    goals = {goal.id: goal for goal in load_plan(written_project, evaluation).goals}
    named = {(one.breakdown, one.indicator, one.area) for one in observations[evaluation] if one.breakdown}
    assert named
    for goal, indicator, area in named:
        assert goals[goal].indicator == indicator
        assert area in goals[goal].decided_by


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
