"""What a notebook may read without anybody hearing of it, told from its own cells.

What Python opens is noted while a run is under way (`helpers.reads`), and our own functions tell of the rest. A
notebook that itself calls a library that opens files by other means (DuckDB, Arrow, GDAL), starts another program or
imports a module of the project may read anything, and use any of our code; and of the environment variables that it
asks for nobody hears. Such a run depends on all files of its project and all code, or on those variables.
"""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from helpers import reads
from helpers.paths import checksum
from helpers.runner.known_files import KnownFiles
from helpers.runner.source import Cell

HEARD_OF = frozenset({
    "IPython", "PIL", "babel", "great_tables", "markdown", "matplotlib", "numpy", "openpyxl", "pandas", "plotly",
    "scipy", "seaborn", "statsmodels", "yaml",
})  # fmt: skip
"""Packages that open files as Python does, but for some functions of theirs."""
NOT_HEARD_OF = frozenset({
    "asyncio", "concurrent", "ctypes", "dbm", "importlib", "multiprocessing", "pkgutil", "pty", "runpy", "subprocess",
    "zipimport",
})  # fmt: skip
"""Modules of Python that start other programs, open files by other means or load modules by name."""
FUNCTIONS_NOT_HEARD_OF = re.compile(
    r"__import__|eval|exec|exec[lv]\w*|popen|system|fork|forkpty|posix_spawnp?|spawn\w+|"
    r"read_(feather|file|hdf|orc|parquet|sas|spss|sql\w*|xml)|"
    r"exists|lexists|is_dir|is_file|isdir|isfile|l?stat|getmtime|getsize"
)
"""Functions that do so, or only look whether a file is there."""
HARMLESS_MAGIC = re.compile(r"\s*%%?(capture|config|matplotlib|precision|time|timeit)\b")
_MAGIC = re.compile(r"^\s*[%!?].*$", re.MULTILINE)
_VARIABLES = frozenset({"environ", "environb", "getenv", "getenvb"})
_OURS = frozenset({"MAALBAR_PROJECT"})
"""Variables that are the same for every run of a project."""


@dataclass(frozen=True)
class Unseen:
    """What a notebook may read unnoticed.

    Parameters
    ----------
    anything
        Whether it may read any file, and use any code.
    variables
        Names of the environment variables that it asks for; None: it may ask for any.
    """

    anything: bool = False
    variables: tuple[str, ...] | None = ()

    def values(self) -> dict[str, str]:
        """Return a hash of the value of each variable; what a variable holds may be secret."""
        names = sorted(os.environ) if self.variables is None else self.variables
        return {name: checksum(os.environ[name].encode()) if name in os.environ else reads.MISSING for name in names}


def unseen_by(cells: Iterable[Cell], ours: str) -> Unseen:
    """Return what a notebook with these cells may read without being noticed.

    Parameters
    ----------
    cells
        The cells.
    ours
        The package that tells of what it reads.
    """
    anything, names = False, set[str | None]()
    for cell in cells:
        if cell.kind != "code":
            continue
        magic = [line for line in _MAGIC.findall(cell.text) if line.strip() and not HARMLESS_MAGIC.match(line)]
        try:
            tree = ast.parse(_MAGIC.sub("", cell.text))
        except SyntaxError:
            return Unseen(anything=True, variables=None)
        anything = anything or bool(magic) or any(_is_unheard(node, ours) for node in ast.walk(tree))
        names.update(_asked_for(tree))
    if None in names:
        return Unseen(anything, None)
    return Unseen(anything, tuple(sorted(name for name in names if name is not None and name not in _OURS)))


def state_of(project: Path, known: KnownFiles) -> str:
    """Return the hash of all files of a project that a run may read, but what is made of them."""
    found: dict[str, str] = {}
    for folder, below, files in os.walk(project):
        made = reads.MADE if folder == os.fspath(project) else ()
        below[:] = sorted(name for name in below if not name.startswith((".", "__pycache__")) and name not in made)
        for name in files:
            path = os.path.join(folder, name)  # noqa: PTH118 (a path as text costs a third)
            found[os.path.relpath(path, project)] = known.content(path)
    return checksum(json.dumps(found, sort_keys=True).encode("utf-8", "surrogatepass"))


def _is_unheard(node: ast.AST, ours: str) -> bool:
    if isinstance(node, ast.Import):
        return any(_is_unheard_of(alias.name, ours) for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        return _is_unheard_of(node.module or "", ours) or any(_reads(alias.name) for alias in node.names)
    return _reads(_name_of(node))


def _is_unheard_of(module: str, ours: str) -> bool:
    """Return whether what is imported may read unnoticed; what isn't known, a project's own modules too, may."""
    package = module.partition(".")[0]
    known = package == ours or package in HEARD_OF or package in sys.stdlib_module_names
    return not known or package in NOT_HEARD_OF


def _reads(name: str) -> bool:
    return FUNCTIONS_NOT_HEARD_OF.fullmatch(name) is not None


def _name_of(node: ast.AST) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _asked_for(tree: ast.AST) -> Iterator[str | None]:
    """Yield the environment variables that a source asks for, and None if it may ask for others."""
    nodes = list(ast.walk(tree))
    written = [name for node in nodes if (name := _question(node)) is not None]
    yield from written
    if sum(_name_of(node) in _VARIABLES for node in nodes) > len(written):
        yield None


def _question(node: ast.AST) -> str | None:
    """Return the variable that `environ["A"]`, `environ.get("A")` or `getenv("A")` asks for."""
    asked: ast.AST | None = None
    if isinstance(node, ast.Subscript) and _name_of(node.value) in _VARIABLES:
        asked = node.slice
    elif isinstance(node, ast.Call) and node.args:
        of = node.func.value if isinstance(node.func, ast.Attribute) and node.func.attr == "get" else node.func
        asked = node.args[0] if _name_of(of) in _VARIABLES else None
    return asked.value if isinstance(asked, ast.Constant) and isinstance(asked.value, str) else None
