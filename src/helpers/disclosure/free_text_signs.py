"""What else than a name can point at a person: birth, home, class, being the only one or the first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.disclosure.free_text_kinds import Sign, Span

_MONTHS = "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
_CAPITAL = "A-ZÆØÅ"
_SOMEBODY = (
    r"(?:familie|forælder|mor|far|kvinde|mand|dreng|pige|barn|ung|beboer|borger|deltager|lejer|elev|person|husstand"
    r"|nabo|enke|enkemand|ægtepar|par|frivillig|medarbejder|indehaver|flygtning)\w*"
)
_ONE = (
    r"(?:han|hun|jeg|ham|hende|som|der|manden|kvinden|drengen|pigen|fyren|damen|moren|moderen|faren|faderen|sønnen"
    r"|datteren|søsteren|broren|broderen|naboen|beboeren|lejeren|familien|deltageren|eleven)"
)
_NTH = r"(?:første|anden|tredje|fjerde|femte|sjette|syvende|ottende|niende|tiende)"
_HOUSE = r"(?:nr\.?\s*|nummer\s+)\d{1,3}\s?(?:[a-zA-Z](?!\w))?(?!\w|[.,/]?\d|\s*(?:-|–|til|og|af|ud\s+af)\s*\w)"
_EXTREME = r"(?:aller)?(?:første|yngste|ældste|eneste)"
_CERTAIN = (
    r"(?:ham|hende|(?:manden|kvinden|drengen|pigen|fyren|damen|moren|moderen|mor|faren|faderen|far|sønnen|datteren|søsteren"
    r""
    r"|broren|broderen|enken|enkemanden|parret|ægteparret|familien|tvillingerne|barnet|babyen)s?"
    r"|den\s+(?:tidligere|kendte|gamle|unge|nye|ensomme)\s+\w{4,})"
)
_DESCRIBES = (
    r"(?:\s+(?:med|fra|i|ved|på|bag|efter|oppe|nede|ovre|henne)\s+(?:(?:det|den|de|sin|sit|sine)\s+)?"
    r"(?!områd|afdeling|bydel|klub|grupp|forløb|projekt|aktivitet|lejr|kurs|caf|lektie|hold|sommer|job|arbejd|skole\b|starten"
    r""
    r"|begyndelsen|dag|gang|andre|hjælp|råd|at\b|sig\b|til\b|for\b|over\b|sin\b|med\b|start|tide|plads|vej\b|gå|ro\b)"
    r"(?:\w+(?:en|et|erne|ene)|[A-ZÆØÅ]\w+|\w+\s+\w+(?:en|et|erne|ene))|\s+til\s+(?:ham|hende|de|den|drengen|pigen)\b"
    r"|,?\s+(?:der|som)\s+(?:kørte|faldt|slog|blev|gik|boede|bor|vandt|mistede|døde|druknede|kom\s+hjem|har|havde|fandt))\b"
    r""
)
_PATTERNS: tuple[tuple[Sign, str], ...] = (
    (
        Sign.BIRTH,
        r"\b(?:[Ff]ødt|[Ff]ødselsdag\w*|[Ff]ødselsdato\w*|f\.)(?!eks)[^.;\n]{0,25}?"
        rf"(?:\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?\d{{2,4}}|\d{{1,2}}\.?\s*(?:{_MONTHS})(?:\s+\d{{4}})?"
        rf"|\b(?:19|20)\d\d\b)",
    ),
    (
        Sign.DWELLING,
        r"\b(?:opgang|opgangen|lejlighed|lejligheden|lejl\.|blok|blokken|husnummer|dør|døren|værelse)\s+"
        rf"(?:nr\.?\s*|nummer\s+)?(?:\d{{1,4}}\s?(?:[a-z](?!\w))?|[{_CAPITAL}])(?!\w|\s*(?:og|til|-|–)\s*\d)"
        r"|\b(?:\d{1,2}\.\s*-?\s*(?:sal(?:en)?|tv|th|mf)|st(?:uen)?\.?\s*(?:tv|th|mf))(?!\w)"
        r"|\b(?:i\s+)?(?:stuelejligheden|stueetagen)\b"
        rf"|\b(?<!en )(?<!En )(?:{_NTH}|øverste|nederste)\s+(?:sal|etage)\w*"
        rf"|\b(?:sal|stuen|etage)\s+til\s+(?:højre|venstre)\b"
        rf"|\b(?:i|fra|over|under|bor|boede|på)\s+{_HOUSE}"
        rf"|\b(?:[Ff]amilien|[Nn]aboen|[Bb]eboeren|[Ll]ejeren)\s+{_HOUSE}"
        r""
        r"|\b(?:[Ll]ejer|[Ll]ejemål(?:et)?|[Ll]ejlighed(?:en)?|[Ll]ejekontrakt|[Ss]ag(?:en)?|[Ss]agsnummer|[Jj]ournal\w*"
        r"|[Mm]edlem|[Kk]lient|[Bb]orger)\s*(?:(?:nr|nummer|id)\b\.?:?\s*\d[\d./-]+|\s(?!(?:19|20)\d\d\b)\d{2,}[-/]\d{2,})"
        r""
        r""
        r"|\bbo(?:r|ede)?\s+(?:lige\s+)?(?:over(?:\s+for)?|under|oven\s+på|ovenpå|overfor|bag(?:ved)?|ved\s+siden\s+af)\s+"
        r"(?!\w*(?:grænsen|niveauet|evne))\w+(?:en|et)\b",
    ),
    (
        Sign.SCHOOL,
        r"\b(?:i|fra|klasse|klassen)\s+(?:10|[0-9])\.?\s?[a-fA-FxyzXYZ](?![\w.])"
        rf"|\b(?:i|fra)\s+{_NTH}\s+(?:klasse\s+)?[a-fA-Fxyz](?!\w)"
        rf"|\bgå(?:r|ede|et)?\s+(?:\w+\s+){{0,3}}(?:på|i)\s+[{_CAPITAL}][\w-]*(?:\s+[{_CAPITAL}]\w*)*\s?\w*"
        r"(?:skole|gymnasium|børnehave|vuggestue|kollegium)\w*"
        rf"|\b(?:10|[0-9])\.\s*klasse\b[^.]{{0,60}}?[{_CAPITAL}][\w-]*skole\w*"
        rf"|[{_CAPITAL}][\w-]*skole\w*[^.]{{0,60}}?\b(?:10|[0-9])\.\s*klasse\b",
    ),
    (
        Sign.ONLY,
        r"\bden\s+(?:\w+\s+og\s+)?eneste\b|\beneste\s+(?:\w+\s+)?" + _SOMEBODY
        + r"|\b(?:kun|blot|bare)\s+(?:én|een|et|en|1)\s+(?:\w+\s+)?" + _SOMEBODY
        + r"|\b(?:en|et)\s+enkelt\s+(?:(?:\w+\s+)?" + _SOMEBODY + r"|(?:i|på|fra|ved|med|af)\b)"
        r"|\b(?:én|een)\s+(?:\w+\s+)?" + _SOMEBODY + r"|\bingen\s+andre\s+(?:\w+\s+)?(?:i|på|har|er)\b"
        r"|\bingen\s+af\s+de\s+(?:andre|øvrige)\s+(?:" + _SOMEBODY + r"\s+)?(?:har|er|kan)\b"
        r"|\b(?:kun|udelukkende)\s+(?:han|hun|ham|hende)\b"
        # »Det første møde« is no one; »den yngste deltager«, »hun var den første fra« and »områdets ældste« are.
        rf"|\bden\s+{_EXTREME}\s+(?:\w+\s+)?{_SOMEBODY}"
        rf"|\b{_ONE}\s+(?:er|var|blev)\s+(?:\w+\s+)?(?:den|\w+s)\s+{_EXTREME}\b"
        rf"|\b\w+s\s+{_EXTREME}\s+(?:\w+\s+)?(?:{_SOMEBODY}|\w*(?:formand|imam|præst|leder|træner|læge)\w*)"
        r"|\bden\s+ene\s+af\s+(?:de\s+)?to\b|\ben\s+af\s+de\s+(?:få|to|tre|fire)\b(?=[,.]|\s+(?:der|som))"
        r"|\b[12]\d\d\s*cm\s+høj\w*|\bkendt\s+af\s+alle\b|\bden\s+kendte\b"
        r"|\b(?:interviewet|portrætteret)\s+(?:\w+\s+)?(?:i|på)\s+(?:\w*avisen?|tv\w*|fjernsynet|radioen|nyhederne)\b"
        r"|\bvandt\s+(?:DM|EM|VM|OL)\b|\b(?:danmarks|europa|verdens)mester\w*",
    ),
    (Sign.DESCRIBED, rf"\b{_CERTAIN}{_DESCRIBES}"),
    # »12 på Motalavej« counts; »på Motalavej 12« is where somebody lives.
    (
        Sign.ADDRESS,
        rf"\b(?:på|i|ved|adressen)\s+[{_CAPITAL}][\w.'-]+\s+\d{{1,3}}\s?[A-Za-z]?"
        r"(?![\w%.,]*\d|\w|\s*(?:%|procent))",
    ),
    (Sign.ADDRESS, rf"\b[1-9]\d{{3}}\s+[{_CAPITAL}][\w-]{{2,}}"),
)  # fmt: skip
_ANY_CASE = frozenset({Sign.ONLY, Sign.DESCRIBED})
_COMPILED = tuple((sign, re.compile(pattern, re.IGNORECASE if sign in _ANY_CASE else 0)) for sign, pattern in _PATTERNS)
_YEAR_BEFORE = re.compile(r"\b(?:i|fra|til|siden|inden|efter|før|ultimo|primo|år|og|-|–|pr\.)\s*$", re.IGNORECASE)


def patterns(text: str) -> Iterator[Span]:
    """Yield births, homes, classes, addresses and being the only one."""
    for sign, pattern in _COMPILED:
        for found in pattern.finditer(text):
            is_year = sign is Sign.ADDRESS and found[0][0].isdigit() and 1900 <= int(found[0][:4]) <= 2100
            if not (is_year and _YEAR_BEFORE.search(text[: found.start()])):
                yield sign, found.start(), found.end()
