"""`struktur.json`: how the published figures hang together, for whoever computes with them.

A reader who adds up areas, years or groups must know what is a part of what; so must whoever tests that nothing hidden
can be worked out. It is made from the plans, the registries and the profile of protection alone and holds no figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from helpers.disclosure.policy import Policy
from helpers.disclosure.views import with_members
from helpers.measurement.results import RoundId
from helpers.observations.table import Audience
from helpers.plan.model import Area, AreaChange, AreaKind, Indicator, Nature, Plan, Registry, Unit

FILE = "struktur.json"

KINDS: Mapping[AreaKind, str] = {
    AreaKind.AREA: "område",
    AreaKind.PART: "del af et område",
    AreaKind.AGGREGATE: "områder under ét",
    AreaKind.MUNICIPALITY: "kommune",
    AreaKind.BENCHMARK: "sammenligningsgruppe",
    AreaKind.COUNTRY: "landet",
    AreaKind.COMPARISON: "sammenligningsområde",
    AreaKind.DISTRICT: "bydel",
    AreaKind.PORTFOLIO: "boligorganisation",
    AreaKind.POPULATION: "gruppe",
    AreaKind.MENTIONED: "nævnt",
}
UNITS: Mapping[Unit, str] = {
    Unit.PERCENT: "procent",
    Unit.COUNT: "antal",
    Unit.PERSONS: "personer",
    Unit.HOMES: "boliger",
    Unit.PER_1000: "pr. 1.000",
    Unit.PER_10000: "pr. 10.000",
    Unit.DKK: "kr.",
    Unit.YES_NO: "ja/nej",
    Unit.TEXT: "tekst",
}
SCALES: Mapping[Unit, int] = {Unit.PERCENT: 100, Unit.PER_1000: 1000, Unit.PER_10000: 10000}
"""What the numerator divided by the denominator is multiplied by."""
NATURES: Mapping[Nature, str] = {
    Nature.SURVEY_SHARE: "andel af svar",
    Nature.REGISTER_SHARE: "andel i register",
    Nature.EVENT_COUNT: "hændelser",
    Nature.EVENT_RATE: "hændelser pr. beboere eller boliger",
    Nature.COMPLETE_COUNT: "optælling",
    Nature.AMOUNT: "beløb",
    Nature.MILESTONE: "milepæl",
    Nature.QUALITATIVE: "vurdering",
}
YEARS: Mapping[str, str] = {"latest": "seneste", "sum": "sum", "mean": "gennemsnit"}
ROUNDS: Mapping[RoundId, str] = {"baseline": "baseline", "midway": "midtvejs", "end": "slut"}

_GUIDE = (
    "Sådan hænger tallene sammen. »medlemmer«: området er summen af dem. »del_af«: området ligger inde i et andet. "
    "»summeres«: indikatorens tæller og nævner kan lægges sammen over områder. »år«: sådan bliver kortere perioder til "
    "et år. »skala«: værdien er tæller delt med nævner gange skalaen. »samme_antal_som«, »del_af_antal« og "
    "»nævner_er_antal«: indikatorer, der tæller de samme, nogle af de samme eller dem, der deles med. Tomme felter er "
    "udeladt."
)

_Entry = dict[str, object]


def structure(plans: Sequence[Plan], registry: Registry, policy: Policy, audience: Audience) -> dict[str, bytes]:
    """Return the file `struktur.json` of the evaluations.

    Parameters
    ----------
    plans
        The whole plans of the site.
    registry
        Areas, their changes, and indicators.
    policy
        The project's profile of protection; only its numbers are told.
    audience
        For the public, indicators that are internal aren't named.

    Returns
    -------
    dict
        File name to content; the same input gives the same bytes.
    """
    shown = _areas(plans, registry)
    indicators = [found for found in registry.indicators if audience == "internal" or not found.internal]
    lists = {
        "områder": [_area(area, shown) for area in registry.areas if area.id in shown],
        "områdeændringer": [_change(change) for change in registry.changes if {*change.before, *change.after} & shown],
        "indikatorer": [_indicator(found) for found in indicators],
        "evalueringer": [_evaluation(plan) for plan in plans],
    }
    head: _Entry = {"format": "maalbar-struktur 1", "læsevejledning": _GUIDE, "beskyttelse": _protection(policy)}
    parts = [f"{_json(key)}: {_json(value)}" for key, value in head.items()]
    parts += [f"{_json(key)}: [\n{_lines(entries)}\n]" for key, entries in lists.items()]
    return {FILE: ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8")}


def _areas(plans: Iterable[Plan], registry: Registry) -> frozenset[str]:
    """Return every area that a page may show a figure of, with what it is the sum or a part of."""
    named = [area for plan in plans for area in (*plan.areas, *plan.comparisons, *plan.comparison_pool)]
    decided = [area for plan in plans for goal in plan.goals for area in goal.decided_by]
    found = {*with_members(registry, dict.fromkeys((*named, *decided)))}
    for change in registry.changes:
        ends = {*change.before, *change.after}
        found |= ends if ends & found else set()
    whole = {registry.area(area).part_of for area in found}
    return frozenset(found | {area for area in whole if area is not None})


def _area(area: Area, shown: frozenset[str]) -> _Entry:
    return _filled(
        {
            "id": area.id,
            "navn": area.name,
            "type": KINDS[area.kind],
            "medlemmer": [member for member in area.members if member in shown],
            "del_af": area.part_of,
            "kommune": area.municipality,
            "gælder_fra": area.valid_from,
            "gælder_til": area.valid_until,
        }
    )


def _change(change: AreaChange) -> _Entry:
    return {"dato": change.date, "før": list(change.before), "efter": list(change.after), "hvorfor": change.why}


def _indicator(found: Indicator) -> _Entry:
    return _filled(
        {
            "id": found.id,
            "version": found.version,
            "navn": found.name,
            "kort": found.short_name,
            "slags": NATURES[found.nature],
            "enhed": UNITS[found.unit],
            "skala": SCALES.get(found.unit),
            "decimaler": found.decimals,
            "tæller": found.numerator,
            "nævner": found.denominator,
            "år": YEARS[found.yearly],
            "samme_antal_som": list(found.same_count_as),
            "del_af_antal": found.part_of_count,
            "nævner_er_antal": found.group_is_count_of,
            "offentlig_fordi": found.public_because,
            "gælder_fra": found.valid_from,
            "gælder_til": found.valid_until,
        }
    ) | {"summeres": found.additive, "tæller_personer": found.counts_persons, "følsom": found.sensitive}


def _evaluation(plan: Plan) -> _Entry:
    rounds = [
        {"id": found.id, "måling": ROUNDS[found.id], "navn": found.label, "fra": found.first, "til": found.last}
        for found in plan.rounds
    ]
    return {
        "id": plan.id,
        "navn": plan.name,
        "kort": plan.short_name,
        "start": plan.start,
        "slut": plan.end,
        "områder": list(plan.areas),
        "sammenligninger": list(plan.comparisons),
        "runder": rounds,
    }


def _protection(policy: Policy) -> _Entry:
    return {
        "profil": policy.profile,
        "mindste_viste": policy.smallest_shown,
        "mindste_spænd": policy.minimum_width,
        "mindste_nævner": policy.least_group(sensitive=False),
        "mindste_nævner_følsom": policy.least_group(sensitive=True),
        "alle_eller_ingen_fra": policy.all_or_none_from,
        "nul_skjules": policy.zeros_hidden,
        "mindste_beboere_følsom": policy.minimum_persons,
        "mindste_boliger_følsom": policy.minimum_homes,
        "afrunding": policy.rounding,
    }


def _filled(entry: _Entry) -> _Entry:
    return {key: value for key, value in entry.items() if value not in (None, [], "")}


def _lines(entries: Iterable[_Entry]) -> str:
    """Return one object a line: small, and easy to compare between releases."""
    return ",\n".join(_json(entry) for entry in entries)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=str)
