"""The parts of a page that gather several figures, tables or links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from helpers.disclosure.released import Released
from helpers.disclosure.views import compared_with, parts_of, with_members
from helpers.measurement.results import ROUNDS, RoundId, Word
from helpers.output.addresses import (
    ADDRESS_OF_ROUND,
    activities_with_pages,
    activity_address,
    area_address,
    plan_address,
)
from helpers.output.catalogue import gaps_table
from helpers.output.downloads import links
from helpers.output.figures import dumbbell, target_path
from helpers.output.fragments import Fragment
from helpers.output.many_areas import by_municipality, counted_by_municipality, told_elsewhere, too_many
from helpers.output.selection import OUTCOMES
from helpers.output.status import round_label
from helpers.output.tables import comparison_table, goal_table, matrix
from helpers.output.wording import citation, day, listed, quoted, sentence
from helpers.paths import write_atomically
from helpers.plan.model import Area, Goal, Nature, Plan, Registry

DRAWN = OUTCOMES | {Nature.COMPLETE_COUNT, Nature.AMOUNT}
"""What is drawn on the pages of activities; pages of areas draw outcomes only."""
DOWNLOADS = "filer"
AGREEMENT = "Aftalen"
BAROMETER = "Barometer"
DIFFERENCE = "Forskel"
WRITTEN = "Dokumenterne skrev:"
"""Stands above facts that hold for the time of the documents, not for today."""
FEWEST_POINTS = 2
"""One point is a number, not a development; the goal table has it."""


def round_links(plan: Plan, round_id: RoundId, *, agreement: bool = False) -> Fragment:
    """Return the links between the rounds of the same subject, the present one marked.

    With `agreement` the pages about the agreement, the barometer and the effect questions stand beside them.
    """
    items = [(found.label, None if found.id == round_id else ADDRESS_OF_ROUND[found.id]) for found in plan.rounds]
    return _links_between(
        [*items, (AGREEMENT, "aftalen"), (BAROMETER, "barometer"), (DIFFERENCE, "forskel")] if agreement else items
    )


def agreement_links(plan: Plan) -> Fragment:
    """Return the links from the page about the agreement to the plan's rounds."""
    rounds = ((found.label, ADDRESS_OF_ROUND[found.id]) for found in plan.rounds)
    return _links_between([*rounds, (AGREEMENT, None), (BAROMETER, "barometer"), (DIFFERENCE, "forskel")])


def barometer_links(plan: Plan) -> Fragment:
    """Return the links from a plan's barometer to its rounds and its agreement."""
    rounds = ((found.label, ADDRESS_OF_ROUND[found.id]) for found in plan.rounds)
    return _links_between([*rounds, (AGREEMENT, "aftalen"), (BAROMETER, None), (DIFFERENCE, "forskel")])


def effect_links(plan: Plan) -> Fragment:
    """Return the links from the page about the effect questions to the plan's rounds, agreement and barometer."""
    rounds = ((found.label, ADDRESS_OF_ROUND[found.id]) for found in plan.rounds)
    return _links_between([*rounds, (AGREEMENT, "aftalen"), (BAROMETER, "barometer"), (DIFFERENCE, None)])


def _links_between(items: Iterable[tuple[str, str | None]]) -> Fragment:
    """Return links to pages that lie beside this one; the one without an address is this page."""
    lines = (
        f'<li><a aria-current="page" href="index.html">{escape(label)}</a></li>'
        if folder is None
        else f'<li><a href="../{folder}/index.html">{escape(label)}</a></li>'
        for label, folder in items
    )
    return Fragment.html(f'<nav class="rounds" aria-label="Målinger"><ul>{"".join(lines)}</ul></nav>')


def area_facts(registry: Registry, area: str) -> Fragment:
    """Return what the documents say of an area besides measured figures, each with its place."""
    facts = [fact for fact in registry.area(area).facts if fact.observation is None]
    lines = (f"<li>{escape(fact.text)} <small>{escape(citation(fact.source))}.</small></li>" for fact in facts)
    if not facts:
        return Fragment("")
    # They are of the time when the documents were written, and so told as what was written.
    return Fragment.html(f'<p>{WRITTEN}</p><ul class="area-facts">{"".join(lines)}</ul>')


