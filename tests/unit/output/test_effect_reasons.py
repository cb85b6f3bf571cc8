"""What stands behind an answer has words in both languages, and none of them says that one thing made another."""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.pofile import read_po

from helpers.effects import estimate
from helpers.effects.estimate import Assumption, Design
from helpers.effects.grading import Ground, Level
from helpers.output.effect_reasons import (
    TEMPLATES,
    assumption_words,
    design_name,
    design_words,
    ground_words,
    level_words,
    seen_words,
)
from helpers.output.languages import LANGUAGES, TRANSLATIONS
from helpers.website.causal_words import causal_words

METHODS = Path(estimate.__file__).parent


def assumptions_in_code() -> set[str]:
    """Return the first argument of every `Assumption(...)` that a method makes."""
    calls = (node for path in METHODS.glob("*.py") for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    return {
        node.args[0].value
        for node in calls
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Assumption"
        and isinstance(node.args[0], ast.Constant)
    }


def test_every_assumption_of_every_method_has_words() -> None:
    names = assumptions_in_code()
    assert len(names) > 8
    for name in names:
        for language in LANGUAGES:
            assert assumption_words(Assumption(name, checked=False, holds=None), language)


def test_every_number_of_a_check_says_what_it_is() -> None:
    for name in ("parallel_trends", "equal_before", "few_areas", "pretrend_power", "fit_before", "carry_over"):
        for language in LANGUAGES:
            assert "(" in seen_words(Assumption(name, checked=True, holds=True, figure=0.25), language)
    found = seen_words(Assumption("parallel_trends", checked=True, holds=False, figure=0.00001))
    assert found == "holder ikke (p under 0,001; under 0,05 taler imod)"
    assert seen_words(Assumption("leave_one_out", checked=True, holds=None), "en") == "cannot be seen in the figures"


def test_a_check_says_why_it_fails_or_holds() -> None:
    """A p-value of 0.618 fails no check by itself; the reader is told what does."""
    told = [
        seen_words(Assumption("parallel_trends", checked=True, holds=holds, figure=figure))
        for holds, figure in ((False, 0.618), (True, 0.067), (None, 0.4))
    ]
    assert told == [
        "holder ikke (p = 0,618 taler ikke imod alene, men en enkelt periode skiller sig ud, se næste linje)",
        "ser ud til at holde (p = 0,067; kun under 0,05 ville tale imod)",
        "kan ikke ses i tallene (p = 0,400, men prøven kunne have overset en skævhed, der var stor nok til at give "
        "svaret)",
    ]
    least = seen_words(Assumption("few_areas", checked=True, holds=True, figure=0.0004))
    assert least == "ser ud til at holde (mindste mulige p under 0,001)"
    drift = seen_words(Assumption("pretrend_power", checked=True, holds=True, figure=-5.04), unit="procentpoint")
    assert "kunne lægge −5,04\N{NO-BREAK SPACE}procentpoint til svaret" in drift


def test_nothing_here_says_that_one_thing_made_another_happen() -> None:
    for language in LANGUAGES:
        said = [ground_words(ground, language) for ground in Ground] + [level_words(level, language) for level in Level]
        said += [words(design, language) for design in Design for words in (design_words, design_name)]
        said += [
            assumption_words(Assumption(name, checked=False, holds=None), language) for name in assumptions_in_code()
        ]
        assert [text for text in said if causal_words(text, language, anywhere=True)] == []


def test_every_template_has_both_languages() -> None:
    with (TRANSLATIONS / "en" / "effects.po").open("rb") as file:
        known = {str(message.id): str(message.string) for message in read_po(file) if message.id}
    assert {template for template in TEMPLATES if not known.get(template)} == set()
