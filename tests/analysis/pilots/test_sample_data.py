"""The shipped pilots: every value has a source, both languages are complete, and the facts are those of the report.

The figures and sections in this file were typed from the report (document 000) in a second reading, not copied from
the data files.
"""

import csv
from pathlib import Path

import pandas as pd
import pytest

from analysis.pilots import Basis, Kind, load_pilots

SAMPLE_DATA = Path(__file__).resolve().parents[3] / "sample_data"

# The subsections of each section of the report; Utrecht has no 4.4.5, its feasibility is 4.4.6.
SUBSECTIONS = {
    "2.1": "1", "2.2": "1", "3.1": "12345", "3.2": "12345", "3.3": "123", "3.4": "123", "3.5": "123",
    "4.1": "12345", "4.2": "12345", "4.3": "123", "4.4": "12346", "4.5": "12345",
}  # fmt: skip
HEADINGS = {"H3", "§3.6", "§4.6"} | {f"§{section}.{last}" for section, all_ in SUBSECTIONS.items() for last in all_}
CHAPTER = {
    "Enschede": "3.1", "Hengelo": "3.2", "Almelo": "3.3", "Hellendoorn": "3.4", "Oldenzaal": "3.5",
    "Almere": "4.1", "Amsterdam": "4.2", "Rotterdam": "4.3", "Utrecht": "4.4", "Zuid-Limburg": "4.5",
}  # fmt: skip
GENERAL = {"H3", "§2.1.1", "§2.2.1", "§3.6", "§4.6"}

# pilot: pupils, schools, start, low and high share with youth care, providers, instrument, funding, feasibility
FACTS = {
    "Enschede": (955, 6, 2018, None, None, None, "subsidie", "populatie", "hoog"),
    "Hengelo": (839, 7, 2020, 0.6, 0.8, 6, None, "functie", "hoog"),
    "Almelo": (None, 2, 2021, 0.55, 0.8, None, None, "functie", None),
    "Hellendoorn": (None, 1, None, None, None, None, None, None, None),
    "Oldenzaal": (None, 2, None, 0.33, 0.47, None, None, None, None),
    "Almere": (1143, 4, 2015, None, None, None, "subsidie", "populatie", "hoog"),
    "Amsterdam": (6000, 50, 2018, None, 0.6, 16, "inkoop", "functie", "hoog"),
    "Rotterdam": (None, None, 2017, None, None, None, "inkoop", None, None),
    "Utrecht": (344, 2, 2017, None, None, 2, None, "functie", "gemiddeld"),
    "Zuid-Limburg": (673, 3, 2019, None, None, None, "subsidie", "populatie", "gemiddeld"),
}
FACT_COLUMNS = (
    "pupils", "schools", "start_year", "care_share_low", "care_share_high", "providers", "instrument",
    "funding_variant", "feasibility",
)  # fmt: skip


@pytest.fixture(scope="module")
def pilots():
    return load_pilots()


