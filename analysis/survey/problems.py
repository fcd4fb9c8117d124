"""What a person has to look at in a file that was just read, and what would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.errors import Message
from analysis.survey.codebook_entries import Role
from analysis.survey.matching import EARLIER_NAME, SAME_NAME
from analysis.survey.model import ColumnReceipt, DoubtfulNumbers, Receipt
from analysis.survey.personal import PERSONAL, personal_warning
from analysis.survey.remarks import (
    ALL_ALIKE,
    APOSTROPHES,
    ASKED,
    DECLARED_DECIMALS,
    DECLARED_THOUSANDS,
    DOUBTFUL,
    EMPTY_MARK,
    MEASURED,
    NOTHING_IN_IT,
    OWN_WORDS,
    PERCENT_SIGN,
    RESPELLED,
    SEVERAL_CODES,
    SLIP,
    SPELLINGS,
    SUSPECTED_APART,
    UNQUOTED,
)
from analysis.survey.resemblance import NearDuplicate


class ProblemKind(StrEnum):
    """What is the matter, the most urgent first."""

    PERSONAL = "personal"
    """The column seems to hold personal data: leave it out."""
    SUSPECTED = "suspected"
    """Codes that look like missing answers: declare them so."""
    SLIP = "slip"
    """A label that looks like a slip of another one: read it as that."""
    NUMBERS = "numbers"
    """Numbers such as `1.234`, which can be thousands or decimals: say which."""
    REMARK = "remark"
    """Something else that the receipt warns of; to be looked at in the file or the codebook."""


@dataclass(frozen=True)
class Problem:
    """One thing to look at. slip: the labels concerned, for a slip only; numbers: likewise for doubtful numbers.

    open: whether it waits for somebody; what only tells how the file was read, and what concerns a column that is used
    for nothing while others are, does not.
    """

    kind: ProblemKind
    column: str
    message: Message
    slip: NearDuplicate | None = None
    numbers: DoubtfulNumbers | None = None
    open: bool = True

    @property
    def key(self) -> str:
        """Tells one problem from the others of its file."""
        return "|".join((self.kind, self.column, self.message.template, str(self.slip.label if self.slip else "")))


_TOLD_OTHERWISE = frozenset({SLIP.template, SUSPECTED_APART.template, PERSONAL.template})
_DONE = frozenset(
    said.template
    for said in (RESPELLED, UNQUOTED[RESPELLED.template], DECLARED_THOUSANDS, DECLARED_DECIMALS, EARLIER_NAME)
)
_TOLD = (SPELLINGS, EMPTY_MARK, SEVERAL_CODES, OWN_WORDS, PERCENT_SIGN, APOSTROPHES, MEASURED, SAME_NAME)
_TOLD_ONLY = frozenset(
    each.template for said in _TOLD for each in (said, UNQUOTED.get(said.template)) if each is not None
)
_SAYS_NOTHING = frozenset((NOTHING_IN_IT.template, ALL_ALIKE.template))
_COMPUTED_WITH = (Role.ITEM, Role.GRADE, Role.GROUP)
_UNUSED = (None, Role.IGNORE)


def done_by_codebook(column: ColumnReceipt) -> tuple[Message, ...]:
    """What the codebook changed in the reading of a column: nothing to look at, but nothing to do in silence either."""
    return tuple(warning for warning in column.warnings if warning.template in _DONE)


def find_problems(receipt: Receipt) -> tuple[Problem, ...]:
    """Everything that asks for a look, by kind and then in the order of the columns.

    Of a protected receipt (`analysis.disclosure.protect_receipt`) nothing is told that it withholds.
    """
    in_use = any(column.role not in _UNUSED for column in receipt.columns)
    found = [
        replace(problem, open=_is_open(problem, column, in_use=in_use))
        for column in receipt.columns
        for problem in _problems(column)
    ]
    order = list(ProblemKind)
    return tuple(sorted(found, key=lambda problem: order.index(problem.kind)))


def _is_open(problem: Problem, column: ColumnReceipt, *, in_use: bool) -> bool:
    """Whether it waits for somebody. in_use: whether the file has columns that are used for something."""
    if problem.kind is ProblemKind.PERSONAL:
        return True
    if problem.message.template in _SAYS_NOTHING:
        return column.role in _COMPUTED_WITH
    return problem.message.template not in _TOLD_ONLY and not (in_use and column.role in _UNUSED)


def _problems(column: ColumnReceipt) -> Iterator[Problem]:
    if column.personal is not None:
        yield Problem(ProblemKind.PERSONAL, column.name, personal_warning(column.name, column.personal))
    if column.description.technical and column.role in (None, Role.ID, Role.IGNORE):
        return  # nobody computes with what a survey tool keeps for itself
    if column.suspected:
        codes = ", ".join(f"{found.code:g}" for found in column.suspected)
        message = Message(
            "Kolom {column}: {codes} lijkt een code voor een ontbrekend antwoord ({count} keer).",
            {"column": column.name, "codes": codes, "count": sum(found.count for found in column.suspected)},
        )
        yield Problem(ProblemKind.SUSPECTED, column.name, message)
    for slip in column.near_duplicates:
        message = Message(
            'Kolom {column}: "{label}" lijkt op "{meant}".',
            {"column": column.name, "label": slip.label, "meant": slip.meant},
        )
        yield Problem(ProblemKind.SLIP, column.name, message, slip)
    for warning in column.warnings:
        if column.doubtful and warning.template in DOUBTFUL:
            asked = Message(ASKED[warning.template].template, warning.values)
            yield Problem(ProblemKind.NUMBERS, column.name, asked, numbers=column.doubtful)
        elif warning.template not in _TOLD_OTHERWISE | _DONE:
            yield Problem(ProblemKind.REMARK, column.name, warning)
