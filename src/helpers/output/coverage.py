"""The page »Hvad er med«: everything found in the source documents, and where it stands in Målbar."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from helpers.demo.documented import documented_files
from helpers.output.addresses import agreement_address, area_address, plan_address
from helpers.output.facts import Fact, fact_table
from helpers.output.fragments import Fragment
from helpers.output.sections import folded
from helpers.output.wording import citation, document_place, listed, number, quoted, sentence
from helpers.paths import Project
from helpers.plan.coverage import KINDS, CoverageRow, Covered, load_coverage, places
from helpers.plan.model import Citation, Plan, Registry, System

KIND_NAMES: Mapping[str, str] = {
    "agreement": "Aftaler og strategier",
    "area": "Områder, kommuner og grupper",
    "goal": "Mål",
    "indicator": "Indikatorer",
    "activity": "Aktiviteter",
    "observation": "Trykte tal",
    "system": "Målesystemer",
    "contradiction": "Modsigelser og tvetydigheder",
    "gap": "Huller i dokumenterne",
}
_REGISTERED = (
    "*Registreret* er det, der har en plads i Målbars filer. Et registreret målesystem er ikke et bygget system: "
    "hvad Målbar kan, står nederst på siden."
)
SERVED = {"yes": "ja", "partly": "delvis", "not_yet": "ikke endnu"}


def documented_figures(project: Project, plans: Iterable[Plan]) -> dict[str, Covered]:
    """Return the figures that documents print, by id, from the files that the import reads."""
    found: dict[str, Covered] = {}
    for plan in plans:
        for path in documented_files(project.raw, plan.id):
            text = path.read_bytes().decode("utf-8-sig")
            for row in csv.DictReader(io.StringIO(text), delimiter=";"):
                others = tuple(int(page) for page in row["flere_sider"].split(",") if page.strip().isdigit())
                place = Citation.model_validate(
                    {"document": row["dokument"], "page": int(row["side"]), "also_pages": others}
                )
                found[row["id"]] = Covered(row["ordlyd"], plan.id, project.relative(path), (place,))
    return found


def coverage(project: Project, plans: Sequence[Plan], registry: Registry) -> Fragment:
    """Return the counts and, folded, each thing that was found in the documents with where it stands.

    Raises
    ------
    PlanError
        If the coverage table can't be read.
    """
    rows = load_coverage(project)
    if not rows:
        return Fragment("Projektet har ingen dækningstabel.")
    there = places(tuple(plans), registry, documented_figures(project, plans))
    links = _Links(plans)
    parts = [_counts(rows, there)]
    for kind in KINDS:
        of_kind = [row for row in rows if row.kind == kind]
        table = fact_table(
            f"med-{kind}",
            f"{KIND_NAMES[kind]} i dokumenterne, og hvor de står i Målbar.",
            ("Hvad", "Evaluering", "Hvor", "Kilde"),
            [_row(row, there.get((row.kind, row.id)), links) for row in of_kind],
        )
        parts += [Fragment(f"## {KIND_NAMES[kind]}"), folded(f"Vis alle {number(len(of_kind))}", table)]
    return Fragment.join(parts)


def _counts(rows: Iterable[CoverageRow], there: Mapping[tuple[str, str], Covered]) -> Fragment:
    found = list(rows)
    lines: list[Sequence[Fact]] = []
    for kind in KINDS:
        of_kind = [row for row in found if row.kind == kind]
        here = sum((row.kind, row.id) in there for row in of_kind)
        lines.append((Fact(KIND_NAMES[kind]), Fact(number(len(of_kind)), amount=True), Fact(number(here), amount=True)))
    caption = "Hvor meget af det, vi fandt i dokumenterne, der er registreret."
    table = fact_table("med-i-alt", caption, ("Hvad", "Fundet", "Registreret"), lines)
    return Fragment.join((table, Fragment(_REGISTERED)))


class _Links:
    """Where a thing is shown on the site, as seen from the page."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = {plan.id: plan for plan in plans}
        self._areas = {area: plan for plan in plans for area in plan.areas}

    def of(self, row: CoverageRow, place: Covered) -> str:
        """Return the address of the page that shows it; empty if none does."""
        if row.kind == "area":
            plan = self._areas.get(row.id)
            return "" if plan is None else f"../{area_address(plan, row.id, plan.last_round.id)}.html"
        plan = self._plans.get(place.evaluation)
        if plan is None:
            return ""
        if row.kind in ("agreement", "contradiction", "gap"):
            return f"../{agreement_address(plan.id)}.html"
        if row.kind == "goal":
            return "../maal/index.html"
        return f"../{plan_address(plan.id, plan.last_round.id)}.html" if row.kind == "observation" else ""

    def name(self, evaluation: str) -> str:
        """Return an evaluation's short name."""
        plan = self._plans.get(evaluation)
        return evaluation if plan is None else plan.short_name


def _row(row: CoverageRow, place: Covered | None, links: _Links) -> Sequence[Fact]:
    source = document_place(row.document, row.page)
    if place is None:
        return (Fact(row.id), Fact(links.name(row.evaluation)), Fact("er ikke med endnu"), Fact(source))
    in_words = row.kind in ("goal", "observation")
    return (
        Fact(quoted(place.name) if in_words else place.name, row.id),
        Fact(links.name(place.evaluation)),
        Fact(place.file, href=links.of(row, place)),
        Fact(source),
    )


def systems_table(plans: Sequence[Plan], registry: Registry) -> Fragment:
    """Return the systems for measuring that the documents ask for, and whether Målbar does what they must do."""
    links = _Links(plans)
    rows = [_system_row(system, links) for system in registry.systems]
    headings = ("System", "Hvad det skal kunne", "Findes i Målbar", "Kilde")
    return fact_table("systemer", "Målesystemer, som dokumenterne beder om.", headings, rows)


def _system_row(system: System, links: _Links) -> Sequence[Fact]:
    origin = " (udledt)" if system.derived else ""
    evaluation = links.name(system.evaluation) if system.evaluation else ""
    return (
        Fact(f"{system.name}{origin}", evaluation),
        Fact(sentence(system.must_do), system.frequency or ""),
        Fact(SERVED[system.served], sentence(system.served_by)),
        Fact(citation(system.source)),
    )


def systems_summary(registry: Registry) -> Fragment:
    """Return in one sentence how many of the systems Målbar serves."""
    if not registry.systems:
        return Fragment("")
    counts = [(word, sum(system.served == served for system in registry.systems)) for served, word in SERVED.items()]
    shown = listed(f"{number(count)} {word}" for word, count in _plain(counts))
    return Fragment(f"Af {number(len(registry.systems))} målesystemer findes {shown}.")


def _plain(counts: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int]]:
    words = {"ja": "helt", "delvis": "delvis", "ikke endnu": "endnu ikke"}
    yield from ((words[word], count) for word, count in counts if count)
