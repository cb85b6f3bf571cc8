"""Which fields each kind of target needs, and which indicators it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.plan.model import Indicator, Nature, Target, TargetKind, Unit

_SOFT = frozenset({Nature.MILESTONE, Nature.QUALITATIVE})
_HARD = frozenset(Nature) - _SOFT
_COUNTED = frozenset({Nature.COMPLETE_COUNT, Nature.EVENT_COUNT})

_FITS: dict[TargetKind, frozenset[Nature]] = {
    TargetKind.ABSOLUTE_LEVEL: _HARD,
    TargetKind.RELATIVE_TO_BASELINE: _HARD,
    TargetKind.RELATIVE_TO_PRECEDING_YEAR: _HARD,
    TargetKind.EXCEED_BENCHMARK: _HARD,
    TargetKind.COUNT_PER_YEAR: _COUNTED,
    TargetKind.COUNT_IN_TOTAL: _COUNTED,
    TargetKind.SHARE_OF_GROUP: frozenset({Nature.SURVEY_SHARE, Nature.REGISTER_SHARE, Nature.COMPLETE_COUNT}),
    TargetKind.MILESTONE_BY_DATE: frozenset({Nature.MILESTONE, Nature.COMPLETE_COUNT}),
    TargetKind.QUALITATIVE: frozenset({Nature.QUALITATIVE}),
}
"""A milestone may be counted too: an evaluation that is done once counts as one."""

_WITHOUT_VALUE = frozenset({TargetKind.MILESTONE_BY_DATE, TargetKind.QUALITATIVE})
_COUNTS = frozenset({TargetKind.COUNT_PER_YEAR, TargetKind.COUNT_IN_TOTAL})
_RELATIVE = frozenset({TargetKind.RELATIVE_TO_BASELINE, TargetKind.RELATIVE_TO_PRECEDING_YEAR})
_FULL_SHARE = 100
_SWINGING_COUNTS = frozenset({Nature.EVENT_COUNT, Nature.EVENT_RATE})


@dataclass(frozen=True)
class Complaint:
    """What is wrong with one field of a target."""

    field: str
    """The field that the fault points to; the target itself if the field is missing."""
    value: str
    rule: str
    remedy: str


def complaints(target: Target) -> Iterator[Complaint]:
    """Yield everything in which `target` lacks what its kind needs or has what its kind can't use."""
    yield from _out_of_place(target)
    if target.pending:
        yield from _pending(target)
    elif target.kind in _WITHOUT_VALUE:
        yield from _without_value(target)
    elif target.kind is TargetKind.EXCEED_BENCHMARK:
        yield from _benchmark(target)
    else:
        yield from _with_value(target)


def fits(target: Target, indicator: Indicator) -> bool:
    """Return whether `target` can be judged from `indicator`."""
    in_percent = target.kind is TargetKind.SHARE_OF_GROUP or target.points
    if in_percent and indicator.unit is not Unit.PERCENT:
        return False
    if target.points and indicator.nature in _SWINGING_COUNTS:
        return False  # Two of these are compared by their ratio, which knows no points.
    return indicator.nature in _FITS[target.kind]


def natures(kind: TargetKind) -> tuple[str, ...]:
    """Return the natures of indicators that targets of `kind` fit, sorted."""
    return tuple(sorted(nature.value for nature in _FITS[kind]))


def _out_of_place(target: Target) -> Iterator[Complaint]:
    if target.measured_preceding and target.kind is not TargetKind.RELATIVE_TO_PRECEDING_YEAR:
        yield Complaint(
            "measured_preceding",
            f"»measured_preceding« står i et mål af slagsen {target.kind.value}",
            "Kun en ændring fra året før kan måles mod det tal, der blev målt året før.",
            "Slet »measured_preceding«, eller skriv kind: relative_to_preceding_year.",
        )
    if target.points and target.kind not in _RELATIVE:
        yield Complaint(
            "points",
            f"»points« står i et mål af slagsen {target.kind.value}",
            "Kun en ændring fra udgangspunktet eller fra året før kan være i procentpoint.",
            "Slet »points«, eller skriv kind: relative_to_baseline eller relative_to_preceding_year.",
        )
    if target.every_year and target.kind is TargetKind.MILESTONE_BY_DATE:
        yield Complaint(
            "every_year",
            "»every_year« står i en milepæl",
            "En milepæl nås én gang og bedømmes derefter ikke igen; år for år ville ét år tælle for alle.",
            "Slet »every_year«, eller skriv kind: count_per_year med operator og value.",
        )
    if target.deadline_words is not None and target.every_year:
        yield Complaint(
            "deadline_words",
            "»deadline_words« står i et mål, der gælder hvert år",
            "Et mål, der bedømmes hvert år, har ingen frist.",
            "Slet »deadline_words« eller »every_year«.",
        )


def _pending(target: Target) -> Iterator[Complaint]:
    if target.value is not None:
        yield Complaint(
            "value",
            f"målet er åbent (pending), men har værdien {target.value:g}",
            "Et mål, som dokumentet lader stå åbent, har ingen værdi.",
            "Slet »value« eller »pending«.",
        )


def _without_value(target: Target) -> Iterator[Complaint]:
    for name in ("value", "operator"):
        if getattr(target, name) is not None:
            yield Complaint(
                name,
                f"»{name}« står i et mål af slagsen {target.kind.value}",
                "En milepæl eller en kvalitativ vurdering har hverken værdi eller operator.",
                f"Slet »{name}«.",
            )


def _benchmark(target: Target) -> Iterator[Complaint]:
    if target.operator is None:
        yield _lacking(target, "operator")
    if target.benchmark_moves and target.benchmark_area is None:
        yield _lacking(target, "benchmark_area")
    if target.benchmark_area is None and target.value is None:
        yield _lacking(target, "benchmark_area eller value")


def _with_value(target: Target) -> Iterator[Complaint]:
    for name in ("operator", "value"):
        if getattr(target, name) is None:
            yield _lacking(target, name)
    if target.value is not None:
        yield from _range(target, target.value)


def _range(target: Target, value: float) -> Iterator[Complaint]:
    if target.kind is TargetKind.SHARE_OF_GROUP and not 0 <= value <= _FULL_SHARE:
        rule = "En andel af en gruppe er mellem 0 og 100 procent."
    elif target.kind in _COUNTS and value < 0:
        rule = "Et antal kan ikke være negativt."
    elif target.points and abs(value) > _FULL_SHARE:
        rule = "En andel kan højst ændre sig 100 procentpoint."
    elif target.kind in _RELATIVE and value < -_FULL_SHARE:
        rule = "Noget kan højst falde med 100 procent."
    else:
        return
    yield Complaint("value", f"værdien er {value:g}", rule, "Ret værdien.")


def _lacking(target: Target, name: str) -> Complaint:
    return Complaint(
        name,
        f"målet af slagsen {target.kind.value} mangler {name}",
        "Uden det kan målet ikke bedømmes.",
        f"Tilføj {name}, eller sæt pending: true, hvis dokumentet lader det stå åbent.",
    )
