"""Ranked intervals: each area's own figure, and the one that is seen together with the others'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Interval, Measurement
from helpers.monitoring.ranking import Ranked, Ranking, rank
from helpers.monitoring.shrinkage import Shrinkage, ShrunkenArea, shrink
from helpers.monitoring.small_areas import Comparable
from helpers.observations.table import Origin
from helpers.output.cells import shown
from helpers.output.figures_dots import (
    HIDDEN_VALUE,
    any_synthetic,
    dot,
    footer,
    hidden_sentence,
    short_value,
    value_axis,
)
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import Cell, Dot, FigureSpec, NumberTable, Reference, Role, Row, RowGroup, RowsBody
from helpers.output.figures_words import alternative_text, areas_words, measure_line, point_sentence
from helpers.output.languages import say
from helpers.output.many_areas import EACH_END, too_many
from helpers.output.refusals import refusal_sentences
from helpers.output.small_area_words import (
    ALONE,
    COMMON_LEVEL,
    DIFFERENT,
    NO_EFFECT,
    NOT_RANKED,
    ONLY_THE_ENDS,
    SEEN_TOGETHER,
    SORTED_BY_NAME,
    TOGETHER,
    first_words,
    rank_words,
    ranking_words,
)
from helpers.output.wording import NBSP, interval_words, number, quantity
from helpers.plan.model import AreaKind, Indicator, Registry, Unit

COLUMNS = (
    "Område", "Periode", "Eget tal", "Usikkerhed", "n", "Set sammen", "Usikkerhed, set sammen", "Eget tals vægt",
    "Plads (90 % sikkerhed)", "Kilde",
)  # fmt: skip
_SCALES = {Unit.PERCENT: 100.0, Unit.PER_1000: 1000.0, Unit.PER_10000: 10000.0}


def scale_of(indicator: Indicator) -> float:
    """Return what a share or rate per unit of exposure is multiplied by, to be in the indicator's unit."""
    return _SCALES.get(indicator.unit, 1.0)


@dataclass(frozen=True)
class _Line:
    """One area: its measurement, its shrunken estimate, and its rank if there are any."""

    measurement: Measurement
    together: ShrunkenArea
    ranked: Ranked | None


@dataclass(frozen=True)
class _Case:
    indicator: Indicator
    registry: Registry
    when: str
    found: Shrinkage
    ranking: Ranking | Refusal
    lines: tuple[_Line, ...]
    """Those that are shown: all, or of too many areas the first and the last."""
    count: int
    """How many areas are seen together, shown or not."""
    hidden: tuple[Measurement, ...]
    synthetic: bool
    """Every estimate rests on all areas, so one invented figure makes all of them invented."""

    @property
    def drawn(self) -> tuple[Measurement, ...]:
        return tuple(line.measurement for line in self.lines)

    def name(self, area: str) -> str:
        return self.registry.area(area).name


def ranked_intervals(
    compared: Comparable, indicator: Indicator, registry: Registry, when: str, hidden: Sequence[Measurement] = ()
) -> FigureOutput | Refusal:
    """Draw each area's own figure above the one that is seen together with the others, and rank them if that holds.

    Parameters
    ----------
    compared
        Released measurements of one indicator, one plan and one period.
    when
        What readers call the round: `slut 2021`.
    hidden
        Measurements that may not be shown; they are named in the table, the caption and the text alternative.

    Returns
    -------
    FigureOutput or Refusal
        Areas stand in order of rank only if the ranking is reliable, else by name; a rank is never without its
        interval. Refused where areas can't be seen together (fewer than four). Of more areas than a page shows one by
        one the first and the last stand in the figure, and it is refused where they can't be ranked.
    """
    found = shrink(compared.counts, compared.counted)
    if isinstance(found, Refusal):
        return found
    first = "lowest" if indicator.better == "lower" else "highest"
    ranking = rank(compared.counts, compared.counted, first)
    many = too_many(compared.measurements)
    if many and isinstance(ranking, Refusal):
        return ranking
    ranks: dict[str, Ranked] = {} if isinstance(ranking, Refusal) else {item.area: item for item in ranking.areas}
    lines = [
        _Line(measurement, together, ranks.get(measurement.area))
        for measurement, together in zip(compared.measurements, found.areas, strict=True)
    ]
    lines.sort(key=lambda line: (0.0 if line.ranked is None else line.ranked.expected, _name(registry, line)))
    shown_lines = (*lines[:EACH_END], *lines[-EACH_END:]) if many else tuple(lines)
    synthetic = any_synthetic(compared.measurements)
    case = _Case(indicator, registry, when, found, ranking, shown_lines, len(lines), tuple(hidden), synthetic)
    return FigureOutput(_spec(case))


def _name(registry: Registry, line: _Line) -> str:
    return registry.area(line.measurement.area).name


def _spec(case: _Case) -> FigureSpec:
    title = NOT_RANKED if isinstance(case.ranking, Refusal) else DIFFERENT
    message = say(title, "da", indicator=case.indicator.short_name, when=case.when)
    period = case.lines[0].measurement.period_label
    return FigureSpec(
        message=message,
        subtitle=measure_line(case.indicator, period),
        body=_body(case),
        footer=footer(case.drawn),
        caption=" ".join(
            text for text in (*_how_to_read(case), hidden_sentence(case.hidden), footer(case.drawn)) if text
        ),
        alt=_alt(case, message),
        table=_table(case),
        synthetic=case.synthetic,
    )


