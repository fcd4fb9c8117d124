"""A survey with its scale scores beside the answers, ready to be written for a spreadsheet or for SPSS."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.codebook import Scale
from analysis.survey.codebook_entries import CodebookEntry, Role
from analysis.survey.headers import ColumnDescription
from analysis.survey.model import Survey
from analysis.survey.numbers import plain_number
from analysis.survey.scoring import ScoreKind, score_items
from analysis.survey.spss_writing import MOST_MISSING, Measure, Variable, form_of, write_spss

MOST_CELLS = 2_000_000
"""Of a workbook: writing more takes minutes."""

_MOST_EXACT = 2**53  # whole numbers beyond it are not each a number of their own
_KINDS = {("mean", "nl"): "gemiddelde", ("sum", "nl"): "som", ("mean", "en"): "mean", ("sum", "en"): "sum"}


@dataclass(frozen=True)
class ScoreRule:
    """How the items of one scale become a score; see `score_items`."""

    fewest_answered: int
    kind: ScoreKind = "mean"


@dataclass(frozen=True, eq=False)
class ScoredData:
    """The answers with the scores behind them.

    frame: one row a respondent. First the columns of the file; a number that is missing for a declared reason holds the
        code of that reason (`variables` says which). Then, for each scale, its reversed items turned round
        (`…_omgekeerd`, NaN where missing), the number of items answered (`n_…`) and the score (`score_…`).
    variables: of each column its label, what its values stand for, and its codes of missing answers.
    scored: respondents with a score, by scale.
    coded: columns of texts that were numbers in the file, with those numbers: groups by their code, respondents by
        their number. SPSS is given these, so that its syntax and its merges by key go on working.
    """

    frame: pd.DataFrame
    variables: tuple[Variable, ...]
    scored: Mapping[str, int]
    coded: Mapping[str, pd.Series] = field(default_factory=dict)


def scored_data(survey: Survey, rules: Mapping[str, ScoreRule], language: str = "nl") -> ScoredData:
    """The survey's answers with the scores of the scales in `rules`. SurveyError for a rule that cannot be met."""
    columns: dict[str, pd.Series] = {}
    coded: dict[str, pd.Series] = {}
    variables: list[Variable] = []
    for name in survey.responses:
        values, variable = _answered(survey, str(name), language)
        columns[variable.name] = values
        variables.append(variable)
        if not pd.api.types.is_numeric_dtype(survey.responses[name]) and pd.api.types.is_numeric_dtype(values):
            columns[variable.name], coded[variable.name] = survey.responses[name], values
    scored = {}
    for scale_name, rule in rules.items():
        scale = survey.scale(scale_name)
        for variable, values in _scores(survey, scale, rule, language, taken=set(columns)):
            columns[variable.name] = values
            variables.append(variable)
        scored[scale_name] = int(values.notna().sum())
    return ScoredData(pd.DataFrame(columns, index=survey.responses.index), tuple(variables), scored, coded)


def to_workbook(data: ScoredData) -> bytes:
    """An Excel workbook (.xlsx): the data on one sheet, what each column is on another.

    Texts stay texts: one that begins like a formula is not one. SurveyError for over two million cells.
    """
    from openpyxl import Workbook  # type: ignore[import-untyped,unused-ignore]
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped,unused-ignore]

    if data.frame.size > MOST_CELLS:
        raise SurveyError(
            "Voor een Excel-bestand zijn het te veel cellen ({cells}; hoogstens {most}). Kies CSV of SPSS.",
            cells=int(data.frame.size),
            most=MOST_CELLS,
        )
    workbook = Workbook(write_only=True)
    sheet, legend = workbook.create_sheet("data"), workbook.create_sheet("variables")

    def cell(of: object, value: object) -> object:
        if not isinstance(value, str):
            return value
        text = WriteOnlyCell(of, "".join(c for c in value if c >= " " or c in "\n\t"))
        text.data_type = "s"
        return text

    sheet.append([cell(sheet, str(name)) for name in data.frame.columns])
    plain = [_plain(data.frame[name]) for name in data.frame.columns]
    for row in zip(*plain, strict=True):
        sheet.append([cell(sheet, value) for value in row])
    legend.append(["column", "label", "answers", "missing"])
    for variable in data.variables:
        answers, missing = (
            "|".join(f"{code:g}={label}" for code, label in found.items())
            # A column of texts holds no codes; SPSS is given them.
            for found in ((variable.value_labels, variable.missing) if variable.name not in data.coded else ({}, {}))
        )
        legend.append([cell(legend, text) for text in (variable.name, variable.label, answers, missing)])
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def to_spss(data: ScoredData) -> bytes:
    """An SPSS file (.sav) with variable labels, value labels and user-missing codes; see `lost_in_spss`."""
    return write_spss(data.frame.assign(**data.coded), data.variables)


def lost_in_spss(survey: Survey) -> tuple[Message, ...]:
    """A note for each column of which an SPSS file cannot hold all codes of missing answers (see `missing_form`)."""
    notes = []
    for column in survey.receipt.columns:
        if len(column.missing) <= MOST_MISSING:
            continue
        values, variable = _answered(survey, column.name, "nl")
        if not variable.missing:
            continue
        if dropped := form_of(values, variable).dropped:
            notes.append(
                Message(
                    "SPSS kent per vraag drie codes voor ontbrekend, of een reeks met één code. Van {column} passen "
                    "deze codes er niet bij; ze staan in het SPSS-bestand als lege cel: {codes}.",
                    {"column": column.name, "codes": ", ".join(f"{code:g}" for code in dropped)},
                )
            )
    return tuple(notes)


