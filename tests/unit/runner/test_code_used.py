"""Which code a notebook can reach: imports of every kind, templates by name, nothing that is for type checkers only."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.runner.code_used import ALWAYS, CodeUsed
from helpers.runner.known_files import KnownFiles
from helpers.runner.source import Cell, cells_of, read_tree

ROOT = Path(__file__).resolve().parents[3]
FILES = {
    "__init__.py": "",
    "output/__init__.py": "",
    "output/tables.py": 'from pakke.output import words\nFORM = "table"\n',
    "output/words.py": "def late():\n    import pakke.output.late\n",
    "output/late.py": "from pakke.output.words import late\n",
    "output/typed.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from pakke.output import funnel\n"
    "else:\n    from pakke.output import named\n",
    "output/named.py": 'MODULE = "pakke.output.loaded"\n',
    "output/loaded.py": "",
    "near/__init__.py": "from . import one\n",
    "near/one.py": "from .two import a\nfrom ..output.loaded import b\n",
    "near/two.py": "",
    "near/put_together.py": 'def load(name):\n    return import_module(f"pakke.near.{name}")\n',
    "output/funnel.py": 'FORM = "funnel"\n',
    "output/rendering.py": 'FOLDER = "templates"\n',
    "output/languages.py": 'FOLDER = "locale"\n',
    "output/templates/table.html.jinja": '{% include "row.html.jinja" %}',
    "output/templates/row.html.jinja": "",
    "output/templates/funnel.html.jinja": "",
    "output/templates/nobody.html.jinja": "",
    "output/locale/en/words.po": "",
}


NEAR = {"pakke.near.one", "pakke.near.two", "pakke.near.put_together"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return a package with modules and files."""
    folder = tmp_path / "pakke"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def reached(package: Path, *cells: str) -> set[str]:
    found = CodeUsed(package, KnownFiles(package.parent / "k.sqlite")).of_notebook(
        Cell("code", text, (), None) for text in cells
    )
    return {name.removeprefix("pakke.output.").removeprefix("output/") for name in found} - {"pakke", "pakke.output"}


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("print(1)", set()),
        ("# from pakke.output import tables", set()),
        (
            "from pakke.output.tables import area_table",
            {"tables", "words", "late", "templates/table.html.jinja", "templates/row.html.jinja"},
        ),
        ("import pakke.output.late", {"late", "words"}),
        ("from pakke.output import typed", {"typed", "named", "loaded"}),
        ("if x:\n    from pakke.output import funnel", {"funnel", "templates/funnel.html.jinja"}),
        ("%matplotlib inline\n!ls\nfrom pakke.output import loaded", {"loaded"}),
        ("from pakke.output import rendering", {"rendering", "templates/nobody.html.jinja"}),
        ("from pakke.output import languages", {"languages", "locale/en/words.po"}),
        ("import pandas", set()),
        ("import pakke.near", {"pakke.near", "pakke.near.one", "pakke.near.two", "loaded"}),
        ("from pakke.near import put_together", {"pakke.near", *NEAR, "loaded"}),
    ],
)
def test_a_notebook_reaches_what_it_imports_and_no_more(package: Path, cell: str, expected: set[str]) -> None:
    assert reached(package, cell) == expected


def test_a_cell_that_is_no_python_may_reach_everything(package: Path) -> None:
    assert len(reached(package, "print(1)", "this is")) == len(FILES) - 2


def test_line_ends_and_time_don_t_count_but_every_word_does(package: Path) -> None:
    cells = [Cell("code", "from pakke.output import tables", (), None)]
    before = CodeUsed(package, KnownFiles(package.parent / "k.sqlite")).of_notebook(cells)
    (package / "output" / "words.py").write_bytes(FILES["output/words.py"].replace("\n", "\r\n").encode())
    assert CodeUsed(package, KnownFiles(package.parent / "k.sqlite")).of_notebook(cells) == before
    (package / "output" / "templates" / "row.html.jinja").write_text(" ", encoding="utf-8")
    after = CodeUsed(package, KnownFiles(package.parent / "k.sqlite")).of_notebook(cells)
    assert {name for name in before if before[name] != after[name]} == {"output/templates/row.html.jinja"}


def test_what_the_notebooks_load_is_among_what_they_can_reach(tmp_path: Path) -> None:
    used = CodeUsed(ROOT / "src" / "helpers", KnownFiles(tmp_path / "k.sqlite"))
    assert set(ALWAYS) <= set(used.modules)
    notebooks = {name: cells_of(read_tree(ROOT / "notebooks" / f"{name}.ipynb")) for name in ("area", "comparison")}
    found = {name: set(used.of_notebook(cells)) for name, cells in notebooks.items()}
    assert "helpers.output.figures_funnel" in found["comparison"] - found["area"]
    imports = [text for cells in notebooks.values() for kind, text, _, _ in map(_plain, cells) if kind == "code"]
    lines = [text.partition("\nopened")[0] for text in imports if text.startswith("from helpers")]
    code = "\n".join([*lines, "import json, sys", "print(json.dumps([n for n in sys.modules if n[:7] == 'helpers']))"])
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(ran.stdout))
    assert len(loaded) > 100
    assert loaded <= found["area"] | found["comparison"]


def _plain(cell: Cell) -> tuple[str, str, tuple[str, ...], str | None]:
    return cell.kind, cell.text, cell.tags, cell.id
