"""Writes the expected faults of every faulty file again; run it after a change of wording, then read the git diff."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from unit.intake.corpus.cases import cases, faults_of

if __name__ == "__main__":
    for case in cases("faulty"):
        with tempfile.TemporaryDirectory() as folder:
            case.snapshot.write_text(faults_of(case, Path(folder)), encoding="utf-8", newline="\n")
