"""How the answers of one column are understood, by role, and which are refused."""

import numpy as np
import pandas as pd
import pytest

from analysis.errors import SurveyError
from analysis.survey import Kind, ScoreRule, Survey, load_survey, scored_data

LABELS = {
    "1": ("helemaal niet zo", "not at all"),
    "2": ("overwegend niet zo", "mostly not"),
    "3": ("deels niet, deels wel zo", "partly"),
    "4": ("overwegend wel zo", "mostly"),
    "5": ("helemaal zo", "completely"),
}
FIVE = "|".join(f"{code}={dutch}" for code, (dutch, _) in LABELS.items())
ENGLISH = "|".join(f"{code}={english}" for code, (_, english) in LABELS.items())


def one_column(values: list[str], **codebook: str) -> Survey:
    """A survey of the column `v`, beside one that is always filled."""
    header = ["column", *codebook]
    entry = ["v", *(f'"{text}"' for text in codebook.values())]
    content = "nr;v\n" + "".join(f'{i};"{value}"\n' for i, value in enumerate(values))
    return load_survey(content.encode(), f"{','.join(header)}\n{','.join(entry)}\n".encode())


def item(values: list[str], **codebook: str) -> Survey:
    return one_column(values, **({"role": "item", "scale": "s", "answers": FIVE} | codebook))


def warnings(survey: Survey) -> list[str]:
    return [str(warning) for warning in survey.receipt.column("v").warnings]


@pytest.mark.parametrize(
    "text",
    [
        "4",
        " 4 ",
        "4,0",
        "4.00",
        "overwegend wel zo",
        "OVERWEGEND  WEL ZO.",
        "overwegend\u00a0wel\u200b zo",
        "4 = overwegend wel zo",
        "4. Overwegend wel zo",
        "4 - overwegend wel zo",
        "4) overwegend wel zo",
        "4 overwegend wel zo",
        "4 (overwegend wel zo)",
        "Overwegend wel zo (4)",
    ],
)
def test_an_answer_in_every_form(text: str) -> None:
    survey = item([text, "1"])
    assert survey.responses["v"].tolist() == [4.0, 1.0]
    assert survey.responses["v"].dtype == np.float64


@pytest.mark.parametrize("text", ["deels niet deels wel zo", "Deels niet,deels wel zo", "deels niet / deels wel zo"])
def test_punctuation_in_an_answer_makes_no_difference(text: str) -> None:
    assert item([text]).responses["v"].tolist() == [3.0]


def test_english_labels_are_answers_too() -> None:
    assert item(["Mostly", "not at all"], answers_en=ENGLISH).responses["v"].tolist() == [4.0, 1.0]


def test_the_common_five_point_texts_need_no_labels_in_the_codebook() -> None:
    texts = ["HELEMAAL ZO", "Overwegend wel zo", "deels niet, deels wel", "overwegend niet zo", "helemaal niet zo"]
    assert item(texts, answers="1|2|3|4|5").responses["v"].tolist() == [5, 4, 3, 2, 1]
    with pytest.raises(SurveyError, match="helemaal zo"):
        item(["helemaal zo"], answers="1|2|3|4")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "leeg"),
        ("   ", "leeg"),
        ("NA", "leeg"),
        ("#N/B", "leeg"),
        ("8", "geen zicht op"),
        ("8,0", "geen zicht op"),
        ("Geen Zicht Op", "geen zicht op"),
        ("8 = geen zicht op", "geen zicht op"),
        ("9", "niet van toepassing"),
        ("n.v.t.", "niet van toepassing"),
        ("NVT", "niet van toepassing"),
        ("n.v.t", "niet van toepassing"),
        ("Niet van toepassing.", "niet van toepassing"),
    ],
)
def test_every_kind_of_missing_answer(text: str, kind: str) -> None:
    declared = item([text, "1"], missing="8=geen zicht op|9=niet van toepassing")
    assert declared.missing["v"].tolist()[0] == kind
    assert np.isnan(declared.responses["v"][0])
    assert declared.receipt.column("v").missing == {kind: 1}
    if not text[:1].isdigit():
        assert item([text, "1"]).missing["v"].tolist()[0] == kind, "also where the codebook does not list it"


