"""Which release a public file belongs to: its folder below `runder/`; the list beside them belongs to today's site."""

from __future__ import annotations

import pytest

from helpers.audit.releases import release_of


@pytest.mark.parametrize(
    ("path", "release"),
    [
        ("runder/x-baseline-v1/index.html", "x-baseline-v1"),
        ("runder/x-baseline-v1/runder/y-end-v1/index.html", "x-baseline-v1"),
        ("runder/index.html", ""),
        ("index.html", ""),
        ("omraader/runder/index.html", ""),
    ],
)
def test_a_file_belongs_to_the_release_in_whose_folder_it_lies(path: str, release: str) -> None:
    assert release_of(path) == release
