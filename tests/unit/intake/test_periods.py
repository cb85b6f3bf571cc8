from __future__ import annotations

from datetime import date, datetime

import pytest

from helpers.intake.periods import NotAPeriod, find_period, parse_period


@pytest.mark.parametrize(
    ("value", "start", "end", "label"),
    [
        ("2016", "2016-01-01", "2016-12-31", "2016"),
        (2016, "2016-01-01", "2016-12-31", "2016"),
        (2016.0, "2016-01-01", "2016-12-31", "2016"),
        ("år 2016", "2016-01-01", "2016-12-31", "2016"),
        ("1. kvt. 2013", "2013-01-01", "2013-03-31", "1. kvartal 2013"),
        ("4.kvt.2013", "2013-10-01", "2013-12-31", "4. kvartal 2013"),
        ("2. kvartal 2013", "2013-04-01", "2013-06-30", "2. kvartal 2013"),
        ("2013K1", "2013-01-01", "2013-03-31", "1. kvartal 2013"),
        ("K3 2013", "2013-07-01", "2013-09-30", "3. kvartal 2013"),
        ("2013 1. kvartal", "2013-01-01", "2013-03-31", "1. kvartal 2013"),
        ("2. halvår 2014", "2014-07-01", "2014-12-31", "2. halvår 2014"),
        ("februar 2016", "2016-02-01", "2016-02-29", "februar 2016"),
        ("sept. 2014", "2014-09-01", "2014-09-30", "september 2014"),
        ("2013M02", "2013-02-01", "2013-02-28", "februar 2013"),
        ("2013-02", "2013-02-01", "2013-02-28", "februar 2013"),
        ("ultimo 2014", "2014-12-31", "2014-12-31", "ultimo 2014"),
        ("primo 2019", "2019-01-01", "2019-01-01", "primo 2019"),
        ("1.12.2012", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("1/12-2012", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("1. dec. 2012", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("1. december 2012", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("2012-12-01", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("2012-12-01T00:00:00", "2012-12-01", "2012-12-01", "1. december 2012"),
        (date(2012, 12, 1), "2012-12-01", "2012-12-01", "1. december 2012"),
        (datetime(2012, 12, 1), "2012-12-01", "2012-12-01", "1. december 2012"),  # noqa: DTZ001 - Excel has no zones
        ("2015/2016", "2015-08-01", "2016-07-31", "skoleåret 2015/2016"),
        ("2015/16", "2015-08-01", "2016-07-31", "skoleåret 2015/2016"),
        ("2013-2016", "2013-01-01", "2016-12-31", "2013-2016"),
        ("Skoleåret 2015-16", "2015-08-01", "2016-07-31", "skoleåret 2015/2016"),
        ("IV. kvartal 2013", "2013-10-01", "2013-12-31", "4. kvartal 2013"),
        ("kvt. 2, 2013", "2013-04-01", "2013-06-30", "2. kvartal 2013"),
        ("2013, 1. kvartal", "2013-01-01", "2013-03-31", "1. kvartal 2013"),
        ("okt.-dec. 2013", "2013-10-01", "2013-12-31", "4. kvartal 2013"),
        ("juli-december 2013", "2013-07-01", "2013-12-31", "2. halvår 2013"),
        ("2014H2", "2014-07-01", "2014-12-31", "2. halvår 2014"),
        ("ultimo juni 2014", "2014-06-30", "2014-06-30", "ultimo juni 2014"),
        ("opgjort pr. 1/12 2012", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("2012-12-01 00:00:00.000", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("01-12-2012 00:00", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("20121201", "2012-12-01", "2012-12-01", "1. december 2012"),
        ("a\u030ar 2016", "2016-01-01", "2016-12-31", "2016"),
    ],
)
def test_reads_periods_as_owners_write_them(value: object, start: str, end: str, label: str) -> None:
    period = parse_period(value)
    assert (str(period.start), str(period.end), period.label) == (start, end, label)


@pytest.mark.parametrize(
    "value",
    [
        "",
        None,
        "i fjor",
        "1.12.12",
        "31.2.2016",
        "5. kvt. 2013",
        "2015/2017",
        "2016-2013",
        "2013M13",
        "16",
        16,
        2016.5,
        True,
        "markant 2014",
        "2011-12",
        "201612",
        "pr. 2016",
        "januar-maj 2016",
        "42370",
        "2.016",
        datetime(2012, 12, 1, 13, 30),  # noqa: DTZ001 - Excel has no zones
    ],
)
def test_what_is_no_period_is_refused(value: object) -> None:
    with pytest.raises(NotAPeriod):
        parse_period(value)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("haervaerk_2016K1", "1. kvartal 2016"),
        ("tryghed-2015_v2", "2015"),
        ("Ark 2. kvt. 2018", "2. kvartal 2018"),
        ("aftale 2013-2016", "2013-2016"),
    ],
)
def test_finds_the_period_in_a_name(name: str, label: str) -> None:
    period = find_period(name)
    assert period is not None
    assert period.label == label


@pytest.mark.parametrize("name", ["Ark1", "12016", "20160", "tal"])
def test_finds_no_period_where_none_is(name: str) -> None:
    assert find_period(name) is None
