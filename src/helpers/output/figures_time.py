"""The target path of a goal: where the area stands year by year, how sure that is, and where the agreement wants it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.disclosure.released import Released
from helpers.measurement.results import Attainment, Measurement, TargetAtRound, Word
from helpers.observations.table import Origin
from helpers.output.figures_dots import (
    any_synthetic,
    dot,
    drawable,
    footer,
    hidden_marks,
    hidden_periods,
    hidden_sentence,
    number_table,
    position,
    short_value,
    table_row,
    uncertainty_sentence,
    value_axis,
    year_axis,
)
from helpers.output.figures_output import FigureOutput
from helpers.output.figures_spec import Cell, Curve, Dot, FigureSpec, Moment, Role, TargetPath, TimeBody
from helpers.output.figures_words import (
    alternative_text,
    measure_line,
    point_sentence,
    target_is_hidden,
    target_label,
    target_message,
)
from helpers.output.protection_words import rounding_sentence
from helpers.output.readings import contrary_readings, opposite_says, place_of
from helpers.output.status import goal_of
from helpers.output.target_words import first_year, rule_words
from helpers.output.wording import as_computed, as_stated, document_place, listed
from helpers.plan.model import Goal, Indicator, Nature, Plan, Registry, TargetKind


@dataclass(frozen=True)
class _Case:
    """One goal in one area: everything that the figure is made from."""

    released: Released
    plan: Plan
    registry: Registry
    goal: Goal
    indicator: Indicator
    area: str
    attainments: tuple[Attainment, ...]
    points: tuple[Measurement, ...]

    def round_label(self, attainment: Attainment) -> str:
        return {item.id: item.label for item in self.plan.rounds}[attainment.round]


def target_path(released: Released, plan: Plan, registry: Registry, goal_id: str, area: str) -> FigureOutput:
    """Draw a goal's indicator through time with its intervals, and the target as it stands at each round.

    Parameters
    ----------
    released
        Results after protection.
    plan, registry
        The evaluation.
    goal_id
        A goal of the plan (KeyError if there is none).
    area
        The area whose page it is; where other areas decide the goal, the first of them is drawn.

    Returns
    -------
    FigureOutput
        With no drawing, only words, if there is nothing that can be drawn (milestones, judgements, no data).
    """
    case = _case(released, plan, registry, goal_id, area)
    body = _body(case)
    latest = _latest(case.attainments)
    message = target_message(
        latest,
        registry.area(case.area).name,
        case.goal,
        case.indicator,
        case.round_label(latest) if latest else plan.rounds[0].label,
    )
    message += _another_reading(released, latest)
    drawn = case.points if body is not None else ()
    extra = _benchmark_series(case) if body is not None else ()
    synthetic = body is not None and (any_synthetic((*drawn, *extra)) or any(path.synthetic for path in body.targets))
    return FigureOutput(
        FigureSpec(
            message=message,
            subtitle=measure_line(case.indicator, _period(case.points)),
            body=body,
            footer=footer((*drawn, *extra)),
            caption=_caption(case, (*drawn, *extra)),
            alt=_alt(case, message, body, synthetic=synthetic),
            table=number_table(
                f"Tallene bag figuren: {case.indicator.short_name}, {registry.area(case.area).name}", _rows(case, body)
            ),
            synthetic=synthetic,
        )
    )


def _another_reading(released: Released, latest: Attainment | None) -> str:
    """Return that another reading of the goal gives the opposite answer; empty if none does."""
    if latest is None:
        return ""
    found = released.results.attainments_of(goal=latest.goal, area=latest.area, round_id=latest.round)
    said = opposite_says(latest.word, len(contrary_readings(found).get(place_of(latest), ())), 1)
    return f", {said}" if said else ""


def _case(released: Released, plan: Plan, registry: Registry, goal_id: str, area: str) -> _Case:
    goal = goal_of(plan, goal_id)
    drawn = area if area in goal.decided_by else goal.decided_by[0]
    found = released.results.attainments_of(goal=goal_id, area=drawn)
    attainments = tuple(item for item in found if item.main_reading)
    return _Case(
        released=released,
        plan=plan,
        registry=registry,
        goal=goal,
        indicator=registry.indicator(goal.indicator),
        area=drawn,
        attainments=attainments,
        points=_points(released, goal, drawn, attainments),
    )


def _points(released: Released, goal: Goal, area: str, attainments: Sequence[Attainment]) -> tuple[Measurement, ...]:
    """Return the series; totals, and goals without a series, are drawn from what the rounds measured.

    An indicator that several goals share keeps each goal's own count under the goal's id.
    """
    series = released.results.series_of(area, goal.indicator)
    own = tuple(point for point in series if point.breakdown == goal.id)
    plain = own or tuple(point for point in series if point.breakdown is None)
    if plain and goal.target.kind is not TargetKind.COUNT_IN_TOTAL:
        return plain
    measured = [item.measurement for item in attainments if item.measurement is not None]
    return tuple(dict.fromkeys(measured))


def _latest(attainments: Sequence[Attainment]) -> Attainment | None:
    """Return the last attainment that a measurement decided, else the last one."""
    for item in reversed(attainments):
        if item.word in (Word.MET, Word.NOT_MET, Word.UNDETERMINED, Word.TOO_FEW) or item.measurement is not None:
            return item
    return attainments[-1] if attainments else None


def _body(case: _Case) -> TimeBody | None:
    if case.indicator.nature in (Nature.MILESTONE, Nature.QUALITATIVE):
        return None
    placed = [(position(point), point) for point in case.points if drawable(point)]
    labels = _labels(case)
    by_version: dict[int, list[Dot]] = {}
    for at, point in placed:
        if at is not None:
            drawn = dot(point, case.indicator, x=at, label=labels.get(point.period_label, ""))
            by_version.setdefault(point.indicator_version, []).append(drawn)
    dots = tuple(one for version in by_version.values() for one in version)
    if not dots:
        return None
    targets = _targets(case, dots)
    hidden = hidden_marks(case.points)
    positions = [item.x for item in dots] + [x for target in targets for x, _ in target.points]
    positions += [mark.position for mark in hidden]
    values = [value for target in targets for _, value in target.points]
    years = year_axis(positions)
    return TimeBody(
        years=years,
        values=value_axis(dots, values, case.indicator),
        # A line that ran on through a changed definition would show a change that nothing but the words made.
        curves=tuple(Curve(case.registry.area(case.area).name, Role.AREA, tuple(own)) for own in by_version.values()),
        targets=tuple(_across(target, years.low, years.high) for target in targets),
        moments=_moments(case),
        hidden=hidden,
    )


def _labels(case: _Case) -> dict[str, str]:
    """Return the values that are written beside their dots: those of the rounds, and the last of the series."""
    chosen = [item.measurement for item in case.attainments if item.measurement is not None]
    chosen += [point for point in case.points if drawable(point)][-1:]
    return {found.period_label: dot(found, case.indicator).text for found in chosen if drawable(found)}


def _moments(case: _Case) -> tuple[Moment, ...]:
    names = {item.id: item.name for item in case.plan.rounds}
    found: dict[float, str] = {}
    for item in case.attainments:
        at = None if item.measurement is None or not drawable(item.measurement) else position(item.measurement)
        if at is not None:
            found[at] = names[item.round]
    return tuple(Moment(at, name) for at, name in sorted(found.items()))


def _targets(case: _Case, dots: Sequence[Dot]) -> tuple[TargetPath, ...]:
    """Return the target: a moving benchmark's series, a path that compounds, or one level across all years."""
    judged = [item for item in case.attainments if item.target is not None and not target_is_hidden(item, case.goal)]
    if not judged or judged[-1].target is None:
        return ()
    last: TargetAtRound = judged[-1].target
    invented = any(
        other is not None and other.origin is Origin.SYNTHETIC
        for other in (judged[-1].baseline if last.steps else None, judged[-1].benchmark)
    )
    moving = _benchmark_points(case)
    varies = bool(moving or last.steps)
    when = f"Mål {judged_year}" if varies and (judged_year := _year(judged[-1])) else "Mål"
    label = target_label(last, case.indicator, when)
    if moving:
        return (TargetPath(label, moving, synthetic=invented),)
    if last.steps:
        return (TargetPath(label, tuple((year + 0.5, value) for year, value in last.steps), synthetic=invented),)
    return (TargetPath(label, _levels(judged, dots, last), synthetic=invented),)


