"""What a run may use."""

from __future__ import annotations

import subprocess
import sys

import pytest

from helpers.errors import UsageError
from helpers.runner.limits import MEMORY_GB, SETTING, memory_gb, memory_words


@pytest.mark.parametrize(("text", "wanted"), [(None, MEMORY_GB), ("", MEMORY_GB), ("8", 8.0), ("0.5", 0.5)])
def test_the_limit_is_four_gigabytes_unless_somebody_says_otherwise(
    monkeypatch: pytest.MonkeyPatch, text: str | None, wanted: float
) -> None:
    monkeypatch.delenv(SETTING, raising=False)
    if text is not None:
        monkeypatch.setenv(SETTING, text)
    assert memory_gb() == wanted


@pytest.mark.parametrize("text", ["meget", "0", "-1", "inf", "nan"])
def test_a_limit_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv(SETTING, text)
    with pytest.raises(UsageError, match=SETTING):
        memory_gb()


def test_words_name_the_limit_and_how_to_change_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "2.5")
    assert f"(2,5 GB; {SETTING} ændrer det)" in memory_words()


def test_a_process_over_its_limit_gets_an_error_and_lives() -> None:
    code = (
        "from helpers.runner.limits import limit_memory\nlimit_memory(0.5)\nlimit_memory(9)\n"
        "try: bytearray(700_000_000)\nexcept MemoryError: print('stoppet')"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # Other systems have no such limit.
    assert told.stdout == ("stoppet\n" if sys.platform == "linux" else "")
