"""What is private, and whose it is: of one person, or of somebody whose post few have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.disclosure.free_text_kinds import Sign, Span

SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s+[A-ZÆØÅ])[^.!?]*)*[.!?]*")
PRIVATE: dict[str, re.Pattern[str]] = {
    "health": re.compile(
        r"\b(?:\w*(?<!be)kræft(?=en\b|\b)|cancer|diabetes|sukkersyge|adhd|autis|depress|angst|psykisk|psykiatri|psykose|handicap|kørestol"
        r"|misbrug|alkoholi|s[kc]lerose|epilep|demen[st]|blind(?!gyde)|døv|skizofren|ptsd|hiv|aids|diagnose|førtidspension"
        r"|parkinson|hørenedsæt|høreapparat|førerhund|indlagt|indlæg(?:ges|gelse)|hospital|sygehus|plejehjem|hjerneskade"
        r"|blodprop|hjerteanfald|lammet\b|stofmisbrug|overdosis|abort|spiseforstyrrelse|anoreksi|selvmord|selvskade|stammer\b(?!\s+fra)|rollator|\w*syndrom|tegnsprog|krampe|muskelsvind|spasti|sindslid|retarder|udviklingshæm|drikker\b|drikke\b(?=[.,])|narko|afvænning)\w*",
        re.IGNORECASE,
    ),
    "crime": re.compile(
        r"\b(?:dømt|straffet|afson\w*|\w*fængs\w*|varetægt\w*|sigtet|tiltalt|løsladt|bandemedlem\w*|voldtægt\w*|anmeldt"
        r"|anholdt|sidder\s+inde|arresteret|udvist|stjålet|stjæle|tyveri|indbrudstyv|hæleri|bøde\w*|i\s+retten|hash\w*|tæsk|bedrageri|mistet\s+(?:\w+\s+)?kørekort\w*)\b",
        re.IGNORECASE,
    ),
    "money": re.compile(
        r"\b(?:gæld|skylder|restance\w*|ikke\s+(?:\w+\s+)?betalt|kontanthjælp|fogedret\w*|sat\s+ud|udsat\s+af|RKI|konkurs|frakendt)\b",
        re.IGNORECASE,
    ),
    "life": re.compile(
        r"\b(?:gravid\w*|(?:er|blev|nu|lige)\s+(?:nu\s+)?(?:skilt|separeret)|fraskilt|skilsmisse\w*|utro(?:skab)?|elsker(?:inde)?"
        r"|(?:gået\s+fra|forladt|forlod)\s+(?:sin|hinanden)|lovet\s+væk|gift\s+som|homoseksuel\w*|lesbisk\w*|bøsse|biseksuel\w*"
        r"|trans(?:person|kønnet|seksuel)\w*|konverter\w*|papirløs\w*|asylansøg\w*|opholdstilladelse\w*|flygtet|steriliseret"
        r"|prostitu\w*|mistede?\s+(?:sin|sit|sine)\s+(?:\w+\s+)?(?:mand|kone|barn|børn|søn|datter|mor|far|bror|søster|forældre)"
        r"|krisecent\w+|anbragt|anbringelse|fjernet\s+(?:\w+\s+)?(?:børn|barn|børnene|barnet)|tvangs\w+|omskåret|omskæring"
        r"|genoptræningsrejse|bortvist|smidt\s+ud)\b",
        re.IGNORECASE,
    ),
    "violence": re.compile(
        r"\b(?:vold|voldelig\w*|voldsom\w*\s+mand|tæv|tæsk|slået|overfald\w*|truet|trusler|chikaneret|mobbet|skudt|skudsår\w*"
        r"|\w*stukket\s+ned|knivstukket|dræbt|myrdet|drabet|druknede|druknet|omkom(?:met)?|brændte\s+inde|døde|voldtaget|incest"
        r"|(?:tage|tager|tog|taget)\s+(?:sig\s+af\s+dage|livet\s+af\s+sig|sit\s+eget\s+liv)|kidnappet|bortført|tortur\w*)\b",
        re.IGNORECASE,
    ),
}
"""What people don't want told of them (GDPR art. 9 and 10), debt and family life."""
_TOPIC = re.compile(
    r"\b(?:om|mod|imod|vedrørende|med\s+fokus\s+på|forebyg\w+|ramte\s+af)\s+(?:\w+(?:,|\s+og|\s+eller)\s+){0,3}(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""Before a word these make it what is talked about: *et oplæg om diabetes*."""
_SINGLE = re.compile(
    r"\b(?:han|hun|ham|hende|hans|hendes|jeg|min(?!\.)|mit|mine)\b"
    r"|\b(?:en|et|den|vores)\s+(?:[\w-]+\s+){0,2}?(?:mand|kvinde|dreng|pige|ung|mor|far|beboer|borger|deltager|frivillig|fyr|søn"
    r"|datter|bror|søster|nabo|elev|medarbejder|frivillige|enke|dame|herre|bedstemor|bedstefar|niece|nevø|barn|baby|transperson|homoseksuel|lesbisk|bøsse)\b"
    r"|\b(?:manden|kvinden|drengen|pigen|fyren|damen|moren|moderen|faren|faderen|sønnen|datteren|søsteren|broren|broderen"
    r"|naboen|beboeren|lejeren|deltageren|eleven)s?\b|\b\w+-?årig\b|\bfamilien\b|\b(?:ægte)?parret\b|\btvillingerne\b|\b(?:to|tre)\s+(?:brødre|søstre|søskende)\b",
    re.IGNORECASE,
)
_POST = (
    r"\w*(?:formand|forkvinde|kassereren?|vicevært|imam|præst|rektor|skoleleder|indehaver|træner|bager|købmand|slagter"
    r"|kioskejer|frisør|taxachauffør|buschauffør|politimand|politibetjent|borgmester|byrådsmedlem|ejendomsmester|inspektør"
    r"|skuespiller|sanger|rapper|bokser|tandlæge|dommer|klubleder|daginstitutionsleder|afdelingsleder|pedel|medlem)(?:en|eren|met)?"
)
_OWNER = r"ejer(?:en)?\s+af\s+(?:\w+\s+)?\w+"
KIN = (
    r"(?:søn|datter|kone|mand|hustru|kæreste|ægtefælle|børn|barn|bror|søster|mor|far|niece|nevø|ekskone|eksmand|enke|fætter"
    r"|kusine|svigersøn|svigerdatter|lillebror|storebror|lillesøster|storesøster|familie)"
)
HOLDER = re.compile(rf"\b(?:{_POST}|{_OWNER})\b", re.IGNORECASE)
_KIN_OF_HOLDER = re.compile(
    rf"\b{_POST}s\s+(?:\w+\s+)?{KIN}\b|\b{KIN}(?:en)?\s+(?:til|efter|af)\s+{_POST}\b"
    rf"|\b(?:{_POST}|{_OWNER})\b[^.!?]*?\b(?:hans|hendes|sin|sit|sine)\s+(?:\w+\s+)?{KIN}\b",
    re.IGNORECASE,
)


def told(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return where a text tells something of somebody, and not only talks about it as a subject."""
    return next((found for found in pattern.finditer(text) if not _TOPIC.search(text[: found.start()])), None)


def tells_of_one(text: str) -> bool:
    """Tell whether a text speaks of one person."""
    return _SINGLE.search(text) is not None


def private(text: str) -> Iterator[Span]:
    """Yield what is private of somebody whose post few have, and what is sensitive of one person.

    Debt and cash benefit are left out of the latter: »en mor på kontanthjælp fik job« is what such work is about.
    """
    for sentence in SENTENCE.finditer(text):
        start, words = sentence.start(), sentence[0]
        for found in _KIN_OF_HOLDER.finditer(words):
            yield Sign.ROLE, start + found.start(), start + found.end()
        holder = HOLDER.search(words)
        if holder and (last := _private_after(words, holder.end())):
            yield Sign.ROLE, start + holder.start(), start + last
        if tells_of_one(words):
            sensitive = (told(pattern, words) for kind, pattern in PRIVATE.items() if kind != "money")
            yield from ((Sign.PRIVATE, start + one.start(), start + one.end()) for one in sensitive if one)


def _private_after(words: str, begin: int) -> int | None:
    """Return where the first private thing after a post ends. One before it is another's: *…, siger formanden*."""
    ends = (
        found.end()
        for pattern in PRIVATE.values()
        for found in pattern.finditer(words, begin)
        if not _TOPIC.search(words[: found.start()])
    )
    return min(ends, default=None)
