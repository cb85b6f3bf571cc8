"""Run simulations in full and write their results: `python -m benchmarks.simulations --date 2026-11-22 [name ...]`."""

from __future__ import annotations

import argparse
import pkgutil
from importlib import import_module

import benchmarks.simulations
from benchmarks.simulating import Finding, write

SEED = 20261122


def main() -> None:
    """Run the named simulations, or all."""
    known = sorted(
        found.name for found in pkgutil.iter_modules(benchmarks.simulations.__path__) if found.name[0] != "_"
    )
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", metavar="name", help=", ".join(known))
    asked.add_argument("--date", required=True)
    arguments = asked.parse_args()
    broken = False
    for name in arguments.names or known:
        findings: list[Finding] = import_module(f"benchmarks.simulations.{name}").run(replications=None, seed=SEED)
        write(name, findings, date=arguments.date, seed=SEED)
        for found in findings:
            sign = ">=" if found.direction == "at_least" else "<="
            word = "ok" if found.kept(2) else "KNOWN LIMIT" if found.known_limit else "NOT KEPT"
            broken = broken or word == "NOT KEPT"
            print(
                f"{name}: {found.id} = {found.value:.4f} ({sign} {found.promise}, {found.replications} trials) {word}"
            )
    raise SystemExit(1 if broken else 0)


if __name__ == "__main__":
    main()
