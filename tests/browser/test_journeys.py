"""What people do with it, in a real browser."""

from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pingouin
import pytest

PAGES = {"": "OZA-verkenner", "pilots": "Pilots", "gegevens": "Gegevens", "schalen": "Schalen",
         "modellen": "Samenwerkingsmodellen", "samenhang": "Samenhang", "hypothesen": "Hypothesen",
         "begroting": "Begroting", "verantwoording": "Verantwoording"}  # fmt: skip
SCREENS = [(1280, 720), (1920, 1080)]


def test_all_pages_open_without_error_or_outside_request(visitor) -> None:  # type: ignore[no-untyped-def]
    """In Dutch all by the bar, in English one by an address of its own and one by the bar."""
    walk = [("nl", path) for path in PAGES] + [("en", "hypothesen"), ("en", "begroting")]
    for number, (language, path) in enumerate(walk):
        if number and walk[number - 1][0] == language:
            visitor.page.locator('[data-testid="stTopNavLink"]').nth(list(PAGES).index(path)).click()
            visitor.rest()
        else:
            visitor.open(f"{path}?language={language}")
        assert urlsplit(visitor.page.url).path == f"/{path}"
        assert visitor.page.evaluate("document.documentElement.lang") == language
        assert visitor.page.locator("h1").count() == 1
        assert visitor.page.locator('[data-testid="stAlertContentError"]').count() == 0
        visitor.check()


def test_the_first_visitor_may_come_by_a_deep_link(first_visit) -> None:  # type: ignore[no-untyped-def]
    """A new server takes pages/ for Streamlit's older multipage app until app.py has run once."""
    assert "Cronbach" in first_visit.text
    assert first_visit.sidebars == 0
    assert first_visit.url.endswith("schalen?language=en")


def test_own_file_from_dutch_excel_to_alpha_and_anova(visitor) -> None:  # type: ignore[no-untyped-def]
    rng = np.random.default_rng(11)
    model = np.repeat(["schotten", "ketens", "netwerk", "integraal"], [25, 45, 40, 20])
    level = np.repeat([2.7, 3.1, 3.4, 3.8], [25, 45, 40, 20]) + rng.normal(0, 0.5, 130)
    items = np.clip(np.rint(level[:, None] + rng.normal(0, 0.7, (130, 5))), 1, 5).astype(int)
    data = pd.DataFrame(items, columns=[f"stelling {i}" for i in range(1, 6)])
    data.insert(0, "Model", model)
    data["cijfer"] = np.round(5 + items.mean(axis=1) / 2, 1)
    alpha, _ = pingouin.cronbach_alpha(data.filter(like="stelling"))
    codebook = "column;role;scale;label_nl;answers;missing;reversed\r\n"
    codebook += "Model;group;;Model;schotten|ketens|netwerk|integraal;;\r\n"
    codebook += "".join(f"stelling {i};item;samen;Stelling {i};1|2|3|4|5;8=geen zicht op;\r\n" for i in range(1, 6))
    codebook += "cijfer;grade;;Rapportcijfer;;;\r\n"

    visitor.open("gegevens")
    upload(visitor, "survey_upload", "enquête 2026.csv",
           data.to_csv(index=False, sep=";", decimal=",", lineterminator="\r\n").encode("cp1252"))  # fmt: skip
    assert "130 respondenten" in visitor.text()
    upload(visitor, "codebook_upload", "codeboek.csv", codebook.encode("cp1252"))
    assert "item van een schaal" in visitor.text()

    visitor.follow("Schalen")
    assert f"alfa {alpha:.2f}".replace(".", ",") in visitor.text()
    visitor.follow("Samenwerkingsmodellen")
    assert "integraal scoort" in visitor.text()
    assert visitor.page.url.endswith("/modellen")  # nothing of the file in the address
    charts_can_be_read_without_seeing_them(visitor)
    visitor.check()


def test_a_printed_table_is_typed_over_and_the_projector_shows_it(visitor) -> None:  # type: ignore[no-untyped-def]
    visitor.open("samenhang?section=aantallen")
    assert "N = 212" in visitor.text()
    grid = visitor.page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    visitor.page.wait_for_timeout(500)  # the grid draws itself
    visitor.page.mouse.click(grid["x"] + grid["width"] - 30, grid["y"] + 52)  # schotten × tevreden: 2
    visitor.page.keyboard.press("8")
    visitor.page.wait_for_timeout(300)  # the first key opens the cell
    visitor.page.keyboard.press("Enter")
    visitor.page.get_by_text("met gewijzigde aantallen").first.wait_for(timeout=20_000)
    visitor.rest()
    assert "N = 218" in visitor.text()
    visitor.page.locator(".st-key-projector label").click()
    visitor.rest()
    assert "n = 218" in visitor.text()
    visitor.check()


