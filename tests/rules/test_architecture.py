"""The house: stages left to right, modules that stay small, and doors that only one module opens."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter import cli as importlinter_cli
from importlinter.application import use_cases

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "helpers"
# Left to right. The table of observations stands left of intake, which fills it.
STAGES = [
    "ledger", "plan", "templates", "demo", "observations", "intake", "measurement", "monitoring", "effects",
    "disclosure", "output", "runner", "website", "audit", "sealing", "commands",
]  # fmt: skip
LONGEST = 400
"""Lines of a module; about 300 is the aim."""
NAMES_THAT_SAY_NOTHING = {"base", "common", "helper", "helpers", "misc", "shared", "stuff", "util", "utils"}


def modules(folder: Path = PACKAGE) -> list[Path]:
    """Return the modules under a folder; a rule about none of them would prove nothing."""
    found = sorted(folder.rglob("*.py"))
    assert found, folder
    return found


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def tree_of(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def imports_of(module: Path) -> Iterator[str]:
    """Yield the top-level packages that a module imports, also inside functions."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def importers_of(package: str) -> list[str]:
    return [name_of(module) for module in modules() if package in imports_of(module)]


def test_a_stage_imports_only_from_its_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # It would silence every other log of this process, which other tests listen to.
    monkeypatch.setattr(importlinter_cli, "_configure_logging", lambda verbose: None)
    status = importlinter_cli.lint_imports(config_filename=str(ROOT / ".importlinter"), no_cache=True)
    said = capsys.readouterr().out
    assert status == importlinter_cli.EXIT_STATUS_SUCCESS, said
    assert "1 kept, 0 broken" in said


def test_the_contract_names_every_stage_in_order() -> None:
    (contract,) = use_cases.read_user_options(config_filename=str(ROOT / ".importlinter")).contracts_options
    listed = [line.strip("() ") for line in contract["layers"]]
    assert [layer for layer in reversed(listed) if layer in STAGES] == STAGES
    assert sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").is_file()) == sorted(STAGES)


@pytest.mark.parametrize("module", modules(), ids=name_of)
def test_a_module_stays_readable(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST, f"{name_of(module)} har {lines} linjer; del den efter, hvad der får den til at ændre sig"


def test_every_name_says_something() -> None:
    files = [*modules(), *modules(ROOT / "tests")]
    assert [str(path) for path in files if path.stem in NAMES_THAT_SAY_NOTHING] == []
    folders = {path.parent for path in modules()} - {PACKAGE}
    assert [str(path) for path in folders if path.name in NAMES_THAT_SAY_NOTHING] == []


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_says_in_one_sentence_what_it_is_and_imports_nothing_heavy(stage: str) -> None:
    tree = tree_of(PACKAGE / stage / "__init__.py")
    docstring = ast.get_docstring(tree)
    assert docstring
    assert "\n" not in docstring
    others = [node for node in tree.body[1:] if not isinstance(node, ast.Import | ast.ImportFrom | ast.Assign)]
    assert others == []
    assert set(imports_of(PACKAGE / stage / "__init__.py")) <= {"__future__", "helpers"}


def test_only_the_table_of_observations_opens_duckdb() -> None:
    assert importers_of("duckdb") == ["observations/registering.py", "observations/store.py"]


def test_yaml_is_read_and_written_by_one_module_of_the_plan_each_and_by_the_website_for_quartos_files() -> None:
    found = importers_of("yaml")
    assert [name for name in found if not name.startswith("website/")] == ["plan/marked.py", "plan/yaml_text.py"]


def test_the_audit_shares_no_code_with_what_it_attacks() -> None:
    """An attacker that reads the defender's mind finds what the defender thought of."""
    taken = {
        node.module
        for module in modules(PACKAGE / "audit")
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("helpers")
    }
    assert {name for name in taken if not name.startswith("helpers.audit")} <= {"helpers.errors", "helpers.paths"}


def test_only_the_runner_calls_papermill() -> None:
    assert importers_of("papermill") == [
        "runner/papermill_call.py",
        "runner/warm/client.py",
        "runner/warm/engine.py",
    ]


def test_only_protected_results_reach_figures_tables_maps_and_downloads() -> None:
    takers: dict[str, set[str]] = {"Released": set(), "Results": set()}
    for module in modules(PACKAGE / "output"):
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                for taken in _words_of_annotations(node) & takers.keys():
                    takers[taken].add(f"{name_of(module)}:{node.name}")
    assert takers["Released"]
    assert takers["Results"] == set()


def _words_of_annotations(function: ast.FunctionDef) -> set[str]:
    arguments = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    annotations = [argument.annotation for argument in arguments if argument.annotation]
    return {node.id for annotation in annotations for node in ast.walk(annotation) if isinstance(node, ast.Name)}


def test_nothing_but_the_command_speaks_to_the_terminal() -> None:
    speakers = [
        f"{name_of(module)}:{node.lineno}"
        for module in modules()
        if name_of(module) not in {"cli.py", "__main__.py"}
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert speakers == []


def test_nothing_asks_what_day_it_is() -> None:
    """Output depends on inputs only. The ledger alone says on which day something was sealed or published."""
    asking = {"now", "today", "utcnow"}
    found = [
        f"{name_of(module)}:{node.lineno}"
        for module in modules()
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in asking
        and ast.unparse(node.func.value).rpartition(".")[2] in {"date", "datetime"}
    ]
    assert [place.rpartition(":")[0] for place in found] == ["commands/day.py"]
    tellers = [name_of(module) for module in modules() if "helpers.commands.day" in _modules_named(module)]
    assert tellers == ["commands/publish.py", "commands/seal.py"]


def _modules_named(module: Path) -> set[str]:
    return {node.module for node in ast.walk(tree_of(module)) if isinstance(node, ast.ImportFrom) and node.module}
