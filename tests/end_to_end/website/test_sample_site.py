"""A small site as readers meet it: in a real browser, with the keyboard, on a phone, without JavaScript, on paper."""

import functools
import http.server
import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser import running_browser
from helpers.website import search
from helpers.website.assembly import PageEntry, assemble
from helpers.website.engine import build_site
from helpers.website.postrender import finish

ROOT = Path(__file__).parents[3]
AREA = "omraader/motalavej/slut/index.html"
PAGES = ["index.html", AREA, "omraader/ringparken/slut/index.html", "metode.html", "soeg.html"]
STATUS = {
    "met": ("●", "nået"),
    "not-met": ("▲", "ikke nået"),
    "undetermined": ("◆", "kan ikke afgøres"),
    "too-few": ("··", "for få til at vise"),
    "no-data": ("○", "mangler data"),
    "not-due": ("◷", "ikke forfalden"),
}
DEMO = '<span class="demo" data-origin="synthetic">{} <span class="demo-tag">demo</span></span>'
BANNER = (
    '<div class="demo-banner" role="note"><p><strong>Demonstrationsdata: tallene er opdigtede og siger intet om '
    "området.</strong></p><p>Det gælder: tryghed. "
    'Hvert opdigtet tal er mærket <span class="demo-tag">demo</span>.</p></div>'
)
METHOD = """---
title: "Sådan måler vi"
description: "Hvordan et mål bedømmes."
---

## Intervaller {#sec-intervaller}

Et tal fra en stikprøve er usikkert. @eq-wilson viser, hvordan vi regner, og @tbl-slags hvornår.[^1]

$$
\\frac{p + \\frac{z^2}{2n}}{1 + \\frac{z^2}{n}}
$$ {#eq-wilson}

| Slags | Interval |
|-------|---------:|
| Andel | Wilson   |
| Antal | Poisson  |

: Interval efter slags {#tbl-slags}

[^1]: Med 95 % sikkerhed.

::: {.callout-note collapse="true"}
## Hvorfor ikke altid et interval?
Nogle kilder skriver ikke, hvor mange der har svaret.
:::

::: {.panel-tabset}
## Regneark
Formlen står i ark to.

## Python
```python
def andel(nævner: int, tæller: int) -> float:
    return tæller / nævner  # en lang linje, som ikke kan stå på en telefon uden at kunne rulles til siden af læseren
```
:::
"""


def _svg(width: int, height: int, words: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="#fff"/><text x="10" y="24" font-size="16">{words}</text>'
        f'<path d="M10 {height - 20}L{width - 10} 40" stroke="#0072b2" fill="none" stroke-width="3"/></svg>'
    )


def _figure(identifier: str) -> str:
    data = {
        "data": [{"type": "scatter", "x": [2016, 2019, 2021], "y": [58.3, 61.2, 66.5], "name": "Motalavej"}],
        "layout": {"title": {"text": "<b>Tryghed</b> <i>i</i> CO<sub>2</sub>"}, "width": 720, "height": 400},
    }
    rows = "".join(
        f"<tr><th scope='row'>{year}</th><td>{value}</td></tr>" for year, value in ((2016, "58,3 %"), (2021, "66,5 %"))
    )
    return (
        f'<figure class="maalbar-figure" id="fig-{identifier}"><picture><source media="(max-width: 30rem)" '
        f'srcset="figurer/{identifier}-smal.svg" width="360" height="300"><img src="figurer/{identifier}.svg" '
        'alt="Linje: trygheden stiger fra 58,3 % i 2016 til 66,5 % i 2021." width="720" height="400"></picture>'
        "<figcaption>Kilde: demonstrationsdata.</figcaption>"
        '<button type="button" class="figure-interactive" hidden>Vis interaktiv figur</button>'
        f'<script type="application/json" class="figure-data">{json.dumps(data)}</script>'
        '<details class="figure-table"><summary>Vis tallene som tabel</summary><table><caption>Tryghed</caption>'
        '<thead><tr><th scope="col">År</th><th scope="col">Andel</th></tr></thead>'
        f"<tbody>{rows}</tbody></table></details></figure>"
    )


