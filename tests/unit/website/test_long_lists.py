"""A menu of hundreds of pages: what stays of it on each page, alike for both engines, and what is never left out."""

from dataclasses import dataclass, replace
from html import escape

import pytest
from lxml import html
from lxml.html import HtmlElement

from helpers.website import long_lists
from helpers.website.long_lists import BESIDE, MOST, shorten
from helpers.website.navigation import Frame, Link, Navigation
from helpers.website.project import Entry, Page, Website

AREAS = 200
FIRST, LAST = "omraader/a000/slut/index.html", f"omraader/a{AREAS - 1}/slut/index.html"
MIDDLE = "omraader/a100/slut/index.html"
OVERVIEW = "omraader/index.html"


def area(number: int) -> Entry:
    rounds = [Entry(f"{number}: {word}", f"omraader/a{number:03}/{word}/index.ipynb") for word in ("før", "slut")]
    return Entry(f"Område {number}", None, tuple(rounds))


def website(areas: int = AREAS, *, overview: bool = True) -> Website:
    first = (Entry("Alle områder", "omraader/index.ipynb"),) if overview else ()
    sidebar = (
        Entry("Forside", "index.qmd"),
        Entry("Områder", None, (*first, *(area(number) for number in range(areas)))),
        Entry("Om", "om.qmd"),
    )
    return Website(
        title="Prøve", description=None, lang="da", navbar=(), navbar_right=(), sidebar=sidebar, collapse_level=1,
        page_navigation=True, breadcrumbs=True, footer=(), toc=True, toc_depth=3, css=(), header_text=(), body_text=(),
        echo=False, warning=False, render=None, resources=(), output_dir="_site",
    )  # fmt: skip


@dataclass(frozen=True)
class Site:
    navigation: Navigation
    pages: dict[str, Page]

    @classmethod
    def of(cls, site: Website) -> "Site":
        pages = {name: Page(name, {"title": name}) for entry in site.sidebar for name in sources(entry)}
        return cls(Navigation(site, pages), pages)

    def frame(self, address: str) -> Frame:
        return self.navigation.frame(next(page for page in self.pages.values() if page.address == address))


def sources(entry: Entry) -> list[str]:
    return [*([entry.href] if entry.href else []), *(name for child in entry.children for name in sources(child))]


def below_areas(frame: Frame) -> list[str]:
    return [link.text for link in frame.sidebar[1].children]


def test_a_page_shows_its_own_line_those_beside_it_and_the_overview() -> None:
    names = [f"Område {number}" for number in range(98, 103)]
    assert below_areas(Site.of(website()).frame(MIDDLE)) == ["Alle områder", *names, "… og 195 andre: Alle områder"]


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        (FIRST, ["Alle områder", "Område 0", "Område 1", "Område 2", "… og 197 andre: Alle områder"]),
        (LAST, ["Alle områder", "Område 197", "Område 198", "Område 199", "… og 197 andre: Alle områder"]),
        (OVERVIEW, ["Alle områder", "Område 0", "Område 1", "… og 198 andre: Alle områder"]),
        ("om.html", ["Alle områder", "… og 200 andre: Alle områder"]),
    ],
)
def test_ends_and_other_pages(page: str, shown: list[str]) -> None:
    assert below_areas(Site.of(website()).frame(page)) == shown


def test_the_line_of_the_page_stays_open_and_marked() -> None:
    shown = {link.text: link for link in Site.of(website()).frame(MIDDLE).sidebar[1].children}
    assert [child.current for child in shown["Område 100"].children] == [False, True]
    assert shown["Område 100"].open
    assert not shown["Område 99"].open
    assert shown["… og 195 andre: Alle områder"].href == "../../index.html"


def test_an_english_page_says_it_in_english() -> None:
    site = Site.of(website())
    frame = site.navigation.frame(Page("om.qmd", {"title": "About", "lang": "en"}))
    assert below_areas(frame)[-1] == "… and 200 others: Alle områder"


