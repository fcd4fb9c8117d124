"""Cross-tables, correlations and factors as a page shows them: picture, tables and the text for a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from analysis.disclosure import MergedCells
from analysis.statistics import Block, Correlations, CrossTable, Regression
from display import association_tables as tables
from display.association_words import CrossWords
from display.figures.associations import cross_bars, factor_coefficients, heat_map
from display.sentences import associations as sentences
from display.sentences.groups import both_languages
from display.state import projector, source_line, style
from display.texts import Texts
from display.widgets import choose_one, conclusion, heading, messages, notice, paragraph, show_chart, show_table


def show_cross(
    t: Texts,
    found: CrossTable,
    words: Callable[[Texts], CrossWords],
    source: str,
    key: str,
    merged: MergedCells | None = None,
) -> None:
    """The picture, and on a laptop all that stands behind it. words: those of the table in a language.

    merged: how answers of an own file were taken together; None of a table that nobody has to be protected in.
    """
    if merged is not None and merged.merged:
        notice(sentences.merged_answers(t, merged, words(t)), warning=True)
    show_chart(t, cross_bars(t, style(), found, words(t), source), key)
    if projector():
        return
    views = {str(view): t(label) for view, label in tables.CELL_VIEWS.items()}
    view = cast(tables.CellView, choose_one(t("In de cellen"), views, f"cells_{key}"))
    show_table(t, tables.cells_table(t, found, words(t), view), f"{key}_{view}")
    paragraph(sentences.recommendation(t, found), "oza-subtitle")
    labels = {**words(t).row_labels, **words(t).column_labels}
    messages(t, found.notes, labels, warning=False)
    show_table(t, tables.cross_tests_table(t, found), f"{key}_tests")
    show_table(t, tables.strengths_table(t, found), f"{key}_strength")
    show_report(t, lambda language: sentences.cross_report(language, found, words(language), merged))


def show_correlations(t: Texts, correlated: Callable[[Texts], Correlations]) -> None:
    """The heat map, and the text for a report. correlated: with the names of the columns in a language."""
    found = correlated(t)
    show_chart(t, heat_map(t, style(), found, source_line(t)), "correlations")
    if not projector():
        messages(t, found.notes)
        show_report(t, lambda language: sentences.correlations_report(language, correlated(language)))


def show_factors(t: Texts, regressed: Callable[[Texts], Regression], outcome: Callable[[Texts], str], key: str) -> None:
    """The factors beside each other, and the text for a report. regressed: with the names in a language."""
    found = regressed(t)
    show_chart(t, factor_coefficients(t, style(), found, outcome(t), source_line(t)), key)
    if not projector():
        messages(t, found.notes)
        show_report(t, lambda language: sentences.regression_report(language, regressed(language), outcome(language)))


def show_blocks(t: Texts, entered: Callable[[Texts], Sequence[Block]], outcome: Callable[[Texts], str]) -> None:
    """What the second block adds, in a sentence, a table and the text for a report."""
    found = entered(t)
    conclusion(sentences.blocks_conclusion(t, found, outcome(t)))
    show_table(t, tables.blocks_table(t, found), "blocks")
    show_report(t, lambda language: sentences.blocks_report(language, entered(language), outcome(language)))


def show_report(t: Texts, written: Callable[[Texts], str]) -> None:
    """The text for a report in both languages, that of the screen first."""
    heading(t("Voor in een rapport"))
    for language in both_languages(t):
        paragraph(written(language), "oza-report", language.language)
