"""Leaks planted in pages that the program itself has built, all at once: each is told with its own place."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helpers.audit.auditing import audit

PAGE = "omraader/sydbyen/slut/index.html"
DOWNLOAD = "data/filer/slagelse-2017-tal.csv"
Row = dict[str, str]


@pytest.fixture
def part_of_site(built: Path, tmp_path: Path) -> Path:
    """Return an area's pages with everything that a reader may download: enough to attack, and quickly read."""
    for name in ("data", "omraader/sydbyen"):
        shutil.copytree(built / "_site" / name, tmp_path / name)
    index = json.loads((built / "_site" / "soegeindeks.json").read_text(encoding="utf-8"))
    kept = [entry for entry in index if entry["address"].startswith("omraader/sydbyen")]
    (tmp_path / "soegeindeks.json").write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def hidden_figures(folder: Path) -> list[Row]:
    """Return hidden counts of whole years, each area and indicator once."""
    with (folder / DOWNLOAD).open(encoding="utf-8-sig", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter=";") if row["skjult"] == "ja" and not row["opdeling"]]
    years = [
        row
        for row in rows
        if row["enhed"] in {"personer", "antal"}
        and (row["periode_start"][4:], row["periode_slut"][4:]) == ("-01-01", "-12-31")
    ]
    return list({(row["område_id"], row["indikator_id"]): row for row in years}.values())


def sentence(row: Row) -> str:
    return f"{row['indikator']} i {row['område']} i {row['periode_start'][:4]}: 3"


def edited(name: str, change: Callable[[str, Row], str]) -> Callable[[Path, Row], str]:
    def plant(folder: Path, row: Row) -> str:
        file = folder / name
        text = file.read_text(encoding="utf-8")
        file.write_text(changed := change(text, row), encoding="utf-8")
        assert changed != text, name
        return name

    return plant


def hovering(text: str, row: Row) -> str:
    """Give the page's first interactive figure one more hovering text."""
    return (
        text.replace('"hovertext": [', f'"hovertext": [{json.dumps(sentence(row))}, ', 1)
        if '"hovertext": [' in text
        else re.sub(r'"hovertext":\[', lambda _: f'"hovertext":[{json.dumps(sentence(row))},', text, count=1)
    )


def drawn(folder: Path, row: Row) -> str:
    """Give a figure of the page another title."""
    name = sorted((folder / "omraader/sydbyen/slut/figurer").glob("*.svg"))[0].relative_to(folder).as_posix()
    return edited(name, lambda text, row: re.sub("(?<=<title>).*?(?=</title>)", sentence(row), text, flags=re.DOTALL))(
        folder, row
    )


def listed(folder: Path, row: Row) -> str:
    """Write the figure into a download of its own."""
    told = {**row, "værdi": "3", "tæller": "", "skjult": "nej"}
    (folder / "data/filer/udtraek.csv").write_text(
        ";".join(told) + "\n" + ";".join(told.values()) + "\n", encoding="utf-8"
    )
    return "data/filer/udtraek.csv"


def indexed(text: str, row: Row) -> str:
    entries = json.loads(text)
    entries[0]["text"] += f" {sentence(row)}."
    return json.dumps(entries, ensure_ascii=False)


PLANTS: dict[str, Callable[[Path, Row], str]] = {
    "running text": edited(PAGE, lambda text, row: text.replace("</main>", f"<p>{sentence(row)}</p></main>")),
    "an alt text": edited(
        "omraader/sydbyen/baseline/index.html",
        lambda text, row: re.sub(r'(<img [^>]*alt=")', lambda found: f"{found[0]}{sentence(row)}. ", text, count=1),
    ),
    "a hovering text": edited("omraader/sydbyen/midtvejs/index.html", hovering),
    "a drawing's title": drawn,
    "the search index": edited("soegeindeks.json", indexed),
    "another download": listed,
}


def test_every_leak_is_told_with_its_place(part_of_site: Path) -> None:
    hidden = hidden_figures(part_of_site)
    assert len(hidden) >= len(PLANTS)
    planted = {
        name: (plant(part_of_site, row), row) for (name, plant), row in zip(PLANTS.items(), hidden, strict=False)
    }
    said = [str(fault) for fault in audit(part_of_site).faults]
    missed = {
        name: (place, sentence(row))
        for name, (place, row) in planted.items()
        if not any(one.startswith(place) and f"{row['område']}, " in one for one in said)
    }
    assert missed == {}, said
