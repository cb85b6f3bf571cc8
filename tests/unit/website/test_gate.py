"""The gate names file, line, value, rule and remedy of everything outside the subset, and lets the subset pass."""

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.errors import SiteError
from helpers.website.gate import check_page, check_sources

CONFIG = """project:
  type: website
lang: da
website:
  title: Prøve
  search: false
format:
  html:
    html-math-method: mathml
    html-table-processing: none
execute:
  enabled: false
"""
FRONT = "---\ntitle: Side\n---\n\n"


def project(folder: Path, text: str = FRONT, config: str = CONFIG) -> Path:
    (folder / "_quarto.yml").write_text(config, encoding="utf-8")
    (folder / "index.qmd").write_text(text, encoding="utf-8")
    return folder


REFUSED_TEXT = [
    "```{python}\n1 + 1\n```",
    "```{mermaid}\ngraph TD\n```",
    "```{ojs}\nx = 1\n```",
    "```{=latex}\n\\x\n```",
    "Tallet er `{python} x`.",
    "Tallet er `r x`.",
    "{{< include andet.qmd >}}",
    "{{< video film.mp4 >}}",
    "Kode: `{{< x >}}`",
    "```markdown\n{{< x >}}\n```",
    '::: {layout-ncol="2"}\n:::',
    '::: {layout="[[1,1]]"}\n:::',
    "::: {.column-page}\n:::",
    "::: {.column-margin}\n:::",
    "[note]{.aside}",
    '::: {.callout-note appearance="simple"}\n:::',
    "::: {#nte-x .callout-note}\n:::",
    "::: {.callout-note #nte-x}\n:::",
    "::: {.callout-fare}\n:::",
    "::: {#thm-x}\n:::",
    "::: {.panel-input}\n:::",
    "```{#lst-x .python}\nx\n```",
    '```{.python code-line-numbers="true"}\nx\n```',
    "```python\nx = 1  # <1>\n```",
    "Se @sec-et.",
    "Som vist [@hansen2020].",
    "Se @fig-findes-ikke.",
    "![](x.svg)",
    "![Billedtekst](x.svg)",
    "Tekst ![](x.svg) tekst.",
    '![x](x.svg){fig-align="left" fig-alt="x"}',
    '![x](x.svg){.lightbox fig-alt="x"}',
    '![x](https://example.org/x.png){fig-alt="x"}',
    '[![x](x.svg){fig-alt="x"}](https://example.org)',
    '```{=html}\n<img src="https://example.org/x.png" alt="x">\n```',
    '```{=html}\n<script src="//example.org/x.js"></script>\n```',
    '```{=html}\n<link rel="stylesheet" href="https://example.org/x.css">\n```',
    '```{=html}\n<iframe src="side.html"></iframe>\n```',
    "```{=html}\n<script>alert(1)</script>\n```",
    '```{=html}\n<a href="#" onclick="x()">x</a>\n```',
    "```{=html}\n<style>@import 'x.css';</style>\n```",
    '```{=html}\n<p style="background:url(https://example.org/x.png)">x</p>\n```',
    '```{=html}\n<img src="x.png">\n```',
]


@pytest.mark.parametrize("text", REFUSED_TEXT)
def test_text_outside_the_subset_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        check_sources(project(tmp_path, FRONT + text + "\n"))
    fault = caught.value.faults[0]
    assert fault.place.startswith("index.qmd:")
    assert int(fault.place.split(":")[1]) in range(5, 5 + len(text.split("\n")))
    assert fault.value
    assert fault.rule.endswith(".")
    assert fault.remedy.endswith(".")


ACCEPTED_TEXT = [
    "Skriv til a@b.dk. Se <https://example.org> og [her](https://example.org/@navn).",
    "`@sec-x` og `![](x.svg)` er kode.\n\n```markdown\n@sec-x ![](x.svg)\n```",
    '![Tekst](x.svg){#fig-x fig-alt="Alt" width=50%}\n\nSe @fig-x og @Fig-x.',
    "Et ![lille](x.svg) billede.",
    "(@god) Et eksempel.\n\nSom (@god) viser.",
    "| a |\n|---|\n| 1 |\n\n: Tabel {#tbl-x}\n\n[@tbl-x] og [-@tbl-x].",
    "$$\nx\n$$ {#eq-x}\n\n@eq-x",
    '```{=html}\n<script type="application/json" class="figure-data">{"x": "@sec-x <iframe> onload= https://x.dk"}</script>\n```',
    '```{=html}\n<script src="/assets/x.js"></script><a href="https://example.org">ud</a>\n```',
    '::: {.panel-tabset}\n## A\n::: {.callout-tip collapse=true title="T"}\nx\n:::\n:::',
    '```{.python filename="a.py"}\nx\n```',
    '::: {.content-visible when-format="html"}\nx\n:::',
    "a\\@b og 5 \\@ 3.",
]


