"""What the page Gegevens shows of a file: what was understood of it, its columns one by one, and its codebook."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analysis.disclosure import protect_counts, protect_receipt
from analysis.survey import Problem, Receipt, Survey, count_answers, count_choices, find_problems
from display import uploads
from display.codebook_editor import EDITED, edit_codebook, tell_unapplied, undo_and_redo
from display.data_choice import offer_suggestion, protection, refusal, told
from display.labels import answer_words, question_of
from display.mending import COLUMN, mend, mend_column, merge_by_hand, open_problems
from display.other_layout import several_rows
from display.receipt import answers_table, column_facts, file_line, receipt_table, roles_line, summary
from display.respondents import noticed, offer_to_leave_out, respondents
from display.second_look import second_look, unsure_of
from display.state import OWN_FILE, active_survey, is_protected, session
from display.texts import Texts
from display.widgets import conclusion, data_in_use, heading, messages, notice, paragraph, select, show_table


def understood(t: Texts) -> None:
    """What was understood of the file, and what to look at once more, each with the button that mends it."""
    tell_unapplied(t, active_survey())
    survey, found = active_survey(), _receipt()
    problems = open_problems(find_problems(found)) if not survey.simulated else ()
    name = t("Voorbeeldbestand {name}", name=t(survey.name)) if survey.simulated else survey.name
    conclusion(f"{name}: {summary(t, found, problems, unsure_of())}")
    paragraph(file_line(t, found), "oza-subtitle")
    paragraph(roles_line(t, survey), "oza-subtitle")
    messages(t, found.shrunk_scales.values())
    if uploads.waits_for_codebook():  # what the codebook says of these answers is mended by it
        notice(t("Wat verder om een blik vraagt, staat hier zodra het codeboek past of u zonder verdergaat."))
        return
    if not survey.simulated:
        with st.container(horizontal=True):
            offer_suggestion(t, survey)
            undo_and_redo(t)
        several_rows(t, survey)
        second_look(t, survey)
        offer_to_leave_out(t, survey)
        mend(t, survey, problems)
    told_above = found.shrunk_scales.values()
    messages(t, [note for note in found.notes if note not in told_above], warning=False)
    if not survey.simulated:  # nobody can ask a simulated respondent whether the answers were serious
        noticed(t, survey)


def columns(t: Texts) -> None:
    """One column, chosen, and all of them in short."""
    _in_use(t)
    tell_unapplied(t, active_survey())
    st.space("small")
    survey, found = active_survey(), _receipt()
    problems = () if survey.simulated else open_problems(find_problems(found))
    if not survey.simulated:
        with st.container(horizontal=True):
            undo_and_redo(t)
        refusal(t)
    chosen = select(t("Alles van één kolom"), {c.name: c.name for c in found.columns}, COLUMN)
    _one_column(t, survey, found, chosen, [problem for problem in problems if problem.column == chosen])
    heading(t("Alle {n} kolommen", n=len(found.columns)))
    with st.container(key="receipt_box"):
        show_table(t, receipt_table(t, survey, found, problems, unsure_of()), "receipt")


def people(t: Texts) -> None:
    """Who answered without attention, or stands in the file twice."""
    _in_use(t)
    tell_unapplied(t, active_survey())
    st.space("small")
    respondents(t, active_survey())


def codebook(t: Texts) -> None:
    """What each column is for, to edit for an own file."""
    _in_use(t)
    st.space("small")
    own = session().source == OWN_FILE
    told(t, elsewhere=EDITED if own else ())
    edit_codebook(t, active_survey(), editable=own)


def small_groups(t: Texts) -> None:
    """What is shown of few respondents."""
    _in_use(t)
    tell_unapplied(t, active_survey())
    st.space("small")
    protection(t)


def _one_column(t: Texts, survey: Survey, found: Receipt, chosen: str, problems: Sequence[Problem]) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        show_table(t, column_facts(t, survey, found.column(chosen)), "column_facts")
        mend_column(t, survey, problems)
    question = question_of(survey, chosen)
    counts = count_choices(survey, question) if question else count_answers(survey, chosen)
    minimum = session().minimum_group if is_protected() else None
    if counts.answers:
        counts = protect_counts(counts, minimum) if minimum else counts
        with right:
            words = answer_words(t, survey, chosen)
            show_table(t, answers_table(t, counts, words, minimum, len(survey)), "answers")
            if not survey.simulated and not question:
                merge_by_hand(t, survey, chosen)
            if question:
                paragraph(t("Op de pagina Samenhang is elk antwoord van deze vraag te kruisen."), "oza-source")


def _receipt() -> Receipt:
    found = active_survey().receipt
    return protect_receipt(found, session().minimum_group) if is_protected() else found


def _in_use(t: Texts) -> None:
    """Whose answers these are, and that a session begins anew with a sample: after loading the page again, say."""
    data_in_use(t)
    if active_survey().simulated and session().upload is None:
        notice(t("Een eigen bestand is na herladen van de bladzijde weg: laad het dan bij Bestand opnieuw."))
