"""Do sealed rounds still show what was sealed? Under newer code, newer libraries and later figures of the same files.

Målbar and its packages move on; a sealed round may not show other figures for it. What was found to stand is remembered
(`build/sealed-results.json`, safe to delete), so that it is measured again only when something has changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

import helpers
from helpers.disclosure.deciding import protection_file
from helpers.errors import Fault, SealedError
from helpers.ledger.entries import Entry
from helpers.observations.store import observations_file
from helpers.paths import Project, checksum, file_checksum, write_atomically
from helpers.plan.model import Plan, Registry
from helpers.runner.code_version import code_version
from helpers.sealing.gate import Gate, round_of
from helpers.sealing.sealing import results_differences
from helpers.sealing.telling import ChangedFiles, faults_of


def insist_on_results(gate: Gate, plans: Iterable[Plan], registry: Registry) -> None:
    """Refuse a state of the project in which a sealed round would show something else than was sealed.

    Parameters
    ----------
    gate
        What the ledger says.
    plans
        All of the project; an evaluation that is sealed and isn't among them is gone.
    registry
        As it stands.

    Raises
    ------
    SealedError
        With every figure, change and answer that differs.
    """
    plans = tuple(plans)
    gate.insist_on_evaluations({plan.id for plan in plans})
    record = gate.project.build / "sealed-results.json"
    known = _remembered(record)
    standing: dict[str, str] = {}
    faults: list[Fault] = []
    for plan in plans:
        for entry in gate.sealed(plan.id):
            stamp = _stamp(gate.project, plan, registry, entry)
            standing[str(entry.release)] = stamp
            if known.get(str(entry.release)) != stamp:
                faults += _faults(gate, plan, registry, entry)
    if faults:
        raise SealedError(faults)
    if standing:
        write_atomically(record, json.dumps(standing, indent=0, sort_keys=True))


def _faults(gate: Gate, plan: Plan, registry: Registry, entry: Entry) -> list[Fault]:
    at = round_of(entry, plan)
    if at is None:
        return []  # told when the plan was compared
    found = results_differences(gate.project, plan, registry, at, entry, gate)
    return list(faults_of(gate.project, entry, found, ChangedFiles()))


def _stamp(project: Project, plan: Plan, registry: Registry, entry: Entry) -> str:
    """Return a hash of all that decides what is shown of a round."""
    files = (
        observations_file(project, plan.id), project.root / protection_file(project, plan.id, "public"),
        project.lock_file,
    )  # fmt: skip
    own = sorted(Path(__file__).parent.glob("*.py"))  # what no notebook depends on is no part of the code's version
    parts = [
        code_version(Path(helpers.__file__).parent),
        *map(file_checksum, own),
        str(sys.version_info[:3]),
        str(entry.part("results")),
        plan.model_dump_json(),
        registry.model_dump_json(),
        *(file_checksum(path) if path.is_file() else "" for path in files),
    ]
    return checksum("\0".join(parts).encode())


def _remembered(record: Path) -> dict[str, str]:
    try:
        return dict(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
