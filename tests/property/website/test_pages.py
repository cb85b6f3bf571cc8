"""Whatever a notebook prints or a title says, a page shows it as it is, and nothing of it becomes markup."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.website.engine import build_site
from helpers.website.notebook import to_markdown
from helpers.website.pandoc import convert

slow = settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
hostile = st.lists(
    st.sampled_from(
        [
            "```",
            "````",
            ":::",
            "::: {.x}",
            "<script>x</script>",
            "$x$",
            "@fig-a",
            "# a",
            "a|b",
            "---",
            "æøå",
            "{=html}",
            "\\",
            "",
        ]
    ),
    min_size=1,
    max_size=6,
).map("\n".join)
plain = st.text(st.characters(categories=["L", "N", "Zs"], include_characters="&;'()!?,.:%"), min_size=1, max_size=40)


@slow
@given(printed=hostile)
def test_what_a_cell_prints_is_shown_word_for_word(printed: str) -> None:
    cell: dict[str, Any] = {"cell_type": "code", "id": "a", "source": "x", "outputs": []}
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": printed}]
    page = to_markdown(
        {"cells": [cell, {"cell_type": "markdown", "source": "Efter"}]}, "x.ipynb", echo=False, warning=True
    )
    parts = convert(page.markdown, "title: x", source="x.ipynb", lang="da", root="", toc_depth=3)
    soup = BeautifulSoup(parts.body, "lxml")
    assert soup.select("script") == []
    assert [node.get_text() for node in soup.select("p")] == ["Efter"]
    if printed.strip():
        assert [node.get_text().rstrip("\n") for node in soup.select("pre > code")] == [printed.rstrip()]


@slow
@given(title=plain, word=plain)
def test_a_title_is_shown_as_it_is(title: str, word: str) -> None:
    front = f"title: {json.dumps(title, ensure_ascii=False)}"
    parts = convert(f"Tekst {word}", front, source="x.qmd", lang="da", root="", toc_depth=3)
    shown = BeautifulSoup(f"<p>{parts.plain_title}</p>", "lxml").get_text()
    straight = str.maketrans({"‘": "'", "’": "'", "…": "."})
    assert shown.translate(straight).split() == title.replace("...", ".").translate(straight).split()


CONFIG = (
    "project:\n  type: website\nlang: da\nwebsite:\n  title: Prøve\n  search: false\nformat:\n  html:\n"
    "    html-math-method: mathml\n    html-table-processing: none\nexecute:\n  enabled: false\n"
)


@settings(max_examples=6, deadline=None, derandomize=True)
@given(texts=st.lists(st.sampled_from(["a", "b", "*c*", "## d", "[e](side0.qmd)"]), min_size=1, max_size=4))
def test_a_cached_site_is_the_same_as_a_new_one(texts: list[str]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "kilder").mkdir()
        (folder / "kilder" / "index.qmd").write_text("---\ntitle: Forside\n---\n", encoding="utf-8")
        (folder / "kilder" / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
        for round_texts in (["a"] * len(texts), texts):
            for number, text in enumerate(round_texts):
                content = f"---\ntitle: Side {number}\n---\n\n{text}\n"
                (folder / "kilder" / f"side{number}.qmd").write_text(content, encoding="utf-8")
            build_site(folder / "kilder", folder / "cached", engine="pandoc", cache=folder / "cache")
        build_site(folder / "kilder", folder / "fresh", engine="pandoc")
        assert files(folder / "cached") == files(folder / "fresh")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
