"""YAML with the line of every value, so that a fault can name `file:line`.

Scalars are read by the YAML 1.2 core schema: only `true` and `false` are booleans, dates stay text. Keys must be
unique text; anchors, aliases, merges and tags are refused, since a plan must read the same from top to bottom.
JSON is read too (it is a subset of YAML 1.2), which gives `areas.geojson` its lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from helpers.errors import Fault
from helpers.paths import Project

Step = str | int
Trail = tuple[Step, ...]
Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]

_MAX_DEPTH = 40
_LONGEST_NUMBER = 300
"""Python refuses to read integers beyond some thousand digits; nothing in a plan comes near this."""

CORE_TYPES = (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", [*"~nN", ""]),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+", list("-+0123456789")),
    ("tag:yaml.org,2002:float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
)
"""Tag, pattern and first characters of the scalars that aren't text."""
_TEXT = "tag:yaml.org,2002:str"
_KINDS = {"tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", _TEXT, *(tag for tag, _, _ in CORE_TYPES)}


class _CoreLoader(yaml.CSafeLoader):
    """The C parser with the implicit types of YAML 1.2 in place of those of 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (PyYAML's own protocol)


for _tag, _pattern, _firsts in CORE_TYPES:
    _CoreLoader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), _firsts)


@dataclass(frozen=True)
class Marked:
    """One file as plain data, with the line of every key and list item.

    Parameters
    ----------
    place
        The file, relative to the project.
    data
        Dictionaries, lists and scalars; None if the file can't be read.
    lines
        From the trail of keys and list positions to the line, counted from 1.
    faults
        What is wrong with the YAML itself.
    """

    place: str
    data: Plain = None
    lines: dict[Trail, int] = field(default_factory=dict[Trail, int])
    faults: tuple[Fault, ...] = ()

    def at(self, trail: Trail) -> str:
        """Return `file:line` of `trail`, or of the closest thing around it that stands in the file."""
        while trail and trail not in self.lines:
            trail = trail[:-1]
        return f"{self.place}:{self.lines.get(trail, 1)}"


def read_marked(project: Project, path: Path) -> Marked:
    """Read a YAML or JSON file with lines; what is wrong with it stands in `faults` and is not raised."""
    place = project.relative(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return Marked(place, faults=(_unreadable(place, line, "filen er ikke skrevet i UTF-8"),))
    except OSError:
        fault = Fault(
            place=place,
            value="filen mangler eller kan ikke læses",
            rule="Planer og registre skal ligge under analyses/.",
            remedy="Læg filen tilbage, eller opret evalueringen igen.",
        )
        return Marked(place, faults=(fault,))
    return parse_marked(text, place)


def parse_marked(text: str, place: str) -> Marked:
    """Read YAML text with lines; `place` is what faults call the file."""
    try:
        node = yaml.compose(text, Loader=_CoreLoader)
    except yaml.YAMLError as error:
        return Marked(place, faults=(_syntax(place, text, error),))
    except RecursionError:
        return Marked(place, faults=(_unreadable(place, 1, "filen er indlejret for dybt"),))
    if node is None:
        return Marked(place, faults=(_unreadable(place, 1, "filen er tom"),))
    building = _Building(place)
    data = building.plain(node, ())
    return Marked(place, data, building.lines, tuple(building.faults))


class _Building:
    """Turns the node graph into plain data and notes lines and faults on the way."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.lines: dict[Trail, int] = {}
        self.faults: list[Fault] = []
        self._seen: set[int] = set()

    def plain(self, node: Node, trail: Trail) -> Plain:
        self.lines.setdefault(trail, node.start_mark.line + 1)
        if id(node) in self._seen:
            self._refuse(node, "et alias (*) peger på noget andet i filen", "Skriv værdien ud på stedet.")
            return None
        self._seen.add(id(node))
        if node.tag not in _KINDS or len(trail) > _MAX_DEPTH:
            self._refuse(node, "en mærkat (!) eller en for dyb indlejring", "Skriv værdien som almindelig tekst.")
            return None
        if isinstance(node, MappingNode):
            return self._mapping(node, trail)
        if isinstance(node, SequenceNode):
            return [self.plain(item, (*trail, position)) for position, item in enumerate(node.value)]
        return self._scalar(node, str(node.value))

    def _mapping(self, node: MappingNode, trail: Trail) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._refuse(key, "en nøgle, der ikke er et ord", "Skriv nøglen som ét ord.")
                continue
            name = str(key.value)
            if name in found:
                first = self.lines[(*trail, name)]
                self._refuse(key, f"nøglen »{name}« står to gange (første gang i linje {first})", "Slet den ene.")
                continue
            self.lines[(*trail, name)] = key.start_mark.line + 1
            found[name] = self.plain(value, (*trail, name))
        return found

    def _scalar(self, node: Node, text: str) -> Plain:
        kind = node.tag.rsplit(":", 1)[-1]
        if kind in ("int", "float") and len(text) > _LONGEST_NUMBER:
            self._refuse(node, "et tal på flere hundrede cifre", "Ret tallet.")
            return None
        try:
            return _READERS[kind](text)
        except ValueError:
            # Only an explicit tag (`!!int ord`) or a number beyond the largest float comes here.
            self._refuse(node, f"»{short(text)}« kan ikke læses som {kind}", "Ret værdien, eller fjern mærkaten.")
            return None

    def _refuse(self, node: Node, value: str, remedy: str) -> None:
        self.faults.append(
            Fault(
                place=f"{self.place}:{node.start_mark.line + 1}",
                value=value,
                rule="En plan skal kunne læses oppefra og ned: hver nøgle én gang, uden aliasser og mærkater.",
                remedy=remedy,
            )
        )


def _integer(text: str) -> int:
    return int(text, 0) if text[:2] in ("0x", "0o") else int(text)


def _number(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(text)
    return value


def _nothing(text: str) -> Plain:
    if re.fullmatch(CORE_TYPES[0][1], text) is None:
        raise ValueError(text)
    return None


def _truth(text: str) -> bool:
    return {"true": True, "false": False}[text.lower()] if text.lower() in ("true", "false") else bool(int(text))


_READERS: dict[str, Any] = {"str": str, "null": _nothing, "bool": _truth, "int": _integer, "float": _number}


def short(value: object, limit: int = 60) -> str:
    """Return `value` as one line of at most `limit` characters, for a fault."""
    text = " ".join(str(value).split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _syntax(place: str, text: str, error: yaml.YAMLError) -> Fault:
    mark = getattr(error, "problem_mark", None)
    position = getattr(error, "position", None)
    line = 1
    if mark is not None:
        line = int(mark.line) + 1
    elif isinstance(position, int):
        line = text[:position].count("\n") + 1
    return _unreadable(place, line, "her er skrivemåden ikke gyldig YAML")


def _unreadable(place: str, line: int, value: str) -> Fault:
    return Fault(
        place=f"{place}:{line}",
        value=value,
        rule="Planer og registre er YAML: indrykning med mellemrum, kolon og mellemrum efter nøglen.",
        remedy="Se på linjen og den lige før; sæt tekst med kolon eller # i anførselstegn.",
    )
