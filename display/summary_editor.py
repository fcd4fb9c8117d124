"""A table of means, standard deviations and numbers in the page: a printed one, or one's own, typed or pasted."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.errors import BudgetError, StatisticsError
from analysis.evidence import PrintedSummaries, printed_summaries
from analysis.survey import load_means
from display.labels import GroupWords
from display.parsing import parse_number
from display.state import SummariesInHand, projector, remember, session
from display.texts import Texts, mark
from display.widgets import messages, notice, select

_OWN = "own"
_ROWS = {"breed_team": mark("met breed wijkteam"), "geen_breed_team": mark("zonder breed wijkteam")}
_SECTORS = {"vo": mark("voortgezet onderwijs"), "vso": mark("(voortgezet) speciaal onderwijs")}
_CELLS = ("group", "mean", "sd", "n")


@dataclass(frozen=True, eq=False)
class SummaryTable:
    """Groups to be compared: mean, sd and n by label, what is measured, and the figure if they are as printed.

    order: the groups from low to high where the user says that the rows are so, None otherwise.
    """

    frame: pd.DataFrame
    printed: PrintedSummaries | None
    order: list[str] | None = None

    def words(self, t: Texts) -> GroupWords:
        """The words of the comparison: those of the printed figure, or what the user called the groups."""
        if self.printed is None:
            return GroupWords(t("Gemiddelde"), t("Groep"), {group: str(group) for group in self.frame.index}, None)
        rows = [t(_ROWS.get(str(row), str(row))) for row in self.printed.table.index]
        labels = dict(zip(self.frame.index, rows, strict=True))
        return GroupWords(t("Tevredenheid"), t("Breed wijkteam"), labels, None)


def choose_summaries(t: Texts) -> SummaryTable | None:
    """The table to test; None where an own one is still empty. Stays in the session, so that the projector shows it."""
    printed = printed_summaries()
    names = {
        key: t(
            "Figuur {figure}: tevredenheid, {sector}", figure=found.figure, sector=t(_SECTORS.get(found.sector, "vo"))
        )
        for key, found in printed.items()
    }
    choice = select(t("Tabel met gemiddelden"), {**names, _OWN: t("Een eigen tabel …")}, "summaries_table")
    if not projector():
        notice(
            t(
                "Typ over de cijfers heen, of plak of open een tabel: groep, gemiddelde, standaarddeviatie, aantal. Er "
                "staan geen respondenten in, dus er wordt niets afgeschermd."
            )
        )
    base = _as_text(t, printed[choice].table) if choice in printed else _opened(t)
    kept, source = session().summaries, f"{choice} {t.language}"
    edited = kept.edited if kept is not None and kept.source == source else base
    if not projector():
        edited = st.data_editor(
            base,
            # Another table must start another editor: the old one would lay its edits upon other rows.
            key=f"summaries_editor_{source}_{hash(base.to_csv())}",
            num_rows="dynamic",
            width="stretch",
            placeholder="",  # an empty cell is empty, not “None”
            alt=t("Gemiddelden, standaarddeviaties en aantallen, te wijzigen"),
            column_config={
                name: st.column_config.TextColumn(label)
                for name, label in zip(
                    _CELLS, (t("Groep"), t("Gemiddelde"), t("Standaarddeviatie"), t("n")), strict=True
                )
            },
        )
        remember(summaries=SummariesInHand(source, edited))
    rows = edited.fillna("").map(str.strip)
    rows = rows[(rows != "").any(axis=1)]
    if rows.empty:
        return None
    frame = pd.DataFrame(
        {name: [_number(t, text, row) for row, text in enumerate(rows[name], start=1)] for name in ("mean", "sd", "n")},
        index=pd.Index(rows["group"].to_list(), name="group"),
    )
    as_printed = choice in printed and edited.to_numpy().tolist() == base.to_numpy().tolist()
    return SummaryTable(frame, printed[choice] if as_printed else None, _order(t, frame))


def _order(t: Texts, frame: pd.DataFrame) -> list[str] | None:
    """The rows as an order from low to high, if the user says so; of two groups there is nothing to order."""
    if len(frame) < 3:
        return None
    key = "summaries_ordered"
    if projector():
        ordered = bool(st.session_state.get(key, False))
    else:
        ordered = st.toggle(t("De rijen lopen van laag naar hoog"), key=key, persist_state="session")
    return [str(group) for group in frame.index] if ordered else None


def _as_text(t: Texts, table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": [t(_ROWS.get(str(group), str(group))) for group in table.index],
            "mean": [_written(t, value) for value in table["mean"]],
            "sd": [_written(t, value) for value in table["sd"]],
            "n": [_written(t, value) for value in table["n"]],
        }
    )


def _written(t: Texts, value: float) -> str:
    """A number with all the decimals that it was given, so that nothing is tested that was rounded here."""
    if math.isnan(value):
        return ""
    decimals = next((places for places in range(10) if round(value, places) == value), 10)
    return t.number(value, decimals)


def _opened(t: Texts) -> pd.DataFrame:
    """The own table in a file; an empty one as long as there is none."""
    file = None if projector() else st.file_uploader(t("Open een tabel (CSV of Excel)"), key="summaries_upload")
    if file is None:
        return _empty()
    given = load_means(file.getvalue(), file.name)
    messages(t, given.notes, warning=False)
    return _as_text(t, given.means)


def _empty() -> pd.DataFrame:
    return pd.DataFrame({name: pd.Series(["", "", ""], dtype=object) for name in _CELLS})


def _number(t: Texts, text: str, row: int) -> float:
    """What was typed, the Dutch or the English way; an empty cell is a missing number."""
    if not text:
        return float("nan")
    try:
        return parse_number(text, t.language)
    except BudgetError:  # its sentence speaks of an old value, which a table has not
        raise StatisticsError("Rij {row}: '{text}' is geen getal. Verbeter de cel.", row=row, text=text) from None
