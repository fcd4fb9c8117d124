"""Taking in an own file: read once, kept in this session's memory, and refused without losing what was there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.errors import AnalysisError
from analysis.survey import (
    Codebook,
    CodebookEntry,
    CodebookMisfitError,
    HeaderError,
    ManyUnknown,
    OddKind,
    Problem,
    Remedy,
    Renamed,
    SharedAssumption,
    Survey,
    UnknownAnswer,
    UnknownOrder,
    accept_suspected,
    add_answer,
    add_halves,
    changed_codebook,
    declare_missing,
    declare_numbers,
    merge_labels,
    parse_codebook,
    read_as,
    settle_many,
)
from analysis.survey import suggest as suggest_roles
from display.loading import Attempt, Loading, Outcome, Upload, read
from display.state import OWN_FILE, Step, remember, session
from display.texts import mark

_HEADER = mark("kopregels")
_LOADED = mark("codeboek laden")
_OF_NOBODY = (OddKind.HEADER, OddKind.TOTAL, OddKind.NOTE)
#: The change that the form for several columns makes.
ASSIGN = mark("toewijzen")
#: What the session knew of the file before does not hold for another one, and no change to it can be taken back.
_ANOTHER_FILE: Mapping[str, Any] = {
    "dismissed": frozenset(),
    "unapplied": None,
    "assumed": (),
    "shared": (),
    "unordered": (),
    "past": (),
    "undone": (),
}


def take_in(data_file: Any, codebook_file: Any) -> bool:
    """Read the files in the two uploaders where they changed; True where there is a newly read survey.

    A codebook alone is laid upon the file that was loaded before, a change that can be taken back. Another file goes on
    with the codebook in use where that fits, also where a codebook file of before still stands in its uploader but was
    changed in the page since; the changes that were made to the file before end with it. What cannot be read is
    remembered as `refused`, and the survey that was loaded before stays. A large file is read in a thread; `settle`
    takes it in when it is there.
    """
    state = session()
    digests = {file.file_id: _identity(file) for file in (data_file, codebook_file) if file is not None}
    if digests != state.digests:
        remember(digests=digests)
    seen = (
        digests[data_file.file_id] if data_file is not None else None,
        digests[codebook_file.file_id] if codebook_file is not None else None,
    )
    if seen == state.seen:
        return settle()
    remember(seen=seen, kept_codebook=False, mended=())
    codebook = codebook_file.getvalue() if codebook_file is not None else None
    if data_file is None or (seen[0] == state.seen[0] and state.upload is not None):
        # The same answers, so the choices of how to read them (the worksheet) stay.
        if codebook is None or state.upload is None:
            return False
        return _again(codebook=codebook, _remembered=_change(_LOADED))
    if codebook is not None and seen[1] == state.seen[1] and _changed_since(codebook):
        codebook = None
    attempt = Attempt(data_file.getvalue(), data_file.name, codebook)
    return _begin(attempt, _codebook_in_use() if codebook is None else None, **_ANOTHER_FILE)


def settle() -> bool:
    """Take in what a thread has read, where it is done; True where there is a newly read survey."""
    loading = session().loading
    if loading is None or not loading.done:
        return False
    remember(loading=None)
    outcome = loading.outcome
    if outcome is None:
        return False
    taken = _take(outcome, **loading.changes)
    if loading.then is not None:
        loading.then()
    return taken


def cancel() -> None:
    """Stop reading; what was loaded before stays."""
    loading = session().loading
    if loading is not None:
        loading.cancel()
    remember(loading=None)


def use_codebook_file(codebook: bytes) -> None:
    """Read the loaded file by an older codebook file after all."""
    _again(codebook=codebook, _remembered=_change(_LOADED))


def apply_codebook(codebook: Codebook, what: str) -> bool:
    """Read the loaded file again with a codebook that was changed in the page; the change can be taken back.

    what: how the button that takes it back calls the change (marked).
    """
    return _again(codebook=codebook, _remembered=_change(what))


def undo() -> None:
    """Back to how the file was read before the last change in the page."""
    *earlier, last = session().past
    _return_to(last, past=tuple(earlier), undone=(*session().undone, _now(last.what)))


def redo() -> None:
    """Forward again to the change that was taken back last."""
    *others, last = session().undone
    _return_to(last, past=(*session().past, _now(last.what)), undone=tuple(others))


def suggest() -> None:
    """Fill in what names, labels and answers suggest for every column that the codebook does not name.

    Repeated headers, totals and notes below the answers are left out first, as a step of its own that can be taken
    back: with a total among its answers no column is what it is. A large file is read again without them in a thread,
    and the suggestion follows when that is done. Rows that the user leaves as they are stay.
    """
    below = [
        row
        for found in _upload().survey.receipt.odd_rows
        if found.kind in (OddKind.HEADER, OddKind.TOTAL, OddKind.NOTE)
        and f"odd_{found.kind}" not in session().dismissed
        for row in found.rows
    ]
    if below:
        leave_out_respondents(*below, then=_fill_in_suggestion)
    else:
        _fill_in_suggestion()


def _fill_in_suggestion() -> None:
    suggestion = suggest_roles(_upload().survey)
    remember(assumed=suggestion.assumptions, shared=suggestion.shared, unordered=suggestion.orders)
    apply_codebook(suggestion.codebook, mark("voorstel"))


def take_otherwise(other: CodebookEntry) -> None:
    """Take a column in another way than the suggestion did."""
    apply_codebook(_codebook(_upload().survey).with_entries(other), mark("keuze bij het voorstel"))


def take_together_otherwise(shared: SharedAssumption) -> None:
    """Take several columns in the other way than the suggestion did."""
    apply_codebook(shared.otherwise(_codebook(_upload().survey)), mark("keuze bij het voorstel"))


def put_in_order(unknown: UnknownOrder, answers: Sequence[str]) -> None:
    """Give the answers that columns share their order, low to high."""
    apply_codebook(
        _codebook(_upload().survey).with_entries(*unknown.in_order(answers)), mark("volgorde van antwoorden")
    )


def leave_without_order(unknown: UnknownOrder) -> None:
    """Take columns whose answers have no order out of their scale."""
    apply_codebook(_codebook(_upload().survey).with_entries(*unknown.without_order()), mark("uit de schaal halen"))


def turn_round(*items: str) -> None:
    """Turn items of a scale round in the codebook."""
    apply_codebook(changed_codebook(_upload().survey, items), mark("omkeren"))


def call_scale(scale: str, name: str) -> None:
    """Give a scale another name, with everything that speaks of it; SurveyError where it cannot be called so.

    The answers stay as they were read.
    """
    upload, state = _upload(), session()
    codebook = _codebook(upload.survey).with_scale_called(scale, name)
    renamed = next(entry.scale for entry in codebook if entry.column in _columns_of(upload.survey, scale))
    before = f"against|{scale}|"
    dismissed = {
        f"against|{renamed}|{key.removeprefix(before)}" if key.startswith(before) else key for key in state.dismissed
    }
    remember(
        upload=replace(
            upload,
            survey=replace(upload.survey, codebook=codebook),
            attempt=replace(upload.attempt, codebook=codebook),
        ),
        dismissed=frozenset(dismissed),
        **_change(mark("naam van de schaal")),
    )


def accept_suspected_of(*columns: str) -> None:
    """Take the codes of these columns that look like a missing answer as one."""
    survey = _upload().survey
    codebook = _codebook(survey)
    for column in columns:
        codebook = accept_suspected(codebook, survey, column)
    apply_codebook(codebook, mark("als ontbrekend nemen"))


def accept_all_suspected() -> None:
    """Take every code that looks like a missing answer as one."""
    accept_suspected_of(*(column.name for column in _upload().survey.receipt.columns if column.suspected))


def merge(*problems: Problem) -> None:
    """Read labels as those that they seem to be slips of, with this file and every next one."""
    survey = _upload().survey
    codebook = _codebook(survey)
    try:
        for problem in problems:
            if problem.slip is not None:
                codebook = merge_labels(codebook, survey, problem.column, problem.slip.label, problem.slip.meant)
    except AnalysisError as error:
        refuse(error)
        return
    apply_codebook(codebook, mark("samenvoegen"))


def read_label_as(column: str, label: str, meant: str) -> None:
    """Read a label of a column as another one, as its owner chose, with this file and every next one."""
    survey = _upload().survey
    try:
        codebook = merge_labels(_codebook(survey), survey, column, label, meant)
    except AnalysisError as error:
        refuse(error)
        return
    apply_codebook(codebook, mark("samenvoegen"))


def declare(as_thousands: bool, *columns: str) -> None:
    """Say of numbers such as `1.234` in these columns what they are, for this file and every next one."""
    survey = _upload().survey
    codebook = _codebook(survey)
    for column in columns:
        codebook = declare_numbers(codebook, survey, column, as_thousands=as_thousands)
    apply_codebook(codebook, mark("duizendtallen of decimalen"))


def dismiss(*keys: str) -> None:
    """Leave problems as they are, and tell of them no more."""
    remember(dismissed=session().dismissed | set(keys))


def choose_sheet(sheet: str) -> None:
    """Read another worksheet of the same workbook; its rows are other people's."""
    _again(sheet=sheet, header_rows=None, leave_out_rows=(), keep_rows=False, _remembered=_for_other_rows())


