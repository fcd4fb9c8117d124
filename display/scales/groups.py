"""Section Naar groep: is the scale as reliable in every group?"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from analysis.disclosure import ProtectedGroups
from analysis.errors import StatisticsError
from analysis.survey import Survey
from display.figures.item_analysis import group_alphas
from display.group_inputs import offer_protection
from display.labels import grouping_labels, labels_of
from display.scale_receipts import earlier_names, groups_entries
from display.scales import results
from display.scales.choice import ask_how, pick_scale
from display.scales.sections import receipt
from display.sentences.groups import withheld
from display.state import source_line, style
from display.texts import Texts
from display.widgets import messages, notice, select, show_chart


def by_group(t: Texts, labels: Mapping[str, str]) -> None:
    """Alpha of the scale in hand in each group."""
    left, right = st.columns([3, 2])
    with left:
        scale = pick_scale(t, labels)
    survey = results.survey_of(scale)
    groupings = grouping_labels(t, survey)
    if not groupings:
        notice(t("Er is nog geen kolom met groepen. Wijs er op de pagina Gegevens een aan."))
        return
    with right:
        grouping = select(t("Groepen"), groupings, "scale_grouping")
    choice = ask_how(t, scale)
    found, protected = results.by_group(choice, grouping)
    if protected is not None and protected.withheld:
        _tell_withheld(t, survey, grouping, protected)
    entry = survey.codebook[grouping] if survey.codebook else None
    known = entry.answer_labels(t.language) if entry else {}
    words = {one.group: str(known.get(one.group, one.group)) for one in found}
    known_results = [one.result for one in found if one.result is not None]
    if not known_results:
        raise StatisticsError("In geen enkele groep is alfa te berekenen: er zijn per groep te weinig antwoorden.")
    show_chart(t, group_alphas(t, style(), labels[scale], found, words, source_line(t)), "group_alphas")
    messages(t, [one.reason for one in found if one.reason is not None])
    earlier = earlier_names(t, [*results.entries_of(scale), *([entry] if entry else [])])
    receipt(t, groups_entries(t, known_results[0]), "methods_groups", earlier)


def _tell_withheld(t: Texts, survey: Survey, grouping: str, protected: ProtectedGroups) -> None:
    """Which groups are not shown and why; where that takes away a large one, also the way to the minimum."""
    notice(withheld(t, protected, labels_of(t, survey, grouping, protected.withheld)), warning=True)
    if protected.secondary:
        offer_protection(t, grouping)
