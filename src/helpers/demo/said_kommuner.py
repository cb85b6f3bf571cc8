"""An invented judgement of how far municipalities have come on the stairs of cooperation (S3 p. 21)."""

from __future__ import annotations

from datetime import date

from helpers.demo.said import Judgement, invented

JUDGEMENTS: tuple[Judgement, ...] = (
    Judgement(
        "gen-samarbejdstrappe-trin-3-4",
        "kommuner-med-helhedsplan",
        date(2015, 6, 11),
        None,
        invented("en arbejdsgruppe"),
        "Kommunernes egne vurderinger er så forskellige, at gruppen ikke kan sætte dem på ét trin.",
    ),
)
