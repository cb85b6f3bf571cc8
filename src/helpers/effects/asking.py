"""An effect question from its figures to its answer: areas chosen, methods tried in order, checked, graded.

Nothing here is decided by the answers: the rule for areas sees figures from before the start only, the methods are
tried in the order that the plan wrote down, and all questions of a plan are corrected for each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.effects.before_after import before_after
from helpers.effects.differences import difference_in_differences
from helpers.effects.estimate import Design, Estimate
from helpers.effects.event_study import event_study
from helpers.effects.grading import Diagnostics, Grade, grade
from helpers.effects.interrupted import Interruption, interrupted_series
from helpers.effects.matching import Matched, baseline_of, match
from helpers.effects.multiplicity import correct
from helpers.effects.panel import Panel
from helpers.effects.panels import before_start, cut_to, gather
from helpers.effects.sensitivity import Sensitivity, sensitivity
from helpers.effects.staggered import group_time
from helpers.effects.suitability import Verdict, suitable, verdict
from helpers.effects.suitability import facts_of as facts
from helpers.effects.synthetic import Synthetic, synthetic_control
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Measurement
from helpers.plan.questions import EffectQuestion

Detail = Synthetic | Interruption
"""What a method gives besides its estimate."""
Method = Callable[[Panel, str], Estimate | Detail | Refusal]

METHODS: Mapping[Design, Method] = {
    Design.DIFFERENCE_IN_DIFFERENCES: lambda panel, question: difference_in_differences(panel, question=question),
    Design.EVENT_STUDY: lambda panel, question: event_study(panel, question=question),
    Design.GROUP_TIME: lambda panel, question: group_time(panel, question=question),
    Design.SYNTHETIC_CONTROL: lambda panel, question: synthetic_control(panel, question=question),
    # Nobody knows beforehand whether a difference comes at once; the average since the start is right either way.
    Design.INTERRUPTED_SERIES: lambda panel, question: interrupted_series(panel, question=question, average=True),
    Design.BEFORE_AFTER: lambda panel, question: before_after(panel, question=question),
}
OVER_TIME = frozenset({Design.DIFFERENCE_IN_DIFFERENCES, Design.EVENT_STUDY, Design.GROUP_TIME})
"""The methods that take the areas to have developed alike; how far from it they may be is computed."""
COMPARING = OVER_TIME | {Design.SYNTHETIC_CONTROL}


@dataclass(frozen=True)
class Tried:
    """One method that the plan allows, and what came of it."""

    design: Design
    found: Estimate | Refusal
    detail: Detail | None = None
    """What a reader needs besides the estimate: the mixture of areas, or the line that was expected."""


@dataclass(frozen=True)
class Answer:
    """What the figures say to one question, and everything that a reader needs to judge it."""

    question: EffectQuestion
    found: Estimate | Refusal
    """The first estimate that the data could carry, corrected for the other questions; or what was missing."""
    grade: Grade
    tried: tuple[Tried, ...]
    """The methods that the plan allows, in its order, up to the one that answered."""
    verdicts: tuple[Verdict, ...]
    """Every method, and whether the figures can carry it; none without figures."""
    panel: Panel | None
    """The figures that the answer rests on; None if there are none."""
    matched: Matched | Refusal | None
    """How the areas to compare with were chosen; None if the question compares with none."""
    beside: Estimate | None
    """The same comparison period by period, for the figure; never the answer."""
    sensitivity: Sensitivity | Refusal | None
    """How far from parallel the areas may have developed; None where the method doesn't rest on it."""
    hidden: int
    """Figures that are hidden because they are small, and so are gaps."""

    @property
    def detail(self) -> Detail | None:
        """What the answering method gives besides its estimate."""
        return self.tried[-1].detail


