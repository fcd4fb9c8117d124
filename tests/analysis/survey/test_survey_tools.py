"""From the export of a survey tool to scales, with what the suggestion takes for granted."""

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pingouin
import pyreadstat
import pytest
from survey_exports import Export, limesurvey, qualtrics, surveymonkey

from analysis.statistics import reliability
from analysis.survey import Codebook, Role, Survey, changed_codebook, load_survey, suggest, suggest_codebook

SMALL = {
    "limesurvey": lambda: limesurvey(40, small=True),
    "qualtrics": lambda: qualtrics(40, small=True),
    "surveymonkey": lambda: surveymonkey(40, small=True),
}


def suggested(export: Export) -> tuple[Survey, Codebook]:
    survey = load_survey(export.content)
    codebook = suggest_codebook(survey)
    return load_survey(export.content, codebook), codebook


def columns(codebook: Codebook, role: Role) -> set[str]:
    return {entry.column for entry in codebook if entry.role is role and not entry.multiple}


@pytest.mark.parametrize("make", SMALL.values(), ids=SMALL)
def test_each_scale_is_found_with_its_items_and_has_the_alpha_of_pingouin(make: Callable[[], Export]) -> None:
    export = make()
    survey, codebook = suggested(export)
    found = {frozenset(scale.items): scale.name for scale in survey.scales}
    assert set(found) == {frozenset(items.columns) for items in export.scales.values()}
    against = [name for name in export.reversed_items if name in codebook]
    turned = load_survey(export.content, changed_codebook(survey, against))
    for heading, answers in export.scales.items():
        alpha, _ = pingouin.cronbach_alpha(export.turned(heading, int(answers.max().max())))
        ours = reliability(turned.items(found[frozenset(answers.columns)]))
        assert ours.alpha == pytest.approx(alpha, abs=1e-9)
        assert ours.n == len(answers.dropna())


def test_limesurvey_with_full_answers_in_dutch() -> None:
    _, codebook = suggested(limesurvey(40, small=True))
    heading = "Samenwerking op school"
    item = codebook[f"{heading} [Wij hebben een gedeeld doel]"]
    assert (item.scale, item.label_nl) == ("samenwerking_op_school", "Wij hebben een gedeeld doel")
    assert {m.label for m in item.missing} <= {"Weet niet", "Geen mening"}
    assert columns(codebook, Role.GROUP) == {"Met welk samenwerkingsmodel werkt uw school?", "Wat is uw functie?"}
    assert columns(codebook, Role.GRADE) == {"Rapportcijfer voor de samenwerking (1-10)"}
    assert columns(codebook, Role.BACKGROUND) == set(), "dates and timings describe nobody"
    assert set(codebook.multiple_questions) == {"met_wie_werkt_u_samen", "Waar krijgen leerlingen hulp?"}
    assert len(codebook.multiple_questions["met_wie_werkt_u_samen"]) == 4, "without what stands below Anders"
    in_cells = codebook["Waar krijgen leerlingen hulp?"]
    assert [answer.label for answer in in_cells.answers] == ["Aula", "Buurthuis", "Gymzaal", "Thuis"]


def test_qualtrics_with_numeric_values_in_english() -> None:
    survey, codebook = suggested(qualtrics(40, small=True))
    assert [(e.scale, e.label_en) for e in codebook if e.column in ("Q3_1", "Q4_1")] == [
        ("your_work", "I feel energised by my job"),
        ("your_team", "We can bring up problems"),
    ]
    assert all(entry.label_nl == "" for entry in codebook), "what is asked in English is no label in Dutch"
    assert columns(codebook, Role.GROUP) == {"Q1"}
    assert columns(codebook, Role.ID) == {"ResponseId"}
    assert codebook["Q2"].multiple
    assert [answer.code for answer in codebook["Q2"].answers] == ["1", "2", "3", "4", "5", "6"]
    chosen = survey.selected("Q2")
    cells = load_survey(qualtrics(40, small=True).content).responses["Q2"]
    answered = cells[cells != "-99"]
    assert len(chosen) == len(answered)
    assert chosen["3"].sum() == answered.str.split(",").map(lambda codes: "3" in codes).sum()
    assert codebook["Q7"].role is Role.IGNORE


