"""Slips and words among numbers do not hide what a question is."""

import numpy as np
import pandas as pd
import pingouin
import pytest

from analysis.statistics import reliability
from analysis.survey import Kind, Role, Suggestion, Survey, TakenAs, find_problems, load_survey, suggest
from analysis.survey.coding import suspected_among
from analysis.survey.resemblance import near_duplicates

AGREE = ["helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens"]
STATEMENTS = ["Ik word gehoord", "Het team is open", "Fouten mag men maken", "Wij beslissen samen"]
SKILLS = [f"Ik kan {what} (1 = niet, 5 = goed)" for what in ("uitleggen", "luisteren", "plannen")]
RNG = np.random.default_rng(5)
LEVEL = RNG.normal(size=120)
CODES = np.clip(np.rint(3 + LEVEL[:, None] + RNG.normal(0, 0.8, (120, 7))), 1, 5).astype(int)


def messy() -> bytes:
    """120 respondents: four statements in words with slips, three in numbers with 99 and *weet niet* among them."""
    rows = [[AGREE[code - 1] for code in row[:4]] + [str(code) for code in row[4:]] for row in CODES]
    slips = {"mee oneens": "me oneens", "mee eens": "mee ens", "neutraal": "neutral", "helemaal mee eens": "mee ens"}
    for column, row in ((0, 3), (1, 8), (2, 40), (3, 77)):
        rows[row][column] = slips.get(rows[row][column], "neutral")
    for column, row, text in ((4, 5, "99"), (4, 9, "weet niet"), (5, 11, "99"), (6, 20, "weet niet"), (6, 21, "99")):
        rows[row][column] = text
    for number, row in enumerate(rows):
        row += [("nauwelijks", "enigszins", "behoorlijk", "intensief")[number % 4], str(2023 + number % 2)]
    header = [*STATEMENTS, *SKILLS, "In welke mate werkt u samen?", "Meetjaar"]
    return "\n".join(";".join(row) for row in [header, *rows]).encode("cp1252")


def test_every_statement_is_an_item_and_alpha_is_that_of_what_was_meant() -> None:
    survey = load_survey(messy())
    suggestion = suggest(survey)
    book = suggestion.codebook
    assert {book[name].role for name in (*STATEMENTS, *SKILLS)} == {Role.ITEM}
    assert [len({book[name].scale for name in names}) for names in (STATEMENTS, SKILLS)] == [1, 1]
    assert [answer.label for answer in book[STATEMENTS[0]].answers] == AGREE
    assert {a.code for a in book[SKILLS[0]].missing} == {"99", "weet niet"}
    read = load_survey(messy(), book.to_csv().encode())
    assert not [p for p in find_problems(read.receipt) if p.kind in ("slip", "suspected")]
    items = read.items(book[SKILLS[0]].scale)
    kept = np.delete(CODES[:, 4:], [5, 9, 11, 20, 21], axis=0)
    found = reliability(items)
    assert found.n == len(kept)
    assert found.alpha == pytest.approx(pingouin.cronbach_alpha(data=_frame(kept))[0], abs=1e-12)
    assert read.items(book[STATEMENTS[0]].scale).notna().all(axis=None), "no answer was lost"
    assert [answer.label for answer in book["In welke mate werkt u samen?"].answers][2:] == ["behoorlijk", "intensief"]
    assert book["Meetjaar"].role is Role.GROUP


def test_words_and_numbers_of_one_block_are_two_scales() -> None:
    lines = messy().decode("cp1252").split("\n")
    block = "Deel B Stellingen" + ";" * (lines[0].count(";"))
    survey = load_survey("\n".join([block, *lines]).encode())
    book = suggest(survey).codebook
    assert {book[name].role for name in (*STATEMENTS, *SKILLS)} == {Role.ITEM}
    assert [len({book[name].scale for name in names}) for names in (STATEMENTS, SKILLS)] == [1, 1]
    assert book[STATEMENTS[0]].scale != book[SKILLS[0]].scale


