"""The comparison of the two engines sees every change of content, and nothing else."""

import re
from collections.abc import Callable

import pytest

from helpers.website.engine import build_site
from recorded import recorded_project
from website_features import differences, features

Change = tuple[str, str, str]

# ruff: noqa: E501
# Page, what stands there (a pattern), what is put in its place. Each must be seen.
CONTENT: dict[str, Change] = {
    "language": ("metode.html", r'<html lang="da"', '<html lang="en"'),
    "title": ("metode.html", r"<title>Metode", "<title>Metoder"),
    "description": ("omraader/dk1.html", r'name="description" content="Evaluering', 'name="description" content="Vurdering'),
    "first heading": ("metode.html", r"Metode</h1>", "Metodik</h1>"),
    "heading level": ("metode.html", r"<h3 id=\"detaljer\">Detaljer</h3>", '<h4 id="detaljer">Detaljer</h4>'),
    "heading id": ("metode.html", r'id="kode"', 'id="koden"'),
    "repeated id": ("metode.html", r'id="detaljer"', 'id="kode"'),
    "link target": ("index.html", r'href="data/dk1.csv"', 'href="data/dk2.csv"'),
    "link text": ("index.html", r">metoden</a>", ">metoder</a>"),
    "fragment of a link": ("index.html", r"#sec-maal", "#kode"),
    "image file": ("index.html", r"billeder/kort.svg", "billeder/kort2.svg"),
    "image text": ("index.html", r'alt="Skematisk', 'alt="Tegnet'),
    "missing image text": ("index.html", r' alt="Skematisk[^"]*"', ""),
    "table cell": ("omraader/dk1.html", r"<td>2\.07</td>|<td>\d+\.\d\d</td>", "<td>9.99</td>"),
    "row heading": ("omraader/dk1.html", r'<th scope="row">Basis</th>', "<td>Basis</td>"),
    "scope": ("omraader/dk1.html", r'<th scope="col">Gennemsnit', '<th scope="row">Gennemsnit'),
    "span": ("omraader/dk1.html", r'rowspan="2"', 'rowspan="1"'),
    "caption number": ("omraader/dk1.html", r"Figur(.)2:", r"Figur\g<1>3:"),
    "caption words": ("omraader/dk1.html", r"Daglig RMSE for de tre", "Ugentlig RMSE for de tre"),
    "figure data": ("omraader/dk1.html", r'"name":"Basis"', '"name":"Andet"'),
    "kind of callout": ("index.html", r"callout-important", "callout-warning"),
    "callout title": ("metode.html", r">\s*Vægte\s*</button>", ">Tyngder</button>"),
    "callout open": ("metode.html", r'class="callout-title callout-title-container" aria-expanded="false"', 'class="callout-title callout-title-container" aria-expanded="true"'),
    "tab title": ("metode.html", r">Python</button>", ">Julia</button>"),
    "chosen tab": ("metode.html", r'aria-controls="tabset-1-1" aria-selected="true"', 'aria-controls="tabset-1-1" aria-selected="false"'),
    "code": ("metode.html", r"rmse\(p, o\)", "rmse(o, p)"),
    "language of code": ("metode.html", r'code class="sourceCode python"', 'code class="sourceCode r"'),
    "formula": ("metode.html", r"\\sqrt", r"\\root"),
    "list item": ("index.html", r"<li><a href=\"omraader/dk2.html\">DK2</a></li>\n<li>", '<li><a href="omraader/dk2.html">DK2</a>'),
    "kind of list": ("omraader/dk1.html", r'<ol type="1">', '<ul type="1">'),
    "a word": ("metode.html", r"døgn", "uger"),
    "author": ("metode.html", r"Afdelingen for Evaluering", "Afdelingen for Evalueringer"),
    "date": ("metode.html", r"3\. november 2024", "4. november 2024"),
    "menu": ("metode.html", r">DK1</a></li><li>", ">DK9</a></li><li>"),
    "sidebar": ("metode.html", r">DK1 – Vestdanmark</a>", ">DK1 – Fyn</a>"),
    "breadcrumb": ("omraader/dk2.html", r'<ol><li><a href="dk1.html">Områder</a>', '<ol><li><a href="bornholm.html">Områder</a>'),
    "list of headings": ("metode.html", r'id="toc-kode">Kode', 'id="toc-kode">Koder'),
    "next page": ("index.html", r'rel="next" href="omraader/dk1.html"', 'rel="next" href="omraader/dk2.html"'),
    "footer": ("index.html", r"CC BY 4\.0", "CC0"),
    "third party": ("index.html", r"</body>", '<script src="https://example.org/x.js"></script></body>'),
    "a script more": ("index.html", r"</body>", '<script src="assets/andet.js"></script></body>'),
}  # fmt: skip

COSMETIC: dict[str, Change] = {
    "class": ("index.html", r'class="title-block"', 'class="andet"'),
    "white space": ("index.html", r"</p>\n", "</p>\n\n\n   "),
    "a wrapper": ("index.html", r"(?s)<table>(.*?)</table>", r"<div><table>\1</table></div>"),
    "style": ("metode.html", r"<blockquote>", '<blockquote class="blockquote">'),
    "comment": ("metode.html", r"</main>", "<!-- intet --></main>"),
    "order of attributes": ("index.html", r'rel="stylesheet" href="([^"]*)"', r'href="\1" rel="stylesheet"'),
    "spelling of an address": ("index.html", r'href="metode\.html"', 'href="./metode.html"'),
    "line anchors of code": ("metode.html", r'id="cb1-1"', 'id="cb7-1"'),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], str]:
    folder = tmp_path_factory.mktemp("site")
    output = folder / "_site"
    build_site(recorded_project("site", folder / "source"), output, engine="pandoc")
    return lambda page: (output / page).read_text(encoding="utf-8")


def _changed(text: str, change: Change) -> str:
    _, old, new = change
    changed = re.sub(old, new, text, count=1)
    assert changed != text, f"{old} does not occur"
    return changed


@pytest.mark.parametrize("name", CONTENT)
def test_a_change_of_content_is_seen(name: str, site: Callable[[str], str]) -> None:
    page = CONTENT[name][0]
    before = site(page)
    assert differences(features(before, page), features(_changed(before, CONTENT[name]), page))


@pytest.mark.parametrize("name", COSMETIC)
def test_a_change_of_looks_is_not_seen(name: str, site: Callable[[str], str]) -> None:
    page = COSMETIC[name][0]
    before = site(page)
    assert differences(features(before, page), features(_changed(before, COSMETIC[name]), page)) == []
