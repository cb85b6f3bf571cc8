"""The persons of all registrations of a source as numbers: the same keyed hash, the same number."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from helpers.intake.pseudonyms import Pseudonyms
from helpers.intake.registration_meaning import Meaning
from helpers.intake.sightings import pseudonyms_of
from helpers.observations.registering import Texts, keyed_hashes

if TYPE_CHECKING:
    import numpy as np

_PLAIN = r"^[\x20-\x7e]*$"
"""Texts of which Arrow and `pseudonyms.canonical` make the same writing; tests/unit/intake hold both equal."""


def numbered(texts: Sequence[Texts | None], meaning: Meaning) -> tuple[Texts, np.ndarray[Any, Any]] | None:
    """Return every text that tells persons apart, and the person's number; None if no column does.

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
    import pyarrow as pa

    pc: Any = import_module("pyarrow.compute")

    given = [found for found in texts if found is not None]
    pseudonyms = pseudonyms_of(meaning.plan, meaning.source)
    if pseudonyms is None or not given:
        return None
    everybody = pc.unique(pa.chunked_array(given)) if len(given) > 1 else given[0]
    hashes = hashes_of(everybody, pseudonyms)
    return everybody, hashes.dictionary_encode().indices.to_numpy(zero_copy_only=False)


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


def short_texts(texts: Texts) -> list[str | None]:
    """Return what may be blank: nothing, or a text of at most one character between spaces."""
    pc: Any = import_module("pyarrow.compute")
    short = pc.fill_null(pc.less_equal(pc.utf8_length(pc.utf8_trim_whitespace(texts)), 1), True)
    found: list[str | None] = texts.filter(short).to_pylist()
    return found
