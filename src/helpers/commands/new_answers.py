"""What the author of a new evaluation says, by options or by answering questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import typer
from rich.markup import escape

from helpers.commands.terminal import out
from helpers.errors import Fault, UsageError
from helpers.intake.names import AreaNames
from helpers.paths import Project
from helpers.plan.drafting import Draft, FirstGoal, Values, identifier, new_area, round_years
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import AreaKind, Indicator, Plan, Registry
from helpers.plan.validating import suggestion

Origin = Plan | tuple[FirstGoal, tuple[str, ...]]

Answer = TypeVar("Answer")

_COMMAND = "maalbar new"
_FEWEST_ROUNDS, _MOST_ROUNDS = 2, 3


@dataclass(frozen=True)
class Given:
    """The options of the command; None or empty: not given."""

    identifier: str | None
    name: str | None
    short_name: str | None
    municipality: str | None
    document: str | None
    document_title: str | None
    start: str | None
    end: str | None
    areas: tuple[str, ...]
    focus_areas: tuple[str, ...]
    goal: str | None
    goal_name: str | None
    indicator: str | None
    value: float | None
    page: int | None
    years: str | None
    origin: str | None
    ask: bool


def answered(project: Project, given: Given) -> tuple[Draft, Origin]:
    """Return the head of the new plan, and the plan to copy or the first goal with all focus areas.

    Raises
    ------
    UsageError
        If something needed is missing and may not be asked for, or an answer can't be used; all at once for options.
    PlanError
        If the registries, or the plan to copy, are at fault.
    """
    registry = load_registry(project)
    copied = None if given.origin is None else load_plan(project, given.origin)
    if not given.ask:
        _complete(project, given, copied, registry)
    draft = _draft(project, given, registry)
    return draft, copied or _first_goal(given, registry)


def _draft(project: Project, given: Given, registry: Registry) -> Draft:
    name = _text(given, given.name, "Planens navn")
    short_name = _text(given, given.short_name, "Kort navn til tabeller", name)
    municipality = _text(given, given.municipality, "Kommune (fx »Vejle Kommune«)")
    start = _asked(given, given.start, "Første dag (år-måned-dag)", _day("--start"))
    end = _asked(given, given.end, "Sidste dag (år-måned-dag)", _day("--end", start))
    proposed = f"{identifier(municipality.removesuffix(' Kommune'))}-{start.year}"
    word = _asked(given, given.identifier, "Mappens navn (id)", _folder(project), proposed)
    title = _text(given, given.document_title, "Aftalens titel", name)
    document = _text(given, given.document, "Aftalens korte navn på sider", "Aftalen")
    areas, added = _areas(given, registry, municipality)
    proposed = ",".join(str(year) for year in round_years(start, end))
    years = _asked(given, given.years, "Rundernes år (baseline, midtvejs, slut)", _years, proposed)
    return Draft(word, name, short_name, municipality, document, title, start, end, years, areas, added)


def _first_goal(given: Given, registry: Registry) -> tuple[FirstGoal, tuple[str, ...]]:
    focus_areas = tuple(dict.fromkeys(given.focus_areas or _listed("Indsatsområde")))
    wording = _text(given, given.goal, "Det første mål, ordret fra aftalen")
    short_name = _text(given, given.goal_name, "Målets korte navn", wording[:40].strip())
    page = given.page or (typer.prompt("Side i aftalen", default=1, type=int) if given.ask else 1)
    if given.ask and given.indicator is None:
        _show(registry)
    indicator = _asked(given, given.indicator, "Indikator (id fra listen)", _indicator(registry))
    value = given.value
    if given.ask and value is None:
        value = _asked(given, None, "Tal, der skal nås (tom: bedre end ved start)", _number, "")
    return FirstGoal(wording, short_name, focus_areas[0], indicator, value, page), focus_areas


def _areas(given: Given, registry: Registry, municipality: str) -> tuple[tuple[str, ...], tuple[Values, ...]]:
    """Return the ids of the areas, known by any of their names or new, and the entries of the new ones."""
    names = AreaNames.of(registry, {})
    ids: list[str] = []
    added: dict[str, Values] = {}
    for name in given.areas or _listed("Område"):
        known = names.find(name)
        if known is None:
            entry = new_area(name, municipality, registry, added)
            known = str(entry["id"])
            added[known] = entry
        elif registry.area(known).kind is not AreaKind.AREA:
            raise UsageError(
                _fault(
                    "--area",
                    f"»{name}« er i registeret af slagsen {registry.area(known).kind.value}",
                    "Kun områder af slagsen area har egne sider.",
                    "Skriv området, som det ligger i, eller giv det nye område et andet navn.",
                )
            )
        ids.append(known)
    return tuple(dict.fromkeys(ids)), tuple(added.values())


def _complete(project: Project, given: Given, copied: Plan | None, registry: Registry) -> None:
    """Refuse options that are missing or can't be used, all of them at once."""
    needed: dict[str, object] = {
        "--name": given.name,
        "--municipality": given.municipality,
        "--start": given.start,
        "--end": given.end,
        "--area": given.areas,
    }
    if copied is None:
        needed |= {"--focus-area": given.focus_areas, "--goal": given.goal, "--indicator": given.indicator}
    missing = [name for name, answer in needed.items() if not answer]
    rule = "Med --yes stilles ingen spørgsmål."
    faults = [_fault(name, f"{name} mangler", rule, f"Tilføj {name}.") for name in missing]
    faults.extend(_bad(project, given, registry))
    if faults:
        raise UsageError(faults)


