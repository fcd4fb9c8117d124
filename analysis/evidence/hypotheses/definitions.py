"""The fifteen hypotheses of appendix 4 of the national study as data: what was expected, found, and how to test it.

Statements and findings are in our own words; the figures in them are the study's. What a survey must have for a
hypothesis follows from the names in its parts: scales and columns are called as in the shipped samples.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from analysis.errors import Message

FACTORS = ("gedeelde_visie", "vertrouwen", "randvoorwaarden", "sturing")
SCALES = (*FACTORS, "borging", "meerwaarde")
SATISFACTION, MODEL, PHASE = "tevredenheid", "model", "fase"
SECTORED = (SATISFACTION, MODEL, PHASE)
"""Asked once for each sector: in the data the columns `tevredenheid_po`, `tevredenheid_vo`, ….

As the outcome of a question each answer counts, in a mixed model; as a predictor of something asked once each stands
for the respondent's mean over the sectors that were answered.
"""
TEAMS = ("breed_team", "jeugdteam", "generalistisch_team")

Sign: TypeAlias = Literal[1, -1, 0]
"""The direction that is expected: 1 rises, −1 falls, 0 either way."""
Combination: TypeAlias = Literal["all", "any"]
"""Whether all results of a part must hold for it to hold, or one of them will do."""


class Theme(StrEnum):
    """The research questions that the hypotheses belong to, and the user's own."""

    SHAPES = "shapes"
    EFFECTIVENESS = "effectiveness"
    BOTTLENECKS = "bottlenecks"
    BACKGROUND = "background"
    OWN = "own"


class StudyVerdict(StrEnum):
    """What the study concluded."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    NOT_SUPPORTED = "not supported"
    TOO_SMALL = "too small to test"
    NONE = "not in the study"
    """The user's own hypothesis."""


# ---- what the data are asked, in place of or beside the study's own test ----


@dataclass(frozen=True)
class MiddleShare:
    """How many choose one of the middle categories of `column`, in each sector.

    against: the exact test compares the middle with the `runner_up` (the most chosen other category) or with all
    `others` together.
    """

    column: str
    middle: tuple[str, ...]
    against: Literal["runner_up", "others"]


@dataclass(frozen=True)
class Association:
    """Whether each outcome rises (falls) with the predictor; both numbers or ordered answers.

    Spearman's rho; of an outcome asked by sector its counterpart in a mixed model.
    """

    outcomes: tuple[str, ...]
    predictors: tuple[str, ...]
    sign: Sign = 1
    combine: Combination = "all"


@dataclass(frozen=True)
class Difference:
    """Whether the mean of each outcome is higher among those who answered `high` than among those who answered `low`.

    columns: one or more columns with these answers; `low` empty stands for all other answers. Welch's t-test; of an
    outcome asked by sector a mixed model.
    """

    outcomes: tuple[str, ...]
    columns: tuple[str, ...]
    high: tuple[str, ...]
    low: tuple[str, ...] = ()
    sign: Sign = 1
    combine: Combination = "all"


@dataclass(frozen=True)
class Paired:
    """Whether the same respondents score the column `first` higher than each of `second`.

    Paired t-test, or a mixed model where some answered one of both only.
    """

    first: str
    second: tuple[str, ...]
    sign: Sign = 1


@dataclass(frozen=True)
class Omnibus:
    """Whether the mean of the outcome differs between the groups of a column, in whatever way. Welch's ANOVA."""

    outcome: str
    column: str


Question: TypeAlias = MiddleShare | Association | Difference | Paired | Omnibus


# ---- how the study tested it ----


@dataclass(frozen=True)
class Anova:
    """One-way analysis of variance of each outcome by each column (in each sector where these are asked by sector).

    within: a column for each of whose answers the tests are done apart.
    """

    outcomes: tuple[str, ...]
    columns: tuple[str, ...]
    within: str = ""


@dataclass(frozen=True)
class LevelTests:
    """t-tests of each outcome between the three levels of satisfaction, every pair, in each sector."""

    outcomes: tuple[str, ...]


@dataclass(frozen=True)
class PearsonTests:
    """Pearson correlations of each outcome with each predictor."""

    outcomes: tuple[str, ...]
    predictors: tuple[str, ...]


