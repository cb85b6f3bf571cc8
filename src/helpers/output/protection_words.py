"""The protection of persons in a resident's words, with the numbers of the project's profile."""

from __future__ import annotations

from helpers.disclosure.policy import Policy
from helpers.disclosure.released import Released
from helpers.output.facts import Fact, fact_table
from helpers.output.fragments import Fragment
from helpers.output.wording import HIDDEN, HIDDEN_WORDS, number
from helpers.plan.model import Registry

ONE_SCREEN = "en-skaerm"
"""The class of the explanation that must fit a screen; `tests/end_to_end/test_protection_page.py` measures it."""

_TOTAL = 40
_ROUNDED = (
    "Antal mennesker er afrundet til nærmeste {step}, og andele, forskelle og summer er regnet af de afrundede tal, så "
    "summer passer ikke altid. Tal, der er trykt i et dokument, er ikke afrundet."
)
_NAMES = {
    "dst": "»dst«: små antal er skjult",
    "streng": "»streng«: små antal er skjult, og resten er afrundet",
    "acro": "»acro«: små antal og nuller er skjult, og tal, som få står bag det meste af",
}
_SECOND = "… eller hvis den næststørste kan regne den største ud så nøje, i procent"
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
    small, about = (policy.smallest_shown - 2, "") if policy.rounding is None else (policy.rounding, "omkring ")
    large = _TOTAL - small
    return (
        f"**Derfor er et større tal ved siden af også skjult.** Er der {_TOTAL} unge i hele området og {large} i den "
        f"ene halvdel, kan enhver regne ud, at der er {about}{small} i den anden. Så er de {large} også skjult."
    )


def _true(policy: Policy) -> str:
    if policy.rounding is None:
        return (
            "**De tal, vi viser, er ikke lavet om.** Er et tal allerede trykt i et dokument, alle kan læse, skjuler vi "
            "det ikke."
        )
    return (
        f"**Antal mennesker er afrundet til nærmeste {number(policy.rounding)}.** Procenter og forskelle er regnet af "
        "de afrundede tal, så summer passer ikke altid. Tal, der er trykt i et dokument, står som dér."
    )


def rounding_sentence(released: Released) -> str:
    """Return that figures of persons are rounded, for banners and captions; empty where they are told as they are."""
    return "" if released.rounding is None else _ROUNDED.format(step=number(released.rounding))


def few(policy: Policy) -> str:
    """Return the counts that are hidden for their own sake: `1, 2, 3 eller 4`; from seven on `1 til 7`."""
    last = policy.smallest_shown - 1
    if last >= 7 or policy.zeros_hidden:
        return f"{0 if policy.zeros_hidden else 1} til {last}"
    return f"{', '.join(str(count) for count in range(1, last))} eller {last}"


def profile_words(policy: Policy) -> str:
    """Return which profile protects the figures, in words, for the data page."""
    parts = [
        f"Profilen er {_NAMES[policy.profile]}. Antal på {few(policy)} mennesker er skjult som `{HIDDEN}`, "
        "og så mange tal ved siden af, at ingen kan regne dem ud nærmere end et spænd på "
        f"{number(policy.minimum_width)}.",
        f"Andele bygger på mindst {number(policy.least_group(sensitive=False))} mennesker eller boliger, følsomme på "
        f"mindst {number(policy.least_group(sensitive=True))}.",
    ]
    if policy.rounding is not None:
        parts.append(_ROUNDED.format(step=number(policy.rounding)))
    return " ".join(parts)


def rules_table(policy: Policy) -> Fragment:
    """Return the rules of the profile that hold, one in a row."""
    rules: tuple[tuple[str, int | None], ...] = (
        ("Mindste antal mennesker, der vises", policy.smallest_shown),
        ("Mindste gruppe bag en andel eller rate", policy.least_group(sensitive=False)),
        ("Mindste gruppe, når emnet er følsomt", policy.least_group(sensitive=True)),
        ("Følsomme emner vises kun, hvor der bor mindst så mange mennesker", policy.minimum_persons),
        ("… og er mindst så mange boliger", policy.minimum_homes),
        ("0 % og 100 % vises for grupper fra", None if policy.zeros_hidden else policy.all_or_none_from),
        (_WIDTH, policy.minimum_width),
        ("Antal mennesker afrundes til nærmeste", policy.rounding),
        ("Hændelser skjules, hvis to mennesker står bag så mange procent", policy.dominance_percent),
        (_SECOND, policy.p_percent),
    )
    facts = [(Fact(rule), Fact(number(value), amount=True)) for rule, value in rules if value is not None]
    return fact_table("beskyttelse-regler", "Reglerne, som de er sat her.", ("Regel", "Tal"), facts)


def sensitive_table(registry: Registry) -> Fragment:
    """Return the sensitive subjects that are public, each with its reason; all others are internal."""
    newest = {found.id: registry.indicator(found.id) for found in registry.indicators}
    rows = [
        (Fact(found.name), Fact(found.public_because))
        for found in newest.values()
        if found.sensitive and found.public_because is not None
    ]
    caption = "Følsomme tal er kun offentlige, når der er skrevet en grund."
    return fact_table("beskyttelse-foelsomme", caption, ("Tal", "Hvorfor det er offentligt"), rows)
