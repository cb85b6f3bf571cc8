"""The few words that the site's frame itself says, in Danish and English."""

from __future__ import annotations

import datetime

DANISH: dict[str, str] = {
    "fig": "Figur",
    "tbl": "Tabel",
    "eq": "Ligning",
    "note": "Note",
    "tip": "Tip",
    "warning": "Advarsel",
    "important": "Vigtigt",
    "caution": "Forsigtig",
    "footnotes": "Fodnoter",
    "code": "Kode",
    "author": "Forfatter",
    "authors": "Forfattere",
    "published": "Udgivet",
    "toc": "På denne side",
    "skip": "Gå til indhold",
    "menu": "Menu",
    "main-navigation": "Hovedmenu",
    "sidebar": "Alle sider",
    "more": "… og {count} andre: {overview}",
    "crumbs": "Brødkrumme",
    "page-navigation": "Forrige og næste side",
    "previous": "Forrige",
    "next": "Næste",
    "table": "Tabel",
    "scrolls": "kan rulles",
    "code-region": "Kode, kan rulles",
    "footer": "Sidefod",
}
ENGLISH: dict[str, str] = {
    "fig": "Figure",
    "tbl": "Table",
    "eq": "Equation",
    "note": "Note",
    "tip": "Tip",
    "warning": "Warning",
    "important": "Important",
    "caution": "Caution",
    "footnotes": "Footnotes",
    "code": "Code",
    "author": "Author",
    "authors": "Authors",
    "published": "Published",
    "toc": "On this page",
    "skip": "Skip to content",
    "menu": "Menu",
    "main-navigation": "Main menu",
    "sidebar": "All pages",
    "more": "… and {count} others: {overview}",
    "crumbs": "Breadcrumbs",
    "page-navigation": "Previous and next page",
    "previous": "Previous",
    "next": "Next",
    "table": "Table",
    "scrolls": "scrollable",
    "code-region": "Code, scrollable",
    "footer": "Footer",
}


def labels(lang: str) -> dict[str, str]:
    """Return the frame's words in `lang` (`en…` gives English, all else Danish)."""
    return ENGLISH if lang.lower().startswith("en") else DANISH


def long_date(value: object, lang: str) -> str:
    """Return a date as a reader writes it: `3. november 2024`, `November 3, 2024`; text that is no date stays."""
    if isinstance(value, datetime.datetime):
        value = value.date()
    if not isinstance(value, datetime.date):
        try:
            value = datetime.date.fromisoformat(str(value))
        except ValueError:
            return str(value)
    from babel.dates import format_date  # only pages with a date need the locale data

    return format_date(value, format="long", locale="en" if lang.lower().startswith("en") else "da")
