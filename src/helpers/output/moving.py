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
from helpers.measurement.results import Measurement, RoundId
from helpers.observations.table import Origin
from helpers.output.cells import Shown, ShownChange, shown, source_words
from helpers.output.fragments import Fragment
from helpers.output.languages import Language, say
from helpers.output.refusals import refusal_sentences
from helpers.output.rendering import render
from helpers.output.wording import difference_words, interval_words, joined, number, quantity, rests_on
from helpers.plan.model import Indicator, Plan, Registry, Unit

TITLE = "Flyttede eller blev"
_UNKNOWN = "ukendt"
_NOBODY = Shown(state="value", value="–")
"""Who moved out isn't there after, and who moved in wasn't before."""
_CHANGE = "Området gik fra {before} til {after}: {change}."
_ONLY_MOVES = (
    "De {n}, der blev boende, er uændret: {share} både før og nu. "
    "Hele ændringen udgøres af, hvem der flyttede til og fra."
)
_CLEAR = "Blandt de {n}, der blev boende, er ændringen {stayed}, {interval}."
_OPEN = (
    "Blandt de {n}, der blev boende, er ændringen {stayed}. Den kan være {interval}, så det kan ikke afgøres, "
    "om de har ændret sig."
)
_NOT_KNOWN = "Blandt de {n}, der blev boende, er ændringen {stayed}; hvor sikker den er, kan kildens tal ikke sige."
_MOVES = "Fraflytning udgør {moved_out} og tilflytning {moved_in}."
_PAIRS = (
    "Kilden siger ikke, hvem af dem der skiftede; usikkerheden er regnet, som om før og nu var forskellige personer, "
    "og er som regel for stor."
)
_REFUSED = "Hvor meget der er flytning, og hvor meget der er sket hos dem, der blev boende, er ukendt."
_MEANING = "Tallene siger, hvad ændringen består af, ikke hvorfor folk flyttede."
TEMPLATES = (_CHANGE, _ONLY_MOVES, _CLEAR, _OPEN, _NOT_KNOWN, _MOVES, _PAIRS, _REFUSED, _MEANING)


@dataclass(frozen=True)
class _Row:
    name: str
    before: Shown
    after: Shown
    part: ShownChange


def moved_or_stayed(released: Released, plan: Plan, registry: Registry, *, area: str, round_id: RoundId) -> Fragment:
    """Return the section of an area's page on who moved and who stayed; nothing where no source tells of it."""
    parts = [
        _of_indicator(found, registry.indicator(found[0].indicator), f"flyttede-{found[0].indicator}")
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


def _of_indicator(found: Sequence[Measurement], indicator: Indicator, table_id: str) -> Fragment:
    flows = flows_of(found)
    if flows is None:
        return Fragment("")
    result = decompose(flows)
    # The year stands in the caption; those who stayed have a figure from before it.
    known = {group_of(one.breakdown): replace(shown(one, indicator), period="") for one in found}
    synthetic = any(one.origin is Origin.SYNTHETIC for one in found)
    return render(
        "moving",
        table_id=table_id,
        caption=f"{indicator.name}: siden baseline, opgjort {found[0].period_label}.",
        headings=("Gruppe", "Før", "Nu", "Del af ændringen"),
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

    def part(of: Fraction, interval: str = "") -> ShownChange:
        return ShownChange(word="", difference=_apart(of, indicator), interval=interval, synthetic=synthetic)

    stayed = part(known.stayed, _stayed_interval(known, indicator)) if known else unknown
    return (
        _Row("Blev boende", cells[STAYED_BEFORE], cells[STAYED_AFTER], stayed),
        _Row("Flyttede fra", cells[MOVED_OUT], _NOBODY, part(known.moved_out) if known else unknown),
        _Row("Flyttede til", _NOBODY, cells[MOVED_IN], part(known.moved_in) if known else unknown),
        _Row(
            "I alt",
            _total(known.before, known.persons_before, indicator, synthetic) if known else Shown("missing", _UNKNOWN),
            _total(known.after, known.persons_after, indicator, synthetic) if known else Shown("missing", _UNKNOWN),
            part(known.change) if known else unknown,
        ),
    )


def _total(value: Fraction, persons: float, indicator: Indicator, synthetic: bool) -> Shown:
    return Shown("value", quantity(float(value), indicator), n=rests_on(persons), synthetic=synthetic)


def _stayed_interval(found: Decomposition, indicator: Indicator, language: Language = "da") -> str:
    interval = found.stayed_interval
    return "" if interval is None else interval_words(interval, indicator, of_difference=True, language=language)


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
        "interval": _stayed_interval(found, indicator, language),
        "moved_out": _apart(found.moved_out, indicator, language),
        "moved_in": _apart(found.moved_in, indicator, language),
    }
    templates = (
        _CHANGE,
        _of_stayers(found),
        _MOVES,
        *((_PAIRS,) if found.stayed and found.stayed_interval else ()),
        _MEANING,
    )
    return tuple(say(template, language, **places) for template in templates)


def _apart(value: Fraction, indicator: Indicator, language: Language = "da") -> str:
    """Return a signed difference with its unit."""
    text = number(float(value), indicator.decimals, language)
    sign = "+" if value > 0 and text.strip("0,.") else ""
    return joined(sign + text, difference_words(indicator, language=language), language)


def _of_stayers(found: Decomposition) -> str:
    if found.stayed == 0:
        return _ONLY_MOVES
    interval = found.stayed_interval
    if interval is None:
        return _NOT_KNOWN
    return _OPEN if interval.low <= 0 <= interval.high else _CLEAR