@pytest.mark.parametrize("text", ACCEPTED_TEXT)
def test_text_inside_the_subset_passes(text: str, tmp_path: Path) -> None:
    check_sources(project(tmp_path, FRONT + text + "\n"))


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("title: 'Med *vægt*'", 2),
        ("title: 'Med `kode`'", 2),
        ("subtitle: Uden titel", 1),
        ("title: Side\nformat: html", 3),
        ("title: Side\nbibliography: x.bib", 3),
        ("title: Side\njupyter: python3", 3),
        ("title: Side\nnumber-sections: true", 3),
        ("title: Side\nexecute:\n  freeze: true", 3),
        ("title: Side\nexecute:\n  enabled: true", 3),
        ("title: Side\nauthor:\n  - name: A\n    orcid: 1", 3),
        ("title: Side\ntoc-depth: dyb", 3),
        ("title: [}", 2),
        ("title: Side: med kolon", 2),
    ],
)
def test_front_matter_outside_the_subset_is_refused(front: str, line: int, tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        check_sources(project(tmp_path, f"---\n{front}\n---\n\nTekst.\n"))
    assert [fault.place for fault in caught.value.faults] == [f"index.qmd:{line}"]


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("  search: false\n", "", "search: false"),
        ("  search: false\n", "  search: true\n", "search: true"),
        ("    html-math-method: mathml\n", "", "html-math-method"),
        ("mathml", "mathjax", "mathjax"),
        ("    html-table-processing: none\n", "", "html-table-processing"),
        ("  enabled: false\n", "  freeze: auto\n", "freeze"),
        ("  type: website\n", "  type: book\n", "type: book"),
        ("  type: website\n", "  type: website\n  render: ['*.qmd']\n", "render"),
        ("  type: website\n", "  type: website\n  pre-render: x.py\n", "pre-render"),
        ("  type: website\n", "  type: website\n  post-render: x.py\n", "x.py"),
        ("  html:\n", "  html:\n    theme: cosmo\n", "cosmo"),
        ("  html:\n", "  html:\n    theme: [default, x.scss]\n", "theme"),
        ("  html:\n", "  html:\n    code-tools: true\n", "code-tools"),
        ("  html:\n", "  html:\n    include-in-header: x.html\n", "include-in-header"),
        ("  html:\n", "  html:\n    toc-depth: dyb\n", "toc-depth"),
        ("format:\n", "format:\n  pdf: default\n", "pdf"),
        ("  title: Prøve\n", "  title: Prøve\n  google-analytics: X\n", "google-analytics"),
        ("  title: Prøve\n", "  title: Prøve\n  sidebar:\n    - contents: [index.qmd]\n", "sidebar"),
        ("  title: Prøve\n", "  title: Prøve\n  sidebar:\n    contents: auto\n", "auto"),
        ("  title: Prøve\n", "  title: Prøve\n  sidebar:\n    contents: ['*.qmd']\n", "contents"),
        ("  title: Prøve\n", "  title: Prøve\n  navbar:\n    tools: []\n", "tools"),
        ("  title: Prøve\n", "  title: Prøve\n  navbar:\n    left:\n      - icon: github\n", "left"),
        ("  title: Prøve\n", "  title: Prøve\n  navbar:\n    left:\n      - findes-ikke.qmd\n", "findes-ikke.qmd"),
        ("  title: Prøve\n", "  title: Prøve\n  page-footer:\n    top: x\n", "page-footer"),
        ("lang: da\n", "lang: da\nbibliography: x.bib\n", "bibliography"),
        ("lang: da\n", "lang: [\n", "læses"),
    ],
)
def test_configuration_outside_the_subset_is_refused(old: str, new: str, value: str, tmp_path: Path) -> None:
    assert CONFIG.count(old) == 1
    with pytest.raises(SiteError) as caught:
        check_sources(project(tmp_path, config=CONFIG.replace(old, new)))
    assert any(fault.place.startswith("_quarto.yml") and value in fault.value for fault in caught.value.faults)


@pytest.mark.parametrize(
    "name", ["_metadata.yml", "_quarto-intern.yml", "_brand.yml", "_extensions/x/y.lua", "_freeze/x"]
)
def test_files_that_change_pages_behind_their_back_are_refused(name: str, tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("x", encoding="utf-8")
    with pytest.raises(SiteError):
        check_sources(tmp_path)


def test_a_folder_without_configuration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"_quarto\.yml mangler"):
        check_sources(tmp_path)


def test_a_site_without_a_front_page_is_refused(tmp_path: Path) -> None:
    (project(tmp_path) / "index.qmd").rename(tmp_path / "side.qmd")
    with pytest.raises(SiteError, match="forsiden mangler"):
        check_sources(tmp_path)


