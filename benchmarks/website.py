"""What putting the site of a project together costs: processor time and memory of all processes, and what readers load.

The notebooks of the project must have been run (`maalbar run`, or `benchmarks.audit --scale 20` for a country). The
site is made beside it, without the cache and without the attack.

    python -m benchmarks.website PROJECT --out FOLDER
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from benchmarks.runner import _processor_time, peak_memory
from helpers import pipeline
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.sitemap import site_pages
from helpers.website.assembly import PageEntry, assemble
from helpers.website.engine import build_site


def entries_of(project: Project) -> list[PageEntry]:
    """Return the public pages of a project whose notebooks were run."""
    runs = project.runs_for("public")
    pages = site_pages(load_plans(project), load_registry(project), "public")
    made = [page for page in pages if (runs / page.address / "notebook.ipynb").is_file()]
    return [pipeline._entry(page, runs.joinpath(*page.address.split("/"))) for page in made]


def measure(project: Project, out: Path) -> dict[str, object]:
    """Make the site in the folder `out`, which should be missing, and return what it took."""
    entries = entries_of(project)
    peaks: list[int] = []
    clock, used = time.perf_counter(), _processor_time()
    with peak_memory(peaks):
        assemble(project.site_config, project.pages, entries, {}, out / "source")
        assembled = _processor_time()
        built = build_site(out / "source", out / "site", engine="pandoc")
    sizes = {path: path.stat().st_size for path in (out / "site").rglob("*") if path.is_file()}
    return {
        "pages": len(built.made),
        "files": len(sizes),
        "seconds": round(time.perf_counter() - clock, 1),
        "processor_seconds_assembly": round(assembled - used, 1),
        "processor_seconds_site": round(_processor_time() - assembled, 1),
        "peak_pss_mb": round(max(peaks, default=0) / 2**20),
        "html_mb": round(sum(size for path, size in sizes.items() if path.suffix == ".html") / 2**20, 1),
        "first_search_script_kb": round(sizes[out / "site" / "soegeindeks.js"] / 2**10),
    }


def main() -> None:
    """Measure one project, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    print(json.dumps(measure(Project(given.project.resolve()), given.out), indent=1))


if __name__ == "__main__":
    main()
