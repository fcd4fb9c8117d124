"""A table of counts in the page: a printed one, or an own one that is pasted, opened from a file, or typed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.evidence import PublishedTable, published_tables
from analysis.survey import load_counts
from display.association_words import category_label, published_name
from display.state import OWN_FILE, CountsInHand, projector, remember, session
from display.texts import Texts
from display.widgets import messages, notice, select

_OWN = "own"


@dataclass(frozen=True)
class CountsChoice:
    """Counts to test, the printed table they come from, whether they were changed, and which side is ordered."""

    counts: pd.DataFrame
    table: PublishedTable | None = None
    changed: bool = False
    rows_ordered: bool = True
    columns_ordered: bool = True


def choose_counts(t: Texts) -> CountsChoice | None:
    """The counts to test; None where there are none yet.

    What is typed into the table stays in the session, so that the projector shows it too.
    """
    tables = published_tables()
    options = {figure: published_name(t, table) for figure, table in tables.items()}
    own = {_OWN: t("Een eigen tabel …")}
    with_file = session().source == OWN_FILE
    choice = select(t("Tabel met aantallen"), own | options if with_file else options | own, "counts_table")
    table = tables.get(choice)
    if table is not None and with_file:
        notice(t("Een tabel uit de landelijke inventarisatie van 2018: uw eigen bestand speelt hier niet mee."))
    base = _own(t) if table is None else _printed(t, table)
    if base is None:
        return None
    kept = session().counts
    if not projector():
        edited = _edited(t, base)
        remember(counts=CountsInHand(choice, base, edited))
    else:
        edited = (
            kept.edited if kept is not None and (kept.source, kept.base.to_csv()) == (choice, base.to_csv()) else base
        )
    if table is not None and edited.to_numpy().tolist() == base.to_numpy().tolist():
        return CountsChoice(table.tested, table)
    if table is not None:
        return CountsChoice(edited, table, changed=True)
    sides = {
        "counts_rows_ordered": t("Rijen lopen van laag naar hoog"),
        "counts_columns_ordered": t("Kolommen lopen van laag naar hoog"),
    }
    if projector():
        return CountsChoice(edited, None, True, *(bool(st.session_state.get(key, True)) for key in sides))
    with st.container(horizontal=True):
        ordered = [st.toggle(label, value=True, key=key, persist_state="session") for key, label in sides.items()]
    return CountsChoice(edited, None, True, *ordered)


def _printed(t: Texts, table: PublishedTable) -> pd.DataFrame:
    counts = table.tested
    return counts.rename(
        index={label: category_label(t, label) for label in counts.index},
        columns={label: category_label(t, label) for label in counts.columns},
    ).rename_axis(index=None, columns=None)


def _own(t: Texts) -> pd.DataFrame | None:
    """The table that is pasted or opened; otherwise the one that was given before."""
    if not projector():
        left, right = st.columns(2)
        pasted = left.text_area(
            t("Plak een tabel: namen van kolommen bovenaan, namen van rijen vooraan"),
            key="counts_pasted",
            placeholder="\tja\tnee\nA\t12\t30\nB\t25\t18",
            height=140,
            persist_state="session",
        )
        file = right.file_uploader(t("Of open een tabel (CSV of Excel)"), key="counts_upload")
        if file is not None or pasted.strip():
            given = load_counts(file.getvalue(), file.name) if file is not None else load_counts(pasted)
            messages(t, given.notes, warning=False)
            return given.counts
    kept = session().counts
    if kept is not None and kept.source == _OWN:
        return kept.base
    notice(t("Er is nog geen eigen tabel gegeven. Zij bevat aantallen, geen respondenten, en wordt niet afgeschermd."))
    return None


def _edited(t: Texts, base: pd.DataFrame) -> pd.DataFrame:
    """The table as it is typed over; one with cells that are no numbers is not offered for that."""
    numbers = base.infer_objects()
    if not all(pd.api.types.is_numeric_dtype(dtype) for dtype in numbers.dtypes):
        return base
    edited: pd.DataFrame = st.data_editor(
        numbers,
        # Another table must start another editor: the old one would lay its edits upon other rows.
        key=f"counts_editor_{hash(base.to_csv())}",
        placeholder="",  # an empty cell is empty, not “None”
        alt=t("Aantallen, te wijzigen"),
        width="content",
        num_rows="fixed",
        column_config={name: st.column_config.NumberColumn(str(name), min_value=0, step=1) for name in numbers.columns},
    )
    return edited