def _answered(survey: Survey, name: str, language: str) -> tuple[pd.Series, Variable]:
    """A column as numbers where it has them, with its codes of missing answers filled in, and what it is."""
    entry = survey.codebook.get(name) if survey.codebook else None
    described = survey.receipt.column(name).description
    label = entry.label(language) if entry else described.label or name
    values, labels = _numbers(survey.responses[name], entry, described, language)
    if not pd.api.types.is_numeric_dtype(values):
        return values, Variable(name, label, measure="nominal")
    declared = {text or code: (plain_number(code), text or code) for code, text in described.missing}
    declared |= {a.label: (a.value, a.label_in(language)) for a in (entry.missing if entry else ())}
    kinds = survey.missing[name]
    filled = values.astype(np.float64)
    codes: dict[float, str] = {}
    for kind in kinds.dropna().unique():
        code, text = declared.get(str(kind), (plain_number(str(kind).rpartition(": ")[2]), str(kind)))
        # A code that is an answer too would turn who said nothing into who said that.
        if code is not None and code not in codes and not (filled == code).any():
            filled = filled.mask((kinds == kind).fillna(False).to_numpy(dtype=bool), code)
            codes[code] = text
    return filled, Variable(name, label, labels, codes, _measure(survey.responses[name], entry, labels))


def _numbers(
    values: pd.Series, entry: CodebookEntry | None, described: ColumnDescription, language: str
) -> tuple[pd.Series, dict[float, str]]:
    """The column as numbers, as far as the file had them, and what they stand for."""
    in_file = {number: text for code, text in described.answers if (number := plain_number(code)) is not None}
    if pd.api.types.is_numeric_dtype(values):
        if entry is None and described.written_as_text:
            return values.map(lambda number: f"{number:.15g}", na_action="ignore").astype("str"), {}
        declared = entry.answer_labels(language) if entry is not None and entry.role is not Role.GROUP else {}
        labels = {float(code): text for code, text in declared.items() if not isinstance(code, str)}
        # A codebook that only says which answers there are (1|2|3) leaves to the file what they mean.
        return values, {
            code: in_file.get(code, text) if text == f"{code:g}" else text for code, text in labels.items()
        } or in_file
    if isinstance(values.dtype, pd.CategoricalDtype) and not described.written_as_text:
        answers = entry.answers if entry else ()
        codes = {a.label: a.value for a in answers if a.value is not None}
        codes |= {text: number for number, text in in_file.items() if text not in codes}
        # Without answers in the codebook a group is called by the codes of the file.
        codes |= {code: number for code, _ in described.answers if (number := plain_number(code)) is not None}
        if codes and set(values.cat.categories) <= codes.keys():
            shown = in_file | {a.value: a.label_in(language) for a in answers if a.value is not None}
            return values.astype(object).map(codes).astype(np.float64), shown
    if entry is not None and entry.role is Role.ID and not described.written_as_text:
        numbers = pd.to_numeric(values, errors="coerce")
        whole = numbers.notna() & (numbers.abs() < _MOST_EXACT) & (numbers % 1 == 0)
        if (whole == values.notna()).all() and (numbers[whole].astype(np.int64).astype(str) == values[whole]).all():
            return numbers.astype(np.float64), {}
    return values, {}


def _measure(values: pd.Series, entry: CodebookEntry | None, labels: Mapping[float, str]) -> Measure:
    if entry is not None and entry.role in (Role.GROUP, Role.ID):
        return "nominal"
    if not labels or (entry is not None and entry.role is Role.GRADE):
        return "scale"
    return "ordinal" if pd.api.types.is_numeric_dtype(values) else "nominal"


def _scores(
    survey: Survey, scale: Scale, rule: ScoreRule, language: str, taken: set[str]
) -> list[tuple[Variable, pd.Series]]:
    items = survey.items(scale)
    entries = survey.codebook
    found = []

    def fresh(name: str) -> str:
        while name in taken:
            name += "_"
        taken.add(name)
        return name

    for item in scale.reversed_items:
        label = entries[item].label(language) if entries else item
        found.append((Variable(fresh(f"{item}_omgekeerd"), f"{label} (R)", measure="ordinal"), items[item]))
    answered = items.notna().sum(axis=1).astype(np.float64)
    found.append((Variable(fresh(f"n_{scale.name}"), f"{scale.label}: n", measure="scale"), answered))
    score = score_items(items, rule.fewest_answered, kind=rule.kind)
    found.append(
        (
            Variable(fresh(f"score_{scale.name}"), f"{scale.label}: {_KINDS[rule.kind, language]}", measure="scale"),
            score,
        )
    )
    return found


def _plain(values: pd.Series) -> list[object]:
    """Values as a workbook takes them: None for missing, whole numbers whole, texts and dates as they are."""
    if pd.api.types.is_numeric_dtype(values):
        return [
            None if np.isnan(v) else int(v) if float(v).is_integer() else float(v)
            for v in values.to_numpy(dtype=np.float64, na_value=np.nan).tolist()
        ]
    return [
        None if pd.isna(v) else v.to_pydatetime() if isinstance(v, pd.Timestamp) else str(v) for v in values.tolist()
    ]
