"""Text fields for numbers: read the Dutch or English way, echoed as they were read, and refused with a sentence."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from analysis.budget import AssumptionDefinition
from analysis.errors import AnalysisError
from display.parsing import parse_number
from display.state import remember, session
from display.texts import Texts
from display.widgets import show_error


def text_field(
    t: Texts,
    label: str,
    shown: str,
    key: str,
    accept: Callable[[str], None],
    *,
    help_text: str = "",
    hidden: bool = False,
) -> None:
    """A field that shows the value in use; `accept` takes what is typed, or raises an AnalysisError.

    What was refused stays in the field, to be mended, with the reason below it; the old value stays in use.
    """
    # The key carries the value: when another input changes it, the field is a new one and shows the new value.
    full_key = f"{key}_{t.language}_{shown}"
    refused = session().refused_values.get(full_key)

    def read() -> None:
        typed = st.session_state[full_key]
        others = {k: v for k, v in session().refused_values.items() if k != full_key}
        remember(refused_values=others)
        if typed == shown:
            return
        try:
            accept(typed)
        except AnalysisError as error:
            remember(refused_values={**others, full_key: (typed, error)})

    st.text_input(
        label,
        shown if refused is None else refused[0],
        key=full_key,
        on_change=read,
        help=help_text or None,
        label_visibility="collapsed" if hidden else "visible",
    )
    if refused is not None:
        show_error(t, refused[1])


def parsed(t: Texts, definition: AssumptionDefinition, text: str) -> float:
    """What was typed as a value of an assumption; a bare number in a field for a percentage is one."""
    return parse_number(text, t.language, share=definition.unit is not None and definition.unit.is_share)
