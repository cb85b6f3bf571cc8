"""What all parts of a plan share: frozen values that refuse unknown keys, ids, and places in a source document."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Frozen(BaseModel):
    """A value of a plan file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


DocumentKey = Annotated[str, Field(pattern=r"^[0-9A-Za-zÆØÅæøå][0-9A-Za-zÆØÅæøå .\-]{0,39}$")]
"""What a document is called in citations and on pages before the page number: `S1`, `Aftalen 2025`."""

KNOWN_DOCUMENTS = frozenset({"S0", "S1", "S2", "S3", "S4"})
"""The five documents that Målbar was made after; a plan whose own document is one of them needn't declare it."""


class SourceDocument(Frozen):
    """A document that a plan cites by its key."""

    key: DocumentKey
    title: str = Field(min_length=1)
    """The document's own title."""
    day: date | None = None
    """The day that stands on it."""
    address: str | None = None
    """Where it can be read: a web address, or an archive and a number."""


class Citation(Frozen):
    """A place in a source document."""

    document: DocumentKey
    """S0-S4, or the key of a document that the plan declares under `documents`."""
    page: int = Field(ge=1)
    also_pages: tuple[int, ...] = ()
