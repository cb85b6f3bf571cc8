"""How long it takes to find out that 3,600 runs are up to date, and that one changed row concerns some of them.

The project has 80 areas, 3 rounds and 15 notebooks for each. What each run reads is noted as its notebook opens its
view; the notebooks themselves are not executed, for it is the decision that is measured. Every decision is made in a
process of its own, as a command does. The peer, in the same run, hashes every file that a run depends on, and every
file that it wrote, for each run anew.

    PYTHONPATH=tests python -m benchmarks.cache --date 2026-11-22
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import yaml

from helpers import reads
from helpers.disclosure import opening
from helpers.disclosure.deciding import decide_protections
from helpers.measurement.results import ROUNDS, RoundId
from helpers.observations import store
from helpers.observations.table import Query
from helpers.paths import Project, write_atomically
from helpers.plan.loading import load_plans, load_registry
from helpers.runner.cache import Cache, Surroundings
from helpers.runner.jobs import Job
from helpers.runner.records import read_record, write_record
from plan_examples import AREAS, INDICATORS, PLAN
from run_reads import EVALUATION, seen

ROOT = Path(__file__).resolve().parent.parent
AREAS_OF_A_CITY, NOTEBOOKS = 80, 15
FIRST = "omraade-00"
CHANGED = ("moeder", FIRST, 2021)
"""The row that is changed: the pages of its area at midway and end read it, those at baseline don't."""


def a_city(root: Path) -> Project:
    """Write a plan of 80 areas, their figures, and what is hidden."""
    names = [f"omraade-{number:02}" for number in range(AREAS_OF_A_CITY)]
    areas, plan = yaml.safe_load(AREAS), yaml.safe_load(PLAN)
    areas["areas"] += [{"id": name, "name": f"Område {name[-2:]}", "kind": "area"} for name in names]
    plan["areas"] += names
    for goal in plan["goals"][:2]:
        goal["areas"] += names
    for place, content in (("areas.yml", areas), (f"{EVALUATION}/plan.yml", plan)):
        write_atomically(root / "analyses" / place, yaml.safe_dump(content, allow_unicode=True))
    write_atomically(root / "analyses" / "indicators.yml", INDICATORS)
    write_atomically(root / "analyses" / "disclosure.yml", "version: 1\nprofile: dst\n")
    write_atomically(root / "_quarto.yml", "project: {}\n")
    project = Project(root)
    rows = [
        seen(indicator, area, year, 40 + number % 40)
        for year in (2019, 2021, 2023)
        for number, area in enumerate((*names, "landet"))
        for indicator in ("tryghed", "moeder")
        if (indicator, area) != ("moeder", "landet")
    ]
    store.write(project, EVALUATION, rows)
    decide(project)
    return project


def decide(project: Project) -> None:
    """Decide what is hidden."""
    decide_protections(project, load_plans(project), load_registry(project), "public")


def jobs_of(project: Project) -> list[Job]:
    """Return the runs."""
    return [
        Job(
            f"{area}/{round_id}/{number}",
            ROOT / "notebooks" / "area.ipynb",
            {"evaluation": EVALUATION, "area": area, "round_id": round_id},
            f"{area}, {round_id}, {number}",
        )
        for area in (f"omraade-{number:02}" for number in range(AREAS_OF_A_CITY))
        for round_id in ROUNDS
        for number in range(NOTEBOOKS)
    ]


def the_cache(project: Project) -> Cache:
    """Return what a command decides by."""
    return Cache(project.runs_for("public"), Surroundings.of(project), project)


