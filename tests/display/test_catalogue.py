"""The English catalogue against the Dutch sentences in the code: complete, nothing left over, and filled in alike."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from analysis.budget import Assumptions
from analysis.errors import BudgetError, Message
from analysis.survey import load_sample, sample_names
from display import catalogue
from display.state import OWN_FILE
from display.texts import CATALOGUE, texts

#: What is said the same way in Dutch and in English. Anything else that is equal was forgotten.
SAME_IN_BOTH = {
    "Arrangement",
    "Arrangement (Alkmaar)",
    "Codes",
    "Component",
    "component",
    "In {columns}.",
    "IBP",
    "Matrix",
    "Partners",
    "{label} ({name})",
    "TBV",
    "Type",
    "Effect",
    "Factor",
    "Route",
    "start",
    "postcodes",
    "Hedges’ g",
    "Interval",
    "Item",
    "Items",
    "Kruskal–Wallis",
    "Omega",
    "Pilot",
    "Pilots",
    "Privacy",
    "SD",
    "Scenario",
    "Scenario {letter}",
    "Score",
    "Sector",
    "Spearman",
    "fte",
    "n",
    "n = {n}. {source}",
    "p",
    "p (Holm)",
    "p Games–Howell",
    "p Tukey",
    "significant",
    "tab",
    "{n} respondent",
}

#: A comma before one or two digits, or before four and more, is a decimal comma.
_DECIMAL_COMMA = re.compile(r"\d,(\d{1,2}|\d{4,})(?!\d)")

Key = str | tuple[str, ...]

pytestmark = pytest.mark.xdist_group("catalogue")  # the sentences are collected once


@pytest.fixture(scope="module")
def sentences() -> set[Key]:
    return set(catalogue.sentences())


@pytest.fixture(scope="module")
def english() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def forms(english: Catalog) -> Iterator[tuple[str, str]]:
    """Every Dutch text with its English one; of a plural both forms."""
    for message in english:
        if message.id:
            dutch = (message.id,) if isinstance(message.id, str) else message.id
            translated = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
            yield from zip(dutch, translated, strict=True)


def placeholders(text: str) -> set[tuple[str, str | None, str | None]]:
    return {(name, spec, conversion) for _, name, spec, conversion in Formatter().parse(text) if name is not None}


def test_there_are_sentences_to_check(sentences: set[Key]) -> None:
    assert len(sentences) > 300


def test_every_sentence_has_an_english_text(sentences: set[Key], english: Catalog) -> None:
    translated = {message.id for message in english if message.id and message.string and all(message.string)}
    assert sentences - translated == set(), "run `make catalogue` and fill in the empty texts"


def test_no_text_is_left_over_of_a_sentence_that_is_gone(sentences: set[Key], english: Catalog) -> None:
    assert {message.id for message in english if message.id} - sentences == set(), "run `make catalogue`"
    assert not english.obsolete


def test_no_text_is_marked_as_doubtful(english: Catalog) -> None:
    # gettext leaves fuzzy texts out, so they would appear in Dutch.
    assert [message.id for message in english if message.id and message.fuzzy] == []


@pytest.mark.parametrize("folder", ["analysis", "display", "pages", "app.py"])
def test_no_call_escapes_the_extraction(folder: str, sentences: set[Key]) -> None:
    # The extractor reads tokens and so does not see a call inside an f-string (Python 3.11); the syntax tree does.
    place = catalogue.ROOT / folder
    missed = []
    for path in [place] if place.is_file() else sorted(place.rglob("*.py")):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            name = getattr(call.func, "id", getattr(call.func, "attr", None))
            wanted = 2 if name == "plural" else 1
            given = [a.value for a in call.args[:wanted] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in catalogue._CALLS and len(given) == wanted:
                key: Key = given[0] if wanted == 1 else tuple(given)
                if key not in sentences:
                    missed.append((f"{path.relative_to(catalogue.ROOT)}:{call.lineno}", key))
    assert missed == [], "take these calls out of their f-string"


def test_words_that_come_out_of_the_sample_data_have_an_english_text(english: Catalog) -> None:
    samples = [load_sample(name) for name in sample_names()]
    words = {OWN_FILE, *(s.name for s in samples), *(scale.label for s in samples for scale in s.scales)}
    kinds = {kind for s in samples for column in s.receipt.columns for kind in column.missing}
    assert len(words) > 6
    assert kinds
    assert {word for word in words | kinds if word not in english} == set()


def test_placeholders_are_the_same_in_both_languages(english: Catalog) -> None:
    different = [(nl, en) for nl, en in forms(english) if placeholders(nl) != placeholders(en)]
    assert different == []


def test_spaces_at_the_ends_are_the_same_in_both_languages(english: Catalog) -> None:
    def ends(text: str) -> tuple[bool, bool]:
        return text[:1].isspace(), text[-1:].isspace()

    assert [(nl, en) for nl, en in forms(english) if ends(nl) != ends(en)] == []


def test_only_known_words_are_the_same_in_both_languages(english: Catalog) -> None:
    assert {nl for nl, en in forms(english) if nl == en} == SAME_IN_BOTH


def test_english_texts_have_no_decimal_comma(english: Catalog) -> None:
    assert [en for _, en in forms(english) if _DECIMAL_COMMA.search(en)] == []


def test_writing_the_catalogue_anew_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "oza.po"
    shutil.copyfile(CATALOGUE, copy)
    monkeypatch.setattr(catalogue, "CATALOGUE", copy)
    catalogue.main()
    assert copy.read_bytes() == CATALOGUE.read_bytes()


@pytest.mark.parametrize(
    ("count", "dutch", "english"),
    [
        (0, "0 respondenten", "0 respondents"),
        (1, "1 respondent", "1 respondent"),
        (2, "2 respondenten", "2 respondents"),
        (1143, "1.143 respondenten", "1,143 respondents"),
    ],
)
def test_a_plural_takes_the_form_and_the_figures_of_its_language(count: int, dutch: str, english: str) -> None:
    assert texts("nl").plural("{n} respondent", "{n} respondenten", count) == dutch
    assert texts("en").plural("{n} respondent", "{n} respondenten", count) == english


def test_a_message_within_a_message_is_translated_too() -> None:
    with pytest.raises(BudgetError) as caught:
        Assumptions(taper=1.255)
    inner = caught.value.message.values
    assert isinstance(inner["assumption"], Message)
    assert isinstance(inner["unit"], Message)
    assert texts("nl").error(caught.value) == (
        "Jaarlijkse afbouw (procent per jaar): 125,50 kan niet. Kies een waarde van 0 tot en met 100."
    )
    assert texts("en").error(caught.value) == (
        "Annual taper (per cent a year): 125.50 is not possible. Choose a value from 0 to 100."
    )


def test_a_sentence_without_english_appears_in_dutch() -> None:
    unknown = Message("Deze zin staat niet in de catalogus: {value}.", {"value": 2.5})
    assert texts("en").message(unknown) == "Deze zin staat niet in de catalogus: 2.50."


def test_sentences_name_the_fields_of_a_codebook_as_its_editor_does() -> None:
    editor = (catalogue.ROOT / "display" / "codebook_editor.py").read_text(encoding="utf-8")
    labels = dict(re.findall(r'"(\w+)": column\.\w+\(\s*t\("([^"]+)"\)', editor))
    fields = ("answers", "answers_en", "missing", "reversed", "spellings", "decimal", "thousands")
    assert set(fields) <= set(labels)
    named = 0
    for sentence in catalogue.sentences():
        for text in [sentence] if isinstance(sentence, str) else sentence:
            assert not re.search(rf"\b(?:bij|of|en) (?:{'|'.join(fields)})\b", text), "only the name in the file"
            for field in fields:
                if f" ({field})" in text:
                    called = labels[field].split(",")[0].split(" =")[0]
                    assert f"{called} ({field})" in text, text
                    named += 1
    assert named >= 15
