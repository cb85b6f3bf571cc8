"""A small evaluation with one owner for each kind of sheet that a template can have."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook

from helpers.errors import Fault
from helpers.intake import privacy
from helpers.intake.declaration import Source
from helpers.intake.findings import Findings
from helpers.intake.kinds import KINDS, Batch, RawFile
from helpers.intake.opening import open_document
from helpers.intake.schema import schema_faults
from helpers.observations.table import Observation
from helpers.plan.model import Area, AreaKind, Goal, Indicator, Nature, Plan, Registry, Target, TargetKind, Unit
from helpers.templates.content import template_of
from helpers.templates.workbook import workbook
from raw_project import CITED
from raw_project import PLAN as ROUNDS_AND_AREAS

SOURCE = Source.model_validate(
    {
        "id": "skabeloner",
        "title": "Udfyldte skabeloner",
        "owner": "Dataejeren",
        "sensitivity": "public",
        "origin": "supplied",
        "personal_data": False,
        "files": "skabeloner/*.*",
        "optional": True,
        "reader": {"kind": "template"},
    }
)


def _indicator(identifier: str, unit: Unit, nature: Nature, owner: str) -> Indicator:
    return Indicator(
        id=identifier,
        version=1,
        name=f"Nøgletal {identifier}",
        short_name=identifier.capitalize(),
        definition="En prøve",
        unit=unit,
        nature=nature,
        better="higher",
        data_owner=owner,
        decimals=1 if unit is Unit.PERCENT else 0,
    )


REGISTRY = Registry(
    areas=(
        Area(id="loeget", name="Løget", kind=AreaKind.AREA, aliases=("Løget By",)),
        Area(id="noerremarken", name="Nørremarken", kind=AreaKind.AREA),
        Area(id="vejle-kommune", name="Vejle Kommune", kind=AreaKind.MUNICIPALITY),
    ),
    indicators=(
        _indicator("tryghed", Unit.PERCENT, Nature.SURVEY_SHARE, "Fyns Politi"),
        _indicator("domme", Unit.PER_1000, Nature.EVENT_RATE, "Fyns Politi"),
        _indicator("haervaerk", Unit.COUNT, Nature.EVENT_COUNT, "Fyns Politi (egne tal)"),
        _indicator("moeder", Unit.COUNT, Nature.COMPLETE_COUNT, "Sekretariatet"),
        _indicator("budget", Unit.DKK, Nature.AMOUNT, "Sekretariatet og Vejle Kommune"),
        _indicator("vurdering", Unit.TEXT, Nature.QUALITATIVE, "Sekretariatet"),
        _indicator("milepael", Unit.YES_NO, Nature.MILESTONE, "Sekretariatet"),
        _indicator("ubrugt", Unit.COUNT, Nature.COMPLETE_COUNT, "Ingen spørger"),
    ),
)


def _goal(identifier: str, indicator: str, kind: TargetKind, schedule: str | None = None) -> Goal:
    return Goal(
        id=identifier,
        wording="Det skal lykkes.",
        short_name=f"Mål om {identifier}",
        focus_area="tryghed",
        indicator=indicator,
        areas=("loeget", "noerremarken"),
        target=Target(kind=kind),
        schedule=schedule,
        source=CITED,
    )


PLAN: Plan = ROUNDS_AND_AREAS.model_copy(
    update={
        "goals": (
            _goal("trygge", "tryghed", TargetKind.ABSOLUTE_LEVEL),
            _goal("roligt", "haervaerk", TargetKind.RELATIVE_TO_BASELINE, "opgøres hvert kvartal"),
            _goal("naboer", "moeder", TargetKind.COUNT_PER_YEAR),
            _goal("beboere", "moeder", TargetKind.COUNT_IN_TOTAL),
            _goal("penge", "budget", TargetKind.ABSOLUTE_LEVEL),
            _goal("samarbejde", "vurdering", TargetKind.QUALITATIVE),
            _goal("aabning", "milepael", TargetKind.MILESTONE_BY_DATE),
        ),
        "context_indicators": ("domme",),
    }
)


@dataclass(frozen=True)
class Reading:
    """What an import makes of one file."""

    observations: tuple[Observation, ...]
    faults: tuple[Fault, ...]
    warnings: tuple[Fault, ...]

    @property
    def said(self) -> list[str]:
        """The faults as a person reads them."""
        return [str(fault) for fault in self.faults]


def template_bytes(owner: str, change: Callable[[Workbook], None] | None = None) -> bytes:
    """Return an owner's template, after what a person does to it in a spreadsheet."""
    data = workbook(template_of(PLAN, REGISTRY, owner))
    if change is None:
        return data
    book = load_workbook(io.BytesIO(data))
    change(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def read(data: bytes, plan: Plan = PLAN, registry: Registry = REGISTRY) -> Reading:
    """Import one file: the search for personal data first, then the template, then the rules for all values."""
    place = "data/raw/proeve-2016/skabeloner/fra-ejeren.xlsx"
    document = open_document(Path(place), data, SOURCE)
    refused = privacy.document_faults(place, document, privacy.Guard.of(plan, registry, SOURCE))
    if refused:
        return Reading((), refused, ())
    findings = Findings()
    file = RawFile(Path(place), place, place.removeprefix("data/raw/"), "0" * 64, document)
    KINDS["template"].read(Batch(SOURCE, plan, registry, (file,), findings))
    observations = tuple(one.observation for one in findings.located)
    faults = (*findings.faults, *schema_faults(findings.located, registry))
    return Reading(observations, faults, tuple(findings.warnings))
