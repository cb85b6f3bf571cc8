"""Both evaluations of this project, from raw files to the stored table."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from helpers.demo.writing import write_demo
from helpers.errors import DataError, ExitCode, PrivacyError
from helpers.intake.accepting import accept
from helpers.intake.importing import check_evaluation, import_evaluation, last_report, report_file
from helpers.observations import store
from helpers.observations.table import Origin, Query
from helpers.paths import Project
from helpers.plan.loading import load_plan, load_registry
from projects import ROOT

EVALUATIONS = ("bolivvejle-2013", "slagelse-2017")


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a copy of the project with demonstration files, both evaluations imported; read only."""
    root = tmp_path_factory.mktemp("imported")
    shutil.copytree(ROOT / "analyses", root / "analyses")
    for evaluation in EVALUATIONS:
        documented = Path("data", "raw", evaluation, "dokumenterede-tal")
        shutil.copytree(ROOT / documented, root / documented)
    (root / "_quarto.yml").write_text("", encoding="utf-8")
    project = Project(root)
    write_demo(project)
    for evaluation in EVALUATIONS:
        import_evaluation(project, evaluation)
    return project


@pytest.fixture
def project(imported: Project, tmp_path: Path) -> Project:
    """Return a copy of the imported project that a test may change."""
    return Project(Path(shutil.copytree(imported.root, tmp_path / "projekt")))


@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_every_source_gives_observations_that_lead_back_to_a_row(imported: Project, evaluation: str) -> None:
    report = last_report(imported, evaluation)
    assert report is not None
    found = store.read(imported, Query(evaluation, audience="internal"))
    assert len(found) == report.observations
    assert {one.source for one in found} == {one.source for one in report.files}
    for one in found:
        assert (imported.raw / one.file).is_file()
        assert one.row is not None
        assert (one.document is not None) == (one.origin is Origin.DOCUMENTED)
    assert dict(report.origins).keys() == {"documented", "synthetic"}


@pytest.mark.parametrize(
    ("area", "label", "value", "page"),
    [("motalavej", "2016", 58.3, 6), ("ringparken-schackenborgvaenge", "2016", 72.0, 6), ("danmark", "2016", 89.1, 6)],
)
def test_what_the_document_prints_is_what_is_stored(
    imported: Project, area: str, label: str, value: float, page: int
) -> None:
    query = Query("slagelse-2017", areas=(area,), indicators=("tryghed-andel",))
    found = [one for one in store.read(imported, query) if one.period_label == label]
    assert [(one.value, one.document, one.page, one.origin) for one in found] == [
        (value, "S1", page, Origin.DOCUMENTED)
    ]


def test_the_same_files_give_the_same_bytes(imported: Project, project: Project) -> None:
    for evaluation in EVALUATIONS:
        shutil.rmtree(project.processed / evaluation)
        assert import_evaluation(project, evaluation).up_to_date is False
        for name in ("observations.parquet", "import.json"):
            again, first = (one.processed / evaluation / name for one in (project, imported))
            assert again.read_bytes() == first.read_bytes()


