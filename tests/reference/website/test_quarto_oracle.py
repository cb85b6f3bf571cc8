"""The embedded engine gives readers what Quarto gives them, and the gate refuses what the two would not share."""

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.errors import SiteError
from helpers.website.engine import build_site
from helpers.website.gate import check_page, check_sources
from helpers.website.quarto import find_quarto
from recorded import ORACLE, recorded_project
from website_features import differences, site_features

SITE_PAGES = sorted(json.loads((ORACLE / "site.json").read_text(encoding="utf-8")))
CONFIG = """
project:
  type: website
lang: da
website:
  title: "Prøve"
  search: false
  page-navigation: true
  navbar:
    left:
      - index.qmd
      - href: https://example.org
        text: Ekstern
  sidebar:
    style: docked
    contents:
      - index.qmd
      - section: "Mappe"
        contents:
          - callouts.qmd
          - section: "Dybere"
            contents:
              - tabeller.qmd
              - figurer.qmd
      - tekst.qmd
format:
  html:
    toc: true
    html-math-method: mathml
    html-table-processing: none
execute:
  enabled: false
"""


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("embedded")
    output = folder / "_site"
    build_site(recorded_project("site", folder / "source"), output, engine="pandoc")
    return site_features(output)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return what Quarto makes of the same sources: live where it is installed, else as recorded."""
    if find_quarto() is None:
        return json.loads((ORACLE / "site.json").read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("quarto")
    output = folder / "_site"
    build_site(recorded_project("site", folder / "source"), output, engine="quarto")
    return site_features(output)


def test_both_engines_make_the_same_pages(embedded: dict[str, Any], reference: dict[str, Any]) -> None:
    assert sorted(embedded) == sorted(reference) == SITE_PAGES


@pytest.mark.parametrize("page", SITE_PAGES)
def test_both_engines_give_the_same_features(page: str, embedded: dict[str, Any], reference: dict[str, Any]) -> None:
    assert differences(reference[page], embedded[page]) == []


# The edge cases: mended where the gate refuses them, and the recorded features changed in the same places only.
def _mended(folder: Path) -> Path:
    recorded_project("edge-cases", folder)
    (folder / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    for name in ("callouts2.qmd", "uden_titel.qmd"):
        (folder / name).unlink()
    _replace(folder / "index.qmd", ('"Forside & *mere*: `kode`"', '"Forside & mere: kode"'))
    _replace(folder / "tekst.qmd", ('{.python code-line-numbers="true"}', "{.python}"))
    _replace(
        folder / "figurer.qmd",
        ("![](billeder/kort.svg)\n\n![Billedtekst](", '![](billeder/kort.svg){fig-alt="Et"}\n\n![Billedtekst]('),
        ("![Billedtekst](billeder/kort.svg)\n", '![Billedtekst](billeder/kort.svg){fig-alt="To"}\n'),
        ('{#fig-b fig-align="left"}', '{#fig-b fig-alt="Tre"}'),
        ("[![Link](billeder/kort.svg)](https://example.org)\n\n", ""),
        ("![Rod](/billeder/kort.svg)", '![Rod](/billeder/kort.svg){fig-alt="Fire"}'),
    )
    notebook = json.loads((folder / "nb.ipynb").read_text(encoding="utf-8"))
    notebook["cells"][0]["source"] = '---\ntitle: "Notesbog uden front matter"\n---\n\nIndledning.'
    for number, alt in ((9, "Fem"), (15, "Seks")):
        notebook["cells"][number]["source"] = f"#| fig-alt: {alt}\n" + "".join(notebook["cells"][number]["source"])
    (folder / "nb.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def _replace(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def _expected_edges() -> dict[str, Any]:
    recorded = json.loads((ORACLE / "edge-cases.json").read_text(encoding="utf-8"))
    for page in recorded.values():
        page["nav:navbar"].remove(["https://example.org/kode", ""])  # a bare icon, refused
        page["nav:sidebar"][0][1] = "Forside & mere: kode"  # a title with markup, refused
        page["nav:crumbs"] = [[href, text.replace("*", "").replace("`", "")] for href, text in page["nav:crumbs"]]
    front = recorded["index.html"]["text"]
    front[2:4] = ["mere:"]  # the recorded title has markup here, which splits the word
    figures = recorded["figurer.html"]
    for number, alt in ((0, "Et"), (1, "To"), (4, "Tre"), (7, "Fire")):
        assert figures["images"][number][1] is None
        figures["images"][number][1] = alt
    del figures["images"][5]  # an image that is a link, refused
    figures["links"].remove(["https://example.org", ""])
    figures["captions"].remove("Link")
    figures["text"].remove("Link")
    recorded["tekst.html"]["links"].remove(["tekst.html#cb4-1", ""])  # a line number, refused
    recorded["nb.html"]["images"][0][1] = "Fem"
    recorded["nb.html"]["images"][2][1] = "Seks"
    return recorded


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("edges")
    build_site(_mended(folder / "source"), folder / "_site", engine="pandoc")
    return site_features(folder / "_site")


EDGE_PAGES = [
    "callouts.html",
    "figurer.html",
    "index.html",
    "mappe/dyb.html",
    "mappe/søster.html",
    "nb.html",
    "tabeller.html",
    "tekst.html",
    "under mappe/med mellemrum.html",
]


@pytest.mark.parametrize("page", EDGE_PAGES)
def test_the_edges_of_the_subset_give_the_same_features(page: str, edges: dict[str, Any]) -> None:
    assert differences(_expected_edges()[page], edges[page]) == []


REFUSED = [
    ("_quarto.yml:13", "“icon”"),
    ("_quarto.yml:1", "search: false"),
    ("_quarto.yml:1", "enabled: false"),
    ("callouts2.qmd:4", "appearance"),
    ("callouts2.qmd:9", "appearance"),
    ("callouts2.qmd:13", "tip-x"),
    ("callouts2.qmd:18", "@tip-x"),
    ("figurer.qmd:4", "![](billeder/kort.svg)"),
    ("figurer.qmd:6", "![Billedtekst](billeder/kort.svg)"),
    ("figurer.qmd:12", "fig-align"),
    ("figurer.qmd:12", "fig-b"),
    ("figurer.qmd:14", "[![Link]"),
    ("figurer.qmd:26", "![Rod]"),
    ("index.qmd:2", "*mere*"),
    ("nb.ipynb, celle 1,", "titlen mangler"),
    ("nb.ipynb, celle 10,", "uden fig-alt"),
    ("nb.ipynb, celle 16,", "uden fig-alt"),
    ("tekst.qmd:72", "code-line-numbers"),
    ("uden_titel.qmd:1", "titlen mangler"),
]


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """All faults of the edge cases as recorded: of the configuration, and of each page."""
    source = recorded_project("edge-cases", tmp_path_factory.mktemp("refused") / "source")
    with pytest.raises(SiteError) as caught:
        check_sources(source)
    pages = sorted(
        path.relative_to(source).as_posix() for pattern in ("*.qmd", "*.ipynb") for path in source.rglob(pattern)
    )
    return [
        str(fault) for fault in (*caught.value.faults, *(fault for page in pages for fault in check_page(source, page)))
    ]


@pytest.mark.parametrize(("place", "value"), REFUSED)
def test_the_gate_refuses(place: str, value: str, faults: list[str]) -> None:
    assert [fault for fault in faults if fault.startswith(place) and value in fault]


def test_the_gate_refuses_nothing_else(faults: list[str]) -> None:
    known = [fault for fault in faults if any(fault.startswith(place) and value in fault for place, value in REFUSED)]
    assert sorted(known) == sorted(faults)
