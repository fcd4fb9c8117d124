"""Another use of the same answers: an item turned round, or left out of its scale."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from analysis.errors import SurveyError
from analysis.survey.codebook import Codebook
from analysis.survey.model import Survey


def changed_codebook(survey: Survey, turned: Collection[str] = (), left_out: Collection[str] = ()) -> Codebook:
    """The survey's codebook with items turned round (or back again), and items left out of their scale.

    An item that is left out stays an item with its answers, in no scale. SurveyError without a codebook, and for a
    column that it does not name.
    """
    if survey.codebook is None:
        raise SurveyError("{file}: zonder codeboek zijn er geen items om te keren of weg te laten.", file=survey.name)
    codebook = survey.codebook
    changed = [replace(codebook[column], reversed=not codebook[column].reversed) for column in turned]
    codebook = codebook.with_entries(*changed)
    return codebook.with_entries(*(replace(codebook[column], scale="") for column in left_out))


def try_out(survey: Survey, turned: Collection[str] = (), left_out: Collection[str] = ()) -> Survey:
    """The survey with `changed_codebook`: its answers as they were read, its scales as they would be."""
    return replace(survey, codebook=changed_codebook(survey, turned, left_out))
