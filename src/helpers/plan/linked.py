"""Rules on what an indicator says of others: that they count the same, or that one counts some of another's persons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.errors import Fault
from helpers.plan.marked import Marked, Trail
from helpers.plan.model import Indicator
from helpers.plan.validating import suggestion


def check_links(indicators: Sequence[Indicator], marked: Marked) -> Iterator[Fault]:
    """Yield every link to an indicator that isn't there or is the same one, and every group that isn't one."""
    known = {indicator.id for indicator in indicators}
    for position, indicator in enumerate(indicators):
        for trail, other in _links(position, indicator):
            if other == indicator.id:
                yield Fault(
                    place=marked.at(trail),
                    value=f"»{other}« henviser til sig selv",
                    rule="»same_count_as«, »part_of_count« og »group_is_count_of« peger på andre indikatorer.",
                    remedy="Skriv den anden indikators id, eller slet linjen.",
                )
            elif other not in known:
                yield Fault(
                    place=marked.at(trail),
                    value=f"indikatoren »{other}« kendes ikke",
                    rule="Indikatoren skal stå i analyses/indicators.yml.",
                    remedy=suggestion(other, known),
                )
        if indicator.group_is_count_of is not None and indicator.denominator is None:
            yield Fault(
                place=marked.at(("indicators", position, "group_is_count_of")),
                value=f"»{indicator.id}« har ingen nævner",
                rule="Kun en andel eller rate har en nævner, som en anden indikator kan tælle.",
                remedy="Skriv nævneren under »denominator«, eller slet linjen.",
            )


def _links(position: int, indicator: Indicator) -> Iterator[tuple[Trail, str]]:
    for place, other in enumerate(indicator.same_count_as):
        yield ("indicators", position, "same_count_as", place), other
    if indicator.part_of_count is not None:
        yield ("indicators", position, "part_of_count"), indicator.part_of_count
    if indicator.group_is_count_of is not None:
        yield ("indicators", position, "group_is_count_of"), indicator.group_is_count_of