def choose_header_rows(rows: int | None) -> None:
    """Read the file, or the one that was refused, with another number of header rows; None: recognised.

    The columns may get other names: the codebook in use stays where it fits, and can be taken back where it does not.
    """
    refused = header_refused()
    if refused is not None:
        _begin(replace(refused, header_rows=rows), **_change_of(refused, _HEADER))
        return
    upload = _upload()
    step = _change(_HEADER)
    attempt = replace(upload.attempt, header_rows=rows, codebook=None, ignore_misfits=False)
    _begin(attempt, upload.survey.codebook, **step)


def rearrange() -> None:
    """Read the file, or the one that was refused for its codebook, with a row for each respondent.

    That is another file: what was changed in the page before ends, and a codebook that fitted the table as it lies was
    not meant for this one; one that did not fit it may well be.
    """
    state = session()
    refused = state.attempt if state.layout is not None else None
    attempt = refused or replace(_upload().attempt, codebook=None, sheet=_upload().survey.receipt.sheet)
    earlier = None if refused is not None or _upload().survey.codebook is not None else _given_up()
    changed = replace(attempt, rearrange=True, header_rows=None, leave_out_rows=(), ignore_misfits=False)
    _begin(changed, earlier, **_ANOTHER_FILE)


def take_original() -> None:
    """Read the file as it was given instead of what was made of it."""
    original = _upload().attempt.original
    if original is not None:
        _begin(replace(original, codebook=None), _codebook_in_use(), **_ANOTHER_FILE)


