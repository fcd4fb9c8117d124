"""Reading an own file, at once or in a thread while the page goes on. Nothing here knows of the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from analysis.errors import AnalysisError
from analysis.survey import (
    Codebook,
    CodebookMisfitError,
    OtherLayout,
    Phase,
    Progress,
    RawTable,
    Survey,
    Told,
    find_layout,
    has_few_of,
    leave_out,
    load_survey,
    parse_codebook,
    personal_columns,
    read_raw,
    rearrange,
    rows_of_nobody,
    sheet_names,
)

#: From so many bytes reading takes a second or more: text, and packed (a workbook, SPSS).
_HEAVY_TEXT, _HEAVY_PACKED = 6_000_000, 600_000
_PACKED = (b"PK", b"$FL")


@dataclass(frozen=True)
class Attempt:
    """A file as it was given, with the choices of how to read it, so that it can be read again in another way.

    header_rows: 1 to 3, or None: recognised. keep_rows: nobody is left out who was not named, also where the codebook
    fits without a total below the answers. rearrange: first to be written anew with a row for each respondent; what
    comes of that is another file, with this attempt as its original, and left_behind the columns that are not in it.
    """

    data: bytes
    name: str
    codebook: bytes | Codebook | None = None
    sheet: str | None = None
    header_rows: int | None = None
    ignore_misfits: bool = False
    keep_personal: bool = False
    leave_out_rows: tuple[int, ...] = ()
    keep_rows: bool = False
    rearrange: bool = False
    original: Attempt | None = None
    left_behind: tuple[str, ...] = ()

    @property
    def heavy(self) -> bool:
        """Whether reading it takes so long that the page should not wait for it."""
        return len(self.data) >= (_HEAVY_PACKED if self.data.startswith(_PACKED) else _HEAVY_TEXT)


@dataclass(frozen=True)
class Upload:
    """An own file that was read, and the columns that were left out because they seem to hold personal data.

    sheets: the worksheets of a workbook; empty for other files. table: the cells as they stand in the file, so that
    another codebook is laid upon them without reading it again; they are kept with the answers and go with them.
    below: rows that were left out unasked, because the codebook fits without them: the header again, totals and
    notes below the answers.
    """

    survey: Survey
    attempt: Attempt
    left_out: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    table: RawTable | None = None
    below: tuple[int, ...] = ()

    def table_for(self, attempt: Attempt) -> RawTable | None:
        """The cells, where the attempt is to read the same ones; None where the file has to be read for it."""
        mine = self.attempt
        same = mine.data is attempt.data and (mine.name, mine.sheet, mine.header_rows) == (
            attempt.name,
            attempt.sheet,
            attempt.header_rows,
        )
        return self.table if same else None


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt.

    upload: what was read, or None. refused: why not. attempt: what was refused, or given up because the codebook in use
    did not fit; where rows below the answers that are no respondents are part of why, it leaves these out. rows_below:
    of what was refused for its codebook, such rows that it may be for. layout: of what was refused for its codebook,
    how its table seems to be laid out where it has no row for each respondent.
    kept_codebook: whether it was read by the codebook in use. misfit: why that one did not fit.
    """

    upload: Upload | None
    refused: AnalysisError | None = None
    attempt: Attempt | None = None
    kept_codebook: bool = False
    misfit: AnalysisError | None = None
    rows_below: tuple[int, ...] = ()
    layout: OtherLayout | None = None


