"""Movers and stayers: the parts add up whatever the numbers are."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.measurement.moving import Decomposition, Flows, Group, decompose
from helpers.measurement.paired import Pairs
from helpers.measurement.refusing import Lack, Refusal


def _groups(least: int = 0) -> st.SearchStrategy[Group]:
    return st.integers(least, 3000).flatmap(
        lambda persons: st.integers(0, persons).map(lambda total: Group(total, persons))
    )


def _made(flows: Flows, **more: object) -> Decomposition:
    found = decompose(flows, **more)  # type: ignore[arg-type]
    assert isinstance(found, Decomposition)
    return found


def _share(*groups: Group) -> Fraction:
    return 100 * Fraction(sum(int(group.total) for group in groups), sum(int(group.persons) for group in groups))


@given(stayed=_groups(1), after=st.integers(0, 3000), moved_out=_groups(), moved_in=_groups())
def test_the_parts_add_up_exactly(stayed: Group, after: int, moved_out: Group, moved_in: Group) -> None:
    later = Group(min(after, stayed.persons), stayed.persons)
    found = _made(Flows(stayed, later, moved_out, moved_in))
    assert found.moved_out + found.stayed + found.moved_in == found.change == found.after - found.before
    assert (found.before, found.after) == (_share(stayed, moved_out), _share(later, moved_in))
    assert found.stayed_interval is not None
    assert found.stayed_interval.low - 1e-9 <= found.stayed <= found.stayed_interval.high + 1e-9


@given(stayed=_groups(1), moved_out=_groups(), moved_in=_groups())
def test_nobody_who_stayed_changed(stayed: Group, moved_out: Group, moved_in: Group) -> None:
    found = _made(Flows(stayed, stayed, moved_out, moved_in))
    assert found.stayed == 0
    assert float(found.stayed) == 0.0
    assert found.moved_out + found.moved_in == found.change


@given(
    totals=st.tuples(*[st.floats(-1e6, 1e6) for _ in range(4)]),
    persons=st.tuples(*[st.integers(1, 5000) for _ in range(3)]),
)
def test_means_add_up_exactly_too(totals: tuple[float, ...], persons: tuple[int, ...]) -> None:
    stayed, out, into = persons
    flows = Flows(Group(totals[0], stayed), Group(totals[1], stayed), Group(totals[2], out), Group(totals[3], into))
    found = _made(flows, kind="mean")
    assert found.moved_out + found.stayed + found.moved_in == found.change
    assert (found.stayed_interval, found.change_interval) == (None, None)


@given(st.integers(0, 3))
def test_a_missing_group_is_refused(missing: int) -> None:
    groups: list[Group | None] = [Group(5, 10), Group(6, 10), Group(2, 4), Group(1, 3)]
    groups[missing] = None
    refused = decompose(Flows(*groups))
    assert isinstance(refused, Refusal)
    assert [(found.lack, found.have, found.need) for found in refused.shortfalls] == [(Lack.FLOWS, 3, 4)]


def test_nobody_stayed() -> None:
    refused = decompose(Flows(Group(0, 0), Group(0, 0), Group(1, 9), Group(3, 9)))
    assert isinstance(refused, Refusal)
    assert refused.shortfalls[0].lack is Lack.STAYERS


def test_those_who_stayed_are_the_same_persons() -> None:
    refused = decompose(Flows(Group(1, 5), Group(1, 6), Group(1, 2), Group(1, 2)))
    assert isinstance(refused, Refusal)
    assert refused.shortfalls[0].lack is Lack.SAME_PERSONS


def test_known_pairs_make_the_interval_narrower() -> None:
    flows = Flows(Group(120, 400), Group(100, 400), Group(30, 100), Group(20, 100))
    loose, tight = _made(flows), _made(flows, pairs=Pairs(both=90, lost=30, gained=10, neither=270))
    assert loose.stayed == tight.stayed == -5
    assert loose.stayed_interval is not None
    assert tight.stayed_interval is not None
    assert loose.stayed_interval.method == "Newcombe 1998 (pairs unknown)"
    assert tight.stayed_interval.method == "Newcombe 1998 (paired)"
    assert loose.stayed_interval.low < tight.stayed_interval.low < -5 < tight.stayed_interval.high < 0


@pytest.mark.parametrize(
    ("flows", "pairs", "said"),
    [
        (Flows(Group(1, 5), Group(6, 5), Group(1, 2), Group(1, 2)), None, "at most its persons"),
        (Flows(Group(1, 5), Group(2, 5), Group(1, 2), Group(1, 2)), Pairs(1, 1, 1, 2), "are not those who stayed"),
    ],
)
def test_groups_that_do_not_fit_are_refused(flows: Flows, pairs: Pairs | None, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        decompose(flows, pairs=pairs)


def test_a_group_of_nobody_has_no_total() -> None:
    with pytest.raises(ValueError, match="nobody has a total of 0"):
        Group(1, 0)