def header_refused() -> Attempt | None:
    """The file that was refused for its header, and that may be read with another number of header rows."""
    state = session()
    return state.attempt if isinstance(state.refused, HeaderError) else None


def leave_out_respondents(*rows: int, then: Callable[[], None] | None = None) -> None:
    """Go on without these rows of the file, besides those that were left out before. then: what is to follow."""
    attempt = _upload().attempt
    changed = replace(attempt, leave_out_rows=tuple(sorted({*attempt.leave_out_rows, *rows})), ignore_misfits=False)
    # The codebook in use may have been given up because of these rows.
    earlier = _given_up() if attempt.codebook is None else None
    _begin(changed, earlier, then, **_change(mark("rijen weglaten")))


def leave_out_refused() -> None:
    """Read what was refused for its codebook without the rows below the answers that are no respondents."""
    state = session()
    attempt = state.attempt
    if attempt is not None:
        rows = (*attempt.leave_out_rows, *state.rows_below)
        _begin(replace(attempt, leave_out_rows=rows, keep_rows=False), **_change_of(attempt, mark("rijen weglaten")))


def take_respondents_back() -> None:
    """Let everybody in the file take part again."""
    _again(leave_out_rows=(), keep_rows=True, _remembered=_change(mark("iedereen laten meedoen")))


