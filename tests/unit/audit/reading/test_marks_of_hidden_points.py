"""`..` on the floor of an interactive figure is a mark; at any other height it would be the hidden point itself."""

from __future__ import annotations

import json

import pytest

from helpers.audit.reading.interactive import pieces_of_figure
from helpers.audit.statements import Loose


@pytest.mark.parametrize(("height", "told"), [(10.0, False), (13.0, True)])
def test_only_the_height_of_the_floor_is_silent(height: float, told: bool) -> None:
    trace = {"type": "scatter", "x": [2021.5], "y": [height], "text": [".."]}
    figure = {"data": [trace], "layout": {"yaxis": {"range": [10.0, 40.0]}}}
    found = [piece.text for piece in pieces_of_figure("x", json.loads(json.dumps(figure))) if isinstance(piece, Loose)]
    assert any("13" in text for text in found) is told
    assert not any("10" in text for text in found)
