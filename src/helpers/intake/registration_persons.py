"""The persons of all registrations of a source as numbers: the same keyed hash, the same number."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from helpers.intake.pseudonyms import Pseudonyms
from helpers.intake.registration_meaning import Meaning
from helpers.intake.sightings import pseudonyms_of
from helpers.observations.event_keys import keyed_hashes
from helpers.observations.registering import Texts, united

if TYPE_CHECKING:
    import numpy as np

_PLAIN = r"^[\x20-\x7e]*$"
"""Texts of which Arrow and `pseudonyms.canonical` make the same writing; tests/unit/intake hold both equal."""


def numbered(texts: Sequence[Texts], meaning: Meaning) -> list[np.ndarray[Any, Any]] | None:
    """Return for each file the number of the person that each of its texts tells apart; None if persons don't count.

    Parameters
    ----------
    texts
        The distinct texts of each file.
    meaning
        Evaluation and source.

    Raises
    ------
    DataError
        If there is no usable key.
    """
    pseudonyms = pseudonyms_of(meaning.plan, meaning.source)
    if pseudonyms is None or not texts:
        return None
    everybody, moved = united(texts)
    hashes = hashes_of(everybody, pseudonyms)
    numbers = hashes.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    return [numbers[to] for to in moved]


def hashes_of(texts: Texts, pseudonyms: Pseudonyms) -> Texts:
    """Return the pseudonym of each text, the same as `Pseudonyms.of` makes, for a million at once."""
    import pyarrow as pa

    pc: Any = import_module("pyarrow.compute")

    plain = pc.match_substring_regex(texts, _PLAIN)
    quick = keyed_hashes(_canonical(texts), pseudonyms.key, f"{pseudonyms.scope}\0".encode())
    if pc.all(plain).as_py() is not False:
        return quick
    others = texts.filter(pc.invert(plain))
    slow = pa.array([pseudonyms.of(text) for text in others.to_pylist()], pa.binary())
    return pc.replace_with_mask(quick, pc.invert(plain), slow)


def _canonical(texts: Texts) -> Texts:
    """Return plain texts in one writing: case and spaces don't matter, nor a number's leading zeros."""
    pc: Any = import_module("pyarrow.compute")

    spaced = pc.replace_substring_regex(pc.ascii_trim(texts, " "), " +", " ")
    return pc.replace_substring_regex(pc.ascii_lower(spaced), "^0+([0-9]+)$", r"\1")


def short_texts(texts: Texts) -> list[str]:
    """Return what may be blank: a text of at most one character between spaces."""
    pc: Any = import_module("pyarrow.compute")
    short = pc.less_equal(pc.utf8_length(pc.utf8_trim_whitespace(texts)), 1)
    found: list[str] = texts.filter(short).to_pylist()
    return found
