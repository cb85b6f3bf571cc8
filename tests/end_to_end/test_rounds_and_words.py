"""Three rounds of six areas; and one set of words and numbers, whether read on the site or in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag

from helpers.output.catalogue import KIND_WORDS
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.plan.model import TargetKind
from projects import ROOT, maalbar, maalbar_json, pages, words

PLANS = load_plans(Project(ROOT))
REGISTRY = load_registry(Project(ROOT))
ROUNDS = {"baseline": "baseline", "midway": "midtvejs", "end": "slut"}
AREAS = ["loeget", "noerremarken", "motalavej", "ringparken-schackenborgvaenge", "sydbyen", "skaelskoer"]
WORDS = {"nået", "ikke nået", "kan ikke afgøres", "for få til at vise", "mangler data", "ikke forfalden"}
INVENTED = "opdigtet demonstrationstal"
SHOWN = ("word", "mark", "reason", "baseline", "now", "interval", "n", "target", "distance", "source", "demo",
         "depends")  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Which line of `status` a row of the site tells about."""

    round_label: str
    area: str
    goal: str
    main: bool
    reading: str


@pytest.fixture(scope="module")
def status(built: Path) -> list[dict[str, Any]]:
    return maalbar_json(built, "status")


def places(status: list[dict[str, Any]]) -> dict[Place, dict[str, Any]]:
    """Return the lines of `status` by place; two at one place could not be told apart on the site either."""
    found = {
        Place(row["round_label"], row["area_name"], row["goal_name"], row["main_reading"],
              "" if row["main_reading"] else row["reading"]): row
        for row in status
    }  # fmt: skip
    assert len(found) == len(status)
    return found


def plain(text: str) -> str:
    return " ".join(text.split())


def notes(cell: Tag) -> list[str]:
    return [words(note) for note in cell.select("small.cell-note")]


def number(cell: Tag) -> str:
    found = cell.select(".value, .missing, .hidden-value")
    assert len(found) == 1, cell
    return words(found[0])


def after(prefix: str, found: list[str]) -> str:
    return next((text.removeprefix(prefix).strip() for text in found if text.startswith(prefix)), "")


def read_status(cell: Tag) -> tuple[str, str]:
    (shown,) = cell.select(".status")
    (mark,) = shown.select(".status-mark")
    return words(mark), words(shown).removeprefix(words(mark)).strip()


def depends(cell: Tag) -> str:
    return " ".join(words(mark) for mark in cell.select(".status-depends"))


def label_of(page: Tag) -> str:
    return words(page.select_one("nav.rounds [aria-current=page]") or page)


def goal_rows(page: Tag, area: str | None) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield each row of a page's goal tables: its place, and what it shows by the names that `status` has."""
    for table in page.select("table.goals"):
        heads = [words(head) for head in table.select("thead th")]
        for row in table.select("tbody > tr:not(.goal-notes)"):
            cells = dict(zip(heads, row.find_all(["th", "td"], recursive=False), strict=True))
            first = cells["Mål"]
            told = notes(first)
            main = "other-reading" not in row.get("class", [])
            name = words(first)
            for text in told:
                name = name.removesuffix(text).strip() if name.endswith(text) else name.replace(text, "").strip()
            where = after("Afgøres af tallet for", told).removesuffix(".")
            deciding = words(cells["Område"]) if "Område" in cells else where or area or _caption_area(table)
            place = Place(label_of(page), deciding, name, main, after("En anden læsning:", told))
            yield place, _shown(cells)


def _caption_area(table: Tag) -> str:
    caption = words(table.select_one("caption") or table)
    return max((found.name for found in REGISTRY.areas if f"Mål for {found.name}," in caption), key=len)


