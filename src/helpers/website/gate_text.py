"""What the text of a page may hold: the part of Quarto's markdown that both engines give the same meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing outside the subset.

    Parameters
    ----------
    line
        Line number in the text, from 1.
    value, rule, remedy
        As in a fault.
    """

    line: int
    value: str
    rule: str
    remedy: str


@dataclass(frozen=True)
class Refusal:
    """A pattern that no line may hold."""

    pattern: re.Pattern[str]
    rule: str
    remedy: str


@dataclass(frozen=True)
class Line:
    """A line of markdown and how it is read: as text, as code or as raw HTML."""

    number: int
    text: str
    kind: str


def _refusal(pattern: str, rule: str, remedy: str) -> Refusal:
    return Refusal(re.compile(pattern), rule, remedy)


TEXT = (
    _refusal(r"\{\{<.*?>\}\}", "Genveje ({{< … >}}) er ikke med.", "Skriv indholdet direkte på siden."),
    _refusal(
        r"`\{\w+\}[^`]*`|`r [^`]+`", "Kode i løbende tekst køres ikke.", "Skriv tallet, eller lav siden som notebook."
    ),
    _refusal(r"\blayout(-\w+)?\s*=", "Opstilling med layout er ikke med.", "Sæt figurerne under hinanden."),
    _refusal(r"\.column-[\w-]+", "Kolonner uden for teksten er ikke med.", "Lad indholdet stå i tekstens spalte."),
    _refusal(r"\{[^}]*\.aside\b", "Indhold i margenen er ikke med.", "Lad indholdet stå i tekstens spalte."),
    _refusal(r"\.panel-(?!tabset\b)\w+", "Kun faner (panel-tabset) er med.", "Brug faner eller almindelige afsnit."),
    _refusal(r"callout-\w+[^}]*\bappearance\s*=", "Bokse har kun ét udseende.", "Slet appearance."),
    _refusal(r"\{[^}]*#[\w-]+[^}]*\.callout-|\.callout-\w+[^}]*#\w", "Bokse kan ikke have id.", "Slet id'et."),
    _refusal(
        r"\.callout-(?!(?:note|tip|warning|important|caution)\b)\w*",
        "Boksens slags kendes ikke.",
        "Brug note, tip, warning, important eller caution.",
    ),
    _refusal(
        r"#(?:lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg)-[\w-]+",
        "Kun figurer, tabeller og ligninger får numre.",
        "Brug et id, der begynder med fig-, tbl- eller eq-.",
    ),
    _refusal(
        r"(?<![\w`])\{[^}]*\.(?:output-location|incremental|fragment|notes)\b",
        "Lysbilleder er ikke med.",
        "Slet klassen.",
    ),
    _refusal(r"\bcode-line-numbers\s*=", "Linjenumre i kode er ikke med.", "Slet code-line-numbers."),
    _refusal(
        r"\bfig-(?:align|pos|env|scap|link)\s*=", "Kun fig-alt og fig-cap kan sættes på en figur.", "Slet egenskaben."
    ),
    _refusal(r"\blightbox\b\s*=|\.lightbox\b", "Forstørrelse af billeder er ikke med.", "Slet lightbox."),
    _refusal(r"!\[[^\]]*\]\(\s*<?(?:https?:)?//", "Billeder hentes ikke fra andre.", "Læg billedet i projektet."),
    _refusal(
        r"^\[!\[[^\]]*\]\([^)]*\)(?:\{[^}]*\})?\]\(",
        "Et billede kan ikke være et link for sig selv.",
        "Skriv linket i teksten.",
    ),
    _refusal(r"^#+\s.*\{[^}]*\.(?:appendix)\b", "Bilagsafsnit er ikke med.", "Slet klassen appendix."),
)
CODE_HEADS = (
    _refusal(
        r"^\s*(?:`{3,}|~{3,})\s*\{(?![.#=])[^}]*\}",
        "Kode køres ikke på siderne, og tegnesprog er ikke med.",
        "Kør koden i en notebook, eller skriv {.python} for at vise den.",
    ),
    _refusal(r"^\s*(?:`{3,}|~{3,})\s*\{=(?!html\b)", "Kun rå HTML er med.", "Skriv {=html} eller almindelig tekst."),
    _refusal(r"\bcode-line-numbers\s*=", "Linjenumre i kode er ikke med.", "Slet code-line-numbers."),
    _refusal(r"#lst-|\blst-cap\s*=", "Kun figurer, tabeller og ligninger får numre.", "Slet id'et og lst-cap."),
)
CODE = (
    _refusal(r"(?:#|//|--)\s*<\d+>\s*$", "Noter i kode er ikke med.", "Skriv forklaringen under koden."),
    # Quarto replaces them in code too.
    _refusal(r"\{\{<.*?>\}\}", "Genveje ({{< … >}}) er ikke med.", "Skriv indholdet direkte på siden."),
)
HTML = (
    _refusal(
        r"<(?:img|script|link|iframe|source|video|audio|embed|object|image|use)\b[^>]*\b(?:src|href|srcset|data)\s*=\s*[\"']?\s*(?:https?:)?//",
        "Siden må ikke hente noget fra andre.",
        "Læg filen i projektet, og brug dens egen adresse.",
    ),
    _refusal(r"<(?:iframe|object|embed|frame|base)\b", "Siden må ikke vise andres sider.", "Skriv et link i stedet."),
    _refusal(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*application/json)",
        "Script skal ligge i en fil i assets/.",
        "Flyt scriptet til assets/, og henvis til filen.",
    ),
    _refusal(r"<[a-zA-Z][^>]*\son\w+\s*=", "Script skal ligge i en fil i assets/.", "Slet on…-egenskaben."),
    _refusal(
        r"\burl\(\s*[\"']?\s*(?:https?:)?//|@import\b", "Siden må ikke hente noget fra andre.", "Læg filen i projektet."
    ),
    _refusal(r"<img\b(?![^>]*\balt\s*=)", "Hvert billede skal have en alternativ tekst.", 'Skriv alt="…".'),
)
FENCE = re.compile(r"^\s*(`{3,}|~{3,})(.*)$")
INLINE_CODE = re.compile(r"(`+)(?!\{)(?:(?!\1).)+?\1(?!\{\w)")
JSON_SCRIPT = re.compile(r"(<script[^>]*application/json[^>]*>).*?(</script>)", re.DOTALL)
IMAGE = re.compile(r"!\[([^\]]*)\]\((?:<[^>]*>|[^()\s]*)(?:\s+\"[^\"]*\")?\)(\{[^}]*\})?")
REFERENCE = re.compile(r"(?<![\w.@/\\])-?@(\{?[A-Za-z][\w:.-]*\w)")
DEFINED = re.compile(r"#((?:fig|tbl|eq)-[\w-]+)")
EXAMPLE = re.compile(r"^\s*\(@([\w-]+)\)", re.MULTILINE)


