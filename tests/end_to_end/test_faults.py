"""Bad input, one at a time, by the command line: place, value, rule, remedy, exit code, and nothing half-written."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pytest

from projects import Ran, copy_project, maalbar, replace_once, state

PLAN = "analyses/slagelse-2017/plan.yml"
VEJLE = "analyses/bolivvejle-2013/plan.yml"
DOCUMENTED = "data/raw/slagelse-2017/dokumenterede-tal/dokumenterede-tal.csv"
SURVEY = "data/raw/slagelse-2017/demo-politi-tryghed/demo-tryghed-2016-2021.xlsx"
DAMAGE = "data/raw/slagelse-2017/demo-politi-haervaerk/demo-haervaerk-2019.csv"
ONE_PAGE = ("--activity", "act-aktivt-liv", "--round", "end")
PERSONAL = "010170-1234"
RECORD = "build/fresh-public.json"
"""A build that begins drops it, so that a failed build is never taken for a finished one."""
RECEIVED = r"data/raw/[^/]+/(demo-|dokumenteret-)?modtaget\.json"
OTHER_EVALUATION = rf"data/processed/(?!slagelse-2017/)[^/]+/.*|(?!data/raw/slagelse-2017/){RECEIVED}"
"""Each evaluation is imported all or nothing; those without faults may be."""
KEPT = r"data/processed/[^/]+/read/.*|build/\.runs-[^/]+/.*"
"""What was read from good files is kept, so that only changed files are read again; and what is known of runs."""


def contents(project: Path) -> dict[str, str]:
    return {name: found for name, (found, _) in state(project).items()}


def faults_in(ran: Ran) -> list[dict[str, str]]:
    """Return the faults as printed: place, value, rule and remedy."""
    lines = [line.strip() for line in ran.stderr.splitlines()]
    labels = {"Fundet:": "value", "Regel:": "rule", "Gør:": "remedy"}
    found: list[dict[str, str]] = []
    for before, line in zip(["", *lines], lines, strict=False):
        label, _, text = line.partition(" ")
        if label in labels:
            if label == "Fundet:":
                found.append({"place": before})
            found[-1][labels[label]] = text.strip()
    return found


def assert_fault(ran: Ran, code: int, place: str, value: str, remedy: str = "") -> None:
    """Hold a refusal to its promises: the code, and one fault at `place` that says all four things."""
    assert "Traceback" not in ran.stdout + ran.stderr
    assert ran.code == code, ran.text
    found = faults_in(ran)
    assert all(set(fault) == {"place", "value", "rule", "remedy"} and all(fault.values()) for fault in found), found
    matching = [fault for fault in found if place in fault["place"] and value in fault["value"]]
    assert matching, found
    assert any(remedy in fault["remedy"] for fault in matching), matching


def refused(project: Path, *arguments: str, allowed: Iterable[str] = ()) -> Ran:
    """Run a command that must fail, and hold it to leaving every file of the project as it was."""
    before = contents(project)
    ran = maalbar(project, *arguments)
    after = contents(project)
    changed = {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
    beyond = {name for name in changed if not any(re.fullmatch(pattern, name) for pattern in (*allowed, KEPT))}
    assert beyond == set(), ran.text
    return ran


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with demonstration files that was checked and never built; read only."""
    project = copy_project(tmp_path_factory.mktemp("checked") / "projekt")
    for command in ("demo", "check"):  # what was read of unchanged files is kept
        ran = maalbar(project, command)
        assert ran.code == 0, ran.text
    return project


@pytest.fixture
def with_demo(checked: Path, tmp_path: Path) -> Path:
    """Return a copy of that project that a test may change."""
    return Path(shutil.copytree(checked, tmp_path / "projekt"))


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_misspelt_key_in_a_plan(fresh_project: Path, command: str) -> None:
    line = replace_once(fresh_project / PLAN, "    short_name:", "    shortname:")
    assert_fault(refused(fresh_project, command), 3, f"{PLAN}:{line}", "shortname", "short_name")


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_unknown_area_in_a_plan(fresh_project: Path, command: str) -> None:
    line = replace_once(fresh_project / PLAN, "areas: [motalavej, ", "areas: [motalavejen, ")
    assert_fault(refused(fresh_project, command), 3, f"{PLAN}:{line}", "motalavejen", "motalavej")


