"""What a simulation claims and found: the same shape for all, so that the method pages can show them.

A module in `benchmarks/simulations/` has `run(replications, seed)` that returns its findings. `make bench` runs them in
full and writes `benchmarks/results/simulations/<module>.json`; `tests/property/simulations/` runs each in short.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path
from typing import Literal

RESULTS = Path(__file__).parent / "results" / "simulations"


@dataclass(frozen=True)
class Finding:
    """One number that a simulation found, and what was promised."""

    id: str
    """Stable, for example `wilson_coverage_n20`."""
    text: str
    """Danish, one line for the method page: what was asked."""
    value: float
    """A share (0-1) or a ratio."""
    promise: float
    direction: Literal["at_least", "at_most"]
    replications: int
    """Independent trials behind `value`."""
    comparison: bool = False
    """True: not promised, only what the promised is held against, as the rate of errors without a correction."""

    known_limit: str = ""
    """Danish: why the promise isn't kept here; told on the method page, and no failure of the simulation."""

    @property
    def error(self) -> float:
        """The standard error of a simulated share; 0 for a value outside 0-1."""
        return sqrt(self.value * (1 - self.value) / self.replications) if 0 < self.value < 1 else 0.0

    def kept(self, errors: float = 0.0) -> bool:
        """Tell whether the promise is kept, give or take so many standard errors."""
        slack = errors * self.error
        return (
            self.value + slack >= self.promise if self.direction == "at_least" else self.value - slack <= self.promise
        )


def write(name: str, findings: Sequence[Finding], *, date: str, seed: int, folder: Path = RESULTS) -> Path:
    """Write the findings of one simulation; the folder is made."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    content = {"simulation": name, "date": date, "seed": seed, "findings": [_content(found) for found in findings]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _content(found: Finding) -> dict[str, object]:
    content: dict[str, object] = asdict(found)
    if not found.comparison:
        del content["comparison"]
    if not found.known_limit:
        del content["known_limit"]
    return content
