"""Answers to a questionnaire, one row per person: weighted and added up on the way in, and then forgotten.

What leaves this module is one observation per area, period and question: the weighted share, how many have answered and
how many of them gave the answer that counts, how many were asked and could have been, and the design effect of weights
and households. No row, group or single answer is stored or shown, and a fault names a place, never what stands there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from helpers.intake.amounts import Amounts
from helpers.intake.declaration import Questionnaire, ValueFrom
from helpers.intake.delivery import Delivery
from helpers.intake.documents import blank
from helpers.intake.findings import Located
from helpers.intake.headings import normal
from helpers.intake.kinds import Batch, SheetRead, deliveries
from helpers.intake.periods import Period
from helpers.intake.residents import Asked, Where, asked_in, group_of, read_residents, split
from helpers.intake.tables import Row, observation_at
from helpers.observations.raking import Raked, rake
from helpers.observations.sampling import Column, Design, Stage, design_effect_of_share, mean

_LEFT_OUT = None
"""What a question says where it isn't answered."""


@dataclass(frozen=True)
class Respondent:
    """One person's answers while the file is read."""

    group: tuple[str, ...]
    household: str
    said: tuple[bool | None, ...]
    """For each question: the answer that counts, another one, or none."""


@dataclass(frozen=True)
class _First:
    """Where an observation leads to: the first row of the first table with its area and period.

    Not the first row that it was counted from: row numbers would tell how many have answered.
    """

    delivery: Delivery
    row: int


def read_answers(batch: Batch) -> tuple[SheetRead, ...]:
    """Add one observation per area, period and question to the findings, and return the sheets that were read."""
    of_answers, of_residents = split(batch)
    residents: dict[Where, Asked] = {}
    sheets = [] if of_residents is None else list(read_residents(of_residents, residents))
    by_place = {file.place: file for file in batch.files}
    groups: dict[tuple[str, Period], list[Respondent]] = {}
    first: dict[tuple[str, Period], _First] = {}
    for delivery, rows in deliveries(of_answers):
        _read(delivery, rows, residents, groups)
        first = {key: _First(delivery, rows[0]) for key in groups if key not in first} | first
        sheets.append(SheetRead(by_place[delivery.spot.place], delivery.spot.sheet.name, len(rows)))
    if not batch.findings.faults:
        for key, those in sorted(groups.items(), key=lambda one: (one[0][0], str(one[0][1].start))):
            _add_up(first[key], *key, those, asked_in(residents, *key))
    return tuple(sheets)


def _read(
    delivery: Delivery,
    rows: Sequence[int],
    residents: Mapping[Where, Asked],
    groups: dict[tuple[str, Period], list[Respondent]],
) -> None:
    columns, survey = delivery.source.columns, delivery.source.survey or Questionnaire()
    assert columns is not None  # sources.yml is refused without
    ungrouped = False
    for row in rows:
        if delivery.is_left_out(row):
            continue
        area, period = delivery.area(row, columns.area), delivery.period(row, columns.period)
        said = tuple(_said(delivery, row, value) for value in delivery.source.values)
        group = group_of(delivery, row, survey.weight_by)
        ungrouped = ungrouped or group is None
        if area is None or period is None or group is None:
            continue
        _check_group(delivery, row, group, survey, asked_in(residents, area, period))
        household = _household(delivery, row, columns.household)
        groups.setdefault((area, period), []).append(Respondent(group, household, said))
    if ungrouped:
        _warn(delivery, f"nogle svar mangler {_joined(survey.weight_by)} og er ikke talt med", "De kan ikke vægtes.")


def _said(delivery: Delivery, row: int, value: ValueFrom) -> bool | None:
    """Return whether the answer counts; None for no answer, or after reporting one that the question doesn't have."""
    assert value.question is not None  # sources.yml is refused without
    cell = delivery.cell(row, value.question)
    answer = "" if blank(cell) else normal(cell)
    if not answer or answer in map(normal, value.leaves_out):
        return _LEFT_OUT
    if answer in map(normal, value.counts):
        return True
    if answer in map(normal, value.among):
        return False
    delivery.refuse(
        "svaret er ikke et af spørgsmålets",
        f"sources.yml nævner {len(value.among)} svar under »among« og {len(value.leaves_out)} under »leaves_out«.",
        "Ret cellen, eller tilføj svaret i sources.yml.",
        row,
        delivery.layout.only(value.question),
    )
    return _LEFT_OUT


