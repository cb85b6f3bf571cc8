"""Which cells are hidden: small counts for their own sake, others because they would give them away."""

from __future__ import annotations

import json
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from helpers.disclosure.assuming import choose_for_certain
from helpers.disclosure.cells import (
    NOTHING_BEHIND,
    Behind,
    Cell,
    Content,
    cell_of,
    contents_of,
    in_order,
    mark_of,
    measurements_of,
    unsized_areas,
)
from helpers.disclosure.earlier import Earlier
from helpers.disclosure.moving_groups import cells_of_flows
from helpers.disclosure.policy import Policy
from helpers.disclosure.relations import system_of
from helpers.disclosure.short_lines import cells_of_small_lines
from helpers.disclosure.vintages import Vintages
from helpers.disclosure.weighted import is_weighted, told
from helpers.measurement.results import Measurement, Results
from helpers.plan.model import Registry

Level = Literal["primary", "secondary"]


@dataclass(frozen=True)
class Hidden:
    """One hidden cell and why: for its own sake (primary), or as it would give one away (secondary)."""

    area: str
    indicator: str
    first: date | None
    last: date | None
    breakdown: str | None
    level: Level

    @property
    def cell(self) -> Cell:
        """The cell itself."""
        return Cell(self.area, self.indicator, self.first, self.last, self.breakdown)


@dataclass(frozen=True)
class Protection:
    """What is hidden in one evaluation; decided for the whole, obeyed by every page."""

    profile: str
    hidden: tuple[Hidden, ...]
    exposed: tuple[Hidden, ...] = ()
    """Hidden cells that figures printed in the source documents give away; nothing can protect these."""
    seen: frozenset[str] = frozenset()
    """The marks (`mark_of`) of all cells, with their numbers, that the decision is about; of anything else nothing is
    decided."""
    rounding: int | None = None
    """What figures of persons are rounded to before they are told; None: they aren't."""
    unsized: tuple[str, ...] = ()
    """Small areas with sensitive figures of which no figure tells how many live there; the pages say so."""

    asked: set[str] = field(default_factory=set[str], compare=False, repr=False)
    """The marks that `knows` was asked about; what a page shows rests on the answers."""
    asked_to_hide: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]], compare=False, repr=False)
    """The pairs of area and indicator that `hides` was asked about."""

    def knows(self, measurement: Measurement) -> bool:
        """Tell whether the decision was about a measurement's cell, and about this number in it."""
        mark = mark_of(measurement)
        self.asked.add(mark)
        return mark in self.seen

    def about(self, cells: Collection[tuple[str, str]]) -> Protection:
        """Return what is decided about some pairs of area and indicator, and nothing about others.

        Nothing may be released by it: of the figures in a view sums are made that the view has no pair for.
        """
        return replace(
            self.for_page(cells),
            hidden=tuple(found for found in self.hidden if (found.area, found.indicator) in cells),
            exposed=tuple(found for found in self.exposed if (found.area, found.indicator) in cells),
        )

    def for_page(self, cells: Collection[tuple[str, str]]) -> Protection:
        """Return all that is hidden, with the small areas of a page only, and nothing asked yet."""
        areas = {area for area, _ in cells}
        unsized = tuple(area for area in self.unsized if area in areas)
        return replace(self, unsized=unsized, asked=set(), asked_to_hide=set())

    @cached_property
    def _cells(self) -> frozenset[Cell]:
        return frozenset(found.cell for found in self.hidden)

    def hides(self, measurement: Measurement) -> bool:
        """Tell whether a measurement may not be shown."""
        self.asked_to_hide.add((measurement.area, measurement.indicator))
        return cell_of(measurement) in self._cells

    def to_json(self) -> str:
        """Return the decisions as JSON; the same decisions give the same text."""
        data = {
            "profile": self.profile,
            "hidden": [_plain(found) for found in self.hidden],
            "exposed": [_plain(found) for found in self.exposed],
            "seen": " ".join(sorted(self.seen)),
            "rounding": self.rounding,
            "unsized": list(self.unsized),
        }
        return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Protection:
        """Return the decisions that `to_json` wrote."""
        data: dict[str, Any] = json.loads(text)
        return cls(
            data["profile"],
            tuple(_hidden(found) for found in data["hidden"]),
            tuple(_hidden(found) for found in data["exposed"]),
            frozenset(data["seen"].split()),
            data["rounding"],
            tuple(data["unsized"]),
        )


