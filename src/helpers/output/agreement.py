"""What an agreement says besides its goals: money, bodies, time plan, staff, evaluation, contradictions, principles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.output.facts import Fact, fact_table
from helpers.output.fragments import Fragment
from helpers.output.wording import citation, day, listed, number, quoted, sentence
from helpers.plan.model import Budget, Plan, Registry, Statement

LOST = "ikke læsbart i afskriften"
NOT_STATED = "ikke oplyst"
STATEMENT_HEADINGS: dict[str, str] = {
    "vision": "Vision",
    "track": "Spor",
    "principle": "Principper",
    "priority": "Prioritering",
    "phase": "Faser",
    "method": "Metode",
    "rule": "Regler",
    "annex": "Bilag",
    "sub_agreement": "Delaftaler",
    "predecessor": "Det, der gik forud",
    "recommendation": "Anbefalinger",
    "condition": "Betingelser",
    "definition": "Definitioner",
    "other": "Andet",
}


def agreement_sections(plan: Plan, registry: Registry) -> Fragment:
    """Return every section that the documents have something to say in, each row with document and page."""
    sections = (
        ("Dokumenterne", documents_table(plan)),
        ("Aftalerne", agreements_table(plan, registry)),
        ("Økonomi", budget_table(plan)),
        ("Hvem mødes, og hvor tit", bodies_table(plan)),
        ("Tidsplan", milestones_table(plan)),
        ("Bemanding", staffing_table(plan, registry)),
        ("Hvordan der skal evalueres", cycle_table(plan)),
        ("Hvor dokumenterne modsiger sig selv", contradictions_table(plan, registry)),
        ("Hvad dokumenterne ellers siger", statements(plan)),
    )
    parts: list[Fragment] = []
    for heading, found in sections:
        if found.markdown:
            parts += [Fragment(f"## {heading}"), found]
    return Fragment.join(parts) if parts else Fragment("Dokumenterne siger ikke mere end målene.")


def documents_table(plan: Plan) -> Fragment:
    """Return the documents that the plan declares: what citations call them, title, day and where they can be read."""
    rows = [
        (
            Fact(item.key),
            Fact(item.title),
            Fact("" if item.day is None else day(item.day)),
            Fact(item.address or "", href=_web_address(item.address)),
        )
        for item in plan.documents
    ]
    headings = ("Kaldes", "Titel", "Dag", "Kan læses")
    return fact_table("aftale-kilder", "Dokumenter, som evalueringen henviser til.", headings, rows)


def _web_address(address: str | None) -> str:
    return address if address is not None and address.startswith(("https://", "http://")) else ""


def agreements_table(plan: Plan, registry: Registry) -> Fragment:
    """Return the agreements that the documents describe: kind, parties, areas and period."""
    rows = [
        (
            Fact(item.name, "" if item.wording is None else quoted(item.wording)),
            Fact(item.kind, item.note or ""),
            Fact(listed(item.parties)),
            Fact(listed(registry.area(area).name for area in item.areas)),
            Fact(f"{item.starts or NOT_STATED} – {item.ends or NOT_STATED}"),
            Fact(citation(item.source)),
        )
        for item in plan.agreements
    ]
    headings = ("Aftale", "Slags", "Parter", "Områder", "Fra – til", "Kilde")
    return fact_table("aftale-dokumenter", "Aftaler, som dokumenterne beskriver eller nævner.", headings, rows)


def budget_table(plan: Plan) -> Fragment:
    """Return the budget by post and funder with its totals; a lost amount is said to be lost."""
    budget = plan.budget
    if budget is None:
        return Fragment("")
    funders = _funders(budget)
    posts = (*budget.posts, *(() if budget.total is None else (budget.total,)))
    rows: list[Sequence[Fact]] = []
    for post in posts:
        paid = {amount.funder: amount.dkk for amount in post.amounts}
        cells = [_amount(paid[funder]) if funder in paid else Fact("") for funder in funders]
        rows.append((Fact(post.name), *cells, _amount(post.total_dkk)))
    words = "" if budget.wording is None else f" Dokumentets ord: {quoted(budget.wording)}."
    period = "" if budget.period is None else f" {budget.period}"
    caption = f"Budget{period} i kroner ({citation(budget.source)}).{words}"
    table = fact_table("aftale-budget", caption, ("Post", *funders, "I alt"), rows)
    return Fragment.join((table, Fragment(sentence(budget.note) if budget.note else "")))


def _funders(budget: Budget) -> tuple[str, ...]:
    posts = (*budget.posts, *(() if budget.total is None else (budget.total,)))
    return tuple(dict.fromkeys(amount.funder for post in posts for amount in post.amounts))


def _amount(dkk: int | None) -> Fact:
    return Fact(LOST) if dkk is None else Fact(number(dkk), amount=True)


def bodies_table(plan: Plan) -> Fragment:
    """Return boards, groups and networks: who sits in them and how often they meet."""
    rows = [
        (
            Fact(item.name, item.level or ""),
            Fact(item.members or NOT_STATED, f"Formand: {item.chair}" if item.chair else ""),
            Fact(_meetings(item.meetings_per_year, item.meetings_words)),
            Fact(item.task or "", "" if item.wording is None else quoted(item.wording)),
            Fact(citation(item.source)),
        )
        for item in plan.bodies
    ]
    headings = ("Organ", "Medlemmer", "Møder", "Opgave", "Kilde")
    return fact_table("aftale-organer", "Organer, og hvor tit de mødes.", headings, rows)


def _meetings(count: int | None, words: str | None) -> str:
    if words is not None:
        return words
    return NOT_STATED if count is None else f"{count} om året"


def milestones_table(plan: Plan) -> Fragment:
    """Return what the time plan puts a date or a period to."""
    goals = {goal.id: goal.short_name for goal in plan.goals}
    rows = [
        (
            Fact(item.when),
            Fact(item.what),
            Fact(goals.get(item.goal or "", "")),
            Fact(citation(item.source)),
        )
        for item in plan.milestones
    ]
    return fact_table("aftale-tidsplan", "Tidsplanen.", ("Hvornår", "Hvad", "Bedømmes som mål", "Kilde"), rows)


def staffing_table(plan: Plan, registry: Registry) -> Fragment:
    """Return which part of a full-time year goes where."""
    rows = [
        (
            Fact(item.role, "" if item.wording is None else quoted(item.wording)),
            Fact("" if item.area is None else registry.area(item.area).name),
            Fact(_time(item.percent, item.persons), item.note or ""),
            Fact(citation(item.source)),
        )
        for item in plan.staffing
    ]
    return fact_table("aftale-bemanding", "Bemanding.", ("Stilling", "Område", "Omfang", "Kilde"), rows)


def _time(percent: float | None, persons: float | None) -> str:
    share = "" if percent is None else f"{_short(percent)} % af et årsværk"
    people = "" if persons is None else f"{_short(persons)} {'person' if persons == 1 else 'personer'}"
    return listed(part for part in (people, share) if part) or NOT_STATED


def _short(value: float) -> str:
    return number(value, 0 if float(value).is_integer() else 1)


def cycle_table(plan: Plan) -> Fragment:
    """Return the recurring parts of the evaluation and how often the documents ask for them."""
    rows = [
        (
            Fact(item.what, "" if item.wording is None else quoted(item.wording)),
            Fact(item.frequency),
            Fact(item.responsible or NOT_STATED),
            Fact(citation(item.source)),
        )
        for item in plan.evaluation_cycle
    ]
    headings = ("Hvad", "Hvor tit", "Hvem", "Kilde")
    return fact_table("aftale-evaluering", "Målinger og evalueringer, som dokumenterne lover.", headings, rows)


def contradictions_table(plan: Plan, registry: Registry) -> Fragment:
    """Return where the documents contradict themselves or can be read in several ways, and what that touches."""
    names = _names(plan, registry)
    rows = [
        (
            Fact(sentence(item.what)),
            Fact(listed(dict.fromkeys(names[word] for word in item.affects if word in names))),
            Fact(listed(citation(source) for source in item.sources)),
        )
        for item in plan.contradictions
    ]
    caption = "Modsigelser og tvetydigheder. Intet er rettet; de læsninger, som tallene rækker til, er regnet ud."
    return fact_table("aftale-modsigelser", caption, ("Hvad", "Det gælder", "Kilde"), rows)


def _names(plan: Plan, registry: Registry) -> dict[str, str]:
    names = {area.id: area.name for area in registry.areas}
    names |= {indicator.id: indicator.name for indicator in registry.indicators}
    names |= {item.id: item.name for item in plan.agreements} | {item.id: item.short_name for item in plan.activities}
    return names | {goal.id: goal.short_name for goal in plan.goals} | {plan.id: plan.short_name}


def statements(plan: Plan) -> Fragment:
    """Return visions, principles, rules and the like, a table for each sort."""
    parts = [
        fact_table(
            f"udsagn-{kind.replace('_', '-')}",
            f"{heading}.",
            (heading, "Kilde"),
            _statement_rows(item for item in plan.statements if item.kind == kind),
        )
        for kind, heading in STATEMENT_HEADINGS.items()
    ]
    return Fragment.join(parts)


def _statement_rows(found: Iterable[Statement]) -> list[Sequence[Fact]]:
    return [(Fact(item.text, item.note or ""), Fact(citation(item.source))) for item in found]
