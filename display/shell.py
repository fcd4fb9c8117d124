"""The frame around every page: language, projector mode, and walking through the pages with a presenter's clicker."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

from display.formatting import LANGUAGES
from display.stage import go_to_slide, reserve_position, slide_count, slide_of
from display.state import current_texts, projector, session
from display.texts import Texts
from display.uploads import settle
from display.warmup import warm_up

_HERE = Path(__file__).parent
#: A file of our own: Streamlit fetches its named icons from outside.
ICON = str(_HERE / "icon.png")
_STEP = "presenter_step"
#: The page's language, by which screen readers choose their voice (Streamlit fixes it to English); and in projector
#: mode a key handler that comes before every widget's own: a slider takes Page Up and Page Down for itself, and
#: Streamlit's shortcuts are silent while an input has the focus. It is taken away first, so there is never a second.
_FRAME = """<script>
document.documentElement.lang = "$language";
window.removeEventListener("keydown", window.ozaWalk, true);
window.ozaWalk = undefined;
if ($walking) {
  window.ozaWalk = (event) => {
    const step = { PageUp: "previous_slide", PageDown: "next_slide" }[event.key];
    if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!event.repeat) document.querySelector(`.st-key-${step} button`)?.click();
  };
  window.addEventListener("keydown", window.ozaWalk, true);
}
</script>"""

#: Loading the page again starts a new session, in which an uploaded file and all that was done with it are gone: the
#: browser asks first. Going to another page of the app is no loading, nor is a download.
_HOLD = """<script>
window.removeEventListener("beforeunload", window.ozaHold);
window.ozaHold = (event) => event.preventDefault();
if ($holding) window.addEventListener("beforeunload", window.ozaHold);
</script>"""


def controls() -> Texts:
    """Draw the language and projector switches; returns the texts in the chosen language."""
    _leave_the_older_multipage()
    warm_up()
    with st.container(key="controls", horizontal=True, vertical_alignment="center", gap="small"):
        clicker = st.container(horizontal=True, vertical_alignment="center", width="content", gap="small")
        # What the address says is known only once these two are drawn, so everything else comes after them.
        st.toggle("Projector", key="projector", bind="query-params")
        # The options are shown as they stand in the address (?language=en): Streamlit binds what is shown.
        st.segmented_control(
            "Taal / Language",
            LANGUAGES,
            default="nl",
            key="language",
            bind="query-params",
            required=True,
            label_visibility="collapsed",
        )
    settle()  # a large file may be done while another page is shown
    t = current_texts()
    st.html(_HERE / "styles.css")
    if projector():
        st.html(_HERE / "projector.css")
        clicker.button(
            t("Vorige"),
            key="previous_slide",
            icon=":material/arrow_back:",
            shortcut="PageUp",
            on_click=_step,
            args=(-1,),
            type="tertiary",
        )
        reserve_position(clicker.empty())
        clicker.button(
            t("Volgende"),
            key="next_slide",
            icon=":material/arrow_forward:",
            shortcut="PageDown",
            on_click=_step,
            args=(1,),
            type="tertiary",
        )
    st.html(_frame_script(t.language, walking=projector()), unsafe_allow_javascript=True)
    return t


def hold_on_to_the_upload() -> None:
    """The last call of every run: while there is an own file, the browser asks before it is thrown away."""
    holding = session().upload is not None
    st.html(_HOLD.replace("$holding", "true" if holding else "false"), unsafe_allow_javascript=True)


def page_texts() -> Texts:
    """The first call of every page: the texts in the chosen language."""
    _leave_the_older_multipage()
    return current_texts()


def _leave_the_older_multipage() -> None:
    """Start this run again, through app.py, where Streamlit took `pages/` for its older kind of multipage app.

    Until a server has run `st.navigation` once, a deep-linked page is run by itself, without app.py; and switches that
    are drawn in such a run belong to that one page, so that language and projector would be lost at the next. Nothing
    public says which kind is in use.
    """
    if PagesManager.uses_pages_directory:
        PagesManager.uses_pages_directory = False
        st.rerun()


def walk(pages: Sequence[Any], current: Any) -> None:
    """Carry out a Page Up or Page Down: to the next picture of this page, or to the next page."""
    step = st.session_state.pop(_STEP, 0)
    if not step:
        return
    here = slide_of(current.url_path) + step
    if 0 <= here < slide_count(current.url_path):
        go_to_slide(current.url_path, here)
        return
    position = [page.url_path for page in pages].index(current.url_path) + step
    if 0 <= position < len(pages):
        target = pages[position]
        go_to_slide(target.url_path, 0 if step > 0 else -1)
        st.switch_page(target, query_params={})


def _frame_script(language: str, *, walking: bool) -> str:
    return _FRAME.replace("$language", language).replace("$walking", "true" if walking else "false")


def _step(by: int) -> None:
    st.session_state[_STEP] = by