def _goals() -> str:
    now = f'{DEMO.format("66,5 %")}<br><small class="cell-note">mellem 52 og 64 %</small>'
    rows = "".join(
        f'<tr><th scope="row">Flere skal føle sig trygge om aftenen {number}<br>'
        f'<small class="cell-note">“Ordret fra aftalen”</small></th><td>58,3 %</td><td>{now}</td><td>over 72,4 %</td>'
        f'<td><span class="status status-{name}"><span class="status-mark" aria-hidden="true">{shape}</span> {word}'
        "</span></td><td>S1 side 6</td></tr>"
        for number, (name, (shape, word)) in enumerate(STATUS.items(), start=1)
    )
    heads = "".join(
        f'<th scope="col">{name}</th>' for name in ("Mål", "Udgangspunkt", "Nu", "Målet er", "Status", "Kilde")
    )
    return (
        f'<table class="maalbar-table matrix" id="maal"><caption>Mål for mål</caption><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _tiles() -> str:
    tile = (
        '<li class="tile"><p class="tile-name">Tryghed</p><p class="tile-value">'
        + DEMO.format("66,5 %")
        + '</p><p class="tile-interval">mellem 61 og 72 %</p>'
        '<p class="tile-change">Flere: 8,2 procentpoint siden 2016</p>'
        '<p class="tile-note">n = 312 · 2021 · S1 side 6</p></li>'
    )
    return f'<ul class="tiles">{tile * 4}</ul>'


def _cell(html: str, number: int) -> dict[str, Any]:
    data = {"text/markdown": f"```{{=html}}\n{html}\n```"}
    output = {"output_type": "display_data", "metadata": {}, "data": data}
    kind = {"cell_type": "code", "id": f"celle{number}", "metadata": {}, "execution_count": 1}
    return {**kind, "source": "vis()", "outputs": [output]}


def _notebook(folder: Path, name: str) -> PageEntry:
    folder.mkdir(parents=True)
    (folder / "figurer").mkdir()
    files = [folder / "figurer" / "tryghed.svg", folder / "figurer" / "tryghed-smal.svg"]
    files[0].write_text(_svg(720, 400, "Trygheden stiger"), encoding="utf-8")
    files[1].write_text(_svg(360, 300, "Trygheden stiger"), encoding="utf-8")
    texts = [
        BANNER,
        '<p class="headline">I 2016 følte 58,3 % af beboerne sig trygge.</p>',
        _tiles(),
        _goals(),
        _figure("tryghed"),
    ]
    cells = [_cell(text, number) for number, text in enumerate(texts)]
    cells.insert(3, {"cell_type": "markdown", "id": "maal-tekst", "metadata": {}, "source": "## Mål for mål"})
    cells.insert(5, {"cell_type": "markdown", "id": "udvikling", "metadata": {}, "source": "## Udvikling"})
    notebook = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "side.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return PageEntry(
        folder / "side.ipynb",
        f"omraader/{name.lower()}/slut/index",
        f"{name}, slutmåling",
        f"Områder / {name}",
        order=1,
        files=tuple(files),
    )


