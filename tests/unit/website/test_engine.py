"""Building a site: what is made, what is reused, what is left alone, and what is refused."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from helpers.errors import ExitCode, SiteError
from helpers.website.engine import build_site
from helpers.website.swap import replacing

CONFIG = """
project:
  type: website
lang: da
website:
  title: Prøve
  search: false
  page-navigation: true
  sidebar:
    style: docked
    contents:
      - index.qmd
      - under/side.qmd
format:
  html:
    css: assets/stil.css
    toc: true
    html-math-method: mathml
    html-table-processing: none
    include-after-body:
      - text: '<script src="/assets/script.js"></script>'
execute:
  enabled: false
"""


def project(folder: Path) -> Path:
    source = folder / "kilder"
    (source / "assets").mkdir(parents=True)
    (source / "under").mkdir()
    (source / "_quarto.yml").write_text(CONFIG, encoding="utf-8")
    (source / "assets" / "stil.css").write_text("body { color: #111 }", encoding="utf-8")
    (source / "assets" / "script.js").write_text("// intet", encoding="utf-8")
    (source / "index.qmd").write_text("---\ntitle: Forside\n---\n\n[side](under/side.qmd)\n", encoding="utf-8")
    (source / "under" / "side.qmd").write_text("---\ntitle: Side\n---\n\n## Afsnit\n\nTekst.\n", encoding="utf-8")
    return source


def test_auto_says_which_engine_it_took(tmp_path: Path) -> None:
    built = build_site(project(tmp_path), tmp_path / "_site", engine="pandoc", cache=tmp_path / "cache")
    assert built.engine == "pandoc"
    assert built.engine_version.startswith("3.")
    assert sorted(built.made) == ["index.html", "under/side.html"]
    assert built.reused == ()
    assert (tmp_path / "_site" / "assets" / "stil.css").is_file()
    assert 'src="../assets/script.js"' in (tmp_path / "_site" / "under" / "side.html").read_text(encoding="utf-8")


def test_only_changed_pages_are_made_again(tmp_path: Path) -> None:
    source = project(tmp_path)
    build_site(source, tmp_path / "_site", engine="pandoc", cache=tmp_path / "cache")
    (source / "under" / "side.qmd").write_text("---\ntitle: Side\n---\n\n## Afsnit\n\nNyt.\n", encoding="utf-8")
    built = build_site(source, tmp_path / "_site", engine="pandoc", cache=tmp_path / "cache")
    assert built.made == ("under/side.html",)
    assert built.reused == ("index.html",)
    assert "Nyt." in (tmp_path / "_site" / "under" / "side.html").read_text(encoding="utf-8")


def test_pages_from_the_cache_are_searched_and_checked_like_new_ones(tmp_path: Path) -> None:
    source, site = project(tmp_path), tmp_path / "_site"
    build_site(source, site, engine="pandoc", cache=tmp_path / "cache")
    index = (site / "soegeindeks.json").read_bytes()
    assert build_site(source, site, engine="pandoc", cache=tmp_path / "cache").made == ()
    assert (site / "soegeindeks.json").read_bytes() == index
    (source / "index.qmd").write_text("---\ntitle: Forside\n---\n\n[s](under/side.qmd#afsnit)\n", encoding="utf-8")
    build_site(source, site, engine="pandoc", cache=tmp_path / "cache")
    (source / "under" / "side.qmd").write_text("---\ntitle: Side\n---\n\n## Andet\n\nTekst.\n", encoding="utf-8")
    # The front page is known, and the place that it leads to is gone from the other.
    with pytest.raises(SiteError, match=r"side\.html#afsnit.*Stedet findes ikke"):
        build_site(source, site, engine="pandoc", cache=tmp_path / "cache")


def test_one_more_page_makes_no_other_page_anew(tmp_path: Path) -> None:
    source, cache = project(tmp_path), tmp_path / "cache"
    build_site(source, tmp_path / "_site", engine="pandoc", cache=cache)
    (source / "ny.qmd").write_text("---\ntitle: Ny\n---\n\nTekst.\n", encoding="utf-8")
    assert build_site(source, tmp_path / "_site", engine="pandoc", cache=cache).made == ("ny.html",)


def test_a_new_title_changes_the_navigation_of_every_page(tmp_path: Path) -> None:
    source = project(tmp_path)
    build_site(source, tmp_path / "_site", engine="pandoc", cache=tmp_path / "cache")
    (source / "under" / "side.qmd").write_text("---\ntitle: Omdøbt\n---\n\nTekst.\n", encoding="utf-8")
    built = build_site(source, tmp_path / "_site", engine="pandoc", cache=tmp_path / "cache")
    assert sorted(built.made) == ["index.html", "under/side.html"]
    assert "Omdøbt" in (tmp_path / "_site" / "index.html").read_text(encoding="utf-8")


def test_a_damaged_or_deleted_cache_does_no_harm(tmp_path: Path) -> None:
    source, cache = project(tmp_path), tmp_path / "cache"
    build_site(source, tmp_path / "_site", engine="pandoc", cache=cache)
    before = (tmp_path / "_site" / "index.html").read_bytes()
    for number, entry in enumerate(sorted(cache.iterdir())):
        entry.write_text(["{", '{"checksum": "0", "page": "{}"}'][number % 2], encoding="utf-8")
    built = build_site(source, tmp_path / "_site", engine="pandoc", cache=cache)
    assert len(built.made) == 2
    assert (tmp_path / "_site" / "index.html").read_bytes() == before


def test_the_cache_keeps_the_pages_used_last(tmp_path: Path) -> None:
    source, cache = project(tmp_path), tmp_path / "cache"
    for number in range(6):
        (source / "under" / "side.qmd").write_text(f"---\ntitle: Side {number}\n---\n\nTekst.\n", encoding="utf-8")
        build_site(source, tmp_path / "_site", engine="pandoc", cache=cache)
    assert len(list(cache.iterdir())) == 8
    assert build_site(source, tmp_path / "_site", engine="pandoc", cache=cache).made == ()


def test_unchanged_files_keep_bytes_and_time(tmp_path: Path) -> None:
    source, site = project(tmp_path), tmp_path / "_site"
    build_site(source, site, engine="pandoc")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()}
    time.sleep(0.02)
    build_site(source, site, engine="pandoc")
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in site.rglob("*") if path.is_file()}
    assert after == before
    assert len(before) >= 6


def test_a_failure_leaves_the_old_site(tmp_path: Path) -> None:
    source, site = project(tmp_path), tmp_path / "_site"
    build_site(source, site, engine="pandoc")
    before = (site / "index.html").read_bytes()
    (source / "index.qmd").write_text("---\ntitle: Forside\n---\n\n[væk](findes-ikke.qmd)\n", encoding="utf-8")
    with pytest.raises(SiteError, match=r"findes-ikke\.html"):
        build_site(source, site, engine="pandoc")
    assert (site / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("._site")] == []


def test_pages_that_are_gone_leave_the_site(tmp_path: Path) -> None:
    source, site = project(tmp_path), tmp_path / "_site"
    (source / "ekstra.qmd").write_text("---\ntitle: Ekstra\n---\n\nTekst.\n", encoding="utf-8")
    build_site(source, site, engine="pandoc")
    assert (site / "ekstra.html").is_file()
    (source / "ekstra.qmd").unlink()
    build_site(source, site, engine="pandoc")
    assert not (site / "ekstra.html").exists()


def test_a_file_in_the_sites_place_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "_site").write_text("min fil", encoding="utf-8")
    with pytest.raises(SiteError) as caught:
        build_site(project(tmp_path), tmp_path / "_site", engine="pandoc")
    assert caught.value.code is ExitCode.SITE
    assert (tmp_path / "_site").read_text(encoding="utf-8") == "min fil"


def test_a_file_above_the_sites_place_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("min fil", encoding="utf-8")
    with pytest.raises(SiteError, match="en fil og ikke en mappe"):
        build_site(project(tmp_path), tmp_path / "fil" / "_site", engine="pandoc")


def test_somebody_elses_folder_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "billeder").mkdir()
    (tmp_path / "billeder" / "ferie.jpg").write_bytes(b"x")
    with pytest.raises(SiteError, match="ikke en side fra Målbar"):
        build_site(project(tmp_path), tmp_path / "billeder", engine="pandoc")
    assert (tmp_path / "billeder" / "ferie.jpg").read_bytes() == b"x"


def test_an_operating_system_that_refuses_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(SiteError, match="Permission denied"), replacing(tmp_path / "_site"):
        pass


def test_an_error_inside_the_block_removes_the_new_site(tmp_path: Path) -> None:
    def fail() -> None:
        with replacing(tmp_path / "_site") as fresh:
            (fresh / "x").write_text("x", encoding="utf-8")
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_quarto_is_asked_for_but_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SiteError, match="Installér Quarto"):
        build_site(project(tmp_path), tmp_path / "_site", engine="quarto")
    assert build_site(project(tmp_path / "igen"), tmp_path / "_site", engine="auto").engine == "pandoc"


FAKE_QUARTO = """#!{python}
import pathlib, sys
if sys.argv[1] == "--version":
    print("1.9.99")
