"""What only shows when all files are read: periods that an area lacks, jumps, and shares that look like fractions.

All of it is a question to the data owner and never stops an import: real figures jump, and areas come and go.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from helpers.errors import Fault
from helpers.intake.amounts import SHARES
from helpers.intake.declaration import Check, Source
from helpers.intake.findings import Located
from helpers.intake.fractions_of_one import REMEDY, RULE, is_unsaid
from helpers.intake.headings import normal
from helpers.intake.numbers import format_number
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Nature, Registry

_NAMED = 5
"""So many periods or indicators are named in one warning."""
_FEWEST = 3
"""So many shares must lie between 0 and 1 before they look like fractions, and so many years make a series."""
_UNREPEATED = (Nature.MILESTONE, Nature.QUALITATIVE)
Days = tuple[date, date]
_Theme = tuple[str, str, str, str]
"""Source, indicator, breakdown and activity: what should be there for every area."""
_Series = dict[str, dict[Days, Located]]
"""By area and period."""


def series_warnings(located: Sequence[Located], sources: Sequence[Source], registry: Registry) -> tuple[Fault, ...]:
    """Return what the evaluator should ask about, in the order of the sources.

    Parameters
    ----------
    located
        Everything that was read from all files of an evaluation.
    sources
        Their declarations; `largest_jump` of a check says how far a value may move.
    registry
        Names of areas, natures of indicators.
    """
    themes = _by_theme(located, registry)
    jumps = {source.id: [check for check in source.checks if check.largest_jump is not None] for source in sources}
    declared = {source.id: source for source in sources}
    found: list[Fault] = list(_gaps(themes, registry))
    for theme, areas in themes.items():
        for check in jumps.get(theme[0], ()):
            for role in _roles(declared[theme[0]], theme[1], check):
                found.extend(_jumps(areas, role, check))
    found.extend(_fractions(themes, registry, declared))
    return tuple(dict.fromkeys(found))


def _by_theme(located: Sequence[Located], registry: Registry) -> dict[_Theme, _Series]:
    natures = {one.id: one.nature for one in registry.indicators}
    themes: dict[_Theme, _Series] = defaultdict(lambda: defaultdict(dict))
    for item in located:
        found = item.observation
        days = _days(found)
        if found.origin is Origin.DOCUMENTED or days is None or natures[found.indicator] in _UNREPEATED:
            continue
        theme = (found.source, found.indicator, found.breakdown or "", found.activity or "")
        themes[theme][found.area][days] = item
    return themes


def _days(found: Observation) -> Days | None:
    if found.period_start is None or found.period_end is None:
        return None
    return found.period_start, found.period_end


def _gaps(themes: Mapping[_Theme, _Series], registry: Registry) -> Iterator[Fault]:
    """Yield one warning for each file and area that lacks periods, naming the indicators together."""
    lacking: dict[tuple[str, str | None, str, str], list[str]] = defaultdict(list)
    for theme, areas in themes.items():
        held = Counter(days for series in areas.values() for days in series)
        for area, own in areas.items():
            missing = sorted(_missing(own, held, len(areas)))
            if missing:
                at = _witness(missing[0], areas, own)
                # In most files no period is missing; the rest of the theme names the same periods in the same words.
                labels = [_label(days, areas) for days in missing]
                lacking[at.file, at.sheet, area, _listed(labels)].append(theme[1])
    for (file, sheet, area, periods), indicators in lacking.items():
        of_what = _listed(list(dict.fromkeys(indicators)))
        yield Fault(
            place=f"data/raw/{file}",
            value=f"{registry.area(area).name} har ingen tal for {periods} ({of_what})",
            rule="Området har tal før og efter, eller de fleste andre områder har tal for perioden.",
            remedy="Spørg dataejeren, om rækken er faldet ud.",
            sheet=sheet,
        )


def _missing(own: Mapping[Days, Located], held: Counter[Days], areas: int) -> set[Days]:
    """Return the periods that an area lacks.

    Parameters
    ----------
    own
        What the area has.
    held
        How many areas have each period.
    areas
        How many areas there are.
    """
    if areas == 1:
        return _lone_hole(own)
    first, last, others = min(own), max(own), areas - 1
    lacking = held.keys() - own.keys()
    return {days for days in lacking if first < days < last or (others > 1 and 2 * held[days] > others)}


def _lone_hole(own: Mapping[Days, Located]) -> set[Days]:
    """Return the one calendar year that a series of years of a single area lacks."""
    years = {start.year for start, end in own if (start, end) == _year(start.year)}
    holes = set(range(min(years), max(years))) - years if len(years) >= _FEWEST else set[int]()
    return {_year(hole) for hole in holes} if len(holes) == 1 else set()


def _year(year: int) -> Days:
    return date(year, 1, 1), date(year, 12, 31)


def _witness(days: Days, areas: _Series, own: Mapping[Days, Located]) -> Observation:
    """Return an observation of the period from another area, or the area's own latest one before it."""
    for series in areas.values():
        if days in series:
            return series[days].observation
    return own[max(one for one in own if one < days)].observation


