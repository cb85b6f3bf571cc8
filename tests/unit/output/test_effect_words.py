"""What an effect question is answered with, for every grade, way, direction and language."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from babel.messages.pofile import read_po

from helpers.effects.estimate import Design, Estimand, Estimate
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.measurement.results import Interval
from helpers.observations.table import Origin
from helpers.output.effect_words import (
    TEMPLATES,
    Direction,
    answer_sentence,
    change_words,
    direction_of,
    range_words,
    short_answer,
    wish_sentence,
)
from helpers.output.languages import LANGUAGES, TRANSLATIONS, Language
from helpers.output.wording import NBSP
from helpers.plan.model import Indicator, Nature, Unit
from helpers.website.causal_words import causal_words

UNEMPLOYMENT = Indicator(
    id="ledighed",
    version=1,
    name="Ledighed",
    short_name="Ledighed",
    definition="Andel ledige.",
    unit=Unit.PERCENT,
    nature=Nature.REGISTER_SHARE,
    better="lower",
    decimals=1,
)
VALUES = {
    Direction.LOWER: (-4.1, -5.4, -2.7),
    Direction.HIGHER: (3.0, 1.2, 4.8),
    Direction.OPEN: (-0.4, -1.9, 1.1),
    Direction.OPEN_AMONG_MANY: (-4.1, -8.0, -0.2),
}
NOTHING = Refusal("group_time", (Shortfall(Lack.COMPARISON_AREAS, 2, 5),))


def estimate(direction: Direction, design: Design = Design.DIFFERENCE_IN_DIFFERENCES) -> Estimate:
    value, low, high = VALUES[direction]
    estimand = Estimand.RATE_RATIO if design is Design.INTERRUPTED_SERIES else Estimand.ATT
    if estimand is Estimand.RATE_RATIO:
        value, low, high = (1 + 0.05 * one for one in (value, low, high))
    return Estimate(
        question="q",
        indicator="ledighed",
        design=design,
        estimand=estimand,
        value=value,
        unit="percent",
        interval=Interval(low, high, 0.95, "CR2"),
        p=0.03,
        treated=("a",),
        comparisons=("b", "c"),
        periods_before=9,
        periods_after=4,
        n=39,
        method="m",
        reference="r",
        assumptions=(),
        origin=Origin.SUPPLIED,
        adjusted_p=0.2 if direction is Direction.OPEN_AMONG_MANY else 0.04,
        adjusted_by="Holm 1979",
    )


ALL = tuple(product(Design, Direction, range(1, 6), LANGUAGES))


@pytest.mark.parametrize("direction", Direction)
def test_the_direction_is_read_from_the_interval_and_the_other_questions(direction: Direction) -> None:
    assert direction_of(estimate(direction)) is direction
    assert direction_of(estimate(direction, Design.INTERRUPTED_SERIES)) is direction


def test_no_sentence_below_grade_3_says_that_one_thing_made_another_happen() -> None:
    """Strictly: not even in a question or after a reservation."""
    for design, direction, level, language in ALL:
        if level < 3:
            text = answer_sentence(estimate(direction, design), level, UNEMPLOYMENT, language)
            assert causal_words(text, language, anywhere=True) == (), text
    for level, language in product(range(1, 6), LANGUAGES):
        assert causal_words(answer_sentence(NOTHING, level, UNEMPLOYMENT, language), language, anywhere=True) == ()


def test_an_open_answer_says_so_at_every_grade_and_claims_nothing() -> None:
    begins = {"da": "Det kan ikke afgøres, om ", "en": "It cannot be determined whether "}
    for design, direction, level, language in ALL:
        if direction in (Direction.OPEN, Direction.OPEN_AMONG_MANY):
            text = answer_sentence(estimate(direction, design), level, UNEMPLOYMENT, language)
            assert text.startswith(begins[language]), text
            assert causal_words(text, language, anywhere=True) == (), text


def test_a_clear_answer_at_grade_3_and_above_claims_as_much_as_its_grade() -> None:
    found: dict[tuple[int, Language], set[str]] = {}
    for design, direction, level, language in ALL:
        if level >= 3 and direction in (Direction.LOWER, Direction.HIGHER) and design is not Design.BEFORE_AFTER:
            text = answer_sentence(estimate(direction, design), level, UNEMPLOYMENT, language)
            assert len(causal_words(text, language)) == 1, text
            found.setdefault((level, language), set()).add(text.partition(":")[0])
    assert {key: tuple(words) for key, words in found.items()} == {
        (3, "da"): ("Tallene tyder på, at planen gjorde en forskel",),
        (4, "da"): ("Tallene tyder stærkt på, at planen gjorde en forskel",),
        (5, "da"): ("Planen gjorde en forskel",),
        (3, "en"): ("The figures suggest that the plan made a difference",),
        (4, "en"): ("The figures strongly suggest that the plan made a difference",),
        (5, "en"): ("The plan made a difference",),
    }


def test_a_change_from_before_to_after_claims_nothing_whatever_its_grade() -> None:
    for level, language in product(range(1, 6), LANGUAGES):
        text = answer_sentence(estimate(Direction.LOWER, Design.BEFORE_AFTER), level, UNEMPLOYMENT, language)
        assert causal_words(text, language, anywhere=True) == ()


SNAPSHOTS = {
    (Design.DIFFERENCE_IN_DIFFERENCES, Direction.LOWER, 2, "da"): (
        "Tallet for »Ledighed« er 4,1 procentpoint lavere, end det ville være, hvis området med planen havde fulgt "
        "de områder, det sammenlignes med (mellem 2,7 og 5,4 procentpoint lavere med 95 % sikkerhed). Det kan ikke "
        "afgøres, om det var gået sådan også uden planen."
    ),
    (Design.SYNTHETIC_CONTROL, Direction.LOWER, 3, "da"): (
        "Tallene tyder på, at planen gjorde en forskel: tallet for »Ledighed« er 4,1 procentpoint lavere, end man "
        "ville vente uden planen (mellem 2,7 og 5,4 procentpoint lavere med 95 % sikkerhed)."
    ),
    (Design.GROUP_TIME, Direction.OPEN, 3, "da"): (
        "Det kan ikke afgøres, om tallet for »Ledighed« er et andet, end det ville være, hvis området med planen "
        "havde fulgt de områder, det sammenlignes med. Forskellen kan være nul: tallet er mellem 1,9 procentpoint "
        "lavere og 1,1 procentpoint højere med 95 % sikkerhed."
    ),
    (Design.EVENT_STUDY, Direction.OPEN_AMONG_MANY, 4, "da"): (
        "Det kan ikke afgøres, om tallet for »Ledighed« er et andet, end det ville være, hvis området med planen "
        "havde fulgt de områder, det sammenlignes med. Der er stillet flere spørgsmål på én gang, og så kan også en "
        "forskel som denne være et tilfælde. Stod spørgsmålet alene, var svaret klart: tallet er mellem 0,2 og 8,0 "
        "procentpoint lavere med 95 % sikkerhed."
    ),
    (Design.INTERRUPTED_SERIES, Direction.HIGHER, 2, "da"): (
        "Tallet for »Ledighed« er 15 % højere, end rækken af tal pegede mod før start (mellem 6 og 24 % højere med "
        "95 % sikkerhed). Det kan ikke afgøres, om det var gået sådan også uden planen."
    ),
    (Design.INTERRUPTED_SERIES, Direction.OPEN, 3, "da"): (
        "Det kan ikke afgøres, om tallet for »Ledighed« er et andet, end rækken af tal pegede mod før start. "
        "Forskellen kan være nul: tallet er mellem 9 % lavere og 5 % højere med 95 % sikkerhed."
    ),
    (Design.BEFORE_AFTER, Direction.LOWER, 1, "da"): (
        "Tallet for »Ledighed« er 4,1 procentpoint lavere efter start end før (mellem 2,7 og 5,4 procentpoint lavere "
        "med 95 % sikkerhed). Det kan ikke afgøres, om det var gået sådan også uden planen, for der er intet at "
        "sammenligne med."
    ),
    (Design.DIFFERENCE_IN_DIFFERENCES, Direction.LOWER, 2, "en"): (
        "The figure for “Ledighed” is 4.1 percentage points lower than it would be if the area with the plan had "
        "followed those it is compared with (between 2.7 and 5.4 percentage points lower with 95% confidence). It "
        "cannot be determined whether the same would have happened without the plan."
    ),
    (Design.DIFFERENCE_IN_DIFFERENCES, Direction.HIGHER, 3, "en"): (
        "The figures suggest that the plan made a difference: the figure for “Ledighed” is 3.0 percentage points "
        "higher than would be expected without the plan (between 1.2 and 4.8 percentage points higher with "
        "95% confidence)."
    ),
    (Design.INTERRUPTED_SERIES, Direction.OPEN_AMONG_MANY, 1, "en"): (
        "It cannot be determined whether the figure for “Ledighed” differs from what the series pointed to before the "
        "start. Several questions were asked at once, and then even a difference like this one may be chance. Had this "
        "been the only question, the answer would be clear: the figure is between 1 and 40% lower with 95% confidence."
    ),
    (Design.BEFORE_AFTER, Direction.OPEN, 5, "en"): (
        "It cannot be determined whether the figure for “Ledighed” is another after the start than before. The "
        "difference may be zero: the figure is between 1.9 percentage points lower and 1.1 percentage points higher "
        "with 95% confidence."
    ),
}


@pytest.mark.parametrize(("design", "direction", "level", "language"), SNAPSHOTS)
def test_the_sentences_stand_as_agreed(design: Design, direction: Direction, level: int, language: Language) -> None:
    text = answer_sentence(estimate(direction, design), level, UNEMPLOYMENT, language)
    assert text.replace(NBSP, " ") == SNAPSHOTS[design, direction, level, language]


def test_every_answer_from_invented_figures_begins_by_saying_so() -> None:
    """A picture of the sentence alone can't be taken for a finding about the place."""
    begins = {"da": "I de opdigtede tal ", "en": ("In the invented figures ", "The invented figures ")}
    for design, direction, level, language in ALL:
        found = replace(estimate(direction, design), origin=Origin.SYNTHETIC)
        assert answer_sentence(found, level, UNEMPLOYMENT, language).startswith(begins[language])
        assert short_answer(found, level, language).startswith({"da": "I de op", "en": "In the inv"}[language])
        real = estimate(direction, design)
        assert "opdigtede" not in answer_sentence(real, level, UNEMPLOYMENT) + short_answer(real, level)
    assert answer_sentence(NOTHING, 1, UNEMPLOYMENT, invented=True) == (
        "I de opdigtede tal kan det ikke afgøres, om tallet for »Ledighed« er et andet, end det ville have været uden "
        "planen."
    )
    assert answer_sentence(replace(estimate(Direction.HIGHER), origin=Origin.SYNTHETIC), 3, UNEMPLOYMENT).startswith(
        "I de opdigtede tal tyder det på, at planen gjorde en forskel: tallet for »Ledighed« er 3,0"
    )


