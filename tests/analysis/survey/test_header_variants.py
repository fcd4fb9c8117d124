"""The rows that people put above a table of answers, in every combination: what a person reads, the program reads.

The tables are made up with a known truth, and written by openpyxl and by the csv module.
"""

import csv
import io
import random
from dataclasses import dataclass, field

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.survey import load_survey

QUESTIONS = [
    "In welke gemeente woont u?",
    "Wat is uw leeftijd?",
    "Hoeveel uren werkt u per week?",
    "Ik voel mij gesteund door mijn collega's",
    "Er is in mijn team vertrouwen om fouten te bespreken",
    "Wij delen een gezamenlijk doel",
    "De hulp komt op tijd",
    "Hoe tevreden bent u alles bij elkaar?",
    "Heeft u een vast contract?",
    "Wat wilt u nog kwijt?",
]
SHORT = ["Gemeente", "Leeftijd", "Uren", "Steun", "Vertrouwen", "Doel", "Tijdig", "Tevreden", "Contract", "Opmerking"]
CODES = ["q1", "q2", "q3", "q4_1", "q4_2", "q4_3", "q4_4", "q5", "q6", "q7"]
NUMBERED = [f"Vraag {number}" for number in range(1, 11)]
UNITS = ["", "jaar", "uren", "(1-5)", "(1-5)", "(1-5)", "(1-5)", "(1-10)", "ja/nee", "open"]
SAID_UNITS = ["(naam)", "(in jaren)", "(in uren)", *["1 = oneens, 5 = eens"] * 4, "1 t/m 10", "ja / nee", "open vraag"]
#: The rows that name the columns, and which texts each column may be called and has to be labelled by.
NAMINGS = [
    ([QUESTIONS], QUESTIONS),
    ([SHORT], SHORT),
    ([CODES], CODES),
    ([CODES, QUESTIONS], QUESTIONS),
    ([QUESTIONS, CODES], QUESTIONS),
    ([NUMBERED, QUESTIONS], QUESTIONS),
    ([NUMBERED, SHORT], SHORT),
    ([QUESTIONS, UNITS], QUESTIONS),
    ([SHORT, SAID_UNITS], SHORT),
    ([CODES, UNITS], CODES),
]
#: Where the titles of blocks stand, and over which columns each was merged.
BLOCKS: dict[str, list[tuple[str, int, int]]] = {
    "none": [],
    "all": [("Achtergrond", 0, 2), ("Stellingen", 3, 6), ("Tot slot", 7, 9)],
    "part": [("Achtergrond", 0, 2), ("Stellingen", 3, 6)],
    "one": [("Stellingen", 3, 6)],
}
TITLES = [["Regionaal onderzoek 2024"], ["Export uit het systeem"], ["Exportdatum:", "12-03-2024"]]
AGREEMENT = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"]


