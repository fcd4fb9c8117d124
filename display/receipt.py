"""The receipt: what was understood of a file, column by column."""

from __future__ import annotations

from analysis.survey import ColumnReceipt, Example, Receipt
from display.charts import Table
from display.labels import kind_label, missing_label, missing_text, role_label
from display.tables import plain_table
from display.texts import Texts


def file_line(t: Texts, receipt: Receipt) -> str:
    """Rows, columns, encoding, delimiter and decimal sign in one line."""
    parts = [
        t.plural("{n} respondent", "{n} respondenten", receipt.rows),
        t.plural("{n} kolom", "{n} kolommen", len(receipt.columns)),
        t("tekens als {encoding}", encoding=receipt.encoding),
    ]
    if receipt.delimiter is not None:
        names = {";": t("puntkomma"), ",": t("komma"), "\t": t("tab")}
        parts.append(t("gescheiden door {sign}", sign=names.get(receipt.delimiter, receipt.delimiter)))
    if receipt.decimal is not None:
        parts.append(t("decimaalteken: {sign}", sign=t("komma") if receipt.decimal == "," else t("punt")))
    return " · ".join(parts)


def receipt_table(t: Texts, receipt: Receipt) -> Table:
    """One row a column: what it is for, how it was read, what is missing, and what to look at."""
    column, role, kind, read = t("Kolom"), t("Gebruikt als"), t("Soort"), t("Gelezen als")
    n, missing, remarks = t("n"), t("Ontbrekend"), t("Opmerking")
    rows = [
        {
            column: found.name,
            role: role_label(t, found.role),
            kind: kind_label(t, found.kind),
            read: _examples(t, found),
            n: t.integer(found.n),
            missing: missing_text(t, found.missing),
            remarks: " ".join(t.message(w) for w in found.warnings),
        }
        for found in receipt.columns
    ]
    if not any(row[remarks] for row in rows):
        rows = [{name: text for name, text in row.items() if name != remarks} for row in rows]
    return plain_table(t("Ontvangstbewijs per kolom"), rows, (n,))


def _examples(t: Texts, column: ColumnReceipt) -> str:
    if not column.examples:
        return t("niet getoond") if column.n else ""
    return ", ".join(_example(t, example) for example in column.examples)


def _example(t: Texts, example: Example) -> str:
    raw = example.raw if example.raw.strip() else t("(leeg)")
    if example.parsed is None:
        kind = missing_label(t, (example.missing or "leeg").partition(": ")[0])
        return f"{raw} → {kind}"
    parsed = example.parsed
    if isinstance(parsed, float):
        written = t.integer(parsed) if parsed.is_integer() else t.number(parsed, 2)
    else:
        written = str(parsed)
    return written if raw == written else f"{raw} → {written}"
