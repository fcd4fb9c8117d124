"""What columns are because of the columns next to them in the file, where neither names nor questions tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from analysis.survey.codebook_entries import CodebookEntry, Role
from analysis.survey.drafting import draft_entry
from analysis.survey.item_answers import all_missing, given_labels, ordered_answers
from analysis.survey.model import ColumnReceipt, Kind, Survey
from analysis.survey.multiple import is_chosen
from analysis.survey.wording import exact_key
from analysis.survey.written_numbers import asks_for_a_number

_FEWEST_ALIKE = 3
_FEWEST_RANKED, _MOST_ERRING, _NEAR_100 = 5, 0.05, 90
MOST_GROUPS = 8  # of a column that divides respondents; more are a list of names or codes


def given_texts(survey: Survey, column: ColumnReceipt) -> list[str]:
    """The different answers in a column as texts, at most one more than make a group."""
    given = survey.responses[column.name].dropna().unique()
    return [f"{value:g}" if isinstance(value, float) else str(value) for value in given[: MOST_GROUPS + 1]]


def ticks_side_by_side(survey: Survey, columns: Sequence[ColumnReceipt]) -> list[list[ColumnReceipt]]:
    """Runs of three columns and more, next to each other in the file, that hold one and the same tick or nothing."""
    place = {column.name: at for at, column in enumerate(survey.receipt.columns)}
    runs: list[list[ColumnReceipt]] = []
    last: tuple[int, str] | None = None
    for column in columns:
        given = given_texts(survey, column)
        tick = given[0] if len(given) == 1 and column.n < len(survey) and is_chosen(given[0], "") else ""
        if tick and last == (place[column.name] - 1, tick):
            runs[-1].append(column)
        elif tick:
            runs.append([column])
        last = (place[column.name], tick) if tick else None
    return [run for run in runs if len(run) >= _FEWEST_ALIKE]


def are_ranks(survey: Survey, columns: Sequence[ColumnReceipt]) -> bool:
    """Whether respondents put the columns in an order: whoever answers gives each number from 1 to one of them at most.

    Where few do not (one in twenty) they erred. The numbers of such columns add up to the same for everybody: as items
    of a scale they would run against each other whatever was asked (ipsative data).
    """
    if len(columns) < _FEWEST_ALIKE or any(column.kind is not Kind.NUMBER for column in columns):
        return False
    given = np.column_stack([survey.responses[column.name].to_numpy(dtype=float) for column in columns])
    codes = {suspected.code for column in columns for suspected in column.suspected}
    given[np.isin(given, [code for code in codes if not 1 <= code <= len(columns)])] = np.nan
    numbers = given[~np.isnan(given)]
    if not numbers.size or numbers.min() != 1 or numbers.max() > len(columns) or (numbers % 1).any():
        return False
    ordered = np.sort(given, axis=1)  # what is missing comes last
    several = ~np.isnan(ordered[:, 1])
    twice = (np.diff(ordered, axis=1) == 0).any(axis=1)
    return bool(several.sum() >= _FEWEST_RANKED and (twice & several).sum() <= _MOST_ERRING * several.sum())


def are_sliders(survey: Survey, columns: Sequence[ColumnReceipt]) -> bool:
    """Whether columns hold whole numbers from 0 to 100 that respondents set, each by itself.

    Some come near 100, none counts something (*Aantal leerlingen*), and they do not add up to the same for everybody,
    as points do that are divided over them.
    """
    if len(columns) < 2 or any(column.kind is not Kind.NUMBER or asks_for_a_number(column) for column in columns):
        return False
    given = survey.responses[[column.name for column in columns]].to_numpy(dtype=float)
    numbers = given[~np.isnan(given)]
    if not numbers.size or numbers.min() < 0 or not _NEAR_100 <= numbers.max() <= 100 or (numbers % 1).any():
        return False
    complete = given[~np.isnan(given).any(axis=1)].sum(axis=1)
    return len(complete) >= _FEWEST_RANKED and np.unique(complete, return_counts=True)[1].max() < len(complete) / 2


def may_be_right_or_wrong(survey: Survey, columns: Sequence[ColumnReceipt]) -> bool:
    """Whether columns of 0 and 1 may as well be test questions: they have numbers, and no word for what a 1 is."""
    return len(columns) >= _FEWEST_ALIKE and all(
        column.kind is Kind.NUMBER
        and column.name[-1:].isdigit()
        and not column.description.label
        and not column.description.answers
        and set(survey.responses[column.name].dropna().unique()) == {0.0, 1.0}
        for column in columns
    )


def beside_a_scale(
    survey: Survey, columns: Sequence[ColumnReceipt], suggested: Mapping[str, CodebookEntry]
) -> dict[str, CodebookEntry]:
    """Columns of which nothing is known as items of the suggested scale beside them in the file.

    Where they have words for answers, three and more, all of them answers of that scale, and stand below the same
    question. Each that joins is beside the next one.
    """
    joined: dict[str, CodebookEntry] = {}
    waiting = {
        column.name for column in columns if len(given_labels(column)) >= _FEWEST_ALIKE and ordered_answers(column)
    }
    in_file = survey.receipt.columns
    for order in (list(in_file), list(reversed(in_file))):
        for column, neighbour in pairwise(order):
            known = joined.get(column.name) or suggested.get(column.name)
            if (
                neighbour.name not in waiting
                or neighbour.name in joined
                or known is None
                or known.role is not Role.ITEM
            ):
                continue
            labels = {exact_key(answer.label) for answer in known.answers}
            same_question = column.description.question == neighbour.description.question
            if same_question and {exact_key(label) for label in given_labels(neighbour)} <= labels:
                draft = draft_entry(neighbour)
                joined[neighbour.name] = replace(
                    draft,
                    role=Role.ITEM,
                    scale=known.scale,
                    label_nl=neighbour.description.own_text,
                    answers=known.answers,
                    missing=all_missing(neighbour, draft),
                )
    return joined
