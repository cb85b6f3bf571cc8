"""The control chart of one line of a barometer, as a figure."""

from __future__ import annotations

from helpers.monitoring.charts import Begins, ControlChart, Stretch
from helpers.monitoring.signals import Limits, Rule
from helpers.monitoring.spacing import SeriesPoint
from helpers.monitoring.variation import Assurance, assurance_of
from helpers.output.barometer_lines import Line
from helpers.output.barometer_words import RULE, chart_notes, message
from helpers.output.cells import shown
from helpers.output.figures_dots import HIDDEN_VALUE, dot, footer, short_value, value_axis, year_axis
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import (
    Cell,
    ControlBody,
    ControlPoint,
    Dot,
    FigureSpec,
    HiddenMark,
    LimitBand,
    Moment,
    NumberTable,
    TargetPath,
)
from helpers.output.figures_words import alternative_text, measure_line, target_label
from helpers.output.wording import HIDDEN, HIDDEN_WORDS, MISSING, as_computed, listed, number
from helpers.plan.model import Indicator, Registry, Unit

COLUMNS = ("Periode", "Værdi", "Gennemsnit og grænser", "Signal", "n", "Kilde")
_BEGINS = {Begins.REBASE: "nye grænser", Begins.DEFINITION: "ny definition"}


def control_figure(line: Line, registry: Registry) -> FigureOutput:
    """Draw a line of the barometer with its mean, limits and signals.

    Parameters
    ----------
    line
        One with a chart; ValueError if there is none, since a refusal is a sentence and no figure.

    Returns
    -------
    FigureOutput
        With the message as its title, every number in its table, and a text alternative.
    """
    chart = line.found
    if not isinstance(chart, ControlChart):
        raise ValueError("a refused line has no figure")
    area = registry.area(line.area).name
    named = line.indicator.short_name.lower()
    title = message(chart, line.state, area, named)
    body = _body(line, chart, area)
    notes = chart_notes(chart, _assurance(line, chart), number(chart.last.spread, 1))
    return FigureOutput(
        FigureSpec(
            message=title,
            subtitle=measure_line(line.indicator, f"{_years(chart)}"),
            body=body,
            footer=footer(line.measurements),
            caption=" ".join((*notes, footer(line.measurements))),
            alt=_alt(line, chart, title, area),
            table=NumberTable(
                f"Tallene bag figuren: {line.indicator.short_name}, {area}", COLUMNS, tuple(_rows(line, chart))
            ),
            synthetic=line.synthetic,
        )
    )


def _years(chart: ControlChart) -> str:
    first, last = chart.points[0].last.year, chart.points[-1].last.year
    return str(first) if first == last else f"{first}–{last}"


def _assurance(line: Line, chart: ControlChart) -> Assurance | None:
    if line.target is None or not chart.last.limits:
        return None
    return assurance_of(chart.last.limits[-1], line.target.value, line.target.operator)


def _at(point: SeriesPoint, step: int) -> float:
    """Return the middle of a period as a decimal year."""
    return point.last.year + point.last.month / 12 - step / 24


def _body(line: Line, chart: ControlChart, area: str) -> ControlBody:
    tones = _tones(line, chart)
    runs: list[tuple[ControlPoint, ...]] = []
    for stretch in chart.stretches:
        run: list[ControlPoint] = []
        for place in range(stretch.first, stretch.end):
            drawn = _dot(line, chart.points[place])
            if drawn is not None:
                run.append(ControlPoint(drawn, tones.get(place, "")))
            elif run:
                runs.append(tuple(run))
                run = []
        if run:
            runs.append(tuple(run))
    bands = tuple(_band(line, chart, stretch) for stretch in chart.stretches if stretch.limits)
    dots = [point.dot for run in runs for point in run]
    places = [_at(point, line.step) for point in chart.points]
    years = year_axis(places)
    others = [edge for band in bands for _, low, high in band.edges for edge in (low, high)]
    targets = _targets(line, (years.low, years.high))
    others += [value for target in targets for _, value in target.points]
    return ControlBody(
        years=years,
        values=value_axis(dots, others, line.indicator),
        name=area,
        runs=tuple(runs),
        bands=bands,
        breaks=tuple(
            Moment(places[stretch.first] - line.step / 24, _BEGINS[stretch.begins]) for stretch in chart.stretches[1:]
        ),
        targets=targets,
        hidden=tuple(
            HiddenMark(_at(point, line.step), f"{point.label}: {HIDDEN_VALUE}")
            for point in chart.points
            if point.hidden
        ),
    )


def _dot(line: Line, point: SeriesPoint) -> Dot | None:
    measured = line.measurement(point)
    if measured is None or measured.hidden or point.value is None:
        return None
    made = dot(measured, line.indicator, x=_at(point, line.step))
    # What is usual is told by the limits; an interval at each point beside them would be a second answer.
    return Dot(made.x, made.value, None, None, made.text, made.hover, made.n, made.synthetic)