def after_the_plan(plans: Iterable[Plan], round_id: RoundId | None = None) -> Fragment:
    """Say for each plan that ended before its round did that the round's numbers reach past the plan; else nothing.

    `round_id` defaults to each plan's last round.
    """
    sentences: list[str] = []
    for plan in plans:
        at = plan.last_round if round_id is None else plan.rounds_until(round_id)[-1]
        if at.last > plan.end:
            sentences.append(
                f"{_escaped(plan.short_name)} sluttede den {day(plan.end)}, men tal for {round_label(plan, at.id)} "
                f"gælder frem til den {day(at.last)} og rummer derfor også tid efter planen."
            )
    return Fragment("\n\n".join(sentences))


def folded(summary: str, inside: Fragment) -> Fragment:
    """Return a part of the page that opens when the reader asks for it."""
    opening = Fragment.html(f'<details class="fold"><summary>{escape(summary)}</summary>')
    return Fragment.join((opening, inside, Fragment.html("</details>")))


def rounds_until(plan: Plan, round_id: RoundId) -> tuple[RoundId, ...]:
    """Return the rounds up to this one: a page shows nothing that was not known then."""
    return tuple(found.id for found in plan.rounds_until(round_id))


def _has_development(released: Released, goal: Goal, area: str) -> bool:
    shown = [point for point in released.results.series_of(area, goal.indicator) if point.value is not None]
    return len(shown) >= FEWEST_POINTS


def area_goals(
    released: Released, own: Plan, shared: Plan, registry: Registry, area: str, round_id: RoundId
) -> Fragment:
    """Return an area's goals: in full what it decides itself, in short what several areas decide together.

    An area without goals of its own has those in full that it shares; nothing else would tell how it does.
    """
    if not own.goals:
        return goal_table(released, shared, registry, area=area, round_id=round_id, table_id="maal")
    fragments = [goal_table(released, own, registry, area=area, round_id=round_id, table_id="maal")]
    if shared.goals:
        address = plan_address(shared.id, round_id)
        fragments.append(
            Fragment(
                "### Mål for flere områder sammen\n\nDe næste mål afgøres for flere områder under ét. "
                f"Tallene står på [siden om hele helhedsplanen](../../../{address}.ipynb)."
            )
        )
        fragments.append(matrix(released, shared, registry, round_id=round_id, table_id="faelles-maal"))
    return Fragment.join(fragments)


def goal_figures(
    released: Released, plan: Plan, registry: Registry, areas: Iterable[str], natures: frozenset[Nature] = DRAWN
) -> Fragment:
    """Return the target path of every goal that one of these areas decides and that has a development to draw."""
    fragments: list[Fragment] = []
    drawn: set[tuple[str, str]] = set()
    for goal in plan.goals:
        if registry.indicator(goal.indicator).nature not in natures:
            continue
        for area in areas:
            # Two goals on one indicator would be the same curve twice; the first in the plan stands for both.
            if (
                area not in goal.decided_by
                or (area, goal.indicator) in drawn
                or not _has_development(released, goal, area)
            ):
                continue
            drawn.add((area, goal.indicator))
            fragments.append(target_path(released, plan, registry, goal.id, area).fragment(f"{goal.id}-{area}"))
    return (
        Fragment.join(fragments) if fragments else Fragment("Der er endnu ikke målinger nok til at tegne en udvikling.")
    )


def comparison_figures(released: Released, plan: Plan, registry: Registry, area: str, round_id: RoundId) -> Fragment:
    """Return the area beside its parts, the municipality, the country and the comparison areas."""
    fragments: list[Fragment] = []
    for indicator in plan.context_indicators:
        own = (area, *parts_of(plan, registry, area))
        places = (*own, *compared_with(plan, registry))
        with_numbers = [place for place in places if _measured(released, place, indicator)]
        if set(own) & set(with_numbers):
            figure = dumbbell(released, plan, registry, indicator, with_numbers, rounds_until(plan, round_id))
            fragments.append(figure.fragment(f"sammenlignet-{indicator}"))
    return Fragment.join(fragments) if fragments else Fragment("Der er ingen tal at sammenligne med.")


