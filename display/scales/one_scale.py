"""Sections Overzicht and Schaal: is what the items measure together reliable, and what does each item add?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from analysis.errors import AnalysisError, Names
from analysis.evidence.national import published_answers, published_scale
from analysis.statistics import ItemAdvice, answer_counts, describe, item_advice
from analysis.statistics.second_opinion import second_opinion_on_alpha
from analysis.survey import changed_codebook, score_scales
from display import uploads
from display.figures import reliability as figures
from display.figures.item_analysis import item_rest
from display.labels import missing_text, scale_words
from display.scale_receipts import earlier_names, reliability_entries
from display.scale_tables import coefficients_table, items_table
from display.scales import results
from display.scales.choice import Choice, ask, asked, pick_scale
from display.scales.sections import receipt
from display.second_look import against_their_scale, against_their_scale_told
from display.second_opinion import second_opinion
from display.sentences import reliability as sentences
from display.sentences import scales as item_sentences
from display.state import (
    OWN_FILE,
    WhatIf,
    active_survey,
    national_group,
    projector,
    remember,
    session,
    source_line,
    style,
)
from display.tables import ScaleResult, published_answers_table
from display.texts import Texts, mark
from display.widgets import (
    conclusion,
    heading,
    literal,
    messages,
    notice,
    paragraph,
    show_chart,
    show_error,
    show_table,
)


def overview(t: Texts, labels: Mapping[str, str]) -> None:
    """Alpha of every scale, with the national study's where there is one, and items to turn round first."""
    if projector():
        against_their_scale_told(t)
    else:
        against_their_scale(t)
        _take_back(t)
    shown, refused = [], []
    for name, label in labels.items():
        compared = national_group(name)
        try:
            printed = published_scale(compared, name) if compared else None
            found = results.scale_reliability(Choice(name))
            words = scale_words(t, results.survey_of(name), name).items
            shown.append(ScaleResult(label, found, describe(score_scales(active_survey())[name]), words, printed))
        except AnalysisError as error:
            refused.append((label, error))
    if shown:
        show_chart(t, figures.alphas(t, style(), shown, source_line(t)), "alphas")
    for label, reason in refused:
        show_error(t, reason, about=label)


def summary(t: Texts, labels: Mapping[str, str]) -> None:
    """The scale in hand: its reliability in a sentence, in figures, and in the words of a report."""
    choice = ask(t, labels)
    _trial_in_force(t, choice.scale)
    found = results.scale_reliability(choice)
    _, described = results.scale_scores(choice.scale)
    words = scale_words(t, results.survey_of(choice.scale), choice.scale).items
    conclusion(sentences.scale_conclusion(t, labels[choice.scale], found, words))
    figures_at_a_glance = sentences.headlines(t, found, described)
    last = len(figures_at_a_glance) - 1
    columns = st.columns(
        [1.5 if at in (1, last) else 1 for at in range(last + 1)]
    )  # the interval and the last are long
    for column, (label, value) in zip(columns, figures_at_a_glance, strict=True):
        column.metric(label, value, border=True)
    if described.n != found.n:
        paragraph(
            t(
                "Gemiddelde, mediaan en standaarddeviatie zijn van de schaalscores van {n} respondenten; alfa telt er "
                "{alpha_n}.",
                n=t.integer(described.n),
                alpha_n=t.integer(found.n),
            ),
            "oza-source",
        )
    if shrunk := active_survey().receipt.shrunk_scales.get(choice.scale):
        notice(t.message(shrunk, words), warning=True)
    paragraph(sentences.report(t, labels[choice.scale], found), "oza-subtitle")
    if everyone := item_sentences.all_count(t, found):
        paragraph(everyone, "oza-source")
    flagged = item_advice(found)
    on_a_card = [Names((one.item,)) for one in flagged if one.advice == "reverse"]  # with what to do about it
    notes = [note for note in found.notes if note.values.get("item") not in on_a_card]
    messages(t, notes, words, warning=False)
    _advice(t, choice, flagged)


def items(t: Texts, labels: Mapping[str, str]) -> None:
    """How far each item goes along with its scale, in a picture and a table."""
    choice = Choice(pick_scale(t, labels)) if projector() else asked(labels)
    survey, found = results.survey_of(choice.scale), results.scale_reliability(choice)
    words = scale_words(t, survey, choice.scale)
    show_chart(t, item_rest(t, style(), found, words.items, words.below(t, source_line(t))), "items")
    if not projector():
        missing = {name: missing_text(t, survey.missing[name].value_counts().to_dict()) for name in found.items.index}
        answered = {name: int(survey.responses[name].notna().sum()) for name in found.items.index}
        show_table(t, items_table(t, found, words.items, answered, missing), f"items_{choice.scale}")


def coefficients(t: Texts, labels: Mapping[str, str]) -> None:
    """Reliability by every measure, and the receipt of how each was computed."""
    choice = asked(labels)
    found = results.scale_reliability(choice)
    drawn = None
    quick = results.is_quick(found)
    if quick or st.toggle(
        t("Bereken ook het interval uit {n} herhaalde steekproeven (dit duurt even)", n=results.FEW_RESAMPLES),
        key="slow_bootstrap",
    ):
        try:
            drawn = results.bootstrap(t, choice, found)
        except AnalysisError as error:
            show_error(t, error, called=scale_words(t, results.survey_of(choice.scale), choice.scale).items)
    compared = national_group(choice.scale)
    published = published_scale(compared, choice.scale) if compared else None
    show_table(t, coefficients_table(t, found, drawn, published), f"coefficients_{choice.scale}")
    left_out = len(active_survey().receipt.left_out_rows)
    earlier = earlier_names(t, results.entries_of(choice.scale))
    receipt(t, reliability_entries(t, found, left_out), f"methods_{choice.scale}", earlier)
    items = results.survey_of(choice.scale).items(choice.scale)
    if found.missing == "listwise" and found.basis == "pearson":  # what pingouin computes too
        second_opinion(t, lambda: second_opinion_on_alpha(items, found.alpha, found.n), "alpha")