elif sys.argv[1] == "render":
    site = pathlib.Path(sys.argv[2]) / "_site"
    site.mkdir()
    for page in ("index", "under/side"):
        (site / page).parent.mkdir(exist_ok=True)
        text = "<html lang='da'><head><title>x</title></head><body><main>{word}</main></body></html>"
        (site / (page + ".html")).write_text(text)
    sys.exit({code})
"""


def _install_quarto(folder: Path, monkeypatch: pytest.MonkeyPatch, *, word: str = "Fra Quarto", code: int = 0) -> None:
    folder.mkdir()
    program = folder / "quarto"
    program.write_text(FAKE_QUARTO.format(python=sys.executable, word=word, code=code), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("helpers.website.engine.quarto_version", lambda: "1.9.99")


def test_quarto_is_taken_where_it_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install_quarto(tmp_path / "bin", monkeypatch)
    built = build_site(project(tmp_path), tmp_path / "_site", engine="auto")
    assert (built.engine, built.engine_version) == ("quarto", "1.9.99")
    page = (tmp_path / "_site" / "index.html").read_text(encoding="utf-8")
    assert "Fra Quarto" in page
    assert "skip-link" in page  # the shared step ran after Quarto too
    assert not (tmp_path / "kilder" / "_site").exists()


def test_a_quarto_that_fails_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _install_quarto(tmp_path / "bin", monkeypatch, code=1)
    with pytest.raises(SiteError, match="Quarto stoppede"):
        build_site(project(tmp_path), tmp_path / "_site", engine="quarto")
    assert not (tmp_path / "_site").exists()


def test_importing_the_engine_is_light() -> None:
    heavy = "{'pandas', 'matplotlib', 'plotly', 'geopandas', 'nbformat'}"
    code = f"import sys, helpers.website.engine, helpers.website.assembly; print({heavy} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "set()"


def processor_seconds() -> float:
    """Return the processor time of this process and of the programs that it called: a busy machine does not matter."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def test_fifty_pages_take_a_few_seconds(tmp_path: Path) -> None:
    source = project(tmp_path)
    body = "\n\n".join(
        f"## Afsnit {number}\n\nTekst med *vægt* og $x_{{{number}}}$.\n\n| a | b |\n|---|---|\n| 1 | 2 |"
        for number in range(20)
    )
    for number in range(50):
        (source / f"side{number}.qmd").write_text(f"---\ntitle: Side {number}\n---\n\n{body}\n", encoding="utf-8")
    began = processor_seconds()
    built = build_site(source, tmp_path / "_site", engine="pandoc", cache=tmp_path / "cache")
    first = processor_seconds() - began
    assert len(built.made) == 52
    assert first < 20  # about 5
    again = build_site(source, tmp_path / "_site", engine="pandoc", cache=tmp_path / "cache")
    assert len(again.reused) == 52
    assert processor_seconds() - began - first < first / 2