def test_the_short_answer_is_one_of_three() -> None:
    found = {
        short_answer(estimate(direction, design), level)
        for design, direction, level in product(Design, Direction, range(1, 6))
    }
    assert found == {
        "kan ikke afgøres",
        "forskellen er målt, men årsagen kan ikke afgøres",
        "det tyder på, at planen gjorde en forskel",
    }
    assert short_answer(NOTHING, 3) == "kan ikke afgøres"
    assert short_answer(estimate(Direction.HIGHER), 2) == "forskellen er målt, men årsagen kan ikke afgøres"


def test_several_areas_are_told_as_several() -> None:
    several = replace(estimate(Direction.OPEN), treated=("a", "d"))
    assert "hvis områderne med planen havde fulgt dem, de sammenlignes med." in answer_sentence(
        several, 2, UNEMPLOYMENT
    )


def test_a_refusal_is_no_answer() -> None:
    assert answer_sentence(NOTHING, 3, UNEMPLOYMENT) == (
        "Det kan ikke afgøres, om tallet for »Ledighed« er et andet, end det ville have været uden planen."
    )
    assert answer_sentence(NOTHING, 1, UNEMPLOYMENT, "en") == (
        "It cannot be determined whether the figure for “Ledighed” differs from what it would have been without the "
        "plan."
    )
    assert wish_sentence(NOTHING, UNEMPLOYMENT) == ""