def make_sample(folder: Path) -> Path:
    """Assemble and build the sample site; return its folder."""
    pages = folder / "pages"
    pages.mkdir(parents=True)
    (pages / "metode.qmd").write_text(METHOD, encoding="utf-8")
    for name, title in (("om", "Om siden"), ("tilgaengelighed", "Tilgængelighed")):
        (pages / f"{name}.qmd").write_text(f'---\ntitle: "{title}"\n---\n\nTekst.\n', encoding="utf-8")
    front = (
        f'---\ntitle: "Bliver de bedre steder at bo?"\n---\n\n```{{=html}}\n{BANNER}\n{_tiles()}\n```\n\n'
        "Læs om [metoden](metode.qmd#sec-intervaller).\n"
    )
    (pages / "index.qmd").write_text(front, encoding="utf-8")
    config = (ROOT / "_quarto.yml").read_text(encoding="utf-8")
    # The sample has a menu, which the project's own navigation need not have.
    menu = "\n".join(
        [
            "      - text: Steder",
            "        menu:",
            "          - omraader/motalavej/slut/index.ipynb",
            "          - omraader/ringparken/slut/index.ipynb",
            "    right:",
        ]
    )
    (folder / "_quarto.yml").write_text(config.replace("    right:", menu, 1), encoding="utf-8")
    entries = [_notebook(folder / "runs" / name, name) for name in ("Motalavej", "Ringparken")]
    assemble(folder / "_quarto.yml", pages, entries, {}, folder / "source")
    build_site(folder / "source", folder / "_site", engine="pandoc")
    return folder / "_site"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: Any) -> None:
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_sample(tmp_path_factory.mktemp("sample"))


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with serving(site) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    problems: list[str] = []
    foreign: list[str] = []
    opened.on(
        "console", lambda message: problems.append(message.text) if message.type in {"error", "warning"} else None
    )
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            foreign.append(request.url) if not re.match(r"http://127\.0\.0\.1|file:|data:|blob:", request.url) else None
        ),
    )
    yield opened
    assert problems == []
    assert foreign == []
    context.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds wrong, one line for each rule."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in found]


@pytest.mark.parametrize("name", PAGES)
def test_no_accessibility_violation_when_loaded(name: str, page: Page, address: str) -> None:
    page.goto(address + name)
    assert violations(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_no_accessibility_violation_in_the_dark(name: str, page: Page, address: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(address + name)
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_shows_the_whole_page(name: str, width: int, page: Page, address: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(address + name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_the_menu_opens_on_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + AREA)
    expect(page.locator(".site-navbar")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(page.locator(".site-navbar").get_by_role("link", name="Forside")).to_be_visible()
    assert violations(page) == []


def test_a_menu_opens_and_closes_by_keyboard(page: Page, address: str) -> None:
    page.goto(address + "index.html")
    button = page.get_by_role("button", name="Steder")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".menu a").first).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator(".menu")).to_be_hidden()
    expect(button).to_be_focused()


def test_the_first_tab_key_reaches_the_skip_link(page: Page, address: str) -> None:
    page.goto(address + AREA)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_only_the_entries_of_this_page_are_current(page: Page, address: str) -> None:
    page.goto(address + AREA)
    current = page.locator("[aria-current=page]").evaluate_all("nodes => nodes.map(node => node.href)")
    assert set(current) == {address + AREA}


def test_a_box_opens(page: Page, address: str) -> None:
    page.goto(address + "metode.html")
    button = page.get_by_role("button", name="Hvorfor ikke altid et interval?")
    words = page.get_by_text("Nogle kilder skriver ikke")
    expect(words).to_be_hidden()
    button.click()
    expect(words).to_be_visible()
    assert violations(page) == []


def test_tabs_follow_the_arrow_keys(page: Page, address: str) -> None:
    page.goto(address + "metode.html")
    page.get_by_role("tab", name="Regneark").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Python")).to_be_focused()
    expect(page.get_by_role("tabpanel", name="Python")).to_be_visible()
    expect(page.get_by_text("Formlen står i ark to.")).to_be_hidden()
    assert violations(page) == []


def test_a_figure_is_drawn_when_asked_with_danish_numbers(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address + AREA)
    assert not any("plotly" in url for url in loaded)
    page.get_by_role("button", name="Vis interaktiv figur").click()
    expect(page.locator(".figure-plot .main-svg").first).to_be_visible()
    assert [url for url in loaded if "plotly" in url] == [address + "assets/plotly.min.js"]
    assert page.locator(".figure-plot").evaluate("node => node._fullLayout.separators") == ",."
    assert page.locator(".modebar").count() == 0
    assert page.locator(".figure-plot").evaluate("node => node.querySelector('svg').clientWidth <= node.clientWidth")
    assert violations(page) == []
    page.get_by_role("button", name="Vis den faste figur").click()
    expect(page.locator(".maalbar-figure img")).to_be_visible()
    assert page.evaluate("window.Plotly.version") == _plotly_version()


def _plotly_version() -> str:
    import plotly

    script = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js").read_text(encoding="utf-8")
    found = re.search(r"plotly\.js v([\d.]+)", script)
    assert found
    return found.group(1)


def test_only_what_scrolls_is_a_stop_for_the_keyboard(page: Page, address: str) -> None:
    page.goto(address + AREA)
    expect(page.locator("main > .cell .table-scroll").first).not_to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator("main > .cell .table-scroll").first).to_have_attribute("tabindex", "0")


