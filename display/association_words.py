"""Words for what goes together: the questions and answers of a cross-table, of survey columns and printed tables."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.disclosure import MergedCells
from analysis.evidence import PublishedTable
from analysis.evidence.published import MODELS, NO_ANSWER, PHASES
from analysis.evidence.satisfaction import SIZES
from analysis.statistics import CrossTable
from analysis.survey import Answer, Kind, Role, Survey, run_low_to_high
from display.labels import grouping_labels, outcome_labels
from display.short_labels import spoken, spoken_choice
from display.texts import Texts, mark

_HIGHEST_CODE = 99
_CATEGORIES: Mapping[str, str] = {
    "schotten": mark("schotten"),
    "ketens": mark("ketens"),
    "netwerk": mark("netwerk"),
    "integraal": mark("integraal"),
    "orientatie": mark("oriëntatie"),
    "start": mark("start"),
    "opbouw": mark("opbouw"),
    "consolidatie": mark("consolidatie"),
    "geen_zicht_op": mark("geen zicht op"),
    "niet_van_toepassing": mark("niet van toepassing"),
    "ontevreden": mark("ontevreden"),
    "neutraal": mark("neutraal"),
    "tevreden": mark("tevreden"),
    "minder dan 15.000": mark("minder dan 15.000 inwoners"),
    "15.000 tot 50.000": mark("15.000 tot 50.000 inwoners"),
    "50.000 tot 100.000": mark("50.000 tot 100.000 inwoners"),
    "meer dan 100.000": mark("meer dan 100.000 inwoners"),
}
_BY: Mapping[str, str] = {
    "model": mark("Samenwerkingsmodel"),
    "fase": mark("Fase"),
    "inwoners": mark("Aantal inwoners"),
    "tevredenheid": mark("Tevredenheid"),
}
_SECTORS: Mapping[str, str] = {
    "po": mark("primair onderwijs"),
    "vo": mark("voortgezet onderwijs"),
    "vso": mark("(voortgezet) speciaal onderwijs"),
    "kern": mark("kerngemeente(n)"),
    "overig": mark("overige gemeenten"),
}
_GROUPS: Mapping[str, str] = {"gemeente": mark("gemeenten"), "swv": mark("samenwerkingsverbanden")}

#: From here on thousands are set apart; a year is not.
_GROUPED = 10_000


@dataclass(frozen=True)
class CrossWords:
    """A cross-table in the language of the screen.

    rows, columns: what the rows and the columns are. row_labels, column_labels: the label of each category.
    column_keys: by which the columns get their fixed colours.
    """

    rows: str
    columns: str
    row_labels: Mapping[object, str]
    column_labels: Mapping[object, str]
    column_keys: Mapping[object, str]

    @property
    def about(self) -> str:
        """Both questions, for a heading."""
        return f"{self.rows} × {self.columns}"


def cross_labels(t: Texts, survey: Survey) -> dict[str, str]:
    """Every column that can be a side of a cross-table, by its label: groups, background, grades, then items; and each
    answer of a question with several, which was chosen or not.
    """
    few = {
        entry.column: entry.label(t.language)
        for entry in survey.entries(Role.BACKGROUND)
        if entry.answers
        and not entry.multiple
        and survey.receipt.column(entry.column).kind in (Kind.CATEGORY, Kind.NUMBER)
    }
    columns = {
        name: label
        for name, label in outcome_labels(t, survey).items()
        if name in survey.responses and name not in {scale.name for scale in survey.scales}
    }
    options = {name: f"{_capital(question.label)}: {option}" for name, (question, option) in survey.options.items()}
    return grouping_labels(t, survey) | columns | few | options


def question_labels(t: Texts, survey: Survey) -> dict[str, str]:
    """Every question with several answers as a whole, by its label: what can be the rows of a table by group."""
    return {
        name: t("{question} (alle antwoorden)", question=_capital(question.label))
        for name, question in survey.whole_questions.items()
    }


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def is_ordered_by_default(survey: Survey, column: str) -> bool:
    """Whether a column's answers are known to run from low to high.

    Items and grades are; groups and a background where their words or sizes tell it. That they have numbers as codes
    does not (SPSS numbers municipalities too), also where nobody said what these mean, nor that a codebook lists them
    in some order: a suggestion lists them by the alphabet.
    """
    entry = survey.codebook.get(column) if survey.codebook else None
    if entry is None:
        return False
    if entry.role in (Role.ITEM, Role.GRADE):
        return True
    if entry.role is Role.GROUP and all(_is_bare_code(answer) for answer in entry.answers):
        return False
    return run_low_to_high([answer.label for answer in entry.answers])


def _is_bare_code(answer: Answer) -> bool:
    """A small whole number of which nobody said what it means; a year says it by itself."""
    return not answer.label_nl and answer.value is not None and 0 <= answer.value <= _HIGHEST_CODE


def survey_words(
    t: Texts, survey: Survey, rows: str, columns: str, found: CrossTable, merged: MergedCells | None
) -> CrossWords:
    """The words of two columns of the survey; merged answers are named together."""
    row_parts = merged.row_parts if merged else {}
    column_parts = merged.column_parts if merged else {}
    return CrossWords(
        rows=side_name(t, survey, rows),
        columns=side_name(t, survey, columns),
        row_labels=answer_labels(t, survey, rows, found.observed.index, row_parts),
        column_labels=answer_labels(t, survey, columns, found.observed.columns, column_parts),
        column_keys={label: str(label) for label in found.observed.columns},
    )


def side_name(t: Texts, survey: Survey, column: str) -> str:
    """One side of a cross-table as a sentence calls it.

    One answer of a question with several has no name of its own that says what it is; where the whole is too long, the
    question gives way and the answer stays: all of them share the question.
    """
    if column in survey.options:
        question, option = survey.options[column]
        return spoken_choice(_capital(question.label), option, [other for other in question.options if other != option])
    return spoken(cross_labels(t, survey)[column], column)


def answer_labels(
    t: Texts, survey: Survey, column: str, answers: Iterable[object], parts: Mapping[object, tuple[object, ...]]
) -> dict[object, str]:
    """The answers on one side of a cross-table, merged ones by the labels of what they are made of (`parts`).

    Numbers that stand next to each other in the table are told as a range.
    """
    entry = survey.codebook.get(column) if survey.codebook else None
    known: dict[object, str] = {}
    if entry is None and column in survey.options:
        known.update({answer: t(answer) for answer in (mark("gekozen"), mark("niet gekozen"))})
    if entry is not None:
        known.update(entry.answer_labels(t.language).items())
    known = {answer: _number(t, answer) if _is_number(answer, label) else label for answer, label in known.items()}

    def one(answer: object) -> str:
        return known.get(answer) or (_number(t, answer) if _is_number(answer) else str(answer))

    def named(answer: object) -> str:
        members = parts.get(answer, (answer,))
        if len(members) > 1 and all(_is_number(part, known.get(part, "")) for part in members):
            low, high = min(members, key=_value), max(members, key=_value)
            between = {
                part for others in parts.values() for part in others if _value(low) < _value(part) < _value(high)
            }
            if between <= set(members):
                return t("{low} tot en met {high}", low=one(low), high=one(high))
        return " + ".join(one(part) for part in members)

    return known | {answer: named(answer) for answer in answers}  # answers that nobody gave are named in a note


def _value(answer: object) -> float:
    """An answer as a number; not a number where it is none."""
    return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else math.nan


def _is_number(answer: object, label: str = "") -> bool:
    """Whether an answer is a number, and its label, where it has one, says nothing else."""
    return not math.isnan(_value(answer)) and label.replace(",", ".") in ("", f"{_value(answer):.10g}")


def _number(t: Texts, answer: object) -> str:
    """A number that is an answer, without more decimals than it has: `6,5`, `7`; a year stays `2018`."""
    value = _value(answer)
    if abs(value) >= _GROUPED:
        return t.integer(value)
    whole, _, decimals = f"{value:.10g}".partition(".")
    return t.number(value, len(decimals)) if decimals else whole.replace("-", "−")


def published_name(t: Texts, table: PublishedTable) -> str:
    """A printed table by its number and what stands in it."""
    rows, columns = t(_BY[table.by]), t(_BY[table.columns_by]).lower()
    return f"{table.figure}: {rows} × {columns}, {t(_SECTORS[table.sector])} ({t(_GROUPS[table.group])})"


def category_label(t: Texts, category: object) -> str:
    """A category of a printed table; a word of somebody else's table stays as it is."""
    return t(_CATEGORIES[category]) if category in _CATEGORIES else str(category)  # type: ignore[index]


