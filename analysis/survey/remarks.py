"""What is told of how a column was read: the sentences, and those that repeat no cell."""

from __future__ import annotations

from analysis.errors import Message
from analysis.survey.numbers import Stranger

SUSPECTED_APART = Message(
    "Kolom {column}: {count} keer {code}, buiten de antwoorden. Dat is apart gehouden als vermoedelijk ontbrekend; "
    "geef de code in het codeboek op bij Ontbrekend (missing)."
)
SLIP = Message('Kolom {column}: "{label}" ({count} keer) lijkt op "{meant}". Is dat hetzelfde, voeg ze dan samen.')
RESPELLED = Message('Kolom {column}: "{label}" ({count} keer) is volgens het codeboek gelezen als "{meant}".')
UNCLEAR_THOUSANDS = Message(
    'Kolom {column}: "{value}" kan een duizendtal of een decimaal getal zijn; het is gelezen als duizendtal. Geef in '
    "het codeboek bij Decimaalteken (decimal) het decimaalteken van deze kolom op."
)
UNCLEAR_DECIMALS = Message(
    'Kolom {column}: "{value}" kan een duizendtal of een decimaal getal zijn; het is gelezen als decimaal getal. Geef '
    "in het codeboek bij Decimaalteken (decimal) het decimaalteken van deze kolom op."
)
TAKEN_FOR_THOUSANDS = Message(
    'Kolom {column}: "{value}" is gelezen als duizendtal, want andere getallen in deze kolom hebben "{sign}" als '
    "decimaalteken. Klopt dat niet, geef dan in het codeboek bij Decimaalteken (decimal) het teken op."
)
DOUBTFUL_UNQUOTED = Message(
    "Kolom {column}: er staan getallen in die een duizendtal of een decimaal getal kunnen zijn (zoals 1.234). "
    "Controleer in het bestand wat het zijn, en geef in het codeboek bij Decimaalteken (decimal) het decimaalteken "
    "van deze kolom op."
)
DECLARED_THOUSANDS = Message(
    "Kolom {column}: getallen zoals 1{sign}234 ({count} keer) zijn volgens het codeboek gelezen als duizendtallen."
)
DECLARED_DECIMALS = Message(
    "Kolom {column}: getallen zoals 1{sign}234 ({count} keer) zijn volgens het codeboek gelezen als decimale getallen."
)
PERCENT_SIGN = Message(
    'Kolom {column}: de getallen hebben een procentteken. Zij zijn zonder dat teken gelezen, "{value}" dus als een '
    "aantal procenten en niet als een deel van 1."
)
APOSTROPHES = Message(
    'Kolom {column}: in "{value}" is de apostrof gelezen als teken tussen de duizendtallen, want alle getallen van '
    "vier cijfers en meer in deze kolom hebben die."
)
MEASURED = Message(
    'Kolom {column}: achter getallen staat soms een eenheid; "{value}" is gelezen als het getal, in dezelfde eenheid '
    "als de andere."
)
MOSTLY_NUMBERS = Message(
    "Kolom {column}: van de {n} antwoorden is een klein deel geen getal ({count} keer); daarom is de kolom als tekst "
    "gelezen. Maak er in het bestand getallen van als u ermee wilt rekenen, of geef in het codeboek bij Ontbrekend "
    "(missing) op welke woorden geen antwoord zijn."
)
LEFT_AS_TEXT = {
    Stranger.PERCENT: Message(
        'Kolom {column}: niet alle getallen hebben een procentteken zoals "{value}"; daarom is de kolom als tekst '
        "gelezen. Maak de getallen in het bestand gelijk als u ermee wilt rekenen."
    ),
    Stranger.APOSTROPHE: Message(
        'Kolom {column}: niet alle duizendtallen hebben een apostrof zoals "{value}"; daarom is de kolom als tekst '
        "gelezen. Maak de getallen in het bestand gelijk als u ermee wilt rekenen."
    ),
    Stranger.BRACKETS: Message(
        'Kolom {column}: "{value}" kan een negatief getal zijn, maar ook iets anders; daarom is de kolom als tekst '
        "gelezen. Schrijf negatieve getallen in het bestand met een minteken als u ermee wilt rekenen."
    ),
    Stranger.UNIT: Message(
        'Kolom {column}: niet alle getallen hebben dezelfde eenheid, want er staat ook "{value}"; daarom is de kolom '
        "als tekst gelezen. Reken ze in het bestand om als u ermee wilt rekenen."
    ),
}
TOO_LONG = Message(
    'Kolom {column}: "{value}" heeft te veel cijfers om er precies mee te rekenen; de kolom is als tekst bewaard. '
    "Stond zij in Excel als getal, dan heeft Excel zelf de cijfers na het vijftiende al gewijzigd."
)
SEVERAL_CODES = Message(
    "Kolom {column}: in een cel staan codes van meer antwoorden (van {codes}); zij zijn niet gelezen als getallen."
)
"""A remark that a cell such as `1,3,4` holds several answers."""
SPELLINGS = Message('Kolom {column}: {spellings} zijn samengenomen als "{label}".')
EMPTY_MARK = Message('Kolom {column}: {count} keer "{value}" is gelezen als een lege cel.')
NOTHING_IN_IT = Message(
    "Kolom {column} is leeg: in geen enkele rij staat een antwoord. Klopt dat niet, controleer dan de export."
)
ALL_ALIKE = Message("Kolom {column} heeft overal dezelfde waarde (n = {n}): daarmee valt niets te vergelijken.")
OWN_WORDS = Message('Kolom {column}: {count} keer stond er iets in eigen woorden; dat telt als "{option}".')
UNQUOTED = {
    said.template: unquoted
    for said, unquoted in (
        (
            MEASURED,
            Message(
                "Kolom {column}: achter getallen staat soms een eenheid; zij zijn gelezen als het getal, alle in "
                "dezelfde eenheid."
            ),
        ),
        (
            PERCENT_SIGN,
            Message(
                "Kolom {column}: de getallen hebben een procentteken. Zij zijn zonder dat teken gelezen, als een "
                "aantal procenten en niet als een deel van 1."
            ),
        ),
        (
            APOSTROPHES,
            Message("Kolom {column}: de apostrof in getallen is gelezen als teken tussen de duizendtallen."),
        ),
        (
            LEFT_AS_TEXT[Stranger.PERCENT],
            Message(
                "Kolom {column}: niet alle getallen hebben een procentteken; daarom is de kolom als tekst gelezen. "
                "Maak de getallen in het bestand gelijk als u ermee wilt rekenen."
            ),
        ),
        (
            LEFT_AS_TEXT[Stranger.UNIT],
            Message(
                "Kolom {column}: niet alle getallen hebben dezelfde eenheid; daarom is de kolom als tekst gelezen. "
                "Reken ze in het bestand om als u ermee wilt rekenen."
            ),
        ),
        (
            RESPELLED,
            Message(
                "Kolom {column}: sommige teksten zijn volgens het codeboek gelezen als een andere; welke, staat daar "
                "bij Spelling (spellings)."
            ),
        ),
        (
            SPELLINGS,
            Message("Kolom {column}: antwoorden die op schrijfwijze na gelijk zijn, zijn samengenomen."),
        ),
        (EMPTY_MARK, Message("Kolom {column}: tekens zonder antwoord zijn gelezen als een lege cel ({count} keer).")),
        (
            TOO_LONG,
            Message(
                "Kolom {column}: er staan getallen in met te veel cijfers om er precies mee te rekenen; de kolom is "
                "als tekst bewaard. Stond zij in Excel als getal, dan heeft Excel zelf de cijfers na het vijftiende al "
                "gewijzigd."
            ),
        ),
    )
}
"""Of remarks that quote a cell: the same without it, for where it could point at a person."""
DOUBTFUL = frozenset(
    said.template for said in (UNCLEAR_THOUSANDS, UNCLEAR_DECIMALS, TAKEN_FOR_THOUSANDS, DOUBTFUL_UNQUOTED)
)
"""Remarks on numbers of which nobody said what they are."""
ASKED = {
    said.template: asked
    for said, asked in (
        (
            UNCLEAR_THOUSANDS,
            Message(
                'Kolom {column}: "{value}" kan een duizendtal of een decimaal getal zijn; het is gelezen als '
                "duizendtal."
            ),
        ),
        (
            UNCLEAR_DECIMALS,
            Message(
                'Kolom {column}: "{value}" kan een duizendtal of een decimaal getal zijn; het is gelezen als decimaal '
                "getal."
            ),
        ),
        (
            TAKEN_FOR_THOUSANDS,
            Message(
                'Kolom {column}: "{value}" is gelezen als duizendtal, want andere getallen in deze kolom hebben '
                '"{sign}" als decimaalteken.'
            ),
        ),
        (
            DOUBTFUL_UNQUOTED,
            Message(
                "Kolom {column}: er staan getallen in die een duizendtal of een decimaal getal kunnen zijn (zoals "
                "1.234). Controleer in het bestand wat het zijn."
            ),
        ),
    )
}
"""The same without what to do in the codebook, for where the two readings stand beside it as a choice."""