def _check_group(
    delivery: Delivery, row: int, group: tuple[str, ...], survey: Questionnaire, asked: Asked | None
) -> None:
    """Report a group that the table of residents doesn't have."""
    if asked is None:
        return
    for at, heading in enumerate(survey.weight_by):
        if group[at] not in {known[at] for known in asked.groups}:
            delivery.refuse(
                "gruppen findes ikke blandt beboerne",
                "Grupper hedder det samme i svarene og i tabellen over beboere.",
                "Ret cellen, eller tilføj gruppen i tabellen over beboere.",
                row,
                delivery.layout.only(heading),
            )


def _household(delivery: Delivery, row: int, heading: str | None) -> str:
    """Return what rows of one household share; a row without one is a household of its own."""
    cell = None if heading is None else delivery.cell(row, heading)
    return f"{delivery.file}!{row}" if blank(cell) else normal(cell)


def _add_up(first: _First, area: str, period: Period, those: Sequence[Respondent], asked: Asked | None) -> None:
    """Add the observations of one area and period."""
    import numpy as np

    delivery = first.delivery
    survey = delivery.source.survey or Questionnaire()
    if asked is not None and not _fits(delivery, len(those), asked):
        return
    raked = _weights(delivery, those, survey, asked)
    weights = np.ones(len(those)) if raked is None else raked.weights
    design = Design(weights, (Stage(np.array([one.household for one in those])),))
    for at, value in enumerate(delivery.source.values):
        answered = np.array([one.said[at] is not None for one in those])
        if answered.any():
            yes = np.array([float(one.said[at] is True) for one in those])
            amounts = _amounts(design, yes, answered, asked, _words(survey, raked))
            delivery.findings.located.append(_located(first, area, period, value, amounts))


def _weights(
    delivery: Delivery, those: Sequence[Respondent], survey: Questionnaire, asked: Asked | None
) -> Raked | None:
    """Return the weights, or None after telling the evaluator why there are none."""
    if not survey.weight_by:
        return None
    if asked is None:
        _warn(delivery, "et område eller en periode har ingen tabel over beboere", "Andelen er ikke vægtet.")
        return None
    groups = {name: [one.group[at] for one in those] for at, name in enumerate(survey.weight_by)}
    raked = rake(groups, asked.margins(survey.weight_by))
    if raked is None:
        _warn(delivery, "svarene kan ikke vægtes, så de ligner beboerne", "Andelen er ikke vægtet.")
    elif raked.merged:
        _warn(delivery, "grupper med få svar er lagt sammen med naboen", "En håndfuld svar taler ikke for en gruppe.")
    return raked


def _words(survey: Questionnaire, raked: Raked | None) -> str:
    if raked is None:
        return ""
    return _joined([name for name in survey.weight_by if name in raked.margins]).lower()


def _joined(names: Sequence[str]) -> str:
    return " og ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _fits(delivery: Delivery, answers: int, asked: Asked) -> bool:
    """Report more answers than were asked, and more asked than there are."""
    invited = asked.population if asked.invited is None else asked.invited
    if answers <= invited <= asked.population:
        return True
    delivery.refuse(
        "der er flere svar end spurgte, eller flere spurgte end beboere",
        "Et område kan ikke have flere svar end spurgte, og ikke flere spurgte end beboere.",
        "Ret tabellen over beboere.",
    )
    return False


def _amounts(design: Design, yes: Column, answered: Column, asked: Asked | None, words: str) -> Amounts:
    share = mean(design, yes, answered)
    return Amounts(
        value=min(100.0, 100 * share.value),
        numerator=float((yes * answered).sum()),
        denominator=float(share.n),
        respondents=share.n,
        low=None,
        high=None,
        hidden=False,
        provisional=False,
        population=None if asked is None else asked.population,
        invited=None if asked is None or asked.invited is None else int(asked.invited),
        design_effect=design_effect_of_share(design, yes, answered),
        weighting=words,
    )


def _located(first: _First, area: str, period: Period, value: ValueFrom, amounts: Amounts) -> Located:
    delivery = first.delivery
    indicator = delivery.registry.indicator(value.indicator)
    weighted = "" if amounts.weighting else " Svarene er ikke vægtet."
    note = f"Regnet ud af svarene på et spørgeskema, hvis første række står her.{weighted}"
    found = observation_at(delivery, Row(first.row, area, None, None, note, period), indicator, amounts)
    name = delivery.file.rsplit("/", 1)[-1]
    identifier = f"{delivery.source.id}/{name}:{indicator.id}:{area}@{period.start}/{period.end}"
    return Located(replace(found, id=identifier), {})


def _warn(delivery: Delivery, value: str, rule: str) -> None:
    delivery.warn(delivery.spot.fault(value, rule, "Se efter, om tabellen over beboere og svarene passer sammen."))
