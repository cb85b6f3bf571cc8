"""What an executed notebook may publish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from helpers.website.gate_front import check_front
from helpers.website.gate_text import Finding, check_text, defined_ids
from helpers.website.notebook import IMAGES, cell_options
from helpers.website.project import FRONT, Tree, cell_text, many, tree

OPTIONS = frozenset(
    {
        "label",
        "fig-cap",
        "fig-alt",
        "tbl-cap",
        "echo",
        "output",
        "code-fold",
        "code-summary",
        "warning",
        "include",
        "eval",
    }
)


@dataclass(frozen=True)
class CellFinding:
    """A finding and the number of its cell, from 1."""

    cell: int
    finding: Finding


def check_notebook(notebook: Tree) -> Iterator[CellFinding]:
    """Yield all that lies outside the subset in one executed notebook."""
    cells = [tree(cell) for cell in many(notebook.get("cells"))]
    defined = frozenset[str]().union(*(_defines(cell) for cell in cells))
    first = cell_text(cells[0]) if cells else ""
    # Without front matter the whole first cell would be read as a page without a title; that is what it is.
    head = first if cells and cells[0].get("cell_type") in {"raw", "markdown"} and FRONT.match(first) else ""
    for finding in check_front(head):
        yield CellFinding(1, finding)
    for number, cell in enumerate(cells, start=1):
        if number == 1 and head:
            cell = {**cell, "cell_type": "markdown", "source": FRONT.sub(_blank, head)}
        for finding in _cell(cell, defined):
            yield CellFinding(number, finding)


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group(0).count("\n")


def _defines(cell: Tree) -> frozenset[str]:
    text = cell_text(cell)
    if cell.get("cell_type") != "code":
        return defined_ids(text)
    labels = _options(text).get("label", "")
    texts = [_joined(tree(tree(output).get("data")).get("text/markdown")) for output in many(cell.get("outputs"))]
    return defined_ids(f"#{labels} " + " ".join(texts))


def _options(text: str) -> Tree:
    try:
        return cell_options(text)[0]
    except yaml.YAMLError:
        return {}


def _cell(cell: Tree, defined: frozenset[str]) -> Iterator[Finding]:
    kind = cell.get("cell_type")
    if kind == "markdown":
        yield from check_text(cell_text(cell), defined=defined)
    elif kind == "code":
        yield from _code(cell, defined)
    else:
        yield Finding(
            1, f"celle af slagsen {kind}", "Kun tekst og kode er med.", "Slet cellen, eller lav den om til tekst."
        )


def _code(cell: Tree, defined: frozenset[str]) -> Iterator[Finding]:
    try:
        options, _ = cell_options(cell_text(cell))
    except yaml.YAMLError:
        yield Finding(1, "#|-linjerne kan ikke læses", "Celleindstillinger er gyldig YAML.", "Ret linjerne.")
        return
    for key in options:
        if key not in OPTIONS:
            yield Finding(
                1, f"“#| {key}”", "Celleindstillingen er ikke med.", f"Slet den. Med er: {', '.join(sorted(OPTIONS))}."
            )
    label = str(options.get("label", ""))
    if label.startswith(("lst-", "thm-", "eq-")):
        yield Finding(1, f"“#| label: {label}”", "Kun figurer og tabeller får numre.", "Brug fig- eller tbl-.")
    if options.get("include", True) is False or options.get("output", True) is False:
        return
    outputs = [tree(output) for output in many(cell.get("outputs"))]
    yield from _several(outputs, label)
    for output in outputs:
        yield from _output(output, options, defined)


def _several(outputs: list[Tree], label: str) -> Iterator[Finding]:
    shown = [output for output in outputs if output.get("output_type") in {"display_data", "execute_result"}]
    if label.startswith(("fig-", "tbl-")) and len(shown) > 1:
        yield Finding(
            1, f"“{label}” viser {len(shown)} ting", "Et nummer hører til én figur eller tabel.", "Del cellen i flere."
        )


def _output(output: Tree, options: Tree, defined: frozenset[str]) -> Iterator[Finding]:
    kind = output.get("output_type")
    if kind == "error":
        yield Finding(
            1,
            f"fejlen {output.get('ename')}",
            "En notebook med fejl udgives ikke.",
            "Ret fejlen, og kør notebooken igen.",
        )
    elif kind == "stream":
        if options.get("output") == "asis":
            yield from check_text(_joined(output.get("text")), defined=defined)
    else:
        yield from _display(tree(output.get("data")), options, defined)


def _display(data: Tree, options: Tree, defined: frozenset[str]) -> Iterator[Finding]:
    images = [kind for kind in IMAGES if kind in data]
    refused = sorted(set(data) - {"text/markdown", "text/plain", *IMAGES})
    if refused:
        yield Finding(
            1,
            f"resultat af slagsen {', '.join(refused)}",
            "En notebook udgiver kun text/markdown og billeder; text/html henter scripts fra andre.",
            "Vis resultatet med helpers.output.",
        )
    if "text/markdown" in data:
        yield from check_text(_joined(data["text/markdown"]), defined=defined)
    elif images and not str(options.get("fig-alt", "")).strip():
        yield Finding(
            1,
            f"billede ({images[0]}) uden fig-alt",
            "Hvert billede skal have en alternativ tekst.",
            "Skriv #| fig-alt: i cellen.",
        )


def _joined(value: Any) -> str:
    return "".join(str(part) for part in many(value))