def _year(attainment: Attainment) -> str:
    measured = attainment.measurement
    return "" if measured is None or measured.period_end is None else str(measured.period_end.year)


def _levels(judged: Sequence[Attainment], dots: Sequence[Dot], last: TargetAtRound) -> tuple[tuple[float, float], ...]:
    values = {item.target.value for item in judged if item.target is not None}
    if len(values) == 1:
        return ((min(dot.x for dot in dots), last.value), (max(dot.x for dot in dots), last.value))
    steps: dict[float, float] = {}
    for item in judged:
        at = None if item.measurement is None else position(item.measurement)
        if at is not None and item.target is not None:
            steps[at] = item.target.value
    return tuple(sorted(steps.items())) or ((dots[0].x, last.value),)


def _across(target: TargetPath, low: float, high: float) -> TargetPath:
    """Draw a level that does not change across the whole figure."""
    values = {value for _, value in target.points}
    if len(values) > 1:
        return target
    value = values.pop()
    return TargetPath(target.label, ((low, value), (high, value)), target.synthetic)


def _benchmark_series(case: _Case) -> tuple[Measurement, ...]:
    target = case.goal.target
    if target.benchmark_area is None or not target.benchmark_moves:
        return ()
    return case.released.results.series_of(target.benchmark_area, case.indicator.id)