def test_a_goal_without_an_indicator(fresh_project: Path) -> None:
    line = replace_once(fresh_project / PLAN, "    indicator: omraader-paa-listen\n", "")
    ran = refused(fresh_project, "check")
    assert_fault(ran, 3, PLAN, "indicator")
    (fault,) = [found for found in faults_in(ran) if "indicator" in found["value"]]
    assert abs(int(fault["place"].rpartition(":")[2]) - line) < 10


def test_all_faults_of_all_plans_come_at_once(fresh_project: Path) -> None:
    first = replace_once(fresh_project / PLAN, "    short_name:", "    shortname:")
    second = replace_once(fresh_project / VEJLE, "    short_name:", "    shortname:")
    ran = refused(fresh_project, "check")
    assert_fault(ran, 3, f"{PLAN}:{first}", "shortname")
    assert_fault(ran, 3, f"{VEJLE}:{second}", "shortname")


@pytest.mark.parametrize("command", ["check", "import", "build"])
def test_an_unknown_area_in_a_raw_file(with_demo: Path, command: str) -> None:
    line = replace_once(
        with_demo / DOCUMENTED, "obs-tryghed-motalavej;motalavej;", "obs-tryghed-motalavej;motalavejen;"
    )
    ran = refused(with_demo, command, allowed=[RECORD, OTHER_EVALUATION])
    assert_fault(ran, 4, f"række {line}", "motalavejen", "motalavej")
    assert DOCUMENTED.rpartition("/")[2] in ran.stderr


def test_an_unknown_area_on_the_command_line(fresh_project: Path) -> None:
    assert_fault(refused(fresh_project, "build", "--area", "motalavejen"), 2, "--area", "motalavejen", "motalavej")


@pytest.mark.parametrize("command", ["check", "import", "build"])
def test_a_personal_number_in_a_hidden_sheet(with_demo: Path, command: str) -> None:
    book = openpyxl.load_workbook(with_demo / SURVEY)
    sheet = book.create_sheet("Noter")
    sheet.sheet_state = "hidden"
    sheet["C7"] = f"ring til {PERSONAL}"
    book.save(with_demo / SURVEY)
    ran = refused(with_demo, command, allowed=[RECORD, OTHER_EVALUATION])
    assert_fault(ran, 5, "ark Noter", "")
    assert Path(SURVEY).name in ran.stderr
    assert re.search(r"række 7\b", ran.stderr)
    digits = PERSONAL.replace("-", "")
    assert PERSONAL not in ran.text
    assert digits not in ran.text
    holding = [path for path in with_demo.rglob("*") if path.is_file() and path != with_demo / SURVEY
               and (PERSONAL.encode() in path.read_bytes() or digits.encode() in path.read_bytes())]  # fmt: skip
    assert holding == []


def test_a_personal_number_goes_before_other_faults_of_data(with_demo: Path) -> None:
    replace_once(with_demo / DOCUMENTED, ";58,3;", ";mange;")
    with (with_demo / DOCUMENTED).open("a", encoding="utf-8", newline="") as file:
        file.write(f"obs-note;motalavej;tryghed-andel;60;;;percent;exact;2017;;;S1;6;;ring;{PERSONAL}\n")
    ran = refused(with_demo, "check")
    assert ran.code == 5, ran.text
    assert PERSONAL not in ran.text


