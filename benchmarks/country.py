"""A whole invented country, from raw files to the attacked site: what each step costs, and how it grows.

For each size the true commands run one after the other, each in a process of its own: `maalbar demo`, `import`, `run`,
`site` (which attacks the site before it is put in place), `build` once more with nothing to do, and `audit` alone. Of
each: seconds by the clock, processor time of all processes that it started, that of the command's own process, and the
largest sum of their proportional memory (pages that several share counted once), looked at each second.

What is made and measured is kept in `--folder`; a run that was stopped goes on with the step where it was, and such a
step is marked, as its time is only that of the last attempt. About 8 MB are needed for each area, 14 GB for 1,700.

    python -m benchmarks.country --areas 6,60,600,1700 --folder /var/tmp/country --date 2026-11-22
"""

from __future__ import annotations

import argparse
import ctypes
import json
import math
import os
import platform
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil

from helpers.paths import write_atomically

ROOT = Path(__file__).resolve().parent.parent
STEPS = ("demo", "import", "run", "site", "again", "audit")
END_TO_END = ("demo", "import", "run", "site")
"""`audit` is a part of `site`, and `again` finds nothing to do."""
SHOWN = {"demo": "raw files", "import": "import", "run": "notebooks", "site": "site and attack",
         "again": "build again", "audit": "attack alone"}  # fmt: skip
MANY_CORES = (8, 64)
_MB_PER_AREA = 8
_GLANCE = 1.0
_ADOPT = 36
"""`PR_SET_CHILD_SUBREAPER`: processes whose parent is gone become children of this one, which then counts them."""
_LIBRARIES = ("papermill", "jupyter_client", "ipykernel", "duckdb", "pandas", "pyarrow")


def main() -> None:
    """Measure every size, print the table, and write the result."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--areas", default="6,60,600,1700", help="sizes, with commas between them")
    asked.add_argument("--folder", type=Path, required=True, help="where everything is made and kept")
    asked.add_argument("--without", default="", help="steps to leave out, with commas between them, e.g. audit")
    asked.add_argument("--date", help="for the name of the result, e.g. 2026-11-22")
    given = asked.parse_args()
    folder, sizes = given.folder.resolve(), [int(size) for size in given.areas.split(",")]
    left_out = set(filter(None, given.without.split(",")))
    _insist_on_room(folder, sizes)
    ctypes.CDLL(None, use_errno=True).prctl(_ADOPT, 1, 0, 0, 0)
    measured = [one_size(folder, size, [step for step in STEPS if step not in left_out]) for size in sizes]
    result = {"sizes": measured, **compared(measured), **_machine()}
    text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
    write_atomically(folder / "country.json", text)
    if given.date:
        write_atomically(ROOT / "benchmarks" / "results" / f"country-{given.date}.json", text)
    sys.stdout.write("\n".join(table(result)) + "\n")


def _insist_on_room(folder: Path, sizes: Sequence[int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    needed = sum(_MB_PER_AREA * size for size in sizes if not (folder / f"areas-{size}.json").is_file())
    free = shutil.disk_usage(folder).free // 2**20
    if free < needed:
        raise SystemExit(f"{folder} has {free} MB free; {needed} MB are needed.")


def one_size(folder: Path, areas: int, steps: Sequence[str]) -> dict[str, Any]:
    """Run the steps that aren't measured yet for one size, and return what all of them took."""
    kept = folder / f"areas-{areas}.json"
    found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    found.setdefault("areas", areas)
    done: dict[str, Any] = found.setdefault("steps", {})
    project, key = folder / f"areas-{areas}", folder / "country.key"
    if not key.is_file():
        measured(("key", "--create"), folder, key, folder / "key.log")
    for step in steps:
        if "seconds" in done.get(step, {}):
            continue
        goes_on = step in done
        done[step] = {"begun": True}
        write_atomically(kept, json.dumps(found, indent=1) + "\n")
        told = measured(_command(step, areas, project), project, key, folder / f"areas-{areas}-{step}.log")
        done[step] = told | ({"went_on": True} if goes_on else {})
        write_atomically(kept, json.dumps(found, indent=1) + "\n")
        sys.stdout.write(f"{areas} areas, {step}: {told}\n")
        sys.stdout.flush()
    return found | _made(project)


