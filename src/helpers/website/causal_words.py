"""Words that say that one thing made another happen: where a page may use them, and where it may not.

What is measured before and after a plan does not tell what would have been without it. A page that says that a plan
worked says more than its figures, so such words are left to the sentences that Målbar generates from the grade of the
evidence (`helpers.output.effect_words`). A hand-written page may ask, may say that something can't be known, and may
explain a method inside a block that is marked `::: {.om-aarsager}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from helpers.errors import Fault, SiteError
from helpers.paths import Project
from helpers.website.gate_text import lines_of
from helpers.website.project import cell_text, many, read_notebook, tree

MARKER = "om-aarsager"
"""The class of a block that explains what such words mean."""

_PLAN_DA = (
    r"(?:planen|helhedsplanen|indsatsen|aktiviteten|projektet|arbejdet|tiltaget|planer|helhedsplaner|indsatser"
    r"|aktiviteter|planerne|helhedsplanerne|indsatserne|aktiviteterne)"
)
_DOES_DA = (
    r"(?:giver|gav|givet|skaber|skabte|skabt|sikrer|sikrede|sikret|øger|øgede|øget|sænker|sænkede|sænket|forbedrer"
    r"|forbedrede|forbedret|nedbringer|nedbragte|nedbragt|løfter|løftede|løftet|styrker|styrkede|styrket|mindsker"
    r"|mindskede|mindsket|reducerer|reducerede|reduceret|lykkes|lykkedes|hjælper|hjalp|hjulpet)"
)
_PLAN_EN = r"(?:the|this|a|our) (?:plan|effort|activity|project|programme|intervention)s?"
_WORDS: dict[Literal["da", "en"], tuple[str, ...]] = {
    "da": (
        r"virk(?:e|er|ede|et|ning|ninger|ningen|ningerne|nings)",
        r"effekt(?:en|er|erne|s|ens)?",
        r"indvirk\w*|påvirk\w*|bevirk\w*",
        r"skyld(?:es|tes)",
        r"(?:før|fører|førte|ført) til",
        r"medfør(?:e|er|te|t)",
        r"forårsag\w*",
        r"resulter(?:e|er|ede|et) i",
        r"takket være",
        rf"(?:på grund af|som følge af|i kraft af) {_PLAN_DA}",
        rf"{_PLAN_DA} (?:har )?{_DOES_DA}",
        r"(?:gør|gøre|gjorde|gjort) en forskel",
        r"er (?:årsag|skyld) (?:til|i)|årsagen er",
    ),
    "en": (
        r"caus(?:e|es|ed|ing)",
        r"(?:lead|leads|led|leading) to",
        r"effects?",
        r"impact(?:s|ed)?",
        r"affect(?:s|ed|ing)?",
        rf"(?:because of|due to|owing to|as a result of) {_PLAN_EN}",
        r"thanks to",
        r"result(?:s|ed|ing)? in",
        r"(?:brings?|brought) about",
        r"(?:make|makes|made|making) a difference",
        rf"{_PLAN_EN} (?:has )?(?:work(?:s|ed)|improv(?:es|ed)|reduc(?:es|ed)|increas(?:es|ed)|help(?:s|ed))",
        r"attributable to",
    ),
}
_UNKNOWN: dict[Literal["da", "en"], str] = {
    "da": (
        r"\b(?:kan|kunne) (?:ingen |heller |derfor )?(?:ikke |aldrig )|\b(?:siger|viser|ved|beviser|fortæller|betyder)"
        r" (?:\w+ )?ikke\b|\bingen ved\b|\bhverken\b|\buden at (?:sige|vise)\b"
    ),
    "en": (
        r"\b(?:cannot|can't|could not|does not|do not|doesn't) (?:be |tell|say|show|know|prove|mean|determine)"
        r"|\bnobody knows\b|\bneither\b|\bwithout (?:saying|showing)\b"
    ),
}
_COMPILED = {
    language: re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE) for language, words in _WORDS.items()
}
_OPEN = {language: re.compile(words, re.IGNORECASE) for language, words in _UNKNOWN.items()}
_SENTENCE = re.compile(r".+?(?:[.!?…](?=\s|$|[*_»\"”])|$)", re.DOTALL)
_UNSEEN = re.compile(
    r"(`+)(?!`).+?(?<!`)\1(?!`)|(?<=\]\()[^)\s]+|^\s*\[[^\]]+\]:\s*\S+|https?://[^\s)>]+"
    r"|\b(?:href|src)=(?:\"[^\"]*\"|'[^']*')|(?<=[{\s])[#.][\w-]+(?=[^{}]*\})",
    re.DOTALL | re.MULTILINE,
)
"""Code, the targets of links and pictures, addresses, ids and classes: names that nobody reads as a claim."""
_DIV = re.compile(r"^\s*(:{3,})\s*(\S.*)?$")
_RULE = (
    "Ord om årsager bruges kun af sætninger, som Målbar danner ud fra, hvor stærkt grundlaget er; en side må spørge og "
    "må sige, hvad man ikke kan vide."
)
_REMEDY = (
    f"Skriv, hvad der er målt (»er lavere end før«), eller sæt en forklaring af metoden mellem ::: {{.{MARKER}}} og :::"
)


@dataclass(frozen=True)
class CausalWord:
    """One such word in a text."""

    word: str
    line: int
    """Counted from 1."""


def causal_words(text: str, language: Literal["da", "en"] = "da", *, anywhere: bool = False) -> tuple[CausalWord, ...]:
    """Return the causal words of a text in the order in which they stand.

    Parameters
    ----------
    anywhere
        Also those in a question, or after words that say that it can't be known; else they are left out.
    """
    found: list[CausalWord] = []
    for sentence in _SENTENCE.finditer(text):
        said = sentence.group(0)
        if not anywhere and said.rstrip('*_»"” \n').endswith("?"):
            continue
        unknown = _OPEN[language].search(said)
        for match in _COMPILED[language].finditer(said):
            if anywhere or unknown is None or unknown.start() > match.start():
                line = text.count("\n", 0, sentence.start() + match.start()) + 1
                found.append(CausalWord(" ".join(match.group(0).split()), line))
    return tuple(found)


def words_of_page(markdown: str) -> tuple[CausalWord, ...]:
    """Return the causal words of a page's Danish Markdown outside marked blocks, code, link targets and addresses."""
    return tuple(
        CausalWord(found.word, found.line + number - 1)
        for number, paragraph in _paragraphs(markdown)
        for found in causal_words(_UNSEEN.sub(_blanked, paragraph))
    )


