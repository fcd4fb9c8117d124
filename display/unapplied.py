"""Edits of the codebook that were not applied yet: kept when the editor leaves the screen, and told everywhere.

Streamlit forgets what was typed in a table as soon as another section or page is shown.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from display.state import Unapplied, remember, session

#: What was typed, by the column of the file and the field of the codebook.
Edits = Mapping[tuple[str, str], Any]


def differences(frame: pd.DataFrame, edited: pd.DataFrame) -> dict[tuple[str, str], Any]:
    """The cells that differ between a codebook's table (see `Codebook.to_frame`) and the same one after editing.

    A cell that was emptied may come back as None, which is the empty text that it was.
    """
    before, after = (table.set_index("column").to_dict("index") for table in (frame, edited))
    return {
        (str(column), str(field)): after[column][field]
        for column, row in before.items()
        for field, value in row.items()
        if _plain(value) != _plain(after[column][field])
    }


def laid_on(frame: pd.DataFrame, edits: Edits) -> pd.DataFrame:
    """The codebook's table with these cells in it; those of columns that it does not name are left out."""
    rows = frame.to_dict("records")
    for row in rows:
        row.update({field: _plain(value) for (column, field), value in edits.items() if column == row["column"]})
    return pd.DataFrame(rows, index=frame.index, columns=frame.columns).astype(frame.dtypes.to_dict())


def to_edit(key: Hashable, frame: pd.DataFrame) -> pd.DataFrame:
    """What the editor with this key starts from, the same for as long as it is on the screen."""
    kept = session().unapplied
    if kept is None:
        return frame
    on_screen = kept.editor == key and key in st.session_state
    return laid_on(frame, kept.begun_with if on_screen else kept.edits)


def keep(key: Hashable, frame: pd.DataFrame, started_from: pd.DataFrame, edited: pd.DataFrame) -> Edits:
    """Remember what differs from the codebook by now."""
    begun_with, edits = differences(frame, started_from), differences(frame, edited)
    remember(unapplied=Unapplied(key, begun_with, edits) if begun_with or edits else None)
    return edits


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool) else "" if value is None or pd.isna(value) else str(value)
