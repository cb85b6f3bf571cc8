"""Goals that can be read in several ways: where another reading gives the opposite answer, and how many those are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from helpers.measurement.results import Attainment, RoundId, Word
from helpers.output.verdicts import MARKS, combined
from helpers.output.wording import count_word

DEPENDS = "afhænger af læsningen"
"""Stands beside the word of a goal whose other reading says the opposite."""

Place = tuple[str, str, str, RoundId]
"""Evaluation, goal, deciding area and round."""
Contrary = Mapping[Place, tuple[str, ...]]
"""At each place the names of the readings that give the opposite of the main reading's word."""

_OPPOSITE = {Word.MET: Word.NOT_MET, Word.NOT_MET: Word.MET}


def place_of(attainment: Attainment) -> Place:
    """Return the place of an attainment, whatever its reading."""
    return (attainment.evaluation, attainment.goal, attainment.area, attainment.round)


def contrary_readings(attainments: Iterable[Attainment]) -> Contrary:
    """Return where a goal is met as it is read here and not met in another reading, or the other way round.

    A reading that can't be determined contradicts nothing. The main readings must be among `attainments`.
    """
    found = tuple(attainments)
    asked = {place_of(item): _OPPOSITE.get(item.word) for item in found if item.main_reading}
    readings: dict[Place, tuple[str, ...]] = {}
    for item in found:
        if not item.main_reading and asked.get(place_of(item)) is item.word:
            readings[place_of(item)] = (*readings.get(place_of(item), ()), item.reading)
    return readings


def contrary_tally(attainments: Iterable[Attainment]) -> Counter[Word]:
    """Return how many of the goals that `tally` counts as met, and as not met, another reading gives the opposite word.

    A goal that several areas decide is combined in each of its readings, as `tally` combines the main one.
    """
    words: dict[tuple[str, str], dict[str | None, list[Word]]] = {}
    for item in attainments:
        reading = None if item.main_reading else item.reading
        words.setdefault((item.evaluation, item.goal), {}).setdefault(reading, []).append(item.word)
    counts: Counter[Word] = Counter()
    for readings in words.values():
        if None not in readings:
            continue
        main = combined(readings[None])
        others = {combined(found) for reading, found in readings.items() if reading is not None}
        if main in _OPPOSITE and _OPPOSITE[main] in others:
            counts[main] += 1
    return counts


def opposite_says(word: Word, count: int, of: int, *, digits: bool = False) -> str:
    """Return what is put after `count` goals of `of` with a word: `, heraf ét, hvor en anden læsning siger ikke nået`.

    Empty if there are none, or if the word has no opposite.
    """
    if not count or word not in _OPPOSITE:
        return ""
    says = f"en anden læsning siger {MARKS[_OPPOSITE[word]].word}"
    if of == 1:
        return f"men {says}"
    how_many = str(count) if digits and count > 1 else count_word(count, stressed=True)
    return f"heraf {how_many}, hvor {says}"