def test_a_phone_gets_the_narrow_figure(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + AREA)
    assert page.locator(".maalbar-figure img").evaluate("node => node.currentSrc").endswith("tryghed-smal.svg")


def test_a_search_finds_pages(page: Page, address: str) -> None:
    page.goto(address + "soeg.html?q=tryghed")
    expect(page.locator("#search-status")).to_have_text("3 sider")
    assert violations(page) == []
    page.get_by_label("Hvad leder du efter?").fill("stikprøve usikkert")
    page.get_by_role("button", name="Søg").click()
    expect(page.locator("#search-status")).to_have_text("1 side")
    page.locator("#search-results a").click()
    expect(page).to_have_url(address + "metode.html")


def test_a_site_opened_from_a_folder_works_too(page: Page, site: Path) -> None:
    page.goto((site / "soeg.html").as_uri() + "?q=tryghed")
    expect(page.locator("#search-status")).to_have_text("3 sider")
    page.goto((site / AREA).as_uri())
    assert page.locator("body").evaluate("node => getComputedStyle(node).margin") == "0px"
    page.get_by_role("button", name="Vis interaktiv figur").click()
    expect(page.locator(".figure-plot .main-svg").first).to_be_visible()


def test_a_large_site_searches_titles_first_and_all_words_when_asked(
    page: Page, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(site, tmp_path / "stor")
    monkeypatch.setattr(search, "MANY", 1)
    monkeypatch.setattr(search, "MOST_WORDS", 1)
    finish(tmp_path / "stor")
    assert (tmp_path / "stor" / "soegeindeks-2.js").is_file()
    with serving(tmp_path / "stor") as large:
        page.goto(large + "soeg.html?q=motalavej+tryghed")
        status = page.locator("#search-status")
        expect(status).to_have_text(
            "Ingen sider indeholder alle ordene. (de fleste siders tekst er ikke søgt igennem endnu)"
        )
        assert violations(page) == []
        page.get_by_role("button", name="Søg også i teksten på alle sider").click()
        expect(status).to_have_text("1 side")
        expect(page.locator("#search-results p")).to_contain_text("Motalavej")
        expect(page.get_by_role("button", name="Søg også i teksten på alle sider")).to_have_count(0)
        expect(page.get_by_label("Hvad leder du efter?")).to_be_focused()


def test_everything_can_be_read_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address + "metode.html")
    for words in ("Nogle kilder skriver ikke", "Formlen står i ark to.", "return tæller"):
        expect(page.get_by_text(words)).to_be_visible()
    expect(page.locator(".site-navbar").get_by_role("link", name="Forside")).to_be_visible()
    context.close()


def test_paper_shows_all_and_no_menus(page: Page, address: str) -> None:
    page.goto(address + "metode.html")
    page.emulate_media(media="print")
    for words in ("Nogle kilder skriver ikke", "Formlen står i ark to.", "return tæller"):
        expect(page.get_by_text(words)).to_be_visible()
    for selector in (".site-navbar", ".site-sidebar", ".site-toc", ".site-prevnext"):
        expect(page.locator(selector)).to_be_hidden()


def test_the_policy_stops_a_script_that_was_smuggled_in(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "index.html")
    page.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'window.smuggled = true';
        document.head.appendChild(script);
    }""")
    assert page.evaluate("window.smuggled") is None
    assert page.evaluate("fetch('soegeindeks.json').then(() => 'opened', () => 'refused')") == "refused"
    context.close()
