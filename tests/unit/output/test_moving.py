"""The section on who moved and who stayed: what it says, in both languages, and that a hidden group hides the rest."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from helpers.disclosure.policy import Policy
from helpers.disclosure.release import release
from helpers.disclosure.released import Released
from helpers.disclosure.suppression import protect
from helpers.measurement.moving import (
    GROUPS,
    Decomposition,
    Flows,
    Group,
    decompose,
    flows_of,
    group_of,
)
from helpers.measurement.refusing import Refusal
from helpers.observations.table import Origin
from helpers.output.languages import LANGUAGES, say
from helpers.output.moving import TEMPLATES, moved_or_stayed, moving_sentences
from helpers.plan.model import Nature, Registry
from unit.measurement.cases import indicator, plan, registry, results, seen

OUT_OF_WORK = indicator(
    nature=Nature.REGISTER_SHARE, better="lower", sensitive=True, additive=False, decimals=1, name="tal"
)
KNOWN: Registry = registry(OUT_OF_WORK)
COMPOSITION = ((320, 800), (320, 800), (110, 200), (63, 210))
SMALL = ((210, 600), (205, 600), (36, 100), (12, 38))


def _released(pairs: tuple[tuple[int, int], ...], **more: object) -> Released:
    observations = [
        seen(2021, of=pair, breakdown=group, origin=Origin.SYNTHETIC, **more)
        for group, pair in zip(GROUPS, pairs, strict=True)
    ]
    found = results(plan(), KNOWN, *observations)
    return release(found, protect(found, KNOWN, Policy()), "public")


def _made(*pairs: tuple[int, int]) -> Decomposition:
    found = decompose(Flows(*(Group(*pair) for pair in pairs)))
    assert isinstance(found, Decomposition)
    return found


def test_as_many_are_not_the_same_and_every_part_has_its_doubt() -> None:
    said = moved_or_stayed(_released(COMPOSITION), plan(), KNOWN, area="a", round_id="end").markdown
    assert said.startswith("## Flyttede eller blev")
    assert "er tallet det samme før og nu, 40,0\N{NO-BREAK SPACE}%: lige mange, ikke nødvendigvis de samme." in said
    assert "så det kan ikke afgøres, om de har ændret sig" in said
    assert "Kilden siger ikke, hvem af dem der skiftede" in said
    assert "uændret" not in said
    assert said.count("95\N{NO-BREAK SPACE}% sikkerhed") >= 6  # the whole, moved out, moved in: in words and in table
    assert "Før (baseline 2016)" in said
    assert "sikkerhed))" not in said
    assert "0,0\N{NO-BREAK SPACE}procentpoint" in said
    assert "n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}1.010" in said
    assert "Kilde: opdigtet demonstrationstal" in said
    assert 'data-origin="synthetic"' in said


def test_groups_are_known_however_they_are_written() -> None:
    assert [group_of(name) for name in (" Flyttede  FRA", "flyttede", None)] == ["flyttede fra", None, None]
    rows = [seen(2021, of=pair, breakdown=name.title()) for name, pair in zip(GROUPS, SMALL, strict=True)]
    found = results(plan(), KNOWN, *rows)
    released = release(found, protect(found, KNOWN, Policy()), "public")
    assert all(one.hidden for one in released.results.measurements)
    assert "er ukendt" in moved_or_stayed(released, plan(), KNOWN, area="a", round_id="end").markdown


def test_a_small_group_hides_all_four() -> None:
    released = _released(SMALL)
    assert all(found.hidden for found in released.results.measurements)
    assert len(released.results.measurements) == len(GROUPS)
    said = moved_or_stayed(released, plan(), KNOWN, area="a", round_id="end").markdown
    assert "er ukendt" in said
    assert not any(str(number) in said for pair in SMALL for number in pair)


@pytest.mark.parametrize(("small", "total"), list(product(range(4), (True, False))))
def test_a_known_total_gives_no_group_away(small: int, total: bool) -> None:
    pairs = [(320, 800), (300, 800), (110, 200), (63, 210)]
    pairs[small] = (3, 800 if small < 2 else 60)
    observations = [seen(2021, of=pair, breakdown=group) for group, pair in zip(GROUPS, pairs, strict=True)]
    if total:
        after = (pairs[1][0] + pairs[3][0], pairs[1][1] + pairs[3][1])
        observations.append(seen(2021, of=after))
    found = results(plan(), KNOWN, *observations)
    shown = release(found, protect(found, KNOWN, Policy()), "public").results.measurements
    assert {one.breakdown for one in shown if one.hidden} == set(GROUPS)
    assert [one.breakdown for one in shown if not one.hidden] == ([None] if total else [])


def test_another_year_is_shown_for_itself() -> None:
    observations = [
        seen(year, of=pair, breakdown=group)
        for year, pairs in ((2018, SMALL), (2021, COMPOSITION))
        for group, pair in zip(GROUPS, pairs, strict=True)
    ]
    found = results(plan(), KNOWN, *observations)
    shown = release(found, protect(found, KNOWN, Policy()), "public").results.measurements
    assert {one.round for one in shown if one.hidden} == {"midway"}
    assert {one.round for one in shown if not one.hidden} == {"end"}


def test_a_place_without_such_figures_has_no_section() -> None:
    found = results(plan(), KNOWN, seen(2021, of=(30, 100)))
    released = release(found, protect(found, KNOWN, Policy()), "public")
    assert moved_or_stayed(released, plan(), KNOWN, area="a", round_id="end").markdown == ""
    assert moved_or_stayed(_released(COMPOSITION), plan(), KNOWN, area="b", round_id="end").markdown == ""
    assert flows_of(found.measurements) is None


def test_a_group_that_nobody_delivered_is_unknown() -> None:
    observations = [seen(2021, of=pair, breakdown=group) for group, pair in zip(GROUPS[:3], COMPOSITION, strict=False)]
    found = results(plan(), KNOWN, *observations)
    released = release(found, protect(found, KNOWN, Policy()), "public")
    said = moved_or_stayed(released, plan(), KNOWN, area="a", round_id="end").markdown
    assert "40,0\N{NO-BREAK SPACE}%" in said
    assert said.count("ukendt") >= 5


CASES = {
    "composition": COMPOSITION,
    "stayers": ((540, 1200), (456, 1200), (120, 300), (134, 320)),
    "open": ((150, 450), (126, 450), (18, 90), (42, 95)),
}


@pytest.mark.parametrize("case", CASES)
def test_sentences_in_both_languages(case: str) -> None:
    found = _made(*CASES[case])
    danish, english = (moving_sentences(found, OUT_OF_WORK, language) for language in LANGUAGES)
    assert len(danish) == len(english)
    assert all(sentence.endswith(".") and "{" not in sentence for sentence in (*danish, *english))
    assert not set(danish) & set(english)
    causal = ("skyldes", "fordi", "fører til", "because", "due to", "led to")
    assert not any(word in sentence for word in causal for sentence in (*danish, *english))


def test_the_parts_that_moved_have_intervals_that_hold_them() -> None:
    for pairs in CASES.values():
        found = _made(*pairs)
        for part, interval in ((found.moved_out, found.moved_out_interval), (found.moved_in, found.moved_in_interval)):
            assert interval is not None
            assert interval.low < part < interval.high
    still = _made((320, 800), (300, 800), (0, 0), (63, 210))
    assert still.moved_out == 0
    assert still.moved_out_interval is None


def test_without_an_interval_nothing_is_said_of_chance() -> None:
    said = moving_sentences(replace(_made(*CASES["open"]), stayed_interval=None), OUT_OF_WORK)
    assert "hvor sikker den er, kan kildens tal ikke sige" in said[1]
    assert not any("kan ikke afgøres" in sentence for sentence in said)


def test_what_cant_be_determined_is_said_so() -> None:
    danish = " ".join(moving_sentences(_made(*CASES["open"]), OUT_OF_WORK))
    assert "kan ikke afgøres" in danish
    assert "−5,3\N{NO-BREAK SPACE}procentpoint" in danish
    clear = " ".join(moving_sentences(_made(*CASES["stayers"]), OUT_OF_WORK, "en"))
    assert "Among the 1,200 who stayed the change is −7.0\N{NO-BREAK SPACE}percentage points, between" in clear


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_missing_is_told(language: str) -> None:
    refused = decompose(replace(Flows(*(Group(*pair) for pair in COMPOSITION)), moved_in=None))
    assert isinstance(refused, Refusal)
    said = moving_sentences(refused, OUT_OF_WORK, "en" if language == "en" else "da")
    assert len(said) == 2


def test_every_template_is_translated() -> None:
    places = dict.fromkeys(
        (
            "before",
            "after",
            "change",
            "n",
            "share",
            "stayed",
            "interval",
            "moved_out",
            "moved_in",
            "change_interval",
            "out_interval",
            "in_interval",
        ),
        "x",
    )
    for template in TEMPLATES:
        assert say(template, "en", **places) != say(template, "da", **places)
