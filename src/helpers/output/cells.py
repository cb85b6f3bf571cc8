"""One measurement as a reader meets it: strings that are the same in tables, sentences, the terminal and downloads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Literal

from helpers.measurement.results import Change, Interval, Measurement, Provenance
from helpers.observations.table import PER_UNKNOWN, Origin, Precision
from helpers.output.languages import Language, say
from helpers.output.survey_words import asked_words, survey_words
from helpers.output.verdicts import no_interval_words
from helpers.output.wording import (
    HIDDEN,
    HIDDEN_WORDS,
    MISSING,
    day,
    difference,
    document_place,
    interval_words,
    listed,
    origin_words,
    quantity,
    rate_per_unknown,
    rests_on,
    sentence,
    stated_range,
)
from helpers.plan.model import Indicator, Nature

_PREFIX = {
    Precision.APPROXIMATE: "ca. ",
    Precision.LOWER_BOUND: "mindst ",
    Precision.UPPER_BOUND: "højst ",
}
_PRINTED_PREFIX = {Precision.LOWER_BOUND: "over ", Precision.UPPER_BOUND: "knap "}
"""How the documents word a bound; `mindst` and `højst` would say another thing than they do."""
_MOST_PRINTED = 3
"""More decimals than any document prints."""
_SHOWN_PLACES = 2
_CHANGE_WORDS = {
    "better": "bedre",
    "worse": "dårligere",
    "no_clear_change": "ingen klar ændring",
    "unknown": "kan ikke afgøres",
}


@dataclass(frozen=True)
class Shown:
    """A measurement in words.

    A hidden one has `..` for its value and nothing else that is a number; a missing one says `mangler`.
    """

    state: Literal["value", "hidden", "missing"]
    value: str
    interval: str = ""
    no_interval: str = ""
    """Why there is no interval, as a sentence."""
    n: str = ""
    asked: str = ""
    """A survey's response rate and weights."""
    period: str = ""
    source: str = ""
    remark: str = ""
    """The judgement with its reasons, why the value is hidden, or a survey's response rate and weights."""
    synthetic: bool = False
    dated: bool = False
    """Does the value say itself when it was, so that the period beside it would only repeat it?"""

    @property
    def when(self) -> str:
        """The period, unless the value says it."""
        return "" if self.dated else self.period


MISSING_CELL = Shown(state="missing", value=MISSING)


def shown(measurement: Measurement | None, indicator: Indicator) -> Shown:
    """Return `measurement` in words; None is a measurement that is missing."""
    if measurement is None:
        return MISSING_CELL
    synthetic = measurement.origin is Origin.SYNTHETIC
    source = source_words(measurement.provenance)
    if measurement.hidden:
        return Shown(
            state="hidden",
            value=HIDDEN,
            period=measurement.period_label,
            source=source,
            remark=HIDDEN_WORDS,
            synthetic=synthetic,
        )
    return Shown(
        state="value",
        value=value_words(measurement, indicator),
        interval="" if measurement.interval is None else interval_words(measurement.interval, indicator),
        no_interval=no_interval_words(measurement, indicator),
        n="" if measurement.n is None or _without_counts(indicator) else rests_on(measurement.n),
        asked=asked_words(measurement, indicator),
        period=measurement.period_label,
        source=source,
        remark=_remark(measurement),
        synthetic=synthetic,
        dated=indicator.nature is Nature.MILESTONE and bool(measurement.value) and measurement.period_end is not None,
    )


def _remark(measurement: Measurement) -> str:
    """Return what a reader must know beside the value: the judgement, and what the value is put together from."""
    since = measurement.version_since
    asked = survey_words(measurement)
    parts = (
        f"{asked[:1].upper()}{asked[1:]}." if asked else "",
        f"Summen af {len(measurement.summed)} områders tal." if measurement.summed else "",
        "" if since is None else f"Perioden begyndte, før definitionen af tallet blev ændret den {day(since)}.",
    )
    made_of = " ".join(part for part in parts if part)
    judged = measurement.judgement or ""
    return f"{sentence(judged)} {made_of}".strip() if made_of else judged


def _without_counts(indicator: Indicator) -> bool:
    """Tell whether the value is itself the count, so that an `n` beside it would only repeat it."""
    return indicator.nature not in (Nature.SURVEY_SHARE, Nature.REGISTER_SHARE, Nature.EVENT_RATE)


def value_words(measurement: Measurement, indicator: Indicator, language: Language = "da") -> str:
    """Return the value with its unit and how exactly the source states it; only for what is not hidden."""
    if indicator.nature is Nature.QUALITATIVE:
        return say(_judged(measurement.value), language)
    if indicator.nature is Nature.MILESTONE:
        return _milestone(measurement, language)
    if measurement.precision is Precision.RANK_ONLY:
        return say("kilden oplyser kun en rækkefølge", language)
    exactly = as_printed(measurement, indicator)
    if measurement.precision is Precision.RANGE and measurement.low is not None and measurement.high is not None:
        return stated_range(measurement.low, measurement.high, exactly, language)
    value = _stated(measurement)
    if value is None:
        return say(MISSING, language)
    amount = (rate_per_unknown if measurement.unit == PER_UNKNOWN else quantity)(value, exactly, language)
    prefix = _prefix(measurement)
    return say(f"{prefix}{{amount}}", language, amount=amount) if prefix else amount


