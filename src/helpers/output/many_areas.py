"""What a page about a whole plan shows when the plan has more areas than a reader can look through.

Sixty rows can be read on a phone, seventeen hundred can't, and a drawing of them is a grey field. Above the limit a
page counts municipality by municipality, names what stands out, and says where everything else is: each area has its
own page, and every figure is in a file. Up to the limit pages show everything, as they always did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence, Sized

from helpers.disclosure.released import Released
from helpers.measurement.results import Attainment, RoundId, Word
from helpers.observations.table import Origin
from helpers.output.figures_spec import Cell
from helpers.output.fragments import Fragment
from helpers.output.rendering import render
from helpers.output.status import round_label
from helpers.output.verdicts import MARKS
from helpers.output.wording import number
from helpers.plan.model import Plan, Registry

MOST_ROWS = 60
"""Areas that tables, drawings and maps of a plan show one by one."""
EACH_END = 10
"""Areas that a drawing in order of rank shows at each end, where there are too many to show all."""
MOST_NAMED = 20
"""Areas that a sentence or a drawing names, where there are too many to show all."""
MOST_CHARTS = 24
"""Control charts that a page draws, where there are too many areas to draw all."""
ELSEWHERE = "uden kommune"


def too_many(areas: Sized) -> bool:
    """Tell whether there are more areas than a page shows one by one."""
    return len(areas) > MOST_ROWS


def told_elsewhere(plan: Plan, what: str, up: str) -> Fragment:
    """Say that the areas are too many to show one by one, and where each of them is told.

    Parameters
    ----------
    plan
        Whose areas.
    what
        What would have stood here: `Målene`.
    up
        The way from the page to the front page: empty, `../` or longer.
    """
    return Fragment(
        f"{what} i {number(len(plan.areas))} områder er for mange til én side: når der er over {MOST_ROWS} områder, "
        f"vises de ikke ét for ét her. Hvert område har sin egen side under [Alle områder]({up}omraader/index.ipynb), "
        f"og tallene for dem alle kan hentes under [Hent tallene]({up}data/index.ipynb)."
    )


def by_municipality(plan: Plan, registry: Registry) -> dict[str, list[str]]:
    """Return the areas of a plan by municipality, both in the order of the plan."""
    found: dict[str, list[str]] = {}
    for area in plan.areas:
        found.setdefault(registry.area(area).municipality or ELSEWHERE, []).append(area)
    return found


def counted_by_municipality(
    released: Released,
    plan: Plan,
    registry: Registry,
    *,
    round_id: RoundId,
    table_id: str,
    goals: Iterable[str] | None = None,
) -> Fragment:
    """Return a table of municipalities × the words of attainment: how many goals of its areas have each word.

    A goal counts once for each area that decides it, in the main reading; what areas decide together isn't counted.
    The word of each is on the area's own page, so the counts tell nothing that isn't told there.
    """
    wanted = None if goals is None else frozenset(goals)
    judged: dict[str, list[Attainment]] = {}
    for item in released.results.attainments_of(round_id=round_id):
        if item.main_reading and (wanted is None or item.goal in wanted):
            judged.setdefault(item.area, []).append(item)
    areas = by_municipality(plan, registry)
    rows = [_row(name, own, [item for area in own for item in judged.get(area, ())]) for name, own in areas.items()]
    return render(
        "numbers",
        table_id=table_id,
        caption=f"Mål i områderne kommune for kommune, {round_label(plan, round_id)}: hvor mange der har hvert svar.",
        headings=("Kommune", "Områder", *(mark.word for mark in MARKS.values())),
        rows=rows,
        synthetic=any(cell.synthetic for row in rows for cell in row),
        stacked=True,
    )


def _row(name: str, areas: Sequence[str], judged: Sequence[Attainment]) -> tuple[Cell, ...]:
    words: Counter[Word] = Counter(item.word for item in judged)
    synthetic = {item.word for item in judged if item.origin is Origin.SYNTHETIC}
    counts = (Cell(number(words[word]), word in synthetic) for word in MARKS)
    return (Cell(name), Cell(number(len(areas))), *counts)
