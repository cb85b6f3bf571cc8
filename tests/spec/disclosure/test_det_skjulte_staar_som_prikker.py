"""Hvordan det skjulte står på siden.

Worked examples: one hidden figure as tables, files and sentences give it.
"""

from __future__ import annotations

from dataclasses import replace

from helpers.output.cells import shown, shown_change
from helpers.output.download_rows import number_row
from unit.output.text_cases import CHANGE, HIDDEN, REGISTRY, SYNTHETIC


def test_et_skjult_tal_staar_som_to_prikker() -> None:
    """Et tal, som for få mennesker står bag, står som to prikker med ordene *skjult af hensyn til diskretion*.

    Perioden og kilden står der stadig. Hverken procent, spænd eller antal svar står der, for de ville røbe det.
    """
    cell = shown(HIDDEN, REGISTRY.indicator(HIDDEN.indicator))
    assert (cell.value, cell.remark) == ("..", "skjult af hensyn til diskretion")
    assert (cell.interval, cell.n, cell.period) == ("", "", "2021")


def test_i_filerne_staar_det_samme() -> None:
    """I filerne står de to prikker de samme steder, og kolonnen *skjult* siger ja.

    Også tæller, nævner og spænd er skjult: en procent og en gruppe røber antallet.
    """
    row = number_row(HIDDEN, REGISTRY)
    told = [row[name] for name in ("værdi", "tæller", "nævner", "n", "interval_nedre", "interval_øvre", "skjult")]
    assert told == [*[".."] * 6, "ja"]


def test_en_forskel_til_et_skjult_tal_er_ogsaa_skjult() -> None:
    """Er tallet fra 2016 skjult, er ændringen fra 2016 til 2021 det også.

    Ellers kunne det skjulte regnes ud: 64 % nu, 6 procentpoint mere end sidst, så det var 58 %.
    """
    hidden = replace(CHANGE, difference=None, difference_interval=None, signal="unknown", hidden=True)
    told = shown_change(hidden, REGISTRY.indicator(SYNTHETIC.indicator))
    assert (told.word, told.difference, told.interval) == ("skjult af hensyn til diskretion", "", "")
