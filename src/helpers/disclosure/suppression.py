"""Which cells are hidden: small counts for their own sake, others because they would give them away."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from helpers.disclosure.attacker import component, range_of
from helpers.disclosure.cells import Cell, Content, cell_of, contents_of, in_order
from helpers.disclosure.earlier import Earlier
from helpers.disclosure.equations import Equation, equations_of, families
from helpers.disclosure.moving_groups import cells_of_flows
from helpers.disclosure.policy import Policy
from helpers.disclosure.short_lines import cells_of_small_lines
from helpers.measurement.results import Measurement, Results
from helpers.paths import checksum
from helpers.plan.model import Registry

Level = Literal["primary", "secondary"]

_PINNED = 1.0
"""A range narrower than this holds one whole number at most."""
_SLACK = 1e-6
_MARK = 12


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
    """The marks (`mark_of`) of all cells that the decision is about; of any other cell nothing is decided."""

    def knows(self, measurement: Measurement) -> bool:
        """Tell whether the decision was about a measurement's cell at all."""
        return mark_of(cell_of(measurement)) in self.seen

    @cached_property
    def _cells(self) -> frozenset[Cell]:
        return frozenset(found.cell for found in self.hidden)

    def hides(self, measurement: Measurement) -> bool:
        """Tell whether a measurement may not be shown."""
        return cell_of(measurement) in self._cells

    def to_json(self) -> str:
        """Return the decisions as JSON; the same decisions give the same text."""
        data = {
            "profile": self.profile,
            "hidden": [_plain(found) for found in self.hidden],
            "exposed": [_plain(found) for found in self.exposed],
            "seen": " ".join(sorted(self.seen)),
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
        )


def mark_of(cell: Cell) -> str:
    """Return twelve hexadecimal digits that stand for a cell: short, since a decision lists thousands."""
    return checksum("\0".join(cell.order).encode())[:_MARK]


def protect(results: Results, registry: Registry, policy: Policy) -> Protection:
    """Decide what is hidden in the results of a whole evaluation.

    Primary: small counts of persons, shares of small groups, and shares so close to 0 or 100 % that the others
    are few. Secondary: cells are added, the smallest that suffice first, until a reader who knows every shown
    figure and every sum can't work out any hidden count to within the policy's width; then those that turned out
    unnecessary are shown again. Lines of quarters or months with many small values are hidden whole,
    and so are the four groups of those who moved and those who stayed if one of them, or one less the same of an
    earlier period, is small.
    """
    contents = contents_of(results, registry, policy)
    primary = frozenset(cell for cell, content in contents.items() if content.sensitive)
    whole_lines = cells_of_small_lines(results, contents, registry) | cells_of_flows(contents, registry, policy)
    hidden, exposed = set(primary | whole_lines), set[Cell]()
    for family in families(equations_of(contents, registry)):
        work = _Work(contents, family, policy, primary, whole_lines)
        work.run()
        hidden |= work.hidden
        exposed |= work.exposed
    return Protection(
        policy.profile,
        tuple(_record(cell, primary) for cell in in_order(hidden)),
        tuple(_record(cell, primary) for cell in in_order(exposed)),
        frozenset(map(mark_of, contents)),
    )


def protect_all(
    results: Mapping[str, Results],
    registry: Registry,
    policies: Mapping[str, Policy],
    earlier: Sequence[Earlier] = (),
    *,
    counted: Mapping[str, Results] | None = None,
) -> dict[str, Protection]:
    """Decide what is hidden in all evaluations of a project at once.

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
    counted
        The results before rounding; None: nothing is rounded.
    """
    return {name: protect(found, registry, policies[name]) for name, found in results.items()}


