"""What a control chart says, in sentences; each template has its English in `locale/en/barometer.po`."""

from __future__ import annotations

from collections.abc import Mapping

from helpers.measurement.refusing import Lack, Refusal
from helpers.monitoring.charts import Begins, ControlChart
from helpers.monitoring.limits import ChartKind
from helpers.monitoring.signals import Direction, Rule, Signal
from helpers.monitoring.variation import Assurance, Variation, latest_signal
from helpers.output.languages import Language, say
from helpers.output.refusals import refusal_sentences

VARIATION: Mapping[Variation, str] = {
    Variation.IMPROVEMENT: "forbedring",
    Variation.DETERIORATION: "forværring",
    Variation.CHANGE: "ændring",
    Variation.NO_CHANGE_SEEN: "kun udsving",
}
TOO_FEW = "for få målinger"
NO_CHART = "ikke nok at gå efter"
_MESSAGE: Mapping[Variation, str] = {
    Variation.IMPROVEMENT: "{area}: {indicator} viser en forbedring. {why}",
    Variation.DETERIORATION: "{area}: {indicator} viser en forværring. {why}",
    Variation.CHANGE: "{area}: {indicator} viser en ændring. {why}",
    Variation.NO_CHANGE_SEEN: "{area}: {indicator} viser kun udsving. Om noget har ændret sig, kan ikke ses",
}
_BACK = "{area}: {indicator} svinger nu inden for grænserne. Tidligere har der været signaler"
_REFUSED = "{area}: om {indicator} har ændret sig, kan ikke afgøres. {why}"
_WHY: Mapping[tuple[Rule, Direction], str] = {
    (Rule.OUTSIDE, "up"): "{last} ligger over grænserne for udsving",
    (Rule.OUTSIDE, "down"): "{last} ligger under grænserne for udsving",
    (Rule.SHIFT, "up"): "{count} målinger i træk ligger over gennemsnittet, fra {first} til {last}",
    (Rule.SHIFT, "down"): "{count} målinger i træk ligger under gennemsnittet, fra {first} til {last}",
    (Rule.TREND, "up"): "{count} målinger i træk er hver højere end den før, fra {first} til {last}",
    (Rule.TREND, "down"): "{count} målinger i træk er hver lavere end den før, fra {first} til {last}",
    (Rule.NEAR_LIMIT, "up"): "{count} målinger tæt på hinanden ligger nær den øvre grænse, fra {first} til {last}",
    (Rule.NEAR_LIMIT, "down"): "{count} målinger tæt på hinanden ligger nær den nedre grænse, fra {first} til {last}",
}
RULE: Mapping[Rule, str] = {
    Rule.OUTSIDE: "uden for grænserne",
    Rule.SHIFT: "syv eller flere på samme side",
    Rule.TREND: "seks eller flere i samme retning",
    Rule.NEAR_LIMIT: "to af tre nær en grænse",
}
_LIMITS: Mapping[ChartKind, str] = {
    ChartKind.XMR: (
        "Antal personer, boliger, kroner og andele af dage: grænserne er regnet af, hvor meget tallet flytter sig fra "
        "måling til måling."
    ),
    ChartKind.P: "Andele: grænserne er regnet af, hvor meget en andel af så mange svinger, når intet har ændret sig.",
    ChartKind.U: (
        "Hændelser pr. beboer eller bolig: grænserne er regnet af, hvor meget hændelser blandt så mange svinger, når "
        "intet har ændret sig."
    ),
    ChartKind.C: (
        "Antal hændelser: grænserne er regnet af, hvor meget et antal hændelser svinger, når intet har ændret sig."
    ),
}
_WIDER = "Tallet svinger {times} gange så meget, som tilfældighed alene giver, og grænserne er gjort så meget bredere."
_ASSURANCE: Mapping[Assurance, str] = {
    Assurance.ALWAYS: "Svinger tallet videre som nu, ligger det på den rigtige side af målet hver gang.",
    Assurance.NEVER: "Svinger tallet videre som nu, kommer det ikke over på den rigtige side af målet.",
    Assurance.BY_CHANCE: (
        "Målet ligger inden for udsvingene: nogle målinger når det, og andre gør det ikke, uden at noget har ændret "
        "sig."
    ),
}
_MISSING = "Perioder uden tal: {count}. De er huller i linjen og tæller ikke med."
_HIDDEN = "Perioder, hvor tallet er skjult af hensyn til diskretion: {count}. De skjulte tal kan være de laveste."
_ANEW = "Fra {period} er der nye grænser: {reason}."
_DEFINED = "Fra {period} er der nye grænser, fordi tallet gøres op efter en ny definition."
_SINCE = "Siden {period} er der for få målinger til at sige noget."

