"""The built site in a real browser: every page, with keyboard, on a phone, in the dark, on paper, without scripts."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser import DESKTOP, running_browser, served, sideways, violations, watched
from helpers.output.protection_words import ONE_SCREEN
from projects import pages

AREA = "omraader/motalavej/slut/index.html"
SAMPLE = (
    "index.html",
    AREA,
    "omraader/loeget/baseline/index.html",
    "aktiviteter/tjansen-vejledning/slut/index.html",
    "helhedsplaner/slagelse-2017/slut/index.html",
    "sammenligning/index.html",
    "maal/index.html",
    "datakvalitet/index.html",
    "metode/index.html",
    "soeg.html",
)
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with running_browser() as running:
        yield running


@pytest.fixture(scope="module")
def site(built: Path) -> Iterator[str]:
    with served(built / "_site") as address:
        yield address


def test_every_page_is_sound(site: str, built: Path) -> None:
    addresses = sorted(pages(built))
    # axe keeps one core busy for seconds a page; two browsers use the two cores that every machine has.
    with ThreadPoolExecutor(2) as workers:
        halves = list(workers.map(problems_of, [addresses[::2], addresses[1::2]], [site, site]))
    assert sorted(address for half in halves for address in half) == addresses
    assert {address: found for half in halves for address, found in half.items() if found} == {}


def problems_of(addresses: list[str], site: str) -> dict[str, list[str]]:
    """Return what is wrong with each page when it is loaded on a desk."""
    wrong: dict[str, list[str]] = {}
    with running_browser() as browser, watched(browser) as watch:
        for address in addresses:
            watch.problems.clear()
            watch.page.goto(site + address, wait_until="load")
            wide = [f"{sideways(watch.page)} pixels too wide"] if sideways(watch.page) else []
            wrong[address] = [*violations(watch.page), *wide, *watch.problems]
    return wrong


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "320"])
def test_axe_finds_nothing_on_a_phone(browser: Browser, site: str, size: dict[str, int]) -> None:
    wrong: dict[str, list[str]] = {}
    with watched(browser, viewport=size, has_touch=True) as watch:
        for address in SAMPLE[:: 2 if size is PHONE else 3]:
            watch.page.goto(site + address, wait_until="load")
            if found := violations(watch.page):
                wrong[address] = found
        assert watch.problems == []
    assert wrong == {}


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "320"])
def test_every_page_fits_a_phone(browser: Browser, site: str, built: Path, size: dict[str, int]) -> None:
    wide: dict[str, int] = {}
    with watched(browser, viewport=size) as watch:
        for address in pages(built):
            watch.page.goto(site + address, wait_until="load")
            wide[address] = sideways(watch.page)
    assert {address: width for address, width in wide.items() if width} == {}


def test_the_explanation_of_the_protection_fits_one_screen(browser: Browser, site: str) -> None:
    # So large is the screen of a small laptop: nothing of the explanation is below its edge when the page opens.
    with watched(browser, viewport={"width": 1280, "height": 800}) as watch:
        watch.page.goto(site + "metode/beskyttelse/index.html", wait_until="load")
        box = watch.page.locator(f".{ONE_SCREEN}").bounding_box()
        assert box is not None
        assert box["y"] > 0
        assert box["y"] + box["height"] <= 800
        details = watch.page.get_by_role("heading", name="Reglerne i tal").bounding_box()
        assert details is not None
        assert details["y"] > box["y"] + box["height"]
    with watched(browser, viewport=PHONE) as watch:
        watch.page.goto(site + "metode/beskyttelse/index.html", wait_until="load")
        told = watch.page.locator(f".{ONE_SCREEN}")
        assert float(told.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")) >= 16
        told_box = told.bounding_box()
        assert told_box is not None
        assert told_box["height"] < 1.25 * PHONE["height"]
        assert "skjult af hensyn til diskretion" in told.inner_text()


def test_the_menu_opens_on_a_phone(browser: Browser, site: str) -> None:
    with watched(browser, viewport=PHONE) as watch:
        watch.page.goto(site + AREA)
        menu = watch.page.locator("#site-navbar")
        expect(menu).to_be_hidden()
        watch.page.get_by_role("button", name="Menu").click()
        expect(menu.get_by_role("link", name="Sammenligning")).to_be_visible()
        assert violations(watch.page) == []
        assert sideways(watch.page) == 0
        menu.get_by_role("link", name="Sammenligning").click()
        expect(watch.page).to_have_url(site + "sammenligning/index.html")
        assert watch.problems == []


@pytest.mark.parametrize("address", [AREA, "index.html", "sammenligning/index.html"])
def test_an_interactive_figure_is_drawn_when_asked(browser: Browser, site: str, address: str) -> None:
    with watched(browser) as watch:
        page = watch.page
        page.goto(site + address, wait_until="load")
        assert page.evaluate("typeof window.Plotly") == "undefined"
        figure = page.locator("figure.maalbar-figure").first
        figure.get_by_role("button", name="Vis interaktiv figur").click()
        expect(figure.locator(".main-svg").first).to_be_visible()
        assert figure.locator(".main-svg path").count() > 3
        assert page.locator(".figure-plot").evaluate("node => node._fullLayout.separators") == ",."
        texts = figure.locator(".main-svg").evaluate_all("all => all.map(one => one.textContent).join(' ')")
        assert "opdigtede tal" in texts
        assert violations(page) == []
        assert sideways(page) == 0
        figure.get_by_role("button", name="Vis den faste figur").click()
        expect(figure.locator("img")).to_be_visible()
        assert watch.problems == []


def test_every_interactive_figure_of_an_area_can_be_drawn(browser: Browser, site: str) -> None:
    with watched(browser) as watch:
        watch.page.goto(site + AREA, wait_until="load")
        buttons = watch.page.get_by_role("button", name="Vis interaktiv figur")
        count = buttons.count()
        assert count >= 4
        for _ in range(count):
            buttons.first.click()
        expect(watch.page.locator(".figure-plot .main-svg").nth(count - 1)).to_be_attached()
        expect(watch.page.locator(".figure-plot:has(.main-svg)")).to_have_count(count)
        assert watch.problems == []


def test_search_finds_and_leads_to_pages(browser: Browser, site: str) -> None:
    with watched(browser) as watch:
        page = watch.page
        page.goto(site + "soeg.html")
        page.get_by_role("searchbox").fill("hærværk motalavej")
        page.keyboard.press("Enter")
        results = page.locator("#search-results a")
        expect(results.first).to_be_visible()
        assert results.count() >= 3
        assert violations(page) == []
        results.first.click()
        expect(page.locator("h1")).to_be_visible()
        assert "hærværk" in page.locator("main").inner_text().lower()
        page.goto(site + "soeg.html?q=findesikke")
        expect(page.locator("#search-status")).to_have_text("Ingen sider indeholder alle ordene.")
        assert watch.problems == []


def test_the_dark_is_readable(browser: Browser, site: str) -> None:
    wrong: dict[str, list[str]] = {}
    with watched(browser, color_scheme="dark") as watch:
        for address in SAMPLE:
            watch.page.goto(site + address, wait_until="load")
            if found := violations(watch.page):
                wrong[address] = found
        background = watch.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert sum(map(int, re.findall(r"\d+", background)[:3])) < 150
        assert watch.problems == []
    assert wrong == {}


@pytest.mark.parametrize("address", SAMPLE[:-1])
def test_everything_is_there_without_scripts(browser: Browser, site: str, built: Path, address: str) -> None:
    with watched(browser, java_script_enabled=False) as watch:
        page = watch.page
        page.goto(site + address)
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("#site-navbar").get_by_role("link", name="Hent tal")).to_be_visible()
        soup = pages(built)[address]
        assert page.locator("main table").count() == len(soup.select("main table"))
        images = page.locator("figure.maalbar-figure img")
        assert images.count() == len(soup.select("figure.maalbar-figure img"))
        for place in range(images.count()):
            images.nth(place).scroll_into_view_if_needed()
            expect(images.nth(place)).to_be_visible()
        assert page.get_by_role("button", name="Vis interaktiv figur").count() == 0
        folded = page.locator("details.figure-table")
        if folded.count():
            folded.first.locator("summary").click()
            expect(folded.first.locator("table")).to_be_visible()
        assert watch.problems == []


def test_paper_has_the_text_and_the_tables(browser: Browser, site: str) -> None:
    with watched(browser) as watch:
        page = watch.page
        page.goto(site + AREA, wait_until="load")
        pdf = page.pdf(format="A4")
        page.emulate_media(media="print")
        for menu in ("#site-navbar", "#site-sidebar", ".site-prevnext"):
            expect(page.locator(menu)).to_be_hidden()
        expect(page.locator(".demo-banner")).to_be_visible()
        read = " ".join(page.locator("main").inner_text().split())
        for words in (
            "Motalavej: slut 2021",
            "Mål for mål",
            "opdigtede",
            "58,3 %",
            "ikke nået",
            "dokument S1, side 15",
        ):
            assert words in read, words
        assert watch.problems == []
    shown = [part for part in inflated_streams(pdf) if b"BT" in part]
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == len(shown) > 3
    letters = sum(len(code) // 4 for part in shown for code in re.findall(rb"<([0-9A-Fa-f]+)>", part))
    assert letters > 0.8 * len(read.replace(" ", "")), "text that is drawn as pictures can't be read aloud or searched"
    assert b"/ToUnicode" in pdf


def inflated_streams(pdf: bytes) -> Iterator[bytes]:
    """Yield the compressed parts of a PDF: pages, fonts and pictures."""
    for found in re.finditer(rb"FlateDecode[^>]*>>\s*stream\r?\n", pdf):
        yield zlib.decompressobj().decompress(pdf[found.end() :])


def test_the_keyboard_reaches_a_figures_table(browser: Browser, site: str) -> None:
    with watched(browser, viewport=DESKTOP) as watch:
        page = watch.page
        page.goto(site + AREA, wait_until="load")
        page.keyboard.press("Tab")
        expect(page.locator(".skip-link")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        summary = page.locator("details.figure-table > summary").first
        seen: list[str] = []
        for _ in range(150):
            page.keyboard.press("Tab")
            seen.append(str(page.evaluate("document.activeElement.outerHTML.slice(0, 80)")))
            assert page.evaluate("document.activeElement !== document.body"), seen[-2:]
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), seen[-1]
            if summary.evaluate("node => node === document.activeElement"):
                break
        expect(summary).to_be_focused()
        table = page.locator("details.figure-table table").first
        expect(table).to_be_hidden()
        page.keyboard.press("Enter")
        expect(table).to_be_visible()
        assert violations(page) == []
        assert watch.problems == []
