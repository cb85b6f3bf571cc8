"""What a changed raw file changed: the numbers that were read from it before against those that are read now.

Only numbers, areas and periods are told, never a text of the file: a remark can name a person. Counts of persons are
told without the number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from helpers.intake.findings import Located
from helpers.intake.numbers import format_number
from helpers.observations.table import Observation, Origin
from helpers.observations.tidying import key_of
from helpers.plan.model import Registry

SHOWN = 10
"""So many differences are told; of the others only how many they are."""

_ROLES = ("value", "numerator", "denominator", "respondents", "low", "high")
_TEXTS = ("note", "wording", "period_label", "document", "page", "precision", "unit")
_Key = tuple[Any, ...]


def differences(before: Iterable[Located], after: Iterable[Located], registry: Registry) -> tuple[str, ...]:
    """Return each difference in Danish: place, old and new number, area and period; in the order of the rows.

    Rows that only moved are no difference.
    """
    old, new = _by_key(before), _by_key(after)
    found = [
        (item.observation.row or 0, text)
        for key, item in new.items()
        for text in _changed(old.get(key), item, registry)
    ]
    found += [
        (item.observation.row or 0, f"{_where(item)}: tallet er væk ({_about(item.observation, registry)})")
        for key, item in old.items()
        if key not in new
    ]
    return tuple(text for _, text in sorted(found))


def told(all_of_them: tuple[str, ...]) -> str:
    """Return the first differences in one line, and how many more there are."""
    rest = len(all_of_them) - SHOWN
    return "; ".join(all_of_them[:SHOWN]) + (f"; og {rest} til" if rest > 0 else "")


def _by_key(items: Iterable[Located]) -> dict[_Key, Located]:
    """Return observations by what they are about; documents may say the same thing twice, in this order."""
    seen: Counter[_Key] = Counter()
    keyed: dict[_Key, Located] = {}
    for item in items:
        found = item.observation
        key: _Key = (found.id,) if found.origin is Origin.DOCUMENTED else key_of(found)
        keyed[(*key, seen[key])] = item
        seen[key] += 1
    return keyed


def _changed(before: Located | None, after: Located, registry: Registry) -> Iterator[str]:
    about = _about(after.observation, registry)
    if before is None:
        yield f"{_where(after)}: et nyt tal ({about})"
        return
    old, new = before.observation, after.observation
    roles = [role for role in _ROLES if getattr(old, role) != getattr(new, role)]
    for role in [role for role in roles if role in after.columns]:
        numbers = f"{_number(getattr(old, role))} → {_number(getattr(new, role))}"
        yield f"{_where(after)}, kolonne {after.columns[role]}: {numbers} ({about})"
    if roles and not set(roles) & set(after.columns):
        yield f"{_where(after)}: tallet er ændret ({about})"
    if not roles and any(getattr(old, name) != getattr(new, name) for name in _TEXTS):
        yield f"{_where(after)}: teksten er ændret ({about})"


def _where(item: Located) -> str:
    found = item.observation
    row = f"række {found.row}"
    return row if found.sheet is None else f"ark {found.sheet}, {row}"


def _about(found: Observation, registry: Registry) -> str:
    name = next((area.name for area in registry.areas if area.id == found.area), found.area)
    return f"{name}, {found.period_label}"


def _number(value: float | None) -> str:
    return "tom" if value is None else format_number(round(value, 6))