def protect(
    results: Results,
    registry: Registry,
    policy: Policy,
    earlier: Sequence[Earlier] = (),
    *,
    behind: Behind = NOTHING_BEHIND,
) -> Protection:
    """Decide what is hidden in the results of one evaluation, as if it were the project's only one."""
    name = results.evaluation
    return protect_all({name: results}, registry, {name: policy}, earlier, behind={name: behind})[name]


def protect_all(
    results: Mapping[str, Results],
    registry: Registry,
    policies: Mapping[str, Policy],
    earlier: Sequence[Earlier] = (),
    *,
    behind: Mapping[str, Behind] | None = None,
) -> dict[str, Protection]:
    """Decide what is hidden in all evaluations of a project at once.

    Primary: small counts of persons, shares of small groups, and shares so close to 0 or 100 % that the others are
    few (`cells.contents_of`). Whole lines of quarters or months with many small values are hidden, and the four groups
    of those who moved and those who stayed, if one of them, or one less the same of an earlier period, is small.
    Secondary: as little more as keeps a reader, who knows every shown figure, every sum and everything published
    before, from working out any hidden count, or who a share leaves out, to within the policy's width
    (`choosing.choose`; of what such a reader guesses, see `assuming`). The same area, indicator and period in two
    evaluations is hidden in both or in neither; what was hidden once stays hidden.

    Parameters
    ----------
    results
        Of each evaluation, by its id; rounded where its profile rounds.
    registry
        Areas and indicators.
    policies
        The rules of each evaluation.
    earlier
        Everything published before, oldest first.
    behind
        The results before rounding, and what decides what is small.
    """
    known = {
        name: _contents(found, registry, policies[name], (behind or {}).get(name, NOTHING_BEHIND))
        for name, found in results.items()
    }
    forced = {
        cell
        for name, found in results.items()
        for cells in (
            cells_of_small_lines(found, known[name], registry),
            cells_of_flows(known[name], registry),
        )
        for cell in cells
    }
    attainments = [attainment for found in results.values() for attainment in found.attainments]
    goals = {attainment.goal for attainment in attainments}
    deciding = {
        cell_of(found)
        for attainment in attainments
        for found in (attainment.measurement, attainment.baseline, attainment.benchmark)
        if found is not None
    }
    vintages = Vintages(known, earlier, forced)
    system = system_of(vintages, registry, goals, deciding)
    choice = choose_for_certain(system)
    hidden = {*choice.hidden, *vintages.hidden_anyway()}
    exposed = {system.figures[key].unit for key in choice.exposed}
    return {
        name: Protection(
            policies[name].profile,
            _records(contents, hidden, vintages),
            _records(contents, exposed, vintages),
            frozenset(map(mark_of, measurements_of(results[name]))),
            policies[name].rounding,
            unsized_areas(contents),
        )
        for name, contents in known.items()
    }


def _contents(results: Results, registry: Registry, policy: Policy, behind: Behind) -> dict[Cell, Content]:
    """Return what stands in the cells, as a reader sees it: of a weighted share the weighted count."""
    contents = contents_of(results, registry, policy, behind)
    for measurement in measurements_of(results):
        if is_weighted(measurement):
            cell = cell_of(measurement)
            contents[cell] = replace(contents[cell], count=told(measurement).numerator)
    return contents


def _records(contents: Mapping[Cell, Content], chosen: set[Hashable], vintages: Vintages) -> tuple[Hidden, ...]:
    return tuple(
        Hidden(
            cell.area,
            cell.indicator,
            cell.first,
            cell.last,
            cell.breakdown,
            "primary" if vintages.is_sensitive(cell) else "secondary",
        )
        for cell in in_order(contents)
        if cell in chosen and vintages.can_hide(cell, contents[cell])
    )


def _plain(found: Hidden) -> dict[str, str | None]:
    return {
        "area": found.area,
        "indicator": found.indicator,
        "first": None if found.first is None else found.first.isoformat(),
        "last": None if found.last is None else found.last.isoformat(),
        "breakdown": found.breakdown,
        "level": found.level,
    }


def _hidden(data: dict[str, Any]) -> Hidden:
    first, last = data["first"], data["last"]
    return Hidden(
        data["area"],
        data["indicator"],
        None if first is None else date.fromisoformat(first),
        None if last is None else date.fromisoformat(last),
        data["breakdown"],
        data["level"],
    )
