"""The sentence of every goal on the demonstration and documented data, as files that a person can read.

They are made again by `python tests/attainment_snapshots.py <project>` from any project with imported data, or by the
test itself with `MAALBAR_SNAPSHOTS=write` in the environment. Read what changed before it is committed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from helpers.disclosure.opening import open_evaluation
from helpers.output.attainment_words import attainment_sentence
from helpers.output.languages import LANGUAGES, Language
from helpers.output.readings import contrary_readings, place_of
from helpers.output.status import goal_of

EVALUATIONS = ("bolivvejle-2013", "slagelse-2017")
FOLDER = Path(__file__).parent / "unit" / "output" / "snapshots"
PROJECT = "MAALBAR_PROJECT"


def sentences(evaluation: str, language: Language) -> Iterator[str]:
    """Yield `goal, area, round: sentence` for each goal, deciding area, round and reading, in the order of the plan."""
    opened = open_evaluation(evaluation)
    found = opened.released.results.attainments
    contrary = contrary_readings(found)
    for item in found:
        said = attainment_sentence(
            item,
            goal_of(opened.plan, item.goal),
            opened.plan,
            opened.registry,
            language,
            contrary.get(place_of(item), ()) if item.main_reading else (),
        )
        yield f"{item.goal}, {item.area}, {item.round}: {said}".replace("\N{NO-BREAK SPACE}", " ")


def snapshot(evaluation: str, language: Language) -> Path:
    """Return where the sentences of an evaluation lie."""
    return FOLDER / f"{evaluation}-{language}.txt"


def write(evaluation: str, language: Language) -> None:
    """Write the sentences of an evaluation."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = "\n".join(sentences(evaluation, language)) + "\n"
    snapshot(evaluation, language).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    os.environ[PROJECT] = str(Path(sys.argv[1]).resolve())
    for name in EVALUATIONS:
        for spoken in LANGUAGES:
            write(name, spoken)