def _prefix(measurement: Measurement) -> str:
    words = _PREFIX | (_PRINTED_PREFIX if _is_printed(measurement) else {})
    return words.get(measurement.precision, "")


def _is_printed(measurement: Measurement) -> bool:
    """Tell whether a value stands in a document as it is, and is not computed from what stands there."""
    alone = len(measurement.provenance) == 1 and measurement.denominator is None
    return measurement.origin is Origin.DOCUMENTED and alone


def as_printed(measurement: Measurement, indicator: Indicator) -> Indicator:
    """Return the indicator with as many decimals as the document prints; `34` is not `34,00`."""
    stated = [found for found in (measurement.value, measurement.low, measurement.high) if found is not None]
    if not stated or not _is_printed(measurement):
        return indicator
    needed = [next((d for d in range(_MOST_PRINTED) if round(found, d) == found), None) for found in stated]
    known = [decimals for decimals in needed if decimals is not None]
    if len(known) < len(needed):
        return indicator
    return indicator.model_copy(update={"decimals": max(known)})


def _stated(measurement: Measurement) -> float | None:
    for candidate in (measurement.value, measurement.low, measurement.high):
        if candidate is not None:
            return candidate
    return None


def _judged(value: float | None) -> str:
    if value is None:
        return "vurderingen er åben"
    return "vurderet som opfyldt" if value else "vurderet som ikke opfyldt"


def _milestone(measurement: Measurement, language: Language) -> str:
    if not measurement.value:
        return say("ikke nået endnu", language)
    if measurement.period_end is None:
        return say("nået", language)
    return say("nået {day}", language, day=day(measurement.period_end, language))


@dataclass(frozen=True)
class ShownChange:
    """The change from baseline in words."""

    word: str
    """`bedre`, `dårligere`, `ingen klar ændring`, `kan ikke afgøres`, `ændring` or why it is not shown."""
    difference: str = ""
    interval: str = ""
    since: str = ""
    """The period that the change starts from, as a reader should see it: `2016`."""
    synthetic: bool = False


def shown_change(change: Change | None, indicator: Indicator, baseline: Measurement | None = None) -> ShownChange:
    """Return the change in words; a hidden one has no number, and an indicator without a good direction no praise.

    `baseline` tells the period that the change starts from. A goal may start from another one, so the name of the
    round would not tell them apart.
    """
    if change is None:
        return ShownChange(word="ingen ændring kan beregnes")
    synthetic = change.origin is Origin.SYNTHETIC
    if change.hidden or change.difference is None:
        refused = "definitionen er ændret" if change.crossing is not None else "ingen ændring kan beregnes"
        return ShownChange(word=HIDDEN_WORDS if change.hidden else refused, synthetic=synthetic)
    return ShownChange(
        word="ændring" if indicator.better == "neither" else _CHANGE_WORDS[change.signal],
        difference=difference(change.difference, indicator),
        interval=_difference_interval(change.difference_interval, indicator),
        since="" if baseline is None else baseline.period_label,
        synthetic=synthetic,
    )


def _difference_interval(interval: Interval | None, indicator: Indicator) -> str:
    return "" if interval is None else interval_words(interval, indicator, of_difference=True)


def places(provenance: Iterable[Provenance]) -> tuple[str, ...]:
    """Return each place that numbers come from once, rows of one sheet together."""
    return _places(tuple(provenance))


@lru_cache(maxsize=4096)
def _places(provenance: tuple[Provenance, ...]) -> tuple[str, ...]:
    ordered = sorted(set(provenance), key=_place_key)
    return tuple(_place(list(same)) for _, same in groupby(ordered, key=_place_key_without_row))


def _place_key(item: Provenance) -> tuple[str, int, str, str, int]:
    return (*_place_key_without_row(item), -1 if item.row is None else item.row)


def _place_key_without_row(item: Provenance) -> tuple[str, int, str, str]:
    if item.document is not None:
        return (item.document, item.page or 0, "", "")
    return ("", 0, item.file, item.sheet or "")


def _place(same: list[Provenance]) -> str:
    first = same[0]
    if first.document is not None:
        return document_place(first.document, first.page)
    parts = [first.file]
    if first.sheet is not None:
        parts.append(f"ark {first.sheet}")
    rows = sorted({item.row for item in same if item.row is not None})
    if rows:
        parts.append(_rows(rows))
    return ", ".join(parts)


def _rows(rows: list[int]) -> str:
    if len(rows) > 2 and rows[-1] - rows[0] == len(rows) - 1:
        return f"række {rows[0]}–{rows[-1]}"
    if len(rows) > 6:
        return f"{len(rows)} rækker mellem {rows[0]} og {rows[-1]}"
    return f"række {listed(str(row) for row in rows)}"


@lru_cache(maxsize=4096)  # a value stands in several tables of a page
def source_words(provenance: tuple[Provenance, ...]) -> str:
    """Return where a value comes from: `dokument S1, side 6`, or file, sheet and row; invented values say so.

    Files have their name only; `places` gives the whole path.
    """
    found = places(replace(item, file=item.file.rpartition("/")[2]) for item in provenance)
    if not found:
        return "kilden er ikke angivet"
    text = "; ".join(found[:_SHOWN_PLACES])
    if len(found) > _SHOWN_PLACES:
        text += f" og {len(found) - _SHOWN_PLACES} steder mere"
    if any(item.origin is Origin.SYNTHETIC for item in provenance):
        return f"{origin_words(Origin.SYNTHETIC)} ({text})"
    return text
