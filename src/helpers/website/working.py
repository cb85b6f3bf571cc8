"""The same work for many pages: in threads where they are few, in processes where they are many."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
FEW = 300
"""Up to so many pages are made sooner by threads, most of whose time is pandoc's, than processes have started."""
_TOGETHER = 8
"""Pages that a process is given at a time."""
_work: Callable[[Any], Any] | None = None


def each(work: Callable[[Item], Result], items: Sequence[Item], processes: int | None = None) -> Iterator[Result]:
    """Yield `work` of each item, in order; only a few results wait at a time to be taken.

    Parameters
    ----------
    work
        What is done; for processes it must be possible to pickle it. It is sent once to each.
    items
        What it is done to.
    processes
        How many; by default as many as there are cores, and none for few items.
    """
    cores = os.cpu_count() or 1
    count = (cores if len(items) > FEW else 0) if processes is None else processes
    if count > 1:
        # Spawned: a fork would carry over the threads and locks of whoever calls, and Windows knows none.
        with ProcessPoolExecutor(count, get_context("spawn"), _begin, (work,)) as pool:
            yield from pool.map(_do, items, chunksize=_TOGETHER)
    else:
        with ThreadPoolExecutor(max_workers=min(8, cores + 1)) as pool:
            yield from pool.map(work, items)


def _begin(work: Callable[[Any], Any]) -> None:
    global _work
    _work = work


def _do(item: Any) -> Any:
    assert _work is not None
    return _work(item)