def test_surveymonkey_with_a_matrix_and_other_please_specify() -> None:
    _, codebook = suggested(surveymonkey(40, small=True))
    assert columns(codebook, Role.GROUP) == {"Which sector do you work in?"}
    (question,) = codebook.multiple_questions
    assert question == "meet_the_team"
    assert [e.label("en") for e in codebook.multiple_questions[question]] == ["Phone", "E-mail", "At school", "At home"]
    assert codebook["We decide together"].scale == "care_team"
    assert columns(codebook, Role.BACKGROUND) == set()


def test_bookkeeping_is_told_and_used_for_nothing() -> None:
    for make in SMALL.values():
        survey, codebook = suggested(make())
        technical = {c.name for c in survey.receipt.columns if c.description.technical}
        assert len(technical) >= 8
        assert {codebook[name].role for name in technical} == {Role.ID, Role.IGNORE}
        note = next(str(note) for note in survey.receipt.notes if "Administratie" in str(note))
        assert sum(name in note for name in technical) >= 8
        assert len(technical) == 8 or f"en nog {len(technical) - 8}" in note


def test_bookkeeping_is_known_in_a_file_that_was_saved_again() -> None:
    body = "".join(f"2024-01-01,2024-01-02,{90 + i},R_{i},{1 + i % 5}\n" for i in range(20))
    survey = load_survey(f"StartDate,EndDate,Duration (in seconds),ResponseId,mening\n{body}".encode())
    roles = {entry.column: entry.role for entry in suggest_codebook(survey)}
    assert [roles[c] for c in ("StartDate", "EndDate", "Duration (in seconds)")] == [Role.IGNORE] * 3
    assert roles["ResponseId"] is Role.ID
    alone = load_survey(("startdatum;status\n" + "".join(f"2024-01-{i + 1:02d};open\n" for i in range(9))).encode())
    assert not any(column.description.technical for column in alone.receipt.columns), "perhaps those of a pilot"


def test_two_questions_with_one_wording_are_two_scales() -> None:
    names = ",".join(f"Q{q}_{i}" for q in (3, 4) for i in (1, 2, 3))
    labels = ",".join(f"How much do you agree? - item {q}{i}" for q in (3, 4) for i in (1, 2, 3))
    ids = ",".join('"{""ImportId"":""QID%d""}"' % i for i in range(6))  # noqa: UP031
    rows = "".join(",".join(str((i * p) % 5 + 1) for p in (1, 2, 3, 4, 6, 7)) + "\n" for i in range(30))
    survey = load_survey(f"{names}\n{labels}\n{ids}\n{rows}".encode())
    assert [scale.items for scale in suggest_codebook(survey).scales] == [
        ("Q3_1", "Q3_2", "Q3_3"),
        ("Q4_1", "Q4_2", "Q4_3"),
    ]


def cells(name: str, texts: list[str]) -> Survey:
    return load_survey("\n".join([f'nr;"{name}"', *(f'{i};"{text}"' for i, text in enumerate(texts))]).encode())


