"""From what is wrong with a file to a codebook in which it is mended, this year and the next."""

from dataclasses import replace

import pandas as pd
import pytest

from analysis.disclosure import protect_receipt
from analysis.errors import SurveyError
from analysis.survey import (
    Codebook,
    Phase,
    ProblemKind,
    Progress,
    Role,
    accept_suspected,
    declare_numbers,
    done_by_codebook,
    draft_codebook,
    find_problems,
    labels_to_merge,
    load_survey,
    merge_labels,
    parse_codebook,
    suggest_codebook,
)

MODELS = ["netwerk"] * 20 + ["ketens"] * 15 + ["Netwrk"] * 2 + ["kettens"]


def file(models: list[str] = MODELS, grade: str = "7,5") -> bytes:
    return "\n".join(["model;cijfer", *(f"{model};{grade}" for model in models)]).encode()


def test_a_slip_that_was_merged_once_is_merged_in_next_years_file_and_told_every_time() -> None:
    survey = load_survey(file())
    codebook = Codebook(())
    for problem in find_problems(survey.receipt):
        if problem.slip:
            codebook = merge_labels(codebook, survey, problem.column, problem.slip.label, problem.slip.meant)
    codebook = parse_codebook(codebook.to_csv().encode())  # as it is kept for next year
    assert dict(codebook["model"].spellings) == {"Netwrk": "netwerk", "kettens": "ketens"}
    mended = load_survey(file(), codebook)
    assert mended.responses["model"].value_counts().to_dict() == {"netwerk": 22, "ketens": 16}
    assert '"Netwrk" (2 keer) is volgens het codeboek gelezen als "netwerk"' in " ".join(
        map(str, mended.receipt.warnings)
    )
    assert not mended.receipt.column("model").near_duplicates
    next_year = load_survey(file([" NETWRK", "netwerk", "ketens"]), codebook)
    assert next_year.responses["model"].tolist() == ["netwerk", "netwerk", "ketens"]


def test_a_slip_is_offered_too_where_a_codebook_already_listed_it() -> None:
    survey = load_survey(file())
    suggested = draft_codebook(survey)
    suggested = suggested.with_entries(replace(suggested["model"], role=Role.GROUP))
    listed = load_survey(file(), suggested)
    slips = [problem.slip for problem in find_problems(listed.receipt) if problem.slip]
    assert [(slip.label, slip.meant) for slip in slips] == [("Netwrk", "netwerk"), ("kettens", "ketens")]
    merged = merge_labels(suggested, listed, "model", "Netwrk", "netwerk")
    assert "Netwrk" not in [answer.label for answer in merged["model"].answers]
    assert load_survey(file(), merged).responses["model"].value_counts()["netwerk"] == 22


def test_any_label_can_be_read_as_another_also_a_text_that_counted_as_missing() -> None:
    survey = load_survey(file())
    labels, meanings = labels_to_merge(survey, "model")
    assert set(labels) == set(meanings) == set(survey.responses["model"].dropna())
    book = "column,role,scale,answers,missing\nv,item,s,1=oneens|2=neutraal|3=eens,tja|9\nw,item,s,1|2|3,\n"
    content = b"v;w\n" + b"oneens;1\neens;2\ntja;3\n9;1\n" * 4
    items = load_survey(content, book.encode())
    assert labels_to_merge(items, "v") == (("tja",), ("oneens", "neutraal", "eens"))
    assert labels_to_merge(items, "w") == ((), ("1", "2", "3"))
    assert items.codebook is not None
    merged = load_survey(content, merge_labels(items.codebook, items, "v", "tja", "neutraal"))
    assert merged.responses["v"].value_counts().to_dict() == {1.0: 4, 3.0: 4, 2.0: 4}


def test_merging_twice_follows_the_last_meaning() -> None:
    survey = load_survey(file())
    once = merge_labels(Codebook(()), survey, "model", "Netwrk", "netwerk")
    twice = merge_labels(once, survey, "model", "netwerk", "ketens")
    assert dict(twice["model"].spellings) == {"Netwrk": "ketens", "netwerk": "ketens"}
    with pytest.raises(SurveyError, match="scheiden de tekens"):
        merge_labels(once, survey, "model", "a|b", "netwerk")


@pytest.mark.parametrize("text", ["Netwrk", "=x", "a=", "a=b=c", "a=b|A=c"])
def test_spellings_that_cannot_be_understood_are_refused_with_their_row(text: str) -> None:
    with pytest.raises(SurveyError, match=r"rij 2: kolom .model. heeft bij Spelling"):
        parse_codebook(f"column;role;spellings\nmodel;group;{text}\n".encode())


