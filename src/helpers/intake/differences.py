"""What a changed raw file changed: the numbers that were read from it before against those that are read now.

Only numbers, areas and periods are told, never a text of the file: a remark can name a person. Counts of persons are
told without the number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from helpers.intake.findings import Located
from helpers.intake.numbers import format_number, same_number
from helpers.intake.personal_numbers import shown_path
from helpers.observations.table import Observation, Origin
from helpers.observations.tidying import key_of
from helpers.plan.model import Registry

SHOWN = 10
"""So many differences are told; of the others only how many they are."""

_ROLES = (
    "value", "numerator", "denominator", "respondents", "low", "high", "population", "invited", "design_effect",
)  # fmt: skip
_TEXTS = ("note", "wording", "period_label", "document", "page", "precision", "unit", "weighting")
_Key = tuple[Any, ...]


def differences(before: Iterable[Located], after: Iterable[Located], registry: Registry, file: str) -> tuple[str, ...]:
    """Return each difference in Danish: place, old and new number, area and period; in the order of the rows.

    Rows that only moved are no difference. The place names its file only if it is another than `file`, the one that was
    changed: the table of residents behind a questionnaire changes the numbers of the answers.
    """
    old, new = _by_key(before), _by_key(after)
    found = [
        (item.observation.row or 0, text)
        for key, item in new.items()
        for text in _changed(old.get(key), item, registry, file)
    ]
    found += [
        (item.observation.row or 0, f"{_where(item, file)}: tallet er væk ({_about(item.observation, registry)})")
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


def _changed(before: Located | None, after: Located, registry: Registry, file: str) -> Iterator[str]:
    about, where = _about(after.observation, registry), _where(after, file)
    if before is None:
        yield f"{where}: et nyt tal ({about})"
        return
    old, new = before.observation, after.observation
    roles = [role for role in _ROLES if not same_number(getattr(old, role), getattr(new, role))]
    for role in [role for role in roles if role in after.columns]:
        numbers = f"{_number(getattr(old, role))} → {_number(getattr(new, role))}"
        yield f"{where}, kolonne {after.columns[role]}: {numbers} ({about})"
    if roles and not set(roles) & set(after.columns):
        yield f"{where}: tallet er ændret ({about})"
    if not roles and any(getattr(old, name) != getattr(new, name) for name in _TEXTS):
        yield f"{where}: teksten er ændret ({about})"


def _where(item: Located, file: str) -> str:
    found = item.observation
    other = "" if found.file == file else f"{shown_path(found.file.rpartition('/')[2])}, "
    sheet = "" if found.sheet is None else f"ark {found.sheet}, "
    return f"{other}{sheet}række {found.row}"


def _about(found: Observation, registry: Registry) -> str:
    name = next((area.name for area in registry.areas if area.id == found.area), found.area)
    return f"{name}, {found.period_label}"


def _number(value: float | None) -> str:
    return "tom" if value is None else format_number(round(value, 6))