@pytest.mark.parametrize("size", SCREENS, ids=lambda s: f"{s[0]}x{s[1]}")
def test_projector_never_needs_scrolling(visitor, size: tuple[int, int]) -> None:  # type: ignore[no-untyped-def]
    """Walk through everything with the clicker, to the last picture of the last page.

    The larger screen has the same shape and type that grows with it: from Begroting on is enough there.
    """
    visitor.page.set_viewport_size({"width": size[0], "height": size[1]})
    first = "pilots" if size == SCREENS[0] else "begroting"
    visitor.open(f"{first}?projector=true")
    overflowing, seen = [], []
    for _ in range(80):
        heading = visitor.page.inner_text("h1")
        state = (heading, visitor.text())
        if seen and seen[-1] == state:
            break  # a step further changes nothing
        seen.append(state)
        needed = visitor.page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        if needed > size[1]:
            overflowing.append((len(seen), heading, needed))
        if size == SCREENS[1]:
            smallest_type(visitor)
        visitor.page.keyboard.press("PageDown")
        visitor.rest()
    assert overflowing == []
    assert heading == "Verantwoording"
    assert {title for title, _ in seen} == set(list(PAGES.values())[list(PAGES).index(first) :])
    visitor.check()


def test_the_clicker_walks_whatever_has_the_focus(visitor) -> None:  # type: ignore[no-untyped-def]
    """A slider takes Page Up and Page Down for itself, and shortcuts are silent while an input has the focus.

    Off the projector the keys are the widgets' own again.
    """
    page = visitor.page

    def position() -> str:
        return page.inner_text(".oza-position").split(" / ")[0]

    visitor.open("begroting?projector=true")
    slider = page.locator("input[type=range]").first
    value = slider.input_value()
    slider.focus()
    page.keyboard.press("PageDown")
    visitor.rest()
    assert position() == "2"
    page.keyboard.press("PageUp")
    visitor.rest()
    assert position() == "1"
    assert page.locator("input[type=range]").first.input_value() == value
    page.locator(".st-key-scenario_row button", has_text="+ B").click()
    visitor.rest()
    page.keyboard.press("PageDown")
    visitor.rest()
    assert position() == "2"

    visitor.follow("Samenwerkingsmodellen")
    page.locator(".st-key-outcome input").click()
    page.locator("[role=option]").nth(1).click()
    visitor.rest()
    chosen = page.locator(".st-key-outcome input").input_value()
    page.keyboard.press("PageUp")
    visitor.rest()
    assert page.inner_text("h1") == "Schalen"
    page.keyboard.press("PageDown")
    visitor.rest()
    assert page.inner_text("h1") == "Samenwerkingsmodellen"
    assert page.locator(".st-key-outcome input").input_value() == chosen

    visitor.follow("Begroting")
    page.locator(".st-key-projector label").click()
    visitor.rest()
    slider = page.locator("input[type=range]").first
    value = slider.input_value()
    slider.press("PageUp")
    visitor.rest()
    assert slider.input_value() != value
    visitor.check()


def test_the_bar_fits_every_projector(visitor) -> None:  # type: ignore[no-untyped-def]
    """The type grows with the screen, so that a large one has no more room than a small one."""
    page = visitor.page
    page.set_viewport_size({"width": 1920, "height": 1080})
    visitor.open("verantwoording?projector=true")
    for language, following in (("nl", "Volgende"), ("en", "Next")):
        page.locator(".st-key-language button", has_text=language).click()
        visitor.rest()
        for width in (1920, 1600, 1366, 1280, 1024):
            page.set_viewport_size({"width": width, "height": 768})
            visitor.rest()
            menu = page.locator('[data-testid="stTopNavLink"]').last.bounding_box()
            assert menu["x"] + menu["width"] <= page.locator(".st-key-controls").bounding_box()["x"], width
        # On the narrowest an icon, with its name for who cannot see it.
        assert page.get_by_role("button", name=following).count() == 1


def test_on_a_telephone_the_switches_stand_above_the_heading(visitor) -> None:  # type: ignore[no-untyped-def]
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    visitor.open("pilots")
    switches = visitor.page.locator(".st-key-controls").bounding_box()
    assert switches["y"] + switches["height"] <= visitor.page.locator("h1").bounding_box()["y"]
    scrolled = visitor.page.evaluate(
        "document.querySelector('.oza-pilots').getBoundingClientRect().width > innerWidth"
        " && document.documentElement.scrollWidth <= innerWidth"
    )
    assert scrolled


def smallest_type(visitor) -> None:  # type: ignore[no-untyped-def]
    """Who sits at the back of the room can read it: 24 px in the text and 18 in a chart, at 1920 px."""
    assert visitor.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") >= 24
    sizes = visitor.page.eval_on_selector_all(
        ".js-plotly-plot text", "texts => texts.map(t => parseFloat(getComputedStyle(t).fontSize))"
    )
    assert min(sizes, default=18) >= 18, visitor.text()
    assert visitor.page.locator('[data-testid="stSidebar"]').count() == 0


def charts_can_be_read_without_seeing_them(visitor) -> None:  # type: ignore[no-untyped-def]
    # Streamlit puts `alt` on the chart's wrapper as an accessible name.
    named = visitor.page.locator(
        '[data-testid="stPlotlyChart"][aria-label], [data-testid="stPlotlyChart"] [aria-label]'
    )
    assert named.count() >= 1
    visitor.page.locator("summary", has_text="Cijfers als tabel").first.click()
    assert visitor.page.locator("table.oza-table caption").first.is_visible()


def upload(visitor, key: str, name: str, data: bytes) -> None:  # type: ignore[no-untyped-def]
    visitor.page.locator(f".st-key-{key} input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": data}
    )
    visitor.page.wait_for_timeout(800)
    visitor.rest()
