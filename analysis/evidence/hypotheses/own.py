"""The user's own hypotheses: which question each one is, and how it reads."""

from __future__ import annotations

import pandas as pd

from analysis.errors import Message
from analysis.evidence.hypotheses.definitions import (
    SECTORED,
    Association,
    Definition,
    Difference,
    Omnibus,
    Part,
    Question,
    StudyVerdict,
    Theme,
)
from analysis.evidence.hypotheses.variables import Variables
from analysis.survey import Direction, OwnHypothesis

_EMPTY = ""
_NOTHING = Message(_EMPTY)  # the study says nothing of these
_TEMPLATES = {
    Direction.RISES: Message("“{outcome}” is hoger naarmate “{predictor}” hoger of verder is."),
    Direction.FALLS: Message("“{outcome}” is lager naarmate “{predictor}” hoger of verder is."),
    Direction.DIFFERS: Message("“{outcome}” hangt samen met “{predictor}”, in welke richting ook."),
    Direction.HIGHEST: Message("“{outcome}” is hoger bij {group} dan bij de andere antwoorden op “{predictor}”."),
}


def own_statement(own: OwnHypothesis, outcome: str = "", predictor: str = "", group: str = "") -> Message:
    """The sentence of an own hypothesis, with these labels in place of the names of scales and columns."""
    values = {
        "outcome": outcome or own.outcome,
        "predictor": predictor or own.predictor,
        "group": group or own.group,
    }
    return Message(_TEMPLATES[own.direction].template, values)


def own_definition(own: OwnHypothesis, number: int, variables: Variables) -> Definition:
    """An own hypothesis in the form of the study's. It gets the ids E1, E2, …"""
    statement = own_statement(own)
    return Definition(
        id=f"E{number}",
        theme=Theme.OWN,
        short=statement,
        statement=statement,
        respondents=(),
        method=_NOTHING,
        finding=_NOTHING,
        verdict=StudyVerdict.NONE,
        tested=False,
        reference="",
        parts=(Part("own", statement, _question(own, variables)),),
        not_published=Message(
            "Deze samenhang is niet gepubliceerd; in gesimuleerde gegevens is zij een keuze van de simulatie."
        ),
    )


def _question(own: OwnHypothesis, variables: Variables) -> Question:
    match own.direction:
        case Direction.HIGHEST:
            return Difference((own.outcome,), (own.predictor,), (own.group,))
        case Direction.DIFFERS if not _is_number(own.predictor, variables):
            return Omnibus(own.outcome, own.predictor)
        case Direction.DIFFERS:
            return Association((own.outcome,), (own.predictor,), sign=0)
        case Direction.RISES | Direction.FALLS:
            return Association((own.outcome,), (own.predictor,), sign=1 if own.direction is Direction.RISES else -1)


def _is_number(name: str, variables: Variables) -> bool:
    if name in SECTORED and variables.name(name) is None:
        return True
    found = variables.name(name)
    if found is None or any(outcome.name == found for outcome in variables.survey.outcomes):
        return True
    series = variables.survey.responses[found]
    return bool(pd.api.types.is_numeric_dtype(series)) and not isinstance(series.dtype, pd.CategoricalDtype)
