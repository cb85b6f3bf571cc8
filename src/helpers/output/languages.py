"""The two languages of what Målbar generates: Danish is written in the code, English stands in `locale/en/`.

A sentence is a template with named places, `{target} ligger inden for usikkerheden`; the Danish template is the key
of its translation, as gettext has it. One `.po` file for each subject, so that a translator can take one at a time.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["da", "en"]
LANGUAGES: tuple[Language, ...] = ("da", "en")
TRANSLATIONS = Path(__file__).parent / "locale"


def say(template: str, language: Language, /, **places: object) -> str:
    """Return a sentence in one of the two languages.

    Parameters
    ----------
    template
        The Danish template.
    places
        What stands in its places; text that already is in the language.

    Raises
    ------
    KeyError
        If the template has no translation, or a place has no text.
    """
    chosen = template if language == "da" else _translations(language)[template]
    return chosen.format(**places)


@cache
def _translations(language: Language) -> dict[str, str]:
    from babel.messages.pofile import read_po

    known: dict[str, str] = {}
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
        known.update({str(message.id): str(message.string) for message in catalog if message.id and message.string})
    return known
