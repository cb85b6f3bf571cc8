"""The typed parameters cell, and every fault said before a kernel starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.errors import NotebookError
from helpers.runner.jobs import ParameterValue
from helpers.runner.parameters import Parameter, check, read_parameters
from runner_notebooks import PARAMETERS, a_job, write_notebook


def test_reads_names_types_lists_and_defaults(tmp_path: Path) -> None:
    cell = PARAMETERS + "year: int = 2021\nshare: float = 0.5\nshow: bool = True\nlevel: typing.Literal[1, 2]"
    assert read_parameters(write_notebook(tmp_path / "n.ipynb", parameters=cell)) == {
        "area": Parameter("area", "str", (), required=True),
        "round": Parameter("round", None, ("baseline", "midway", "end"), required=False),
        "year": Parameter("year", "int", (), required=False),
        "share": Parameter("share", "float", (), required=False),
        "show": Parameter("show", "bool", (), required=False),
        "level": Parameter("level", None, (1, 2), required=True),
    }


@pytest.mark.parametrize(
    ("type_", "good", "bad"),
    [
        ("str", ["", "æ"], [1, True, 0.5]),
        ("int", [0, -3], [True, 1.0, "1"]),
        ("float", [0.5, 2], [True, "0.5"]),
        ("bool", [True, False], [1, 0, "True"]),
    ],
)
def test_each_type_takes_its_own_values_only(type_: str, good: list[ParameterValue], bad: list[ParameterValue]) -> None:
    parameter = Parameter("x", type_, (), required=True)
    assert all(parameter.accepts(value) for value in good)
    assert not any(parameter.accepts(value) for value in bad)


def test_a_list_takes_what_it_lists_and_of_that_type() -> None:
    parameter = Parameter("x", None, ("end", 1), required=True)
    assert parameter.accepts("end")
    assert parameter.accepts(1)
    assert not parameter.accepts("slut")
    assert not parameter.accepts(True)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("area = 'x'", "area = 'x'"),
        ("area: Path", "area: Path"),
        ("area: list[str]", "area: list[str]"),
        ("print('hej')", "print('hej')"),
        ("area: str =", "linje 1"),
        (None, "0 celler"),
    ],
)
def test_a_cell_that_is_not_a_list_of_typed_parameters_is_refused(tmp_path: Path, cell: str | None, said: str) -> None:
    notebook = write_notebook(tmp_path / "notebooks" / "n.ipynb", parameters=cell)
    with pytest.raises(NotebookError) as caught:
        read_parameters(notebook)
    (fault,) = caught.value.faults
    assert fault.place == "notebooks/n.ipynb"
    assert said in fault.value


def test_a_missing_and_a_broken_notebook_are_refused(tmp_path: Path) -> None:
    (tmp_path / "text.ipynb").write_text("hej", encoding="utf-8")
    (tmp_path / "old.ipynb").write_text('{"nbformat": 3, "worksheets": []}', encoding="utf-8")
    said: list[str] = []
    for name in ("none.ipynb", "text.ipynb", "old.ipynb"):
        with pytest.raises(NotebookError) as caught:
            read_parameters(tmp_path / name)
        said.append(caught.value.faults[0].value)
    assert said == ["notebooken findes ikke", "filen er ikke en notebook", "filen er ikke en notebook af format 4"]


def test_says_every_fault_of_every_job_at_once(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "notebooks" / "area.ipynb")
    broken = write_notebook(tmp_path / "notebooks" / "broken.ipynb", parameters="x = 1")
    jobs = [
        a_job(notebook, "a", {"area": "motalavej", "round": "midway"}),
        a_job(notebook, "b", {"area": 3, "round": "midvay"}, label="B"),
        a_job(notebook, "c", {"aera": "motalavej"}, label="C"),
        a_job(broken, "d", {}),
        a_job(broken, "e", {}),
    ]
    with pytest.raises(NotebookError) as caught:
        check(jobs)
    assert [str(fault) for fault in caught.value.faults] == [
        "notebooks/area.ipynb: kørslen “B” giver area værdien 3. Den skal være en tekst. Ret værdien.",
        "notebooks/area.ipynb: kørslen “B” giver round værdien 'midvay'. "
        "Den skal være en af 'baseline', 'midway', 'end'. Mente du midway?",
        "notebooks/area.ipynb: kørslen “C” mangler parameteren area. Den skal være en tekst. Angiv area.",
        "notebooks/area.ipynb: kørslen “C” giver en ukendt parameter, aera. "
        "Notebooken kender area, round. Mente du area?",
        "notebooks/broken.ipynb: parametercellen har linjen “x = 1”. Parametercellen har kun linjer som "
        '`runde: Literal["baseline", "end"] = "end"` og importer til dem. Giv parameteren en type.',
    ]


def test_jobs_that_fit_pass(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "area.ipynb")
    check([a_job(notebook, "a"), a_job(notebook, "b", {"area": "x", "round": "baseline"})])


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        (["a/b", "a/b"], "to kørsler"),
        (["a", "a/b"], "mappe for andre"),
        (["../a"], "ikke en sti"),
        (["a//b"], "ikke en sti"),
        (["A"], "ikke en sti"),
        ([".work/a"], "ikke en sti"),
    ],
)
def test_ids_that_would_clash_or_leave_the_folder_are_refused(tmp_path: Path, ids: list[str], said: str) -> None:
    notebook = write_notebook(tmp_path / "area.ipynb")
    with pytest.raises(NotebookError, match=said):
        check([a_job(notebook, found) for found in ids])
