"""What stands in the ledger: sealed rounds, amendments and publications."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["seal", "amendment", "publication"]
Round = Literal["baseline", "midway", "end"]


@dataclass(frozen=True)
class Entry:
    """One line of the ledger; its place in the chain is `number`.

    Parameters
    ----------
    number
        1, 2, 3 …
    previous
        SHA-256 of the line before as it stands in the file, without its line break; of the first line: 64 zeros.
    kind
        A round sealed for the first time, a sealed round amended, or the public folder swapped.
    date
        The day, as the user's machine says it when the command is given.
    evaluation, round, version
        What is sealed; None for a publication of the whole site. The first seal of a round has version 1.
    note
        Danish; why a sealed round was amended. Mandatory for an amendment.
    parts
        From what is locked (`plan`, `definitions`, `policy`, `raw`, `observations`, `code`, `lock`, `results`,
        `site`; for a publication `manifest` and `figures`) to the SHA-256 of its canonical text. The texts lie in the
        archive under that name; `raw`, `observations` and `inputs`, which hidden figures can be read from, after a line
        of random bytes that lies in the archive only, so that nobody can test guesses.
    changed
        For an amendment: one Danish sentence for each value that changed, fit for the public (a protected value is
        `et skjult tal`).
    before_next
        For a seal and an amendment: was the round sealed before any later figure of the evaluation was read? None for a
        publication.
    """

    number: int
    previous: str
    kind: Kind
    date: date
    evaluation: str | None = None
    round: Round | None = None
    version: int | None = None
    note: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = field(default=())
    before_next: bool | None = None

    @property
    def release(self) -> str | None:
        """The name in addresses: `slagelse-2017-baseline-v1`; None for a publication."""
        if self.evaluation is None or self.round is None or self.version is None:
            return None
        return f"{self.evaluation}-{self.round}-v{self.version}"

    def part(self, name: str) -> str | None:
        """Return the checksum of one locked part."""
        return dict(self.parts).get(name)
