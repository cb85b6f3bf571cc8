"""The one or two sentences that a page opens with, made from the attainments: the answer first, then its number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.disclosure.released import Released
from helpers.measurement.results import Attainment, NoInterval, RoundId, Word
from helpers.observations.table import Origin
from helpers.output.counting import MEASURED, tally, tally_words
from helpers.output.fragments import Fragment
from helpers.output.readings import Contrary, contrary_readings, contrary_tally
from helpers.output.rendering import render
from helpers.output.selection import OUTCOMES, attainments_for_area, goals_of_activity, judged_by
from helpers.output.status import goal_line, goal_of, round_label
from helpers.output.wording import count_word, listed, sentence
from helpers.plan.model import Plan, Registry, TargetKind

_IN_WORDS = (TargetKind.QUALITATIVE, TargetKind.MILESTONE_BY_DATE)
_OF_OUTCOMES = " om områder og beboere"
_OF_DELIVERIES = " om leverancer, optællinger og vurderinger"


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

    Only goals that the area's own figures decide are counted, as on the map; an area that decides none is told by
    what several areas decide together, and the sentence names them.

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
    judged = judged_by(released, registry, area, round_id)
    names = listed(registry.area(place).name for place in judged.places) if judged.joint else registry.area(area).name
    counted = _counted((*judged.attainments, *judged.other_readings), f" for {names}")
    return _headline(counted, _lead(found, plan, lead, area), plan, registry, contrary_readings(found))


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
    leading = _lead(found, plan, lead, None)
    return _headline(_counted(found, scope), leading, plan, registry, contrary_readings(found))


def front_headline(
    slices: Sequence[tuple[Released, Plan]], registry: Registry, round_id: RoundId | None = None
) -> Headline:
    """Return the answer of the front page, each evaluation by itself: how places and people do, then what was counted.

    Two agreements with different goals have no common total. And that the plan has held its meetings says nothing of
    how residents fare, so the two have a sentence each.
    """
    return Headline(
        tuple(_evaluation(released, plan, registry, round_id or plan.last_round.id) for released, plan in slices)
    )


def _evaluation(released: Released, plan: Plan, registry: Registry, round_id: RoundId) -> tuple[Piece, ...]:
    found = released.results.attainments_of(round_id=round_id)
    words = _only_in_words(found, plan)
    outcomes = {goal.id for goal in plan.goals if registry.indicator(goal.indicator).nature in OUTCOMES}
    groups = (
        (_OF_OUTCOMES, [item for item in found if item.goal in outcomes]),
        (_OF_DELIVERIES, [item for item in found if item.goal not in outcomes | words]),
    )
    name = Piece(f"{plan.short_name}, {round_label(plan, round_id)}:")
    pieces = [name, *(_counted(items, scope) for scope, items in groups if items)]
    return (*pieces, Piece(_in_words(len(words)))) if words else tuple(pieces)


def _only_in_words(found: Iterable[Attainment], plan: Plan) -> set[str]:
    """Return the goals that the agreement describes in words alone and that nobody has judged."""
    described = {goal.id for goal in plan.goals if goal.target.kind is TargetKind.QUALITATIVE}
    unjudged = (Word.NO_DATA, Word.NOT_DUE)
    judged = {item.goal for item in found if item.main_reading and item.word not in unjudged}
    return {item.goal for item in found if item.goal in described - judged}


def _in_words(count: int) -> str:
    if count == 1:
        return "Ét formål er beskrevet med ord og uden tal; ingen har bedømt det."
    return f"{count_word(count).capitalize()} formål er beskrevet med ord og uden tal; ingen har bedømt dem."


def _synthetic(attainments: Iterable[Attainment]) -> bool:
    return any(item.origin is Origin.SYNTHETIC for item in attainments)


def _counted(found: Sequence[Attainment], scope: str) -> Piece:
    return Piece(tally_words(tally(found), scope, contrary_tally(found)), synthetic=_synthetic(found))


def _headline(counted: Piece, lead: Attainment | None, plan: Plan, registry: Registry, contrary: Contrary) -> Headline:
    paragraphs = ((counted,),) if lead is None else ((counted,), lead_pieces(lead, plan, registry, contrary))
    return Headline(paragraphs)


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
            item.word not in MEASURED,
            item.measurement is not None and item.measurement.no_interval is NoInterval.COMPLETE,
            len(goal.decided_by),
        )

    return min(pool, key=rank, default=None)


def lead_pieces(attainment: Attainment, plan: Plan, registry: Registry, contrary: Contrary) -> tuple[Piece, ...]:
    """Return one goal in full, in plain sentences, with its source; what rests on invented numbers is marked."""
    line = goal_line(attainment, plan, registry, contrary)
    told, invented = line.told, line.synthetic or line.target_synthetic
    pieces = (
        Piece(told.place),
        Piece(told.wanted, synthetic=line.target_synthetic),
        Piece(told.measured, synthetic=line.now.synthetic or line.baseline.synthetic),
        Piece(told.verdict, synthetic=invented or line.now.synthetic),
        Piece(told.contrary, synthetic=line.synthetic),
        Piece(sentence(f"Kilde: {line.now.source}") if line.now.source else ""),
    )
    return tuple(piece for piece in pieces if piece.text)
