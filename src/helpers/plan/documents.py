"""The documents that a plan cites: its own one, the others that it declares, and that no key means two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from helpers.errors import Fault
from helpers.plan.citing import KNOWN_DOCUMENTS, Citation
from helpers.plan.marked import Marked, Trail, short
from helpers.plan.model import Plan
from helpers.plan.placed import PlanInPlace
from helpers.plan.validating import closest


def citations(value: BaseModel, trail: Trail = ()) -> Iterator[tuple[Trail, Citation]]:
    """Yield every citation in `value`, however deep, with its trail."""
    for name in type(value).model_fields:
        inner = getattr(value, name)
        listed: Iterable[tuple[Trail, object]] = (
            (((*trail, name, place), item) for place, item in enumerate(inner))
            if isinstance(inner, tuple)
            else [((*trail, name), inner)]
        )
        for where, item in listed:
            if isinstance(item, Citation):
                yield where, item
            elif isinstance(item, BaseModel):
                yield from citations(item, where)


def documents_of(plan: Plan) -> frozenset[str]:
    """Return the keys of the documents that `plan` may cite."""
    declared = {document.key for document in plan.documents}
    return frozenset(declared | ({plan.source.document} & KNOWN_DOCUMENTS))


def cited(at: PlanInPlace) -> Iterator[Fault]:
    """Yield every key declared twice, and every citation of a document that the plan doesn't build on.

    A contradiction may cite any of the five source documents, since it says where two of them disagree.
    """
    keys = [document.key for document in at.plan.documents]
    for position, key in enumerate(keys):
        if key in keys[:position]:
            yield at.fault(
                ("documents", position, "key"),
                f"dokumentet »{key}« står to gange",
                "Et dokument har sin egen nøgle.",
                "Giv det ene en anden nøgle, eller slet det.",
            )
    known = documents_of(at.plan)
    for trail, citation in citations(at.plan):
        allowed = known | KNOWN_DOCUMENTS if trail[0] == "contradictions" else known
        if citation.document not in allowed:
            yield _unknown(at, (*trail, "document"), citation.document, known)


def registry_citations(value: BaseModel, marked: Marked, plans: Iterable[Plan]) -> Iterator[Fault]:
    """Yield every citation of a registry that is neither one of S0-S4 nor declared by a plan of the project."""
    known = KNOWN_DOCUMENTS.union(*(documents_of(plan) for plan in plans))
    for trail, citation in citations(value):
        if citation.document not in known:
            yield Fault(
                place=marked.at((*trail, "document")),
                value=f"dokumentet »{short(citation.document)}« kendes ikke",
                rule="Et register henviser til S0-S4 eller til et dokument, som en plan nævner under »documents«.",
                remedy=_near(citation.document, known, "Ret nøglen, eller tilføj dokumentet i planen."),
            )


def _unknown(at: PlanInPlace, trail: Trail, word: str, known: frozenset[str]) -> Fault:
    main = at.plan.source.document
    if word == main:
        return at.fault(
            trail,
            f"dokumentet »{short(word)}« er ikke nævnt",
            "Et dokument uden for S0-S4 står under »documents« med nøgle og titel.",
            _near(word, known, f"Tilføj under documents: {{key: {word}, title: …}}."),
        )
    return at.fault(
        trail,
        f"der henvises til {short(word)}",
        f"Evalueringen bygger på {', '.join(sorted(known | {main}))}.",
        _near(word, known, f"Skriv {main}, eller tilføj dokumentet under »documents«."),
    )


def _near(word: str, known: Iterable[str], otherwise: str) -> str:
    near = closest(word, known)
    return f"Mente du »{near}«? {otherwise}" if near else otherwise
