"""The words by which free text is searched: people, kin, posts, and what is private.

In a phrase `*` stands for more letters or none, `/` parts words of which one stands there, `_` is a word that may stand
there, and `!word` one that doesn't follow. Lists, not sentences: what is private is told by kinds (articles 9 and 10 of
the data protection regulation, then family, home and money), and a kind that lacks a word gets it here.
"""

from __future__ import annotations

import re


def one_of(*phrases: str) -> str:
    """Return the source of a pattern that finds any of some phrases as whole words."""
    return rf"\b(?:{'|'.join(_source(phrase) for phrase in phrases)})\b"


def _source(phrase: str) -> str:
    found = ""
    for word in phrase.split():
        if word == "_":
            found += r"(?:[\w-]+\s+)?"
        elif word.startswith("!"):
            found = found.removesuffix(r"\s+") + rf"\b(?!\s+{_word(word[1:])}\b)\s+"
        else:
            found += _word(word) + r"\s+"
    return found.removesuffix(r"\s+")


def _word(word: str) -> str:
    forms = [re.escape(form).replace(r"\*", r"\w*") for form in word.split("/")]
    return forms[0] if len(forms) == 1 else f"(?:{'|'.join(forms)})"


HUMAN = (
    "mand", "kvinde", "dreng", "pige", "fyr", "knægt", "dame", "herre", "mor", "moder", "far", "fader", "mormor",
    "farmor", "morfar", "farfar", "bedstemor", "bedstefar", "søn", "datter", "bror", "søster", "fætter", "kusine",
    "niece", "nevø", "enke", "enkemand", "barn", "baby", "teenager", "veninde", "par", "ægtepar",
)  # fmt: skip
"""One human being, in the indefinite."""
PERSON = (
    *HUMAN, "ung", "beboer", "borger", "deltager", "frivillig", "frivillige", "medarbejder", "nabo", "genbo", "elev",
    "studerende", "lejer", "pensionist", "kollega", "klient", "flygtning", "person", "transperson", "forælder",
    "homoseksuel", "lesbisk", "bøsse",
)  # fmt: skip
"""The same, and what people are in an area's work."""
THE_PERSON = (
    "konen", "hustruen", "kæresten", "bedstemoren", "bedstefaren", "fætteren", "kusinen", "chaufføren", "manden",
    "kvinden", "drengen", "pigen", "fyren", "knægten", "damen", "herren", "moren", "moderen", "mor", "faren",
    "faderen", "far", "sønnen", "datteren", "søsteren", "broren", "broderen", "lillebroren", "storesøsteren", "enken",
    "enkemanden", "parret", "ægteparret", "familien", "tvillingerne", "barnet", "babyen", "teenageren", "naboen",
    "genboen",
)  # fmt: skip
"""A certain one, or a certain few."""
ALSO_THE_PERSON = ("beboeren", "lejeren", "deltageren", "eleven", "klienten", "borgeren")
KIN = (
    "søn", "datter", "kone", "mand", "hustru", "kæreste", "ægtefælle", "børn", "barn", "bror", "brødre", "søster",
    "søstre", "søskende", "mor", "far", "forældre", "niece", "nevø", "ekskone", "eksmand", "ekskæreste", "enke",
    "fætter", "kusine", "svigersøn", "svigerdatter", "svigermor", "svigerfar", "lillebror", "storebror",
    "lillesøster", "storesøster", "familie", "onkel", "tante", "farbror", "bedstefar", "bedstemor",
)  # fmt: skip
POST_STEM = (
    "formand", "forkvinde", "kasserer", "vicevært", "imam", "præst", "rektor", "skoleleder", "indehaver", "træner",
    "bager", "købmand", "slagter", "kioskejer", "frisør", "chauffør", "politimand", "politibetjent", "borgmester",
    "byrådsmedlem", "ejendomsmester", "inspektør", "skuespiller", "sanger", "rapper", "bokser", "tandlæge", "dommer",
    "klubleder", "daginstitutionsleder", "afdelingsleder", "pedel", "medlem", "direktør", "kok", "grønthandler",
    "restauratør", "butiksejer", "kordirigent", "sognepræst", "dagplejer", "lærer", "pædagog", "sundhedsplejerske",
    "sygeplejerske", "sekretær", "projektleder", "bydelsmor", "værtinde", "vært", "anfører", "målmand",
)  # fmt: skip
"""Posts and trades that few in an area have; what comes before them may be anything (*fodboldtræner*)."""
TRADE = (
    "*læge", "*plejerske", "*ingeniør", "*advokat", "*arkitekt", "*chauffør", "*journalist", "*skrædder", "*officer",
    "*tolk", "*jordemoder", "*professor", "*kunstner", "*musiker", "*tømrer", "*mekaniker", "*pilot", "*skomager",
    "*digter", "*forfatter", "*landmand", "*fisker", "*apoteker",
)  # fmt: skip

