"""How many residents and homes an area has, as far as the figures of the evaluation tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from helpers.disclosure.policy import Policy
from helpers.measurement.results import Measurement
from helpers.plan.model import AreaKind, Registry

_SMALL = frozenset(
    {AreaKind.AREA, AreaKind.PART, AreaKind.AGGREGATE, AreaKind.COMPARISON, AreaKind.DISTRICT, AreaKind.MENTIONED}
)
"""Places so small that a table of a sensitive subject can be about few; a municipality or a sector isn't."""

_Years = Mapping[int, float]


@dataclass(frozen=True)
class Sizes:
    """Residents and homes by area and year."""

    residents: Mapping[str, _Years]
    homes: Mapping[str, _Years]
    members: Mapping[str, tuple[str, ...]]
    small: frozenset[str]
    """Areas that the rule about residents and homes is for."""

    def of(self, area: str, day: date | None) -> tuple[float | None, float | None]:
        """Return residents and homes of an area at a time; None for what no figure tells.

        The year's own figure, else the latest before it, else the first after. An aggregate of which nothing is told is
        as large as its members together.
        """
        return self._number(self.residents, area, day), self._number(self.homes, area, day)

    def _number(self, told: Mapping[str, _Years], area: str, day: date | None) -> float | None:
        years = told.get(area)
        if years:
            before = [year for year in years if day is None or year <= day.year]
            return years[max(before)] if before else years[min(years)]
        members = self.members.get(area, ())
        parts = [self._number(told, member, day) for member in members if member != area]
        known = [part for part in parts if part is not None]
        return sum(known) if known and len(known) == len(members) else None


def sizes_of(measurements: Iterable[Measurement], registry: Registry, policy: Policy) -> Sizes:
    """Return what the figures tell of residents and homes.

    Of several figures for a year the largest: an age group is a part of the residents, who are then at least as many.
    """
    tells = dict.fromkeys(policy.residents, "residents") | dict.fromkeys(policy.homes, "homes")
    by_group = {found.id for found in registry.indicators if found.denominator is not None}
    told: dict[str, dict[str, dict[int, float]]] = {
        "residents": defaultdict(dict),
        "homes": defaultdict(dict),
    }
    for found in measurements:
        if found.indicator not in tells or found.period_end is None or found.breakdown is not None:
            continue
        number = found.denominator if found.indicator in by_group else (found.numerator or found.value)
        if number is not None:
            years = told[tells[found.indicator]][found.area]
            years[found.period_end.year] = max(number, years.get(found.period_end.year, 0.0))
    return Sizes(
        told["residents"],
        told["homes"],
        {area.id: area.members for area in registry.areas if area.members},
        frozenset(area.id for area in registry.areas if area.kind in _SMALL),
    )
