"""What all parts of a plan share: frozen values that refuse unknown keys, ids, and places in a source document."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Frozen(BaseModel):
    """A value of a plan file."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Citation(Frozen):
    """A place in a source document."""

    document: Literal["S0", "S1", "S2", "S3", "S4"]
    page: int = Field(ge=1)
    also_pages: tuple[int, ...] = ()