def counts_words(t: Texts, found: CrossTable, table: PublishedTable | None) -> CrossWords:
    """The words of a table of counts: a printed one, or somebody's own."""
    own = found.names

    def label(category: object) -> str:
        return category_label(t, category) if table is not None else str(category)

    known: dict[object, str] = {key: t(text) for key, text in _CATEGORIES.items()} if table is not None else {}
    return CrossWords(
        rows=t(_BY[table.by]) if table else str(own[0] or t("Groep")),
        columns=t(_BY[table.columns_by]) if table else str(own[1] or t("Antwoord")),
        row_labels=known | {row: label(row) for row in found.observed.index},
        column_labels=known | {column: label(column) for column in found.observed.columns},
        column_keys={column: str(column) for column in found.observed.columns},
    )


def counts_source(t: Texts, table: PublishedTable | None, *, changed: bool) -> str:
    """Where a table of counts comes from, for the line below a picture."""
    if table is None:
        return t("Bron: een eigen tabel met aantallen.")
    if changed:
        return t(
            "Naar figuur {figure} van de landelijke inventarisatie 2018, met gewijzigde aantallen.", figure=table.figure
        )
    return t(
        "Bron: landelijke inventarisatie 2018, figuur {figure}, zonder wie er geen zicht op had.", figure=table.figure
    )


assert set(MODELS) | set(PHASES) | set(NO_ANSWER) | set(SIZES) <= set(_CATEGORIES)
