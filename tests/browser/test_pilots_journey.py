"""A steering group looks for its likes, in English for a change: the map needs nothing from elsewhere."""

from urllib.parse import urlsplit


def test_from_the_map_to_a_budget(visitor) -> None:  # type: ignore[no-untyped-def]
    page, requests = visitor.page, []
    page.on("request", lambda request: requests.append(request.url))
    visitor.open("pilots?section=kaart&language=en")
    assert page.locator(".st-key-figure_map .main-svg").count() > 0
    assert page.locator(".st-key-figure_map .scatterlayer .trace").count() >= 22  # provinces, points and their names
    assert page.locator(".oza-table tbody th:visible", has_text="Zuid-Limburg").count() == 1  # the list beside it
    asked = {urlsplit(url).hostname for url in requests if urlsplit(url).scheme in ("http", "https", "ws", "wss")}
    assert asked == {"127.0.0.1"}
    assert not [url for url in requests if "topojson" in url or "tile" in url or "geo/" in url]
    page.get_by_role("radio", name="Search").click()
    visitor.rest()
    page.locator(".st-key-zoek input").fill("autism")
    page.keyboard.press("Enter")
    visitor.rest()
    assert page.locator(".oza-found").count() == 3
    assert "section=zoeken" in page.url
    assert "zoek=autism" in page.url
    page.get_by_role("radio", name="Compare").click()
    visitor.rest()
    page.locator(".st-key-budget_compare_Enschede button").first.click()
    page.wait_for_url("**/begroting*")
    visitor.rest()
    page.get_by_role("radio", name="All assumptions").click()
    visitor.rest()
    assert "955" in visitor.text()
    visitor.check()
