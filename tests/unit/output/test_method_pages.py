"""The method pages: every worked example and every simulation stands on one of them, and what is missing is said."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from helpers.output.method_pages import Simulated, method_files, method_page, simulation_files
from helpers.output.method_topics import TOPICS, Topic, simulation_title, topic_of, topics, unplaced
from helpers.output.worked_examples import worked_examples
from helpers.paths import Project
from helpers.website.causal_words import causal_words, words_of_page
from projects import ROOT

PROJECT = Project(ROOT)
SPEC = '''"""Hvor sikkert er et tal <b>af ti</b>?

Ti er få.

Worked examples: how the numbers were made.
"""

def test_ti() -> None:
    """Af ti svarer fem
    ja: mellem 24 og 76 %.

    Det er et bredt spænd.
    """


def test_without_words() -> None:
    assert True


def helper() -> None:
    """Er intet eksempel."""
'''


@pytest.fixture
def small(tmp_path: Path) -> Project:
    (tmp_path / "tests/spec/measurement").mkdir(parents=True)
    (tmp_path / "tests/spec/measurement/test_intervaller.py").write_text(SPEC, encoding="utf-8")
    return Project(tmp_path)


def simulated(project: Project, *values: float) -> None:
    folder = project.root / "benchmarks/results/simulations"
    folder.mkdir(parents=True, exist_ok=True)
    findings = [
        {"id": f"f{number}", "text": f"Andel af {number}: spændet rammer", "value": value, "promise": 0.94,
         "direction": "at_least", "replications": 10_000}
        for number, value in enumerate(values)
    ]  # fmt: skip
    content = {"simulation": "intervals", "date": "2026-11-22", "seed": 1, "findings": findings}
    (folder / "intervals.json").write_text(json.dumps(content), encoding="utf-8")


def test_every_worked_example_and_every_simulation_is_on_a_page() -> None:
    modules = [found.module for found in worked_examples(PROJECT)]
    written = {path.stem for path in (ROOT / "benchmarks" / "simulations").glob("[!_]*.py")}
    assert modules
    assert unplaced(modules, sorted(written)) == ()


def test_every_spec_module_has_a_danish_title_and_its_examples_are_told() -> None:
    for path in sorted((ROOT / "tests" / "spec").glob("*/test_*.py")):
        (found,) = [item for item in worked_examples(PROJECT) if item.module == f"{path.parent.name}/{path.stem}"]
        assert not found.title.startswith(("Worked", "Spec", "Test")), path
        assert found.texts, path


def test_what_stands_on_no_page_is_named() -> None:
    assert unplaced(["plan/test_andet"], ["unknown"]) == ("plan/test_andet", "unknown")


def test_a_module_stands_on_the_page_of_its_subject() -> None:
    placed = {
        "measurement/test_flytninger": "flytninger",
        "measurement/test_spoergeskemaer": "spoergeskemaer",
        "measurement/test_intervaller": "intervaller",
        "measurement/test_regneeksempler": "maalopfyldelse",
        "monitoring/test_smaa_omraader": "smaa-omraader",
        "monitoring/test_kontrolkort": "kontrolkort",
        "effects/test_mange_proever": "evidens",
        "effects/test_ord_og_evidens": "evidens",
        "effects/test_forskel_i_forskelle": "virkning",
        "effects/test_afbrudt_tidsserie": "virkning",
    }
    assert {module: getattr(topic_of(module), "id", None) for module in placed} == placed


def test_the_front_of_the_method_links_every_topic() -> None:
    front = (ROOT / "pages" / "metode" / "index.qmd").read_text(encoding="utf-8")
    assert {topic.id for topic in topics()} == {topic.id for topic in TOPICS}
    assert words_of_page(front) == ()
    for topic in topics():
        assert f"- [{topic.title}]({topic.id}/index.ipynb)" in front


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_what_a_page_says_itself_names_no_cause(topic: object) -> None:
    said = " ".join([getattr(topic, "title", ""), getattr(topic, "question", ""), getattr(topic, "text", "")])
    assert causal_words(said) == ()


def test_examples_are_the_docstrings_and_nothing_else(small: Project) -> None:
    shown = method_page(small, "intervaller").markdown
    assert "### Hvor sikkert er et tal \\<b\\>af ti\\</b\\>?" in shown
    assert "<p>Ti er få.</p>" in shown
    assert "<li><p>Af ti svarer fem ja: mellem 24 og 76 %.</p><p>Det er et bredt spænd.</p></li>" in shown
    assert shown.count("<li>") == 1
    assert "how the numbers" not in shown
    assert "Er intet eksempel" not in shown


def test_a_simulation_that_has_not_been_run_is_said_to_be_missing(small: Project) -> None:
    assert "Prøven af, hvor tit metoden tager fejl, er endnu ikke regnet." in method_page(small, "intervaller").markdown
    assert "Alle prøver af" in method_page(small, "virkning").markdown


def test_what_was_found_stands_beside_what_was_promised(small: Project) -> None:
    simulated(small, 0.9541)
    shown = method_page(small, "intervaller").markdown.replace("\N{NO-BREAK SPACE}", " ")
    assert "1 løfter" not in shown
    assert "Ét løfte er prøvet på den måde. Ved 1 er det fundne på den lovede side. Ingen er brudt." in shown
    assert "Regnet 22. november 2026." in shown
    row = '<td>mindst 94 %</td><td class="amount">95,4 % ± 0,4</td><td>10.000 gange</td><td>ja</td>'
    assert row in shown
    assert "endnu ikke regnet" not in shown


def test_a_promise_that_is_not_kept_is_never_folded_away(small: Project) -> None:
    simulated(small, *[0.95] * 7, 0.9)
    shown = method_page(small, "intervaller").markdown
    assert "8 løfter er prøvet på den måde. Ved 7 er det fundne på den lovede side. 1 holder ikke." in shown
    before_fold = shown[: shown.index("<details")]
    assert "Spænd: løfter, der ikke holder" in before_fold
    assert "<td>nej</td>" in before_fold


def test_a_promise_within_the_simulations_own_uncertainty_is_not_called_kept(small: Project) -> None:
    simulated(small, 0.9371)
    shown = method_page(small, "intervaller").markdown
    assert "<td>ja</td>" not in shown
    assert "<td>inden for prøvens egen usikkerhed</td>" in shown
    assert "Ved 0 er det fundne på den lovede side. Ved 1 er det lige ved siden af" in shown
    simulated(small, 0.933)
    assert "<td>nej</td>" in method_page(small, "intervaller").markdown


def test_no_row_says_yes_beside_a_number_that_breaks_its_promise() -> None:
    for path in simulation_files(PROJECT):
        for found in Simulated.model_validate_json(path.read_text(encoding="utf-8")).findings:
            beyond = found.value < found.promise if found.direction == "at_least" else found.value > found.promise
            assert (found.verdict != "ja") is beyond, found.text


def test_what_is_only_compared_with_is_no_promise(small: Project) -> None:
    folder = small.root / "benchmarks/results/simulations"
    simulated(small, 0.95)
    content = json.loads((folder / "intervals.json").read_text(encoding="utf-8"))
    content["findings"].append({**content["findings"][0], "text": "Uden rettelse", "value": 0.4, "comparison": True})
    (folder / "intervals.json").write_text(json.dumps(content), encoding="utf-8")
    shown = method_page(small, "intervaller").markdown
    assert "Ét løfte er prøvet" in shown
    assert "<td>intet løfte, kun til sammenligning</td>" in shown
    assert "<td>nej</td>" not in shown


def test_a_known_limit_is_told_beside_its_no(small: Project) -> None:
    folder = small.root / "benchmarks/results/simulations"
    simulated(small, 0.5)
    content = json.loads((folder / "intervals.json").read_text(encoding="utf-8"))
    content["findings"][0]["known_limit"] = "Kommer de i klumper, er det for smalt."
    (folder / "intervals.json").write_text(json.dumps(content), encoding="utf-8")
    shown = method_page(small, "intervaller").markdown
    assert "Kommer de i klumper, er det for smalt." in shown
    assert "<td>nej</td>" in shown
    assert "1 holder ikke." in shown


def test_a_simulation_has_a_danish_title_and_no_identifier_is_shown() -> None:
    for path in simulation_files(PROJECT):
        read = Simulated.model_validate_json(path.read_text(encoding="utf-8"))
        assert simulation_title(read.simulation) != read.simulation
        for found in read.findings:
            assert not re.search(r"[a-zæøå]+-[a-zæøå]+-[a-zæøå]+", found.text), found.text
            assert not re.search(r"\b1 \w+er\b", found.text), found.text


@pytest.mark.parametrize("topic", topics(), ids=lambda topic: topic.id)
def test_examples_are_said_to_be_invented(topic: Topic) -> None:
    shown = method_page(PROJECT, topic.id).markdown
    examples = shown[shown.index("## Regneeksempler") : shown.index("## Hvor ofte tager vi fejl?")]
    assert "eksemplerne er opdigtede" in examples
    assert "endnu ingen" not in examples
    assert "er endnu ikke regnet" not in shown


def test_an_example_about_a_real_place_says_which_answers_are_invented() -> None:
    """An example of the agreements that judges a number beyond the documented ones calls it imagined."""
    (found,) = [one for one in worked_examples(PROJECT) if one.module == "measurement/test_regneeksempler"]
    documented = [text for text in found.texts if "tænkt" not in text.lower()]
    begins = ("Motalavejs 58,3 %", "Finlandsparken", "Kilden skriver »30-35 unge«")
    assert all(text.startswith(begins) for text in documented)
    assert len(documented) == len(begins)


def test_stressed_words_are_not_shown_with_their_stars(small: Project) -> None:
    path = small.root / "tests/spec/measurement/test_intervaller.py"
    path.write_text(SPEC.replace("svarer fem", "svarer *fem*"), encoding="utf-8")
    assert "Af ti svarer <em>fem</em> ja" in method_page(small, "intervaller").markdown


def test_minus_is_a_minus_sign_and_the_scale_has_one_name() -> None:
    for found in worked_examples(PROJECT):
        for text in (found.title, found.intro, *found.texts):
            assert not re.search(r"(?<![\w.,%])-\d", text), text
            assert not re.search(r"\b[Gg]rad [1-5]\b", text), text


def test_a_copy_without_tests_says_so(tmp_path: Path) -> None:
    empty = Project(tmp_path)
    assert method_files(empty) == ()
    assert "denne kopi" in method_page(empty, "evidens").markdown


def test_an_unknown_topic_is_refused(small: Project) -> None:
    with pytest.raises(KeyError):
        method_page(small, "andet")
