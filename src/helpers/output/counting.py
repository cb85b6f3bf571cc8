"""How many goals are met, not met and unknown: counted the same way in sentences and on the map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from helpers.measurement.results import Attainment, Word
from helpers.output.readings import opposite_says
from helpers.output.verdicts import combined
from helpers.output.wording import HIDDEN_WORDS, count_word, count_words, sentence

MEASURED = (Word.MET, Word.NOT_MET, Word.UNDETERMINED)
"""The words of a goal that something was measured for."""
_MOST_IN_WORDS = 9


def tally(attainments: Iterable[Attainment]) -> Counter[Word]:
    """Return how many goals have each word, in their main reading; a goal decided in several areas counts once."""
    words: dict[tuple[str, str], list[Word]] = {}
    for item in attainments:
        if item.main_reading:
            words.setdefault((item.evaluation, item.goal), []).append(item.word)
    return Counter(combined(found) for found in words.values())


def tally_words(counts: Counter[Word], scope: str = "", contrary: Counter[Word] | None = None) -> str:
    """Return the counts as sentences: `Af 24 mål, der kan måles nu, er 7 nået, 5 ikke nået, og …`.

    Parameters
    ----------
    counts
        What `tally` returned.
    scope
        Stands after `mål`, for example ` for Motalavej`.
    contrary
        What `contrary_tally` returned: how many of those met, and not met, another reading gives the opposite word.
    """
    measured = [counts[word] for word in MEASURED]
    sentences = (_measured_words(measured, scope, contrary or Counter()), _rest_words(counts))
    return " ".join(part for part in sentences if part)


def _measured_words(measured: Sequence[int], scope: str, contrary: Counter[Word]) -> str:
    total = sum(measured)
    if total == 0:
        return f"Ingen mål{scope} kan måles nu."
    if total in measured:
        which = measured.index(total)
        return _uniform(total, which, scope, contrary[MEASURED[which]])
    whole, *texts = count_words((total, *measured))
    parts: list[str] = []
    for word, count, text, (first, later) in zip(
        MEASURED,
        measured,
        texts,
        (("er {} nået", ""), ("er {} ikke nået", "{} ikke nået"), ("", "{} kan ikke afgøres endnu")),
        strict=True,
    ):
        if count:
            said = opposite_says(word, contrary[word], count, digits=total > _MOST_IN_WORDS)
            parts.append((later if parts else first).format(text) + (f" ({said})" if said else ""))
    return f"Af {whole} mål{scope}, der kan måles nu, {_series(parts)}."


def _uniform(total: int, which: int, scope: str, contrary: int) -> str:
    """Return the sentence for goals that all have the same word."""
    said = opposite_says(MEASURED[which], contrary, total, digits=total > _MOST_IN_WORDS)
    after = f", {said.replace('heraf', 'men der er', 1) if which else said}." if said else "."
    if total == 1:
        ending = ("er nået", "er ikke nået", "kan ikke afgøres endnu")[which]
        return f"Det ene mål{scope}, der kan måles nu, {ending}{after}"
    number = count_word(total)
    if which == 0:
        whole = "Begge" if total == 2 else f"Alle {number}"
        return f"{whole} mål{scope}, der kan måles nu, er nået{after}"
    return f"Ingen af de {number} mål{scope}, der kan måles nu, {('', 'er nået', 'kan afgøres endnu')[which]}{after}"


def _rest_words(counts: Counter[Word]) -> str:
    numbers = [counts[Word.NO_DATA], counts[Word.NOT_DUE], counts[Word.TOO_FEW]]
    no_data, not_due, too_few = count_words(numbers)
    due = "er ikke forfaldent" if counts[Word.NOT_DUE] == 1 else "er ikke forfaldne"
    parts = (
        f"{no_data} mål mangler data",
        f"{not_due} mål {due}",
        f"{too_few} mål har et svar, der er {HIDDEN_WORDS}",
    )
    return sentence(_series([part for part, number in zip(parts, numbers, strict=True) if number]))


def _series(parts: Sequence[str]) -> str:
    """Join clauses the way the front page reads: `a, b, og c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, og {parts[-1]}" if parts else ""
