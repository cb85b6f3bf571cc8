"""What a page's text becomes: words in its language, numbers in reading order, addresses that fit its place."""

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from helpers.errors import SiteError
from helpers.website.addresses import relative_to_page, root_of, rooted
from helpers.website.engine import build_site
from helpers.website.labels import DANISH, ENGLISH, labels, long_date
from helpers.website.notebook import cell_options, to_markdown
from helpers.website.pandoc import convert
from website_features import words

CONFIG = """
project:
  type: website
lang: da
website:
  title: Prøve
  search: false
format:
  html:
    toc: true
    html-math-method: mathml
    html-table-processing: none
execute:
  enabled: false
  echo: false
"""


def main_of(folder: Path, name: str, content: str) -> Tag:
    """Build a site of one page and return its main element."""
    source = folder / "kilder"
    (source / name).parent.mkdir(parents=True)
    (source / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    (source / name).write_text(content, encoding="utf-8")
    (source / "index.qmd").write_text("---\ntitle: Forside\n---\n", encoding="utf-8")
    (source / "assets").mkdir()
    (source / "assets" / "x.svg").write_text("<svg/>", encoding="utf-8")
    build_site(source, folder / "_site", engine="pandoc")
    text = (folder / "_site" / name).with_suffix(".html").read_text(encoding="utf-8")
    main = BeautifulSoup(text, "lxml").main
    assert main is not None
    return main


ENGLISH_PAGE = """---
title: Method
lang: en
author: [A, B]
date: 2024-11-03
---

See @fig-a, @tbl-b and @eq-c.^[A note.]

![Caption](/assets/x.svg){#fig-a fig-alt="Alt"}

| a |
|---|
| 1 |

: Caption {#tbl-b}

$$ x $$ {#eq-c}

::: {.callout-important}
Text
:::
"""


def test_an_english_page_speaks_english(tmp_path: Path) -> None:
    main = main_of(tmp_path, "side.qmd", ENGLISH_PAGE)
    assert [words(node) for node in main.select(".xref")] == ["Figure 1", "Table 1", "Equation 1"]
    assert [words(node) for node in main.select("figcaption")] == ["Figure 1: Caption", "Table 1: Caption"]
    assert words(main.select(".callout-title")[0]) == "Important"
    assert words(main.select(".title-meta")[0]) == "AuthorsAB PublishedNovember 3, 2024"
    assert words(main.select(".footnotes h2")[0]) == "Footnotes"


def test_both_languages_have_the_same_words() -> None:
    assert set(DANISH) == set(ENGLISH)
    assert labels("en-GB") is ENGLISH
    assert labels("da") is DANISH


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [
        (datetime.date(2024, 11, 3), "da", "3. november 2024"),
        (datetime.datetime(2024, 1, 5, 12, tzinfo=datetime.UTC), "da", "5. januar 2024"),
        ("2024-11-03", "en", "November 3, 2024"),
        ("efteråret 2024", "da", "efteråret 2024"),
    ],
)
def test_dates_are_written_as_people_do(value: object, lang: str, shown: str) -> None:
    assert long_date(value, lang) == shown


@pytest.mark.parametrize(
    ("target", "address", "link"),
    [
        ("index.html", "index.html", "index.html"),
        ("index.html", "a/b/c.html", "../../index.html"),
        ("a/x.html#y", "a/b.html", "x.html#y"),
        ("søster å.html", "index.html", "s%C3%B8ster%20%C3%A5.html"),
    ],
)
def test_links_fit_the_place_of_the_page(target: str, address: str, link: str) -> None:
    assert relative_to_page(target, address) == link


def test_root_relative_addresses_fit_the_place_of_the_page(tmp_path: Path) -> None:
    picture = '<picture><source srcset="/assets/x.svg"><img src="/assets/x.svg" alt="b"></picture>'
    raw = f'<img src="/assets/x.svg" alt="a">{picture}'
    text = f"---\ntitle: Side\n---\n\n![Alt](/assets/x.svg) [fil](/assets/x.svg)\n\n```{{=html}}\n{raw}\n```\n"
    main = main_of(tmp_path, "en/to/side.qmd", text)
    found = [node.get("src") or node.get("srcset") or node.get("href") for node in main.select("img, source, p > a")]
    assert found == ["../../assets/x.svg"] * 5
    assert root_of("index.html") == ""
    assert rooted('<script src="/a.js">', "x/y.html") == '<script src="../a.js">'
    assert rooted('<script src="//a.js">', "x/y.html") == '<script src="//a.js">'


def test_the_files_that_a_page_shows_come_along(tmp_path: Path) -> None:
    main_of(tmp_path, "side.qmd", "---\ntitle: Side\n---\n\n![Alt](assets/x.svg) her\n")
    assert (tmp_path / "_site" / "assets" / "x.svg").is_file()


