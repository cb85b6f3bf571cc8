"""A small project with one evaluation of its own, into which a test puts raw files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from helpers.errors import MaalbarError
from helpers.intake.reading import CheckedTables, import_raw
from helpers.paths import Project
from helpers.plan.model import (
    Activity,
    Area,
    AreaKind,
    Citation,
    Goal,
    Indicator,
    Nature,
    Plan,
    Registry,
    Round,
    Target,
    TargetKind,
    Unit,
)

CITED = Citation(document="S1", page=1)


def _indicator(identifier: str, unit: Unit, nature: Nature) -> Indicator:
    return Indicator(
        id=identifier,
        version=1,
        name=identifier,
        short_name=identifier,
        definition="En prøve.",
        unit=unit,
        nature=nature,
        better="higher",
    )


REGISTRY = Registry(
    areas=(
        Area(id="loeget", name="Løget", kind=AreaKind.AREA, aliases=("Løget By", "Præstevangen")),
        Area(id="noerremarken", name="Nørremarken", kind=AreaKind.AREA),
        Area(id="vejle-kommune", name="Vejle Kommune", kind=AreaKind.MUNICIPALITY),
        Area(id="danmark", name="Danmark", kind=AreaKind.COUNTRY),
    ),
    indicators=(
        _indicator("tryghed-andel", Unit.PERCENT, Nature.SURVEY_SHARE),
        _indicator("haervaerk", Unit.COUNT, Nature.EVENT_COUNT),
        _indicator("afgoerelser", Unit.PER_1000, Nature.EVENT_RATE),
        _indicator("budget", Unit.DKK, Nature.AMOUNT),
        _indicator("job-efter-1-aar", Unit.PERCENT, Nature.REGISTER_SHARE),
        _indicator("vurdering", Unit.YES_NO, Nature.QUALITATIVE),
        _indicator("milepael", Unit.YES_NO, Nature.MILESTONE),
    ),
)


def _round(identifier: Any, year: int) -> Round:
    return Round(id=identifier, name=identifier, label=str(year), first=date(year, 1, 1), last=date(year, 12, 31))


PLAN = Plan(
    version=1,
    id="proeve-2016",
    name="Prøve",
    short_name="Prøve",
    municipality="vejle-kommune",
    document_title="Prøve",
    start=date(2016, 1, 1),
    end=date(2019, 12, 31),
    focus_areas=("tryghed",),
    rounds=(_round("baseline", 2015), _round("midway", 2017), _round("end", 2019)),
    areas=("loeget", "noerremarken"),
    comparisons=("vejle-kommune",),
    goals=(
        Goal(
            id="maal-1",
            wording="Vi samarbejder.",
            short_name="Samarbejde",
            focus_area="tryghed",
            indicator="vurdering",
            areas=("loeget",),
            target=Target(kind=TargetKind.QUALITATIVE),
            source=CITED,
        ),
    ),
    activities=(
        Activity(
            id="tjansen",
            name="Tjansen",
            short_name="Tjansen",
            focus_area="tryghed",
            areas=("loeget",),
            description="Lommepengejob.",
            source=CITED,
        ),
    ),
    source=CITED,
)


class RawProject:
    """A project folder under test.

    Parameters
    ----------
    root
        An empty folder.
    """

    def __init__(self, root: Path) -> None:
        self.project = Project(root)
        self.raw = self.project.raw / PLAN.id
        self.raw.mkdir(parents=True)
        (self.project.analyses / PLAN.id).mkdir(parents=True)
        (root / "_quarto.yml").write_text("", encoding="utf-8")
        self._sources: list[dict[str, Any]] = []

    def declare(self, **changes: Any) -> dict[str, Any]:
        """Add a source to `sources.yml`: safety shares from `tal.*`, changed as the test says."""
        source: dict[str, Any] = {
            "id": f"kilde-{len(self._sources)}",
            "title": "Tryghed",
            "owner": "Politiet",
            "sensitivity": "public",
            "origin": "supplied",
            "personal_data": False,
            "files": "tal.*",
            "columns": {"area": {"heading": "Område"}, "period": {"heading": "År"}},
            "values": [{"indicator": "tryghed-andel", "value": "Andel"}],
        }
        source.update(changes)
        self._sources.append({key: value for key, value in source.items() if value is not None})
        content = json.dumps({"version": 1, "sources": self._sources}, ensure_ascii=False, indent=1)
        self.sources_file.write_text(content, encoding="utf-8")
        return source

    @property
    def sources_file(self) -> Path:
        """Where the declaration lies."""
        return self.project.analyses / PLAN.id / "sources.yml"

    def put(self, name: str, content: str | bytes) -> Path:
        """Write a raw file."""
        path = self.raw / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def run(self) -> CheckedTables:
        """Import without writing."""
        return import_raw(self.project, PLAN, REGISTRY)

    def refusal(self, kind: type[MaalbarError]) -> list[str]:
        """Import, and return the faults as a user reads them."""
        with pytest.raises(kind) as raised:
            self.run()
        assert type(raised.value) is kind
        return [str(fault) for fault in raised.value.faults]