TEMPLATES: tuple[str, ...] = (
    *VARIATION.values(), TOO_FEW, NO_CHART, *_MESSAGE.values(), _BACK, _REFUSED, *_WHY.values(), *RULE.values(),
    *_LIMITS.values(), _WIDER, *_ASSURANCE.values(), _MISSING, _HIDDEN, _ANEW, _DEFINED, _SINCE,
)  # fmt: skip
"""Everything that this module says."""
_WORTH_TELLING = 1.05


def state_word(state: Variation | Refusal, language: Language = "da") -> str:
    """Return what a line shows in one or two words."""
    if isinstance(state, Variation):
        return say(VARIATION[state], language)
    few = any(shortfall.lack is Lack.POINTS for shortfall in state.shortfalls)
    return say(TOO_FEW if few else NO_CHART, language)


def message(
    found: ControlChart | Refusal,
    state: Variation | Refusal,
    area: str,
    indicator: str,
    language: Language = "da",
) -> str:
    """Return what a line shows and why, as the title of its figure: no full stop at its end."""
    if isinstance(found, Refusal) or isinstance(state, Refusal):
        refused = state if isinstance(state, Refusal) else found
        assert isinstance(refused, Refusal)
        why = " ".join(refusal_sentences(refused, language)).removesuffix(".")
        if isinstance(found, ControlChart):
            begun = found.points[found.last.first].label
            why = say(_SINCE, language, period=begun).removesuffix(".")
        return say(_REFUSED, language, area=area, indicator=indicator, why=why)
    signal = latest_signal(found)
    if signal is None and any(one.at[-1] >= found.last.first for one in found.signals):
        return say(_BACK, language, area=area, indicator=indicator)
    why = "" if signal is None else _capital(signal_words(found, signal, language))
    return say(_MESSAGE[state], language, area=area, indicator=indicator, why=why)


def signal_words(chart: ControlChart, signal: Signal, language: Language = "da") -> str:
    """Return what a signal is, with its periods, as part of a sentence."""
    labels = [chart.points[at].label for at in signal.at]
    template = _WHY[signal.rule, signal.direction]
    return say(template, language, count=len(labels), first=labels[0], last=labels[-1])


def limit_words(kind: ChartKind, language: Language = "da") -> str:
    """Return what the limits of a kind of chart are made from; said once for all charts of a page."""
    return say(_LIMITS[kind], language)


def chart_notes(
    chart: ControlChart, assurance: Assurance | None, times: str, language: Language = "da"
) -> tuple[str, ...]:
    """Return what a reader must know of a chart besides its message: gaps, new starts, target.

    Parameters
    ----------
    assurance
        None where there is no target to hold a single period against.
    times
        The spread of the last stretch as a reader sees it: `1,4`.
    """
    notes: list[str] = []
    if chart.last.spread >= _WORTH_TELLING:
        notes.append(say(_WIDER, language, times=times))
    notes += [_start_words(chart, place, language) for place in range(1, len(chart.stretches))]
    missing = sum(point.gap and not point.hidden for point in chart.points)
    hidden = sum(point.hidden for point in chart.points)
    notes += [say(_MISSING, language, count=missing)] if missing else []
    notes += [say(_HIDDEN, language, count=hidden)] if hidden else []
    notes += [say(_ASSURANCE[assurance], language)] if assurance is not None else []
    return tuple(notes)


def _start_words(chart: ControlChart, place: int, language: Language) -> str:
    stretch = chart.stretches[place]
    period = chart.points[stretch.first].label
    if stretch.begins is Begins.DEFINITION:
        return say(_DEFINED, language, period=period)
    return say(_ANEW, language, period=period, reason=stretch.reason.strip().removesuffix("."))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