def _shown(cells: dict[str, Tag]) -> dict[str, Any]:
    now = next(cell for head, cell in cells.items() if head.startswith(("Nu (", "Udgangspunkt (")))
    goal, state = cells["Målet er"], cells["Status"]
    mark, word = read_status(state)
    distance = after("Nu:", notes(goal))
    target = words(goal).removesuffix("demo").strip().removesuffix(f"Nu: {distance}").strip()
    shown = {
        "word": word,
        "mark": mark,
        "depends": depends(state),
        "reason": notes(state)[0],
        "now": number(now),
        "told": notes(now),
        "target": target.removesuffix("demo").strip(),
        "distance": distance,
        "source": words(cells["Kilde"]),
        # A hidden number can't be marked; its source says what it was.
        "demo": any(cell.select("[data-origin=synthetic]") for cell in cells.values())
        or INVENTED in words(cells["Kilde"]),
    }
    return shown | ({"baseline": number(cells["Udgangspunkt"])} if "Udgangspunkt" in cells else {})


def differences(place: Place, shown: dict[str, Any], row: dict[str, Any]) -> list[str]:
    """Return where a row of the site and the line of `status` part."""
    pairs = {name: (shown[name], row[name]) for name in SHOWN if name in shown}
    if shown["source"] == "–":
        del pairs["source"]
    wrong = [f"{place} {name}: site {one!r}, status {two!r}" for name, (one, two) in pairs.items()
             if one != (plain(two) if isinstance(two, str) else two)]  # fmt: skip
    if shown["now"] not in ("mangler", ".."):
        told = " ".join(shown["told"])
        wrong += [f"{place}: the site leaves out {row[name]!r}" for name in ("interval", "n")
                  if plain(row[name]) not in told]  # fmt: skip
    return wrong


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("round_id", ROUNDS)
def test_each_area_has_a_page_for_each_round(built: Path, area: str, round_id: str) -> None:
    page = pages(built)[f"omraader/{area}/{ROUNDS[round_id]}/index.html"]
    plan = next(found for found in PLANS if area in found.areas)
    label = next(found.label for found in plan.rounds if found.id == round_id)
    assert words(page.select_one("h1") or page) == f"{REGISTRY.area(area).name}: {label}"
    assert label_of(page) == label
    assert len(page.select("table.goals tbody th[scope=row]")) > 0
    assert [words(link) for link in page.select("nav.rounds a")] == [found.label for found in plan.rounds]


@pytest.mark.parametrize("kind", list(TargetKind))
def test_every_kind_of_target_is_judged_on_the_site(built: Path, kind: TargetKind) -> None:
    goals = [(plan, goal) for plan in PLANS for goal in plan.goals if goal.target.kind is kind]
    assert goals
    catalogue = words(pages(built)["maal/index.html"].select_one("main") or Tag(name="p"))
    assert KIND_WORDS[kind] in catalogue
    judged = set[str]()
    for address, page in pages(built).items():
        if address.startswith(("omraader/", "helhedsplaner/", "aktiviteter/")) and address.count("/") == 3:
            judged |= {place.goal for place, _ in goal_rows(page, _area_of(address))}
            judged |= {words(head) for head in page.select("table.matrix th")}
    assert {plain(goal.short_name) for _, goal in goals} <= judged


def test_there_are_enough_goals() -> None:
    assert sum(len(plan.goals) for plan in PLANS) >= 24


def test_status_uses_the_six_words(status: list[dict[str, Any]]) -> None:
    assert {row["word"] for row in status} <= WORDS
    # A demonstration that never hides, never misses and never reaches would show nothing.
    assert len({row["word"] for row in status}) >= 5
    assert {row["round"] for row in status} == set(ROUNDS)
    assert any(row["depends"] for row in status), "a goal that depends on how it is read must be seen to do so"


def _area_of(address: str) -> str | None:
    parts = address.split("/")
    return REGISTRY.area(parts[1]).name if len(parts) == 4 and parts[0] == "omraader" else None


