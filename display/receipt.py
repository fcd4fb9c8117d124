"""The receipt: what was understood of a file, in one line, column by column, and of one column in full."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from analysis.survey import (
    AnswerCounts,
    CodebookMisfitError,
    ColumnReceipt,
    Example,
    FileFormat,
    Problem,
    Receipt,
    Role,
    Survey,
    done_by_codebook,
)
from display.charts import Table
from display.labels import kind_label, missing_label, missing_text, role_in_codebook, role_label, sign_label
from display.tables import plain_table
from display.texts import Texts

_FIRST_YEAR, _LAST_YEAR = 1900, 2100


def file_line(t: Texts, receipt: Receipt) -> str:
    """Rows, columns, and of a text also encoding, delimiter and decimal sign, in one line."""
    parts = [
        t.plural("{n} respondent", "{n} respondenten", receipt.rows),
        t.plural("{n} kolom", "{n} kolommen", len(receipt.columns)),
    ]
    if receipt.left_out_rows:
        parts.insert(1, t("{n} weggelaten", n=t.integer(len(receipt.left_out_rows))))
    if receipt.tool is not None:
        parts.append(t("herkend als export van {tool}", tool=receipt.tool))
    if receipt.sheet is not None:
        parts.append(t("werkblad {sheet}", sheet=receipt.sheet))
    if receipt.header_rows > 1:
        parts.append(t("{n} kopregels", n=receipt.header_rows))
    if receipt.file_format is FileFormat.TEXT:
        parts.append(t("tekens als {encoding}", encoding=receipt.encoding))
    if receipt.delimiter is not None:
        names = {";": t("puntkomma"), ",": t("komma"), "\t": t("tab"), " ": t("spaties")}
        parts.append(t("gescheiden door {sign}", sign=names.get(receipt.delimiter, receipt.delimiter)))
    if receipt.decimal is not None and receipt.file_format is FileFormat.TEXT:
        parts.append(t("decimaalteken: {sign}", sign=t("komma") if receipt.decimal == "," else t("punt")))
    return " · ".join(parts)


def summary(t: Texts, receipt: Receipt, problems: tuple[Problem, ...], unsure: frozenset[str] = frozenset()) -> str:
    """The receipt's conclusion in one sentence: how many columns were understood, and how many need a look.

    unsure: columns of which a suggestion took something for granted.
    """
    doubtful = len({problem.column for problem in problems if problem.open} | unsure)
    understood = len(receipt.columns) - doubtful
    if not any(column.role not in (None, Role.IGNORE) for column in receipt.columns):
        said = t.plural(
            "{n} kolom is gelezen; waarvoor die dient, is nog niet gekozen",
            "{n} kolommen zijn gelezen; waarvoor zij dienen, is nog niet gekozen",
            len(receipt.columns),
        )
        if not doubtful:
            return said
        asking = t.plural("{n} kolom vraagt om een blik", "{n} kolommen vragen om een blik", doubtful)
        return f"{said}; {asking}"
    if not doubtful:
        return t.plural(
            "{n} kolom is begrepen en vraagt niet om een blik",
            "alle {n} kolommen zijn begrepen, geen ervan vraagt om een blik",
            len(receipt.columns),
        )
    return t(
        "{understood} begrepen, {doubtful}",
        understood=t.plural("{n} kolom is", "{n} kolommen zijn", understood),
        doubtful=t.plural("{n} kolom vraagt om een blik", "{n} kolommen vragen om een blik", doubtful),
    )


def roles_line(t: Texts, survey: Survey) -> str:
    """What the columns are used for, counted; the unused last."""
    roles = Counter(role_in_codebook(survey, column) for column in survey.receipt.columns)
    used = [(role, n) for role, n in roles.most_common() if role not in (None, Role.IGNORE)]
    unused = [(role, n) for role, n in roles.items() if role in (None, Role.IGNORE)]
    return " · ".join(f"{t.integer(n)} × {role_label(t, role)}" for role, n in (*used, *unused))


def receipt_table(
    t: Texts,
    survey: Survey,
    receipt: Receipt,
    problems: tuple[Problem, ...] = (),
    unsure: frozenset[str] = frozenset(),
) -> Table:
    """One row a column: what it is for, how it was read, its range, what is missing, and how much asks for a look."""
    column, role, kind, read = t("Kolom"), t("Gebruikt als"), t("Soort"), t("In het bestand → gelezen als")
    n, missing, span, look = t("n"), t("Ontbrekend"), t("Bereik"), t("Blik nodig")
    found = Counter([*(problem.column for problem in problems if problem.open), *unsure])
    rows = [
        {
            column: each.name,
            role: role_label(t, role_in_codebook(survey, each)),
            kind: kind_label(t, each.kind),
            read: _examples(t, each),
            span: _range(t, each),
            n: t.integer(each.n),
            missing: missing_text(t, each.missing),
            look: t.plural("{n} punt", "{n} punten", found[each.name]) if found[each.name] else "",
        }
        for each in receipt.columns
    ]
    for name in (span, look):
        if not any(row[name] for row in rows):
            rows = [{key: text for key, text in row.items() if key != name} for row in rows]
    return plain_table(t("Ontvangstbewijs per kolom"), rows, (n,))


def column_facts(t: Texts, survey: Survey, column: ColumnReceipt) -> Table:
    """Everything that was understood of one column."""
    what, how = t("Wat"), t("Hoe begrepen")
    facts = [
        (t("Herkend als"), t("administratie van de enquête") if column.description.technical else ""),
        (t("Vraag in het bestand"), column.description.label),
        (t("Gebruikt als"), role_label(t, role_in_codebook(survey, column))),
        (t("Soort"), kind_label(t, column.kind)),
        (t("In het bestand → gelezen als"), _examples(t, column)),
        (t("Bereik"), _range(t, column)),
        (t("n beantwoord"), t.integer(column.n)),
        (t("Ontbrekend"), missing_text(t, column.missing)),
        (
            t("Vermoedelijk ontbrekend"),
            t.listing([t("{code} ({n} keer)", code=f"{s.code:g}", n=s.count) for s in column.suspected]),
        ),
        (t("Decimaalteken"), sign_label(t, _row_of(survey, column).get("decimal", ""))),
        (t("Eerdere namen"), t.listing(_earlier_names(survey, column))),
        (t("Door het codeboek gewijzigd"), " ".join(t.message(said) for said in done_by_codebook(column))),
        (t("Door niemand gegeven"), t.listing([_answer(t, answer) for answer in column.unused_answers])),
    ]
    return plain_table(t("Kolom {column}", column=column.name), [{what: a, how: b} for a, b in facts if b])


def _row_of(survey: Survey, column: ColumnReceipt) -> dict[str, str]:
    entry = survey.codebook.get(column.name) if survey.codebook else None
    return entry.row() if entry else {}


def _earlier_names(survey: Survey, column: ColumnReceipt) -> tuple[str, ...]:
    entry = survey.codebook.get(column.name) if survey.codebook else None
    return entry.earlier_names if entry else ()


def answers_table(
    t: Texts, counts: AnswerCounts, labels: dict[object, str], minimum: int | None, respondents: int
) -> Table:
    """The answers by frequency, with their part of the respondents who answered; those withheld come last.

    labels: what an answer stands for, where the codebook says more than the answer. minimum: of the protection.
    respondents: in the whole file.
    """
    answer, n, share = t("Antwoord"), t("n"), t("Deel van wie antwoordde")
    ranked = sorted(counts.answers, key=lambda found: -1 if found.count is None else -found.count - 2)
    few = t("niet getoond")
    shown = [
        {
            answer: labels.get(found.answer) or _answer(t, found.answer),
            n: few if found.count is None else t.integer(found.count),
            share: few if found.count is None else t.percent(counts.share(found) or 0.0, 1),
        }
        for found in ranked
    ]
    exported = pd.DataFrame(
        {
            "answer": [labels.get(found.answer) or _answer(t, found.answer) for found in ranked],
            "n": [found.count for found in ranked],
            "share": [counts.share(found) for found in ranked],
        }
    )
    notes = [t("n = {n} respondenten die de vraag beantwoordden.", n=t.integer(counts.n))]
    given = [found.count for found in counts.answers if found.count]
    blank = respondents - counts.n
    if not counts.several and len(given) == 1 and given[0] == counts.n and blank >= max(1, minimum or 0):
        notes.append(
            t(
                "Verder staat er niets: {n} van alle {all} respondenten ({share}) vulden dit in.",
                n=t.integer(counts.n),
                all=t.integer(respondents),
                share=t.percent(counts.n / respondents),
            )
        )
    if counts.several:
        notes.append(t("Meer antwoorden per respondent: de delen tellen op tot meer dan 100%."))
    if minimum is not None and any(found.count is None for found in counts.answers):
        notes.append(
            t(
                "Niet getoond: antwoorden van minder dan {n} respondenten, en wat nodig is om die niet te kunnen "
                "uitrekenen.",
                n=minimum,
            )
        )
    caption = t("Antwoorden op {name}", name=counts.name)
    return Table(caption, pd.DataFrame(shown), (n, share), exported, " ".join(notes))


def misfits_table(t: Texts, error: CodebookMisfitError) -> Table:
    """Each column of a codebook that does not fit the file, and why."""
    column, why = t("Kolom"), t("Wat er niet past")
    rows = [{column: misfit.column, why: t.message(misfit.message)} for misfit in error.misfits]
    return plain_table(t("Wat niet past bij het codeboek"), rows)


def _range(t: Texts, column: ColumnReceipt) -> str:
    if column.range is None:
        return ""
    return t("{low} tot {high}", low=_answer(t, column.range[0]), high=_answer(t, column.range[1]))


def _answer(t: Texts, answer: object) -> str:
    if isinstance(answer, float) and answer.is_integer() and _FIRST_YEAR <= answer <= _LAST_YEAR:
        return f"{answer:.0f}"  # most likely a year, which has no sign between thousands
    if isinstance(answer, float):
        return t.integer(answer) if answer.is_integer() else t.number(answer, 2)
    return str(answer)


def _examples(t: Texts, column: ColumnReceipt) -> str:
    if not column.examples:
        return t("niet getoond") if column.n else ""
    return ", ".join(_example(t, example) for example in column.examples)


def _example(t: Texts, example: Example) -> str:
    raw = example.raw if example.raw.strip() else t("(leeg)")
    if example.parsed is None:
        kind = missing_label(t, (example.missing or "leeg").partition(": ")[0])
        return f"{raw} → {kind}"
    written = _answer(t, example.parsed)
    return written if raw == written else f"{raw} → {written}"
