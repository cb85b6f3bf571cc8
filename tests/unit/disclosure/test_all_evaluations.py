"""One decision for all evaluations: what one page hides, another must not show or give away."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.disclosure.policy import Policy
from helpers.disclosure.suppression import Protection, protect_all
from helpers.measurement.results import Results
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Registry
from unit.measurement.cases import indicator, plan, registry, results, seen

POLICY = Policy()
PERSONS = registry(indicator())


def _of(name: str, *rows: Observation, **more: object) -> Results:
    return results(plan(id=name, **more), PERSONS, *rows)


def _counts(of: Mapping[str, int], evaluation: str, origin: Origin = Origin.SUPPLIED) -> list[Observation]:
    return [seen(2021, count, area=area, evaluation=evaluation, origin=origin) for area, count in of.items()]


def _hidden(*found: Results, known: Registry = PERSONS) -> dict[str, set[str]]:
    decided = protect_all({one.evaluation: one for one in found}, known, {one.evaluation: POLICY for one in found})
    return {name: _areas(protection) for name, protection in decided.items()}


def _areas(protection: Protection) -> set[str]:
    return {one.area for one in protection.hidden}


def test_what_is_hidden_in_one_is_hidden_in_all() -> None:
    one = _of("en", *_counts({"a": 3, "b": 30}, "en"), comparisons=("pair",))
    other = _of("anden", *_counts({"b": 30, "c": 12}, "anden"), comparisons=())
    assert _hidden(one) == {"en": {"a", "b"}}
    assert _hidden(other) == {"anden": set()}
    assert _hidden(one, other) == {"en": {"a", "b"}, "anden": {"b"}}
    assert _hidden(other, one) == _hidden(one, other)


def test_two_evaluations_must_not_add_up_to_what_one_hides() -> None:
    one = _of("en", *_counts({"a": 3}, "en"), comparisons=())
    sums = _of("anden", *_counts({"b": 30, "pair": 33}, "anden"), areas=("b",), comparisons=("pair",))
    assert _hidden(one) == {"en": {"a"}}
    assert _hidden(one, sums) == {"en": {"a"}, "anden": {"b"}}


def test_other_numbers_of_the_same_cell_are_hidden_with_it() -> None:
    one = _of("en", *_counts({"a": 3}, "en"), comparisons=())
    other = _of("anden", *_counts({"a": 7}, "anden"), comparisons=())
    assert _hidden(other) == {"anden": set()}
    assert _hidden(one, other) == {"en": {"a"}, "anden": {"a"}}


def test_what_a_document_prints_in_one_is_public_in_the_other_if_it_is_the_same() -> None:
    printed = _of("en", *_counts({"a": 3}, "en", Origin.DOCUMENTED), comparisons=())
    same = _of("anden", *_counts({"a": 3}, "anden"), comparisons=())
    other = _of("anden", *_counts({"a": 2}, "anden"), comparisons=())
    assert _hidden(printed, same) == {"en": set(), "anden": set()}
    assert _hidden(printed, other) == {"en": set(), "anden": {"a"}}


def test_each_evaluation_is_decided_by_its_own_rules() -> None:
    one = _of("en", *_counts({"a": 7}, "en"), comparisons=())
    other = _of("anden", *_counts({"b": 7}, "anden"), comparisons=())
    policies = {"en": POLICY, "anden": Policy(smallest_shown=10, minimum_width=10)}
    decided = protect_all({"en": one, "anden": other}, PERSONS, policies)
    assert {name: _areas(protection) for name, protection in decided.items()} == {"en": set(), "anden": {"b"}}


def test_a_decision_knows_what_it_was_about() -> None:
    one = _of("en", *_counts({"a": 30}, "en"), comparisons=())
    other = _of("en", *_counts({"a": 31}, "en"), comparisons=())
    decided = protect_all({"en": one}, PERSONS, {"en": POLICY})["en"]
    assert all(decided.knows(found) for found in one.series)
    assert not any(decided.knows(found) for found in other.series)
    assert Protection.from_json(decided.to_json()) == decided
