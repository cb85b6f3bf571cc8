"""Warm kernels: the same outputs as plain papermill, nothing of one run in the next, and nothing left behind."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbclient.exceptions import DeadKernelError

from helpers.runner.canonical import canonical_bytes
from helpers.runner.threads import end_loop
from helpers.runner.warm.engine import ONE_THREAD, register
from helpers.runner.warm.parents import PARENTS
from runner_notebooks import alive, gone_within, write_notebook

PROBE = (
    "import os, sys, subprocess, threading\nfrom pathlib import Path\nimport numpy, pandas as pd, matplotlib\n"
    "import plotly.io\nimport plotly.graph_objects as go",
    "(pd.options.display.max_columns, pd.options.display.width, plotly.io.renderers.default, matplotlib.get_backend())",
    "pd.DataFrame([range(30)] * 3)",
    "go.Figure(go.Scatter(y=[1, 2]))",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2, 3]);",
    "plt.isinteractive(), sorted(type(get_ipython()).__mro__[0].__name__), get_ipython().kernel is not None",
    "print('ud'); print('fejl', file=sys.stderr); os.write(1, b'fra C\\n'); _ = subprocess.run(['echo', 'barn'])",
    "!echo skal",
    "%%bash\necho bash",
    "import warnings\nwarnings.warn('pas på'); warnings.warn('gammelt', DeprecationWarning)",
    "from IPython.display import clear_output, display\nshown = display('før', display_id='x'); shown.update('efter')\n"
    "print('væk'); clear_output(); print('tilbage')",
    "import asyncio\nawait asyncio.sleep(0, 'ventet')",
    "import traceback\ndef stumble():\n    return 1 / 0\ntry:\n    stumble()\nexcept ZeroDivisionError:\n"
    "    traceback.print_exc(file=sys.stdout)",
    "try:\n    input()\nexcept Exception as error:\n    print(type(error).__name__, error)",
    "import locale, gc, signal, time\nprint(locale.getlocale(), locale.getlocale(locale.LC_NUMERIC), time.tzname)\n"
    "print(gc.isenabled(), gc.get_threshold(), sys.getrecursionlimit(), os.nice(0), oct(os.umask(0o022)))\n"
    "print([signal.getsignal(found) for found in (signal.SIGTERM, signal.SIGCHLD)], signal.pthread_sigmask(0, []))\n"
    "print(os.path.basename(sys.argv[0]), sys.argv[1], sys.flags, sys.stdin.read())",
    "print(sys.path)\nprint([str(found) for found in warnings.filters])",
    "print(sorted(name for name in os.environ if not name.startswith('JPY_')))\n"
    "print({name: os.environ[name] for name in ('TERM', 'PAGER', 'MPLBACKEND', 'OMP_NUM_THREADS')})",
    "import builtins\nprint(sorted(dir(builtins)))\nprint(sorted(dir()))\n"
    "print(sys.modules['__main__'].__dict__ is globals())",
    "import pickle\nclass Mine: pass\nprint(type(pickle.loads(pickle.dumps(Mine()))), Mine.__module__)",
    "import logging\nlogging.warning('en log')\nprint(logging.root.handlers, logging.getLevelName(logging.root.level))",
    "from concurrent.futures import ProcessPoolExecutor\nimport multiprocessing\n"
    "print(multiprocessing.get_start_method())\n"
    "with ProcessPoolExecutor(1) as pool: print(pool.submit(abs, -3).result())",
)
"""What libraries decide when they are loaded, and what a kernel is to its notebook."""

STAIN = """
import json, os, sys, builtins, logging, warnings, locale, random, uuid, threading
from pathlib import Path
import numpy
clean = {
    "module": not hasattr(json, "stain"), "variable": "stain" not in os.environ, "path": "stain" not in sys.path,
    "folder": Path.cwd().name == folder, "builtins": not hasattr(builtins, "stain"),
    "log": logging.root.level == logging.WARNING, "filters": warnings.filters[0][0] != "error",
    "mask": os.umask(0o022) == 0o022, "recursion": sys.getrecursionlimit() < 9999,
    "locale": locale.setlocale(locale.LC_NUMERIC) == "C",
    "nice": os.nice(0) == os.getpriority(os.PRIO_PROCESS, os.getppid()),
    "threads": "stain" not in [found.name for found in threading.enumerate()],
    "printing": numpy.get_printoptions()["precision"] == 8, "file": 3000 not in map(int, os.listdir("/proc/self/fd")),
}
print(json.dumps(clean))
print(json.dumps([numpy.random.rand(), random.random(), str(uuid.uuid4())]))
json.stain = builtins.stain = os.environ["stain"] = "x"
sys.path.append("stain"); os.chdir("/"); logging.root.setLevel(1); warnings.simplefilter("error"); os.umask(0)
sys.setrecursionlimit(9999); locale.setlocale(locale.LC_NUMERIC, "C.UTF-8"); os.nice(1); numpy.set_printoptions(3)
numpy.random.seed(1); random.seed(1); os.dup2(1, 3000)
threading.Thread(target=threading.Event().wait, name="stain").start()
"""
CHILDREN = """
import os, subprocess
same = subprocess.Popen(["sleep", "60"])
other = subprocess.Popen(["sleep", "60"], start_new_session=True)
daemon = subprocess.run("setsid sleep 60 >/dev/null 2>&1 & echo $!", shell=True, capture_output=True, text=True)
print(os.getpid(), same.pid, other.pid, daemon.stdout)
"""


@pytest.fixture(scope="module", autouse=True)
def one_environment() -> Iterator[None]:
    """Give all kernels of these tests the same surroundings, and so one warm parent."""
    register()
    with pytest.MonkeyPatch.context() as patch:
        for name in (*ONE_THREAD, "PYDEVD_DISABLE_FILE_VALIDATION"):
            patch.setenv(name, "1")
        patch.setenv("PYTHONHASHSEED", "0")
        patch.delenv("MPLBACKEND", raising=False)
        yield
    PARENTS.close()
    PARENTS.reopen()
    end_loop()


def run(folder: Path, *cells: str, engine: str | None = "maalbar", **options: Any) -> nbformat.NotebookNode:
    """Execute cells in `folder` with papermill, as anyone would; the notebooks lie beside it."""
    folder.mkdir(exist_ok=True)
    source = write_notebook(folder.parent / f"{folder.name}.ipynb", *cells, parameters=f"folder = {folder.name!r}\n")
    options = {"resources": {"metadata": {"path": str(folder)}}, "start_timeout": 60, **options}
    target = str(source.with_suffix(".done.ipynb"))
    options |= {"engine_name": engine, "kernel_name": "python3", "progress_bar": False}
    return papermill.execute_notebook(str(source), target, **options)


def printed(executed: nbformat.NotebookNode, cell: int = -1) -> list[str]:
    return "".join(output["text"] for output in executed.cells[cell].outputs).splitlines()


def zygote() -> int:
    (parent,) = PARENTS._living.values()
    return parent.process.pid


def children(pid: int) -> list[int]:
    return [int(found) for found in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_outputs_equal_those_of_an_ordinary_kernel(tmp_path: Path) -> None:
    made: list[bytes] = []
    for engine in (None, "maalbar"):
        executed = json.loads(json.dumps(run(tmp_path / "same", *PROBE, engine=engine)))
        made.append(canonical_bytes(executed, {str(tmp_path): "."}))
    plain, warm = (json.loads(found)["cells"] for found in made)
    for before, after in zip(plain, warm, strict=True):
        assert after == before
    assert any("image/png" in str(cell) for cell in warm)


def test_nothing_of_one_run_reaches_the_next_and_each_draws_anew(tmp_path: Path) -> None:
    first, second = (printed(run(tmp_path / name, STAIN, shutdown_kernel="immediate")) for name in ("a", "b"))
    for lines in (first, second):
        assert [what for what, clean in json.loads(lines[0]).items() if not clean] == []
    assert set(json.loads(first[1])).isdisjoint(json.loads(second[1]))


def test_two_runs_in_one_folder_at_once_do_not_meet(tmp_path: Path) -> None:
    shared, told = tmp_path / "shared", dict[str, list[str]]()

    def one(name: str) -> None:
        source = {"resources": {"metadata": {"path": str(shared)}}}
        told[name] = printed(run(tmp_path / name, f"import time; time.sleep(0.2); print({name!r})", **source))
        end_loop()

    shared.mkdir()
    threads = [threading.Thread(target=one, args=(name,)) for name in ("a", "b", "c")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == {name: [name] for name in ("a", "b", "c")}
    assert list(shared.iterdir()) == []


def test_what_a_notebook_started_ends_with_it(tmp_path: Path) -> None:
    pids = [
        int(pid)
        for line in printed(run(tmp_path / "children", CHILDREN, shutdown_kernel="immediate"))
        for pid in line.split()
    ]
    assert len(pids) == 4
    assert [pid for pid in pids if not gone_within(2, pid)] == []
    assert children(zygote()) == []


@pytest.mark.parametrize("code", ["import os; os._exit(7)", "import os; os.kill(os.getpid(), 9)"])
def test_a_saved_notebook_does_not_call_a_dead_run_completed(tmp_path: Path, code: str) -> None:
    with pytest.raises(DeadKernelError):
        run(tmp_path / "dead", "1", code, "2")
    saved = nbformat.read(tmp_path / "dead.done.ipynb", as_version=4)
    states = [cell.metadata.papermill.status for cell in saved.cells]
    assert states == ["completed", "completed", "completed", "failed", "pending"]
    assert saved.metadata.papermill.exception is True


def test_after_a_dead_parent_the_next_run_has_another(tmp_path: Path) -> None:
    run(tmp_path / "first", "1")
    before, lost = zygote(), PARENTS.lost
    with pytest.raises(DeadKernelError):
        run(tmp_path / "murder", "import os, time; print(os.getpid()); os.kill(os.getppid(), 9); time.sleep(60)")
    assert printed(run(tmp_path / "next", "import os; print(os.getppid())")) == [str(zygote())] != [str(before)]
    assert PARENTS.lost == lost + 1
    assert not alive(before)


def test_many_runs_leave_no_process_socket_or_file(tmp_path: Path) -> None:
    def state() -> tuple[list[int], list[int], list[Path]]:
        open_files = [sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir()) for pid in (os.getpid(), zygote())]
        return open_files, children(zygote()), list(PARENTS.folder().iterdir())

    run(tmp_path / "many", "1")
    open_files, processes, sockets = state()
    for _ in range(15):
        run(tmp_path / "many", "1")
    assert state() == (open_files, processes, sockets) == (open_files, [], [])
    assert [found.name for found in Path(f"/proc/{zygote()}/task").iterdir()] == [str(zygote())]


def test_a_module_that_speaks_or_starts_a_thread_is_left_to_the_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modules = tmp_path / "modules"
    modules.mkdir()
    (modules / "loud.py").write_text("print('goddag')\n", encoding="utf-8")
    thread = "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True).start()\n"
    (modules / "busy.py").write_text(thread, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(modules))
    executed = run(tmp_path / "loud", "import loud, busy, os\nprint(os.getppid())")
    assert printed(executed) == ["goddag", str(zygote())]


def test_an_ordinary_kernel_serves_where_there_is_no_warm_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("helpers.runner.warm.parents.unsuited", lambda: "prøve")
    monkeypatch.setattr("helpers.runner.warm.provisioner._told", set[str]())
    executed = run(tmp_path / "plain", "import os; print(os.getppid())")
    assert printed(executed) == [str(os.getpid())]
    assert [found.getMessage() for found in caplog.records if "prøve" in found.getMessage()] == [
        "Almindelig kerne, da en varm ikke kan bruges: prøve."
    ]
