"""Two attributes crossed, and the four ways of paying, as tables with the pilots in the cells."""

from __future__ import annotations

from html import escape

from analysis.pilots import ConceptKind, Matrix, PaymentMatrix, Pilots, load_concepts
from display.pilot_answers import with_origin
from display.pilot_words import class_word, plain_code
from display.texts import Texts


def matrix_html(t: Texts, matrix: Matrix) -> str:
    """Rows and columns are the classes that occur; an empty cell says so with a dash."""
    rows, columns = matrix.rows, matrix.columns
    head = "".join(f'<th scope="col">{escape(class_word(t, columns.attribute, c))}</th>' for c in columns.classes)
    body = ""
    for row, answer in enumerate(rows.classes):
        cells = "".join(
            f"<td>{escape(', '.join(matrix.pilots(row, column))) or '–'}</td>" for column in range(len(columns.classes))
        )
        body += f'<tr><th scope="row">{escape(class_word(t, rows.attribute, answer))}</th>{cells}</tr>'
    caption = t(
        "{rows} (rijen) en {columns} (kolommen)",
        rows=rows.attribute.label(t.language),
        columns=columns.attribute.label(t.language),
    )
    return _table(caption, f"<th></th>{head}", body)


def payment_html(t: Texts, pilots: Pilots, matrix: PaymentMatrix) -> str:
    """What is paid for (rows) by the level of the mandate (columns), each cell with its name, meaning and pilots."""
    concepts = {concept.code: concept for concept in load_concepts(ConceptKind.PAYMENT)}
    levels = ("populatie", "individueel")
    head = "".join(
        f'<th scope="col">{escape(word)}</th>' for word in (t("Mandaat voor een populatie"), t("Mandaat per leerling"))
    )
    body = ""
    none = escape(t("geen van de pilots"))
    for paid_for in ("tijd", "resultaat"):
        row = escape(t("Betaling voor {what}", what=plain_code(t, paid_for)))
        cells = ""
        for level in levels:
            cell = next(c for c in matrix.cells if (c.paid_for, c.level) == (paid_for, level))
            concept = concepts[cell.variant]
            names = [with_origin(t, pilots, name, "funding_variant") for name in cell.pilots]
            said = escape(", ".join(names)) if names else f'<span class="unknown">{none}</span>'
            cells += (
                f"<td><b>{escape(concept.label(t.language))}</b><br>{said}<br>"
                f'<span class="where">{escape(concept.description(t.language))}</span></td>'
            )
        body += f'<tr><th scope="row">{row}</th>{cells}</tr>'
    return _table(t("Manieren van betalen (rapport Twente en elders, §2.2.1)"), f"<th></th>{head}", body)


def _table(caption: str, head: str, body: str) -> str:
    return (
        f'<div class="oza-scroll" tabindex="0" role="region" aria-label="{escape(caption, quote=True)}">'
        f'<table class="oza-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
