"""New entries at the end of a list in a YAML file that people write, with all that stands there left as it is."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.errors import Fault, UsageError
from helpers.plan.marked import parse_marked
from helpers.plan.yaml_text import plain, yaml_text


def appended(text: str, key: str, entries: tuple[Mapping[str, object], ...], place: str) -> str:
    """Return `text` with `entries` after the last one of its list `key`.

    Raises
    ------
    UsageError
        If the list isn't written as a block, so that there is no line to add to.
    """
    lines = text.splitlines(keepends=True)
    found = _block(text, lines, key)
    if found is None:
        raise UsageError(_no_room(place, key))
    indent, end = found
    while end > 0 and _is_aside(lines[end - 1], indent):
        end -= 1
    before = "".join(lines[:end])
    if before and not before.endswith("\n"):
        before += "\n"
    made = before + _written(key, entries, indent) + "".join(lines[end:])
    if not _adds_only(text, made, key, entries):
        raise UsageError(_no_room(place, key))
    return made


def _block(text: str, lines: list[str], key: str) -> tuple[int, int] | None:
    """Return the column of the list's hyphens and the number of the line after the list."""
    marked = parse_marked(text, "")
    first = marked.lines.get((key, 0))
    if first is None or marked.faults:
        return None
    line = lines[first - 1]
    indent = len(line) - len(line.lstrip())
    later = [number for trail, number in marked.lines.items() if len(trail) == 1 and number > first]
    return (indent, min(later) - 1 if later else len(lines)) if line[indent:].startswith("- ") else None


def _is_aside(line: str, indent: int) -> bool:
    """Return whether a line is blank or a comment that isn't inside the last entry."""
    inner = line.lstrip()
    return not inner.strip() or (inner.startswith("#") and len(line) - len(inner) <= indent)


def _written(key: str, entries: tuple[Mapping[str, object], ...], indent: int) -> str:
    block = yaml_text({key: entries}).partition("\n")[2]
    return "".join(f"{' ' * indent}{line[2:]}" for line in block.splitlines(keepends=True))


def _adds_only(text: str, made: str, key: str, entries: tuple[Mapping[str, object], ...]) -> bool:
    before, after = parse_marked(text, "").data, parse_marked(made, "").data
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    listed = before.get(key)
    expected = {**before, key: [*(listed if isinstance(listed, list) else []), *plain(entries)]}
    return after == expected


def _no_room(place: str, key: str) -> Fault:
    return Fault(
        place=place,
        value=f"listen »{key}« kan ikke få flere led her",
        rule="Registeret er skrevet som en liste med en linje og en bindestreg for hvert led.",
        remedy="Tilføj leddene i hånden, og kør kommandoen igen.",
    )
