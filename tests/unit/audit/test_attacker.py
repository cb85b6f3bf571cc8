"""What counts as a leak, and what doesn't: widths, rounding, documents, made-up figures, what is left of a sum."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from attacked_tables import attacker, cell
from helpers.audit.deriving import Attack, Attacker
from helpers.audit.discovering import discovered
from helpers.audit.equations import Equation, Figures, declared, told_differences
from helpers.audit.knowledge import Knowledge
from helpers.audit.published import published_before
from helpers.audit.reporting import fault_of_leak, report
from helpers.audit.standing_open import small_and_open
from helpers.audit.statements import Figure, Statement, Told
from helpers.audit.structure import Area, Indicator, Protection, Structure

SUM = [("i alt", ("a", "b", "c"))]
PERSONS = {"tal": Indicator("tal", ("Tal",), persons=True, share=False)}


def _said(figure: Figure, count: float | None, *, printed: bool = False, invented: bool = False) -> Statement:
    ends = (0.0, math.inf) if count is None else (count, count)
    return Statement(
        figure, *ends, hidden=count is None, path=f"tabel, {figure.area}", printed=printed, invented=invented
    )


def _attack(statements: Iterable[Statement], equations: Iterable[Equation], structure: Structure) -> Attack:
    knowledge = Knowledge()
    knowledge.learn(statements)
    return Attacker(knowledge, list(equations), structure).attack()


def _total(*parts: str) -> Equation:
    return Equation(((cell("i alt"), 1.0), *((cell(part), -1.0) for part in parts)), "en sum")


def test_a_range_narrower_than_promised_is_a_leak_and_one_as_wide_is_none() -> None:
    assert attacker({"a": None, "b": None, "c": 20, "i alt": 24}, SUM).attack().leaks
    safe = attacker({"a": None, "b": None, "c": 20, "i alt": 25}, SUM).attack()
    assert (safe.leaks, safe.narrowest, safe.hidden) == ((), 5.0, 2)


def test_the_report_names_the_sum_and_the_places_and_no_number() -> None:
    (leak,) = attacker({"a": None, "b": 31, "c": 20, "i alt": 58}, SUM).attack().leaks
    said = str(fault_of_leak(leak, Structure()))
    assert "tabel, a" in said
    assert all(f"»tabel, {name}«" in said for name in ("b", "c", "i alt"))
    assert "en sum i tabellen" in said
    assert not any(number in said for number in ("7", "31", "20", "58"))


def test_rounded_figures_leave_the_true_count_room_on_both_sides() -> None:
    """A hidden figure that must be 10 after rounding to 5 was 8 to 12: four wide, and never below 0."""
    counts = {"a": None, "b": 30.0, "c": 20.0, "i alt": 60.0}
    wide, narrow = (Structure(protection=Protection(width=width, rounding=5)) for width in (4.0, 5.0))
    assert attacker(counts, SUM, wide).attack().leaks == ()
    assert len(attacker(counts, SUM, narrow).attack().leaks) == 1


def test_what_documents_printed_before_gives_away_is_counted_and_is_no_leak() -> None:
    known = [_said(cell(name), count, printed=True) for name, count in (("b", 3), ("i alt", 9))]
    found = _attack([_said(cell("a"), None), *known], [_total("a", "b")], Structure())
    assert (found.leaks, found.from_documents) == ((), 1)
    known[0] = replace(known[0], printed=False)
    assert len(_attack([_said(cell("a"), None), *known], [_total("a", "b")], Structure()).leaks) == 1


def test_made_up_figures_are_no_part_of_printed_ones() -> None:
    known = [_said(cell("b"), 3, invented=True), _said(cell("i alt"), 9, printed=True)]
    hidden = replace(_said(cell("a"), None), invented=True)
    assert _attack([hidden, *known], [_total("a", "b")], Structure()).leaks == ()


def test_a_sum_that_the_figures_contradict_gives_nothing_away() -> None:
    assert attacker({"a": None, "b": 30, "c": 20, "i alt": 45}, SUM).attack().leaks == ()
    both = [*SUM, ("i alt", ("a", "b"))]
    assert len(attacker({"a": None, "b": 30, "c": 20, "i alt": 58}, both).attack().leaks) == 1


def test_what_is_left_of_a_sum_is_a_small_count_too() -> None:
    """5 persons live in the area outside its part; of 3, a reader would know."""
    structure = Structure({"hel": Area("hel", "Hele området"), "del": Area("del", "Delen", part_of="hel")}, PERSONS)
    for whole, few in ((23.0, True), (25.0, False)):
        knowledge = Knowledge()
        knowledge.learn([_said(cell("hel"), whole), _said(cell("del"), 20.0)])
        found = Attacker(knowledge, list(declared(Figures(knowledge), structure)), structure).attack()
        assert [leak.rest for leak in found.leaks] == (["resten af hel"] if few else [])


def _year(year: int) -> Figure:
    return Figure("a", "tal", date(year, 1, 1), date(year, 12, 31))


def test_a_change_that_is_told_gives_the_hidden_year_away() -> None:
    knowledge = Knowledge()
    knowledge.learn([_said(_year(2020), None), _said(_year(2021), 14)])
    knowledge.learn_differences([Told(_year(2021), _year(2020), 11, 11, "forside, en sætning")])
    (leak,) = Attacker(knowledge, list(told_differences(knowledge.told)), Structure()).attack().leaks
    assert "forside, en sætning" in leak.equations[0]


def test_a_change_of_a_share_gives_the_hidden_share_away() -> None:
    knowledge = Knowledge()
    hidden, shown = (replace(_year(year), what="value") for year in (2020, 2021))
    knowledge.learn([_said(replace(hidden, what="count"), None), _said(hidden, None), _said(shown, 24.0)])
    knowledge.learn_differences([Told(shown, hidden, 3.0, 3.0, "forside")])
    assert [(clash.figure, clash.told) for clash in knowledge.clashes()] == [(hidden, "forside (sammen med tabel, a)")]


def test_shorter_periods_of_a_longer_one_are_added_up() -> None:
    structure = Structure(indicators={"tal": replace(PERSONS["tal"], yearly="sum")})
    knowledge = Knowledge()
    so_far = Figure("a", "tal", date(2020, 1, 1), date(2022, 12, 31))
    shown = [(_year(2020), 20), (_year(2022), 31), (so_far, 54)]
    knowledge.learn([_said(figure, count) for figure, count in shown] + [_said(_year(2021), None)])
    found = Attacker(knowledge, list(declared(Figures(knowledge), structure)), structure).attack()
    assert [leak.figure for leak in found.leaks] == [_year(2021)]


def test_a_sum_that_nobody_declared_is_found_where_chance_cannot_have_made_it() -> None:
    counts = [(13, 28), (17, 31), (11, 45), (29, 19), (23, 52), (16, 38)]
    for right in (True, False):
        knowledge = Knowledge()
        for number, (boys, girls) in enumerate(counts):
            children = boys + girls + (0 if right or number else 1)
            for name, count in (("drenge", boys), ("piger", girls), ("børn", children)):
                hide = number == len(counts) - 1 and name == "drenge"
                knowledge.learn([_said(replace(_year(2010 + number), indicator=name), None if hide else count)])
        found = Attacker(knowledge, list(discovered(knowledge)), Structure()).attack()
        assert [leak.figure.indicator for leak in found.leaks] == (["drenge"] if right else [])


def test_few_equal_numbers_are_no_proof_of_a_sum() -> None:
    knowledge = Knowledge()
    for number in range(6):
        for name, count in (("a", 1), ("b", 2), ("c", 3)):
            hide = number == 5 and name == "a"
            knowledge.learn([_said(replace(_year(2010 + number), indicator=name), None if hide else count)])
    assert list(discovered(knowledge)) == []


def test_a_small_count_of_persons_standing_open_is_named_unless_a_document_printed_it() -> None:
    structure = Structure(indicators=PERSONS)
    for count, printed, named in ((3, False, True), (3, True, False), (5, False, False), (0, False, False)):
        knowledge = Knowledge()
        knowledge.learn([_said(cell("a"), count, printed=printed)])
        assert [figure for figure, _ in small_and_open(knowledge, structure)] == ([cell("a")] if named else [])


def test_a_share_that_leaves_few_out_is_named() -> None:
    structure = Structure(indicators={"tal": replace(PERSONS["tal"], share=True)})
    for count, named in ((97, 1), (95, 0)):
        knowledge = Knowledge()
        knowledge.learn([_said(cell("a"), count), _said(replace(cell("a"), what="group"), 100)])
        assert len(list(small_and_open(knowledge, structure))) == named


def test_what_was_published_before_is_known_for_ever(tmp_path: Path) -> None:
    row = ["a", "tal", "2021-01-01", "2021-12-31", None]
    record = {"format": "maalbar-published 1", "shown": [[*row, 3.0, 3.0, None]], "hidden": [["b", *row[1:]]]}
    (tmp_path / "abc.json").write_text(json.dumps(record), encoding="utf-8")
    knowledge = Knowledge()
    knowledge.learn([_said(_year(2021), None), *published_before(tmp_path, Structure())])
    assert [(clash.figure, clash.told) for clash in knowledge.clashes()] == [(_year(2021), "udgivelse abc, tal 1")]
    assert knowledge.is_hidden(replace(_year(2021), area="b"))
    attack = Attacker(knowledge, [], Structure()).attack()
    assert (attack.hidden, attack.hidden_today) == (2, 1)
    assert (
        "2 skjulte tal (heraf 1 på siden, som den er nu)"
        in report((1, 1), attack, [], [], [], [], Structure()).summary()
    )
    assert list(published_before(tmp_path / "nowhere", Structure())) == []


@pytest.mark.parametrize(("corrected", "leaks"), [(58.0, True), (59.0, True)])
def test_a_total_that_was_corrected_later_is_subtracted_from_its_own_release(corrected: float, leaks: bool) -> None:
    knowledge = Knowledge()
    for release, total, b in (("runde 1", 58.0, 31.0), ("", corrected, None)):
        for name, count in (("a", None), ("b", b), ("c", 20.0), ("i alt", total)):
            knowledge.learn([replace(_said(cell(name), count), release=release)])
    equation = Equation(((cell("i alt"), 1.0), *((cell(part), -1.0) for part in "abc")), "en sum")
    found = Attacker(knowledge, [equation], Structure()).attack().leaks
    assert (cell("a") in {leak.figure for leak in found}) is leaks
