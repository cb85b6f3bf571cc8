"""Files that say the same things: one fault for each pair of files, since one of the two has to go."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.errors import Fault
from helpers.intake.findings import Located
from helpers.intake.numbers import format_number
from helpers.observations.table import Origin
from helpers.observations.tidying import key_of
from helpers.plan.model import Registry

_SHOWN = 5
_Pair = tuple[Located, Located]


def by_pair_of_files(faults: Iterable[Fault], located: Iterable[Located], registry: Registry) -> tuple[Fault, ...]:
    """Return the faults of a table that contradicts itself, with those between two files as one for each pair.

    Parameters
    ----------
    faults
        What `tidy` found.
    located
        What the table is made of.
    registry
        Gives areas and indicators their names.
    """
    pairs = _pairs(located)
    told = {_at(item) for found in pairs.values() for pair in found for item in pair}
    within = [fault for fault in faults if (fault.place, fault.sheet, fault.row) not in told]
    within.sort(key=lambda fault: (fault.place, fault.sheet or "", fault.row or 0))
    return (*within, *(_fault(files, found, registry) for files, found in sorted(pairs.items())))


def _pairs(located: Iterable[Located]) -> dict[tuple[str, str], list[_Pair]]:
    """Return what two files both say, by the files; in the order of the second one's rows."""
    first: dict[tuple[object, ...], Located] = {}
    found: dict[tuple[str, str], list[_Pair]] = {}
    items = [item for item in located if item.observation.origin is not Origin.DOCUMENTED]
    for item in sorted(items, key=lambda one: (one.observation.file, one.observation.sheet or "", _row(one))):
        one = item.observation
        before = first.setdefault((one.origin, *key_of(one)), item)
        if before.observation.file != one.file:
            found.setdefault((before.observation.file, one.file), []).append((before, item))
    return found


def _fault(files: tuple[str, str], found: list[_Pair], registry: Registry) -> Fault:
    other, own = files
    rest = f"; og {len(found) - _SHOWN} til" if len(found) > _SHOWN else ""
    examples = "; ".join(_told(pair, registry) for pair in found[:_SHOWN])
    return Fault(
        place=f"data/raw/{own}",
        value=f"{len(found)} tal står også i data/raw/{other}: {examples}{rest}",
        rule="Samme område, indikator og periode må kun stå én gang.",
        remedy="Filerne har samme rækker; tag den ene ud.",
    )


def _told(pair: _Pair, registry: Registry) -> str:
    """Return where the two stand and, if they are not the same, both numbers; a count of persons is never told."""
    one = pair[1].observation
    area = next((area.name for area in registry.areas if area.id == one.area), one.area)
    name = registry.indicator(one.indicator).short_name
    values = [item.observation.value for item in pair]
    differ = values[0] != values[1] and all("value" in item.columns for item in pair)
    numbers = f" ({_number(values[0])} og {_number(values[1])})" if differ else ""
    return f"række {_row(pair[0])} og {_row(pair[1])}, {name} for {area}, {one.period_label}{numbers}"


def _number(value: float | None) -> str:
    return "tom" if value is None else format_number(round(value, 6))


def _row(item: Located) -> int:
    return item.observation.row or 0


def _at(item: Located) -> tuple[str, str | None, int | None]:
    found = item.observation
    return f"data/raw/{found.file}", found.sheet, found.row
