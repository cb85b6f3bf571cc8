"""Moved or stayed: how much of an area's change is who moved in and out, and how much those who stayed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from helpers.disclosure.released import Released
from helpers.measurement.moving import (
    GROUPS,
    MOVED_IN,
    MOVED_OUT,
    STAYED_AFTER,
    STAYED_BEFORE,
    Decomposition,
    decompose,
    flows_of,
    group_of,
)
from helpers.measurement.refusing import Refusal
from helpers.measurement.results import Interval, Measurement, RoundId
from helpers.observations.table import Origin
from helpers.output.cells import Shown, ShownChange, shown, source_words
from helpers.output.fragments import Fragment
from helpers.output.languages import Language, say
from helpers.output.refusals import refusal_sentences
from helpers.output.rendering import render
from helpers.output.status import round_label
from helpers.output.wording import difference_words, interval_words, joined, number, quantity, rests_on
from helpers.plan.model import Indicator, Plan, Registry, Unit

TITLE = "Flyttede eller blev"
_UNKNOWN = "ukendt"
_NOBODY = Shown(state="value", value="–")
"""Who moved out isn't there after, and who moved in wasn't before."""
_CHANGE = "Området gik fra {before} til {after}: {change}{change_interval}."
_SAME = (
    "Blandt de {n}, der blev boende, er tallet det samme før og nu, {share}: lige mange, ikke nødvendigvis de samme. "
    "Ændringen kan være {interval}, så det kan ikke afgøres, om de har ændret sig."
)
_CLEAR = "Blandt de {n}, der blev boende, er ændringen {stayed}, {interval}."
_OPEN = (
    "Blandt de {n}, der blev boende, er ændringen {stayed}. Den kan være {interval}, så det kan ikke afgøres, "
    "om de har ændret sig."
)
_NOT_KNOWN = "Blandt de {n}, der blev boende, er ændringen {stayed}; hvor sikker den er, kan kildens tal ikke sige."
_MOVES = "Fraflytning udgør {moved_out}{out_interval}, og tilflytning {moved_in}{in_interval}."
_PAIRS = (
    "Kilden siger ikke, hvem af dem der skiftede; usikkerheden er regnet, som om før og nu var forskellige personer, "
    "og er som regel for stor."
)
_REFUSED = "Hvor meget der er flytning, og hvor meget der er sket hos dem, der blev boende, er ukendt."
_MEANING = "Tallene siger, hvad ændringen består af, ikke hvorfor folk flyttede."
TEMPLATES = (_CHANGE, _SAME, _CLEAR, _OPEN, _NOT_KNOWN, _MOVES, _PAIRS, _REFUSED, _MEANING)


@dataclass(frozen=True)
class _Row:
    name: str
    before: Shown
    after: Shown
    part: ShownChange


def moved_or_stayed(released: Released, plan: Plan, registry: Registry, *, area: str, round_id: RoundId) -> Fragment:
    """Return the section of an area's page on who moved and who stayed; nothing where no source tells of it."""
    parts = [
        _of_indicator(found, registry.indicator(found[0].indicator), round_label(plan, "baseline"))
        for found in _groups(released, area, round_id)
    ]
    return Fragment.join((Fragment(f"## {TITLE}"), *parts)) if parts else Fragment("")


def _groups(released: Released, area: str, round_id: RoundId) -> Iterator[tuple[Measurement, ...]]:
    by_indicator: dict[str, list[Measurement]] = {}
    for found in released.results.measurements:
        told = group_of(found.breakdown) is not None and found.unit == Unit.PERCENT
        if told and (found.area, found.round) == (area, round_id):
            by_indicator.setdefault(found.indicator, []).append(found)
    yield from (tuple(found) for found in by_indicator.values())


def _of_indicator(found: Sequence[Measurement], indicator: Indicator, baseline: str) -> Fragment:
    flows = flows_of(found)
    if flows is None:
        return Fragment("")
    result = decompose(flows)
    # The year stands in the caption; those who stayed have a figure from before it.
    known = {group_of(one.breakdown): replace(shown(one, indicator), period="") for one in found}
    synthetic = any(one.origin is Origin.SYNTHETIC for one in found)
    return render(
        "moving",
        table_id=f"flyttede-{indicator.id}",
        caption=f"{indicator.name}: fra {baseline} til {found[0].period_label}.",
        headings=("Gruppe", f"Før ({baseline})", f"Nu ({found[0].period_label})", "Del af ændringen"),
        rows=_rows(
            result, {name: known.get(name, Shown("missing", _UNKNOWN)) for name in GROUPS}, indicator, synthetic
        ),
        said=moving_sentences(result, indicator),
        source=f"Kilde: {source_words(tuple(place for one in found for place in one.provenance))}.",
        synthetic=synthetic,
    )


