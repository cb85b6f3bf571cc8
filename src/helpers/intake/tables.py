"""Tables, judgements and milestones: each data row becomes one observation per indicator and period."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from helpers.intake.amounts import Amounts, Contradiction, combine, in_unit, read_number
from helpers.intake.declaration import Columns, ValueFrom
from helpers.intake.delivery import Delivery
from helpers.intake.documents import blank
from helpers.intake.findings import Located
from helpers.intake.headings import normal
from helpers.intake.numbers import NotANumber, NotWhole, Number, TwoWays
from helpers.intake.periods import Period
from helpers.intake.without_number import Without
from helpers.observations.table import Observation, Precision
from helpers.plan.marked import short
from helpers.plan.model import Indicator
from helpers.plan.validating import closest

Roles = dict[str, int]
"""From role (`value`, `numerator` …) to column."""

_YES = frozenset({"ja", "1", "x", "nået", "opfyldt", "true"})
_NO = frozenset({"nej", "0", "ikke nået", "ikke opfyldt", "false"})
_OPEN = frozenset({"kan ikke afgøres", "uafklaret", "?"})


@dataclass(frozen=True)
class Row:
    """Who and what a row is about."""

    number: int
    area: str
    activity: str | None
    breakdown: str | None
    note: str | None
    period: Period


def read_table(delivery: Delivery, rows: tuple[int, ...]) -> None:
    """Add the observations of ordinary tables, long or wide, to the delivery's findings."""
    _read(delivery, rows, _numbers_of)


def read_decisions(delivery: Delivery, rows: tuple[int, ...]) -> None:
    """Add judgements (1 met, 0 not met, None undetermined) and milestones (1 reached, 0 not) to the findings."""
    _read(delivery, rows, _decision_of)


_Reader = Callable[[Delivery, Row, ValueFrom, Indicator, Roles], Amounts | None]


def _read(delivery: Delivery, rows: tuple[int, ...], amounts_of: _Reader) -> None:
    columns = delivery.source.columns
    assert columns is not None  # sources.yml is refused without columns for these kinds
    if _far_columns(delivery):
        return
    without = Without(delivery)
    for number in rows:
        row = None if delivery.is_left_out(number) else _row(delivery, number, columns)
        if row is not None:
            _read_row(delivery, row, columns, amounts_of, without)
    without.warn()


def _read_row(delivery: Delivery, row: Row, columns: Columns, amounts_of: _Reader, without: Without) -> None:
    """Add the observations of a row, and note the cells without a number."""
    for value in _values_of(delivery, row.number, columns):
        indicator = delivery.registry.indicator(value.indicator)
        for period, roles in _columns_by_period(delivery, value).items():
            before = len(delivery.findings.faults)
            amounts = amounts_of(delivery, row, value, indicator, roles)
            if amounts is not None:
                here = row if period is None else replace(row, period=period)
                delivery.findings.located.append(_located(delivery, here, indicator, amounts, roles))
            if len(delivery.findings.faults) == before:
                without.note(row.number, roles, amounts)


def _far_columns(delivery: Delivery) -> bool:
    """Report periods in the headings that lie far outside the plan."""
    found = {(one.column, one.period) for columns in delivery.layout.columns.values() for one in columns}
    far = [(column, period) for column, period in found if period is not None and delivery.is_far_outside(period)]
    far.sort(key=lambda one: one[0])
    for column, period in far:
        delivery.refuse_far(period, delivery.layout.first_row - 1, column)
    return bool(far)


def _row(delivery: Delivery, number: int, columns: Columns) -> Row | None:
    area = delivery.area(number, columns.area)
    period = delivery.period(number, columns.period)
    activity = _known(delivery, number, columns, "activity")
    breakdown = _known(delivery, number, columns, "breakdown")
    if area is None or period is None or activity == "" or breakdown == "":
        return None
    note = _reason(delivery, number, columns, period) if columns.reason else delivery.note(number, columns.note)
    return None if note == "" else Row(number, area, activity, breakdown, note, period)


