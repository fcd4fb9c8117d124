"""Labels of a questionnaire, short enough for a chart and a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from display.short_labels import spoken, spoken_choice, told_apart

AGREE = "Geef aan in hoeverre u het eens bent met de volgende stellingen."


@pytest.mark.parametrize("form", ["{} [{}]", "{} – {}", "{} {}", "{} ({})", "{}: {}"])
def test_a_question_above_all_items_is_told_once(form: str) -> None:
    ends = ("De lijnen zijn kort", "De doelen zijn gedeeld (ook op papier)", "Ik weet wie ik kan bellen")
    found = told_apart([form.format(AGREE, end) for end in ends])
    assert found.labels == ends
    assert found.stem.rstrip(".") == AGREE.rstrip(".")


def test_what_items_begin_with_alike_themselves_stays_with_them() -> None:
    for form in ("{} [{}]", "{} {}"):
        found = told_apart([form.format(AGREE, f"Ik ben {end}") for end in ("blij", "boos")])
        assert (found.stem, found.labels) == (AGREE, ("Ik ben blij", "Ik ben boos"))


def test_an_opening_ends_where_a_word_does() -> None:
    found = told_apart(["Hoe tevreden bent u over scholen", "Hoe tevreden bent u over schoolleiders"])
    assert (found.stem, found.labels) == ("Hoe tevreden bent u over", ("Scholen", "Schoolleiders"))


@pytest.mark.parametrize(
    "labels",
    [
        ["Ik leer veel", "Ik leer weinig"],  # too short to be a question of its own
        [AGREE],
        [AGREE, AGREE],
        [AGREE, f"{AGREE} [De lijnen zijn kort]"],  # nothing is left of the first
        ["De lijnen zijn kort", "Wij hebben een gedeeld doel"],
    ],
)
def test_labels_that_share_no_opening_stay(labels: list[str]) -> None:
    assert told_apart(labels).labels == tuple(labels)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.text("ab [](:–?.", min_size=1, max_size=30), max_size=5), some.sampled_from(["", AGREE + " "]))
def test_labels_never_become_empty_or_alike(ends: list[str], stem: str) -> None:
    labels = [stem + end for end in ends]
    found = told_apart(labels)
    assert len(found.labels) == len(labels)
    assert len(set(found.labels)) == len(set(labels))
    assert all(found.labels) or not all(labels)


def test_a_question_in_a_sentence_is_a_name_in_quotation_marks() -> None:
    question = "In welke gemeente werkt u het meest?"
    assert spoken(question) == f"‘{question}’"
    assert spoken(question, "gemeente") == "‘gemeente’"
    assert spoken(question, "Q4") == f"‘{question}’", "a code says less than the question"
    assert spoken(question, question) == f"‘{question}’"
    assert spoken("Gedeelde visie", "gedeelde_visie") == "Gedeelde visie"
    long = spoken("Welk rapportcijfer geeft u de samenwerking in het algemeen, alles bij elkaar genomen?")
    assert long == "‘Welk rapportcijfer geeft u de samenwerking in het algemeen…’"
    assert len(spoken("x" * 500)) == 62


def test_an_answer_of_a_question_with_several_is_never_what_gives_way() -> None:
    question = "Welke knelpunten ervaart u? (meerdere antwoorden mogelijk)"
    assert spoken_choice(question, "privacy") == "‘privacy’ (Welke knelpunten ervaart u?)"
    assert spoken_choice("Vormen van hulp", "groep") == "‘Vormen van hulp: groep’"
    long = "Kunt u aangeven welke van deze knelpunten u in het afgelopen schooljaar het meest hebt ervaren"
    named = spoken_choice(long, "geld")
    assert named.startswith("‘geld’ (Kunt u aangeven welke")
    assert len(named) < 80


def test_long_answers_that_begin_alike_stay_apart() -> None:
    question = "Welke knelpunten ervaart u?"
    alike = "te weinig tijd van de jeugdhulp om op school te zijn wanneer dat nodig is bij"
    options = [f"{alike} {who}" for who in ("leerlingen", "ouders", "leraren")]
    named = {spoken_choice(question, option, [other for other in options if other != option]) for option in options}
    assert len(named) == 3
