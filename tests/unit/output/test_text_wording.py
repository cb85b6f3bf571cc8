from __future__ import annotations

import math
import random
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from babel.numbers import format_decimal

from helpers.measurement.results import Interval
from helpers.observations.table import Origin
from helpers.output import wording
from helpers.output.fragments import Fragment
from helpers.output.languages import Language
from helpers.output.rendering import breakable
from helpers.plan.model import Citation, Unit
from unit.output.text_cases import DECISIONS, JUDGED, MILESTONE, SAFETY, VOLUNTEERS


def plain(text: str) -> str:
    """Return the text with ordinary spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234.5, 1, "1.234,5"),
        (71.7, 1, "71,7"),
        (2.25, 1, "2,3"),
        (1.005, 2, "1,01"),
        (137, 0, "137"),
        (11464000, 0, "11.464.000"),
        (-0.04, 1, "0,0"),
        (-3.2, 1, "−3,2"),
        (math.inf, 0, "∞"),
    ],
)
def test_numbers_are_danish_and_rounded_half_up(value: float, decimals: int, text: str) -> None:
    assert wording.number(value, decimals) == text


@pytest.mark.parametrize(("language", "locale"), [("da", "da"), ("en", "en_GB")])
def test_numbers_are_grouped_as_the_locale_has_it(language: Language, locale: str) -> None:
    chance = random.Random(1)
    for _ in range(300):
        decimals, size = chance.randrange(4), chance.randrange(1, 9)
        value = round(chance.uniform(-(10**size), 10**size), 6)
        rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        pattern = "#,##0" + (f".{'0' * decimals}" if decimals else "")
        expected = format_decimal(abs(rounded), format=pattern, locale=locale)
        assert wording.number(value, decimals, language).lstrip("−") == expected


@pytest.mark.parametrize(
    ("value", "text"), [(3.2, "+3,2"), (-3.2, "−3,2"), (0.0, "0,0"), (0.04, "0,0"), (-0.04, "0,0")]
)
def test_differences_carry_a_sign_unless_they_round_to_zero(value: float, text: str) -> None:
    assert wording.signed(value, 1) == text


def test_quantities_have_their_unit() -> None:
    homes = VOLUNTEERS.model_copy(update={"unit": Unit.HOMES})
    fires = DECISIONS.model_copy(update={"unit": Unit.PER_10000, "denominator": "Almene boliger"})
    money = VOLUNTEERS.model_copy(update={"unit": Unit.DKK})
    assert plain(wording.quantity(71.7, SAFETY)) == "71,7 %"
    assert plain(wording.quantity(22.44, DECISIONS)) == "22,4 pr. 1.000 beboere"
    assert plain(wording.quantity(3.1, fires)) == "3,1 pr. 10.000 boliger"
    assert plain(wording.quantity(1, VOLUNTEERS)) == "1 person"
    assert plain(wording.quantity(137, homes)) == "137 boliger"
    assert plain(wording.quantity(500000, money)) == "500.000 kr."
    assert (wording.quantity(1, MILESTONE), wording.quantity(0, MILESTONE)) == ("ja", "nej")
    assert wording.quantity(3, JUDGED) == "3"


@pytest.mark.parametrize(("value", "text"), [(75.0, "75 %"), (72.4, "72,4 %"), (72.44, "72,4 %"), (0.0, "0 %")])
def test_an_agreements_number_has_no_more_decimals_than_it_needs(value: float, text: str) -> None:
    assert plain(wording.quantity(value, wording.as_stated(value, SAFETY))) == text


def test_a_difference_of_one_is_one() -> None:
    homes = VOLUNTEERS.model_copy(update={"unit": Unit.HOMES})
    said = [plain(wording.difference(value, homes)) for value in (1, -1, 0, 2, -11)]
    assert said == ["+1 bolig", "−1 bolig", "0 boliger", "+2 boliger", "−11 boliger"]


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    assert " " not in wording.quantity(71.7, SAFETY)


def test_an_interval_is_told_in_plain_words_before_its_level() -> None:
    rounded = SAFETY.model_copy(update={"decimals": 0})
    assert plain(wording.interval_words(Interval(52, 64, 0.95, "x"), rounded)) == "mellem 52 og 64 % (95 % sikkerhed)"
    change = wording.interval_words(Interval(-2.1, 8.3, 0.95, "x"), SAFETY, of_difference=True)
    assert plain(change) == "mellem −2,1 og 8,3 procentpoint (95 % sikkerhed)"
    fine = SAFETY.model_copy(update={"decimals": 2})
    assert plain(wording.interval_words(Interval(30.214, 57.746, 0.95, "x"), fine)).startswith("mellem 30,2 og 57,7 %")
    assert plain(wording.interval_words(Interval(1.084, 1.512, 0.95, "x"), fine)).startswith("mellem 1,08 og 1,51 %")
    assert plain(wording.interval_words(Interval(3, math.inf, 0.95, "x"), VOLUNTEERS)) == (
        "mindst 3 personer (95 % sikkerhed)"
    )


def test_dates_pages_and_sources() -> None:
    assert wording.day(date(2013, 1, 1)) == "1. januar 2013"
    assert plain(wording.document_place("S1", 6)) == "dokument S1, side 6"
    assert plain(wording.citation(Citation(document="S1", page=15, also_pages=(16, 25)))) == (
        "dokument S1, side 15, 16 og 25"
    )
    assert wording.document_place(None, None) == "kilden er ikke angivet"
    assert [wording.origin_words(origin) for origin in Origin] == [
        "dokumenteret",
        "leveret",
        "opdigtet demonstrationstal",
    ]


def test_small_counts_are_words_unless_the_sentence_has_a_large_one() -> None:
    assert wording.count_words((9, 3, 1)) == ("ni", "tre", "ét")
    assert wording.count_words((24, 7, 5, 12)) == ("24", "7", "5", "12")
    assert wording.count_words((1, 12, 0)) == ("ét", "12", "0")
    assert (wording.count_word(1), wording.count_word(1, common=True), wording.count_word(10)) == ("et", "en", "10")


@pytest.mark.parametrize(("text", "made"), [("målet nås", "Målet nås."), ("Er det?", "Er det?"), ("  ", "")])
def test_sentences_start_and_end_as_sentences(text: str, made: str) -> None:
    assert wording.sentence(text) == made


def test_a_fragment_is_markdown_only_and_its_text_twin_holds_no_value() -> None:
    fragment = Fragment.html("<p>58,3 %</p>")
    assert fragment._repr_mimebundle_() == {"text/markdown": "```{=html}\n<p>58,3 %</p>\n```"}
    assert "58,3" not in repr(fragment)


def test_backticks_in_a_text_cannot_end_the_fence() -> None:
    first, *_, last = Fragment.html("<p>a\n````\n# Overskrift</p>").markdown.splitlines()
    assert (first, last) == ("`````{=html}", "`````")


def test_joining_leaves_empty_fragments_out() -> None:
    assert Fragment.join([Fragment("a"), Fragment(""), Fragment.html(" "), Fragment("b")]) == Fragment("a\n\nb")


def test_long_paths_may_break_without_changing_their_letters() -> None:
    made = str(breakable("a/b-c_<d>.csv"))
    assert made == "a/<wbr>b-<wbr>c_&lt;d&gt;.csv"
