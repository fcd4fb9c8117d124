"""Suggestions from names, labels and answer patterns."""

import time

import numpy as np
import pandas as pd
import pytest

from analysis.survey import Role, TakenAs, draft_codebook, load_survey, parse_codebook, suggest, suggest_codebook

ROWS = [
    ("1", "2", "4", "mee eens", "nooit", "Netwerk", "7,5", "34", "leuk"),
    ("2", "3", "99", "helemaal mee eens", "soms", "Ketens", "8", "51", "goed zo"),
    ("3", "5", "3", "Mee oneens", "altijd", "Netwerk", "6", "47", "meer tijd"),
    ("4", "4", "2", "neutraal", "vaak", "Ketens", "9", "29", "geen"),
    ("5", "4", "2", "neutraal", "vaak", "Ketens", "9", "30", "nee dank u"),
]
NAMES = ["respondentnr", "visie_1", "visie_2", "steun a", "hoe_vaak", "model", "rapportcijfer", "leeftijd", "tip"]


NUMBERED = [*["1 - ja"] * 4, *["9 - weet niet"] * 5, "2 - nee", "99"]


def content(names: list[str] = NAMES) -> bytes:
    return "\n".join(";".join(row) for row in [names, *ROWS]).encode()


def test_each_column_gets_its_likeliest_role() -> None:
    suggested = suggest_codebook(load_survey(content()))
    roles = {entry.column: entry.role for entry in suggested}
    assert roles == {
        "respondentnr": Role.ID,
        "visie_1": Role.ITEM,
        "visie_2": Role.ITEM,
        "steun a": Role.GROUP,
        "hoe_vaak": Role.GROUP,
        "model": Role.GROUP,
        "rapportcijfer": Role.GRADE,
        "leeftijd": Role.BACKGROUND,
        "tip": Role.IGNORE,
    }
    assert suggested["visie_1"].scale == suggested["visie_2"].scale == "visie"
    assert [a.code for a in suggested["visie_1"].answers] == ["1", "2", "3", "4", "5"], "from 1, though nobody said 1"
    assert [a.code for a in suggested["visie_2"].missing] == ["99"]
    assert [a.label for a in suggested["hoe_vaak"].answers] == ["nooit", "soms", "vaak", "altijd"]
    assert not any(entry.reversed for entry in suggested)


def test_the_suggestion_reads_the_file_it_was_made_from() -> None:
    suggested = suggest_codebook(load_survey(content()))
    survey = load_survey(content(), suggested.to_csv().encode())
    assert survey.items("visie")["visie_1"].tolist() == [2, 3, 5, 4, 4]
    assert survey.missing["visie_2"].tolist()[1] == "99"


def test_agreement_in_words_becomes_a_scale_in_its_order() -> None:
    rows = ["helemaal mee eens;Mee oneens", "mee eens;neutraal", "helemaal mee oneens;mee eens", "mee eens;neutraal"]
    file = ("stelling 1;stelling 2\n" + "\n".join(rows) + "\n").encode()
    survey = load_survey(file, suggest_codebook(load_survey(file)))
    assert survey.items("stelling").to_numpy().tolist() == [[5, 2], [4, 3], [1, 4], [4, 3]]


def test_columns_that_only_share_their_name_are_no_scale() -> None:
    file = b"vraag_1;vraag_2\nlang verhaal;1950\nnog een verhaal;1987\nanders;2001\n"
    assert not [entry for entry in suggest_codebook(load_survey(file)) if entry.role is Role.ITEM]


def test_numbers_of_any_size_are_no_items() -> None:
    file = b"x_1;x_2\n1;1000000000\n2;3\n5;4\n"
    assert not [entry for entry in suggest_codebook(load_survey(file)) if entry.role is Role.ITEM]


def test_what_the_codebook_says_stays() -> None:
    codebook = parse_codebook(b"column,role,scale,answers\nvisie_1,item,visie,1|2|3|4|5|6|7\n")
    suggested = suggest_codebook(load_survey(content(), codebook))
    assert suggested["visie_1"] == codebook["visie_1"]
    assert len(suggested) == len(NAMES)


