"""Which pages there are, and what each looks at."""

from __future__ import annotations

from helpers.disclosure.views import area_view, evaluation_view, goals_of_area
from helpers.paths import Project
from helpers.plan.loading import load_plans, load_registry
from helpers.runner.jobs import ID_PATTERN
from helpers.sitemap import site_pages
from projects import ROOT

PROJECT = Project(ROOT)
REGISTRY = load_registry(PROJECT)
PLANS = load_plans(PROJECT)
PAGES = site_pages(PLANS, REGISTRY, "public")
SLAGELSE = next(plan for plan in PLANS if plan.id == "slagelse-2017")


def test_each_of_the_six_areas_has_a_page_for_each_round() -> None:
    addresses = {page.address for page in PAGES}
    areas = ("loeget", "noerremarken", "motalavej", "ringparken-schackenborgvaenge", "sydbyen", "skaelskoer")
    for area in areas:
        for last in ("baseline", "midtvejs", "slut"):
            assert f"omraader/{area}/{last}/index" in addresses


def test_addresses_are_unique_and_can_be_folders() -> None:
    addresses = [page.address for page in PAGES]
    assert len(set(addresses)) == len(addresses)
    assert all(ID_PATTERN.fullmatch(address) for address in addresses)


def test_every_page_has_a_notebook() -> None:
    assert {page.notebook for page in PAGES} == {path.name for path in PROJECT.notebooks.glob("*.ipynb")}


def test_a_page_of_a_round_looks_no_further_than_the_round() -> None:
    midway = next(found for found in SLAGELSE.rounds if found.id == "midway")
    assert area_view(SLAGELSE, REGISTRY, "motalavej", "midway").until == midway.last
    assert evaluation_view(SLAGELSE, REGISTRY, "midway").until == midway.last


def test_an_area_looks_at_its_neighbours_only_where_they_are_judged_together() -> None:
    view = area_view(SLAGELSE, REGISTRY, "motalavej", "end")
    assert ("sydbyen", "frivillige-aktive") in view.cells  # the four areas decide volunteers together
    assert ("sydbyen", "tryghed-andel") not in view.cells
    assert ("slagelse-kommune", "tryghed-andel") in view.cells


def test_an_areas_goals_are_those_that_it_or_an_aggregate_with_it_decides() -> None:
    goals = {goal.id for goal in goals_of_area(SLAGELSE, REGISTRY, "motalavej")}
    assert {"sl-tryghed-motalavej", "sl-frivillige-50"} <= goals
    assert "sl-tryghed-sydbyen" not in goals
