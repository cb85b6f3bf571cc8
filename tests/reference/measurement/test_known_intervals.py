"""Intervals against R, UKHSA's workbooks and printed tables; the data stand in `stat-cases` (tests/reference_cases.py).

Out of scope, and so not compared: Wilson with continuity correction and mid-P, which Målbar does not offer.
"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from helpers.measurement.intervals import (
    byar_count,
    difference_of_proportions,
    poisson_count,
    poisson_rate,
    proportion,
    proportion_exact,
)
from helpers.measurement.refusing import Lack, Refusal
from helpers.measurement.results import Interval
from helpers.measurement.standardising import (
    FEWEST_EVENTS,
    Stratum,
    directly_standardised,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)
from reference_cases import Entry, reference_case

_NHS_LEVELS = (0.95, 0.998)


def _ends(interval: Interval, scale: float = 1.0) -> list[float]:
    return [scale * interval.low, scale * interval.high]


def _all_close(found: Sequence[float], entry: Entry) -> None:
    # A relative tolerance is meant of the largest of the values.
    largest = max(abs(value) for value in entry.value)
    slack = entry.tolerance * largest if entry.relative else entry.tolerance
    assert list(found) == pytest.approx(entry.value, abs=slack, rel=0.0), entry.id


def test_shares_of_newcombe_1998() -> None:
    compared = 0
    for entry in reference_case("prop_single_ci").entries.values():
        method = proportion if entry.id.startswith("wilson_") else proportion_exact
        if not entry.id.startswith(("wilson_cc", "midp")):
            counts = entry.inputs["x"], entry.inputs["n"]
            _all_close(_ends(method(*counts, level=entry.inputs.get("conf", 0.95)), 0.01), entry)
            compared += 1
    assert compared == 27


def test_differences_of_newcombe_1998() -> None:
    entries = [entry for entry in reference_case("prop_diff_newcombe10").entries.values() if entry.id.startswith("m10")]
    assert len(entries) == 9
    for entry in entries:
        given = entry.inputs
        found = difference_of_proportions((given["x1"], given["n1"]), (given["x2"], given["n2"]))
        _all_close(_ends(found, 0.01), entry)


def test_shares_of_the_public_health_workbook() -> None:
    entries = reference_case("prop_phe_excel").entries
    compared = 0
    for entry in entries.values():
        if entry.id.startswith("row"):
            x, n, scale = (entry.inputs[name] for name in ("x", "n", "multiplier"))
            found = [scale * x / n]
            for level in _NHS_LEVELS:
                found += _ends(proportion(x, n, level), scale / 100)
        else:
            _, x, n, level = entry.id.split("_")
            found = _ends(proportion(float(x[1:]), float(n[1:]), float(level[:-1]) / 100), 0.01)
        _all_close(found, entry)
        compared += 1
    assert compared == 22


def test_counts_of_garwood_and_byar() -> None:
    compared = 0
    for entry in reference_case("rate_poisson_ci").entries.values():
        if entry.id.startswith("exact"):
            name, count = entry.id.removeprefix("exact").split("_")
            _all_close(_ends(poisson_count(float(count), float(f"0.{name}"))), entry)
        elif entry.id.startswith("byar"):
            count, level = entry.id.removeprefix("byar_phe_x").removesuffix("_upper").split("_")
            found = byar_count(float(count), float(level[:-1]) / 100)
            if entry.id.endswith("_upper"):
                assert found.high == entry.approx
                assert found.low == 0, "Byar's lower limit of a single event at 99.8 % is below nothing"
            else:
                _all_close(_ends(found), entry)
        else:
            continue
        compared += 1
    assert compared == 41


def test_rates_of_garwood_and_the_public_health_workbook() -> None:
    compared = 0
    for entry in reference_case("rate_poisson_ci").entries.values():
        given = entry.inputs
        if entry.id.startswith("rate_"):
            found = poisson_rate(given["x"], given["n"], given["per"])
            _all_close([given["per"] * given["x"] / given["n"], *_ends(found)], entry)
        elif entry.id.startswith("phe_rate"):
            scale = given["multiplier"] / given["n"]
            method = poisson_count if given["x"] < 10 else byar_count
            expected = [scale * given["x"]]
            for level in _NHS_LEVELS:
                expected += _ends(method(given["x"], level), scale)
            _all_close(expected, entry)
        else:
            continue
        compared += 1
    assert compared == 22


def test_byar_is_exact_for_nobody() -> None:
    assert byar_count(0).low == 0
    with pytest.raises(ValueError, match="negative"):
        byar_count(-1)
    with pytest.raises(ValueError, match="a share needs"):
        proportion_exact(11, 10)


def test_gamma_intervals_of_fay_and_feuer_1997() -> None:
    case = reference_case("dsr_fay_feuer")
    rows = case.rows("data.csv")
    standard = [float(row["births_order_pop_6"]) for row in rows]
    for order in range(1, 6):
        events = [float(row[f"births_order_count_{order}"]) for row in rows]
        persons = [float(row[f"births_order_pop_{order}"]) for row in rows]
        strata = [Stratum(*pair) for pair in zip(events, persons, strict=True)]
        found = directly_standardised(strata, standard, 100_000)
        assert not isinstance(found, Refusal)
        crude = 100_000 * sum(events) / sum(persons)
        _all_close([crude, found.value, *_ends(found.interval)], case.entries[f"birth_order_{order}"])


# The workbook leaves a few cells empty; they count as 0 there.
def _strata(area: str, events: str = "count", persons: str = "pop", file: str = "dsr_multiarea.csv") -> list[Stratum]:
    rows = reference_case("dsr_isr_phe_excel").rows(file)
    return [Stratum(float(row[events] or 0), float(row[persons] or 0)) for row in rows if row["area"] == area]


@pytest.mark.parametrize("area", ["testdata_big", "testdata_small"])
@pytest.mark.parametrize("per", [10_000, 100_000])
def test_direct_rates_of_the_public_health_workbook(area: str, per: int) -> None:
    case = reference_case("dsr_isr_phe_excel")
    standard = [float(row["esp2013"]) for row in case.rows("dsr_multiarea.csv") if row["area"] == area]
    # The workbook's interval is Dobson's, which Målbar doesn't offer (docs/decisions/0023); the rates are the same.
    rate = directly_standardised(_strata(area), standard, per)
    assert not isinstance(rate, Refusal)
    expected = case.entries[f"{area}_per{per}"]
    assert expected.relative
    assert rate.value == pytest.approx(expected.value[0], rel=expected.tolerance, abs=0.0)


def test_fewer_than_ten_events_are_not_standardised() -> None:
    case = reference_case("dsr_isr_phe_excel")
    assert case.entries["testdata_tiny_suppressed"].value is None
    strata = _strata("testdata_tiny")
    standard = [float(row["esp2013"]) for row in case.rows("dsr_multiarea.csv") if row["area"] == "testdata_tiny"]
    refused = directly_standardised(strata, standard, 10_000, fewest=FEWEST_EVENTS)
    assert isinstance(refused, Refusal)
    assert [(found.lack, found.have, found.need) for found in refused.shortfalls] == [(Lack.EVENTS, 9, 10)]


@pytest.mark.parametrize("area", ["testdata_big", "testdata_small", "testdata_tiny"])
def test_indirect_rates_of_the_public_health_workbook(area: str) -> None:
    case = reference_case("dsr_isr_phe_excel")
    strata = _strata(area, file="isr_multiarea.csv")
    standard = _strata(area, "refcount", "refpop", "isr_multiarea.csv")
    found: list[float] = []
    for level in _NHS_LEVELS:
        rate = indirectly_standardised_rate(strata, standard, 100_000, level)
        assert not isinstance(rate, Refusal)
        found += [*([] if found else [rate.expected or 0.0, rate.value]), *_ends(rate.interval)]
    _all_close(found, case.entries[f"isr_{area}"])
    ratio = indirectly_standardised_ratio(strata, standard)
    assert not isinstance(ratio, Refusal)
    assert ratio.value == pytest.approx(sum(stratum.events for stratum in strata) / found[0])
