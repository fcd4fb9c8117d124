"""The simulated survey files that come with the product."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from analysis.errors import SurveyError
from analysis.survey.loading import load_survey
from analysis.survey.model import Survey

_FOLDER = Path(__file__).resolve().parents[2] / "sample_data"
_NAMES = ("gemeenten", "samenwerkingsverbanden")


def sample_names() -> tuple[str, ...]:
    """The names that `load_sample` knows."""
    return _NAMES


def load_sample(name: str) -> Survey:
    """One of the shipped surveys with its codebook: `"gemeenten"` or `"samenwerkingsverbanden"`.

    The respondents are simulated after the published tables of the national study of 2018. SurveyError, naming those
    that exist, for another name.
    """
    if name not in _NAMES:
        raise SurveyError('Er is geen voorbeeldbestand "{name}". Wel: {names}.', name=name, names=", ".join(_NAMES))
    survey = load_survey(sample_file(name), _FOLDER / f"survey_{name}_codebook.csv", name=name)
    return replace(survey, simulated=True)


def sample_file(name: str) -> Path:
    """Where the answers of a shipped survey stand."""
    return _FOLDER / f"survey_{name}.csv"
