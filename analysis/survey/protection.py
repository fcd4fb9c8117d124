"""Taking out of a survey what analysis does not need: columns that seem to hold personal data."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from analysis.errors import SurveyError
from analysis.survey.model import Survey


def personal_columns(survey: Survey) -> tuple[str, ...]:
    """The columns that seem to hold names, addresses, numbers or dates of birth of persons."""
    return tuple(column.name for column in survey.receipt.columns if column.personal is not None)


def leave_out_personal(survey: Survey) -> Survey:
    """The survey without the columns that seem to hold personal data.

    To keep them out of memory from the start, load the file anew with `load_survey(…, leave_out=personal_columns(…))`.
    """
    return leave_out(survey, personal_columns(survey))


def leave_out(survey: Survey, columns: Collection[str]) -> Survey:
    """The survey without these columns, in its answers, receipt and codebook. SurveyError where none would be left."""
    kept = [name for name in survey.responses.columns if name not in columns]
    if len(kept) == survey.responses.shape[1]:
        return survey
    if not kept:
        raise SurveyError("{file}: er blijft geen kolom over als alle genoemde kolommen wegblijven.", file=survey.name)
    receipts = tuple(column for column in survey.receipt.columns if column.name not in columns)
    return replace(
        survey,
        responses=survey.responses[kept],
        missing=survey.missing[kept],
        receipt=replace(survey.receipt, columns=receipts),
        codebook=survey.codebook.without(*columns) if survey.codebook is not None else None,
    )
