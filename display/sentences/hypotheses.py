"""What the evaluation of a hypothesis says: verdicts in a word and in a sentence, and a report's paragraph (APA)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from analysis.evidence.hypotheses import (
    BetterTest,
    Check,
    Conclusion,
    Measure,
    PrintedTest,
    Statistic,
    StudyTest,
    StudyVerdict,
    Theme,
    Verdict,
    agrees,
    own_statement,
)
from analysis.evidence.hypotheses.rules import SMALLEST_CORRELATION, SMALLEST_DIFFERENCE
from analysis.survey import Direction, OwnHypothesis, Survey
from display.labels import column_name, inside, scale_label
from display.texts import Texts, mark

THEMES: Mapping[Theme, str] = {
    Theme.SHAPES: mark("Verschijningsvormen"),
    Theme.EFFECTIVENESS: mark("Wat samengaat met een goede aansluiting"),
    Theme.BOTTLENECKS: mark("Knelpunten"),
    Theme.BACKGROUND: mark("Achtergrond"),
    Theme.OWN: mark("Eigen hypothesen"),
}
#: A verdict of the study, and of the loaded data, in one or two words.
PUBLISHED: Mapping[StudyVerdict, str] = {
    StudyVerdict.SUPPORTED: mark("ondersteund"),
    StudyVerdict.PARTLY: mark("deels ondersteund"),
    StudyVerdict.NOT_SUPPORTED: mark("niet ondersteund"),
    StudyVerdict.TOO_SMALL: mark("te klein om te toetsen"),
    StudyVerdict.NONE: mark("niet gesteld"),
}
CONCLUSIONS: Mapping[Conclusion, str] = {
    Conclusion.SUPPORTED: mark("ondersteund"),
    Conclusion.PARTLY: mark("deels ondersteund"),
    Conclusion.NOT_SUPPORTED: mark("niet ondersteund"),
    Conclusion.CANNOT_SAY: mark("niet te zeggen"),
    Conclusion.MISSING: mark("niet gevraagd"),
}
#: Whether a hypothesis is supported, as short as a projector asks for.
PUBLISHED_BRIEFLY: Mapping[StudyVerdict, str] = {
    StudyVerdict.SUPPORTED: mark("ja"),
    StudyVerdict.PARTLY: mark("deels"),
    StudyVerdict.NOT_SUPPORTED: mark("nee"),
    StudyVerdict.TOO_SMALL: mark("te klein"),
    StudyVerdict.NONE: mark("eigen"),
}
BRIEFLY: Mapping[Conclusion, str] = {
    Conclusion.SUPPORTED: mark("ja"),
    Conclusion.PARTLY: mark("deels"),
    Conclusion.NOT_SUPPORTED: mark("nee"),
    Conclusion.CANNOT_SAY: mark("onzeker"),
    Conclusion.MISSING: mark("geen vraag"),
}
DIRECTIONS: Mapping[Direction, str] = {
    Direction.RISES: mark("stijgt mee"),
    Direction.FALLS: mark("daalt juist"),
    Direction.DIFFERS: mark("verschilt, hoe dan ook"),
    Direction.HIGHEST: mark("is het hoogst bij één antwoord"),
}
_TESTS: Mapping[BetterTest, str] = {
    BetterTest.EXACT_SHARE: mark(
        "Exacte binomiale toets tegen de grootste andere keuze, met het interval van Clopper en Pearson: bij aandelen "
        "uit weinig antwoorden klopt een benadering niet."
    ),
    BetterTest.RANK_CORRELATION: mark(
        "Rangcorrelatie (Spearman) per respondent: zij vraagt of antwoorden in volgorde oplopen, wat een "
        "variantieanalyse niet doet, en telt wie over meer sectoren antwoordde één keer."
    ),
    BetterTest.WELCH: mark(
        "Welchs t-toets op één score per respondent: de twee groepen mogen in grootte en spreiding verschillen, en "
        "wie over meer sectoren antwoordde telt één keer."
    ),
    BetterTest.PAIRED: mark(
        "Gepaarde t-toets: dezelfde respondenten beoordeelden beide, dus tellen alleen hun eigen verschillen."
    ),
    BetterTest.WELCH_ANOVA: mark(
        "Welchs variantieanalyse: groepen zonder volgorde, die in spreiding mogen verschillen."
    ),
    BetterTest.MIXED_RANKS: mark(
        "Gemengd model op rangen, met een eigen niveau voor elke respondent: antwoorden van één respondent over meer "
        "sectoren zijn niet onafhankelijk. Elk antwoord telt, vergeleken binnen dezelfde sector; ρ is hier de "
        "gestandaardiseerde helling, die bij één antwoord per respondent Spearmans rangcorrelatie zelf is."
    ),
    BetterTest.MIXED_GROUPS: mark(
        "Gemengd model met een eigen niveau voor elke respondent: antwoorden van één respondent over meer sectoren "
        "zijn niet onafhankelijk. Elk antwoord telt, vergeleken binnen dezelfde sector."
    ),
    BetterTest.MIXED_PAIRED: mark(
        "Gemengd model met een eigen niveau voor elke respondent: een gepaarde toets die ook gebruikt wie maar één van "
        "beide beoordeelde."
    ),
}
_SECTORS: Mapping[str, str] = {
    "": mark("alle"),
    "po": mark("po"),
    "vo": mark("vo"),
    "vso": mark("(v)so"),
    "kern": mark("kerngemeente(n)"),
    "overig": mark("overige gemeenten"),
    "regulier": mark("regulier onderwijs"),
    "speciaal": mark("speciaal onderwijs"),
}
_NAMES: Mapping[str, str] = {
    "tevredenheid": mark("Tevredenheid"),
    "model": mark("Samenwerkingsmodel"),
    "fase": mark("Fase"),
    "inwoners": mark("Aantal inwoners"),
    "breed_team": mark("Breed integraal team"),
}
_LEVELS: Mapping[str, str] = {
    "tevreden": mark("tevreden"),
    "neutraal": mark("neutraal"),
    "ontevreden": mark("ontevreden"),
}
RESPONDENTS: Mapping[str, str] = {"gemeente": mark("gemeenten"), "swv": mark("samenwerkingsverbanden")}


@dataclass(frozen=True)
class Words:
    """Names of scales, columns, answers and sectors in the language of the screen."""

    name: Callable[[str], str]
    answer: Callable[[str, str], str]
    sector: Callable[[str], str]
    called: Mapping[object, str]
    """Labels of columns and answers by what stands in the data, for the messages of the analysis."""


def words_of(t: Texts, survey: Survey) -> Words:
    """The words for one survey: its own labels where it has them."""
    scales = {scale.name.casefold(): scale.name for scale in survey.scales}
    codebook = {entry.column.casefold(): entry for entry in survey.codebook or ()}

    def name(wanted: str) -> str:
        if wanted.casefold() in scales:
            return scale_label(t, survey, scales[wanted.casefold()])
        if wanted.casefold() in codebook:
            return column_name(t, survey, codebook[wanted.casefold()].column)
        return t(_NAMES[wanted]) if wanted in _NAMES else wanted

    def answer(column: str, label: str) -> str:
        entry = codebook.get(column.casefold())
        known = {str(k).casefold(): v for k, v in entry.answer_labels(t.language).items()} if entry else {}
        if label.casefold() in known:
            return known[label.casefold()]
        return t(_LEVELS[label]) if label in _LEVELS else _sector_answer(label)

    def _sector_answer(label: str) -> str:
        for entry in codebook.values():
            known = {str(k).casefold(): v for k, v in entry.answer_labels(t.language).items()}
            if label.casefold() in known:
                return known[label.casefold()]
        return label

    called: dict[object, str] = {}
    for entry in codebook.values():
        called.update((str(k).casefold(), v) for k, v in entry.answer_labels(t.language).items())
    called.update((entry.column, column_name(t, survey, entry.column)) for entry in codebook.values())
    called.update((scale, scale_label(t, survey, scale)) for scale in scales.values())
    called.update((wanted, name(wanted)) for wanted in _NAMES)
    return Words(name, answer, lambda sector: t(_SECTORS[sector]) if sector in _SECTORS else sector, called)


def statement(t: Texts, verdict: Verdict, words: Words) -> str:
    """What was expected; of an own hypothesis with the labels in the language of the screen."""
    return t.message(verdict.statement) if verdict.own is None else own(t, verdict.own, words)


def own(t: Texts, hypothesis: OwnHypothesis, words: Words) -> str:
    """An own hypothesis as a sentence."""
    return t.message(
        own_statement(
            hypothesis,
            words.name(hypothesis.outcome),
            words.name(hypothesis.predictor),
            words.answer(hypothesis.predictor, hypothesis.group),
        )
    )


def short(t: Texts, verdict: Verdict, words: Words) -> str:
    """A few words for a row of a picture."""
    if verdict.own is None:
        return t.message(verdict.short)
    return f"{words.name(verdict.own.outcome)} × {inside(words.name(verdict.own.predictor))}"


def answered(t: Texts, verdicts: Sequence[Verdict]) -> str:
    """On how many respondents the verdicts rest; empty where nothing could be tested."""
    numbers = [v.n for v in verdicts if v.n]
    if not numbers:
        return ""
    return t("n per hypothese van {low} tot en met {high}.", low=t.integer(min(numbers)), high=t.integer(max(numbers)))


def overview_title(t: Texts, verdicts: Sequence[Verdict]) -> str:
    """The whole list in one sentence."""
    looked_at = [v for v in verdicts if v.conclusion is not Conclusion.MISSING]
    if not looked_at:
        return t("Met deze gegevens is geen van de hypothesen te toetsen")
    supported = sum(v.conclusion is Conclusion.SUPPORTED for v in looked_at)
    first = t.plural(
        "{n} van de {all} hypothesen wordt ondersteund, {partly} deels",
        "{n} van de {all} hypothesen worden ondersteund, {partly} deels",
        supported,
        all=t.integer(len(looked_at)),
        partly=t.integer(sum(v.conclusion is Conclusion.PARTLY for v in looked_at)),
    )
    studied = [v for v in looked_at if v.published is not StudyVerdict.NONE]
    if not studied:
        return first
    same = sum(agrees(v.published, v.conclusion) for v in studied)
    if same == len(studied):
        return t("{first}; steeds is de conclusie die van het onderzoek", first=first)
    return t("{first}; {same} keer is de conclusie die van het onderzoek", first=first, same=t.integer(same))


def differing_title(t: Texts, count: int) -> str:
    """On how many hypotheses the loaded data come to something else than the study."""
    return t.plural(
        "Op {n} punt zeggen deze gegevens iets anders dan het onderzoek",
        "Op {n} punten zeggen deze gegevens iets anders dan het onderzoek",
        count,
    )


def plain(t: Texts, verdict: Verdict, words: Words) -> str:
    """The verdict on the loaded data in one plain sentence."""
    checks = [c for part in verdict.parts if not part.extra for c in part.checks]
    decisive = verdict.deciding
    match verdict.conclusion:
        case Conclusion.MISSING:
            return t.message(verdict.notes[0]) if verdict.notes else t("Niet te toetsen met deze gegevens.")
        case _ if decisive is None:
            reasons = [c.reason for c in checks if c.reason is not None]
            return t.message(reasons[0], words.called) if reasons else t("Niet te toetsen met deze gegevens.")
        case Conclusion.SUPPORTED:
            return (
                t(
                    "Deze gegevens ondersteunen de verwachting; ook het zwakste resultaat is duidelijk: {result}.",
                    result=result(t, decisive, words),
                )
                if len(checks) > 1
                else t("Deze gegevens ondersteunen de verwachting: {result}.", result=result(t, decisive, words))
            )
        case Conclusion.PARTLY:
            good = sum(c.conclusion is Conclusion.SUPPORTED for c in checks)
            return t(
                "Deels: {good} van de {all} resultaten zijn duidelijk, de andere niet, zoals {result}.",
                good=t.integer(good),
                all=t.integer(len(checks)),
                result=result(t, _weakest(checks), words),
            )
        case Conclusion.NOT_SUPPORTED:
            opposite = decisive.p_holm is not None and decisive.p_holm < 0.05
            if opposite:
                return t("Niet ondersteund: het omgekeerde blijkt, {result}.", result=result(t, decisive, words))
            return t(
                "Niet ondersteund: er is niets gevonden, en een verband dat ertoe doet is zo goed als uit te sluiten; "
                "{result}.",
                result=result(t, decisive, words),
            )
        case _:
            return t(
                "Met zoveel antwoorden niet te zeggen: een verband dat ertoe doet is niet gevonden, maar ook niet uit "
                "te sluiten; {result}.",
                result=result(t, _weakest(checks), words),
            )


def results_title(t: Texts, verdict: Verdict, checks: Sequence[Check], words: Words, *, alone: bool) -> str:
    """What a picture of results shows; where it stands `alone`, with the hypothesis and its verdict."""
    if alone:
        return f"{_first_capital(t(CONCLUSIONS[verdict.conclusion]))}: {_first_small(statement(t, verdict, words))}"
    if len(checks) == 1:
        return f"{check_label(t, checks[0], words)}: {t(CONCLUSIONS[checks[0].conclusion])}"
    return t(
        "{good} van de {all} resultaten zijn duidelijk zoals verwacht",
        good=t.integer(sum(c.conclusion is Conclusion.SUPPORTED for c in checks)),
        all=t.integer(len(checks)),
    )


def _weakest(checks: Sequence[Check]) -> Check:
    """The result that stands most in the way of support: one that is open or against it, with the largest p."""
    weak = [c for c in checks if c.conclusion is not Conclusion.SUPPORTED and c.p is not None]
    return max(weak or [c for c in checks if c.p is not None], key=lambda c: c.p or 0.0)


def result(t: Texts, check: Check, words: Words) -> str:
    """A result in a sentence: `Gedeelde visie × fase, ρ = 0,49 [0,37; 0,59], p < 0,001, n = 216`."""
    about = inside(check_label(t, check, words))
    return f"{about}, {estimate(t, check)}, {t.p_value(check.p_holm)}, {sample(t, check)}"


def sample(t: Texts, check: Check) -> str:
    """On how many respondents a result rests, and on how many answers where these are counted one by one."""
    n = f"n = {t.integer(check.n)}"
    return n if check.answers is None else t("{n} ({answers} antwoorden)", n=n, answers=t.integer(check.answers))


def estimate(t: Texts, check: Check) -> str:
    """The estimate with its interval, in its own unit."""
    if check.estimate is None or check.interval is None:
        return t("niet te berekenen")
    return (
        f"{value(t, check.measure, check.estimate)} {limits(t, check.measure, check.interval.low, check.interval.high)}"
    )


def value(t: Texts, measure: Measure, number: float) -> str:
    """An estimate with the sign of what it is."""
    match measure:
        case Measure.CORRELATION:
            return f"ρ = {t.number(number)}"
        case Measure.DIFFERENCE:
            return t("verschil {value} punt", value=t.number(number, sign=True))
        case Measure.SHARE:
            return t.percent(number)
        case Measure.EXPLAINED:
            return f"η² = {t.number(number, 3)}"


def limits(t: Texts, measure: Measure, low: float, high: float) -> str:
    """An interval in the unit of its measure."""
    if measure is Measure.SHARE:
        return (
            f"[{t.percent(low)}; {t.percent(high)}]" if t.language == "nl" else f"[{t.percent(low)}, {t.percent(high)}]"
        )
    return t.interval(low, high, 3 if measure is Measure.EXPLAINED else 2)


def check_label(t: Texts, check: Check, words: Words) -> str:
    """What a result is about."""
    outcome = words.name(check.outcome)
    match check.test:
        case BetterTest.EXACT_SHARE:
            chosen = t.listing([words.answer(check.outcome, label) for label in check.high])
            where = ", ".join(words.sector(sector) for sector in check.sectors)
            return f"{_first_capital(chosen)}, {where}" if where else _first_capital(chosen)
        case BetterTest.PAIRED | BetterTest.MIXED_PAIRED:
            return t("{first} min {second}", first=outcome, second=inside(words.name(check.predictor)))
        case BetterTest.WELCH | BetterTest.MIXED_GROUPS:
            high = t.listing([words.answer(check.predictor, label) for label in check.high])
            low = t.listing([words.answer(check.predictor, label) for label in check.low]) or t("overige antwoorden")
            return t(
                "{outcome}, {predictor}: {high} min {low}",
                outcome=outcome,
                predictor=inside(words.name(check.predictor)),
                high=high,
                low=low,
            )
        case _:
            return f"{outcome} × {inside(words.name(check.predictor))}"


def study_label(t: Texts, test: StudyTest, words: Words) -> str:
    """What a test of the study's kind is about."""
    outcome = words.name(test.outcome)
    label = f"{outcome} × {inside(words.name(test.predictor))}" if test.predictor else outcome
    if not test.detail:
        return label
    column = test.predictor if test.statistic is Statistic.F else test.outcome
    parts = [words.answer(column, part) for part in test.detail]
    if test.statistic is Statistic.T:
        return t("{outcome}: {high} min {low}", outcome=outcome, high=parts[0], low=parts[1])
    return f"{label}: {t.listing(parts)}"