def test_the_draft_stays_neutral() -> None:
    assert {entry.role for entry in draft_codebook(load_survey(content()))} == {Role.IGNORE}


def test_remarks_are_no_question_however_often_they_are_alike() -> None:
    rows = "\n".join(['1;"meer overleg; minder papier"', "2;prima zo"] * 20)
    for name in ("Overige opmerkingen", "Wilt u nog iets kwijt?", "Q7 Toelichting", "Ideeën"):
        codebook = suggest_codebook(load_survey(f"nr;{name}\n{rows}\n".encode()))
        assert codebook.get(name).role is Role.IGNORE
    assert suggest_codebook(load_survey(f"nr;Samen met\n{rows}\n".encode())).get("Samen met").role is not Role.IGNORE


def test_do_not_know_is_a_missing_answer_and_no_step_of_the_scale() -> None:
    steps = ["zeer ontevreden", "ontevreden", "neutraal", "tevreden", "zeer tevreden", "weet niet"]
    names = ["Tevreden over overleg", "Tevreden over tempo", "Tevreden over geld"]
    rows = [",".join(steps[(i + j) % 6] for j in range(3)) for i in range(30)]
    data = "\n".join([",".join(names), *rows]).encode()
    codebook = suggest_codebook(load_survey(data))
    assert {codebook.get(name).role for name in names} == {Role.ITEM}
    assert {codebook.get(name).scale for name in names} == {"tevreden_over"}
    survey = load_survey(data, codebook)
    assert survey.items("tevreden_over").max().max() == 5
    assert survey.receipt.column(names[0]).missing["weet niet"] == 5
    alone = suggest_codebook(load_survey("\n".join(["Tevredenheid", *steps * 5]).encode())).get("Tevredenheid")
    assert (alone.role, [a.label for a in alone.answers]) == (Role.GROUP, steps[:5])
    assert [m.label for m in alone.missing] == ["weet niet"]


def test_answers_that_a_tool_joined_by_commas_are_apart_again() -> None:
    cells = ["Jeugdhulp", "Jeugdhulp,Leerplicht", "Wijkteam", "Jeugdhulp,Wijkteam,Leerplicht"] * 8
    data = "\n".join(["Q9", *(f'"{cell}"' for cell in cells)]).encode()
    entry = suggest_codebook(load_survey(data)).get("Q9")
    assert entry.multiple
    assert [answer.label for answer in entry.answers] == ["Jeugdhulp", "Leerplicht", "Wijkteam"]
    with_spaces = data.replace(b",", b", ")
    assert suggest_codebook(load_survey(with_spaces))["Q9"].answers == entry.answers


def test_questions_that_are_only_numbered_alike_are_no_scale() -> None:
    """Consent, sex, sector and a mark out of ten, as a survey tool numbers them."""
    rows = [f"1;{i % 3 + 1};{i % 4 + 1};{i % 11};{i % 5 + 1};{(i + 1) % 5 + 1}" for i in range(60)]
    suggested = suggest_codebook(load_survey("\n".join(["Q1;Q2;Q4;Q14;Q5_1;Q5_2", *rows]).encode()))
    assert {entry.column for entry in suggested if entry.role is Role.ITEM} == {"Q5_1", "Q5_2"}


def test_what_all_say_alike_is_no_item() -> None:
    rows = [f"4;{i % 5 + 1};{(i + 2) % 5 + 1}" for i in range(30)]
    suggested = suggest_codebook(load_survey("\n".join(["v_1;v_2;v_3", *rows]).encode()))
    assert {entry.column for entry in suggested if entry.role is Role.ITEM} == {"v_2", "v_3"}


def test_words_that_usually_mean_the_same_stay_apart_where_both_are_answers() -> None:
    words = ["nooit", "soms", "regelmatig", "vaak", "altijd"]
    survey = load_survey("\n".join(["hoe_vaak", *(words * 6)]).encode())
    suggested = suggest_codebook(survey)
    assert [answer.label for answer in suggested["hoe_vaak"].answers] == words
    load_survey("\n".join(["hoe_vaak", *(words * 6)]).encode(), suggested)  # and it reads its own file


