"""The use cases about raw files, over several evaluations at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import receiving
from helpers.errors import DataError, PlanError, PrivacyError, UsageError
from helpers.paths import Project
from plan_examples import PLAN, example_project

FILE = "data/raw/proeve-2020/tal.csv"
GOOD = "Område;År;Andel\nÅparken;2019;71,7\nBakken;2019;60\n"
LATER = PLAN.replace("id: proeve-2020", "id: proeve-2024\nown_addresses: true").replace("samarbejde", "samarbejde-2024")
SOURCES = """\
version: 1
sources:
  - id: maaling
    title: Tryghed
    owner: Politiet
    sensitivity: public
    origin: supplied
    personal_data: false
    files: tal*.csv
    columns: {area: {heading: Område}, period: {heading: År}}
    values: [{indicator: tryghed, value: Andel}]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project with two evaluations, each with one good file."""
    project = example_project(tmp_path)
    (tmp_path / "_quarto.yml").write_text("", encoding="utf-8")
    for name in ("proeve-2020", "proeve-2024"):
        folder = project.analyses / name
        folder.mkdir(exist_ok=True)
        (folder / "plan.yml").write_text(PLAN if name == "proeve-2020" else LATER, encoding="utf-8")
        (folder / "sources.yml").write_text(SOURCES, encoding="utf-8")
        put(project, GOOD, name)
    return project


def put(project: Project, content: str, evaluation: str = "proeve-2020") -> None:
    path = project.raw / evaluation / "tal.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_a_good_project_is_checked_without_being_imported(project: Project) -> None:
    checked = receiving.check(project)
    assert [report.observations for report in checked.reports] == [2, 2]
    assert "2 evalueringer" in checked.summary()
    assert [path.name for path in project.processed.glob("*/*")] == ["read", "read"]


def test_a_fault_in_one_evaluation_does_not_keep_the_other_from_being_imported(project: Project) -> None:
    put(project, GOOD.replace("60", "mange"))
    with pytest.raises(DataError):
        receiving.import_all(project)
    assert [path.parent.name for path in project.processed.glob("*/import.json")] == ["proeve-2024"]


def test_the_gravest_kind_of_fault_is_raised_with_all_of_its_faults(project: Project) -> None:
    number = "-".join(("010170", "1234"))
    put(project, GOOD.replace("60", "mange"))
    put(project, GOOD.replace("Bakken", number), "proeve-2024")
    with pytest.raises(PrivacyError) as raised:
        receiving.check(project)
    assert {fault.place for fault in raised.value.faults} == {"data/raw/proeve-2024/tal.csv"}
    sources = project.analyses / "proeve-2020" / "sources.yml"
    sources.write_text(SOURCES.replace("title:", "titel:"), encoding="utf-8")
    with pytest.raises(PlanError, match="titel"):
        receiving.check(project)


def test_findings_as_plain_data_hold_every_file(project: Project) -> None:
    put(project, GOOD.replace("60", "mange"))
    examined = receiving.examine_all(project)
    with pytest.raises(DataError) as raised:
        examined.checked()
    told = examined.as_dict(raised.value)
    assert [(one.place, one.use) for one in examined.verdicts] == [
        (FILE, "at_fault"),
        (FILE.replace("2020", "2024"), "good"),
    ]
    assert told["kind"] == DataError.title
    assert told["evaluations"] == ["proeve-2020", "proeve-2024"]
    assert examined.as_dict(None)["faults"] == []


def test_one_evaluation_may_be_asked_for_by_name_only(project: Project) -> None:
    assert [one.plan.id for one in receiving.examine_all(project, "proeve-2024").examinations] == ["proeve-2024"]
    with pytest.raises(UsageError):
        receiving.examine_all(project, "proeve-2025")


def test_a_partial_import_is_summed_up_in_words(project: Project) -> None:
    (project.raw / "proeve-2020" / "tal-2.csv").write_text(GOOD.replace("2019", "2018").replace("60", "x"), "utf-8")
    first, second = receiving.import_all(project, partial=True)
    assert receiving.left_out_words((first, second)) == ("data/raw/proeve-2020/tal-2.csv (Politiet): 1 fejl",)
    assert receiving.import_summary(first) == "proeve-2020: 2 tal fra 1 filer."
    again = receiving.import_all(project, partial=True)
    assert receiving.import_summary(again[0]) == "proeve-2020: 2 tal, var ajour."


def test_vouching_for_a_change_makes_the_next_build_look_again(project: Project) -> None:
    receiving.import_all(project)
    records = [project.build / f"fresh-{audience}.json" for audience in ("public", "internal")]
    project.build.mkdir()
    for record in records:
        record.write_text("{}", encoding="utf-8")
    put(project, GOOD.replace("60", "61"))
    event = receiving.accept_change(project, str(project.root / FILE), "Rettet levering")
    assert event.differences == ("række 3, kolonne Andel: 60 → 61 (Bakken, 2019)",)
    assert not any(record.exists() for record in records)
    assert [report.up_to_date for report in receiving.import_all(project)] == [False, True]
