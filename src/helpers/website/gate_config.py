"""What `_quarto.yml` may say."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from helpers.website.gate_text import Finding
from helpers.website.project import LOADER

POST_RENDER = "python -m helpers.website.postrender"
Check = Callable[[yaml.Node], str | None]
"""Returns what is wrong with a value, or None."""

Schema = dict[str, "Schema | Check"]


def _anything(_: yaml.Node) -> str | None:
    return None


def _only(*allowed: str) -> Check:
    def check(node: yaml.Node) -> str | None:
        return None if getattr(node, "value", None) in allowed else f"Skriv {' eller '.join(allowed)}."

    return check


def _number(node: yaml.Node) -> str | None:
    return None if str(getattr(node, "value", "")).isdigit() else "Skriv et helt tal."


def _texts(node: yaml.Node) -> str | None:
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    fine = all(
        isinstance(item, yaml.MappingNode) and [key.value for key, _ in item.value] == ["text"] for item in items
    )
    return None if fine else "Skriv indholdet som - text: …."


def _paths(node: yaml.Node) -> str | None:
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for item in items:
        if not isinstance(item, yaml.ScalarNode) or re.search(r"[*?!]", str(item.value)):
            return "Skriv hver fil for sig, uden * og !."
    return None


def _entries(node: yaml.Node) -> str | None:
    """Check the items of a menu or of the sidebar, at any depth."""
    if not isinstance(node, yaml.SequenceNode):
        return "Skriv en liste af sider (ikke auto, og kun én sidemenu)."
    for item in node.value:
        wrong = _entry(item)
        if wrong:
            return wrong
    return None


def _entry(item: yaml.Node) -> str | None:
    if isinstance(item, yaml.ScalarNode):
        bad = re.search(r"[*?]|^auto$|^---", str(item.value))
        return "Skriv hver side for sig, uden * og auto." if bad else None
    if not isinstance(item, yaml.MappingNode):
        return "Skriv en side, et link eller et afsnit."
    for key, value in item.value:
        if key.value not in {"text", "href", "file", "section", "contents", "menu"}:
            line = key.start_mark.line + 1
            return f"“{key.value}” (linje {line}) er ikke med; brug text, href, section, contents og menu."
        if key.value in {"contents", "menu"}:
            wrong = _entries(value)
            if wrong:
                return wrong
    return None


def _footer(node: yaml.Node) -> str | None:
    if isinstance(node, yaml.ScalarNode):
        return None
    if not isinstance(node, yaml.MappingNode):
        return "Skriv tekst, eller left, center og right."
    for key, value in node.value:
        if key.value not in {"left", "center", "right"}:
            return f"“{key.value}” er ikke med; brug left, center og right."
        if isinstance(value, yaml.SequenceNode) and (wrong := _entries(value)):
            return wrong
    return None


SCHEMA: Schema = {
    "project": {
        "type": _only("website"),
        "output-dir": _anything,
        "render": _paths,
        "resources": _paths,
        "post-render": _only(POST_RENDER),
    },
    "lang": _anything,
    "website": {
        "title": _anything,
        "description": _anything,
        "search": _only("false"),
        "page-navigation": _only("true", "false"),
        "bread-crumbs": _only("true", "false"),
        "navbar": {"left": _entries, "right": _entries},
        "sidebar": {"style": _only("docked"), "collapse-level": _number, "contents": _entries},
        "page-footer": _footer,
    },
    "format": {
        "html": {
            "theme": _only("default"),
            "css": _paths,
            "toc": _only("true", "false"),
            "toc-depth": _number,
            "html-math-method": _only("mathml"),
            "html-table-processing": _only("none"),
            "include-in-header": _texts,
            "include-after-body": _texts,
            "code-copy": _only("false"),
            "anchor-sections": _only("false"),
        }
    },
    "execute": {"enabled": _only("false"), "echo": _only("true", "false"), "warning": _only("true", "false")},
}
REQUIRED: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("website", "search"), "search: false", "Quartos egen søgning er ikke med."),
    (("format", "html", "html-math-method"), "html-math-method: mathml", "Ellers hentes MathJax fra andre."),
    (
        ("format", "html", "html-table-processing"),
        "html-table-processing: none",
        "Ellers mister tabeller rækkehoveder.",
    ),
    (("execute", "enabled"), "execute: enabled: false", "Siderne køres ikke af sidemotoren."),
)
FORBIDDEN = (
    ("_metadata.yml", "Fælles sidehoveder er ikke med.", "Skriv nøglerne på hver side."),
    ("_extensions", "Udvidelser er ikke med.", "Slet mappen."),
    ("_brand.yml", "Quartos brand er ikke med.", "Brug assets/maalbar.css."),
    ("_freeze", "Gemte kørsler er ikke med.", "Slet mappen, og kør notebooks med maalbar."),
    ("_quarto-*.yml", "Profiler er ikke med.", "Skriv alt i _quarto.yml."),
)


def check_config(text: str) -> Iterator[Finding]:
    """Yield all that lies outside the subset in the text of `_quarto.yml`."""
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        yield Finding(
            mark.line + 1 if mark else 1, "kan ikke læses", "_quarto.yml skal være gyldig YAML.", "Ret linjen."
        )
        return
    if not isinstance(node, yaml.MappingNode):
        yield Finding(1, "er tom", "_quarto.yml beskriver siden.", "Hent filen igen fra projektet.")
        return
    seen: set[tuple[str, ...]] = set()
    yield from _mapping(node, SCHEMA, (), seen)
    for path, line, why in REQUIRED:
        if path not in seen:
            yield Finding(1, f"“{line}” mangler", why, f"Skriv {line}.")


def _mapping(
    node: yaml.MappingNode, schema: Schema, path: tuple[str, ...], seen: set[tuple[str, ...]]
) -> Iterator[Finding]:
    for key, value in node.value:
        here = (*path, str(key.value))
        line = key.start_mark.line + 1
        expected = schema.get(str(key.value))
        seen.add(here)
        if expected is None:
            yield Finding(
                line, f"“{': '.join(here)}”", "Nøglen er ikke med.", f"Slet den. Med er: {', '.join(schema)}."
            )
        elif callable(expected):
            wrong = expected(value)
            if wrong:
                shown = value.value if isinstance(value, yaml.ScalarNode) else here[-1]
                yield Finding(line, f"“{here[-1]}: {shown}”", "Værdien er ikke med.", wrong)
        elif isinstance(value, yaml.MappingNode):
            yield from _mapping(value, expected, here, seen)
        else:
            yield Finding(
                line, f"“{': '.join(here)}”", "Her skal stå nøgler med værdier.", f"Brug {', '.join(expected)}."
            )


def forbidden_files(source: Path) -> Iterator[tuple[Path, str, str]]:
    """Yield each file or folder that would change pages behind their back, with the rule and the remedy."""
    # One walk for all patterns: a country has tens of thousands of files.
    found = [
        (Path(folder) / name, place)
        for folder, folders, files in os.walk(source)
        for name in (*folders, *files)
        for place, (pattern, _, _) in enumerate(FORBIDDEN)
        if name.startswith("_") and fnmatchcase(name, pattern)
    ]
    for path, place in sorted(found, key=lambda one: (one[1], one[0])):
        yield path, FORBIDDEN[place][1], FORBIDDEN[place][2]