def test_a_name_as_long_as_a_page_takes_no_time() -> None:
    name = "x" * 100_000
    began = time.process_time()
    assert suggest_codebook(load_survey(f"{name}1;{name}2\n1;2\n3;4\n".encode()))
    assert time.process_time() - began < 2


def test_report_grades_in_one_block_are_outcomes_and_an_own_block_takes_no_name_of_the_study() -> None:
    rows = ["1;2;3;6;7", "2;2;4;7;8", "5;4;5;8;6", "3;3;2;5;7", "4;5;4;9;6"] * 6
    text = "Vertrouwen;;;Rapportcijfers;\nOpen;Eerlijk;Veilig;Cijfer aanbod;Cijfer contact\n" + "\n".join(rows)
    survey = load_survey(text.encode(), header_rows=2)
    found = suggest(survey).codebook
    assert [(scale.name, len(scale.items)) for scale in found.scales] == [("Vertrouwen", 3)]  # not `vertrouwen`
    assert [entry.role for entry in found if entry.column.startswith("Cijfer")] == [Role.GRADE] * 2
    own = "vertrouwen_1;vertrouwen_2;vertrouwen_3\n" + "\n".join(row[:5] for row in rows)
    assert [scale.name for scale in suggest(load_survey(own.encode())).codebook.scales] == ["vertrouwen"]


def test_report_grades_beside_other_questions_of_their_block_are_outcomes_all_the_same() -> None:
    rows = "".join(f"Eens;Oneens;{5 + i % 5};{99 if i == 7 else 6 + i % 4};{i} jaar;opmerking {i}\n" for i in range(30))
    names = "A;B;Rapportcijfer voor het aanbod;Rapportcijfer voor het contact;Hoe lang werkt u hier?;Opmerkingen"
    survey = load_survey(f"Begin;;Tot slot;;;\n{names}\n{rows}".encode(), header_rows=2)
    found = suggest(survey).codebook
    assert [entry.role for entry in found if "cijfer" in entry.column] == [Role.GRADE] * 2
    assert not found.scales


def test_below_the_title_of_a_block_the_names_tell_which_columns_are_one_question() -> None:
    vormen = ["Individueel", "In de klas", "Ouders"]
    heads = ["nr", *(f"Welke vormen zijn er? [{vorm}]" for vorm in vormen), "Welke knelpunten? (meer antwoorden)"]
    answers = ["Ja;;Ja;tijd, geld", ";Ja;;geld", "Ja;Ja;Ja;tijd", ";;;rust, tijd", "Ja;;;geld, rust"] * 6
    rows = [";".join(["Achtergrond", "Vormen van hulp", "", "", ""]), ";".join(heads)]
    text = "\n".join([*rows, *(f"{i};{row}" for i, row in enumerate(answers))])
    survey = load_survey(text.encode(), header_rows=2)
    read = load_survey(text.encode(), suggest(survey).codebook, header_rows=2)
    forms, trouble = read.multiple
    assert forms.options == tuple(vormen)
    assert read.selected(forms.name).mean().tolist() == pytest.approx([18 / 24, 12 / 24, 12 / 24])
    assert trouble.in_one_cell
    assert trouble.options == ("geld", "rust", "tijd")


def test_grades_in_halves_can_be_the_items_of_one_scale_and_tenths_cannot() -> None:
    names = ["Cijfer voor het aanbod", "Cijfer voor het contact", "Cijfer voor de hulp"]
    for cell, codes in (("6,5", 19), ("7", 10), ("6,4", 0)):
        rows = [f"{cell};7;8", "5;6;6", "8;9;8", "4;5;6"] * 6
        found = suggest(load_survey("\n".join([";".join(names), *rows]).encode()))
        together = [shared for shared in found.shared if shared.kind is TakenAs.OUTCOMES]
        assert [len(entry.answers) for shared in together for entry in shared.others] == ([codes] * 3 if codes else [])


