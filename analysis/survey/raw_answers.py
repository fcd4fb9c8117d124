"""What stands in the file for each answer, so that another program can read it the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from analysis.errors import SurveyError
from analysis.survey.matching import names_in_codebook
from analysis.survey.model import Survey
from analysis.survey.reading import Source, read_table
from analysis.survey.tables import FileFormat, RawColumn, RawTable, without_rows


@dataclass(frozen=True)
class RawAnswers:
    """How the answers to some columns stand in their file.

    positions: place of each column in the file, the first being 1. names: what each is called there. first_row: row of
    the file with the first respondent, the first row being 1 (0 for SPSS, which has names and no header). answers: the
    number that each text stands for, where the text is not that number itself; missing: the texts that stand for a
    missing answer. left_out: rows of the file that do not take part, counted as first_row (SPSS: cases from 1).
    """

    file_format: FileFormat
    sheet: str | None
    delimiter: str | None
    encoding: str
    positions: Mapping[str, int]
    first_row: int
    answers: Mapping[str, float]
    missing: tuple[str, ...]
    names: Mapping[str, str]
    left_out: tuple[int, ...] = ()


def raw_answers(source: Source, survey: Survey, columns: Sequence[str]) -> RawAnswers:
    """Lay the survey's numeric columns beside the texts of the file that it was read from.

    Taken from what the survey made of every text, not from the rules again, so that nothing can differ. SurveyError
    where the file is another one.
    """
    file = raw_columns(source, survey, columns)
    answers: dict[str, float] = {}
    missing: dict[str, None] = {}
    for name, raw in file.columns.items():
        values = survey.responses[name].to_numpy(dtype=np.float64)
        for text, row in texts_of(raw):
            value = float(values[row])
            if np.isnan(value):
                missing[text] = None
            elif answers.setdefault(text, value) != value:
                raise SurveyError(
                    'Het antwoord "{answer}" staat bij het ene item voor {one} en bij het andere voor {other}; '
                    "daarvoor is geen programma te schrijven. Neem de schalen elk apart.",
                    answer=text,
                    one=answers[text],
                    other=value,
                )
    twice = [text for text in answers if text in missing]
    if twice:
        raise SurveyError(
            'Het antwoord "{answer}" telt bij het ene item en ontbreekt bij het andere; daarvoor is geen programma te '
            "schrijven. Geef de items in het codeboek dezelfde antwoorden en ontbrekende codes.",
            answer=twice[0],
        )
    return RawAnswers(
        file_format=file.table.file_format,
        sheet=file.table.sheet,
        delimiter=file.table.delimiter,
        encoding=file.table.encoding,
        positions=file.positions,
        first_row=file.first_row,
        answers={text: value for text, value in answers.items() if not _is(text, value)},
        missing=tuple(text for text in missing if text.strip()),
        names=file.names,
        left_out=survey.receipt.left_out_rows,
    )


@dataclass(frozen=True, eq=False)
class RawFile:
    """The file of a survey as texts, without the rows that do not take part.

    columns: those asked for, by their name in the survey. first_row: as of `RawAnswers`.
    """

    table: RawTable
    columns: Mapping[str, RawColumn]
    first_row: int

    @property
    def positions(self) -> dict[str, int]:
        """Place of each column in the file, the first being 1."""
        return {name: column.position for name, column in self.columns.items()}

    @property
    def names(self) -> dict[str, str]:
        """What each column is called in the file."""
        return {name: column.name for name, column in self.columns.items()}


def raw_columns(source: Source, survey: Survey, columns: Sequence[str]) -> RawFile:
    """Some columns of the file that a survey was read from; SurveyError where the file is another one."""
    receipt = survey.receipt
    table = read_table(
        source,
        name=survey.name,
        sheet=receipt.sheet,
        header_rows=receipt.header_rows if receipt.file_format is not FileFormat.SAV else None,
    )
    first_row = 0 if table.file_format is FileFormat.SAV else int(table.row_numbers[0])
    if set(receipt.left_out_rows) <= set(table.row_numbers.tolist()):  # otherwise it is another file: told below
        table = without_rows(table, receipt.left_out_rows)
    named = names_in_codebook([column.name for column in table.columns], survey.codebook) if survey.codebook else {}
    by_name = {named.get(column.name, column.name): column for column in table.columns}
    places = {name: by_name.get(name) for name in columns}
    found = {name: column for name, column in places.items() if column is not None}
    if len(table) != len(survey) or len(found) < len(places):
        raise SurveyError("{file}: dit is niet het bestand waaruit deze gegevens zijn gelezen.", file=survey.name)
    return RawFile(table, found, first_row)


def texts_of(raw: RawColumn) -> list[tuple[str, int]]:
    """Every distinct text that occurs in a column, with the position of a respondent who has it."""
    place, first = np.unique(raw.codes, return_index=True)
    return [(raw.values[code], row) for code, row in zip(place.tolist(), first.tolist(), strict=True)]


def _is(text: str, value: float) -> bool:
    try:
        return float(text) == value
    except ValueError:
        return False
