"""The figures of effect questions: the difference period by period, and a line beside what it is held against."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.effects.estimate import Estimate, EventTime
from helpers.effects.panel import Panel
from helpers.effects.panels import period_name
from helpers.measurement.results import Interval
from helpers.observations.table import Origin
from helpers.output.effect_words import Direction, change_words, direction_of, range_words
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import (
    Axis,
    Cell,
    Curve,
    Dot,
    FigureSpec,
    Moment,
    NumberTable,
    Role,
    TargetPath,
    Tick,
    TimeBody,
)
from helpers.output.figures_words import alternative_text
from helpers.output.wording import NBSP, number, sureness
from helpers.plan.model import Indicator

_MOST_TICKS = 5
_STEPS = (1, 2, 5)
_OPEN_TITLE = "{name}: det kan ikke afgøres, om tallet gik op eller ned i forhold til {other}"
_AWAY = {
    Direction.LOWER: "{name} gik ned i forhold til {other}",
    Direction.HIGHER: "{name} gik op i forhold til {other}",
    Direction.OPEN: _OPEN_TITLE,
    Direction.OPEN_AMONG_MANY: _OPEN_TITLE,
}
"""The title says what the question's answer says, never what the drawn path alone seems to say."""
_SOURCES = {
    Origin.SYNTHETIC: "opdigtede demonstrationstal",
    Origin.SUPPLIED: "dataejernes leverancer",
    Origin.DOCUMENTED: "dokumenterne",
}
_OTHERS = "de områder, der sammenlignes med"
_MIXTURE = "en blanding af andre områder"
_POINTED = "det, rækken pegede mod før start"


@dataclass(frozen=True)
class Beside:
    """One period: what was seen, and what it is held against."""

    period: int
    seen: float
    expected: float
    low: float | None = None
    """Ends of the interval of what is expected."""
    high: float | None = None


def event_figure(estimate: Estimate, panel: Panel, indicator: Indicator, *, answer: Estimate) -> FigureOutput:
    """Draw the difference between areas with and without the plan at each distance to the start.

    Parameters
    ----------
    estimate
        With its path, which is drawn.
    panel
        Whose periods are named, where all areas began at once.
    answer
        The question's answer, corrected for the other questions; the title says which way it points. The path is
        against the last period before the start only, and isn't corrected.
    """
    starts = sorted({panel.starts[area] for area in estimate.treated})
    names = {event.at: _distance_name(event.at, starts, panel) for event in estimate.path}
    synthetic = estimate.origin is Origin.SYNTHETIC
    dots = tuple(_dot(event, names[event.at], estimate, indicator, synthetic=synthetic) for event in estimate.path)
    low, high = min(names) - 0.6, max(names) + 0.6
    message = _title(answer, indicator, _OTHERS)
    body = TimeBody(
        years=Axis(low, high, tuple(Tick(float(at), name) for at, name in names.items())),
        values=_axis([end for dot in dots for end in (dot.value, dot.low, dot.high) if end is not None] + [0.0]),
        curves=(Curve("Forskel", Role.AREA, dots),),
        targets=(TargetPath("Ingen forskel", ((low, 0.0), (high, 0.0))),),
        moments=(Moment(-0.5, "Start"),),
    )
    rows = [_event_row(event, names[event.at], estimate, indicator, synthetic=synthetic) for event in estimate.path]
    when = "" if len(starts) == 1 else " Perioderne er talt fra hvert områdes egen start; 0 er den første."
    if answer.path != estimate.path:
        when += " Svaret på spørgsmålet er et andet tal: det holder alle perioder efter start op mod alle perioder før."
    return FigureOutput(
        FigureSpec(
            message=message,
            subtitle=f"Forskel mellem områder med og uden planen siden perioden før start, {_unit(indicator)}",
            body=body,
            footer=f"Kilde: {_SOURCES[estimate.origin]}.",
            caption=(
                f"Hvert punkt er forskellen mellem {areas_words(len(estimate.treated))} med planen og "
                f"{len(estimate.comparisons)} uden, mod den sidste periode før start. Farvede felter viser "
                f"usikkerheden ({sureness(estimate.interval)}).{when}"
            ),
            alt=_alt(message, dots, names.values()),
            table=NumberTable(
                f"Tallene bag figuren: {indicator.short_name}", ("Periode", "Forskel", "Mellem"), tuple(rows)
            ),
            synthetic=synthetic,
        )
    )


def beside_figure(
    path: Sequence[Beside], estimate: Estimate, panel: Panel, indicator: Indicator, *, mixture: bool
) -> FigureOutput:
    """Draw a line of figures beside what it is held against: a mixture of other areas, or where it pointed before.

    Parameters
    ----------
    path
        Period by period, in order.
    mixture
        Whether it is held against other areas; else against its own course before the start.
    """
    synthetic = estimate.origin is Origin.SYNTHETIC
    against = _MIXTURE if mixture else _POINTED
    message = _title(estimate, indicator, against)
    seen = [_level(one, one.seen, panel, indicator, synthetic=synthetic) for one in path]
    expected = [_level(one, one.expected, panel, indicator, synthetic=synthetic, ends=True) for one in path]
    start = min(panel.starts[area] for area in estimate.treated)
    rows = tuple(_beside_row(one, panel, indicator, synthetic=synthetic) for one in path)
    return FigureOutput(
        FigureSpec(
            message=message,
            subtitle=f"{indicator.short_name}, {_unit(indicator, level=True)}",
            body=TimeBody(
                years=_period_axis(path, panel),
                values=_axis(
                    [end for dot in (*seen, *expected) for end in (dot.value, dot.low, dot.high) if end is not None]
                ),
                curves=(
                    Curve("Målt", Role.AREA, tuple(seen)),
                    Curve("Blanding af andre" if mixture else "Ventet", Role.COMPARISON, tuple(expected)),
                ),
                moments=(Moment(start - 0.5, "Start"),),
            ),
            footer=f"Kilde: {_SOURCES[estimate.origin]}.",
            caption=(
                "Den stærke linje er målt, den grå er "
                + (
                    "en blanding af andre områder, som fulgte området før start."
                    if mixture
                    else "hvor rækken pegede hen."
                )
            ),
            alt=_alt(message, seen, (period_name(one.period, panel.frequency) for one in path)),
            table=NumberTable(f"Tallene bag figuren: {indicator.short_name}", ("Periode", "Målt", "Ventet"), rows),
            synthetic=synthetic,
        )
    )