def go_on_without_misfits() -> None:
    """Read the file by the codebook that was refused, or given up, without the entries that do not fit."""
    attempt = _in_hand()
    if attempt is not None:
        _begin(replace(attempt, ignore_misfits=True), **_change_of(attempt, mark("zonder wat niet past")))


def take_as_missing(text: str, *columns: str) -> None:
    """Lay the refused codebook upon the file with one more code for a missing answer in these columns."""
    _mend_codebook(lambda codebook: declare_missing(codebook, columns, text), mark("als ontbrekend nemen"))


def add_halves_to(*columns: str) -> None:
    """Lay the refused codebook upon the file with half points among the answers of these columns."""
    _mend_codebook(lambda codebook: add_halves(codebook, columns), mark("halve punten opnemen"))


def same_columns(*renamed: Renamed) -> None:
    """Lay the refused codebook upon the file with other names for these columns: what they are called now."""

    def change(codebook: Codebook) -> Codebook:
        for column in renamed:
            codebook = codebook.renamed(column.column, column.found, column.label)
        return codebook

    _mend_codebook(change, mark("kolom hernoemen"))


def settle_answers(
    choices: Sequence[tuple[UnknownAnswer, Remedy, str]], together: Sequence[tuple[ManyUnknown, Remedy]] = ()
) -> None:
    """Lay the refused codebook upon the file with these answers settled: what each is, and as which it is read.

    together: of columns with many unknown answers what all others are.
    """

    def change(codebook: Codebook) -> Codebook:
        for answer, remedy, meant in choices:
            match remedy:
                case Remedy.ADD:
                    codebook = add_answer(codebook, answer.code.columns, answer.code.text)
                case Remedy.MISSING:
                    codebook = declare_missing(codebook, answer.code.columns, answer.code.text)
                case Remedy.SAME:
                    codebook = read_as(codebook, answer.code, meant)
        for many, remedy in together:
            codebook = settle_many(codebook, many, remedy)
        return codebook

    _mend_codebook(change, mark("onbekende antwoorden"))


def take_mend_back() -> None:
    """Lay the codebook upon the file as it was before the last change that did not make it fit yet."""
    *earlier, (_, attempt) = session().mended
    remember(mended=tuple(earlier))
    _begin(attempt, **_change_of(attempt, ""))


def take_up() -> None:
    """Lay the codebook upon the file with all that was set aside because it did not fit, so that it can be mended."""
    attempt = _upload().attempt
    codebook = _codebook(_upload().survey).taken_up()
    remember(mended=())
    _begin(replace(attempt, codebook=codebook, ignore_misfits=False), **_change(mark("alsnog passend maken")))


def unknown_answers() -> tuple[UnknownAnswer, ...]:
    """The answers that the refused codebook does not know, with what can be done with each."""
    misfits, attempt = misfits_to_go_on_without(), _in_hand()
    if misfits is None or attempt is None or attempt.codebook is None:
        return ()
    return misfits.unknown_answers(_codebook_of(attempt))


def columns_with_halves() -> tuple[str, ...]:
    """The columns of which the refused codebook knows whole points only, while the file has half ones too."""
    misfits, attempt = misfits_to_go_on_without(), _in_hand()
    if misfits is None or attempt is None or attempt.codebook is None:
        return ()
    return misfits.with_halves(_codebook_of(attempt))


