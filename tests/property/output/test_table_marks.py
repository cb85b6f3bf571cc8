"""Whatever the results are: an invented number is always marked, and a hidden one is nowhere."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from helpers.disclosure.released import RELEASE_KEY, Released
from helpers.measurement.results import (
    Attainment,
    Change,
    Interval,
    Measurement,
    NoInterval,
    Reason,
    TargetAtRound,
    Word,
)
from helpers.observations.table import Origin, Precision
from helpers.output.banner import demo_banner
from helpers.output.downloads import downloads
from helpers.output.fragments import Fragment
from helpers.output.headlines import activity_headline, area_headline, front_headline
from helpers.output.quality import origin_table, provenance_table
from helpers.output.status import status_json, status_rows
from helpers.output.tables import activity_goal_table, comparison_table, goal_table, matrix
from helpers.output.tiles import tiles
from unit.output.text_cases import DOCUMENTED, PLAN, REGISTRY, place, released

POISON = 987654.0
INVENTED = 123450.0
"""Invented values have six digits that start like this; real ones have four."""
POISONED = re.compile(r"987\.?654")
IS_INVENTED = re.compile(r"123\.4\d\d")
AREAS = ("motalavej", "sydbyen", "ansoegningsomraadet", "sub-omraader")
INDICATORS = tuple(indicator.id for indicator in REGISTRY.indicators)
ORIGINS = st.sampled_from(list(Origin))


@st.composite
def measurements(draw: st.DrawFn, area: str, indicator: str, round_id: str | None) -> Measurement:
    """One measurement: documented, delivered, invented or hidden."""
    hidden = draw(st.booleans())
    origin = draw(ORIGINS)
    base = INVENTED if origin is Origin.SYNTHETIC else 1000.0
    value = POISON if hidden else base + draw(st.integers(0, 40))
    counted = draw(st.booleans())
    interval = Interval(value, value + 5, 0.95, "Garwood 1936") if counted else None
    return replace(
        DOCUMENTED,
        area=area,
        indicator=indicator,
        round=round_id,  # pyright: ignore[reportArgumentType]
        period_end=date(2016, 12, 31),
        value=value,
        interval=interval,
        no_interval=None if counted else draw(st.sampled_from(list(NoInterval))),
        numerator=value if counted else None,
        denominator=value if counted else None,
        n=value if counted else None,
        low=value if hidden else None,
        high=value if hidden else None,
        origin=origin,
        precision=draw(st.sampled_from([Precision.EXACT, Precision.APPROXIMATE, Precision.LOWER_BOUND])),
        provenance=(place(origin),),
        judgement=f"Bestyrelsen: {value:.0f}" if hidden else None,
        hidden=hidden,
    )


def _worst(parts: list[Measurement]) -> Origin | None:
    origins = [part.origin for part in parts]
    return max(origins, key=list(Origin).index) if origins else None


@st.composite
def attainments(draw: st.DrawFn) -> Attainment:
    """One attainment with whatever measurement, baseline and target."""
    goal = draw(st.sampled_from(PLAN.goals))
    area = draw(st.sampled_from(AREAS))
    now = draw(st.none() | measurements(area, goal.indicator, "end"))
    start = draw(st.none() | measurements(area, goal.indicator, "baseline"))
    parts = [part for part in (now, start) if part is not None]
    compares = goal.id == "sl-afgoerelser"
    number = start.value if compares and start is not None and start.value is not None else 1010.0
    gives_away = (now is not None and now.hidden) or (compares and start is not None and start.hidden)
    harmless = INVENTED if _worst(parts) is Origin.SYNTHETIC else 12.0
    return Attainment(
        evaluation=PLAN.id,
        goal=goal.id,
        reading="som aftalen er læst her",
        main_reading=True,
        area=area,
        round="end",
        word=Word.TOO_FEW if gives_away else draw(st.sampled_from(list(Word))),
        reason=draw(st.sampled_from(list(Reason))),
        measurement=now,
        baseline=start,
        benchmark=None,
        target=TargetAtRound(number, "<=", None, rests_on="baseline" if number != 1010.0 else None),
        distance=None if now is None else POISON if gives_away else harmless,
        origin=_worst(parts),
    )


@st.composite
def releases(draw: st.DrawFn) -> Released:
    """Results of one evaluation."""
    judged = draw(st.lists(attainments(), max_size=6))
    rounds = [
        draw(measurements(area, indicator, round_id))
        for area in AREAS[:2]
        for indicator in INDICATORS[:2]
        for round_id in ("baseline", "end")
        if draw(st.booleans())
    ]
    changes = [
        Change(
            evaluation=PLAN.id,
            area=item.area,
            indicator=item.indicator,
            from_round="baseline",
            to_round="end",
            difference=POISON if item.hidden else (INVENTED if item.origin is Origin.SYNTHETIC else 12.0),
            difference_interval=None,
            relative=None,
            relative_interval=None,
            origin=item.origin,
            signal="better",
            hidden=item.hidden,
        )
        for item in rounds
        if item.round == "end"
    ]
    return released(measurements=rounds, series=rounds[:1], changes=changes, attainments=judged)


def pages(given_: Released) -> list[Fragment]:
    """Everything that a page can show."""
    made = [
        goal_table(given_, PLAN, REGISTRY, area="motalavej", round_id="end", table_id="a"),
        activity_goal_table(given_, PLAN, REGISTRY, activity="aktivt-liv", round_id="end", table_id="b"),
        matrix(given_, PLAN, REGISTRY, round_id="end", table_id="c"),
        provenance_table(given_, PLAN, REGISTRY, table_id="d", series=True),
        origin_table(given_, table_id="e"),
        demo_banner(given_, PLAN, REGISTRY),
        area_headline(given_, PLAN, REGISTRY, area="motalavej", round_id="end").fragment(),
        activity_headline(given_, PLAN, REGISTRY, activity="aktivt-liv", round_id="end").fragment(),
        front_headline([(given_, PLAN)], REGISTRY).fragment(),
    ]
    made += [tiles(given_, REGISTRY, area=area, round_id="end", indicators=INDICATORS) for area in PLAN.areas]
    made += [
        comparison_table(given_, PLAN, REGISTRY, indicator=indicator, table_id=indicator) for indicator in INDICATORS
    ]
    return made


def unmarked(fragment: Fragment) -> str:
    """Return the words of a fragment outside everything that is marked as invented."""
    inner = "\n".join(line for line in fragment.markdown.splitlines() if not line.startswith("```"))
    tree = html.fragment_fromstring(inner, create_parent="div")
    for mark in tree.xpath('//span[@class="demo" and @data-origin="synthetic"]'):
        assert mark.xpath('.//span[@class="demo-tag"]')
        mark.drop_tree()
    return tree.text_content()


@given(releases())
def test_an_invented_number_is_always_marked(given_: Released) -> None:
    for fragment in pages(given_):
        assert not IS_INVENTED.search(unmarked(fragment))


@given(releases())
def test_an_invented_number_raises_the_banner_and_the_warning_of_the_files(given_: Released) -> None:
    everything = "".join(fragment.markdown for fragment in pages(given_))
    if IS_INVENTED.search(everything):
        assert demo_banner(given_, PLAN, REGISTRY).markdown
        assert json.loads(downloads(given_, PLAN, REGISTRY, name="x")["x.json"])["advarsel"]


@given(releases())
def test_a_hidden_number_is_nowhere(given_: Released) -> None:
    files = downloads(given_, PLAN, REGISTRY, name="x")
    shown = [fragment.markdown for fragment in pages(given_)]
    shown += [content.decode("utf-8-sig") for content in files.values()]
    shown.append(json.dumps(status_json(status_rows(given_, PLAN, REGISTRY)), ensure_ascii=False))
    shown.append(area_headline(given_, PLAN, REGISTRY, area="motalavej", round_id="end").text)
    assert not [text for text in shown if POISONED.search(text)]


@given(releases())
def test_the_same_results_give_the_same_bytes(given_: Released) -> None:
    again = Released(deepcopy(given_.results), given_.audience, given_.profile, given_.hidden, key=RELEASE_KEY)
    assert pages(given_) == pages(again)
    assert downloads(given_, PLAN, REGISTRY, name="x") == downloads(again, PLAN, REGISTRY, name="x")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_of_a_file_or_plan_becomes_markup(note: str, name: str) -> None:
    goal = PLAN.goals[0].model_copy(update={"wording": note, "short_name": name})
    plan = PLAN.model_copy(update={"goals": (goal, *PLAN.goals[1:])})
    table = goal_table(released(), plan, REGISTRY, area="motalavej", round_id="end", table_id="a").markdown
    plain = goal_table(released(), PLAN, REGISTRY, area="motalavej", round_id="end", table_id="a").markdown
    assert re.findall(r"</?[a-z]+", table) == re.findall(r"</?[a-z]+", plain)
