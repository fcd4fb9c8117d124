"""Hypotheses as cards: what was expected, found then, found now, and what that comes to; open one for its results."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

import streamlit as st

from analysis.evidence.hypotheses import Check, Conclusion, Measure, PartVerdict, StudyVerdict, Theme, Verdict, agrees
from display.figures.hypotheses import differs, forest
from display.hypothesis_tables import checks_table, printed_table, study_tests_table
from display.sentences import hypotheses as sentences
from display.sentences.groups import both_languages
from display.sentences.hypotheses import Words, words_of
from display.state import active_survey, projector, source_line, style
from display.texts import Texts
from display.verdicts import family
from display.widgets import conclusion, heading, notice, paragraph, show_chart, show_table

_ADDRESS = "hypothese"
#: Cards that a projector of 1280 × 720 shows legibly.
_ON_A_SLIDE = 2
_SIGNS = {
    "supported": "●",
    "partly supported": "◆",
    "not supported": "✕",
    "too small to test": "□",
    "cannot be said with this many answers": "□",
    "columns missing": "–",
    "not in the study": "–",
}


def filtered(t: Texts, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The hypotheses of the chosen themes and verdicts; nothing chosen is everything."""
    themes = [theme for theme in Theme if any(v.theme is theme for v in verdicts)]
    conclusions = [c for c in Conclusion if any(v.conclusion is c for v in verdicts)]
    left, right = st.columns(2)
    with left:
        wanted = st.pills(
            t("Onderwerp"),
            themes,
            selection_mode="multi",
            key="hypothesis_themes",
            format_func=lambda theme: t(sentences.THEMES[Theme(theme)]),
            persist_state="session",
        )
    with right:
        found = st.pills(
            t("Oordeel op deze gegevens"),
            conclusions,
            selection_mode="multi",
            key="hypothesis_conclusions",
            format_func=lambda c: f"{_SIGNS[c]} {t(sentences.CONCLUSIONS[Conclusion(c)])}",
            persist_state="session",
        )
    chosen = [v for v in verdicts if (not wanted or v.theme in wanted) and (not found or v.conclusion in found)]
    asked = st.query_params.get(_ADDRESS)
    chosen.sort(key=lambda verdict: verdict.id != asked)  # the one in the address comes first
    if not chosen:
        paragraph(t("Geen hypothesen bij deze keuze."), "oza-subtitle")
    return chosen


def card(t: Texts, verdict: Verdict, source: str) -> None:
    """One hypothesis; its results are drawn when it is opened. The address `?hypothese=7` puts it first, opened."""
    words = words_of(t, active_survey())
    asked = st.query_params.get(_ADDRESS) == verdict.id
    with st.container(border=True, key=f"hypothesis_{verdict.id}"):
        st.html(_head(t, verdict, words))
        box = st.expander(
            t("Hoe getoetst, en waar het oordeel op rust"),
            expanded=asked,
            key=f"hypothesis_open_{verdict.id}",
            on_change="rerun",
        )
        if box.open or (box.open is None and asked):
            with box:
                _details(t, verdict, words, source)


def differing_slides(t: Texts, verdicts: Sequence[Verdict]) -> list[Callable[[], None]]:
    """The hypotheses on which the data and the study come to something else, as many together as a projector shows."""
    found = [verdict for verdict in verdicts if differs(verdict)]
    slides = [found[start : start + _ON_A_SLIDE] for start in range(0, len(found), _ON_A_SLIDE)]
    return [partial(_show_differing, t, some, len(found)) for some in slides]


def _show_differing(t: Texts, verdicts: Sequence[Verdict], count: int) -> None:
    words = words_of(t, active_survey())
    conclusion(sentences.differing_title(t, count))
    for verdict in verdicts:
        with st.container(border=True, key=f"differing_{verdict.id}"):
            st.html(_head(t, verdict, words))
    paragraph(source_line(t), "oza-source")


def open_from_address() -> None:
    """An address with a hypothesis and no section opens the page at its cards."""
    if _ADDRESS in st.query_params and "section" not in st.query_params:
        st.session_state.setdefault("section_hypothesen", "kaarten")


