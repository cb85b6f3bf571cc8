"""Nobody can take an invented number for a finding: on every page, in every figure, file and line it is marked.

What is invented is taken from the stored observations, not from what the pages say of themselves.
"""

from __future__ import annotations

import copy
import csv
import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from helpers.observations.store import read
from helpers.observations.table import Observation, Origin, Query
from helpers.output.method_topics import topics
from helpers.output.wording import number, quantity
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.plan.model import Unit
from projects import ROOT, pages, words

PLANS = load_plans(Project(ROOT))
REGISTRY = load_registry(Project(ROOT))
MARKED = "[data-origin=synthetic]"
INVENTED = "opdigtet demonstrationstal"
DRAWN = "Demonstrationsdata: opdigtede tal"
ALT = "opdigtede demonstrationstal"
OF_METHOD = {"metode/index.html", *(f"metode/{topic.id}/index.html" for topic in topics())}
"""Worked examples are about no place."""
OF_ROUNDS = ("omraader", "aktiviteter", "helhedsplaner")


@cache
def observations(built: Path) -> tuple[Observation, ...]:
    found = [row for plan in PLANS for row in read(Project(built), Query(plan.id, audience="internal"))]
    assert {row.origin for row in found} == {Origin.DOCUMENTED, Origin.SYNTHETIC}
    return tuple(found)


def as_read(text: str) -> str:
    return " ".join(text.split())


def numbers_in(text: str) -> str:
    """Return a text without the level of its intervals, which is a number of ours and no measurement."""
    return as_read(text).replace("(95 % sikkerhed)", "")


def values(built: Path, origin: Origin) -> set[str]:
    """Return each value of an origin as readers see it, if it can be told from other numbers on a page."""
    found = set[str]()
    for row in observations(built):
        indicator = REGISTRY.indicator(row.indicator)
        if row.origin is origin and row.value is not None and indicator.unit not in (Unit.YES_NO, Unit.TEXT):
            shown = as_read(quantity(row.value, indicator))
            # `22` also is a page, a row, a day; `22,4 %` and `137 boliger` are values.
            found |= {shown} if re.search(r"\D", shown.replace(".", "")) else set()
    return found


def main_of(page: Tag) -> Tag:
    found = page.select_one("main")
    assert found is not None
    return found


def unmarked(page: Tag) -> Tag:
    """Return a page's content without all that is marked as invented."""
    rest = copy.copy(main_of(page))
    for element in rest.select(f"{MARKED}, .demo-banner, script"):
        element.decompose()
    return rest


def stands_in(value: str, text: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(value)}(?![\w]|[.,]\d)", text) is not None


def test_the_probe_sees_values_and_not_their_parts() -> None:
    assert stands_in("22,4 %", "I 2016 var den 22,4 %.")
    assert not stands_in("2,4 %", "I 2016 var den 22,4 %.")


def said_by_documents(built: Path) -> str:
    """Return all that the agreements say: their wordings, targets and notes hold numbers too."""
    plans = " ".join(plan.model_dump_json() for plan in PLANS)
    return plans + " ".join(f"{row.wording} {row.note}" for row in observations(built) if row.wording or row.note)


def test_no_invented_value_stands_unmarked_in_text(built: Path) -> None:
    invented = values(built, Origin.SYNTHETIC) - values(built, Origin.DOCUMENTED)
    documents = as_read(said_by_documents(built))
    invented = {value for value in invented if not stands_in(value.partition(" ")[0], documents)}
    assert len(invented) > 150
    probe = re.compile(r"(?<![\d.,])(" + "|".join(sorted(map(re.escape, invented))) + r")(?!\w|[.,]\d)")
    found = [f"{address}: {hit[0]}" for address, page in pages(built).items() if address not in OF_METHOD
             for hit in probe.finditer(numbers_in(words(unmarked(page))))]  # fmt: skip
    assert found == []
    seen = {hit[0] for page in pages(built).values() for hit in probe.finditer(words(main_of(page)))}
    assert len(seen) > 100


def test_a_search_result_can_show_no_invented_value(built: Path) -> None:
    documents = as_read(said_by_documents(built))
    told = values(built, Origin.SYNTHETIC) - values(built, Origin.DOCUMENTED)
    invented = {value for value in told if not stands_in(value.partition(" ")[0], documents)}
    probe = re.compile(r"(?<![\d.,])(" + "|".join(sorted(map(re.escape, invented))) + r")(?!\w|[.,]\d)")
    index = json.loads((built / "_site" / "soegeindeks.json").read_text(encoding="utf-8"))
    assert len(index) > 40
    assert any("58,3 %" in as_read(page["text"]) for page in index)  # what a document prints is found
    found = [f"{page['address']}: {hit[0]}" for page in index if page["address"] not in OF_METHOD
             for hit in probe.finditer(numbers_in(page["text"]))]  # fmt: skip
    assert found == []