def lines_of(text: str) -> Iterator[Line]:
    """Split a page's text into lines of text, of code, of raw HTML and heads of code blocks."""
    fence, kind = "", "text"
    for number, line in enumerate(text.split("\n"), start=1):
        match = FENCE.match(line)
        if not fence and match and "`" not in match.group(2):
            fence, kind = match.group(1), "html" if re.match(r"\s*\{=html\}", match.group(2)) else "code"
            yield Line(number, line, "head")
        elif (
            fence
            and match
            and match.group(1)[0] == fence[0]
            and len(match.group(1)) >= len(fence)
            and not match.group(2).strip()
        ):
            fence, kind = "", "text"
        else:
            yield Line(number, line, kind)


def check_text(text: str, *, defined: frozenset[str] | None = None) -> Iterator[Finding]:
    """Yield all that lies outside the subset in one page's markdown.

    Parameters
    ----------
    text
        The markdown, without front matter.
    defined
        Ids that references may name; default: those in the text itself.
    """
    # The numbers of a figure are data, however they look; their lines are kept so that line numbers hold.
    plain = JSON_SCRIPT.sub(lambda match: match.group(1) + "\n" * match.group(0).count("\n") + match.group(2), text)
    known = defined_ids(plain) if defined is None else defined
    raw: list[Line] = []
    for line in lines_of(plain):
        if line.kind == "html":
            raw.append(line)
            continue
        yield from _check_html(raw)
        raw = []
        yield from _check_line(line, known)
    yield from _check_html(raw)


def _check_html(lines: list[Line]) -> Iterator[Finding]:
    """Check a block of raw HTML as a whole: a tag may run over several lines."""
    text = "\n".join(line.text for line in lines)
    for refusal in HTML:
        for match in refusal.pattern.finditer(text):
            number = lines[0].number + text[: match.start()].count("\n")
            shown = " ".join(match.group(0).split())[:80]
            yield Finding(number, f"“{shown}”", refusal.rule, refusal.remedy)


def defined_ids(text: str) -> frozenset[str]:
    """Return the names that references may use: figures, tables, equations and numbered examples."""
    return frozenset(DEFINED.findall(text)) | frozenset(EXAMPLE.findall(text))


def _check_line(line: Line, known: frozenset[str]) -> Iterator[Finding]:
    if line.kind == "head":
        yield from _search(line, line.text, CODE_HEADS)
    elif line.kind == "code":
        yield from _search(line, line.text, CODE)
    else:
        yield from _search(line, line.text, TEXT[1:2])
        shown = INLINE_CODE.sub("", line.text)
        yield from _search(line, shown, (*TEXT[:1], *TEXT[2:], *HTML))
        yield from _images(line, shown)
        yield from _references(line, shown, known)


def _search(line: Line, text: str, refusals: tuple[Refusal, ...]) -> Iterator[Finding]:
    for refusal in refusals:
        match = refusal.pattern.search(text)
        if match:
            yield Finding(line.number, f"“{match.group(0).strip()[:80]}”", refusal.rule, refusal.remedy)


def _images(line: Line, text: str) -> Iterator[Finding]:
    """Find undescribed images: in a sentence the text describes, by itself only fig-alt does."""
    for match in IMAGE.finditer(text):
        alone = text.strip() == match.group(0)
        described = "fig-alt=" in (match.group(2) or "")
        if not described and (alone or not match.group(1).strip()):
            yield Finding(
                line.number,
                f"“{match.group(0)[:80]}”",
                "Hvert billede skal have en alternativ tekst.",
                'Skriv {fig-alt="…"} efter billedet.',
            )


def _references(line: Line, text: str, known: frozenset[str]) -> Iterator[Finding]:
    without_urls = re.sub(r"<[^>]*>|\]\([^)]*\)|https?://\S+", "", text)
    for match in REFERENCE.finditer(without_urls):
        name = match.group(1)
        lowered = name[:1].lower() + name[1:]
        if lowered in known:
            continue
        if lowered.startswith(("fig-", "tbl-", "eq-")):
            yield Finding(line.number, f"“@{name}”", "En henvisning skal nævne noget på samme side.", "Ret id'et.")
        else:
            yield Finding(
                line.number,
                f"“@{name}”",
                "Kun henvisninger til figurer, tabeller og ligninger er med.",
                "Skriv et link, eller skriv \\@ for tegnet selv.",
            )
