"""A small evaluation, partly invented, for the tests of wording, tables and downloads."""

from __future__ import annotations

from collections.abc import Iterable
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
    TargetAtRound,
    Word,
)
from helpers.observations.table import Origin, Precision
from helpers.plan.model import (
    Activity,
    Area,
    AreaKind,
    Citation,
    Gap,
    Goal,
    Indicator,
    Nature,
    Plan,
    Reading,
    Registry,
    Round,
    Target,
    TargetKind,
    Unit,
)

POISON = 987654.0
"""A value that stands in hidden cells only; it may appear nowhere."""

S1 = Citation(document="S1", page=15)

SAFETY = Indicator(
    id="tryghed-andel",
    version=1,
    name="Andel, der føler sig trygge",
    short_name="Tryghed",
    definition="Andelen af de adspurgte, der svarer, at de føler sig trygge.",
    denominator="Adspurgte",
    unit=Unit.PERCENT,
    nature=Nature.SURVEY_SHARE,
    better="higher",
    decimals=1,
)
DECISIONS = Indicator(
    id="kriminalretlige-afgoerelser",
    version=2,
    name="Kriminalretlige afgørelser",
    short_name="Afgørelser",
    definition="Afgørelser pr. 1.000 beboere.",
    denominator="Beboere fra 18 år",
    unit=Unit.PER_1000,
    nature=Nature.EVENT_RATE,
    better="lower",
    decimals=1,
    sensitive=True,
)
VOLUNTEERS = Indicator(
    id="frivillige-aktive",
    version=1,
    name="Aktive frivillige",
    short_name="Frivillige",
    definition="Frivillige, der har været aktive i året.",
    unit=Unit.PERSONS,
    nature=Nature.COMPLETE_COUNT,
    better="higher",
)
JUDGED = Indicator(
    id="kvalitativ-vurdering",
    version=1,
    name="Vurdering",
    short_name="Vurdering",
    definition="En vurdering med ord.",
    unit=Unit.TEXT,
    nature=Nature.QUALITATIVE,
    better="higher",
)
MILESTONE = Indicator(
    id="milepael-naaet",
    version=1,
    name="Milepæl",
    short_name="Milepæl",
    definition="Om milepælen er nået.",
    unit=Unit.YES_NO,
    nature=Nature.MILESTONE,
    better="higher",
)

REGISTRY = Registry(
    areas=(
        Area(id="motalavej", name="Motalavej", kind=AreaKind.AREA),
        Area(id="sydbyen", name="Sydbyen", kind=AreaKind.AREA),
        Area(
            id="ansoegningsomraadet",
            name="Ansøgningsområdet",
            kind=AreaKind.AGGREGATE,
            members=("motalavej", "sydbyen"),
        ),
        Area(id="slagelse-kommune", name="Slagelse Kommune", kind=AreaKind.MUNICIPALITY),
        Area(id="sub-omraader", name="Særligt udsatte boligområder", kind=AreaKind.BENCHMARK),
        Area(id="sammenligning-a", name="Sammenligningsområde A (opdigtet)", kind=AreaKind.COMPARISON),
    ),
    indicators=(SAFETY, DECISIONS, VOLUNTEERS, JUDGED, MILESTONE),
)

OVER_BENCHMARK = Target(
    kind=TargetKind.EXCEED_BENCHMARK,
    operator=">",
    value=72.4,
    benchmark_area="sub-omraader",
    deadline=date(2021, 12, 31),
)
FALLS = Target(kind=TargetKind.RELATIVE_TO_PRECEDING_YEAR, operator="<=", value=-10.0, every_year=True)

