"""Which pages there are: their addresses, notebooks, parameters, titles, and what each depends on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from helpers.disclosure.views import View, activity_view, agreement_view, area_view, effects_view, evaluation_view
from helpers.measurement.results import ROUNDS, RoundId
from helpers.observations.table import Audience
from helpers.output.addresses import (
    activities_with_pages,
    activity_address,
    agreement_address,
    area_address,
    barometer_address,
    effects_address,
    plan_address,
)
from helpers.output.method_topics import topics
from helpers.plan.model import Plan, Registry

FIRST_OF_SECTION = {"Områder": 10_000, "Aktiviteter": 20_000, "Helhedsplaner": 30_000}
"""A heading of the side menu leads to its first page, so the overview comes before what it is an overview of."""

_METHOD = 40_000
WITHOUT_FIGURES = frozenset({"coverage", "changes"})
"""Notebooks that look at the plans and show no released figure."""


@dataclass(frozen=True)
class Subject:
    """What a page is about, to select pages on the command line; None: not about one."""

    evaluation: str | None = None
    area: str | None = None
    activity: str | None = None
    round_id: RoundId | None = None


@dataclass(frozen=True)
class SitePage:
    """One page made by one notebook."""

    address: str
    """Path on the site without ending, for example `omraader/motalavej/slut/index`."""
    notebook: str
    parameters: Mapping[str, str]
    title: str
    description: str
    section: str
    """Headings of the side menu above the page, divided by ` / `."""
    order: int
    subject: Subject
    views: tuple[View, ...]


def site_pages(plans: tuple[Plan, ...], registry: Registry, audience: Audience) -> tuple[SitePage, ...]:
    """Return every page that notebooks make, in the order of the side menu."""
    pages = [*_overview_pages(plans, registry, audience)]
    for number, plan in enumerate(plans):
        pages += _plan_pages(plan, registry, audience, number)
        pages += _area_pages(plan, registry, audience, number)
        pages += _activity_pages(plan, registry, audience, number)
    pages += _method_pages()
    return tuple(pages)


def _overview_pages(plans: tuple[Plan, ...], registry: Registry, audience: Audience) -> Iterator[SitePage]:
    agreements = tuple(agreement_view(plan, audience) for plan in plans)
    everything = tuple(evaluation_view(plan, registry, audience=audience) for plan in plans)
    parameters = {"evaluations": ",".join(plan.id for plan in plans), "audience": audience}
    overviews = (
        ("index", "front", "Forside",
         "Overblik over alle områder og mål.", "", {}),
        ("omraader/index", "directory", "Alle områder", "Alle områder og deres målinger.", "Områder",
         {"kind": "areas"}),
        ("aktiviteter/index", "directory", "Alle aktiviteter", "Alle aktiviteter og deres målinger.", "Aktiviteter",
         {"kind": "activities"}),
        ("helhedsplaner/index", "directory", "Alle helhedsplaner", "Alle helhedsplaner og deres målinger.",
         "Helhedsplaner", {"kind": "plans"}),
        ("sammenligning/index", "comparison", "Områderne ved siden af hinanden",
         "Områder, kommuner og landet sammenlignet, med usikkerhed.", "Overblik", {}),
        ("maal/index", "goals", "Målene, som aftalerne siger dem",
         "Hvert måls ordlyd, dokument og side, og hvordan det er læst.", "Overblik", {}),
        ("datakvalitet/index", "data_quality", "Hvad tallene bygger på",
         "Kilder, filer, advarsler og det, der mangler.", "Overblik", {}),
        ("hvad-er-med/index", "coverage", "Hvad er med",
         "Alt, hvad dokumenterne beder om at få målt, og hvor det står.", "Overblik", {}),
        ("data/index", "downloads", "Hent tallene", "Alle viste tal som CSV og JSON.", "Overblik", {}),
        ("aendringer/index", "changes", "Hvad er ændret", "Hvad der er låst, rettet og udgivet, og hvornår.",
         "Overblik", {}),
    )  # fmt: skip
    for order, (address, notebook, title, description, section, extra) in enumerate(overviews):
        yield SitePage(
            address,
            f"{notebook}.ipynb",
            {**parameters, **extra},
            title,
            description,
            section,
            FIRST_OF_SECTION.get(section, order),
            Subject(),
            agreements if notebook in WITHOUT_FIGURES else everything,
        )


def _method_pages() -> Iterator[SitePage]:
    for position, topic in enumerate(topics()):
        yield SitePage(
            f"metode/{topic.id}/index",
            "method.ipynb",
            {"topic": topic.id},
            topic.title,
            topic.question,
            "Metode",
            _METHOD + position,
            Subject(),
            (),
        )


def _plan_pages(plan: Plan, registry: Registry, audience: Audience, number: int) -> Iterator[SitePage]:
    yield SitePage(
        agreement_address(plan.id),
        "agreement.ipynb",
        {"evaluation": plan.id, "audience": audience},
        f"{plan.short_name}: aftalen",
        f"Økonomi, organer, tidsplan, bemanding og uklarheder i {plan.name}.",
        f"Helhedsplaner / {plan.short_name}",
        30_001 + 100 * number + len(ROUNDS),
        Subject(evaluation=plan.id),
        (agreement_view(plan, audience),),
    )
    yield SitePage(
        effects_address(plan.id),
        "effect.ipynb",
        {"evaluation": plan.id, "audience": audience},
        f"{plan.short_name}: gjorde planen en forskel?",
        f"Spørgsmål, svar og hvor stærkt grundlaget er, for {plan.name}.",
        f"Helhedsplaner / {plan.short_name}",
        30_001 + 100 * number + len(ROUNDS) + 1,
        Subject(evaluation=plan.id),
        (effects_view(plan, registry, audience),),
    )
    yield SitePage(
        barometer_address(plan.id),
        "barometer.ipynb",
        {"evaluation": plan.id, "audience": audience},
        f"{plan.short_name}: barometer",
        f"Svinger tallene i {plan.name} bare, eller har noget ændret sig?",
        f"Helhedsplaner / {plan.short_name}",
        30_001 + 100 * number + len(ROUNDS) + 2,
        Subject(evaluation=plan.id),
        (evaluation_view(plan, registry, audience=audience),),
    )
    for found in plan.rounds:
        yield SitePage(
            plan_address(plan.id, found.id),
            "plan.ipynb",
            {"evaluation": plan.id, "round_id": found.id, "audience": audience},
            f"{plan.short_name}: {found.label}",
            f"Målene i {plan.name} ved {found.label}.",
            f"Helhedsplaner / {plan.short_name}",
            30_001 + 100 * number + ROUNDS.index(found.id),
            Subject(evaluation=plan.id, round_id=found.id),
            (evaluation_view(plan, registry, found.id, audience),),
        )


def _area_pages(plan: Plan, registry: Registry, audience: Audience, number: int) -> Iterator[SitePage]:
    for position, area in enumerate(plan.areas):
        name = registry.area(area).name
        for found in plan.rounds:
            round_id, label = found.id, found.label
            yield SitePage(
                area_address(plan, area, round_id),
                "area.ipynb",
                {"evaluation": plan.id, "area": area, "round_id": round_id, "audience": audience},
                f"{name}: {label}",
                f"Mål for mål i {name} ved {label}.",
                f"Områder / {name}",
                10_001 + 1000 * number + 10 * position + ROUNDS.index(round_id),
                Subject(evaluation=plan.id, area=area, round_id=round_id),
                (area_view(plan, registry, area, round_id, audience),),
            )


def _activity_pages(plan: Plan, registry: Registry, audience: Audience, number: int) -> Iterator[SitePage]:
    for position, activity in enumerate(activities_with_pages(plan)):
        for found in plan.rounds:
            round_id, label = found.id, found.label
            yield SitePage(
                activity_address(activity.id, round_id),
                "activity.ipynb",
                {"evaluation": plan.id, "activity": activity.id, "round_id": round_id, "audience": audience},
                f"{activity.short_name}: {label}",
                f"Mål for mål for {activity.short_name} ved {label}.",
                f"Aktiviteter / {activity.short_name}",
                20_001 + 1000 * number + 10 * position + ROUNDS.index(round_id),
                Subject(evaluation=plan.id, activity=activity.id, round_id=round_id),
                (activity_view(plan, registry, activity.id, round_id, audience),),
            )
