"""All hypotheses on one survey: the study's fifteen and the user's own, each with its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, TypeAlias

from analysis.disclosure import check_minimum
from analysis.errors import Message
from analysis.evidence.hypotheses import rules
from analysis.evidence.hypotheses.checks import check, needed
from analysis.evidence.hypotheses.definitions import (
    SECTORED,
    STUDY,
    Association,
    Combination,
    Definition,
    Difference,
    MiddleShare,
    Part,
    StudyVerdict,
    Theme,
    TooSmall,
)
from analysis.evidence.hypotheses.own import own_definition
from analysis.evidence.hypotheses.printed import printed_tests
from analysis.evidence.hypotheses.results import Check, Conclusion, PartVerdict, StudyTest, Verdict
from analysis.evidence.hypotheses.study_tests import study_tests
from analysis.evidence.hypotheses.variables import Variables
from analysis.survey import Survey

Family: TypeAlias = Literal["hypothesis", "all"]


def evaluate(survey: Survey, *, minimum: int | None = None, family: Family = "hypothesis") -> list[Verdict]:
    """What the answers in a survey say of each hypothesis, in the order of the study, the codebook's own ones last.

    Scales and columns are found by the names that they have in the shipped samples (`meerwaarde`, `model_po`,
    `tevredenheid_kern`, `verevening`, …), whatever the capitals. A hypothesis for which the survey lacks them all is in
    the list, with `Conclusion.MISSING` and their names.

    minimum: for people's answers, the smallest group that may be shown (5 or more); smaller ones are left out before
    anything is computed. None for simulated respondents. family: Holm's correction over the results of one hypothesis,
    each hypothesis being a question of its own, or over all that are in the list.

    The rules and thresholds stand in `rules`. Raises DisclosureError for a minimum below 5, nothing else: what cannot
    be computed is told in the verdict.
    """
    if minimum is not None:
        check_minimum(minimum)
    variables = Variables(survey)
    own = survey.codebook.hypotheses if survey.codebook is not None else ()
    definitions = [*STUDY, *(own_definition(one, n, variables) for n, one in enumerate(own, start=1))]
    missing = [[variables.missing(needed(part.question)) for part in d.parts] for d in definitions]
    raw = [
        [() if _hopeless(part, lacking) else check(part.question, variables, minimum) for part, lacking in pairs]
        for pairs in (zip(d.parts, lacks, strict=True) for d, lacks in zip(definitions, missing, strict=True))
    ]
    judged = _judged(raw, family)
    verdicts = [
        _verdict(definition, lacks, checks, variables, minimum)
        for definition, lacks, checks in zip(definitions, missing, judged, strict=True)
    ]
    return [
        replace(verdict, own=own[n - len(STUDY)]) if n >= len(STUDY) else verdict for n, verdict in enumerate(verdicts)
    ]


def _hopeless(part: Part, lacking: Sequence[str]) -> bool:
    """Whether nothing of a part can be looked at: of columns that do the same work, some may be missing."""
    wanted = set(lacking)
    match part.question:
        case Association(outcomes=first, predictors=second) | Difference(outcomes=first, columns=second):
            return any(all(_is_lacking(name, wanted) for name in names) for names in (first, second))
        case _:
            return bool(lacking)


def _is_lacking(name: str, lacking: set[str]) -> bool:
    return name in lacking or any(column.startswith(f"{name}_") for column in lacking)


def _judged(raw: Sequence[Sequence[tuple[Check, ...]]], family: Family) -> list[list[list[Check]]]:
    """The checks with Holm's p and their conclusion, hypothesis by hypothesis and part by part."""
    per_hypothesis = [[c for part in parts for c in part] for parts in raw]
    families = [[c for checks in per_hypothesis for c in checks]] if family == "all" else per_hypothesis
    flat = iter([c for checks in rules.adjusted(families) for c in checks])
    return [[[next(flat) for _ in part] for part in parts] for parts in raw]


