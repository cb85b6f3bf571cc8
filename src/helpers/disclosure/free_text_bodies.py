"""Names with a capital that are no person's: known to everybody, or told by their ending."""

from __future__ import annotations

import re
from functools import cache

_KNOWN_TO_ALL = (
    # Associations that work in housing areas, shops, and what people meet on or celebrate.
    "Ungdommens Røde Kors", "Røde Kors", "Dansk Røde Kors", "Red Barnet", "Kirkens Korshær", "Frelsens Hær", "Blå Kors",
    "Dansk Flygtningehjælp", "Folkekirkens Nødhjælp", "Danmarks Statistik", "Ældre Sagen", "Ældresagen", "Danner",
    "Kvindesagen", "Natteravnene", "Headspace", "Danske Handicaporganisationer", "Folkekirken", "Folketinget",
    "Christiansborg", "Den Danske Folkekirke", "Dansk Firmaidrætsforbund", "Mind Your Own Business", "Home-Start",
    "Zoom", "Teams", "Skype", "Facebook", "Instagram", "Snapchat", "TikTok", "YouTube", "Messenger", "WhatsApp",
    "Google", "Excel", "Word", "PowerPoint", "MobilePay", "Aula", "Netflix", "Spotify", "Internettet",
    "Netto", "Rema", "Føtex", "Bilka", "Lidl", "Aldi", "Fakta", "Brugsen", "Kvickly", "Coop", "Ikea", "Tivoli",
    "Legoland", "Sankt Hans", "Eid", "Ramadan", "Ramadanen", "Jul", "Julen", "Påske", "Påsken", "Pinse", "Pinsen",
    "Nytår", "Fastelavn", "Halloween", "Newroz", "Diwali", "Mortensaften", "Store Bededag", "Kristi Himmelfart",
    "Corona", "Covid", "Gud", "Koranen", "Bibelen", "Europa", "Afrika", "Asien", "Mellemøsten", "Norden", "Balkan",
    "Sjælland", "Fyn", "Jylland", "Bornholm", "Lolland", "Falster", "Amager", "Samsø", "Langeland",
    "Ærø", "Als", "Læsø", "Anholt", "Møn",
)  # fmt: skip
_PHRASES = re.compile(
    r"(?<!\w)(?:"
    + "|".join(re.escape(name) for name in sorted(_KNOWN_TO_ALL, key=lambda name: (-len(name), name)))
    + r")(?![\w'’-]*[\w])(?!\s+[A-ZÆØÅ]\w*(?:sen|ov|ic|oglu)\b)"
)
_ENDING = re.compile(
    r"(?:kommunen?|styrelsen?|ministeriet|fonden|forening(?:en)?|selskab(?:et)?|politi(?:et)?|region(?:en)?|råd(?:et)?"
    r"|hus(?:et)?|cent(?:er|ret|eret)|klub(?:ben)?|sekretariat(?:et)?|universitet(?:et)?|bibliotek(?:et)?|by(?:en)?"
    r"|lov(?:en)?|plan(?:en)?|gruppen?|udvalg(?:et)?|forvaltning(?:en)?|bestyrelsen?|projekt(?:et)?|skole(?:n)?"
    r"|fond(?:en)?|bank(?:en)?|union(?:en)?|pulje(?:n|rne)?|hjælpen|korshær|stafetten|festivalen|ordningen|programmet|netværk(?:et)?|caf[eé](?:en)?"
    r"|kontoret|afdelingen|instituttet|museet|teatret|prisen|kampagnen|akademiet|gymnasiet|indsatsen|linjen"
    r"|else(?:n|r)?|tion(?:en|er)?|hed(?:en)?|ering(?:en)?)s?$",
    re.IGNORECASE,
)
"""How the names of authorities, houses, bodies, schools and grants end."""
_CAPITAL = r"[A-ZÆØÅÄÖÉÜÇŞİĞŠŽČ]"
_OF_A_BODY = re.compile(
    rf"\s+{_CAPITAL}\w*(?:kommune|region|boligforening|boligselskab|politi|bibliotek)s?\b|\s+(?:Kommune|Region)s?\b"
)
"""After the name of a place these make it the name of an authority: Slagelse Kommune."""
_DESCRIBES = re.compile(
    r"(?:dansk|danske|sociale?t?|kommunale?t?|nationale?t?|boligst?e|ernes|dommens|kvinders?|unges?)$", re.IGNORECASE
)
"""How words end that, before the name of a body, are part of it: *Boligsocialt Hus*, *Beboernes Hus*."""
_NEXT = re.compile(rf"\s+({_CAPITAL}[\w-]*)")


def cover_bodies(text: str) -> str:
    """Return a text of the same length with bars over names that everybody knows and that are no person's."""
    return _PHRASES.sub(lambda found: "|" * len(found[0]), text)


def is_body(word: str, after: str) -> bool:
    """Tell whether a word with a capital is the name, or the beginning of the name, of something that is no person.

    Parameters
    ----------
    after
        The text after the word.
    """
    if _ENDING.search(word) or _OF_A_BODY.match(after):
        return True
    following = _NEXT.match(after)
    return bool(following and _DESCRIBES.search(word) and _ENDING.search(following[1]))


def is_country(*forms: str) -> bool:
    """Tell whether one of the forms of a word, in small letters, is of a country's name."""
    return not _countries().isdisjoint(forms)


@cache
def _countries() -> frozenset[str]:
    from babel import Locale

    names = Locale.parse("da").territories.values()
    words = (part for name in names for part in re.findall(r"[^\W\d_][\w'’-]*", name))
    return frozenset(word.casefold() for word in words if word[0].isupper())
