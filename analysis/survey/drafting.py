"""A first codebook for a file that has none, to be completed by its owner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis.errors import SurveyError
from analysis.survey.answer_orders import is_no_answer
from analysis.survey.answers import FIVE_POINT_ANSWERS, described_answers, is_five_point_answer
from analysis.survey.codebook import Codebook
from analysis.survey.codebook_entries import Answer, CodebookEntry, Role
from analysis.survey.coding import MOST_CODES, NO_ANSWER_CODES
from analysis.survey.language import Language, language_of
from analysis.survey.model import ColumnReceipt, Kind, Survey
from analysis.survey.numbers import DecimalSign, plain_number
from analysis.survey.wording import exact_key

_FEWEST_ANSWERS = 2


def draft_codebook(survey: Survey) -> Codebook:
    """The survey's codebook, with an entry added for each column that it does not name.

    An added entry has the role `ignore`: nothing is used until the user says what it is. To help, its label, answers
    and missing codes are those that the file itself gives (SPSS, the header of a survey tool); where it gives none, the
    answers are those that were seen, the missing codes those that look like one. A draft cannot know of answers beyond
    the lowest and highest that were given: the user completes it.
    """
    known = Codebook(()) if survey.codebook is None else survey.codebook
    language = question_language(survey)
    added = [
        in_language(draft_entry(column), language) for column in survey.receipt.columns if column.name not in known
    ]
    return known.with_entries(*added, order=_order(survey))


def question_language(survey: Survey) -> Language:
    """The language of the questions in the file as a whole; Dutch where they do not tell."""
    asked = (
        column.description.label or column.name for column in survey.receipt.columns if not column.description.technical
    )
    return language_of(asked) or "nl"


def in_language(entry: CodebookEntry, language: Language) -> CodebookEntry:
    """The entry with its label, as a draft has it, under the language that it is in."""
    if language == "nl" or entry.label_en:
        return entry
    return replace(entry, label_nl="", label_en=entry.label_nl)


def draft_entry(column: ColumnReceipt) -> CodebookEntry:
    """The entry of one column, with the role `ignore`; the question under the label in Dutch, see `in_language`.

    Answers that the file itself labels as none (*weet niet*) are missing, where two and more others are left.
    """
    seen = [answer for answer, count in column.answers.items() if count]
    answers, missing = described_answers(column.description)
    none = [answer for answer in answers if is_no_answer(answer.label)]
    if len(answers) - len(none) >= _FEWEST_ANSWERS:  # SPSS files label 9 as *weet niet* without declaring it missing
        answers = tuple(answer for answer in answers if answer not in none)
        missing = (*missing, *none)
    if answers:
        none_values = {answer.value for answer in none}
        seen = [value for value in seen if value not in none_values]
        answers = _completed(answers, [value for value in seen if isinstance(value, float)])
    else:
        match column.kind:
            case Kind.CATEGORY:
                codes = codes_among_labels(column)
                answers = _label_answers([str(label) for label in seen if str(label) not in codes])
                missing = (*missing, *map(Answer, codes))
            case Kind.NUMBER:
                suspected = [found.code for found in column.suspected]
                answers = _number_answers([value for value in seen if isinstance(value, float)], suspected)
                missing = (*missing, *(Answer(f"{code:g}") for code in suspected))
    return CodebookEntry(column.name, Role.IGNORE, label_nl=column.description.label, answers=answers, missing=missing)


def codes_among_labels(column: ColumnReceipt) -> tuple[str, ...]:
    """Numbers among labels that stand for no answer: the -99 of a survey tool that exports its answers in words."""
    labels = [str(label) for label, count in column.answers.items() if count]
    codes = tuple(label for label in labels if plain_number(label) in NO_ANSWER_CODES)
    others = {label for label in labels if label not in codes}
    return codes if others and all(plain_number(label) is None for label in others) else ()


def _completed(answers: tuple[Answer, ...], seen: Sequence[float]) -> tuple[Answer, ...]:
    """The answers that a file labels, with the whole numbers between and beside them that it leaves without a label.

    Often only the ends of a range have one. Left as they are where the numbers are no closed range.
    """
    labelled = {answer.value: answer for answer in answers}
    numbers = [value for value in (*labelled, *seen) if value is not None]
    if None in labelled or not all(n.is_integer() for n in numbers) or max(numbers) - min(numbers) >= MOST_CODES:
        return answers
    codes = range(int(min(numbers)), int(max(numbers)) + 1)
    return tuple(labelled.get(float(code), Answer(str(code))) for code in codes)


def _label_answers(labels: Sequence[str]) -> tuple[Answer, ...]:
    """The labels as found; for labels of the common five-point scale all of its answers."""
    if labels and all(is_five_point_answer(label) for label in labels):
        return FIVE_POINT_ANSWERS
    if any({"|", "="} & set(label) or plain_number(label) is not None for label in labels):
        return ()  # The codebook's notation has no place for these signs, nor for numbers among labels.
    return tuple(Answer(label) for label in labels)


def _number_answers(values: Sequence[float], missing: Sequence[float]) -> tuple[Answer, ...]:
    """The whole numbers from the lowest to the highest, those that are likely missing codes apart."""
    answers = [value for value in values if value not in missing]
    if not answers or not all(value.is_integer() for value in values) or max(answers) - min(answers) >= MOST_CODES:
        return ()
    codes = range(int(min(answers)), int(max(answers)) + 1)
    return tuple(Answer(str(code)) for code in codes)


def accept_suspected(codebook: Codebook, survey: Survey, column: str) -> Codebook:
    """The codebook with a column's suspected codes added to its missing answers.

    The entry is that of the codebook, or a first draft where it has none. In a column that the codebook describes the
    codes were kept apart already: there only what they are called changes when the file is read again. SurveyError
    where the survey has no such column.
    """
    receipt = survey.receipt.column(column)
    entry = codebook.get(column) or in_language(draft_entry(receipt), question_language(survey))
    listed = {answer.value for answer in entry.missing}
    codes = {suspected.code for suspected in receipt.suspected}
    added = tuple(Answer(f"{code:g}", f"ontbrekend ({code:g})") for code in sorted(codes - listed))
    answers = tuple(answer for answer in entry.answers if answer.value not in codes)
    changed = replace(entry, answers=answers, missing=(*entry.missing, *added))
    return codebook.with_entries(changed, order=_order(survey))


def merge_labels(codebook: Codebook, survey: Survey, column: str, label: str, meant: str) -> Codebook:
    """The codebook in which a column's label is read as another one, this time and with every next file.

    The entry is that of the codebook, or a first draft where it has none; a label that stood for a missing answer does
    so no more. SurveyError where the survey has no such column, or a label holds a sign for which the codebook has no
    place.
    """
    receipt = survey.receipt.column(column)
    if {"|", "="} & set(label + meant):
        raise SurveyError(
            'Kolom {column}: "{label}" en "{meant}" kunnen niet in het codeboek worden samengevoegd, want daarin '
            "scheiden de tekens | en = de antwoorden. Verbeter de cellen in het bestand.",
            column=column,
            label=label,
            meant=meant,
        )
    entry = codebook.get(column) or in_language(draft_entry(receipt), question_language(survey))
    answers = tuple(answer for answer in entry.answers if exact_key(answer.label) != exact_key(label))
    earlier = tuple(
        (found, meant if exact_key(read_as) == exact_key(label) else read_as)
        for found, read_as in entry.spellings
        if exact_key(found) != exact_key(label)
    )
    missing = tuple(code for code in entry.missing if exact_key(code.code) != exact_key(label))
    changed = replace(entry, answers=answers, missing=missing, spellings=(*earlier, (label, meant)))
    return codebook.with_entries(changed, order=_order(survey))


def labels_to_merge(survey: Survey, column: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels of a column that can be read as another one (see `merge_labels`), and those they can be read as.

    The first are what was given, and texts that the codebook takes for missing; the second the column's answers. Both
    empty for numbers without labels, texts, dates, identifiers and questions with several answers. SurveyError where
    the survey has no such column.
    """
    receipt = survey.receipt.column(column)
    entry = survey.codebook.get(column) if survey.codebook else None
    if receipt.role is Role.ID or (entry is not None and entry.multiple):
        return (), ()
    listed = [answer.label for answer in entry.answers] if entry else []
    given = [str(label) for label, count in receipt.answers.items() if count] if receipt.kind is Kind.CATEGORY else []
    codes = [code.code for code in entry.missing if plain_number(code.code) is None] if entry else []
    absent = [code for code in codes if any(exact_key(code) == exact_key(kind) for kind in receipt.missing)]
    known = tuple(dict.fromkeys((*listed, *given)))
    return (tuple(dict.fromkeys((*given, *absent))), known) if known else ((), ())


def declare_numbers(codebook: Codebook, survey: Survey, column: str, *, as_thousands: bool) -> Codebook:
    """The codebook in which a column's numbers such as `1.234` are thousands, or else decimals, from now on.

    The entry is that of the codebook, or a first draft where it has none. SurveyError where the survey has no such
    column, or it holds no such numbers of which nobody said yet what they are.
    """
    receipt = survey.receipt.column(column)
    if receipt.doubtful is None:
        raise SurveyError(
            "Kolom {column}: er staan geen getallen in waarvan onduidelijk is of het duizendtallen zijn.", column=column
        )
    sign: DecimalSign = receipt.doubtful.sign
    other: DecimalSign = "," if sign == "." else "."
    # Answers that were drafted from the numbers as they were read would stay behind as the wrong ones.
    draft = in_language(draft_entry(receipt), question_language(survey))
    entry = codebook.get(column) or replace(draft, answers=())
    signs = (other, sign) if as_thousands else (sign, None)
    changed = replace(entry, decimal=signs[0], thousands=signs[1])
    return codebook.with_entries(changed, order=_order(survey))


def _order(survey: Survey) -> list[str]:
    """The columns in the order of the file: an entry that is added stands where its column does."""
    return [column.name for column in survey.receipt.columns]
