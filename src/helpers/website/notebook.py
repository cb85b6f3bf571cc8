"""Turn an executed notebook into markdown that the page filter understands, and its images into files."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import yaml

from helpers.website.project import FRONT, LOADER, Tree, cell_text, many, read_notebook, tree

__all__ = ["NotebookPage", "cell_options", "read_notebook", "to_markdown"]

IMAGES: dict[str, str] = {"image/png": "png", "image/jpeg": "jpeg", "image/svg+xml": "svg"}
OPTION = re.compile(r"^#\|(?: (.*))?$")


@dataclass(frozen=True)
class NotebookPage:
    """A notebook as one markdown text and the image files that it refers to.

    Parameters
    ----------
    markdown
        The text, without front matter.
    media
        File path relative to the page's folder, and the file's bytes.
    """

    markdown: str
    media: tuple[tuple[str, bytes], ...]


def cell_options(text: str) -> tuple[Tree, str]:
    """Split a code cell into its `#|` options and the code that is shown."""
    lines = text.split("\n")
    count = 0
    while count < len(lines) and OPTION.match(lines[count].rstrip()):
        count += 1
    header = "\n".join((OPTION.match(line.rstrip()) or [None, ""])[1] or "" for line in lines[:count])
    loaded: object = yaml.load(header, Loader=LOADER) if header.strip() else {}
    return tree(loaded), "\n".join(lines[count:]).strip("\n")


def to_markdown(notebook: Tree, source: str, *, echo: bool, warning: bool) -> NotebookPage:
    """Write a notebook as markdown, in the order of its cells.

    Parameters
    ----------
    notebook
        The notebook as read.
    source
        Its path relative to the project; names the folder of its images.
    echo, warning
        What holds for a cell that does not say whether its code and its warnings are shown.
    """
    writer = _Writer(PurePosixPath(source).stem, echo=echo, warning=warning)
    language = str(tree(tree(notebook.get("metadata")).get("language_info")).get("name", "python"))
    for number, cell in enumerate(many(notebook.get("cells")), start=1):
        writer.cell(tree(cell), number, language)
    return NotebookPage("\n\n".join(writer.parts) + "\n", tuple(writer.media))


class _Writer:
    """Collects the text and the images of one notebook."""

    def __init__(self, stem: str, *, echo: bool, warning: bool) -> None:
        self.folder = f"{stem}_files/figure-html"
        self.echo = echo
        self.warning = warning
        self.parts: list[str] = []
        self.media: list[tuple[str, bytes]] = []

    def cell(self, cell: Tree, number: int, language: str) -> None:
        text = cell_text(cell)
        kind = cell.get("cell_type")
        if kind == "code":
            self._code(cell, text, number, language)
        else:
            self.parts.append(FRONT.sub("", text) if number == 1 else text)

    def _code(self, cell: Tree, text: str, number: int, language: str) -> None:
        options, code = cell_options(text)
        if options.get("include", True) is False:
            return
        label = str(options.get("label", ""))
        is_float = label.startswith(("fig-", "tbl-"))
        outputs = self._outputs(cell, options, label if is_float else "", number)
        shown = self._source(code, options, language) if options.get("echo", self.echo) is not False else []
        self.parts.append(_fence(_cell_id(cell, label), "cell", {}))
        self.parts += [*shown, *(_float(outputs, label, options) if is_float and outputs else outputs), ":::::"]

    def _source(self, code: str, options: Tree, language: str) -> list[str]:
        if not code.strip():
            return []
        fence = _ticks(code)
        attributes = (
            {"code-fold": "show" if options["code-fold"] == "show" else "true"} if options.get("code-fold") else {}
        )
        if "code-summary" in options:
            attributes["code-summary"] = str(options["code-summary"])
        head = " ".join(
            [f".{language}", ".cell-code", *(f"{key}={_quoted(value)}" for key, value in attributes.items())]
        )
        return [f"{fence} {{{head}}}\n{code}\n{fence}"]

    def _outputs(self, cell: Tree, options: Tree, label: str, number: int) -> list[str]:
        wanted = options.get("output", True)
        if wanted is False:
            return []
        written: list[str] = []
        for index, output in enumerate(many(cell.get("outputs")), start=1):
            name = f"{label or f'cell-{number}'}-output-{index}"
            written += self._output(tree(output), options, name, asis=wanted == "asis")
        return written

    def _output(self, output: Tree, options: Tree, name: str, *, asis: bool) -> list[str]:
        kind = output.get("output_type")
        if kind == "stream":
            text = _joined(output.get("text"))
            if output.get("name") == "stderr":
                return _stream(text, "stderr") if options.get("warning", self.warning) else []
            return [text] if asis else _stream(text, "stdout")
        data = tree(output.get("data"))
        if "text/markdown" in data:
            text = _joined(data["text/markdown"])
            return [text] if asis else [_fence("", "cell-output cell-output-markdown", {}), text, ":::::"]
        for kind, suffix in IMAGES.items():
            if kind in data:
                return self._image(_joined(data[kind]), f"{self.folder}/{name}.{suffix}", options)
        return _stream(_joined(data["text/plain"]), "display") if "text/plain" in data else []

    def _image(self, data: str, path: str, options: Tree) -> list[str]:
        content = data.encode() if path.endswith(".svg") else base64.b64decode(data)
        self.media.append((path, content))
        alt = f"{{fig-alt={_quoted(str(options['fig-alt']))}}}" if "fig-alt" in options else ""
        return [_fence("", "cell-output cell-output-display", {}), f"![](<{path}>){alt}", ":::::"]


def _cell_id(cell: Tree, label: str) -> str:
    """Return the address of a cell: of a figure beside the figure's own, none for a table."""
    if label.startswith("tbl-"):
        return ""
    if label.startswith("fig-"):
        return f"cell-{label}"
    return label or str(cell.get("id", ""))


def _float(outputs: list[str], label: str, options: Tree) -> list[str]:
    """Wrap a labelled cell's outputs so that they get a number and a caption."""
    key = "fig-cap" if label.startswith("fig-") else "tbl-cap"
    caption = {key: str(options[key])} if key in options else {}
    return [_fence(label, "cell-float", caption), *outputs, ":::::"]


def _fence(identifier: str, classes: str, attributes: dict[str, str]) -> str:
    words = [f"#{identifier}"] if identifier else []
    words += [f".{name}" for name in classes.split()]
    words += [f"{key}={_quoted(value)}" for key, value in attributes.items()]
    return f"::::: {{{' '.join(words)}}}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{" ".join(escaped.split())}"'


def _ticks(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)


def _stream(text: str, name: str) -> list[str]:
    fence = _ticks(text)
    # The line end that a program prints last is no empty line of the page.
    return [_fence("", f"cell-output cell-output-{name}", {}), f"{fence}\n{text.rstrip()}\n{fence}", ":::::"]


def _joined(value: Any) -> str:
    return "".join(str(part) for part in many(value))
