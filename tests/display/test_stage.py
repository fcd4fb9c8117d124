"""A page of sections: which views are run on a laptop and on a projector, and what the address says."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


def script() -> None:
    import streamlit as st

    from display.stage import Section, sections

    sections(
        "probe",
        [
            Section("one", "Een", [lambda: st.text("first"), lambda: st.text("second")]),
            Section(
                "two", "Twee", [lambda: st.text("third")], [lambda: st.text("slide"), lambda: st.text("last slide")]
            ),
            Section("three", "Drie", [lambda: st.text("fourth")], ()),
        ],
    )


def opened(*, projector: bool = False, **address: str) -> AppTest:
    app = AppTest.from_function(script, default_timeout=30)
    app.session_state["projector"] = projector
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def texts(app: AppTest) -> list[Any]:
    assert not app.exception
    return [element.value for element in app.text]


def walk_script() -> None:
    import streamlit as st

    from display.stage import Section, sections

    first, second = (lambda: st.text("main")), (lambda: st.text("more"))
    parts = [Section("one", "Een", [lambda: st.text("answer")]), Section("two", "Twee", [first, second], walk=[first])]
    sections("probe", [*parts, Section("three", "Drie", [lambda: st.text("small print")], walk=())])


@pytest.mark.parametrize(
    ("asked", "count", "begins"), [("one", 2, "answer"), ("two", 3, "main"), ("three", 3, "small print")]
)
def test_the_walk_leaves_out_what_is_shown_where_its_section_is_chosen(asked: str, count: int, begins: str) -> None:
    app = AppTest.from_function(walk_script, default_timeout=30)
    app.session_state["projector"] = True
    app.query_params["section"] = asked
    assert texts(app.run()) == [begins]
    assert app.session_state["oza_session"].slides == {"probe": count}


def test_a_laptop_shows_the_views_of_the_first_section() -> None:
    assert texts(opened()) == ["first", "second"]


def test_another_section_is_chosen_and_stands_in_the_address() -> None:
    app = opened()
    app.segmented_control(key="section_probe").set_value("three").run()
    assert texts(app) == ["fourth"]
    assert app.query_params["section"] == "three"
    app.segmented_control(key="section_probe").set_value("one").run()
    assert "section" not in app.query_params


@pytest.mark.parametrize(("asked", "shown"), [("two", ["third"]), ("nonsense", ["first", "second"])])
def test_the_address_chooses_a_section_that_exists(asked: str, shown: list[str]) -> None:
    assert texts(opened(section=asked)) == shown


@pytest.mark.parametrize(("asked", "shown"), [("one", ["first"]), ("two", ["slide"])])
def test_a_projector_begins_with_the_section_in_hand(asked: str, shown: list[str]) -> None:
    assert texts(opened(projector=True, section=asked)) == shown


def test_a_projector_walks_on_from_one_section_to_the_next() -> None:
    app = opened(projector=True)
    seen = [texts(app)]
    for index in range(1, 4):
        app.session_state["oza_session"] = type(app.session_state["oza_session"])(
            **{**vars(app.session_state["oza_session"]), "slide": ("probe", index)}
        )
        seen.append(texts(app.run()))
    assert seen == [["first"], ["second"], ["slide"], ["last slide"]]
