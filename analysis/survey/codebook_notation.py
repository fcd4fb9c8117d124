"""The notation of a codebook file: from the texts in its rows to entries and hypotheses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import pandas as pd

from analysis.errors import Message, SurveyError
from analysis.survey.codebook_entries import AND_SO_ON, COLUMNS, MULTIPLE, SIGN_WORDS, Answer, CodebookEntry, Role
from analysis.survey.numbers import DecimalSign, ThousandsSign
from analysis.survey.own_hypotheses import HYPOTHESIS, OwnHypothesis, read_hypothesis
from analysis.survey.wording import closest, exact_key, shortened, tidy

# What the editor in the page calls these columns, and in brackets what a file calls them: a sentence serves both.
_FIELDS = {
    "answers": Message("Antwoorden (answers)"),
    "answers_en": Message("Antwoorden (en) (answers_en)"),
    "missing": Message("Ontbrekend (missing)"),
    "decimal": Message("Decimaalteken (decimal)"),
    "thousands": Message("Duizendtalteken (thousands)"),
}

_MOST_BETWEEN = 1000
_REQUIRED_COLUMNS = ("column", "role")

# What these columns and roles are called in Dutch, in the editor of the page or by whoever makes a codebook by hand.
_DUTCH_COLUMNS = {
    **dict.fromkeys(("kolom", "kolom_in_het_bestand", "variabele"), "column"),
    **dict.fromkeys(("rol", "gebruikt_als"), "role"),
    "schaal": "scale",
    **dict.fromkeys(("vraag", "label", "label_(nederlands)"), "label_nl"),
    "label_(engels)": "label_en",
    "antwoorden": "answers",
    **dict.fromkeys(("antwoorden_(en)", "antwoorden_en", "antwoorden_(engels)"), "answers_en"),
    "ontbrekend": "missing",
    **dict.fromkeys(("omgekeerd", "omkeren"), "reversed"),
    **dict.fromkeys(("spelling", "spellingen", "spelling=bedoeld"), "spellings"),
    "decimaalteken": "decimal",
    "duizendtalteken": "thousands",
    **dict.fromkeys(("eerdere_namen", "eerdere_naam", "vroegere_namen"), "earlier_names"),
}

_DUTCH_ROLES = {
    "item van een schaal": "item",
    "groep": "group",
    "cijfer": "grade",
    "achtergrond": "background",
    **dict.fromkeys(("nummer", "nummer van de respondent"), "id"),
    **dict.fromkeys(("niet gebruikt", "negeren"), "ignore"),
    **dict.fromkeys(("vraag met meer antwoorden", "meerkeuze"), "multiple"),
    "hypothese": HYPOTHESIS,
}

_SIGN_NAMES = {
    **{word: sign for sign, word in SIGN_WORDS.items()},
    **{sign: sign for sign in (",", ".", "'")},
    "comma": ",",
    "point": ".",
    "dot": ".",
    "space": " ",
    "apostrophe": "'",
    "’": "'",
}

DECIMAL_WORDS = (SIGN_WORDS[","], SIGN_WORDS["."])
"""What can stand in the column `decimal` of a codebook file."""

THOUSANDS_WORDS = tuple(SIGN_WORDS.values())
"""What can stand in the column `thousands`."""

_YES = frozenset({"ja", "j", "yes", "y", "true", "waar", "1", "x"})

_NO = frozenset({"", "nee", "n", "no", "false", "onwaar", "0"})

#: Names are separated by `|`; as a question may hold any sign, a `|` or backslash of its own has a backslash before it.
_NAME = re.compile(r"(?:\\[\\|]|[^|])+")


def looks_like_codebook(columns: Sequence[str]) -> bool:
    """Whether a file with these headings is a codebook rather than answers: a column, its role and its answers."""
    keys = {exact_key(name).replace(" ", "_") for name in columns}
    return {*_REQUIRED_COLUMNS, "answers"} <= keys | {_DUTCH_COLUMNS[key] for key in keys & _DUTCH_COLUMNS.keys()}


def read_header(found: Sequence[str]) -> dict[str, str]:
    """The codebook column that each column of the file is; of two that are the same the one with its own name."""
    by_key = {exact_key(name).replace(" ", "_"): name for name in found}
    columns = {key: name for key, name in by_key.items() if key in COLUMNS}
    for key, name in by_key.items():
        if key in _DUTCH_COLUMNS:
            columns.setdefault(_DUTCH_COLUMNS[key], name)
    missing = [name for name in _REQUIRED_COLUMNS if name not in columns]
    if missing:
        raise SurveyError(
            "Het codeboek mist de kolom {missing}. Gevonden zijn: {found}. Een codeboek heeft de kolommen {expected}.",
            missing=", ".join(missing),
            found=shortened(", ".join(found)),
            expected=", ".join(COLUMNS),
        )
    for key, name in by_key.items():
        # A slip in a heading would drop a whole column of the codebook without a word; other extra columns are notes.
        known = key in COLUMNS or key in _DUTCH_COLUMNS
        meant = None if known else closest(key, (*COLUMNS, *_DUTCH_COLUMNS))
        if meant and _DUTCH_COLUMNS.get(meant, meant) not in columns:
            raise SurveyError(
                'Het codeboek heeft een kolom "{name}". Bedoelt u "{meant}"? Verbeter de naam in de kopregel.',
                name=name,
                meant=meant,
            )
    return {name: key for key, name in columns.items()}


def read_rows(
    rows: Iterable[tuple[int, Mapping[str, str]]],
) -> tuple[tuple[CodebookEntry, ...], tuple[OwnHypothesis, ...]]:
    """The entries and hypotheses in rows of texts by `COLUMNS`, each with its number in the file.

    SurveyError as for `parse_codebook`.
    """
    seen: dict[str, int] = {}
    entries, hypotheses = [], []
    for number, row in rows:
        if _role_name(row.get("role", "")) == HYPOTHESIS:
            hypotheses.append(read_hypothesis(number, row))
            continue
        entry = _entry(number, row)
        if entry.column in seen:
            raise SurveyError(
                'Codeboek, rij {row}: de kolom "{column}" staat er al, in rij {first}. Houd een van de twee rijen.',
                row=number,
                column=entry.column,
                first=seen[entry.column],
            )
        seen[entry.column] = number
        entries.append(entry)
    if not entries:
        raise SurveyError("Het codeboek is leeg. Geef een rij voor elke kolom van het databestand.")
    return tuple(entries), tuple(dict.fromkeys(hypotheses))


def _entry(number: int, row: Mapping[str, str]) -> CodebookEntry:
    text = {name: tidy(row.get(name, "")) for name in COLUMNS}
    if not text["column"]:
        raise SurveyError("Codeboek, rij {row}: de naam van de kolom ontbreekt (column).", row=number)
    column, role = text["column"], _role(number, text["column"], text["role"])
    answers = _answers(number, column, "answers", text["answers"])
    if role is Role.ITEM:
        answers = _item_answers(number, column, answers, text["answers"])
    answers = _with_english(number, column, answers, text["answers_en"])
    missing = _answers(number, column, "missing", text["missing"])
    _check_unique(number, column, answers, missing)
    decimal = _sign(number, column, "decimal", row.get("decimal", ""), DECIMAL_WORDS)
    thousands = _sign(number, column, "thousands", row.get("thousands", ""), THOUSANDS_WORDS)
    if decimal and decimal == thousands:
        raise SurveyError(
            'Codeboek, rij {row}: kolom "{column}" heeft hetzelfde teken voor decimalen en duizendtallen. Laat '
            "Duizendtalteken (thousands) leeg, of kies een ander teken.",
            row=number,
            column=column,
        )
    return CodebookEntry(
        column=column,
        role=role,
        scale=text["scale"],
        label_nl=text["label_nl"],
        label_en=text["label_en"],
        answers=answers,
        missing=missing,
        reversed=_is_reversed(number, column, text["reversed"]),
        multiple=_role_name(text["role"]) == MULTIPLE,
        spellings=_spellings(number, column, text["spellings"]),
        decimal=cast("DecimalSign | None", decimal),
        thousands=cast("ThousandsSign | None", thousands),
        earlier_names=tuple(re.sub(r"\\([\\|])", r"\1", name) for name in _NAME.findall(text["earlier_names"])),
    )


def _sign(number: int, column: str, field: str, text: str, words: Sequence[str]) -> str | None:
    if not text.strip():
        return None
    found = _SIGN_NAMES.get(text.strip().casefold())
    if found is None or SIGN_WORDS[found] not in words:
        raise SurveyError(
            'Codeboek, rij {row}: kolom "{column}" heeft bij {field} "{text}". Kies uit {words}, of laat het leeg.',
            row=number,
            column=column,
            field=_FIELDS[field],
            text=text.strip(),
            words=", ".join(words),
        )
    return found


def _spellings(number: int, column: str, text: str) -> tuple[tuple[str, str], ...]:
    """Each text with the one that it is read as; a text that stands for two others cannot be understood."""
    pairs: dict[str, tuple[str, str]] = {}
    for part in text.split("|") if text else ():
        found, separator, meant = map(str.strip, part.partition("="))
        if not found or not separator or not meant or "=" in meant or exact_key(found) in pairs:
            raise SurveyError(
                'Codeboek, rij {row}: kolom "{column}" heeft bij Spelling (spellings) "{text}". Schrijf elke spelling '
                "één keer, met wat ermee bedoeld is: Netwrk=netwerk.",
                row=number,
                column=column,
                text=text,
            )
        pairs[exact_key(found)] = (found, meant)
    return tuple(pairs.values())


def _role_name(text: str) -> str:
    """A role as a codebook file calls it, from what stands in the file."""
    name = tidy(text).casefold()
    return _DUTCH_ROLES.get(name, name)


def _role(number: int, column: str, text: str) -> Role:
    name = _role_name(text)
    if name == MULTIPLE:
        return Role.BACKGROUND
    try:
        return Role(name)
    except ValueError:
        raise SurveyError(
            'Codeboek, rij {row}: kolom "{column}" heeft de rol "{role}". Kies uit {roles}.',
            row=number,
            column=column,
            role=text,
            roles=", ".join((*Role, MULTIPLE)),
        ) from None


def _answers(number: int, column: str, field: str, text: str) -> tuple[Answer, ...]:
    if not text:
        return ()
    answers: list[Answer] = []
    parts = text.split("|")
    for place, part in enumerate(parts):
        after = Answer(following) if (following := "".join(parts[place + 1 : place + 2]).partition("=")[0]) else None
        if (
            part.strip() in AND_SO_ON
            and answers
            and answers[-1].value is not None
            and after
            and after.value is not None
        ):
            answers += _between(number, column, field, text, answers[-1].value, after.value)
            continue
        code, _, label = (piece.strip() for piece in part.partition("="))
        if not code:
            raise SurveyError(
                'Codeboek, rij {row}: kolom "{column}", {field} "{text}": bij "{part}" ontbreekt een code of label. '
                "Schrijf bijvoorbeeld 1=oneens|2=eens.",
                row=number,
                column=column,
                field=_FIELDS[field],
                text=text,
                part=part,
            )
        answers.append(Answer(code, label))
    return tuple(answers)


def _between(number: int, column: str, field: str, text: str, low: float, high: float) -> list[Answer]:
    """The whole numbers between two, for `0|...|100`."""
    if not (low.is_integer() and high.is_integer() and 0 < high - low <= _MOST_BETWEEN):
        raise SurveyError(
            'Codeboek, rij {row}: kolom "{column}", {field} "{text}": drie puntjes staan voor de gehele getallen '
            "tussen het getal ervoor en een hoger getal erna, hoogstens {most}. Schrijf bijvoorbeeld 0|...|100.",
            row=number,
            column=column,
            field=_FIELDS[field],
            text=text,
            most=_MOST_BETWEEN,
        )
    return [Answer(str(code)) for code in range(int(low) + 1, int(high))]


def _item_answers(number: int, column: str, answers: tuple[Answer, ...], text: str) -> tuple[Answer, ...]:
    """An item's answers with numbers as codes: labels without codes are numbered in their order."""
    if answers and all(answer.value is None and not answer.label_nl for answer in answers):
        answers = tuple(Answer(str(i), answer.code) for i, answer in enumerate(answers, start=1))
    if len(answers) < 2 or any(answer.value is None for answer in answers):
        raise SurveyError(
            'Codeboek, rij {row}: het item "{column}" heeft bij Antwoorden (answers) "{text}". Geef minstens twee '
            "antwoorden met een getal als code, bijvoorbeeld 1=oneens|2=neutraal|3=eens of 0|...|100.",
            row=number,
            column=column,
            text=text,
        )
    return answers


