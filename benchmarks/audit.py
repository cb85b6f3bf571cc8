"""How long `maalbar audit` takes: the demonstration's site at each profile, and a country of 680 areas.

Pages are made by the notebooks' own cells, run one after the other in a few processes that keep plan and observations
in memory: a kernel for each of 2,040 pages would take hours, and the published files are the same. The site is then
built and published files are attacked as `maalbar audit` does, in a process of its own whose peak memory the operating
system tells. Every sixth area of the country is small (`benchmarks.small_places`). What is made is kept, and a run that
was stopped goes on where it was.

    python -m benchmarks.audit --profiles --date 2026-11-22
    python -m benchmarks.audit --scale 20 --date 2026-11-22
"""

from __future__ import annotations

import argparse
import ast
import functools
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from benchmarks.registrations import _peak
from benchmarks.small_places import with_small_places
from helpers.disclosure import opening
from helpers.paths import Project, write_atomically
from helpers.plan.loading import load_plans, load_registry
from helpers.sitemap import SitePage, site_pages

ROOT = Path(__file__).resolve().parent.parent
PROFILES = ("dst", "streng", "acro")
COPIED = (
    "analyses", "notebooks", "pages", "data/raw", "tests/spec", "benchmarks/results/simulations", "_quarto.yml",
    "requirements.lock",
)  # fmt: skip
_KEPT = ("load_plan", "load_registry", "load_protection", "read", "open_evaluation")
"""What every page of an evaluation reads anew, and a process that makes many of them need read once only."""


def maalbar(project: Project, *arguments: str) -> None:
    """Run a command in a project."""
    run = "from helpers.cli import main; main()"
    own = {
        "MAALBAR_KEY_FILE": str(project.root.parent / f"{project.root.name}.key"),
        "MAALBAR_PROJECT": str(project.root),
    }
    subprocess.run([sys.executable, "-c", run, *arguments], cwd=project.root, env={**os.environ, **own}, check=True)


def pages_of(project: Project, areas: int | None = None) -> tuple[SitePage, ...]:
    """Return the pages of a project, those of areas for the first `areas` of each evaluation only."""
    plans = load_plans(project)
    chosen = {(plan.id, area) for plan in plans for area in plan.areas[:areas]}
    return tuple(
        page
        for page in site_pages(plans, load_registry(project), "public")
        if page.subject.area is None or (page.subject.evaluation, page.subject.area) in chosen
    )


def make_pages(project: Project, pages: Iterable[SitePage], workers: int) -> int:
    """Run the cells of every page that isn't there yet, and return how many were made."""
    os.environ["MAALBAR_PROJECT"] = str(project.root)
    runs = project.runs_for("public")
    wanted = [page for page in pages if not (runs / page.address / "notebook.ipynb").is_file()]
    # Forked after the libraries are loaded; each process then makes page after page.
    with ProcessPoolExecutor(workers, mp_context=get_context("fork"), initializer=_keep_what_is_read) as pool:
        tasks = [(project.notebooks / page.notebook, dict(page.parameters), runs / page.address) for page in wanted]
        return sum(pool.map(_make, tasks, chunksize=4))


def _keep_what_is_read() -> None:
    for name in _KEPT:
        if hasattr(opening, name):
            setattr(opening, name, functools.cache(getattr(opening, name)))