def test_an_empty_configuration_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="er tom"):
        check_sources(project(tmp_path, config=""))


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(SiteError) as caught:
        check_sources(project(tmp_path, FRONT + "@sec-a\n\n@sec-b\n\n![](x.svg)\n"))
    assert [fault.place for fault in caught.value.faults] == ["index.qmd:5", "index.qmd:7", "index.qmd:9"]


@pytest.mark.parametrize(
    ("name", "content"), [("side.qmd", b"\xff\xfe"), ("side.ipynb", b"{"), ("side.ipynb", b"\xff")]
)
def test_a_file_that_can_not_be_read_is_a_fault(name: str, content: bytes, tmp_path: Path) -> None:
    (project(tmp_path) / name).write_bytes(content)
    with pytest.raises(SiteError, match=f"{name}: kan ikke læses"):
        check_sources(tmp_path)


def test_raw_html_may_run_over_lines(tmp_path: Path) -> None:
    check_sources(project(tmp_path, FRONT + '```{=html}\n<img\n  src="x.svg"\n  alt="x">\n```\n'))
    text = FRONT + '```{=html}\n<p>x</p>\n<img\n  src="//example.org/x.svg"\n  alt="x">\n```\n'
    with pytest.raises(SiteError) as caught:
        check_sources(project(tmp_path, text))
    assert [fault.place for fault in caught.value.faults] == ["index.qmd:7"]


# Notebooks
def display(**data: str) -> dict[str, Any]:
    kinds = {name.replace("__", "/").replace("_", "."): value for name, value in data.items()}
    return {"output_type": "display_data", "metadata": {}, "data": kinds}


def code(source: str, *outputs: dict[str, Any]) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "execution_count": 1,
        "source": source,
        "outputs": list(outputs),
    }


def faults_of(folder: Path, *cells: dict[str, Any]) -> list[str]:
    head = {"cell_type": "raw", "id": "h", "metadata": {}, "source": "---\ntitle: Side\n---"}
    notebook = {"cells": [head, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "side.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return [str(fault) for fault in check_page(folder, "side.ipynb")]


PNG = {"image/png": "iVBORw0KGgo="}


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (code("x", display(text__html="<table></table>")), "text/html"),
        (code("x", display(text__html="<table></table>", text__markdown="x")), "text/html"),
        (
            code("x", {"output_type": "display_data", "metadata": {}, "data": {"application/vnd.plotly.v1+json": {}}}),
            "plotly",
        ),
        (
            code("x", {"output_type": "display_data", "metadata": {}, "data": {"application/javascript": "x"}}),
            "javascript",
        ),
        (code("x", {"output_type": "display_data", "metadata": {}, "data": PNG}), "fig-alt"),
        (
            code("x", {"output_type": "error", "ename": "ValueError", "evalue": "hemmelig", "traceback": []}),
            "ValueError",
        ),
        (code("#| column: page\nx"), "column"),
        (code("#| fig-align: left\nx"), "fig-align"),
        (code("#| label: [\nx"), "#|"),
        (code("#| label: lst-x\nx"), "lst-x"),
        (code("#| label: fig-x\nx", display(text__markdown="a"), display(text__markdown="b")), "viser 2 ting"),
        (code("x", display(text__markdown="Se @sec-x.")), "@sec-x"),
        (code("#| output: asis\nx", {"output_type": "stream", "name": "stdout", "text": "{{< x >}}"}), "{{< x >}}"),
        ({"cell_type": "raw", "id": "r", "metadata": {}, "source": "x"}, "raw"),
        ({"cell_type": "markdown", "id": "m", "metadata": {}, "source": "ok\n\n@fig-nej"}, "@fig-nej"),
    ],
)
def test_notebook_cells_outside_the_subset_are_refused(cell: dict[str, Any], value: str, tmp_path: Path) -> None:
    faults = faults_of(tmp_path, cell)
    assert len(faults) == 1
    assert faults[0].startswith("side.ipynb, celle 2, linje ")
    assert value in faults[0]
    assert "hemmelig" not in faults[0]


def test_notebook_cells_inside_the_subset_pass(tmp_path: Path) -> None:
    shown = {"output_type": "display_data", "metadata": {}, "data": PNG}
    cells = [
        code("#| label: fig-a\n#| fig-cap: Tekst\n#| fig-alt: Alt\nx", shown),
        code("#| include: false\nx", display(text__html="<b>")),
        code("#| output: false\nx", display(text__html="<b>")),
        code("x", display(text__markdown="| a |\n|---|\n| 1 |\n\n: Tabel {#tbl-b}", text__plain="x")),
        {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "Se @fig-a og @tbl-b."},
    ]
    assert faults_of(tmp_path, *cells) == []


def test_an_image_in_a_hidden_cell_needs_no_text(tmp_path: Path) -> None:
    shown = {"output_type": "display_data", "metadata": {}, "data": PNG}
    assert faults_of(tmp_path, code("#| include: false\nx", shown)) == []
