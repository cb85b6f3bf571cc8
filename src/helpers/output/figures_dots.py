"""Measurements as dots, axes and table cells; a hidden measurement gives no dot."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date

from helpers.measurement.results import Measurement
from helpers.observations.table import Origin
from helpers.output.cells import as_printed, shown, source_words
from helpers.output.figures_spec import Axis, Cell, Dot, HiddenMark, NumberTable, Tick
from helpers.output.survey_words import survey_sentence, survey_words
from helpers.output.wording import HIDDEN, HIDDEN_WORDS, NBSP, day, listed, number
from helpers.plan.model import Indicator, Registry, Unit

_STEPS = (1, 2, 5)
_MOST_TICKS = 5
_LARGE = 100
COMPLETE_WORDS = "Fuld optælling uden stikprøveusikkerhed."
"""What a cell says of a complete count; a figure says it once for all."""


def short_value(value: float, indicator: Indicator) -> str:
    """Return a value for a mark: with its percent sign; every other unit stands in the subtitle."""
    text = number(value, indicator.decimals)
    return f"{text}{NBSP}%" if indicator.unit is Unit.PERCENT else text


def drawable(measurement: Measurement | None) -> bool:
    """Tell whether a measurement can be drawn: not hidden, and with a value or a stated range."""
    if measurement is None or measurement.hidden:
        return False
    return measurement.value is not None or (measurement.low is not None and measurement.high is not None)


def dot(measurement: Measurement, indicator: Indicator, *, x: float = 0.0, label: str = "") -> Dot:
    """Return a drawable measurement as a dot."""
    words = shown(measurement, indicator)
    low, high = _ends(measurement)
    lines = [f"{words.period}: {words.value}", words.interval or words.no_interval, words.n, survey_words(measurement)]
    if words.synthetic:
        lines.append("opdigtet demonstrationstal")
    return Dot(
        x=x,
        value=measurement.value,
        low=low,
        high=high,
        text=_written(measurement, indicator),
        hover="\n".join(line for line in lines if line),
        n=number(measurement.n) if words.n and measurement.n is not None else "",
        synthetic=words.synthetic,
        label=label,
        stated_range=measurement.interval is None and low is not None,
    )


def _written(measurement: Measurement, indicator: Indicator) -> str:
    """Return the value, or the range if the source states nothing closer: `30–35`."""
    exactly = as_printed(measurement, indicator)
    if measurement.value is not None:
        return short_value(measurement.value, exactly)
    if measurement.low is None or measurement.high is None:
        return ""
    return f"{number(measurement.low, exactly.decimals)}–{short_value(measurement.high, exactly)}"


def _ends(measurement: Measurement) -> tuple[float | None, float | None]:
    if measurement.interval is None:
        return measurement.low, measurement.high
    return measurement.interval.low, measurement.interval.high


def position(measurement: Measurement) -> float | None:
    """Return the middle of the period as a decimal year, or None if the period has no date.

    A total over several years stands where its last year stands.
    """
    if measurement.period_end is None:
        return None
    end = _decimal_year(measurement.period_end, 1)
    start = _decimal_year(measurement.period_start or measurement.period_end, 0)
    return end - min(end - start, 1.0) / 2


def _decimal_year(value: date, later: int) -> float:
    length = date(value.year, 12, 31).timetuple().tm_yday
    return value.year + (value.timetuple().tm_yday - 1 + later) / length


def value_axis(dots: Iterable[Dot], others: Iterable[float], indicator: Indicator) -> Axis:
    """Return an axis that holds every value, interval and target, with at most five ticks.

    Counts and rates start at zero, where zero means something, unless all numbers lie so far from it that their
    differences could not be seen; shares start where the numbers are, so that the intervals can be read.
    """
    numbers = [
        value for dot in dots for value in (dot.value, dot.low, dot.high) if value is not None and math.isfinite(value)
    ]
    numbers += list(others)
    low, high = (min(numbers), max(numbers)) if numbers else (0.0, 1.0)
    if _zero_means_something(low, high, indicator):
        low = min(0.0, low)
    room = (high - low) or abs(high) or 1.0
    low = low if low == 0 else low - 0.06 * room
    high += 0.14 * room
    if indicator.unit is Unit.PERCENT:
        low, high = max(low, 0.0), min(high, 100.0) if max(numbers, default=0.0) <= 100 else high
    return _with_ticks(low, high, indicator)


def _zero_means_something(low: float, high: float, indicator: Indicator) -> bool:
    if indicator.unit is Unit.PERCENT:
        return low <= 0.15 * high
    return high < _LARGE or low <= 0.75 * high


def _with_ticks(low: float, high: float, indicator: Indicator) -> Axis:
    whole = indicator.decimals == 0 and indicator.unit is not Unit.PERCENT
    if whole and math.floor(high) < math.ceil(low):
        # Between two whole numbers there is no tick to read by.
        low, high = float(math.floor(low)), float(math.ceil(high))
    exponent = math.floor(math.log10(high - low)) - 1
    for power in range(exponent, exponent + 3):
        for base in _STEPS:
            step = base * 10.0**power
            if whole and step < 1:
                continue
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first + 1 <= _MOST_TICKS:
                decimals = max(0, -power)
                ticks = tuple(
                    Tick(place * step, _tick_text(place * step, decimals, indicator))
                    for place in range(first, last + 1)
                )
                return Axis(low, high, ticks)
    return Axis(low, high, ())


def _tick_text(value: float, decimals: int, indicator: Indicator) -> str:
    text = number(value, decimals)
    return f"{text}{NBSP}%" if indicator.unit is Unit.PERCENT else text


def year_axis(positions: Sequence[float]) -> Axis:
    """Return an axis of whole years; a tick stands in the middle of its year."""
    first, last = math.floor(min(positions)), math.floor(max(positions))
    ticks = tuple(Tick(year + 0.5, str(year)) for year in range(first, last + 1))
    return Axis(first, last + 1, ticks)


TABLE_COLUMNS = ("Område", "Periode", "Værdi", "Usikkerhed", "n", "Kilde")


def table_row(measurement: Measurement, indicator: Indicator, registry: Registry, period: str) -> tuple[Cell, ...]:
    """Return one row of the table of numbers; what is hidden says so and nothing more."""
    words = shown(measurement, indicator)
    value = f"{words.value} ({words.remark})" if words.state == "hidden" else words.value
    count = words.n.rpartition(NBSP)[2]
    asked = survey_words(measurement)
    return (
        Cell(registry.area(measurement.area).name),
        Cell(period),
        Cell(value, synthetic=words.synthetic and words.state == "value"),
        Cell(words.interval or words.no_interval, synthetic=words.synthetic and bool(words.interval)),
        Cell(f"{count} ({asked})" if asked else count, synthetic=words.synthetic and bool(count)),
        Cell(words.source),
    )


def missing_row(area: str, period: str, registry: Registry) -> tuple[Cell, ...]:
    """Return the row of a measurement that does not exist."""
    return (Cell(registry.area(area).name), Cell(period), Cell("mangler"), Cell(""), Cell(""), Cell(""))


def number_table(caption: str, rows: Iterable[tuple[Cell, ...]]) -> NumberTable:
    """Return the table beneath a figure."""
    return NumberTable(caption=caption, columns=TABLE_COLUMNS, rows=tuple(rows))


def any_synthetic(measurements: Iterable[Measurement]) -> bool:
    """Tell whether a measurement that is drawn is invented."""
    return any(drawable(found) and found.origin is Origin.SYNTHETIC for found in measurements)


def footer(measurements: Sequence[Measurement]) -> str:
    """Return source and date of what is drawn: documents, owners' files, demonstration."""
    drawn = [found for found in measurements if drawable(found)]
    ends = [found.period_end for found in drawn if found.period_end is not None]
    parts = _documents(drawn)
    if any(found.origin is Origin.SUPPLIED for found in drawn):
        parts.append("dataejernes leverancer")
    if any(found.origin is Origin.SYNTHETIC for found in drawn):
        parts.append("opdigtede demonstrationstal")
    text = f"Kilde: {'; '.join(parts)}." if parts else "Kilde: ingen tal at vise."
    return f"{text} Seneste måling: {day(max(ends))}." if ends else text


