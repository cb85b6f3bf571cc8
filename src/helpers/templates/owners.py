"""Who delivers which indicators of an evaluation, read from the owners that the registry names.

The registry keeps the documents' words: `AAB og Jobcenter Vejle`, `Sundhedstjenesten (Novax)`. Here they become owners
that a person can ask, one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from helpers.errors import Fault, UsageError
from helpers.plan.model import AreaKind, Indicator, Plan, Registry
from helpers.plan.validating import closest

_BRACKET = re.compile(r"\s*\(([^)]*)\)")
_AND = re.compile(r"\s+og\s+|,\s+")
_ACRONYM = re.compile(r"[A-ZÆØÅ]{2,6}")
_DEFINITE = re.compile(r".+(?:en|et|ne)")
_GENITIVE = re.compile(r"[A-ZÆØÅ][\w-]*s")
_STEM = re.compile(r"(?:erne|ne|en|et|er|e|t)$")
_SHORTEST_STEM = 3
_NOBODY = ("ikke angivet",)
"""What the registry says where the documents name no owner."""
_THE_MUNICIPALITY = ("kommune", "kommunen")
_POLICE = re.compile(r".+s politi", re.IGNORECASE)
_MUNICIPALITY = " Kommune"


def owners_in(text: str) -> tuple[str, ...]:
    """Return the owners that one text of the registry names, without what stands in brackets.

    A name with `og` in itself stays whole: two genitives (`Sydsjællands og Lolland-Falsters Politi`), or an ending that
    names nobody on its own (`Slagelse Brand og Redning`).
    """
    plain = _BRACKET.sub("", text).strip()
    parts = [part.strip() for part in _AND.split(plain) if part.strip()]
    if _GENITIVE.fullmatch(parts[0]) or any(not _stands_alone(part) for part in parts[1:]):
        return (plain,)
    return tuple(part[0].upper() + part[1:] for part in parts)


def _stands_alone(part: str) -> bool:
    """Tell whether a part after `og` can be an owner: several words, an acronym, a definite or an uncapitalised one."""
    capitalised_noun = " " not in part and part[0].isupper()
    return not capitalised_noun or bool(_ACRONYM.fullmatch(part) or _DEFINITE.fullmatch(part))


def deliveries_of(plan: Plan, registry: Registry) -> Mapping[str, tuple[Indicator, ...]]:
    """Return each owner of an evaluation with the newest definitions of what it delivers.

    Delivered are the indicators of goals and those that area pages show. Owners and indicators come in the order in
    which the plan names them; an indicator that several owners deliver together stands with each. An indicator that
    another plan's document defined names that plan's police district or municipality; here it becomes this plan's.
    """
    full, elsewhere = _full_names(registry), _municipalities_elsewhere(plan, registry)
    found: dict[str, list[Indicator]] = {}
    names: dict[str, str] = {}
    wanted = (*(goal.indicator for goal in plan.goals), *plan.context_indicators)
    for identifier in dict.fromkeys(wanted):
        indicator = registry.indicator(identifier)
        own = indicator.source is None or indicator.source.document == plan.source.document
        for owner in owners_in(indicator.data_owner) if indicator.data_owner else ():
            if owner.casefold() in _NOBODY:
                continue
            name = _addressed(full.get(owner, owner), plan, () if own else elsewhere, own=own)
            found.setdefault(names.setdefault(name.casefold(), name), []).append(indicator)
    return {owner: tuple(indicators) for owner, indicators in found.items()}


def _municipalities_elsewhere(plan: Plan, registry: Registry) -> tuple[str, ...]:
    """Return the other municipalities without the word `Kommune`."""
    names = (area.name for area in registry.areas if area.kind is AreaKind.MUNICIPALITY)
    return tuple(name.removesuffix(_MUNICIPALITY) for name in names if name != plan.municipality)


def _addressed(owner: str, plan: Plan, elsewhere: Iterable[str], *, own: bool) -> str:
    """Return an owner as this plan may ask it: without the district of the plan that defined the indicator."""
    here = plan.municipality if plan.municipality.endswith(_MUNICIPALITY) else "Kommunen"
    if owner.casefold() in _THE_MUNICIPALITY:
        return here
    if own:
        return owner
    if _POLICE.fullmatch(owner):
        return "Politiet"
    words = owner.split()
    place = next((name for name in elsewhere if f" {name} " in f" {owner} "), None)
    if place is None:
        return owner
    if owner == f"{place}{_MUNICIPALITY}":
        return here
    rest = " ".join(word for word in words if word not in place.split())
    return rest[0].upper() + rest[1:] if rest else owner


def _full_names(registry: Registry) -> dict[str, str]:
    """Return the long name of each acronym that the registry explains: `Ungdommens Uddannelsesvejledning (UU)`."""
    full: dict[str, str] = {}
    for indicator in registry.indicators:
        text = indicator.data_owner or ""
        for acronym in _BRACKET.findall(text):
            if _ACRONYM.fullmatch(acronym):
                full[acronym] = _BRACKET.sub("", text).strip()
    return full


def owners_meant(word: str, owners: Iterable[str]) -> tuple[str, ...]:
    """Return every owner that a person may mean: the one of exactly that name, else all that fit."""
    known = tuple(dict.fromkeys(owners))
    exact = tuple(owner for owner in known if _plain(owner) == _plain(word))
    return exact or tuple(owner for owner in known if _fits(word, owner))


def find_owner(word: str, owners: Iterable[str]) -> str:
    """Return the owner that a person means: `politiet`, `POLITI` and `Sydsjællands … Politi` are the same.

    Raises
    ------
    UsageError
        If no owner or more than one fits; with the closest names.
    """
    known = tuple(dict.fromkeys(owners))
    fitting = owners_meant(word, known)
    if len(fitting) == 1:
        return fitting[0]
    near = _nearest(word, known)
    listed = ", ".join(f"»{owner}«" for owner in fitting or known)
    raise UsageError(
        Fault(
            place="OWNER",
            value=f"»{word}« passer på {len(fitting)} dataejere" if fitting else f"dataejeren »{word}« kendes ikke",
            rule=f"Vælg mellem {listed}." if known else "Evalueringen nævner ingen dataejere.",
            remedy=f"Mente du »{near}«?" if near else "Skriv hele navnet. Listen vises med: maalbar template",
        )
    )


def _nearest(word: str, owners: Iterable[str]) -> str | None:
    """Return the owner whose name, or a word of whose name, is most like a misspelt one."""
    by_word = {part: owner for owner in owners for part in (*_plain(owner).split(), _plain(owner))}
    near = closest(_plain(word), by_word)
    return None if near is None else by_word[near]


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _fits(word: str, owner: str) -> bool:
    """Tell whether each word begins a word of the owner's name, whatever its Danish ending, or is its initials."""
    theirs = _plain(owner).split()
    if _plain(word).replace(" ", "") == "".join(part[0] for part in theirs) and len(theirs) > 1:
        return True
    return all(any(part.startswith(stem) for part in theirs) for stem in _stems(word))


def _stems(word: str) -> Iterator[str]:
    for part in _plain(word).split() or [" "]:
        stem = _STEM.sub("", part)
        yield stem if len(stem) >= _SHORTEST_STEM else part