def _verdict(
    definition: Definition,
    missing: Sequence[tuple[str, ...]],
    checks: Sequence[Sequence[Check]],
    variables: Variables,
    minimum: int | None,
) -> Verdict:
    parts = tuple(
        _part(part, lacking, found, variables, minimum)
        for part, lacking, found in zip(definition.parts, missing, checks, strict=True)
    )
    conclusion = rules.of_hypothesis(parts)
    replicated = rules.replicated_together(parts)
    decisive = rules.deciding(
        [(p.checks, _combine(d)) for p, d in zip(parts, definition.parts, strict=True) if not p.extra]
    )
    all_missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
    return Verdict(
        id=definition.id,
        theme=definition.theme,
        short=definition.short,
        statement=definition.statement,
        respondents=definition.respondents,
        method=definition.method,
        finding=definition.finding,
        published=definition.verdict,
        tested=definition.tested,
        reference=definition.reference,
        replicated=replicated,
        conclusion=conclusion,
        estimate=decisive.estimate if decisive else None,
        interval=decisive.interval if decisive else None,
        p=decisive.p if decisive else None,
        p_holm=decisive.p_holm if decisive else None,
        n=decisive.n if decisive else None,
        measure=decisive.measure if decisive else None,
        deciding=decisive,
        parts=parts,
        missing=all_missing,
        explanation=_explanation(definition, parts, conclusion, replicated, simulated=variables.survey.simulated),
        notes=_notes(definition, parts, conclusion, all_missing, variables.own_sectors),
        printed=printed_tests(definition.printed),
    )


def _part(
    part: Part, missing: tuple[str, ...], checks: Sequence[Check], variables: Variables, minimum: int | None
) -> PartVerdict:
    if not checks:
        return PartVerdict(part.key, part.label, Conclusion.MISSING, None, (), (), missing, part.extra)
    tests = study_tests(part.study, variables, minimum) if part.study is not None else ()
    return PartVerdict(
        key=part.key,
        label=part.label,
        conclusion=rules.of_part(checks, _combine(part)),
        replicated=_replicated(part, tests),
        checks=tuple(checks),
        study_tests=tests,
        missing=missing,
        extra=part.extra,
    )


def _combine(part: Part) -> Combination:
    return part.question.combine if isinstance(part.question, Association | Difference) else "all"


def _replicated(part: Part, tests: Sequence[StudyTest]) -> StudyVerdict | None:
    if isinstance(part.study, TooSmall):
        return StudyVerdict.TOO_SMALL if any(t.value is not None and not t.holds for t in tests) else None
    return rules.replicated(tests)


_SAME = {
    StudyVerdict.SUPPORTED: Conclusion.SUPPORTED,
    StudyVerdict.PARTLY: Conclusion.PARTLY,
    StudyVerdict.NOT_SUPPORTED: Conclusion.NOT_SUPPORTED,
    StudyVerdict.TOO_SMALL: Conclusion.CANNOT_SAY,
}


def agrees(published: StudyVerdict, conclusion: Conclusion) -> bool:
    """Whether the study and the loaded data come to the same; too small to test is the same as cannot be said."""
    return _SAME.get(published) is conclusion


def _explanation(
    definition: Definition,
    parts: Sequence[PartVerdict],
    conclusion: Conclusion,
    replicated: StudyVerdict | None,
    *,
    simulated: bool,
) -> tuple[Message, ...]:
    """Why the conclusion differs from the study's; nothing where it does not, or where there is nothing to compare."""
    published = definition.verdict
    if conclusion is Conclusion.MISSING or published is StudyVerdict.NONE:
        return ()
    same_rule = replicated is None or replicated is published
    if agrees(published, conclusion) and same_rule:
        return ()
    found: list[Message] = []
    if not same_rule:
        found.append(
            Message("Ook met de toets en de regel van het onderzoek zelf komt er met deze gegevens iets anders uit.")
        )
    elif replicated is not None:
        found.append(Message("Met de toets en de regel van het onderzoek zelf komt er hetzelfde uit als toen."))
    if not agrees(published, conclusion):
        found.append(_difference(definition, parts, conclusion))
    if simulated:
        found.append(definition.not_published)
    else:
        found.append(Message("Dit zijn andere respondenten dan die van 2018."))
    return tuple(found)