def test_text_in_a_number_column_of_a_delivery(with_demo: Path) -> None:
    text = (with_demo / DAMAGE).read_text(encoding="windows-1252")
    lines = text.splitlines(keepends=True)
    row = next(place for place, line in enumerate(lines) if re.search(r";\d+\r?\n$", line))
    lines[row] = re.sub(r";\d+(\r?\n)$", r";rigtig mange\1", lines[row])
    (with_demo / DAMAGE).write_bytes("".join(lines).encode("windows-1252"))
    ran = refused(with_demo, "check")
    assert_fault(ran, 4, f"række {row + 1}", "rigtig mange")
    assert "kolonne" in ran.stderr
    assert Path(DAMAGE).name in ran.stderr


def test_text_in_a_number_column_of_documented_figures(with_demo: Path) -> None:
    line = replace_once(with_demo / DOCUMENTED, ";58,3;", ";mange;")
    assert_fault(refused(with_demo, "check"), 4, f"række {line}", "mange")


@pytest.mark.parametrize("name", [SURVEY, DOCUMENTED])
def test_a_missing_file(with_demo: Path, name: str) -> None:
    (with_demo / name).unlink()
    ran = refused(with_demo, "check")
    assert_fault(ran, 4, "", "")
    assert name.rpartition("/")[2].partition("-")[0] in ran.stderr


# What a failed run may change: its own folder of failures, and the mark that everything is up to date.
AFTER_A_NOTEBOOK = [RECORD, r"build/runs-public/\.failed/.*"]