def _rows(name):
    with (SAMPLE_DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_facts_without_a_source_are_none(pilots):
    filled = {
        (row["pilot"], column) for row in _rows("pilots.csv") for column in row if column != "pilot" and row[column]
    }
    sourced = {(row["pilot"], row["attribute"]) for row in _rows("pilots_sources.csv") if row["section"]}
    assert len(filled) > 150
    assert filled - sourced == set()
    assert sourced - filled == set()
    assert set(pilots.provenances) == filled


def test_each_cell_has_one_row_of_sources():
    keys = [(row["pilot"], row["attribute"]) for row in _rows("pilots_sources.csv")]
    assert len(keys) == len(set(keys))


def test_every_section_exists_in_the_report_and_is_about_the_pilot(pilots):
    for provenance in pilots.provenances.values():
        for section in provenance.sections:
            if provenance.attribute == "province":  # the report names none; test_content.py checks it on the map
                assert section == "kaart Natural Earth"
                assert provenance.basis is Basis.INFERRED
                continue
            document, _, heading = section.partition(" ")
            assert document == "000"
            assert heading in HEADINGS, provenance
            assert heading in GENERAL or heading.startswith(f"§{CHAPTER[provenance.pilot]}."), provenance


def test_general_sections_never_stand_alone_but_for_the_region(pilots):
    for provenance in pilots.provenances.values():
        if {section.removeprefix("000 ") for section in provenance.sections} <= GENERAL:
            assert provenance.attribute == "region"


def test_what_the_report_does_not_say_itself_is_marked_and_explained(pilots):
    inferred = [p for p in pilots.provenances.values() if p.basis is Basis.INFERRED]
    assert {p.attribute for p in inferred} == {
        "functions", "funding_variant", "provider_chosen_by", "province", "decision",
    }  # fmt: skip
    assert all(p.note("nl") and p.note("en") for p in inferred)


def test_judgements_of_the_writers_are_marked(pilots):
    judgements = {(p.pilot, p.attribute) for p in pilots.provenances.values() if p.basis is Basis.JUDGEMENT}
    feasibility = {(pilot, "feasibility") for pilot, facts in FACTS.items() if facts[-1]}
    assert judgements == feasibility | {("Utrecht", "lessons"), ("Zuid-Limburg", "lessons")}


@pytest.mark.parametrize("pilot", FACTS)
def test_facts_of_the_report(pilots, pilot):
    assert tuple(pilots.value(pilot, column) for column in FACT_COLUMNS) == FACTS[pilot]


def test_the_ten_pilots_in_the_order_of_the_report(pilots):
    assert pilots.names == tuple(CHAPTER)


def test_budgets_with_what_they_are_a_share_of(pilots):
    frame = pilots.frame
    assert frame["budget_share"].dropna().to_dict() == {"Enschede": 0.10, "Hengelo": 0.08, "Almere": 0.066}
    assert frame["budget_base"].dropna().to_dict() == {
        "Enschede": "jeugdhulp_totaal",
        "Hengelo": "jeugdhulp_ambulant",
        "Almere": "jeugdhulp_zonder_verblijf",
    }
    assert frame["budget_amount"].dropna().to_dict() == {"Amsterdam": 17_000_000}
    assert frame["budget_year"].dropna().to_dict() == {"Amsterdam": 2020}
    assert frame["fte"].dropna().to_dict() == {"Utrecht": 2}
    approximate = {(p.pilot, p.attribute) for p in pilots.provenances.values() if p.approximate}
    assert approximate == {
        ("Enschede", "budget_share"),
        ("Hengelo", "budget_share"),
        ("Hengelo", "care_share_low"),
        ("Hengelo", "care_share_high"),
    }


def test_municipalities_taking_part(pilots):
    counts = {name: len(pilots.value(name, "municipalities")) for name in pilots.names}
    assert counts == {
        "Enschede": 1, "Hengelo": 3, "Almelo": 1, "Hellendoorn": 1, "Oldenzaal": 3,
        "Almere": 1, "Amsterdam": 2, "Rotterdam": 5, "Utrecht": 1, "Zuid-Limburg": 13,
    }  # fmt: skip
    assert not {"Heerlen", "Landgraaf", "Voerendaal"} & set(pilots.value("Zuid-Limburg", "municipalities"))


def test_contradictions_of_the_report_are_kept(pilots):
    found = {(c.pilot, c.attribute): c.values for c in pilots.contradictions}
    assert found == {
        ("Almere", "pupils"): (1143, 1400),
        ("Almere", "schools"): (4, 5, 7),
        ("Almere", "school_types"): (("sbo", "pro", "opdc"), ("sbo", "so", "pro", "opdc")),
        ("Utrecht", "fte"): (2.0, 4.0),
    }
    for contradiction in pilots.contradictions:
        assert pilots.value(contradiction.pilot, contradiction.attribute) in contradiction.values
        assert contradiction.explanation("nl") != contradiction.explanation("en")
        for statement in contradiction.statements:
            assert statement.section.removeprefix("000 ") in HEADINGS
            assert statement.wording("nl") != statement.wording("en")


def test_utrecht_has_three_statements_on_two_values(pilots):
    contradiction = pilots.contradiction("Utrecht", "fte")
    assert [(s.value, s.section) for s in contradiction.statements] == [
        (2.0, "000 §4.4.1"),
        (2.0, "000 §4.4.2"),
        (4.0, "000 §4.4.3"),
    ]


def test_codebook_names_the_columns_of_the_file_in_their_order():
    with (SAMPLE_DATA / "pilots.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [row["column"] for row in _rows("pilots_codebook.csv")] == header
    assert {row["kind"] for row in _rows("pilots_codebook.csv")} == {kind.value for kind in Kind} | {"identifier"}


def test_codebook_is_complete_in_both_languages(pilots):
    for attribute in pilots.attributes:
        for language in ("nl", "en"):
            assert attribute.label(language)
            assert attribute.description(language)
        assert bool(attribute.unit("nl")) == bool(attribute.unit("en"))
        assert list(attribute.answers) == list(attribute.answers_en)
        assert bool(attribute.answers) == (attribute.kind in {Kind.CHOICE, Kind.CHOICES})
        assert all(attribute.answers.values())
        assert all(attribute.answers_en.values())
    for language in ("nl", "en"):
        assert len({attribute.label(language) for attribute in pilots.attributes}) == len(pilots.attributes)


def test_what_makes_numbers_comparable_is_an_attribute_itself(pilots):
    names = {attribute.name for attribute in pilots.attributes}
    assert {a.comparable_within for a in pilots.attributes} == {None, "budget_year", "budget_base"}
    assert {"budget_year", "budget_base"} <= names
    assert all(attribute.kind.is_numeric for attribute in pilots.attributes if attribute.comparable)


def test_derived_figures_are_complete_in_both_languages(pilots):
    assert [ratio.name for ratio in pilots.ratios] == ["pupils_per_school", "euro_per_pupil", "fte_per_100_pupils"]
    for ratio in pilots.ratios:
        assert all(pilots.attribute(part).kind.is_numeric for part in ratio.parts)
        for language in ("nl", "en"):
            assert ratio.label(language)
            assert ratio.unit(language)
            assert ratio.description(language)


def test_every_text_and_note_is_there_in_both_languages(pilots):
    texts = [attribute.name for attribute in pilots.attributes if attribute.kind is Kind.TEXT]
    stated = {(pilot, name) for pilot in pilots.names for name in texts if pilots.value(pilot, name)}
    assert len(stated) > 20
    assert set(pilots.english_texts) == stated
    for pilot, name in stated:
        assert pilots.text(pilot, name, "nl") != pilots.text(pilot, name, "en")
    for row in _rows("pilots_sources.csv"):
        assert bool(row["note"]) == bool(row["note_en"]), row


def test_unknown_is_missing_and_never_an_empty_text_or_list(pilots):
    for name in pilots.frame.columns:
        for cell in pilots.frame[name]:
            assert cell is pd.NA or not pd.isna(cell if not isinstance(cell, tuple) else len(cell))
            assert not isinstance(cell, str | tuple) or len(cell) > 0


def test_columns_have_the_type_of_their_kind(pilots):
    dtypes = pilots.frame.dtypes.astype(str)
    assert dtypes["pupils"] == dtypes["start_year"] == "Int64"
    assert dtypes["fte"] == dtypes["care_share_low"] == dtypes["budget_amount"] == "Float64"
    assert dtypes["status"] == dtypes["results"] == "string"
    assert dtypes["municipalities"] == "object"