def _difference(definition: Definition, parts: Sequence[PartVerdict], conclusion: Conclusion) -> Message:
    weak = [c for part in parts if not part.extra for c in part.checks if c.conclusion is not Conclusion.SUPPORTED]
    published = definition.verdict
    if published is StudyVerdict.TOO_SMALL and conclusion is Conclusion.NOT_SUPPORTED:
        return Message(
            "Het onderzoek toetste niet, omdat een van de groepen te klein was. Hier sluit het interval een verschil "
            "aan de verwachte kant dat ertoe doet al uit, hoe onzeker de schatting verder ook is."
        )
    if published is StudyVerdict.TOO_SMALL:
        return Message(
            "Het onderzoek toetste niet, omdat een van de groepen te klein was. Hier is het verschil wel aantoonbaar."
        )
    if conclusion is Conclusion.CANNOT_SAY and published is not StudyVerdict.NOT_SUPPORTED:
        return Message(
            "De antwoorden laten hier zowel geen verband als een verband dat ertoe doet toe, of zijn te weinig om te "
            "tonen; de conclusie van het onderzoek is er niet mee te bevestigen en niet mee te weerleggen."
        )
    if conclusion is Conclusion.CANNOT_SAY:
        return Message(
            "Het onderzoek las uit het uitblijven van een (significant) verschil dat het er niet is. Het interval "
            "laat hier nog een verschil toe dat ertoe doet; dan valt er niets te zeggen."
        )
    if conclusion is Conclusion.PARTLY and published is StudyVerdict.SUPPORTED:
        return Message(
            "Het onderzoek keek of het geheel de verwachte kant op wijst; hier moet elk onderdeel afzonderlijk "
            "houdbaar zijn, met correctie voor het aantal toetsen. Bij {count} van de {all} onderdelen is dat niet zo.",
            {"count": len(weak), "all": sum(len(part.checks) for part in parts if not part.extra)},
        )
    if conclusion is Conclusion.SUPPORTED:
        return Message(
            "Het onderzoek toetste of groepen verschillen; de toets hier vraagt of de antwoorden in de verwachte "
            "richting oplopen en gebruikt alle sectoren van een respondent samen, en vindt daardoor meer."
        )
    return Message("De toets hier is een andere dan die van het onderzoek, met correctie voor het aantal toetsen.")


_HOW_SECTORS_ARE_NAMED = Message(
    "Wat per sector gevraagd is, wordt herkend aan de naam van de kolom: tevredenheid_, model_ of fase_ met de sector "
    "erachter (po, vo, vso, kern of overig). Een eigen naam van een sector mag ook, als zij achter minstens twee van "
    "deze drie staat en het codeboek de kolommen groep of cijfer noemt."
)


def _by_sector(column: str) -> bool:
    return any(column.startswith(f"{name}_") for name in SECTORED)


def _notes(
    definition: Definition,
    parts: Sequence[PartVerdict],
    conclusion: Conclusion,
    missing: tuple[str, ...],
    own_sectors: tuple[str, ...],
) -> tuple[Message, ...]:
    notes: list[Message] = []
    if conclusion is Conclusion.MISSING:
        notes.append(
            Message(
                "Niet te toetsen: dit bestand mist {columns}. Heten deze kolommen anders, geef ze dan die naam.",
                {"columns": ", ".join(missing)},
            )
        )
        if any(_by_sector(column) for column in missing):
            notes.append(_HOW_SECTORS_ARE_NAMED)
        return tuple(notes)
    if own_sectors and any(set(c.sectors) & set(own_sectors) for part in parts for c in part.checks):
        notes.append(Message("Als eigen sectoren herkend: {sectors}.", {"sectors": ", ".join(own_sectors)}))
    if missing:
        notes.append(Message("Niet meegenomen, want niet in dit bestand: {columns}.", {"columns": ", ".join(missing)}))
    averaged = {c.sectors for part in parts for c in part.checks if len(c.sectors) > 1 and c.answers is None}
    if averaged:
        notes.append(
            Message(
                "Wat per sector gevraagd is, is hier per respondent gemiddeld over de sectoren: antwoorden van "
                "dezelfde respondent zijn niet onafhankelijk, en tellen zo samen één keer."
            )
        )
    if any(isinstance(part.question, MiddleShare) for part in definition.parts):
        few = sum(
            c.interval is not None and c.interval.low <= rules.MAJORITY < c.interval.high
            for part in parts
            if part.key == "fase"
            for c in part.checks
        )
        if few:
            notes.append(
                Message(
                    "De meest gekozen fase is niet vanzelf de meerderheid: bij {count} van de sectoren loopt het "
                    "interval van het aandeel over de helft heen.",
                    {"count": few},
                )
            )
    if definition.theme is not Theme.OWN and any(part.extra for part in parts):
        notes.append(
            Message(
                "Verband met het model: door het onderzoek bekeken, maar geen deel van de hypothese; telt niet mee."
            )
        )
    return tuple(notes)