def answer_all(
    questions: Sequence[EffectQuestion], pool: Sequence[str], measurements: Iterable[Measurement]
) -> tuple[Answer, ...]:
    """Return the answers to all effect questions of a plan, in its order.

    Parameters
    ----------
    questions
        As the plan wrote them down.
    pool
        The plan's areas to compare with; a question may name others.
    measurements
        Points of series, yearly and shorter, after release: a hidden value is a gap.
    """
    points = tuple(measurements)
    drafts = [_draft(question, question.pool(tuple(pool)), points) for question in questions]
    corrected = iter(correct([one.found for one in drafts if isinstance(one.found, Estimate)]))
    return tuple(
        _graded(replace(one, found=next(corrected)) if isinstance(one.found, Estimate) else one, len(drafts))
        for one in drafts
    )


def _draft(question: EffectQuestion, pool: Sequence[str], points: Sequence[Measurement]) -> Answer:
    """Return an answer that is neither corrected nor graded."""
    gathered = gather(question, pool, points)
    if isinstance(gathered, Refusal):
        return _without_figures(question, gathered)
    matched = _matched(question, pool, points, gathered.panel)
    chosen = matched.chosen if isinstance(matched, Matched) else ()
    panel = cut_to(gathered.panel, chosen)
    tried = _tried(question, panel, matched)
    found = tried[-1].found
    return Answer(
        question=question,
        found=found,
        grade=grade(found, Diagnostics()),
        tried=tried,
        verdicts=suitable(panel),
        panel=panel,
        matched=matched,
        beside=_beside(found, panel),
        sensitivity=_sensitivity(found, panel),
        hidden=gathered.hidden,
    )


def _without_figures(question: EffectQuestion, refusal: Refusal) -> Answer:
    tried = tuple(Tried(Design(word), replace(refusal, method=word)) for word in question.designs)
    return Answer(question, refusal, grade(refusal, Diagnostics()), tried, (), None, None, None, None, 0)


def _matched(
    question: EffectQuestion, pool: Sequence[str], points: Sequence[Measurement], panel: Panel
) -> Matched | Refusal | None:
    rule = question.comparison
    if rule is None:
        return None
    panels: list[Panel] = []
    for indicator in rule.alike_on:
        found = gather(question, pool, points, indicator=indicator)
        if isinstance(found, Refusal):
            return found
        panels.append(before_start(found.panel))
    start = min(panel.starts.values())
    baseline = baseline_of(panels, start)
    return match(question.areas, pool, baseline, neighbours=rule.neighbours, caliper=rule.caliper)


def _tried(question: EffectQuestion, panel: Panel, matched: Matched | Refusal | None) -> tuple[Tried, ...]:
    """Return what came of each allowed method, up to the first that answered."""
    tried: list[Tried] = []
    for word in question.designs:
        tried.append(_try(Design(word), panel, question.id, matched))
        if isinstance(tried[-1].found, Estimate):
            break
    return tuple(tried)


def _try(design: Design, panel: Panel, question: str, matched: Matched | Refusal | None) -> Tried:
    refusal = verdict(facts(panel), design).refusal
    if refusal is not None and isinstance(matched, Refusal) and design in COMPARING:
        # Why there is nothing to compare with says more than that there is nothing.
        return Tried(design, replace(matched, method=design.value))
    found = refusal or METHODS[design](panel, question)
    return Tried(design, found) if isinstance(found, Estimate | Refusal) else Tried(design, found.estimate, found)


def _beside(found: Estimate | Refusal, panel: Panel) -> Estimate | None:
    """Return the comparison period by period, where the answering method doesn't give it."""
    if isinstance(found, Refusal) or found.design not in OVER_TIME:
        return None
    if found.path:
        return found
    other = event_study(panel, question=found.question)
    return other if isinstance(other, Estimate) else None


def _sensitivity(found: Estimate | Refusal, panel: Panel) -> Sensitivity | Refusal | None:
    if isinstance(found, Refusal) or found.design not in OVER_TIME:
        return None
    return sensitivity(panel)


def _graded(answer: Answer, questions: int) -> Answer:
    sensitive = answer.sensitivity
    breakdown = sensitive.breakdown if isinstance(sensitive, Sensitivity) else None
    balanced = answer.matched.balanced if isinstance(answer.matched, Matched) else None
    return replace(
        answer, grade=grade(answer.found, Diagnostics(questions=questions, balanced=balanced, breakdown=breakdown))
    )
