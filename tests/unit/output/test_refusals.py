"""Every lack has a sentence in both languages that names what is missing."""

from __future__ import annotations

import pytest

from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.output.languages import LANGUAGES, Language
from helpers.output.refusals import refusal_sentences


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lack", list(Lack))
def test_every_lack_has_a_sentence(lack: Lack, language: Language) -> None:
    (sentence,) = refusal_sentences(Refusal("method", (Shortfall(lack, 3, 12),)), language)
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lack", list(Lack))
def test_one_is_no_plural(lack: Lack, language: Language) -> None:
    (sentence,) = refusal_sentences(Refusal("method", (Shortfall(lack, 1, 12),)), language)
    plurals = ("1 målinger", "1 perioder", "1 områder", "1 svar", "1 beboere", "1 figures", "1 periods", "1 areas")
    assert not any(plural in sentence for plural in plurals)
    assert "{" not in sentence


def test_what_is_counted_says_how_many_and_how_many_it_takes() -> None:
    refused = Refusal("xmr_chart", (Shortfall(Lack.POINTS, 5, 12),))
    assert refusal_sentences(refused) == ("Der er 5 målinger i rækken; der skal være mindst 12.",)
    assert refusal_sentences(refused, "en") == ("There are 5 figures in the series; it takes at least 12.",)


def test_a_refusal_names_what_is_missing() -> None:
    with pytest.raises(ValueError, match="names what is missing"):
        Refusal("xmr_chart", ())