def make_records(project: Project) -> None:
    """Open each view once, as a kernel does, and write what it read beside the runs of all its notebooks."""
    decision = the_cache(project)
    by_view: dict[tuple[str, RoundId], list[list[str]]] = {}
    first: list[list[str]] = []
    for job in jobs_of(project):
        area, round_id, _ = job.id.split("/")
        at = next(found for found in ROUNDS if found == round_id)
        if (area, at) not in by_view:
            notes = notes_of(project, area, at)
            first = first or [note for note in notes if note[0] == "behind"]
            by_view[area, at] = [*notes, *(note for note in first if note not in notes)]
            if len(by_view) == 1:  # plan and registries are read once; they are noted for all
                opening.load_plan, opening.load_registry = cache(opening.load_plan), cache(opening.load_registry)
        folder = job.folder(project.runs_for("public"))
        for name in ("notebook.ipynb", "a.svg", "b.svg", "a.csv", "b.csv"):
            write_atomically(folder / name, f"{job.id} {name}\n" * 100)
        write_record(folder, decision.parts(job), by_view[area, at])
        decision.settle(job)
    decision.save()


def notes_of(project: Project, area: str, round_id: RoundId) -> list[list[str]]:
    """Return what the page of an area reads when it opens its view and tells of it."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {reads.SWITCH: "1", "MAALBAR_PROJECT": str(project.root)}
        os.chdir(folder)
        reads._notes = None
        reads.begin()
        opened = opening.open_area(EVALUATION, area, round_id)
        for goal in opened.plan.goals:
            str((goal.short_name, goal.wording, goal.target, goal.source))
        del os.environ[reads.SWITCH]
        os.chdir(project.root)
        return reads.noted(Path(folder))


def timed_decision(project: Project) -> dict[str, float | int]:
    """Decide in a process of its own, and return seconds after start-up and how many runs are to be made."""
    code = f"""
import json, sys, time
from pathlib import Path
from benchmarks.cache import jobs_of, the_cache
from helpers.paths import Project
project = Project(Path({str(project.root)!r}))
jobs = jobs_of(project)
began = time.perf_counter()
decision = the_cache(project)
due = [job.id for job in jobs if not decision.is_fresh(job)]
decision.save()
print(json.dumps({{"seconds": time.perf_counter() - began, "due": due}}))
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    return json.loads(ran.stdout)


def naive_seconds(project: Project) -> float:
    """Return the seconds that the peer takes: each file hashed for each run anew."""
    began = time.perf_counter()
    for job in jobs_of(project):
        folder = job.folder(project.runs_for("public"))
        record = read_record(folder)
        assert record is not None
        for path in (
            *(project.root / place for place in record.places()[0]),
            *(folder / name for name in record.files),
        ):
            reads.content(path)
    return time.perf_counter() - began


def changed_row(project: Project) -> set[str]:
    """Change one row, and return the runs that read it."""
    indicator, area, year = CHANGED
    rows = store.read(project, Query(EVALUATION))
    named = f"{indicator}-{area}-{year}"
    store.write(project, EVALUATION, [replace(row, value=99) if row.id == named else row for row in rows])
    decide(project)
    return {f"{area}/{at}/{number}" for at in ("midway", "end") for number in range(NOTEBOOKS)}


def main() -> None:
    """Measure, print, and write the result if a date is given."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--date")
    date = options.parse_args().date
    with tempfile.TemporaryDirectory() as folder:
        project = a_city(Path(folder))
        make_records(project)
        time.sleep(2.5)  # what was written just now is not trusted by its time
        first, second = timed_decision(project), timed_decision(project)
        naive = naive_seconds(project)
        assert first["due"] == second["due"] == []
        expected = changed_row(project)
        changed = timed_decision(project)
        assert set(changed["due"]) == expected
    found = {
        "runs": AREAS_OF_A_CITY * len(ROUNDS) * NOTEBOOKS,
        "seconds_nothing_to_do_first_time": round(first["seconds"], 3),
        "seconds_nothing_to_do": round(second["seconds"], 3),
        "seconds_naive": round(naive, 3),
        "ratio_to_naive": round(naive / second["seconds"], 1),
        "seconds_one_row_changed": round(changed["seconds"], 3),
        "due_one_row_changed": len(changed["due"]),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }
    print(json.dumps(found, indent=1))
    if date:
        write_atomically(ROOT / "benchmarks" / "results" / f"cache-{date}.json", json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
