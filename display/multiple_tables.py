"""A question with several answers by group, as tables: text for the eye, unrounded numbers for the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.statistics import MultipleResponse
from display.charts import Table
from display.multiple_words import MultipleWords
from display.sentences.multiple import name_of_test
from display.texts import Texts


def most_chosen_first(found: MultipleResponse) -> list[Any]:
    """The answers that are shown, in the order of how many chose them; equal ones in the order of the question."""
    return list(found.overall["share"].sort_values(ascending=False, kind="stable").index)


def shares_table(t: Texts, found: MultipleResponse, words: MultipleWords) -> Table:
    """Answers by group: the share of the group with its interval and number, over all groups, p of Holm and V."""
    answer, together, p, v = t("Antwoord"), t("Alle groepen samen"), "p (Holm)", t("Cramérs V")
    rows, exported = [], []
    for name in most_chosen_first(found):
        whole = found.overall.loc[name]
        cells = [words.answers[name]]
        for group in found.n.index:
            if name not in found.share.index:
                cells.append(t("niet getoond"))
                continue
            values = [float(frame.loc[name, group]) for frame in (found.share, found.ci_low, found.ci_high)]
            count = int(found.chosen.loc[name, group])
            cells.append(_share(t, values, count))
            exported.append([words.answers[name], words.groups[group], count, int(found.n[group]), *values])
        values = [float(whole[key]) for key in ("share", "ci_low", "ci_high")]
        exported.append([words.answers[name], together, int(whole["chosen"]), found.total, *values])
        cells.append(_share(t, values, int(whole["chosen"])))
        tested = name in found.tests.index
        cells += (
            [t.p_in_column(found.tests.loc[name, "p_holm"]), t.number(found.tests.loc[name, "cramers_v"])]
            if tested
            else [t("geen"), t("geen")]
        )
        rows.append(cells)
    rows.append([t("n"), *(t.integer(n) for n in found.n), t.integer(found.total), "", ""])
    headings = _apart([answer, *(words.groups[group] for group in found.n.index), together, p, v])
    return Table(
        t("{question}: antwoorden per groep ({grouping})", question=words.question, grouping=words.grouping),
        pd.DataFrame(rows, columns=pd.Index(headings)),
        headings[1:],
        pd.DataFrame(exported, columns=["answer", "group", "chosen", "n", "share", "ci_low", "ci_high"]),
        t(
            "Percentage van wie in de groep de vraag beantwoordde [{level}-interval] (aantal). Respondenten konden "
            "meer antwoorden kiezen: de percentages van een groep tellen op tot meer dan 100%.",
            level=t.percent(found.confidence),
        )
        if found.overall["share"].sum() > 1
        else t(
            "Percentage van wie in de groep de vraag beantwoordde [{level}-interval] (aantal). Respondenten konden "
            "meer antwoorden kiezen: de percentages van een groep hoeven niet op te tellen tot 100%.",
            level=t.percent(found.confidence),
        ),
    )


def answer_tests_table(t: Texts, found: MultipleResponse, words: MultipleWords) -> Table:
    """The test of each answer, and of those without one why."""
    answer, test, df, p, corrected = t("Antwoord"), t("Toets"), t("Vrijheidsgraden"), t("p"), "p (Holm)"
    v, interval, smallest = (
        t("Cramérs V"),
        t("{level}-interval", level=t.percent(found.confidence)),
        t("Kleinste verwachte aantal"),
    )
    rows = []
    for name in (name for name in most_chosen_first(found) if name in found.chosen.index):
        if name in found.not_tested:
            why = t("niet te toetsen: {why}", why=t.message(found.not_tested[name]))
            rows.append([words.answers[name], why, *[""] * 7])
            continue
        row = found.tests.loc[name]
        rows.append(
            [
                words.answers[name],
                name_of_test(t, str(row["test"])),
                t.number(row["chi2"]),
                t.integer(row["df"]),
                t.p_in_column(row["p"]),
                t.p_in_column(row["p_holm"]),
                t.number(row["cramers_v"]),
                t.interval(row["v_low"], row["v_high"]),
                t.number(row["smallest_expected"], 1),
            ]
        )
    headings = [answer, test, "χ²", df, p, corrected, v, interval, smallest]
    exported = found.tests.rename(index=dict(words.answers)).reset_index(names="answer")
    return Table(
        t("Toets per antwoord"),
        pd.DataFrame(rows, columns=pd.Index(headings)),
        headings[2:],
        exported,
        t("χ² zonder continuïteitscorrectie; p is die van de genoemde toets."),
    )


def _share(t: Texts, values: Sequence[float], count: int) -> str:
    share, low, high = values
    between = "; " if t.language == "nl" else ", "
    return f"{t.percent(share)} [{t.percent(low)}{between}{t.percent(high)}] ({t.integer(count)})"


def _apart(headings: list[str]) -> list[str]:
    """Headings of which no two are alike: a column is found by its heading."""
    seen: dict[str, int] = {}
    told = []
    for heading in headings:
        seen[heading] = seen.get(heading, 0) + 1
        told.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    return told
