"""Response rate and weights stand beside a survey's share, in both languages, and go when the share is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.measurement.results import Interval, Measurement, NoInterval, Survey
from helpers.observations.table import Origin, Precision
from helpers.output.cells import shown
from helpers.output.download_rows import number_row
from helpers.output.figures_dots import dot, table_row, uncertainty_sentence
from helpers.output.languages import LANGUAGES, Language, say
from helpers.output.survey_words import TEMPLATES, asked_words, survey_sentence, survey_words
from unit.output.text_cases import DECISIONS, REGISTRY, SAFETY

ASKED = Survey(invited=422.0, population=1480.0, design_effect=1.27, weighting="køn og alder")
SHARE = Measurement(
    evaluation="proeve",
    area=REGISTRY.areas[0].id,
    indicator=SAFETY.id,
    indicator_version=SAFETY.version,
    round=None,
    period_start=None,
    period_end=None,
    period_label="2016",
    value=58.4,
    unit="percent",
    interval=Interval(49.1, 67.2, 0.95, "Wilson 1927, Kish 1965, Cochran 1977"),
    no_interval=None,
    numerator=88.0,
    denominator=142.0,
    n=142.0,
    origin=Origin.SUPPLIED,
    precision=Precision.EXACT,
    low=None,
    high=None,
    provenance=(),
    survey=ASKED,
)
HIDDEN = replace(
    SHARE, value=None, interval=None, no_interval=NoInterval.NOT_A_NUMBER, n=None, survey=None, hidden=True
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_sentence_has_both_languages(template: str, language: Language) -> None:
    """With all its places filled."""
    places = dict.fromkeys(("rate", "asked", "what", "words", "low", "high"), "x")
    assert "{" not in say(template, language, **places)


def test_rate_and_weights() -> None:
    """142 of 422 is 34 %; what isn't told is said to be so."""
    assert survey_words(SHARE) == "34 % af 422 spurgte har svaret; vægtet efter køn og alder"
    assert survey_words(SHARE, "en") == "34 % of the 422 asked have answered; weighted by køn og alder"
    plain = replace(SHARE, survey=Survey(weighting=""))
    assert survey_words(plain) == "hvor mange der blev spurgt, er ikke oplyst; ikke vægtet"
    owners = replace(SHARE, survey=Survey(invited=500.0))
    assert survey_words(owners) == "28 % af 500 spurgte har svaret"
    assert survey_words(replace(SHARE, survey=None)) == ""
    assert survey_words(HIDDEN) == survey_words(replace(SHARE, hidden=True)) == ""


def test_a_figure_says_it_once() -> None:
    """The lowest and the highest rate; weights where all have the same."""
    later = replace(SHARE, n=211.0)
    assert survey_sentence((SHARE, later, HIDDEN), SAFETY) == (
        "Fra et spørgeskema: 34–50 % af de spurgte har svaret; vægtet efter køn og alder."
    )
    assert survey_sentence((SHARE,), SAFETY) == (
        "Fra et spørgeskema: 34 % af de spurgte har svaret; vægtet efter køn og alder."
    )
    mixed = (SHARE, replace(SHARE, survey=Survey(weighting="")))
    assert survey_sentence(mixed, SAFETY) == "Fra et spørgeskema: hvor mange der blev spurgt, er ikke oplyst."
    silent = replace(SHARE, survey=None)
    unsaid = "Fra et spørgeskema: hvor mange der blev spurgt, er ikke oplyst."
    assert survey_sentence((silent, HIDDEN), SAFETY) == survey_sentence((SHARE, silent), SAFETY) == unsaid
    assert survey_sentence((silent,), DECISIONS) == survey_sentence((HIDDEN,), SAFETY) == ""
    assert asked_words(silent, SAFETY) == "hvor mange der blev spurgt, er ikke oplyst"
    assert asked_words(silent, DECISIONS) == asked_words(replace(silent, n=None), SAFETY) == ""
    assert "vægtet efter" in uncertainty_sentence((SHARE,), SAFETY)


def test_it_stands_in_tables_tiles_figures_and_files() -> None:
    """And nothing of it where the share is hidden."""
    assert shown(SHARE, SAFETY).remark == "34 % af 422 spurgte har svaret; vægtet efter køn og alder."
    assert shown(SHARE, SAFETY).asked == survey_words(SHARE)
    assert "34 % af 422" in dot(SHARE, SAFETY).hover
    assert table_row(SHARE, SAFETY, REGISTRY, "2016")[4].text.startswith("142 (34 % af 422 spurgte")
    row = number_row(SHARE, REGISTRY)
    assert (row["spurgte"], row["beboere"], row["designeffekt"], row["vægtet_efter"]) == (
        422.0,
        1480.0,
        1.27,
        "køn og alder",
    )
    assert row["svarprocent"] == pytest.approx(33.649, abs=0.001)
    hidden = number_row(HIDDEN, REGISTRY)
    assert {hidden[name] for name in ("spurgte", "beboere", "svarprocent", "designeffekt")} == {None}
    assert "spurgte" not in shown(HIDDEN, SAFETY).remark
    assert shown(HIDDEN, SAFETY).asked == ""
    plain = number_row(replace(SHARE, survey=Survey(weighting="")), REGISTRY)
    assert plain["vægtet_efter"] == "nej"
