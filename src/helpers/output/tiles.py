"""Key figures: the number, how sure it is, and how it has changed, in as few words as can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.measurement.results import RoundId
from helpers.output.cells import Shown, ShownChange, shown, shown_change
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.output.wording import HIDDEN, HIDDEN_WORDS
from helpers.plan.model import Registry


@dataclass(frozen=True)
class _Tile:
    name: str
    now: Shown
    change: ShownChange | None


def tiles(
    released: Released,
    registry: Registry,
    *,
    area: str,
    round_id: RoundId,
    indicators: Iterable[str],
) -> Fragment:
    """Return one tile for each indicator of an area at a round; a missing or hidden value keeps its tile."""
    made = [_tile(released, registry, area, round_id, indicator) for indicator in indicators]
    return render("tiles", tiles=made) if made else Fragment("")


def _tile(released: Released, registry: Registry, area: str, round_id: RoundId, indicator: str) -> _Tile:
    definition = registry.indicator(indicator)
    baseline = released.results.measurement(area, indicator, "baseline")
    now = released.results.measurement(area, indicator, round_id)
    compares = round_id != "baseline" and baseline is not None
    change = released.results.change(area, indicator, round_id) if compares else None
    told = None if change is None else shown_change(change, definition, baseline)
    if told is not None and any(found is not None and found.hidden for found in (now, baseline)):
        told = ShownChange(word=f"ændringen er {HIDDEN_WORDS} ({HIDDEN})")
    return _Tile(name=definition.short_name, now=shown(now, definition), change=told)
