"""Examples from the work, as the people in them agreed that they may be told."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.disclosure.cases import ReleasedCase
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.output.wording import month


def case_examples(cases: Sequence[ReleasedCase]) -> Fragment:
    """Return the section with a page's examples, each with who agreed and who approved; nothing without examples.

    An example is no evidence: it tells how something can go, not how often. The month is near enough: a day could
    point at who was there.
    """
    if not cases:
        return Fragment("")
    heading = "Eksempel fra indsatsen" if len(cases) == 1 else "Eksempler fra indsatsen"
    told = [(case, month(case.day)) for case in cases]
    return Fragment.join((Fragment(f"## {heading}"), render("case_examples", told=told)))
