"""Two commands at once: no run is made twice, none is waited for in vain, and one that was killed blocks nobody."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from helpers.runner import claims
from helpers.runner.claims import OLDEST, Claims
from runner_notebooks import small_project, write_notebook

JOBS = [f"plan/{name}" for name in "abcdef"]
COMMAND = """
import os, sys, time
from pathlib import Path
from helpers.paths import Project
from helpers.runner import means, running
from helpers.runner.cache import Surroundings
from helpers.runner.execution import RunOutcome
from helpers.runner.records import write_record
from runner_notebooks import Heard, a_job

root, ends_after = Path(sys.argv[1]), int(sys.argv[2])
runs = root / "build" / "runs"

def play(tasks, place, workers):
    for number, task in enumerate(tasks):
        if number == ends_after:
            os._exit(9)
        time.sleep(0.05)
        with (root / "made.txt").open("a") as made:
            made.write(f"{task.job.id}\\n")
        folder = task.job.folder(runs)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "notebook.ipynb").write_text("{}")
        write_record(folder, task.parts)
        yield RunOutcome(task.job.id, task.job.label, folder, 0.1, None)

means.run_in_processes = play
means.run_in_threads = play
means.warm_up = lambda place: None
Surroundings.of = classmethod(lambda cls, project, engine=None: cls("l", "3", "e", "n", root / "pakke"))
jobs = [a_job(root / "notebooks" / "area.ipynb", name) for name in sys.argv[3:]]
report = running.run_jobs(jobs, runs, progress=Heard(), project=Project(root))
print(len(report.made), len(report.reused))
"""


def start(root: Path, ends_after: int = 99) -> subprocess.Popen[str]:
    """Start a command that makes runs without kernels, and ends as if it was killed after some of them."""
    command = [sys.executable, "-c", COMMAND, str(root), str(ends_after), *JOBS]
    tests = os.pathsep.join(path for path in sys.path if path)
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": tests})


@pytest.mark.parametrize("ends_after", [99, 2])
def test_two_commands_at_once_make_each_run_once(tmp_path: Path, ends_after: int) -> None:
    root = small_project(tmp_path)
    write_notebook(root / "notebooks" / "area.ipynb", "print(area)")
    with start(root, ends_after) as one, start(root) as other:
        told, _ = one.communicate(timeout=60)
        also, _ = other.communicate(timeout=60)
    made = Counter((root / "made.txt").read_text(encoding="utf-8").splitlines())
    assert made == dict.fromkeys(JOBS, 1)
    counts = [tuple(map(int, text.split())) for text in (told, also) if text]
    assert all(sum(found) == len(JOBS) for found in counts)
    assert (other.returncode, one.returncode) == (0, 9 if ends_after == 2 and not told else 0)


def test_what_is_claimed_is_nobody_else_s_until_it_is_given_back(tmp_path: Path) -> None:
    one, other = Claims(tmp_path / "c.sqlite"), Claims(tmp_path / "c.sqlite")
    assert one.take(["a", "b"]) == {"a", "b"}
    assert other.take(["b", "c"]) == {"c"}
    assert other.held({"a", "b", "c"}) == {"a": str(os.getpid()), "b": str(os.getpid())}
    one.release(["b", "c"])
    assert other.take(["a", "b", "c"]) == {"b"}
    one.release_all()
    assert other.held({"a", "b"}) == {}


@pytest.mark.parametrize(
    ("change", "blocks"),
    [
        ("pid = 1", False),
        ("pid = 4194305", False),
        ("born = born - 60", False),
        ("host = 'en-anden'", True),
        (f"host = 'en-anden', at = at - {OLDEST + 60}", False),
        (f"host = 'en-anden', at = at + {OLDEST + 60}", False),
        ("at = at - 999999", True),
    ],
)
def test_a_claim_ends_with_its_process_or_elsewhere_with_its_age(tmp_path: Path, change: str, blocks: bool) -> None:
    Claims(tmp_path / "c.sqlite").take(["a"])
    with closing(sqlite3.connect(tmp_path / "c.sqlite", isolation_level=None)) as database:
        database.execute(f"UPDATE claims SET {change}")
    assert Claims(tmp_path / "c.sqlite").take(["a"]) == (frozenset() if blocks else {"a"})


def test_a_command_on_another_machine_renews_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "RENEWED", 0.02)
    there, here = Claims(tmp_path / "c.sqlite"), Claims(tmp_path / "c.sqlite")
    before = set(threading.enumerate())
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr("socket.gethostname", lambda: "en-anden")
        there.take(["a"])
    with closing(sqlite3.connect(tmp_path / "c.sqlite", isolation_level=None)) as database:
        database.execute("UPDATE claims SET at = 0")
        end = time.monotonic() + 20
        while database.execute("SELECT at FROM claims").fetchone()[0] == 0 and time.monotonic() < end:
            time.sleep(0.01)
    assert here.held({"a"}) == {"a": f"{os.getpid()} på en-anden"}
    there.release_all()
    assert here.take(["a"]) == {"a"}
    here.release_all()
    for thread in set(threading.enumerate()) - before:
        thread.join(20)
    assert set(threading.enumerate()) <= before


def test_a_damaged_list_of_claims_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "c.sqlite").write_bytes(b"no database" * 500)
    claimed = Claims(tmp_path / "c.sqlite")
    assert claimed.take(["a"]) == {"a"}
    assert Claims(tmp_path / "c.sqlite").take(["a"]) == frozenset()
    claimed.release_all()
