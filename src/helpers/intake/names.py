"""Area names as owners write them, resolved to the ids of the registry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from helpers.intake.headings import normal
from helpers.plan.model import Registry
from helpers.plan.validating import closest


@dataclass(frozen=True)
class AreaNames:
    """Every name under which an area is known.

    Parameters
    ----------
    ids
        From the name in lower case to the area's id.
    shown
        The names as a person writes them, for suggestions.
    """

    ids: Mapping[str, str]
    shown: tuple[str, ...]

    @classmethod
    def of(cls, registry: Registry, own_names: Mapping[str, str]) -> AreaNames:
        """Return the names of the registry and those that only one owner uses (which go first)."""
        pairs: list[tuple[str, str]] = []
        for area in registry.areas:
            pairs.extend((name, area.id) for name in (area.name, area.id, *area.aliases))
        pairs.extend(own_names.items())
        return cls({_key(name): area for name, area in pairs}, tuple(name for name, _ in pairs))

    def find(self, text: str) -> str | None:
        """Return the id of the area that `text` names, or None."""
        return self.ids.get(_key(text))

    def remedy(self, text: str) -> str:
        """Return what to do about a name that nobody knows."""
        near = closest(text, self.shown)
        if near is None:
            return "Ret navnet, eller tilføj det under »area_names« i sources.yml."
        return f"Mente du »{near}«? Ret navnet, eller tilføj det under »area_names« i sources.yml."


def _key(name: str) -> str:
    """Return a name for comparison: besides case and spaces, `&` is `og` and spaces round a slash don't matter."""
    return re.sub(r"\s*/\s*", "/", normal(name).replace(" & ", " og "))