def test_declared_missing_codes_keep_their_own_names() -> None:
    survey = item(["8", "9", "weet niet", "n.v.t."], missing="8|9=n.v.t.|x=weet niet")
    assert survey.missing["v"].tolist() == ["8", "n.v.t.", "weet niet", "n.v.t."]


@pytest.mark.parametrize("code", ["8", "9", "88", "99", "999", "99,0"])
def test_an_undeclared_common_missing_code_is_kept_apart_with_a_warning(code: str) -> None:
    survey = item(["3", code, "5", code])
    assert survey.responses["v"].isna().tolist() == [False, True, False, True]
    kind = f"vermoedelijk ontbrekend: {float(code.replace(',', '.')):.0f}"
    assert survey.receipt.column("v").missing == {kind: 2}
    assert len(warnings(survey)) == 1
    assert warnings(survey)[0].startswith(f"Kolom v: 2 keer {code.removesuffix(',0')}, buiten de antwoorden")


def test_a_common_missing_code_that_is_an_answer_is_an_answer() -> None:
    survey = item(["8", "9"], answers="|".join(map(str, range(1, 11))))
    assert survey.responses["v"].tolist() == [8.0, 9.0]
    assert not warnings(survey)


@pytest.mark.parametrize(
    "value", ["6", "0", "-9", "3,5", "4,5", "1.234", "ja", "helemaal", "4 = helemaal zo", "4 5", "5 van 5"]
)
def test_any_other_value_in_an_item_is_refused_with_column_row_and_value(value: str) -> None:
    with pytest.raises(SurveyError) as caught:
        item(["1", value, "2", value])
    sentence = str(caught.value)
    assert sentence.startswith(f'Kolom v, rij 3: "{value}" is geen van de antwoorden 1 (helemaal niet zo), 2 ')
    assert sentence.endswith("Zulke cellen in deze kolom: 2.")
    assert caught.value.message.values["row"] == 3


def test_a_long_value_is_shortened_in_the_sentence() -> None:
    with pytest.raises(SurveyError) as caught:
        item(["woord " * 1_000])
    assert len(str(caught.value)) < 500


def test_an_item_outside_every_scale_is_read_as_an_item() -> None:
    survey = item(["1", "5"], scale="")
    assert survey.scales == ()
    assert survey.responses["v"].tolist() == [1.0, 5.0]


def test_an_item_that_nobody_answered_is_told() -> None:
    survey = item(["", "8"])
    assert survey.receipt.column("v").n == 0
    assert survey.responses["v"].dtype == np.float64
    assert any("niemand" in warning for warning in warnings(survey))


@pytest.mark.parametrize(
    "answers", ["schotten|ketens|netwerk|oriëntatie", "1=schotten|2=ketens|3=netwerk|4=oriëntatie"]
)
def test_groups_have_labels_in_the_order_of_the_codebook(answers: str) -> None:
    values = ["Netwerk", " schotten ", "n.v.t.", "", "orientatie"]
    column = one_column(values, role="group", answers=answers).responses["v"]
    assert column.cat.categories.tolist() == ["schotten", "ketens", "netwerk", "oriëntatie"]
    assert column.cat.ordered
    assert column.astype(object).where(column.notna(), None).tolist() == [
        "netwerk",
        "schotten",
        None,
        None,
        "oriëntatie",
    ]


def test_groups_are_read_by_code_too() -> None:
    column = one_column(["2", "1,0", "2=groot"], role="group", answers="1=klein|2=groot").responses["v"]
    assert column.tolist() == ["groot", "klein", "groot"]


