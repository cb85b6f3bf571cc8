"""Release: results with everything hidden taken out, the only way to a `Released`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpers.disclosure.cells import measurements_of
from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.disclosure.rounding import rounded_to
from helpers.disclosure.suppression import Protection
from helpers.disclosure.weighted import change_told, distance_told, is_weighted, target_told, told
from helpers.errors import Fault, PrivacyError
from helpers.measurement.results import Attainment, Change, Measurement, Reason, Results, Word, YearJudged
from helpers.measurement.yearly import word_of_years
from helpers.observations.table import Audience, Origin

_DECIDED = frozenset({Word.MET, Word.NOT_MET, Word.UNDETERMINED})


def release(results: Results, protection: Protection, audience: Audience) -> Released:
    """Return the results without what is hidden: values, intervals, counts, and all that would give them away.

    Where a value stands (file, row, page) stays. Protection holds for internal readers too. Weighted shares are rounded
    (`disclosure.weighted`). What the decision was not about is hidden: nobody knows what it would give away.

    Raises
    ------
    PrivacyError
        If results for the public rest on an internal source.
    """
    if audience == "public":
        _refuse_internal(results)
    measurements = tuple(_shown(found, protection) for found in results.measurements)
    series = tuple(_shown(found, protection) for found in results.series)
    short_series = tuple(_shown(found, protection) for found in results.short_series)
    at_rounds = {
        (found.area, found.indicator, found.round) for found in measurements if found.hidden and not found.breakdown
    }
    weighted = {(found.area, found.indicator, found.round) for found in results.measurements if is_weighted(found)}
    shown = replace(
        results,
        measurements=measurements,
        series=series,
        short_series=short_series,
        changes=tuple(_change(found, at_rounds, weighted) for found in results.changes),
        attainments=tuple(_attainment(found, protection) for found in results.attainments),
    )
    hidden = sum(found.hidden for found in (*measurements, *series, *short_series))
    return Released(
        shown, audience, protection.profile, hidden, protection.rounding, protection.unsized, key=RELEASE_KEY
    )


def _refuse_internal(results: Results) -> None:
    internal = {
        (found.area, found.indicator, source.file)
        for found in (*measurements_of(results), *results.documented)
        if found.audience == "internal"
        for source in found.provenance
    }
    if internal:
        raise PrivacyError(
            Fault(
                place=file,
                value=f"resultater for {area} og {indicator} bygger på en intern kilde",
                rule="Offentlige sider må ikke bygge på interne kilder.",
                remedy="Byg til intern brug, eller aftal med ejeren, at kilden er offentlig.",
            )
            for area, indicator, file in sorted(internal)
        )


def _may_be_shown(measurement: Measurement, protection: Protection) -> bool:
    if protection.hides(measurement):
        return False
    printed = measurement.origin is Origin.DOCUMENTED
    return printed or protection.knows(measurement) or not _says_anything(measurement)


def _says_anything(measurement: Measurement) -> bool:
    numbers = (measurement.value, measurement.numerator, measurement.denominator, measurement.low, measurement.high)
    return measurement.judgement is not None or any(number is not None for number in numbers)


def _shown(measurement: Measurement, protection: Protection) -> Measurement:
    if _may_be_shown(measurement, protection):
        return _in_steps(told(measurement), protection.rounding) if is_weighted(measurement) else measurement
    return replace(
        measurement,
        value=None,
        interval=None,
        no_interval=None,
        numerator=None,
        denominator=None,
        n=None,
        low=None,
        high=None,
        judgement=None,
        survey=None,
        hidden=True,
    )


def _in_steps(weighted: Measurement, step: int | None) -> Measurement:
    # The weighted count follows from a share of one decimal, and would be a step's neighbour.
    if step is None or weighted.numerator is None:
        return weighted
    return replace(weighted, numerator=rounded_to(weighted.numerator, step))


_AtRound = tuple[str, str, str | None]


def _change(change: Change, hidden: set[_AtRound], weighted: set[_AtRound]) -> Change:
    rounds = {(change.area, change.indicator, at) for at in (change.from_round, change.to_round)}
    if not rounds & hidden:
        return change_told(change) if rounds & weighted else change
    return replace(
        change,
        difference=None,
        difference_interval=None,
        relative=None,
        relative_interval=None,
        signal="unknown",
        hidden=True,
    )


def _attainment(attainment: Attainment, protection: Protection) -> Attainment:
    measurement, baseline, benchmark = (
        None if found is None else _shown(found, protection)
        for found in (attainment.measurement, attainment.baseline, attainment.benchmark)
    )
    target, distance = attainment.target, attainment.distance
    if any(is_weighted(found) for found in (attainment.measurement, attainment.baseline, attainment.benchmark)):
        target, distance = target_told(target), distance_told(distance)
    from_hidden = target is not None and _rests_on_hidden(target.rests_on, baseline, benchmark)
    unshowable = from_hidden or (measurement is not None and measurement.hidden)
    years = tuple(_year(found, protection) for found in attainment.years)
    word, reason = _word(attainment) if unshowable else _word_of_shown(attainment, years)
    return replace(
        attainment,
        word=word,
        reason=reason,
        measurement=measurement,
        baseline=baseline,
        benchmark=benchmark,
        target=None if from_hidden else target,
        distance=None if unshowable else distance,
        years=years,
    )


def _year(judged: YearJudged, protection: Protection) -> YearJudged:
    measurement, against = (
        None if found is None else _shown(found, protection) for found in (judged.measurement, judged.against)
    )
    hidden = any(found is not None and found.hidden for found in (measurement, against))
    if not hidden or judged.word not in _DECIDED:
        return replace(judged, measurement=measurement, against=against)
    return YearJudged(judged.year, Word.TOO_FEW, Reason.SMALL_COUNTS, measurement, against)


def _word_of_shown(attainment: Attainment, years: Sequence[YearJudged]) -> tuple[Word, Reason]:
    # The word follows again from what is shown, so that it can't tell which way a hidden year went.
    return word_of_years(years) if years else (attainment.word, attainment.reason)


def _rests_on_hidden(rests_on: str | None, baseline: Measurement | None, benchmark: Measurement | None) -> bool:
    source = {"baseline": baseline, "benchmark": benchmark}.get(rests_on or "")
    return source is not None and source.hidden


def _word(attainment: Attainment) -> tuple[Word, Reason]:
    if attainment.reason is Reason.REACHED_EARLY:
        # Else "not due" of a total would tell that the hidden number is below its target.
        return Word.NOT_DUE, Reason.BEFORE_DEADLINE
    if attainment.word in _DECIDED:
        return Word.TOO_FEW, Reason.SMALL_COUNTS
    return attainment.word, attainment.reason
