"""The rows of the files that a page offers, and what each column means."""

from __future__ import annotations

import math
from datetime import date

from helpers.measurement.results import Interval, Measurement, NoInterval, RoundId, Survey
from helpers.measurement.surveying import response_rate
from helpers.observations.table import PER_UNKNOWN, Precision
from helpers.output.cells import places
from helpers.output.status import GoalLine
from helpers.output.wording import HIDDEN, origin_words, per_unknown_words, unit_words
from helpers.plan.model import Indicator, Registry, Unit

_ROUNDS: dict[RoundId, str] = {"baseline": "baseline", "midway": "midtvejs", "end": "slut"}
_NO_INTERVAL = {
    NoInterval.COMPLETE: "fuld optælling",
    NoInterval.COUNTS_UNKNOWN: "kilden oplyser ikke antallet bag",
    NoInterval.CLUSTERED: "regnet af dage eller timer, ikke af personer",
    NoInterval.NOT_A_NUMBER: "ikke et tal",
    NoInterval.FIXED: "fastsat grænse",
}
_PRECISION = {
    Precision.EXACT: "præcis",
    Precision.APPROXIMATE: "omtrentlig",
    Precision.LOWER_BOUND: "nedre grænse",
    Precision.UPPER_BOUND: "øvre grænse",
    Precision.RANGE: "spænd",
    Precision.RANK_ONLY: "kun rækkefølge",
}

Value = str | float | None
Row = dict[str, Value]
"""One row of a file: column name to text, number, or None for nothing."""


NUMBER_COLUMNS: dict[str, str] = {
    "evaluering": "Evalueringens navn i adresser og filer.",
    "område_id": "Områdets navn i adresser og filer.",
    "område": "Områdets navn.",
    "indikator_id": "Indikatorens navn i adresser og filer.",
    "indikator": "Indikatorens navn.",
    "indikatorversion": "Hvilken version af indikatorens definition tallet følger.",
    "opdeling": "Det mål eller den gruppe, tallet gælder for; tom, når det gælder hele indikatoren.",
    "måling": "baseline, midtvejs eller slut; tom for et punkt i en årsrække.",
    "periode": "Perioden, som den står på siden.",
    "periode_start": "Første dag (år-måned-dag).",
    "periode_slut": "Sidste dag (år-måned-dag).",
    "værdi": "Tallet. Vurdering og milepæl: 1 opfyldt, 0 ikke, tom åben. .. er skjult af hensyn til diskretion.",
    "enhed": "Enheden, som værdi og interval står i.",
    "præcision": "Hvor præcist kilden oplyser tallet.",
    "oplyst_nedre": "Nedre ende af et spænd, som kilden selv oplyser.",
    "oplyst_øvre": "Øvre ende af et spænd, som kilden selv oplyser.",
    "interval_nedre": "Nedre ende af det beregnede interval.",
    "interval_øvre": "Øvre ende af det beregnede interval.",
    "interval_sikkerhed": "Intervallets sikkerhed i procent.",
    "interval_metode": "Metode og artikel bag intervallet.",
    "uden_interval": "Hvorfor der ikke er et interval.",
    "tæller": "Antallet over brøkstregen; for en vægtet andel det vægtede antal svar, afrundet.",
    "nævner": "Antallet under brøkstregen.",
    "n": "Hvor mange tallet bygger på.",
    "spurgte": "Spørgeskema: hvor mange der blev spurgt.",
    "svarprocent": "Spørgeskema: svar i procent af de spurgte.",
    "beboere": "Spørgeskema: hvor mange der kunne være spurgt.",
    "designeffekt": "Spørgeskema: hvor mange gange vægte og husstande gør usikkerheden (variansen) større.",
    "vægtet_efter": "Spørgeskema: hvad svarene er vægtet efter; »nej«, når de ikke er vægtet.",
    "oprindelse": "dokumenteret, leveret eller opdigtet demonstrationstal.",
    "kilde": "Dokument og side, eller fil, ark og række.",
    "skjult": "ja, når tallet er skjult af hensyn til diskretion.",
    "vurdering": "Hvem har vurderet, hvornår og hvorfor.",
}
"""The columns of `<name>-tal.csv` and what they mean, in order."""

GOAL_COLUMNS: dict[str, str] = {
    "evaluering": "Evalueringens navn i adresser og filer.",
    "mål_id": "Målets navn i adresser og filer.",
    "mål": "Målets korte navn.",
    "ordlyd": "Målet, som dokumentet skriver det.",
    "område_id": "Områdets navn i adresser og filer.",
    "område": "Områdets navn.",
    "måling": "baseline, midtvejs eller slut; tom for et punkt i en årsrække.",
    "læsning": "Hvordan målet er læst.",
    "hovedlæsning": "ja, når det er læsningen, som siden bruger først.",
    "status": "nået, ikke nået, kan ikke afgøres, for få til at vise, mangler data eller ikke forfalden.",
    "læsninger": "afhænger af læsningen, når en anden læsning af målet siger det modsatte samme sted; ellers tom.",
    "begrundelse": "Hvorfor målet har sin status.",
    "udgangspunkt": "Tallet ved baseline, som det står på siden.",
    "nu": "Tallet i målingen, som det står på siden.",
    "interval": "Intervallet i ord.",
    "n": "Hvor mange tallet bygger på, som det står på siden.",
    "målet_er": "Hvad målet kræver i målingen.",
    "afstand": "Afstanden fra tallet til målet.",
    "demonstrationsdata": "ja, når status eller et tal i rækken er opdigtet.",
    "kilde": "Dokument og side, eller fil, ark og række.",
    "aftalens_kilde": "Hvor målet står i dokumenterne.",
}
"""The columns of `<name>-maal.csv` and what they mean, in order."""


