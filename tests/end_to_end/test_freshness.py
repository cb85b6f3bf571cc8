"""What is up to date is left alone; what changed is made again, and nothing else; a killed build does no harm."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.intake.importing import last_report
from helpers.observations.store import read
from helpers.observations.table import Observation, Origin, Query
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.sitemap import SitePage, site_pages
from projects import ROOT, RUN, maalbar, replace_once, state

HEAVY = {"pandas", "numpy", "matplotlib", "papermill", "nbformat", "nbclient", "geopandas", "duckdb", "pyarrow", "bs4",
         "plotly", "scipy", "statsmodels", "openpyxl", "lxml", "pypandoc"}  # fmt: skip
DOCUMENTED = "data/raw/slagelse-2017/dokumenterede-tal/dokumenterede-tal.csv"
WAITING = "data/raw/bolivvejle-2013/demo-udsaettelser/demo-udsaettelser.csv"
SHARED = {"soeg", "soegeindeks.js", "soegeindeks.json"}


def modules_imported(told: str) -> set[str]:
    """Return the packages that Python says it imported (`PYTHONPROFILEIMPORTTIME`)."""
    found = re.findall(r"^import time:.*\|\s*([\w.]+)\s*$", told, re.MULTILINE)
    return {name.partition(".")[0] for name in found}


def test_a_build_of_what_is_built_does_nothing_and_says_so(
    built: Path, record_property: Callable[[str, object], None]
) -> None:
    before, began = state(built), time.perf_counter()
    ran = maalbar(built, "build")
    record_property("seconds", round(time.perf_counter() - began, 2))
    assert ran.code == 0, ran.text
    assert "Alt er ajour; intet er lavet om." in ran.text
    assert (built / "_site" / "index.html").as_uri() in ran.stdout
    assert state(built) == before


def test_nothing_heavy_is_imported_to_find_that_out(built: Path) -> None:
    imported = modules_imported(maalbar(built, "build", PYTHONPROFILEIMPORTTIME="1").stderr)
    assert {"helpers", "typer", "json"} <= imported
    assert imported & HEAVY == set()
    # The probe sees heavy modules where they are.
    assert "duckdb" in modules_imported(maalbar(built, "status", PYTHONPROFILEIMPORTTIME="1").stderr)


def test_demonstration_data_are_not_written_twice(built: Path) -> None:
    before = state(built / "data")
    ran = maalbar(built, "demo")
    assert (ran.code, state(built / "data")) == (0, before), ran.text
    assert "alle filer er der allerede" in ran.text


def one_documented_cell(project: Path) -> None:
    """Change what the agreement prints of how safe people feel at Motalavej."""
    replace_once(project / DOCUMENTED, "tryghed-andel;58,3;", "tryghed-andel;58,4;")


def one_demonstration_cell(project: Path) -> None:
    """Change one invented count of evictions in the municipality of Vejle."""
    path = project / WAITING
    text = path.read_bytes().decode("latin-1")
    last = list(re.finditer(r"\b(\d\d+)\b(?=[^\d]*$)", text))[-1]
    path.write_bytes((text[: last.start()] + str(int(last[1]) + 1) + text[last.end() :]).encode("latin-1"))


def vouch(project: Path, file: str) -> None:
    """Say why a raw file is no longer as it was received."""
    ran = maalbar(project, "accept", file, "--note", "Rettet levering i prøven")
    assert ran.code == 0, ran.text


def stored(project: Path) -> set[Observation]:
    """Return all observations without the checksum of their file, which no page shows beside a number."""
    found = [row for plan in load_plans(Project(project)) for row in read(Project(project), Query(plan.id))]
    return {replace(row, checksum="") for row in found}


def showing(project: Path, changed: set[Observation]) -> set[str]:
    """Return the addresses of the pages that look at any of these observations, or at the import as a whole."""
    plans, registry = load_plans(Project(project)), load_registry(Project(project))

    def looks(page: SitePage) -> bool:
        printed = page.notebook == "coverage.ipynb" and any(row.origin is Origin.DOCUMENTED for row in changed)
        return (
            page.notebook == "data_quality.ipynb"
            or printed
            or any(view.evaluation == row.evaluation and view.selects(row) for view in page.views for row in changed)
        )

    return {page.address for page in site_pages(plans, registry, "public") if looks(page)}


def runs(project: Path) -> dict[str, int]:
    """Return when each page's notebook was run last."""
    folder = project / "build" / "runs-public"
    return {
        record.parent.relative_to(folder).as_posix(): record.stat().st_mtime_ns
        for record in folder.rglob("run.json")
        if ".failed" not in record.parts
    }


