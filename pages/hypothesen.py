"""Hypotheses: what the national study expected and found, and what the loaded data say of it."""

from analysis.evidence.hypotheses import Conclusion, Theme
from display.figures.hypotheses import overview
from display.hypothesis_cards import card, differing_slides, filtered, open_from_address, pictures
from display.own_hypotheses import own_hypothesis_form, own_hypothesis_list
from display.sentences import hypotheses as sentences
from display.shell import page_texts
from display.stage import Section, sections
from display.state import active_survey, projector, source_line, style
from display.verdicts import family, verdicts
from display.widgets import (
    choose_one,
    conclusion,
    data_in_use,
    no_groups_yet,
    page_title,
    paragraph,
    select,
    show_chart,
)

t = page_texts()
survey = active_survey()
page_title(
    t("Hypothesen"),
    t("Wat het landelijk onderzoek verwachtte en vond, en of het met deze gegevens ook zo is."),
)
data_in_use(t)
words = sentences.words_of(t, survey)


def source() -> str:
    return f"{sentences.own_family(t, verdicts(), family())} {source_line(t)}"


def correction() -> None:
    choose_one(
        t("Correctie voor veel toetsen (Holm)"),
        {"hypothesis": t("binnen elke hypothese"), "all": t("over alle hypothesen samen")},
        "hypothesis_family",
    )


def at_a_glance() -> None:
    study = [v for v in verdicts() if v.theme is not Theme.OWN]
    show_chart(t, overview(t, style(), study, words, source_line(t)), "hypotheses")
    if not projector():
        paragraph(sentences.own_family(t, verdicts(), family()), "oza-source")
        correction()


def own_at_a_glance() -> None:
    own = [v for v in verdicts() if v.theme is Theme.OWN]
    show_chart(t, overview(t, style(), own, words, source_line(t)), "own_hypotheses")


def cards() -> None:
    paragraph(sentences.rule(t), "oza-subtitle")
    for verdict in filtered(t, verdicts()):
        card(t, verdict, source())


def one_hypothesis() -> None:
    answered = {v.id: v for v in verdicts() if v.conclusion is not Conclusion.MISSING}
    labels = {v.id: f"{v.id}. {sentences.short(t, v, words)}" for v in answered.values()}
    if labels:
        chosen = answered[select(t("Hypothese"), labels, "hypothesis_shown")]
        pictures(t, chosen, words, source_line(t))
    else:
        conclusion(sentences.overview_title(t, verdicts()))


def own_form() -> None:
    if survey.outcomes:
        own_hypothesis_form(t, survey)
    else:
        no_groups_yet(t)


def own_list() -> None:
    own_hypothesis_list(t, survey)


own_ones = [own_at_a_glance] if survey.codebook is not None and survey.codebook.hypotheses else []
differences = differing_slides(t, verdicts()) if projector() else []
open_from_address()
sections(
    "hypothesen",
    [
        Section("overzicht", t("Overzicht"), [at_a_glance, *own_ones]),
        Section("kaarten", t("Kaarten"), [cards], [*differences, one_hypothesis]),
        Section("eigen", t("Eigen hypothese"), [own_form, own_list], []),
    ],
)
