"""The cells of a table that give no number, told apart by why: empty, hidden by the owner, or a share of nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from helpers.intake.amounts import Amounts, read_number
from helpers.intake.delivery import Delivery
from helpers.intake.documents import Place
from helpers.intake.numbers import Mark, NotANumber, Number

_NAMED = 5
"""So many cells are named by their place."""
_ASK = "Spørg dataejeren, om tallene findes."


@dataclass(frozen=True)
class Without:
    """Collects the cells without a number while a sheet is read, and warns of each kind once."""

    delivery: Delivery
    empty: list[Place] = field(default_factory=list[Place])
    hidden: list[Place] = field(default_factory=list[Place])
    of_nobody: list[Place] = field(default_factory=list[Place])

    def note(self, row: int, roles: Mapping[str, int], amounts: Amounts | None) -> None:
        """Note what a row gave for one indicator and period: its amounts, or nothing."""
        first = roles.get("value", next(iter(roles.values())))
        if amounts is None and "denominator" in roles and self._number(row, roles["denominator"]).value == 0:
            self.of_nobody.append((row, roles["denominator"]))
        elif amounts is None:
            self.empty.append((row, first))
        elif amounts.hidden:
            at = (column for column in roles.values() if self._number(row, column).mark is Mark.HIDDEN)
            self.hidden.append((row, next(at, first)))

    def _number(self, row: int, column: int) -> Number:
        try:
            cell = self.delivery.spot.sheet.data_cell(row, column)
            return read_number(cell, self.delivery.source.reader.decimal_mark)
        except NotANumber:
            return Number(None, Mark.MISSING)

    def warn(self) -> None:
        """Warn of the cells that were noted."""
        self._warn(self.empty, "mangler", "Tomme felter og tegnet … bliver til manglende data.", _ASK)
        self._warn(
            self.hidden,
            "er skjult (..)",
            "Tegnet .. siger, at dataejeren holder tallet skjult; det er ikke nul.",
            "Spørg dataejeren, om tallene kan gives for flere år eller områder under ét.",
        )
        self._warn(
            self.of_nobody,
            "kan ikke regnes ud, fordi nævneren er 0",
            "En andel eller rate af ingen findes ikke; den bliver til manglende data.",
            "Spørg dataejeren, om der virkelig ingen var.",
        )

    def _warn(self, cells: list[Place], what: str, rule: str, remedy: str) -> None:
        if cells:
            count = f"{len(cells)} {'værdi' if len(cells) == 1 else 'værdier'}"
            self.delivery.warn(self.delivery.spot.fault(f"{count} {what} ({self._places(cells)})", rule, remedy))

    def _places(self, cells: list[Place]) -> str:
        # A cell that serves two indicators is named once.
        spot = self.delivery.spot
        places = [f"række {row + 1}, kolonne {spot.column(column)}" for row, column in dict.fromkeys(cells)]
        more = len(places) - _NAMED
        shown = "; ".join(places[:_NAMED])
        return shown if more <= 0 else f"{shown} og {more} {'til' if more == 1 else 'flere'}"
