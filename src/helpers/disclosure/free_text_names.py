"""Names of persons in a free text: after a word that announces one, and every capital where Danish has none.

Danish writes capitals at the beginning of a sentence and in names, so what begins with a capital inside a sentence is a
name of something. What the evaluation itself names (areas, bodies, activities), countries, what everybody knows and
words that end as those of authorities and houses do are no persons; of anything else a person must say so. No list of
names would do: those of newcomers are the ones that it lacks. Only for what is written in small letters, and for the
first word of a sentence, there is nothing but the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from helpers.disclosure.free_text_bodies import cover_bodies, is_body, is_country
from helpers.disclosure.free_text_kinds import Sign, Span
from helpers.intake.personal_details import is_given_name
from helpers.intake.public_names import PublicNames

_CAPITAL = r"[A-ZÆØÅÄÖÉÜÇŞİĞŠŽČ]"
_NAME = rf"{_CAPITAL}[\w'’-]*"
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_ANNOUNCED = re.compile(
    rf"\b(?i:hedder|hed|kaldet|kaldes|kaldte|ved\s+navn|døbt|hr\.?|fru|frøken|familien|søskendeparret)\s+"
    rf"(?P<name>(?:{_NAME})(?:\s+{_NAME})*)"
)
_BEGINS = re.compile(r"(?:^|[.!?:;»«\"“”„(\n•–])[\s»«\"“”„(–-]*$")
_ABBREVIATED = re.compile(
    r"(?:\b(?:nr|kl|st|bl|a|f|eks|ca|pr|evt|mv|dvs|jf|tlf|hr|fx|\d{1,2}|[A-ZÆØÅ]))\.\s*$", re.IGNORECASE
)
"""A full stop that ends no sentence."""
_NEAR = 40
"""So many characters before a word are looked at to see whether it begins a sentence."""
_POLITE = frozenset({"I", "De", "Dem", "Deres"})
_ALSO_A_WORD = frozenset(
    {"hans", "sine", "tage", "liv", "else", "bent", "rosa", "stig", "rune", "frank", "said", "mille", "robin", "iris",
     "ernst", "helle", "fie", "august", "april", "maj", "ane", "line", "per", "palle", "svend", "tom", "lærke",
     "frede", "rene", "bjørn"}
)  # fmt: skip
"""Given names that are Danish words too, and begin sentences as such."""
_ALSO_A_SMALL_WORD = _ALSO_A_WORD | {
    "karl", "kaj", "kai", "jan", "jasmin", "signe", "ester", "luna", "thor", "noor", "jean", "jack", "vita", "alma",
    "rana", "freja", "otto", "roger", "victoria", "lis", "mona", "helene", "oscar", "simone", "mia",
}  # fmt: skip
"""Given names that in small letters are words, abbreviations or things."""
_LEADS = frozenset(
    {"af", "alle", "at", "begge", "blandt", "både", "da", "den", "denne", "der", "det", "dette", "de", "du",
     "efter", "en", "er", "et", "for", "fra", "før", "gennem", "han", "har", "hos", "hun", "hvis", "hvor", "hver",
     "i", "ifølge", "ikke", "iflg", "ingen", "inden", "jf", "jfr", "kilde", "kilden", "kilder", "kun", "kontakt",
     "med", "men", "mellem", "mod", "når", "nogle", "og", "også", "om", "omkring", "over", "på", "pga", "samt",
     "se", "siden", "som", "svar", "tak", "tal", "tallet", "tallene", "til", "under", "uden", "vi", "via", "ved"}
)  # fmt: skip
"""Words that begin a sentence and aren't the first of a name, whatever comes after them."""


_SPEAKER = re.compile(
    rf"(?P<name>{_CAPITAL}[a-zæøå]{{2,}})(?<!en)(?<!et)(?<!ne)(?<!e)(?<!er)\s+"
    r"(?:fortæller|fortalte|siger|sagde|synes|mener|griner|smiler|husker|drømmer|nikker|forklarer)\b"
)
_NO_NAME = frozenset(
    {"mor", "far", "folk", "børn", "ung", "han", "hun", "man", "jeg", "hver", "ingen", "også", "alt", "hvad", "hvem",
     "det", "som", "mænd", "nogen"}
)  # fmt: skip
"""Who else speaks at the beginning of a sentence, and has none of a definite or plural noun's endings."""


def announced(text: str, public: PublicNames) -> Iterator[Span]:
    """Yield names after `hedder`, `familien` and `hr.` and before `fortæller`, unless the evaluation has them."""
    covered = public.cover(text)
    for found in _ANNOUNCED.finditer(covered):
        yield Sign.NAME, found.start("name"), found.end("name")
    for found in _SPEAKER.finditer(covered):
        word = found["name"]
        if word.casefold() not in _NO_NAME and not _is_no_person(word, covered[found.end("name") :], public):
            yield Sign.PROPER, found.start("name"), found.end("name")


def capitals(text: str, public: PublicNames, *, strict: bool) -> Iterator[Span]:
    """Yield given names and unknown words with a capital where Danish has none.

    If not `strict`, only two or more such words in a row; systems and registers have one.
    """
    covered = cover_bodies(public.cover(text))
    unknown: list[tuple[int, int]] = []
    for found in _WORD.finditer(covered):
        begins = _begins_sentence(covered[max(0, found.start() - _NEAR) : found.start()])
        if _is_given(found[0], begins=begins):
            yield Sign.NAME, found.start(), found.end()
        elif (
            re.match(_CAPITAL, found[0])
            and not _is_no_person(found[0], covered[found.end() :], public)
            and found[0].casefold() not in _LEADS
            and not (begins and strict)
        ):
            unknown.append(found.span())
    if strict:
        yield from ((Sign.PROPER, start, end) for start, end in unknown)
    else:
        yield from (
            (Sign.PROPER, one[0], other[1])
            for one, other in pairwise(unknown)
            if re.fullmatch(r"[ .]{1,2}", covered[one[1] : other[0]])
        )


def _begins_sentence(before: str) -> bool:
    return _BEGINS.search(before) is not None and _ABBREVIATED.search(before) is None


def _is_given(word: str, *, begins: bool) -> bool:
    """Tell whether a word is a common given name and stands where it is no other word."""
    if not (is_given_name(word) or is_given_name(_plain(word))):
        return False
    forms = {word.casefold(), _plain(word), word.casefold().split("-")[0]}
    if word[0].isupper():
        return not begins or _ALSO_A_WORD.isdisjoint(forms)
    return len(_plain(word)) > 2 and _ALSO_A_SMALL_WORD.isdisjoint(forms)


def _plain(word: str) -> str:
    """Return a word in small letters without the s of the genitive."""
    return re.sub(r"['’]?s$", "", word.casefold())


def _is_no_person(word: str, after: str, public: PublicNames) -> bool:
    first = re.split(r"['’-]", word)[0]  # SUB-listen, UU's
    if word in _POLITE or (len(first) > 1 and first.isupper()):
        return True
    return is_body(word, after) or public.knows(_plain(word)) or is_country(_plain(word), word.casefold())