@pytest.mark.parametrize(
    ("others", "code", "suspected"),
    [
        (["1", "4", "7"], "-99", True),
        (["1971", "1984", "2001"], "-99", True),
        (["0,5", "36"], "-9", True),
        (["-3", "2", "4"], "-99", False),  # what goes below 0 anyhow, such as degrees
        (["1", "4"], "-42", False),
        (["16", "36", "40"], "99", True),  # hours a week
        (["20", "65"], "99", False),  # an age
    ],
)
def test_what_a_tool_writes_for_no_answer_is_noticed(others: list[str], code: str, suspected: bool) -> None:
    content = "\n".join(["getal", *(others * 10), code, code]).encode()
    found = load_survey(content).receipt.column("getal").suspected
    assert [(each.code, each.count) for each in found] == [(float(code), 2)] * suspected
    if suspected:
        accepted = load_survey(content, accept_suspected(Codebook(()), load_survey(content), "getal"))
        assert accepted.responses["getal"].isna().sum() == 2


@pytest.mark.parametrize(
    ("usual", "code", "suspected"),
    [
        (["7,5", "8", "6"], "99", True),
        (["7,5", "8", "6"], "999", True),
        (["7", "8", "6", "9", "10"], "9", False),
        (["45", "67,5", "100"], "999", True),
        (["45", "67,5", "98"], "99", False),  # a percentage may be 99
        (["145", "670", "980"], "999", False),
    ],
)
def test_a_code_far_above_all_grades_is_kept_apart_and_offered(usual: list[str], code: str, suspected: bool) -> None:
    content = "\n".join(["cijfer;z", *(f"{text};q" for text in [*usual * 5, code])]).encode()
    grades = load_survey(content, b"column,role\ncijfer,grade\n")
    assert [found.code for found in grades.receipt.column("cijfer").suspected] == [float(code)] * suspected
    assert grades.responses["cijfer"].isna().sum() == suspected
    plain = load_survey(content)  # of a column that nobody described nothing is kept apart, only offered
    assert plain.responses["cijfer"].notna().all()
    assert [p.kind for p in find_problems(plain.receipt) if p.column == "cijfer"] == [ProblemKind.SUSPECTED] * suspected
    if suspected:
        accepted = load_survey(content, accept_suspected(Codebook(()), plain, "cijfer"))
        assert accepted.responses["cijfer"].max() == pd.Series(usual).str.replace(",", ".").astype(float).max()


def test_what_is_withheld_from_a_receipt_is_not_told_as_a_problem() -> None:
    survey = load_survey(file(["netwerk"] * 20 + ["Netwrk"] * 2 + ["solo"] * 2 + ["soloo"]))
    told = find_problems(protect_receipt(survey.receipt, 10))
    assert [problem.slip.label for problem in told if problem.slip] == ["Netwrk"]
    assert all(
        "2" not in str(problem.message) and "solo" not in str(problem.message) for problem in told if problem.slip
    )


def test_loading_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[Progress] = []
    load_survey(file(), progress=told.append)
    assert [(step.done, step.of) for step in told if step.phase is Phase.UNDERSTANDING] == [(0, 2), (1, 2)]
    assert [step.phase for step in told] == sorted(step.phase for step in told)
    assert [step.share for step in told] == sorted(step.share for step in told)

    class StoppedError(Exception):
        pass

    def stop(_progress: Progress) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        load_survey(file(), progress=stop)


def test_what_was_mended_first_is_suggested_a_role_afterwards_and_stays_mended() -> None:
    rows = [f"{model};{i % 5 + 1};{99 if i == 3 else i % 4 + 2}" for i, model in enumerate(MODELS)]
    content = "\n".join(["model;v_1;v_2", *rows]).encode()
    survey = load_survey(content)
    codebook = accept_suspected(Codebook(()), survey, "v_2")
    codebook = merge_labels(codebook, survey, "model", "Netwrk", "netwerk")
    suggested = suggest_codebook(load_survey(content, codebook))
    roles = {entry.column: str(entry.role) for entry in suggested}
    assert roles == {"v_2": "item", "model": "group", "v_1": "item"}
    mended = load_survey(content, suggested)
    assert mended.responses["v_2"].max() == 5
    assert mended.responses["model"].value_counts()["netwerk"] == 22


def test_an_eight_and_nine_that_follow_on_the_other_answers_are_no_codes() -> None:
    def suspected(values: list[int]) -> list[float]:
        survey = load_survey("\n".join(["v;z", *(f"{value};q" for value in values)]).encode())
        return [found.code for found in survey.receipt.column("v").suspected]

    assert suspected([5, 6, 7, 8, 9]) == []
    assert suspected([1, 2, 3, 4, 5, 8, 9]) == [8, 9]
    assert suspected([1, 2, 7, 8, 99]) == [99]


