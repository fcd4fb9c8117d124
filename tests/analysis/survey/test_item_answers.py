"""Columns become the items of one scale by the answers that they share."""

import itertools

import pytest

from analysis.survey import Role, load_survey, suggest, suggest_codebook

FORMS = {
    "ends": ("1 - helemaal oneens", "2", "3", "4", "5 - helemaal eens"),
    "brackets": ("1 (helemaal oneens)", "2 (oneens)", "3 (neutraal)", "4 (eens)", "5 (helemaal eens)"),
    "behind": ("helemaal oneens 1", "2", "3", "4", "helemaal eens 5"),
    "dot": ("1. nooit", "2. zelden", "3. soms", "4. vaak", "5. altijd"),
    "equals": ("1=nooit", "2", "3", "4", "5=altijd"),
    "importance": ("zeer onbelangrijk", "onbelangrijk", "neutraal", "belangrijk", "zeer belangrijk"),
    "extent": ("in zeer geringe mate", "in geringe mate", "enigszins", "in sterke mate", "in zeer sterke mate"),
    "partly": ("nee", "deels", "ja"),
    "four": ("volledig mee oneens", "grotendeels mee oneens", "grotendeels mee eens", "volledig mee eens"),
}
NUMBERED = ["v_1", "v_2", "v_3"]
SENTENCES = ["Ik voel mij gezien", "De sfeer is prima", "Er is genoeg overleg"]


def content(names: list[str], steps: tuple[str, ...], n: int = 60) -> tuple[bytes, list[list[float]]]:
    places = [[(i * p + p) % len(steps) for p in (1, 2, 7)[: len(names)]] for i in range(n)]
    rows = [";".join(f'"{steps[place]}"' for place in row) for row in places]
    return "\n".join([";".join(names), *rows]).encode(), [[place + 1.0 for place in row] for row in places]


@pytest.mark.parametrize("names", [NUMBERED, SENTENCES], ids=["numbered", "sentences"])
@pytest.mark.parametrize("steps", FORMS.values(), ids=FORMS)
def test_answers_in_any_form_are_items_with_the_numbers_that_they_stand_for(
    names: list[str], steps: tuple[str, ...]
) -> None:
    data, expected = content(names, steps)
    suggestion = suggest(load_survey(data))
    assert suggestion.orders == ()
    survey = load_survey(data, suggestion.codebook.to_csv().encode())
    (scale,) = survey.scales
    assert (scale.minimum, scale.maximum) == (1, len(steps))
    assert survey.items(scale).to_numpy().tolist() == expected


def test_answers_of_unknown_order_wait_for_one() -> None:
    steps = ("pioniersfase", "groeifase", "bloeifase", "oogst")
    data, expected = content(SENTENCES, steps)
    suggestion = suggest(load_survey(data))
    (unknown,) = suggestion.orders
    assert (unknown.columns, unknown.answers) == (tuple(SENTENCES), tuple(sorted(steps)))
    ordered = load_survey(data, suggestion.codebook.with_entries(*unknown.in_order(steps)))
    assert ordered.items(unknown.scale).to_numpy().tolist() == expected
    none = load_survey(data, suggestion.codebook.with_entries(*unknown.without_order()))
    assert none.scales == ()
    assert none.responses[SENTENCES[0]].tolist()[:2] == ["groeifase", "bloeifase"]


def test_two_columns_are_too_few_for_answers_of_unknown_order() -> None:
    data, _ = content(SENTENCES[:2], ("schotten", "ketens", "netwerk"))
    assert {entry.role for entry in suggest_codebook(load_survey(data))} == {Role.GROUP}


def test_sets_of_answers_under_one_name_are_scales_of_their_own() -> None:
    agree, often = FORMS["four"], ("nooit", "zelden", "soms", "vaak", "altijd")
    rows = [
        ";".join([*(agree[(i * p) % 4] for p in (1, 3, 5)), *(often[(i * p) % 5] for p in (1, 2, 3))])
        for i in range(60)
    ]
    data = "\n".join([";".join(f"v_{i}" for i in range(6)), *rows]).encode()
    survey = load_survey(data, suggest_codebook(load_survey(data)))
    assert sorted(scale.items for scale in survey.scales) == [("v_0", "v_1", "v_2"), ("v_3", "v_4", "v_5")]
    assert sorted(scale.maximum for scale in survey.scales) == [4, 5]


def test_yes_and_no_to_many_questions_divide_nobody_into_groups() -> None:
    rows = [";".join(pair) for pair in itertools.product(("ja", "nee"), repeat=3)] * 8
    data = "\n".join(["Kent u het aanbod;Heeft u overleg gehad;Is er genoeg tijd", *rows]).encode()
    assert {entry.role for entry in suggest_codebook(load_survey(data))} == {Role.BACKGROUND}


def test_labels_with_a_number_are_one_group_in_its_order() -> None:
    rows = ["10. Rotterdam", "2. Utrecht", "1. Almere"] * 9
    data = "\n".join(["nr;gemeente", *(f"{i};{row}" for i, row in enumerate(rows))]).encode()
    survey = load_survey(data, suggest_codebook(load_survey(data)))
    (group,) = survey.groups
    assert [answer.label for answer in group.answers] == ["Almere", "Utrecht", "Rotterdam"]
    assert survey.responses["gemeente"].tolist()[:3] == ["Rotterdam", "Utrecht", "Almere"]


def test_a_number_never_stands_for_two_texts_in_one_scale() -> None:
    """Columns of one question with their ends in other words: each reads its own file."""
    here, there = ("1 - oneens", "2", "3 - eens"), ("1 - nooit", "2", "3 - altijd")
    rows = [
        ";".join([*(here[(i * p) % 3] for p in (1, 2)), *(there[(i * p) % 3] for p in (1, 2, 4))]) for i in range(30)
    ]
    data = "\n".join([";".join(f"v_{i}" for i in range(5)), *rows]).encode()
    survey = load_survey(data, suggest_codebook(load_survey(data)))
    assert survey.scales[0].items == ("v_2", "v_3", "v_4")


def test_spellings_of_a_column_that_is_left_out_are_not_told() -> None:
    rows = ["nee", "Nee", "graag meer tijd", "NEE", "meer geld graag"] * 4
    data = "\n".join(["nr;Opmerkingen", *(f"{i};{row}" for i, row in enumerate(rows))]).encode()
    assert any("samengenomen" in str(warning) for warning in load_survey(data).receipt.warnings)
    survey = load_survey(data, suggest_codebook(load_survey(data)))
    assert not any("samengenomen" in str(warning) for warning in survey.receipt.warnings)