HEALTH = (
    # Diseases.
    "*kræft", "*kræften", "cancer*", "diabetes*", "sukkersyge*", "*sclerose*", "*sklerose*", "epilep*", "parkinson*",
    "hiv*", "aids", "blodprop*", "hjerteanfald*", "hjertestop*", "hjertesyg*", "*tumor", "leukæmi*", "tuberkulose*",
    "hepatitis", "*syndrom", "*syndromer", "muskelsvind*", "spasti*", "krampe*", "slagtilfælde*", "dialyse",
    "kronisk/alvorligt/dødeligt _ syg/syge/sygdom", "uhelbredelig*", "bivirkning*", "seksuelt overførte *",
    # Mind.
    "adhd*", "autis*", "depress*", "angst*", "psykisk*", "psykiatri*", "psykose*", "skizofren*", "ptsd*", "bipolar*",
    "borderline*", "maniodepressiv*", "ocd", "tvangstanker", "hallucin*", "paranoi*", "hører stemmer", "demen*",
    "sindslid*", "selvmord*", "selvskade*", "spiseforstyrrelse*", "anoreksi*", "bulimi*", "nervesammenbrud*",
    "udbrændt", "stress*",
    # What the body can't.
    "handicap*", "kørestol*", "blind/blinde", "døv*", "høreapparat*", "hørenedsæt*", "førerhund*", "tegnsprog*",
    "implantat*", "*implantat", "sengevæd*", "tisser i *", "ar i _ ansigtet", "rollator*", "lammet", "lam i *",
    "retarder*", "udviklingshæm*", "hjerneskade*", "stammer !fra", "amputer*", "protese*", "invalid*",
    "sengeliggende", "kateter*", "inkontinen*",
    # What is drunk and taken.
    "*misbrug*", "alkoholi*", "drikker !kaffe/te/vand/mælk/saft/en", "holdt/holde op med at drikke",
    "begyndt at drikke", "fuld _ hver dag", "narko*", "overdosis*", "afvænning*", "antabus*", "metadon*", "kokain*",
    "heroin*", "ludoman*", "spilleafhængig*", "stofafhængig*", "alkoholafhængig*", "beruset", "promille*",
    "påvirket af stoffer/alkohol",
    # What is done about it.
    "diagnose*", "indlagt*", "indlægges", "indlæggelse*", "*hospital*", "*sygehus*", "*plejehjem*", "hospice*",
    "opereret", "operation/operationen", "fedme*", "overvægt*", "tabt/tabte sig *", "vægttab*", "medicin*",
    "sygemeld*", "sygedagpenge*", "*førtidspension*", "flexjob/fleksjob", "abort*", "aborter*", "fertilitetsbehandl*",
    "barnløs*", "steriliser*", "transplant*",
)  # fmt: skip
CRIME = (
    "dømt", "straffet", "straffeattest*", "afson*", "*fængs*", "*arresten", "varetægt*", "sigtet", "tiltalt",
    "løsladt", "prøveløsladt", "fodlænke*", "samfundstjeneste*", "bande/banden/bander/gadebande*", "bandeleder*",
    "bandemedlem*", "bandemiljø*", "rocker/rockere/rockerklub*", "voldtægt*", "voldtaget", "voldtog", "anmeldt",
    "anmeldelse mod", "anholdt", "sidder inde", "arresteret", "er/blev/bliver/blevet udvist", "stjålet", "stjæle",
    "stjal", "stjæler", "tyveri", "butikstyveri", "indbrudstyv", "begået/begik *", "røveri*", "røver", "hæler*",
    "*bøde", "*bøder", "i retten", "hash/hashen/hashmisbrug*/hashhandel*/hashryg*", "pusher*", "narkohandel*",
    "dealer*", "sælger/solgte stoffer/hash/narko*", "bedrageri*", "*bedrageri", "sælger/solgte piller", "underslæb",
    "tog/taget af kassen", "børneattest*", "svindel", "svindl*", "snydt/snyder i *", "sort arbejde",
    "arbejder/arbejdede sort", "smugle*", "efterlyst", "ransag*", "kriminel*", "gerningsmand*",
    "mistet/mistede/frataget/taget _ kørekort*", "spritkør*", "spirituskør*", "kørte/kører uden *", "uden tilladelse",
    "knivstik*", "pistol*", "våben*", "hærværk på _ skole/bil", "brandstift*", "satte/sat ild", "hooligan*",
    "kriger i *", "fremmedkriger*", "terror*", "jihad*", "radikalisere*", "ekstremis*",
    "politiet hentede/kom/kender *",
)  # fmt: skip
MONEY = (
    "gæld/gælden/gældsat*/gældsråd*/gældssag*", "skylder*", "*restance*", "ikke _ betalt", "kontanthjælp*",
    "fogedret*", "sat ud", "udsat af", "RKI", "konkurs*", "frakendt", "inkasso*", "spillegæld*", "kviklån*",
    "rudekuvert*", "lotto*", "arvet", "arv", "fattig*", "sanktioner*",
)  # fmt: skip
LOVE = (
    "gravid*", "venter barn", "venter sig", "venter/ventede _ tvillinger/trillinger",
    "er/blev/nu/lige _ skilt/separeret", "fraskilt*", "skilsmisse*", "separer*", "utro*", "elsker", "elskerinde*",
    "affære*", "jaloux*", "jalousi*", "gået/gik fra sin/hinanden", "forladt", "forlod _ sin/sit",
    "slog/slået op med *", "lovet væk", "gift som", "gift med sin fætter/kusine", "arrangeret ægteskab",
    "tvangsgift*", "*ægteskab mod *", "ekskæreste*", "eksmand*", "ekskone*", "to/tre/fire koner/mænd", "polygami*",
    "stalk*", "forelsk*", "sexarbejd*", "prostitu*", "bordel*", "stripper*", "stripklub*", "escort*", "nøgenbilled*",
    "sexvideo*", "video*/billed*/filmen blev/er delt", "delt på nettet", "seksuel*", "børn med forskellige *",
    "ukendt far", "faderskab*",
)  # fmt: skip
IDENTITY = (
    # Whom one loves and who one is; faith; conviction.
    "homoseksuel*", "lesbisk*", "bøsse*", "biseksuel*", "transperson*", "transkøn*", "transseksuel*", "nonbinær*",
    "kønsskifte*", "skifte/skiftet/skifter køn", "springe/sprang/sprunget ud som", "kom/kommet ud som", "konverter*",
    "omvendt til *", "forladt/forlod islam/troen/kirken/menigheden", "ateist*", "jehovas *", "scientolog*", "mormon*",
    "jøde", "jødisk*", "muslim", "muslimsk*", "katolik", "katolsk*", "ortodoks*", "hindu*", "buddhist*", "salafist*",
    "sekt/sekten", "tørklædet af", "begyndt at gå med tørklæde", "taget/tog tørklæde *", "stemte/stemmer på",
    "meldt/meldte/melder sig ud/ind i/af *", "partimedlem*", "medlem af _ *parti/partiet/*fronten",
    "medlem af _ Dansk/Nye/Socialistisk/Det *", "fagforeningsmedlem*", "tillidsrepræsentant*",
)  # fmt: skip
STAY = (
    # May one stay in the country, and has one a home?
    "papirløs*", "asyl*", "opholdstilladelse*", "flygtet", "flygtede", "forlade landet", "udrejsecent*", "udvisning*",
    "hjemsend*", "familiesammenfør*", "menneskesmugl*", "illegal*", "uden papirer", "mistet/mistede _ ophold",
    "hjemløs*", "herberg*", "bor/boede/sover/sov på gaden/trappen/trappegangen/loftet",
    "bor/boede/sover/sov i _ bil/bilen/telt/skur/skuret/skoven/campingvogn*",
    "sover/sov i _ kælder*/opgang*/cykelkælder*", "røg/smidt/sat/kastet/udsat ud/af _ hjemmefra/lejlighed*/bolig*/bo",
    "røg ud af *", "smidt ud", "sofasurf*", "opsagt _ lejemål*", "mistet/mistede _ _ lejlighed*/bolig*/hjem",
    "*boligløs*",
)  # fmt: skip
FAMILY = (
    "mistede/mistet _ sin/sit/sine _ mand/kone/barn/børn/søn/datter/mor/far/bror/søster/forældre/kæreste", "anbragt*",
    "anbring*", "tvangsfjern*", "fjernet _ børn/barn/børnene/barnet", "tvangs*", "plejefamilie*", "plejebarn*",
    "adopter*", "børnehjem*", "samme far/mor", "låser/låst/lukket inde", "døgninstitution*", "opholdssted*",
    "krisecent*", "samvær _ med *", "forældremyndighed*", "underretning om/på *", "familieretshus*",
    "genopdragelses*", "genoptræningsrejse", "omskåret", "omskæring*", "bortvist",
    "stukket/stak/løbet/løb af hjemmefra", "flygtet hjemmefra", "hjemmefra efter",
    "slået/kastet/smidt ud af familien/hjemmet/hjemmefra", "udstødt*", "passe/passer/passede _ søskende",
    "ikke set/ser/se sin/sit/sine *", "ser ikke sin/sit/sine *", "tog/taget ham/hende/børnene med til",
    "brudt/brød med _ familie*", "ingen kontakt med/til", "droppet/droppede/droppe skolen/gymnasiet/uddannelsen",
    "taget ud af skolen",
    # What the municipality does for one, and what one can't.
    "kontaktperson*", "støttekontakt*", "støttepædagog*", "bostøtte*", "hjemmevejleder*", "aflastningsfamilie*",
    "ressourceforløb*", "specialklasse*", "specialskole*", "analfabet*", "ordblind*", "hverken læse eller *",
    "kan/kunne ikke læse", "lavt begavet",
)  # fmt: skip
VIOLENCE = (
    "vold", "voldelig*", "voldsofre", "voldsramt*", "*volds* mand", "voldsom* mand", "tæv", "tæsk",
    "bliver/blev/blevet slået !sammen", "slået af", "slår/slog _ sin/sit/sine/ham/hende/børnene/konen",
    "fået/får/fik bank/klø", "tævet", "tævede", "gennembanket", "sparket", "mishandl*", "overfald*", "overgreb*",
    "krænket", "krænkelse*", "sexchikan*", "chikane*", "mobbet", "mobbes", "befamlet", "truet", "truede", "trues",
    "trusler", "trussel", "skudt", "skudsår*", "*stukket ned", "*knivstukket", "dræbt*", "dræbte", "myrdet", "drab",
    "drabet", "mordet", "incest*", "kidnappet", "bortført", "tortur*", "beskyttet/hemmelig adresse", "på flugt",
    "skjuler/gemmer sig", "skjuler/skjult for", "æresrelater*", "social/negativ kontrol", "spærret inde",
    "holdt/holdes indespærret", "hævn*",
)  # fmt: skip
DEATH = (
    "druknede", "druknet", "drukne", "omkom", "omkommet", "brændte inde", "døde", "er død", "gik/gået bort",
    "fundet/lå/ligger død", "styrtede ned", "ulykke/ulykken/trafikulykke*/arbejdsulykke*", "erstatning*", "dødsfald*",
    "begravelse*", "begravet", "afdøde", "hænge sig", "hængte sig", "hængt sig", "skære i sig", "skar i sig",
    "skåret i sig", "tage/tager/tog/taget sig/livet/sit _ af/eget dage/liv/sig", "tage/tager/tog/taget livet af *",
    "tage/tager/tog/taget sig af dage",
)  # fmt: skip
RUMOUR = ("rygte/rygtet/rygterne *", "rygter om", "det siges/hedder sig at", "alle ved at", "naboerne siger/ved at")
