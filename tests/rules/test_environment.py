"""One list of packages in every file that names them, and no address to download from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CONDA_NAMES = {"python-duckdb": "duckdb"}
"""What conda-forge calls a package, and what PyPI calls it."""
ONLY_IN_CONDA = {"python", "quarto", "pip"}
ONLY_ON_PYPI = {"pypandoc-binary"}
REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)\s*(.*)")
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-cluster.lock")


def parts(requirement: str) -> tuple[str, str]:
    found = REQUIREMENT.fullmatch(requirement)
    assert found, requirement
    return found[1].lower().replace("_", "-"), found[2].replace(" ", "")


def wanted() -> dict[str, str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return dict(parts(requirement) for requirement in project["dependencies"])


def test_environment_yml_equals_pyproject() -> None:
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    conda = dict(parts(item) for item in listed if isinstance(item, str))
    (pip,) = [item["pip"] for item in listed if isinstance(item, dict)]
    assert pip[-1] == "-e ."
    from_pypi = dict(parts(item) for item in pip[:-1])
    assert from_pypi.keys() == ONLY_ON_PYPI
    named = {CONDA_NAMES.get(name, name): version for name, version in conda.items() if name not in ONLY_IN_CONDA}
    assert named | from_pypi == wanted()
    assert conda.keys() >= ONLY_IN_CONDA


def test_the_same_pythons_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    assert f"python {project['requires-python']}" in listed


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_package_with_hashes_and_names_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    # Any address, of a registry or of anything else; the words are written here only to be forbidden.
    assert re.findall(r"https?://|git\+|file:|--(?:extra-)?index-url|--find-links| @ ", code) == []
    entries = re.split(r"(?<!\\)\n", code.strip())
    assert len(entries) > 50
    assert [entry.split()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked(lock: str) -> None:
    locked = {found.lower() for found in re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / lock).read_text(), re.MULTILINE)}
    assert wanted().keys() - locked == set()


def test_the_lock_for_clusters_has_the_same_versions_and_dask_besides() -> None:
    """Otherwise every worker that is installed from it would be refused."""
    plain, cluster = (
        dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-cluster.lock")
    )
    assert plain.items() <= cluster.items()
    assert "distributed" in cluster.keys() - plain.keys()
