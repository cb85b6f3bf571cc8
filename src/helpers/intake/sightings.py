"""Who stands in the rows of a list of persons, and what all its rows together have become."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace

from helpers.intake.amounts import Amounts
from helpers.intake.declaration import Source
from helpers.intake.delivery import Delivery
from helpers.intake.documents import blank
from helpers.intake.findings import Located
from helpers.intake.periods import Period
from helpers.intake.pseudonyms import Pseudonyms, load_key
from helpers.intake.tables import Row, observation_at
from helpers.observations.table import Origin
from helpers.plan.model import Indicator, Plan

_FOR_INVENTED = b"invented persons need no secret"

Deliveries = Sequence[tuple[Delivery, tuple[int, ...]]]
"""The table of each file of a source, and its data rows."""


@dataclass(frozen=True)
class Sighting:
    """One row of a list: who, and where it stands."""

    person: Hashable
    """Equal for rows about the same person; never a name."""
    delivery: Delivery
    row: int


@dataclass(frozen=True)
class Persons:
    """Tells persons apart."""

    pseudonyms: Pseudonyms | None
    """None: each row is a person of its own."""

    @classmethod
    def of(cls, delivery: Delivery) -> Persons:
        """Return what tells the persons of a source apart.

        The invented persons of the demonstration have nothing to keep secret: they are told apart with a key that
        anybody may know, so that a fresh copy can be built without one.

        Raises
        ------
        DataError
            If the source has a column `person`, isn't synthetic, and there is no usable key.
        """
        return cls(pseudonyms_of(delivery.plan, delivery.source))

    def sighting(self, delivery: Delivery, row: int) -> Sighting | None:
        """Return who a row is about, or None after reporting that it doesn't say."""
        heading = delivery.source.columns.person if delivery.source.columns is not None else None
        if self.pseudonyms is None or heading is None:
            return Sighting((delivery.file, row), delivery, row)
        cell = delivery.cell(row, heading)
        if not blank(cell):
            return Sighting(self.pseudonyms.of(cell), delivery, row)
        delivery.refuse(
            "rækken siger ikke, hvem den handler om",
            "Personer tælles én gang, og derfor skal hver række kunne høre til en person.",
            "Udfyld feltet med et medlemsnummer eller lignende.",
            row,
            delivery.layout.only(heading),
        )
        return None


def pseudonyms_of(plan: Plan, source: Source) -> Pseudonyms | None:
    """Return what makes the pseudonyms of a source; None if no column tells persons apart.

    Raises
    ------
    DataError
        As `Persons.of`.
    """
    if source.columns is None or source.columns.person is None:
        return None
    key = _FOR_INVENTED if source.origin is Origin.SYNTHETIC else load_key()
    return Pseudonyms(key, f"{plan.id}/{source.id}")


def located_count(
    deliveries: Deliveries, indicator: Indicator, where: tuple[str, str | None], period: Period, amounts: Amounts
) -> Located:
    """Return an observation that all rows of the source's lists have made together.

    It leads to the first data row of the first list, whichever rows it was counted from: in a list sorted by area the
    row numbers would tell how many persons there are where the number itself is hidden.

    Parameters
    ----------
    deliveries
        The lists.
    indicator
        What was counted.
    where
        Area and activity.
    period
        When.
    amounts
        The numbers.
    """
    delivery, rows = deliveries[0]
    area, activity = where
    files = "personlisten" if len(deliveries) == 1 else f"{len(deliveries)} personlister"
    once = "; hver person tæller én gang" if delivery.source.columns and delivery.source.columns.person else ""
    row = Row(rows[0], area, activity, None, f"Talt op af {files}, hvis første række står her{once}.", period)
    found = observation_at(delivery, row, indicator, amounts)
    name = delivery.file.rsplit("/", 1)[-1]
    about = ":".join(part for part in (indicator.id, area, activity) if part)
    return Located(replace(found, id=f"{delivery.source.id}/{name}:{about}@{period.start}/{period.end}"), {})
