"""Hypotheses of the user's own, kept with the codebook: what is expected of which two columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.errors import SurveyError
from analysis.survey.wording import tidy

HYPOTHESIS = "hypothesis"
"""Stands in a codebook file as the role of a row that describes no column but a hypothesis."""


class Direction(StrEnum):
    """What is expected of the outcome."""

    RISES = "rises"
    """It is higher where the predictor is higher (a number), or further on in the order of its answers (groups)."""
    FALLS = "falls"
    """It is lower where the predictor is higher or further on."""
    DIFFERS = "differs"
    """It differs between the groups, or goes together with the predictor, either way."""
    HIGHEST = "highest"
    """It is higher in one named group than in all others together."""


@dataclass(frozen=True)
class OwnHypothesis:
    """An expectation about one outcome (scale, grade or item) and what it goes with.

    outcome, predictor: names as in the survey: of a scale, or of a column. group: the answer that scores highest, for
    `Direction.HIGHEST` only. Raises SurveyError where a name is missing or has a `|`, which separates the parts in
    the codebook file, where outcome and predictor are the same, and where `group` does not go with the direction.
    """

    outcome: str
    predictor: str
    direction: Direction
    group: str = ""

    def __post_init__(self) -> None:
        for name in ("outcome", "predictor", "group"):
            object.__setattr__(self, name, tidy(getattr(self, name)))
        object.__setattr__(self, "direction", Direction(self.direction))
        parts = (self.outcome, self.predictor, self.group)
        named = bool(self.group) == (self.direction is Direction.HIGHEST)
        if not self.outcome or not self.predictor or not named or any("|" in part for part in parts):
            raise SurveyError(
                'De hypothese "{text}" is niet te lezen. Geef een uitkomst, een voorspeller en een richting, '
                "bijvoorbeeld {example}.",
                text=self.notation(),
                example="outcome=meerwaarde|predictor=model_po|direction=rises",
            )
        if self.outcome == self.predictor:
            raise SurveyError(
                'De hypothese noemt "{name}" als uitkomst en als voorspeller. Kies twee verschillende.',
                name=self.outcome,
            )

    def renamed(self, old: str, new: str) -> OwnHypothesis:
        """The same expectation where the scale or column `old` is called `new`."""
        outcome, predictor = (new if name == old else name for name in (self.outcome, self.predictor))
        return replace(self, outcome=outcome, predictor=predictor)

    def notation(self) -> str:
        """The hypothesis as one cell of the codebook file."""
        text = f"outcome={self.outcome}|predictor={self.predictor}|direction={self.direction}"
        return f"{text}|group={self.group}" if self.group else text

    def row(self, number: int) -> dict[str, str]:
        """Its row in the codebook file; `number` only tells the rows apart."""
        return {"column": f"hypothese_{number}", "role": HYPOTHESIS, "answers": self.notation()}


def read_hypothesis(row_number: int, row: Mapping[str, str]) -> OwnHypothesis:
    """The hypothesis in a row of a codebook file; SurveyError, with the row, where it cannot be read."""
    text = tidy(row.get("answers", ""))
    parts = {key.strip().casefold(): value.strip() for key, _, value in (p.partition("=") for p in text.split("|"))}
    try:
        direction = Direction(parts.get("direction", "").casefold())
        return OwnHypothesis(parts.get("outcome", ""), parts.get("predictor", ""), direction, parts.get("group", ""))
    except (ValueError, SurveyError):
        raise SurveyError(
            'Codeboek, rij {row}: de hypothese "{text}" is niet te lezen. Schrijf bij Antwoorden (answers) '
            "bijvoorbeeld {example}; richting is een van {directions}.",
            row=row_number,
            text=text,
            example="outcome=meerwaarde|predictor=model_po|direction=rises",
            directions=", ".join(Direction),
        ) from None
