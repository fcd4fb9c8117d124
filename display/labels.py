"""Words for what data and result objects name by a code: kinds, roles, missing answers, scales."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten

from analysis.errors import Message
from analysis.evidence.national import is_of_study
from analysis.statistics import GroupComparison
from analysis.survey import MULTIPLE, ColumnReceipt, Kind, MultipleQuestion, Outcome, Role, Survey
from display.short_labels import ToldApart, spoken, told_apart
from display.texts import Texts, mark

_LONGEST_QUESTION = 60
_KINDS = {
    Kind.NUMBER: mark("getal"),
    Kind.CATEGORY: mark("categorie"),
    Kind.TEXT: mark("tekst"),
    Kind.DATE: mark("datum"),
    Kind.EMPTY: mark("leeg"),
}
_ROLES: dict[str, str] = {
    MULTIPLE: mark("vraag met meer antwoorden"),
    Role.ITEM: mark("item van een schaal"),
    Role.GROUP: mark("groep"),
    Role.GRADE: mark("cijfer"),
    Role.BACKGROUND: mark("achtergrond"),
    Role.ID: mark("nummer van de respondent"),
    Role.IGNORE: mark("niet gebruikt"),
}
#: Texts that stand in data files, and so reach the screen by way of the data.
_IN_DATA = (
    mark("geen zicht op"),
    mark("niet van toepassing"),
    mark("vermoedelijk ontbrekend"),
    mark("gemeenten"),
    mark("samenwerkingsverbanden"),
    mark("eigen bestand"),
)
_SIGNS = {"komma": mark("komma"), "punt": mark("punt"), "spatie": mark("spatie"), "apostrof": mark("apostrof")}
_STUDY_SCALES = (
    mark("Gedeelde visie"),
    mark("Onderling vertrouwen"),
    mark("Randvoorwaarden"),
    mark("Sturing op samenwerking"),
    mark("Borging in beleid en bestuur"),
    mark("Meerwaarde"),
)


def kind_label(t: Texts, kind: Kind) -> str:
    """What the answers in a column are."""
    return t(_KINDS[kind])


def role_in_codebook(survey: Survey, column: ColumnReceipt) -> str | None:
    """The role of a column as the codebook writes it: one answer of a question with several has a name of its own."""
    entry = survey.codebook.get(column.name) if survey.codebook else None
    return MULTIPLE if entry and entry.multiple else column.role


def role_label(t: Texts, role: str | None) -> str:
    """What a column is used for (a `Role`, or `MULTIPLE`); a column that no codebook names is not used."""
    return t("nog niet gebruikt") if role is None else t(_ROLES[role])


def sign_label(t: Texts, word: str) -> str:
    """A sign in numbers, as a codebook file names it."""
    return t(_SIGNS[word]) if word else ""


def missing_label(t: Texts, kind: str) -> str:
    """A kind of missing answer: `geen zicht op`, `leeg`, `vermoedelijk ontbrekend: 99`."""
    word, _, code = kind.partition(": ")
    translated = t(word)
    return f"{code} ({translated})" if code else translated


def missing_text(t: Texts, counts: Mapping[str, int]) -> str:
    """How many answers are missing, by kind."""
    found = [f"{t.integer(n)}× {missing_label(t, kind)}" for kind, n in counts.items() if n]
    return ", ".join(found) or "0"


@dataclass(frozen=True)
class ScaleWords:
    """A scale in the language of the screen: its own label, its questions, and what each answer stands for.

    items: each without what all begin with; that is `stem`, or else the question above them that the file gives.
    given: the same beside the answers as they were given, not turned round: which of them count the other way.
    """

    label: str
    items: Mapping[str, str]
    answers: Mapping[float, str]
    stem: str = ""
    given: Mapping[str, str] = field(default_factory=dict)

    def below(self, t: Texts, source: str) -> str:
        """The line below a picture of the items: the question that they share, once, and the source."""
        if not self.stem:
            return source
        question = t("Vraag boven de items: ‘{question}’.", question=self.stem.rstrip("."))
        return f"{question} {source}"


def scale_words(t: Texts, survey: Survey, scale: str) -> ScaleWords:
    """The words of one scale."""
    items, apart, label = survey.scale(scale), _items(t, survey, scale), scale_label(t, survey, scale)
    plain = dict(zip(items.items, apart.labels, strict=True))
    turned = items.reversed_items
    labels = {name: t("{label} (omgekeerd)", label=short) if name in turned else short for name, short in plain.items()}
    given = {
        name: t("{label} (telt omgekeerd)", label=short) if name in turned else short for name, short in plain.items()
    }
    stem = apart.stem or _question_above(survey, items.items)
    stem = "" if stem.casefold() == label.casefold() else stem
    return ScaleWords(label, labels, _answers(t, survey, scale), stem, given)


def _items(t: Texts, survey: Survey, scale: str) -> ToldApart:
    """The questions of a scale in the language of the screen, in its own order, and what all of them begin with."""
    items = survey.scale(scale).items
    return told_apart([survey.codebook[name].label(t.language) if survey.codebook else name for name in items])


def _question_above(survey: Survey, items: Sequence[str]) -> str:
    """The question that the file gives for all these columns together; "" where it gives none, or a code only."""
    headings = {survey.receipt.column(name).description.heading for name in items}
    heading = headings.pop() if len(headings) == 1 else ""
    return heading if " " in heading else ""


def _answers(t: Texts, survey: Survey, scale: str) -> dict[float, str]:
    """What each answer of a scale's items stands for, as the scale counts them: 1 = …, 5 = …."""
    wanted = survey.scale(scale)
    plain = next((name for name in wanted.items if name not in wanted.reversed_items), wanted.items[0])
    entry = survey.codebook[plain] if survey.codebook else None
    known = entry.answer_labels(t.language) if entry else {}
    codes = [float(code) for code in range(int(wanted.minimum), int(wanted.maximum) + 1)]
    labels: dict[float, str] = {}
    for code in codes:
        label = str(known.get(code, t.integer(code)))
        labels[code] = label if label == t.integer(code) else f"{t.integer(code)} {label}"
    return labels


