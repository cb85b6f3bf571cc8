"""Examples from the work: none without consent and approval, none that points at a person, none before its time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from helpers.disclosure.cases import case_stamps, check_cases, released_cases
from helpers.disclosure.free_text_rows import insist_on_texts
from helpers.errors import PlanError, PrivacyError
from helpers.observations.table import Observation, Origin
from helpers.output.case_examples import case_examples
from helpers.paths import Project
from helpers.plan.cases import load_cases
from helpers.plan.loading import load_plan, load_registry
from helpers.plan.model import Plan, Registry
from plan_examples import example_project, spoilt
from raw_project import RawProject

CASES = """\
version: 1
cases:
  - id: demo-klub
    area: aaparken
    activity: samarbejde
    goal: fire-moeder
    day: 2021-05-01
    text: En ung kom i klubben hver uge.
    consent: {by: den unge selv, date: 2021-05-02, to: At det vises.}
    approver: {role: lederen, date: 2021-05-03}
    audience: public
  - id: moede
    area: aaparken
    day: 2021-06-01
    text: Flere kom til møde.
    consent: {by: deltagerne, date: 2021-06-01, to: At det bruges internt.}
    approver: {role: lederen, date: 2021-06-01}
    audience: internal
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return example_project(tmp_path)


def given(project: Project, text: str = CASES) -> tuple[Project, Plan, Registry]:
    (project.analyses / "proeve-2020" / "cases.yml").write_text(text, encoding="utf-8")
    return project, load_plan(project, "proeve-2020"), load_registry(project)


def test_an_example_stands_where_and_when_it_belongs(project: Project) -> None:
    args = given(project)

    def ids(audience: str, round_id: str, **where: str) -> list[str]:
        return [one.id for one in released_cases(*args, audience, round_id=round_id, **where)]  # type: ignore[arg-type]

    assert ids("public", "end", area="aaparken") == ["demo-klub"]
    assert ids("internal", "end", area="aaparken") == ["demo-klub", "moede"]
    assert ids("public", "midway", activity="samarbejde") == ["demo-klub"]
    assert ids("public", "baseline", area="aaparken") == ids("public", "end", area="bakken") == []


def test_a_page_is_made_again_when_its_own_examples_change_and_no_other(project: Project) -> None:
    _, plan, registry = given(project)

    def stamps(text: str, area: str) -> list[str]:
        given(project, text)
        return case_stamps(
            load_cases(project, plan, registry)[0], plan, "public", area=area, activity=None, round_id="end"
        )

    changed = CASES.replace("hver uge", "hver anden uge")
    assert stamps(CASES, "aaparken") != stamps(changed, "aaparken")
    assert stamps(CASES, "bakken") == stamps(changed, "bakken") == []
    assert stamps(CASES, "aaparken") == stamps(CASES.replace("Flere kom", "Mange kom"), "aaparken")


def test_the_page_says_who_agreed_and_what_is_invented(project: Project) -> None:
    shown = case_examples(released_cases(*given(project), "internal", area="aaparken", round_id="end")).markdown
    assert shown.startswith("## Eksempler fra indsatsen")
    assert shown.count('data-origin="synthetic"') == shown.count("Eksemplet er opdigtet") == 1
    assert "Fortalt i maj 2021. Samtykke: den unge selv. Godkendt af: lederen." in shown
    assert case_examples(()).markdown == ""


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        ("    consent: {by: den unge selv, date: 2021-05-02, to: At det vises.}\n", "", "consent"),
        ("    approver: {role: lederen, date: 2021-05-03}\n", "", "approver"),
        ("date: 2021-05-03}", "date: 2021-05-01}", "før samtykket"),
        ("goal: fire-moeder", "goal: fem-moeder", "fem-moeder"),
        ("activity: samarbejde", "activity: samarbejd", "samarbejd"),
        ("id: moede", "id: demo-klub", "demo-klub"),
    ],
)
def test_a_fault_of_form_is_told_at_its_line(project: Project, old: str, new: str, value: str) -> None:
    text, line = spoilt(CASES, old, new)
    args = given(project, text)
    with pytest.raises(PlanError) as raised:
        check_cases(*args)
    (fault,) = raised.value.faults
    assert value in str(fault)
    assert abs(int(fault.place.removeprefix("analyses/proeve-2020/cases.yml:")) - line) <= 7


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: En ung kom", "text: En ung, der hedder Yonas, kom"),
        ("by: den unge selv", "by: Mette Hansen"),
        ("to: At det vises.", "to: At det vises på Rosenvej 4."),
        ("role: lederen, date: 2021-05-03", "role: Mette Hansen, date: 2021-05-03"),
    ],
)
def test_a_person_in_any_text_refuses_the_file_and_the_page(project: Project, old: str, new: str) -> None:
    text, line = spoilt(CASES, old, new)
    args = given(project, text)
    with pytest.raises(PrivacyError) as raised:
        check_cases(*args)
    assert {fault.place for fault in raised.value.faults} == {f"analyses/proeve-2020/cases.yml:{line}"}
    assert not [word for word in ("Yonas", "Mette", "Rosenvej") if word in str(raised.value)]
    if "to:" not in old:  # no page shows it
        with pytest.raises(PrivacyError):
            released_cases(*args, "public", area="aaparken", round_id="end")


def test_what_somebody_answers_for_may_stand(project: Project) -> None:
    text = CASES.replace("En ung kom", "En ung fra Tryghedsugen kom")
    args = given(project, text)
    with pytest.raises(PrivacyError, match="finding: ") as raised:
        check_cases(*args)
    finding = str(raised.value).partition("finding: ")[2][:12]
    entry = f"accepted:\n  - {{finding: {finding}, because: Det er en uge., role: lederen, date: 2021-05-03}}\n"
    assert len(check_cases(*given(project, text + entry)).cases) == 2


def remark(note: str | None, **changes: object) -> Observation:
    found = Observation(
        id="a", evaluation="proeve-2016", area="loeget", indicator="budget", period_start=None, period_end=None,
        period_label="2016", value=1.0, unit="dkk", origin=Origin.SUPPLIED, source="kilde-0",
        file="proeve-2016/tal.csv", checksum="c", sheet="Ark", row=7, note=note,
    )  # fmt: skip
    return replace(found, **changes)  # type: ignore[arg-type]


def test_a_remark_in_a_raw_file_is_searched_and_its_row_is_named(tmp_path: Path) -> None:
    from raw_project import PLAN, REGISTRY

    raw = RawProject(tmp_path)
    raw.declare()
    good = [remark(None), remark("Tallet er et skøn fra Løget."), remark("Oplyst i 1. kvartal.")]
    insist_on_texts(raw.project, PLAN, REGISTRY, good)
    bad = [*good, remark("En enkelt beboer på 2. sal, der hedder Yonas.")]
    with pytest.raises(PrivacyError) as raised:
        insist_on_texts(raw.project, PLAN, REGISTRY, bad)
    assert {fault.where() for fault in raised.value.faults} == {"data/raw/proeve-2016/tal.csv, ark Ark, række 7"}
    assert len(raised.value.faults) == 3
    assert "Yonas" not in str(raised.value)


def test_the_day_of_approval_may_be_that_of_consent(project: Project) -> None:
    found = check_cases(*given(project)).cases[1]
    assert found.consent.date == found.approver.date == date(2021, 6, 1)