@dataclass
class Variant:
    """A table as rows of cells, and what it says."""

    rows: list[list[object]] = field(default_factory=list)
    merged: list[tuple[int, int, int]] = field(default_factory=list)
    called: list[list[str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    respondents: int = 0

    def workbook(self) -> bytes:
        book = openpyxl.Workbook()
        for number, row in enumerate(self.rows, 1):
            for column, cell in enumerate(row, 1):
                if cell != "":
                    book.active.cell(number, column, cell)
        for number, first, last in self.merged:
            book.active.merge_cells(start_row=number, start_column=first, end_row=number, end_column=last)
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    def text(self) -> bytes:
        file, width = io.StringIO(), max(map(len, self.rows))
        csv.writer(file, delimiter=";").writerows([*row, *[""] * (width - len(row))] for row in self.rows)
        return file.getvalue().encode()


def made(seed: int, *, merge: bool) -> Variant:
    rng = random.Random(seed)
    variant, words = Variant(respondents=rng.choice([12, 40])), rng.random() < 0.4
    lead = rng.choice([[], [], [""], ["nummer"]])  # an empty first column, or one that numbers the rows
    naming, variant.labels = rng.choice(NAMINGS)
    spans = BLOCKS[rng.choice(list(BLOCKS))] if rng.random() < 0.6 else []
    variant.called = [row for row in naming if row not in (UNITS, SAID_UNITS)]
    variant.blocks = [next((text for text, a, b in spans if merge and a <= i <= b), "") for i in range(10)]

    def add(cells: list[object], empty: float = 0.25) -> None:
        variant.rows.append(cells)
        if rng.random() < empty:
            variant.rows.append([])

    for title in rng.sample(TITLES, rng.randint(0, 3)):
        add([*[""] * rng.choice([0, len(lead)]), *title])
    if spans:
        starts = {first: text for text, first, _ in spans}
        place = len(variant.rows) + 1
        variant.merged = [(place, len(lead) + a + 1, len(lead) + b + 1) for _, a, b in spans if merge]
        add([*[""] * len(lead), *(starts.get(i, "") for i in range(10))])
    for row in naming:
        add([*[""] * len(lead), *row])
    for number in range(variant.respondents):
        agreed = [rng.choice(AGREEMENT) if words else rng.randint(1, 5) for _ in range(5)]
        place, contract, remark = rng.choice("ABC"), rng.choice(["ja", "nee"]), rng.choice(["", "", "Goed zo"])
        answers = [f"Gemeente {place}", rng.randint(20, 66), rng.randint(8, 40), *agreed, contract, remark]
        hidden = rng.sample(range(10), 3) if number == 0 and rng.random() < 0.3 else []
        number_cell = [number + 1 if lead == ["nummer"] else ""] if lead else []
        add([*number_cell, *("" if i in hidden else answer for i, answer in enumerate(answers))], 0.03)
    if rng.random() < 0.3:
        add([*[""] * len(lead), "Totaal", 1234, 567, *[""] * 7])
        variant.respondents += 1  # told and left out elsewhere: here it is a row as any
    if rng.random() < 0.3:
        add([*[""] * len(lead), "Bron: eigen enquête, voorjaar 2024"])
        variant.respondents += 1
    return variant


def check(variant: Variant, content: bytes, *, exact_blocks: bool) -> None:
    survey = load_survey(content)
    columns = [c for c in survey.receipt.columns if not c.name.startswith("kolom_")]
    assert [column.name for column in columns] in variant.called
    assert len(survey) == variant.respondents
    own = [column.description.own_text or column.name for column in columns]
    assert all(text.startswith(label) for text, label in zip(own, variant.labels, strict=True)), own
    blocks = [column.description.question for column in columns]
    if exact_blocks:
        assert blocks == variant.blocks
    again = load_survey(content, header_rows=survey.receipt.header_rows)
    assert again.responses.equals(survey.responses)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 100_000))
def test_what_stands_above_the_answers_in_a_text(seed: int) -> None:
    variant = made(seed, merge=False)
    check(variant, variant.text(), exact_blocks=False)


@pytest.mark.parametrize("seed", range(14))
def test_what_stands_above_the_answers_in_a_workbook(seed: int) -> None:
    variant = made(seed, merge=True)
    check(variant, variant.workbook(), exact_blocks=True)


@pytest.mark.parametrize("names", [[f"v{i}" for i in range(6)], NUMBERED[:6], QUESTIONS[:6], SHORT[:6]])
def test_a_respondent_with_remarks_only_is_no_header(names: list[str]) -> None:
    rows = [[f"Opmerking {row} over punt {column}, in eigen woorden" for column in range(6)] for row in range(12)]
    survey = load_survey(Variant([list(names), *map(list, rows)]).text())
    assert (survey.responses.columns.tolist(), len(survey)) == (names, 12)


@pytest.mark.parametrize("between", [[], [[]]])
def test_a_name_that_was_merged_down_beside_blocks_stays_a_name(between: list[list[object]]) -> None:
    above: list[object] = ["Respondent", "Datum", "Achtergrond", "", "", "Stellingen", "", "", ""]
    below: list[object] = ["", "", "Gemeente", "Leeftijd", "Functie", "Steun", "Doel", "Tijd", "Rust"]
    rows: list[list[object]] = [[i, f"{i}-3-2026", "AB"[i % 2], 20 + i, "xy"[i % 2], 1, 2, 3, 4] for i in range(1, 20)]
    variant = Variant([["Onderzoek"], above, *between, below, *rows], [(2, 3, 5), (2, 6, 9)])
    for content in (variant.text(), variant.workbook()):
        survey = load_survey(content)
        assert survey.responses.columns.tolist() == ["Respondent", "Datum", *below[2:]]
        assert [c.description.question for c in survey.receipt.columns] == [
            "",
            "",
            *["Achtergrond"] * 3,
            *["Stellingen"] * 4,
        ]
        assert len(survey) == 19


def test_a_name_that_occurs_in_two_blocks_is_told_apart_by_its_block() -> None:
    above: list[object] = ["", "Thuis", "", "", "School", "", ""]
    below: list[object] = ["nr", "Steun", "Doel", "Toelichting", "Tijd", "Rust", "Toelichting"]
    rows: list[list[object]] = [[i, 1 + i % 5, 1 + i % 4, "", 1 + i % 3, 1 + i % 5, "goed"] for i in range(20)]
    survey = load_survey(Variant([above, below, *rows]).text())
    told = ["nr", "Steun", "Doel", "Thuis – Toelichting", "Tijd", "Rust", "School – Toelichting"]
    assert survey.responses.columns.tolist() == told
