"""What an e-mail, a telephone number, an address and a person's name look like in Danish text.

Each rule needs more than a resemblance: a bare number of eight digits is a count as often as a telephone number, and
»Ringparken 12« is twelve in Ringparken as often as a house. Where a text by itself can't tell, the column can
(`personal_columns.py`). What is found is never repeated; only its kind leaves this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum

from helpers.intake.danish_names import GIVEN_NAMES, SURNAMES
from helpers.intake.personal_numbers import plain_text
from helpers.intake.public_names import PublicNames


class Detail(StrEnum):
    """A kind of detail about a person, as a fault names it."""

    E_MAIL = "en e-mailadresse"
    PHONE = "et telefonnummer"
    ADDRESS = "en adresse"
    NAME = "et personnavn"
    BIRTH = "en fødselsdato"
    NUMBER_PART = "en del af et personnummer"


_E_MAIL = re.compile(
    r"[^\s@<>,;:()\[\]\"']+(?:@|\s?[(\[](?:at|snabela)[)\]]\s?)[^\W_][\w-]*(?:\.[\w-]+)*\.[a-zæøå]{2,}", re.IGNORECASE
)
_ABROAD = re.compile(r"(?<![\w+])(?:\+\d{1,3}|0045)(?:[\s./()-]{0,2}\d){7,12}(?!\d)")
_IN_PAIRS = re.compile(r"(?<![\d.,/-])(?<!\d\s)[2-9]\d([ .])\d\d\1\d\d\1\d\d(?![\d/%])(?![\s.,]\d)")
_AFTER_A_WORD = re.compile(
    r"\b(?:tlf|tel|telefon\w*|mobil\w*|mob|ring|sms|nummer)\b[.:]?(?:\s*(?:til|på|nr|nummer))?[.:]?\s*"
    r"(?P<number>[2-9](?:[\s.-]?\d){7})(?!\d)",
    re.IGNORECASE,
)

_CAPITALS = "A-ZÆØÅÄÖÉÜ"
_ENDING = (
    r"(?:vej|vejen|gade|gaden|stræde|strædet|alle|allé|alléen|plads|pladsen|torv|torvet|vænge|vænget|boulevard|stien"
    r"|gyden|bakken|toften|haven|parken|lunden|marken|skoven|kæret|kær|høj|højen|dalen|krogen|kajen|gården|have|park)"
)
_WORDS = rf"(?:[{_CAPITALS}][\w.'-]*\s+)"
_STREET = rf"(?:{_WORDS}{{0,3}}[{_CAPITALS}][\w'-]*{_ENDING}|{_WORDS}{{1,3}}(?i:{_ENDING}))"
_HOUSE = r"\d{1,3}\s?(?:[A-Za-z](?![\w]))?"
_FLOOR = r"(?:st|kl|\d{1,2})\.?\s?(?:sal)?[.,]?\s*(?:(?:tv|th|mf)(?!\w)|(?:dør|lejl|-)\.?\s*\d+)"
_POSTCODE = rf"(?:DK-?)?[1-9]\d{{3}}\s+[{_CAPITALS}]"
_STREET_AND_HOUSE = re.compile(
    rf"(?<!\w){_STREET}\s+{_HOUSE}(?P<after>\s*,?\s*(?:{_FLOOR}|{_POSTCODE}))?(?=\s*(?P<next>$|[,.;:)\n]|\w|[^\w\s]))"
)
_ANY_HOUSE_WITH_FLOOR = re.compile(
    rf"[{_CAPITALS}][\w'-]+\s+{_HOUSE}\s*,?\s*(?:st|kl|\d{{1,2}})\.?\s*(?:tv|th|mf)(?!\w)"
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")
_NOT_A_PERSON_BEFORE = frozenset(
    {"vej", "gade", "plads", "allé", "alle", "torv", "skole", "skolen", "park", "fond", "fonden", "gymnasium", "have",
     "kollegiet", "kollegium", "hallen", "prisen", "stræde", "boulevard", "institut", "a/s", "aps"}
)  # fmt: skip
"""After a name these make it the name of a street, a school or a firm."""
_MIDDLE = 2
"""At most so many words between given name and surname."""


def details_in(text: str, public: PublicNames) -> tuple[Detail, ...]:
    """Return the kinds of personal details that a text holds, each once.

    Parameters
    ----------
    text
        A cell, a heading, a comment, a name of a sheet or file.
    public
        What may stand there.
    """
    plain = plain_text(text)
    found = ((Detail.E_MAIL, _e_mails), (Detail.PHONE, _phones), (Detail.ADDRESS, _addresses))
    kinds = [kind for kind, search in found if _is_private(search, plain, public)]
    # To cut out public names is slow; a text without a name has none after it either.
    if holds_name(plain) and not public.knows(plain) and holds_name(public.cut_from(plain)):
        kinds.append(Detail.NAME)
    return tuple(kinds)


def _is_private(search: Callable[[str, PublicNames], Iterator[str]], text: str, public: PublicNames) -> bool:
    return any(not public.is_contact(found) for found in search(text, public))


def _e_mails(text: str, public: PublicNames) -> Iterator[str]:
    del public
    if "@" in text or "(" in text or "[" in text:
        yield from (found[0] for found in _E_MAIL.finditer(text))


def _phones(text: str, public: PublicNames) -> Iterator[str]:
    del public
    if sum(character.isdigit() for character in text) < 8:
        return
    yield from (found[0] for found in _ABROAD.finditer(text) if _is_possible(found[0]))
    yield from (found[0] for found in _IN_PAIRS.finditer(text) if is_phone(found[0]))
    yield from (found["number"] for found in _AFTER_A_WORD.finditer(text) if is_phone(found["number"]))


def is_phone(number: str) -> bool:
    """Tell whether a number could be dialled in Denmark (by the numbering plan that `phonenumbers` carries)."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "DK"))
    except phonenumbers.NumberParseException:
        return False


