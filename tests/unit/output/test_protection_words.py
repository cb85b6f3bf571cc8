"""The protection in a resident's words: it follows the project's numbers and fits a screen."""

from __future__ import annotations

import pytest

from helpers.disclosure.policy import Policy, load_policy
from helpers.output.method_pages import method_page
from helpers.output.protection_words import ONE_SCREEN, explanation, few, profile_words, rules_table
from helpers.paths import Project
from helpers.website.causal_words import causal_words
from projects import ROOT

POLICY = load_policy(Project(ROOT))
MOST_WORDS = 255
"""244 words filled 570 of the 625 pixels that a screen of 800 leaves below the heading."""


@pytest.mark.parametrize(
    ("smallest", "words"), [(3, "1 eller 2"), (5, "1, 2, 3 eller 4"), (8, "1 til 7"), (10, "1 til 9")]
)
def test_which_counts_are_hidden(smallest: int, words: str) -> None:
    assert few(Policy(smallest_shown=smallest)) == words


def test_a_resident_is_told_everything_with_the_projects_own_numbers() -> None:
    told = explanation(Policy(smallest_shown=4, minimum_denominator=30, minimum_denominator_sensitive=60)).markdown
    for said in ("1, 2 eller 3 mennesker", "færre end 30", "færre end 60", "`..` betyder", "38 i den ene halvdel",
                 "der er 2 i den anden", "særskilt program", "boligsociale sekretariat"):  # fmt: skip
        assert said in told


def test_the_explanation_is_one_block_of_few_words_and_names_no_cause() -> None:
    told = explanation(POLICY).markdown
    assert told.startswith(f"::: {{.{ONE_SCREEN}}}\n\n")
    assert told.endswith("\n\n:::")
    assert len(told.split()) <= MOST_WORDS
    assert causal_words(told) == ()


def test_the_page_begins_with_the_explanation_and_the_details_follow() -> None:
    page = method_page(Project(ROOT), "beskyttelse").markdown
    parts = (explanation(POLICY).markdown, rules_table(POLICY).markdown, "## Regneeksempler", "## Hvad det bygger på")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert places[0] == 0


def test_the_profile_is_named_in_words_for_the_data_page() -> None:
    words = profile_words(Policy(smallest_shown=5, minimum_width=6))
    assert "»dst«" in words
    assert "fra 1 til 4 er skjult" in words
    assert "et spænd på 6" in words