def test_slips_are_told_and_can_be_missing_instead() -> None:
    suggestion = suggest(load_survey(messy()))
    (meant,) = [shared for shared in suggestion.shared if shared.kind is TakenAs.MEANT]
    assert set(meant.read_as) <= {("me oneens", "mee oneens"), ("mee ens", "mee eens"), ("neutral", "neutraal")}
    assert len(meant.columns) == 4
    assert meant.holds(suggestion.codebook)
    other = meant.otherwise(suggestion.codebook)
    assert not meant.holds(other)
    read = load_survey(messy(), other)
    assert int(read.items(other[STATEMENTS[0]].scale).isna().sum().sum()) == 4


def test_a_label_that_is_given_as_often_is_no_slip() -> None:
    rows = ["netwerk;a", "netwerk;b", "netwerken;a", "netwerken;b", "ketens;a"]
    book = suggest(load_survey(("model;x\n" + "\n".join(rows)).encode())).codebook
    assert not book["model"].spellings
    assert len(book["model"].answers) == 3


def test_grades_of_one_kind_are_outcomes_that_can_be_a_scale() -> None:
    rng = np.random.default_rng(8)
    grades = np.clip(np.rint(7 + rng.normal(size=(60, 1)) + rng.normal(0, 0.7, (60, 3))), 1, 10).astype(int)
    names = [f"Welk cijfer geeft u {what}?" for what in ("de scholing", "het bureau", "de website")]
    file = "\n".join(";".join(map(str, row)) for row in [names, *grades.tolist()]).encode()
    suggestion = suggest(load_survey(file))
    (shared,) = suggestion.shared
    assert shared.kind is TakenAs.OUTCOMES
    assert {suggestion.codebook[name].role for name in names} == {Role.GRADE}
    together = shared.otherwise(suggestion.codebook)
    survey = load_survey(file, together)
    (scale,) = survey.scales
    assert reliability(survey.items(scale.name)).alpha == pytest.approx(
        pingouin.cronbach_alpha(data=_frame(grades))[0], abs=1e-12
    )


@pytest.mark.parametrize(
    "names",
    [["Aantal kinderen in huis", "Aantal uren per week", "Aantal dagen zorg", "Aantal jaren hier"], list("abcd")],
)
def test_numbers_that_count_something_are_no_items(names: list[str]) -> None:
    rows = [";".join(map(str, row)) for row in CODES[:, :4].tolist()]
    book = suggest(load_survey("\n".join([";".join(names), *rows]).encode())).codebook
    assert Role.ITEM not in {entry.role for entry in book}


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("me oneens", "mee oneens"), ("mee ens", "mee eens"), ("altyd", "altijd"), ("somss", "soms"), ("noooit", "nooit")],
)
def test_a_letter_too_many_or_too_few_is_a_slip(slip: str, meant: str) -> None:
    assert [(found.label, found.meant) for found in near_duplicates({meant: 20, slip: 1})] == [(slip, meant)]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"Voortgezet onderwijs": 40, "VO": 6, "(V)SO": 2}, [("VO", "Voortgezet onderwijs")]),
        ({"VO": 40, "Voortgezet onderwijs": 6}, [("Voortgezet onderwijs", "VO")]),
        ({"Voortgezet onderwijs": 9, "Voorbereidend onderwijs": 8, "VO": 2}, []),  # which of the two is not said
        ({"niet echt eens": 9, "nee": 4}, []),
    ],
)
def test_capitals_stand_for_the_words_that_begin_with_them(
    counts: dict[str, int], found: list[tuple[str, str]]
) -> None:
    assert [(slip.label, slip.meant) for slip in near_duplicates(counts)] == found


@pytest.mark.parametrize("labels", [("groep a", "groep b"), ("mee eens", "mee oneens"), ("mbo 1", "mbo 2")])
def test_other_words_are_no_slips(labels: tuple[str, str]) -> None:
    assert near_duplicates({labels[0]: 20, labels[1]: 1}) == ()


