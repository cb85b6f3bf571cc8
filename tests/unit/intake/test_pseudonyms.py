"""The key lies outside the project, is never made or overwritten silently, and what it makes depends on all of it."""

from __future__ import annotations

import hashlib
import hmac
import sys
from pathlib import Path

import pytest

from helpers.commands.key import key as key_command
from helpers.errors import DataError, UsageError
from helpers.intake.pseudonyms import Pseudonyms, canonical, create_key, fingerprint, key_file, load_key, shown
from helpers.paths import Project

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home, so that no test meets the key of who runs it."""
    for name in ("MAALBAR_KEY_FILE", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "hjem"
    folder.mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


def test_a_pseudonym_is_the_hmac_of_scope_and_person() -> None:
    expected = hmac.new(KEY, b"plan/kilde\0peter hansen", hashlib.sha256).digest()[:16]
    assert Pseudonyms(KEY, "plan/kilde").of("  Peter   HANSEN ") == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [("Åse", "åse"), ("A  b", "a b"), ("007", 7), (7.0, "7"), ("a\u200bb", "ab"), ("x@Y.dk ", "X@y.dk"), ("0", "000")],
)
def test_writings_of_the_same_person_are_the_same(first: object, second: object) -> None:
    assert canonical(first) == canonical(second)


@pytest.mark.parametrize(("first", "second"), [("7", "70"), ("a b", "ab"), ("A7", "A07"), (7.5, 7)])
def test_writings_of_others_are_not(first: object, second: object) -> None:
    assert canonical(first) != canonical(second)


def test_key_and_source_decide_too() -> None:
    made = {Pseudonyms(key, scope).of("a") for key in (KEY, bytes(32)) for scope in ("x", "y")}
    assert len(made) == 4
    assert Pseudonyms(KEY, "x").of("a") != Pseudonyms(KEY, "xa").of("")


def test_the_key_is_not_shown() -> None:
    assert KEY.hex() not in repr(Pseudonyms(KEY, "x"))
    assert "key" not in repr(Pseudonyms(KEY, "x"))


def test_a_new_key_can_be_read_by_its_owner_only(home: Path) -> None:
    path = create_key()
    assert path.is_relative_to(home)
    assert len(load_key()) == 32
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600
    assert shown(path).startswith("~/")


def test_two_new_keys_differ(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_key()
    first = load_key()
    monkeypatch.setenv("MAALBAR_KEY_FILE", str(home / "en anden"))
    create_key()
    assert load_key() != first
    assert fingerprint(load_key()) != fingerprint(first)


def test_a_key_is_never_overwritten() -> None:
    before = create_key().read_bytes()
    with pytest.raises(UsageError, match="der er allerede en nøgle"):
        create_key()
    assert key_file().read_bytes() == before


def test_a_missing_key_is_a_fault_and_is_not_made() -> None:
    with pytest.raises(DataError, match="maalbar key --create") as raised:
        load_key()
    assert not key_file().exists()
    assert str(Path.home()) not in str(raised.value)


@pytest.mark.parametrize("content", ["", "abc", "zz" * 32, "00" * 31, "æ"])
def test_what_is_no_key_is_refused(content: str) -> None:
    create_key().write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="nøgle"):
        load_key()


def test_a_key_that_others_may_read_is_refused() -> None:
    path = create_key()
    path.chmod(0o640)
    if sys.platform == "win32":
        assert load_key()
        return
    with pytest.raises(DataError, match="chmod 600"):
        load_key()


@pytest.mark.parametrize("linked", [False, True])
def test_a_key_inside_a_project_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool) -> None:
    project = tmp_path / "projekt"
    (project / "analyses").mkdir(parents=True)
    (project / "_quarto.yml").touch()
    inside = project / "data" / "nøgle"
    inside.parent.mkdir()
    named = inside
    if linked:
        inside.write_text(KEY.hex(), encoding="ascii")
        inside.chmod(0o600)
        named = tmp_path / "henvisning"
        try:
            named.symlink_to(inside)
        except OSError:  # Windows without the right to make links
            named = inside
    monkeypatch.setenv("MAALBAR_KEY_FILE", str(named))
    assert Project.find(inside.parent).root == project
    for ask in (load_key, create_key):
        with pytest.raises(DataError, match="ligger i et projekts mappe"):
            ask()


def test_the_command_shows_a_mark_and_never_the_key(capsys: pytest.CaptureFixture[str]) -> None:
    key_command(create=True)
    key_command(create=False)
    key_command(create=False, as_json=True)
    printed = capsys.readouterr().out
    assert printed.count(fingerprint(load_key())) == 3
    assert load_key().hex() not in printed
