"""What the attack found, in words that help to mend it and tell no hidden number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.audit.deriving import Attack, Leak
from helpers.audit.knowledge import Clash
from helpers.audit.statements import Figure
from helpers.audit.structure import Structure
from helpers.errors import Fault

_REMEDY = "Skjul også ét af de tal, der bruges, eller vis tallene grovere; byg siden igen."


@dataclass(frozen=True)
class Report:
    """The outcome of an audit.

    Parameters
    ----------
    files, statements, hidden, equations
        How much was read, hidden and tied together.
    hidden_today
        How many of the hidden figures today's site tells to be hidden; the others are in earlier releases only.
    narrowest
        The least width of what an outsider can derive of any hidden figure; None if nothing is hidden.
    from_documents
        Hidden figures that documents give away which were public before.
    once_published
        A sentence for each small count that stands open because an earlier release told it already, and with its place.
    faults
        Everything that gives a hidden figure away, or can't be attested; empty if the site may be published.
    """

    files: int
    statements: int
    hidden: int
    equations: int
    narrowest: float | None
    from_documents: int
    once_published: tuple[str, ...]
    faults: tuple[Fault, ...]
    hidden_today: int

    def summary(self) -> str:
        """Return the outcome in Danish."""
        width = "" if self.narrowest is None else f" Det smalleste spænd om et skjult tal er {self.narrowest:.0f}."
        printed = (
            ""
            if not self.from_documents
            else f" {self.from_documents} skjulte tal kan regnes ud af dokumenter, der var offentlige i forvejen."
        )
        before = (
            ""
            if not self.once_published
            else f" {len(self.once_published)} små tal er udgivet før og kan ikke tages tilbage."
        )
        here = "" if self.hidden_today == self.hidden else f" (heraf {self.hidden_today} på siden, som den er nu)"
        return (
            f"Angrebet fandt intet: {self.files} filer, {self.statements} oplysninger, {self.hidden} skjulte tal{here} "
            f"og {self.equations} regnestykker.{width}{printed}{before}"
        )


def fault_of_leak(leak: Leak, structure: Structure) -> Fault:
    """Return a leak as a fault: where, what, by which sums and places."""
    subject = f"{leak.rest} ({named(leak.figure, structure)})" if leak.rest else named(leak.figure, structure)
    how = "kan regnes ud" if leak.width < 1 else "kan regnes ud næsten præcist"
    used = "; ".join(leak.equations)
    places = " og ".join(f"»{path}«" for path in leak.paths)
    return Fault(
        place=leak.hidden,
        value=f"{subject}: det skjulte tal {how} ({used}) af {places or 'siden selv'}",
        rule=f"En læser må højst kunne regne et skjult tal ud til et spænd på {leak.needed:.0f}.",
        remedy=_REMEDY,
    )


def fault_of_clash(clash: Clash, structure: Structure) -> Fault:
    """Return a figure that is hidden here and told there as a fault."""
    return Fault(
        place=clash.told,
        value=f"{named(clash.figure, structure)}: tallet står her, men er skjult i »{clash.hidden}«",
        rule="Et tal, der er skjult ét sted, er skjult alle steder.",
        remedy="Fjern tallet her, eller find ud af, hvorfor beskyttelsen ikke nåede hertil.",
    )


def fault_of_open(figure: Figure, path: str, structure: Structure) -> Fault:
    """Return a small count that stands open as a fault."""
    smallest = structure.protection.smallest
    return Fault(
        place=path,
        value=f"{named(figure, structure)}: et antal personer under {smallest} står åbent",
        rule=f"Antal personer fra 1 til {smallest - 1} skjules, også dem, en andel lader ude.",
        remedy="Skjul tallet, eller find ud af, hvorfor beskyttelsen ikke nåede hertil.",
    )


def fault_of_file(path: str, why: str) -> Fault:
    """Return a file that can't be attested as a fault."""
    return Fault(
        place=path,
        value=why,
        rule="Alt i den offentlige mappe skal kunne læses af kontrollen.",
        remedy="Fjern filen, eller gem den i et format, som kontrollen kender.",
    )


_WHAT = {"count": "", "group": ", antallet under brøkstregen", "value": ""}


def named(figure: Figure, structure: Structure) -> str:
    """Return in Danish what a figure is about."""
    area = structure.areas.get(figure.area)
    indicator = structure.indicator(figure.indicator)
    period = " til ".join(dict.fromkeys(str(day) for day in (figure.first, figure.last) if day is not None))
    parts = (
        area.name if area else figure.area,
        indicator.names[0] if indicator.names else figure.indicator,
        figure.breakdown,
        period,
    )
    return ", ".join(part for part in parts if part) + _WHAT[figure.what]


def report(
    counts: tuple[int, int],
    attack: Attack,
    clashes: Iterable[Clash],
    standing_open: Iterable[tuple[Figure, str]],
    once_published: Iterable[tuple[Figure, str]],
    unread: Iterable[tuple[str, str]],
    structure: Structure,
) -> Report:
    """Put everything that was found together, each figure once."""
    faults = [
        *(fault_of_file(path, why) for path, why in unread),
        *(fault_of_clash(clash, structure) for clash in clashes),
        *(fault_of_open(figure, path, structure) for figure, path in standing_open),
        *(fault_of_leak(leak, structure) for leak in attack.leaks),
    ]
    narrowest = None if attack.narrowest == float("inf") else attack.narrowest
    before = [
        f"{path}: {named(figure, structure)}: udgivet før med samme tal; kan ikke tages tilbage"
        for figure, path in once_published
    ]
    return Report(
        *counts,
        attack.hidden,
        attack.equations,
        narrowest,
        attack.from_documents,
        tuple(dict.fromkeys(before)),
        tuple(dict.fromkeys(faults)),
        attack.hidden_today,
    )