def test_an_unknown_group_is_refused_with_the_known_ones_and_the_likeliest() -> None:
    with pytest.raises(
        SurveyError,
        match=r'Kolom v, rij 3: "netwrk" is geen van de antwoorden schotten, netwerk\. Bedoelt u "netwerk"\?',
    ):
        one_column(["netwerk", "netwrk"], role="group", answers="schotten|netwerk")
    with pytest.raises(
        SurveyError, match=r'Kolom v, rij 2: "99" is geen van de antwoorden schotten, netwerk\. Vul in het codeboek'
    ):
        one_column(["99"], role="group", answers="schotten|netwerk")


def test_sizes_that_differ_in_a_sign_only_are_not_mixed_up() -> None:
    column = one_column(["< 10", ">10", "10"], role="group", answers="<10|> 10|10").responses["v"]
    assert column.tolist() == ["<10", "> 10", "10"]
    with pytest.raises(SurveyError, match='"10" is geen van de antwoorden'):
        one_column(["10"], role="group", answers="<10|10-20")


def test_groups_without_listed_answers_are_those_that_occur() -> None:
    survey = one_column(["noord", "Noord ", "zuid", "noord", "geen zicht op"], role="group")
    column = survey.responses["v"]
    assert column.cat.categories.tolist() == ["noord", "zuid"]
    assert not column.cat.ordered
    assert column.value_counts().to_dict() == {"noord": 3, "zuid": 1}
    assert 'samengenomen als "noord"' in warnings(survey)[0]


def test_numbered_groups_without_listed_answers_stand_in_their_order() -> None:
    assert one_column(["10", "9", "2", "9"], role="group").responses["v"].cat.categories.tolist() == ["2", "9", "10"]


def test_grades_are_any_numbers_where_no_answers_are_listed() -> None:
    survey = one_column(["7,5", "8", "", "n.v.t.", "112"], role="grade")
    np.testing.assert_array_equal(survey.responses["v"], [7.5, 8, np.nan, np.nan, 112])
    with pytest.raises(SurveyError, match=r'Kolom v, rij 3: "zeven" is geen getal\.'):
        one_column(["7,5", "zeven"], role="grade")


def test_listed_answers_give_a_grade_its_range_and_labels() -> None:
    survey = one_column(["7,5", "heel goed", "99"], role="grade", answers="1=slecht|10=heel goed")
    np.testing.assert_array_equal(survey.responses["v"], [7.5, 10, np.nan])
    assert survey.missing["v"].tolist()[2] == "vermoedelijk ontbrekend: 99"
    with pytest.raises(SurveyError, match='Kolom v, rij 2: "10,5" is geen van de antwoorden'):
        one_column(["10,5"], role="grade", answers="1|10")


def test_numbers_that_can_be_read_in_two_ways_are_told() -> None:
    survey = one_column(["1.234", "5"], role="background")
    assert survey.responses["v"].tolist() == [1234.0, 5.0], "a file with semicolons most likely has decimal commas"
    assert '"1.234" kan een duizendtal of een decimaal getal zijn' in warnings(survey)[0]
    comma_file = load_survey(b"a,b\n1.234,x\n5.5,y\n")
    assert comma_file.responses["a"].tolist() == [1.234, 5.5]


def test_background_with_listed_answers_is_a_closed_question() -> None:
    labels = one_column(["ja", "Nee", ""], role="background", answers="ja|nee").responses["v"]
    assert labels.cat.categories.tolist() == ["ja", "nee"]
    numbers = one_column(["1", "helemaal zo", "8"], role="background", answers=FIVE, missing="8=geen zicht op")
    np.testing.assert_array_equal(numbers.responses["v"], [1, 5, np.nan])
    with pytest.raises(SurveyError, match='Kolom v, rij 2: "misschien"'):
        one_column(["misschien"], role="background", answers="ja|nee")


def test_identifiers_stay_as_they_are_and_doubles_are_told() -> None:
    survey = one_column(["007", "NA", "007", ""], role="id")
    assert survey.responses["v"].fillna("").tolist() == ["007", "NA", "007", ""]
    assert 'meer dan eens voorkomen (aantal: 1), bijvoorbeeld "007"' in warnings(survey)[0]