@pytest.mark.parametrize(
    ("name", "texts", "multiple"),
    [
        ("Q5", ["1,3,4", "1", "2,3", "1,2", "4"] * 6, True),
        ("Q5", ["1, 3", "1", "2, 3", "2", "3"] * 6, True),
        ("Q5", ["1,3", "1", "2,3", "2", "3"] * 6, False),  # one comma at most: decimal numbers
        ("Welke gebruikt u? (meer antwoorden mogelijk)", ["1,3", "1", "2,3", "2", "3"] * 6, True),
        ("Which apply? Select all", ["3,5", "4,2", "6,1", "7", "8,3"] * 6, False),  # not in order: numbers
        ("Uren", ["3,5", "4,2", "40", "38,5", "36"] * 6, False),
        ("Bedrag", ["1,234,567", "12", "1,234", "800"] * 6, False),
        ("Q5", ["1,1,2", "2", "1,2,2", "3"] * 6, False),  # the same one twice
        ("Q5", ["1,2,3", *map(str, range(10, 60))], False),  # nothing comes back
        ("Ruimte", ["Gymzaal,Aula", "Aula", "Gymzaal", "Aula,Kantine"] * 6, True),
        ("Ruimte", ["Gymzaal, Aula", "Aula", "Gymzaal", "Kantine"] * 6, True),
        ("Ruimte", ["Anders, namelijk:", "Aula", "Gymzaal", "Kantine"] * 6, False),
        ("Hoe", ["helemaal niet zo", "deels niet, deels wel zo", "helemaal zo"] * 8, False),
        ("Verhaal", ["Koud, maar goed", "Te lang; te veel", "Prima", "Nee, niets"] * 8, False),
    ],
)
def test_answers_that_stand_together_in_a_cell(name: str, texts: list[str], multiple: bool) -> None:
    survey = cells(name, texts)
    entry = suggest_codebook(survey)[name]
    assert entry.multiple is multiple
    read = load_survey(
        "\n".join([f'nr;"{name}"', *(f'{i};"{t}"' for i, t in enumerate(texts))]).encode(), suggest_codebook(survey)
    )
    if multiple:
        option = read.multiple[0].options[0]
        assert read.selected(name)[option].sum() == sum(option in text.replace(" ", "").split(",") for text in texts)


def test_decimals_stay_numbers_and_a_list_of_codes_can_be_read_as_numbers_after_all() -> None:
    hours = cells("Uren", ["3,5", "4,2", "40"] * 9)
    assert hours.responses["Uren"].max() == 40
    assert not suggest(hours).assumptions
    assert not suggest(cells("Dagdelen", ["1,5", "2,5", "3", "4"] * 9)).assumptions
    unsure = cells("Q5", ["1,3", "1", "2,3", "2,4", "3"] * 9)
    (assumed,) = suggest(unsure).assumptions
    assert not assumed.assumed.multiple
    (instead,) = (entry for entry in assumed.others if entry.multiple)
    content = "\n".join(["nr;Q5", *(f'{i};"{t}"' for i, t in enumerate(["1,3", "1", "2,3", "2,4", "3"] * 9))])
    several = load_survey(content.encode(), suggest(unsure).codebook.with_entries(instead))
    assert several.selected("Q5").sum().to_dict() == {"1": 18, "2": 18, "3": 27, "4": 9}
    survey = cells("Kruis aan", ["1,3", "1", "2,3", "2"] * 9)
    (assumed,) = (a for a in suggest(survey).assumptions if a.column == "Kruis aan")
    assert assumed.assumed.multiple
    (instead,) = (entry for entry in assumed.others if not entry.multiple and entry.role is Role.BACKGROUND)
    content = "\n".join(["nr;Kruis aan", *(f'{i};"{t}"' for i, t in enumerate(["1,3", "1", "2,3", "2"] * 9))])
    other = load_survey(content.encode(), suggest(survey).codebook.with_entries(instead))
    assert other.responses["Kruis aan"].tolist()[:4] == [1.3, 1.0, 2.3, 2.0]


@pytest.mark.parametrize(
    ("name", "counts", "role"),
    [
        ("Anything else?", {"More time please": 20, "Nice survey": 15, "No": 30}, Role.IGNORE),
        ("Q17", {"Graag meer tijd voor ons": 2, "De zaal was koud": 1, "Fijn dat het kan": 1, "nee": 40}, Role.IGNORE),
        ("Q17", {"Graag meer tijd": 2, "De zaal was koud": 2, "nee hoor": 1, "prima": 3}, Role.IGNORE),
        ("model", {"Model A: ondersteuning op school": 9, "Samenwerkingsmodel B: in de wijk": 8}, Role.GROUP),
        ("model", {"Model A: hulp op school": 8, "Model B: hulp in wijk": 90, "Model A: hulp op schol": 1}, Role.GROUP),
        ("school", {"De Regenboog": 3, "Het Kompas": 2, "De Bron": 3, "De Wegwijzer": 4}, Role.GROUP),
    ],
)  # fmt: skip
def test_remarks_are_told_from_groups_by_how_often_each_returns(name: str, counts: dict[str, int], role: Role) -> None:
    survey = cells(name, [text for text, count in counts.items() for _ in range(count)])
    found = suggest(survey)
    assert found.codebook[name].role is role
    assumed = [a for a in found.assumptions if a.column == name]
    assert bool(assumed) is (role is Role.IGNORE)
    if assumed:
        assert Role.GROUP in {entry.role for entry in assumed[0].others}