def sourced(page: Tag) -> Iterator[tuple[str, Tag, str]]:
    """Yield each number of a page that has its source beside it: where, the element that shows it, the source."""
    for table in page.select("main table:not(.facts)"):  # facts are what documents say; no measurement stands there
        heads = [words(head) for head in table.select("thead th")]
        for column in ("Kilde", "Oprindelse"):
            if column in heads and "Kontrolsum" not in heads and "Vises" not in heads:
                yield from _sourced_rows(table, heads, heads.index(column))
    for tile in page.select("main li.tile"):
        figure, sources = tile.select_one(".tile-figure"), tile.select("p.tile-note")
        assert figure is not None
        yield "tile", figure, words(sources[-1]) if sources else ""


def _sourced_rows(table: Tag, heads: list[str], source: int) -> Iterator[tuple[str, Tag, str]]:
    value = max(range(len(heads)), key=lambda place: _is_value(heads[place]))
    assert _is_value(heads[value]), heads
    for row in table.select("tbody > tr:not(.goal-notes)"):
        cells = row.find_all(["th", "td"], recursive=False)
        yield " ".join(table.get("class", ["figure"])), cells[value], words(cells[source])


def _is_value(head: str) -> int:
    """Return how likely a column holds the number itself; a table of places calls its first column `Tal`."""
    value = head in ("Værdi", "Nu", "Eget tal") or head.startswith(("Nu (", "Udgangspunkt ("))
    return 2 * value or int(head == "Tal")


def test_a_number_is_marked_exactly_when_its_source_is_invented(built: Path) -> None:
    wrong, seen = list[str](), Counter[tuple[str, bool]]()
    for address, page in pages(built).items():
        for kind, shown, source in sourced(page):
            # What is hidden or missing shows no number, and a target is no measurement.
            if not source or words(shown) in ("mangler", "–", "") or words(shown).startswith(".."):
                continue
            invented = INVENTED in source
            seen[kind, invented] += 1
            if bool(shown.select(MARKED)) != invented or (invented and not shown.select(".demo-tag")):
                wrong.append(f"{address}: {kind}: {words(shown)} ({source})")
    assert wrong == []
    for kind in ("maalbar-table goals", "maalbar-table provenance", "figure", "tile"):
        assert seen[kind, True] > 20, (kind, seen)
        assert seen[kind, False] > 0, (kind, seen)


def test_a_mark_is_a_word_not_a_colour(built: Path) -> None:
    for address, page in pages(built).items():
        for element in page.select(f"main span{MARKED}"):
            assert words(element).endswith("demo"), (address, element)


def holds_marks(page: Tag) -> bool:
    return bool(page.select(f"main {MARKED}"))


def test_a_page_with_an_invented_number_begins_by_saying_so(built: Path) -> None:
    with_marks = {address for address, page in pages(built).items() if holds_marks(page)}
    with_banner = {address for address, page in pages(built).items() if page.select("main .demo-banner")}
    assert with_marks - with_banner == set()
    assert len(with_marks) > 35
    for address in sorted(with_banner):
        content = main_of(pages(built)[address])
        banner = content.select_one(".demo-banner")
        assert banner is not None
        assert "opdigtede og siger intet om området" in words(banner)
        first = content.find(attrs={"data-origin": "synthetic"})
        assert first is None or banner.sourceline is None or (banner.sourceline, banner.sourcepos) < (
            first.sourceline, first.sourcepos), address  # type: ignore[union-attr]  # fmt: skip


def test_pages_of_words_only_have_no_banner(built: Path) -> None:
    for address in ("maal/index.html", "metode/index.html", "om.html", "tilgaengelighed.html"):
        assert not pages(built)[address].select("main .demo-banner"), address


def figures(built: Path) -> Iterator[tuple[str, Tag]]:
    for address, page in pages(built).items():
        for figure in page.select("main figure.maalbar-figure"):
            yield f"{address}#{figure.get('id')}", figure


