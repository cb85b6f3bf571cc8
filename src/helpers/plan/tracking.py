"""A plan and its registries that note which of their fields are asked for, so that a run depends on no others.

A tracked value is of the same class for everybody who looks. It begins empty: the first time a field is asked for, it
is noted and laid in, and from then on reading it costs what it always does. Goals, activities, gaps, effect questions,
areas, indicators and systems are tracked one by one; whoever goes through all of them depends on which there are, and
on the fields that were asked for. Everything that looks at a whole value (comparing, writing, hashing) reads all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Self, cast

from pydantic import BaseModel

from helpers import reads
from helpers.plan.model import Frozen, Indicator, Plan, Registry

ITEMS = {
    "": ("areas", "indicators", "systems"),
    "plan": ("goals", "activities", "gaps", "effects"),
}
"""Fields of the registries and of a plan whose members are tracked one by one."""


def item_key(item: BaseModel) -> str:
    """Return what tells an item from the others of its kind: its id, of an indicator its version too."""
    return f"{item.id}@{item.version}" if isinstance(item, Indicator) else str(getattr(item, "id"))  # noqa: B009


class _Tracked(Frozen):
    """What every tracked value does besides what it is."""

    def __getattr__(self, name: str) -> Any:
        mine = _own(self)
        if mine is None or name not in type(self).model_fields:
            return super().__getattr__(name)  # type: ignore[misc]
        value = mine.values.get(name, getattr(mine.whole, name))
        if not reads.is_unnoted():
            reads.note(*mine.called, name)
            _laid_in(self)[name] = value
        return value

    def _read_all(self) -> BaseModel:
        mine = cast("_Behind", _own(self))
        for name in type(self).model_fields:
            value = getattr(self, name)
            for item in value if isinstance(value, tuple) else ():
                if isinstance(item, _Tracked):
                    item._read_all()
        return mine.whole

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; what it is given anew was read before, or is nobody's, and so was what this one was given."""
        mine = cast("_Behind", _own(self))
        laid_in = {name: value for name, value in _laid_in(self).items() if name in type(self).model_fields}
        given = laid_in | dict(update or {})
        made = _made(type(self), mine.whole.model_copy(update=given), mine.called, mine.values)
        _laid_in(made).update(given)
        return cast("Self", made)

    def model_dump(self, **how: Any) -> dict[str, Any]:
        """Return the whole value as plain data."""
        return self._read_all().model_dump(**how)

    def model_dump_json(self, **how: Any) -> str:
        """Return the whole value as JSON."""
        return self._read_all().model_dump_json(**how)

    def __eq__(self, other: object) -> bool:
        mine = self._read_all()
        return mine == (other._read_all() if isinstance(other, _Tracked) else other)

    def __hash__(self) -> int:
        return hash(self._read_all())

    def __iter__(self) -> Any:
        return iter(self._read_all())

    def __repr__(self) -> str:
        return repr(self._read_all())

    def __copy__(self) -> Self:
        return self.model_copy()

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self

    def __reduce__(self) -> Any:
        return _same, (self._read_all(),)


def _same(value: BaseModel) -> BaseModel:
    """Return what another process gets in place of a tracked value."""
    return value


class _Behind:
    """What a tracked value is made of.

    Parameters
    ----------
    whole
        The value that it stands for.
    called
        How a field of it is noted, the field's name apart.
    values
        Fields whose items are tracked themselves.
    """

    __slots__ = ("called", "values", "whole")

    def __init__(self, whole: BaseModel, called: tuple[str, ...], values: Mapping[str, Any]) -> None:
        self.whole, self.called, self.values = whole, called, values


def tracked_plan(plan: Plan) -> Plan:
    """Return a plan that notes what is read of it."""
    return cast("Plan", _whole(plan, ("plan", plan.id), ITEMS["plan"]))


def tracked_registry(registry: Registry) -> Registry:
    """Return registries that note what is read of them; to look one area or indicator up reads no other."""
    made = cast("Registry", _whole(registry, ("plan", ""), ITEMS[""]))
    with reads.unnoted():
        areas = {area.id: area for area in made.areas}
        versions: dict[str, list[Indicator]] = {}
        for one in sorted(zip(registry.indicators, made.indicators, strict=True), key=lambda pair: pair[0].version):
            versions.setdefault(one[0].id, []).append(one[1])
    laid = _laid_in(made)
    laid["_areas_by_id"] = areas
    laid["_versions_by_id"] = _Versions({name: tuple(found) for name, found in versions.items()})
    return made


def untracked(registry: Registry) -> Registry:
    """Return registries that note nothing, for a reader that notes by itself what it uses."""
    mine = _own(registry) if isinstance(registry, _Tracked) else None
    return registry if mine is None else cast("Registry", mine.whole)


class _Versions(dict[str, tuple[Indicator, ...]]):
    """The versions of each indicator; to ask for them reads which there are."""

    def __getitem__(self, name: str) -> tuple[Indicator, ...]:
        found = super().__getitem__(name)
        reads.note("versions", name)
        return found


def _whole(value: BaseModel, called: tuple[str, ...], itemised: tuple[str, ...]) -> BaseModel:
    scope = called[1]
    values = {
        name: tuple(
            _made(_class_of(type(item)), item, ("item", scope, name, item_key(item)), {})
            for item in cast("tuple[BaseModel, ...]", getattr(value, name))
        )
        for name in itemised
    }
    return _made(_class_of(type(value)), value, called, values)


def _made(kind: type[BaseModel], whole: BaseModel, called: tuple[str, ...], values: Mapping[str, Any]) -> BaseModel:
    made = kind.__new__(kind)
    # The id says which one it is; whoever holds it knows it.
    known = {name: getattr(whole, name) for name in ("id",) if name in type(whole).model_fields}
    for name, content in (
        ("__dict__", known),
        ("__pydantic_fields_set__", whole.model_fields_set),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", {"_behind": _Behind(whole, called, values)}),
    ):
        object.__setattr__(made, name, content)
    return made


def _laid_in(value: BaseModel) -> dict[str, Any]:
    return cast("dict[str, Any]", object.__getattribute__(value, "__dict__"))


def _own(value: BaseModel) -> _Behind | None:
    private = object.__getattribute__(value, "__pydantic_private__")
    return None if private is None else cast("_Behind", private["_behind"])


@cache
def _class_of(kind: type[BaseModel]) -> type[BaseModel]:
    """Return the tracked class of a kind of value, with the same name."""
    return type(kind.__name__, (_Tracked, kind), {"__module__": kind.__module__, "model_config": {"defer_build": True}})