def _with_english(number: int, column: str, answers: tuple[Answer, ...], text: str) -> tuple[Answer, ...]:
    if not text:
        return answers
    parts = [part.strip() for part in text.split("|")]
    by_code: dict[str, str] = {}
    if all("=" in part for part in parts):
        by_code = {code.strip(): label.strip() for code, _, label in (part.partition("=") for part in parts)}
    known = {answer.code for answer in answers}
    if by_code and by_code.keys() <= known and len(by_code) == len(parts):
        return tuple(Answer(a.code, a.label_nl, by_code.get(a.code, "")) for a in answers)
    if not by_code and len(parts) == len(answers):
        return tuple(Answer(a.code, a.label_nl, label) for a, label in zip(answers, parts, strict=True))
    raise SurveyError(
        'Codeboek, rij {row}: kolom "{column}": Antwoorden (en) (answers_en) "{text}" past niet bij Antwoorden '
        "(answers). Gebruik dezelfde codes, of geef evenveel labels in dezelfde volgorde ({count}).",
        row=number,
        column=column,
        text=text,
        count=len(answers),
    )


def _check_unique(number: int, column: str, answers: Sequence[Answer], missing: Sequence[Answer]) -> None:
    seen: dict[float | str, Answer] = {}
    for answer in (*answers, *missing):
        number_or_text: float | str = exact_key(answer.code) if answer.value is None else answer.value
        for key in {number_or_text, exact_key(answer.label) if answer.label_nl else number_or_text}:
            if seen.setdefault(key, answer) is not answer:
                raise SurveyError(
                    'Codeboek, rij {row}: kolom "{column}" noemt "{answer}" twee keer bij Antwoorden (answers) en '
                    "Ontbrekend (missing). Elke code en elk label mag er één keer staan.",
                    row=number,
                    column=column,
                    answer=answer.code if key == number_or_text else answer.label,
                )


def _is_reversed(number: int, column: str, text: str) -> bool:
    if text.casefold() in _YES:
        return True
    if text.casefold() in _NO:
        return False
    raise SurveyError(
        'Codeboek, rij {row}: kolom "{column}" heeft bij Omkeren (reversed) "{text}". Vul ja in voor een omgekeerd '
        "item, of laat het leeg.",
        row=number,
        column=column,
        text=text,
    )


def as_text(value: object) -> str:
    """A cell of an editor's table in the notation of the file."""
    if isinstance(value, bool):
        return "ja" if value else ""
    if value is None or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return ""
    return str(value)
