"""Figures printed in the source documents: one fixed file format, with document, page and the document's own words."""

from __future__ import annotations

from datetime import date

from helpers.intake.amounts import read_number
from helpers.intake.delivery import Delivery
from helpers.intake.documents import blank
from helpers.intake.findings import Located
from helpers.intake.headings import normal
from helpers.intake.numbers import NotANumber
from helpers.observations.table import PER_UNKNOWN, Observation, Precision
from helpers.plan.citing import KNOWN_DOCUMENTS
from helpers.plan.documents import documents_of
from helpers.plan.marked import short
from helpers.plan.model import Unit
from helpers.plan.validating import closest

COLUMNS = (
    "id",
    "område",
    "indikator",
    "værdi",
    "nedre",
    "øvre",
    "enhed",
    "præcision",
    "periode",
    "periode_start",
    "periode_slut",
    "dokument",
    "side",
    "flere_sider",
    "ordlyd",
    "note",
)
"""The header of `dokumenterede-tal.csv`."""

BREAKDOWN = "opdeling"
"""A column that a file may have besides: which part of the indicator the figure is (`Image: Landsbyggefonden`). Without
it the fifteen amounts of a budget would all state the same thing."""

_RATES = frozenset({Unit.PER_1000, Unit.PER_10000})


def read_documented(delivery: Delivery, rows: tuple[int, ...]) -> None:
    """Add one observation per row to the delivery's findings."""
    for row in rows:
        before = len(delivery.findings.faults)
        observation = _observation(delivery, row)
        if observation is not None and len(delivery.findings.faults) == before:
            columns = {"value": "værdi", "low": "nedre", "high": "øvre", "period_end": "periode_slut"}
            delivery.findings.located.append(Located(observation, columns))


def _observation(delivery: Delivery, row: int) -> Observation | None:
    identifier = _text(delivery, row, "id") or _missing(delivery, row, "id")
    area = _one_of(delivery, row, "område", tuple(area.id for area in delivery.registry.areas))
    indicator = _one_of(delivery, row, "indikator", tuple(one.id for one in delivery.registry.indicators))
    precision = _one_of(delivery, row, "præcision", tuple(Precision))
    document = _one_of(delivery, row, "dokument", tuple(sorted(KNOWN_DOCUMENTS | documents_of(delivery.plan))))
    stated_unit = None if indicator is None else _unit(delivery, row, delivery.registry.indicator(indicator).unit)
    wording = _text(delivery, row, "ordlyd") or _missing(delivery, row, "ordlyd")
    page = _number(delivery, row, "side")
    value, low, high = (_number(delivery, row, heading) for heading in ("værdi", "nedre", "øvre"))
    start, end = _day(delivery, row, "periode_start"), _day(delivery, row, "periode_slut")
    if not (identifier and area and indicator and precision and document and stated_unit and wording):
        return None
    return Observation(
        id=f"{delivery.source.id}/{identifier}",
        evaluation=delivery.plan.id,
        area=area,
        indicator=indicator,
        period_start=start,
        period_end=end,
        period_label=_text(delivery, row, "periode") or "uden dato",
        value=value,
        unit=stated_unit,
        origin=delivery.source.origin,
        source=delivery.source.id,
        file=delivery.file,
        checksum=delivery.checksum,
        audience=delivery.source.sensitivity,
        breakdown=_breakdown(delivery, row),
        low=low,
        high=high,
        precision=Precision(precision),
        sheet=delivery.spot.sheet.name,
        row=row + 1,
        document=document,
        page=None if page is None else int(page),
        wording=wording,
        note=_text(delivery, row, "note"),
    )


def _unit(delivery: Delivery, row: int, unit: Unit) -> str | None:
    """Return the unit: the indicator's, or for a rate `per_unknown`, where the document doesn't say per how many."""
    allowed = (unit.value, PER_UNKNOWN) if unit in _RATES else (unit.value,)
    found = _one_of(delivery, row, "enhed", allowed)
    if found == PER_UNKNOWN and _text(delivery, row, "note") is None:
        delivery.refuse(
            "»note« mangler",
            "Når enheden er per_unknown, skal noten sige, hvad der mangler.",
            "Udfyld noten.",
            row,
            delivery.layout.only("note"),
        )
    return found


def _text(delivery: Delivery, row: int, heading: str) -> str | None:
    value = delivery.cell(row, heading)
    return None if blank(value) else str(value).strip()


def _breakdown(delivery: Delivery, row: int) -> str | None:
    headings = [normal(text) for text in delivery.layout.texts]
    if BREAKDOWN not in headings:
        return None
    value = delivery.spot.sheet.data_cell(row, headings.index(BREAKDOWN))
    return None if blank(value) else str(value).strip()


def _missing(delivery: Delivery, row: int, heading: str) -> None:
    delivery.refuse(
        f"»{heading}« mangler", "Feltet skal være udfyldt.", "Udfyld feltet.", row, delivery.layout.only(heading)
    )


def _one_of(delivery: Delivery, row: int, heading: str, allowed: tuple[str, ...]) -> str | None:
    text = _text(delivery, row, heading)
    if text is None:
        return _missing(delivery, row, heading)
    if text in allowed:
        return text
    near = closest(text, allowed)
    delivery.refuse(
        f"»{short(text)}« kendes ikke som {heading}",
        f"Her kan stå: {', '.join(allowed)}."
        if len(allowed) <= 8
        else "Værdien skal stå i registrene under analyses/.",
        f"Mente du »{near}«?" if near else "Ret værdien.",
        row,
        delivery.layout.only(heading),
    )
    return None


def _number(delivery: Delivery, row: int, heading: str) -> float | None:
    cell = delivery.cell(row, heading)
    try:
        number = read_number(cell).value
    except NotANumber as error:
        value = f"»{short(cell, 40)}« kan ikke læses som tal"
        delivery.refuse(value, str(error), "Ret cellen.", row, delivery.layout.only(heading))
        return None
    return None if number is None else float(number)


def _day(delivery: Delivery, row: int, heading: str) -> date | None:
    if blank(delivery.cell(row, heading)):
        return None
    period = delivery.day(row, heading)
    return None if period is None else period.start
