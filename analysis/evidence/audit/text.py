"""What the running text of the study says, against its tables."""

from __future__ import annotations

import math
from collections.abc import Iterator

from analysis.errors import Message
from analysis.evidence.audit.claims import ANSWERED, EXAMPLES, ORDERS, SHARES, STEERING_ALONE, Answered, Order, Share
from analysis.evidence.audit.finding import Finding, Range
from analysis.evidence.audit.inputs import Row, checked, grouped
from analysis.evidence.audit.rounding import counts_behind
from analysis.evidence.published import SCALES, Published

_FAR_OFF = 10
"""A percentage in the text that differs this much from its table (in points) is called unlikely, not just notable."""
_WORKING_FACTORS = SCALES[:4]
_SMALL_DIFFERENCE = 0.1
"""What printed means of one decimal show at least where the text sees no difference, and at most by rounding alone."""


def audit_text(study: Published) -> Iterator[Finding]:
    """Percentages, orders and totals in the text that its tables do not give (rule text_against_table)."""
    cells = checked(study.distributions, (), ())
    for share in SHARES:
        yield from _share(share, cells)
    questions = {row["table"]: int(row["n"]) for row in checked(study.open_questions, (), ())}
    for answered in ANSWERED:
        yield from _answered(answered, questions[answered.table])
    for order in ORDERS:
        yield from _order(order, cells)
    yield from _examples()
    yield from _steering(checked(study.scales, (), ()))


def _share(claim: Share, cells: list[Row]) -> Iterator[Finding]:
    """The share is least with the fewest counts of the part and the most of the rest, and the reverse."""
    label = "row_nl" if claim.row is None else "column"
    part, rest = [0, 0], [0, 0]
    for cell in cells:
        if cell["table"] != claim.table or cell[label] in claim.without or claim.row not in (None, cell["row_nl"]):
            continue
        behind = counts_behind(cell["pct"], int(cell["n"]))
        side = part if cell[label] in claim.part else rest
        side[0] += behind[0]
        side[1] += behind[-1]
    row = () if claim.row is None else (claim.row,)
    place = ", ".join([claim.table, *row, f"tekst bijlage {claim.appendix}"])
    yield from _percentage(
        place,
        claim.printed,
        Range(100 * part[0] / (part[0] + rest[1]), 100 * part[1] / (part[1] + rest[0])),
        claim.within,
    )


def _answered(claim: Answered, answers: int) -> Iterator[Finding]:
    share = 100 * answers / claim.respondents
    yield from _percentage(f"{claim.table}, tekst bijlage {claim.appendix}", claim.printed, Range(share, share), 0.5)


def _percentage(place: str, printed: float, expected: Range, within: float) -> Iterator[Finding]:
    off = max(expected.low - printed, printed - expected.high)
    if off > within:
        yield Finding(
            place,
            printed,
            expected,
            "text_against_table",
            "unlikely" if off > _FAR_OFF else "notable",
            Message(
                "De tekst noemt {printed}%; de tabel geeft {low} tot {high}%.",
                {"printed": printed, "low": expected.low, "high": expected.high},
            ),
        )


def _order(claim: Order, cells: list[Row]) -> Iterator[Finding]:
    for (name,), row in grouped([cell for cell in cells if cell["table"] == claim.table], "row_nl").items():
        percentages = {cell["column"]: float(cell["pct"]) for cell in row}
        values = [percentages[column] for column in claim.columns]
        if values != sorted(values, reverse=True):
            yield Finding(
                f"{claim.table}, {name}, tekst bijlage {claim.appendix}",
                tuple(values),
                " ≥ ".join(claim.columns),
                "text_against_table",
                "notable",
                Message("Volgens de tekst lopen de percentages in elke rij af; in deze rij niet."),
            )


def _examples() -> Iterator[Finding]:
    place, total, parts = EXAMPLES
    if sum(parts) != total:
        yield Finding(
            f"tekst {place}",
            float(total),
            float(sum(parts)),
            "text_against_table",
            "notable",
            Message(
                "De tekst telt {total} voorbeelden in totaal, maar noemt er {first} van de ene groep en {second} van "
                "de andere.",
                {"total": total, "first": parts[0], "second": parts[1]},
            ),
        )


def _steering(scales: list[Row]) -> Iterator[Finding]:
    """The text sees a difference between the groups on one scale only; the table has others as large."""
    place, named = STEERING_ALONE
    means = {(row["scale"], row["group"]): row["mean"] for row in scales}
    for scale in _WORKING_FACTORS:
        pair = (means[scale, "swv"], means[scale, "gemeente"])
        difference = abs(pair[0] - pair[1])
        if scale != named and difference > _SMALL_DIFFERENCE and not math.isclose(difference, _SMALL_DIFFERENCE):
            yield Finding(
                f"bijlage 3, {scale}, tekst {place}",
                pair,
                named,
                "text_against_table",
                "notable",
                Message(
                    "De tekst noemt alleen bij {named} een verschil tussen samenwerkingsverbanden en gemeenten; "
                    "bij {scale} verschillen de gemiddelden evenveel.",
                    {"named": named, "scale": scale},
                ),
            )
