"""What a suggestion makes of answer sets that only people know the order of, and how one is given."""

from itertools import cycle, islice

from app_driver import go, open_app, shown
from streamlit.testing.v1 import AppTest

from analysis.survey import Role, Survey

STEPS = ("nog niet gestart", "oriëntatie", "start", "opbouw", "consolidatie")
ITEMS = ("Wonen", "Werken", "Leren")


def suggested(header: list[str], columns: list[list[str]], language: str = "nl") -> AppTest:
    app = open_app("gegevens", language=language)
    rows = "\n".join(";".join(row) for row in [header, *map(list, zip(*columns, strict=True))])
    app.file_uploader(key="survey_upload").upload("enquete.csv", rows.encode()).run()
    app.button(key="suggest_codebook").click().run()
    assert not app.exception
    return app


def repeated(steps: tuple[str, ...], n: int, shift: int) -> list[str]:
    return list(islice(cycle(steps[shift:] + steps[:shift]), n))


def in_phases(language: str = "nl") -> AppTest:
    return suggested([f"Fase: {item}" for item in ITEMS], [repeated(STEPS, 60, i) for i in range(3)], language)


def survey_of(app: AppTest) -> Survey:
    return app.session_state["oza_session"].upload.survey


def test_ends_that_say_what_they_mean_make_a_scale_on_every_page() -> None:
    numbered = ("1 - helemaal oneens", "2", "3", "4", "5 - helemaal eens")
    app = suggested([f"stelling_{i}" for i in range(6)], [repeated(numbered, 60, i % 5) for i in range(6)])
    (scale,) = survey_of(app).scales
    assert (scale.minimum, scale.maximum, len(scale.items)) == (1, 5, 6)
    assert survey_of(app).responses["stelling_1"].tolist()[:4] == [2, 3, 4, 5]
    assert "Cronbachs alfa" in {metric.label for metric in go(app, "schalen").metric}


def test_an_unknown_order_is_asked_for_in_one_place_and_the_headline_says_so() -> None:
    app = in_phases()
    assert "3 kolommen vragen om een blik" in shown(app)
    assert "volgorde van de antwoorden is niet herkend" in shown(app)
    assert app.button(key="use_order_fase").disabled
    assert "tegen de rest van de schaal in" not in shown(app), "nothing runs against an order that nobody knows"
    app.multiselect(key="order_of_fase").set_value(list(STEPS)).run()
    app.button(key="use_order_fase").click().run()
    assert survey_of(app).responses["Fase: Wonen"].tolist()[:6] == [1, 2, 3, 4, 5, 1]
    assert survey_of(app).items("fase")["Fase: Leren"].tolist()[:3] == [3, 4, 5]
    assert "niet herkend" not in shown(app)
    assert "alle 3 kolommen zijn begrepen" in shown(app)
    app.button(key="undo_codebook").click().run()
    assert "niet herkend" in shown(app)


def test_answers_without_an_order_make_no_scale() -> None:
    app = in_phases("en")
    app.button(key="no_order_fase").click().run()
    assert survey_of(app).scales == ()
    assert {entry.role for entry in survey_of(app).codebook or ()} == {Role.BACKGROUND}
    assert "all 3 columns were understood" in shown(app)


def test_an_order_can_be_left_as_it_is() -> None:
    app = in_phases()
    app.button(key="keep_order_fase").click().run()
    assert "niet herkend" not in shown(app)
    assert [scale.name for scale in survey_of(app).scales] == ["fase"]


def test_several_answers_in_a_cell_are_one_question_or_one_answer_or_not_used() -> None:
    cells = ["bus;fiets", "bus", "fiets", "bus;fiets;trein"] * 15
    app = suggested(["vervoer"], [[f'"{cell}"' for cell in cells]])
    assert "Elk antwoord telt apart, ook om te kruisen." in shown(app)
    assert [app.button(key=key).label for key in ("agree_vervoer", "otherwise_vervoer", "otherwise_vervoer_1")] == [
        "Ja, als één vraag",
        "Elke cel is één antwoord",
        "Gebruik niet",
    ]
    app.button(key="otherwise_vervoer").click().run()
    assert not survey_of(app).multiple
    assert [entry.column for entry in survey_of(app).groups] == ["vervoer"]
    assert survey_of(app).responses["vervoer"].value_counts().to_dict() == dict.fromkeys(cells[:4], 15)
    app.button(key="undo_codebook").click().run()
    app.button(key="otherwise_vervoer_1").click().run()
    assert [entry.role for entry in survey_of(app).codebook or ()] == [Role.IGNORE]
    app.button(key="undo_codebook").click().run()
    app.button(key="agree_vervoer").click().run()
    assert "meer antwoorden op één vraag" not in shown(app)
    assert [question.options for question in survey_of(app).multiple] == [("bus", "fiets", "trein")]


def test_several_answers_personal_remarks_and_a_dutch_codebook_on_the_page() -> None:
    picks = [("1", ""), ("", "1"), ("1", "1")] * 20
    cells = [f"bus;fiets{';anders, namelijk een step' if i == 7 else ''}" if i % 2 else "bus" for i in range(60)]
    remarks = [f"mail mij op piet{i}@school.example" if i == 40 else ("prima", "")[i % 2] for i in range(60)]
    header = ["Vorm: groep", "Vorm: thuis", "vervoer", "opmerkingen"]
    columns = [[a for a, _ in picks], [b for _, b in picks], [f'"{cell}"' for cell in cells], remarks]
    app = suggested(header, columns)
    assert {question.name: question.options for question in survey_of(app).multiple} == {
        "vorm": ("groep", "thuis"),
        "vervoer": ("bus", "fiets", "Anders"),
    }
    assert survey_of(app).selected("vervoer")["Anders"].sum() == 1
    assert "piet40" not in shown(app)
    assert "opmerkingen" not in survey_of(app).responses, "left out by default"
    codebook = "kolom;rol;antwoorden\nVorm: groep;achtergrond;\nvervoer;vraag met meer antwoorden;bus|fiets|anders\n"
    app.file_uploader(key="codebook_upload").upload("codeboek.csv", codebook.encode()).run()
    assert not app.error
    assert [question.options for question in survey_of(app).multiple] == [("bus", "fiets", "anders")]


