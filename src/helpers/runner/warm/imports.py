"""Which modules notebooks load, read from their cells: what a warm parent has to load before them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from helpers.runner.source import joined

OUR_OWN = "helpers"
WHEN_USED = (
    "babel.dates",
    "babel.messages.pofile",
    "duckdb",
    "lxml.etree",
    "numpy",
    "pyarrow.parquet",
    "scipy.optimize",
    "scipy.sparse.csgraph",
    "scipy.special",
)
"""What our own functions load when they are called, so that commands begin quickly."""


CALL = "()"
"""What an entry ends with that is called once all is loaded: `a.b:c()`."""
AHEAD = f"helpers.output.ahead:prepare{CALL}"
"""What all pages of a project have in common, made once."""
MANY = 12
"""From so many runs on it pays to make it: it takes about as long as four pages spend on it."""


def imports_of(notebook: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a notebook imports, in alphabetic order, and what our own functions load later.

    `import a.b` is told as `a.b`, and `from a.b import c` as `a.b` and `a.b:c`.
    """
    return modules_for([notebook])


def modules_for(notebooks: Iterable[Mapping[str, Any]], runs: int = 1) -> tuple[str, ...]:
    """Return what any of some notebooks imports, told as by `imports_of`; for `MANY` runs also what is made ahead."""
    found = {name for notebook in notebooks for name in _imported(notebook)}
    ours = any(package_of(name) == OUR_OWN for name in found)
    ahead = (AHEAD,) if ours and runs >= MANY else ()
    return (*sorted(found | set(WHEN_USED if ours else ())), *ahead)


def package_of(name: str) -> str:
    """Return the outermost package of what is imported, told as by `imports_of`; what is called is its own."""
    if name.endswith(CALL):
        return name
    return name.partition(":")[0].partition(".")[0]


def _imported(notebook: Mapping[str, Any]) -> Iterator[str]:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            yield from _imported_in(joined(cell["source"]))


def _imported_in(code: str) -> Iterator[str]:
    """Yield what a cell imports at its outermost level; magics are left out, and what isn't Python imports nothing."""
    lines = ["" if line.lstrip().startswith(("%", "!", "?")) else line for line in code.splitlines()]
    try:
        statements = ast.parse("\n".join(lines)).body
    except SyntaxError:
        return
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from (alias.name for alias in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
            yield statement.module
            # A name taken from a package may be a module that this loads.
            yield from (f"{statement.module}:{alias.name}" for alias in statement.names if alias.name != "*")
