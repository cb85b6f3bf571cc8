"""A hundred runs in one command leave nothing; `benchmarks/many_runs.py` does the same with thousands."""

from __future__ import annotations

import os

from benchmarks.many_runs import growth, sampled


def test_many_runs_leave_nothing_and_hold_no_more_than_the_first() -> None:
    temporary = os.environ.get("TMPDIR")
    samples, before, after = sampled(90, 10, 2)
    assert os.environ.get("TMPDIR") == temporary
    assert (after.processes, after.temporary_files, after.sockets) == (before.processes, 0, before.sockets)
    assert after.open_files <= before.open_files
    assert growth(samples, "command_mb") < 0.03
    # Two kernels at once, and the parent, whenever one looks; the rest of a kernel's files go with it.
    assert max(sample.processes for sample in samples) <= before.processes + 3
    assert max(sample.temporary_files for sample in samples) < 40