def assign_grades(app: AppTest, answers: str = "") -> None:
    app.session_state["section_gegevens"] = "codeboek"
    app.run()
    app.multiselect(key="assign_which").set_value(["Cijfer hulp", "Cijfer school", "Cijfer wijkteam"])
    app.selectbox(key="assign_role").set_value("item")
    app.text_input(key="assign_scale").set_value("Tevredenheid")
    app.text_input(key="assign_answers").set_value(answers)
    app.button(key="assign").click().run()


def graded() -> AppTest:
    steps = ("6", "6,5", "7", "8", "5,5")
    return suggested(
        ["Cijfer hulp", "Cijfer school", "Cijfer wijkteam"], [repeated(steps, 40, shift) for shift in (0, 1, 2)]
    )


def test_grades_become_a_scale_without_typing_their_answers() -> None:
    app = graded()
    assign_grades(app)
    assert not app.error
    (scale,) = survey_of(app).scales
    assert (scale.name, scale.minimum, scale.maximum) == ("Tevredenheid", 1, 10)
    assert survey_of(app).items("Tevredenheid").iloc[:3, 0].tolist() == [6, 6.5, 7]


def test_half_points_between_the_answers_are_taken_up_with_one_button() -> None:
    app = graded()
    assign_grades(app, "1|2|3|4|5|6|7|8|9|10=uitmuntend")
    told = "Tussen de antwoorden staan halve punten in Cijfer hulp, Cijfer school, Cijfer wijkteam (48 cellen)"
    assert told in app.error[0].value
    assert not [button for button in app.button if "ontbrekend" in button.label]
    app.button(key="add_halves").click().run()
    assert not app.error
    survey = survey_of(app)
    assert survey.items("Tevredenheid").notna().all(axis=None)
    answers = survey.codebook["Cijfer hulp"].answers
    assert [answer.code for answer in answers[-3:]] == ["9", "9.5", "10"]
    assert answers[-1].label_nl == "uitmuntend"


def test_an_answer_that_nobody_could_choose_costs_no_item_and_is_told() -> None:
    levels = ("helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens")
    columns = [repeated(levels, 60, shift) for shift in range(3)]
    columns[1][7] = "eens/neutraal"
    app = suggested(list(ITEMS), columns)
    assert "Kolom Werken: ‘eens/neutraal’ hoort niet bij de andere antwoorden en telt als ontbrekend" in shown(app)
    assert len(survey_of(app).scales[0].items) == 3
    assert survey_of(app).missing["Werken"].notna().sum() == 1
    app.button(key="together_strays_Werken").click().run()
    assert not app.exception
    codebook = survey_of(app).codebook
    assert codebook is not None
    assert codebook["Werken"].role is Role.GROUP
    assert "eens/neutraal" in set(survey_of(app).responses["Werken"])
    assert "hoort niet bij" not in shown(app)
    app.button(key="undo_codebook").click().run()
    assert len(survey_of(app).scales[0].items) == 3


def test_ticks_and_columns_beside_a_scale_are_told_with_the_other_way() -> None:
    often = ("nooit", "zelden", "soms", "vaak", "altijd")
    names = ["overleg met ouders", "overleg met leraren", "overleg met wijkteam", "warme overdracht"]
    ticks = [["x" if (row + shift) % 3 else "" for row in range(60)] for shift in range(3)]
    app = suggested([*names, "Geld", "Tijd", "Anders"], [*(repeated(often, 60, shift) for shift in range(4)), *ticks])
    text = shown(app)
    assert "‘warme overdracht’ staat naast de items van schaal Overleg met, heeft dezelfde antwoorden" in text
    assert "3 kolommen naast elkaar met een kruisje of niets zijn samen één vraag" in text
    go(app, "schalen").text_input(key="name_of_overleg_met").set_value("Contact").run()
    assert "staat naast de items van schaal Contact" in shown(go(app, "gegevens"))
    app.button(key="together_beside_warme overdracht").click().run()
    app.button(key="together_ticks_Geld").click().run()
    assert not app.exception
    assert [scale.items for scale in survey_of(app).scales] == [tuple(names[:3])]
    assert not survey_of(app).multiple
    assert "staat naast de items" not in shown(app)


def test_codes_that_nobody_explained_divide_without_an_order_until_somebody_says_so() -> None:
    points = [str(1 + i % 5) for i in range(60)]
    app = suggested(
        ["sector", "jaar", "v1", "v2", "v3"],
        [
            [str(1 + i % 3) for i in range(60)],
            [str(2024 + i % 2) for i in range(60)],
            points,
            [*points[1:], "1"],
            points,
        ],
    )
    assert "Kolom sector: de getallen (1, 2, 3) zijn gelezen als groepen" in shown(app)
    go(app, "modellen").selectbox(key="grouping").set_value("sector").run()
    assert not next(toggle for toggle in app.toggle if "laag naar hoog" in toggle.label).value
    app.selectbox(key="grouping").set_value("jaar").run()
    assert "2024" in shown(app)
    codebook = survey_of(app).codebook
    assert codebook is not None
    go(app, "gegevens").button(key="otherwise_sector").click().run()
    changed = survey_of(app).codebook
    assert changed is not None
    assert changed["sector"].role is Role.BACKGROUND
