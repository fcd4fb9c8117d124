"""The columns of the two simulated files, and the codebook that describes them in Dutch and English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

ITEM_PREFIX = MappingProxyType(
    {
        "gedeelde_visie": "visie",
        "vertrouwen": "vertrouwen",
        "randvoorwaarden": "randvoorwaarden",
        "sturing": "sturing",
        "borging": "borging",
        "meerwaarde": "meerwaarde",
        "financien_overig": "financien",
    }
)
MODELS = ("schotten", "ketens", "netwerk", "integraal")
PHASES = ("oriëntatie", "start", "opbouw", "consolidatie")
NO_VIEW = "geen zicht op"
NOT_APPLICABLE = "niet van toepassing"
NO_VIEW_CODE = 8
NOT_APPLICABLE_CODE = 9
REGIONS = ("noord", "midden", "zuid")
YES_NO = ("ja", "nee")
COLUMNS = ("column", "role", "scale", "label_nl", "label_en", "answers", "answers_en", "missing", "reversed")

_MISSING = f"{NO_VIEW_CODE}={NO_VIEW}|{NOT_APPLICABLE_CODE}={NOT_APPLICABLE}"
_AGREEMENT = (
    ("helemaal niet zo", "not at all"),
    ("overwegend niet zo", "mostly not"),
    ("deels niet, deels wel zo", "partly"),
    ("overwegend wel zo", "mostly"),
    ("helemaal zo", "completely"),
)
_SATISFACTION = (
    ("zeer ontevreden", "very dissatisfied"),
    ("ontevreden", "dissatisfied"),
    ("neutraal", "neutral"),
    ("tevreden", "satisfied"),
    ("zeer tevreden", "very satisfied"),
)
_MODELS_EN = "silos|chain|network|integrated"
_PHASES_EN = "orientation|start|build-up|consolidation"
_FACTORS = MappingProxyType(
    {
        "gedeelde_visie": ("gezamenlijke visie", "shared vision"),
        "vertrouwen": ("vertrouwen", "trust"),
        "randvoorwaarden": ("randvoorwaarden", "conditions"),
        "sturing": ("sturing", "steering"),
    }
)
_SECTORS = MappingProxyType(
    {
        "kern": ("kerngemeente(n)", "core municipality"),
        "overig": ("overige gemeenten", "other municipalities"),
        "regulier": ("regulier onderwijs", "mainstream education"),
        "speciaal": ("speciaal onderwijs", "special education"),
        "po": ("primair onderwijs", "primary education"),
        "vo": ("voortgezet onderwijs", "secondary education"),
        "vso": ("(voortgezet) speciaal onderwijs", "special education"),
    }
)


@dataclass(frozen=True)
class Background:
    """A closed question on the respondent's own situation: its answers in Dutch and in English, low to high."""

    label_nl: str
    label_en: str
    answers: tuple[str, ...]
    answers_en: tuple[str, ...]


_REGION = Background("Regio", "Region", REGIONS, ("north", "middle", "south"))
_YES_NO_EN = ("yes", "no")
_BOTTLENECKS = Background("Ervaart knelpunten", "Experiences bottlenecks", YES_NO, _YES_NO_EN)
BACKGROUND = MappingProxyType(
    {
        "swv": MappingProxyType(
            {
                "regio": _REGION,
                "aantal_gemeenten": Background(
                    "Aantal gemeenten in het samenwerkingsverband",
                    "Municipalities in the partnership",
                    ("klein", "gemiddeld", "groot"),
                    ("few (under 4)", "average (4 or 5)", "many (6 or more)"),
                ),
                "verevening": Background(
                    "Verevening van het budget",
                    "Equalisation of the budget",
                    ("negatief", "neutraal", "positief"),
                    ("negative", "neutral", "positive"),
                ),
                "type": Background(
                    "Type samenwerkingsverband",
                    "Type of partnership",
                    ("po", "vo"),
                    ("primary education", "secondary education"),
                ),
                "knelpunten": _BOTTLENECKS,
            }
        ),
        "gemeente": MappingProxyType(
            {
                "regio": _REGION,
                "inwoners": Background(
                    "Aantal inwoners",
                    "Inhabitants",
                    ("minder dan 15.000", "15.000 tot 50.000", "50.000 tot 100.000", "meer dan 100.000"),
                    ("under 15,000", "15,000 to 50,000", "50,000 to 100,000", "over 100,000"),
                ),
                "gemeentetype": Background(
                    "Type gemeente", "Type of municipality", ("G4", "G40", "overig"), ("G4", "G40", "other")
                ),
                "breed_team": Background("Breed integraal team", "Broad integrated team", YES_NO, _YES_NO_EN),
                "jeugdteam": Background("Jeugdteam", "Youth team", YES_NO, _YES_NO_EN),
                "generalistisch_team": Background("Generalistisch team", "Generalist team", YES_NO, _YES_NO_EN),
                "knelpunten": _BOTTLENECKS,
            }
        ),
    }
)
GRADED_SECTORS = MappingProxyType({"swv": ("regulier", "speciaal"), "gemeente": ("po", "vo", "vso")})
SECTORS = MappingProxyType({"swv": ("kern", "overig"), "gemeente": ("po", "vo", "vso")})


