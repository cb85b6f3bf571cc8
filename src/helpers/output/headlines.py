"""The one or two sentences that a page opens with, made from the attainments: the answer first, then its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.measurement.results import Attainment, NoInterval, RoundId, Word
from helpers.observations.table import Origin
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.output.selection import attainments_for_area, goals_of_activity
from helpers.output.status import GoalLine, goal_line, goal_of, round_label
from helpers.output.verdicts import combined
from helpers.output.wording import count_word, count_words, sentence
from helpers.plan.model import Plan, Registry, TargetKind

_MEASURED = (Word.MET, Word.NOT_MET, Word.UNDETERMINED)
_IN_WORDS = (TargetKind.QUALITATIVE, TargetKind.MILESTONE_BY_DATE)
_OPENINGS = {
    Word.MET: "Målet er nået",
    Word.NOT_MET: "Målet er ikke nået",
    Word.UNDETERMINED: "Det kan ikke afgøres, om målet er nået",
    Word.TOO_FEW: "Tallet vises ikke",
    Word.NO_DATA: "Målet kan ikke måles",
    Word.NOT_DUE: "Målet er ikke forfaldent",
}


@dataclass(frozen=True)
class Piece:
    """Some words of a headline, and whether they rest on invented numbers."""

    text: str
    synthetic: bool = False


@dataclass(frozen=True)
class Headline:
    """Paragraphs of pieces."""

    paragraphs: tuple[tuple[Piece, ...], ...]

    @property
    def text(self) -> str:
        """The words without marks, for a page's description or the terminal."""
        return "\n".join(" ".join(piece.text for piece in paragraph) for paragraph in self.paragraphs)

    def fragment(self) -> Fragment:
        """Return the headline for a page; what rests on invented numbers is marked."""
        return render("headline", paragraphs=self.paragraphs)


def area_headline(
    released: Released, plan: Plan, registry: Registry, *, area: str, round_id: RoundId, lead: str | None = None
) -> Headline:
    """Return what to say first about an area at a round: how many goals are met, then one goal with its number.

    Parameters
    ----------
    released, plan, registry
        What is known.
    area, round_id
        The page.
    lead
        Id of the goal to give in full; default: the first one with a number that the area's own figures decide.
    """
    found = attainments_for_area(released, plan, registry, area, round_id)
    scope = f" for {registry.area(area).name}"
    return _headline(found, plan, registry, scope, lead=lead, prefer_area=area)


def activity_headline(
    released: Released, plan: Plan, registry: Registry, *, activity: str, round_id: RoundId, lead: str | None = None
) -> Headline:
    """Return what to say first about an activity at a round."""
    found = [
        item
        for goal in goals_of_activity(plan, activity)
        for item in released.results.attainments_of(goal=goal.id, round_id=round_id)
    ]
    scope = f" for {({item.id: item.name for item in plan.activities})[activity]}"
    return _headline(found, plan, registry, scope, lead=lead, prefer_area=None)


def front_headline(slices: Sequence[tuple[Released, Plan]], round_id: RoundId = "end") -> Headline:
    """Return the answer of the front page: all goals of all evaluations at a round, then each evaluation by itself."""
    every = [(plan, released.results.attainments_of(round_id=round_id)) for released, plan in slices]
    total: Counter[Word] = Counter()
    for _, found in every:
        total += tally(found)
    paragraphs = [(Piece(tally_words(total), synthetic=any(_synthetic(found) for _, found in every)),)]
    if len(every) > 1:
        paragraphs += [
            (
                Piece(f"{plan.short_name}, {round_label(plan, round_id)}:"),
                Piece(tally_words(tally(found)), synthetic=_synthetic(found)),
            )
            for plan, found in every
        ]
    return Headline(tuple(paragraphs))


def tally(attainments: Iterable[Attainment]) -> Counter[Word]:
    """Return how many goals have each word, in their main reading; a goal decided in several areas counts once."""
    words: dict[tuple[str, str], list[Word]] = {}
    for item in attainments:
        if item.main_reading:
            words.setdefault((item.evaluation, item.goal), []).append(item.word)
    return Counter(combined(found) for found in words.values())


def tally_words(counts: Counter[Word], scope: str = "") -> str:
    """Return the counts as sentences: `Af 24 mål, der kan måles nu, er 7 nået, 5 ikke nået, og …`.

    `scope` stands after `mål`, for example ` for Motalavej`.
    """
    measured = [counts[word] for word in _MEASURED]
    return " ".join(part for part in (_measured_words(measured, scope), _rest_words(counts)) if part)


def _measured_words(measured: Sequence[int], scope: str) -> str:
    total = sum(measured)
    if total == 0:
        return f"Ingen mål{scope} kan måles nu."
    if total in measured:
        return _uniform(total, measured.index(total), scope)
    whole, *texts = count_words((total, *measured))
    parts: list[str] = []
    for count, text, (first, later) in zip(
        measured,
        texts,
        (("er {} nået", ""), ("er {} ikke nået", "{} ikke nået"), ("", "{} kan ikke afgøres endnu")),
        strict=True,
    ):
        if count:
            parts.append((later if parts else first).format(text))
    return f"Af {whole} mål{scope}, der kan måles nu, {_series(parts)}."


