"""Every goal of the two documented plans has its sentence at every round, in both languages, and nobody changed it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from attainment_snapshots import EVALUATIONS, PROJECT, sentences, snapshot, write
from helpers.output.languages import LANGUAGES, Language
from helpers.website.causal_words import causal_words

QUOTED = re.compile(r"»[^«]*«|“[^”]*”")


@pytest.fixture(autouse=True)
def in_built_project(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PROJECT, str(built))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_the_sentences_are_those_that_were_read(evaluation: str, language: Language) -> None:
    if os.environ.get("MAALBAR_SNAPSHOTS") == "write":
        write(evaluation, language)
    kept = snapshot(evaluation, language).read_text(encoding="utf-8").splitlines()
    assert list(sentences(evaluation, language)) == kept


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("evaluation", EVALUATIONS)
def test_no_sentence_names_a_cause_or_has_an_empty_place(evaluation: str, language: Language) -> None:
    for line in sentences(evaluation, language):
        assert causal_words(QUOTED.sub("", line), language, anywhere=True) == (), line
        assert not re.search(r"[{}]| {2}|\bNone\b|: \.|\.\.$", line), line
        assert line.rstrip("«”").endswith(".")