def statistic(t: Texts, test: StudyTest, words: Words | None = None) -> str:
    """A test's statistic in APA notation; where it could not be done, why."""
    if test.value is None:
        return t.message(test.reason, words.called if words else None) if test.reason else t("niet te berekenen")
    df = ("; " if t.language == "nl" else ", ").join(t.degrees_of_freedom(d) for d in test.df)
    match test.statistic:
        case Statistic.SHARE:
            return t("{share} tegen {other}", share=t.percent(test.value), other=t.percent(test.other))
        case Statistic.SIZE:
            return t("kleinste groep: {n}", n=t.integer(test.value))
        case Statistic.CHI2:
            return f"χ²({df}) = {t.number(test.value)}"
        case _:
            return f"{test.statistic}({df}) = {t.number(test.value)}"


def why_this_test(t: Texts, test: BetterTest) -> str:
    """The test that the conclusion rests on, and why this one."""
    return t(_TESTS[test])


def published_sentence(t: Texts, verdict: Verdict) -> str:
    """What the study found and concluded, with where it stands."""
    if verdict.published is StudyVerdict.NONE:
        return ""
    untested = t("zonder toets")
    tested = "" if verdict.tested else f" ({untested})"
    return t(
        "{finding} Conclusie van het onderzoek: {verdict}{tested}. Bron: {reference}.",
        finding=t.message(verdict.finding),
        verdict=t(PUBLISHED[verdict.published]),
        tested=tested,
        reference=_reference(t, verdict.reference),
    )


