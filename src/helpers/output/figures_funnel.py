"""Funnels: which areas lie further from the common level than chance gives for their size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Measurement
from helpers.monitoring.funnels import Funnel, FunnelArea, funnel
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
from helpers.output.figures_ranks import scale_of
from helpers.output.figures_spec import (
    Axis,
    Cell,
    FigureSpec,
    FunnelBody,
    FunnelLimit,
    FunnelPoint,
    NumberTable,
    Role,
)
from helpers.output.figures_words import alternative_text, areas_words, measure_line
from helpers.output.languages import say
from helpers.output.many_areas import MOST_NAMED, too_many
from helpers.output.small_area_words import (
    COMMON_LEVEL,
    EFFECTIVE,
    NO_EFFECT,
    ONLY_OUTSIDE,
    READ_FUNNEL,
    SIZE_EFFECTIVE,
    SIZE_RATE,
    SIZE_SHARE,
    WIDENED,
    funnel_message,
    position_sentence,
    position_words,
)
from helpers.output.wording import NBSP, number, quantity
from helpers.plan.model import AreaKind, Indicator, Registry, Unit

COLUMNS = ("Område", "Periode", "Værdi", "n", "95 %-grænser", "99,8 %-grænser", "Ligger", "Kilde")
_STEPS = 40


def funnel_figure(
    compared: Comparable, indicator: Indicator, registry: Registry, when: str, hidden: Sequence[Measurement] = ()
) -> FigureOutput | Refusal:
    """Draw areas against the limits of chance.

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
        Refused below six areas, and where nothing (or everything) was counted.
    """
    found = funnel(compared.counts, compared.counted)
    if isinstance(found, Refusal):
        return found
    names = [registry.area(item.area).name for item in compared.measurements]
    message = funnel_message(found, names, indicator.short_name, when)
    synthetic = any_synthetic(compared.measurements)
    many = too_many(names)
    only = (say(ONLY_OUTSIDE, "da"),) if many else ()
    widened = (say(WIDENED, "da"),) if found.adjusted else ()
    source = footer(compared.measurements)
    level = quantity(scale_of(indicator) * found.target, indicator)
    return FigureOutput(
        FigureSpec(
            message=message,
            subtitle=measure_line(indicator, compared.measurements[0].period_label),
            body=_body(found, compared, indicator, registry),
            footer=source,
            caption=" ".join(
                (say(READ_FUNNEL, "da"), *widened, say(NO_EFFECT, "da"), *only, *_hidden_words(hidden), source)
            ),
            alt=" ".join((_alt(message, found, names, level, synthetic=synthetic), *_hidden_words(hidden))),
            table=_table(found, compared.measurements, indicator, names, _hidden_rows(hidden, indicator, registry)),
            synthetic=synthetic,
        )
    )


def _hidden_words(hidden: Sequence[Measurement]) -> tuple[str, ...]:
    return (hidden_sentence(hidden),) if hidden else ()


def _hidden_rows(
    hidden: Sequence[Measurement], indicator: Indicator, registry: Registry
) -> tuple[tuple[Cell, ...], ...]:
    """Return a row for each area that is left out as its number is hidden."""
    empty = (Cell(""),) * (len(COLUMNS) - 4)
    return tuple(
        (
            Cell(registry.area(found.area).name),
            Cell(words.period),
            Cell(HIDDEN_VALUE),
            *empty,
            Cell(words.source),
        )
        for found in hidden
        for words in (shown(found, indicator),)
    )


def _alt(message: str, found: Funnel, names: Sequence[str], level: str, *, synthetic: bool) -> str:
    kind = f"Tragt med {areas_words(len(names))} efter størrelse, og grænser omkring det fælles niveau {level}."
    placed = zip(names, found.areas, strict=True)
    sentences = [
        position_sentence(name, area.position, widened=found.adjusted)
        for name, area in placed
        if area.position != "inside"
    ]
    told = sentences[:MOST_NAMED] if too_many(names) else sentences
    return alternative_text(message, kind, told, synthetic=synthetic)


def _body(found: Funnel, compared: Comparable, indicator: Indicator, registry: Registry) -> FunnelBody:
    scale = scale_of(indicator)
    sizes = [area.count.denominator for area in found.areas]
    marked = _marked(found)
    points = tuple(
        _point(area, item, indicator, registry, marked=area in marked)
        for area, item in zip(found.areas, compared.measurements, strict=True)
    )
    limits = tuple(_curves(found, min(sizes), max(sizes), scale))
    edges = [end for limit in limits for edge in limit.edges for end in edge[1:]]
    text = short_value(scale * found.target, indicator)
    return FunnelBody(
        sizes=_sizes(sizes, indicator),
        values=value_axis([point.dot for point in points], edges, indicator),
        size_label=say(_size(compared), "da"),
        centre=scale * found.target,
        centre_label=say(COMMON_LEVEL, "da", value=text),
        limits=limits,
        points=points,
    )


def _size(compared: Comparable) -> str:
    """Return what an area's size is; of a survey with weights the answers that its own are worth, not those given."""
    if _weighted(compared.measurements):
        return SIZE_EFFECTIVE
    return SIZE_SHARE if compared.counted == "share" else SIZE_RATE