PLAN = Plan(
    version=1,
    id="slagelse-2017",
    name="Slagelse 2017-2021",
    short_name="Slagelse",
    municipality="slagelse-kommune",
    document_title="Strategisk samarbejdsaftale",
    start=date(2017, 10, 1),
    end=date(2021, 9, 30),
    focus_areas=("Tryghed", "Naboskab"),
    rounds=(
        Round(id="baseline", name="Baseline", label="baseline 2016", first=date(2015, 1, 1), last=date(2017, 12, 31)),
        Round(id="midway", name="Midtvejs", label="midtvejs 2018", first=date(2018, 7, 1), last=date(2019, 6, 30)),
        Round(id="end", name="Slut", label="slut 2021", first=date(2021, 1, 1), last=date(2021, 12, 31)),
    ),
    areas=("motalavej", "sydbyen"),
    comparisons=("ansoegningsomraadet", "slagelse-kommune", "sub-omraader", "sammenligning-a"),
    goals=(
        Goal(
            id="sl-tryghed",
            wording="At den generelle tryghed på Motalavej kommer over gennemsnittet",
            short_name="Tryghed over gennemsnittet",
            focus_area="Tryghed",
            indicator="tryghed-andel",
            areas=("motalavej", "sydbyen"),
            target=OVER_BENCHMARK,
            ambiguity=("Aftalen siger ikke, om gennemsnittet er fra 2016.",),
            source=Citation(document="S1", page=15, also_pages=(16, 25)),
        ),
        Goal(
            id="sl-afgoerelser",
            wording="Antallet falder med 10 % om året",
            short_name="Færre afgørelser",
            focus_area="Tryghed",
            indicator="kriminalretlige-afgoerelser",
            areas=("motalavej",),
            evaluated_on=("ansoegningsomraadet",),
            target=FALLS,
            other_readings=(
                Reading(name="10 % af udgangspunktet", target=FALLS.model_copy(update={"compounding": False})),
            ),
            source=S1,
        ),
        Goal(
            id="sl-frivillige",
            wording="Mindst 50 aktive frivillige om året",
            short_name="50 frivillige",
            focus_area="Naboskab",
            indicator="frivillige-aktive",
            areas=("motalavej",),
            activity="aktivt-liv",
            target=Target(kind=TargetKind.COUNT_PER_YEAR, operator=">=", value=50, every_year=True),
            source=Citation(document="S1", page=28),
        ),
        Goal(
            id="sl-naboskab",
            wording="Mere godt naboskab",
            short_name="Godt naboskab",
            focus_area="Naboskab",
            indicator="kvalitativ-vurdering",
            areas=("motalavej",),
            activity="aktivt-liv",
            target=Target(kind=TargetKind.QUALITATIVE),
            source=Citation(document="S1", page=28),
        ),
    ),
    activities=(
        Activity(
            id="aktivt-liv",
            name="Aktivt liv og naboskab",
            short_name="Aktivt liv",
            focus_area="Naboskab",
            areas=("motalavej",),
            description="Aktiviteter for beboerne.",
            source=Citation(document="S1", page=27),
        ),
    ),
    gaps=(Gap(id="gap-1", what="startdatoen", affects=("sl-tryghed",), source=Citation(document="S1", page=1)),),
    source=Citation(document="S1", page=1),
)


def place(origin: Origin = Origin.DOCUMENTED, row: int | None = None) -> Provenance:
    """Return a document page, or a row of a file."""
    if origin is Origin.DOCUMENTED:
        return Provenance("obs-1", origin, "dokumenter", "slagelse-2017/tal.csv", None, 3, "S1", 6)
    return Provenance(f"obs-{row}", origin, "tryghed", "slagelse-2017/tryghed.xlsx", "Svar", row or 7, None, None)


DOCUMENTED = Measurement(
    evaluation="slagelse-2017",
    area="motalavej",
    indicator="tryghed-andel",
    indicator_version=1,
    round="baseline",
    period_start=date(2016, 1, 1),
    period_end=date(2016, 12, 31),
    period_label="2016",
    value=58.3,
    unit="percent",
    interval=None,
    no_interval=NoInterval.COUNTS_UNKNOWN,
    numerator=None,
    denominator=None,
    n=None,
    origin=Origin.DOCUMENTED,
    precision=Precision.EXACT,
    low=None,
    high=None,
    provenance=(place(),),
)
"""58,3 % in 2016, printed on page 6 of S1 without its counts."""

SYNTHETIC = replace(
    DOCUMENTED,
    round="end",
    period_start=date(2021, 1, 1),
    period_end=date(2021, 12, 31),
    period_label="2021",
    value=64.25,
    interval=Interval(58.04, 69.96, 0.95, "Wilson 1927"),
    no_interval=None,
    numerator=159.0,
    denominator=247.0,
    n=247.0,
    origin=Origin.SYNTHETIC,
    provenance=(place(Origin.SYNTHETIC, 7),),
)
"""64,3 % in 2021, invented, with interval and n."""

HIDDEN = replace(
    SYNTHETIC,
    area="ansoegningsomraadet",
    indicator="kriminalretlige-afgoerelser",
    indicator_version=2,
    value=POISON,
    interval=Interval(POISON, POISON, 0.95, "Garwood 1936"),
    numerator=POISON,
    denominator=POISON,
    n=POISON,
    low=POISON,
    high=POISON,
    unit="per_1000",
    hidden=True,
)
"""A protected cell that (against the rules) still holds a number in every field."""

