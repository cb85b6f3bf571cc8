"""`maalbar new` as a person runs it: by options, from another plan, by questions; nothing is written when refused."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from helpers.cli import app
from helpers.commands.new_writing import write_evaluation
from helpers.errors import SiteError, UsageError
from helpers.paths import Project
from helpers.plan.drafting import Draft, FirstGoal
from helpers.plan.loading import load_plan, load_registry
from plan_examples import PLAN, example_project
from projects import ROOT, Ran, maalbar, state

MUNICIPALITY = "Vejle Kommune"
OPTIONS = (
    "--yes", "--id", "nyparken-2026", "--name", "Helhedsplan for Nyparken: 2026", "--short-name", "Nyparken",
    "--municipality", MUNICIPALITY, "--start", "2026-01-01", "--end", "2029-12-31", "--area", "Nyparken",
    "--area", "løget by",
)  # fmt: skip
GOAL = (
    "--focus-area", "Tryghed og trivsel", "--goal", "Flere skal være trygge", "--goal-name", "Flere trygge",
    "--indicator", "tryghed-andel", "--value", "75", "--page", "4",
)  # fmt: skip

IN_THE_REGISTRIES = {
    "aaparken": "loeget",
    "bakken": "noerremarken",
    "begge, landet": "danmark",
    "landet": "danmark",
    "[moeder]": "[tomgang]",
    "indicator: tryghed": "indicator: tryghed-andel",
    "indicator: moeder": "indicator: nyhedsbreve",
    "indicator: milepael": "indicator: milepael-naaet",
}
"""The ids of the example plan, and what they are in the project's registries."""


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the real registries and one good plan, quick to check."""
    root = tmp_path_factory.mktemp("projekt")
    project = example_project(root)
    for name in ("areas.yml", "areas.geojson", "indicators.yml", "disclosure.yml"):
        (project.analyses / name).write_bytes((ROOT / "analyses" / name).read_bytes())
    plan = PLAN
    for old, new in IN_THE_REGISTRIES.items():
        plan = plan.replace(old, new)
    (project.analyses / "proeve-2020" / "plan.yml").write_text(plan, encoding="utf-8")
    sources = "version: 1\nsources:\n  - {id: a, title: A, owner: A, sensitivity: public, origin: supplied, "
    sources += "personal_data: false, files: a/*.xlsx, optional: true, columns: {area: {heading: A}, "
    sources += "period: {heading: B}}, values: [{indicator: tomgang, value: C}]}\n"
    (project.analyses / "proeve-2020" / "sources.yml").write_text(sources, encoding="utf-8")
    (root / "_quarto.yml").write_text("project: {type: website}\n", encoding="utf-8")
    ran = maalbar(root, "check")
    assert ran.code == 0, ran.text
    return root


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "projekt"))


def assert_checked(project: Path, evaluation: str) -> None:
    ran = maalbar(project, "check", "--json")
    assert ran.code == 0, ran.text
    assert evaluation in json.loads(ran.stdout)["evaluations"]


def assert_refused(ran: Ran, *words: str) -> None:
    assert ran.code == 2, ran.text
    assert "Traceback" not in ran.text
    assert all(word in ran.text for word in words), ran.text


def test_a_plan_made_by_options_passes_check_at_once(project: Path):
    ran = maalbar(project, "new", *OPTIONS, *GOAL)
    assert ran.code == 0, ran.text
    assert "analyses/nyparken-2026/plan.yml" in ran.text
    assert_checked(project, "nyparken-2026")
    plan = load_plan(Project(project), "nyparken-2026")
    assert plan.areas == ("nyparken", "loeget")
    assert plan.name == "Helhedsplan for Nyparken: 2026"
    assert [found.label for found in plan.rounds] == ["baseline 2025", "midtvejs 2027", "slut 2029"]
    assert plan.goals[0].source.page == 4
    assert plan.goals[0].target.value == 75
    registry = load_registry(Project(project))
    assert registry.area("nyparken").municipality_code == registry.area("loeget").municipality_code
    first = (project / "analyses/nyparken-2026/plan.yml").read_text(encoding="utf-8").splitlines()[0]
    schema = first.removeprefix("# yaml-language-server: $schema=")
    assert (project / "analyses/nyparken-2026" / schema).is_file()


def test_a_copy_of_another_plan_passes_check_at_once(project: Path):
    ran = maalbar(project, "new", *OPTIONS, "--from", "proeve-2020")
    assert ran.code == 0, ran.text
    assert_checked(project, "nyparken-2026")
    copied, plan = (load_plan(Project(project), name) for name in ("nyparken-2026", "proeve-2020"))
    assert [goal.id for goal in copied.goals] == [goal.id for goal in plan.goals]
    assert copied.focus_areas == plan.focus_areas
    assert copied.rounds[0].first.year == 2025
    assert copied.goals[0].source == plan.goals[0].source


@pytest.mark.parametrize("origin", sorted(path.parent.name for path in (ROOT / "analyses").glob("*/plan.yml")))
def test_each_evaluation_of_the_project_can_be_copied(
    origin: str, original: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    project = Path(shutil.copytree(original, tmp_path / "projekt"))
    shutil.rmtree(project / "analyses" / "proeve-2020")
    for name in ("areas.yml", "systems.yml", "definitions.lock"):
        if (ROOT / "analyses" / name).is_file():
            (project / "analyses" / name).write_bytes((ROOT / "analyses" / name).read_bytes())
    for path in (ROOT / "analyses").glob("*/plan.yml"):
        shutil.copytree(path.parent, project / "analyses" / path.parent.name)
    monkeypatch.chdir(project)
    monkeypatch.delenv("MAALBAR_PROJECT", raising=False)
    ran = CliRunner().invoke(app, ["new", *OPTIONS, "--from", origin])
    assert ran.exception is None, ran.exception
    assert load_plan(Project(project), "nyparken-2026").goals


def test_a_plan_made_by_questions_passes_check_at_once(project: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(project)
    monkeypatch.delenv("MAALBAR_PROJECT", raising=False)
    answers = (
        "Helhedsplan for Øparken", "Øparken", MUNICIPALITY, "1. januar", "2026-01-01", "2025-12-31", "2029-12-31",
        "proeve-2020", "", "", "", "Øparken", "Nørremarken", "", "",
        "Tryghed", "", "Flere skal være trygge", "", "3", "tryghd-andel", "tryghed-andel", "72,4",
    )  # fmt: skip
    ran = CliRunner().invoke(app, ["new"], input="".join(f"{answer}\n" for answer in answers))
    assert ran.exit_code == 0, ran.output
    assert "Mente du »tryghed-andel«?" in ran.output
    plan = load_plan(Project(project), "vejle-2026")
    assert plan.areas == ("oeparken", "noerremarken")
    assert plan.goals[0].target.value == 72.4
    assert plan.goals[0].source.page == 3
    assert_checked(project, "vejle-2026")


REFUSED = {
    "folder that is there": (("--id", "proeve-2020"), "mappen findes allerede"),
    "unknown indicator": (("--indicator", "tryghed-andl"), "Mente du »tryghed-andel«?"),
    "wrong date": (("--start", "1/1 2026"), "år-måned-dag"),
    "end before start": (("--end", "2025-01-01"), "slutter efter sin begyndelse"),
    "capital in the id": (("--id", "Nyparken"), "Skriv nyparken."),
    "rounds that fall": (("--rounds", "2029,2027"), "stigende årstal"),
    "document that is no key": (("--document", "§ 1"), "Et dokument kaldes"),
    "negative number of meetings": (("--indicator", "nyhedsbreve", "--value", "-4"), "negativt"),
    "municipality for an area": (("--area", "Danmark"), "af slagsen country"),
    "unknown evaluation": (("--from", "proeve-2021"), "Mente du »proeve-2020«?"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(
    kind: str, original: Path, monkeypatch: pytest.MonkeyPatch
):
    options, words = REFUSED[kind]
    before = state(original)
    monkeypatch.chdir(original)
    monkeypatch.delenv("MAALBAR_PROJECT", raising=False)
    error = CliRunner().invoke(app, ["new", *OPTIONS, *GOAL, *options]).exception
    assert isinstance(error, UsageError)
    assert words in str(error)
    assert state(original) == before


def test_a_folder_that_is_there_is_refused_by_the_command(original: Path):
    before = state(original)
    assert_refused(maalbar(original, "new", *OPTIONS, *GOAL, "--id", "proeve-2020"), "mappen findes allerede")
    assert state(original) == before


def test_all_that_is_missing_is_told_at_once(project: Path):
    ran = maalbar(project, "new", "--yes", "--name", "Ny")
    assert_refused(ran, "--municipality", "--start", "--end", "--area", "--focus-area", "--goal", "--indicator")


def test_what_is_missing_and_what_cannot_be_used_is_told_together(project: Path):
    ran = maalbar(
        project, "new", "--yes", "--name", "Ny", "--start", "i morgen", "--indicator", "trygh", "--rounds", "x"
    )
    assert ran.code == 2
    told = ("--municipality mangler", "»i morgen« er ingen dato", "indikatoren »trygh« kendes ikke", "»x«")
    assert all(one in ran.text for one in told), ran.text


def test_a_folder_that_cannot_be_made_leaves_the_areas_as_they_were(project: Path, monkeypatch: pytest.MonkeyPatch):
    before = state(project)

    def fail(self: Path, target: Path) -> Path:
        raise PermissionError(13, "nej")

    monkeypatch.setattr(Path, "rename", fail)
    draft = Draft(
        "ny-2026", "Ny", "Ny", MUNICIPALITY, "Aftalen", "Ny", date(2026, 1, 1), date(2029, 12, 31), (2025, 2027, 2029),
        ("nyparken",), ({"id": "nyparken", "name": "Nyparken", "kind": "area"},),
    )  # fmt: skip
    goal = FirstGoal("Flere skal være trygge", "Flere trygge", "Tryghed", "tryghed-andel", None, 1)
    with pytest.raises(SiteError, match="kan ikke skrives"):
        write_evaluation(Project(project), draft, (goal, ("Tryghed",)))
    assert {name: value[0] for name, value in state(project).items()} == {
        name: value[0] for name, value in before.items()
    }
