"""A long text is searched piece by piece, so that the time a search takes grows with the text and no faster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from helpers.disclosure.free_text_kinds import Span

_LENGTH = 2400
"""Characters of a piece: more than any remark has, and most examples."""
_MARGIN = 600
"""Characters before and after what a piece answers for, so that what is found there is seen with its surroundings."""


def in_pieces(text: str, search: Callable[[str], Iterable[Span]]) -> Iterator[Span]:
    """Yield what a search finds in a text of any length.

    Each piece answers for what begins in its middle; the margins belong to its neighbours.
    """
    for begin in range(0, max(1, len(text) - 2 * _MARGIN), _LENGTH - 2 * _MARGIN):
        end = begin + _LENGTH
        start = _word_begin(text, begin)
        first = begin + _MARGIN if begin else 0
        last = end - _MARGIN if end < len(text) else len(text)
        for sign, found, until in search(text[start : _word_begin(text, end)]):
            if first <= start + found < last:
                yield sign, start + found, start + until


def _word_begin(text: str, position: int) -> int:
    """Return where the next word begins, if that is near; nothing is cut in two but what is no word."""
    blank = text.find(" ", position, position + _MARGIN // 2)
    return position if position in (0, len(text)) or blank < 0 else blank + 1