PEOPLE = replace(
    DOCUMENTED,
    round="end",
    indicator="frivillige-aktive",
    period_label="2021",
    value=54.0,
    unit="persons",
    no_interval=NoInterval.COMPLETE,
    n=54.0,
    origin=Origin.SUPPLIED,
    provenance=(place(Origin.SUPPLIED, 4), place(Origin.SUPPLIED, 5), place(Origin.SUPPLIED, 6)),
)
"""54 volunteers, delivered, a complete count."""

JUDGEMENT = replace(
    DOCUMENTED,
    round="end",
    indicator="kvalitativ-vurdering",
    period_label="12. marts 2021",
    value=1.0,
    unit="text",
    no_interval=NoInterval.NOT_A_NUMBER,
    origin=Origin.SUPPLIED,
    breakdown="sl-naboskab",
    judgement="Bestyrelsen, 12. marts 2021: <script>alert(1)</script> godt naboskab",
)


def attainment(
    goal: str,
    word: Word,
    reason: Reason,
    measurement: Measurement | None,
    *,
    area: str = "motalavej",
    baseline: Measurement | None = None,
    target: TargetAtRound | None = None,
    distance: float | None = None,
    reading: str = "som aftalen er læst her",
    origin: Origin | None = None,
    round_id: str = "end",
) -> Attainment:
    """One attainment; its origin follows from its measurement unless given."""
    return Attainment(
        evaluation="slagelse-2017",
        goal=goal,
        reading=reading,
        main_reading=reading == "som aftalen er læst her",
        area=area,
        round=round_id,  # pyright: ignore[reportArgumentType]
        word=word,
        reason=reason,
        measurement=measurement,
        baseline=baseline,
        benchmark=None,
        target=target,
        distance=distance,
        origin=origin if origin is not None or measurement is None else measurement.origin,
    )


MET_TARGET = TargetAtRound(72.4, ">", None)
ATTAINMENTS = (
    attainment(
        "sl-tryghed",
        Word.NOT_MET,
        Reason.INTERVAL_CLEAR,
        SYNTHETIC,
        baseline=DOCUMENTED,
        target=MET_TARGET,
        distance=-8.15,
    ),
    attainment("sl-tryghed", Word.NO_DATA, Reason.NO_MEASUREMENT, None, area="sydbyen", target=MET_TARGET),
    attainment(
        "sl-afgoerelser",
        Word.TOO_FEW,
        Reason.SMALL_COUNTS,
        HIDDEN,
        area="ansoegningsomraadet",
        baseline=replace(HIDDEN, round="baseline"),
        target=TargetAtRound(POISON, "<=", None, rests_on="baseline"),
        distance=POISON,
    ),
    attainment(
        "sl-afgoerelser",
        Word.TOO_FEW,
        Reason.SMALL_COUNTS,
        HIDDEN,
        area="ansoegningsomraadet",
        reading="10 % af udgangspunktet",
        target=TargetAtRound(POISON, "<=", Interval(POISON, POISON, 0.95, "x"), rests_on="baseline"),
        baseline=replace(HIDDEN, round="baseline"),
    ),
    attainment(
        "sl-frivillige", Word.MET, Reason.COMPLETE_COUNT, PEOPLE, target=TargetAtRound(50, ">=", None), distance=4.0
    ),
    attainment("sl-naboskab", Word.MET, Reason.JUDGED, JUDGEMENT),
)

CHANGE = Change(
    evaluation="slagelse-2017",
    area="motalavej",
    indicator="tryghed-andel",
    from_round="baseline",
    to_round="end",
    difference=5.95,
    difference_interval=None,
    relative=10.2,
    relative_interval=None,
    origin=Origin.SYNTHETIC,
    signal="unknown",
)


def released(
    *,
    measurements: Iterable[Measurement] = (DOCUMENTED, SYNTHETIC, HIDDEN, PEOPLE, JUDGEMENT),
    series: Iterable[Measurement] = (),
    changes: Iterable[Change] = (CHANGE,),
    attainments: Iterable[Attainment] = ATTAINMENTS,
) -> Released:
    """Results as if they had gone through release."""
    results = Results("slagelse-2017", tuple(measurements), tuple(series), tuple(changes), tuple(attainments))
    hidden = sum(item.hidden for item in (*results.measurements, *results.series))
    return Released(results, "public", "dst", hidden, key=RELEASE_KEY)
