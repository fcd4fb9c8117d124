"""Survey files: reading them, understanding their answers by a codebook, and scoring their scales.

survey = load_survey("enquete.csv", "codeboek.csv")
survey.receipt                       # what was understood of the file
survey.items("gedeelde_visie")       # the items of one scale, reversed ones turned round
score_scales(survey)                 # a score per respondent and scale
"""

from analysis.survey.answer_counts import AnswerCount, AnswerCounts, count_answers, count_choices
from analysis.survey.answer_orders import run_low_to_high
from analysis.survey.assumptions import Assumption, SharedAssumption, Suggestion, TakenAs, UnknownOrder
from analysis.survey.bookkeeping import SurveyTool
from analysis.survey.codebook import Codebook, Scale, SetAside, parse_codebook
from analysis.survey.codebook_entries import MULTIPLE, Answer, CodebookEntry, Role
from analysis.survey.codebook_notation import DECIMAL_WORDS, THOUSANDS_WORDS, looks_like_codebook
from analysis.survey.counts import CountsTable, load_counts
from analysis.survey.drafting import accept_suspected, declare_numbers, draft_codebook, labels_to_merge, merge_labels
from analysis.survey.exporting import MOST_CELLS, ScoredData, ScoreRule, lost_in_spss, scored_data, to_spss, to_workbook
from analysis.survey.grades import answers_of_grades
from analysis.survey.headers import MOST_HEADER_ROWS, ColumnDescription, HeaderError
from analysis.survey.layouts import Layout, OtherLayout, Rearranged, find_layout, left_behind_note, rearrange
from analysis.survey.loading import load_survey, read_raw
from analysis.survey.matching import has_few_of
from analysis.survey.means import MeansTable, load_means
from analysis.survey.misfits import (
    CodebookMisfitError,
    ManyUnknown,
    Misfit,
    MisfitKind,
    Remedy,
    UnknownAnswer,
    UnknownCode,
    add_answer,
    add_halves,
    declare_missing,
    read_as,
    settle_many,
)
from analysis.survey.model import ColumnReceipt, DoubtfulNumbers, Example, Kind, Outcome, Receipt, Survey, SuspectedCode
from analysis.survey.multiple import MultipleQuestion
from analysis.survey.odd_rows import OddKind, OddRows, rows_of_nobody
from analysis.survey.own_hypotheses import Direction, OwnHypothesis
from analysis.survey.personal import Personal
from analysis.survey.problems import Problem, ProblemKind, done_by_codebook, find_problems
from analysis.survey.progress import Phase, Progress, Told
from analysis.survey.protection import leave_out, leave_out_personal, personal_columns
from analysis.survey.quality import IdenticalRespondents, Quality, Sign, StraightLining, WholeSurvey, check_quality
from analysis.survey.raw_answers import RawAnswers, raw_answers
from analysis.survey.raw_choices import RawChoices, raw_choices
from analysis.survey.reading import MAXIMUM_BYTES, Source, sheet_names
from analysis.survey.renaming import Renamed
from analysis.survey.repeats import Moment, RepeatedRespondents
from analysis.survey.resemblance import NearDuplicate
from analysis.survey.samples import load_sample, sample_file, sample_names
from analysis.survey.scoring import ScoreKind, outcome_frame, outcome_values, score_items, score_scales
from analysis.survey.suggesting import suggest, suggest_codebook
from analysis.survey.tables import FileFormat, RawTable
from analysis.survey.trying_out import changed_codebook, try_out

__all__ = [
    "DECIMAL_WORDS",
    "MAXIMUM_BYTES",
    "MOST_CELLS",
    "MOST_HEADER_ROWS",
    "MULTIPLE",
    "THOUSANDS_WORDS",
    "Answer",
    "AnswerCount",
    "AnswerCounts",
    "Assumption",
    "Codebook",
    "CodebookEntry",
    "CodebookMisfitError",
    "ColumnDescription",
    "ColumnReceipt",
    "CountsTable",
    "Direction",
    "DoubtfulNumbers",
    "Example",
    "FileFormat",
    "HeaderError",
    "IdenticalRespondents",
    "Kind",
    "Layout",
    "ManyUnknown",
    "MeansTable",
    "Misfit",
    "MisfitKind",
    "Moment",
    "MultipleQuestion",
    "NearDuplicate",
    "OddKind",
    "OddRows",
    "OtherLayout",
    "Outcome",
    "OwnHypothesis",
    "Personal",
    "Phase",
    "Problem",
    "ProblemKind",
    "Progress",
    "Quality",
    "RawAnswers",
    "RawChoices",
    "RawTable",
    "Rearranged",
    "Receipt",
    "Remedy",
    "Renamed",
    "RepeatedRespondents",
    "Role",
    "Scale",
    "ScoreKind",
    "ScoreRule",
    "ScoredData",
    "SetAside",
    "SharedAssumption",
    "Sign",
    "Source",
    "StraightLining",
    "Suggestion",
    "Survey",
    "SurveyTool",
    "SuspectedCode",
    "TakenAs",
    "Told",
    "UnknownAnswer",
    "UnknownCode",
    "UnknownOrder",
    "WholeSurvey",
    "accept_suspected",
    "add_answer",
    "add_halves",
    "answers_of_grades",
    "changed_codebook",
    "check_quality",
    "count_answers",
    "count_choices",
    "declare_missing",
    "declare_numbers",
    "done_by_codebook",
    "draft_codebook",
    "find_layout",
    "find_problems",
    "has_few_of",
    "labels_to_merge",
    "leave_out",
    "leave_out_personal",
    "left_behind_note",
    "load_counts",
    "load_means",
    "load_sample",
    "load_survey",
    "looks_like_codebook",
    "lost_in_spss",
    "merge_labels",
    "outcome_frame",
    "outcome_values",
    "parse_codebook",
    "personal_columns",
    "raw_answers",
    "raw_choices",
    "read_as",
    "read_raw",
    "rearrange",
    "rows_of_nobody",
    "run_low_to_high",
    "sample_file",
    "sample_names",
    "score_items",
    "score_scales",
    "scored_data",
    "settle_many",
    "sheet_names",
    "suggest",
    "suggest_codebook",
    "to_spss",
    "to_workbook",
    "try_out",
]
