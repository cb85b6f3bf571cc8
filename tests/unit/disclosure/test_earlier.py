"""What was published once is public for ever, what was hidden once stays hidden, and a correction tells no more."""

from __future__ import annotations

import json
from datetime import date

import pytest

from helpers.disclosure.cells import Cell
from helpers.disclosure.earlier import Earlier, published_figures, read_earlier
from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.suppression import Protection, protect
from helpers.errors import DataError
from helpers.measurement.results import Results
from helpers.observations.table import Observation
from helpers.plan.model import Nature, Target, TargetKind
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

POLICY = Policy()
PERSONS = registry(indicator())
YEAR = date(2021, 1, 1), date(2021, 12, 31)
A = Cell("a", "tal", *YEAR)
SHARES = registry(indicator(nature=Nature.REGISTER_SHARE))


def _results(rows: list[Observation], shares: bool = False) -> Results:
    of_d = goal(Target(kind=TargetKind.ABSOLUTE_LEVEL, value=1), areas=("d",))
    return results(plan(of_d, comparisons=("pair",)), SHARES if shares else PERSONS, *rows)


def _counts(**of: int) -> list[Observation]:
    return [seen(2021, count, area=area) for area, count in of.items()]


def _published(found: Results, protection: Protection, shares: bool = False) -> str:
    return published_figures([release(found, protection, "public")], SHARES if shares else PERSONS)


def _again(before: list[Observation], after: list[Observation]) -> set[str]:
    """Return what is hidden of the second list, the first having been published."""
    first = _results(before)
    text = _published(first, protect(first, PERSONS, POLICY))
    return {one.area for one in protect(_results(after), PERSONS, POLICY, read_earlier([text])).hidden}


def test_what_is_stored_is_what_was_told() -> None:
    found = _results([seen(2021, of=(40, 100)), seen(2021, of=(3, 200), area="b")], shares=True)
    text = _published(found, protect(found, SHARES, POLICY), shares=True)
    stored = json.loads(text)
    assert stored["shown"] == [["pair", "tal", "2021-01-01", "2021-12-31", None, 100 * 43 / 300, 43.0, 300.0]]
    assert [row[0] for row in stored["hidden"]] == ["a", "b"]
    assert "200" not in text
    assert read_earlier([text])[0].hidden == {A, Cell("b", "tal", *YEAR)}


def test_the_same_figures_give_the_same_text() -> None:
    found = _results(_counts(a=12, b=30))
    protection = protect(found, PERSONS, POLICY)
    turned = _results(list(reversed(_counts(a=12, b=30))))
    assert _published(found, protection) == _published(turned, protection)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "andet", "shown": [], "hidden": []}', '{"format": 1}'])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="ikke en liste over offentliggjorte tal"):
        read_earlier([text])


def test_what_was_shown_and_is_unchanged_can_not_be_hidden_any_more() -> None:
    # The partner of a would be b, but everybody has read b; the total goes instead.
    assert _again(_counts(b=30), _counts(a=3, b=30)) == {"a", "pair"}
    assert {one.area for one in protect(_results(_counts(a=3, b=30)), PERSONS, POLICY).hidden} == {"a", "b"}


def test_what_was_hidden_stays_hidden_though_nothing_small_is_left_beside_it() -> None:
    # a was 3 and b hidden for its sake. Now a is 8: with b shown, the old total would tell what a was.
    assert _again(_counts(a=3, b=30), _counts(a=8, b=30)) == {"a", "b"}


def test_a_corrected_figure_that_falls_below_the_limit_is_hidden_with_the_total() -> None:
    assert _again(_counts(a=6, b=30), _counts(a=4, b=30)) == {"a", "pair"}
    assert _again(_counts(a=6, b=30), _counts(a=7, b=30)) == set()


def test_one_person_who_moved_between_two_areas_gives_neither_away() -> None:
    known = registry(indicator())
    before = [seen(2021, count, area=area) for area, count in {"a": 3, "b": 30, "c": 50, "d": 40}.items()]
    after = [seen(2021, count, area=area) for area, count in {"a": 4, "b": 30, "c": 49, "d": 40}.items()]
    first = results(plan(), known, *before)
    text = published_figures([release(first, protect(first, known, POLICY), "public")], known)
    again = protect(results(plan(), known, *after), known, POLICY, read_earlier([text]))
    assert {one.area for one in again.hidden} == {"a", "b"}
    assert again.exposed == ()


def test_all_of_it_published_is_all_of_it_public() -> None:
    found = _results(_counts(a=3, b=30))
    nothing = Protection("dst", (), seen=protect(found, PERSONS, POLICY).seen)
    published = read_earlier([_published(found, nothing)])
    assert protect(found, PERSONS, POLICY, published).hidden == ()
    # Only a was hidden: nothing can protect it any more, and that is said.
    others = Earlier({cell: told for cell, told in published[0].shown.items() if cell != A}, frozenset({A}))
    again = protect(found, PERSONS, POLICY, (others,))
    assert [one.area for one in again.hidden] == ["a"]
    assert [one.area for one in again.exposed] == ["a"]


def test_a_figure_that_is_gone_is_still_known() -> None:
    # The first release told b; it is in no file any more, but the total is: a would be 33 less 30.
    first = _results([*_counts(b=30), seen(2021, 33, area="pair")])
    text = _published(first, Protection("dst", (), seen=protect(first, PERSONS, POLICY).seen))
    later = _results([*_counts(a=3), seen(2021, 33, area="pair")])
    assert {one.area for one in protect(later, PERSONS, POLICY).hidden} == {"a"}
    assert [one.area for one in protect(later, PERSONS, POLICY, read_earlier([text])).exposed] == ["a"]


def test_the_same_figures_again_are_hidden_as_before() -> None:
    counts = _counts(a=3, b=30, c=12)
    assert _again(counts, counts) == {"a", "b"}
