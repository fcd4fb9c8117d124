"""The file that the data in use were read from: what a program that gives their numbers again has to open."""

from __future__ import annotations

from analysis.survey import Source, Survey, sample_file
from display.state import OWN_FILE, active_survey, session


def file_name() -> str:
    """The name of the file that the data in use were read from."""
    upload = session().upload
    if session().source == OWN_FILE and upload is not None:
        return upload.attempt.name
    return sample_file(active_survey().name).name


def file_source(survey: Survey) -> Source:
    """The file itself: the upload in this session's memory, or a sample."""
    upload = session().upload
    own = session().source == OWN_FILE and upload is not None
    return upload.attempt.data if own and upload is not None else sample_file(survey.name)
