"""What the method pages are about: each topic with its examples, its simulations and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch


@dataclass(frozen=True)
class Topic:
    """One method page, `/metode/<id>/`."""

    id: str
    title: str
    question: str
    """One line for menus and lists."""
    text: str
    """Danish Markdown: what the methods do, in plain words."""
    specs: tuple[str, ...]
    """Patterns of spec modules; a module stands on the first topic that one of its patterns fits."""
    simulations: tuple[str, ...]
    references: tuple[str, ...]


PROTECTION = "beskyttelse"
"""The topic whose page begins with what the project's own profile hides."""

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="flytninger",
        title="Hvem flyttede, og hvem blev?",
        question="Hvor meget af en ændring hører til dem, der flyttede, og hvor meget til dem, der blev?",
        text=(
            "Et områdes tal kan ændre sig, uden at noget er anderledes for nogen. Det sker, når nogle flytter "
            "fra, og andre flytter til. Derfor deles ændringen i tre dele, som lagt sammen er hele ændringen: "
            "dem, der flyttede til, dem, der flyttede fra, og dem, der boede der hele tiden. Kendes antallene "
            "ikke, deles der ikke."
        ),
        specs=("measurement/test_*flyt*", "measurement/test_*bevaegelse*", "measurement/test_*blev*"),
        simulations=("moving",),
        references=(
            "Kitagawa EM (1955). Components of a difference between two rates. "
            "Journal of the American Statistical Association 50:1168-1194.",
        ),
    ),
    Topic(
        id="spoergeskemaer",
        title="Spørgeskemaer",
        question="Hvad kan man sige om alle, når kun nogle har svaret?",
        text=(
            "Svarer unge sjældnere end ældre, ligner svarene ikke beboerne. Kendes beboernes sammensætning, kan "
            "svarene vægtes, så grupperne fylder lige så meget som i virkeligheden. Vægte og svar fra samme "
            "husstand gør tallet mere usikkert, og det regnes med i spændet. Svarprocenten står altid ved tallet."
        ),
        specs=("measurement/test_*spoerge*",),
        simulations=("surveys",),
        references=(
            "Deming WE, Stephan FF (1940). On a least squares adjustment of a sampled frequency table. "
            "Annals of Mathematical Statistics 11:427-444.",
            "Kish L (1965). Survey Sampling. Wiley.",
            "Lumley T (2004). Analysis of complex survey samples. Journal of Statistical Software 9(8).",
        ),
    ),
    Topic(
        id="intervaller",
        title="Hvor sikkert er et tal?",
        question="Hvor meget kunne tallet have været anderledes ved et tilfælde?",
        text=(
            "Ved et usikkert tal står et spænd, for eksempel *mellem 52 og 64 %*. Spændet er lavet, så det rammer "
            "den sande værdi i omkring 95 af 100 tilfælde. Hvilken formel der er brugt, følger af, hvad tallet "
            "er: en del af dem, der svarede, et antal hændelser eller forskellen mellem to tal."
            "\n\nFor en andel $p = x/n$ er Wilsons spænd\n\n"
            r"$$\frac{p + \frac{z^2}{2n} \pm z\sqrt{\frac{p(1-p)}{n} + \frac{z^2}{4n^2}}}{1 + \frac{z^2}{n}}$$"
            "\n\nhvor $z = 1{,}96$. Det holder også, når andelen er tæt på 0 eller 100 %, eller når få har svaret."
        ),
        specs=(
            "measurement/test_*interval*",
            "measurement/test_*rate*",
            "measurement/test_*standard*",
            "measurement/test_*par*",
            "measurement/test_*forskel*",
            "measurement/test_*skala*",
        ),
        simulations=("intervals",),
        references=(
            "Wilson EB (1927). Probable inference, the law of succession, and statistical inference. "
            "Journal of the American Statistical Association 22:209-212.",
            "Garwood F (1936). Fiducial limits for the Poisson distribution. Biometrika 28:437-442.",
            "Newcombe RG (1998). Interval estimation for the difference between independent proportions. "
            "Statistics in Medicine 17:873-890.",
            "Fay MP, Feuer EJ (1997). Confidence intervals for directly standardized rates. "
            "Statistics in Medicine 16:791-801.",
        ),
    ),
    Topic(
        id="maalopfyldelse",
        title="Hvornår er et mål nået?",
        question="Hvordan bliver et tal og en aftale til et af seks svar?",
        text=(
            "Et mål kaldes kun *nået* eller *ikke nået*, når hele spændet ligger på den ene side af kravet. "
            "Ellers skriver vi *kan ikke afgøres*. I eksemplerne er målene aftalernes, og svarene er "
            "opdigtede.\n\n"
            "Spændet om et antal hændelser regner hver hændelse for sig. Kommer de i klumper, som når én nat giver "
            "flere anmeldelser, er spændet for smalt. Ligger sandheden lige på målet, er *nået* da forkert i op til "
            "8 af 100 prøver, hvis de svinger, som om de kom to ad gangen, i omkring 12 ved tre ad gangen og i op til "
            "19 ved fem ad gangen. Det samme gælder *ikke nået*. Spændet kan ikke se det af ét tal."
        ),
        specs=("measurement/test_*",),
        simulations=("attainment", "attainment_days"),
        references=(
            "Clopper CJ, Pearson ES (1934). The use of confidence or fiducial limits. Biometrika 26:404-413.",
            "Berger RL, Boos DD (1994). P values maximized over a confidence set for the nuisance parameter. "
            "Journal of the American Statistical Association 89:1012-1016.",
        ),
    ),
    Topic(
        id="smaa-omraader",
        title="Små områder ved siden af hinanden",
        question="Hvilke forskelle mellem områder er mere end tilfælde?",
        text=(
            "Et lille områdes tal svinger mere end et stort områdes. Stilles de op i rækkefølge, havner de små "
            "yderst, oftest uden grund. Tragten viser, hvor meget et tal må ligge fra gennemsnittet, før det er "
            "mere end tilfælde. Et udjævnet tal ligger tættere på gennemsnittet, jo færre det bygger på. Er "
            "forskellene for usikre, viser vi ingen rækkefølge."
        ),
        specs=("monitoring/test_*smaa*", "monitoring/test_*tragt*", "monitoring/test_*raekkefoelge*"),
        simulations=("shrinkage", "funnels"),
        references=(
            "Spiegelhalter DJ (2005). Funnel plots for comparing institutional performance. "
            "Statistics in Medicine 24:1185-1202.",
            "Morris CN (1983). Parametric empirical Bayes inference. "
            "Journal of the American Statistical Association 78:47-55.",
            "Goldstein H, Spiegelhalter DJ (1996). League tables and their limitations. "
            "Journal of the Royal Statistical Society A 159:385-443.",
        ),
    ),
    Topic(
        id="kontrolkort",
        title="Kontrolkort",
        question="Er der sket noget usædvanligt, eller svinger tallet, som det plejer?",
        text=(
            "Et tal, der følges måned for måned, svinger altid. Kortet tegner de grænser, som tallet plejer at "
            "holde sig inden for, og siger til, når noget bryder mønsteret. Under 12 målinger er for lidt til at "
            "kende mønsteret; så tegnes ingen grænser."
        ),
        specs=("monitoring/test_*",),
        simulations=("control_charts",),
        references=(
            "Shewhart WA (1931). Economic Control of Quality of Manufactured Product. Van Nostrand.",
            "NHS England. Making Data Count: Strengthening your decisions.",
        ),
    ),
    Topic(
        id=PROTECTION,
        title="Sådan passer vi på den enkelte",
        question="Hvad er skjult, hvorfor, og hvordan ved vi, at ingen kan finde det?",
        text=(
            "Alt, der vises, stilles op som ét regnestykke: områder, der lagt sammen er et større, kvartaler, der er "
            "et år, grupper, der er alle, det samme antal under to navne, andele af en kendt gruppe, og alt, der har "
            "stået her før. Et program vælger, hvad der skjules ud over de små tal, så mindst muligt går tabt. Hvert "
            "skjult tal skal stadig kunne være mange forskellige tal, også for den, der lægger sammen og trækker "
            "fra. Det samme tal skjules helst hver gang, så det heller ikke kan regnes ud af udviklingen.\n\n"
            "Bagefter går et andet program løs på den færdige side, som en fremmed ser den. Det kender ikke det første "
            "og læser sider, figurer, filer, søgning og tidligere udgaver. For hvert skjult tal regner det ud, hvad "
            "tallet mindst og højst kan være."
        ),
        specs=(
            "disclosure/test_hvornaar*",
            "disclosure/test_det_skjulte*",
            "disclosure/test_det_man*",
            "disclosure/test_fri*",
            "disclosure/test_*",
        ),
        simulations=("protection",),
        references=(
            "Cox LH (1980). Suppression methodology and statistical disclosure control. "
            "Journal of the American Statistical Association 75:377-385.",
            "Fischetti M, Salazar JJ (2001). Solving the cell suppression problem on tabular data with linear "
            "constraints. Management Science 47:1008-1027.",
            "Hundepool A, Domingo-Ferrer J, Franconi L, Giessing S, Schulte Nordholt E, Spicer K, de Wolf PP (2012). "
            "Statistical Disclosure Control. Wiley.",
        ),
    ),
    Topic(
        id="evidens",
        title="Hvor langt rækker beviset?",
        question="Hvad må der skrives om en plan, når tallene er, som de er?",
        text=(
            "Hvert svar om en plan får et trin fra 1 til 5 efter, hvad der er sammenlignet med, og hvordan "
            "prøverne faldt ud. Trinnet bestemmer, hvilke ord der må bruges. Under trin 3 står der intet om "
            "årsag. Prøves mange mål på én gang, skærpes kravet til hvert enkelt. Kravene til trin 3 er strenge: "
            "med få områder, der svinger som almindelige områder, ender også de fleste sande forskelle på trin 2. "
            "Det er prisen for, at en plan ikke får æren af et tilfælde."
        ),
        specs=("effects/test_*evidens*", "effects/test_*mange*", "effects/test_*ord*"),
        simulations=("multiplicity",),
        references=(
            "Puttick R, Ludlow J (2013). Standards of Evidence. Nesta.",
            "Holm S (1979). A simple sequentially rejective multiple test procedure. "
            "Scandinavian Journal of Statistics 6:65-70.",
            "Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate. "
            "Journal of the Royal Statistical Society B 57:289-300.",
            "Romano JP, Wolf M (2005). Stepwise multiple testing as formalized data snooping. "
            "Econometrica 73:1237-1282.",
        ),
    ),
    Topic(
        id="virkning",
        title="Gjorde planen en forskel?",
        question="Hvad var der sket uden planen, og kan det overhovedet vides?",
        text=(
            "Ingen kan se, hvordan det var gået uden planen. Man kan sammenligne med områder, der ligner og ikke "
            "havde den, eller med områdets egen udvikling før. Hver metode kræver noget af tallene. Er kravet "
            "ikke opfyldt, giver den intet tal, men siger, hvad der mangler."
        ),
        specs=("effects/test_*",),
        simulations=("effects_few_areas", "interrupted", "synthetic", "planted_effects"),
        references=(
            "Card D, Krueger AB (1994). Minimum wages and employment. American Economic Review 84:772-793.",
            "Callaway B, Sant'Anna PHC (2021). Difference-in-differences with multiple time periods. "
            "Journal of Econometrics 225:200-230.",
            "Pustejovsky JE, Tipton E (2018). Small-sample methods for cluster-robust variance estimation. "
            "Journal of Business & Economic Statistics 36:672-683.",
            "Bernal JL, Cummins S, Gasparrini A (2017). Interrupted time series regression. "
            "International Journal of Epidemiology 46:348-355.",
            "Abadie A, Diamond A, Hainmueller J (2010). Synthetic control methods for comparative case studies. "
            "Journal of the American Statistical Association 105:493-505.",
            "Rambachan A, Roth J (2023). A more credible approach to parallel trends. "
            "Review of Economic Studies 90:2555-2591.",
        ),
    ),
)
"""In the order in which modules look for their page; `IN_ORDER` is a reader's."""