def _reference(t: Texts, reference: str) -> str:
    return reference.replace("bijlage 4", t("bijlage 4"))


def replicated_sentence(t: Texts, verdict: Verdict) -> str:
    """What the study's own tests and rule give on the loaded data."""
    tests = [test for part in verdict.parts if not part.extra for test in part.study_tests if test.value is not None]
    if verdict.replicated is None or not tests:
        return t("De toets van het onderzoek is met deze gegevens niet te doen.")
    if verdict.replicated is StudyVerdict.TOO_SMALL:
        return t(
            "Volgens de maatstaf van het onderzoek te klein om te toetsen: {smallest}.", smallest=statistic(t, tests[0])
        )
    return t(
        "{holding} van de {all} vergelijkingen vallen uit zoals verwacht; volgens de regel van het onderzoek: "
        "{verdict}.",
        holding=t.integer(sum(test.holds for test in tests)),
        all=t.integer(len(tests)),
        verdict=t(PUBLISHED[verdict.replicated]),
    )


def printed_sentence(t: Texts, printed: Sequence[PrintedTest]) -> str:
    """What the study's own printed numbers say when they are tested."""
    significant = sum(test.p < 0.05 for test in printed)
    return t(
        "De gedrukte cijfers van het onderzoek zelf, alsnog getoetst: {count} van de {all} zijn significant (p < "
        "0,05).",
        count=t.integer(significant),
        all=t.integer(len(printed)),
    )


