"""A cross-table as a page shows it: picture, cells, tests, strength and the text for a report."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from analysis.statistics import CrossTable
from display import association_tables as tables
from display.association_words import CrossWords
from display.figures.associations import cross_bars
from display.sentences import associations as sentences
from display.sentences.groups import both_languages
from display.state import projector, style
from display.texts import Texts
from display.widgets import choose_one, heading, messages, paragraph, show_chart, show_table


def show_cross(t: Texts, found: CrossTable, words: Callable[[Texts], CrossWords], source: str, key: str) -> None:
    """The picture, and on a laptop all that stands behind it. words: those of the table in a language."""
    show_chart(t, cross_bars(t, style(), found, words(t), source), key)
    if projector():
        return
    views = {str(view): t(label) for view, label in tables.CELL_VIEWS.items()}
    view = cast(tables.CellView, choose_one(t("In de cellen"), views, f"cells_{key}"))
    show_table(t, tables.cells_table(t, found, words(t), view), f"{key}_{view}")
    paragraph(sentences.recommendation(t, found), "oza-subtitle")
    messages(t, found.notes, warning=False)
    show_table(t, tables.cross_tests_table(t, found), f"{key}_tests")
    show_table(t, tables.strengths_table(t, found), f"{key}_strength")
    show_report(t, lambda language: sentences.cross_report(language, found, words(language)))


def show_report(t: Texts, written: Callable[[Texts], str]) -> None:
    """The text for a report in both languages, that of the screen first."""
    heading(t("Voor in een rapport"))
    for language in both_languages(t):
        paragraph(written(language), "oza-report", language.language)
