"""Loose text and rows without named columns: what they tell of figures that are hidden."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from helpers.audit.explained import OtherShares, is_a_row_of_targets, is_the_target, told_by_the_title
from helpers.audit.knowledge import Knowledge
from helpers.audit.numbers_in_words import Number, masked, numbers, without_sources
from helpers.audit.statements import Figure, Loose, Piece, Row, Statement, Told, What
from helpers.audit.structure import Structure
from helpers.audit.vocabulary import Mention, Vocabulary

_TARGETS = frozenset(
    (
        "mål", "målet", "målet er", "målet_er", "krav", "kravet", "afstand", "gennemsnit", "gennemsnit og grænser",
        "95 %-grænser", "99,8 %-grænser",
    )
)  # fmt: skip
"""Columns of targets and limits: only a sentence that itself says what its numbers are of is read in them."""
_SOURCES = frozenset(
    (
        "kilde", "aftalens_kilde", "sted", "oprindelse", "dokumentets ord", "ordlyd", "aftalens ord", "begrundelse",
        "status", "læsning", "læsninger", "spørgsmål", "signal", "evaluering", "fil", "hvorfor", "måling", "målinger",
        "hvorfor det er offentligt",
    )
)  # fmt: skip
"""Columns of words: read like those of targets, but a number that stands alone in them is a figure."""
_ALONE = re.compile(r"\s*[\d.,]+\s*(?:%|[a-zæøå]+)?\s*", re.IGNORECASE)
"""A number in a cell, at most with its unit."""
_CONTEXT = ("område", "tal", "indikator", "hvad", "måling", "periode", "tid", "gruppe", "sted", "mål")
"""First words of columns that say what the row is about; before all its other texts."""
_A_YEAR = re.compile(r"(?:19|20)\d\d(?:\.0)?")

_SINCE = re.compile(r"(?:siden|end i|end|fra|i forhold til) (?:\w+ )?((?:19|20)\d\d)")

_NEAR, _VERY_NEAR = 160, 70
"""Letters to each side of a number in which the names must stand, unless they stand around the text."""
_LONG = 400
"""Letters from which a text is no sentence but a page run together, as in a search index: names must be very near."""
_SLACK = 1e-6
_BLANKS = {0xA0: " ", 0x202F: " ", 0x2009: " ", 0xAD: None, 0x200B: None}

Line = tuple[str, str]


class Lines:
    """The figures of each area and indicator of which some are hidden; all else is none of a text's business."""

    def __init__(self, knowledge: Knowledge) -> None:
        counts = [figure for figure in knowledge.facts if figure.what == "count"]
        self.hidden = frozenset(figure for figure in counts if knowledge.is_hidden(figure))
        self.lines = frozenset((figure.area, figure.indicator) for figure in self.hidden)
        self.indicators = frozenset(indicator for _, indicator in self.lines)
        self.by_line: dict[Line, list[Figure]] = defaultdict(list)
        for figure in counts:
            if (figure.area, figure.indicator) in self.lines:
                self.by_line[figure.area, figure.indicator].append(figure)
        self.told: dict[Figure, tuple[float, float]] = {}
        """What today's site tells of those that are shown."""
        self.beside: dict[Figure, tuple[float, float]] = {}
        """What it tells of other areas and indicators that stand on the same pages."""
        areas = {area for area, _ in self.lines}
        for figure, by_release in knowledge.facts.items():
            fact = by_release.get("")
            if fact is None or not fact.known:
                continue
            if (figure.area, figure.indicator) in self.lines:
                self.told[figure] = fact.low, fact.high
            elif figure.area in areas or figure.indicator in self.indicators:
                self.beside[figure] = fact.low, fact.high
        self.once = knowledge.once_told(self.hidden)
        """What earlier releases tell of those that were corrected since; a page may tell what it was corrected from."""