def test_a_menu_does_not_grow_with_the_number_of_areas() -> None:
    assert len(repr(Site.of(website(999)).frame(MIDDLE))) == len(repr(Site.of(website(300)).frame(MIDDLE)))


def test_up_to_sixty_lines_stay() -> None:
    assert len(below_areas(Site.of(website(MOST - 1)).frame(FIRST))) == MOST
    assert len(below_areas(Site.of(website(MOST)).frame(FIRST))) == BESIDE + 3


def test_without_an_overview_nothing_is_left_out_as_it_could_be_reached_from_nowhere() -> None:
    assert len(below_areas(Site.of(website(overview=False)).frame(MIDDLE))) == AREAS


def test_a_page_elsewhere_in_the_list_is_not_on_the_overview_so_nothing_is_left_out() -> None:
    site = website()
    front, areas, _ = site.sidebar
    changed = Entry(areas.text, None, (*areas.children, Entry("Andet", "andet.qmd")))
    whole = Site.of(replace(site, sidebar=(front, changed)))
    assert len(below_areas(whole.frame(MIDDLE))) == AREAS + 2


def test_breadcrumbs_and_neighbours_are_those_of_the_whole_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    short = Site.of(website())
    monkeypatch.setattr(long_lists, "MOST", 10_000)
    whole = Site.of(website())
    for page in (FIRST, MIDDLE, LAST, OVERVIEW, "om.html"):
        one, other = short.frame(page), whole.frame(page)
        assert (one.crumbs, one.previous, one.next) == (other.crumbs, other.previous, other.next)
    assert len(below_areas(whole.frame(MIDDLE))) == AREAS + 1


def embedded(link: Link) -> str:
    """Write a line as the page template of the embedded engine does."""
    below = "".join(f"<li>{embedded(child)}</li>" for child in link.children)
    if below:
        return f"<details><summary>{escape(link.text)}</summary><ul>{below}</ul></details>"
    return f'<a href="{link.href}">{escape(link.text)}</a>'


def quartos(link: Link) -> str:
    """Write a line as Quarto does."""
    text = f'<span class="menu-text">{escape(link.text)}</span>'
    below = "".join(f'<li class="sidebar-item">{quartos(child)}</li>' for child in link.children)
    if below:
        head = f'<a class="sidebar-item-text" data-bs-toggle="collapse" href="#quarto-sidebar-section-1">{text}</a>'
        return f'<div class="sidebar-item-container">{head}</div><ul class="sidebar-section depth1">{below}</ul>'
    return f'<div class="sidebar-item-container"><a href="{link.href}" class="sidebar-link">{text}</a></div>'


def document(frame: Frame, quarto: bool) -> HtmlElement:
    write, name = (quartos, "quarto-sidebar") if quarto else (embedded, "site-sidebar")
    lines = "".join(f"<li>{write(link)}</li>" for link in frame.sidebar)
    return html.document_fromstring(f'<html lang="da"><body><nav id="{name}"><ul>{lines}</ul></nav></body></html>')


def lines_of(page: HtmlElement) -> list[tuple[str, str]]:
    return [(" ".join(link.text_content().split()), link.get("href")) for link in page.iter("a")]


@pytest.mark.parametrize("quarto", [False, True])
@pytest.mark.parametrize("page", [FIRST, MIDDLE, LAST, OVERVIEW, "om.html"])
def test_both_engines_pages_show_the_same_lines(page: str, quarto: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    short = document(Site.of(website()).frame(page), quarto)
    monkeypatch.setattr(long_lists, "MOST", 10_000)
    whole = document(Site.of(website()).frame(page), quarto)
    monkeypatch.undo()
    assert len(lines_of(whole)) > 2 * AREAS
    shorten(whole, page)
    assert lines_of(whole) == lines_of(short)
    before = html.tostring(whole)
    shorten(whole, page)
    assert html.tostring(whole) == before
