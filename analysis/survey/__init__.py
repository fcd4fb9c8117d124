"""Survey files: reading them, understanding their answers by a codebook, and scoring their scales.

survey = load_survey("enquete.csv", "codeboek.csv")
survey.receipt                       # what was understood of the file
survey.items("gedeelde_visie")       # the items of one scale, reversed ones turned round
score_scales(survey)                 # a score per respondent and scale
"""

from analysis.survey.codebook import Answer, Codebook, CodebookEntry, Role, Scale, parse_codebook
from analysis.survey.drafting import draft_codebook
from analysis.survey.loading import load_survey
from analysis.survey.model import ColumnReceipt, Example, Kind, Outcome, Receipt, Survey
from analysis.survey.reading import MAXIMUM_BYTES, Source
from analysis.survey.samples import load_sample, sample_names
from analysis.survey.scoring import outcome_values, score_scales

__all__ = [
    "MAXIMUM_BYTES",
    "Answer",
    "Codebook",
    "CodebookEntry",
    "ColumnReceipt",
    "Example",
    "Kind",
    "Outcome",
    "Receipt",
    "Role",
    "Scale",
    "Source",
    "Survey",
    "draft_codebook",
    "load_sample",
    "load_survey",
    "outcome_values",
    "parse_codebook",
    "sample_names",
    "score_scales",
]
