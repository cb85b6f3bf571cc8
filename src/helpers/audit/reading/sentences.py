"""Running text cut into sentences, so that a number stays beside the words it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.audit.statements import Loose

_SHORT = r"pr|ca|nr|kr|mio|inkl|ekskl|jf|dvs|kap|stk|bl|f|m|s|hhv|evt|maks|min|gns|bilag|afsn"
_STOPPED = re.compile(rf"(?:\b(?:{_SHORT})|\b\d{{1,2}})\.$", re.IGNORECASE)
_DAY = re.compile(r"\b\d{1,2}\.$")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\u2009\u202f]+")
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_REMEMBERED = 2
"""So many sentences back a reader looks for whom and what a number is of."""
_DIGIT = re.compile(r"\d")


def tidy(text: str) -> str:
    """Return the text with every run of blanks as one space, soft hyphens gone, line breaks kept."""
    return _SPACES.sub(" ", text.replace("\u00ad", "").replace("\u200b", "")).strip()


def without_tags(text: str) -> str:
    """Return text as a figure's labels write it (`<b>`, `<br>`) as plain text; each break becomes `; `."""
    return tidy(_TAGS.sub(lambda found: "; " if found[2].lower() == "br" else "", text))


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; `pr. 1.000` and `30. september` don't end one."""
    held = ""
    for part in re.split(r"(?<=[.!?])(?<!\.\.)\s+|\n+", tidy(text)):
        if held and (not _STOPPED.search(held) or (_DAY.search(held) and part[:1].isupper())):
            yield held
            held = ""
        held = f"{held} {part}".strip()
    if held:
        yield held


def loose(text: str, path: str, about: tuple[str, ...] = (), *, remembered: int = _REMEMBERED) -> Iterator[Loose]:
    """Yield the sentences of a text that hold a digit, or a number as a word; others tell no figure.

    Each is about what surrounds the text, and about what the sentences just before it name.
    """
    before: tuple[str, ...] = ()
    for sentence in sentences(text):
        if tells_a_number(sentence):
            yield Loose(sentence, path, (*about, *before))
        before = (*before, sentence)[-remembered:]


_WORDS = re.compile(
    r"\b(?:nul|ingen|en|én|et|ét|to|tre|fire|fem|seks|syv|otte|ni|ti|elleve|tolv|halvdelen|alle|samtlige)\b",
    re.IGNORECASE,
)


def tells_a_number(text: str) -> bool:
    """Tell whether a text can hold a figure at all: a digit, or a small number in letters."""
    return bool(_DIGIT.search(text) or _WORDS.search(text))
