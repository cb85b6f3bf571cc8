"""What happens after rendering: repairs, refusals, search index and policy, alike for both engines."""

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.errors import SiteError
from helpers.website.facts import finished as finished_page
from helpers.website.postrender import finish


def page(body: str, head: str = "", lang: str = "da") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8"><title>Side</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def finished(folder: Path, body: str, head: str = "", lang: str = "da", name: str = "index.html") -> BeautifulSoup:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(page(body, head, lang), encoding="utf-8")
    finish(folder)
    return BeautifulSoup((folder / name).read_text(encoding="utf-8"), "lxml")


def test_the_skip_link_comes_first_and_leads_to_the_content(tmp_path: Path) -> None:
    soup = finished(tmp_path, "<header>x</header><main>Tekst</main>")
    first = soup.select("body > *")[0]
    main = soup.select_one("main")
    assert main is not None
    assert first["href"] == f"#{main['id']}"
    assert first.get_text() == "Gå til indhold"
    assert main["tabindex"] == "-1"


def test_an_english_page_gets_english_words(tmp_path: Path) -> None:
    soup = finished(tmp_path, "<main><table><tr><td>1</td></tr></table></main>", lang="en")
    assert soup.select("body > a")[0].get_text() == "Skip to content"
    assert soup.select(".table-scroll")[0]["aria-label"] == "Table, scrollable"


def test_aria_current_is_on_this_page_only(tmp_path: Path) -> None:
    (tmp_path / "anden.html").write_text(page("<main>x</main>"), encoding="utf-8")
    links = '<a href="../anden.html" aria-current="page">A</a><a href="./side.html">B</a><a href="side.html#x">C</a>'
    soup = finished(tmp_path, f'<nav>{links}</nav><main><p id="x">x</p></main>', name="under/side.html")
    assert [link.get_text() for link in soup.select("[aria-current=page]")] == ["B", "C"]


def test_tables_scroll_in_a_named_region(tmp_path: Path) -> None:
    table = "<table><caption>Tryghed i 2021</caption><tr><td>1</td></tr></table>"
    soup = finished(tmp_path, f"<main>{table} efter</main>")
    region = soup.select_one(".table-scroll")
    assert region is not None
    assert (region["role"], region["tabindex"]) == ("group", "0")
    assert region["aria-label"] == "Tabel: Tryghed i 2021, kan rulles"
    assert " efter" in str(region.next_sibling)
    assert not soup.select(".table-scroll .table-scroll")


def test_code_can_be_reached_by_keyboard(tmp_path: Path) -> None:
    soup = finished(tmp_path, "<main><pre><code>x</code></pre></main>")
    assert soup.select("pre")[0]["tabindex"] == "0"
    assert soup.select("pre")[0]["aria-label"] == "Kode, kan rulles"


def test_quartos_menus_and_boxes_become_buttons(tmp_path: Path) -> None:
    (tmp_path / "site_libs").mkdir()
    (tmp_path / "site_libs" / "x.css").write_text("", encoding="utf-8")
    menu = '<nav><a class="nav-link dropdown-toggle" href="#" role="link">Områder</a></nav>'
    box = (
        '<div class="callout"><div class="callout-header d-flex" data-bs-toggle="collapse" aria-expanded="true" '
        'role="button" tabindex="0"><div class="callout-title-container">Titel</div></div></div>'
    )
    toggle = '<button aria-label="Toggle navigation">x</button>'
    soup = finished(
        tmp_path,
        f'{menu}{toggle}<main style="color:red">{box}</main>',
        '<link rel="stylesheet" href="site_libs/x.css">',
    )
    button = soup.select_one(".dropdown-toggle")
    assert button is not None
    assert (button.name, button["type"], button["aria-expanded"]) == ("button", "button", "false")
    assert not button.has_attr("href")
    header = soup.select_one(".callout-header")
    assert header is not None
    assert (header.name, header["aria-expanded"]) == ("button", "true")
    assert header.select("div") == []
    assert soup.select('[aria-label="Vis eller skjul menu"]')
    assert soup.select("main")[0]["style"] == "color:red"  # Quarto's own scripts write style attributes
    assert "'unsafe-inline'" in policy(soup)["style-src"]
    assert policy(soup)["script-src"] == ["'self'"]


def policy(soup: BeautifulSoup) -> dict[str, list[str]]:
    content = str(soup.select('meta[http-equiv="Content-Security-Policy"]')[0]["content"])
    parts = [part.split() for part in content.split(";")]
    return {part[0]: part[1:] for part in parts}