def answers(t: Texts, labels: Mapping[str, str]) -> None:
    """How every item was answered, and what the national study printed."""
    choice = Choice(pick_scale(t, labels)) if projector() else asked(labels)
    survey = results.survey_of(choice.scale)
    scale = survey.scale(choice.scale)
    results.scale_reliability(choice)  # says so where there are too few answers to show
    given = survey.responses[list(scale.items)]  # not turned round: below the words that were chosen
    whole = (given + 0.5) // 1 if (given % 1 > 0).any(axis=None) else given
    counts = answer_counts(whole, scale.minimum, scale.maximum)
    words = scale_words(t, survey, scale.name)
    below = [words.below(t, source_line(t))]
    if scale.reversed_items:
        below.insert(0, t("Antwoorden zoals zij gegeven zijn; in de score tellen de genoemde items omgekeerd."))
    if whole is not given:
        below.insert(0, t("Halve punten zijn voor deze figuur naar boven afgerond."))
    show_chart(t, figures.item_answers(t, style(), counts, words, " ".join(below)), "answers")
    compared = national_group(scale.name)
    published = published_answers(compared, scale.name) if compared else None
    if published is not None and not projector():
        with st.expander(t("Wat de landelijke studie publiceerde")):
            show_table(t, published_answers_table(t, published, words.answers), "published_answers")


def distribution(t: Texts, labels: Mapping[str, str]) -> None:
    """How the scale scores are spread."""
    name = pick_scale(t, labels) if projector() else asked(labels).scale
    scores, described = results.scale_scores(name)
    named = replace(results.survey_of(name).scale(name), label=labels[name])
    show_chart(t, figures.score_distribution(t, style(), scores, described, named, source_line(t)), "distribution")


def _trial_in_force(t: Texts, scale: str) -> None:
    """What is being tried, or was changed, and the way back."""
    trial = results.tried(scale)
    if trial is not None:
        notice(t("Op proef, alleen op deze pagina: {changes}.", changes=t.listing(_changes(t, trial))), warning=True)
        st.button(
            t("Terug naar het codeboek"),
            key="end_trial",
            icon=":material/undo:",
            on_click=lambda: remember(what_if=WhatIf()),
            type="tertiary",
        )
    else:
        _take_back(t)


def _take_back(t: Texts) -> None:
    if session().source == OWN_FILE and session().past:
        st.button(
            t("Ongedaan maken: {change}", change=t(session().past[-1].what)),
            key="undo_scale_change",
            icon=":material/undo:",
            on_click=uploads.undo,
            type="tertiary",
        )


def _changes(t: Texts, trial: WhatIf) -> list[str]:
    codebook = active_survey().codebook
    name = {entry.column: entry.label(t.language) for entry in codebook or ()}
    turned = [t("‘{item}’ omgekeerd", item=name[item]) for item in sorted(trial.turned)]
    return turned + [t("‘{item}’ weggelaten", item=name[item]) for item in sorted(trial.left_out)]


def _advice(t: Texts, choice: Choice, flagged: Sequence[ItemAdvice]) -> None:
    """Items to look at, each with what it does and the buttons that change it."""
    if not flagged:
        return
    heading(t("Items om naar te kijken"))
    words = scale_words(t, results.survey_of(choice.scale), choice.scale).items
    for one in flagged:
        notice(item_sentences.advice(t, one, words[str(one.item)], choice.basis), warning=True)
        with st.container(horizontal=True):
            if one.alpha_if_reversed is not None and one.alpha_if_reversed > one.alpha:
                _button(t, choice, one, t("Keer om"), t.number(one.alpha_if_reversed, 3), turn=True)
            if one.alpha_if_dropped is not None:
                _leave_out_button(t, choice, one)
            else:
                paragraph(t("Weglaten kan niet: één item is geen schaal."), "oza-source")


def _leave_out_button(t: Texts, choice: Choice, one: ItemAdvice) -> None:
    """Promises the alpha and the n that will be shown, which who missed only this item change."""
    try:
        after = results.without_item(choice, str(one.item))
    except AnalysisError as error:
        paragraph(t("Weglaten kan niet. {why}", why=t.error(error)), "oza-source")
        return
    promised = f"{t.number(after.alpha, 3)}; n = {t.integer(after.n)}"
    _button(t, choice, one, t("Laat weg"), promised, turn=False)


def _button(t: Texts, choice: Choice, one: ItemAdvice, label: str, promised: str, *, turn: bool) -> None:
    st.button(
        literal(f"{label} ({sentences.alpha_in_text(t, choice.basis)} {promised})"),
        key=f"{'turn' if turn else 'leave_out'}_{choice.scale}_{one.item}",
        icon=":material/swap_vert:" if turn else ":material/remove:",
        on_click=_change,
        args=(choice.scale, str(one.item), turn),
    )


def _change(scale: str, item: str, turn: bool) -> None:
    """Carry it out: in the codebook of an own file, for a sample in this view only."""
    if session().source == OWN_FILE:
        changed = (item,) if turn else ()
        what = mark("omkeren") if turn else mark("item weglaten")
        uploads.apply_codebook(changed_codebook(active_survey(), changed, () if turn else (item,)), what)
        return
    trial = results.tried(scale) or WhatIf(session().source, scale)
    if turn:
        remember(what_if=replace(trial, turned=trial.turned ^ {item}))
    else:
        remember(what_if=replace(trial, left_out=trial.left_out | {item}))
