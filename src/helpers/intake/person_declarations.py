"""What must hold between the fields of a list of persons in `sources.yml`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from helpers.errors import Fault
from helpers.intake.declaration import Source
from helpers.plan.marked import Marked, Trail
from helpers.plan.model import Registry, Unit

_COUNTED = (Unit.COUNT, Unit.PERSONS)


def person_list_faults(marked: Marked, trail: Trail, source: Source, registry: Registry) -> Iterator[Fault]:
    """Yield what is wrong with the declaration of a list of persons, at its line.

    Such a list tells either who had a job a year after leaving (`left`, `outcome`, `measured_on`), or who took part
    when (`attended`). Where persons stand in it, `personal_data` says so.
    """
    columns = source.columns
    assert columns is not None  # a source of persons without columns has been refused
    if columns.attended is None:
        yield from _outcome_faults(marked, trail, source)
    elif columns.left is not None or columns.outcome is not None or columns.started is not None:
        yield Fault(
            marked.at((*trail, "columns", "attended")),
            "»attended« står sammen med »left«, »outcome« eller »started«",
            "En personliste siger enten, hvem der deltog, eller hvordan det gik et år efter.",
            "Lav to kilder, der læser samme fil.",
        )
    else:
        yield from counting_faults(marked, trail, source, registry)
    if (columns.person is not None or columns.personal) and not source.personal_data:
        yield Fault(
            marked.at((*trail, "personal_data")),
            "»personal_data« er false",
            "En kilde med »person« eller »personal« rummer personoplysninger.",
            "Skriv true, eller fjern felterne, hvis listen kun har numre, som ingen kan føre tilbage til en person.",
        )


def registration_faults(marked: Marked, trail: Trail, source: Source, registry: Registry) -> Iterator[Fault]:
    """Yield what is wrong with the declaration of registrations, at its line."""
    columns = source.columns
    assert columns is not None  # a source of registrations without columns has been refused
    if columns.period is not None and columns.period.heading is None:
        yield Fault(
            marked.at((*trail, "columns", "period")),
            "»period« nævner ingen kolonne",
            "Hver registrering har sin dato i en kolonne.",
            "Skriv »heading« med kolonnens overskrift.",
        )
    for name in ("checks", "required_areas"):
        if getattr(source, name):
            yield Fault(
                marked.at((*trail, name)),
                f"»{name}« er sat",
                "Registreringer har deres egen kontrol af hver række.",
                "Slet feltet.",
            )
    yield from counting_faults(marked, trail, source, registry)
    if columns.personal and not source.personal_data:
        yield Fault(
            marked.at((*trail, "personal_data")),
            "»personal_data« er false",
            "En kilde med »personal« rummer personoplysninger.",
            "Skriv true, eller fjern feltet.",
        )


def _outcome_faults(marked: Marked, trail: Trail, source: Source) -> Iterator[Fault]:
    for name in ("left", "outcome"):
        if getattr(source.columns, name) is None:
            yield Fault(
                marked.at((*trail, "columns")),
                f"»{name}« mangler",
                "En kilde af slagsen person_list skal have »left« og »outcome«, eller »attended«.",
                f"Tilføj »{name}« under »columns«.",
            )
    if not _is_date(source.measured_on):
        yield Fault(
            marked.at((*trail, "measured_on")),
            "»measured_on« er ikke en dato",
            "En personliste siger, hvilken dag den er trukket.",
            "Skriv år-måned-dag, for eksempel 2016-12-31.",
        )


def counting_faults(marked: Marked, trail: Trail, source: Source, registry: Registry) -> Iterator[Fault]:
    """Yield what is wrong with what is counted of a list of attendance or of registrations."""
    known = {indicator.id: indicator.unit for indicator in registry.indicators}
    for number, value in enumerate(source.values):
        at = (*trail, "values", number)
        if value.count is None:
            yield Fault(
                marked.at(at),
                "»count« mangler",
                "Af en liste over deltagere tælles enten personer eller fremmøder.",
                "Skriv »count: persons« eller »count: events«.",
            )
        elif value.count == "persons" and source.columns is not None and source.columns.person is None:
            yield Fault(
                marked.at((*at, "count")),
                "»person« mangler under »columns«",
                "Unikke personer kan kun tælles, når en kolonne siger, hvem der er hvem.",
                "Tilføj »person«, eller skriv »count: events«.",
            )
        if known.get(value.indicator, Unit.COUNT) not in _COUNTED:
            yield Fault(
                marked.at((*at, "indicator")),
                f"indikatoren »{value.indicator}« er ikke et antal",
                "En optælling giver et antal.",
                "Brug en indikator, hvis enhed er count eller persons.",
            )


def _is_date(text: str | None) -> bool:
    try:
        date.fromisoformat(text or "")
    except ValueError:
        return False
    return True
