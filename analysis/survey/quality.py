"""Signs that answers were given without attention or stand in the file twice. Counts only; nobody is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.errors import Message
from analysis.survey.codebook import Role, Scale
from analysis.survey.model import Survey

_FEWEST_ITEMS = 4
_FEWEST_ANSWERS = 6


@dataclass(frozen=True)
class StraightLining:
    """How many respondents gave the same answer to all items of a scale.

    scale: its name. items: how many it has. respondents: those with one answer throughout, as answered: reversed items
    are not turned round. n: respondents who answered all items.
    """

    scale: str
    items: int
    respondents: int
    n: int


@dataclass(frozen=True)
class IdenticalRespondents:
    """How many respondents gave the same answers to everything as somebody else.

    respondents: those with a double. sets: how many different sets of answers they share. n: respondents with at least
    six answers; others are not compared. columns: how many columns were compared.
    """

    respondents: int
    sets: int
    n: int
    columns: int


@dataclass(frozen=True)
class Quality:
    """Signs of careless or double answers: for each scale of four items and more, and for the file as a whole."""

    straight_lining: tuple[StraightLining, ...]
    identical: IdenticalRespondents

    @property
    def messages(self) -> tuple[Message, ...]:
        """What is worth a look, in sentences."""
        return tuple(self._told())

    def _told(self) -> Iterator[Message]:
        for found in self.straight_lining:
            if found.respondents:
                yield Message(
                    "Schaal {scale}: {count} van de {n} respondenten die alle {items} items beantwoordden, gaven "
                    "overal hetzelfde antwoord. Beoordeel of zij serieus hebben geantwoord.",
                    {"scale": found.scale, "count": found.respondents, "n": found.n, "items": found.items},
                )
        if self.identical.respondents:
            yield Message(
                "Gelijke antwoorden in alle {columns} vergeleken kolommen: {count} respondenten. Controleer of iemand "
                "twee keer in het bestand staat.",
                {"columns": self.identical.columns, "count": self.identical.respondents},
            )


def check_quality(survey: Survey) -> Quality:
    """Count straight-lining, scale by scale, and respondents with the same answers to everything.

    Identifiers, what a survey tool recorded, dates and columns in which no two respondents are equal do not count as
    answers.
    """
    scales = [scale for scale in survey.scales if len(scale.items) >= _FEWEST_ITEMS]
    return Quality(tuple(_straight_lining(survey, scale) for scale in scales), _identical(survey))


def _straight_lining(survey: Survey, scale: Scale) -> StraightLining:
    answers = survey.responses[list(scale.items)].to_numpy()
    complete = answers[~np.isnan(answers).any(axis=1)]
    same = (complete == complete[:, :1]).all(axis=1)
    return StraightLining(scale.name, len(scale.items), int(same.sum()), len(complete))


def _identical(survey: Survey) -> IdenticalRespondents:
    compared = [column.name for column in survey.receipt.columns if _is_answer(survey, column.name)]
    answered = survey.responses[compared]
    rows = answered[answered.notna().sum(axis=1) >= _FEWEST_ANSWERS]
    if rows.empty:
        return IdenticalRespondents(0, 0, 0, len(compared))
    hashes = pd.util.hash_pandas_object(rows, index=False)
    sizes = hashes.value_counts()
    shared = sizes[sizes > 1]
    return IdenticalRespondents(int(shared.sum()), len(shared), len(rows), len(compared))


def _is_answer(survey: Survey, name: str) -> bool:
    column = survey.receipt.column(name)
    if column.role is Role.ID or column.description.technical:
        return False
    answers = survey.responses[name]
    if pd.api.types.is_datetime64_any_dtype(answers.dtype):
        return False
    return not (len(answers) > 1 and answers.notna().all() and answers.is_unique)