def many_unknown() -> tuple[ManyUnknown, ...]:
    """The columns with too many unknown answers to settle them one by one."""
    misfits, attempt = misfits_to_go_on_without(), _in_hand()
    if misfits is None or attempt is None or attempt.codebook is None:
        return ()
    return misfits.many_unknown(_codebook_of(attempt))


def _codebook_of(attempt: Attempt) -> Codebook:
    given = attempt.codebook
    return given if isinstance(given, Codebook) else parse_codebook(given or b"")


def refuse(error: AnalysisError, what: str = "") -> None:
    """Show why a change to the file in use cannot be made. what: the change, where its own place shows it."""
    remember(refused=error, attempt=None, attempted=what, mended=(), unmended=None, rows_below=(), layout=None)


def give_up() -> None:
    """Leave what was refused, or the codebook that was given up; what is loaded goes on as it is."""
    state = session()
    if state.refused is None:
        remember(misfit=None, given_up=None)
    remember(refused=None, attempt=None, attempted="", mended=(), unmended=None, rows_below=(), layout=None)


def _mend_codebook(change: Callable[[Codebook], Codebook], what: str) -> None:
    """Lay the refused codebook upon the file with a change. what: the change as the button that takes it back calls it.

    Where that does not make it fit yet, the change stays, and can be taken back.
    """
    attempt = _in_hand()
    if attempt is None or attempt.codebook is None:
        return
    try:
        changed = replace(attempt, codebook=change(_codebook_of(attempt)))
    except AnalysisError as error:
        _say(error)
        return
    remember(mended=(*session().mended, (what, attempt)))
    _begin(changed, **_change_of(attempt, what))


def _say(error: AnalysisError) -> None:
    """Show why a change cannot be made; a codebook that waits to be mended goes on waiting."""
    if misfits_to_go_on_without() is None:
        refuse(error)
    else:
        remember(unmended=error)


def read_personal_columns() -> None:
    """Read the columns that were left out because they seem to hold personal data."""
    _again(keep_personal=True)


def leave_out_personal_columns() -> None:
    """Leave the columns out that seem to hold personal data and are not in the codebook."""
    _again(keep_personal=False)


def misfits_to_go_on_without() -> CodebookMisfitError | None:
    """What does not fit of a codebook that could be used in part."""
    state = session()
    error = state.refused or state.misfit
    return error if isinstance(error, CodebookMisfitError) and _in_hand() is not None else None


def waits_for_codebook() -> bool:
    """Whether the file in use was read without a codebook that can be made to fit it, and waits for that."""
    state, attempt = session(), _in_hand()
    if misfits_to_go_on_without() is None or attempt is None or state.upload is None or state.source != OWN_FILE:
        return False
    return state.upload.attempt.data is attempt.data and not state.upload.survey.codebook


def _in_hand() -> Attempt | None:
    """What can be mended: what was refused last, or else the file with the codebook that was given up for it."""
    state = session()
    return state.given_up if state.refused is None else state.attempt


def _upload() -> Upload:
    upload = session().upload
    assert upload is not None, "these are offered for an own file only"
    return upload


def _codebook(survey: Survey) -> Codebook:
    return Codebook(()) if survey.codebook is None else survey.codebook


def _given_up() -> Codebook | None:
    """The codebook that did not fit the file in use, and was left out for it."""
    given_up = session().given_up
    codebook = given_up.codebook if given_up is not None else None
    return codebook if isinstance(codebook, Codebook) else None


def _codebook_in_use() -> Codebook | None:
    """What to go on with for another file; a wrong file in between costs nobody a codebook."""
    upload = session().upload
    codebook = upload.survey.codebook if upload is not None else None
    return _given_up() if codebook is None else codebook


def _changed_since(codebook: bytes) -> bool:
    """Whether another codebook is in use than this one, which was given earlier and does not wait to be mended."""
    state, in_use = session(), _codebook_in_use()
    if not in_use or (state.attempt is not None and state.attempt.codebook is not None):
        return False
    try:
        return parse_codebook(codebook) != in_use
    except AnalysisError:
        return True


