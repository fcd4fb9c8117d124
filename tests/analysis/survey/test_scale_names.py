"""Names of suggested scales: what tells them apart, and never the phrase that any question begins with."""

import numpy as np
import pytest

from analysis.survey import Codebook, load_survey, suggest_codebook
from analysis.survey.scale_names import Unnamed, scale_names

STEPS = ("helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens")
OFTEN = ("nooit", "soms", "vaak", "altijd")
AGREE = "Geef aan in hoeverre u het eens bent met de volgende stellingen."
TEXTS = ("De lijnen zijn kort", "Wij hebben een gedeeld doel", "Ik weet wie ik kan bellen")


def suggested(names: list[str], answers: tuple[str, ...] = STEPS) -> Codebook:
    drawn = np.random.default_rng(3).integers(0, len(answers), (60, len(names)))
    rows = [";".join(answers[place] for place in row) for row in drawn]
    return suggest_codebook(load_survey("\n".join([";".join(names), *rows]).encode()))


def scales_of(codebook: Codebook) -> dict[str, int]:
    return {scale.name: len(scale.items) for scale in codebook.scales}


def test_the_code_of_the_columns_names_a_scale_whose_question_says_nothing() -> None:
    names = [f"{code}[SQ00{i}]. {AGREE} [{text}]" for code in ("sam", "WELZ") for i, text in enumerate(TEXTS, 1)]
    codebook = suggested(["Antwoord-ID", *names])
    assert scales_of(codebook) == {"sam": 3, "WELZ": 3}
    assert [codebook[f"sam[SQ00{i}]"].label_nl for i in (1, 2, 3)] == list(TEXTS)


@pytest.mark.parametrize("sign", [": ", " - ", " [", " ("])
def test_questions_in_the_names_are_told_apart_by_their_subject(sign: str) -> None:
    end = {" [": "]", " (": ")"}.get(sign, "")
    questions = (
        f"{AGREE[:-1]} over de samenwerking",
        "In hoeverre herkent u het volgende in uw eigen wijkteam",
        "Hoe vaak overlegt u met de volgende partijen over een leerling",
    )
    names = [f"{question}{sign}{text}{end}" for question in questions for text in TEXTS]
    assert scales_of(suggested(names)) == {
        "samenwerking": 3,
        "herkent_in_eigen_wijkteam": 3,
        "overlegt_met_partijen_over_een_leerling": 3,
    }


def test_items_without_a_question_are_called_by_a_word_that_most_of_them_share() -> None:
    names = ["Hoe vaak spreekt u ouders", "Hoe vaak bellen ouders", "Hoe vaak helpen ouders", "Hoe vaak appt u ouders"]
    assert scales_of(suggested(names, OFTEN)) == {"ouders": 4}


def test_two_headings_that_are_long_and_alike_are_cut_to_where_they_differ() -> None:
    long = "Tevredenheid over de gezamenlijke ondersteuning in het"
    groups = [Unnamed(f"{long} {kind}", "", TEXTS) for kind in ("primair onderwijs", "voortgezet onderwijs")]
    assert scale_names(groups, ()) == ["primair_onderwijs", "voortgezet_onderwijs"]


def test_a_code_stays_as_it_is_written_where_nothing_says_more() -> None:
    texts = ("Wij weten elkaar te vinden", "Afspraken komen wij na", "Wij leren van elkaar")
    assert scale_names([Unnamed(AGREE, "G1Q01", texts)], ()) == ["G1Q01"]


def test_what_only_numbers_a_block_is_no_part_of_the_name() -> None:
    headings = ("Deel A: samenwerking", "Blok 2 - Overleg", "III. Visie", "Onderdeel B. Stellingen", "Deelname")
    groups = [Unnamed(heading, f"v{place}", ()) for place, heading in enumerate(headings)]
    names = scale_names(groups, ())
    assert names[:2] == ["samenwerking", "overleg"]
    assert names[3:] == ["onderdeel_b_stellingen", "deelname"]  # *stellingen* alone says nothing
    asked = Unnamed("Deel C. Hoe vaak komt dit voor?", "", ("overleg met ouders", "overleg met school", "een plan"))
    assert scale_names([asked], ()) == ["overleg"]


def test_no_two_names_are_alike_whatever_is_left_to_tell_them_apart() -> None:
    groups = [
        Unnamed("Geef aan", "", ("a", "b")),
        Unnamed("Hoe vaak", "", ("c",)),
        Unnamed("SAM", "", ()),
        *([Unnamed("In hoeverre bent u het eens?", "Q7_", ("x", "y"))] * 2),
    ]
    names = scale_names(groups, {"sam"})
    assert names == ["schaal_1", "schaal_2", "SAM_2", "q7", "q7_2"]


def test_english_questions_too() -> None:
    groups = [
        Unnamed("Please indicate to what extent you agree with the following statements about your work", "Q10", ()),
        Unnamed("To what extent does your supervisor", "Q13", ()),
        Unnamed("How much do you agree with the following?", "trust", ()),
    ]
    assert scale_names(groups, ()) == ["your_work", "supervisor", "trust"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Hoe vaak overlegt u met ouders? Geef per regel één antwoord.", "overlegt_met_ouders"),
        ("Samenwerking in de wijk. Er zijn meer antwoorden mogelijk.", "samenwerking_in_de_wijk"),
        ("Please tick one box per row. Support at home", "support_at_home"),
        ("Geef per regel één antwoord.", "sam"),
        ("A. Samenwerking", "samenwerking"),
        ("12) Steun van ouders", "steun_van_ouders"),
        ("Hoe ervaart u de hulp in de klas?", "hulp_in_de_klas"),
    ],
)
def test_how_to_answer_is_no_name(heading: str, name: str) -> None:
    assert scale_names([Unnamed(heading, "sam" if "?" not in heading else "Q1", ("a", "b"))], ()) == [name]


@pytest.mark.parametrize("code", ["v", "Q", "vraag", "item", "st"])
def test_what_items_share_says_more_than_a_numbered_letter(code: str) -> None:
    about_parents = ("Ouders denken mee", "Wij spreken ouders elke week", "Ouders kennen het plan")
    about_time = ("Er is tijd voor overleg", "De tijd is goed verdeeld", "Genoeg tijd per kind")
    groups = [Unnamed(code, code, about_parents), Unnamed("sam", "sam", about_time)]
    assert scale_names(groups, ()) == ["ouders", "sam"]
    alone = [Unnamed(code, code, ("Het plan is helder", "Wij bellen elkaar"))]
    assert scale_names(alone, ()) == [code.casefold()]
