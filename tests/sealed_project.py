"""A project with one small evaluation of supplied figures, that can be built, sealed, amended and rebuilt."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from helpers.disclosure.earlier import published_figures
from helpers.paths import Project
from helpers.pipeline import insist_on_sealed, protect_imported
from helpers.plan.loading import load_plan, load_registry
from helpers.receiving import import_all
from helpers.sealing.gate import Gate
from helpers.sealing.sealing import Sealed, Surroundings, seal, sealing_round
from plan_examples import example_project
from projects import LEFT_BEHIND, ROOT

EVALUATION = "proeve-2020"
PLAN = f"analyses/{EVALUATION}/plan.yml"
RAW = f"data/raw/{EVALUATION}"
BASELINE = f"{RAW}/tryghed/2019.csv"
MIDWAY = f"{RAW}/tryghed/2021.csv"
HEAD = "Område;År;Trygge;Svar\n"
BASELINE_ROWS = "Åparken;2019;140;200\nBakken;2019;90;150\nLandet;2019;7000;10000\n"
MIDWAY_ROWS = "Åparken;2021;160;200\nBakken;2021;80;150\nLandet;2021;7100;10000\n"
SOURCES = """\
version: 1
sources:
  - id: tryghed
    title: Tryghed
    owner: Politiet
    sensitivity: public
    origin: supplied
    personal_data: false
    files: tryghed/*.csv
    columns: {area: {heading: Område}, period: {heading: År, type: year}}
    values:
      - {indicator: tryghed, numerator: Trygge, denominator: Svar}
"""
REAL = ("downloads.ipynb", "changes.ipynb")
"""Notebooks that stay as they are; of the others only the first cell and the parameters do, to be quick."""


def sealed_project(root: Path) -> Path:
    """Write the project with the figures of baseline only."""
    example_project(root)
    (root / "analyses" / EVALUATION / "sources.yml").write_text(SOURCES, encoding="utf-8")
    put(root, "analyses/disclosure.yml", "version: 1\nprofile: dst\n")
    put(root, BASELINE, HEAD + BASELINE_ROWS)
    return root


def buildable(root: Path) -> Path:
    """Add what a build needs besides plan and data: the project's own pages, and notebooks that do little."""
    for name in ("notebooks", "pages"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    for name in ("_quarto.yml", "requirements.lock"):
        shutil.copy2(ROOT / name, root / name)
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        if path.name not in REAL:
            _shorten(path)
    return root


def put(root: Path, name: str, text: str) -> None:
    """Write a file of the project."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


def _shorten(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    tagged = [cell for cell in notebook["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    first = [cell for cell in notebook["cells"][:1] if cell["cell_type"] != "code"]
    notebook["cells"] = [*first, *tagged]
    path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def small_site(root: Path) -> Project:
    """Return the project with a site of one file in place of a built one, for what needs no pages."""
    sealed_project(root)
    put(root, "_quarto.yml", "project: {type: website}\n")
    put(root, "_site/index.html", "<p>Siden</p>\n")
    return Project(root)


def import_everything(project: Project, amending: frozenset[str] = frozenset()) -> None:
    """Import as the command does: what is sealed may not change, and what is hidden is decided."""
    reports = import_all(project, amending=amending)
    protect_imported(project, reports, "public")
    insist_on_sealed(project, reports, amending)


def surroundings(project: Project) -> Surroundings:
    """Return what a seal keeps besides the round's own parts; the code is one small file."""
    files = [project.root / "_quarto.yml", *sorted(project.analyses.rglob("*.yml")), *sorted(project.raw.rglob("*.*"))]
    named = {path.relative_to(project.root).as_posix(): path for path in files}
    lines = len(Gate.of(project).entries)
    figures = published_figures([], load_registry(project))
    return Surroundings(named, project.root / "_site", "pandoc", "3.11", figures, lines)


def seal_round(project: Project, round_id: str = "baseline") -> Sealed:
    """Seal a round without building pages."""
    gate = Gate.of(project)
    plan = load_plan(project, EVALUATION)
    at = sealing_round(project, plan, round_id, gate.entries)
    return seal(project, plan, at, date(2020, 2, 1), lambda: surroundings(project), gate)


def own_code(root: Path) -> Path:
    """Give the project its own copy of Målbar, which makes few pages; its folder goes first on the path of Python.

    A rebuild by any other code than the sealed one would make other pages.
    """
    code = root / "src" / "helpers"
    shutil.copytree(ROOT / "src" / "helpers", code, ignore=shutil.ignore_patterns("__pycache__"))
    with (code / "sitemap.py").open("a", encoding="utf-8") as sitemap:
        sitemap.write(FEW_PAGES)
    shutil.rmtree(root / "pages" / "metode")
    (root / "pages" / "om.qmd").unlink()
    return root / "src"


FEW_PAGES = """

_every_page = site_pages


def site_pages(plans, registry, audience):
    few = ("index", "data/index", "aendringer/index", "metode/beskyttelse/index")
    return tuple(page for page in _every_page(plans, registry, audience) if page.address in few)
"""
