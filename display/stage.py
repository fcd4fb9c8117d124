"""A page is a row of views: below each other on a laptop, one at a time on a projector."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from display.state import current_texts, projector, remember, session

View = Callable[[], None]
_POSITION = "position_in_the_bar"


def stage(page: str, views: Sequence[View]) -> None:
    """Show the views of the page with this address: all of them, or in projector mode the one that is its turn."""
    if session().slides.get(page) != len(views):
        remember(slides={**session().slides, page: len(views)})
    if projector():
        index = min(slide_of(page), len(views) - 1)
        _show_position(index + 1, len(views))
        views[index]()
        return
    for number, view in enumerate(views):
        if number:
            st.space("small")
        view()


def slide_count(page: str) -> int:
    """How many views the page showed last time (one if it was not shown yet)."""
    return session().slides.get(page, 1)


def slide_of(page: str) -> int:
    """Which view of the page is its turn: 0 is the first; a page that is entered by its link starts there."""
    on, index = session().slide
    if on != page:
        return 0
    return slide_count(page) - 1 if index < 0 else index


def go_to_slide(page: str, index: int) -> None:
    """Make a view of a page its turn; −1 is its last."""
    remember(slide=(page, index))


def reserve_position(place: DeltaGenerator) -> None:
    """Keep a place in the bar for "2 / 4": the bar is drawn before the page, and only the page knows its views."""
    st.session_state[_POSITION] = place


def _show_position(number: int, count: int) -> None:
    place: DeltaGenerator | None = st.session_state.get(_POSITION)
    if place is not None and count > 1:
        t = current_texts()
        spoken = t("Beeld {number} van {count}", number=number, count=count)
        place.html(f'<p class="oza-position" role="img" aria-label="{spoken}">{number} / {count}</p>')
