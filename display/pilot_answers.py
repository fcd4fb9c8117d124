"""All pilots by their answer to one question, and who pays whom for what."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pandas as pd

from analysis.pilots import Basis, Pilots, groups
from display.charts import Table
from display.pilot_words import QUESTIONS, class_word
from display.texts import Texts


def answers_table(t: Texts, pilots: Pilots, attribute: str) -> Table:
    """A row for each answer with the pilots that give it, and where that stands."""
    entry = pilots.attribute(attribute)
    shown = pd.DataFrame(
        [
            {
                t("Antwoord"): class_word(t, entry, answer),
                t("Aantal"): t.integer(len(names)),
                "Pilots": ", ".join(with_origin(t, pilots, name, attribute) for name in names),
            }
            for answer, names in groups(attribute, pilots)
        ]
    )
    return Table(t(QUESTIONS[attribute]), shown, (t("Aantal"),))


def with_origin(t: Texts, pilots: Pilots, name: str, attribute: str) -> str:
    """A pilot's name with the section that says it, and a mark where the report does not say it itself."""
    origin = pilots.provenance(name, attribute)
    if origin is None:
        return t("{name} (eigen opgave)", name=name) if name in pilots.own_names else name
    sections = ", ".join(section.removeprefix("000 ") for section in origin.sections)
    if origin.basis is Basis.INFERRED:
        return t("{name} ({section}, afgeleid)", name=name, section=sections)
    if origin.basis is Basis.JUDGEMENT:
        return t("{name} ({section}, oordeel)", name=name, section=sections)
    return f"{name} ({sections})"


def payers_html(t: Texts, pilots: Pilots, names: Sequence[str]) -> str:
    """For each pilot the way of the money: from the municipality, by what, to whom, and who gives the help."""
    return "".join(_flow(t, pilots, name) for name in names)


def _flow(t: Texts, pilots: Pilots, name: str) -> str:
    municipalities = pilots.value(name, "municipalities")
    count = len(municipalities) if isinstance(municipalities, tuple) else 0
    payer = t.plural("{n} gemeente", "{n} gemeenten", count) if count else t("de gemeente")
    means = " · ".join(_said(t, pilots, name, attribute) for attribute in ("instrument", "funding_variant"))
    steps = "".join(
        (
            _step("box", t("betaalt"), escape(payer)),
            _step("arrow", t("via"), means),
            _step("box", t("ontvangt"), _said(t, pilots, name, "recipient")),
            _step("arrow", t("voor hulp"), _said(t, pilots, name, "scope_location")),
            _step("box", t("voert uit"), _said(t, pilots, name, "delivery")),
        )
    )
    schools = escape(t("Onderwijs draagt bij:"))
    return (
        f'<section class="oza-flow" aria-label="{escape(name, quote=True)}"><h4>{escape(name)}</h4><ol>{steps}</ol>'
        f"<p>{schools} {_said(t, pilots, name, 'education_contribution')}</p></section>"
    )


def _step(css: str, role: str, html: str) -> str:
    return f'<li class="{css}"><span>{escape(role)}</span>{html}</li>'


def _said(t: Texts, pilots: Pilots, name: str, attribute: str) -> str:
    """An attribute in words as HTML, or that it is not stated."""
    text = pilots.text(name, attribute, t.language)
    unknown = escape(t("niet vermeld"))
    return escape(text) if text else f'<span class="unknown">{unknown}</span>'