def _rows(
    result: Decomposition | Refusal, cells: dict[str, Shown], indicator: Indicator, synthetic: bool
) -> tuple[_Row, ...]:
    known = result if isinstance(result, Decomposition) else None
    unknown = ShownChange(word=_UNKNOWN)

    def part(of: Fraction, interval: Interval | None) -> ShownChange:
        words = _interval(interval, indicator)
        return ShownChange(word="", difference=_apart(of, indicator), interval=words, synthetic=synthetic)

    stayed = part(known.stayed, known.stayed_interval) if known else unknown
    moved_out = part(known.moved_out, known.moved_out_interval) if known else unknown
    moved_in = part(known.moved_in, known.moved_in_interval) if known else unknown
    return (
        _Row("Blev boende", cells[STAYED_BEFORE], cells[STAYED_AFTER], stayed),
        _Row("Flyttede fra", cells[MOVED_OUT], _NOBODY, moved_out),
        _Row("Flyttede til", _NOBODY, cells[MOVED_IN], moved_in),
        _Row(
            "I alt",
            _total(known.before, known.persons_before, indicator, synthetic) if known else Shown("missing", _UNKNOWN),
            _total(known.after, known.persons_after, indicator, synthetic) if known else Shown("missing", _UNKNOWN),
            part(known.change, known.change_interval) if known else unknown,
        ),
    )


def _total(value: Fraction, persons: float, indicator: Indicator, synthetic: bool) -> Shown:
    return Shown("value", quantity(float(value), indicator), n=rests_on(persons), synthetic=synthetic)


def _interval(interval: Interval | None, indicator: Indicator, language: Language = "da") -> str:
    return "" if interval is None else interval_words(interval, indicator, of_difference=True, language=language)


def _beside(interval: Interval | None, indicator: Indicator, language: Language) -> str:
    """Return an interval as it stands after its number in a sentence; nothing where there is none."""
    words = _interval(interval, indicator, language)
    return f", {words}" if words else ""


def moving_sentences(
    found: Decomposition | Refusal, indicator: Indicator, language: Language = "da"
) -> tuple[str, ...]:
    """Return what an area's change is made of, in whole sentences; or that it is unknown, and what is missing."""
    if isinstance(found, Refusal):
        return (say(_REFUSED, language), *refusal_sentences(found, language))

    places = {
        "before": quantity(float(found.before), indicator, language),
        "after": quantity(float(found.after), indicator, language),
        "change": _apart(found.change, indicator, language),
        "n": number(found.stayers, language=language),
        "share": quantity(float(found.before + found.moved_out), indicator, language),
        "stayed": _apart(found.stayed, indicator, language),
        "interval": _interval(found.stayed_interval, indicator, language),
        "change_interval": _beside(found.change_interval, indicator, language),
        "out_interval": _beside(found.moved_out_interval, indicator, language),
        "in_interval": _beside(found.moved_in_interval, indicator, language),
        "moved_out": _apart(found.moved_out, indicator, language),
        "moved_in": _apart(found.moved_in, indicator, language),
    }
    templates = (
        _CHANGE,
        _of_stayers(found),
        _MOVES,
        *((_PAIRS,) if found.stayed_interval else ()),
        _MEANING,
    )
    return tuple(say(template, language, **places) for template in templates)


def _apart(value: Fraction, indicator: Indicator, language: Language = "da") -> str:
    """Return a signed difference with its unit."""
    text = number(float(value), indicator.decimals, language)
    sign = "+" if value > 0 and text.strip("0,.") else ""
    return joined(sign + text, difference_words(indicator, language=language), language)


def _of_stayers(found: Decomposition) -> str:
    interval = found.stayed_interval
    if interval is None:
        return _NOT_KNOWN
    if found.stayed == 0:
        return _SAME
    return _OPEN if interval.low <= 0 <= interval.high else _CLEAR
