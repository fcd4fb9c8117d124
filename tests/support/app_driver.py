"""The app as a user meets it, without a browser: open a page, follow the navigation, read what it says."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = (
    "overzicht",
    "pilots",
    "gegevens",
    "schalen",
    "modellen",
    "samenhang",
    "hypothesen",
    "begroting",
    "verantwoording",
)


def open_app(page: str = "overzicht", *, section: str = "", language: str = "nl", projector: bool = False) -> AppTest:
    """Open the app at the address of a page, or of a section of it, in a language, on a laptop or a projector."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.session_state["language"] = language
    app.session_state["projector"] = projector
    if section:
        app.session_state[f"section_{page}"] = section
    return go(app, page)


def go(app: AppTest, page: str) -> AppTest:
    """Follow the navigation to a page."""
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception, [e.value for e in app.exception]
    return app


def shown(app: AppTest) -> str:
    """All that stands on the page as text: HTML blocks, headings, notices, metrics."""
    parts = [str(e.proto.body) for e in app.get("html")]
    for kind in ("title", "subheader", "markdown", "error", "warning", "success", "caption"):
        parts += [str(e.value) for e in app.get(kind)]
    parts += [f"{m.label} {m.value}" for m in app.metric]
    return "\n".join(parts)
