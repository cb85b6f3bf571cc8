"""The typed `parameters` cell: what a notebook may be given, checked before any kernel starts.

`papermill.inspect_notebook` reads names and annotations by regular expression, and neither finds a parameter
without a default nor what a `Literal` lists; the cell is Python, so Python's own parser reads it here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from helpers.errors import Fault, NotebookError
from helpers.runner.jobs import Job, ParameterValue, check_ids
from helpers.runner.source import PARAMETERS_TAG, cells_of, read_tree

TYPES: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (float, int), "bool": (bool,)}
DANISH: Mapping[str, str] = {"str": "en tekst", "int": "et helt tal", "float": "et tal", "bool": "True eller False"}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a notebook.

    Parameters
    ----------
    name
        Its name.
    type
        `str`, `int`, `float` or `bool`; of a `Literal`, None.
    choices
        What a `Literal` lists; empty otherwise.
    required
        Whether it has no default.
    """

    name: str
    type: str | None
    choices: tuple[ParameterValue, ...]
    required: bool

    def accepts(self, value: object) -> bool:
        """Return whether `value` is of the type, or in the list; `True` is no number."""
        if self.type is None:
            return any(type(choice) is type(value) and choice == value for choice in self.choices)
        return isinstance(value, TYPES[self.type]) and (self.type == "bool" or not isinstance(value, bool))

    @property
    def wanted(self) -> str:
        """What it takes, in Danish."""
        if self.type is None:
            return "en af " + ", ".join(repr(choice) for choice in self.choices)
        return DANISH[self.type]


def read_parameters(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters of a notebook by name, in the order of its cell.

    Raises
    ------
    NotebookError
        If the notebook can't be read, has not exactly one cell tagged `parameters`, or the cell holds anything
        but assignments annotated with `str`, `int`, `float`, `bool` or a `Literal`.
    """
    place = f"{notebook.parent.name}/{notebook.name}"
    found = [cell for cell in cells_of(read_tree(notebook)) if PARAMETERS_TAG in cell.tags]
    if len(found) != 1:
        raise NotebookError(
            Fault(
                place,
                f"notebooken har {len(found)} celler med mærket “parameters”",
                "En notebook har netop én.",
                "Sæt mærket på den celle, der angiver parametrene.",
            )
        )
    try:
        statements = ast.parse(found[0].text).body
    except SyntaxError as error:
        raise NotebookError(
            Fault(place, f"parametercellens linje {error.lineno} er ikke gyldig Python", _RULE, "Ret linjen.")
        ) from None
    return _parameters(place, statements)


_RULE = 'Parametercellen har kun linjer som `runde: Literal["baseline", "end"] = "end"` og importer til dem.'


def _parameters(place: str, statements: list[ast.stmt]) -> dict[str, Parameter]:
    parameters: dict[str, Parameter] = {}
    faults: list[Fault] = []
    for statement in statements:
        if _is_prelude(statement):
            continue
        parameter = _parameter(statement)
        if parameter is None:
            text = ast.unparse(statement).splitlines()[0]
            faults.append(Fault(place, f"parametercellen har linjen “{text}”", _RULE, "Giv parameteren en type."))
        else:
            parameters[parameter.name] = parameter
    if faults:
        raise NotebookError(faults)
    return parameters


def _is_prelude(statement: ast.stmt) -> bool:
    """Return whether a statement is an import or a docstring, which a parameters cell may hold too."""
    if isinstance(statement, ast.Expr):
        return isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Import | ast.ImportFrom)


def _parameter(statement: ast.stmt) -> Parameter | None:
    if not isinstance(statement, ast.AnnAssign) or not isinstance(statement.target, ast.Name):
        return None
    name, required = statement.target.id, statement.value is None
    annotation = statement.annotation
    if isinstance(annotation, ast.Name) and annotation.id in TYPES:
        return Parameter(name, annotation.id, (), required)
    choices = _choices(annotation)
    return Parameter(name, None, choices, required) if choices else None


def _choices(annotation: ast.expr) -> tuple[ParameterValue, ...]:
    """Return what `Literal[...]` or `typing.Literal[...]` lists, or nothing."""
    if not isinstance(annotation, ast.Subscript) or ast.unparse(annotation.value).rpartition(".")[2] != "Literal":
        return ()
    listed = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    values = [item.value for item in listed if isinstance(item, ast.Constant)]
    return tuple(value for value in values if isinstance(value, str | int | float))


def check(jobs: Iterable[Job]) -> None:
    """Check every job's id and parameters before any kernel starts.

    Raises
    ------
    NotebookError
        With every unknown, missing, wrongly typed or unlisted parameter of every job, each said once.
    """
    wanted = tuple(jobs)
    check_ids(wanted)
    faults: dict[Fault, None] = {}
    known: dict[Path, dict[str, Parameter] | None] = {}
    for job in wanted:
        if job.notebook not in known:
            known[job.notebook] = _read_or_note(job.notebook, faults)
        parameters = known[job.notebook]
        if parameters is not None:
            faults.update(dict.fromkeys(_faults(job, parameters)))
    if faults:
        raise NotebookError(faults)


def _read_or_note(notebook: Path, faults: dict[Fault, None]) -> dict[str, Parameter] | None:
    try:
        return read_parameters(notebook)
    except NotebookError as error:
        faults.update(dict.fromkeys(error.faults))
        return None


def _faults(job: Job, parameters: Mapping[str, Parameter]) -> list[Fault]:
    place = job.shown_notebook
    faults = [
        Fault(
            place,
            f"kørslen “{job.label}” mangler parameteren {name}",
            f"Den skal være {parameter.wanted}.",
            f"Angiv {name}.",
        )
        for name, parameter in parameters.items()
        if parameter.required and name not in job.parameters
    ]
    for name, value in job.parameters.items():
        if name not in parameters:
            faults.append(_unknown(job, name, parameters))
        elif not parameters[name].accepts(value):
            faults.append(
                Fault(
                    place,
                    f"kørslen “{job.label}” giver {name} værdien {value!r}",
                    f"Den skal være {parameters[name].wanted}.",
                    _suggestion(str(value), [str(choice) for choice in parameters[name].choices]) or "Ret værdien.",
                )
            )
    return faults


def _unknown(job: Job, name: str, parameters: Mapping[str, Parameter]) -> Fault:
    return Fault(
        job.shown_notebook,
        f"kørslen “{job.label}” giver en ukendt parameter, {name}",
        f"Notebooken kender {', '.join(parameters) or 'ingen parametre'}.",
        _suggestion(name, list(parameters)) or "Fjern den, eller tilføj den i notebookens parametercelle.",
    )


def _suggestion(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"Mente du {close[0]}?" if close else ""
