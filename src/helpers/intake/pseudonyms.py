"""Replaces what tells persons apart by a keyed hash, so that persons can be counted without being known.

The key lies outside the project, in the user's own settings or where `MAALBAR_KEY_FILE` says. Without it nobody can
test whether a certain member number, name or e-mail is among the persons of a list; with it one can, so it is as
secret as the lists themselves. Pseudonyms live in memory while a file is read and are written nowhere
(`docs/decisions/0018`).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from helpers.errors import DataError, Fault, UsageError
from helpers.intake.personal_numbers import plain_text
from helpers.paths import Project

KEY_VARIABLE = "MAALBAR_KEY_FILE"
_KEY_BYTES = 32
_REMEDY = "Kør »maalbar key --create«, eller lad MAALBAR_KEY_FILE pege på nøglen."
_AWAY = (
    "Hent nøglen fra jeres kopi. Er der ingen, så flyt først filen væk, for »maalbar key --create« skriver aldrig over"
    " en fil, og kør den så."
)
_REACHABLE = "Giv dig selv læseadgang til filen, eller lad MAALBAR_KEY_FILE pege på nøglen."


@dataclass(frozen=True)
class Pseudonyms:
    """Makes pseudonyms for one source.

    The source is part of what is hashed: the same person has different pseudonyms in two sources, so that no list can
    be joined with another through them.

    Parameters
    ----------
    key
        The secret.
    scope
        Evaluation and source.
    """

    key: bytes = field(repr=False)
    scope: str

    def of(self, person: object) -> bytes:
        """Return the pseudonym (16 bytes) of what tells a person apart.

        HMAC-SHA-256 (RFC 2104, FIPS 180-4), cut to 128 bits: two of ten million persons share one with a probability
        below 1e-24. The same person written with other case, spaces or leading zeros has the same pseudonym.
        """
        content = f"{self.scope}\0{canonical(person)}".encode()
        return hmac.digest(self.key, content, "sha256")[:16]


def canonical(person: object) -> str:
    """Return what tells a person apart in one writing: case and spaces don't matter, nor a number's leading zeros."""
    if isinstance(person, float) and person.is_integer():
        person = int(person)
    text = " ".join(plain_text(str(person)).split()).casefold()
    return (text.lstrip("0") or "0") if text.isdigit() else text


def key_file() -> Path:
    """Return where the key lies: where `MAALBAR_KEY_FILE` says, else in the user's settings for programs."""
    named = os.environ.get(KEY_VARIABLE)
    if named:
        return Path(named).expanduser()
    if sys.platform == "win32":
        settings = Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming")
    else:
        settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return settings / "maalbar" / "pseudonyms.key"


def shown(path: Path) -> str:
    """Return the path for messages, without the name of the user's own folder."""
    try:
        return f"~/{path.resolve().relative_to(Path.home().resolve()).as_posix()}"
    except (ValueError, RuntimeError):
        return path.as_posix()


def load_key() -> bytes:
    """Return the key.

    Raises
    ------
    DataError
        If there is none, if it lies inside a project (where it would be copied and published with it), if others on
        the machine may read it, or if it is no key. None is ever made here.
    """
    path = key_file()
    _refuse_inside(path)
    try:
        content = path.read_text(encoding="ascii").strip()
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise _unusable(path, "nøglen til pseudonymer findes ikke", _REMEDY) from None
    except UnicodeDecodeError:
        raise _unusable(path, "filen er ingen nøgle til pseudonymer", _AWAY) from None
    except OSError:
        raise _unusable(path, "nøglen til pseudonymer kan ikke læses", _REACHABLE) from None
    if sys.platform != "win32" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        remedy = "Kør »chmod 600« på filen, og overvej, om andre kan have læst den."
        raise _unusable(path, "nøglen kan læses af andre brugere på maskinen", remedy)
    try:
        key = bytes.fromhex(content)
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise _unusable(path, "filen er ingen nøgle til pseudonymer", _AWAY)
    return key


def create_key() -> Path:
    """Make a new random key where `key_file` says, readable by its owner only, and return the place.

    Raises
    ------
    UsageError
        If there is one already (it is never overwritten: persons could not be told apart across the change), or if it
        can't be written.
    DataError
        If the place lies inside a project.
    """
    path = key_file()
    _refuse_inside(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(_KEY_BYTES) + "\n")
    except FileExistsError:
        raise UsageError(
            Fault(
                place=shown(path),
                value="der er allerede en nøgle",
                rule="En nøgle skrives aldrig over.",
                remedy="Brug den, eller flyt den væk først.",
            )
        ) from None
    except OSError as error:
        raise UsageError(
            Fault(
                place=shown(path),
                value=f"nøglen kan ikke skrives ({error.strerror or type(error).__name__})",
                rule="Nøglen ligger uden for projektet, hvor kun du kan læse den.",
                remedy="Lad MAALBAR_KEY_FILE pege på et sted, du kan skrive.",
            )
        ) from None
    return path


def fingerprint(key: bytes) -> str:
    """Return eight characters by which two colleagues can see that they have the same key, without showing it."""
    return hmac.new(key, b"maalbar: fingerprint of the key", hashlib.sha256).hexdigest()[:8]


def _refuse_inside(path: Path) -> None:
    """Raise DataError if a key lies inside a project, this one or another."""
    with suppress(UsageError):
        Project.find(path.resolve().parent)
        remedy = "Flyt nøglen, og lad MAALBAR_KEY_FILE pege på den. Har den været i git, så lav en ny."
        raise _unusable(path, "nøglen til pseudonymer ligger i et projekts mappe", remedy)


def _unusable(path: Path, value: str, remedy: str) -> DataError:
    return DataError(
        Fault(
            place=shown(path),
            value=value,
            rule="Personer tælles ved hjælp af en nøgle, som ligger uden for projektet, og som kun du kan læse.",
            remedy=remedy,
        )
    )
