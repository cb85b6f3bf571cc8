"""The protection of persons in a resident's words, with the numbers of the project's profile."""

from __future__ import annotations

from helpers.disclosure.policy import Policy
from helpers.output.facts import Fact, fact_table
from helpers.output.fragments import Fragment
from helpers.output.wording import HIDDEN, HIDDEN_WORDS, number

ONE_SCREEN = "en-skaerm"
"""The class of the explanation that must fit a screen; `tests/end_to_end/test_protection_page.py` measures it."""

_NAMES = {"dst": "»dst«, efter Danmarks Statistiks praksis", "streng": "»streng«", "acro": "»acro«"}
_WIDTH = "Så langt er der mindst mellem det mindste og det største, et skjult tal kan være"


def explanation(policy: Policy) -> Fragment:
    """Return what a resident needs to know, short enough for one screen."""
    return Fragment("\n\n".join((f"::: {{.{ONE_SCREEN}}}", *_told(policy), ":::")))


def _told(policy: Policy) -> tuple[str, ...]:
    return (
        "Områderne er små, og tallene handler om mennesker. Ingen skal kunne finde sin nabo her.",
        f"**Det skjuler vi.** Står der kun {few(policy)} mennesker bag et tal, viser vi det ikke. Vi viser heller "
        "ikke, at alle eller ingen i en lille gruppe gjorde noget, for så ved man det om hver af dem. Og vi regner "
        f"ikke procent af færre end {number(policy.minimum_denominator)}, eller af færre end "
        f"{number(policy.minimum_denominator_sensitive)}, når det handler om kriminalitet eller helbred.",
        f"**`{HIDDEN}` betyder: {HIDDEN_WORDS}.** Det er ikke nul, og det er ikke et tal, vi mangler.",
        _neighbour(policy),
        "**Vi prøver selv at finde det skjulte.** Før siden kommer ud, gennemgår et særskilt program alt, der står her "
        "og har stået her før: tal, figurer og filer. Kan det regne sig frem til noget skjult, eller bare komme for "
        "tæt på, kommer siden ikke ud.",
        _true(policy),
        "**Er du i tvivl?** Tror du, at nogen kan kendes på siden, så sig det til det boligsociale sekretariat i "
        "området eller til den, der har udgivet siden. Du behøver ikke sige, hvem det er.",
    )


def _neighbour(policy: Policy) -> str:
    small, total = policy.smallest_shown - 2, 40
    large = total - small
    return (
        f"**Derfor er et større tal ved siden af også skjult.** Er der {total} unge i hele området og {large} i den "
        f"ene halvdel, kan enhver regne ud, at der er {small} i den anden. Så er de {large} også skjult."
    )


def _true(policy: Policy) -> str:
    del policy
    return (
        "**De tal, vi viser, er ikke lavet om.** Er et tal allerede trykt i et dokument, alle kan læse, skjuler vi det "
        "ikke."
    )


def few(policy: Policy) -> str:
    """Return the counts that are hidden for their own sake: `1, 2, 3 eller 4`; from seven on `1 til 7`."""
    last = policy.smallest_shown - 1
    if last >= 7:
        return f"1 til {last}"
    return f"{', '.join(str(count) for count in range(1, last))} eller {last}"


def profile_words(policy: Policy) -> str:
    """Return which profile protects the figures, for the data page."""
    name = _NAMES.get(policy.profile, f"»{policy.profile}«")
    return (
        f"Profilen er {name}: antal personer fra 1 til {policy.smallest_shown - 1} er skjult, og så mange tal ved "
        f"siden af, at ingen kan regne dem ud nærmere end et spænd på {policy.minimum_width}. Andele bygger på mindst "
        f"{number(policy.minimum_denominator)} personer eller boliger, følsomme på mindst "
        f"{number(policy.minimum_denominator_sensitive)}."
    )


def rules_table(policy: Policy) -> Fragment:
    """Return the numbers of the profile, one rule in a row."""
    rows = (
        ("Mindste antal personer, der vises", policy.smallest_shown),
        ("Mindste gruppe bag en andel eller rate", policy.minimum_denominator),
        ("Mindste gruppe, når emnet er følsomt", policy.minimum_denominator_sensitive),
        ("0 % og 100 % vises for grupper fra", policy.all_or_none_from),
        (_WIDTH, policy.minimum_width),
    )
    facts = [(Fact(rule), Fact(number(value), amount=True)) for rule, value in rows]
    return fact_table("beskyttelse-regler", "Reglerne, som de er sat her.", ("Regel", "Tal"), facts)