def number_row(item: Measurement, registry: Registry) -> Row:
    """Return one measurement as the row of a file."""
    indicator = _definition(registry, item)
    hide = item.hidden
    interval = item.interval
    return {
        "evaluering": item.evaluation,
        "område_id": item.area,
        "område": registry.area(item.area).name,
        "indikator_id": item.indicator,
        "indikator": indicator.name,
        "indikatorversion": item.indicator_version,
        "opdeling": item.breakdown or "",
        "måling": "" if item.round is None else _ROUNDS[item.round],
        "periode": item.period_label,
        "periode_start": _iso(item.period_start),
        "periode_slut": _iso(item.period_end),
        "værdi": _number(item.value, hide),
        "enhed": _unit(item, indicator),
        "præcision": _PRECISION[item.precision],
        "oplyst_nedre": _number(item.low, hide),
        "oplyst_øvre": _number(item.high, hide),
        "interval_nedre": _number(_low(interval), hide),
        "interval_øvre": _number(_high(interval), hide),
        "interval_sikkerhed": None if interval is None or hide else _number(interval.level * 100, hide),
        "interval_metode": "" if interval is None or hide else interval.method,
        "uden_interval": "" if item.no_interval is None or hide else _without_interval(item, item.no_interval),
        "tæller": _number(item.numerator, hide),
        "nævner": _number(item.denominator, hide),
        "n": _number(item.n, hide),
        **_survey(item),
        "oprindelse": origin_words(item.origin),
        "kilde": "; ".join(places(item.provenance)),
        "skjult": "ja" if hide else "nej",
        "vurdering": "" if hide else item.judgement or "",
    }


def _survey(item: Measurement) -> Row:
    survey, told = item.survey or Survey(), item.survey is not None and not item.hidden
    numbers = {
        "spurgte": survey.invited,
        "svarprocent": response_rate(item.n or 0.0, survey.invited),
        "beboere": survey.population,
        "designeffekt": survey.design_effect,
    }
    row: Row = {name: _number(value, hide=False) if told else None for name, value in numbers.items()}
    weights = survey.weighting or "nej" if told and survey.weighting is not None else ""
    return row | {"vægtet_efter": weights}


def _definition(registry: Registry, item: Measurement) -> Indicator:
    for indicator in registry.indicators:
        if (indicator.id, indicator.version) == (item.indicator, item.indicator_version):
            return indicator
    return registry.indicator(item.indicator)


def _without_interval(item: Measurement, why: NoInterval) -> str:
    estimated = why is NoInterval.COMPLETE and item.precision is Precision.APPROXIMATE
    return "omtrentligt tal" if estimated else _NO_INTERVAL[why]


def _low(interval: Interval | None) -> float | None:
    return None if interval is None else interval.low


def _high(interval: Interval | None) -> float | None:
    return None if interval is None else interval.high


def _iso(value: date | None) -> str:
    return "" if value is None else value.isoformat()


def _number(value: float | None, hide: bool) -> Value:
    if hide:
        return HIDDEN
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.10g}")  # ten digits: no binary noise, nothing a reader could miss


def _unit(item: Measurement, indicator: Indicator) -> str:
    named = {Unit.COUNT: "antal", Unit.YES_NO: "ja/nej", Unit.TEXT: "tekst"}
    words = per_unknown_words(indicator) if item.unit == PER_UNKNOWN else unit_words(indicator)
    return named.get(indicator.unit) or words.replace("\N{NO-BREAK SPACE}", " ")


def goal_row(line: GoalLine) -> Row:
    """Return one goal's status as the row of a file."""
    invented = line.synthetic or line.now.synthetic or line.baseline.synthetic or line.target_synthetic
    return {
        "evaluering": line.evaluation,
        "mål_id": line.goal,
        "mål": line.goal_name,
        "ordlyd": line.wording,
        "område_id": line.area,
        "område": line.area_name,
        "måling": _ROUNDS[line.round],
        "læsning": line.reading,
        "hovedlæsning": "ja" if line.main_reading else "nej",
        "status": line.word,
        "læsninger": line.depends,
        "begrundelse": line.reason,
        "udgangspunkt": line.baseline.value,
        "nu": line.now.value,
        "interval": line.now.interval or line.now.no_interval,
        "n": line.now.n,
        "målet_er": line.target,
        "afstand": line.distance,
        "demonstrationsdata": "ja" if invented else "nej",
        "kilde": line.now.source,
        "aftalens_kilde": line.goal_source,
    }
