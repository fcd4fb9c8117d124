"""Views of a section of the page Schalen, from functions of the texts and the scales' labels."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import streamlit as st

from display.scale_receipts import Entry, receipt_table
from display.stage import View
from display.texts import Texts
from display.widgets import guarded, show_table

Shown = Callable[[Texts, Mapping[str, str]], None]


def views(t: Texts, labels: Mapping[str, str], *shown: Shown, quiet: bool = False) -> list[View]:
    """Each with the reason where it cannot be computed; `quiet`: said once, by the first of them."""
    return [guarded(t, partial(show, t, labels), quiet=quiet and show is not shown[0]) for show in shown]


def receipt(t: Texts, entries: Sequence[Entry], key: str, note: str = "") -> None:
    """The method receipt of the numbers above it, folded up; the note stands below it."""
    if entries:
        with st.expander(t("Methodebon: hoe elk getal is berekend")):
            show_table(t, receipt_table(t, entries, note), key)
