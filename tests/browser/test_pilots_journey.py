"""A steering group looks for its likes: the map needs nothing from elsewhere, and a projector nothing to scroll."""

from urllib.parse import urlsplit

import pytest


@pytest.mark.parametrize("language", ["nl", "en"])
def test_from_the_map_to_a_budget(visitor, language: str) -> None:  # type: ignore[no-untyped-def]
    page, requests = visitor.page, []
    page.on("request", lambda request: requests.append(request.url))
    visitor.open(f"pilots?section=kaart&language={language}")
    assert page.locator(".st-key-figure_map .main-svg").count() > 0
    assert page.locator(".st-key-figure_map .scatterlayer .trace").count() >= 22  # provinces, points and their names
    assert page.locator(".oza-table tbody th:visible", has_text="Zuid-Limburg").count() == 1  # the list beside it
    asked = {urlsplit(url).hostname for url in requests if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    assert asked == {"127.0.0.1"}
    assert not [url for url in requests if "topojson" in url or "tile" in url or "geo/" in url]
    named = {"nl": "Zoeken", "en": "Search"}[language]
    page.get_by_role("radio", name=named).click()
    visitor.rest()
    page.locator(".st-key-zoek input").fill("autisme" if language == "nl" else "autism")
    page.keyboard.press("Enter")
    visitor.rest()
    assert page.locator(".oza-found").count() == 3
    assert "section=zoeken" in page.url
    assert "zoek=autis" in page.url
    page.get_by_role("radio", name={"nl": "Vergelijken", "en": "Compare"}[language]).click()
    visitor.rest()
    page.locator(".st-key-budget_compare_Enschede button").first.click()
    page.wait_for_url("**/begroting*")
    visitor.rest()
    page.get_by_role("radio", name={"nl": "Alle aannames", "en": "All assumptions"}[language]).click()
    visitor.rest()
    assert "955" in visitor.text()
    visitor.check()


def test_projector_shows_pilots_without_scrolling(visitor) -> None:  # type: ignore[no-untyped-def]
    page = visitor.page
    visitor.open("pilots?projector=true&section=kaart")
    for _ in range(3):  # map, timeline, matrix
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight") <= 720, visitor.text()
        page.keyboard.press("PageDown")
        visitor.rest()
    visitor.check()