def answer_words(t: Texts, survey: Survey, column: str) -> dict[object, str]:
    """What the answers in a column stand for: `4 vaak` for a code with a label, an own label as it is."""
    entry = survey.codebook.get(column) if survey.codebook else None
    known = entry.answer_labels(t.language) if entry and not entry.multiple else {}
    return {
        answer: label if isinstance(answer, str) or label == t.integer(answer) else f"{t.integer(answer)} {label}"
        for answer, label in known.items()
    }


def named_with_question(survey: Survey, message: Message) -> Message:
    """A message on a column that is called by a code, with the question that the code stands for."""
    name = message.values.get("column")
    if not isinstance(name, str) or " " in name or name not in survey.responses:
        return message
    asked = survey.receipt.column(name).description.own_text
    if not asked or asked.casefold() == name.replace("_", " ").casefold():
        return message
    quoted = shorten(asked, _LONGEST_QUESTION, placeholder="…")
    return Message(message.template, {**message.values, "column": f"{name} (‘{quoted}’)"})


def question_of(survey: Survey, column: str) -> MultipleQuestion | None:
    """The question with several answers to which a column belongs."""
    return next((question for question in survey.multiple if column in question.columns), None)


@dataclass(frozen=True)
class GroupWords:
    """A comparison in the language of the screen: what is compared, by what, how the groups are called.

    bounds: the lowest and highest value that the outcome can have; None where the codebook does not say.
    """

    outcome: str
    grouping: str
    groups: Mapping[object, str]
    bounds: tuple[float, float] | None


def group_words(t: Texts, survey: Survey, outcome: str, grouping: str, comparison: GroupComparison) -> GroupWords:
    """The words of one comparison."""
    return words_of(t, survey, outcome, grouping, list(comparison.groups.index))


def words_of(t: Texts, survey: Survey, outcome: str, grouping: str, groups: Sequence[object]) -> GroupWords:
    """The words of an outcome and these groups of a grouping."""
    return GroupWords(
        outcome_names(t, survey)[outcome],
        column_name(t, survey, grouping),
        labels_of(t, survey, grouping, groups),
        outcome_bounds(survey, outcome),
    )


def outcome_bounds(survey: Survey, outcome: str) -> tuple[float, float] | None:
    """The lowest and highest value that an outcome can have; None where it has no answers."""
    return _bounds(survey, next(o for o in survey.outcomes if o.name == outcome))


