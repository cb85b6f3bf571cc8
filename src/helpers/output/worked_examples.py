"""The worked examples of the method pages: the docstrings of `tests/spec`, read without running them.

What a page tells is what a test asserts; when the test changes its numbers, the docstring must change with them.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers import reads
from helpers.paths import Project

SPEC = Path("tests") / "spec"
_FOR_DEVELOPERS = "Worked examples"
"""A paragraph of a module's docstring that begins so is not for readers of the page."""


@dataclass(frozen=True)
class Examples:
    """The worked examples of one spec module."""

    module: str
    """For example `measurement/test_regneeksempler`."""
    title: str
    """The first line of the module's docstring, without its full stop."""
    intro: str
    """What the docstring says after its first line, without paragraphs for developers; may be empty."""
    texts: tuple[str, ...]
    """One for each test: paragraphs with a blank line between them."""


def spec_files(project: Project) -> tuple[Path, ...]:
    """Return the spec modules that lie in the project, by path; none where it was copied without its tests."""
    reads.folder(project.root / SPEC)
    return tuple(sorted((project.root / SPEC).glob("*/test_*.py")))


def worked_examples(project: Project) -> tuple[Examples, ...]:
    """Return the examples of every spec module that has any, by path."""
    read = (_read(path) for path in spec_files(project))
    return tuple(found for found in read if found.texts)


def _read(path: Path) -> Examples:
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=path.name)
    first, _, rest = inspect.cleandoc(ast.get_docstring(tree) or path.stem).partition("\n")
    told = "\n\n".join(part for part in rest.strip().split("\n\n") if not part.startswith(_FOR_DEVELOPERS))
    return Examples(f"{path.parent.name}/{path.stem}", first.rstrip("."), told, tuple(_texts(tree)))


def _texts(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            told = ast.get_docstring(node)
            if told:
                yield told
