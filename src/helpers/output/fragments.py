"""What a notebook shows: one piece of Markdown, and nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

_BACKTICKS = re.compile(r"`+")


@dataclass(frozen=True)
class Fragment:
    """A piece of a page in Markdown, shown by Jupyter as `text/markdown` only.

    Any `text/html` output would make Quarto load scripts from third parties, and a `text/plain` twin would carry
    the values a second time, unmarked. So there is one representation.

    Parameters
    ----------
    markdown
        Markdown of the subset that both site engines read. May be empty: then nothing is shown.
    """

    markdown: str

    @classmethod
    def html(cls, html: str) -> Fragment:
        """Return `html` in a raw-HTML fence that is longer than any run of backticks inside it."""
        content = html.strip()
        if not content:
            return cls("")
        longest = max((len(run) for run in _BACKTICKS.findall(content)), default=0)
        fence = "`" * max(3, longest + 1)
        return cls(f"{fence}{{=html}}\n{content}\n{fence}")

    @classmethod
    def join(cls, fragments: Iterable[Fragment]) -> Fragment:
        """Return the fragments one after the other, empty ones left out."""
        return cls("\n\n".join(fragment.markdown for fragment in fragments if fragment.markdown))

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, Any]:  # Jupyter's protocol; both arguments are hints that may be ignored
        return {"text/markdown": self.markdown}

    def __repr__(self) -> str:
        # A fragment printed by accident must not spill values into a log.
        return f"Fragment({len(self.markdown)} tegn)"
