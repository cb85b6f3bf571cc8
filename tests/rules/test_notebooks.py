"""Notebooks in git: stripped, with one typed parameters cell, and ready to be opened and run as they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.runner.parameters import read_parameters
from helpers.runner.source import cells_of, read_tree

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
RESEARCHERS = sorted((ROOT / "analyses").rglob("*.ipynb"))


def name_of(notebook: Path) -> str:
    return notebook.relative_to(ROOT).as_posix()


def test_there_are_notebooks() -> None:
    assert len(NOTEBOOKS) >= 5


@pytest.mark.parametrize("notebook", [*NOTEBOOKS, *RESEARCHERS], ids=name_of)
def test_a_notebook_holds_no_results(notebook: Path) -> None:
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None), cell["id"]
        assert cell["metadata"].keys() <= {"tags"}, cell["id"]


@pytest.mark.parametrize("notebook", [*NOTEBOOKS, *RESEARCHERS], ids=name_of)
def test_each_cell_has_an_address_of_its_own(notebook: Path) -> None:
    tree = read_tree(notebook)
    ids = [cell.id for cell in cells_of(tree)]
    assert tree["nbformat_minor"] >= 5
    assert all(ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name_of)
def test_one_cell_of_typed_parameters_with_defaults(notebook: Path) -> None:
    parameters = read_parameters(notebook)
    assert parameters
    # Opened in JupyterLab, it runs as it stands.
    assert [name for name, parameter in parameters.items() if parameter.required] == []