def _benchmark_points(case: _Case) -> tuple[tuple[float, float], ...]:
    placed = [(position(point), point.value) for point in _benchmark_series(case) if drawable(point)]
    points = tuple((at, value) for at, value in placed if at is not None and value is not None)
    return points if len(points) > 1 else ()


def _period(points: Sequence[Measurement]) -> str:
    ends = [point.period_end.year for point in points if point.period_end is not None]
    if not ends:
        return "uden dato"
    return str(min(ends)) if min(ends) == max(ends) else f"{min(ends)}–{max(ends)}"


def _caption(case: _Case, drawn: Sequence[Measurement]) -> str:
    parts = [uncertainty_sentence(drawn, case.indicator), hidden_sentence(case.points)]
    parts += [_gaps_sentence(case.points), _version_sentence(case.points), _path_sentence(case)]
    source = document_place(case.goal.source.document, case.goal.source.page, case.goal.source.also_pages)
    parts += [rounding_sentence(case.released), f"Målet står i {source}. {footer(drawn)}"]
    return " ".join(part for part in parts if part)


def _path_sentence(case: _Case) -> str:
    """Say by which rule, and from which year, a target that runs year by year was made."""
    since = next((first_year(item.target) for item in reversed(case.attainments) if item.target is not None), "")
    rule = rule_words(case.goal.target, case.indicator, case.registry, since=since)
    return f"Målet er regnet år for år: {rule}." if since else ""


def _version_sentence(points: Sequence[Measurement]) -> str:
    """Say that the line is broken where the definition changed."""
    versions = sorted({point.indicator_version for point in points if drawable(point)})
    if len(versions) == 1 or not versions:
        return ""
    first = {one: next(point for point in points if point.indicator_version == one) for one in versions[1:]}
    starts = listed(point.period_label for point in first.values())
    return f"Definitionen blev ændret (første tal efter ændringen: {starts}); linjen er brudt dér."


def _gaps_sentence(points: Sequence[Measurement]) -> str:
    """Say which years between the first and the last have no measurement; nothing is drawn to fill them."""
    years = sorted({point.period_end.year for point in points if point.period_end is not None})
    missing = [str(year) for before, after in pairwise(years) for year in range(before + 1, after)]
    if not missing:
        return ""
    return f"Ingen måling i {', '.join(missing)}; linjen forbinder målingerne på hver side."


def _alt(case: _Case, message: str, body: TimeBody | None, *, synthetic: bool) -> str:
    if body is None:
        return alternative_text(message, "", (), synthetic=synthetic)
    area = case.registry.area(case.area).name
    kind = f"Linjediagram af {case.indicator.short_name.lower()} i {area}, {_period(case.points)}."
    sentences = [point_sentence(case.round_label(item), item.measurement, case.indicator) for item in case.attainments]
    sentences += [f"{target.label}." for target in body.targets]
    sentences.append(hidden_periods(case.points))
    return alternative_text(message, kind, sentences, synthetic=synthetic)


def _rows(case: _Case, body: TimeBody | None) -> list[tuple[Cell, ...]]:
    measured = {
        (item.measurement.period_label): case.round_label(item)
        for item in case.attainments
        if item.measurement is not None
    }
    rows: list[tuple[Cell, ...]] = []
    for point in (*case.points, *(_benchmark_series(case) if body is not None else ())):
        own = point.area == case.area and point.period_label in measured
        period = f"{point.period_label} ({measured[point.period_label]})" if own else point.period_label
        rows.append(table_row(point, case.indicator, case.registry, period))
    return rows + _target_rows(case, body)


def _target_rows(case: _Case, body: TimeBody | None) -> list[tuple[Cell, ...]]:
    """Return the target's number for each year of its path, or once for a level."""
    rows: list[tuple[Cell, ...]] = []
    for target in body.targets if body is not None and not _benchmark_points(case) else ():
        level = len({value for _, value in target.points}) == 1
        for x, value in target.points[:1] if level else target.points:
            text = short_value(value, (as_stated if level else as_computed)(value, case.indicator))
            when = "alle år" if level else str(int(x))
            rows.append((Cell("Mål"), Cell(when), Cell(text, target.synthetic), Cell(""), Cell(""), Cell("")))
    return rows
