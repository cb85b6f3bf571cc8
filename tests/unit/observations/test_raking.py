"""Weights that make those who answered resemble the residents."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from helpers.observations.raking import Margin, Raked, rake

SEX = Margin("Køn", {"kvinde": 500, "mand": 500})
AGE = Margin("Alder", {"18-29": 300, "30-59": 400, "60+": 300})


def _raked(sex: str, age: str, margins: tuple[Margin, ...] = (SEX, AGE), **more: float) -> Raked | None:
    names = {"k": "kvinde", "m": "mand", "1": "18-29", "3": "30-59", "6": "60+"}
    groups = {"Køn": [names[one] for one in sex], "Alder": [names[one] for one in age]}
    return rake(groups, margins, **more)  # type: ignore[arg-type]


def test_every_group_gets_its_share_of_the_residents() -> None:
    """The margins fit, and the weights are one on average."""
    raked = _raked("kkkkkkkkkkkkkkkmmmmm" * 5, "11333336666666613666" * 5)
    assert raked is not None
    assert raked.weights.mean() == pytest.approx(1)
    women = np.array([one == "k" for one in "kkkkkkkkkkkkkkkmmmmm" * 5])
    assert raked.weights[women].sum() / raked.weights.sum() == pytest.approx(0.5)
    assert raked.gap < 1e-9
    assert raked.merged == ()


def test_a_group_with_too_few_answers_joins_its_neighbour() -> None:
    """Three young answers speak for nobody alone; a margin that is left with one group says nothing."""
    raked = _raked("km" * 20, "111" + "3" * 20 + "6" * 17)
    assert raked is not None
    assert raked.merged == (("18-29", "30-59"),)
    young = raked.weights[:23].sum() / raked.weights.sum()
    assert young == pytest.approx(0.7)
    last = _raked("km" * 20, "1" * 20 + "3" * 18 + "66")
    assert last is not None
    assert last.merged == (("30-59", "60+"),)
    only_sex = _raked("km" * 20, "1" * 38 + "36")
    assert only_sex is not None
    assert only_sex.margins == ("Køn",)
    assert _raked("k" * 40, "1" * 38 + "36") is None


def test_no_answer_counts_for_more_than_five() -> None:
    """Weights are cut and raked again; those that then miss the margins are refused."""
    margins = (Margin("Alder", {"18-29": 450, "60+": 550}),)
    groups = {"Alder": ["18-29"] * 10 + ["60+"] * 90}
    cut = rake(groups, margins, largest=4.0)
    assert cut is None, "ten answers can't be a share of 45 % at four each"
    held = rake(groups, margins, largest=5.0)
    assert held is not None
    assert held.weights.max() == pytest.approx(4.5)
    assert held.cut == 0


def test_cutting_counts_the_answers_and_tells_the_distance() -> None:
    """What is cut is counted, and the margins still fit where the others can make up for it."""
    sex, age = "k" * 5 + "m" * 95, "11133" + "1" * 5 + "3" * 58 + "6" * 32
    raked = _raked(sex, age, (Margin("Køn", {"kvinde": 245, "mand": 755}), AGE))
    assert raked is not None
    assert raked.weights.max() <= 5.01
    assert raked.cut > 0
    assert raked.gap <= 0.01


def test_margins_that_nobody_answered_for_give_no_weights() -> None:
    """No answers, no weights; an unknown group is the caller's mistake."""
    assert rake({"Køn": []}, (SEX,)) is None
    with pytest.raises(KeyError, match="andet"):
        rake({"Køn": ["andet"] * 9}, (SEX,))


def test_a_group_without_residents_joins_its_neighbour() -> None:
    """Answers from a group that no resident belongs to aren't thrown away, nor weighted to nothing."""
    ages = Margin("Alder", {"18-29": 0, "30-59": 400, "60+": 300})
    answers = ["18-29"] * 8 + ["30-59"] * 20 + ["60+"] * 20
    raked = rake({"Alder": answers}, (ages,))
    assert raked is not None
    assert raked.merged == (("18-29", "30-59"),)
    assert Counter(np.round(raked.weights, 6).tolist()) == {0.979592: 28, 1.028571: 20}
