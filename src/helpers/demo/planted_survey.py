"""The invented truth behind the residents' survey in Vejle: who lives there, and who knows the neighbours.

Planted: in Løget the share rises by nine points, in Nørremarken nothing happens. So few answer that neither is easy to
tell from chance, and the plain share is several points too high, since mostly the old answer.
"""

from __future__ import annotations

from helpers.demo.periods import year
from helpers.demo.planted_vejle import LOEGET, NOERREMARKEN
from helpers.demo.truth import Asking, Course, PlantedSource

SOURCE = "demo-beboersurvey"
INDICATOR = "kender-naboer-andel"
_ROUNDS = tuple(year(number) for number in (2012, 2014, 2016))

SOURCES: tuple[PlantedSource, ...] = (
    PlantedSource(
        SOURCE,
        asking=(
            Asking(
                LOEGET,
                INDICATOR,
                _ROUNDS,
                Course(52.0, 2012, 0.0, 9.0, begin=2013, full=2016),
                (210, 260, 150, 120),
                420,
            ),
            Asking(NOERREMARKEN, INDICATOR, _ROUNDS, Course(55.0, 2012, 0.0, 0.0), (230, 310, 190, 150), 420),
        ),
    ),
)