def _tones(line: Line, chart: ControlChart) -> dict[int, str]:
    """Return for each point with a signal whether it is better or worse; where two signals meet, the later told."""
    better = line.indicator.better
    found: dict[int, str] = {}
    for signal in chart.signals:
        good = (signal.direction == "up") == (better == "higher")
        tone = "change" if better == "neither" else "better" if good else "worse"
        found.update(dict.fromkeys(signal.at, tone))
    return found


def _band(line: Line, chart: ControlChart, stretch: Stretch) -> LimitBand:
    """Return the band through the points that were measured; a gap has no denominator and so no limits of its own."""
    places = range(stretch.first, stretch.end)
    edges = tuple(
        (
            _at(chart.points[place], line.step),
            _possible(limit.low, line.indicator),
            _possible(limit.high, line.indicator),
        )
        for place, limit in zip(places, stretch.limits, strict=True)
        if not chart.points[place].gap
    )
    centre = stretch.limits[0].centre
    return LimitBand(edges, centre, f"Gennemsnit {_limit(centre, line.indicator)}")


def _possible(value: float, indicator: Indicator) -> float:
    """Return a limit no further out than a value can be: no count is negative, no share above 100 %."""
    return min(max(value, 0.0), 100.0) if indicator.unit is Unit.PERCENT else max(value, 0.0)


def _usual(limit: Limits, indicator: Indicator) -> str:
    """Return mean and limits of a point: `gennemsnit 26,0, mellem 10,7 og 41,3`."""
    low, high = (_limit(_possible(edge, indicator), indicator) for edge in (limit.low, limit.high))
    return f"gennemsnit {_limit(limit.centre, indicator)}, mellem {low} og {high}"


def _limit(value: float, indicator: Indicator) -> str:
    return short_value(value, as_computed(value, indicator))


def _targets(line: Line, across: tuple[float, float]) -> tuple[TargetPath, ...]:
    if line.target is None:
        return ()
    label = target_label(line.target, line.indicator)
    return (TargetPath(label, tuple((x, line.target.value) for x in across)),)


def _rows(line: Line, chart: ControlChart) -> list[tuple[Cell, ...]]:
    by_point: dict[int, list[Rule]] = {}
    for signal in chart.signals:
        for place in signal.at:
            by_point.setdefault(place, []).append(signal.rule)
    return [
        _row(line, chart, place, "; ".join(RULE[rule] for rule in dict.fromkeys(by_point.get(place, ()))))
        for place in range(len(chart.points))
    ]


def _row(line: Line, chart: ControlChart, place: int, signal: str) -> tuple[Cell, ...]:
    point = chart.points[place]
    measured = line.measurement(point)
    words = shown(measured, line.indicator)
    limit = None if point.gap else chart.limits_at(place)
    usual = "" if limit is None else _usual(limit, line.indicator)
    invented = words.synthetic and words.state == "value"
    value = {"hidden": HIDDEN_VALUE, "missing": MISSING}.get(words.state, words.value)
    n = words.n.rpartition("\N{NO-BREAK SPACE}")[2]
    return (
        Cell(point.label or _gap_label(point, line.step)),
        Cell(value, invented),
        Cell(usual, bool(usual) and line.synthetic),
        Cell(signal, bool(signal) and line.synthetic),
        Cell(n, invented and bool(n)),
        Cell(words.source),
    )


def _gap_label(point: SeriesPoint, step: int) -> str:
    """Return the name of a period that no source wrote."""
    year, month = point.last.year, point.last.month
    return {3: f"{month // 3}. kvartal {year}", 6: f"{month // 6}. halvår {year}", 12: str(year)}.get(
        step, f"{month:02}-{year}"
    )


def _alt(line: Line, chart: ControlChart, title: str, area: str) -> str:
    kind = f"Kontrolkort af {line.indicator.short_name.lower()} i {area}, {_years(chart)}."
    sentences: list[str] = []
    for stretch in chart.stretches:
        if stretch.limits:
            period = f"{chart.points[stretch.first].label} til {chart.points[stretch.end - 1].label}"
            sentences.append(f"{period}: {_usual(stretch.limits[-1], line.indicator)}.")
    told = len({place for signal in chart.signals for place in signal.at})
    sentences.append(f"Målinger med signal: {told} af {sum(not point.gap for point in chart.points)}.")
    hidden = [point.label or _gap_label(point, line.step) for point in chart.points if point.hidden]
    if hidden:
        sentences.append(f"{HIDDEN_WORDS.capitalize()} ({HIDDEN}): {listed(hidden)}.")
    return alternative_text(title, kind, sentences, synthetic=line.synthetic)
