"""Scales: is what the items measure together reliable, do they belong together, and what does each item add?"""

from display.labels import scale_label
from display.scales import groups, one_scale, scores, structure
from display.scales.sections import views
from display.shell import page_texts
from display.stage import Section, sections
from display.state import active_survey
from display.widgets import data_in_use, no_scales_yet, page_title

t = page_texts()
survey = active_survey()
page_title(t("Schalen"), t("Vormen de stellingen samen een betrouwbare schaal, en hoe is elke stelling beantwoord?"))
data_in_use(t)
labels = {scale.name: scale_label(t, survey, scale.name) for scale in survey.scales}
about_one = (one_scale.items, one_scale.answers, one_scale.distribution)
parts = [
    Section("overzicht", t("Overzicht"), views(t, labels, one_scale.overview)),
    Section(
        "schaal",
        t("Schaal"),
        views(t, labels, one_scale.summary, one_scale.items, one_scale.coefficients, *about_one[1:], quiet=True),
        slides=views(t, labels, *about_one),
    ),
    Section(
        "samenhang",
        t("Samenhang van de items"),
        views(t, labels, structure.correlations, structure.factors, structure.tests, structure.script),
        slides=(),
    ),
    Section("groepen", t("Naar groep"), views(t, labels, groups.by_group), slides=()),
    Section("scores", t("Scores en script"), views(t, labels, scores.scores, scores.script), slides=()),
]
if labels:
    # With one scale the overview would say what the scale's own section says better.
    sections("schalen", parts if len(labels) > 1 else parts[1:])
else:
    no_scales_yet(t)