def _bad(project: Project, given: Given, registry: Registry) -> Iterator[Fault]:
    """Yield the fault of each option that is given and can't be used."""
    reads: tuple[tuple[str | None, Callable[[str], object]], ...] = (
        (given.identifier, _folder(project)),
        (given.start, _day("--start")),
        (given.end, _day("--end", _start(given))),
        (given.indicator, _indicator(registry)),
        (given.years, _years),
    )
    for answer, read in reads:
        try:
            if answer:
                read(answer)
        except UsageError as error:
            yield from error.faults


def _start(given: Given) -> date | None:
    try:
        return date.fromisoformat((given.start or "").strip())
    except ValueError:
        return None


def _text(given: Given, answer: str | None, question: str, proposed: str | None = None) -> str:
    return _asked(given, answer, question, _some, proposed)


def _asked(
    given: Given, answer: str | None, question: str, read: Callable[[str], Answer], proposed: str | None = None
) -> Answer:
    """Return the option's answer, else the proposal if nothing may be asked, else what the author says.

    A wrong answer to a question is explained and asked for again; a wrong option stops the command.
    """
    if answer is not None or (proposed is not None and not given.ask):
        return read(answer if answer is not None else proposed or "")
    while True:
        try:
            return read(str(typer.prompt(question, default=proposed)))
        except UsageError as error:
            for fault in error.faults:
                out.print(escape(f"{fault.value}. {fault.rule} {fault.remedy}"))


def _listed(what: str) -> tuple[str, ...]:
    found: list[str] = []
    while True:
        question = f"{what} {len(found) + 1}" + (" (tom: ikke flere)" if found else "")
        told = str(typer.prompt(question, default="" if found else None, show_default=False)).strip()
        if told:
            found.append(told)
        elif found:
            return tuple(found)


def _some(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise UsageError(_fault(_COMMAND, "svaret er tomt", "Her skal stå tekst.", "Skriv noget."))
    return words


def _day(option: str, after: date | None = None) -> Callable[[str], date]:
    def read(text: str) -> date:
        try:
            day = date.fromisoformat(text.strip())
        except ValueError:
            rule = "En dato skrives år-måned-dag, for eksempel 2026-01-01."
            raise UsageError(_fault(option, f"»{text}« er ingen dato", rule, "Ret datoen.")) from None
        if after is not None and day <= after:
            value = f"{day.isoformat()} er ikke efter {after.isoformat()}"
            raise UsageError(_fault(option, value, "En plan slutter efter sin begyndelse.", "Ret datoen."))
        return day

    return read


def _folder(project: Project) -> Callable[[str], str]:
    def read(text: str) -> str:
        if identifier(text) != text or not text:
            rule = "Et id skrives med små bogstaver a-z, cifre og bindestreg."
            raise UsageError(_fault("--id", f"»{text}« er intet id", rule, f"Skriv {identifier(text) or 'et andet'}."))
        if (project.analyses / text).exists():
            rule = "En ny evaluering får sin egen mappe."
            raise UsageError(_fault(f"analyses/{text}", "mappen findes allerede", rule, "Vælg et andet id."))
        return text

    return read


def _years(text: str) -> tuple[int, ...]:
    words = text.replace(",", " ").split()
    years = tuple(int(word) for word in words if word.isdecimal() and len(word) == len("2026"))
    rising = list(years) == sorted(set(years))
    if len(years) != len(words) or not rising or not _FEWEST_ROUNDS <= len(years) <= _MOST_ROUNDS:
        rule = "Runderne er to eller tre stigende årstal: baseline, (midtvejs) og slut."
        raise UsageError(_fault("--rounds", f"»{text}«", rule, "Skriv for eksempel 2025,2027,2029."))
    return years


def _number(text: str) -> float | None:
    """Return a number written with decimal comma or point, or None for nothing."""
    if not text.strip():
        return None
    try:
        return float(text.strip().removesuffix("%").strip().replace(",", "."))
    except ValueError:
        raise UsageError(_fault("--value", f"»{text}« er intet tal", "Skriv et tal som 72,4.", "Ret tallet.")) from None


def _indicator(registry: Registry) -> Callable[[str], str]:
    known = {indicator.id: indicator for indicator in _offered(registry)}
    by_name = {indicator.name.casefold(): indicator.id for indicator in known.values()}

    def read(text: str) -> str:
        word = text.strip()
        found = word if word in known else by_name.get(word.casefold())
        if found is None:
            rule = "Den skal stå i analyses/indicators.yml."
            value = f"indikatoren »{word}« kendes ikke"
            raise UsageError(_fault("--indicator", value, rule, suggestion(word, (*known, *by_name))))
        return found

    return read


def _offered(registry: Registry) -> Iterator[Indicator]:
    """Yield the newest version of every indicator that still holds."""
    for word in sorted({indicator.id for indicator in registry.indicators}):
        newest = registry.indicator(word)
        if newest.valid_until is None:
            yield newest


def _show(registry: Registry) -> None:
    for indicator in _offered(registry):
        out.print(f"  {escape(indicator.id)}: {escape(indicator.name)}")


def _fault(place: str, value: str, rule: str, remedy: str) -> Fault:
    return Fault(place=place, value=value, rule=rule, remedy=remedy)