@dataclass(frozen=True)
class ChiSquareTests:
    """Chi-square of the cross-table of a column with a column asked by sector."""

    column: str
    by_sector: str
    sign: Sign = 0


@dataclass(frozen=True)
class MostChosen:
    """No test: is (are) the middle category (categories) chosen more often than any other (than all others)?"""

    column: str
    middle: tuple[str, ...]
    against: Literal["runner_up", "others"]


@dataclass(frozen=True)
class SharesSatisfied:
    """No test: the share of (very) satisfied in the column `first` beside that in each of `second`."""

    first: str
    second: tuple[str, ...]


@dataclass(frozen=True)
class SharesByLevel:
    """No test: do the satisfied choose one of `high` more often than the dissatisfied, in each sector?"""

    column: str
    high: tuple[str, ...]


@dataclass(frozen=True)
class TooSmall:
    """No test, because one of the answers of `column` was given by too few."""

    column: str


StudyMethod: TypeAlias = (
    Anova | LevelTests | PearsonTests | ChiSquareTests | MostChosen | SharesSatisfied | SharesByLevel | TooSmall
)


@dataclass(frozen=True)
class Part:
    """One thing that a hypothesis expects. extra: looked at by the study, but no part of the expectation."""

    key: str
    label: Message
    question: Question
    study: StudyMethod | None = None
    extra: bool = False


@dataclass(frozen=True)
class Definition:
    """One hypothesis. respondents: whom the study asked. tested: whether it rests on tests of significance.

    reference: where in the source. printed: figures of which the printed numbers can be tested by themselves.
    not_published: what the study did not print, so that the simulated samples had to choose it.
    """

    id: str
    theme: Theme
    short: Message
    statement: Message
    respondents: tuple[str, ...]
    method: Message
    finding: Message
    verdict: StudyVerdict
    tested: bool
    reference: str
    parts: tuple[Part, ...]
    not_published: Message
    printed: tuple[str, ...] = field(default=())


_BOTH = ("gemeente", "swv")
_SIMULATED_SECTORS = Message(
    "Hoe de antwoorden van één respondent voor verschillende sectoren op elkaar lijken, is niet gepubliceerd."
)
_SIMULATED_SCALES = Message(
    "Hoe sterk de schalen onderling en met de tevredenheid samenhangen, is niet gepubliceerd; alleen gemiddelden en "
    "wat significant was."
)
_SIMULATED_BACKGROUND = Message("Wie welk achtergrondkenmerk heeft, is niet gepubliceerd; het is toegewezen.")
_SIMULATED_BOTTLENECKS = Message("Wie geen knelpunten ervaart, is niet gepubliceerd; het is toegewezen.")