def test_a_table_keeps_the_widths_it_asks_for() -> None:
    text = '| a | b |\n|---|---|\n| 1 | 2 |\n\n: Tekst {#tbl-x tbl-colwidths="[30,70]"}\n'
    parts = convert(text, "title: x", source="x.qmd", lang="da", root="", toc_depth=3)
    assert '<col style="width: 30%" />' in parts.body
    assert "Tabel 1: Tekst" in parts.body.replace("\u00a0", " ")


def test_content_for_other_formats_is_left_out() -> None:
    text = (
        '::: {.content-visible unless-format="html"}\nA\n:::\n\n::: {.content-hidden unless-format="html"}\nB\n:::\n\n'
        '::: {.content-visible when-format="pdf"}\nC\n:::\n\n::: {.content-hidden when-format="pdf"}\nD\n:::\n'
    )
    parts = convert(text, "title: x", source="x.qmd", lang="da", root="", toc_depth=3)
    assert [line for line in parts.body.split("\n") if line.startswith("<p>")] == ["<p>B</p>", "<p>D</p>"]


def test_a_page_that_pandoc_can_not_read_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("helpers.website.pandoc.FRAGMENT", Path("findes-ikke.html"))
    with pytest.raises(SiteError, match=r"x\.qmd: pandoc kan ikke læse siden"):
        convert("x", "title: x", source="x.qmd", lang="da", root="", toc_depth=3)


# Notebooks
def notebook(*cells: dict[str, Any]) -> str:
    head = {"cell_type": "raw", "id": "h", "metadata": {}, "source": ["---\n", "title: Side\n", "---"]}
    return json.dumps({"cells": [head, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "c",
        "metadata": {},
        "execution_count": 1,
        "source": source,
        "outputs": list(outputs),
    }


def markdown(text: str) -> dict[str, Any]:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/markdown": text}}


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def test_code_is_hidden_unless_a_cell_shows_it(tmp_path: Path) -> None:
    cells = [
        code("hemmelig = 1", markdown("A")),
        code("#| echo: true\nvist = 1", markdown("B")),
        code("#| echo: true\n#| code-fold: true\n#| code-summary: Se koden\nfoldet = 1"),
        code("#| echo: true\n#| code-fold: show\naaben = 1"),
    ]
    main = main_of(tmp_path, "side.ipynb", notebook(*cells))
    assert [node.get_text().strip() for node in main.select("pre > code")] == ["vist = 1", "foldet = 1", "aaben = 1"]
    assert [
        (words(node.summary), node.has_attr("open")) for node in main.select("details.code-fold") if node.summary
    ] == [
        ("Se koden", False),
        ("Kode", True),
    ]


def test_warnings_are_shown_unless_turned_off(tmp_path: Path) -> None:
    cells = [code("x", stream("ses", "stderr")), code("#| warning: false\nx", stream("ses ikke", "stderr"))]
    main = main_of(tmp_path, "side.ipynb", notebook(*cells))
    assert [node.get_text() for node in main.select("pre > code")] == ["ses"]


def test_a_labelled_table_is_numbered_and_named(tmp_path: Path) -> None:
    cell = code("#| label: tbl-a\n#| tbl-cap: 'Med *vægt* og \"citat\"'\nx", markdown("| a |\n|---|\n| 1 |"))
    text = {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "Se @tbl-a."}
    main = main_of(tmp_path, "side.ipynb", notebook(cell, text))
    assert words(main.select("#tbl-a figcaption")[0]) == "Tabel 1: Med vægt og “citat”"
    assert [node["href"] for node in main.select(".xref")] == ["#tbl-a"]


def test_options_are_read_and_taken_out_of_the_code() -> None:
    options, rest = cell_options(
        "#| label: fig-a\n#| fig-cap: |\n#|   To\n#|   linjer\n\nx = 1\n#| ikke en indstilling"
    )
    assert options == {"label": "fig-a", "fig-cap": "To\nlinjer"}
    assert rest == "x = 1\n#| ikke en indstilling"


def test_images_get_stable_names() -> None:
    image = {"output_type": "display_data", "metadata": {}, "data": {"image/svg+xml": ["<svg>", "</svg>"]}}
    content = json.loads(notebook(code("x", image), code("#| label: fig-a\nx", stream("a"), image)))
    page = to_markdown(content, "under/side.ipynb", echo=False, warning=True)
    assert [name for name, _ in page.media] == [
        "side_files/figure-html/cell-2-output-1.svg",
        "side_files/figure-html/fig-a-output-2.svg",
    ]
    assert page.media[0][1] == b"<svg></svg>"
