"""A page is a row of views: below each other on a laptop, one at a time on a projector.

A page with more than one thing to do has sections: on a laptop one of them at a time, chosen at the top of the page or
by the address (`?section=…`); on a projector the views of all of them after one another.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from display.state import current_texts, projector, remember, session

View = Callable[[], None]
_POSITION = "position_in_the_bar"
_PARAMETER = "section"


@dataclass(frozen=True)
class Section:
    """A part of a page: `key` in the address, `title` on its button, and the views below each other on a laptop.

    `slides` are its views on a projector: None for the same ones, empty where it is for a laptop only. `walk` are those
    of them that belong to the walk through the whole page; the others are shown where this section was chosen, on the
    laptop or by the address. None: all of them.
    """

    key: str
    title: str
    views: Sequence[View]
    slides: Sequence[View] | None = None
    walk: Sequence[View] | None = None

    @property
    def projected(self) -> Sequence[View]:
        """What a projector shows of this section."""
        return self.views if self.slides is None else self.slides

    def shown_on_projector(self, chosen: str) -> Sequence[View]:
        """What of it stands between the other sections, where the section with the key `chosen` was chosen."""
        return self.projected if self.walk is None or self.key == chosen else self.walk


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


def sections(page: str, parts: Sequence[Section]) -> None:
    """Show the page with this address by its sections; only the views that are shown are run."""
    keys = [part.key for part in parts]
    key = f"section_{page}"
    asked = st.query_params.get(_PARAMETER)
    if st.session_state.get(key) not in keys:
        st.session_state[key] = asked if asked in keys else keys[0]
    if projector():
        chosen = st.session_state[key]
        slides = [part.shown_on_projector(chosen) for part in parts]
        if session().slide[0] != page:  # entered by a link, or the switch was just put on: go on where the laptop was
            go_to_slide(page, sum(map(len, slides[: keys.index(chosen)])))
        stage(page, [view for views in slides for view in views])
        return
    t = current_texts()
    titles = {part.key: part.title for part in parts}
    with st.container(key=f"sections_{page}"):
        chosen = st.segmented_control(
            t("Onderdeel van deze pagina"),
            keys,
            key=key,
            required=True,
            format_func=titles.__getitem__,
            persist_state="session",
            label_visibility="collapsed",
            on_change=lambda: remember(slide=("", 0)),
        )
    shown = parts[keys.index(chosen if chosen in keys else keys[0])]
    if shown is not parts[0]:
        st.query_params[_PARAMETER] = shown.key
    elif _PARAMETER in st.query_params:
        del st.query_params[_PARAMETER]
    stage(page, shown.views)


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
