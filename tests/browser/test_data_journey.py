"""From a messy export to a scale, with nothing but the buttons on the page, in a real browser."""

import numpy as np
import pandas as pd
import pingouin
from playwright.sync_api import TimeoutError as PlaywrightTimeout

NOT_CUT_OFF = (
    "button => [button, ...button.querySelectorAll('*')].every(each => each.scrollWidth <= each.clientWidth + 1)"
)


def messy(rows: int = 90) -> pd.DataFrame:
    """Items with 99 for no answer, a group with a slip, a grade with decimal commas, and names of persons."""
    rng = np.random.default_rng(5)
    level = rng.normal(3.2, 0.8, rows)
    frame: dict[str, object] = {"Naam invuller": [f"Jan Jansen{i}" for i in range(rows)]}
    frame["Model"] = ["Netwrk", *rng.choice(["netwerk", "ketens"], rows - 1)]
    for i in range(1, 5):
        frame[f"stelling_{i}"] = np.clip(np.rint(level + rng.normal(0, 0.7, rows)), 1, 5).astype(int)
    frame["stelling_2"][:3] = 99  # type: ignore[index]
    frame["rapportcijfer"] = np.round(rng.uniform(5, 9, rows), 1)
    return pd.DataFrame(frame)


def type_in_cell(visitor, grid: str, across: int, text: str) -> None:  # type: ignore[no-untyped-def]
    """Type in a cell of the first row: the grid is a drawing, that takes a click only once it has been drawn."""
    entry = visitor.page.locator("#portal textarea, #portal input").first
    for _ in range(5):
        cells = visitor.page.locator(f"{grid} .dvn-scroller").first
        cells.scroll_into_view_if_needed()
        cells.click(position={"x": across, "y": 50})
        visitor.page.wait_for_timeout(300)
        visitor.page.keyboard.press("Enter")
        try:
            entry.wait_for(timeout=2_000)
        except PlaywrightTimeout:
            continue
        entry.fill(text)
        entry.press("Enter")
        return
    raise AssertionError("the cell never opened for typing")


def test_messy_file_receipt_mend_scale(visitor) -> None:  # type: ignore[no-untyped-def]
    data = messy()
    items = data.filter(like="stelling").replace(99, np.nan)
    alpha, _ = pingouin.cronbach_alpha(items.dropna())
    content = data.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n").encode("utf-16")

    def click(key: str) -> None:
        visitor.page.locator(f".st-key-{key} button").first.click()  # a button with help may be drawn twice
        visitor.page.wait_for_timeout(300)
        visitor.rest()

    visitor.open("gegevens")
    visitor.page.locator(".st-key-survey_upload input[type=file]").set_input_files(
        {"name": "export.csv", "mimeType": "text/csv", "buffer": content}
    )
    visitor.page.get_by_text("is nog niet gekozen; 2 kolommen vragen om een blik").wait_for(timeout=20_000)
    assert "Naam invuller" in visitor.text()  # left out, and told
    assert "Jan Jansen" not in visitor.text()
    visitor.page.locator("[class*=st-key-look_] button").first.click()  # everything of one column, in half the page
    visitor.rest()
    accept = visitor.page.locator(".st-key-accept_stelling_2 button")
    assert accept.inner_text().endswith("Neem aan als ontbrekend")
    assert accept.evaluate(NOT_CUT_OFF), "the whole label is to be read at 1280 pixels"
    with visitor.page.expect_download() as download:
        visitor.page.locator(".st-key-download_receipt button").first.click()
    assert download.value.suggested_filename == "ontvangstbewijs_per_kolom.csv", "called as it is on the screen"
    visitor.page.get_by_text("Bestand", exact=True).click()
    visitor.rest()
    click("accept_stelling_2")
    click("merge_Model_0")
    visitor.page.get_by_text("6 kolommen zijn gelezen; waarvoor zij dienen").wait_for(timeout=20_000)
    click("suggest_codebook")
    assert "4 × item van een schaal" in visitor.text()

    visitor.page.get_by_text("Codeboek", exact=True).click()
    visitor.rest()
    waiting = "1 wijziging in het codeboek is nog niet toegepast."
    type_in_cell(visitor, "[class*=st-key-codebook_editor]", 850, "88")  # what counts as missing in the first column
    visitor.page.get_by_text(waiting).wait_for(timeout=20_000)
    visitor.page.get_by_role("radio", name="Kolommen").click()
    visitor.rest()
    assert waiting in visitor.text()
    visitor.follow("Schalen")
    visitor.follow("Gegevens")
    assert waiting in visitor.text()
    click("drop_waiting")
    assert waiting not in visitor.text()
    visitor.page.get_by_role("radio", name="Bestand").click()
    visitor.rest()

    asked: list[str] = []
    visitor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    visitor.follow("Schalen")
    assert asked == []  # another page of the app throws nothing away
    visitor.page.evaluate("location.reload()")
    visitor.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert f"{alpha:.2f}".replace(".", ",") in visitor.text()
    visitor.check()

    visitor.follow("Gegevens")
    click("forget_asked")
    click("forget")
    assert "export.csv" not in visitor.text()
    visitor.page.reload()
    visitor.rest()
    assert asked == ["beforeunload"]  # there is nothing left to lose
    visitor.check()
