"""Taking in an own file: read once, kept in this session's memory, and refused without losing what was there."""

from __future__ import annotations

import hashlib
from typing import Any

from analysis.errors import AnalysisError
from analysis.survey import Codebook, load_survey
from display.state import OWN_FILE, Upload, remember, session


def take_in(data_file: Any, codebook_file: Any) -> bool:
    """Read the files in the two uploaders where they changed; True where there is a newly read survey.

    A codebook alone is laid upon the file that was loaded before. What cannot be read is remembered as `refused`, and
    the survey that was loaded before stays.
    """
    state = session()
    seen = (_identity(data_file), _identity(codebook_file))
    if seen == state.seen:
        return False
    remember(seen=seen, refused=None, misfit=None, kept_codebook=False)
    codebook = codebook_file.getvalue() if codebook_file is not None else None
    if data_file is not None and codebook is None and state.upload is not None and state.upload.survey.codebook:
        return _load_by_earlier_codebook(data_file, state.upload.survey.codebook)
    if data_file is not None:
        return _load(data_file.getvalue(), codebook, data_file.name)
    if codebook is not None and state.upload is not None:
        return _load(state.upload.data, codebook, state.upload.survey.name)
    return False


def apply_codebook(codebook: Codebook) -> bool:
    """Read the loaded file again with a codebook that was edited in the page."""
    upload = session().upload
    assert upload is not None, "the editor is shown for an own file only"
    remember(refused=None)
    return _load(upload.data, codebook, upload.survey.name)


def _load(data: bytes, codebook: bytes | Codebook | None, name: str) -> bool:
    try:
        survey = load_survey(data, codebook, name=name)
    except AnalysisError as error:
        remember(refused=error)
        return False
    remember(upload=Upload(survey, data), source=OWN_FILE)
    return True


def _load_by_earlier_codebook(data_file: Any, codebook: Codebook) -> bool:
    """A new file without a codebook: the one in use, where it fits (the same survey again); otherwise none."""
    if _load(data_file.getvalue(), codebook, data_file.name):
        remember(kept_codebook=True)
        return True
    misfit = session().refused
    remember(refused=None)
    loaded = _load(data_file.getvalue(), None, data_file.name)
    if loaded:
        remember(misfit=misfit)
    return loaded


def _identity(file: Any) -> str | None:
    """Tells one content from another: a mended file under the same name is new, the same file given again is not."""
    return None if file is None else hashlib.blake2b(file.getvalue(), person=b"oza").hexdigest()
