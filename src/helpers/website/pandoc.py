"""Call the pandoc that comes with `pypandoc_binary`: one page of markdown in, the parts of a page out."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from helpers.errors import Fault, SiteError
from helpers.website.labels import labels

HERE = Path(__file__).parent
FILTER = HERE / "filter.lua"
FRAGMENT = HERE / "templates" / "fragment.html"


@dataclass(frozen=True)
class Parts:
    """A page's content as HTML fragments.

    Parameters
    ----------
    title, subtitle, description
        From the front matter; empty where not given.
    plain_title
        The title without markup.
    authors
        One entry each.
    toc
        The list of headings, empty where there are none.
    body
        All content.
    """

    title: str
    plain_title: str
    subtitle: str
    description: str
    authors: tuple[str, ...]
    toc: str
    body: str


@cache
def pandoc_path() -> str:
    """Return where the pandoc program lies.

    Raises
    ------
    SiteError
        If the package `pypandoc_binary` is not installed.
    """
    try:
        import pypandoc
    except ImportError:
        raise _no_pandoc() from None
    bundled = Path(pypandoc.__file__).parent / "files"
    for name in ("pandoc", "pandoc.exe"):
        # The program of the wheel, never one that happens to lie on PATH: its version is locked with the rest.
        if (bundled / name).is_file():
            return str(bundled / name)
    raise _no_pandoc()


def _no_pandoc() -> SiteError:
    return SiteError(
        Fault(
            place="pypandoc_binary",
            value="pandoc blev ikke fundet",
            rule="Den indbyggede sidemotor bruger pandoc fra pakken pypandoc_binary.",
            remedy="Installér pakkerne igen med make, eller installér Quarto og brug --engine quarto.",
        )
    )


@cache
def pandoc_version() -> str:
    """Return pandoc's version, for example `3.9`."""
    shown = subprocess.run([pandoc_path(), "--version"], capture_output=True, text=True, check=True, encoding="utf-8")
    return shown.stdout.split("\n", 1)[0].removeprefix("pandoc").strip()


def convert(markdown: str, front: str, *, source: str, lang: str, root: str, toc_depth: int) -> Parts:
    """Turn one page's markdown into HTML fragments.

    Parameters
    ----------
    markdown
        The text without front matter.
    front
        The front matter as written (YAML).
    source
        The page's path, for messages.
    lang
        The page's language.
    root
        `../` for each level that the page lies below the site's root.
    toc_depth
        The deepest heading in the list of headings.

    Raises
    ------
    SiteError
        If pandoc can't read the page.
    """
    context = json.dumps({"maalbar-words": labels(lang), "maalbar-root": root}, ensure_ascii=False)
    text = f"---\n{front}\n---\n\n---\n{context}\n---\n\n{markdown}"
    command = [pandoc_path(), "--from=markdown", "--to=html5", "--mathml", "--wrap=none", "--email-obfuscation=none"]
    command += [f"--lua-filter={FILTER}", f"--template={FRAGMENT}", "--toc", f"--toc-depth={toc_depth}"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False, encoding="utf-8")
    if done.returncode != 0:
        raise SiteError(
            Fault(
                place=source,
                value=f"pandoc kan ikke læse siden: {' '.join(done.stderr.split())[:300]}",
                rule="Siden skal være skrevet i den del af Quartos sprog, som begge sidemotorer forstår.",
                remedy="Ret stedet, som pandoc nævner, og byg igen.",
            )
        )
    title, plain, subtitle, description, authors, toc, body = done.stdout.split("<!--part-->", 6)
    return Parts(
        title=title.strip(),
        plain_title=plain.strip(),
        subtitle=subtitle.strip(),
        description=description.strip(),
        authors=tuple(author.strip() for author in authors.split("<!--item-->") if author.strip()),
        toc=toc.strip(),
        body=body.strip("\n"),
    )
