"""The assembled sources: fixed configuration, pages in their places, files beside them, nothing stale."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.errors import SiteError
from helpers.website.assembly import PageEntry, assemble, plotly_script
from helpers.website.engine import build_site
from helpers.website.gate import check_sources

ROOT = Path(__file__).parents[3]


def notebook(folder: Path, *cells: dict[str, Any], front: str | None = None) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    head = [] if front is None else [{"cell_type": "raw", "id": "h", "metadata": {}, "source": front}]
    content = {
        "cells": [*head, *cells],
        "metadata": {"papermill": {"start_time": "nu"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    (folder / "side.ipynb").write_text(json.dumps(content), encoding="utf-8")
    return folder / "side.ipynb"


def code(source: str, *tags: str) -> dict[str, Any]:
    output = {"output_type": "display_data", "metadata": {"a": 1}, "data": {"text/markdown": f"Viser {source}"}}
    metadata = {"tags": list(tags), "execution": {"iopub.execute_input": "2026-01-01"}}
    return {
        "cell_type": "code",
        "id": source,
        "metadata": metadata,
        "execution_count": 1,
        "source": source,
        "outputs": [output],
    }


def hand_written(folder: Path) -> Path:
    (folder / "metode").mkdir(parents=True)
    for name in ("index", "om", "tilgaengelighed", "metode/index"):
        (folder / f"{name}.qmd").write_text(f'---\ntitle: "{name}"\n---\n\nTekst.\n', encoding="utf-8")
    (folder / "README.md").write_text("Til udviklere", encoding="utf-8")
    return folder


def entries(folder: Path) -> list[PageEntry]:
    figure = folder / "a" / "figurer" / "x.svg"
    figure.parent.mkdir(parents=True)
    figure.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    other = folder / "andet" / "tal.csv"
    other.parent.mkdir()
    other.write_text("a;b", encoding="utf-8")
    cells = [code("parametre", "parameters"), code("indsat", "injected-parameters"), code("svar")]
    cells.append({"cell_type": "markdown", "id": "m", "metadata": {}, "source": "[tal](tal.csv)"})
    return [
        PageEntry(
            notebook(folder / "a", *cells), "omraader/a/slut/index", "A, slut", "Områder / A", 2, (figure, other)
        ),
        PageEntry(notebook(folder / "b", front="---\ntitle: Egen titel\n---"), "omraader/b/index", "B", "Områder", 3),
        PageEntry(notebook(folder / "c", front="---\ndate: 2026-01-01\n---"), "maal/index", "Mål", "", 1),
    ]


def assembled(folder: Path) -> Path:
    out = folder / "kilder"
    assemble(ROOT / "_quarto.yml", hand_written(folder / "pages"), entries(folder / "runs"), {}, out)
    return out


def configuration(out: Path) -> dict[str, Any]:
    return yaml.safe_load((out / "_quarto.yml").read_text(encoding="utf-8"))


def test_pages_and_files_are_in_their_places(tmp_path: Path) -> None:
    out = assembled(tmp_path)
    found = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert found == {
        "_quarto.yml",
        "assets/maalbar.css",
        "assets/maalbar.js",
        "assets/maalbar.svg",
        "assets/plotly.min.js",
        "index.qmd",
        "maal/index.ipynb",
        "metode/index.qmd",
        "om.qmd",
        "omraader/a/slut/figurer/x.svg",
        "omraader/a/slut/index.ipynb",
        "omraader/a/slut/tal.csv",
        "omraader/b/index.ipynb",
        "soeg.qmd",
        "tilgaengelighed.qmd",
    }


def test_the_list_of_pages_and_of_files_is_explicit(tmp_path: Path) -> None:
    project = configuration(assembled(tmp_path))["project"]
    assert project["render"] == sorted(project["render"])
    assert "omraader/a/slut/index.ipynb" in project["render"]
    assert "omraader/a/slut/tal.csv" in project["resources"]
    assert set(project["render"]).isdisjoint(project["resources"])


def test_the_sidebar_has_sections_within_sections_in_order(tmp_path: Path) -> None:
    sidebar = configuration(assembled(tmp_path))["website"]["sidebar"]["contents"]
    assert sidebar == [
        {"text": "Mål", "href": "maal/index.ipynb"},
        {
            "section": "Områder",
            "contents": [
                {"section": "A", "contents": [{"text": "A, slut", "href": "omraader/a/slut/index.ipynb"}]},
                {"text": "B", "href": "omraader/b/index.ipynb"},
            ],
        },
    ]


def test_the_menu_leads_to_the_pages_that_there_are(tmp_path: Path) -> None:
    navbar = configuration(assembled(tmp_path))["website"]["navbar"]
    assert [item["href"] for item in navbar["left"]] == ["index.qmd", "maal/index.ipynb", "metode/index.qmd"]
    assert [item["href"] for item in navbar["right"]] == ["soeg.qmd"]


def test_a_notebook_is_published_without_the_traces_of_its_run(tmp_path: Path) -> None:
    text = (assembled(tmp_path) / "omraader" / "a" / "slut" / "index.ipynb").read_text(encoding="utf-8")
    for trace in ("papermill", "iopub", "parametre", "indsat"):
        assert trace not in text
    assert "Viser svar" in text


def test_a_page_without_a_title_gets_one(tmp_path: Path) -> None:
    out = assembled(tmp_path)

    def head(name: str) -> str:
        return json.loads((out / name).read_text(encoding="utf-8"))["cells"][0]["source"]

    assert head("omraader/a/slut/index.ipynb") == '---\ntitle: "A, slut"\n---'
    assert head("omraader/b/index.ipynb") == "---\ntitle: Egen titel\n---"
    assert head("maal/index.ipynb") == '---\ndate: 2026-01-01\ntitle: "Mål"\n---'


def test_the_assembled_project_passes_the_gate_and_builds(tmp_path: Path) -> None:
    out = assembled(tmp_path)
    check_sources(out)
    built = build_site(out, tmp_path / "_site", engine="pandoc")
    assert "omraader/a/slut/index.html" in built.made
    page = (tmp_path / "_site" / "omraader" / "a" / "slut" / "index.html").read_text(encoding="utf-8")
    assert '<link rel="icon" href="../../../assets/maalbar.svg"' in page
    assert (tmp_path / "_site" / "omraader" / "a" / "slut" / "figurer" / "x.svg").is_file()


def test_twice_the_same_changes_no_file(tmp_path: Path) -> None:
    pages, runs, out = hand_written(tmp_path / "pages"), entries(tmp_path / "runs"), tmp_path / "kilder"
    assemble(ROOT / "_quarto.yml", pages, runs, {}, out)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    assemble(ROOT / "_quarto.yml", pages, runs, {}, out)
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.rglob("*") if path.is_file()}
    assert after == before


def test_what_is_no_longer_part_is_removed(tmp_path: Path) -> None:
    pages, runs, out = hand_written(tmp_path / "pages"), entries(tmp_path / "runs"), tmp_path / "kilder"
    assemble(ROOT / "_quarto.yml", pages, runs, {}, out)
    assemble(ROOT / "_quarto.yml", pages, runs[1:], {}, out)
    assert not (out / "omraader" / "a").exists()
    assert (out / "omraader" / "b" / "index.ipynb").is_file()


def test_resources_land_where_they_are_named(tmp_path: Path) -> None:
    (tmp_path / "tal").mkdir()
    (tmp_path / "tal" / "alle.csv").write_text("a", encoding="utf-8")
    (tmp_path / "kort.json").write_text("{}", encoding="utf-8")
    resources = {"data": tmp_path / "tal", "data/kort.json": tmp_path / "kort.json"}
    assemble(ROOT / "_quarto.yml", hand_written(tmp_path / "pages"), [], resources, tmp_path / "kilder")
    project = configuration(tmp_path / "kilder")["project"]
    assert {"data/alle.csv", "data/kort.json"} <= set(project["resources"])


def test_a_front_page_may_be_a_notebook(tmp_path: Path) -> None:
    entry = PageEntry(notebook(tmp_path / "forside"), "index", "Forside", "", 0)
    assemble(ROOT / "_quarto.yml", tmp_path / "ingen", [entry], {}, tmp_path / "kilder")
    assert configuration(tmp_path / "kilder")["website"]["navbar"]["left"] == [
        {"href": "index.ipynb", "text": "Forside"}
    ]


def test_the_script_names_the_style_elements_of_this_plotly(tmp_path: Path) -> None:
    script = (assembled(tmp_path) / "assets" / "maalbar.js").read_text(encoding="utf-8")
    assert "PLOTLY_STYLE_IDS" not in script
    assert (tmp_path / "kilder" / "assets" / "plotly.min.js").read_bytes() == plotly_script().read_bytes()


def test_our_own_assets_are_small() -> None:
    folder = ROOT / "src" / "helpers" / "website" / "assets"
    assert sum((folder / name).stat().st_size for name in ("maalbar.css", "maalbar.js")) < 60_000


def test_two_pages_can_not_share_an_address(tmp_path: Path) -> None:
    page = PageEntry(notebook(tmp_path / "x"), "x", "X", "", 1)
    with pytest.raises(SiteError, match="optaget"):
        assemble(ROOT / "_quarto.yml", tmp_path / "ingen", [page, page], {}, tmp_path / "kilder")


def test_a_notebook_and_a_hand_written_page_can_not_share_an_address(tmp_path: Path) -> None:
    page = PageEntry(notebook(tmp_path / "x"), "index", "X", "", 1)
    with pytest.raises(SiteError, match=r"index\.html: adressen er optaget"):
        assemble(ROOT / "_quarto.yml", hand_written(tmp_path / "pages"), [page], {}, tmp_path / "kilder")


@pytest.mark.parametrize("address", ["/x", "../x", "a/../../x"])
def test_an_address_stays_inside_the_site(address: str, tmp_path: Path) -> None:
    page = PageEntry(notebook(tmp_path / "x"), address, "X", "", 1)
    with pytest.raises(SiteError, match="ugyldig"):
        assemble(ROOT / "_quarto.yml", tmp_path / "ingen", [page], {}, tmp_path / "kilder")


def test_missing_files_are_named_all_at_once(tmp_path: Path) -> None:
    page = PageEntry(tmp_path / "væk.ipynb", "x", "X", "", 1, (tmp_path / "væk.svg",))
    with pytest.raises(SiteError) as caught:
        assemble(tmp_path / "_quarto.yml", tmp_path / "ingen", [page], {}, tmp_path / "kilder")
    assert len(caught.value.faults) == 3


def test_somebody_elses_folder_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "kilder").mkdir()
    (tmp_path / "kilder" / "min.txt").write_text("x", encoding="utf-8")
    with pytest.raises(SiteError, match="ikke en samlet side"):
        assemble(ROOT / "_quarto.yml", tmp_path / "ingen", [], {}, tmp_path / "kilder")