def change_notebook(path: Path, change: Callable[[list[dict[str, object]]], None]) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    change(notebook["cells"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def fail_in_the_end(cells: list[dict[str, object]]) -> None:
    new = {"cell_type": "code", "id": "vrang", "metadata": {}, "execution_count": None, "outputs": []}
    cells.append({**new, "source": "secret = 'beboer i nr. 7'\nraise ValueError('tallet passer ikke')"})


@pytest.mark.parametrize("command", ["run", "build"])
def test_a_notebook_that_raises(built_copy: Path, command: str) -> None:
    change_notebook(built_copy / "notebooks/activity.ipynb", fail_in_the_end)
    ran = refused(built_copy, command, *ONE_PAGE, allowed=AFTER_A_NOTEBOOK)
    assert_fault(ran, 6, "notebooks/activity.ipynb", "tallet passer ikke", "build/runs-public/.failed/")
    assert "celle" in ran.stderr
    assert "Aktivt liv" in ran.stderr
    kept = re.search(r"build/runs-public/\.failed/\S+\.ipynb", ran.stderr)
    assert kept is not None
    assert (built_copy / kept[0]).is_file()


def kernel_that_tells(folder: Path) -> tuple[Path, dict[str, str]]:
    """Return a file that appears when a kernel starts, and the environment that makes it do so."""
    told, home = folder / "kernel-startede", folder / "jupyter" / "kernels" / "python3"
    home.mkdir(parents=True)
    (home / "start.py").write_text(
        f"from pathlib import Path\nPath({str(told)!r}).touch()\nfrom ipykernel import kernelapp\n"
        "kernelapp.launch_new_instance()\n",
        encoding="utf-8",
    )
    starts = [sys.executable, str(home / "start.py"), "-f", "{connection_file}"]
    spec = {"argv": starts, "display_name": "Python 3", "language": "python"}
    (home / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return told, {"JUPYTER_PATH": str(folder / "jupyter")}


def rename_a_parameter(cells: list[dict[str, object]]) -> None:
    (cell,) = [found for found in cells if found["metadata"] == {"tags": ["parameters"]}]
    source = "".join(cell["source"])  # type: ignore[arg-type]
    assert "activity: str" in source
    cell["source"] = source.replace("activity: str", "aktivitet: str")


def test_a_parameter_that_the_notebook_does_not_know(built_copy: Path, tmp_path: Path) -> None:
    notebook = built_copy / "notebooks/activity.ipynb"
    whole = notebook.read_bytes()
    told, environment = kernel_that_tells(tmp_path)
    change_notebook(notebook, rename_a_parameter)
    before = contents(built_copy)
    ran = maalbar(built_copy, "run", *ONE_PAGE, **environment)
    assert_fault(ran, 6, "notebooks/activity.ipynb", "activity", "")
    assert not told.exists()
    assert contents(built_copy) == before

    # The probe works: with a notebook at peace with its parameters, a kernel does start.
    notebook.write_bytes(whole)
    change_notebook(notebook, lambda cells: cells.append({**cells[0], "id": "ny"}))
    assert maalbar(built_copy, "run", *ONE_PAGE, **environment).code == 0
    assert told.exists()


def test_a_file_where_the_site_should_be(built_copy: Path) -> None:
    shutil.rmtree(built_copy / "_site")
    (built_copy / "_site").write_text("mit", encoding="utf-8")
    ran = refused(built_copy, "site", allowed=["build/site-source-public/.*", "build/page-cache/.*"])
    assert_fault(ran, 7, "_site", "fil")
    assert (built_copy / "_site").read_text(encoding="utf-8") == "mit"


def test_somebody_elses_folder_where_the_site_should_be(built_copy: Path) -> None:
    shutil.rmtree(built_copy / "_site")
    (built_copy / "_site").mkdir()
    (built_copy / "_site" / "dagbog.txt").write_text("mit", encoding="utf-8")
    ran = refused(built_copy, "build", allowed=[RECORD, "build/site-source-public/.*", "build/page-cache/.*"])
    assert_fault(ran, 7, "_site", "")
    assert (built_copy / "_site" / "dagbog.txt").read_text(encoding="utf-8") == "mit"


@pytest.mark.parametrize("name", ["build", "data/processed"])
def test_a_file_where_a_folder_should_be(with_demo: Path, name: str) -> None:
    (with_demo / name).parent.mkdir(exist_ok=True)
    shutil.rmtree(with_demo / name, ignore_errors=True)
    (with_demo / name).write_text("mit", encoding="utf-8")
    allowed = [RECEIVED, *(["data/processed/.*"] if name == "build" else [])]
    ran = refused(with_demo, "build", *ONE_PAGE, allowed=allowed)
    assert_fault(ran, 7, name, "")


@pytest.mark.parametrize("folder", ["data/processed", "."])
def test_a_folder_that_may_not_be_written(with_demo: Path, folder: str) -> None:
    target = with_demo / folder
    target.chmod(0o555)
    for below in target.glob("*"):
        if below.is_dir() and folder != ".":
            below.chmod(0o555)
    before = contents(with_demo)
    try:
        ran = maalbar(with_demo, "build", *ONE_PAGE, as_a_plain_user=sys.platform == "linux" and os.geteuid() == 0)
        after = contents(with_demo)
    finally:
        for path in (target, *target.glob("*")):
            if path.is_dir():
                path.chmod(0o755)
    assert_fault(ran, 7, "", "kan ikke skrives")
    new = {name for name in after if name not in before}
    assert {name for name in new if not re.fullmatch(f"data/processed/.*|{RECEIVED}", name)} == set()
    assert [name for name in new if Path(name).name.startswith(".")] == []


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (("build", "--hurtigt"), "--hurtigt"),
        (("byg",), "byg"),
        (("build", "--round", "sommer"), "sommer"),
        (("build", "--jobs", "0"), "0"),
        (("build", "--engine", "word"), "word"),
        (("build", "--evaluation", "slagelse-2016"), "slagelse-2016"),
        (("status", "--area", "motalavejen"), "motalavejen"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_command_that_is_not_understood(fresh_project: Path, arguments: tuple[str, ...], value: str) -> None:
    ran = refused(fresh_project, *arguments)
    assert_fault(ran, 2, "", value)
    assert faults_in(ran)[0]["remedy"]


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    assert_fault(maalbar(tmp_path, "build"), 2, str(tmp_path), "ikke et Målbar-projekt")
    assert list(tmp_path.iterdir()) == []


def test_the_site_of_runs_that_were_never_made(with_demo: Path) -> None:
    ran = refused(with_demo, "site", allowed=["data/processed/.*"])
    assert "Traceback" not in ran.text
    assert ran.code in (4, 7), ran.text
    assert faults_in(ran)