class Words:
    """Understands text by the names in it and around it."""

    def __init__(self, lines: Lines, vocabulary: Vocabulary, structure: Structure) -> None:
        self.lines = lines
        self.vocabulary = vocabulary
        self.structure = structure
        self._seen: set[tuple[str, tuple[str, ...]]] = set()
        self._names = tuple(sorted(vocabulary.names_of("indicator", lines.indicators)))
        self._names_hidden = lru_cache(maxsize=50_000)(self._any_name)
        self._other_shares = OtherShares(lines.told | lines.beside, vocabulary)
        self._periods = frozenset(period for periods in vocabulary.periods.values() for period in periods)

    def __reduce__(self) -> tuple[type[Words], tuple[Lines, Vocabulary, Structure]]:
        return Words, (self.lines, self.vocabulary, self.structure)  # other processes keep memories of their own

    def _any_name(self, text: str) -> bool:
        small = text.lower()
        return any(name in small for name in self._names)

    def understood(self, piece: Piece) -> Iterator[Statement | Told]:
        """Yield what a piece tells of hidden figures; nothing if it tells only of others."""
        if not self.lines.hidden or _is_an_axis(piece):
            return
        if isinstance(piece, Loose):
            if not told_by_the_title(piece):
                yield from self._text(piece.text.translate(_BLANKS), piece.about, piece.path)
            return
        context, targets = _context(piece), is_a_row_of_targets(piece)
        grouped = not _holds_one_number(piece)
        for name, text in piece.cells.items():
            told = str(text).translate(_BLANKS)
            if targets or _has_words_of_its_own(name, told):
                yield from self._text(told, (), piece.path)
            else:
                about = (*piece.about, *context, name)
                yield from self._text(told, about, piece.path, group=grouped and name.lower() == "n")

    def _text(self, text: str, about: tuple[str, ...], path: str, *, group: bool = False) -> Iterator[Statement | Told]:
        if (text, about) in self._seen or not self._may_tell(text, about):
            return
        self._seen.add((text, about))
        text = without_sources(text)
        reach = _VERY_NEAR if len(text) > _LONG else _NEAR
        told = list(numbers(masked(self._without_names(text))))
        for number in told:
            # Of a long text only what stands near: a search index runs whole pages together.
            start = max(0, number.start - reach)
            near = text[start : number.start + reach]
            line = self._line(near, number.start - start, about)
            if line is None or is_the_target(number, about):
                continue
            if number.kind == "difference":
                yield from self._difference(number, line, near, number.start - start, about, path)
            else:
                wanted = replace(number, kind="group") if group else number
                meant = self._meant(line, near, about, number.start - start)
                others = self.lines.by_line[line] if reach == _VERY_NEAR else meant
                explained = any(self._explains(figure, number) for figure in others)
                if not explained and not self._other_shares.explain(wanted, told, meant, near, about):
                    yield from self._told(wanted, meant, path)

    def _may_tell(self, text: str, about: Sequence[str]) -> bool:
        """Tell quickly whether a text can be about a hidden figure at all; nearly none is."""
        if not any(map(str.isdigit, text)) and " " not in text:
            return False
        return any(self._names_hidden(one) for one in (text, *about))

    def _line(self, near: str, at: int, about: Sequence[str]) -> Line | None:
        """Return the area and the indicator that a number is about, if figures of theirs are hidden."""
        found: list[str] = []
        for kind in ("area", "indicator"):
            meant = _nearest(self.vocabulary.find(kind, near), at)
            around = self._around(kind, about) if meant is None else {meant}
            found += around if len(around) == 1 else ()
        line = (found[0], found[1]) if len(found) == 2 else None
        return line if line in self.lines.lines else None

    def _without_names(self, text: str) -> str:
        letters = list(text)
        for kind in ("indicator", "area", "breakdown", "label", "goal"):
            for found in self.vocabulary.find(kind, text):
                letters[found.start : found.end] = " " * (found.end - found.start)
        return "".join(letters)

    def _around(self, kind: str, about: Sequence[str]) -> set[str]:
        """Return the names in the nearest surrounding text that has any."""
        for text in reversed(about):
            found = {mention.meant for mention in self.vocabulary.find(kind, text)}
            if found:
                return found
        return set()

    def _meant(self, line: Line, text: str, about: Sequence[str], at: int) -> list[Figure]:
        """Return the figures of a line that the number may be of, by the period and the group that are named."""
        figures = self.lines.by_line[line]
        groups = {found.meant for one in (text, *about) for found in self.vocabulary.find("breakdown", one)}
        named = [figure for figure in figures if figure.breakdown in groups]
        plain = [figure for figure in figures if not figure.breakdown]
        figures = named or plain or figures
        for where in (text, *reversed(about)):
            place = at if where is text else len(where)
            label = _nearest(self.vocabulary.find("label", where), place)
            if label is not None:
                periods = self.vocabulary.periods[label]
                exact = [figure for figure in figures if (figure.first, figure.last) in periods]
                if exact:
                    return exact
            years = _last_before(self.vocabulary.years(where), place)
            if years is not None:
                first, last = years.span
                # A total of several years is no figure of one of them, even where it isn't exact enough to be known.
                whole = date(first, 1, 1), date(last, 12, 31)
                if first < last and where is text and whole in self._periods:
                    return [one for one in figures if (one.first, one.last) == whole]
                return _within(figures, first, last)
        return figures if len(figures) == 1 else []

    def _difference(
        self, number: Number, line: Line, near: str, at: int, about: Sequence[str], path: str
    ) -> Iterator[Told]:
        """Yield what a change tells: two figures of the line lie so far apart."""
        figures = [figure for figure in self.lines.by_line[line] if not figure.breakdown]
        years = sorted(found.span[1] for found in self.vocabulary.years(near))
        since = _SINCE.search(near, at)
        earlier_year = int(since[1]) if since else years[0] if len(set(years)) > 1 else None
        around = [found.span[1] for one in reversed(about) for found in self.vocabulary.years(one)[-1:]]
        later_years = [*(year for year in years[-1:] if year != earlier_year), *around][:1]
        for later in [one for year in later_years for one in _within(figures, year, year)][:1]:
            before = [one for one in figures if one.last and later.last and one.last < later.last]
            known = _within(before, earlier_year, earlier_year) if earlier_year else _by_time(before)
            for earlier in known[-1:]:
                if {later, earlier} & self.lines.hidden:
                    scaled = self.structure.indicator(line[1]).scale is not None
                    what: What = "value" if scaled else "count"
                    ends = replace(later, what=what), replace(earlier, what=what)
                    yield Told(*ends, number.low, number.high, path)

    def _told(self, number: Number, meant: Sequence[Figure], path: str) -> Iterator[Statement]:
        hidden = [figure for figure in meant if figure in self.lines.hidden]
        for figure in hidden:
            scaled = self.structure.indicator(figure.indicator).scale is not None
            if not scaled and (number.percent or number.low != int(number.low)):
                continue  # a percentage or a fraction of a plain count is a change or a target
            what: What = "group" if number.kind == "group" else "value" if number.percent else "count"
            yield Statement(replace(figure, what=what), number.low, number.high, hidden=False, path=path, loose=True)

    def _explains(self, figure: Figure, number: Number) -> bool:
        """Tell whether a figure that is shown may be what the number says."""
        if figure in self.lines.hidden:
            once = self.lines.once.get(figure, ())
            return any(low <= number.high + _SLACK and number.low - _SLACK <= high for low, high in once)
        for what in ("count", "group", "value"):
            told = self.lines.told.get(replace(figure, what=what))
            if told is not None and told[0] <= number.high + 0.5 and number.low - 0.5 <= told[1]:
                return True
        return False