def _head(t: Texts, verdict: Verdict, words: Words) -> str:
    chips: list[tuple[str, StudyVerdict | Conclusion, str]] = [
        (t("Onderzoek 2018"), verdict.published, _published(t, verdict)),
        (t("Deze gegevens"), verdict.conclusion, t(sentences.CONCLUSIONS[verdict.conclusion])),
    ]
    shown = "".join(
        f'<span class="oza-chip {_css(code)}"><span class="who">{escape(who)}</span> '
        f'<span aria-hidden="true">{_SIGNS[code]}</span> {escape(word)}</span>'
        for who, code, word in chips
    )
    title = f"{verdict.id}. {sentences.statement(t, verdict, words)}"
    return (
        f'<h3 class="oza-hypothesis">{escape(title)}</h3><p class="oza-chips">{shown}</p>'
        f'<p class="oza-plain">{escape(sentences.plain(t, verdict, words))}</p>'
        + "".join(f'<p class="oza-notice plain">{escape(text)}</p>' for text in _explanation(t, verdict))
    )


def _published(t: Texts, verdict: Verdict) -> str:
    word = t(sentences.PUBLISHED[verdict.published])
    described = verdict.published not in (StudyVerdict.NONE, StudyVerdict.TOO_SMALL) and not verdict.tested
    untested = t("zonder toets")
    return f"{word}, {untested}" if described else word


def _css(code: StudyVerdict | Conclusion) -> str:
    return {"supported": "yes", "partly supported": "partly", "not supported": "no"}.get(str(code), "open")


def _explanation(t: Texts, verdict: Verdict) -> list[str]:
    if not verdict.explanation:
        return []
    head = (
        t("Waarom de gegevens hier van het onderzoek afwijken:")
        if not agrees(verdict.published, verdict.conclusion)
        else t("Over de toets van het onderzoek:")
    )
    return [" ".join([head, *(t.message(message) for message in verdict.explanation)])]


def _details(t: Texts, verdict: Verdict, words: Words, source: str) -> None:
    if verdict.published is not StudyVerdict.NONE:
        _line(t("Wie"), t.listing([t(sentences.RESPONDENTS[who]) for who in verdict.respondents]))
        _line(t("Hoe het onderzoek toetste"), t.message(verdict.method))
        _line(t("Wat het onderzoek vond"), sentences.published_sentence(t, verdict))
    if verdict.conclusion is Conclusion.MISSING:
        return
    if verdict.published is not StudyVerdict.NONE:
        _line(t("Dezelfde toets, nu"), sentences.replicated_sentence(t, verdict))
    for test in dict.fromkeys(c.test for part in verdict.parts for c in part.checks):
        _line(t("Betere toets") if verdict.reference else t("Toets"), sentences.why_this_test(t, test))
    if len(verdict.parts) > 1:
        _line(t("Onderdelen"), "; ".join(_part(t, part) for part in verdict.parts))
    for message in verdict.notes:
        notice(t.message(message))
    pictures(t, verdict, words, source)
    tests = [test for part in verdict.parts for test in part.study_tests]
    if tests:
        show_table(t, study_tests_table(t, tests, words), f"study_tests_{verdict.id}")
    if verdict.printed:
        paragraph(sentences.printed_sentence(t, verdict.printed), "oza-subtitle")
        show_table(t, printed_table(t, verdict.printed, words), f"printed_{verdict.id}")
    heading(t("Voor in een rapport"))
    for language in both_languages(t):
        said = words_of(language, active_survey())
        paragraph(sentences.report(language, verdict, said, family=family()), "oza-report", language.language)
    paragraph(t("Adres van deze kaart: {address}", address=f"/hypothesen?{_ADDRESS}={verdict.id}"), "oza-source")


def _part(t: Texts, part: PartVerdict) -> str:
    return f"{t.message(part.label)} {_SIGNS[part.conclusion]} {t(sentences.CONCLUSIONS[part.conclusion])}"


def pictures(t: Texts, verdict: Verdict, words: Words, source: str) -> None:
    """The results drawn, one picture for each unit; what could not be computed stands in a table with the reason."""
    checks = [c for part in verdict.parts for c in part.checks]
    drawn = [c for c in checks if c.estimate is not None and c.interval is not None]
    units = [measure for measure in Measure if any(c.measure is measure for c in drawn)]
    if projector():  # one picture at a time: the one that decides
        units = [verdict.measure] if verdict.measure in units else units[:1]
    for measure in units:
        chart = forest(t, style(), verdict, [c for c in drawn if c.measure is measure], words, source)
        show_chart(t, chart, f"hypothesis_{verdict.id}_{measure}")
    if projector() and not units:
        conclusion(sentences.plain(t, verdict, words))
    refused: list[Check] = [c for c in checks if c.reason is not None]
    if refused and not projector():
        show_table(t, checks_table(t, refused, words), f"refused_{verdict.id}")


def _line(label: str, text: str) -> None:
    st.html(f'<p class="oza-line"><strong>{escape(label)}.</strong> {escape(text)}</p>')
