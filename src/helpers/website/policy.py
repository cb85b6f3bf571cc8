"""What a finished page may open: a strict Content-Security-Policy, and the refusal of every third-party address."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from helpers.errors import Fault

RESOURCE = (
    ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"), ("script", "src"), ("iframe", "src"),
    ("embed", "src"), ("object", "data"), ("video", "src"), ("video", "poster"), ("audio", "src"), ("track", "src"),
    ("image", "href"), ("use", "href"), ("form", "action"), ("input", "src"),
)  # fmt: skip
PLOTLY_WORDS = ("font-weight:bold", "font-style:italic", "font-size:70%")
"""The style attributes that plotly writes for bold, italic, raised and lowered words, letter for letter."""
LINKS = frozenset(
    {"stylesheet", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "icon", "manifest"}
)
OUTSIDE = re.compile(r"(?:^|[\s,])\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
STYLE_URL = re.compile(r"url\(\s*[\"']?\s*(?:https?:)?//|@import\b", re.IGNORECASE)


def third_party(page: str, document: HtmlElement) -> Iterator[Fault]:
    """Yield a fault for every address outside the site that the page would open by itself."""
    for shown in (*_opened(document), *_linked(document), *_styled(document)):
        yield _fault(page, shown)


def _opened(document: HtmlElement) -> Iterator[str]:
    for tag, name in RESOURCE:
        for node in document.iter(tag):
            if OUTSIDE.search(node.get(name, "")):
                yield f"<{tag} {name}=“{node.get(name, '')[:80]}”>"


def _linked(document: HtmlElement) -> Iterator[str]:
    for node in document.iter("link"):
        if LINKS & set(node.get("rel", "").lower().split()) and OUTSIDE.search(node.get("href", "")):
            yield f"<link href=“{node.get('href', '')[:80]}”>"


def _styled(document: HtmlElement) -> Iterator[str]:
    texts = [node.text or "" for node in document.iter("style")]
    texts += [str(value) for value in document.xpath("//@style")]
    for text in texts:
        match = STYLE_URL.search(text)
        if match:
            yield f"stil med “{match.group(0)}”"


def third_party_in_style(name: str, text: str) -> Iterator[Fault]:
    """Yield a fault if a style sheet of the site opens an address outside it."""
    match = STYLE_URL.search(text)
    if match:
        yield _fault(name, f"“{match.group(0)}”")


def _fault(page: str, value: str) -> Fault:
    return Fault(
        place=page,
        value=value,
        rule="Ingen side må åbne en forbindelse til andre.",
        remedy="Læg filen i projektet, eller skriv et almindeligt link.",
    )


def move_styles(document: HtmlElement) -> None:
    """Move style attributes into one `<style>` element, which the policy can name by its checksum.

    A policy can't permit single style attributes; without this step it would have to permit all of them.
    """
    rules: dict[str, str] = {}
    for node in document.xpath("//*[@style]"):
        style = " ".join(node.attrib.pop("style").split()).rstrip(";")
        if not style:
            continue
        name = f"s-{hashlib.sha256(style.encode()).hexdigest()[:8]}"
        # Named twice, so that it weighs more than a rule of the style sheet, as the attribute did.
        rules[name] = f".{name}.{name}{{{style}}}"
        node.set("class", " ".join([*node.get("class", "").split(), name]))
    if not rules:
        return
    element = document.makeelement("style", {"class": "moved-styles"})
    element.text = "\n".join(rules[name] for name in sorted(rules))
    document.find("head").append(element)


def set_policy(document: HtmlElement) -> None:
    """Write the page's Content-Security-Policy, first in its head."""
    head = document.find("head")
    for old in head.xpath("meta[@http-equiv='Content-Security-Policy']"):
        head.remove(old)
    foreign = any("site_libs/" in (node.get("href") or node.get("src") or "") for node in head.iter("link", "script"))
    # Quarto's own scripts write style attributes and elements; those of the embedded engine do not.
    styles = ["'unsafe-inline'"] if foreign else _styles(document)
    scripts = sorted({_hash(node.text or "") for node in document.iter("script") if _runs(node)})
    parts = [
        "default-src 'none'",
        " ".join(["script-src 'self'", *scripts]),
        " ".join(["style-src 'self'", *styles]),
        "img-src 'self' data:" if foreign else "img-src 'self'",
        *(["font-src 'self'"] if foreign else []),
        "base-uri 'none'",
        "form-action 'self'",
    ]
    policy = document.makeelement("meta", {"http-equiv": "Content-Security-Policy", "content": "; ".join(parts)})
    first = head.find("meta")
    head.insert(0 if first is None else head.index(first) + 1, policy)


def _styles(document: HtmlElement) -> list[str]:
    """Return what may style the page besides the site's own file: its style elements, and plotly's bold words."""
    named = sorted({_hash(node.text or "") for node in document.iter("style")})
    if any("figure-data" in node.get("class", "") for node in document.iter("script")):
        named += ["'unsafe-hashes'", *(_hash(style) for style in PLOTLY_WORDS)]
    return named


def _runs(node: HtmlElement) -> bool:
    kind = node.get("type", "").lower()
    return node.get("src") is None and kind in {"", "text/javascript", "module", "application/javascript"}


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}'"