def test_an_import_that_is_up_to_date_reads_nothing(project: Project) -> None:
    written = store.observations_file(project, "slagelse-2017").stat().st_mtime_ns
    script = (
        "import sys; from pathlib import Path; from helpers.paths import Project;"
        "from helpers.intake.importing import import_evaluation;"
        f"report = import_evaluation(Project(Path({str(project.root)!r})), 'slagelse-2017');"
        "print(report.up_to_date, sorted({'pandas', 'duckdb', 'pyarrow', 'openpyxl', 'pandera'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "True []"
    assert store.observations_file(project, "slagelse-2017").stat().st_mtime_ns == written


def test_a_changed_number_changes_its_own_slice_only(project: Project) -> None:
    evaluation, indicators = "slagelse-2017", ("paasatte-brande", "haervaerk-anmeldelser", "tryghed-andel")
    queries = [Query(evaluation, (area,), (name,)) for area in ("motalavej", "sydbyen") for name in indicators]
    before = [store.slice_hash(project, query) for query in queries]
    path = next((project.raw / evaluation).glob("*/demo-haervaerk-2018.csv"))
    text = path.read_bytes().decode("cp1252")
    line = next(line for line in text.splitlines() if "Motalavej" in line)
    path.write_bytes(text.replace(line, line.rpartition(";")[0] + ";777", 1).encode("cp1252"))
    with pytest.raises(DataError, match=f"{line.rpartition(';')[2]} → 777"):
        import_evaluation(project, evaluation)
    accept(project, project.relative(path), "Rettet levering fra politiet")
    assert import_evaluation(project, evaluation).up_to_date is False
    after = [store.slice_hash(project, query) for query in queries]
    changed = [query for query, old, new in zip(queries, before, after, strict=True) if old != new]
    assert changed == [Query(evaluation, ("motalavej",), ("haervaerk-anmeldelser",))]


def test_one_file_at_fault_and_nothing_is_written(project: Project) -> None:
    folder = project.processed / "slagelse-2017"
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    path = next((project.raw / "slagelse-2017").glob("*/demo-haervaerk-2018.csv"))
    path.write_bytes(path.read_bytes().replace(b"Motalavej", b"Motalavvej", 1))
    with pytest.raises(DataError) as raised:
        import_evaluation(project, "slagelse-2017")
    values = [fault.value for fault in raised.value.faults]
    assert values == [
        "»Motalavvej« kendes ikke som område",
        "filen er ændret, efter at den er modtaget; hvad der er anderledes, kan ikke vises",
    ]
    assert "Mente du »Motalavej«?" in str(raised.value)
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
    assert store.read(project, Query("slagelse-2017"))


def test_a_damaged_report_is_made_again_and_force_reads_everything(project: Project) -> None:
    good = report_file(project, "slagelse-2017").read_bytes()
    for damage in (b"", b"[]", b"{}", good[:50]):
        report_file(project, "slagelse-2017").write_bytes(damage)
        assert last_report(project, "slagelse-2017") is None
    assert import_evaluation(project, "slagelse-2017").up_to_date is False
    assert report_file(project, "slagelse-2017").read_bytes() == good
    assert import_evaluation(project, "slagelse-2017").up_to_date is True
    assert import_evaluation(project, "slagelse-2017", force=True).up_to_date is False


def test_checking_writes_nothing_but_kept_readings(project: Project) -> None:
    shutil.rmtree(project.processed / "slagelse-2017")
    report = check_evaluation(project, load_plan(project, "slagelse-2017"), load_registry(project))
    assert report.observations > 400
    assert [path.name for path in (project.processed / "slagelse-2017").iterdir()] == ["read"]


def test_a_damaged_table_is_made_again(project: Project) -> None:
    table = store.observations_file(project, "slagelse-2017")
    good = table.read_bytes()
    table.write_bytes(good[:100])
    assert import_evaluation(project, "slagelse-2017").up_to_date is False
    assert table.read_bytes() == good


def test_a_personal_number_refuses_everything_and_is_written_nowhere(project: Project) -> None:
    shutil.rmtree(project.processed / "slagelse-2017")
    path = next((project.raw / "slagelse-2017").glob("*/demo-tryghed-*.xlsx"))
    book = load_workbook(path)
    hidden = next(sheet for sheet in book.worksheets if sheet.sheet_state != "visible")
    hidden["F9"] = "010190-1234"
    book.save(path)
    with pytest.raises(PrivacyError) as raised:
        import_evaluation(project, "slagelse-2017")
    assert raised.value.code is ExitCode.PRIVACY
    assert (hidden.title, 9, "F") in [(fault.sheet, fault.row, fault.column) for fault in raised.value.faults]
    assert "010190" not in str(raised.value)
    assert not (project.processed / "slagelse-2017").exists()
    written = [one for one in project.root.rglob("*") if one.is_file() and one != path]
    assert not [one for one in written if b"010190" in one.read_bytes()]


def test_the_report_is_plain_json(imported: Project) -> None:
    content = json.loads(report_file(imported, "slagelse-2017").read_text(encoding="utf-8"))
    assert sorted(content) == [
        "accepted",
        "evaluation",
        "files",
        "fingerprint",
        "left_out",
        "missing_sources",
        "observations",
        "origins",
        "superseded",
        "warnings",
    ]
    assert str(imported.root) not in json.dumps(content)