def _how_to_read(case: _Case) -> tuple[str, ...]:
    reading = (f"Farvede felter viser usikkerheden (95{NBSP}% sikkerhed).", TOGETHER)
    if case.count > len(case.lines):
        only = say(ONLY_THE_ENDS, "da", ends=number(EACH_END), count=number(case.count))
        reading = (*reading, only)
    if isinstance(case.ranking, Refusal):
        return (*reading, *refusal_sentences(case.ranking), SORTED_BY_NAME, NO_EFFECT)
    return (*reading, ranking_words(case.ranking), NO_EFFECT)


def _body(case: _Case) -> RowsBody:
    groups = tuple(_group(case, line) for line in case.lines)
    dots = [row.dot for group in groups for row in group.rows if row.dot is not None]
    level = _common_level(case)
    text = short_value(level, case.indicator)
    reference = Reference(level, say(COMMON_LEVEL, "da", value=text), text, synthetic=case.synthetic)
    return RowsBody(value_axis(dots, [level], case.indicator), groups, (reference,))


def _common_level(case: _Case) -> float:
    counts = [area.count for area in case.found.areas]
    share = sum(one.numerator for one in counts) / sum(one.denominator for one in counts)
    return scale_of(case.indicator) * share


def _group(case: _Case, line: _Line) -> RowGroup:
    name = case.name(line.measurement.area)
    if line.ranked is not None:
        name = f"{name}: {rank_words(line.ranked, case.count)}"
    own = case.registry.area(line.measurement.area).kind is AreaKind.AREA
    rows = (
        Row(say(ALONE, "da"), dot(line.measurement, case.indicator)),
        Row(say(SEEN_TOGETHER, "da"), _together(case, line)),
    )
    return RowGroup(name, Role.AREA if own else Role.COMPARISON, rows)


def _interval(case: _Case, line: _Line) -> Interval:
    scale, found = scale_of(case.indicator), line.together.interval
    return Interval(scale * found.low, scale * found.high, found.level, found.method)


def _together(case: _Case, line: _Line) -> Dot:
    interval = _interval(case, line)
    value = scale_of(case.indicator) * line.together.estimate
    words = [
        f"{line.measurement.period_label}, {say(SEEN_TOGETHER, 'da')}: {quantity(value, case.indicator)}",
        interval_words(interval, case.indicator),
        "opdigtet demonstrationstal" if case.synthetic else "",
    ]
    return Dot(
        x=0.0,
        value=round(value, 6),
        low=round(interval.low, 6),
        high=round(interval.high, 6),
        text=short_value(value, case.indicator),
        hover="\n".join(word for word in words if word),
        n="",
        synthetic=case.synthetic,
    )


def _alt(case: _Case, message: str) -> str:
    kind = f"Figur med {areas_words(len(case.lines))}, hvert med to tal under hinanden: alene og set sammen."
    sentences = [
        point_sentence(case.name(line.measurement.area), line.measurement, case.indicator) for line in case.lines[:4]
    ]
    hidden = [point_sentence(case.name(found.area), found, case.indicator) for found in case.hidden]
    return alternative_text(message, kind, (*sentences, *hidden), synthetic=case.synthetic)


def _table(case: _Case) -> NumberTable:
    rows = [_row(case, line) for line in case.lines]
    rows += [_hidden_row(case, found) for found in case.hidden]
    direction = "" if isinstance(case.ranking, Refusal) else f" ({first_words(case.ranking)})"
    return NumberTable(f"Tallene bag figuren: {case.indicator.short_name}{direction}", COLUMNS, tuple(rows))


def _row(case: _Case, line: _Line) -> tuple[Cell, ...]:
    words = shown(line.measurement, case.indicator)
    own = line.measurement.origin is Origin.SYNTHETIC
    place = ""
    if line.ranked is not None and not isinstance(case.ranking, Refusal):
        place = f"{rank_words(line.ranked, case.count)}; {first_words(case.ranking)}"
    weight = f"{number(100 * line.together.weight)}{NBSP}%"
    value = scale_of(case.indicator) * line.together.estimate
    return (
        Cell(case.name(line.measurement.area)),
        Cell(words.period),
        Cell(words.value, own),
        Cell(words.interval or words.no_interval, own and bool(words.interval)),
        Cell(words.n.rpartition(NBSP)[2], own and bool(words.n)),
        Cell(quantity(value, case.indicator), case.synthetic),
        Cell(interval_words(_interval(case, line), case.indicator), case.synthetic),
        Cell(weight, case.synthetic),
        Cell(place or "vises ikke", case.synthetic and bool(place)),
        Cell(words.source),
    )


def _hidden_row(case: _Case, found: Measurement) -> tuple[Cell, ...]:
    words = shown(found, case.indicator)
    empty = (Cell(""),) * (len(COLUMNS) - 4)
    return (
        Cell(case.name(found.area)), Cell(words.period), Cell(HIDDEN_VALUE), *empty, Cell(words.source),
    )  # fmt: skip
