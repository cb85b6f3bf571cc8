"""A year after a round was sealed, everything has moved on, and the round still comes out byte for byte."""

from __future__ import annotations

from pathlib import Path

from helpers.sealing.public_folder import TELLING
from projects import Ran, maalbar, maalbar_json, replace_once, state
from sealed_project import BASELINE, EVALUATION, buildable, own_code, sealed_project

RELEASE = f"{EVALUATION}-baseline-v1"


def bytes_of(site: Path) -> dict[str, str]:
    return {name: held for name, (held, _) in state(site).items()}


def test_a_year_old_sealed_round_is_rebuilt_to_the_same_bytes(tmp_path: Path) -> None:
    root = buildable(sealed_project(tmp_path / "projekt"))
    code = own_code(root)

    def run(*words: str) -> Ran:
        return maalbar(root, *words, PYTHONPATH=str(code))

    built = run("build", "--jobs", "1")
    assert built.code == 0, built.text
    sealed = run("seal", "--evaluation", EVALUATION, "--round", "baseline", "--date", "2020-02-01")
    assert sealed.code == 0, sealed.text
    assert f"Låst: {RELEASE}" in sealed.text
    site = bytes_of(root / "_site")
    assert "data/index.html" in site

    # It is published, with the sealed round at its own address; only what tells of the publication is another.
    stale = run("publish")
    assert stale.code == 7, stale.text
    assert run("build", "--jobs", "1").code == 0
    published = run("publish", "--date", "2020-02-02")
    assert "Udgivet som nr. 2 i protokollen" in published.text
    assert "Intet er ændret siden udgivelsen nr. 2" in run("publish").text
    public, now = root / "offentlig", bytes_of(root / "_site")
    assert {name for name in site if now[name] != site[name]} == TELLING
    assert bytes_of(public / "runder" / RELEASE) == site
    told = (public / "aendringer" / "index.html").read_text(encoding="utf-8")
    assert "Siden er udgivet." in told
    assert f'href="../runder/{RELEASE}/index.html"' in told

    # A year passes: code, notebooks, pages, the lock file, the plan and one byte of a baseline file are others.
    replace_once(code / "helpers" / "sitemap.py", '"Hent tallene"', '"Alle tallene"')
    (root / "notebooks" / "front.ipynb").unlink()
    (root / "pages" / "tilgaengelighed.qmd").unlink()
    (root / "requirements.lock").write_text("numpy==0.1\n", encoding="utf-8")
    replace_once(root / f"analyses/{EVALUATION}/plan.yml", "value: 72.4", "value: 60")
    replace_once(root / BASELINE, "140;200", "141;200")
    stopped = run("build")
    assert stopped.code == 9, stopped.text
    assert f"{BASELINE}, række 2" in stopped.text
    assert "140 er blevet til 141" in stopped.text
    assert bytes_of(root / "_site") == now

    rebuilt = run("rebuild", RELEASE, "--into", str(tmp_path / "genskabt"))
    assert rebuilt.code == 0, rebuilt.text
    assert bytes_of(tmp_path / "genskabt" / "_site") == site
    assert "hver byte som den blev låst" in rebuilt.text

    again = run("rebuild", RELEASE, "--into", str(tmp_path / "genskabt"))
    assert again.code == 2, again.text
    whole = run("releases", "--verify")
    assert whole.code == 0, whole.text
    line, _ = maalbar_json(root, "releases")
    assert (line["release"], line["date"], line["before_next"]) == (RELEASE, "2020-02-01", True)