def test_a_figure_says_that_its_numbers_are_invented(built: Path) -> None:
    counted = Counter[bool]()
    for name, figure in figures(built):
        marked = figure.get("data-origin") == "synthetic"
        invented = INVENTED in words(figure.select_one("table") or figure) or bool(figure.select(f"table {MARKED}"))
        assert marked == invented, name
        counted[marked] += 1
        caption, image = figure.select_one("figcaption"), figure.select_one("img")
        assert caption is not None
        assert image is not None
        assert words(caption).startswith(DRAWN) == marked, name
        assert (ALT in str(image["alt"])) == marked, name
    assert counted[True] > 60


def drawings(built: Path, figure_name: str, figure: Tag) -> Iterator[Path]:
    folder = (built / "_site" / figure_name.partition("#")[0]).parent
    for element in figure.select("img, source"):
        yield folder / str(element.get("src") or element.get("srcset"))


def test_the_drawings_carry_the_words_and_hatching(built: Path) -> None:
    counted = Counter[bool]()
    for name, figure in figures(built):
        marked = figure.get("data-origin") == "synthetic"
        for path in drawings(built, name, figure):
            svg = BeautifulSoup(path.read_text(encoding="utf-8"), "xml")
            texts = " ".join(text.get_text() for text in svg.find_all("text"))
            assert (DRAWN in texts) == marked, path
            assert bool(svg.find_all("pattern")) or not marked, path
            counted[marked] += 1
    assert counted[True] > 120


def test_the_interactive_figures_carry_the_words(built: Path) -> None:
    for name, figure in figures(built):
        data = figure.select_one("script.figure-data")
        assert data is not None
        assert (DRAWN in json.dumps(json.loads(data.get_text()), ensure_ascii=False)) == (
            figure.get("data-origin") == "synthetic"
        ), name


def test_headlines_and_tiles_mark_what_is_invented(built: Path) -> None:
    marked = Counter[str]()
    for address, page in pages(built).items():
        for element in page.select("main .headline, main .headline-detail, main .tile-change"):
            invented = element.select(MARKED)
            marked[str(element.get("class", [""])[0])] += bool(invented)
            if INVENTED in words(element):
                assert invented, address
    assert min(marked[name] for name in ("headline", "headline-detail", "tile-change")) > 10, marked


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("place", [*OF_ROUNDS, "data"])
def test_files_mark_each_invented_row(built: Path, place: str) -> None:
    origins: dict[tuple[str, str, str, str], set[Origin]] = defaultdict(set)
    for row in observations(built):
        key = (row.evaluation, row.area, row.indicator, number(row.value, 10) if row.value is not None else "")
        origins[key].add(row.origin)
    counted = Counter[str]()
    for path in sorted((built / "_site" / place).rglob("*-tal.csv")):
        for row in rows_of(path):
            value = row["værdi"]
            assert row["oprindelse"] in (INVENTED, "dokumenteret"), path
            counted[row["oprindelse"]] += 1
            if value not in ("", ".."):
                key = (row["evaluering"], row["område_id"], row["indikator_id"],
                       number(float(value.replace(",", ".")), 10))  # fmt: skip
                if origins.get(key) == {Origin.SYNTHETIC}:
                    assert row["oprindelse"] == INVENTED, (path, row)
            assert (row["oprindelse"] == "dokumenteret") == row["kilde"].startswith("dokument"), (path, row)
    assert min(counted.values()) > 10
    assert len(counted) == 2


@pytest.mark.parametrize("place", [*OF_ROUNDS, "data"])
def test_files_of_goals_and_json_say_what_is_invented(built: Path, place: str) -> None:
    counted = Counter[str]()
    files = [path for path in (built / "_site" / place).rglob("*.json") if path.name != "struktur.json"]
    for path in sorted(files):
        content = json.loads(path.read_text(encoding="utf-8"))
        flags = {row["demonstrationsdata"] for row in content["mål"]} | {
            "ja" if row["oprindelse"] == INVENTED else "nej" for row in content["tal"]
        }
        assert content["demonstrationsdata"] == ("ja" in flags), path
        assert bool(content.get("advarsel")) == ("ja" in flags), path
        for row in content["mål"]:
            counted[row["demonstrationsdata"]] += 1
            if INVENTED in row.get("kilde", "") or row.get("kilde", "").startswith(("slagelse-2017/demo", "boliv")):
                assert row["demonstrationsdata"] == "ja", path
    assert counted["ja"] > 10


def test_the_search_index_keeps_the_mark_beside_the_number(built: Path) -> None:
    index = json.loads((built / "_site" / "soegeindeks.json").read_text(encoding="utf-8"))
    texts = {entry["address"]: as_read(entry["text"]) for entry in index}
    marked = [address for address, page in pages(built).items() if holds_marks(page)]
    assert [address for address in marked if " demo" not in texts[address]] == []