def test_a_99_among_ages_is_suspected_where_it_comes_back() -> None:
    ages = {float(age): 4 for age in range(22, 67)}
    assert [found.code for found in suspected_among(ages | {99.0: 10})] == [99.0]
    assert suspected_among(ages | {99.0: 1}) == ()
    assert suspected_among(ages | {88.0: 2, 95.0: 1, 99.0: 3}) == ()


def _frame(codes: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(codes)


def test_years_of_which_some_say_so_and_some_do_not_know() -> None:
    years = [f"{year / 2:g}".replace(".", ",") for year in range(2, 60)]
    file = "\n".join(["nr;jaren", *(f"{i};{cell}" for i, cell in enumerate([*years, "7 jaar", "weet niet"]))]).encode()
    read = load_survey(file)
    assert read.receipt.column("jaren").kind is Kind.TEXT
    assert [warning.values["count"] for warning in read.receipt.column("jaren").warnings] == [1]
    suggested = suggest(read).codebook
    assert suggested["jaren"].role is Role.BACKGROUND
    again = load_survey(file, suggested)
    assert again.responses["jaren"].sum() == pytest.approx(sum(range(2, 60)) / 2 + 7)
    assert again.receipt.column("jaren").missing == {"weet niet": 1}
    assert any("7 jaar" in str(warning) for warning in again.receipt.column("jaren").warnings)


def in_points(n: int = 200) -> pd.DataFrame:
    """Answers 1 to 5 of four questions that go together, made by chance."""
    rng = np.random.default_rng(21)
    level = rng.normal(size=(n, 1))
    points = np.clip(np.rint(3 + level + rng.normal(0, 0.7, (n, 4))), 1, 5).astype(int)
    return pd.DataFrame(points, columns=[f"Vraag over {word}" for word in ("hulp", "tijd", "geld", "rust")])


def read_by_suggestion(frame: pd.DataFrame) -> tuple[Survey, Suggestion]:
    content = frame.to_csv(sep=";", index=False).encode()
    found = suggest(load_survey(content))
    return load_survey(content, found.codebook), found


@pytest.mark.parametrize("worded", [True, False], ids=["words", "numbers"])
def test_a_stray_answer_costs_its_question_no_place_in_the_scale(worded: bool) -> None:
    points = in_points()
    frame = points.astype(object) if not worded else points.map(lambda point: AGREE[point - 1])
    frame.iloc[4, 1], frame.iloc[[9, 11], 2] = "3 of 4", "geen van deze"
    survey, found = read_by_suggestion(frame)
    kept = points.astype(float)
    kept.iloc[4, 1], kept.iloc[[9, 11], 2] = np.nan, np.nan
    (scale,) = survey.scales
    assert survey.items(scale.name).to_numpy() == pytest.approx(kept.to_numpy(), nan_ok=True)
    (shared,) = found.shared
    assert (shared.kind, [text for text, _ in shared.strays]) == (TakenAs.STRAYS, ["3 of 4", "geen van deze"])
    assert shared.holds(found.codebook)
    alone = shared.otherwise(found.codebook)
    assert not {alone[name].role for name in shared.columns} & {Role.ITEM}
    again = load_survey(frame.to_csv(sep=";", index=False).encode(), alone)
    assert "3 of 4" in set(again.responses["Vraag over tijd"])


def test_what_is_no_stray_answer_stays_what_it_is() -> None:
    """Too often, in too many ways, or beside labels that have no order."""
    worded = in_points().map(lambda point: AGREE[point - 1])
    often = worded.copy()
    often.iloc[:15, 1] = "soms"
    _, found = read_by_suggestion(often)
    assert not found.shared
    assert found.codebook["Vraag over tijd"].role is Role.GROUP
    ways = worded.copy()
    for row in range(4):
        ways.iloc[row, 1] = f"antwoord {'abcd'[row]}"
    assert not read_by_suggestion(ways)[1].shared
    towns = in_points().map(lambda point: ("Almere", "Borne", "Hengelo", "Losser", "Zeist")[point - 1])
    towns.iloc[3, 1] = "Bunnik"
    _, found = read_by_suggestion(towns)
    assert not any(shared.kind is TakenAs.STRAYS for shared in found.shared)
    assert "Bunnik" in {answer.label for answer in found.codebook["Vraag over tijd"].answers}


def test_a_grade_among_which_somebody_wrote_something_else_is_a_grade() -> None:
    grades = [str(4 + i % 6) for i in range(60)]
    grades[3], grades[9], grades[20] = "8-", "7,5", "99"
    frame = pd.DataFrame({"Welk cijfer geeft u?": grades, "Hoeveel uur?": grades})
    survey, found = read_by_suggestion(frame)
    assert found.codebook["Welk cijfer geeft u?"].role is Role.GRADE
    assert found.codebook["Hoeveel uur?"].role is not Role.GRADE
    assert survey.responses["Welk cijfer geeft u?"].isna().sum() == 2
    assert survey.responses["Welk cijfer geeft u?"].max() == 9
    codes, shared = found.shared
    assert codes.kind is TakenAs.CODES
    assert codes.strays == (("99", "Welk cijfer geeft u?"), ("99", "Hoeveel uur?"))
    assert shared.strays == (("8-", "Welk cijfer geeft u?"), ("8-", "Hoeveel uur?"))


def with_nines() -> pd.DataFrame:
    points = in_points()
    points.iloc[[3, 8, 40], 0] = 9
    points.iloc[[4, 77], 2] = 9
    return points


def test_a_code_that_is_taken_for_missing_is_told_and_may_be_an_answer_of_the_whole_scale() -> None:
    points = with_nines()
    survey, found = read_by_suggestion(points)
    (told,) = found.shared
    assert told.kind is TakenAs.CODES
    assert told.strays == (("9", points.columns[0]), ("9", points.columns[2]))
    (scale,) = survey.scales
    assert set(told.columns) == set(scale.items)
    kept = points[(points != 9).all(axis=1)]
    assert reliability(survey.items(scale.name)).n == len(kept)
    taken = load_survey(points.to_csv(index=False).encode(), told.otherwise(found.codebook))
    (scale,) = taken.scales
    everybody = taken.items(scale.name)
    assert reliability(everybody).n == len(points)
    assert reliability(everybody).alpha == pytest.approx(pingouin.cronbach_alpha(data=points)[0], abs=1e-12)
    assert {len(taken.codebook[name].answers) for name in scale.items} == {9}  # all items have one range


def test_a_code_far_from_the_answers_is_one_answer_more() -> None:
    points = with_nines().replace(9, -99)
    _, found = read_by_suggestion(points)
    (told,) = found.shared
    book = told.otherwise(found.codebook)
    assert [answer.code for answer in book[points.columns[0]].answers] == ["-99", "1", "2", "3", "4", "5"]


@pytest.mark.parametrize(("short", "full"), [(("J", "N"), ("ja", "nee")), (("y", "n"), ("Yes", "No"))])
def test_initials_are_yes_and_no_where_others_wrote_them_in_full(short: tuple[str, str], full: tuple[str, str]) -> None:
    given = [short[i % 2] if i % 3 else full[i % 2] for i in range(60)]
    frame = pd.DataFrame({"Hulp op school?": given, "sector": ["po", "vo"] * 30})
    survey, found = read_by_suggestion(frame)
    assert survey.receipt.column("Hulp op school?").answers == {full[0]: 30, full[1]: 30}
    (told,) = found.shared
    assert dict(told.read_as) == dict(zip(short, full, strict=True))


def test_initials_of_other_words_stay() -> None:
    frame = pd.DataFrame({"richting": ["N", "noord", "O", "Z"] * 15, "sector": ["po", "vo"] * 30})
    assert not read_by_suggestion(frame)[1].shared


def test_words_in_every_column_of_a_block_cost_none_its_place() -> None:
    points = in_points().astype(object)
    for place in range(points.shape[1]):
        points.iloc[place, place] = "3/4"
        points.iloc[place + 10, place] = "nvt"
    survey, found = read_by_suggestion(points)
    (scale,) = survey.scales
    assert len(scale.items) == points.shape[1]
    assert [shared.kind for shared in found.shared] == [TakenAs.STRAYS]
