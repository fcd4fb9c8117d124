"""The budget as a steering group uses it, in a real browser."""

LINES = ".st-key-chart_routes .trace path.line"


def drawn(page) -> list[str]:  # type: ignore[no-untyped-def]
    return page.eval_on_selector_all(LINES, "paths => paths.map(path => path.getAttribute('d'))")


def test_from_preset_to_a_shared_screen(visitor) -> None:  # type: ignore[no-untyped-def]
    """Preset → slider → scenario B → tornado → share link → the same screen in another session."""
    page = visitor.page
    visitor.open("begroting?section=aannames")
    page.get_by_role("radio", name="Individuele hulp").click()
    visitor.rest()
    published = page.locator("[class*=st-key-preset_indexation] input")
    published.scroll_into_view_if_needed()
    page.wait_for_timeout(500)  # a list closes again where the page still scrolls
    published.click()
    page.locator("[role=option]", has_text="OVA-index 2024").click()
    visitor.rest()
    assert "OVA-index 2024, definitief, prijspeil 2024" in visitor.text()

    section(visitor, "Wat het kost")
    before, answer = drawn(page), page.inner_text(".oza-answer")
    slider = page.locator("[class*=st-key-budget_taper_A] input[type=range]")
    for _ in range(4):
        slider.press("ArrowRight")
    visitor.rest()
    assert drawn(page) != before
    assert page.inner_text(".oza-answer") != answer
    assert "tegenover de vorige stand" in page.inner_text(".oza-change")
    assert page.locator(".st-key-chart_routes .before").count() == 1  # the ghost

    page.locator(".st-key-scenario_row button", has_text="Scenario B").click()
    visitor.rest()
    page.locator(".st-key-scenario_row button", has_text="+ A").click()
    visitor.rest()
    assert page.locator(".st-key-chart_routes .trace").count() >= 3
    shared_answer, shared_lines = page.inner_text(".oza-answer"), drawn(page)

    section(visitor, "Hoe zeker")
    assert page.locator(".st-key-chart_tornado .js-plotly-plot").count() == 1

    section(visitor, "Scenario’s")
    link = page.inner_text("[data-testid=stCode] code")
    assert link.startswith(visitor.address + "begroting?")
    visitor.check()

    other = type(visitor)(page.context.new_page(), visitor.address)
    other.page.set_viewport_size({"width": 1280, "height": 720})
    other.open(link.removeprefix(visitor.address))
    assert other.page.inner_text(".oza-answer") == shared_answer
    assert drawn(other.page) == shared_lines
    assert "OVA" not in link
    other.check()
    other.page.close()


def section(visitor, title: str) -> None:  # type: ignore[no-untyped-def]
    visitor.page.locator(".st-key-sections_begroting button", has_text=title).click()
    visitor.rest()
