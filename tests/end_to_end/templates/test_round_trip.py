"""Every owner's template of every evaluation: filled in, saved by LibreOffice, imported with the same values."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from filled_templates import Expected, fill, given
from helpers.intake.opening import open_document
from helpers.intake.reading import import_raw
from helpers.intake.sources import load_sources
from helpers.observations.table import Origin
from helpers.paths import Project
from helpers.plan.loading import evaluations, load_plan, load_registry
from helpers.templates.content import LISTS, STAMP, template_of
from helpers.templates.owners import deliveries_of
from helpers.templates.writing import file_name
from libreoffice import convert
from projects import ROOT
from template_plan import SOURCE

HERE = Project(ROOT)
EVALUATIONS = evaluations(HERE)


@dataclass(frozen=True)
class FilledTemplates:
    """All templates, filled in, as files in one folder."""

    folder: Path
    expected: dict[str, Expected]
    """By evaluation."""


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> FilledTemplates:
    """Fill in every row of every template; what two owners deliver together, the first of them fills in."""
    folder = tmp_path_factory.mktemp("udfyldt")
    registry = load_registry(HERE)
    expected: dict[str, Expected] = {}
    for evaluation in EVALUATIONS:
        plan = load_plan(HERE, evaluation)
        expected[evaluation] = {}
        done: set[str] = set()
        for owner, indicators in deliveries_of(plan, registry).items():
            template = template_of(plan, registry, owner)
            one = fill(template, random.Random(f"{evaluation} {owner}"), leave_out=done)
            done |= {indicator.id for indicator in indicators}
            (folder / file_name(evaluation, owner)).write_bytes(one.data)
            expected[evaluation] |= one.expected
    return FilledTemplates(folder, expected)


@pytest.fixture(scope="module", params=["xlsx", "ods"])
def saved(request: pytest.FixtureRequest, filled: FilledTemplates, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that holds the templates as LibreOffice has saved them, and no other raw files."""
    suffix = str(request.param)
    folder = tmp_path_factory.mktemp("gemt") / suffix
    convert(sorted(filled.folder.iterdir()), suffix, folder)
    project = tmp_path_factory.mktemp("projekt")
    shutil.copytree(ROOT / "analyses", project / "analyses")
    for evaluation in EVALUATIONS:
        sources = project / "analyses" / evaluation / "sources.yml"
        text = sources.read_text(encoding="utf-8")
        entry = next(part for part in text.split("\n\n") if part.strip().startswith("- id: skabeloner\n"))
        sources.write_text(f"version: 1\nsources:\n{entry}\n", encoding="utf-8")
        received = project / "data" / "raw" / evaluation / "skabeloner"
        received.mkdir(parents=True)
        for path in folder.glob(f"{evaluation}-*"):
            shutil.copy2(path, received)
    return project


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_owners_template_comes_back_with_the_same_values(
    evaluation: str, saved: Path, filled: FilledTemplates
) -> None:
    project = Project(saved)
    registry = load_registry(project)
    tables = import_raw(project, load_plan(project, evaluation), registry)
    assert len(filled.expected[evaluation]) > 0
    assert given(tables.observations) == filled.expected[evaluation]
    assert {one.origin for one in tables.observations} == {Origin.SUPPLIED}
    assert all(one.sheet and one.row for one in tables.observations)
    owners = len(deliveries_of(load_plan(project, evaluation), registry))
    assert len({read.file for read in tables.report.files}) == owners


def test_what_is_hidden_locked_and_listed_stays_so(saved: Path) -> None:
    (path,) = (saved / "data/raw/slagelse-2017/skabeloner").glob("slagelse-2017-sekretariatet.*")
    document = open_document(path, path.read_bytes(), SOURCE)
    assert [sheet.name for sheet in document.sheets if not sheet.visible] == [LISTS, STAMP]
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        assert all(sheet.protection.sheet for sheet in book.worksheets)
        sheet = book["Kvalitativ vurdering"]
        assert sheet["A8"].protection.locked
        assert not sheet["E8"].protection.locked
        rules = {(rule.type, str(rule.sqref).split(":")[0]) for rule in sheet.data_validations.dataValidation}
        assert rules == {("list", "A8"), ("list", "B8"), ("list", "C8"), ("date", "D8"), ("list", "E8")}
        (listed,) = [rule.formula1 for rule in sheet.data_validations.dataValidation if "E8" in str(rule.sqref)]
        column = book[LISTS][str(listed).partition("!")[2].replace("$", "")]
        assert [cell.value for (cell,) in column] == ["ja", "nej", "kan ikke afgøres"]


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_evaluation_takes_filled_templates(evaluation: str) -> None:
    sources = load_sources(HERE, load_plan(HERE, evaluation), load_registry(HERE))
    (source,) = [one for one in sources if one.reader.kind == "template"]
    assert source.optional
    assert source.origin is Origin.SUPPLIED
    assert not source.personal_data
