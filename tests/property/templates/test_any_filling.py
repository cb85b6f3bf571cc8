"""However a template is filled in, the import gives the same values."""

from __future__ import annotations

import random

from hypothesis import given as over
from hypothesis import settings
from hypothesis import strategies as st

from filled_templates import fill, given
from helpers.templates.content import template_of
from template_plan import PLAN, REGISTRY, read

OWNERS = ["Fyns Politi", "Sekretariatet", "Vejle Kommune"]


@settings(max_examples=40, deadline=None)
@over(st.sampled_from(OWNERS), st.integers(0, 2**32), st.sampled_from([0.05, 0.3, 1.0]))
def test_what_is_filled_in_is_what_is_imported(owner: str, seed: int, share: float) -> None:
    filled = fill(template_of(PLAN, REGISTRY, owner), random.Random(seed), share=share)
    found = read(filled.data)
    assert found.said == []
    assert given(found.observations) == filled.expected