def test_the_policy_permits_the_sites_own_files_only(tmp_path: Path) -> None:
    soup = finished(tmp_path, "<main>x</main>")
    assert policy(soup) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
    }
    assert [node.name for node in soup.select("head > *")][:2] == ["meta", "meta"]


def test_style_attributes_move_into_one_element_that_the_policy_names(tmp_path: Path) -> None:
    body = '<main><p style="color: red">a</p><p class="x" style="color:  red;">b</p><p style="">c</p></main>'
    soup = finished(tmp_path, body)
    assert not soup.select("[style]")
    style = soup.select("head > style")[0].get_text()
    first, second = (node.get_attribute_list("class") for node in soup.select("p")[:2])
    assert second[0] == "x"
    assert first[-1] == second[-1]
    assert f".{first[-1]}.{first[-1]}{{color: red}}" in style
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in policy(soup)["style-src"]


def test_a_script_in_the_page_is_named_and_data_is_not(tmp_path: Path) -> None:
    body = '<main><script type="application/json">{"a": 1}</script></main><script>window.a = 1</script>'
    soup = finished(tmp_path, body)
    digest = base64.b64encode(hashlib.sha256(b"window.a = 1").digest()).decode()
    assert policy(soup)["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_a_page_with_a_figure_permits_plotlys_bold_words_and_no_other_style(tmp_path: Path) -> None:
    soup = finished(tmp_path, '<main><script type="application/json" class="figure-data">{}</script></main>')
    digests = [
        f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'"
        for style in (b"font-weight:bold", b"font-style:italic", b"font-size:70%")
    ]
    assert policy(soup)["style-src"] == ["'self'", "'unsafe-hashes'", *digests]


THIRD_PARTY = [
    '<img src="https://example.org/x.png" alt="x">',
    '<img src="//example.org/x.png" alt="x">',
    '<img srcset="a.png 1x, https://example.org/x.png 2x" alt="x">',
    '<script src="https://example.org/x.js"></script>',
    '<iframe src="http://example.org/"></iframe>',
    '<link rel="stylesheet" href="https://example.org/x.css">',
    '<link rel="preconnect" href="https://example.org">',
    '<form action="https://example.org/"></form>',
    "<style>p{background:url('https://example.org/x.png')}</style>",
    "<style>@import 'x.css'</style>",
    '<p style="background:url(//example.org/x.png)">x</p>',
    '<video src="https://example.org/x.mp4"></video>',
    '<object data="https://example.org/x"></object>',
]


@pytest.mark.parametrize("body", THIRD_PARTY)
def test_a_third_partys_address_is_refused(body: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page(f"<main>{body}</main>"), encoding="utf-8")
    before = (tmp_path / "index.html").read_bytes()
    with pytest.raises(SiteError, match=r"index\.html.*forbindelse til andre"):
        finish(tmp_path)
    assert (tmp_path / "index.html").read_bytes() == before


def test_a_third_partys_address_in_a_style_sheet_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.css").write_text("@font-face{src:url(https://example.org/x.woff)}", encoding="utf-8")
    with pytest.raises(SiteError, match=r"x\.css"):
        finish(tmp_path)


def test_a_link_for_the_reader_to_follow_is_no_third_party(tmp_path: Path) -> None:
    finished(tmp_path, '<main><a href="https://example.org">ud</a> https://example.org</main>')


@pytest.mark.parametrize(
    "body",
    [
        '<a href="mangler.html">x</a>',
        '<a href="#mangler">x</a>',
        '<a href="anden.html#mangler">x</a>',
        '<a href="../uden-for.html">x</a>',
        '<img src="mangler.svg" alt="x">',
        '<script src="mangler.js"></script>',
        '<picture><source srcset="mangler.svg"><img src="her.svg" alt="x"></picture>',
    ],
)
def test_a_link_that_leads_nowhere_is_refused(body: str, tmp_path: Path) -> None:
    (tmp_path / "anden.html").write_text(page("<main>x</main>"), encoding="utf-8")
    (tmp_path / "her.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "index.html").write_text(page(f"<main>{body}</main>"), encoding="utf-8")
    with pytest.raises(SiteError, match=r"index\.html.*findes ikke"):
        finish(tmp_path)


def test_links_that_lead_somewhere_pass(tmp_path: Path) -> None:
    (tmp_path / "under").mkdir()
    (tmp_path / "under" / "index.html").write_text(page("<main id='her'>x</main>"), encoding="utf-8")
    (tmp_path / "søster å.csv").write_text("x", encoding="utf-8")
    links = ("under/", "under/index.html#her", "s%C3%B8ster%20%C3%A5.csv", "mailto:a@b.dk", "tel:12345678", "?q=1", "#")
    finished(tmp_path, "<main>" + "".join(f'<a href="{link}">x</a>' for link in links) + "</main>")


def test_links_to_sealed_releases_lead_out_of_the_site_to_where_publishing_puts_them(tmp_path: Path) -> None:
    (tmp_path / "aendringer").mkdir()
    link = '<main><a href="../runder/proeve-2020-baseline-v1/index.html">x</a></main>'
    (tmp_path / "aendringer" / "index.html").write_text(page(link), encoding="utf-8")
    finished(tmp_path, "<main>x</main>")


def test_the_index_holds_what_readers_see(tmp_path: Path) -> None:
    body = (
        "<nav>Menu</nav><main><nav>Indhold</nav><h1>Overskrift</h1><p>Synlig&nbsp;tekst</p><script>skjult</script>"
        '<div class="demo-banner">Demonstrationsdata</div><details><summary>Mere</summary>Foldet</details></main>'
    )
    finished(tmp_path, body)
    index = json.loads((tmp_path / "soegeindeks.json").read_text(encoding="utf-8"))
    assert index == [
        {
            "address": "index.html",
            "title": "Overskrift",
            "lang": "da",
            # What a page with invented figures says, it says of them: that comes first.
            "text": "Siden bygger på opdigtede demonstrationstal og siger intet om området. "
            "Overskrift Synlig tekst Mere Foldet",
        }
    ]
    script = (tmp_path / "soegeindeks.js").read_text(encoding="utf-8")
    match = re.fullmatch(r"window\.maalbarIndex = (.*);\n", script, re.DOTALL)
    assert match
    assert json.loads(match.group(1)) == index


def test_the_index_warns_of_invented_figures_only_where_they_are(tmp_path: Path) -> None:
    finished(tmp_path, "<main><h1>Ord</h1></main>")
    finished(tmp_path, '<main><div class="demo-banner">Invented</div><h1>Words</h1></main>', lang="en", name="en.html")
    index = json.loads((tmp_path / "soegeindeks.json").read_text(encoding="utf-8"))
    assert {entry["address"]: entry["text"] for entry in index} == {
        "en.html": "The page rests on invented demonstration figures and says nothing about the area. Words",
        "index.html": "Ord",
    }


def test_twice_is_the_same_as_once(tmp_path: Path) -> None:
    body = (
        '<nav><a href="index.html">x</a></nav><main><table><tr><td style="color:red">æ &amp; ø</td></tr></table>'
        '<pre><code>a &lt; b</code></pre><input type="checkbox"><math><mi>x</mi></math>'
        '<picture><source srcset="x.svg"><img src="x.svg" alt="x"></picture></main>'
    )
    (tmp_path / "x.svg").write_text("<svg/>", encoding="utf-8")
    finished(tmp_path, body)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*")}
    finish(tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*")} == before


def test_a_page_that_was_finished_as_it_was_made_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "anden.html").write_text(page('<main><a href="index.html#her">x</a></main>'), encoding="utf-8")
    one = finished_page("index.html", page("<main><h1 id='her'>Tekst</h1></main>"))
    (tmp_path / "index.html").write_bytes(b"\xff")  # nobody could read this
    finish(tmp_path, {"index.html": (one.facts, one.indexed)})
    assert (tmp_path / "index.html").read_bytes() == b"\xff"
    index = json.loads((tmp_path / "soegeindeks.json").read_text(encoding="utf-8"))
    assert [entry["title"] for entry in index] == ["Side", "Tekst"]
    other = finished_page("index.html", page("<main><h1>Tekst</h1></main>"))
    with pytest.raises(SiteError, match=r"anden\.html.*index\.html#her"):
        finish(tmp_path, {"index.html": (other.facts, other.indexed)})


def test_quarto_can_call_it_as_a_program(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page("<main>x</main>"), encoding="utf-8")
    command = [sys.executable, "-m", "helpers.website.postrender"]
    environment = {**os.environ, "QUARTO_PROJECT_OUTPUT_DIR": str(tmp_path)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "soegeindeks.json").is_file()
    (tmp_path / "index.html").write_text(page('<main><img src="https://x.dk/x" alt=""></main>'), encoding="utf-8")
    failed = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, check=False, encoding="utf-8")
    assert failed.returncode == 7
    assert "Traceback" not in failed.stderr
    assert "index.html" in failed.stderr