def _is_possible(number: str) -> bool:
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number.replace("0045", "+45", 1), "DK"))
    except phonenumbers.NumberParseException:
        return False


def _addresses(text: str, public: PublicNames) -> Iterator[str]:
    if public.knows(text):
        return
    for found in _STREET_AND_HOUSE.finditer(text):
        whole = found[0].strip() == text.strip()
        street = re.split(r"\s+\d", found[0], maxsplit=1)[0]
        # »Ringparken 12, Motalavej 5« counts something in two areas; with a floor or a postcode it is where one lives.
        ends = found["next"] in ("", ",", ".", ";", ")", "\n") and not public.knows(street)
        if found["after"] or whole or ends:
            yield found[0]
    yield from (found[0] for found in _ANY_HOUSE_WITH_FLOOR.finditer(text))


def holds_name(text: str) -> bool:
    """Tell whether a text holds a given name followed by a surname, or `Surname, Given`.

    Both must be among the common ones and begin with a capital letter, with at most two capitalised words or initials
    between them. A whole text in small letters counts as well.
    """
    if text.islower():
        words = text.split()
        return len(words) in (2, 3) and words[0] in GIVEN_NAMES and words[-1] in SURNAMES
    words = list(_WORD.finditer(text))
    return any(_begins_name(text, words, start) for start in range(len(words) - 1))


def _begins_name(text: str, words: list[re.Match[str]], start: int) -> bool:
    first = words[start][0]
    if not first[0].isupper():
        return False
    after = words[start + 1]
    between = text[words[start].end() : after.start()]
    if between.strip() == "," and is_surname(first) and is_given_name(after[0]) and after[0][0].isupper():
        return True
    if not is_given_name(first):
        return False
    for last in range(start + 1, min(start + 2 + _MIDDLE, len(words))):
        word = words[last][0]
        if text[words[last - 1].end() : words[last].start()].strip() or not word[0].isupper():
            return False
        if is_surname(word):
            return not _names_something_else(text, words, last)
    return False


def _names_something_else(text: str, words: list[re.Match[str]], last: int) -> bool:
    """Tell whether the word after a surname makes a street, a school or a firm of it."""
    if last + 1 >= len(words):
        return False
    return (
        words[last + 1][0].casefold().rstrip(".") in _NOT_A_PERSON_BEFORE
        and not text[words[last].end() : words[last + 1].start()].strip()
    )


def is_given_name(word: str) -> bool:
    """Tell whether a word is a common given name; of a double name the first counts (`Anne-Marie`)."""
    word = word.casefold()
    return word in GIVEN_NAMES or word.split("-")[0] in GIVEN_NAMES


def is_surname(word: str) -> bool:
    """Tell whether a word is a common surname, also with the s of the genitive; of a double name the last counts."""
    word = word.casefold().rstrip(".")
    forms = (word, word.removesuffix("s"), word.split("-")[-1])
    return any(form in SURNAMES for form in forms)