def test_whether_it_is_the_direction_that_one_wishes() -> None:
    lower, higher = (estimate(direction) for direction in (Direction.LOWER, Direction.HIGHER))
    assert wish_sentence(lower, UNEMPLOYMENT) == "Det er den retning, man ønsker."
    assert wish_sentence(higher, UNEMPLOYMENT, "en") == "That is the opposite of the direction one wishes for."
    assert wish_sentence(estimate(Direction.OPEN), UNEMPLOYMENT) == ""
    assert wish_sentence(lower, UNEMPLOYMENT.model_copy(update={"better": "neither"})) == ""


def test_amounts_and_ranges_of_tables_carry_signs() -> None:
    found = estimate(Direction.LOWER)
    assert change_words(found.value, found, UNEMPLOYMENT).replace(NBSP, " ") == "−4,1 procentpoint"
    assert range_words(found.interval, found, UNEMPLOYMENT) == "−5,4 til −2,7"
    ratio = estimate(Direction.LOWER, Design.INTERRUPTED_SERIES)
    assert change_words(ratio.value, ratio, UNEMPLOYMENT, "en") == "−20%"
    slope = replace(found, estimand=Estimand.SLOPE_CHANGE)
    assert change_words(slope.value, slope, UNEMPLOYMENT).replace(NBSP, " ") == "−4,1 procentpoint pr. periode"
    assert range_words(slope.interval, slope, UNEMPLOYMENT, "en") == "−5.4 to −2.7"


def test_an_interval_without_an_end_is_told_as_such() -> None:
    found = replace(estimate(Direction.OPEN), interval=Interval(float("-inf"), 1.1, 0.95, "Fisher"))
    assert "mellem ∞ procentpoint lavere og 1,1" in answer_sentence(found, 2, UNEMPLOYMENT).replace(NBSP, " ")


def test_every_template_has_both_languages() -> None:
    with (TRANSLATIONS / "en" / "effects.po").open("rb") as file:
        known = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    assert {template for template in TEMPLATES if not known.get(template)} == set()
