"""What the source documents print, in their own words, with document and page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.measurement.results import Measurement
from helpers.observations.table import PER_UNKNOWN
from helpers.output.cells import Shown, shown
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.plan.model import Indicator, Plan, Registry

_PER = re.compile(r"\s+pr\.\s+[\d.]+(\s+\w+)?")


@dataclass(frozen=True)
class _Row:
    indicator: str
    area: str
    cell: Shown
    wording: str
    note: str
    """What a reader must know: what is lost, or how the sentence was read."""


def documented_table(
    released: Released, plan: Plan, registry: Registry, *, table_id: str, areas: Iterable[str] | None = None
) -> Fragment:
    """Return every figure that the documents print for these areas (default: all), undated ones too.

    A figure that the document gives without a date belongs to no round and is judged nowhere; it is shown here.
    """
    wanted = None if areas is None else frozenset(areas)
    found = [item for item in released.results.documented if wanted is None or item.area in wanted]
    if not found:
        return Fragment("Dokumenterne har ingen tal for stedet.")
    position = {item.id: place for place, item in enumerate(registry.indicators)}
    rows = [_row(item, registry) for item in sorted(found, key=lambda item: (position[item.indicator], item.area))]
    return render("documented", table_id=table_id, caption=f"Tal i dokumenterne bag {plan.short_name}.", rows=rows)


def _name(item: Measurement, indicator: Indicator) -> str:
    """Return what was counted; the indicator's own "pr. 1.000" is not what a rate with a lost denominator says."""
    return _PER.sub("", indicator.name) if item.unit == PER_UNKNOWN else indicator.name


def _row(item: Measurement, registry: Registry) -> _Row:
    indicator = registry.indicator(item.indicator)
    wording = next((found.wording for found in item.provenance if found.wording), None)
    note = next((found.note for found in item.provenance if found.note), None)
    return _Row(
        _name(item, indicator), registry.area(item.area).name, shown(item, indicator), wording or "", note or ""
    )