def report(t: Texts, verdict: Verdict, words: Words, *, family: str) -> str:
    """The paragraph that a report would carry."""
    sentences = [
        t(
            "Hypothese {id}: {statement} Met deze gegevens: {conclusion}.",
            id=verdict.id,
            statement=statement(t, verdict, words),
            conclusion=t(CONCLUSIONS[verdict.conclusion]),
        )
    ]
    checks = [c for part in verdict.parts if not part.extra for c in part.checks if c.p is not None]
    if checks:
        listed = "; ".join(f"{check_label(t, c, words)}: {_apa(t, c)}" for c in checks)
        sentences.append(f"{listed}.")
        sentences.append(
            t("Tweezijdig, 95%-intervallen; p met Holms correctie over {count} toetsen.", count=t.integer(len(checks)))
            if family == "hypothesis"
            else t("Tweezijdig, 95%-intervallen; p met Holms correctie over alle toetsen van alle hypothesen.")
        )
    if verdict.published is not StudyVerdict.NONE:
        untested = t("zonder toets")
        sentences.append(
            t(
                "Het landelijk onderzoek van 2018 concludeerde: {verdict}{tested} ({reference}).",
                verdict=t(PUBLISHED[verdict.published]),
                tested="" if verdict.tested else f", {untested}",
                reference=_reference(t, verdict.reference),
            )
        )
    return " ".join(sentences)


