"""What a notebook may read without anybody hearing of it counts as read; an ordinary notebook pays nothing for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.jobs import Job
from helpers.runner.records import write_record
from helpers.runner.source import Cell
from helpers.runner.unseen import Unseen, unseen_by
from runner_notebooks import a_job, small_project, write_notebook


def told(*texts: str) -> Unseen:
    return unseen_by([Cell("code", text, (), None) for text in texts], "helpers")


@pytest.mark.parametrize(
    "text",
    [
        "import duckdb",
        "import pyarrow.parquet as pq",
        "import pandas as pd\npd.read_parquet('a.parquet')",
        "from pandas import read_parquet",
        "import geopandas",
        "import sqlalchemy",
        "import mine",
        "from . import mine",
        "import subprocess",
        "import os\nos.system('cat a.csv')",
        "import importlib\nimportlib.import_module(name)",
        "a.csv and (Path('a.csv').exists())",
        "!cat a.csv",
        "%run andet.ipynb",
        "%%bash\ncat a.csv",
        "exec(text)",
        "what isn't Python",
    ],
)
def test_what_may_read_unnoticed_may_read_anything(text: str) -> None:
    assert told("import helpers", text).anything


@pytest.mark.parametrize(
    "text",
    [
        "from helpers.output.tiles import tiles\ntiles(opened)",
        "import pandas as pd\npd.read_csv('a.csv')",
        "import json\nfrom pathlib import Path\nPath('a.json').read_text()",
        "import os\nos.environ['MAALBAR_PROJECT']",
        "%matplotlib inline\nimport matplotlib.pyplot as plt",
        "%%time\nprint(1)",
        "",
    ],
)
def test_what_python_opens_is_noted_and_needs_nothing_else(text: str) -> None:
    assert told(text) == Unseen()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import os\nos.environ['A'], os.environ.get('B', ''), os.getenv('C')", ("A", "B", "C")),
        ("from os import environ\nenviron['A']", ("A",)),
        ("import os\nos.environ[name]", None),
        ("import os\ndict(os.environ)", None),
        ("import os\nos.environ['A'], dict(os.environ)", None),
    ],
)
def test_the_environment_variables_that_a_notebook_asks_for_count(text: str, names: tuple[str, ...] | None) -> None:
    assert told(text) == Unseen(variables=names)


def cache_of(root: Path) -> Cache:
    return Cache(root / "build" / "runs", Surroundings("l", "3.11", "e", "nbclient", root / "pakke"), Project(root))


def made(root: Path, *cells: str) -> Job:
    job = a_job(write_notebook(root / "notebooks" / "area.ipynb", *cells))
    folder = job.folder(root / "build" / "runs")
    folder.mkdir(parents=True)
    write_record(folder, cache_of(root).parts(job))
    assert cache_of(root).is_fresh(job)
    return job


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with data and code that no notebook imports."""
    made = small_project(tmp_path)
    for place in ("data/raw/a.parquet", "pakke/__init__.py", "pakke/a.py"):
        (made / place).parent.mkdir(parents=True, exist_ok=True)
        (made / place).write_text("", encoding="utf-8")
    return made


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("data/raw/a.parquet", "projektets filer, som notebooken kan læse uden at det kan noteres, er ændret"),
        ("data/raw/ny.parquet", "projektets filer, som notebooken kan læse uden at det kan noteres, er ændret"),
        ("build/b.txt", None),
        (".git/index", None),
    ],
)
def test_any_file_counts_for_a_notebook_that_may_read_any(root: Path, place: str, said: str | None) -> None:
    job = made(root, "import duckdb")
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_text("1", encoding="utf-8")
    assert cache_of(root).is_fresh(job) == (said is None)
    assert said is None or said in cache_of(root).explain(job)


def test_any_code_counts_for_a_notebook_that_may_import_any(root: Path) -> None:
    free, ordinary = made(root, "import mine"), made(small_project(root / "andet"), "import pandas")
    (root / "pakke" / "a.py").write_text("1", encoding="utf-8")
    assert not cache_of(root).is_fresh(free)
    assert cache_of(root / "andet").is_fresh(ordinary)


def test_a_variable_counts_for_who_asks_for_it(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOMMUNE", "hemmelig")
    job = made(root, "import os", "os.environ['KOMMUNE']")
    assert "hemmelig" not in str(cache_of(root).parts(job))
    monkeypatch.setenv("ANDET", "2")
    assert cache_of(root).is_fresh(job)
    monkeypatch.setenv("KOMMUNE", "1")
    said = "de miljøvariable, notebooken spørger om, er ændret"
    assert said in cache_of(root).explain(job)
    assert cache_of(root).is_fresh(replace(job, parameters=job.parameters)) is False
