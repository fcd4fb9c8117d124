"""The first codebook for a file that has none."""

from analysis.survey import Role, draft_codebook, load_survey, parse_codebook

CONTENT = (
    b"nr;v1;v2;keuze;cijfer;toelichting;raar\n"
    b"001;1;helemaal niet zo;ja;7,5;eerste;a|b\n"
    b"002;4;Helemaal zo;nee;8,5;tweede;c\n"
    b"003;99;geen zicht op;ja;6;derde;c\n"
    b"004;2;deels niet, deels wel zo;ja;6;vierde;c\n"
)


def test_a_draft_uses_nothing_and_offers_what_was_seen() -> None:
    survey = load_survey(CONTENT)
    draft = draft_codebook(survey)
    assert [entry.column for entry in draft] == list(survey.responses.columns)
    assert {entry.role for entry in draft} == {Role.IGNORE}
    notation = draft.to_frame().set_index("column")
    assert notation.loc["v1", "answers"] == "1|2|3|4"
    assert notation.loc["v1", "missing"] == "99"
    assert notation.loc["keuze", "answers"] == "ja|nee"
    assert notation.loc["v2", "answers"].startswith("1=helemaal niet zo|2=")
    assert notation.loc[["nr", "cijfer", "toelichting", "raar"], "answers"].tolist() == ["", "", "", ""]


def test_a_draft_completed_by_its_owner_reads_the_same_file() -> None:
    draft = draft_codebook(load_survey(CONTENT))
    owned = draft.replace("v1", role="item", scale="s", answers="1|2|3|4|5").replace("v2", role="item", scale="s")
    survey = load_survey(CONTENT, owned.replace("keuze", role="group").to_csv().encode())
    assert survey.items("s").fillna(0).to_numpy().tolist() == [[1, 1], [4, 5], [0, 0], [2, 3]]
    assert survey.missing["v1"].tolist()[2] == "99"
    assert survey.responses["keuze"].tolist() == ["ja", "nee", "ja", "ja"]


def test_entries_that_exist_are_kept() -> None:
    codebook = parse_codebook(b"column,role,scale,answers\nv1,item,s,1|2|3|4|5\n")
    draft = draft_codebook(load_survey(CONTENT, codebook))
    assert draft["v1"] == codebook["v1"]
    assert len(draft) == 7