def _weighted(measurements: Sequence[Measurement]) -> bool:
    return any(item.survey is not None for item in measurements)


def _sizes(sizes: Sequence[float], indicator: Indicator) -> Axis:
    return value_axis((), [*sizes], indicator.model_copy(update={"unit": Unit.COUNT, "decimals": 0}))


def _marked(found: Funnel) -> Sequence[FunnelArea]:
    """Return the areas that are marked and named: those outside; of too many those far outside, if they are few."""
    outside = [area for area in found.areas if area.position != "inside"]
    if not too_many(found.areas):
        return outside
    far = [area for area in outside if area.position.startswith("far")]
    return far if len(far) <= MOST_NAMED else ()


def _point(
    area: FunnelArea, item: Measurement, indicator: Indicator, registry: Registry, *, marked: bool
) -> FunnelPoint:
    place = registry.area(item.area)
    role = Role.AREA if place.kind is AreaKind.AREA else Role.COMPARISON
    return FunnelPoint(place.name, role, dot(item, indicator, x=area.count.denominator), outside=marked)


def _curves(found: Funnel, smallest: float, largest: float, scale: float) -> Iterator[FunnelLimit]:
    """Yield both pairs of limits from a little below the smallest area to the largest, denser to the left."""
    low, high = 0.7 * smallest, 1.02 * largest
    sizes = [low * (high / low) ** (step / _STEPS) for step in range(_STEPS + 1)]
    limits = [found.limits(size) for size in sizes]
    for label, dashed, ends in (
        (f"95{NBSP}%", True, [one.warning for one in limits]),
        (f"99,8{NBSP}%", False, [one.control for one in limits]),
    ):
        edges = tuple(
            (size, round(scale * low, 4), round(scale * high, 4)) for size, (low, high) in zip(sizes, ends, strict=True)
        )
        yield FunnelLimit(label, edges, dashed)


def _table(
    found: Funnel,
    measurements: Sequence[Measurement],
    indicator: Indicator,
    names: Sequence[str],
    more: tuple[tuple[Cell, ...], ...],
) -> NumberTable:
    any_invented = any_synthetic(measurements)
    rows = tuple(
        _row(name, area, item, indicator, invented=any_invented)
        for name, area, item in zip(names, found.areas, measurements, strict=True)
        if area.position != "inside" or not too_many(names)
    )
    n = say(EFFECTIVE, "da") if _weighted(measurements) else "n"
    columns = tuple(n if name == "n" else name for name in COLUMNS)
    return NumberTable(f"Tallene bag tragten: {indicator.short_name}", columns, rows + more)


def _row(name: str, area: FunnelArea, item: Measurement, indicator: Indicator, *, invented: bool) -> tuple[Cell, ...]:
    words = shown(item, indicator)
    own = item.origin is Origin.SYNTHETIC
    return (
        Cell(name),
        Cell(words.period),
        Cell(words.value, own),
        Cell(number(area.count.denominator), own),
        Cell(_between(area.limits.warning, indicator), invented),
        Cell(_between(area.limits.control, indicator), invented),
        Cell(position_words(area.position), invented),
        Cell(words.source),
    )


def _between(ends: tuple[float, float], indicator: Indicator) -> str:
    low, high = (scale_of(indicator) * end for end in ends)
    return f"{number(low, indicator.decimals)} til {quantity(high, indicator)}"
