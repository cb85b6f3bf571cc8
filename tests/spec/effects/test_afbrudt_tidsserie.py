"""Et område før og efter: den afbrudte tidsserie.

Tallene fra før start lægges på en linje, og linjen føres videre. Spørgsmålet er, om tallene efter start ligger længere
fra den, end tilfældet gør. Linjen kan ikke se, hvad der ellers skete på samme tid. Tallene er opdigtede.
"""

from __future__ import annotations

from helpers.effects.estimate import Estimand
from helpers.effects.grading import Diagnostics, Direction, Ground, Level, grade
from helpers.effects.interrupted import Interruption, interrupted_series
from helpers.measurement.refusing import Lack, Refusal, Shortfall
from helpers.output.refusals import refusal_sentences
from unit.effects.invented import series


def _asked(counts: list[int], before: int = 12) -> Interruption:
    found = interrupted_series(series([float(count) for count in counts], before=before, frequency="quarter"))
    assert isinstance(found, Interruption)
    return found


def test_haervaerk_i_tre_aar_foer_og_tre_aar_efter() -> None:
    """Et opdigtet område har 252 anmeldelser af hærværk i de 12 kvartaler før start og 152 i de 12 kvartaler efter.

    Linjen fra før start, ført videre, ender i 22,8 anmeldelser i det første kvartal efter; der kom 12. Set over alle
    kvartaler er tallet 0,60 gange det, linjen peger på, med et spænd fra 0,36 til 0,98. Spændet ligger under 1: faldet
    er mere end tilfælde. Men der er intet at sammenligne med, så det siger ikke, hvad faldet kommer af: trin 2 af 5.
    """
    before = [21, 18, 24, 20, 23, 19, 22, 20, 25, 18, 21, 21]
    after = [12, 15, 11, 14, 13, 10, 14, 12, 15, 11, 13, 12]
    assert (sum(before), sum(after)) == (252, 152)
    found = _asked(before + after)
    assert found.estimate.estimand is Estimand.RATE_RATIO
    interval = found.estimate.interval
    assert [round(each, 2) for each in (found.estimate.value, interval.low, interval.high)] == [0.60, 0.36, 0.98]
    assert (round(found.path[12].expected, 1), found.path[12].observed) == (22.8, 12.0)
    graded = grade(found.estimate, Diagnostics())
    assert (graded.level, graded.direction) == (Level.MEASURED, Direction.DECREASE)
    assert Ground.NO_COMPARISON in graded.grounds


def test_et_fald_der_var_i_gang_i_forvejen() -> None:
    """Gennemsnittet falder fra 48,2 til 28,9 anmeldelser i kvartalet, altså 40 %. Det ligner et tydeligt fald.

    Men tallet faldt hele tiden med 4,2 % i kvartalet, også før start. Linjen fra før peger på 36,0 i det første kvartal
    efter, og der kom 36. Forholdet er 1,00, spændet går fra 0,72 til 1,40: et spring kan ikke ses.
    """
    counts = [60, 57, 55, 54, 50, 49, 47, 44, 44, 41, 40, 37, 36, 35, 33, 33, 30, 30, 28, 26, 26, 24, 24, 22]
    assert (round(sum(counts[:12]) / 12, 1), round(sum(counts[12:]) / 12, 1)) == (48.2, 28.9)
    found = _asked(counts)
    assert round(found.trend, 1) == -4.2
    assert (round(found.path[12].expected, 1), found.path[12].observed) == (36.0, 36.0)
    interval = found.estimate.interval
    assert [round(each, 2) for each in (found.estimate.value, interval.low, interval.high)] == [1.00, 0.72, 1.40]
    assert grade(found.estimate, Diagnostics()).direction is Direction.NOT_SHOWN


def test_et_fald_der_kommer_lidt_efter_lidt() -> None:
    """Et opdigtet område har 492 anmeldelser i de 12 kvartaler før start. Så falder tallet jævnt, fra 38 til 17.

    Linjen fra før peger på 500 anmeldelser i de 12 kvartaler efter; der kom 331. Gennemsnittet siden start er 0,66
    gange det, linjen peger på, med et spænd fra 0,41 til 1,06. Et spring ved start ville være målt til 0,92: for lidt,
    fordi faldet ikke kom på én gang. Derfor bruger Målbar gennemsnittet. Prisen er et bredere spænd, og her rummer det
    1: det kan ikke afgøres, om faldet er mere end tilfælde.
    """
    before = [41, 38, 44, 40, 43, 39, 42, 40, 45, 38, 41, 41]
    after = [38, 37, 33, 32, 31, 28, 26, 25, 24, 20, 20, 17]
    assert (sum(before), sum(after)) == (492, 331)
    data = series([float(count) for count in before + after], before=12, frequency="quarter")
    found, jump = interrupted_series(data, average=True), _asked(before + after)
    assert isinstance(found, Interruption)
    assert round(sum(point.expected for point in found.path[12:])) == 500
    interval = found.estimate.interval
    assert [round(each, 2) for each in (found.estimate.value, interval.low, interval.high)] == [0.66, 0.41, 1.06]
    assert round(jump.estimate.value, 2) == 0.92
    assert grade(found.estimate, Diagnostics()).direction is Direction.NOT_SHOWN


def test_tal_der_svinger_mere_end_tilfaeldet_alene() -> None:
    """253 anmeldelser før og 156 efter er næsten de samme tal som i det første eksempel, men de svinger fra 3 til 44.

    Så store udsving er 6,9 gange dem, tilfældet alene ville vise: hændelserne kommer i klumper. Spændet går da fra 0,18
    til 4,20, og det kan ikke afgøres, om der skete noget ved start.
    """
    before = [31, 9, 40, 14, 8, 36, 12, 25, 44, 6, 17, 11]
    after = [20, 4, 25, 8, 18, 3, 24, 11, 7, 15, 5, 16]
    assert (sum(before), sum(after)) == (253, 156)
    found = _asked(before + after)
    assert found.dispersion is not None
    assert round(found.dispersion, 1) == 6.9
    interval = found.estimate.interval
    assert [round(each, 2) for each in (interval.low, interval.high)] == [0.18, 4.20]
    assert grade(found.estimate, Diagnostics()).direction is Direction.NOT_SHOWN


def test_for_kort_en_raekke() -> None:
    """Med 5 kvartaler før og 4 efter gives der intet tal: der skal være mindst 8 af hver."""
    found = interrupted_series(series([20.0] * 9, before=5, frequency="quarter"))
    assert found == Refusal(
        "interrupted_series", (Shortfall(Lack.PERIODS_BEFORE, 5, 8), Shortfall(Lack.PERIODS_AFTER, 4, 8))
    )
    assert refusal_sentences(found)[0] == "Der er tal for 5 perioder før start; der skal være mindst 8."