def test_the_goal_tables_say_what_status_says(built: Path, status: list[dict[str, Any]]) -> None:
    lines, wrong, seen = places(status), list[str](), Counter[str]()
    for address, page in pages(built).items():
        for place, shown in goal_rows(page, _area_of(address)):
            if place not in lines:
                wrong.append(f"{address}: {place} is not in status")
                continue
            seen[address.split("/")[0]] += 1
            wrong += [f"{address}: {text}" for text in differences(place, shown, lines[place])]
    assert wrong == []
    assert seen.total() > 300
    assert min(seen[kind] for kind in ("omraader", "aktiviteter", "helhedsplaner")) >= 10


def matrix_cells(page: Tag) -> Iterator[tuple[str, str, str, str]]:
    """Yield caption, the two headings, mark and word of each judged cell of a page's overviews.

    A barometer tells how lines move, which no goal decides; its table looks alike and is none of them.
    """
    for table in page.select("table.matrix:not(.barometer)"):
        across = [words(head) for head in table.select("thead th")][1:]
        for row in table.select("tbody tr"):
            down = words(row.select_one("th") or row)
            for head, cell in zip(across, row.select("td"), strict=True):
                if cell.select(".status"):
                    shown = " ".join((*read_status(cell), depends(cell))).strip()
                    yield words(table.select_one("caption") or table), down, head, shown


def test_the_overviews_say_what_status_says(built: Path, status: list[dict[str, Any]]) -> None:
    main = {
        (row["evaluation"], plain(row["round_label"]), plain(row["goal_name"]), plain(row["area_name"])): row
        for row in status
        if row["main_reading"]
    }
    compared = Counter[str]()
    for address, page in pages(built).items():
        for caption, down, across, shown in matrix_cells(page):
            (plan,) = [found for found in PLANS if f"Status for {found.short_name}, " in caption]
            (label,) = [found.label for found in plan.rounds if found.label in caption]
            keys = [(plan.id, label, *pair) for pair in ((down, across), (across, down))]
            (row,) = [main[key] for key in keys if key in main]
            assert shown == f"{row['mark']} {row['word']} {row['depends']}".strip(), (address, down, across)
            compared[address.split("/")[0]] += 1
    assert compared.total() > 300
    assert {"index.html", "sammenligning", "helhedsplaner"} <= set(compared)


def test_every_goal_of_an_area_stands_on_its_page(built: Path, status: list[dict[str, Any]]) -> None:
    for area in AREAS:
        name = REGISTRY.area(area).name
        for round_id, at in ROUNDS.items():
            page = pages(built)[f"omraader/{area}/{at}/index.html"]
            shown = {(place.goal, place.main, place.reading) for place, _ in goal_rows(page, name)
                     if place.area == name}  # fmt: skip
            own = {
                (plain(row["goal_name"]), row["main_reading"], "" if row["main_reading"] else plain(row["reading"]))
                for row in status
                if (row["area"], row["round"]) == (area, round_id)
            }
            assert own == shown, (area, round_id)


def test_the_terminal_prints_the_same_words_and_marks_what_is_invented(
    built: Path, status: list[dict[str, Any]]
) -> None:
    ran = maalbar(built, "status", COLUMNS="2000")
    assert ran.code == 0, ran.text
    lines = [plain(line) for line in ran.stdout.splitlines()]
    for row in status:
        shown = [
            line for line in lines if all(plain(row[name]) in line for name in ("word", "mark", "area_name", "now"))
        ]
        assert shown, row
    assert ran.text.count("(demo)") == sum(row["demo"] for row in status)


@pytest.mark.parametrize(
    ("arguments", "field", "value"),
    [
        (("--evaluation", "bolivvejle-2013"), "evaluation", "bolivvejle-2013"),
        (("--area", "motalavej"), "area", "motalavej"),
        (("--round", "midway"), "round", "midway"),
    ],
)
def test_status_can_be_narrowed(
    built: Path, status: list[dict[str, Any]], arguments: tuple[str, ...], field: str, value: str
) -> None:
    narrowed = maalbar_json(built, "status", *arguments)
    assert narrowed == [row for row in status if row[field] == value]
    assert 0 < len(narrowed) < len(status)
