"""The protection in a resident's words: it follows the project's numbers and fits a screen."""

from __future__ import annotations

import pytest

from helpers.disclosure.policy import Policy, load_policy
from helpers.disclosure.profiles import PROFILES
from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.output.banner import demo_banner, demo_banner_of_several
from helpers.output.downloads import downloads
from helpers.output.figures import dumbbell, target_path
from helpers.output.method_pages import method_page
from helpers.output.protection_words import (
    ONE_SCREEN,
    explanation,
    few,
    profile_words,
    rounding_sentence,
    rules_table,
    sensitive_table,
)
from helpers.paths import Project
from helpers.plan.loading import load_registry
from helpers.website.causal_words import causal_words
from projects import ROOT
from unit.output.text_cases import PLAN, REGISTRY, released

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


@pytest.mark.parametrize("policy", [POLICY, *PROFILES.values()], ids=lambda policy: policy.profile)
def test_the_explanation_is_one_block_of_few_words_and_names_no_cause(policy: Policy) -> None:
    told = explanation(policy).markdown
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
    assert "Antal på 1, 2, 3 eller 4 mennesker er skjult" in words
    assert "et spænd på 6" in words
    assert "afrundet" not in words
    assert "afrundet til nærmeste 5" in profile_words(PROFILES["streng"])
    assert "Antal på 0 til 9 mennesker er skjult" in profile_words(PROFILES["acro"])


def test_the_rules_are_those_that_hold() -> None:
    told = {profile: rules_table(policy).markdown for profile, policy in PROFILES.items()}
    assert [profile for profile, table in told.items() if "afrundes til nærmeste" in table] == ["streng"]
    assert [profile for profile, table in told.items() if "to mennesker står bag" in table] == ["acro"]
    assert [profile for profile, table in told.items() if "0 % og 100 % vises" in table] == ["dst", "streng"]


def test_sensitive_figures_stand_with_the_reason_why_they_are_public() -> None:
    told = sensitive_table(load_registry(Project(ROOT))).markdown
    assert "Udsættelser" in told
    assert "aftale" in told
    without = [found.model_copy(update={"public_because": None}) for found in REGISTRY.indicators]
    assert sensitive_table(REGISTRY.model_copy(update={"indicators": tuple(without)})).markdown == ""


def rounded(step: int | None) -> Released:
    return Released(released().results, "public", "streng", 0, step, key=RELEASE_KEY)


def test_rounded_figures_say_so_in_banners_figures_and_files() -> None:
    said = "Antal mennesker er afrundet til nærmeste 5"
    assert rounding_sentence(rounded(5)).startswith(said)
    banners = (
        demo_banner(rounded(5), PLAN, REGISTRY),
        demo_banner_of_several([(rounded(5), PLAN), (rounded(5), PLAN)], REGISTRY),
    )
    assert [banner.markdown.count(said) for banner in banners] == [1, 1]
    assert said in target_path(rounded(5), PLAN, REGISTRY, "sl-tryghed", "motalavej").spec.caption
    assert said in dumbbell(rounded(5), PLAN, REGISTRY, "tryghed-andel", ["motalavej"]).spec.caption
    assert said in downloads(rounded(5), PLAN, REGISTRY, name="x")["x.json"].decode()


def test_figures_that_are_not_rounded_do_not_say_so() -> None:
    assert rounding_sentence(rounded(None)) == ""
    assert "afrundet til" not in demo_banner(rounded(None), PLAN, REGISTRY).markdown
    assert "afrundet til" not in downloads(rounded(None), PLAN, REGISTRY, name="x")["x.json"].decode()