def _make(task: tuple[Path, dict[str, str], Path]) -> int:
    from helpers.runner.canonical import canonical_bytes

    notebook, parameters, folder = task
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    tree: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    names: dict[str, Any] = {}
    for cell in tree["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = _run(compile_cell("".join(cell["source"])), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names.update(parameters)
    write_atomically(folder / "notebook.ipynb", canonical_bytes(tree))
    return 1


def compile_cell(source: str) -> tuple[Any, Any]:
    """Return a cell as the code before its last expression, and that expression, which Jupyter shows."""
    module = ast.parse(source)
    last = module.body.pop() if module.body and isinstance(module.body[-1], ast.Expr) else None
    shown = None if last is None else compile(ast.Expression(last.value), "cell", "eval")
    return compile(module, "cell", "exec"), shown


def _run(code: tuple[Any, Any], names: dict[str, Any]) -> list[dict[str, Any]]:
    before, shown = code
    exec(before, names)
    value = None if shown is None else eval(shown, names)
    if value is None:
        return []
    data = {kind: text.splitlines(keepends=True) for kind, text in value._repr_mimebundle_().items()}
    return [{"output_type": "display_data", "metadata": {}, "data": data}]


def make_site(project: Project, pages: Iterable[SitePage]) -> None:
    """Build the site of these pages, as the last step of `maalbar build` does."""
    from helpers import pipeline
    from helpers.website.assembly import assemble
    from helpers.website.engine import build_site

    runs, source = project.runs_for("public"), project.site_source_for("public")
    entries = [pipeline._entry(page, runs.joinpath(*page.address.split("/"))) for page in pages]
    assemble(project.site_config, project.pages, entries, {}, source)
    build_site(source, project.site_for("public"), engine="pandoc", cache=None)


def attacked(site: Path) -> dict[str, Any]:
    """Attack a site in a process of its own: seconds, peak memory and what was found."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.audit", "--attack", str(site)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return {"seconds": round(time.perf_counter() - began, 1), **found}


def _attack(site: Path) -> dict[str, Any]:
    import resource

    from helpers.audit.auditing import audit

    found = audit(site)
    used = os.times()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**10
    return {
        "cpu_seconds": round(used.user + used.system + used.children_user + used.children_system, 1),
        # Those that read are as large as the largest each; told together as if all were at once.
        "peak_rss_mb": round(_peak() + children * (os.cpu_count() or 1)),
        "files": found.files,
        "statements": found.statements,
        "hidden": found.hidden,
        "equations": found.equations,
        "leaks": len(found.faults),
        "mb": round(sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 2**20),
    }


def profiles(folder: Path, workers: int) -> dict[str, Any]:
    """Build the demonstration's site under each profile and attack it."""
    found: dict[str, Any] = {}
    for profile in PROFILES:
        project = Project(folder / profile)
        if not project.site_for("public").is_dir():
            _demonstration(project, profile)
            pages = pages_of(project)
            make_pages(project, pages, workers)
            make_site(project, pages)
        found[profile] = attacked(project.site_for("public"))
        sys.stdout.write(f"{profile}: {found[profile]}\n")
        sys.stdout.flush()
    return found


def _demonstration(project: Project, profile: str) -> None:
    for name in COPIED:
        source, goal = ROOT / name, project.root / name
        goal.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            left = shutil.ignore_patterns("demo-*", "*modtaget.json", "figurer", "filer", ".ipynb_checkpoints")
            shutil.copytree(source, goal, ignore=left, dirs_exist_ok=True)
        else:
            shutil.copy2(source, goal)
    policy = project.analyses / "disclosure.yml"
    text = policy.read_text(encoding="utf-8")
    lists = re.findall(r"^(?:residents|homes): .*$", text, re.MULTILINE)
    policy.write_text("\n".join(["version: 1", f"profile: {profile}", *lists, ""]), encoding="utf-8")
    _imported(project, "demo")


def _imported(project: Project, *first: str) -> None:
    if first:
        maalbar(project, *first)
    if not (project.root.parent / f"{project.root.name}.key").is_file():
        maalbar(project, "key", "--create")
    maalbar(project, "import")


def country(folder: Path, scale: int, areas: int | None, workers: int) -> dict[str, Any]:
    """Build the site of an invented country and attack it."""
    from helpers.demo.country import Country, write_country

    project = Project(write_country(Project(ROOT), folder / f"land-{scale}", Country(scale)).root)
    with_small_places(project, Country(scale))
    if not any(project.processed.glob("*/protection-public.json")):
        _imported(project)
    pages = pages_of(project, areas)
    began = time.perf_counter()
    make_pages(project, pages, workers)
    make_site(project, pages)
    made = round(time.perf_counter() - began)
    found = attacked(project.site_for("public"))
    plan = load_plans(project)[0]
    with_pages = len(plan.areas[:areas])
    return {"areas": len(plan.areas), "areas_with_pages": with_pages, "pages": len(pages), **found} | {
        "seconds_to_make_the_site": made
    }


def main() -> None:
    """Run what is asked for, print it, and write it where `--date` is given."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--profiles", action="store_true", help="the demonstration's site at each profile")
    asked.add_argument("--scale", type=int, help="an invented country; 20: 680 areas")
    asked.add_argument("--areas", type=int, help="pages for so many areas only")
    asked.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--folder", type=Path, default=ROOT / "build" / "benchmarks" / "audit")
    asked.add_argument("--date", help="for the name of the result, e.g. 2026-11-22")
    asked.add_argument("--attack", type=Path)
    given = asked.parse_args()
    if given.attack:
        sys.stdout.write(json.dumps(_attack(given.attack)) + "\n")
        return
    folder = given.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    result: dict[str, Any] = {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
    }
    if given.profiles:
        result["profiles"] = profiles(folder, given.workers)
    if given.scale:
        result[f"scale_{given.scale}"] = country(folder, given.scale, given.areas, given.workers)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    if given.date:
        path = ROOT / "benchmarks" / "results" / f"audit-{given.date}.json"
        before = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        write_atomically(path, json.dumps(before | result, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