def _bounds(survey: Survey, outcome: Outcome) -> tuple[float, float] | None:
    """The range of an outcome: of its answers, of report grades, or of what was given, in whole numbers."""
    if outcome.minimum is not None and outcome.maximum is not None:
        return outcome.minimum, outcome.maximum
    values = survey.responses[outcome.name].dropna()
    if values.empty:
        return None
    low, high = math.floor(values.min()), math.ceil(values.max())
    return (1.0, 10.0) if low >= 1 and high <= 10 else (float(low), float(high))


def group_labels(t: Texts, survey: Survey, column: str, comparison: GroupComparison) -> dict[object, str]:
    """The groups of a comparison in the language of the screen."""
    return labels_of(t, survey, column, list(comparison.groups.index))


def labels_of(t: Texts, survey: Survey, column: str, groups: Sequence[object]) -> dict[object, str]:
    """These answers to a column in the language of the screen; merged ones by those that they are made of."""
    entry = survey.codebook[column] if survey.codebook else None
    known: dict[object, str] = dict(entry.answer_labels(t.language).items()) if entry else {}

    def called(group: object) -> str:
        if group in known or not isinstance(group, str):
            return str(known.get(group, group))
        return " + ".join(str(known.get(part, part)) for part in group.split(" + "))

    return {group: called(group) for group in groups}


def column_name(t: Texts, survey: Survey, column: str) -> str:
    """A column as a sentence or a title calls it: its label, or where that is long or a question its name."""
    entry = survey.codebook.get(column) if survey.codebook else None
    if entry is None:
        return spoken(column)
    translated = t.language == "en" and bool(entry.label_en)  # then the name is in the other language
    return spoken(entry.label(t.language), "" if translated else column)


def grouping_labels(t: Texts, survey: Survey) -> dict[str, str]:
    """Everything that divides the respondents: group columns first, then background columns of a few answers.

    The first group that speaks of a model leads: pages begin with it, and the question is whether models differ.
    """
    background = [
        entry
        for entry in survey.entries(Role.BACKGROUND)
        if survey.receipt.column(entry.column).kind is Kind.CATEGORY and not entry.multiple
    ]
    models = [entry for entry in survey.groups if "model" in f"{entry.column} {entry.label_nl}".lower()]
    return {entry.column: entry.label(t.language) for entry in (*models[:1], *survey.groups, *background)}


def scale_label(t: Texts, survey: Survey, scale: str) -> str:
    """A scale's label; only those of the national study are translated, an own word stays as it is.

    A scale of an own file that shares its name with one of the study, and nothing else, keeps that name.
    """
    found = survey.scale(scale)
    if not survey.simulated and found.label in _STUDY_SCALES and not is_of_study(found):
        words = scale.replace("_", " ")
        return words[:1].upper() + words[1:]
    return t(found.label) if found.label in _STUDY_SCALES else found.label


def survey_name(t: Texts, survey: Survey) -> str:
    """What the data in use are called: a sample by its translated name, an own file as it is."""
    return t(survey.name) if survey.simulated else survey.name


def outcome_labels(t: Texts, survey: Survey) -> dict[str, str]:
    """Everything that groups can be compared on: name → label, to choose from; scales carry their own.

    Items of one scale, and grades, stand there without what all of them begin with, where that makes no two alike.
    """
    full = {o.name: scale_label(t, survey, o.name) if o.role is None else o.label(t.language) for o in survey.outcomes}
    short = dict(full)
    for scale in survey.scales:
        short.update(zip(scale.items, _items(t, survey, scale.name).labels, strict=True))
    grades = [entry.column for entry in survey.grades if entry.column in full]
    short.update(zip(grades, told_apart([full[name] for name in grades]).labels, strict=True))
    often = Counter(short.values())
    return {name: short[name] if often[short[name]] == 1 else label for name, label in full.items()}


def outcome_names(t: Texts, survey: Survey) -> dict[str, str]:
    """The same as a sentence or a title calls them."""
    labels = outcome_labels(t, survey)
    plain = {o.name for o in survey.outcomes if o.role is None or (t.language == "en" and o.label_en != o.label_nl)}
    return {name: spoken(label, "" if name in plain else name) for name, label in labels.items()}


def inside(label: str) -> str:
    """A label as it stands inside a sentence: as its maker wrote it, capitals too; a question is quoted."""
    return f"‘{label}’" if label.endswith("?") else label
