"""Where and when: births, homes, school classes and addresses in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.disclosure.free_text_words import one_of

_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_CAPITAL = "A-ZÆØÅ"
_NTH = r"(?:første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende)"
_DAY = rf"(?:\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?\d{{2,4}}|\d{{1,2}}\.?\s*(?:{_MONTHS})(?:\s+\d{{4}})?|\b(?:19|20)\d\d\b)"
_BIRTH = rf"\b(?:[Ff]ødt|[Ff]ødselsdag\w*|[Ff]ødselsdato\w*|f\.)(?!eks)[^.;\n]{{0,25}}?{_DAY}"

_HOUSE = r"(?:nr\.?\s*|nummer\s+)\d{1,3}\s?(?:[a-zA-Z](?!\w))?(?!\w|[.,/]?\d|\s*(?:-|–|til|og|af|ud\s+af)\s*\w)"
_ROOM = r"(?:opgang|opgangen|lejlighed|lejligheden|lejl\.|blok|blokken|husnummer|dør|døren|værelse)"
_FILE = (
    r"(?:[Ll]ejer|[Ll]ejemål(?:et)?|[Ll]ejlighed(?:en)?|[Ll]ejekontrakt|[Ss]ag(?:en)?|[Ss]agsnummer|[Jj]ournal\w*"
    r"|[Mm]edlem|[Kk]lient|[Bb]orger)"
)
_NEXT_TO = r"(?:over(?:\s+for)?|under|oven\s+på|ovenpå|overfor|bag(?:ved)?|ved\s+siden\s+af)"
_DWELLINGS = (
    rf"\b{_ROOM}\s+(?:nr\.?\s*|nummer\s+)?(?:\d{{1,4}}\s?(?:[a-z](?!\w))?|[{_CAPITAL}])(?!\w|\s*(?:og|til|-|–)\s*\d)",
    r"\b(?:\d{1,2}\.\s*-?\s*(?:sal(?:en)?|tv|th|mf)|st(?:uen)?\.?\s*(?:tv|th|mf))(?!\w)",
    one_of("stuelejligheden", "stueetagen", "sal/stuen/etage til højre/venstre", "kælderlejlighed*"),
    rf"\b(?<!en )(?<!En )(?:{_NTH}|øverste|nederste)\s+(?:sal|etage)\w*",
    rf"\b(?:i|fra|over|under|bor|boede|på)\s+{_HOUSE}",
    rf"\b(?:[Ff]amilien|[Nn]aboen|[Bb]eboeren|[Ll]ejeren)\s+{_HOUSE}",
    rf"\b{_FILE}\s*(?:(?:nr|nummer|id)\b\.?:?\s*\d[\d./-]+|\s(?!(?:19|20)\d\d\b)\d{{2,}}[-/]\d{{2,}})",
    rf"\bbo(?:r|ede)?\s+(?:lige\s+)?{_NEXT_TO}\s+(?!\w*(?:grænsen|niveauet|evne))\w+(?:en|et)\b",
)

_CLASS = r"\b(?:10|[0-9])\.\s*klasse\b"
_A_SCHOOL = rf"[{_CAPITAL}][\w-]*skole\w*"
_SCHOOLS = (
    r"\b(?:i|fra|klasse|klassen)\s+(?:10|[0-9])\.?\s?[a-fA-FxyzXYZ](?!\w|\.\w)",
    rf"\b(?:i|fra)\s+{_NTH}\s+(?:klasse\s+)?[a-fA-Fxyz](?!\w)",
    rf"\bgå(?:r|ede|et)?\s+(?:\w+\s+){{0,3}}(?:på|i)\s+[{_CAPITAL}][\w-]*(?:\s+[{_CAPITAL}]\w*){{0,3}}\s?\w*"
    r"(?:skole|gymnasium|børnehave|vuggestue|kollegium)\w*",
    rf"{_CLASS}[^.]{{0,60}}?{_A_SCHOOL}",
    rf"{_A_SCHOOL}[^.]{{0,60}}?{_CLASS}",
)

# »12 på Motalavej« counts; »på Motalavej 12« is where somebody lives.
_AT_A_NUMBER = (
    rf"\b(?:på|i|ved|adressen)\s+[{_CAPITAL}][\w.'-]+\s+\d{{1,3}}\s?[A-Za-z]?(?![\w%.,]*\d|\w|\s*(?:%|procent))"
)
_POSTCODE = re.compile(rf"\b[1-9]\d{{3}}\s+[{_CAPITAL}][\w-]{{2,}}")
_YEAR_BEFORE = re.compile(r"\b(?:i|fra|til|siden|inden|efter|før|ultimo|primo|år|og|-|–|pr\.)\s*$", re.IGNORECASE)
_NEAR = 20
"""So many characters before a number are looked at to see whether it is a year."""

_PATTERNS = tuple(
    (sign, re.compile(pattern))
    for sign, patterns in (
        (Sign.BIRTH, (_BIRTH,)),
        (Sign.DWELLING, _DWELLINGS),
        (Sign.SCHOOL, _SCHOOLS),
        (Sign.ADDRESS, (_AT_A_NUMBER,)),
    )
    for pattern in patterns
)


def homes(text: str) -> Iterator[Span]:
    """Yield births, homes, classes and addresses."""
    for sign, pattern in _PATTERNS:
        yield from ((sign, *found.span()) for found in pattern.finditer(text))
    for found in _POSTCODE.finditer(text):
        is_year = 1900 <= int(found[0][:4]) <= 2100
        if not (is_year and _YEAR_BEFORE.search(text[max(0, found.start() - _NEAR) : found.start()])):
            yield Sign.ADDRESS, *found.span()
