"""An own mean against one that a publication prints: the study's where it has one, or whatever the user types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

import streamlit as st

from analysis.disclosure import require_enough
from analysis.errors import BudgetError, StatisticsError
from analysis.evidence.national import published_grade, published_scale
from analysis.statistics import Description, TTest, describe, mean_against
from analysis.survey import Survey
from display.group_inputs import GroupChoice
from display.labels import outcome_names
from display.parsing import parse_number
from display.sentences.groups import SIGNIFICANCE
from display.state import is_protected, national_group, session, source_line
from display.texts import Texts
from display.widgets import guarded, heading, notice, paragraph


@dataclass(frozen=True)
class PublishedMean:
    """What is compared with: the mean, and where they are known its standard deviation and number of answers."""

    mean: float
    sd: float | None
    n: int | None


def against_published(t: Texts, survey: Survey, choice: GroupChoice) -> None:
    """Ask for a published mean, and test the mean of the answers in the chosen groups against it.

    Of an own file the groups that are withheld stay out: the mean of all would let theirs be derived.
    """
    heading(t("Tegenover een gepubliceerd gemiddelde"))
    guarded(t, partial(_against, t, survey, choice))()


def _against(t: Texts, survey: Survey, choice: GroupChoice) -> None:
    given = _choose(t, choice.outcome)
    if given is None:
        notice(t("Vul een gemiddelde uit een publicatie in om het eigen gemiddelde daarmee te vergelijken."))
        return
    own = describe(choice.values.where(choice.groups.notna()))
    if is_protected():
        require_enough(own.n, session().minimum_group)
    found = mean_against(own.mean, own.sd or 0.0, own.n, given.mean, given.sd, given.n)
    paragraph(against_sentence(t, outcome_names(t, survey)[choice.outcome], own, given, found), "oza-report")
    how = (
        t("Het gepubliceerde gemiddelde telt als precies: zijn standaarddeviatie of aantal is niet gegeven.")
        if given.sd is None
        else t("Welchs t-toets: de onzekerheid van beide gemiddelden telt mee.")
    )
    paragraph(f"{how} {source_line(t)}", "oza-source")


def _choose(t: Texts, outcome: str) -> PublishedMean | None:
    """A printed mean, its sd and n, as text that may be typed over; None where no mean is given."""
    mean, sd, n = _printed(t, outcome)
    labels = (
        ("mean", t("Gepubliceerd gemiddelde"), mean),
        ("sd", t("Standaarddeviatie (mag leeg)"), sd),
        ("n", t("Aantal antwoorden (mag leeg)"), n),
    )
    typed = {}
    for column, (name, label, printed) in zip(st.columns(3), labels, strict=True):
        with column:
            text = st.text_input(label, printed, key=f"published_{name}_{outcome}_{t.language}")
        typed[name] = _number(t, label, text)
    if typed["mean"] is None:
        return None
    size = typed["n"]
    if size is not None and not size.is_integer():
        raise StatisticsError(
            "Het aantal antwoorden moet een geheel getal vanaf 2 zijn; gegeven is {value}.", value=size
        )
    return PublishedMean(typed["mean"], typed["sd"], None if size is None else int(size))


def against_sentence(t: Texts, outcome: str, own: Description, given: PublishedMean, found: TTest) -> str:
    """The difference with its interval, n and test, in a sentence."""
    values = {
        "outcome": outcome,
        "own": t.number(own.mean),
        "n": t.integer(own.n),
        "printed": t.number(given.mean),
        "difference": t.number(abs(found.estimate)),
        "level": t.percent(found.interval.confidence),
        "interval": t.interval(found.interval.low, found.interval.high),
        "df": t.degrees_of_freedom(found.df),
        "t": t.number(found.t),
        "p": t.p_value(found.p),
    }
    if found.p >= SIGNIFICANCE:
        values["difference"] = t.number(found.estimate, sign=True)
        return t(
            "{outcome}: het gemiddelde {own} (n = {n}) verschilt niet aantoonbaar van het gepubliceerde "
            "{printed} (verschil {difference}, {level}-BI {interval}, t({df}) = {t}, {p}).",
            **values,
        )
    if found.estimate > 0:
        return t(
            "{outcome}: het gemiddelde {own} (n = {n}) ligt {difference} punt boven het gepubliceerde {printed} "
            "({level}-BI {interval}, t({df}) = {t}, {p}).",
            **values,
        )
    values["interval"] = t.interval(-found.interval.high, -found.interval.low)  # of how far below
    return t(
        "{outcome}: het gemiddelde {own} (n = {n}) ligt {difference} punt onder het gepubliceerde {printed} "
        "({level}-BI {interval}, t({df}) = {t}, {p}).",
        **values,
    )


def _printed(t: Texts, outcome: str) -> tuple[str, str, str]:
    """What the study prints of this outcome for the respondents at hand; empty where it prints nothing."""
    group = national_group(outcome)
    grade = published_grade(group, outcome) if group else None
    if grade is not None:
        return t.number(grade.mean), t.number(grade.sd), str(grade.n)
    scale = published_scale(group, outcome) if group else None
    return (t.number(scale.mean, 1) if scale is not None else "", "", "")


def _number(t: Texts, label: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return parse_number(text, t.language)
    except BudgetError:  # its sentence speaks of an old value that stays; here nothing does
        raise StatisticsError("{label}: ‘{text}’ is geen getal.", label=label, text=text) from None
