"""What differs between a sealed round and the round as it stands now: each thing with its place, old and new value."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from helpers.intake.numbers import format_number, same_number
from helpers.intake.personal_numbers import shown_path
from helpers.plan.model import Registry
from helpers.sealing.parts import Tree, flat
from helpers.sealing.secrecy import HIDDEN, Secrecy

_NUMBERS = (
    "value", "numerator", "denominator", "respondents", "low", "high", "population", "invited", "design_effect",
)  # fmt: skip
_TEXTS = ("unit", "precision", "origin", "audience", "wording", "note", "weighting")
_ABOUT = frozenset({"area", "indicator", "period", "goal", "reading"})
_WORDS = {
    "met": "nået", "not_met": "ikke nået", "undetermined": "kan ikke afgøres", "too_few": "for få til at vise",
    "no_data": "mangler data", "not_due": "ikke forfalden",
}  # fmt: skip
NOTHING = "intet"


@dataclass(frozen=True)
class Difference:
    """One thing that is no longer as it was sealed."""

    part: str
    place: str
    """The file as a fault names it; the path of keys for plans and registries."""
    about: str
    """Danish: what it is."""
    old: str = ""
    new: str = ""
    path: tuple[str, ...] = ()
    """For plans and registries: the keys down to the value, to find its line."""
    sheet: str | None = None
    row: int | None = None

    @property
    def sentence(self) -> str:
        """What changed, without its place: for the public where the part is `results`."""
        return f"{self.about}: {self.old} er blevet til {self.new}" if self.old or self.new else self.about


def of_trees(part: str, sealed: str, now: str, place: str) -> Iterator[Difference]:
    """Yield what differs between two canonical texts of the plan, the definitions or the policy."""
    old, new = flat(json.loads(sealed)), flat(json.loads(now))
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before != after:
            yield Difference(part, place, key.replace("/", " / "), _told(before), _told(after), tuple(key.split("/")))


def of_files(sealed: Mapping[str, str], now: Mapping[str, str | None]) -> Iterator[Difference]:
    """Yield each raw file of a round that is no longer byte for byte what it was, or gone (None)."""
    for file, before in sorted(sealed.items()):
        after = now.get(file)
        if after != before:
            words = ("filen er væk", "", "") if after is None else ("filen", before[:12] + "…", after[:12] + "…")
            yield Difference("raw", shown_path(f"data/raw/{file}"), *words)


def of_observations(
    sealed: Iterable[Tree], now: Iterable[Tree], registry: Registry, secrecy: Secrecy
) -> Iterator[Difference]:
    """Yield each observation of a round that has another number or text, is new, or is gone."""
    old, new = _keyed(sealed), _keyed(now)
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before is None or after is None:
            yield _appeared(before, after, registry, secrecy)
        else:
            yield from _changed(before, after, registry, secrecy)


def of_results(sealed: str, now: str, registry: Registry, goals: Mapping[str, str]) -> Iterator[Difference]:
    """Yield each figure, change and answer that the public would see otherwise; what is hidden is never told.

    Parameters
    ----------
    sealed, now
        Released results as `public_results.results_text` writes them.
    registry
        Names areas and indicators.
    goals
        From each goal's id to its name.
    """
    old, new = json.loads(sealed), json.loads(now)
    named = _Names(registry, goals)
    for section in ("figures", "changes", "answers"):
        for key in sorted(old[section].keys() | new[section].keys()):
            before, after = old[section].get(key), new[section].get(key)
            if before != after:
                yield from _shown(named.of(section, after or before), _MAIN[section], before, after)


def _shown(about: str, main: str, before: Tree | None, after: Tree | None) -> Iterator[Difference]:
    """Yield what differs in one figure, change or answer: what a reader sees first, and else each other part.

    Numbers are told of figures only. All others follow from them, and would tell of a figure for ever, since a sentence
    in the ledger can't be taken back when the figure is hidden one day.
    """
    if before is None or after is None or before.get("hidden") != after.get("hidden"):
        told = (_figure(before, main), _figure(after, main))
        yield Difference("results", "", about, *told) if main in _TOLD else Difference("results", "", _other(about))
        return
    changed = [name for name in sorted({*before, *after} - _ABOUT) if before.get(name) != after.get(name)]
    for name in [main] if main in changed else changed:
        old, new = before.get(name), after.get(name)
        part = about if name == main else f"{about}, {_FIELDS.get(name, name)}"
        if name not in _TOLD or (name != main and isinstance(old or new, str)):
            yield Difference("results", "", _other(part))
        else:
            yield Difference("results", "", part, *_apart(old, new))


def _other(about: str) -> str:
    return f"{about} er en anden"


_TOLD = ("value", "numerator", "denominator", "word")
_MAIN = {"figures": "value", "changes": "difference", "answers": "word"}
_FIELDS = {
    "interval_low": "intervallets nedre ende", "interval_high": "intervallets øvre ende", "numerator": "tæller",
    "denominator": "nævner", "n": "grundlag", "low": "mindst", "high": "højst", "judgement": "vurderingen",
    "origin": "oprindelsen", "precision": "nøjagtigheden", "relative": "i procent", "signal": "retningen",
    "target": "kravet ved runden", "distance": "afstand til kravet", "reason": "begrundelsen",
}  # fmt: skip


def _figure(found: Tree | None, main: str) -> str:
    if found is None:
        return NOTHING
    return HIDDEN if found.get("hidden") else _rounded(found.get(main))


def _apart(old: object, new: object) -> tuple[str, str]:
    """Return two values with two decimals, or with all of them if they would look the same."""
    told = _rounded(old), _rounded(new)
    return (_told(old), _told(new)) if told[0] == told[1] else told


def _rounded(value: object) -> str:
    return _told(round(value, 2) if isinstance(value, float) else value)


@dataclass(frozen=True)
class _Names:
    registry: Registry
    goals: Mapping[str, str]

    def of(self, section: str, found: Tree) -> str:
        """Return what a figure, a change or an answer is about."""
        area = _area(found["area"], self.registry)
        if section == "answers":
            return f"Målet »{self.goals.get(found['goal'], found['goal'])}« ({found['reading']}), {area}"
        indicator = _indicator(found["indicator"], self.registry)
        change = "ændring siden udgangspunktet" if section == "changes" else found["period"]
        return f"{indicator}, {area}, {change}"


def _area(name: str, registry: Registry) -> str:
    return next((one.name for one in registry.areas if one.id == name), name)


def _indicator(name: str, registry: Registry) -> str:
    return next((one.short_name for one in registry.indicators if one.id == name), name)


_Key = tuple[Any, ...]


def _keyed(observations: Iterable[Tree]) -> dict[_Key, Tree]:
    """Return observations by what they are about; documents may say the same thing twice."""
    seen: Counter[_Key] = Counter()
    keyed: dict[_Key, Tree] = {}
    for row in observations:
        names = ("area", "indicator", "breakdown", "activity", "period_start", "period_end")
        key: _Key = (row["id"],) if row["origin"] == "documented" else tuple(str(row.get(name, "")) for name in names)
        keyed[(*key, seen[key])] = row
        seen[key] += 1
    return keyed


def _appeared(before: Tree | None, after: Tree | None, registry: Registry, secrecy: Secrecy) -> Difference:
    row = cast("Tree", after or before)
    number = secrecy.of(row, "value")
    old, new = (NOTHING, number) if before is None else (number, NOTHING)
    return _difference(row, registry, "value", old, new)


def _changed(before: Tree, after: Tree, registry: Registry, secrecy: Secrecy) -> Iterator[Difference]:
    for name in _NUMBERS:
        if not same_number(before.get(name), after.get(name)):
            yield _difference(after, registry, name, secrecy.of(before, name), secrecy.of(after, name))
    for name in _TEXTS:
        if before.get(name) != after.get(name):
            yield _difference(after, registry, name, "en tekst", "en anden tekst")


def _difference(row: Tree, registry: Registry, field: str, old: str, new: str) -> Difference:
    role = "" if field == "value" else f" ({_ROLES.get(field, field)})"
    indicator, area = _indicator(row["indicator"], registry), _area(row["area"], registry)
    about = f"{indicator}, {area}, {row['period_label']}{role}"
    place = shown_path(f"data/raw/{row['file']}")
    return Difference("observations", place, about, old, new, (), row.get("sheet"), row.get("row"))


_ROLES = {
    "numerator": "tæller", "denominator": "nævner", "respondents": "svar", "low": "mindst", "high": "højst",
    "population": "gruppens størrelse", "invited": "spurgte", "design_effect": "design-effekt", "unit": "enhed",
    "precision": "nøjagtighed", "origin": "oprindelse", "audience": "hvem der må se det", "wording": "ordlyd",
    "note": "note", "weighting": "vægtning",
}  # fmt: skip


def _told(value: object) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int | float):
        return format_number(value)
    if isinstance(value, list):
        return ", ".join(map(_told, cast("list[object]", value))) or NOTHING
    return f"»{_WORDS.get(str(value), str(value))}«"
