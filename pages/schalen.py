"""Scales: is what the items measure together reliable, and how was each item answered?"""

from dataclasses import replace

import streamlit as st

from analysis.disclosure import require_enough
from analysis.errors import AnalysisError
from analysis.evidence.national import published_answers, published_scale
from analysis.statistics import Reliability, answer_counts, describe, reliability
from analysis.survey import score_scales
from display.figures import reliability as figures
from display.labels import missing_text, scale_label, scale_words
from display.sentences import reliability as sentences
from display.shell import page_texts
from display.stage import stage
from display.state import active_survey, is_protected, national_group, projector, session, source_line, style
from display.tables import ScaleResult, coefficients_table, items_table, published_answers_table
from display.widgets import (
    choose_one,
    conclusion,
    data_in_use,
    guarded,
    messages,
    no_scales_yet,
    page_title,
    paragraph,
    show_chart,
    show_error,
    show_table,
)

t = page_texts()
survey = active_survey()
page_title(t("Schalen"), t("Vormen de stellingen samen een betrouwbare schaal, en hoe is elke stelling beantwoord?"))
data_in_use(t)
labels = {scale.name: scale_label(t, survey, scale.name) for scale in survey.scales}


def result(scale: str) -> Reliability:
    found = reliability(survey.items(scale))
    if is_protected():
        require_enough(found.n, session().minimum_group)
    return found


def overview() -> None:
    compared = national_group()
    results, refused = [], []
    for name, label in labels.items():
        try:
            printed = published_scale(compared, name) if compared else None
            results.append(ScaleResult(label, result(name), describe(score_scales(survey)[name]), printed))
        except AnalysisError as error:
            refused.append((label, error))
    if results:
        show_chart(t, figures.alphas(t, style(), results, source_line(t)), "alphas")
    for label, reason in refused:
        show_error(t, reason, about=label)


def pick() -> str:
    return choose_one(t("Schaal"), labels, "scale")


def picked() -> str:
    """The scale in hand; on a projector each picture carries the choice itself."""
    return pick() if projector() else st.session_state.get("scale") or next(iter(labels))


def summary() -> None:
    scale = pick()
    found, scores = result(scale), describe(score_scales(survey)[scale])
    conclusion(sentences.scale_conclusion(t, labels[scale], found))
    for column, (label, value) in zip(st.columns(6), sentences.headlines(t, found, scores), strict=True):
        column.metric(label, value, border=True)
    paragraph(sentences.report(t, labels[scale], found), "oza-subtitle")
    messages(t, found.notes, warning=False)
    missing = {name: missing_text(t, survey.missing[name].value_counts().to_dict()) for name in found.items.index}
    show_table(t, coefficients_table(t, found), f"coefficients_{scale}")
    answered = {name: int(survey.responses[name].notna().sum()) for name in found.items.index}
    words = scale_words(t, survey, scale)
    show_table(t, items_table(t, found, words.items, answered, missing), f"items_{scale}")


def answers() -> None:
    scale = survey.scale(picked())
    result(scale.name)  # says so where there are too few answers to show
    counts = answer_counts(survey.items(scale), scale.minimum, scale.maximum)
    words = scale_words(t, survey, scale.name)
    show_chart(t, figures.item_answers(t, style(), counts, words, source_line(t)), "answers")
    compared = national_group()
    published = published_answers(compared, scale.name) if compared else None
    if published is not None and not projector():
        with st.expander(t("Wat de landelijke studie publiceerde")):
            show_table(t, published_answers_table(t, published, words.answers), "published_answers")


def distribution() -> None:
    scale = survey.scale(picked())
    scores = score_scales(survey)[scale.name]
    described = describe(scores)
    if is_protected():
        require_enough(described.n, session().minimum_group)
    named = replace(scale, label=labels[scale.name])
    chart = figures.score_distribution(t, style(), scores, described, named, source_line(t))
    show_chart(t, chart, "distribution")


if labels:
    detail = (answers, distribution) if projector() else (summary, answers, distribution)
    stage("schalen", [overview, *(guarded(t, view, quiet=view is not detail[0]) for view in detail)])
else:
    no_scales_yet(t)