def _documents(measurements: Sequence[Measurement]) -> list[str]:
    documented = [found for found in measurements if found.origin is Origin.DOCUMENTED]
    places = {item for found in documented for item in found.provenance if item.document is not None}
    named = {source_words((item,)) for item in places}
    return sorted(named)[:3]


def uncertainty_sentence(measurements: Sequence[Measurement], indicator: Indicator) -> str:
    """Return how to read the uncertainty of what is drawn, once for the whole figure."""
    drawn = [found for found in measurements if drawable(found)]
    sentences: list[str] = []
    if any(found.interval is not None for found in drawn):
        sentences.append(f"Farvede felter viser usikkerheden (95{NBSP}% sikkerhed).")
    without = {shown(found, indicator).no_interval for found in drawn if found.interval is None}
    missing = sorted(text for text in without if text)
    if missing == [COMPLETE_WORDS]:
        sentences.append("Tallene er fulde optællinger uden stikprøveusikkerhed.")
    elif missing:
        sentences.append("Værdier uden felt: " + " ".join(missing))
    sentences.append(survey_sentence(drawn, indicator))
    return " ".join(text for text in sentences if text)


def hidden_sentence(measurements: Iterable[Measurement]) -> str:
    """Return that values are hidden, if any are; not how many persons they rest on."""
    count = sum(1 for found in measurements if found.hidden)
    if not count:
        return ""
    return f"{number(count)} {'værdi er' if count == 1 else 'værdier er'} {HIDDEN_WORDS} ({HIDDEN})."


HIDDEN_VALUE = f"{HIDDEN} ({HIDDEN_WORDS})"
"""What stands in a figure in place of a hidden value."""


def hidden_marks(measurements: Iterable[Measurement]) -> tuple[HiddenMark, ...]:
    """Return a mark for each period whose value is hidden."""
    placed = {
        at: HiddenMark(at, f"{found.period_label}: {HIDDEN_VALUE}")
        for found in measurements
        if found.hidden and (at := position(found)) is not None
    }
    return tuple(placed[at] for at in sorted(placed))


def hidden_periods(measurements: Iterable[Measurement]) -> str:
    """Return which periods are hidden, as a sentence of an alternative text; empty if none is."""
    labels = dict.fromkeys(found.period_label for found in measurements if found.hidden)
    return f"{HIDDEN_WORDS.capitalize()} ({HIDDEN}): {listed(labels)}." if labels else ""
