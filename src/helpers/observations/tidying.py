"""From everything that was read to the one table: whom to believe, in which order, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helpers.errors import DataError, Fault
from helpers.observations.table import Observation, Origin

_TRUST = {origin: rank for rank, origin in enumerate(Origin)}
Key = tuple[str, str, str, str, date, date]
_LONG_AGO = date(1, 1, 1)


@dataclass(frozen=True)
class Tidied:
    """The table, and what gave way to something more to be believed."""

    observations: tuple[Observation, ...]
    """Sorted by area, indicator, period, breakdown, activity and id."""
    superseded: tuple[Observation, ...]
    """Not in the table: another origin states the same."""


def tidy(observations: Iterable[Observation]) -> Tidied:
    """Sort observations and keep the most believable origin where two state the same.

    The same area, indicator, period, breakdown and activity from two origins: documented wins over supplied over
    synthetic. A documented statement without a number (rank or range only) takes nobody's place. The documents
    may contradict themselves; all that they print is kept.

    Raises
    ------
    DataError
        If one delivered origin states the same thing twice, or two observations have the same id.
    """
    everything = sorted(observations, key=order)
    keys = [key_of(found) for found in everything]  # dear to make for a hundred thousand
    faults = (*_same_ids(everything), *_stated_twice(everything, keys))
    if faults:
        raise DataError(faults)
    best: dict[Key, int] = {}
    for found, key in zip(everything, keys, strict=True):
        if _counts(found):
            best[key] = min(best.get(key, len(_TRUST)), _TRUST[found.origin])
    trusted = [_TRUST[found.origin] <= best.get(key, len(_TRUST)) for found, key in zip(everything, keys, strict=True)]
    kept = tuple(found for found, trust in zip(everything, trusted, strict=True) if trust)
    return Tidied(kept, tuple(found for found, trust in zip(everything, trusted, strict=True) if not trust))


def _counts(found: Observation) -> bool:
    """Tell whether an observation takes the place of less believable ones.

    A delivered value that its owner hides has no number either, but it is still what this owner says.
    """
    stated = (found.value, found.low, found.high)
    return found.origin is not Origin.DOCUMENTED or any(number is not None for number in stated)


def key_of(found: Observation) -> Key:
    """Return what an observation is about; two with the same key state the same thing."""
    return (
        found.area,
        found.indicator,
        found.breakdown or "",
        found.activity or "",
        found.period_start or _LONG_AGO,
        found.period_end or _LONG_AGO,
    )


def order(found: Observation) -> tuple[str, str, date, date, str, str, str]:
    """Return the sort key of the table."""
    area, indicator, breakdown, activity, start, end = key_of(found)
    return (area, indicator, start, end, breakdown, activity, found.id)


def _same_ids(observations: list[Observation]) -> list[Fault]:
    first: dict[str, Observation] = {}
    return [
        _fault(found, f"id'et »{found.id}« bruges også i {_place(before)}", "Et id bruges én gang.")
        for found in observations
        if (before := first.setdefault(found.id, found)) is not found
    ]


def _stated_twice(observations: list[Observation], keys: list[Key]) -> list[Fault]:
    first: dict[tuple[Key, Origin], Observation] = {}
    faults: list[Fault] = []
    for found, key in zip(observations, keys, strict=True):
        if found.origin is Origin.DOCUMENTED:
            continue
        before = first.setdefault((key, found.origin), found)
        if before is not found and before.id != found.id:
            what = f"{found.indicator} for {found.area}, {found.period_label}, står også i {_place(before)}"
            faults.append(_fault(found, what, "Samme område, indikator og periode må kun stå én gang."))
    return faults


def _place(found: Observation) -> str:
    return Fault(f"data/raw/{found.file}", "", "", "", sheet=found.sheet, row=found.row).where()


def _fault(found: Observation, value: str, rule: str) -> Fault:
    return Fault(
        place=f"data/raw/{found.file}",
        value=value,
        rule=rule,
        remedy="Slet den ene række.",
        sheet=found.sheet,
        row=found.row,
    )
