"""What a reader may guess about corrections never weakens the protection against what he knows for certain."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.disclosure.assuming import choose_for_certain
from helpers.disclosure.cells import NOTHING_BEHIND, contents_of
from helpers.disclosure.choosing import choose
from helpers.disclosure.earlier import Earlier, published_figures, read_earlier
from helpers.disclosure.profiles import PROFILES
from helpers.disclosure.relations import system_of
from helpers.disclosure.release import release
from helpers.disclosure.suppression import Protection, protect
from helpers.disclosure.system import Figure, Key, Relation, System
from helpers.disclosure.vintages import Vintages
from helpers.measurement.results import Results
from helpers.plan.model import Area, AreaKind
from unit.measurement.cases import indicator, plan, registry, results, seen

POLICY = PROFILES["dst"]
KNOWN = registry(
    indicator(),
    areas=(
        *(Area(id=name, name=name.upper(), kind=AreaKind.AREA) for name in "abcd"),
        Area(id="sum", name="A-D", kind=AreaKind.AGGREGATE, members=tuple("abcd")),
        Area(id="pair", name="A og B", kind=AreaKind.AGGREGATE, members=("a", "b")),
    ),
)
Counts = dict[str, int]


def _sum(whole: Key, *parts: Key, guess: int = 0) -> Relation:
    return Relation(((whole, 1.0), *((part, -1.0) for part in parts)), guess=guess)


def _system(*relations: Relation) -> System:
    counts = {"c": 2, "d": 1, "e": 20, "sum": 23}
    figures: dict[Key, Figure] = {
        name: Figure(name, count, sensitive=count < 5, width=5.0, cost=1.0) for name, count in counts.items()
    }
    figures["before"] = Figure("before", 3.0, public=True)
    return System(figures, (_sum("sum", "c", "d", "e"), *relations))


GUESSED = _sum("before", "c", "d", guess=2)
"""An earlier sum leaves 3 for c and d together, for somebody who knows what was corrected since."""


def test_what_a_guess_gives_away_is_still_protected_against_those_who_do_not_guess() -> None:
    system = _system(GUESSED)
    assert choose(system).hidden == {"c", "d"}, "given up altogether: today's sum says 3 to everybody"
    chosen = choose_for_certain(system)
    assert choose(_system()).hidden in ({"c", "d", "e"}, {"c", "d", "sum"}), "enough against those who don't guess"
    # Who guesses would have e from the sum less 3; so these two hide each other.
    assert chosen.hidden == {"c", "d", "e", "sum"}
    assert chosen.exposed == {"c", "d"}, "and it is told that the guess gives them away"
    assert (chosen.cost, chosen.least) == (2.0, 0.0)


def test_what_anybody_knows_for_certain_is_not_taken_for_a_guess() -> None:
    certain = choose_for_certain(_system(replace(GUESSED, guess=0)))
    assert certain.hidden == certain.exposed == {"c", "d"}


def test_a_guess_that_can_be_met_is_met_at_once() -> None:
    """Somebody who takes e for unchanged knows it: then it protects nobody, and the sum is hidden instead."""
    of_e = _sum("old", "e", guess=1)
    system = _system(of_e)
    figures = {**system.figures, "old": Figure("old", 20.0, public=True), "sum": replace(system.figures["sum"], cost=9)}
    guessing = System(figures, system.relations)
    chosen = choose_for_certain(guessing)
    assert chosen == choose(guessing)
    assert chosen.hidden == {"c", "d", "sum"}
    assert chosen.least == chosen.cost
    assert choose_for_certain(System(figures, system.relations[:1])).hidden == {"c", "d", "e"}


def test_a_lesser_guess_is_protected_against_where_a_greater_one_is_not() -> None:
    """Knowing all corrections gives c and d away; taking e for unchanged need not give their sum away too."""
    system = _system(GUESSED, _sum("old", "e", guess=1))
    figures = {**system.figures, "old": Figure("old", 20.0, public=True), "sum": replace(system.figures["sum"], cost=9)}
    chosen = choose_for_certain(System(figures, system.relations))
    assert {"c", "d", "sum"} <= chosen.hidden
    assert chosen.exposed >= {"c", "d"}


def _results(counts: Counts) -> dict[str, int]:
    return {**counts, "sum": sum(counts.values())}


def _released(counts: Counts, earlier: tuple[Earlier, ...] = ()) -> tuple[Protection, str, dict[str, float | None]]:
    """Return the decision on a release, what it publishes, and what each area shows."""
    rows = [seen(2018, count, area=area) for area, count in _results(counts).items()]
    found = results(plan(), KNOWN, *rows)
    protection = protect(found, KNOWN, POLICY, earlier)
    told = release(found, protection, "public")
    shown = {one.area: None if one.hidden else one.value for one in told.results.series}
    return protection, published_figures([told], KNOWN), shown


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": 3, "b": 1, "c": 4, "d": 8}, {"a": 1, "b": 1, "c": 1, "d": 8}),
        ({"a": 20, "b": 6, "c": 4, "d": 1}, {"a": 20, "b": 6, "c": 2, "d": 1}),
        ({"a": 20, "b": 6, "c": 4, "d": 1}, {"a": 20, "b": 6, "c": 0, "d": 1}),
        ({"a": 20, "b": 16, "c": 4, "d": 1}, {"a": 20, "b": 16, "c": 4, "d": 0}),
        ({"a": 20, "b": 16, "c": 3, "d": 3}, {"a": 20, "b": 16, "c": 1, "d": 0}),
        ({"a": 20, "b": 16, "c": 3, "d": 3}, {"a": 20, "b": 16, "c": 1, "d": 1}),
    ],
)
def test_a_corrected_release_gives_nothing_away_by_itself(before: Counts, after: Counts) -> None:
    """The new sum less what is shown would say of c and d together that they are few: so it is hidden."""
    _, published, _ = _released(before)
    earlier = read_earlier([published])
    protection, _, shown = _released(after, earlier)
    assert shown["c"] is None
    assert shown["sum"] is None
    assert {found.area for found in protection.exposed} >= {"c"}, "who knows the correction is told of"
    # What was shown before and is unchanged nobody can call back.
    assert shown["d"] == (8 if after["d"] == 8 else None)


@pytest.mark.parametrize(
    ("correction", "without", "guess"),
    [
        ({"b": 7}, "", 1),  # With c and d as they are today the old figures add up.
        ({"c": 2}, "", 2),  # They don't: somebody must know what c was.
        ({"b": 7}, "d", 2),  # Nobody measured d: what the old figures left of their sum need not be what it is today.
    ],
)
def test_what_must_be_guessed_to_lay_an_earlier_release_beside_todays(
    correction: Counts, without: str, guess: int
) -> None:
    def measured(counts: Counts) -> Results:
        rows = {area: count for area, count in _results(counts).items() if area != without}
        return results(plan(), KNOWN, *(seen(2018, count, area=area) for area, count in rows.items()))

    before: Counts = {"a": 20, "b": 6, "c": 4, "d": 1}
    first = measured(before)
    told = release(first, protect(first, KNOWN, POLICY), "public")
    today = contents_of(measured(before | correction), KNOWN, POLICY, NOTHING_BEHIND)
    vintages = Vintages({"proeve": today}, read_earlier([published_figures([told], KNOWN)]), ())
    found = {relation.guess for relation in system_of(vintages, KNOWN).relations}
    assert found == {0, guess}


def test_a_corrected_release_is_decided_the_same_in_any_order() -> None:
    _, published, _ = _released({"a": 20, "b": 6, "c": 4, "d": 1})
    earlier = read_earlier([published])
    after = {"a": 20, "b": 6, "c": 0, "d": 1}
    once, _, _ = _released(after, earlier)
    again, _, _ = _released(dict(reversed(after.items())), earlier)
    assert once.exposed
    assert once.to_json() == again.to_json()