def _uniform(total: int, which: int, scope: str) -> str:
    """Return the sentence for goals that all have the same word."""
    if total == 1:
        ending = ("er nået", "er ikke nået", "kan ikke afgøres endnu")[which]
        return f"Det ene mål{scope}, der kan måles nu, {ending}."
    number = count_word(total)
    if which == 0:
        whole = "Begge" if total == 2 else f"Alle {number}"
        return f"{whole} mål{scope}, der kan måles nu, er nået."
    return f"Ingen af de {number} mål{scope}, der kan måles nu, {('', 'er nået', 'kan afgøres endnu')[which]}."


def _rest_words(counts: Counter[Word]) -> str:
    numbers = [counts[Word.NO_DATA], counts[Word.NOT_DUE], counts[Word.TOO_FEW]]
    no_data, not_due, too_few = count_words(numbers)
    due = "er ikke forfaldent" if counts[Word.NOT_DUE] == 1 else "er ikke forfaldne"
    parts = (
        f"{no_data} mål mangler data",
        f"{not_due} mål {due}",
        f"{too_few} mål bygger på for få til at blive vist",
    )
    return sentence(_series([part for part, number in zip(parts, numbers, strict=True) if number]))


def _series(parts: Sequence[str]) -> str:
    """Join clauses the way the front page reads: `a, b, og c`."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, og {parts[-1]}" if parts else ""


def _synthetic(attainments: Iterable[Attainment]) -> bool:
    return any(item.origin is Origin.SYNTHETIC for item in attainments)


def _headline(
    found: Sequence[Attainment],
    plan: Plan,
    registry: Registry,
    scope: str,
    *,
    lead: str | None,
    prefer_area: str | None,
) -> Headline:
    counted = Piece(tally_words(tally(found), scope), synthetic=_synthetic(found))
    chosen = _lead(found, plan, lead, prefer_area)
    if chosen is None:
        return Headline(((counted,),))
    return Headline(((counted,), lead_pieces(chosen, plan, registry)))


def _lead(found: Sequence[Attainment], plan: Plan, lead: str | None, prefer_area: str | None) -> Attainment | None:
    candidates = [item for item in found if item.main_reading and (lead is None or item.goal == lead)]
    known = [item for item in candidates if item.measurement is not None and not item.measurement.hidden]
    pool = known if lead is None else (known or candidates)

    def rank(item: Attainment) -> tuple[bool, bool, bool, bool, int]:
        # How residents fare says more than a count of activity, a number more than a judgement, and a goal for this
        # place alone more than one for all places.
        goal = goal_of(plan, item.goal)
        return (
            item.area != prefer_area,
            goal.target.kind in _IN_WORDS,
            item.word not in _MEASURED,
            item.measurement is not None and item.measurement.no_interval is NoInterval.COMPLETE,
            len(goal.decided_by),
        )

    return min(pool, key=rank, default=None)


def lead_pieces(attainment: Attainment, plan: Plan, registry: Registry) -> tuple[Piece, ...]:
    """Return one goal in full: number, period, interval, n, target, word with reason, source."""
    goal = goal_of(plan, attainment.goal)
    line = goal_line(attainment, plan, registry)
    name = registry.indicator(goal.indicator).name
    where = f", {line.area_name}"
    pieces = [Piece(f"{name}{where}:"), Piece(_number_words(line), synthetic=line.now.synthetic)]
    if goal.target.kind not in _IN_WORDS:
        pieces.append(Piece(sentence(f"Målet er {line.target}"), synthetic=line.target_synthetic))
    because = f"{_OPENINGS[attainment.word]}: {line.reason[0].lower()}{line.reason[1:]}"
    pieces.append(Piece(sentence(because), synthetic=line.synthetic))
    if line.now.source:
        pieces.append(Piece(sentence(f"Kilde: {line.now.source}")))
    return tuple(pieces)


def _number_words(line: GoalLine) -> str:
    cell = line.now
    if cell.state == "missing":
        return "der er ingen måling."
    if cell.state == "hidden":
        return f"{cell.value} ({cell.remark})."
    parts = [f"{cell.value} {period_phrase(cell.period)}".strip(), cell.interval, cell.n]
    text = f"{', '.join(part for part in parts if part)}."
    more = [text, cell.no_interval, sentence(cell.remark)]
    return " ".join(part for part in more if part)


def period_phrase(label: str) -> str:
    """Return a period as it stands in a sentence: `i 2016`, `i 1. kvartal 2013`, `den 1. december 2012`."""
    if re.fullmatch(r"\d{4}(/\d{4})?|\d\. kvartal \d{4}", label):
        return f"i {label}"
    return f"den {label}" if re.fullmatch(r"\d{1,2}\. [a-zæøå]+ \d{4}", label) else f"({label})" if label else ""
