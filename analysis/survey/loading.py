"""Loading a survey: the file, its codebook, and the two matched to each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from analysis.errors import Message, Names, SurveyError
from analysis.survey.codebook import Codebook, SetAside, parse_codebook
from analysis.survey.codebook_entries import CodebookEntry, Role
from analysis.survey.coding import CodedColumn, code_column, mark_locations
from analysis.survey.layouts import find_layout
from analysis.survey.matching import match_columns, name_key, names_in_codebook
from analysis.survey.misfits import Misfit, MisfitKind, UnknownAnswersError, misfit_error
from analysis.survey.model import Receipt, Survey
from analysis.survey.numbers import DecimalSign, decimal_votes
from analysis.survey.odd_rows import find_odd_rows, first_row_asks
from analysis.survey.progress import Phase, Progress, Told
from analysis.survey.reading import MAXIMUM_BYTES, RawColumn, RawTable, Source, read_table
from analysis.survey.repeats import find_repeats
from analysis.survey.tables import without_rows

_MOST_ROWS_TOLD, _MOST_COLUMNS_TOLD = 20, 8


def read_raw(
    source: Source,
    *,
    name: str | None = None,
    sheet: str | int | None = None,
    header_rows: int | None = None,
    codebook: Codebook | None = None,
    maximum_bytes: int = MAXIMUM_BYTES,
    progress: Told | None = None,
) -> RawTable:
    """The cells of a file as they stand in it: what `load_survey` begins with, and can be given instead of the file.

    With other codebooks the same file then need not be read again. Arguments and errors are those of `load_survey`.
    codebook: of a workbook the sheet that has its columns is read; it is used for nothing else.
    """

    def tell(done: int, of: int) -> None:
        if progress:
            progress(Progress(Phase.READING, done, of))

    tell(0, 0)
    return read_table(
        source,
        name=name,
        maximum_bytes=maximum_bytes,
        sheet=sheet,
        header_rows=header_rows,
        reading=tell,
        known=[(entry.column, *entry.earlier_names) for entry in codebook or ()],
    )


def load_survey(
    source: Source | RawTable,
    codebook: Source | Codebook | None = None,
    *,
    name: str | None = None,
    sheet: str | int | None = None,
    header_rows: int | None = None,
    leave_out: Collection[str] = (),
    leave_out_rows: Collection[int] = (),
    ignore_misfits: bool = False,
    maximum_bytes: int = MAXIMUM_BYTES,
    progress: Told | None = None,
) -> Survey:
    """Read a survey file and understand its answers by a codebook.

    source: path, bytes or file object of delimited text, an Excel workbook (.xlsx) or an SPSS file (.sav, .zsav), told
    by its content; with a header and a row for each respondent. Or its cells, as `read_raw` gave them.
    codebook: likewise (see `parse_codebook`), or a `Codebook`, or None: then only the kinds of the columns are known,
    and there are no scales. name: how the file is called in messages; default the file's own name. sheet: the name or
    place (from 0) of a worksheet; default the one that looks like the table of answers: the one with most of the
    codebook's columns, else the first with a table unless another table holds far more; a note says which and why.
    header_rows: 1 to 3; default recognised.
    leave_out: columns of which nothing is kept, neither answers nor examples. leave_out_rows: rows of the file (as
    `Survey.row_numbers` counts them) whose respondents do not take part; a note and `Receipt.left_out_rows` say so.
    ignore_misfits: go on without what does not fit, each with a note: columns that the file lacks, and the codebook's
    entry for columns with other answers.
    maximum_bytes: a larger file is refused. progress: called with a `Progress` while the file is read and for each
    column that is understood; what it raises ends the loading.

    A column that the codebook does not name is kept, its kind inferred, and used for nothing. Names that differ from
    the codebook's in case or spacing only are matched, with a warning, and so are those that it knows as earlier ones
    (`CodebookEntry.earlier_names`): the column then has the codebook's name. A column that the codebook uses for
    nothing and the file lacks is noted.

    SurveyError for a file or codebook that cannot be understood. CodebookMisfitError, a SurveyError that lists all
    columns concerned as `misfits`, for columns that the codebook names and the file lacks, and, with column, row and
    value, for answers outside those of the codebook.
    """
    if codebook is not None and not isinstance(codebook, Codebook):
        codebook = parse_codebook(codebook)
    if isinstance(source, RawTable):
        table = source
    else:
        table = read_raw(
            source,
            name=name,
            sheet=sheet,
            header_rows=header_rows,
            codebook=codebook,
            maximum_bytes=maximum_bytes,
            progress=progress,
        )
    table, codebook = _without(table, codebook, leave_out)
    left_out_rows = tuple(sorted(set(leave_out_rows)))
    table = without_rows(table, left_out_rows)
    matched = match_columns(table.columns, codebook)
    columns = matched.columns
    decimal = _decimal_sign(columns)
    fallback: DecimalSign = decimal or ("." if table.delimiter == "," else ",")
    coded: list[CodedColumn] = []
    other_answers: list[Misfit] = []
    questions = codebook.multiple_questions if codebook else {}
    for done, column in enumerate(columns):
        if progress:
            progress(Progress(Phase.UNDERSTANDING, done, len(columns)))
        entry = codebook.get(column.name) if codebook else None
        alone = entry is None or len(questions.get(entry.scale or entry.column, ())) < 2
        try:
            coded.append(code_column(column, entry, table.row_numbers, fallback, alone=alone))
        except SurveyError as error:
            other_answers.append(_other_answers(column.name, error))
            if ignore_misfits:
                coded.append(code_column(column, None, table.row_numbers, fallback))
    coded = mark_locations(coded, codebook)
    misfits = (*matched.absent, *other_answers)
    if misfits and not ignore_misfits:
        raise misfit_error(matched.told, misfits, codebook)
    shrunk: dict[str, Message] = {}
    if codebook is not None:
        wanted = (*codebook, *(aside.entry for aside in codebook.waiting))
        fitting = codebook.without(*(misfit.column for misfit in misfits))
        shrunk = _shrunk_scales(wanted, fitting)
        aside = [SetAside(codebook[m.column], m.found_as) for m in misfits if m.found_as]
        codebook = replace(fitting, set_aside=(*fitting.set_aside, *aside)) if misfits else codebook
    layout = find_layout(table)
    return Survey(
        name=table.name,
        responses=_side_by_side([column.values for column in coded], table),
        missing=_side_by_side([column.missing for column in coded], table),
        receipt=Receipt(
            rows=len(table),
            encoding=table.encoding,
            delimiter=table.delimiter,
            decimal=decimal,
            notes=(
                *table.notes,
                *_left_out(left_out_rows),
                *matched.notes,
                *shrunk.values(),
                *_new_columns(coded, codebook, misfits),
                *map(_gone_on_without, misfits),
            ),
            columns=tuple(column.receipt for column in coded),
            file_format=table.file_format,
            sheet=table.sheet,
            header_rows=table.header_rows,
            recognised_rows=table.recognised_rows,
            first_row_asks=first_row_asks(table),
            tool=table.tool,
            left_out_rows=left_out_rows,
            odd_rows=find_odd_rows(table),
            layout=layout,
            repeated=find_repeats(table) if layout is None else None,
            shrunk_scales=shrunk,
        ),
        row_numbers=table.row_numbers,
        codebook=codebook,
    )


def _without(
    table: RawTable, codebook: Codebook | None, leave_out: Collection[str]
) -> tuple[RawTable, Codebook | None]:
    """Table and codebook without these columns, whatever the case and spacing of their names.

    A column that has another name in the codebook goes by either.
    """
    if not leave_out:
        return table, codebook
    named = names_in_codebook([column.name for column in table.columns], codebook) if codebook else {}
    keys = {name_key(column) for column in leave_out}
    keys |= {name_key(name) for found, name in named.items() if name_key(found) in keys}
    kept = tuple(c for c in table.columns if not {name_key(c.name), name_key(named.get(c.name, c.name))} & keys)
    if not kept:
        raise SurveyError("{file}: er blijft geen kolom over als alle genoemde kolommen wegblijven.", file=table.name)
    notes = table.notes
    if left_out := len(table.columns) - len(kept):
        notes = (*notes, Message("Op verzoek weggelaten kolommen: {count}.", {"count": left_out}))
    if codebook:
        codebook = codebook.without(*(entry.column for entry in codebook if name_key(entry.column) in keys))
    return replace(table, columns=kept, notes=notes), codebook


def _left_out(rows: Sequence[int]) -> Iterator[Message]:
    """What to tell of rows that do not take part."""
    if not rows:
        return
    told: dict[str, object] = {"count": len(rows), "rows": ", ".join(map(str, rows[:_MOST_ROWS_TOLD]))}
    if (more := len(rows) - _MOST_ROWS_TOLD) > 0:
        yield Message(
            "Weggelaten rijen: {count} (rij {rows} en nog {more}). Alle uitkomsten zijn zonder die rijen berekend.",
            told | {"more": more},
        )
    else:
        yield Message("Weggelaten rijen: {count} (rij {rows}). Alle uitkomsten zijn zonder die rijen berekend.", told)


def _new_columns(
    coded: Sequence[CodedColumn], codebook: Codebook | None, misfits: Sequence[Misfit]
) -> Iterator[Message]:
    """The columns that a codebook of nearly all others does not name: what this file has and last year's had not.

    Not those that it may know under another name, nor what it leaves out on purpose: personal data, bookkeeping.
    """
    if not codebook:
        return
    meant = {misfit.found_as for misfit in misfits}
    named = [column for column in coded if column.receipt.name in codebook]
    held = {aside.column for aside in codebook.waiting}
    new = [
        receipt.name
        for receipt in (column.receipt for column in coded)
        if receipt.name not in codebook and receipt.name not in meant and receipt.name not in held
        if receipt.personal is None and not receipt.description.technical
    ]
    if not new or len(new) > len(named) / 2:
        return
    told: dict[str, object] = {"columns": Names(tuple(new[:_MOST_COLUMNS_TOLD]))}
    if (more := len(new) - _MOST_COLUMNS_TOLD) > 0:
        yield Message(
            "Nieuw in dit bestand, want niet in het codeboek: {columns} en nog {more}. Wat nieuw is doet nog nergens "
            "aan mee; wijs het bij Codeboek toe.",
            told | {"more": more},
        )
    else:
        yield Message(
            "Nieuw in dit bestand, want niet in het codeboek: {columns}. Wat nieuw is doet nog nergens aan mee; wijs "
            "het bij Codeboek toe.",
            told,
        )


def _gone_on_without(misfit: Misfit) -> Message:
    if misfit.kind is MisfitKind.ABSENT:
        return Message("Kolom {column} uit het codeboek ontbreekt in het bestand.", {"column": misfit.column})
    return Message(
        "Kolom {column} is zonder het codeboek gelezen, want de antwoorden passen er niet bij. {reason}",
        {"column": misfit.column, "reason": misfit.message},
    )


def _other_answers(column: str, error: SurveyError) -> Misfit:
    if isinstance(error, UnknownAnswersError):
        return Misfit(MisfitKind.ANSWERS, column, error.message, error.found, many=error.many, given=error.given)
    return Misfit(MisfitKind.ANSWERS, column, error.message)


def _shrunk_scales(wanted: Iterable[CodebookEntry], fitting: Codebook) -> dict[str, Message]:
    """For each scale that has fewer items than wanted: how many, and which ones do not take part."""
    left = {scale.name: scale.items for scale in fitting.scales}
    scales: dict[str, list[str]] = {}
    for entry in wanted:
        if entry.role is Role.ITEM and entry.scale:
            scales.setdefault(entry.scale, []).append(entry.column)
    told: dict[str, Message] = {}
    for name, all_items in scales.items():
        items = left.get(name, ())
        lost = [item for item in all_items if item not in items]
        if not lost:
            continue
        values = {"scale": name, "n": len(items), "all": len(all_items), "items": ", ".join(lost)}
        if not items:
            message = Message("Schaal {scale} doet niet mee: geen van de items past ({items}).", values)
        elif len(lost) == 1:
            message = Message("Schaal {scale} rekent nu met {n} van de {all} items: {items} doet niet mee.", values)
        else:
            message = Message("Schaal {scale} rekent nu met {n} van de {all} items: {items} doen niet mee.", values)
        told[name] = message
    return told


def _side_by_side(columns: Sequence[pd.Series], table: RawTable) -> pd.DataFrame:
    return pd.concat(columns, axis=1).set_axis(pd.RangeIndex(len(table)), axis=0)


def _decimal_sign(columns: Sequence[RawColumn]) -> DecimalSign | None:
    """The decimal sign that most of the file's numbers show, or None; number cells of a workbook show none."""
    texts = [column.values for column in columns if column.decimal is None]
    votes = sum((decimal_votes(values) for values in texts), start=decimal_votes(()))
    return votes.most_common(1)[0][0] if votes else None
