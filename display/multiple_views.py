"""A question with several answers by group as a page shows it: picture, tables, text for a report and a program."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analysis.disclosure import ProtectedAnswers
from analysis.errors import AnalysisError
from analysis.statistics import AnswerFile, ChoiceFile, MultipleResponse, multiple_response_script
from analysis.survey import MultipleQuestion, Survey, raw_choices
from display.answer_file import file_name, file_source
from display.association_views import show_report
from display.figures.multiple import answers_by_group
from display.multiple_tables import answer_tests_table
from display.multiple_words import MultipleWords, multiple_words
from display.sentences import multiple as sentences
from display.state import projector, source_line, style
from display.texts import Texts
from display.widgets import notice, paragraph, show_chart, show_table


def show_multiple(
    t: Texts,
    survey: Survey,
    question: MultipleQuestion,
    grouping: str,
    found: MultipleResponse,
    protected: ProtectedAnswers | None,
) -> None:
    """The picture, and on a laptop all that stands behind it. grouping: the column that divides the respondents."""

    def words(language: Texts) -> MultipleWords:
        return multiple_words(language, survey, question, grouping, found, protected)

    told = sentences.protection(t, protected, words(t))
    if not projector():
        for remark in told:
            notice(remark, warning=True)
        if protected is not None and protected.withheld:
            notice(
                t(
                    "Kies zo’n antwoord zelf bij de rijen om te zien of het per groep te tonen is als de groepen "
                    "anders worden samengevoegd."
                )
            )
    below = " ".join([source_line(t), *(told if projector() else [])])  # a projector has no room for it above
    show_chart(t, answers_by_group(t, style(), found, words(t), below), "multiple")
    if projector():
        return
    show_table(t, answer_tests_table(t, found, words(t)), "multiple_tests")
    paragraph(sentences.method(t, found), "oza-subtitle")
    show_report(t, lambda language: sentences.report(language, found, words(language), protected))
    _offer_program(t, survey, question, grouping, found, protected)


def _offer_program(
    t: Texts,
    survey: Survey,
    question: MultipleQuestion,
    grouping: str,
    found: MultipleResponse,
    protected: ProtectedAnswers | None,
) -> None:
    """The program that gives the table again from the file; where none can, why."""
    if not st.toggle(t("Programma dat deze tabel uit het bestand narekent"), key="multiple_script"):
        return
    try:
        program = program_of(survey, question, grouping, found, protected)
    except AnalysisError as error:
        notice(t.error(error))
        return
    st.download_button(
        t("Download voor {program}", program="Python"),
        program.encode("utf-8"),
        f"{Path(file_name()).stem}_{Path(question.name).name}.py",
        "text/plain",
        key="multiple_script_py",
        icon=":material/download:",
        on_click="ignore",
    )
    with st.expander(t("Bekijk het programma (Python)")):
        st.code(program, language="python")


def program_of(
    survey: Survey,
    question: MultipleQuestion,
    grouping: str,
    found: MultipleResponse,
    protected: ProtectedAnswers | None,
) -> str:
    """The program in Python, with merged groups merged and without the answers that are not shown by group."""
    raw = raw_choices(file_source(survey), survey, question, grouping)
    parts = protected.group_parts if protected else {group: (group,) for group in found.n.index}
    called = {part: _plain(group) for group, members in parts.items() for part in members}
    named = raw.names
    options = question.options if question.in_one_cell else [named[column] for column in question.columns]
    choices = ChoiceFile(
        options=dict(zip(options, question.options, strict=True)),
        group=named[grouping],
        groups={text: called[value] for text, value in raw.groups.items() if value in called},
        chosen={named[column]: texts for column, texts in raw.chosen.items()},
        not_chosen={named[column]: texts for column, texts in raw.not_chosen.items()},
        column=named[question.columns[0]],
        separator=raw.separator,
        answers=raw.answers,
        other=raw.other,
        missing=raw.missing,
    )
    reading = AnswerFile(
        delimiter=raw.delimiter or ",",
        encoding=raw.encoding,
        file_format=raw.file_format.value,
        sheet=raw.sheet,
        positions={named[column]: place for column, place in raw.positions.items()},
        first_row=raw.first_row,
        left_out=raw.left_out,
    )
    return multiple_response_script(
        file_name(),
        choices,
        [str(answer) for answer in found.chosen.index],
        [_plain(group) for group in found.n.index],
        confidence=found.confidence,
        reading=reading,
    )


def _plain(group: object) -> str:
    """A group as the program calls it; a whole number without decimals."""
    return f"{group:g}" if isinstance(group, float) else str(group)