def check_words(project: Project) -> None:
    """Hold every hand-written page and every text cell of the notebooks against the list.

    Raises
    ------
    SiteError
        With every word: file and line (for a notebook file, cell and line), word, rule and remedy.
    """
    faults = [fault for path in sorted(project.pages.rglob("*.qmd")) for fault in _of_page(project, path)]
    faults += [fault for path in sorted(project.notebooks.rglob("*.ipynb")) for fault in _of_notebook(project, path)]
    if faults:
        raise SiteError(faults)


def _of_page(project: Project, path: Path) -> Iterator[Fault]:
    for found in words_of_page(path.read_text(encoding="utf-8-sig")):
        yield Fault(f"{project.relative(path)}:{found.line}", f"»{found.word}«", _RULE, _REMEDY)


def _of_notebook(project: Project, path: Path) -> Iterator[Fault]:
    if ".ipynb_checkpoints" in path.parts:
        return
    for number, cell in enumerate(many(read_notebook(path).get("cells")), start=1):
        if tree(cell).get("cell_type") == "markdown":
            for found in words_of_page(cell_text(tree(cell))):
                place = f"{project.relative(path)}, celle {number}, linje {found.line}"
                yield Fault(place, f"»{found.word}«", _RULE, _REMEDY)


def _blanked(unseen: re.Match[str]) -> str:
    """Return as many signs in as many lines, so that the other words stay in their place."""
    return re.sub(r"[^\n]", "\N{MIDDLE DOT}", unseen.group(0))


def _paragraphs(markdown: str) -> Iterator[tuple[int, str]]:
    """Yield the number of the first line and the text of each run of lines that is neither code nor marked."""
    first, lines = 1, list[str]()
    marked: list[bool] = []
    for line in lines_of(markdown):
        div = _DIV.match(line.text) if line.kind == "text" else None
        if div:
            _follow(div, marked)
        if div or any(marked) or line.kind in ("code", "head") or not line.text.strip():
            if lines:
                yield first, "\n".join(lines)
            lines = []
            continue
        first = first if lines else line.number
        lines.append(line.text)
    if lines:
        yield first, "\n".join(lines)


def _follow(div: re.Match[str], marked: list[bool]) -> None:
    """Note that a block begins or ends."""
    if div.group(2):
        marked.append(MARKER in div.group(2))
    elif marked:
        marked.pop()
