"""Names that a delivery may hold because they name places, bodies and activities, not persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from helpers.intake.declaration import Source
from helpers.intake.headings import declared_headings, normal
from helpers.plan.model import Plan, Registry

_SHORTEST = 4
"""Shorter names are not cut out of a longer text: too many words begin with them."""


@dataclass(frozen=True)
class PublicNames:
    """What may stand in a delivery though it looks like a person's details.

    Parameters
    ----------
    names
        Areas with all their names, organisations, towns, parties, bodies, activities, the owner.
    contacts
        The owner's own public e-mail, telephone, address and names that only look like a person's, as `sources.yml`
        lists them.
    """

    names: frozenset[str] = field(default_factory=frozenset[str])
    contacts: tuple[str, ...] = ()
    own: frozenset[str] = field(default_factory=frozenset[str])
    """Names of one source only; apart from `names`, which all sources of an evaluation share."""

    @classmethod
    def of(cls, plan: Plan, registry: Registry, source: Source) -> PublicNames:
        """Return the public names of an evaluation and one of its sources."""
        shared = _normal((*_of_registry(registry), *_of_plan(plan)))
        return cls(shared, source.contact, _normal(_of_source(source)))

    @classmethod
    def of_plan(cls, plan: Plan, registry: Registry) -> PublicNames:
        """Return the public names of an evaluation, for texts that come from none of its sources."""
        return cls(_normal((*_of_registry(registry), *_of_plan(plan))))

    def knows(self, text: str) -> bool:
        """Tell whether a whole text is a public name."""
        name = normal(text)
        return name in self.names or name in self.own

    def cut_from(self, text: str) -> str:
        """Return a text with a bar in place of each public name, so that no name is made of what stands around it."""
        for names in (self.names, self.own):
            pattern = _pattern(names)
            text = text if pattern is None else pattern.sub("|", text)
        return text

    def cover(self, text: str) -> str:
        """Return a text of the same length with bars over each public name."""
        for names in (self.names, self.own):
            pattern = _pattern(names)
            text = text if pattern is None else pattern.sub(lambda found: "|" * len(found[0]), text)
        return text

    def is_contact(self, detail: str) -> bool:
        """Tell whether an e-mail, telephone number or address is one of the owner's public ones."""
        sought = _compared(detail)
        return any(contact.startswith(sought) for contact in self._contacts)

    @cached_property
    def _contacts(self) -> tuple[str, ...]:
        return tuple(_compared(contact) for contact in self.contacts)


def _normal(names: Iterable[str | None]) -> frozenset[str]:
    return frozenset(normal(name) for name in names if name)


@lru_cache(maxsize=64)
def _pattern(names: frozenset[str]) -> re.Pattern[str] | None:
    """Return what finds any of the names; dear to make, and the same for all sources of an evaluation."""
    long = sorted((name for name in names if len(name) >= _SHORTEST), key=lambda name: (-len(name), name))
    spaced = (r"\s+".join(re.escape(word) for word in name.split()) for name in long)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE) if long else None


def _compared(text: str) -> str:
    """Return letters and digits only, a telephone number without the country's."""
    plain = re.sub(r"[\W_]", "", text).casefold()
    return re.sub(r"^(?:00)?45(?=\d{8}$)", "", plain)


def _of_registry(registry: Registry) -> Iterator[str | None]:
    for area in registry.areas:
        yield from (area.name, *area.aliases, area.town, area.municipality, area.organisation)
    for indicator in registry.indicators:
        yield from (indicator.name, indicator.short_name)


def _of_plan(plan: Plan) -> Iterator[str | None]:
    yield from (plan.name, plan.short_name, plan.document_title, plan.municipality, *plan.parties)
    for activity in plan.activities:
        yield from (activity.name, activity.short_name, *activity.partners)
    for body in plan.bodies:
        yield from (body.name, body.members)
    for goal in plan.goals:
        yield from (goal.short_name, goal.data_source, goal.responsible)


def _of_source(source: Source) -> Iterable[str | None]:
    columns = source.columns
    own = () if columns is None else (*columns.area_names, *columns.skip_areas)
    codes = (code for check in source.checks for code in check.codes)
    return (
        source.owner,
        source.title,
        *source.contact,
        *own,
        *codes,
        *(value.where for value in source.values),
        *declared_headings(source),
    )
