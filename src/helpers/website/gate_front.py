"""What the front matter of a page may say."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from helpers.website.gate_text import Finding
from helpers.website.project import Tree, split_front_matter, tree

KEYS = frozenset(
    {"title", "subtitle", "author", "date", "description", "lang", "toc", "toc-depth", "number-sections", "execute"}
)
EXECUTE = frozenset({"echo", "warning", "enabled"})
MARKUP = re.compile(r"[*`$<>\[\]\\^~{}]|(?<!\w)_|_(?!\w)|--|\.\.\.|\"")


def check_front(text: str) -> Iterator[Finding]:
    """Yield what lies outside the subset in the front matter that opens `text`."""
    try:
        meta, front, _ = split_front_matter(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 1
        yield Finding(
            line,
            "kan ikke læses",
            "Sidehovedet skal være gyldig YAML.",
            "Ret linjen; sæt tekst med kolon i anførselstegn.",
        )
        return
    places = _places(front)
    for key in meta:
        if key not in KEYS:
            yield Finding(
                places.get(key, 1),
                f"“{key}”",
                "Nøglen er ikke med i sidehovedet.",
                f"Slet den. Med er: {', '.join(sorted(KEYS))}.",
            )
    yield from _title(meta, places)
    yield from _values(meta, places)


def _places(front: str) -> dict[str, int]:
    """Return the line of each top-level key; the front matter's first line is line 2 of the file."""
    found: dict[str, int] = {}
    for number, line in enumerate(front.split("\n"), start=2):
        match = re.match(r"([\w-]+)\s*:", line)
        if match:
            found.setdefault(match.group(1), number)
    return found


def _title(meta: Tree, places: dict[str, int]) -> Iterator[Finding]:
    title: object = meta.get("title")
    if not isinstance(title, str) or not title.strip():
        yield Finding(1, "titlen mangler", "Hver side skal have en titel.", "Skriv title: i sidehovedet.")
    elif MARKUP.search(title):
        yield Finding(
            places.get("title", 1),
            f"“{title[:80]}”",
            "Titlen skal være ren tekst uden formatering.",
            'Slet formateringen (og “ ” i stedet for ").',
        )


def _values(meta: Tree, places: dict[str, int]) -> Iterator[Finding]:
    if meta.get("number-sections"):
        yield Finding(places.get("number-sections", 1), "number-sections", "Afsnit får ikke numre.", "Slet nøglen.")
    if not str(meta.get("toc-depth", 3)).isdigit():
        yield Finding(places.get("toc-depth", 1), "toc-depth", "Dybden er et helt tal.", "Skriv for eksempel 3.")
    execute: object = meta.get("execute")
    for key in tree(execute):
        if key not in EXECUTE or (key == "enabled" and tree(execute)[key]):
            yield Finding(
                places.get("execute", 1), f"“execute: {key}”", "Siderne køres ikke af sidemotoren.", "Slet nøglen."
            )
    author: object = meta.get("author")
    entries: list[object] = author if isinstance(author, list) else [author]
    for entry in entries:
        if isinstance(entry, dict) and set(tree(entry)) != {"name"}:
            yield Finding(places.get("author", 1), "author", "En forfatter har kun et navn.", "Skriv kun name:.")
