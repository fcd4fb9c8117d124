"""Pilots side by side, with sections, contradictions and what is not known."""

from app_driver import open_app, shown

from analysis.pilots import load_pilots


def choose(*names: str, language: str = "nl") -> str:
    app = open_app("pilots", language=language)
    app.pills(key="pilots").set_value(list(names)).run()
    assert not app.exception
    return shown(app)


def test_every_pilot_can_be_chosen() -> None:
    app = open_app("pilots")
    assert list(app.pills(key="pilots").options) == list(load_pilots().names)
    assert len(app.pills(key="pilots").options) == 10


def test_contradictions_are_shown_with_both_values() -> None:
    text = choose("Almere", "Utrecht")
    for printed in ("1.143", "1.400", "de bron spreekt zichzelf tegen", "§4.1.2", "§4.4.3"):
        assert printed in text


def test_what_the_report_does_not_say_is_not_stated() -> None:
    assert "niet vermeld" in choose("Hellendoorn", "Rotterdam")
    assert "not stated" in choose("Hellendoorn", "Rotterdam", language="en")


def test_derived_figures_only_where_their_parts_are_known() -> None:
    """955 pupils over 6 schools, 17,000,000 euros over 6,000 pupils: worked by hand."""
    text = choose("Enschede", "Amsterdam")
    assert ">159 (" in text
    assert "€\u00a02.833 (" in text
    assert "niet te bepalen: budget niet vermeld" in text


def test_too_few_or_too_many_pilots_get_a_sentence() -> None:
    app = open_app("pilots")
    app.pills(key="pilots").set_value(["Almere"]).run()
    assert len(app.error) == 1
    app.pills(key="pilots").set_value(list(load_pilots().names)[:6]).run()
    assert len(app.error) == 1
    assert not app.exception