def amounts(*texts: str) -> bytes:
    return "\n".join(["bedrag;z", *(f"{text};q" for text in texts)]).encode()


@pytest.mark.parametrize(
    ("texts", "as_thousands", "as_decimals", "read_first"),
    [
        (("12,5", "1.234", "7,25"), [12.5, 1234, 7.25], [12.5, 1.234, 7.25], "thousands"),
        (("1,234", "5,678"), [1234, 5678], [1.234, 5.678], "decimals"),  # English thousands; semicolons: a comma
        (("7,5", "7.5", "1.000"), [7.5, 7.5, 1000], [7.5, 7.5, 1.0], "thousands"),
    ],
)
def test_numbers_that_may_be_thousands_are_mended_for_next_year_too(
    texts: tuple[str, ...], as_thousands: list[float], as_decimals: list[float], read_first: str
) -> None:
    survey = load_survey(amounts(*texts))
    found = [problem for problem in find_problems(survey.receipt) if problem.kind is ProblemKind.NUMBERS]
    assert [problem.column for problem in found] == ["bedrag"]
    assert found[0].numbers is not None
    assert found[0].numbers.as_thousands == (read_first == "thousands")
    for choice, numbers in ((True, as_thousands), (False, as_decimals)):
        codebook = declare_numbers(Codebook(()), survey, "bedrag", as_thousands=choice)
        kept = parse_codebook(codebook.to_csv().encode())
        assert kept == codebook
        mended = load_survey(amounts(*texts), kept)
        assert mended.responses["bedrag"].tolist() == numbers
        assert ProblemKind.NUMBERS not in [problem.kind for problem in find_problems(mended.receipt)]
        assert len(done_by_codebook(mended.receipt.column("bedrag"))) == 1
        with pytest.raises(SurveyError, match="geen getallen in waarvan"):
            declare_numbers(kept, mended, "bedrag", as_thousands=choice)


def test_what_numbers_may_be_is_asked_without_quoting_them_where_they_could_point_at_a_person() -> None:
    survey = load_survey(amounts("12,5", "1.234", "7,25"))
    asked = [p for p in find_problems(protect_receipt(survey.receipt)) if p.kind is ProblemKind.NUMBERS]
    assert [problem.column for problem in asked] == ["bedrag"]
    assert "1234" not in str(asked[0].message)


@pytest.mark.parametrize(
    ("signs", "match"),
    [
        (";streep;", 'heeft bij Decimaalteken .decimal. "streep". Kies uit komma, punt'),
        (";spatie;", "heeft bij Decimaalteken .decimal."),
        (";;x", "heeft bij Duizendtalteken .thousands."),
        (";komma;,", "hetzelfde teken"),
    ],
)
def test_signs_that_cannot_be_understood_are_refused_with_their_row(signs: str, match: str) -> None:
    with pytest.raises(SurveyError, match="rij 2.*" + match):
        parse_codebook(f"column;role;decimal;thousands\nbedrag;grade{signs}\n".encode())


def test_a_sign_for_thousands_alone_leaves_the_other_for_decimals() -> None:
    codebook = parse_codebook(b"column;role;thousands\nbedrag;grade;.\n")
    assert codebook["bedrag"].decimal_sign == ","
    assert codebook["bedrag"].row()["thousands"] == "punt"
    assert load_survey(amounts("1.234", "5"), codebook).responses["bedrag"].tolist() == [1234, 5]
    swiss = parse_codebook(b"column;role;decimal;thousands\nbedrag;grade;point;apostrof\n")
    assert load_survey(amounts("1'234.5", "5"), swiss).responses["bedrag"].tolist() == [1234.5, 5]


def test_only_what_waits_for_somebody_is_open() -> None:
    rows = [f"{'a' if i % 2 else 'A'};;ja;{i % 5 + 1};{(i + 1) % 5 + 1};{99 if i == 3 else i % 4}" for i in range(30)]
    data = "\n".join(["merk;leeg;zelfde;v_1;v_2;rest", *rows]).encode()
    before = {problem.column: problem.open for problem in find_problems(load_survey(data).receipt)}
    assert before == {"merk": False, "leeg": False, "zelfde": False, "rest": True}
    items = b"column,role,scale,answers\nv_1,item,v,1|2|3|4|5\nv_2,item,v,1|2|3|4|5\n"
    after = find_problems(load_survey(data, items).receipt)
    assert not [problem for problem in after if problem.open], "rest is used for nothing, while others are"
    group = load_survey(data, items + b"zelfde,group,,ja|nee\n")
    assert [p.column for p in find_problems(group.receipt) if p.open] == ["zelfde"], "a group that is no group"
