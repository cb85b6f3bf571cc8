"""Which published figures are another number today: corrected ones, whether shown or hidden, and no others."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from helpers import pipeline
from helpers.disclosure import deciding
from helpers.disclosure.cells import Cell
from helpers.disclosure.deciding import decide_protections, outdated_figures
from helpers.disclosure.earlier import published_figures
from helpers.disclosure.opening import released_view
from helpers.disclosure.views import evaluation_view
from helpers.observations import store
from helpers.paths import Project, checksum
from unit.measurement.cases import indicator, plan, registry, seen

KNOWN = registry(indicator(unit="persons"))
PLAN = plan()
WORLD = {2017: 31.0, 2018: 12.0, 2021: 44.0}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    found = Project(tmp_path)
    found.analyses.mkdir()
    profile(found, "dst")
    return found


def profile(project: Project, name: str) -> None:
    (project.analyses / "disclosure.yml").write_text(f"version: 1\nprofile: {name}\n", encoding="utf-8")


def decided(project: Project, **changed: float) -> set[int]:
    """Import the figures of area a with some of them changed, and return the years that are another number."""
    counts = WORLD | {int(year.removeprefix("y")): count for year, count in changed.items()}
    store.write(project, PLAN.id, [seen(year, count) for year, count in counts.items()])
    decide_protections(project, [PLAN], KNOWN, "public")
    listed = [cell for cell, _ in outdated_figures(project, "public") if cell.area == "a"]
    return {cell.last.year for cell in listed if cell.last}


def published(project: Project) -> str:
    """Keep the figures as a publication does, and return their checksum."""
    text = published_figures([released_view(project, PLAN, KNOWN, evaluation_view(PLAN, KNOWN))], KNOWN)
    folder = project.releases / "figures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{checksum(text.encode())}.json").write_text(text, encoding="utf-8")
    return checksum(text.encode())


def test_before_a_publication_and_while_nothing_is_corrected_there_is_no_list(project: Project) -> None:
    assert decided(project) == set()
    assert not list(project.processed.glob("outdated-*"))
    published(project)
    assert decided(project) == set()
    assert pipeline._corrections(project, "public") == {}  # pyright: ignore[reportPrivateUsage]


def test_a_corrected_figure_is_listed_also_where_the_new_number_is_hidden(project: Project) -> None:
    decided(project)
    name = published(project)
    assert decided(project, y2018=3.0, y2021=45.0) == {2018, 2021}
    protection = deciding.load_protection(project, PLAN.id, "public")
    hidden = Cell("a", "i", date(2018, 1, 1), date(2018, 12, 31))
    assert {cell.last for cell in protection.hidden} >= {hidden.last}
    # The amended figures are published too: they are right, and the first ones stay wrong.
    published(project)
    assert decided(project, y2018=3.0, y2021=45.0) == {2018, 2021}
    assert {names for _, names in outdated_figures(project, "public")} == {(name,)}
    # Corrected back, nothing that was told first is wrong, and what was told in between is.
    assert decided(project) == {2021}


def test_the_site_carries_the_list_without_a_number(project: Project) -> None:
    decided(project)
    name = published(project)
    decided(project, y2018=3.0)
    ((address, path),) = pipeline._corrections(project, "public").items()  # pyright: ignore[reportPrivateUsage]
    assert address == "data/filer/rettelser.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["rettelser"]
    assert {"a", "pair"} >= {row["område_id"] for row in rows}
    assert all(row["udgivelser"] == [name] for row in rows)
    assert not any(isinstance(held, int | float) for row in rows for held in row.values())
    assert pipeline._corrections(project, "internal") == {}  # pyright: ignore[reportPrivateUsage]