IN_ORDER = (
    "intervaller", "maalopfyldelse", "spoergeskemaer", "kontrolkort", "smaa-omraader", "flytninger", "virkning",
    "evidens", "beskyttelse",
)  # fmt: skip


_SIMULATIONS = {
    "attainment": "Nået eller ikke nået",
    "attainment_days": "Nået eller ikke nået, regnet af dage",
    "control_charts": "Kontrolkort",
    "effects_few_areas": "Områder med og uden plan, når der er få",
    "funnels": "Tragten",
    "interrupted": "Afbrudt tidsserie",
    "intervals": "Spænd",
    "moving": "Flyttede eller blev",
    "multiplicity": "Mange spørgsmål på én gang",
    "planted_effects": "Demonstrationens egne spørgsmål",
    "protection": "Hvad der skjules",
    "shrinkage": "Skøn og pladser set sammen",
    "surveys": "Spørgeskemaer",
    "synthetic": "Syntetisk kontrol",
}


def simulation_title(name: str) -> str:
    """Return what a simulation is about, in Danish; its name if it is new."""
    return _SIMULATIONS.get(name, name)


def topic_of(module: str) -> Topic | None:
    """Return the topic that a spec module stands on, None if no pattern fits it."""
    return next((topic for topic in TOPICS if any(fnmatch(module, pattern) for pattern in topic.specs)), None)


def topics() -> tuple[Topic, ...]:
    """Return the topics in a reader's order."""
    by_id = {topic.id: topic for topic in TOPICS}
    return tuple(by_id[name] for name in IN_ORDER)


def unplaced(modules: Iterable[str], simulations: Iterable[str]) -> tuple[str, ...]:
    """Return the spec modules and simulations that stand on no page."""
    shown = {name for topic in TOPICS for name in topic.simulations}
    lost = [name for name in modules if topic_of(name) is None]
    return (*lost, *(name for name in simulations if name not in shown))