def page_of(name: str) -> str:
    """Return the address of the page that a file of the site belongs to."""
    return re.sub(r"(/|^)(figurer|filer)/[^/]+$|/index\.html$|\.html$", r"\1", name).rstrip("/")


@pytest.fixture(scope="module")
def changed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built project in which one documented number was changed and the site built again; read only."""
    project = Path(shutil.copytree(built, tmp_path_factory.mktemp("changed") / "projekt"))
    one_documented_cell(project)
    vouch(project, DOCUMENTED)
    ran = maalbar(project, "build")
    assert ran.code == 0, ran.text
    return project


def assert_only_what_shows_it(before: Path, after: Path, sure: set[str], never: set[str]) -> None:
    """Hold a rebuilt project to having made exactly the pages that look at what changed."""
    difference = stored(before) ^ stored(after)
    assert 1 <= len(difference) <= 4
    expected = showing(after, difference)
    old, new = runs(before), runs(after)
    assert {name for name in new if new[name] != old[name]} == expected
    assert sure <= expected
    assert expected & never == set()
    one, two = state(before / "_site"), state(after / "_site")
    touched = {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)}
    pages_touched = {page_of(name) for name in touched} - SHARED
    assert pages_touched <= {address.removesuffix("/index").removesuffix("index") for address in expected}
    assert {address.removesuffix("/index") for address in sure} <= pages_touched


def test_one_documented_number_remakes_only_the_pages_that_show_it(built: Path, changed: Path) -> None:
    mine = {f"omraader/motalavej/{at}/index" for at in ("baseline", "midtvejs", "slut")}
    other = {f"omraader/{area}/{at}/index" for area in ("loeget", "sydbyen") for at in ("baseline", "slut")}
    assert_only_what_shows_it(built, changed, mine, other | {"aktiviteter/tjansen-vejledning/slut/index"})


def test_one_delivered_number_remakes_only_the_pages_that_show_it(built: Path, built_copy: Path) -> None:
    one_demonstration_cell(built_copy)
    vouch(built_copy, WAITING)
    ran = maalbar(built_copy, "build")
    assert ran.code == 0, ran.text
    sure = {"helhedsplaner/bolivvejle-2013/slut/index"}
    assert_only_what_shows_it(built, built_copy, sure, {"omraader/motalavej/slut/index", "omraader/loeget/slut/index"})


def test_a_raw_file_changed_in_silence_is_not_built_until_somebody_vouches_for_it(built_copy: Path) -> None:
    site = state(built_copy / "_site")
    one_documented_cell(built_copy)
    ran = maalbar(built_copy, "build")
    assert ran.code == 4, ran.text
    assert "kolonne værdi: 58,3 → 58,4 (Motalavej, 2016)" in ran.text
    assert f'maalbar accept "{DOCUMENTED}" --note' in ran.text
    assert state(built_copy / "_site") == site
    vouch(built_copy, DOCUMENTED)
    assert maalbar(built_copy, "import").code == 0
    report = last_report(Project(built_copy), "slagelse-2017")
    assert report is not None
    assert [(one.file, one.note, one.differing) for one in report.accepted] == [
        (DOCUMENTED.removeprefix("data/raw/"), "Rettet levering i prøven", 1)
    ]


def test_explain_says_what_will_be_made_again_and_why(built_copy: Path) -> None:
    one_documented_cell(built_copy)
    vouch(built_copy, DOCUMENTED)
    assert maalbar(built_copy, "import").code == 0
    ran = maalbar(built_copy, "run", "--explain", "--evaluation", "slagelse-2017")
    lines = ran.stdout.splitlines()
    assert "Motalavej: slut 2021: skal køres: de tal, siden læser (slagelse-2017) er ændret" in " ".join(lines), lines
    assert any(line.startswith("Sydbyen: slut 2021: er ajour") for line in lines), lines


def build_until(project: Path, reached: Callable[[], bool]) -> None:
    """Start a build and kill it in the moment that `reached` tells of."""
    command = [sys.executable, "-c", RUN, "build"]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        end = time.monotonic() + 300
        while not reached():
            assert build.poll() is None, "the build ended before it could be killed"
            assert time.monotonic() < end, "the build never came that far"
            time.sleep(0.005)
        build.kill()
        build.wait()


def half_written(project: Path) -> list[str]:
    """Return what a build writes beside its results, and the next one must take away.

    A half-done run of a notebook may belong to a command that is still at work; it is kept for a day.
    """
    kept = {".work", ".failed", ".runs-public"}
    found = [path.relative_to(project) for path in project.rglob(".*") if path.name not in kept]
    return [path.as_posix() for path in found if ".work" not in path.parts]


def before_the_build(built: Path, changed: Path, target: Path, moment: str) -> Path:
    """Return a project whose documented number was changed, and whose site tells the old one.

    At the moment when the site is written, all notebooks have been run; so theirs are taken from where they were.
    """
    project = Path(shutil.copytree(built if moment == "notebooks" else changed, target))
    if moment == "notebooks":
        one_documented_cell(project)
        vouch(project, DOCUMENTED)
    else:
        shutil.rmtree(project / "_site")
        shutil.copytree(built / "_site", project / "_site")
        shutil.copy2(built / "build" / "fresh-public.json", project / "build" / "fresh-public.json")
    return project


@pytest.mark.parametrize("moment", ["notebooks", "site"])
def test_a_killed_build_does_no_harm(built: Path, changed: Path, tmp_path: Path, moment: str) -> None:
    project = before_the_build(built, changed, tmp_path / "projekt", moment)
    before = runs(project)
    reached = {
        "notebooks": lambda: runs(project) != before,
        "site": lambda: any(project.glob("._site.*/*.html")),
    }
    site = {name: found for name, (found, _) in state(built / "_site").items()}
    build_until(project, reached[moment])
    # Readers see the old site, whole, for as long as there is no new one.
    assert {name: found for name, (found, _) in state(project / "_site").items()} == site
    ran = maalbar(project, "build")
    assert ran.code == 0, ran.text
    assert "Alt er ajour" not in ran.text
    wanted = {name: found for name, (found, _) in state(changed / "_site").items()}
    assert {name: found for name, (found, _) in state(project / "_site").items()} == wanted
    assert half_written(project) == []


def test_a_site_that_somebody_touched_is_built_again(built_copy: Path) -> None:
    page = built_copy / "_site" / "om.html"
    drawing = next(iter(sorted((built_copy / "_site").rglob("figurer/*.svg"))))
    whole = page.read_bytes(), drawing.read_bytes()
    page.write_bytes(whole[0] + b"<!-- -->")
    assert maalbar(built_copy, "build").code == 0
    drawing.unlink()
    ran = maalbar(built_copy, "build")
    assert ran.code == 0, ran.text
    assert (page.read_bytes(), drawing.read_bytes()) == whole


def test_a_damaged_record_counts_as_none(built_copy: Path) -> None:
    (built_copy / "build" / "fresh-public.json").write_text("{", encoding="utf-8")
    ran = maalbar(built_copy, "build")
    assert ran.code == 0, ran.text
    assert "0 kørt" in ran.text


def test_the_readme_names_the_commands_that_make_runs() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    target = re.search(r"^site:.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    assert target is not None
    made = re.findall(r"maalbar (\w+)", target[1])
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = [found for found in re.findall(r"```\n(.*?)```", readme, re.DOTALL) if "tools/environment.py" in found]
    assert re.findall(r"maalbar (\w+)", block) == made == ["demo", "build"]
