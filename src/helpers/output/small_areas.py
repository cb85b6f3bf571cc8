"""The part of the comparison page that holds areas of one plan against each other, without a league table of chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from helpers.disclosure.opening import Opened
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Measurement
from helpers.monitoring.small_areas import COMPARED, Comparable, comparable
from helpers.output.figures_funnel import funnel_figure
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_ranks import COLUMNS, ranked_intervals
from helpers.output.figures_spec import Cell
from helpers.output.figures_words import named
from helpers.output.fragments import Fragment
from helpers.output.languages import say
from helpers.output.many_areas import too_many
from helpers.output.refusals import refusal_sentences
from helpers.output.rendering import render
from helpers.output.sections import folded
from helpers.output.small_area_words import (
    NO_DENOMINATOR,
    NO_EFFECT,
    NO_FUNNEL,
    NO_SHRINKAGE,
    NONE_COMPARABLE,
    ONE_PLAN,
    left_out_sentences,
)
from helpers.output.status import round_label
from helpers.output.wording import listed
from helpers.plan.model import Indicator, Nature

FEWEST = 2
"""One area alone is not compared with anything."""
_BARE = frozenset({Nature.EVENT_COUNT})
"""What swings by chance but is counted per nothing."""


def small_areas(opened: Sequence[Opened]) -> Fragment:
    """Return, for each plan by itself, its areas at the last round beside each other.

    For each share or rate that several areas have: own figure, figure seen together, interval and rank interval in
    one figure, and a funnel where six areas are known; else a sentence says what is missing. What the plan does not
    name as something to compare its areas on stands in a folded table.
    """
    parts: list[Fragment] = [Fragment(f"{say(ONE_PLAN, 'da')} {say(NO_EFFECT, 'da')}")]
    for one in (one for one in opened if one.plan.areas):
        parts.append(
            Fragment(f"### {one.plan.short_name}: områderne ved {round_label(one.plan, one.plan.last_round.id)}")
        )
        parts += _of_plan(one)
    return Fragment.join(parts)


def _of_plan(one: Opened) -> Iterator[Fragment]:
    by_indicator = _shared(one)
    compared = {found: items for found, items in by_indicator.items() if not _is_bare(one, found)}
    if not compared:
        when = round_label(one.plan, one.plan.last_round.id)
        yield Fragment(say(NONE_COMPARABLE, "da", when=when))
    for found in one.plan.context_indicators:
        if found in compared:
            yield _of_indicator(one, found, compared[found])
    others = [found for found in compared if found not in one.plan.context_indicators]
    if others:
        yield folded("Flere tal, som områderne har fælles", _others(one, {found: compared[found] for found in others}))
    bare = [found for found in by_indicator if _is_bare(one, found)]
    if bare:
        names = listed(named(one.registry.indicator(found)) for found in bare)
        yield Fragment(say(NO_DENOMINATOR, "da", names=names))


def _is_bare(one: Opened, indicator: str) -> bool:
    return one.registry.indicator(indicator).nature in _BARE


def _shared(one: Opened) -> dict[str, list[Measurement]]:
    """Return the measurements of each indicator that swings by chance and that several areas have at the last round."""
    found: dict[str, list[Measurement]] = {}
    for item in one.released.results.measurements:
        nature = one.registry.indicator(item.indicator).nature
        if item.round != one.plan.last_round.id or item.breakdown is not None or nature not in _UNCERTAIN:
            continue
        if one.registry.area(item.area).kind in COMPARED:
            found.setdefault(item.indicator, []).append(item)
    return {indicator: items for indicator, items in found.items() if len(items) >= FEWEST}


_UNCERTAIN = _BARE | {Nature.SURVEY_SHARE, Nature.REGISTER_SHARE, Nature.EVENT_RATE}


def _of_indicator(one: Opened, found: str, items: Sequence[Measurement]) -> Fragment:
    indicator = one.registry.indicator(found)
    when = round_label(one.plan, one.plan.last_round.id)
    heading = Fragment(f"#### {indicator.short_name} i {one.plan.short_name}")
    compared = comparable(items, indicator, one.registry)
    if isinstance(compared, Refusal):
        return Fragment.join((heading, _refused(NO_SHRINKAGE, indicator, compared)))
    ranks = _ranks(one, compared, indicator, items)
    if isinstance(ranks, Refusal) and not too_many(compared.measurements):
        return Fragment.join((heading, _refused(NO_SHRINKAGE, indicator, ranks), _left_out(one, compared)))
    in_order = (
        Fragment(" ".join(refusal_sentences(ranks)))
        if isinstance(ranks, Refusal)
        else ranks.fragment(f"pladser-{found}-{one.plan.id}")
    )
    tragt = funnel_figure(compared, indicator, one.registry, when, _hidden(items))
    return Fragment.join(
        (
            heading,
            in_order,
            _left_out(one, compared),
            _refused(NO_FUNNEL, indicator, tragt)
            if isinstance(tragt, Refusal)
            else tragt.fragment(f"tragt-{found}-{one.plan.id}"),
        )
    )


def _ranks(
    one: Opened, compared: Comparable, indicator: Indicator, items: Sequence[Measurement]
) -> FigureOutput | Refusal:
    when = round_label(one.plan, one.plan.last_round.id)
    return ranked_intervals(compared, indicator, one.registry, when, _hidden(items))


def _hidden(items: Sequence[Measurement]) -> list[Measurement]:
    """Return what is hidden, for a figure to name; of too many areas the sentence about who is left out tells it."""
    return [] if too_many(items) else [item for item in items if item.hidden]


def _others(one: Opened, found: Mapping[str, Sequence[Measurement]]) -> Fragment:
    """Return one table of all that has no figure, and a sentence for each that can't be seen together."""
    rows: list[tuple[Cell, ...]] = []
    sentences: list[Fragment] = []
    for name, items in found.items():
        indicator = one.registry.indicator(name)
        compared = comparable(items, indicator, one.registry)
        ranks = compared if isinstance(compared, Refusal) else _ranks(one, compared, indicator, items)
        if isinstance(ranks, Refusal):
            sentences.append(_refused(NO_SHRINKAGE, indicator, ranks))
        else:
            rows += [(Cell(f"{indicator.short_name}: {row[0].text}"), *row[1:]) for row in ranks.spec.table.rows]
        sentences.append(_left_out(one, compared))
    table = render(
        "numbers",
        table_id=f"flere-tal-{one.plan.id}",
        caption=f"{one.plan.short_name}: flere tal, alene og set sammen med de andre områder.",
        headings=("Tal og område", *COLUMNS[1:]),
        rows=rows,
        synthetic=any(cell.synthetic for row in rows for cell in row),
    )
    return Fragment.join((table if rows else Fragment(""), *sentences))


def _refused(what: str, indicator: Indicator, refusal: Refusal) -> Fragment:
    return Fragment(" ".join((say(what, "da", indicator=named(indicator)), *refusal_sentences(refusal))))


def _left_out(one: Opened, compared: Comparable | Refusal) -> Fragment:
    if isinstance(compared, Refusal):
        return Fragment("")
    names = [(one.registry.area(area).name, why) for area, why in compared.left_out]
    of = len(names) + len(compared.measurements)
    return Fragment(" ".join(left_out_sentences(names, of=of)))
