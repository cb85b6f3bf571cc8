"""Which of Målbar's code a notebook can reach: the modules that it imports, those that they import, and so on.

Read from the source, not run: an import counts wherever it stands, but for those that only a type checker reads. A
module that is named in full in a text counts as imported too. A template belongs to the modules (and templates) that
name it, any other file of a stage to the modules that name its folder; what nobody names belongs to all of the stage.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from helpers.paths import checksum
from helpers.runner.known_files import KnownFiles, touched_at
from helpers.runner.source import Cell

ALWAYS = (
    "helpers.reads", "helpers.runner.canonical", "helpers.runner.kernel_environment", "helpers.runner.papermill_call",
    "helpers.runner.source",
)  # fmt: skip
"""Modules that make a run what it is, whatever its notebook imports."""
_Found = TypeVar("_Found")
_QUOTED = re.compile(r"""["']([^"'\s]+)["']""")
_LONGEST_NAME = 60
_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)


@dataclass
class CodeUsed:
    """The imports of one package.

    Parameters
    ----------
    package
        The package's folder.
    known
        Contents of files.
    """

    package: Path
    known: KnownFiles
    _texts: dict[str, tuple[list[str], list[str]]] = field(
        default_factory=dict[str, tuple[list[str], list[str]]], init=False, repr=False
    )
    _reached: dict[frozenset[str], dict[str, str]] = field(
        default_factory=dict[frozenset[str], dict[str, str]], init=False, repr=False
    )

    def of_notebook(self, cells: Iterable[Cell]) -> dict[str, str]:
        """Return the modules and files that a notebook's result can depend on, each with the hash of its content."""
        named: set[str] = set()
        for cell in cells:
            if cell.kind == "code":
                found = _imports(_MAGIC.sub("", cell.text), self.package.name)
                # What can't be read may import anything.
                named |= set(self.modules) if found is None else set(found)
        roots = frozenset(self._modules_among(named))
        if roots not in self._reached:
            made_from = f"{self._state} {self.known.content(__file__)}"
            kept = self._kept(f"reached {' '.join(sorted(roots))}", made_from, lambda: self._reachable(roots))
            self._reached[roots] = kept
        return self._reached[roots]

    def all(self) -> dict[str, str]:
        """Return all modules and files, for a notebook of which nobody can tell what it imports."""
        return {name: self._hash(path) for name, path in (*self.modules.items(), *self._assets.items())}

    def stamp(self) -> str:
        """Return what is another after anybody has written a file of the package."""
        files = (*self.modules.values(), *self._assets.values())
        return checksum("\n".join(map(touched_at, files)).encode())

    @cached_property
    def _state(self) -> str:
        """The hash of the whole package: while it is the same, so is what is reached from anywhere."""
        found = {name: self.known.content(path) for name, path in (*self.modules.items(), *self._assets.items())}
        return checksum(json.dumps(found, sort_keys=True).encode())

    @cached_property
    def modules(self) -> Mapping[str, Path]:
        """All modules by their names."""
        top = self.package.name
        return {
            ".".join((top, *_parts(path.relative_to(self.package)))): path
            for path in sorted(self.package.rglob("*.py"))
        }

    @cached_property
    def _assets(self) -> Mapping[str, Path]:
        files = sorted(path for path in self.package.rglob("*") if path.suffix != ".py" and path.is_file())
        inside = {path.relative_to(self.package).as_posix(): path for path in files}
        return {name: path for name, path in inside.items() if "__pycache__" not in name and "/" in name}

    def _reachable(self, roots: frozenset[str]) -> dict[str, str]:
        found: dict[str, None] = {}
        waiting = [*ALWAYS, *sorted(roots)]
        while waiting:
            name = waiting.pop()
            if name in found or name not in self.modules:
                continue
            found[name] = None
            waiting += self._modules_among(self._named_in(name))
        reached = {name: self._hash(self.modules[name]) for name in found}
        return reached | {name: self._hash(self._assets[name]) for name in self._assets_of(found)}

    def _modules_among(self, names: Iterable[str]) -> set[str]:
        """Return the modules among dotted names, with the packages that they lie in."""
        found: set[str] = set()
        for name in names:
            if name.endswith("."):  # the beginning of a name that is put together while the code runs
                found |= {module for module in self.modules if module.startswith(name)}
            whole = name if name in self.modules else name.rpartition(".")[0]
            if whole in self.modules:
                parts = whole.split(".")
                found |= {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
        return found

    def _named_in(self, module: str) -> list[str]:
        """Return the dotted names that a module imports or writes in full."""
        return self._read(module)[0]

    def _read(self, module: str) -> tuple[list[str], list[str]]:
        """Return what a module imports, and the words in it that can be the name of a file or a folder."""
        if module not in self._texts:
            path = self.modules[module]
            content = self.known.content(path)
            made_from = f"{content} {self.known.content(__file__)}"  # another reader may find other names
            inside = module if path.name == "__init__.py" else module.rpartition(".")[0]
            self._texts[module] = self._kept(
                f"names {module}", made_from, lambda: _names(path, self.package.name, inside)
            )
        return self._texts[module]

    def _kept(self, about: str, made_from: str, make: Callable[[], _Found]) -> _Found:
        kept = self.known.fact(about, made_from)
        if kept is not None:
            return json.loads(kept)
        made = make()
        self.known.remember(about, made_from, json.dumps(made))
        return made

    def _assets_of(self, modules: Iterable[str]) -> list[str]:
        reached = set(modules)
        mine = [name for name, owners in self._owners.items() if owners & reached]
        found: set[str] = set()
        while mine:
            name = mine.pop()
            if name not in found:
                found.add(name)
                mine += self._named_by_template(name)
        return sorted(found)

    def _named_by_template(self, name: str) -> list[str]:
        if "/templates/" not in f"/{name}":
            return []
        text = self._assets[name].read_text(encoding="utf-8", errors="replace")
        folder = name.rpartition("/")[0]
        return [other for other in self._assets if other.rpartition("/")[0] == folder and Path(other).name in text]

    @cached_property
    def _owners(self) -> Mapping[str, frozenset[str]]:
        """From each file that is no module to the modules that it belongs to."""
        owners: dict[str, frozenset[str]] = {}
        included = {other for name in self._assets for other in self._named_by_template(name) if other != name}
        for name in self._assets:
            parts = name.split("/")
            stage = [module for module in self.modules if module.split(".")[1:2] == parts[:1]]
            naming: frozenset[str] = frozenset()
            if "templates" in parts[:-1]:
                wanted = {parts[-1], parts[-1].partition(".")[0]}
                naming = frozenset(module for module in stage if wanted.intersection(self._read(module)[1]))
            if not naming and name not in included:
                folders = set(parts[1:2])
                naming = frozenset(module for module in stage if folders.intersection(self._read(module)[1]))
                naming = naming or frozenset(stage)
            owners[name] = naming
        return owners

    def _hash(self, path: Path) -> str:
        content = self.known.content(path)
        kept = self.known.fact(f"code {path}", content)
        if kept is None:
            # The same with the line ends of Windows.
            kept = checksum(path.read_bytes().replace(b"\r\n", b"\n"))
            self.known.remember(f"code {path}", content, kept)
        return kept


def _parts(inside: Path) -> tuple[str, ...]:
    parts = inside.with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def _imports(text: str, package: str, inside: str = "") -> list[str] | None:
    """Return the dotted names that a source imports or writes in full; None if it isn't Python.

    `inside` is the package that the source lies in, from which `from . import a` counts.
    """
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return None
    return sorted(set(_dotted(tree.body, f"{package}.", inside.split("."))))


def _dotted(nodes: Iterable[ast.AST], prefix: str, inside: list[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.If) and ast.unparse(node.test).rpartition(".")[2] == "TYPE_CHECKING":
            yield from _dotted(node.orelse, prefix, inside)
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = inside[: len(inside) - node.level + 1] if node.level else []
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(prefix):
            yield node.value
        yield from _dotted(ast.iter_child_nodes(node), prefix, inside)


def _names(path: Path, package: str, inside: str) -> tuple[list[str], list[str]]:
    text = path.read_text(encoding="utf-8")
    return _imports(text, package, inside) or [], sorted(
        {word for word in _QUOTED.findall(text) if len(word) < _LONGEST_NAME}
    )