def test_ignored_columns_are_kept_by_their_looks() -> None:
    survey = one_column(["1", "99", "abc"], role="ignore", answers=FIVE)
    assert survey.receipt.column("v").kind is Kind.TEXT
    assert survey.responses["v"].tolist() == ["1", "99", "abc"]


@pytest.mark.parametrize("text", ["2024-01-13", "13-01-2024", "13/1/2024"])
@pytest.mark.parametrize("time", ["", " 09:30", "T09:30:15"])
def test_dates(text: str, time: str) -> None:
    column = one_column([text + time, ""], role="background").responses["v"]
    assert column[0].normalize() == pd.Timestamp(2024, 1, 13)
    assert column.isna().tolist() == [False, True]


def test_what_only_looks_like_a_date_is_a_text() -> None:
    assert one_column(["31-02-2024", "01-13-2024"], role="background").receipt.column("v").kind is Kind.TEXT


def test_no_digit_of_a_long_number_changes() -> None:
    ids = [f"900719925474{i:05d}" for i in range(60)]
    content = "\n".join(["ResponseId;nr;v1", *(f"{long};0{i:02d};{1 + i % 5}" for i, long in enumerate(ids))])
    codebook = "column,role,scale,answers\nv1,item,a,1|2|3|4|5\n"
    survey = load_survey(content.encode(), codebook.encode())
    assert survey.responses["ResponseId"].tolist() == ids
    assert survey.responses["nr"].tolist()[:2] == ["000", "001"]
    assert scored_data(survey, {"a": ScoreRule(1)}).frame["ResponseId"].tolist() == ids
    assert "te veel cijfers" in " ".join(map(str, survey.receipt.column("ResponseId").warnings))
    short = load_survey(b"a;b\n9007199254740992;1\n9007199254740990;2\n")
    assert short.receipt.column("a").kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("cells", "kind", "said"),
    [
        (["45%", "50,5%", "10 %"], Kind.NUMBER, "procentteken"),
        (["45%", "50,5%", "10"], Kind.TEXT, "niet alle getallen hebben een procentteken"),
        (["1'234.5", "2'345.5", "12"], Kind.NUMBER, "apostrof"),
        (["1'234.5", "2345.5", "12"], Kind.TEXT, "niet alle duizendtallen hebben een apostrof"),
        (["(3)", "2", "4"], Kind.TEXT, "kan een negatief getal zijn"),
    ],
)
def test_signs_in_numbers_are_told(cells: list[str], kind: Kind, said: str) -> None:
    survey = load_survey(("id;v\n" + "".join(f"{i};{cell}\n" for i, cell in enumerate(cells))).encode())
    column = survey.receipt.column("v")
    assert column.kind is kind
    (warning,) = map(str, column.warnings)
    assert said in warning
    assert cells[0] in warning


@pytest.mark.parametrize(
    ("cells", "dates"),
    [
        (["03/15/2024 10:11:12 AM", "03/04/2024 12:11:12 AM"], ["2024-03-15 10:11:12", "2024-03-04 00:11:12"]),
        (["03/04/2024 1:05 PM", "03/05/2024 12:00 PM"], ["2024-03-04 13:05:00", "2024-03-05 12:00:00"]),
        (["03/15/2024", "03/04/2024"], ["2024-03-15", "2024-03-04"]),
        (["03/04/2024", "13/04/2024"], ["2024-04-03", "2024-04-13"]),
    ],
)
def test_dates_as_in_america(cells: list[str], dates: list[str]) -> None:
    survey = load_survey(("d;v\n" + "".join(f"{cell};1\n" for cell in cells)).encode())
    assert survey.responses["d"].tolist() == list(map(pd.Timestamp, dates))


def test_dates_of_two_notations_are_no_dates() -> None:
    survey = load_survey(b"d;v\n03/14/2024;1\n14/04/2024;2\n")
    assert survey.receipt.column("d").kind is Kind.TEXT
