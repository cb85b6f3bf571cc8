"""`write_demo` on a whole project: the same bytes, nothing of a person's overwritten, nothing done twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from helpers.demo.writing import EVALUATIONS, write_demo
from helpers.paths import Project, checksum

EVICTIONS = "data/raw/bolivvejle-2013/demo-udsaettelser/demo-udsaettelser.csv"
SURVEY = "data/raw/slagelse-2017/demo-politi-tryghed/demo-tryghed-2016-2021.xlsx"

UP_TO_DATE = """
import sys, time
from pathlib import Path
from helpers.paths import Project
from helpers.demo.writing import EVALUATIONS, write_demo
start = time.perf_counter()
done = write_demo(Project(Path(sys.argv[1])))
spent = time.perf_counter() - start
heavy = sorted({"pandas", "openpyxl", "numpy", "odf", "pydantic", "yaml"} & set(sys.modules))
print(len(done.written), len(done.unchanged), heavy, spent < 0.3)
"""


def _sums(project: Project) -> dict[str, str]:
    files = sorted(path for path in project.raw.glob("*/demo-*/*") if path.is_file())
    return {project.relative(path): checksum(path.read_bytes()) for path in files}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(project: Project, written_project: Project) -> None:
    write_demo(project)
    first = _sums(project)
    assert first == _sums(written_project)
    truth = (project.processed / "demo" / "truth.json").read_bytes()
    done = write_demo(project, seed=2)
    second = _sums(project)
    assert first.keys() == second.keys()
    assert {path for path in first if first[path] != second[path]} == set(done.written)
    assert {EVICTIONS, SURVEY} < set(done.written)
    assert {path.split("/")[2] for path in done.written} == set(EVALUATIONS), "every evaluation has drawn figures"
    assert (project.processed / "demo" / "truth.json").read_bytes() != truth
    write_demo(project, seed=1)
    assert _sums(project) == first


def test_bytes_do_not_depend_on_the_order_of_sets(project: Project, written_project: Project) -> None:
    code = (
        "import sys; from pathlib import Path; from helpers.paths import Project; "
        "from helpers.demo.writing import EVALUATIONS, write_demo; write_demo(Project(Path(sys.argv[1])))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "MAALBAR_PROJECT"}
    subprocess.run(
        [sys.executable, "-c", code, str(project.root)], check=True, env={**environment, "PYTHONHASHSEED": "4711"}
    )
    assert _sums(project) == _sums(written_project)


def test_a_second_run_writes_nothing_and_needs_no_heavy_library(project: Project) -> None:
    written = write_demo(project).written
    times = {path: (project.root / path).stat().st_mtime_ns for path in written}
    environment = {name: value for name, value in os.environ.items() if name != "MAALBAR_PROJECT"}
    ran = subprocess.run(
        [sys.executable, "-c", UP_TO_DATE, str(project.root)],
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    assert ran.stdout.split(maxsplit=2) == ["0", str(len(written)), "[] True\n"]
    assert {path: (project.root / path).stat().st_mtime_ns for path in written} == times


def test_a_file_that_a_person_changed_is_left_alone_and_named(project: Project) -> None:
    write_demo(project)
    target = project.root / EVICTIONS
    target.write_bytes(target.read_bytes() + b"Min egen note\r\n")
    mine = target.read_bytes()
    assert write_demo(project).left_alone == (EVICTIONS,)
    other_seed = write_demo(project, seed=2)
    assert other_seed.left_alone == (EVICTIONS,)
    assert SURVEY in other_seed.written
    assert target.read_bytes() == mine
    assert write_demo(project, seed=2).left_alone == (EVICTIONS,)


def test_force_writes_over_it(project: Project) -> None:
    write_demo(project)
    before = _sums(project)
    (project.root / EVICTIONS).write_bytes(b"mine")
    done = write_demo(project, force=True)
    assert done.written == (EVICTIONS,)
    assert _sums(project) == before


def test_a_deleted_file_comes_back_and_only_that_one(project: Project) -> None:
    write_demo(project)
    before = _sums(project)
    (project.root / SURVEY).unlink()
    assert write_demo(project).written == (SURVEY,)
    assert _sums(project) == before


def test_without_a_record_files_that_differ_are_taken_for_a_persons(project: Project) -> None:
    write_demo(project)
    (project.processed / "demo" / "written.json").write_text('{"stamp": ', encoding="utf-8")
    (project.root / EVICTIONS).write_bytes(b"mine")
    done = write_demo(project)
    assert done.left_alone == (EVICTIONS,)
    assert done.written == ()
    assert (project.root / EVICTIONS).read_bytes() == b"mine"


def test_a_file_that_the_demonstration_no_longer_has_is_removed_unless_changed(project: Project) -> None:
    write_demo(project)
    record = project.processed / "demo" / "written.json"
    content = json.loads(record.read_text(encoding="utf-8"))
    folder = project.raw / "slagelse-2017" / "demo-gammel"
    folder.mkdir()
    for name in ("urørt.csv", "rettet.csv"):
        (folder / name).write_bytes(b"gammel")
        content["files"][project.relative(folder / name)] = checksum(b"gammel")
    content["stamp"] = "an older demonstration"
    record.write_text(json.dumps(content), encoding="utf-8")
    (folder / "rettet.csv").write_bytes(b"min")
    done = write_demo(project)
    assert done.removed == (project.relative(folder / "urørt.csv"),)
    assert done.left_alone == (project.relative(folder / "rettet.csv"),)
    assert (folder / "rettet.csv").read_bytes() == b"min"


def test_only_evaluations_of_the_project_are_written(project: Project) -> None:
    (project.analyses / "bolivvejle-2013" / "plan.yml").unlink()
    done = write_demo(project)
    assert done.written
    written = {path.split("/")[2] for path in done.written}
    assert written == {"slagelse-2017", "alboa-2014", "kommuner-2015"}


def test_new_documented_figures_silence_the_demonstration(project: Project) -> None:
    write_demo(project)
    path = project.raw / "bolivvejle-2013" / "dokumenterede-tal" / "dokumenterede-tal.csv"
    header = path.read_text(encoding="utf-8").splitlines()[0].lstrip("\ufeff").split(";")
    known = {
        "område": "vejle-kommune",
        "indikator": "udsaettelser",
        "værdi": "90",
        "periode_start": "2013-01-01",
        "periode_slut": "2013-12-31",
    }
    row = ";".join(known.get(name, "") for name in header)
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + row + "\n", encoding="utf-8")
    done = write_demo(project)
    assert done.written == (EVICTIONS,)
    lines = (project.root / EVICTIONS).read_text(encoding="windows-1252").splitlines()
    assert [line.split(";")[1] for line in lines if line.startswith("Vejle Kommune")] == ["2014", "2015", "2016"]