def _context(row: Row) -> tuple[str, ...]:
    """Return the texts and years of a row, those nearest last whose column says that they are what it is about."""
    texts = {name: str(text) for name, text in row.cells.items()}
    said = {name: text for name, text in texts.items() if _A_YEAR.fullmatch(text) or any(map(str.isalpha, text))}
    subject = {name for name in texts if name.lower().split(" ")[0] in _CONTEXT or name == "1"}
    sources = {name for name, text in texts.items() if _has_words_of_its_own(name, text)}
    others = [text for name, text in said.items() if name not in subject | sources and len(text) < _LONG]
    return (*others, *(texts[name] for name in texts if name in subject))


def _has_words_of_its_own(name: str, text: str) -> bool:
    """Tell whether a cell's numbers are a target's or a source's, and none of what its row is about."""
    small = name.lower()
    return small in _TARGETS or (small in _SOURCES and not _ALONE.fullmatch(text))


def _holds_one_number(row: Row) -> bool:
    """Tell whether a row has one number besides its year: then it is the figure, though its column be called `n`."""
    texts = map(str, row.cells.values())
    return sum(bool(_ALONE.fullmatch(text)) and not _A_YEAR.fullmatch(text) for text in texts) == 1


def _is_an_axis(piece: Piece) -> bool:
    return isinstance(piece, Loose) and piece.path.endswith(("ticktext", "tickvals"))


def _by_time(figures: Iterable[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda one: (str(one.last), str(one.first)))


def _within(figures: Sequence[Figure], first: int, last: int) -> list[Figure]:
    """Return the figures of some years: whole years before parts of them, else those that touch the years."""
    inside = [one for one in figures if one.first and one.last and first <= one.first.year <= one.last.year <= last]
    if inside:
        longest = max((one.last - one.first).days for one in inside if one.first and one.last)
        year = min(longest, 360)
        return [one for one in inside if one.first and one.last and (one.last - one.first).days >= year]
    return [one for one in figures if any(day and first <= day.year <= last for day in (one.first, one.last))]


def _nearest(mentions: Sequence[Mention], at: int) -> str | None:
    """Return the last name before a place, or else the first after it."""
    found = _last_before(mentions, at)
    return found.meant if found else None


def _last_before(mentions: Sequence[Mention], at: int) -> Mention | None:
    before = [mention for mention in mentions if mention.start < at]
    return before[-1] if before else mentions[0] if mentions else None
