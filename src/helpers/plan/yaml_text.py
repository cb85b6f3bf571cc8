"""Values to YAML as a person would write it: small blocks on one line, the rest indented, text quoted if need be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from helpers.plan.marked import CORE_TYPES

_WIDTH = 118
_ONE_LINE = 96
"""A block whose values take no more than this many characters stands on one line, unless it is an entry with an id."""


class _Representer(yaml.representer.SafeRepresenter):
    def ignore_aliases(self, data: object) -> bool:
        return True  # A plan is read without aliases.


class _Dumper(yaml.SafeDumper):
    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


for _tag, _pattern, _firsts in CORE_TYPES:
    # Text that the reader (YAML 1.2) would take for a number must be quoted too, not only what YAML 1.1 would.
    _Dumper.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), _firsts)


def yaml_text(values: Mapping[str, object]) -> str:
    """Return one block of keys; dates and enumerations are written as words, whole numbers without decimals."""
    node = _Representer(sort_keys=False).represent_data(plain(values))
    _styled(node)
    if isinstance(node, MappingNode):
        node.flow_style = False
    return yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=_WIDTH)


def commented(parts: Iterable[tuple[str, Mapping[str, object]]]) -> str:
    """Return blocks of keys, each below its comment; an empty block or comment is left out."""
    written: list[str] = []
    for comment, values in parts:
        lines = "".join(f"# {line}\n" if line.strip() else "\n" for line in comment.splitlines())
        if lines or values:
            written.append(lines + (yaml_text(values) if values else ""))
    return "".join(written)


def plain(value: object) -> Any:
    """Return dictionaries, lists, text, numbers and dates for models' values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, str | int | float | date):
        return value
    raise TypeError(type(value).__name__)


def _styled(node: Node) -> int:
    """Choose for every block whether it stands on one line, and return how many characters it takes."""
    if isinstance(node, ScalarNode):
        return len(str(node.value)) + 2
    if isinstance(node, MappingNode):
        inner: list[Node] = [part for pair in node.value for part in pair]
    else:
        assert isinstance(node, SequenceNode)
        inner = list(node.value)
    length = sum(_styled(part) for part in inner)
    listed = SequenceNode if isinstance(node, MappingNode) else ()
    short = all(isinstance(part, ScalarNode) or (isinstance(part, listed) and part.flow_style) for part in inner)
    entry = any(isinstance(part, ScalarNode) and part.value == "id" for part in inner[::2])
    node.flow_style = short and not entry and length <= _ONE_LINE
    return length
