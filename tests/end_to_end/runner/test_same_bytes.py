"""Two runs of a job give the same bytes, whatever the machine is set to, and the same outputs as plain papermill."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import papermill
import pytest

from helpers.runner.canonical import canonical_bytes
from helpers.runner.kernel_environment import prepare
from helpers.runner.running import run_jobs
from runner_notebooks import Heard, a_job, small_project, write_notebook

CELLS = (
    "## Udskrift",
    "import sys, time\nprint(area, round)\nprint('til fejl', file=sys.stderr)\ntime.sleep(0.3)\nprint('mere')\n"
    "object()",
    "import warnings\nwarnings.warn('pas på')\nfrom IPython.display import Markdown, display\n"
    "display(Markdown('**fed**'))\nprint({'b', 'a', 'c'})",
    "%config InlineBackend.figure_formats = ['svg']\nimport matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);",
    "import pandas as pd\npd.DataFrame({'tal': [1.5, 2.5]})",
    "import gc, locale, os, time\n(locale.getlocale()[1], time.tzname[0], os.path.basename(os.getcwd()), "
    "os.environ['OMP_NUM_THREADS'], gc.get_threshold()[0])",
    "from pathlib import Path\n_ = Path('data.csv').write_text(f'{area};1\\n')",
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = small_project(tmp_path_factory.mktemp("same-bytes"))
    write_notebook(root / "notebooks" / "many.ipynb", *CELLS)
    return root


@pytest.fixture(scope="module")
def runs(project: Path) -> tuple[Path, Path]:
    """Run the same two jobs twice: with ordinary kernels one by one, and with warm ones side by side.

    The second time the person has another environment.
    """
    notebook = project / "notebooks" / "many.ipynb"
    jobs = [a_job(notebook, f"plan/{area}", {"area": area}) for area in ("motalavej", "sydbyen")]
    first, second = project / "build" / "first", project / "build" / "second"
    heard = Heard()
    run_jobs(jobs, first, workers=1, progress=Heard(), plain_kernels=True)
    with pytest.MonkeyPatch.context() as patch:
        startup = project / "startup.py"
        startup.write_text("area = 'fra en personlig opstartsfil'; print('hej')\n", encoding="utf-8")
        for name, value in {
            "PYTHONSTARTUP": str(startup),
            "LC_ALL": "da_DK.UTF-8",
            "TZ": "America/New_York",
            "PYTHONHASHSEED": "7",
            "MPLBACKEND": "Agg",
        }.items():
            patch.setenv(name, value)
        run_jobs(jobs, second, workers=2, progress=heard)
    assert (heard.said == []) == (sys.platform == "linux")
    return first, second


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_runs_give_the_same_bytes_in_every_file(runs: tuple[Path, Path]) -> None:
    first, second = (files(folder) for folder in runs)
    assert sorted(first) == [
        f"plan/{area}/{name}"
        for area in ("motalavej", "sydbyen")
        for name in ("data.csv", "notebook.ipynb", "run.json")
    ]
    assert first == second


def test_nothing_tells_when_where_or_by_whom(runs: tuple[Path, Path], project: Path) -> None:
    text = (runs[0] / "plan/motalavej/notebook.ipynb").read_text(encoding="utf-8")
    for trace in (str(project), str(project.parent), "ipykernel_", "papermill", "dc:date", "start_time", " at 0x7"):
        assert trace not in text, trace
    assert "UserWarning: pas på" in text


def test_the_kernel_has_the_documented_surroundings(runs: tuple[Path, Path]) -> None:
    cells = json.loads((runs[1] / "plan/motalavej/notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    (output,) = cells[8]["outputs"]
    assert "".join(output["data"]["text/plain"]) == "('UTF-8', 'UTC', 'run', '1', 100000)"


def test_outputs_equal_those_of_plain_papermill(runs: tuple[Path, Path], project: Path, tmp_path: Path) -> None:
    folder = tmp_path / "run"
    folder.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        # What the runner sets on purpose; all else is papermill as anyone calls it.
        for name, value in {"PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC", "OMP_NUM_THREADS": "1"}.items():
            patch.setenv(name, value)
        rc = tmp_path / "matplotlibrc"
        rc.write_text("svg.hashsalt: maalbar\n", encoding="utf-8")
        patch.setenv("MATPLOTLIBRC", str(rc))
        prepare(tmp_path / "scratch")
        patch.setenv("IPYTHONDIR", str(tmp_path / "scratch" / "ipython"))
        executed = papermill.execute_notebook(
            str(project / "notebooks/many.ipynb"),
            str(tmp_path / "plain.ipynb"),
            parameters={"area": "motalavej"},
            kernel_name="python3",
            language="python",
            progress_bar=False,
            cwd=str(folder),
        )
    plain = canonical_bytes(json.loads(json.dumps(executed)), {str(folder): "."})
    assert plain == (runs[0] / "plan/motalavej/notebook.ipynb").read_bytes()
