"""A page is a row of views: below each other on a laptop, one at a time on a projector."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from display.state import projector, remember, session

View = Callable[[], None]


def stage(page: str, views: Sequence[View]) -> None:
    """Show the views of the page with this address: all of them, or in projector mode the one that is its turn."""
    if session().slides.get(page) != len(views):
        remember(slides={**session().slides, page: len(views)})
    if projector():
        index = slide_of(page)
        views[len(views) - 1 if index < 0 else min(index, len(views) - 1)]()
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