def test_seven_steps_are_not_taken_for_five_where_one_item_lacks_some() -> None:
    seven = [
        "Strongly disagree", "Disagree", "Somewhat disagree", "Neither agree nor disagree", "Somewhat agree", "Agree",
        "Strongly agree",
    ]  # fmt: skip
    rows = [f'"{seven[i % 7]}";"{seven[(2, 3, 4, 6)[i % 4]]}"' for i in range(56)]
    survey = load_survey("\n".join(["v 1;v 2", *rows]).encode())
    read = load_survey("\n".join(["v 1;v 2", *rows]).encode(), suggest_codebook(survey))
    (scale,) = read.scales
    assert (scale.minimum, scale.maximum) == (1, 7)
    assert read.responses["v 2"].tolist()[:4] == [3, 4, 5, 7]


@pytest.mark.parametrize(
    "unknown",
    ["Weet niet", "geen mening", "N.v.t.", "Don't know", "Weet niet / n.v.t.", "Niet te beoordelen", "-99"],
)
def test_what_is_no_answer_is_missing_beside_ordered_ones(unknown: str) -> None:
    steps = ["helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens", unknown]
    rows = [";".join(steps[(i * p) % 6] for p in (1, 5)) for i in range(36)]
    content = "\n".join(["v 1;v 2", *rows]).encode()
    read = load_survey(content, suggest_codebook(load_survey(content)))
    assert {entry.role for entry in read.codebook or ()} == {Role.ITEM}
    assert (read.items("v").max().max(), int(read.items("v")["v 1"].isna().sum())) == (5, 6)


def test_four_answers_without_a_middle_are_four_steps() -> None:
    steps = ["Strongly disagree", "Disagree", "Agree", "Strongly agree"]
    rows = [";".join(steps[(i * p) % 4] for p in (1, 3)) for i in range(40)]
    content = "\n".join(["v 1;v 2", *rows]).encode()
    survey = load_survey(content)
    (scale,) = suggest_codebook(survey).scales
    assert (scale.minimum, scale.maximum) == (1, 4)
    read = load_survey(content, suggest_codebook(survey))
    assert read.responses["v 1"].tolist()[:4] == [1, 2, 3, 4]
    few = "\n".join(["v 1;v 2", *rows[:8]]).encode()
    assert suggest_codebook(load_survey(few)).scales[0].maximum == 5, "too few to know"


def test_what_questions_have_in_common_names_the_scale_by_what_it_is_about() -> None:
    asked = {
        "In hoeverre bent u het eens met de volgende stellingen over uw werk?": "uw_werk",
        "Thinking of your school, how much do you agree?": "your_school",
        "Vertrouwen in elkaar": "vertrouwen_in_elkaar",
        "Geef aan in hoeverre u het eens bent met onderstaande stellingen": "v",
    }
    for question, name in asked.items():
        header = ",".join(f'"v[SQ{i}]. {question} [item {i}]"' for i in (1, 2, 3))
        rows = [",".join(str((i * p) % 5 + 1) for p in (1, 2, 3)) for i in range(20)]
        codebook = suggest_codebook(load_survey("\n".join([header, *rows]).encode()))
        assert [scale.name for scale in codebook.scales] == [name]
        assert codebook["v[SQ1]"].label() == "item 1"


def test_bookkeeping_of_qualtrics_is_known_in_an_spss_file_too(tmp_path: Path) -> None:
    names = {"StartDate": "2024-01-01", "Duration__in_seconds_": 1.0, "ResponseId": "R_1", "Q1": 2.0}
    frame = pd.DataFrame({name: [value] * 12 for name, value in names.items()})
    pyreadstat.write_sav(frame, tmp_path / "export.sav")
    survey = load_survey(tmp_path / "export.sav")
    technical = [column.name for column in survey.receipt.columns if column.description.technical]
    assert technical == ["StartDate", "Duration__in_seconds_", "ResponseId"]
    assert "Administratie" in str(survey.receipt.notes[-1])
