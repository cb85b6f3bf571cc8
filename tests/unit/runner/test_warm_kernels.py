"""When a kernel can be a warm one, and what is loaded beforehand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from ipykernel import ipkernel
from ipykernel.kernelapp import IPKernelApp

from helpers.runner.warm.forked import read_arguments
from helpers.runner.warm.forked_kernel import ParentError
from helpers.runner.warm.imports import AHEAD, MANY, WHEN_USED, imports_of, modules_for
from helpers.runner.warm.parents import Launch, Parents, launch_of, unsuited
from helpers.runner.warm.sharing_memory import files_of_modules, modules_known

ROOT = Path(__file__).resolve().parents[3]


def notebook(*cells: str) -> dict[str, Any]:
    return {"cells": [{"cell_type": "code", "source": text} for text in cells]}


@pytest.mark.parametrize(
    ("command", "options"),
    [
        (["python", "-m", "ipykernel_launcher", "-f", "k.json"], ()),
        (
            [sys.executable, "-Xfrozen_modules=off", "-m", "ipykernel_launcher", "-f", "k.json"],
            ("-Xfrozen_modules=off",),
        ),
    ],
)
def test_an_ipykernel_of_this_python_can_be_warm(command: list[str], options: tuple[str, ...]) -> None:
    launch = launch_of(command)
    assert launch is not None
    assert (launch.options, launch.arguments) == (options, ("-f", "k.json"))


@pytest.mark.parametrize(
    "command",
    [
        ["R", "--slave", "-e", "IRkernel::main()"],
        ["/opt/conda/bin/python", "-m", "ipykernel_launcher", "-f", "k.json"],
        [sys.executable, "-m", "bash_kernel", "-f", "k.json"],
        [sys.executable, "-O", "-m", "ipykernel_launcher", "-f", "k.json"],
        [sys.executable, "-m"],
    ],
)
def test_any_other_kernel_is_an_ordinary_one(command: list[str]) -> None:
    assert launch_of(command) is None


@pytest.mark.parametrize(("platform", "suited"), [("linux", True), ("win32", False), ("darwin", False)])
def test_only_linux_forks(platform: str, suited: bool) -> None:
    assert (unsuited(platform) is None) == suited


def test_what_a_notebook_imports_is_loaded_beforehand() -> None:
    found = imports_of(
        notebook(
            "%matplotlib inline\nimport pandas as pd, json\n!echo import os",
            "from collections import abc, Counter\nfrom math import *\nfrom . import mine\nif True:\n    import late",
            "dette er ikke Python",
        )
    )
    assert found == ("collections", "collections:Counter", "collections:abc", "json", "math", "pandas")


def test_our_own_functions_bring_what_they_load_when_called() -> None:
    assert "scipy.special" not in modules_for([notebook("import json")])
    found = modules_for([notebook("from helpers.output.tiles import tiles"), notebook("import json")])
    assert {"helpers.output.tiles", "json", "scipy.special"} <= set(found)


def test_each_module_named_for_our_functions_is_one_that_they_load() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "helpers").rglob("*.py"))
    for name in WHEN_USED:
        package, _, last = name.rpartition(".")
        said = [f"import {name}", f"from {name} import", f"from {package} import {last}"]
        assert any(line.strip().startswith(tuple(said)) for line in source.splitlines()), name


def test_papermill_finds_the_engine_without_loading_it() -> None:
    script = (
        "import sys, json, papermill.engines as e\n"
        "before = 'helpers.runner.warm.engine' in sys.modules\n"
        "engine = e.papermill_engines.get_engine('maalbar')\n"
        "print(json.dumps([before, engine.nb_kernel_name.__self__.__name__]))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == [False, "WarmEngine"]


def test_a_parent_that_cannot_be_made_ready_is_not_tried_for_every_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []

    class Hopeless:
        ready = lost = alive = False
        running = 0

        def __init__(self, *_: object) -> None:
            made.append(1)

        def fork(self, *_: object) -> None:
            raise ParentError("den gik i stå")

        def close(self) -> None:
            """There is nothing to end."""

    monkeypatch.setattr("helpers.runner.warm.parents.WarmParent", Hopeless)
    monkeypatch.setattr("helpers.runner.warm.parents.unsuited", lambda: None)
    parents = Parents()
    for _ in range(3):
        with pytest.raises(ParentError, match="den gik i stå"):
            parents.kernel(Launch((), ()), "/", {})
    assert made == [1]
    parents.close()


def test_what_pages_share_is_made_ahead_when_many_are_made() -> None:
    ours = [notebook("from helpers.output.tiles import tiles")]
    assert AHEAD not in modules_for(ours, MANY - 1)
    assert modules_for(ours, MANY)[-1] == AHEAD
    assert AHEAD not in modules_for([notebook("import json")], MANY)


def test_a_call_is_made_when_all_is_loaded_and_is_nobody_elses_fault() -> None:
    script = (
        "from helpers.runner.warm.imports import package_of\n"
        "from helpers.runner.warm.preloading import preload\n"
        "print(preload(['json', 'runner_calls:note()', 'runner_calls:speak()', 'runner_calls:fail()']))\n"
        "print(package_of('runner_calls:note()'), package_of('json.decoder:x'))"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])}
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert ran.stdout.splitlines() == [
        "Preloaded(unfit=('runner_calls:speak()',), missing=('runner_calls:fail()',))",
        "runner_calls:note() json",
    ]


@pytest.mark.parametrize("more", [(), ("--HistoryManager.hist_file=:memory:",)])
def test_a_kernel_is_told_what_its_own_parser_would_read(more: tuple[str, ...]) -> None:
    arguments = ("-f", "/tmp/et sted/kernel.json", *more)
    slow, quick = IPKernelApp(), IPKernelApp()
    slow.parse_command_line(list(arguments))
    read_arguments(quick, arguments)
    quick.parse_command_line(["-f", "en anden"])
    for name in ("config", "cli_config", "argv", "extra_args", "connection_file", "quiet"):
        assert getattr(quick, name) == getattr(slow, name), name


def test_other_arguments_are_left_to_the_kernels_parser() -> None:
    application = IPKernelApp()
    read_arguments(application, ("-f", "a.json", "--debug"))
    application.parse_command_line(["-f", "b.json", "--debug"])
    assert (application.connection_file, application.log_level) == ("b.json", 10)


def test_a_kernel_knows_its_modules_from_its_parent() -> None:
    class Begun:
        kernel: Any = None

    begun, module = Begun(), cast("Any", ipkernel)
    with modules_known(begun, ["a.py"]):
        begun.kernel = SimpleNamespace(_kernel_modules=list(module.sys.modules.copy().values()))
        assert module.sys.version_info == sys.version_info
    assert begun.kernel._kernel_modules == ["a.py"]
    assert module.sys is sys
    assert os.__file__ in files_of_modules()