def read(
    attempt: Attempt, earlier: Codebook | None = None, progress: Told | None = None, table: RawTable | None = None
) -> Outcome:
    """Read a file; `earlier` is the codebook in use, tried first where the file came without one.

    table: its cells, where they are known already.
    """
    try:
        if attempt.rearrange:
            attempt, table = _rearranged(attempt), None
        if table is None or (attempt.codebook is not None and _other_sheet(attempt, table)):
            table = _cells(attempt, earlier, progress)
    except AnalysisError as error:
        return Outcome(None, error, attempt)
    if earlier is not None:
        by_earlier = read(replace(attempt, codebook=earlier), progress=progress, table=table)
        if by_earlier.upload is not None:
            return replace(by_earlier, kept_codebook=True)
        plain = read(attempt, progress=progress, table=table)
        return replace(plain, misfit=by_earlier.refused, attempt=by_earlier.attempt) if plain.upload else plain
    try:
        survey = load_survey(
            table,
            attempt.codebook,
            ignore_misfits=attempt.ignore_misfits,
            leave_out_rows=attempt.leave_out_rows,
            progress=progress,
        )
        named = survey.codebook or ()
        personal = () if attempt.keep_personal else tuple(c for c in personal_columns(survey) if c not in named)
        survey = leave_out(survey, personal)
        sheets = sheet_names(attempt.data)
    except CodebookMisfitError as error:
        below = tuple(row for row in rows_of_nobody(table) if row not in attempt.leave_out_rows)
        if below and not attempt.keep_rows:
            # A total among the answers is no difference between two years: what is left without it is told.
            without = read(
                replace(attempt, leave_out_rows=(*attempt.leave_out_rows, *below)), progress=progress, table=table
            )
            if without.upload is not None:
                return replace(without, upload=replace(without.upload, below=below))
            if isinstance(without.refused, CodebookMisfitError) and len(without.refused.misfits) < len(error.misfits):
                return without
        return Outcome(None, error, attempt, rows_below=below, layout=find_layout(table))
    except AnalysisError as error:
        return Outcome(None, error, attempt)
    return Outcome(Upload(survey, replace(attempt, codebook=survey.codebook), personal, sheets, table))


def _rearranged(attempt: Attempt) -> Attempt:
    """The file with a row for each respondent."""
    made = rearrange(attempt.data, name=attempt.name, sheet=attempt.sheet)
    original = replace(attempt, rearrange=False)
    return Attempt(made.content, made.name, attempt.codebook, original=original, left_behind=made.left_behind)


def _cells(attempt: Attempt, earlier: Codebook | None, progress: Told | None) -> RawTable:
    """The cells of the file; where nobody chose a worksheet, of the one that the codebook is of."""
    given = earlier if attempt.codebook is None else attempt.codebook
    return read_raw(
        attempt.data,
        name=attempt.name,
        sheet=attempt.sheet,
        header_rows=attempt.header_rows,
        codebook=parse_codebook(given) if isinstance(given, bytes) else given,
        progress=progress,
    )


def _other_sheet(attempt: Attempt, table: RawTable) -> bool:
    """Whether the codebook lacks so much on this worksheet, which nobody chose, that it may be of another one."""
    given = attempt.codebook
    if given is None or attempt.sheet is not None or table.sheet is None or len(sheet_names(attempt.data)) < 2:
        return False
    codebook = parse_codebook(given) if isinstance(given, bytes) else given
    return has_few_of(table, codebook)


class _CancelledError(Exception):
    """The user has given up waiting."""


@dataclass(eq=False)
class Loading:
    """A file that is being read in a thread.

    changes: what the session is to remember besides, once it was read. table: its cells, where they are known. then:
    what is to follow once its outcome was taken in; not called here.
    """

    attempt: Attempt
    earlier: Codebook | None = None
    changes: Mapping[str, object] = field(default_factory=dict)
    table: RawTable | None = None
    then: Callable[[], object] | None = None
    progress: Progress = field(default_factory=lambda: Progress(Phase.READING, 0, 0))
    _outcome: Outcome | None = None
    _mistake: BaseException | None = None
    _cancelled: bool = False

    def start(self) -> Loading:
        """Begin; the thread ends with the program, whatever it is doing."""
        self._thread = threading.Thread(target=self._run, name="reading a survey", daemon=True)
        self._thread.start()
        return self

    def cancel(self) -> None:
        """Give up, at the next part of the file or column."""
        self._cancelled = True

    @property
    def done(self) -> bool:
        """Whether there is an outcome."""
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Until it is done."""
        self._thread.join()

    @property
    def outcome(self) -> Outcome | None:
        """What became of it; None where it was cancelled. A mistake of ours in the thread surfaces here."""
        if self._mistake is not None:
            raise self._mistake
        return self._outcome

    def _run(self) -> None:
        try:
            self._outcome = read(self.attempt, self.earlier, self._told, self.table)
        except _CancelledError:
            pass
        except BaseException as mistake:  # noqa: BLE001 - raised again where somebody sees it
            self._mistake = mistake

    def _told(self, progress: Progress) -> None:
        if self._cancelled:
            raise _CancelledError
        self.progress = progress