def _known(delivery: Delivery, number: int, columns: Columns, what: str) -> str | None:
    """Return the activity or breakdown of a row; an empty text after reporting a fault."""
    where = columns.activity if what == "activity" else columns.breakdown
    text = delivery.text(number, where)
    if what == "activity":
        allowed, called = [activity.id for activity in delivery.plan.activities], "aktiviteten"
        fits = text is None or text in allowed
    else:
        allowed, called = [goal.id for goal in delivery.plan.goals], "målet"
        fits = text in allowed or delivery.source.reader.kind == "table"
    if where is None or fits:
        return text
    near = closest(text or "", allowed)
    delivery.refuse(
        f"{called} mangler" if text is None else f"{called} »{short(text)}« kendes ikke",
        "Aktiviteter og mål nævnes ved deres id i plan.yml.",
        f"Mente du »{near}«?" if near else "Ret id'et.",
        number,
        None if where.heading is None else delivery.layout.only(where.heading),
    )
    return ""


def _reason(delivery: Delivery, number: int, columns: Columns, period: Period) -> str:
    """Return who judged, when and why; an empty text after reporting that one is missing."""
    by, reason = delivery.note(number, columns.by), delivery.note(number, columns.reason)
    if by is not None and reason is not None:
        return f"{by}, {period.label}: {reason}"
    heading = columns.by if by is None else columns.reason
    delivery.refuse(
        "vurderingen har ingen begrundelse" if by is not None else "vurderingen nævner ikke, hvem der vurderede",
        "En vurdering siger, hvilket organ der vurderede, hvornår og hvorfor.",
        "Udfyld feltet.",
        number,
        delivery.layout.only(heading) if heading is not None else None,
    )
    return ""


def _values_of(delivery: Delivery, number: int, columns: Columns) -> Iterator[ValueFrom]:
    """Yield the values that a row holds: all, or in the long format the one that its indicator column names."""
    if columns.indicator is None:
        yield from delivery.source.values
        return
    text = delivery.note(number, columns.indicator)
    named = {normal(value.where or value.indicator): value for value in delivery.source.values}
    found = named.get(normal(text)) if text is not None else None
    if found is not None:
        yield found
        return
    near = closest(text or "", [value.where or value.indicator for value in delivery.source.values])
    delivery.refuse(
        "nøgletallet mangler" if text is None else f"nøgletallet »{short(text)}« kendes ikke",
        "Kolonnen nævner et af nøgletallene under »values« i sources.yml.",
        f"Mente du »{near}«?" if near else "Ret navnet, eller tilføj nøgletallet i sources.yml.",
        number,
        delivery.layout.only(columns.indicator),
    )


def _columns_by_period(delivery: Delivery, value: ValueFrom) -> dict[Period | None, Roles]:
    grouped: dict[Period | None, Roles] = {}
    for role, heading in value.headings.items():
        for found in delivery.layout.columns[heading]:
            grouped.setdefault(found.period, {})[role] = found.column
    if len(grouped) > 1 and None in grouped:
        # A column without a period of its own belongs to every period of the row.
        shared = grouped.pop(None)
        return {period: {**shared, **roles} for period, roles in grouped.items()}
    return grouped


def _numbers_of(delivery: Delivery, row: Row, value: ValueFrom, indicator: Indicator, roles: Roles) -> Amounts | None:
    numbers: dict[str, Number] = {}
    for role, column in roles.items():
        number = _number(delivery, row.number, column, role, value, indicator)
        if number is None:
            return None
        numbers[role] = number
    try:
        return combine(numbers, value, indicator)
    except Contradiction as error:
        at = roles.get("value", roles.get("numerator"))
        delivery.refuse(error.value, error.rule, error.remedy, row.number, at)
        return None


