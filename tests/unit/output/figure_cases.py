"""A small invented evaluation for the tests of figures and maps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.measurement.results import (
    Attainment,
    Change,
    Interval,
    Measurement,
    NoInterval,
    Provenance,
    Reason,
    Results,
    RoundId,
    TargetAtRound,
    Word,
)
from helpers.observations.table import Origin, Precision
from helpers.plan.model import Activity, Area, Citation, Goal, Indicator, Plan, Registry, Round, Target

SOURCE = Citation(document="S1", page=6)
YEARS = range(2016, 2022)
ROUND_OF_YEAR: dict[int, RoundId] = {2016: "baseline", 2018: "midway", 2021: "end"}

IN_SLAGELSE = {
    "motalavej": "Motalavej",
    "ringparken-schackenborgvaenge": "Ringparken og Schackenborgvænge",
    "sydbyen": "Sydbyen",
    "skaelskoer": "Skælskør (Parkvej og Præstevang)",
}
REGISTRY = Registry(
    areas=(
        *(Area(id=area, name=name, kind="area", municipality="Slagelse Kommune") for area, name in IN_SLAGELSE.items()),
        Area(id="loeget", name="Løget", kind="area", municipality="Vejle Kommune"),
        Area(id="sub-omraader", name="Særligt udsatte boligområder under ét", kind="benchmark"),
        Area(id="slagelse-kommune", name="Slagelse Kommune", kind="municipality"),
        Area(id="danmark", name="Danmark", kind="country"),
        Area(id="sammenligning-slagelse-a", name="Sammenligningsområde A i Slagelse (opdigtet)", kind="comparison"),
    ),
    indicators=(
        Indicator(
            id="tryghed-andel", version=1, name="Andel beboere, der føler sig trygge", short_name="Andel trygge",
            definition="…", unit="percent", nature="survey_share", better="higher", decimals=1,
        ),
        Indicator(
            id="fraflytningsprocent", version=1, name="Fraflytningsprocent", short_name="Fraflytningsprocent",
            definition="…", unit="percent", nature="register_share", better="lower", decimals=1,
        ),
        Indicator(
            id="frivillige-aktive", version=1, name="Aktive frivillige", short_name="Aktive frivillige",
            definition="…", unit="persons", nature="complete_count", better="higher",
        ),
        Indicator(
            id="milepael-naaet", version=1, name="Milepæl", short_name="Milepæl",
            definition="…", unit="yes_no", nature="milestone", better="higher",
        ),
    ),
)  # fmt: skip


def _goal(identifier: str, indicator: str, target: Target, **more: object) -> Goal:
    return Goal.model_validate(
        {
            "id": identifier,
            "wording": "Et gennemsnit på over 72,4 %",
            "short_name": identifier,
            "focus_area": "Tryghed og trivsel",
            "indicator": indicator,
            "areas": ("motalavej", "ringparken-schackenborgvaenge", "sydbyen", "skaelskoer"),
            "target": target,
            "source": SOURCE,
            **more,
        }
    )


PLAN = Plan(
    version=1,
    id="slagelse-2017",
    name="Slagelse",
    short_name="Slagelse",
    municipality="Slagelse Kommune",
    document_title="Strategisk samarbejdsaftale",
    start=date(2017, 10, 1),
    end=date(2021, 9, 30),
    focus_areas=("Tryghed og trivsel",),
    rounds=(
        Round(id="baseline", name="Baseline", label="baseline 2016", first=date(2015, 1, 1), last=date(2017, 12, 31)),
        Round(id="midway", name="Midtvejs", label="midtvejs 2018", first=date(2018, 7, 1), last=date(2019, 6, 30)),
        Round(id="end", name="Slut", label="slut 2021", first=date(2021, 1, 1), last=date(2021, 12, 31)),
    ),
    areas=("motalavej", "ringparken-schackenborgvaenge", "sydbyen", "skaelskoer"),
    goals=(
        _goal("tryghed", "tryghed-andel", Target(kind="exceed_benchmark", operator=">", value=72.4)),
        _goal(
            "tryghed-flytter",
            "tryghed-andel",
            Target(kind="exceed_benchmark", operator=">", benchmark_area="sub-omraader", benchmark_moves=True),
        ),
        _goal(
            "fraflytning", "fraflytningsprocent", Target(kind="relative_to_preceding_year", operator="<=", value=-10)
        ),
        _goal("frivillige", "frivillige-aktive", Target(kind="count_per_year", operator=">=", value=12)),
        _goal("milepael", "milepael-naaet", Target(kind="milestone_by_date", deadline=date(2018, 1, 1))),
    ),
    activities=(
        Activity(
            id="aktivt-liv", name="Aktivt liv", short_name="Aktivt liv", focus_area="Tryghed og trivsel",
            areas=("motalavej",), description="…", source=SOURCE,
        ),
    ),
    source=SOURCE,
)  # fmt: skip


def measurement(
    area: str,
    indicator: str,
    year: int,
    value: float | None,
    *,
    half: float | None = None,
    n: float | None = None,
    origin: Origin = Origin.SYNTHETIC,
    round_id: RoundId | None = None,
) -> Measurement:
    """Return one measurement of a year; `half` is half the width of its interval."""
    interval = None if half is None or value is None else Interval(value - half, value + half, 0.95, "Wilson 1927")
    documented = origin is Origin.DOCUMENTED
    complete = indicator == "frivillige-aktive"
    reason = None if interval else NoInterval.COMPLETE if complete else NoInterval.COUNTS_UNKNOWN
    return Measurement(
        evaluation="slagelse-2017",
        area=area,
        indicator=indicator,
        indicator_version=1,
        round=round_id,
        period_start=date(year, 1, 1),
        period_end=date(year, 12, 31),
        period_label=str(year),
        value=value,
        unit="percent",
        interval=interval,
        no_interval=reason,
        numerator=None,
        denominator=None,
        n=n,
        origin=origin,
        precision=Precision.EXACT,
        low=None,
        high=None,
        provenance=(
            Provenance(
                observation=f"{area}-{year}",
                origin=origin,
                source="dokumenterede-tal" if documented else "politiet",
                file="slagelse-2017/politiet/tryghed.xlsx",
                sheet="Ark1",
                row=year - 2000,
                document="S1" if documented else None,
                page=6 if documented else None,
            ),
        ),
    )


def hide(found: Measurement) -> Measurement:
    """Return what protection leaves of a measurement."""
    return replace(
        found, value=None, interval=None, no_interval=None, numerator=None, denominator=None, n=None, hidden=True
    )


SAFETY = {
    "motalavej": (58.3, 59.1, 61.4, 60.2, 63.0, 66.2),
    "ringparken-schackenborgvaenge": (72.0, 71.1, 73.5, 74.9, 76.0, 78.4),
    "sydbyen": (70.2, 70.9, 71.3, 70.0, 72.2, 73.6),
    "skaelskoer": (80.1, 79.9, 81.0, 82.2, 81.7, 83.3),
    "sub-omraader": (72.4, 73.0, 73.9, 74.2, 74.0, 75.1),
    "slagelse-kommune": (85.0, 85.3, 84.9, 86.0, 86.1, 85.8),
    "danmark": (89.1, 89.0, 89.3, 89.5, 89.4, 89.8),
    "sammenligning-slagelse-a": (68.0, 67.1, 68.8, 69.9, 69.0, 68.4),
}
MOVES = (22.0, 21.2, 20.4, 17.9, 18.3, 15.1)
VOLUNTEERS = (4.0, 7.0, 11.0, 14.0, 16.0, 19.0)


def series() -> list[Measurement]:
    """Return the yearly points: safety everywhere, moves and volunteers at Motalavej."""
    found: list[Measurement] = []
    for area, values in SAFETY.items():
        half, n = (1.4, 6100.0) if area in ("danmark", "sub-omraader", "slagelse-kommune") else (5.2, 412.0)
        for year, value in zip(YEARS, values, strict=True):
            if year == 2016 and area in ("motalavej", "ringparken-schackenborgvaenge", "sub-omraader", "danmark"):
                found.append(measurement(area, "tryghed-andel", year, value, origin=Origin.DOCUMENTED))
            else:
                found.append(measurement(area, "tryghed-andel", year, value, half=half, n=n))
    for place, year in enumerate(YEARS):
        found.append(measurement("motalavej", "fraflytningsprocent", year, MOVES[place], half=3.9, n=188))
        found.append(measurement("motalavej", "frivillige-aktive", year, VOLUNTEERS[place], n=VOLUNTEERS[place]))
    return found


def _attainment(goal: str, found: Measurement, word: Word, reason: Reason, target: TargetAtRound | None) -> Attainment:
    round_id = found.round or "end"
    return Attainment(
        evaluation="slagelse-2017",
        goal=goal,
        reading="hovedlæsning",
        main_reading=True,
        area=found.area,
        round=round_id,
        word=word,
        reason=reason,
        measurement=found,
        baseline=None,
        benchmark=None,
        target=target,
        distance=None,
        origin=found.origin,
    )


def results(points: list[Measurement] | None = None) -> Results:
    """Return measured rounds, changes and attainments that follow from the yearly points."""
    yearly = series() if points is None else points
    rounds = [
        replace(point, round=ROUND_OF_YEAR[point.period_end.year])
        for point in yearly
        if point.period_end is not None and point.period_end.year in ROUND_OF_YEAR
    ]
    level = TargetAtRound(72.4, ">", None)
    falling = TargetAtRound(13.0, "<=", None, steps=tuple((year, 22 * 0.9 ** (year - 2016)) for year in YEARS))
    yearly_count = TargetAtRound(12, ">=", None)
    attainments: list[Attainment] = []
    for found in rounds:
        if found.area not in PLAN.areas:
            continue
        at_baseline = found.round == "baseline"
        if found.indicator == "tryghed-andel":
            word = _judged(found, 72.4, at_baseline)
            attainments += [_attainment(goal, found, *word, level) for goal in ("tryghed", "tryghed-flytter")]
        elif found.indicator == "fraflytningsprocent":
            word = (Word.NOT_DUE, Reason.AT_BASELINE) if at_baseline else (Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS)
            attainments.append(_attainment("fraflytning", found, *word, falling))
        else:
            word = (Word.NOT_DUE, Reason.AT_BASELINE) if at_baseline else (Word.MET, Reason.COMPLETE_COUNT)
            attainments.append(_attainment("frivillige", found, *word, yearly_count))
    return Results("slagelse-2017", tuple(rounds), tuple(yearly), tuple(_changes(rounds)), tuple(attainments))


def _judged(found: Measurement, target: float, at_baseline: bool) -> tuple[Word, Reason]:
    if at_baseline:
        return Word.NOT_DUE, Reason.AT_BASELINE
    if found.hidden:
        return Word.TOO_FEW, Reason.SMALL_COUNTS
    if found.interval is None:
        return Word.UNDETERMINED, Reason.NO_INTERVAL
    if found.interval.low > target:
        return Word.MET, Reason.INTERVAL_CLEAR
    if found.interval.high < target:
        return Word.NOT_MET, Reason.INTERVAL_CLEAR
    return Word.UNDETERMINED, Reason.INTERVAL_OVERLAPS


def _changes(rounds: list[Measurement]) -> list[Change]:
    starts = {(item.area, item.indicator): item for item in rounds if item.round == "baseline"}
    found: list[Change] = []
    for item in rounds:
        start = starts.get((item.area, item.indicator))
        if item.round == "baseline" or start is None or start.value is None or item.value is None:
            continue
        difference = item.value - start.value
        interval = Interval(difference - 6, difference + 6, 0.95, "Newcombe 1998") if start.interval else None
        signal = "unknown" if interval is None else "no_clear_change" if abs(difference) < 6 else "better"
        found.append(
            Change(
                "slagelse-2017", item.area, item.indicator, "baseline", item.round or "end",
                difference, interval, None, None, item.origin, signal,
            )
        )  # fmt: skip
    return found


def released(points: list[Measurement] | None = None) -> Released:
    """Return the results as protection hands them over."""
    found = results(points)
    return Released(found, "public", "dst", sum(1 for item in found.series if item.hidden), key=RELEASE_KEY)