def _measured(released: Released, area: str, indicator: str) -> bool:
    return any(released.results.measurement(area, indicator, found) is not None for found in ROUNDS)


def activity_description(plan: Plan, activity: str) -> Fragment:
    """Return what the agreement says of an activity, in its own words and with its place."""
    found = next(item for item in plan.activities if item.id == activity)
    target = sentence(f"Målgruppe: {found.target_group}") if found.target_group else ""
    return Fragment(
        f"Indsatsområde: {found.focus_area}. {target}\n\n> {quoted(found.description)}\n\n{citation(found.source)}."
    )


def activities_in(plan: Plan, area: str, round_id: RoundId) -> Fragment:
    """Return links to the activities of an area at the same round."""
    here = [activity for activity in activities_with_pages(plan) if area in activity.areas]
    if not here:
        return Fragment("Ingen af planens aktiviteter i området har egne mål.")
    return _list(
        (f"../../../{activity_address(activity.id, round_id)}.html", activity.name, activity.focus_area)
        for activity in here
    )


def plan_facts(plan: Plan) -> Fragment:
    """Return who made the agreement, for how long, and where it stands."""
    period = plan.period_note or f"{plan.start.year}-{plan.end.year}"
    return Fragment(
        f"{_escaped(plan.document_title)}. Parter: {_escaped(listed(plan.parties))}. Periode: {_escaped(period)}\n\n"
        f"{citation(plan.source)}."
    )


def other_goals(released: Released, plan: Plan, registry: Registry, *, round_id: RoundId) -> Fragment:
    """Return the goals that a municipality, a part or several areas together decide; they have no page of their own."""
    own = frozenset(plan.areas)
    deciders = dict.fromkeys(area for goal in plan.goals for area in goal.decided_by if area not in own)
    fragments: list[Fragment] = []
    for area in deciders:
        fragments.append(Fragment(f"### {_escaped(registry.area(area).name)}"))
        fragments.append(goal_table(released, plan, registry, area=area, round_id=round_id, table_id=f"maal-{area}"))
    return Fragment.join(fragments) if fragments else Fragment("Alle planens mål afgøres område for område.")


def all_goals(released: Released, plan: Plan, registry: Registry, *, round_id: RoundId, table_id: str) -> Fragment:
    """Return areas × goals of a round; a round at which nothing is due yet needs no table to say so."""
    found = released.results.attainments_of(round_id=round_id)
    if all(item.word is Word.NOT_DUE for item in found):
        return Fragment(f"Ingen af de {len(plan.goals)} mål skal være nået ved denne måling.")
    if too_many(plan.areas):
        counted = counted_by_municipality(released, plan, registry, round_id=round_id, table_id=table_id)
        return Fragment.join((counted, told_elsewhere(plan, "Målene", "../../../")))
    links = area_links(plan, round_id, "../../../")
    return matrix(released, plan, registry, round_id=round_id, table_id=table_id, area_links=links)


def context_tables(released: Released, plan: Plan, registry: Registry, *, round_id: RoundId) -> Fragment:
    """Return the indicators without a goal: what else is known of the areas and of what they are compared with."""
    tables = [
        comparison_table(
            released,
            plan,
            registry,
            indicator=indicator,
            table_id=f"tal-{indicator}",
            areas=_places_with_numbers(released, plan, registry, indicator),
            rounds=rounds_until(plan, round_id),
        )
        for indicator in plan.context_indicators
        if _places_with_numbers(released, plan, registry, indicator)
    ]
    if too_many(plan.areas):
        tables.insert(0, told_elsewhere(plan, "Tallene", "../../../"))
    return Fragment.join(tables) if tables else Fragment("Der er ingen andre tal.")


