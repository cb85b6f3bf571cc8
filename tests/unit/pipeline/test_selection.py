"""Which pages a person asked for."""

from __future__ import annotations

import pytest

from helpers.errors import UsageError
from helpers.paths import Project
from helpers.plan.loading import load_plans
from helpers.selection import Selection
from helpers.sitemap import Subject
from projects import ROOT

PLANS = load_plans(Project(ROOT))
AREA_PAGE = Subject(evaluation="slagelse-2017", area="motalavej", round_id="end")
FRONT = Subject()


def test_everything_covers_everything() -> None:
    assert Selection().is_everything
    assert Selection().covers(AREA_PAGE)
    assert Selection().covers(FRONT)


@pytest.mark.parametrize(
    ("selection", "covered"),
    [
        (Selection(area="motalavej"), True),
        (Selection(area="motalavej", round_id="end"), True),
        (Selection(area="motalavej", round_id="midway"), False),
        (Selection(area="sydbyen"), False),
        (Selection(activity="act-aktivt-liv"), False),
        (Selection(evaluation="slagelse-2017"), True),
        (Selection(evaluation="bolivvejle-2013"), False),
    ],
)
def test_a_selection_covers_the_pages_about_what_it_names(selection: Selection, covered: bool) -> None:
    assert selection.covers(AREA_PAGE) is covered
    assert not selection.covers(FRONT)


def test_unknown_names_are_refused_all_at_once_with_the_closest() -> None:
    with pytest.raises(UsageError) as refused:
        Selection(evaluation="slagelse-2018", area="motalvej", activity="xyz").check(PLANS)
    places = [fault.place for fault in refused.value.faults]
    assert places == ["--evaluation", "--area", "--activity"]
    assert "Mente du slagelse-2017?" in refused.value.faults[0].remedy
    assert "Mente du motalavej?" in refused.value.faults[1].remedy
    assert refused.value.faults[2].remedy.startswith("Vælg en af: act-")


def test_known_names_pass() -> None:
    Selection(evaluation="slagelse-2017", area="motalavej", activity="act-aktivt-liv").check(PLANS)
