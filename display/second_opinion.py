"""A switch that has another program compute the same numbers, and what it found."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analysis.statistics.second_opinion import SecondOpinion
from display.charts import Table
from display.state import projector
from display.texts import Texts
from display.widgets import notice, paragraph, show_table


def second_opinion(t: Texts, ask: Callable[[], SecondOpinion], key: str) -> None:
    """Offer the check: asked only when the switch is on, since it takes its time, and not on a projector."""
    if projector():
        return
    if not st.toggle(t("Laat een ander programma dit narekenen"), key=f"second_opinion_{key}"):
        return
    paragraph(t("Pingouin, door anderen gemaakt, rekent dezelfde antwoorden na."), "oza-subtitle")
    opinion = ask()
    if opinion.agrees:
        notice(
            t(
                "{program} komt op dezelfde antwoorden (n = {n}) bij elk getal hetzelfde uit.",
                program=opinion.program,
                n=t.integer(opinion.n),
            )
        )
    else:
        notice(t("{program} komt niet bij elk getal hetzelfde uit.", program=opinion.program), warning=True)
    show_table(t, opinion_table(t, opinion), f"opinion_{key}")


def opinion_table(t: Texts, opinion: SecondOpinion) -> Table:
    """Both numbers beside each other."""
    ours, same = "OZA-verkenner", t("Gelijk")
    return Table(
        t("Nagerekend"),
        pd.DataFrame(
            {
                t("Toetsingsgrootheid"): [check.name for check in opinion.checks],
                ours: [t.number(check.ours, 6) for check in opinion.checks],
                opinion.program: [t.number(check.theirs, 6) for check in opinion.checks],
                same: [t("ja") if check.agrees else t("nee") for check in opinion.checks],
            }
        ),
        numeric=(ours, opinion.program),
    )
