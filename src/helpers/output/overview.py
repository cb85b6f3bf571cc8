"""The parts of the pages that look at several evaluations at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from helpers.disclosure.opening import Opened
from helpers.disclosure.policy import load_policy
from helpers.disclosure.views import compared_with
from helpers.intake.importing import last_report
from helpers.measurement.results import ROUNDS, Attainment, Word
from helpers.output.addresses import plan_address
from helpers.output.attainment_reasons import reason_words
from helpers.output.banner import demo_banner_of_several
from helpers.output.catalogue import gaps_table, goals_catalogue
from helpers.output.downloads import downloads
from helpers.output.figures import dumbbell
from helpers.output.fragments import Fragment
from helpers.output.many_areas import counted_by_municipality, told_elsewhere, too_many
from helpers.output.maps import area_map
from helpers.output.method_topics import PROTECTION
from helpers.output.protection_words import profile_words
from helpers.output.quality import files_table, origin_table, warnings_list
from helpers.output.receipts import accepted_table, left_out_table, readable
from helpers.output.sections import area_links, folded, save
from helpers.output.selection import OUTCOMES
from helpers.output.structure import structure
from helpers.output.tables import comparison_table, matrix
from helpers.output.verdicts import target_of
from helpers.output.wording import number
from helpers.plan.model import Nature, Plan

MOST_FRONT_GOALS = 8
FEWEST_COUNTED = 3
NOT_IN_FRONT = frozenset({Nature.QUALITATIVE, Nature.MILESTONE})
DECIDED = (Word.MET, Word.NOT_MET)
UNDECIDED = (Word.UNDETERMINED, Word.TOO_FEW)


def all_banners(opened: Sequence[Opened]) -> Fragment:
    """Return one demonstration banner if any evaluation holds an invented value."""
    return demo_banner_of_several([(one.released, one.plan) for one in opened], opened[0].registry)


def front_map(opened: Sequence[Opened]) -> Fragment:
    """Return the map of the areas with pages, with how precisely each place is known; not of plans with too many."""
    drawn = [one for one in opened if not too_many(one.plan.areas)]
    if not drawn:
        return Fragment("Områderne er for mange til at tegne på et kort; tabellen tæller dem kommune for kommune.")
    slices = {one.plan.id: one.released for one in drawn}
    geojson = opened[0].project.analyses / "areas.geojson"
    return area_map(slices, [one.plan for one in drawn], opened[0].registry, geojson).fragment("omraader")


def _front_goals(one: Opened) -> list[str]:
    """Return the goals with a number that areas decide for themselves; where none does, what areas decide together."""
    plan, registry = one.plan, one.registry
    judged = {
        found.goal
        for found in one.released.results.attainments_of(round_id=one.plan.last_round.id)
        if found.word in (*DECIDED, *UNDECIDED)
    }
    counted = [
        goal
        for goal in plan.goals
        if goal.id in judged and registry.indicator(goal.indicator).nature not in NOT_IN_FRONT
    ]
    if len(counted) < FEWEST_COUNTED:  # a plan of milestones and judgements has them to show, and little else
        counted = [goal for goal in plan.goals if goal.id in judged]
    own = [goal for goal in counted if set(goal.decided_by) & set(plan.areas)] or counted
    most = sorted(
        own, key=lambda goal: (registry.indicator(goal.indicator).nature not in OUTCOMES, -len(goal.decided_by))
    )
    return [goal.id for goal in plan.goals if goal in most[:MOST_FRONT_GOALS]]


def _matrix_at_end(one: Opened, goals: Sequence[str] | None, up: str) -> Fragment:
    table_id, last = f"status-{one.plan.id}", one.plan.last_round.id
    if too_many(one.plan.areas):
        counted = counted_by_municipality(
            one.released, one.plan, one.registry, round_id=last, table_id=table_id, goals=goals
        )
        return Fragment.join((counted, told_elsewhere(one.plan, "Målene", up)))
    return matrix(
        one.released,
        one.plan,
        one.registry,
        round_id=last,
        table_id=table_id,
        goals=goals,
        area_links=area_links(one.plan, last, up),
    )


def front_matrices(opened: Sequence[Opened]) -> Fragment:
    """Return areas × goals at the end for each evaluation: the goals that areas decide for themselves."""
    fragments: list[Fragment] = []
    for one in opened:
        fragments.append(Fragment(f"### {one.plan.short_name}"))
        fragments.append(_matrix_at_end(one, _front_goals(one), ""))
        fragments.append(Fragment(f"[Målene i {one.plan.short_name}]({_address(one.plan)}.ipynb)"))
    return Fragment.join(fragments)


def _address(plan: Plan) -> str:
    return plan_address(plan.id, plan.last_round.id)


def matrices(opened: Sequence[Opened]) -> Fragment:
    """Return areas × goals at the end for each evaluation, with every goal; folded, as they are long."""
    fragments: list[Fragment] = []
    for one in opened:
        fragments.append(Fragment(f"### {one.plan.short_name}: målene"))
        fragments.append(folded(f"Vis målene i {one.plan.short_name}", _matrix_at_end(one, None, "../")))
    return Fragment.join(fragments)


def what_is_invented(opened: Sequence[Opened]) -> Fragment:
    """Say what on the site is invented, and what stands in a document."""
    tables = [
        part
        for one in opened
        for part in (
            Fragment(f"### {one.plan.short_name}: hvor tallene kommer fra"),
            origin_table(one.released, table_id=f"oprindelse-{one.plan.id}"),
        )
    ]
    intro = (
        "Dokumenterne bag evalueringerne indeholder kun få målinger. Resten er opdigtet for at vise, hvordan en "
        "evaluering ser ud. Opdigtede tal er mærket *demo* og siger intet om et virkeligt område."
    )
    return Fragment.join([Fragment(intro), *tables])


def read_on(opened: Sequence[Opened]) -> Fragment:
    """Return links from the front page to the rest."""
    plans = "\n".join(
        f"- [{one.plan.short_name}: hvad dokumenterne ikke siger]({_address(one.plan)}.ipynb)" for one in opened
    )
    return Fragment(
        "- [Områderne ved siden af hinanden](sammenligning/index.ipynb)\n"
        "- [Målene, som dokumenterne siger dem](maal/index.ipynb)\n"
        f"{plans}\n"
        "- [Sådan måler vi](metode/index.qmd)\n"
        "- [Hvad tallene bygger på](datakvalitet/index.ipynb)\n"
        "- [Hent tallene](data/index.ipynb)"
    )


def comparison_of_all(opened: Sequence[Opened]) -> Fragment:
    """Return the rounds side by side for the indicators that at least two evaluations compare on."""
    compared = [indicator for one in opened for indicator in one.plan.context_indicators]
    shared = [indicator for indicator in dict.fromkeys(compared) if compared.count(indicator) > 1]
    fragments: list[Fragment] = []
    for indicator in shared:
        fragments.append(Fragment(f"## {opened[0].registry.indicator(indicator).name}"))
        for one in opened:
            places = [place for place in _places(one) if _has_numbers(one, place, indicator)]
            if places:
                figure = dumbbell(one.released, one.plan, one.registry, indicator, places)
                fragments.append(figure.fragment(f"{indicator}-{one.plan.id}"))
    return Fragment.join(fragments) if fragments else Fragment("Helhedsplanerne måler ikke det samme.")


def _places(one: Opened) -> tuple[str, ...]:
    beside = compared_with(one.plan, one.registry)
    return beside if too_many(one.plan.areas) else (*one.plan.areas, *beside)


def _has_numbers(one: Opened, area: str, indicator: str) -> bool:
    return any(one.released.results.measurement(area, indicator, found) is not None for found in ROUNDS)


def comparison_tables(opened: Sequence[Opened]) -> Fragment:
    """Return each compared indicator over areas and rounds, for each evaluation; folded, as they are long."""
    fragments: list[Fragment] = []
    for one in opened:
        tables: list[Fragment] = []
        for indicator in one.plan.context_indicators:
            places = [place for place in _places(one) if _has_numbers(one, place, indicator)]
            table_id = f"{indicator}-tal-{one.plan.id}"
            if places:
                tables.append(
                    comparison_table(
                        one.released, one.plan, one.registry, indicator=indicator, table_id=table_id, areas=places
                    )
                )
        elsewhere = told_elsewhere(one.plan, "Tallene", "../") if too_many(one.plan.areas) else Fragment("")
        if tables or elsewhere.markdown:
            fragments.append(Fragment(f"### {one.plan.short_name}: sammenligningstal"))
            fragments.append(elsewhere)
        if tables:
            fragments.append(folded(f"Vis tallene for {one.plan.short_name}", Fragment.join(tables)))
    return Fragment.join(fragments)


def all_catalogues(opened: Sequence[Opened]) -> Fragment:
    """Return every goal of every evaluation as the agreement words it."""
    fragments: list[Fragment] = []
    for one in opened:
        fragments.append(Fragment(f"## {one.plan.short_name}"))
        fragments.append(goals_catalogue(one.plan, one.registry, table_id=f"ordlyd-{one.plan.id}"))
    return Fragment.join(fragments)


def all_gaps(opened: Sequence[Opened]) -> Fragment:
    """Return what the documents of every evaluation leave out."""
    return Fragment.join(gaps_table(one.plan, one.registry, table_id=f"mangler-{one.plan.id}") for one in opened)


def origins(opened: Sequence[Opened]) -> Fragment:
    """Return how many numbers are documented, supplied and invented."""
    fragments: list[Fragment] = []
    for one in opened:
        fragments.append(Fragment(f"### {one.plan.short_name}: oprindelse"))
        fragments.append(origin_table(one.released, table_id=f"oprindelse-{one.plan.id}"))
    return Fragment.join(fragments)


def imported_files(opened: Sequence[Opened]) -> Fragment:
    """Return the files that each evaluation was read from, and the warnings."""
    fragments: list[Fragment] = []
    for one in opened:
        found = last_report(one.project, one.plan.id)
        if found is None:  # an import that isn't there has no protection either, and no page is made of it
            continue
        report = readable(found, one.view.audience)
        fragments.append(Fragment(f"### {one.plan.short_name}: filer"))
        fragments.append(left_out_table(report.left_out, one.view.audience, table_id=f"uden-{one.plan.id}"))
        fragments.append(files_table(report, table_id=f"filer-{one.plan.id}"))
        fragments.append(accepted_table(report, table_id=f"aendret-{one.plan.id}"))
        fragments.append(warnings_list(report))
    return Fragment.join(fragments)


def missing_measurements(opened: Sequence[Opened]) -> Fragment:
    """Return the goals without a number at the end, and why."""
    fragments: list[Fragment] = []
    for one in opened:
        at_end = one.released.results.attainments_of(round_id=one.plan.last_round.id)
        missing = [found for found in at_end if found.main_reading and found.word is Word.NO_DATA]
        told = _missing_counted if too_many(one.plan.areas) else _missing_one_by_one
        fragments.append(Fragment(f"### {one.plan.short_name}: mål uden tal"))
        fragments.append(Fragment("\n".join(dict.fromkeys(told(one, missing))) or "Alle mål har tal."))
    return Fragment.join(fragments)


def _missing_one_by_one(one: Opened, missing: Sequence[Attainment]) -> Iterator[str]:
    goals = {goal.id: goal for goal in one.plan.goals}
    for found in missing:
        goal = goals[found.goal]
        reason = reason_words(found, target_of(found, goal), one.plan, one.registry.indicator(goal.indicator))
        yield f"- {goal.short_name}, {one.registry.area(found.area).name}: {reason}"


def _missing_counted(one: Opened, missing: Sequence[Attainment]) -> Iterator[str]:
    counts = Counter(found.goal for found in missing)
    for goal in one.plan.goals:
        if counts[goal.id]:
            yield f"- {goal.short_name}: mangler i {number(counts[goal.id])} af {number(len(goal.decided_by))} områder"


def all_downloads(opened: Sequence[Opened]) -> Fragment:
    """Write every released number of each evaluation and how the numbers hang together, and return the links."""
    fragments: list[Fragment] = []
    for one in opened:
        fragments.append(Fragment(f"## {one.plan.short_name}"))
        fragments.append(save(downloads(one.released, one.plan, one.registry, name=one.plan.id)))
    fragments.append(Fragment("## Alle helhedsplaner"))
    fragments.append(save(structure_of(opened)))
    return Fragment.join(fragments)


def protection_note(opened: Sequence[Opened]) -> Fragment:
    """Return in words by which profile the figures are protected, and where that is explained."""
    words = profile_words(load_policy(opened[0].project))
    return Fragment(f"{words} Se [Sådan passer vi på den enkelte](../metode/{PROTECTION}/index.ipynb).")


def structure_of(opened: Sequence[Opened]) -> dict[str, bytes]:
    """Return the file that tells how the numbers of all evaluations hang together."""
    first = opened[0]
    plans = [one.whole_plan for one in opened]
    return structure(plans, first.registry, load_policy(first.project), first.view.audience)