def item_columns(scale: str, count: int) -> list[str]:
    """Names of the item columns of a scale, in the order in which the study lists its statements."""
    return [f"{ITEM_PREFIX[scale]}_{order}" for order in range(1, count + 1)]


def build_codebook(group: str, items: pd.DataFrame) -> pd.DataFrame:
    """One row per column of the survey file, in the order of the file.

    `group` is `swv` or `gemeente`; `items` holds that group's rows of `published/items.csv` (scale, item_order and
    the labels in both languages).
    """
    return pd.DataFrame(list(_rows(group, items)), columns=list(COLUMNS)).fillna("")


def _rows(group: str, items: pd.DataFrame) -> Iterator[dict[str, str]]:
    yield {"column": "respondent", "role": "id", "label_nl": "Nummer", "label_en": "Number"}
    for scale, prefix in ITEM_PREFIX.items():
        in_scale = scale != "financien_overig"
        for _, item in items[items["scale"] == scale].sort_values("item_order").iterrows():
            yield {
                "column": f"{prefix}_{item['item_order']}",
                "role": "item" if in_scale else "background",
                "scale": scale if in_scale else "",
                "label_nl": str(item["label_nl"]),
                "label_en": str(item["label_en"]),
                "answers": _coded(answer for answer, _ in _AGREEMENT),
                "answers_en": _coded(answer for _, answer in _AGREEMENT),
                "missing": _MISSING,
            }
    for sector in SECTORS[group]:
        yield _grouping("model", "Samenwerkingsmodel", "Collaboration model", sector, MODELS, _MODELS_EN)
        yield _grouping("fase", "Fase", "Phase", sector, PHASES, _PHASES_EN)
        yield {
            "column": f"tevredenheid_{sector}",
            "role": "grade",
            "label_nl": f"Tevredenheid, {_SECTORS[sector][0]}",
            "label_en": f"Satisfaction, {_SECTORS[sector][1]}",
            "answers": _coded(answer for answer, _ in _SATISFACTION),
            "answers_en": _coded(answer for _, answer in _SATISFACTION),
            "missing": _MISSING,
        }
    if group == "swv":
        for sector in GRADED_SECTORS[group]:
            yield _grouping("fase", "Fase", "Phase", sector, PHASES, _PHASES_EN)
    for factor, (factor_nl, factor_en) in _FACTORS.items():
        for sector in GRADED_SECTORS[group]:
            yield {
                "column": f"cijfer_{factor}_{sector}",
                "role": "grade",
                "label_nl": f"Rapportcijfer {factor_nl}, {_SECTORS[sector][0]}",
                "label_en": f"Report grade {factor_en}, {_SECTORS[sector][1]}",
                "answers": "|".join(str(grade) for grade in range(1, 11)),
                "answers_en": "|".join(str(grade) for grade in range(1, 11)),
            }
    for column, question in BACKGROUND[group].items():
        yield {
            "column": column,
            "role": "background",
            "label_nl": question.label_nl,
            "label_en": question.label_en,
            "answers": "|".join(question.answers),
            "answers_en": "|".join(question.answers_en),
        }


def _coded(answers: Iterable[str]) -> str:
    return "|".join(f"{code}={answer}" for code, answer in enumerate(answers, start=1))


def _grouping(
    kind: str, label_nl: str, label_en: str, sector: str, answers: tuple[str, ...], answers_en: str
) -> dict[str, str]:
    return {
        "column": f"{kind}_{sector}",
        "role": "group",
        "label_nl": f"{label_nl}, {_SECTORS[sector][0]}",
        "label_en": f"{label_en}, {_SECTORS[sector][1]}",
        "answers": "|".join(answers),
        "answers_en": answers_en,
        "missing": _MISSING,
    }
