"""YAML with lines: what counts as a boolean, what is refused, and where things stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.paths import Project
from helpers.plan.marked import parse_marked, read_marked


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("False", False),
        ("nej", "nej"),
        ("no", "no"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("12", 12),
        ("010", 10),
        ("0o10", 8),
        ("0x1f", 31),
        ("1:30", "1:30"),
        ("-0.5", -0.5),
        ("1e3", 1000.0),
        (".inf", ".inf"),
        ("72,4", "72,4"),
        ("2012-12-01", "2012-12-01"),
        ("2013K1", "2013K1"),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ("<<", "<<"),
    ],
)
def test_scalars_follow_the_core_schema(text: str, value: object):
    found = parse_marked(f"nøgle: {text}\n", "a.yml")
    assert not found.faults
    assert isinstance(found.data, dict)
    assert found.data["nøgle"] == value
    assert type(found.data["nøgle"]) is type(value)


def test_lines_of_keys_and_items():
    found = parse_marked("a: 1\nb:\n  - c: 2\n    d: >-\n      langt\n      ord\n  - e: 3\n", "p.yml")
    assert found.at(("a",)) == "p.yml:1"
    assert found.at(("b", 0)) == "p.yml:3"
    assert found.at(("b", 0, "d")) == "p.yml:4"
    assert found.at(("b", 1, "e")) == "p.yml:7"
    assert found.at(("b", 1, "mangler", "helt")) == "p.yml:7"


def test_a_repeated_key_is_refused_with_both_lines():
    (fault,) = parse_marked("a: 1\nb: 2\na: 3\n", "p.yml").faults
    assert fault.place == "p.yml:3"
    assert "»a« står to gange (første gang i linje 1)" in fault.value


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x\n",
        "a: !!python/object/apply:os.system [ls]\n",
        "a: !egen 1\n",
        "a: !!int ord\n",
        "a: !!bool ord\n",
        "? [a, b]\n: 1\n",
        "a: [1, 2\n",
        "a: b: c\n",
        "\tx: 1\n",
        "a: 1\n---\nb: 2\n",
        "a: \x07\n",
        "",
        f"a: {'9' * 5000}\n",
        f"a: 1e{'9' * 20}\n",
        "a: &x [*x]\n",
        f"{'[' * 60}{']' * 60}\n",
    ],
)
def test_what_a_plan_may_not_hold_is_a_fault_with_a_line(text: str):
    found = parse_marked(text, "p.yml")
    assert found.faults
    assert all(fault.place.startswith("p.yml:") for fault in found.faults)


def test_a_file_in_another_encoding_names_the_line(tmp_path: Path):
    (tmp_path / "analyses").mkdir()
    path = tmp_path / "analyses" / "p.yml"
    path.write_bytes("a: 1\nb: på\n".encode("cp1252"))
    (fault,) = read_marked(Project(tmp_path), path).faults
    assert fault.place == "analyses/p.yml:2"
    assert "UTF-8" in fault.value


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    path = tmp_path / "p.yml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\n")
    assert read_marked(Project(tmp_path), path).data == {"a": 1}


def test_a_missing_file_is_a_fault(tmp_path: Path):
    (fault,) = read_marked(Project(tmp_path), tmp_path / "analyses" / "areas.yml").faults
    assert fault.place == "analyses/areas.yml"
