"""Every address, link and download of the built site leads where it says."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from helpers.output.addresses import ADDRESS_OF_ROUND, activities_with_pages
from helpers.output.method_topics import topics
from helpers.paths import Project
from helpers.plan.loading import load_plans
from helpers.plan.model import Plan
from projects import ROOT, pages

QUESTIONS = ("barometer", "forskel")
"""Folders of the pages that ask one question of a whole plan."""
BASE = "http://site.invalid/"
LINKING = {"href", "src", "srcset", "poster", "data", "action"}
PLANS = load_plans(Project(ROOT))
OVERVIEWS = {
    "index.html",
    "omraader/index.html",
    "aktiviteter/index.html",
    "helhedsplaner/index.html",
    "sammenligning/index.html",
    "maal/index.html",
    "datakvalitet/index.html",
    "aendringer/index.html",
    "data/index.html",
    "hvad-er-med/index.html",
    "metode/index.html",
    *(f"metode/{topic.id}/index.html" for topic in topics()),
    "om.html",
    "tilgaengelighed.html",
    "soeg.html",
}


def rounds_of(plan: Plan) -> list[str]:
    return [ADDRESS_OF_ROUND[found.id] for found in plan.rounds]


def links(address: str, soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Yield each address that a page points to: file below the site, and fragment."""
    for element in soup.find_all(True):
        for name in LINKING & set(element.attrs):
            for part in str(element[name]).split(",") if name == "srcset" else [str(element[name])]:
                target = urljoin(BASE + address, part.split()[0] if part.split() else "")
                assert target.startswith(BASE), f"{address}: {element[name]} leads out of the site"
                path, fragment = urldefrag(target.removeprefix(BASE))
                yield unquote(path.partition("?")[0]), unquote(fragment)


def files_linked(built: Path, ending: str) -> list[Path]:
    site = built / "_site"
    found = {path for address, soup in pages(built).items() for path, _ in links(address, soup)}
    return sorted(site / path for path in found if path.endswith(ending))


def test_every_link_leads_somewhere(built: Path) -> None:
    site, ids = built / "_site", {}
    for address, soup in pages(built).items():
        ids[address] = {str(element["id"]) for element in soup.find_all(id=True)}
    checked, lost = 0, []
    for address, soup in pages(built).items():
        for path, fragment in links(address, soup):
            checked += 1
            if not (site / path).is_file() or (fragment and fragment not in ids.get(path, ())):
                lost.append(f"{address} -> {path}{'#' if fragment else ''}{fragment}")
    assert lost == []
    assert checked > 3000


def test_no_id_stands_twice_on_a_page(built: Path) -> None:
    twice = []
    for address, soup in pages(built).items():
        found = [str(element["id"]) for element in soup.find_all(id=True)]
        twice += [f"{address}#{name}" for name in sorted(set(found)) if found.count(name) > 1]
    assert twice == []


def test_every_page_can_be_reached_from_the_front_page(built: Path) -> None:
    reached, coming = set[str](), ["index.html"]
    while coming:
        address = coming.pop()
        if address in reached or address not in pages(built):
            continue
        reached.add(address)
        coming += [path for path, _ in links(address, pages(built)[address])]
    assert set(pages(built)) - reached == set()


def test_addresses_are_those_of_the_design(built: Path) -> None:
    areas = {f"omraader/{area}/{at}/index.html" for plan in PLANS for area in plan.areas for at in rounds_of(plan)}
    folders = {plan.id: (*rounds_of(plan), "aftalen", *QUESTIONS) for plan in PLANS}
    plans = {f"helhedsplaner/{plan}/{at}/index.html" for plan, of_plan in folders.items() for at in of_plan}
    activities = {
        f"aktiviteter/{activity.id.removeprefix('act-')}/{at}/index.html"
        for plan in PLANS
        for activity in activities_with_pages(plan)
        for at in rounds_of(plan)
    }
    assert {
        "aktiviteter/aktivt-liv/slut/index.html",
        "aktiviteter/tjansen-lommepenge/baseline/index.html",
    } <= activities
    assert len(areas) == 6 * 3 + 5 * 2
    assert set(pages(built)) == areas | plans | activities | OVERVIEWS


def test_addresses_are_plain(built: Path) -> None:
    plain = re.compile(r"[A-Za-z0-9._/-]+")
    names = [path.relative_to(built / "_site").as_posix() for path in (built / "_site").rglob("*")]
    assert [name for name in names if not plain.fullmatch(name)] == []


def read_csv(path: Path) -> list[dict[str, str]]:
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), f"{path}: Excel reads Danish letters only after a byte order mark"
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";", strict=True))
    assert all(None not in row and None not in row.values() for row in rows), f"{path}: a row of another length"
    return rows


def columns_of(path: Path) -> set[str]:
    return set(path.read_text(encoding="utf-8-sig").splitlines()[0].split(";"))


def test_every_download_opens(built: Path) -> None:
    tables = files_linked(built, ".csv")
    assert len(tables) > 100
    for path in tables:
        rows, columns = read_csv(path), columns_of(path)
        if path.name == "variable.csv":
            assert (len(rows) > 40, columns) == (True, {"fil", "kolonne", "betydning"})
            continue
        explained = read_csv(path.parent / "variable.csv")
        assert columns <= {row["kolonne"] for row in explained}, path
        assert all(row["betydning"] for row in explained)


def test_json_and_csv_of_a_page_hold_the_same(built: Path) -> None:
    # The structure file says how figures hang together and holds none.
    files = [path for path in files_linked(built, ".json") if path.parent.name == "filer" and path.stem != "struktur"]
    assert len(files) > 40
    for path in files:
        content = json.loads(path.read_text(encoding="utf-8"))
        for part, ending in (("tal", "-tal.csv"), ("mål", "-maal.csv")):
            rows = read_csv(path.with_name(path.stem + ending))
            assert len(rows) == len(content[part]), path
            for row, item in zip(rows, content[part], strict=True):
                # In the JSON, what is empty is left out.
                assert {name: _as_text(value) for name, value in item.items() if _as_text(value)} == {
                    name: value.removeprefix("'") for name, value in row.items() if value
                }


def _as_text(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return (value or "").removeprefix("'")
    return f"{value:.10g}".replace(".", ",") if not float(value).is_integer() else f"{value:.0f}"


@pytest.mark.parametrize(
    "name", ["soegeindeks.json", "assets/maalbar.js", "assets/maalbar.css", "assets/plotly.min.js"]
)
def test_what_pages_share_is_there(built: Path, name: str) -> None:
    assert (built / "_site" / name).stat().st_size > 1000