def _command(step: str, areas: int, project: Path) -> tuple[str, ...]:
    more = {"demo": ("--areas", str(areas), "--into", str(project)), "again": ()}
    return ("build" if step == "again" else step, *more.get(step, ()))


def measured(arguments: Sequence[str], project: Path, key: Path, log: Path) -> dict[str, float]:
    """Run a command to its end, and return what it took.

    Raises
    ------
    SystemExit
        If it fails, with the end of what it said.
    """
    home = ROOT if arguments[0] in ("demo", "key") else project
    own = {"MAALBAR_KEY_FILE": str(key), "MAALBAR_PROJECT": str(home), "PYTHONPATH": str(ROOT / "src")}
    program = [sys.executable, "-c", "from helpers.cli import main; main()", *arguments]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with log.open("ab") as said:
        started = subprocess.Popen(program, cwd=home, env={**os.environ, **own}, stdout=said, stderr=said)
        most, itself, status = _watched(started.pid)
    seconds = time.perf_counter() - began
    started.returncode = status  # it is reaped already
    if status:
        raise SystemExit(f"maalbar {' '.join(arguments)}: {status}\n" + log.read_text(errors="replace")[-3000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    busy = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(busy, 1),
        "of_the_command_itself": round(min(itself, busy), 1),
        "peak_pss_mb": round(most / 2**20),
        "load_before": round(os.getloadavg()[2], 1),
    }


def _watched(command: int) -> tuple[int, float, int]:
    """Look at all processes below this one until the command ends; reap each that is done.

    Returns
    -------
    tuple[int, float, int]
        The largest sum of proportional memory in bytes, the seconds of processor time of the command's own process,
        and its exit code.
    """
    most, itself, status = 0, 0.0, None
    while status is None:
        most = max(most, sum(_proportional(found.pid) for found in psutil.Process().children(recursive=True)))
        itself = max(itself, _busy(command))
        until = time.monotonic() + _GLANCE
        while status is None and time.monotonic() < until:
            status = _reaped(command)
            time.sleep(0.02)
    return most, itself, status


def _reaped(command: int) -> int | None:
    """Reap every process that has ended, and return the command's exit code if it is among them."""
    status: int | None = None
    while True:
        try:
            pid, code = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return status
        if not pid:
            return status
        if pid == command:
            status = os.waitstatus_to_exitcode(code)


def _proportional(pid: int) -> int:
    """Return a process's proportional memory in bytes; 0 if it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(1024 * int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def _busy(pid: int) -> float:
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system


def _made(project: Path) -> dict[str, int]:
    """Return how much there is of everything."""
    site = [path for path in (project / "_site").rglob("*") if path.is_file()]
    pages = [path for path in site if path.suffix == ".html"]
    report = json.loads(next((project / "data" / "processed").glob("*/import.json")).read_text(encoding="utf-8"))
    return {
        "observations": sum(int(found["observations"]) for found in report["files"]),
        "pages": len(pages),
        "files": len(site),
        "site_mb": round(sum(path.stat().st_size for path in site) / 2**20),
        "folder_mb": round(sum(path.lstat().st_size for path in project.rglob("*") if path.is_file()) / 2**20),
        "largest_page_kb": round(
            max((path.stat().st_size for path in site if path.suffix == ".html"), default=0) / 1e3
        ),
    }


def compared(sizes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how the cost grows, which step bounds it, and what more cores would do."""
    steps = [step for step in STEPS if all("seconds" in size["steps"].get(step, {}) for size in sizes)]
    largest: Mapping[str, Any] = max(sizes, key=lambda size: int(size["areas"]))
    whole = [step for step in END_TO_END if step in steps]
    return {
        "slope": {step: _slopes(sizes, step) for step in steps},
        "bound_by": max(whole, key=lambda step: largest["steps"][step]["seconds"], default=None),
        "end_to_end_seconds": {
            str(size["areas"]): round(sum(size["steps"][step]["seconds"] for step in whole), 1) for size in sizes
        },
        "peak_pss_mb": {
            str(size["areas"]): max((size["steps"][step]["peak_pss_mb"] for step in steps), default=0) for size in sizes
        },
        "with_more_cores": {
            str(cores): {step: round(_with(cores, largest["steps"][step]), 1) for step in whole} for cores in MANY_CORES
        },
    }


def _slopes(sizes: Sequence[Mapping[str, Any]], step: str) -> list[float]:
    """Return the power of the number of areas that a step's processor time grows with, from each size to the next."""
    points = sorted((int(size["areas"]), max(0.1, size["steps"][step]["processor_seconds"])) for size in sizes)
    return [
        round(math.log(later[1] / earlier[1]) / math.log(later[0] / earlier[0]), 2)
        for earlier, later in pairwise(points)
    ]


def _with(cores: int, step: Mapping[str, float]) -> float:
    """Return the seconds that a step would take on more cores, by Amdahl's law.

    Here it took `W = s + p/n` on n cores, and `C = s + p` of processor time: s can't be shared, p can. What the
    command's own process does is done by one core at a time (Python's lock), so no number of cores goes below that.
    """
    here = os.cpu_count() or 1
    clock, busy = step["seconds"], step["processor_seconds"]
    shared = 0.0 if here == 1 else max(0.0, (busy - clock) * here / (here - 1))
    alone = max(0.0, clock - shared / here)
    return max(alone + shared / cores, min(step["of_the_command_itself"], clock))


def _machine() -> dict[str, Any]:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    return {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "commit": commit.stdout.strip(),
        "versions": {"python": platform.python_version(), **{name: version(name) for name in _LIBRARIES}},
    }


def table(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield the tables for docs/benchmarks.md."""
    sizes: Sequence[Mapping[str, Any]] = result["sizes"]
    yield "| " + " | ".join(["", *(f"{size['areas']:,} areas" for size in sizes), "slope"]) + " |"
    yield "| --- " + "| ---: " * (len(sizes) + 1) + "|"
    for name in ("pages", "files", "site_mb", "largest_page_kb", "folder_mb"):
        yield "| " + " | ".join([name.replace("_", " "), *(f"{size[name]:,}" for size in sizes), ""]) + " |"
    for step, slopes in result["slope"].items():
        told = (_told(size["steps"][step]) for size in sizes)
        yield "| " + " | ".join([SHOWN[step], *told, ", ".join(f"{slope:.2f}" for slope in slopes)]) + " |"
    whole = (f"{seconds:,.0f} s" for seconds in result["end_to_end_seconds"].values())
    yield "| " + " | ".join(["end to end, by the clock", *whole, ""]) + " |"
    most = (f"{found:,} MB" for found in result["peak_pss_mb"].values())
    yield "| " + " | ".join(["most memory", *most, ""]) + " |"
    yield ""
    yield "Each step: seconds by the clock / of processor time, most memory in MB; * went on after a stop."
    yield f"Bound by: {SHOWN.get(result['bound_by'], result['bound_by'])}."
    for cores, steps in result["with_more_cores"].items():
        parts = ", ".join(f"{SHOWN[step]} {seconds:,.0f}" for step, seconds in steps.items())
        yield f"The largest with {cores} cores, by Amdahl's law: {sum(steps.values()):,.0f} s ({parts})."


def _told(step: Mapping[str, Any]) -> str:
    mark = "*" if step.get("went_on") else ""
    return f"{step['seconds']:,.0f} / {step['processor_seconds']:,.0f}, {step['peak_pss_mb']:,}{mark}"


if __name__ == "__main__":
    main()