def _label(days: Days, areas: _Series) -> str:
    labels = (series[days].observation.period_label for series in areas.values() if days in series)
    return next(labels, str(days[0].year))


def _listed(names: list[str]) -> str:
    shown = ", ".join(names[:_NAMED])
    return f"{shown} og {len(names) - _NAMED} flere" if len(names) > _NAMED else shown


def _roles(source: Source, indicator: str, check: Check) -> list[str]:
    """Return which parts of an indicator's observations stand in the column of a check."""
    return [
        role
        for value in source.values
        if value.indicator == indicator
        for role, heading in value.headings.items()
        if normal(heading) == normal(check.column)
    ]


def _jumps(areas: _Series, role: str, check: Check) -> Iterator[Fault]:
    assert check.largest_jump is not None  # only such checks come here
    for series in areas.values():
        before: dict[int, Located] = {}
        for days in sorted(series):
            item = series[days]
            amount: float | None = getattr(item.observation, role)
            if amount is None:
                continue
            # A quarter is compared with a quarter and a year with a year.
            length = round((days[1] - days[0]).days / 30)
            earlier = before.get(length)
            before[length] = item
            if earlier is not None:
                yield from _jump(item, amount, earlier, role, check.largest_jump)


def _jump(item: Located, amount: float, earlier: Located, role: str, largest: float) -> Iterator[Fault]:
    was: float = getattr(earlier.observation, role)
    if abs(amount - was) <= abs(was) * largest / 100:
        return
    found = item.observation
    moved = f"{format_number(round(100 * abs(amount - was) / abs(was)))} %" if was else "fra nul"
    direction = "mere" if amount > was else "mindre"
    yield Fault(
        place=f"data/raw/{found.file}",
        value=f"{format_number(round(amount, 4))} mod {format_number(round(was, 4))} i "
        f"{earlier.observation.period_label} ({moved} {direction})"
        if was
        else f"{format_number(round(amount, 4))} mod 0 i {earlier.observation.period_label}",
        rule=f"sources.yml beder om besked, når tallet flytter sig mere end {format_number(largest)} %.",
        remedy="Spørg dataejeren, om begge tal er rigtige og opgjort ens.",
        sheet=found.sheet,
        row=found.row,
        column=item.columns.get(role),
    )


def _fractions(themes: Mapping[_Theme, _Series], registry: Registry, sources: Mapping[str, Source]) -> Iterator[Fault]:
    """Yield a warning where every share of a source lies between 0 and 1 percent, over all its files.

    What a single table shows by itself is seen while it is read (`fractions_of_one.py`).
    """
    natures = {one.id: one.nature for one in registry.indicators}
    by_indicator: dict[tuple[str, str], list[Located]] = defaultdict(list)
    for theme, areas in themes.items():
        items = (item for series in areas.values() for item in series.values())
        by_indicator[theme[0], theme[1]].extend(item for item in items if "value" in item.columns)
    for (source, indicator), items in by_indicator.items():
        if not any(is_unsaid(value) for value in sources[source].values if value.indicator == indicator):
            continue
        amounts = [item.observation.value for item in items if item.observation.value is not None]
        if natures[indicator] not in SHARES or len(amounts) < _FEWEST or not 0 < max(amounts) <= 1:
            continue
        found = items[0].observation
        yield Fault(
            place=f"data/raw/{found.file}",
            value=f"alle {len(amounts)} andele ligger mellem 0 og 1 procent",
            rule=RULE,
            remedy=REMEDY,
            sheet=found.sheet,
            column=items[0].columns["value"],
        )
