"""Percentages of a table that look like fractions: 0,25 where 25 is meant would be a hundredfold too small, silently.

Asked is only where nobody has said how the file writes its shares: not where `file_unit` is declared, a sign for
percent stands beside the number, or the counts behind the share are given and must agree with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from helpers.intake.amounts import SHARES, read_number
from helpers.intake.declaration import ValueFrom
from helpers.intake.delivery import Delivery
from helpers.intake.documents import Place, blank
from helpers.intake.headings import normal
from helpers.intake.numbers import NotANumber
from helpers.plan.model import Unit

_CLEARLY_PERCENT = 5
"""If all other shares of an area are above this, one below 1 is hardly of the same kind."""
_NAMED = 5
RULE = "Andele mellem 0 og 1: er de skrevet som brøk? Andele læses i procent: 58,3 og ikke 0,583."
REMEDY = "Skriv »file_unit: fraction« i sources.yml, eller »file_unit: as_stated« for at sige, at de er procent."


@dataclass(frozen=True)
class _Share:
    place: Place
    of: tuple[str | None, ...]
    """Area, breakdown and activity."""
    value: Decimal


def is_unsaid(value: ValueFrom) -> bool:
    """Tell whether `sources.yml` leaves open how the file writes a value."""
    return value.value is not None and "file_unit" not in value.model_fields_set


def check_fractions(delivery: Delivery, rows: tuple[int, ...]) -> None:
    """Refuse shares that look like fractions: all of a column, or one beside others that are clearly percentages.

    A single share below 1 with nothing beside it is only warned of.
    """
    for value in delivery.source.values:
        indicator = delivery.registry.indicator(value.indicator)
        if is_unsaid(value) and indicator.unit is Unit.PERCENT and indicator.nature in SHARES:
            shares = [share for share in _shares(delivery, rows, value) if share.value]
            small = [share for share in shares if 0 < share.value <= 1]
            if len(small) == len(shares) == 1:
                delivery.warn(
                    delivery.spot.fault("den eneste andel ligger mellem 0 og 1", RULE, REMEDY, *small[0].place)
                )
            elif small and len(small) == len(shares):
                _refuse(delivery, small, f"alle {len(small)} andele ligger mellem 0 og 1")
            else:
                _refuse_odd(delivery, shares)


def _refuse_odd(delivery: Delivery, shares: Sequence[_Share]) -> None:
    by_area: dict[tuple[str | None, ...], list[_Share]] = defaultdict(list)
    for share in shares:
        by_area[share.of].append(share)
    odd = [share for own in by_area.values() for share in odd_ones(own)]
    if odd:
        _refuse(delivery, odd, f"{len(odd)} {'andel' if len(odd) == 1 else 'andele'} under 1 blandt andele over 5")


def odd_ones(shares: Sequence[_Share]) -> Iterator[_Share]:
    """Yield the shares of one area below 1, if there are others and all these are above 5."""
    below = [share for share in shares if 0 < share.value < 1]
    if len(below) < len(shares) and all(share.value > _CLEARLY_PERCENT for share in shares if share not in below):
        yield from below


def _refuse(delivery: Delivery, shares: Sequence[_Share], what: str) -> None:
    spot = delivery.spot
    named = "; ".join(f"række {row + 1}, kolonne {spot.column(column)}" for row, column in _places(shares)[:_NAMED])
    more = f" og {len(shares) - _NAMED} til" if len(shares) > _NAMED else ""
    delivery.refuse(f"{what} ({named}{more})", RULE, REMEDY, *shares[0].place)


def _places(shares: Sequence[_Share]) -> list[Place]:
    return [share.place for share in shares]


def _shares(delivery: Delivery, rows: tuple[int, ...], value: ValueFrom) -> Iterator[_Share]:
    columns = delivery.source.columns
    assert columns is not None  # sources.yml is refused without columns for tables
    sheet, found = delivery.spot.sheet, delivery.layout.columns
    counted = [found[heading] for heading in (value.numerator, value.denominator) if heading is not None]
    for row in rows:
        if delivery.is_left_out(row) or not _is_about(delivery, row, value):
            continue
        if len(counted) > 1 and all(not blank(sheet.data_cell(row, one.column)) for group in counted for one in group):
            continue
        area = delivery.text(row, columns.area)
        known = None if area is None else delivery.names.find(area)
        of = (known, delivery.text(row, columns.breakdown), delivery.text(row, columns.activity))
        for one in found[value.value or ""]:
            number = _number(delivery, row, one.column)
            if number is not None:
                yield _Share((row, one.column), of, number)


def _is_about(delivery: Delivery, row: int, value: ValueFrom) -> bool:
    assert delivery.source.columns is not None  # as above
    heading = delivery.source.columns.indicator
    return heading is None or normal(delivery.note(row, heading) or "") == normal(value.where or value.indicator)


def _number(delivery: Delivery, row: int, column: int) -> Decimal | None:
    """Return the number in a cell, unless it says itself that it is a percentage."""
    try:
        number = read_number(delivery.spot.sheet.data_cell(row, column), delivery.source.reader.decimal_mark)
    except NotANumber:
        return None
    return None if number.unit is not None else number.value
