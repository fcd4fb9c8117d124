"""Accountability: the study's figures, the sample beside them, and what does not add up."""

from app_driver import open_app, shown


def test_the_misprint_of_figure_b16_is_named() -> None:
    text = shown(open_app("verantwoording"))
    assert "295" in text
    assert "B.1.6" in text


def test_findings_can_be_filtered() -> None:
    app = open_app("verantwoording")
    app.text_input(key="finding_search").set_value("B.5.29").run()
    text = shown(app)
    assert "B.5.29" in text
    assert "B.6.18" not in text
    app.pills(key="certainty").set_value([]).run()
    assert "Geen bevindingen" in shown(app)


def test_the_sample_is_shown_beside_print() -> None:
    """Printed: a standard deviation of .38 that no data with alpha .843 can have (002, appendix 3)."""
    app = open_app("verantwoording")
    app.session_state["accountability_sample"] = "samenwerkingsverbanden"
    app.run()
    text = shown(app)
    assert "gedrukte cijfers komen" in text
    assert ">0,38<" in text


def test_an_own_table_is_checked() -> None:
    """Mean 5.19 of 28 whole answers cannot be (the example of Brown and Heathers, 2017)."""
    app = open_app("verantwoording")
    table = b"group;n;mean;sd\r\nA;28;5,19;1,10\r\nB;30;5,20;1,10\r\n"
    app.file_uploader(key="summary_upload").upload("tabel.csv", table).run()
    assert not app.exception
    text = shown(app)
    assert "5,19" in text
    assert "GRIM" in text


def test_an_own_table_without_the_columns_gets_a_sentence() -> None:
    app = open_app("verantwoording")
    app.file_uploader(key="summary_upload").upload("tabel.csv", b"a;b\n1;2\n").run()
    assert not app.exception
    assert len(app.error) == 1
    assert "mean" in app.error[0].value