def _title(answer: Estimate, indicator: Indicator, other: str) -> str:
    return _AWAY[direction_of(answer)].format(name=indicator.short_name, other=other)


def areas_words(count: int) -> str:
    """Return `1 område`, `4 områder`."""
    return f"{number(count)} {'område' if count == 1 else 'områder'}"


def _distance_name(at: int, starts: Sequence[int], panel: Panel) -> str:
    return period_name(starts[0] + at, panel.frequency) if len(starts) == 1 else number(at)


def _dot(event: EventTime, name: str, estimate: Estimate, indicator: Indicator, *, synthetic: bool) -> Dot:
    text = change_words(event.value, estimate, indicator)
    ends = None if event.interval is None else range_words(event.interval, estimate, indicator)
    lines = [f"{name}: {text}", ends or "", "opdigtet demonstrationstal" if synthetic else ""]
    low, high = _finite(event.interval)
    return Dot(
        x=float(event.at),
        value=event.value,
        low=low,
        high=high,
        text=text,
        hover="\n".join(line for line in lines if line),
        n="",
        synthetic=synthetic,
    )


def _level(
    one: Beside, value: float, panel: Panel, indicator: Indicator, *, synthetic: bool, ends: bool = False
) -> Dot:
    name = period_name(one.period, panel.frequency)
    text = number(value, max(indicator.decimals, 1))
    return Dot(
        x=float(one.period),
        value=value,
        low=one.low if ends else None,
        high=one.high if ends else None,
        text=text,
        hover=f"{name}: {text}" + ("\nopdigtet demonstrationstal" if synthetic else ""),
        n="",
        synthetic=synthetic,
    )


def _finite(interval: Interval | None) -> tuple[float | None, float | None]:
    if interval is None or not (math.isfinite(interval.low) and math.isfinite(interval.high)):
        return None, None
    return interval.low, interval.high


def _period_axis(path: Sequence[Beside], panel: Panel) -> Axis:
    """Return an axis with a tick for each year."""
    parts = {"year": 1, "quarter": 4, "month": 12}[panel.frequency]
    firsts = [one.period for one in path if one.period % parts == 0] or [path[0].period]
    ticks = tuple(Tick(float(period), str(period // parts)) for period in firsts)
    return Axis(path[0].period - 0.6, path[-1].period + 0.6, ticks)


def _axis(values: Sequence[float]) -> Axis:
    """Return an axis that holds the values, with at most five ticks; a difference may lie on both sides of zero."""
    low, high = min(values), max(values)
    room = (high - low) or abs(high) or 1.0
    low, high = low - 0.08 * room, high + 0.14 * room
    exponent = math.floor(math.log10(high - low)) - 1
    for power in range(exponent, exponent + 3):
        for base in _STEPS:
            step = base * 10.0**power
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first + 1 <= _MOST_TICKS:
                decimals = max(0, -power)
                return Axis(
                    low, high, tuple(Tick(at * step, number(at * step, decimals)) for at in range(first, last + 1))
                )
    return Axis(low, high, ())


def _unit(indicator: Indicator, *, level: bool = False) -> str:
    words = {"percent": "procent" if level else "procentpoint", "count": "antal", "per_1000": f"pr.{NBSP}1.000"}
    return words.get(indicator.unit.value, indicator.unit.value.replace("_", " "))


def _event_row(
    event: EventTime, name: str, estimate: Estimate, indicator: Indicator, *, synthetic: bool
) -> tuple[Cell, ...]:
    ends = "sammenlignes med" if event.interval is None else range_words(event.interval, estimate, indicator)
    return (Cell(name), Cell(change_words(event.value, estimate, indicator), synthetic), Cell(ends, synthetic))


def _beside_row(one: Beside, panel: Panel, indicator: Indicator, *, synthetic: bool) -> tuple[Cell, ...]:
    decimals = max(indicator.decimals, 1)
    expected = number(one.expected, decimals)
    if one.low is not None and one.high is not None:
        expected += f" ({number(one.low, decimals)} til {number(one.high, decimals)})"
    return (
        Cell(period_name(one.period, panel.frequency)),
        Cell(number(one.seen, decimals), synthetic),
        Cell(expected, synthetic),
    )


def _alt(message: str, dots: Sequence[Dot], names: Iterable[str]) -> str:
    told = [f"{name}: {dot.text}" for name, dot in zip(names, dots, strict=True)]
    first_and_last = (f"Først {told[0]}.", f"Sidst {told[-1]}.")
    return alternative_text(message, "Linjediagram.", first_and_last, synthetic=any(dot.synthetic for dot in dots))