def _columns_of(survey: Survey, scale: str) -> set[str]:
    return {entry.column for entry in _codebook(survey) if entry.scale == scale}


def _now(what: str) -> Step:
    """How the loaded file is read, before a change."""
    upload = _upload()
    return Step(what, upload.survey.codebook, upload.attempt.leave_out_rows, upload.attempt.header_rows)


def _change(what: str) -> dict[str, Any]:
    """What to remember of a change once it succeeded: the way back, and no way forward any more."""
    past = session().past
    if what == _HEADER and past and past[-1].what == _HEADER:  # trying numbers is one change
        return {"undone": ()}
    return {"past": (*past, _now(what)), "undone": ()}


def _change_of(attempt: Attempt, what: str) -> dict[str, Any]:
    """The same for an attempt that was refused: mended, it is still the change that was asked for.

    A file that was not read yet has nothing to go back to, and ends what was changed in the one before.
    """
    upload = session().upload
    if upload is not None and upload.attempt.data is attempt.data:
        return _change(session().attempted or what)
    return dict(_ANOTHER_FILE)


def _for_other_rows() -> dict[str, Any]:
    """The changes so far, for another worksheet: its rows are other people's, its header another one."""
    state = session()
    return {
        name: tuple(replace(step, left_out=(), header_rows=None) for step in steps)
        for name, steps in (("past", state.past), ("undone", state.undone))
    }


def _return_to(step: Step, **stacks: object) -> None:
    _again(codebook=step.codebook, leave_out_rows=step.left_out, header_rows=step.header_rows, _remembered=stacks)


def _again(_remembered: Mapping[str, Any] | None = None, **changes: Any) -> bool:
    """Read the loaded file in another way. _remembered: what the session is to hold besides, where that succeeds."""
    return _begin(replace(_upload().attempt, ignore_misfits=False, **changes), **(_remembered or {}))


def _begin(
    attempt: Attempt,
    earlier: Codebook | None = None,
    then: Callable[[], None] | None = None,
    **changes: object,
) -> bool:
    """Read at once, or set a thread to it; True where it was read at once.

    then: what is to follow once it was taken in, or refused; nothing follows where it was given up meanwhile.
    """
    cancel()
    upload = session().upload
    table = upload.table_for(attempt) if upload is not None else None
    if attempt.heavy:
        remember(loading=Loading(attempt, earlier, changes, table, then).start(), refused=None)
        return False
    taken = _take(read(attempt, earlier, table=table), **changes)
    if then is not None:
        then()
    return taken


def _take(outcome: Outcome, **changes: object) -> bool:
    if outcome.upload is None:
        below = outcome.rows_below
        what = _last_of(changes)
        remember(refused=outcome.refused, attempt=outcome.attempt, attempted=what, rows_below=below, unmended=None)
        remember(layout=outcome.layout)
        return False
    if _last_of(changes) == ASSIGN:
        remember(assigned=True)
    remember(
        upload=outcome.upload,
        source=OWN_FILE,
        refused=None,
        attempt=None,
        attempted="",
        layout=None,
        misfit=outcome.misfit,
        given_up=outcome.attempt,
        mended=(),
        unmended=None,
        kept_codebook=outcome.kept_codebook,
        **changes,
    )
    return True


def _last_of(changes: Mapping[str, object]) -> str:
    """Which change in the page it is that was to be remembered with these; empty where a file was given."""
    past = changes.get("past")
    return past[-1].what if isinstance(past, tuple) and len(past) > len(session().past) else ""


def _identity(file: Any) -> str:
    """Tells one content from another: a mended file under the same name is new, the same file given again is not.

    Computed once for each time that a file is given: a hundred megabytes take a while, and every click asks for it.
    """
    known = session().digests.get(file.file_id)
    return known or hashlib.blake2b(file.getvalue(), person=b"oza").hexdigest()
