"""Taking in an own file: read once, kept in this session's memory, and refused without losing what was there."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from analysis.errors import AnalysisError
from analysis.survey import (
    Codebook,
    CodebookMisfitError,
    accept_suspected,
    load_survey,
    personal_columns,
    suggest_codebook,
)
from display.state import OWN_FILE, Attempt, Upload, remember, session


def take_in(data_file: Any, codebook_file: Any) -> bool:
    """Read the files in the two uploaders where they changed; True where there is a newly read survey.

    A codebook alone is laid upon the file that was loaded before. What cannot be read is remembered as `refused`, and
    the survey that was loaded before stays.
    """
    state = session()
    seen = (_identity(data_file), _identity(codebook_file))
    if seen == state.seen:
        return False
    remember(seen=seen, misfit=None, kept_codebook=False)
    codebook = codebook_file.getvalue() if codebook_file is not None else None
    if data_file is None or (seen[0] == state.seen[0] and state.upload is not None):
        # The same answers, so the choices of how to read them (the worksheet) stay.
        return codebook is not None and state.upload is not None and _again(codebook=codebook)
    attempt = Attempt(data_file.getvalue(), data_file.name, codebook)
    if codebook is None and state.upload is not None and state.upload.survey.codebook:
        return _by_earlier_codebook(replace(attempt, codebook=state.upload.survey.codebook))
    return _load(attempt)


def apply_codebook(codebook: Codebook) -> bool:
    """Read the loaded file again with a codebook that was edited in the page; the one before can be taken back."""
    upload = _upload()
    if not _again(codebook=codebook):
        return False
    remember(codebooks=(*session().codebooks, upload.survey.codebook))
    return True


def undo_codebook() -> None:
    """Back to the codebook before the last change in the page."""
    *earlier, last = session().codebooks
    _again(codebook=last)
    remember(codebooks=tuple(earlier))


def suggest() -> None:
    """Fill in what names, labels and answers suggest for every column that the codebook does not name."""
    apply_codebook(suggest_codebook(_upload().survey))


def accept_all_suspected() -> None:
    """Take every code that looks like a missing answer as one."""
    survey = _upload().survey
    codebook = survey.codebook or Codebook(())
    for column in survey.receipt.columns:
        if column.suspected and column.name in codebook:
            codebook = accept_suspected(codebook, survey, column.name)
    apply_codebook(codebook)


def choose_sheet(sheet: str) -> None:
    """Read another worksheet of the same workbook."""
    _again(sheet=sheet)


def go_on_without_misfits() -> None:
    """Read the file that was refused, without the codebook's entries that do not fit it."""
    attempt = session().attempt
    if attempt is not None:
        _load(replace(attempt, ignore_misfits=True))


def read_personal_columns() -> None:
    """Read the columns that were left out because they seem to hold personal data."""
    _again(keep_personal=True)


def can_go_on() -> bool:
    """Whether what was refused is a codebook that could be used in part."""
    return isinstance(session().refused, CodebookMisfitError) and session().attempt is not None


def _upload() -> Upload:
    upload = session().upload
    assert upload is not None, "these are offered for an own file only"
    return upload


def _again(**changes: Any) -> bool:
    return _load(replace(_upload().attempt, ignore_misfits=False, **changes))


def _load(attempt: Attempt) -> bool:
    try:
        survey = load_survey(
            attempt.data,
            attempt.codebook,
            name=attempt.name,
            sheet=attempt.sheet,
            ignore_misfits=attempt.ignore_misfits,
        )
        named = survey.codebook or ()
        personal = () if attempt.keep_personal else tuple(c for c in personal_columns(survey) if c not in named)
        if personal:  # read anew, so that nothing of these columns stays in memory
            survey = load_survey(
                attempt.data,
                attempt.codebook,
                name=attempt.name,
                sheet=attempt.sheet,
                ignore_misfits=attempt.ignore_misfits,
                leave_out=personal,
            )
    except AnalysisError as error:
        remember(refused=error, attempt=attempt)
        return False
    remember(
        upload=Upload(survey, replace(attempt, codebook=survey.codebook), personal),
        source=OWN_FILE,
        refused=None,
        attempt=None,
    )
    return True


def _by_earlier_codebook(attempt: Attempt) -> bool:
    """A new file without a codebook: the one in use, where it fits (the same survey again); otherwise none."""
    if _load(attempt):
        remember(kept_codebook=True)
        return True
    misfit = session().refused
    loaded = _load(replace(attempt, codebook=None))
    if loaded:
        remember(misfit=misfit)
    return loaded


def _identity(file: Any) -> str | None:
    """Tells one content from another: a mended file under the same name is new, the same file given again is not."""
    return None if file is None else hashlib.blake2b(file.getvalue(), person=b"oza").hexdigest()