@pytest.mark.parametrize(
    ("labels", "groups"),
    [
        (["netwerk", "schotten", "ketens"], ["schotten", "ketens", "netwerk"]),
        (["10 tot 20", "meer dan 20", "tot 10"], ["tot 10", "10 tot 20", "meer dan 20"]),
    ],
)
def test_groups_in_order_go_on_beside_who_does_not_know(labels: list[str], groups: list[str]) -> None:
    rows = [*labels, "weet niet"] * 5
    file = "\n".join(["nr;groep", *(f"{i};{label}" for i, label in enumerate(rows))]).encode()
    written = suggest_codebook(load_survey(file)).to_csv().encode()
    survey = load_survey(file, written)
    assert list(survey.responses["groep"].cat.categories) == groups
    assert survey.missing["groep"].value_counts().to_dict() == {"weet niet": 5}


@pytest.mark.parametrize(
    "file",
    [
        # One respondent: two columns are of one question, two by their names of another, or of the same.
        "nr;v_1;v_2;v_groep;v_thuis\n0;nee;nee;nee;nee\n",
        # Of a question with numbers the text fields say yes and no; they are no question of their own.
        "nr;vraag [1];vraag [2];vraag [other];vraag [anders]\n" + "1;2;1,5;ja;nee\n2;1,5;2;nee;nee\n3;2;2;ja;ja\n" * 5,
        # A 99 among numbered labels makes no remarks of them, whether it was declared or not.
        "\n".join(["nr;thuis", *(f"{i};{cell}" for i, cell in enumerate(NUMBERED))]),
    ],
)
def test_what_was_suggested_is_not_suggested_otherwise_afterwards(file: str) -> None:
    first = suggest_codebook(load_survey(file.encode(), header_rows=1))
    again = suggest_codebook(load_survey(file.encode(), first.to_csv().encode(), header_rows=1))
    assert [(e.column, e.row()["role"]) for e in again] == [(e.column, e.row()["role"]) for e in first]


@pytest.mark.parametrize(
    "waves",
    [("{}_t0", "{}_t1"), ("{} voor", "{} na"), ("{}_2025", "{}_2026"), ("{} (meting 1)", "{} (meting 2)")],
    ids=["t", "words", "years", "brackets"],
)
def test_items_asked_twice_are_a_scale_for_each_time(waves: tuple[str, str]) -> None:
    rng = np.random.default_rng(2)
    names = [wave.format(f"v{i}") for i in (1, 2, 3, 4) for wave in waves]  # the two times side by side
    frame = pd.DataFrame(rng.integers(1, 6, (60, 8)), columns=names)
    scales = suggest(load_survey(frame.to_csv(sep=";", index=False).encode())).codebook.scales
    assert [scale.items for scale in scales] == [tuple(w.format(f"v{i}") for i in (1, 2, 3, 4)) for w in waves]


def test_codes_in_a_column_that_divides_respondents_are_groups_and_the_suggestion_says_so() -> None:
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(
        {
            "model": rng.integers(1, 5, 60),
            "aantal_scholen_in_groep": rng.integers(1, 5, 60),
            "functie": rng.integers(20, 25, 60),
            "kinderen": rng.integers(0, 4, 60),
        }
    )
    content = frame.to_csv(sep=";", index=False).encode()
    found = suggest(load_survey(content))
    assert [(entry.column, entry.role) for entry in found.codebook] == [
        ("model", Role.GROUP),
        ("aantal_scholen_in_groep", Role.BACKGROUND),
        ("functie", Role.BACKGROUND),
        ("kinderen", Role.BACKGROUND),
    ]
    (assumed,) = found.assumptions
    assert "Kolom model: de getallen (1, 2, 3, 4) zijn gelezen als groepen" in str(assumed.message)
    read = load_survey(content, found.codebook.to_csv().encode())
    assert (
        read.responses["model"].value_counts().sort_index().tolist()
        == frame["model"].value_counts().sort_index().tolist()
    )
    assert (
        load_survey(content, found.codebook.with_entries(*assumed.others)).responses["model"].sum()
        == frame["model"].sum()
    )
