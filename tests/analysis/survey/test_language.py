"""The language of questions, told by their function words."""

import pytest
from survey_exports import LIME_SCALES, MONKEY_SCALES, QUALTRICS_SCALES

from analysis.survey import draft_codebook, load_survey, suggest_codebook
from analysis.survey.language import language_of


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ([text for texts in LIME_SCALES.values() for text in texts], "nl"),
        ([text for _, texts in QUALTRICS_SCALES.values() for text in texts], "en"),
        ([text for texts in MONKEY_SCALES.values() for text in texts], "en"),
        (["respondentnr", "visie_1", "model"], None),
        (["Team", "Sector"], None),
        (["What is your age?", "Hoe oud bent u?"], None),
        ([], None),
    ],
)
def test_questions_tell_their_language_and_names_do_not(texts: list[str], language: str | None) -> None:
    assert language_of(texts) == language


def test_questions_stand_under_the_label_of_their_language_and_are_shown_in_the_other_too() -> None:
    header = "Q1,Q2_1,Q2_2\nWhat is your age?,The school - is it safe,The school - do you like it\n"
    ids = ",".join('"{""ImportId"":""QID%d""}"' % i for i in range(3))  # noqa: UP031
    content = (header + ids + "\n" + "".join(f"{20 + i},{1 + i % 5},{5 - i % 5}\n" for i in range(30))).encode()
    survey = load_survey(content)
    for codebook in (draft_codebook(survey), suggest_codebook(survey)):
        assert (codebook["Q1"].label_nl, codebook["Q1"].label_en) == ("", "What is your age?")
        assert codebook["Q1"].label("nl") == codebook["Q1"].label("en") == "What is your age?"
    entry = suggest_codebook(survey)["Q2_1"]
    assert (entry.label_en, entry.scale) == ("is it safe", "the_school")
    dutch = load_survey(b"v1;v2\nHoe oud bent u?;Wat is de leeftijd van de buren?\n1;2\n2;3\n3;3\n", header_rows=2)
    assert suggest_codebook(dutch)["v1"].label("en") == "Hoe oud bent u?"
