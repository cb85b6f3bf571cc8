"""Mål for flere områder på én gang."""

from __future__ import annotations

from helpers.measurement.results import Attainment, Reason, Word
from helpers.observations.table import Observation, Origin
from helpers.plan.model import Nature, Target
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

SAFETY = indicator(nature=Nature.SURVEY_SHARE)
SIXTY = Target(kind="absolute_level", operator=">=", value=60)


def _judged(*observations: Observation) -> dict[str, Attainment]:
    both = goal(SIXTY, areas=("a", "b", "c", "d"), evaluated_on=("a", "b", "c", "d", "sum"))
    return {
        found.area: found
        for found in results(plan(both), registry(SAFETY), *observations).attainments_of(round_id="end")
    }


def test_hvert_omraade_og_alle_under_et() -> None:
    """Mindst 60 % skal være trygge i fire områder. 80, 70, 20 og 62 af 100 svarer ja: nået, nået, ikke nået, uafgjort.

    Under ét er det 232 af 400, altså 58 %: det kan ikke afgøres. Ét svar dækker ikke over de andre, så alle fem vises.
    """
    counts = {"a": 80, "b": 70, "c": 20, "d": 62}
    found = _judged(*(seen(2021, area=area, of=(count, 100)) for area, count in counts.items()))
    words = [found[area].word for area in ("a", "b", "c", "d", "sum")]
    assert words == [Word.MET, Word.MET, Word.NOT_MET, Word.UNDETERMINED, Word.UNDETERMINED]
    total = found["sum"].measurement
    assert total is not None
    assert (total.numerator, total.denominator, total.value) == (232, 400, 58)


def test_andele_laegges_aldrig_sammen() -> None:
    """Står der kun 80, 70, 20 og 62 % uden antal, har de fire områder intet fælles tal.

    Gennemsnittet af procenterne er ikke områdernes andel, for der bor ikke lige mange. Siden skriver, at antallene
    mangler.
    """
    shares = {"a": 80.0, "b": 70.0, "c": 20.0, "d": 62.0}
    rows = (seen(2021, share, area=area, origin=Origin.DOCUMENTED) for area, share in shares.items())
    found = _judged(*rows)["sum"]
    assert (found.word, found.reason, found.measurement) == (Word.NO_DATA, Reason.NOT_ADDITIVE, None)
