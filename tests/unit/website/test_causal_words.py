"""Words about causes: found in all their forms, allowed where a page asks or says that it can't be known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

import pytest

from helpers.errors import SiteError
from helpers.paths import Project
from helpers.website.causal_words import causal_words, check_words, words_of_page

PROJECT = Project(Path(__file__).parents[3])
CLAIMS: dict[Literal["da", "en"], dict[str, str]] = {
    "da": {
        "Planen virkede.": "virkede",
        "Planens virkninger er store.": "virkninger",
        "Vi så en effekt af planen.": "effekt",
        "Effekterne ses tydeligt.": "Effekterne",
        "Faldet skyldes planen.": "skyldes",
        "Det førte til færre flytninger.": "førte til",
        "Indsatsen har medført ro.": "medført",
        "Det er roligere takket være beboerne.": "takket være",
        "Der er færre på grund af helhedsplanen.": "på grund af helhedsplanen",
        "Planen giver færre flytninger.": "Planen giver",
        "Aktiviteterne har øget trygheden.": "Aktiviteterne har øget",
        "Planen gjorde en forskel.": "gjorde en forskel",
        "Planen påvirkede alle.": "påvirkede",
        "Det resulterede i færre brande.": "resulterede i",
        "Det\nskyldes planen.": "skyldes",
    },
    "en": {
        "The plan worked.": "The plan worked",
        "This was caused by the plan.": "caused",
        "It led to fewer moves.": "led to",
        "Fewer moved because of the plan.": "because of the plan",
        "Thanks to the residents it is calm.": "Thanks to",
        "The effect of the plan is large.": "effect",
        "It had an impact.": "impact",
        "The plan made a difference.": "made a difference",
        "The effort reduced vandalism.": "The effort reduced",
    },
}
ALLOWED: dict[Literal["da", "en"], tuple[str, ...]] = {
    "da": (
        "Gjorde planen en forskel?",
        "Virker planen?",
        "Det kan ikke afgøres, om planen virkede.",
        "Tallene viser ikke, at faldet skyldes planen.",
        "Ingen ved, hvad der førte til det.",
        "I virkeligheden er det en effektiv, virkelig god måling af virksomheder.",
        "Tallet er skjult på grund af få svar.",
        "Filen giver fem tal.",
        "Planen siger, hvad der skal måles.",
    ),
    "en": (
        "Did the plan make a difference?",
        "It cannot be determined whether the plan had an effect.",
        "The figures do not show that the plan caused it.",
        "An effective measurement, because of few answers.",
    ),
}


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang in CLAIMS for text in CLAIMS[lang]])
def test_a_claim_is_found(language: Literal["da", "en"], text: str) -> None:
    (found,) = causal_words(text, language)
    assert found.word == CLAIMS[language][text]
    assert found.line == text[: text.index(found.word)].count("\n") + 1


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang in ALLOWED for text in ALLOWED[lang]])
def test_a_question_and_what_is_unknown_may_be_said(language: Literal["da", "en"], text: str) -> None:
    assert causal_words(text, language) == ()


def test_that_it_did_not_work_is_a_claim_too() -> None:
    assert [found.word for found in causal_words("Planen virkede ikke.")] == ["virkede"]


def test_a_sentence_that_knows_nothing_excuses_only_itself() -> None:
    text = "Det kan ikke afgøres, om planen virkede. Men faldet skyldes planen."
    assert [found.word for found in causal_words(text)] == ["skyldes"]


def test_what_stands_before_the_reservation_is_not_excused() -> None:
    assert [found.word for found in causal_words("Planen virkede, men det kan ikke måles.")] == ["virkede"]


def test_everywhere_means_questions_too() -> None:
    assert [found.word for found in causal_words("Virker planen?", anywhere=True)] == ["Virker"]


def test_marked_blocks_and_code_are_left_out_and_lines_are_those_of_the_page() -> None:
    page = (
        "---\ntitle: Metode\n---\n\nFaldet\nskyldes planen.\n\n::: {.om-aarsager}\n## Hvad *virker* betyder\n\n"
        "::: {.callout-note}\nEn virkning er en forskel.\n:::\n\nOg effekt er det samme.\n:::\n\n"
        "```\nvirker\n```\n\nPlanen virker.\n"
    )
    assert [(found.word, found.line) for found in words_of_page(page)] == [("skyldes", 6), ("virker", 22)]


@pytest.mark.parametrize(
    "text",
    [
        "Se [siden](virkning/index.qmd).",
        'Se [siden](/effekt "Om siden").',
        "![Kort](../effekt/kort.svg){#fig-effekt .virkning}",
        "[siden]: virkning/index.html",
        "Se <https://eksempel.dk/effekt>.",
        "Se https://eksempel.dk/virkning/side.",
        "Skriv `effekt` eller ``maalbar effekt ` x``.",
        '<a href="/effekt/">siden</a>',
        "Se\n[siden](virkning/index.qmd).",
    ],
)
def test_names_of_files_code_and_addresses_are_no_claims(text: str) -> None:
    assert words_of_page(text) == ()


def test_the_words_of_a_link_are_read_and_keep_their_line() -> None:
    page = "Se [planens\nvirkning](effekt.qmd)\nog `kode` samt [effekt](effekt.qmd)."
    assert [(found.word, found.line) for found in words_of_page(page)] == [("virkning", 2), ("effekt", 3)]
    assert [found.word for found in words_of_page('![Kort](kort.svg){fig-alt="Planens effekt"}')] == ["effekt"]


def test_every_fault_of_pages_and_notebooks_is_told_at_once(tmp_path: Path) -> None:
    project = Project(tmp_path)
    (tmp_path / "pages" / "metode").mkdir(parents=True)
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "pages" / "metode" / "index.qmd").write_text("Et.\n\nDet skyldes planen.\n", encoding="utf-8")
    cells = [
        {"cell_type": "code", "source": "# Planen virker"},
        {"cell_type": "markdown", "source": ["Et.\n", "Planen virker.\n"]},
    ]
    (tmp_path / "notebooks" / "x.ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    with pytest.raises(SiteError) as raised:
        check_words(project)
    assert [(fault.place, fault.value) for fault in raised.value.faults] == [
        ("pages/metode/index.qmd:3", "»skyldes«"),
        ("notebooks/x.ipynb, celle 2, linje 2", "»virker«"),
    ]


def test_the_projects_own_pages_keep_the_rule() -> None:
    check_words(PROJECT)
    assert len(list(PROJECT.pages.rglob("*.qmd"))) > 1