STUDY: tuple[Definition, ...] = (
    Definition(
        id="1",
        theme=Theme.SHAPES,
        short=Message("Middenvariant het meest gekozen"),
        statement=Message(
            "Voor fase en samenwerkingsmodel wordt meestal een middenvariant gekozen: de opbouwfase, en ketens of "
            "netwerk."
        ),
        respondents=_BOTH,
        method=Message("Percentages van wie een antwoord gaf, zonder toets."),
        finding=Message(
            "Opbouwfase: 51 tot 58% van de samenwerkingsverbanden en 53 tot 59% van de gemeenten, overal de meest "
            "gekozen fase. Ketens of netwerk: 80 tot 82% en 81 tot 86%."
        ),
        verdict=StudyVerdict.SUPPORTED,
        tested=False,
        reference="bijlage 4; B.5.2, B.5.3, B.5.10, B.6.1, B.6.11",
        parts=(
            Part(
                "fase",
                Message("Opbouw is de meest gekozen fase"),
                MiddleShare(PHASE, ("opbouw",), "runner_up"),
                MostChosen(PHASE, ("opbouw",), "runner_up"),
            ),
            Part(
                "model",
                Message("Ketens en netwerk samen vaker dan schotten en integraal"),
                MiddleShare(MODEL, ("ketens", "netwerk"), "others"),
                MostChosen(MODEL, ("ketens", "netwerk"), "others"),
            ),
        ),
        not_published=_SIMULATED_SECTORS,
    ),
    Definition(
        id="2",
        theme=Theme.EFFECTIVENESS,
        short=Message("Soort team maakt verschil"),
        statement=Message(
            "Bij gemeenten hangt de organisatie van de eerstelijnszorg (soort team) samen met de ervaren meerwaarde "
            "en de tevredenheid."
        ),
        respondents=("gemeente",),
        method=Message(
            "Variantieanalyse per soort team: meerwaarde, en tevredenheid in po, vo en (v)so, met of zonder zo'n team."
        ),
        finding=Message(
            "Meerwaarde: geen enkel verschil. Tevredenheid: hoger met een breed integraal team in het vo (3,59 tegen "
            "2,89; n = 108 en 91) en het (v)so (3,49 tegen 2,91; n = 82 en 68), p < 0,05; de andere zeven verschillen "
            "niet."
        ),
        verdict=StudyVerdict.PARTLY,
        tested=True,
        reference="bijlage 4; B4.1",
        parts=(
            Part(
                "tevredenheid",
                Message("Soort team en tevredenheid"),
                Difference((SATISFACTION,), TEAMS, ("ja",), ("nee",), sign=0, combine="any"),
                Anova((SATISFACTION,), TEAMS),
            ),
            Part(
                "meerwaarde",
                Message("Soort team en meerwaarde"),
                Difference(("meerwaarde",), TEAMS, ("ja",), ("nee",), sign=0, combine="any"),
                Anova(("meerwaarde",), TEAMS),
            ),
        ),
        not_published=Message(
            "Welke gemeente welk team heeft en welke meerwaarde zij ervaart, is niet gepubliceerd; alleen de cijfers "
            "over brede teams (B4.1)."
        ),
        printed=("B4.1",),
    ),
    Definition(
        id="3",
        theme=Theme.EFFECTIVENESS,
        short=Message("Kerngemeente beter dan overige"),
        statement=Message(
            "Samenwerkingsverbanden zijn meer tevreden over de aansluiting in de kerngemeente(n) dan in de overige "
            "gemeenten."
        ),
        respondents=("swv",),
        method=Message("Twee percentages naast elkaar, zonder toets."),
        finding=Message("(Zeer) tevreden: 28% over de kerngemeente(n), 27% over de overige gemeenten."),
        verdict=StudyVerdict.NOT_SUPPORTED,
        tested=False,
        reference="bijlage 4; B.5.11",
        parts=(
            Part(
                "tevredenheid",
                Message("Tevredenheid kerngemeente(n) min overige gemeenten"),
                Paired("tevredenheid_kern", ("tevredenheid_overig",)),
                SharesSatisfied("tevredenheid_kern", ("tevredenheid_overig",)),
            ),
        ),
        not_published=_SIMULATED_SECTORS,
    ),
    Definition(
        id="4",
        theme=Theme.EFFECTIVENESS,
        short=Message("Speciaal beter dan regulier"),
        statement=Message(
            "De tevredenheid over de aansluiting is groter in het (voortgezet) speciaal onderwijs dan in het regulier "
            "onderwijs."
        ),
        respondents=("gemeente",),
        method=Message("Drie percentages naast elkaar, zonder toets; samenwerkingsverbanden kregen de vraag niet."),
        finding=Message(
            "(Zeer) tevreden: 34% over het (v)so, 42% over het po en 39% over het vo; eerder omgekeerd dus."
        ),
        verdict=StudyVerdict.NOT_SUPPORTED,
        tested=False,
        reference="bijlage 4; B.6.12",
        parts=(
            Part(
                "tevredenheid",
                Message("Tevredenheid (v)so min regulier"),
                Paired("tevredenheid_vso", ("tevredenheid_po", "tevredenheid_vo")),
                SharesSatisfied("tevredenheid_vso", ("tevredenheid_po", "tevredenheid_vo")),
            ),
        ),
        not_published=_SIMULATED_SECTORS,
    ),
    Definition(
        id="5",
        theme=Theme.EFFECTIVENESS,
        short=Message("Factoren stijgen met model en fase"),
        statement=Message(
            "Werkzame factoren, borging en meerwaarde zijn meer aanwezig naarmate het model integraler is en de fase "
            "verder."
        ),
        respondents=_BOTH,
        method=Message(
            "Variantieanalyse van zes schalen, apart per sector, tussen vier modellen en tussen vier fasen; dat toetst "
            "verschil, niet volgorde."
        ),
        finding=Message(
            "De gemiddelden lopen op van schotten naar integraal en van oriëntatie naar consolidatie. 46 van de 60 "
            "toetsen zijn significant; meerwaarde vaak niet, en in het (v)so minder."
        ),
        verdict=StudyVerdict.SUPPORTED,
        tested=True,
        reference="B4.2–B4.11",
        parts=(
            Part(
                "model",
                Message("Schalen stijgen met het samenwerkingsmodel"),
                Association(SCALES, (MODEL,)),
                Anova(SCALES, (MODEL,)),
            ),
            Part(
                "fase",
                Message("Schalen stijgen met de fase"),
                Association(SCALES, (PHASE,)),
                Anova(SCALES, (PHASE,)),
            ),
        ),
        not_published=_SIMULATED_SECTORS,
    ),
    Definition(
        id="6",
        theme=Theme.EFFECTIVENESS,
        short=Message("Meer tevreden bij verder model"),
        statement=Message(
            "De tevredenheid is groter naarmate het model integraler is en de fase van de aansluiting verder."
        ),
        respondents=_BOTH,
        method=Message("Tien kruistabellen zonder toets: het onderzoek vond de aantallen daarvoor te klein."),
        finding=Message(
            "Wie (zeer) tevreden is, kiest iets vaker netwerk of integraal en vaker consolidatie; in het po zit 52% "
            "van de tevreden gemeenten in de consolidatiefase en 7% van de ontevreden."
        ),
        verdict=StudyVerdict.SUPPORTED,
        tested=False,
        reference="B4.12–B4.21",
        parts=(
            Part(
                "model",
                Message("Tevredenheid stijgt met het samenwerkingsmodel"),
                Association((SATISFACTION,), (MODEL,)),
                SharesByLevel(MODEL, ("netwerk", "integraal")),
            ),
            Part(
                "fase",
                Message("Tevredenheid stijgt met de fase"),
                Association((SATISFACTION,), (PHASE,)),
                SharesByLevel(PHASE, ("consolidatie",)),
            ),
        ),
        not_published=_SIMULATED_SECTORS,
        printed=tuple(f"B4.{number}" for number in range(12, 22)),
    ),
    Definition(
        id="7",
        theme=Theme.EFFECTIVENESS,
        short=Message("Meer factoren, meer tevreden"),
        statement=Message("Naarmate de vier werkzame factoren meer aanwezig zijn, is de tevredenheid groter."),
        respondents=_BOTH,
        method=Message(
            "t-toetsen van elke schaal tussen ontevreden, neutraal en tevreden, per sector; Pearson tussen de factoren."
        ),
        finding=Message(
            "Tevredenen scoren op alle vier hoger, bijvoorbeeld vertrouwen 3,1 – 3,6 – 3,9 in het po. Van de 60 "
            "stappen zijn er drie niet significant (sturing bij overige gemeenten en in het vo, vertrouwen in het "
            "(v)so)."
        ),
        verdict=StudyVerdict.SUPPORTED,
        tested=True,
        reference="B4.22–B4.26",
        parts=(
            Part(
                "factoren",
                Message("Elke factor gaat samen met tevredenheid"),
                Association((SATISFACTION,), FACTORS),
                LevelTests(FACTORS),
            ),
        ),
        not_published=_SIMULATED_SCALES,
    ),
    Definition(
        id="8",
        theme=Theme.EFFECTIVENESS,
        short=Message("Meer factoren, meer meerwaarde"),
        statement=Message("Naarmate de vier werkzame factoren meer aanwezig zijn, is de ervaren meerwaarde groter."),
        respondents=_BOTH,
        method=Message("Pearson-correlaties van meerwaarde met elke factor."),
        finding=Message("Alle vier positief en significant (p < 0,001), bij beide groepen; hoe sterk is niet vermeld."),
        verdict=StudyVerdict.SUPPORTED,
        tested=True,
        reference="bijlage 4",
        parts=(
            Part(
                "factoren",
                Message("Elke factor gaat samen met meerwaarde"),
                Association(("meerwaarde",), FACTORS),
                PearsonTests(("meerwaarde",), FACTORS),
            ),
        ),
        not_published=_SIMULATED_SCALES,
    ),
    Definition(
        id="9",
        theme=Theme.EFFECTIVENESS,
        short=Message("Meer borging, meer tevreden"),
        statement=Message("Naarmate er meer borging in beleid en bestuur is, is de tevredenheid groter."),
        respondents=_BOTH,
        method=Message("t-toetsen van borging tussen ontevreden, neutraal en tevreden, per sector."),
        finding=Message(
            "Borging loopt overal op met tevredenheid: 2,7 – 3,1 – 3,8 in de kerngemeente(n), 3,0 – 3,4 – 3,6 in het "
            "po; tevreden tegen ontevreden overal significant."
        ),
        verdict=StudyVerdict.SUPPORTED,
        tested=True,
        reference="B4.27–B4.31",
        parts=(
            Part(
                "borging",
                Message("Borging gaat samen met tevredenheid"),
                Association((SATISFACTION,), ("borging",)),
                LevelTests(("borging",)),
            ),
        ),
        not_published=_SIMULATED_SCALES,
    ),
    Definition(
        id="10",
        theme=Theme.EFFECTIVENESS,
        short=Message("Meer borging, meer meerwaarde"),
        statement=Message("Naarmate er meer borging in beleid en bestuur is, is de ervaren meerwaarde groter."),
        respondents=_BOTH,
        method=Message("Pearson-correlatie van meerwaarde met borging."),
        finding=Message("Positief en significant (p < 0,001) bij beide groepen; hoe sterk is niet vermeld."),
        verdict=StudyVerdict.SUPPORTED,
        tested=True,
        reference="bijlage 4",
        parts=(
            Part(
                "borging",
                Message("Borging gaat samen met meerwaarde"),
                Association(("meerwaarde",), ("borging",)),
                PearsonTests(("meerwaarde",), ("borging",)),
            ),
        ),
        not_published=_SIMULATED_SCALES,
    ),
    Definition(
        id="11",
        theme=Theme.BOTTLENECKS,
        short=Message("Geen knelpunt, meer tevreden"),
        statement=Message("Wie geen knelpunten ervaart, is meer tevreden over de aansluiting dan wie ze wel ervaart."),
        respondents=_BOTH,
        method=Message("Niet getoetst: te weinig respondenten zonder knelpunten."),
        finding=Message("95% van de samenwerkingsverbanden en 91% van de gemeenten ervaart knelpunten."),
        verdict=StudyVerdict.TOO_SMALL,
        tested=False,
        reference="bijlage 4; B.5.24, B.6.32",
        parts=(
            Part(
                "tevredenheid",
                Message("Tevredenheid zonder min met knelpunten"),
                Difference((SATISFACTION,), ("knelpunten",), ("nee",), ("ja",)),
                TooSmall("knelpunten"),
            ),
        ),
        not_published=_SIMULATED_BOTTLENECKS,
    ),
    Definition(
        id="12",
        theme=Theme.BOTTLENECKS,
        short=Message("Geen knelpunt, meer meerwaarde"),
        statement=Message("Wie geen knelpunten ervaart, ervaart meer meerwaarde dan wie ze wel ervaart."),
        respondents=_BOTH,
        method=Message("Niet getoetst: te weinig respondenten zonder knelpunten."),
        finding=Message("95% van de samenwerkingsverbanden en 91% van de gemeenten ervaart knelpunten."),
        verdict=StudyVerdict.TOO_SMALL,
        tested=False,
        reference="bijlage 4; B.5.24, B.6.32",
        parts=(
            Part(
                "meerwaarde",
                Message("Meerwaarde zonder min met knelpunten"),
                Difference(("meerwaarde",), ("knelpunten",), ("nee",), ("ja",)),
                TooSmall("knelpunten"),
            ),
        ),
        not_published=_SIMULATED_BOTTLENECKS,
    ),
    Definition(
        id="13",
        theme=Theme.BACKGROUND,
        short=Message("Verevening maakt verschil"),
        statement=Message(
            "Samenwerkingsverbanden met een positieve of neutrale verevening zijn meer tevreden en ervaren meer "
            "meerwaarde dan die met een negatieve."
        ),
        respondents=("swv",),
        method=Message(
            "Variantieanalyse van tevredenheid en van meerwaarde (po en vo apart) tussen drie soorten verevening; met "
            "het model een kruistabel zonder toets."
        ),
        finding=Message(
            "Geen significant verschil in tevredenheid of meerwaarde. Voor verevening en model waren de aantallen te "
            "klein om te toetsen."
        ),
        verdict=StudyVerdict.NOT_SUPPORTED,
        tested=True,
        reference="bijlage 4",
        parts=(
            Part(
                "tevredenheid",
                Message("Tevredenheid positief of neutraal min negatief"),
                Difference((SATISFACTION,), ("verevening",), ("neutraal", "positief"), ("negatief",)),
                Anova((SATISFACTION,), ("verevening",)),
            ),
            Part(
                "meerwaarde",
                Message("Meerwaarde positief of neutraal min negatief"),
                Difference(("meerwaarde",), ("verevening",), ("neutraal", "positief"), ("negatief",)),
                Anova(("meerwaarde",), ("verevening",), within="type"),
            ),
            Part(
                "model",
                Message("Samenwerkingsmodel en verevening"),
                Association((MODEL,), ("verevening",), sign=0),
                ChiSquareTests("verevening", MODEL),
                extra=True,
            ),
        ),
        not_published=_SIMULATED_BACKGROUND,
    ),
    Definition(
        id="14",
        theme=Theme.BACKGROUND,
        short=Message("Veel gemeenten, minder tevreden"),
        statement=Message(
            "Samenwerkingsverbanden met veel gemeenten zijn minder tevreden dan die met weinig gemeenten."
        ),
        respondents=("swv",),
        method=Message("Variantieanalyse van tevredenheid tussen weinig, gemiddeld en veel gemeenten."),
        finding=Message("Geen significant verschil in tevredenheid."),
        verdict=StudyVerdict.NOT_SUPPORTED,
        tested=True,
        reference="bijlage 4",
        parts=(
            Part(
                "tevredenheid",
                Message("Tevredenheid daalt met het aantal gemeenten"),
                Association((SATISFACTION,), ("aantal_gemeenten",), sign=-1),
                Anova((SATISFACTION,), ("aantal_gemeenten",)),
            ),
        ),
        not_published=_SIMULATED_BACKGROUND,
    ),
    Definition(
        id="15",
        theme=Theme.BACKGROUND,
        short=Message("Gemeentegrootte maakt verschil"),
        statement=Message(
            "(Middel)grote gemeenten zijn meer tevreden dan kleine, en kleine gemeenten hebben vaker een netwerk of "
            "integraal model."
        ),
        respondents=("gemeente",),
        method=Message(
            "Tevredenheid en meerwaarde vergeleken naar inwoners en naar G4, G40 en overig; kruistabel van inwoners "
            "en model per sector, zonder de antwoorden geen zicht op en niet van toepassing."
        ),
        finding=Message(
            "Geen verschil in tevredenheid of meerwaarde. Model en grootte hangen in het po samen (p < 0,05): onder "
            "15.000 inwoners heeft 54% een netwerk, boven 100.000 heeft 68% ketens; in vo en (v)so niet significant."
        ),
        verdict=StudyVerdict.PARTLY,
        tested=True,
        reference="bijlage 4; B4.32",
        parts=(
            Part(
                "tevredenheid",
                Message("Tevredenheid stijgt met het aantal inwoners"),
                Association((SATISFACTION,), ("inwoners",)),
                Anova((SATISFACTION,), ("inwoners", "gemeentetype")),
            ),
            Part(
                "model",
                Message("Kleinere gemeenten: vaker netwerk of integraal"),
                Association((MODEL,), ("inwoners",), sign=-1),
                ChiSquareTests("inwoners", MODEL, sign=-1),
            ),
        ),
        not_published=Message(
            "Hoe groot de gemeente van een respondent is, is alleen met het model in het po samen gepubliceerd "
            "(B4.32); met de rest is het toegewezen."
        ),
        printed=("B4.32",),
    ),
)
