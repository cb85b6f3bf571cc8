"""Why a goal has its word, where it rests on two uncertain figures or on several years."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.measurement.results import NoInterval, Reason, Word, YearJudged
from helpers.observations.table import Precision
from helpers.output.attainment_reasons import reason_words, years_words
from helpers.output.verdicts import no_interval_words
from helpers.plan.model import Target
from unit.output.text_cases import OVER_BENCHMARK, PLAN, SAFETY, SYNTHETIC, attainment

FEWER = Target(kind="relative_to_baseline", operator="<", value=0)
TENTH = Target(kind="relative_to_preceding_year", operator="<=", value=-10)
LITERAL = TENTH.model_copy(update={"measured_preceding": True})


def say(word: Word, reason: Reason, target: Target, *years: YearJudged) -> str:
    return reason_words(replace(attainment("sl-tryghed", word, reason, None), years=years), target, PLAN, SAFETY)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (FEWER, "Forskellen fra udgangspunktet er ikke større end usikkerheden i de to tal."),
        (OVER_BENCHMARK, "Forskellen fra sammenligningstallet er ikke større end usikkerheden i de to tal."),
        (TENTH, "Afstanden til kravet er ikke større end usikkerheden i målingen og udgangspunktet tilsammen."),
        (
            LITERAL,
            "Afstanden til kravet er ikke større end usikkerheden i målingen og i tallet for året før tilsammen.",
        ),
    ],
)
def test_a_difference_within_the_uncertainty_of_both_figures_says_so(target: Target, words: str) -> None:
    assert say(Word.UNDETERMINED, Reason.DIFFERENCE_OVERLAPS, target) == words


def test_a_clear_difference_names_its_side_and_both_figures() -> None:
    ending = "og afstanden er større end usikkerheden i målingen og udgangspunktet tilsammen."
    assert say(Word.MET, Reason.DIFFERENCE_CLEAR, FEWER) == f"Tallet ligger på den rigtige side af kravet, {ending}"
    assert (
        say(Word.NOT_MET, Reason.DIFFERENCE_CLEAR, FEWER) == f"Tallet ligger på den forkerte side af kravet, {ending}"
    )


def test_the_years_of_a_goal_are_listed() -> None:
    def judged(year: int, word: Word) -> YearJudged:
        return YearJudged(year, word, Reason.COMPLETE_COUNT, None)

    mixed = (
        judged(2018, Word.NOT_MET),
        judged(2019, Word.TOO_FEW),
        judged(2020, Word.NOT_MET),
        judged(2021, Word.MET),
    )
    assert say(Word.NOT_MET, Reason.YEAR_MISSED, FEWER, *mixed) == (
        "Målet gælder hvert år, og mindst ét år er det ikke nået. "
        "År for år: nået i 2021; ikke nået i 2018 og 2020; skjult i 2019."
    )
    met = (judged(2020, Word.MET), judged(2021, Word.MET))
    whole = replace(attainment("sl-tryghed", Word.MET, Reason.COMPLETE_COUNT, None), years=met)
    assert years_words(whole) == "Nået i både 2020 og 2021."
    missed = (judged(2020, Word.NOT_MET), judged(2021, Word.NOT_MET))
    assert years_words(replace(whole, years=missed)) == "Nået hverken i 2020 eller 2021."
    assert years_words(replace(whole, years=(mixed[3],))) == ""


def test_a_promise_about_a_group_that_is_counted_whole_says_so() -> None:
    promise = Target(kind="share_of_group", operator=">=", value=75)
    assert say(Word.NOT_MET, Reason.COMPLETE_COUNT, promise) == (
        "Målet gælder netop denne gruppe, og hele gruppen er talt med. Derfor holdes tallet direkte op mod kravet."
    )


def test_an_approximate_figure_is_not_called_a_complete_count() -> None:
    about = replace(SYNTHETIC, interval=None, no_interval=NoInterval.COMPLETE, precision=Precision.APPROXIMATE)
    assert "omtrentligt" in no_interval_words(about, SAFETY)
    assert "Fuld optælling" not in no_interval_words(about, SAFETY)
    assert "fuld optælling" not in say(Word.MET, Reason.ESTIMATE, FEWER)


def test_what_is_internal_is_said_to_be_internal_and_not_to_be_missing() -> None:
    secret = SAFETY.model_copy(update={"internal": True})
    missing = attainment("sl-tryghed", Word.NO_DATA, Reason.NO_MEASUREMENT, None)
    said = reason_words(missing, PLAN.goals[0].target, PLAN, secret)
    assert said == "Tallene er et internt arbejdsredskab og offentliggøres ikke."
    sensitive = SAFETY.model_copy(update={"sensitive": True})
    said = reason_words(missing, PLAN.goals[0].target, PLAN, sensitive)
    assert said == "Oplysningen er følsom; den vises ikke i den offentlige udgave."
    assert reason_words(missing, PLAN.goals[0].target, PLAN, SAFETY) == "Der er ingen måling i denne runde."
