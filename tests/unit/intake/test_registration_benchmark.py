"""The benchmark of registrations in small: plain pandas gives the same numbers from the same files."""

from __future__ import annotations

from pathlib import Path

from benchmarks import registrations


def test_plain_pandas_gives_the_same_numbers(tmp_path: Path) -> None:
    result = registrations.compare(tmp_path / "land", 200_000)
    assert result["rows"] == 200_000
    # 34 areas × 4 years: events by year, 4 quarters and 4 activities; persons by year and 4 activities.
    assert result["numbers"] == 34 * 4 * (9 + 5)
    assert 0 < result["peak_rss_mb"] < 2_000