class _Work:
    """The search for secondary cells in one family of sums; each step tries candidates against the attacker."""

    def __init__(
        self,
        contents: Mapping[Cell, Content],
        equations: tuple[Equation, ...],
        policy: Policy,
        primary: frozenset[Cell],
        whole_lines: frozenset[Cell],
    ) -> None:
        cells = {cell for equation in equations for cell in equation.cells}
        self.contents = contents
        self.equations = equations
        self.policy = policy
        self.wholes = {equation.whole for equation in equations}
        self.primary = primary & cells
        self.from_the_start = (primary | whole_lines) & cells
        self.hidden: frozenset[Cell] = self.from_the_start
        self.exposed: set[Cell] = set()
        # A rest of 1-4 persons is nobody's cell, but whole and parts together would show it.
        self.rests = tuple(equation for equation in equations if self._few_left(equation))
        self.given_up: set[Cell | Equation] = set()
        self.answers: dict[tuple[Cell | Equation, frozenset[Cell]], float] = {}

    def run(self) -> None:
        while (weak := self._weakest(self.hidden)) is not None:
            best = self._best_partner(weak)
            if best is not None:
                self.hidden |= {best}
                continue
            self.given_up.add(weak)
            if isinstance(weak, Cell):
                self.exposed.add(weak)
        self._show_the_unnecessary()

    def _few_left(self, equation: Equation) -> bool:
        persons = self.contents[equation.whole].persons
        return persons and not equation.complete and equation.rest < self.policy.smallest_shown

    def _needed(self, target: Cell | Equation) -> float:
        if isinstance(target, Equation):
            return self.policy.minimum_width
        if target not in self.primary:
            return _PINNED
        limit = self.contents[target].group
        return self.policy.minimum_width if limit is None else min(self.policy.minimum_width, limit)

    def _width(self, target: Cell | Equation, hidden: frozenset[Cell]) -> float:
        unknown = [target] if isinstance(target, Cell) else [cell for cell in target.cells if cell in hidden]
        if not unknown:
            return 0.0
        tied = component(unknown[0], hidden, self.equations)
        # The same question comes back after each step that changes something elsewhere in the family.
        question = (target, frozenset(cell for found in tied for cell in found.cells if cell in hidden))
        if question not in self.answers:
            self.answers[question] = range_of(target, hidden, tied, self.contents).width
        return self.answers[question]

    def _weakest(self, hidden: frozenset[Cell]) -> Cell | Equation | None:
        targets: list[Cell | Equation] = [*in_order(hidden), *self.rests]
        for target in targets:
            if target not in self.given_up and self._width(target, hidden) < self._needed(target) - _SLACK:
                return target
        return None

    def _best_partner(self, weak: Cell | Equation) -> Cell | None:
        widest: tuple[float, Cell] | None = None
        for candidate in sorted(self._candidates(weak), key=self._cost):
            width = self._width(weak, self.hidden | {candidate})
            if width >= self._needed(weak) - _SLACK:
                return candidate
            if widest is None or width > widest[0]:
                widest = (width, candidate)
        return None if widest is None else widest[1]

    def _candidates(self, weak: Cell | Equation) -> set[Cell]:
        tied = component(weak, self.hidden, self.equations) if isinstance(weak, Cell) else (weak,)
        near = {cell for equation in tied for cell in equation.cells}
        return {cell for cell in near - self.hidden if not self.contents[cell].printed}

    def _cost(self, cell: Cell) -> tuple[bool, float, tuple[str, ...]]:
        # A total that stays is worth more to readers than its smallest part.
        return cell in self.wholes, self.contents[cell].count or 0.0, cell.order

    def _show_the_unnecessary(self) -> None:
        for cell in sorted(self.hidden - self.from_the_start, key=self._cost, reverse=True):
            fewer = self.hidden - {cell}
            if self._weakest(fewer) is None:
                self.hidden = fewer


def _record(cell: Cell, primary: frozenset[Cell]) -> Hidden:
    level: Level = "primary" if cell in primary else "secondary"
    return Hidden(cell.area, cell.indicator, cell.first, cell.last, cell.breakdown, level)


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
