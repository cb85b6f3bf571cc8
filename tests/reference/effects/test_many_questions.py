"""Benjamini & Hochberg's (1995) fifteen p-values and forty with ties, against R's p.adjust.

`stat-cases/multiplicity_bh_holm`; Hommel's method is left out, since Målbar doesn't offer it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from helpers.effects.multiplicity import benjamini_hochberg, benjamini_yekutieli, bonferroni, hochberg, holm
from reference_cases import reference_case

METHODS: dict[str, Callable[[Sequence[float]], tuple[float, ...]]] = {
    "bonferroni": bonferroni,
    "holm": holm,
    "hochberg": hochberg,
    "BH": benjamini_hochberg,
    "BY": benjamini_yekutieli,
}


def _p(file: str) -> list[float]:
    return [float(row["p"]) for row in reference_case("multiplicity_bh_holm").rows(f"{file}.csv")]


@pytest.mark.parametrize("file", ["bh1995", "ties40"])
@pytest.mark.parametrize("method", METHODS)
def test_adjusted_as_by_r(file: str, method: str) -> None:
    entry = reference_case("multiplicity_bh_holm").entries[f"{file}.{method}"]
    assert list(METHODS[method](_p(file))) == entry.approx


@pytest.mark.parametrize("file", ["bh1995", "ties40"])
def test_how_many_stay_clear(file: str) -> None:
    counted = [sum(p <= 0.05 for p in method(_p(file))) for method in METHODS.values()]
    entry = reference_case("multiplicity_bh_holm").entries[f"{file}.n_rejected_05_[bonf,holm,hochberg,BH,BY]"]
    assert counted == entry.value
