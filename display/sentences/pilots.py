"""What a comparison of pilots says."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.pilots import (
    Agreement,
    Event,
    EventKind,
    Matrix,
    NumericComparison,
    PaymentMatrix,
    PilotComparison,
    Pilots,
    Ranking,
    TypeFrequency,
    groups,
)
from display.pilot_words import QUESTIONS, class_word, sector
from display.texts import Texts


def differences_conclusion(t: Texts, comparison: PilotComparison) -> str:
    """On how many points the pilots differ, of those that can be compared at all."""
    different = len(comparison.rows_with(Agreement.DIFFERENT))
    known = different + len(comparison.rows_with(Agreement.SAME))
    if len(comparison.names) == 2:
        return t(
            "{pilots} verschillen op {different} van de {known} punten die voor beide bekend zijn",
            pilots=t.listing(comparison.names),
            different=different,
            known=known,
        )
    return t(
        "{pilots} verschillen op {different} van de {known} punten die voor ten minste twee ervan bekend zijn",
        pilots=t.listing(comparison.names),
        different=different,
        known=known,
    )


def numbers_conclusion(t: Texts, comparison: PilotComparison) -> str:
    """Largest and smallest on the first number that is known, said so where the source leaves it open."""
    panel = comparison.numeric[0]
    ranked = sorted(panel.points, key=lambda point: point.value)
    small, large = ranked[0], ranked[-1]
    label = panel.attribute.label(t.language).lower()
    if small.value == large.value:
        return t("{pilots} hebben evenveel {what}", pilots=t.listing([p.pilot for p in panel.points]), what=label)
    if small.high >= large.low:
        return t("Welke pilot de meeste {what} heeft is niet te zeggen: de bron spreekt zichzelf tegen", what=label)
    return t(
        "{large} heeft de meeste {what} ({most}), {small} de minste ({least})",
        large=large.pilot,
        small=small.pilot,
        what=label,
        most=_span(t, panel, large.pilot),
        least=_span(t, panel, small.pilot),
    )


def _span(t: Texts, panel: NumericComparison, pilot: str) -> str:
    point = next(p for p in panel.points if p.pilot == pilot)
    if point.contradicted:
        return t("{low} of {high}", low=t.integer(point.low), high=t.integer(point.high))
    return t.integer(point.value)


def answers_conclusion(t: Texts, pilots: Pilots, attribute: str) -> str:
    """Which answer is given most, of the pilots of which one is known."""
    entry = pilots.attribute(attribute)
    counted = [(answer, len(names)) for answer, names in groups(attribute, pilots) if answer is not None]
    known = sum(pilots.value(name, attribute) is not None for name in pilots.names)
    question = t(QUESTIONS[attribute])
    if not counted:
        return t("{question} Van geen van de pilots is het vermeld", question=question)
    most = max(count for _, count in counted)
    top = [class_word(t, entry, answer) for answer, count in counted if count == most]
    if len(top) > 1:
        return t(
            "{question} Geen antwoord springt eruit bij de {known} pilots met een antwoord",
            question=question,
            known=known,
        )
    return t("{question} Meestal: {answer} ({n} van {known})", question=question, answer=top[0], n=most, known=known)


def payers_conclusion(t: Texts, pilots: Pilots, names: Sequence[str]) -> str:
    """To how many different parties the municipality's money goes."""
    recipients = {name: pilots.text(name, "recipient", t.language) for name in names}
    stated = [text for text in recipients.values() if text]
    if not stated:
        return t("Van geen van deze pilots is vermeld wie het geld krijgt")
    if len(stated) > 1 and len(set(stated)) == 1:
        return t("Het geld gaat bij {pilots} naar dezelfde partij: {who}", pilots=t.listing(list(names)), who=stated[0])
    said = [f"{name}: {text}" for name, text in recipients.items() if text]
    return t("Wie het geld krijgt verschilt: {said}", said="; ".join(said)) if len(stated) > 1 else said[0]


def payment_conclusion(t: Texts, matrix: PaymentMatrix) -> str:
    """For whom is paid, over the pilots of which the way of paying is known."""
    population = sum(len(cell.pilots) for cell in matrix.cells if cell.level == "populatie")
    if matrix.n and population == matrix.n:
        return t(
            "Alle {n} pilots met een bekende bekostiging betalen voor een populatie, geen enkele per leerling",
            n=matrix.n,
        )
    return t(
        "{population} van de {n} pilots betalen voor een populatie, de andere per leerling",
        population=population,
        n=matrix.n,
    )


def matrix_conclusion(t: Texts, matrix: Matrix) -> str:
    """The fullest cell of two attributes that are both stated."""
    cells = [
        c
        for c in matrix.cells
        if matrix.rows.classes[c.row] is not None and matrix.columns.classes[c.column] is not None
    ]
    if not cells:
        return t("Van geen enkele pilot zijn beide kenmerken vermeld")
    fullest = max(cells, key=lambda cell: len(cell.pilots))
    row = class_word(t, matrix.rows.attribute, matrix.rows.classes[fullest.row])
    column = class_word(t, matrix.columns.attribute, matrix.columns.classes[fullest.column])
    return t(
        "{row} en {column} gaan het vaakst samen: {n} van de {known} pilots waarvan beide bekend zijn",
        row=row,
        column=column,
        n=len(fullest.pilots),
        known=matrix.n,
    )


def map_conclusion(t: Texts, pilots: Pilots, drawn: Sequence[str]) -> str:
    """Where most pilots lie."""
    provinces = [pilots.text(name, "province", t.language) for name in drawn]
    if not drawn:
        return t("Geen enkele pilot heeft een plaats op de kaart")
    most = max(provinces, key=provinces.count)
    return t(
        "{n} van de {known} pilots liggen in {province}", n=provinces.count(most), known=len(drawn), province=most or ""
    )


def timeline_conclusion(t: Texts, events: Sequence[Event]) -> str:
    """Which pilots changed course, as far as the report says when."""
    changed = list(dict.fromkeys(e.pilot for e in events if e.kind is EventKind.CHANGE_OF_COURSE))
    total = len({event.pilot for event in events})
    if not changed:
        return t("Van geen van de {total} pilots is een nieuwe koers vermeld", total=total)
    return t(
        "{n} van de {total} pilots sloegen onderweg een nieuwe koers in: {pilots}",
        n=len(changed),
        total=total,
        pilots=t.listing(changed),
    )


def likeness_conclusion(t: Texts, ranking: Ranking) -> str:
    """Which pilot is nearest, on how many attributes that rests, and whether what is unknown could turn it round."""
    found = ranking.comparable
    if not found:
        return t("Met geen enkele pilot valt te vergelijken: wat u weet, vermeldt het rapport van geen van hen")
    first = found[0]
    if len(found) > 1 and first.high >= found[1].low:
        return t(
            "{pilot} lijkt het meest op uw regio, op {n} van de {known} kenmerken; het onbekende kan dat veranderen",
            pilot=first.pilot,
            n=first.n,
            known=ranking.known,
        )
    return t(
        "{pilot} lijkt het meest op uw regio, op {n} van de {known} kenmerken",
        pilot=first.pilot,
        n=first.n,
        known=ranking.known,
    )


def types_conclusion(t: Texts, types: Sequence[TypeFrequency]) -> str:
    """The most common type and where."""
    top = max(types, key=lambda found: found.share)
    return t(
        "{type} komt het meest voor: {share} noemt het in het {sector}",
        type=top.label(t.language),
        share=t.percent(top.share),
        sector=sector(t, top.sector),
    )
