"""Når en definition eller et område bliver et andet undervejs."""

from __future__ import annotations

from datetime import date

import pytest

from helpers.measurement.intervals import difference_of_proportions, proportion
from helpers.measurement.results import Attainment, Reason, Results, Word
from helpers.observations.table import Observation
from helpers.plan.model import Area, AreaChange, AreaKind, Bridge, Indicator, Nature, Target
from unit.measurement.cases import goal, indicator, plan, registry, results, seen

RISING = Target(kind="relative_to_baseline", operator=">", value=0)
OLD = indicator(nature=Nature.SURVEY_SHARE, valid_until=date(2019, 12, 31))
ASKED_BOTH = Bridge(from_version=1, factor=0.9, why="I 2019 blev begge spørgsmål stillet: 60 % mod 54 %.")


def safety(bridge: Bridge | None) -> tuple[Indicator, Indicator]:
    return OLD, OLD.model_copy(
        update={"version": 2, "valid_from": date(2020, 1, 1), "valid_until": None, "bridge": bridge}
    )


def measured(versions: tuple[Indicator, Indicator], *rows: Observation) -> Results:
    return results(plan(goal(RISING)), registry(*versions), *rows)


def end_of(found: Results) -> Attainment:
    return found.attainments_of(round_id="end")[0]


def test_et_nyt_spoergsmaal_uden_bro() -> None:
    """Tryghed skal stige. 180 af 300 var trygge i 2016 (60 %); 210 af 300 svarer ja til et nyt spørgsmål i 2021 (70 %).

    De 10 procentpoint kan lige så godt komme af spørgsmålet som af trygheden. Begge tal vises, men forskellen regnes
    ikke ud, og om målet er nået, kan ikke afgøres: det, der mangler, er ikke et tal, men en bro mellem de to spørgsmål.
    """
    found = measured(safety(None), seen(2016, of=(180, 300)), seen(2021, of=(210, 300)))
    judged = end_of(found)
    assert (judged.word, judged.reason) == (Word.UNDETERMINED, Reason.VERSIONS_DIFFER)
    assert judged.measurement is not None
    assert judged.baseline is not None
    assert (judged.baseline.value, judged.measurement.value, judged.distance) == (60.0, 70.0, None)
    assert judged.crossing is not None
    assert (judged.crossing.from_version, judged.crossing.to_version) == (1, 2)
    assert (judged.crossing.since, judged.crossing.missing) == (date(2020, 1, 1), 2)
    change = found.change("a", "tal", "end")
    assert change is not None
    assert (change.difference, change.signal) == (None, "unknown")


def test_et_nyt_spoergsmaal_med_bro() -> None:
    """Stilles begge spørgsmål samme år, og svarer 60 % ja til det gamle og 54 % til det nye, er broens faktor 0,9.

    De 60 % i 2016 svarer da til 54 % i det nye spørgsmål, og stigningen til 70 % er 16 procentpoint, fra 8,7 til 23,1.
    Målet er nået. De 180 af 300 bliver ved med at være 180 af 300: usikkerheden 54,4-65,4 % ganges med 0,9 og bliver
    48,9-58,8 %, så broen gør ingen mere sikker, end svarene gør. Broens egen usikkerhed er ikke regnet med; derfor står
    der ved hvert tal over broen, hvad den bygger på.
    """
    found = measured(safety(ASKED_BOTH), seen(2016, of=(180, 300)), seen(2021, of=(210, 300)))
    judged = end_of(found)
    assert (judged.word, judged.reason) == (Word.MET, Reason.DIFFERENCE_CLEAR)
    assert judged.target is not None
    assert judged.target.interval is not None
    assert judged.target.value == pytest.approx(54.0)
    interval = proportion(180, 300)
    assert (round(interval.low, 1), round(interval.high, 1)) == (54.4, 65.4)
    assert (round(judged.target.interval.low, 1), round(judged.target.interval.high, 1)) == (48.9, 58.8)
    assert judged.crossing is not None
    assert (judged.crossing.factor, judged.crossing.why) == (0.9, (ASKED_BOTH.why,))
    change = found.change("a", "tal", "end")
    assert change is not None
    assert change.difference == pytest.approx(16.0)
    assert change.difference_interval == difference_of_proportions((210, 300), (180, 300), 0.9)
    assert (round(change.difference_interval.low, 1), round(change.difference_interval.high, 1)) == (8.7, 23.1)


def test_et_fast_niveau_bedoemmes_efter_sin_egen_tids_definition() -> None:
    """Over 72,4 % er over 72,4 % efter den definition, der gælder på dagen; tal fra før betyder intet."""
    level = Target(kind="absolute_level", operator=">", value=72.4)
    rows = (seen(2016, of=(180, 300)), seen(2021, of=(246, 300)))
    found = end_of(results(plan(goal(level)), registry(*safety(None)), *rows))
    assert (found.word, found.reason, found.crossing) == (Word.MET, Reason.INTERVAL_CLEAR, None)


def test_to_omraader_laegges_sammen() -> None:
    """Nord og Syd bliver til ét område 1. januar 2019. Fraflytningen skal falde i det nye område.

    I 2016 flyttede 60 fra 300 boliger i Nord (20 %) og 30 fra 700 i Syd (4,3 %). Det nye områdes udgangspunkt er de 90
    fra 1.000 boliger, 9 %, ikke gennemsnittet af de to procenter. I 2021 flytter 50 fra 1.000: klart færre. Kendte man
    kun Nords tal fra 2016, havde det nye område intet udgangspunkt; en del er ikke det hele.
    """
    moves = indicator(nature=Nature.REGISTER_SHARE, better="lower")
    merged = AreaChange(date=date(2019, 1, 1), before=("nord", "syd"), after=("nordsyd",), why="Lagt sammen.")
    areas = [Area(id=name, name=name.capitalize(), kind=AreaKind.AREA) for name in ("nord", "syd", "nordsyd")]
    known = registry(moves, areas=areas, changes=(merged,))
    falling = goal(Target(kind="relative_to_baseline", operator="<", value=0), areas=("nordsyd",))
    of = plan(falling, areas=("nordsyd",), comparisons=())
    north, south = seen(2016, of=(60, 300), area="nord"), seen(2016, of=(30, 700), area="syd")
    later = seen(2021, of=(50, 1000), area="nordsyd")
    judged = end_of(results(of, known, north, south, later))
    assert judged.baseline is not None
    assert (judged.baseline.value, judged.baseline.numerator, judged.baseline.denominator) == (9.0, 90, 1000)
    assert judged.baseline.summed == ("nord", "syd")
    assert (judged.word, judged.reason) == (Word.MET, Reason.DIFFERENCE_CLEAR)
    half = end_of(results(of, known, north, later))
    assert half.baseline is None
    assert (half.word, half.reason, half.area_change) == (Word.NO_DATA, Reason.AREA_CHANGED, merged)