def _apa(t: Texts, check: Check) -> str:
    name = {
        BetterTest.EXACT_SHARE: t("exacte binomiale toets"),
        BetterTest.RANK_CORRELATION: t("Spearman"),
        BetterTest.WELCH: t("Welchs t-toets"),
        BetterTest.PAIRED: t("gepaarde t-toets"),
        BetterTest.WELCH_ANOVA: t("Welchs ANOVA"),
        BetterTest.MIXED_RANKS: t("gemengd model op rangen"),
        BetterTest.MIXED_GROUPS: t("gemengd model"),
        BetterTest.MIXED_PAIRED: t("gemengd model"),
    }[check.test]
    return f"{name}, {estimate(t, check)}, {t.p_value(check.p_holm)}, {sample(t, check)}"


def own_family(t: Texts, verdicts: Sequence[Verdict], family: str) -> str:
    """Over which tests Holm's correction runs."""
    count = sum(c.p is not None for v in verdicts for part in v.parts for c in part.checks)
    if family == "all":
        return t("p-waarden met Holms correctie over alle {count} toetsen op deze pagina.", count=t.integer(count))
    return t("p-waarden met Holms correctie over de toetsen binnen elke hypothese.")


def rule(t: Texts) -> str:
    """When the loaded data support a hypothesis."""
    return t(
        "Ondersteund: significant in de verwachte richting (5%, tweezijdig, na Holms correctie). Niet te zeggen: niet "
        "significant, maar het 95%-interval bevat nog een verband dat ertoe doet (correlatie van {r} of meer, "
        "verschil van {d} standaarddeviatie of meer). Niet ondersteund: zo'n verband is uit te sluiten, of het "
        "omgekeerde blijkt.",
        r=t.number(SMALLEST_CORRELATION),
        d=t.number(SMALLEST_DIFFERENCE, 1),
    )


def _first_small(text: str) -> str:
    """A sentence of our own as it goes on after a colon; an abbreviation keeps its capitals."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _first_capital(text: str) -> str:
    return text[:1].upper() + text[1:]