def _number(
    delivery: Delivery, row: int, column: int, role: str, value: ValueFrom, indicator: Indicator
) -> Number | None:
    sheet = delivery.spot.sheet
    cell = sheet.data_cell(row, column)
    if (row, column) in sheet.formulas_without_value:
        delivery.refuse(
            "cellen er en formel uden beregnet værdi",
            "Formler skal være regnet ud, når filen gemmes.",
            "Åbn filen i regnearksprogrammet, gem den, og læg den på plads.",
            row,
            column,
        )
        return None
    try:
        number = read_number(cell, delivery.source.reader.decimal_mark)
        return in_unit(number, role, indicator, value.file_unit)
    except NotANumber as error:
        what, remedy = _NOT_READ.get(type(error), ("kan ikke læses som tal", "Ret cellen."))
        delivery.refuse(f"{delivery.quoted(cell, 40)} {what}", str(error), remedy, row, column)
        return None


_NOT_READ: dict[type[NotANumber], tuple[str, str]] = {
    NotWhole: ("er ikke et helt tal", "Spørg dataejeren, og ret filen."),
    TwoWays: (
        "kan læses på to måder",
        "Spørg dataejeren. Skriv tallene uden tegn mellem tusinderne, eller ret »decimal_mark« i sources.yml.",
    ),
}


def _decision_of(delivery: Delivery, row: Row, value: ValueFrom, indicator: Indicator, roles: Roles) -> Amounts | None:
    del value, indicator
    column = roles["value"]
    cell = delivery.spot.sheet.data_cell(row.number, column)
    answer = "" if blank(cell) else normal(cell)
    is_judgement = delivery.source.reader.kind == "judgements"
    if answer in _YES or answer in _NO:
        return _decided(1.0 if answer in _YES else 0.0)
    if is_judgement and (not answer or answer in _OPEN):
        return _decided(None)
    delivery.refuse(
        f"»{short(answer, 40)}« er hverken ja eller nej" if answer else "svaret mangler",
        "Her skal stå ja, nej eller (for en vurdering) kan ikke afgøres."
        if is_judgement
        else "Her skal stå ja eller nej.",
        "Ret cellen.",
        row.number,
        column,
    )
    return None


def _decided(value: float | None) -> Amounts:
    return Amounts(value, None, None, None, None, None, hidden=False, provisional=False)


def _located(delivery: Delivery, row: Row, indicator: Indicator, amounts: Amounts, roles: Roles) -> Located:
    return Located(
        observation_at(delivery, row, indicator, amounts),
        {role: delivery.spot.column(column) for role, column in roles.items()},
    )


def observation_at(delivery: Delivery, row: Row, indicator: Indicator, amounts: Amounts) -> Observation:
    """Return the observation of one row, indicator and period; its id names source, file, sheet, row and indicator."""
    sheet = delivery.spot.sheet.name
    name = delivery.file.rsplit("/", 1)[-1] + (f"#{sheet}" if sheet is not None else "")
    days = "" if row.period.start is None else f"@{row.period.start}/{row.period.end}"
    marks = (
        "Tallet er skjult af dataejeren." if amounts.hidden else None,
        "Foreløbigt tal." if amounts.provisional else None,
        row.note,
    )
    return Observation(
        id=f"{delivery.source.id}/{name}!{row.number + 1}:{indicator.id}{days}",
        evaluation=delivery.plan.id,
        area=row.area,
        indicator=indicator.id,
        period_start=row.period.start,
        period_end=row.period.end,
        period_label=row.period.label,
        value=amounts.value,
        unit=indicator.unit.value,
        origin=delivery.source.origin,
        source=delivery.source.id,
        file=delivery.file,
        checksum=delivery.checksum,
        audience=delivery.source.sensitivity,
        activity=row.activity,
        breakdown=row.breakdown,
        numerator=amounts.numerator,
        denominator=amounts.denominator,
        respondents=amounts.respondents,
        population=amounts.population,
        invited=amounts.invited,
        design_effect=amounts.design_effect,
        weighting=amounts.weighting,
        low=amounts.low,
        high=amounts.high,
        precision=Precision.RANGE if amounts.value is None and amounts.low is not None else Precision.EXACT,
        sheet=sheet,
        row=row.number + 1,
        note=" ".join(mark for mark in marks if mark) or None,
    )