def _places_with_numbers(released: Released, plan: Plan, registry: Registry, indicator: str) -> tuple[str, ...]:
    """Return the places of a plan that have numbers; of a plan with too many areas those that it compares with."""
    whole = with_members(registry, (*plan.areas, *plan.comparisons))
    places = plan.comparisons if too_many(plan.areas) else whole
    return tuple(place for place in places if _measured(released, place, indicator))


def gaps_of(plan: Plan, *, table_id: str) -> Fragment:
    """Return what the documents leave out for the goals on this page."""
    goals = {goal.id for goal in plan.goals}
    concerned = tuple(gap for gap in plan.gaps if goals & set(gap.affects))
    return gaps_table(plan.model_copy(update={"gaps": concerned}), table_id=table_id)


def save(files: Mapping[str, bytes], folder: Path | None = None) -> Fragment:
    """Write a page's downloads beside it, and return the links to them."""
    # Not `data`: a notebook that is run from the project's folder must not write among the raw files.
    target = Path.cwd() / DOWNLOADS if folder is None else folder
    for name, content in files.items():
        write_atomically(target / name, content)
    return links(files, folder=DOWNLOADS)


def directory(plans: Iterable[Plan], registry: Registry, kind: str) -> Fragment:
    """Return the list of areas, activities or plans with links to their rounds."""
    fragments: list[Fragment] = []
    for plan in plans:
        entries = _entries(plan, registry, kind)
        if not entries:
            continue
        lines = [f"- **{_escaped(name)}**{note}: {_rounds(plan, addresses)}" for name, note, addresses in entries]
        fragments.append(Fragment(f"## {_escaped(plan.short_name)}"))
        if kind == "areas" and too_many(plan.areas):
            fragments += _under_municipalities(plan, registry, lines)
        else:
            fragments.append(Fragment("\n".join(lines)))
    return Fragment.join(fragments)


def _under_municipalities(plan: Plan, registry: Registry, lines: Sequence[str]) -> Iterator[Fragment]:
    """Yield the areas under their municipalities, which a reader can find one by one."""
    line_of = dict(zip(plan.areas, lines, strict=True))
    for name, areas in by_municipality(plan, registry).items():
        yield Fragment(f"### {_escaped(name)}\n\n" + "\n".join(line_of[area] for area in areas))


def _entries(plan: Plan, registry: Registry, kind: str) -> list[tuple[str, str, dict[RoundId, str]]]:
    rounds: list[RoundId] = [found.id for found in plan.rounds]
    if kind == "areas":
        return [
            (area.name, _place(area), {found: area_address(plan, area.id, found) for found in rounds})
            for area in map(registry.area, plan.areas)
        ]
    if kind == "activities":
        return [
            (activity.name, "", {found: activity_address(activity.id, found) for found in rounds})
            for activity in activities_with_pages(plan)
        ]
    return [(plan.name, f" ({plan.municipality})", {found: plan_address(plan.id, found) for found in rounds})]


def _place(area: Area) -> str:
    return f" ({area.town})" if area.town else ""


def _rounds(plan: Plan, addresses: Mapping[RoundId, str]) -> str:
    return " · ".join(f"[{_escaped(found.label)}](../{addresses[found.id]}.ipynb)" for found in plan.rounds)


def _list(items: Iterable[tuple[str, str, str]]) -> Fragment:
    lines = (f'<li><a href="{escape(href)}">{escape(name)}</a> ({escape(note)})</li>' for href, name, note in items)
    return Fragment.html(f"<ul>{''.join(lines)}</ul>")


def _escaped(text: str) -> str:
    """Return text that Markdown reads as text."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|" else char for char in text)


def area_links(plan: Plan, round_id: RoundId, up: str = "") -> dict[str, str]:
    """Return the address of each area's page at a round, as seen from a page that lies `up` below the front page."""
    return {area: f"{up}{area_address(plan, area, round_id)}.html" for area in plan.areas}
