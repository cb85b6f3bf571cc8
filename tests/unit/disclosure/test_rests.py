"""What shown figures leave between them is judged as a share of its own, though no page shows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from helpers.disclosure.cells import Cell, Content
from helpers.disclosure.profiles import PROFILES, Profile
from helpers.disclosure.rests import as_cells, parted_rests, rest_of
from helpers.disclosure.rules import Why, why_rest
from helpers.disclosure.sums import Sum, Term, of_both
from helpers.disclosure.suppression import Protection, protect
from helpers.disclosure.system import Figure, Key
from helpers.disclosure.vintages import Layer, Standing, Vintages
from helpers.observations.table import Observation
from helpers.plan.model import Area, AreaKind, Indicator, Nature, Registry, Target, TargetKind, Unit
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

SHARE = indicator(nature=Nature.REGISTER_SHARE)
RATE = indicator(nature=Nature.EVENT_RATE, unit=Unit.PER_1000)
SENSITIVE = indicator(nature=Nature.REGISTER_SHARE, sensitive=True)
FOUR = tuple(Area(id=name, name=name.upper(), kind=AreaKind.AREA) for name in "abcd")
Counts = tuple[int, int]


def protected(known: Indicator | Registry, *rows: Observation, profile: Profile = "dst") -> Protection:
    """Return the decision on areas, aggregates and parts, with a goal that none of them decides."""
    of = known if isinstance(known, Registry) else registry(known)
    aims = goal(Target(kind=TargetKind.ABSOLUTE_LEVEL, value=1), areas=("d",))
    comparisons = tuple(area.id for area in of.areas if area.kind in {AreaKind.AGGREGATE, AreaKind.PART})
    return protect(results(plan(aims, comparisons=comparisons), of, *rows), of, PROFILES[profile])


def hidden(known: Indicator | Registry, *rows: Observation, profile: Profile = "dst") -> set[str]:
    return {found.area for found in protected(known, *rows, profile=profile).hidden}


def shares(**of: Counts) -> list[Observation]:
    return [seen(2021, of=counts, area=area) for area, counts in of.items()]


def aggregates(**members: tuple[str, ...]) -> Sequence[Area]:
    return tuple(
        Area(id=name, name=name.upper(), kind=AreaKind.AGGREGATE, members=those) for name, those in members.items()
    )


@pytest.mark.parametrize(
    ("whole", "part", "tells"),
    [
        ((60, 100), (54, 94), "all six"),
        ((60, 100), (60, 93), "none of seven"),
        ((60, 100), (58, 70), "two of thirty"),
        ((80, 100), (50, 68), "all but two of 32"),
        ((110, 200), (61, 151), "all of 49"),
        ((110, 200), (110, 151), "none of 49"),
        ((110, 200), (60, 150), ""),
        ((110, 200), (110, 150), ""),
        ((60, 100), (50, 89), "all but one of eleven"),
        ((60, 100), (50, 85), ""),
        ((60, 100), (60, 100), ""),
        # Figures that don't fit together: still a group of three.
        ((60, 100), (50, 97), "three"),
    ],
)
def test_what_a_part_leaves_of_its_area(whole: Counts, part: Counts, tells: str) -> None:
    """Ten of fifteen may follow, though a share of fifteen is not shown; and of a part that is all nobody is left."""
    assert hidden(SHARE, *shares(a=whole, part=part)) == ({"part"} if tells else set())


def test_a_sensitive_rest_needs_the_larger_group() -> None:
    rows = shares(a=(60, 200), part=(54, 170))
    assert hidden(SHARE, *rows) == set()
    assert hidden(SENSITIVE, *rows) == {"part"}
    assert hidden(SENSITIVE, *shares(a=(60, 200), part=(54, 150))) == set()


def test_a_rate_leaves_nobody_out() -> None:
    assert hidden(RATE, *shares(a=(60, 100), part=(60, 93))) == set()
    assert hidden(RATE, *shares(a=(60, 100), part=(57, 93))) == {"part"}


def test_a_profile_that_hides_zeros_hides_the_zero_that_is_left() -> None:
    rows = shares(a=(60, 200), part=(60, 100))
    assert hidden(SHARE, *rows) == set()
    assert hidden(SHARE, *rows, profile="acro") == {"part"}
    everybody = shares(a=(160, 200), part=(60, 100))
    assert hidden(SHARE, *everybody) == set()
    assert hidden(SHARE, *everybody, profile="acro") == {"part"}


def test_rounding_leaves_a_rest_of_two_rounded_figures_uncertain() -> None:
    rows = shares(a=(60, 100), part=(60, 95))
    assert hidden(SHARE, *rows) == {"part"}
    assert hidden(SHARE, *rows, profile="streng") == set()


def test_members_that_nobody_measured_are_left() -> None:
    assert hidden(SHARE, *shares(pair=(60, 100), a=(54, 94))) == {"a"}
    assert hidden(SHARE, *shares(pair=(60, 100), a=(30, 50))) == set()


def test_groups_leave_those_of_no_group() -> None:
    def of(men: Counts, women: Counts) -> list[Observation]:
        parts = {None: (60, 100), "mænd": men, "kvinder": women}
        return [seen(2021, of=counts, breakdown=name) for name, counts in parts.items()]

    # The counts add up, so the groups look like all there is; but seven of their group are neither.
    assert hidden(SHARE, *of((30, 50), (30, 43))) == {"a"}
    assert hidden(SHARE, *of((30, 50), (20, 40))) == {"a"}, "all of ten"
    assert hidden(SHARE, *of((30, 50), (30, 50))) == set()
    assert hidden(SHARE, *of((30, 50), (20, 34))) == set()
    # Of a year in which only men were counted nothing follows for the other.
    before = [seen(2018, of=(60, 100)), seen(2018, of=(30, 50), breakdown="mænd")]
    assert hidden(SHARE, *before, *of((30, 50), (30, 43))) == {"a"}


@pytest.mark.parametrize(("early", "tells"), [((54, 94), "all six"), ((60, 93), "none of seven"), ((40, 70), "")])
def test_what_a_shorter_period_leaves_of_a_longer_one(early: Counts, tells: str) -> None:
    periods = {(date(2018, 1, 1), date(2021, 12, 31)): (60, 100), (date(2018, 1, 1), date(2019, 12, 31)): early}
    rows = [seen(period, of=counts) for period, counts in periods.items()]
    found = protected(indicator(nature=Nature.REGISTER_SHARE, yearly="sum"), *rows)
    assert bool(found.hidden) is bool(tells)


@pytest.mark.parametrize(
    ("known", "whole", "part", "is_hidden"),
    [
        (indicator(additive=False, unit=Unit.PERSONS), 40, 38, True),
        (indicator(additive=False, unit=Unit.PERSONS), 40, 30, False),
        (indicator(additive=False, unit=Unit.PERSONS), 38, 40, False),
        (indicator(additive=False), 40, 38, False),
    ],
)
def test_persons_of_a_part_are_of_its_area_though_areas_are_not_added_up(
    known: Indicator, whole: int, part: int, is_hidden: bool
) -> None:
    assert bool(hidden(known, seen(2021, whole), seen(2021, part, area="part"))) is is_hidden


def test_each_part_of_an_area_leaves_a_rest_of_its_own_where_parts_are_not_added_up() -> None:
    share = indicator(nature=Nature.REGISTER_SHARE, additive=False)
    other = Area(id="other", name="Anden del", kind=AreaKind.PART, part_of="a")
    known = registry(share, areas=(*registry().areas, other))
    assert hidden(known, *shares(a=(60, 100), part=(58, 70), other=(58, 72))) == {"a"}
    assert hidden(known, *shares(a=(60, 100), part=(40, 60), other=(40, 60))) == set()


NESTED = {"whole": ("a", "b", "c", "d"), "pair": ("a", "b")}


@pytest.mark.parametrize(
    ("areas", "rows", "tells"),
    [
        # Nobody measured a: 30 of 50 are left of the pair, and the part of a leaves six of six of them.
        (NESTED, {"pair": (60, 100), "b": (30, 50), "part": (24, 44)}, "all of a outside its part"),
        (NESTED, {"pair": (60, 100), "b": (30, 50), "part": (14, 25)}, ""),
        (NESTED, {"whole": (160, 300), "pair": (60, 100), "c": (100, 193)}, "d: none of seven"),
        (NESTED, {"whole": (160, 300), "pair": (60, 100), "c": (60, 150)}, ""),
        (NESTED, {"whole": (160, 300), "pair": (60, 100), "b": (30, 50), "c": (100, 193)}, "d: none of seven"),
        ({"whole": ("pair", "c"), "pair": ("a", "b")}, {"whole": (60, 100), "a": (30, 50), "c": (24, 44)}, "b"),
        ({"whole": ("pair", "c"), "pair": ("a", "b")}, {"whole": (60, 100), "a": (20, 40), "c": (20, 30)}, ""),
        # The larger aggregate is the one that tells.
        (NESTED | {"three": ("a", "b", "c")}, {"whole": (160, 300), "pair": (30, 60), "three": (160, 293)}, "d: none"),
        # An aggregate that is partly somewhere else lies inside nothing.
        ({"whole": ("a", "b"), "pair": ("b", "c")}, {"whole": (60, 100), "pair": (54, 94)}, ""),
        # Two aggregates without figures share b: what lies inside them is not what they are together.
        ({"whole": ("pair", "bc"), "pair": ("a", "b"), "bc": ("b", "c")}, {"whole": (60, 100), "a": (54, 94)}, ""),
    ],
)
def test_of_a_place_without_a_figure_a_reader_takes_what_lies_inside_it(
    areas: dict[str, tuple[str, ...]], rows: dict[str, Counts], tells: str
) -> None:
    part = Area(id="part", name="Del af A", kind=AreaKind.PART, part_of="a")
    known = registry(SHARE, areas=(*FOUR, *aggregates(**areas), part))
    assert bool(hidden(known, *shares(**rows))) is bool(tells)


def test_aggregates_that_are_made_of_each_other_lead_nowhere() -> None:
    known = registry(SHARE, areas=(*FOUR, *aggregates(whole=("x", "c"), x=("y",), y=("x",))))
    assert hidden(known, *shares(whole=(60, 100), c=(30, 50))) == set()


YEARS = {"long": (date(2018, 1, 1), date(2021, 12, 31)), "early": (date(2018, 1, 1), date(2019, 12, 31))}
FLOW = indicator(nature=Nature.REGISTER_SHARE, yearly="sum")


@pytest.mark.parametrize(
    ("areas", "periods", "groups"),
    [
        (("a", "part"), ("long",), (None, "kvinder")),
        (("pair", "a"), ("long",), (None, "kvinder")),
        (("a", "part"), ("long", "early"), (None,)),
        (("pair", "a"), ("long", "early"), (None,)),
        (("a",), ("long", "early"), (None, "kvinder")),
    ],
)
def test_rests_leave_rests(areas: tuple[str, ...], periods: tuple[str, ...], groups: tuple[str | None, ...]) -> None:
    """40 of 70 are left of one and 40 of 64 of the other, so none of six; were it 20 of 30, nothing would be told."""
    places = [(area, period, group) for area in areas for period in periods for group in groups]

    def told(*counts: Counts) -> Protection:
        rows = zip(places, counts, strict=True)
        return protected(
            FLOW, *(seen(YEARS[year], of=of, area=area, breakdown=group) for (area, year, group), of in rows)
        )

    assert len(told((80, 140), (40, 70), (60, 104), (20, 40)).hidden) == 1
    assert told((80, 140), (40, 70), (40, 70), (20, 40)).hidden == ()


def test_what_is_left_of_different_places_is_not_added_up() -> None:
    """In the one period only a was measured beside the pair, in the other only b: what is left is b, then a."""
    rows = {
        ("pair", "long"): (80, 140),
        ("a", "long"): (60, 104),
        ("pair", "early"): (40, 70),
        ("b", "early"): (20, 40),
    }
    assert hidden(FLOW, *(seen(YEARS[year], of=of, area=area) for (area, year), of in rows.items())) == set()


def test_those_who_are_not_among_some_of_a_count_are_added_up_too() -> None:
    """20 of a and 18 of its part are among the one and not among the other: two outside the part."""
    known = registry(indicator(), indicator("andet", part_of_count="tal"), indicator("tredje", part_of_count="tal"))
    whole = [seen(2021, 60), seen(2021, 40, name="andet"), seen(2021, 40, area="part")]
    assert len(hidden(known, *whole, seen(2021, 22, area="part", name="andet"))) == 1
    assert hidden(known, *whole, seen(2021, 30, area="part", name="andet")) == set()
    assert hidden(known, *whole, seen(2021, 22, area="part", name="tredje")) == set(), "of another kind"


def test_those_whom_hidden_shares_leave_out_are_kept_as_uncertain_as_their_counts() -> None:
    """20 of 22 in c and d together: of those left out 0 to 2 are of either, and not five; then b is hidden too."""
    known = registry(SHARE, areas=(*FOUR, *aggregates(sum=tuple("abcd"))))
    rest = {"a": (81, 129), "b": (15, 27), "c": (1, 1)}
    assert hidden(known, *shares(**rest, d=(19, 21), sum=(116, 178))) == {"b", "c", "d"}
    # Where many are left out, b can stay.
    assert hidden(known, *shares(**rest, d=(8, 19), sum=(105, 176))) == {"c", "d"}


def test_what_is_left_is_decided_the_same_in_any_order() -> None:
    rows = [*shares(a=(60, 100), part=(54, 94), b=(19, 21), c=(30, 44), sum=(160, 240), pair=(79, 121))]
    once, again = protected(SHARE, *rows), protected(SHARE, *reversed(rows))
    assert once.hidden
    assert once.to_json() == again.to_json()


@pytest.mark.parametrize(
    ("count", "group", "of", "why"),
    [
        (4, None, SHARE, "few"),
        (5, None, SHARE, None),
        (0, None, SHARE, None),
        (4, 60, SHARE, "few"),
        (5, 9, SHARE, "few_left"),
        (5, 10, SHARE, None),
        (0, 0, SHARE, None),
        (0, 49, SHARE, "all_or_none"),
        (49, 49, SHARE, "all_or_none"),
        (0, 50, SHARE, None),
        (50, 50, SHARE, None),
        (0, 49, RATE, None),
        (4, 49, RATE, "few"),
        # Figures that don't fit together are no share: only a small count tells.
        (7, 3, SHARE, None),
        (3, -1, SHARE, "few"),
        (0, -1, SHARE, None),
        (20, -1, SENSITIVE, None),
        (20, 49, SENSITIVE, "small_group"),
        (20, 50, SENSITIVE, None),
        (0, 0, SENSITIVE, None),
    ],
)
def test_why_a_rest_is_protected(count: float, group: float | None, of: Indicator, why: Why | None) -> None:
    assert why_rest(count, group, of, PROFILES["dst"]) == why


def a_rest(whole: float = 50.0, *, counted: float | None = None, error: float = 0.0) -> dict[Key, Figure]:
    """Return what a part of 48 of 60 leaves of so many of 70, as the system has it."""
    area, part = (Cell(name, "tal", None, None, None) for name in ("a", "part"))
    numbers: dict[Term, float] = {
        (area, "count"): whole, (area, "group"): 70.0, (part, "count"): 48.0, (part, "group"): 60.0
    }  # fmt: skip
    figures = {term: Standing(term, value, value, PROFILES["dst"], error) for term, value in numbers.items()}
    if counted is not None:
        figures[area, "count"] = replace(figures[area, "count"], counted=counted)
    layer = Layer(figures)
    sums = of_both(layer.table, area, (part,), "parts of an area", may_leave=True)
    return {rest.unit: rest for rest in (rest_of(one, layer, registry(SHARE), 2 * error) for one in sums)}


def test_a_rest_has_a_count_a_group_and_those_left_out() -> None:
    rests = a_rest()
    ((relation, left_out),) = parted_rests(rests)
    assert [(one.value, one.low, one.width) for one in rests.values()] == [(2.0, 0.0, 5.0), (10.0, 0.0, 0.0)]
    assert [(one.value, one.low, one.width) for one in left_out.values()] == [(8.0, 0.0, 5.0)]
    everything = {**rests, **left_out}
    assert all(one.never_shown for one in everything.values())
    assert sum(by * everything[key].value for key, by in relation.terms) == 0


def test_a_rest_of_rounded_figures_may_be_told_as_less_than_nobody() -> None:
    rests = a_rest(50.0, error=0.5)
    ((_, left_out),) = parted_rests(rests)
    assert [(one.low, one.width) for one in rests.values()] == [(-1.0, 3.0), (-1.0, 0.0)]
    assert [(one.low, one.width) for one in left_out.values()] == [(-2.0, 3.0)]


def test_how_few_a_rounded_rest_is_the_true_counts_say() -> None:
    assert [one.width for one in a_rest(55.0).values()] == [5.0, 0.0], "seven of ten: three are left out"
    assert [one.width for one in a_rest(53.0).values()] == [0.0, 0.0]
    assert [one.width for one in a_rest(53.0, counted=52.0).values()] == [5.0, 0.0]


def test_tables_that_are_linked_by_their_counts_leave_no_group() -> None:
    """54 of 60 are in both tables, of groups of 94 and 100 that have nothing to do with each other."""
    known = registry(SHARE, indicator("andet", nature=Nature.REGISTER_SHARE, part_of_count="tal"))
    whole = seen(2021, of=(60, 100))
    assert hidden(known, whole, seen(2021, of=(54, 94), name="andet")) == set()
    assert hidden(known, whole, seen(2021, of=(58, 94), name="andet")) == {"a"}


@pytest.mark.parametrize(
    ("content", "left_out"),
    [
        (Content(12, 30, printed=False, persons=True, sensitive=False), [18]),
        (Content(30, 12, printed=False, persons=True, sensitive=False), []),
        (Content(12, 30, printed=True, persons=True, sensitive=False), []),
        (Content(12, 30, printed=False, persons=False, sensitive=False), []),
        (Content(12, None, printed=False, persons=True, sensitive=False), []),
    ],
)
def test_who_is_left_out_of_a_share_is_a_figure_of_its_own(content: Content, left_out: list[int]) -> None:
    vintages = Vintages({"proeve": {Cell("a", "tal", None, None, None): content}}, (), ())
    assert [figure.value for key, figure in vintages.figures.items() if "left out" in key] == left_out  # pyright: ignore[reportOperatorIssue]
    assert len(vintages.shares) == len(left_out)


def test_what_is_left_stands_as_a_figure_that_can_be_added_up() -> None:
    area: Term = (Cell("a", "tal", None, None, None), "count")
    part: Term = (Cell("part", "tal", None, None, None), "count")
    policy = PROFILES["dst"]
    layer = Layer({
        area: Standing("whole", 50.0, 49.0, policy, 2.5),
        part: Standing("shown", 40.0, 41.0, policy, 2.5, guessed=True),
    })  # fmt: skip
    left = Sum(area, (part,), "parts of an area", left="name")
    rest = rest_of(left, layer, registry(SHARE), 5.0)
    (((cell, which), standing),) = as_cells(left, [rest], layer).items()
    assert (cell.area, cell.indicator, which) == ("a - part", "tal", "count")
    assert standing == Standing(rest.unit, 10.0, 8.0, policy, 5.0, guessed=True)
    # A correction is no persons; nor is what rounding alone leaves of parts that are all there is.
    assert as_cells(left, [replace(rest, public=True, never_shown=False)], layer) == {}
    assert as_cells(replace(left, left=None), [rest], layer) == {}
