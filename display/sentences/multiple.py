"""What a question with several answers says by group: its title, and the sentences of a report (APA style)."""

from __future__ import annotations

from typing import Any

from analysis.disclosure import ProtectedAnswers
from analysis.statistics import MultipleResponse
from display.labels import inside
from display.multiple_words import MultipleWords
from display.sentences.groups import SIGNIFICANCE
from display.short_labels import spoken
from display.texts import Texts


def conclusion(t: Texts, found: MultipleResponse, words: MultipleWords) -> str:
    """Which answer differs most between the groups, or that none does after Holm's correction."""
    differing = proven(found)
    values = {
        "question": words.question,
        "grouping": inside(words.grouping),
        "k": t.integer(len(differing)),
        "n": t.integer(len(found.tests)),
    }
    if not len(found.tests):
        return t("{question}: van geen antwoord is te toetsen of de groepen verschillen", **values)
    if not differing:
        if len(found.tests) == 1:
            return t("{question}: geen aantoonbaar verschil naar {grouping} in het ene antwoord", **values)
        return t("{question}: bij geen van de {n} antwoorden een aantoonbaar verschil naar {grouping}", **values)
    shares = found.share.loc[differing[0]]
    low, high = shares.idxmin(), shares.idxmax()
    values |= {
        "answer": _quoted(words.answers[differing[0]]),
        "first": words.groups[low],
        "last": words.groups[high],
        "low": t.percent(shares[low]),
        "high": t.percent(shares[high]),
    }
    if len(differing) == 1:
        return t("{question}: alleen {answer} verschilt, van {low} bij {first} tot {high} bij {last}", **values)
    if len(differing) == len(found.tests):
        return t(
            "{question}: alle {n} antwoorden verschillen, {answer} het meest: van {low} bij {first} tot {high} bij "
            "{last}",
            **values,
        )
    return t(
        "{question}: {k} van de {n} antwoorden verschillen, {answer} het meest: van {low} bij {first} tot {high} bij "
        "{last}",
        **values,
    )


def _quoted(answer: str) -> str:
    """An answer between quotation marks, shortened where it is too long for a title."""
    short = spoken(answer)
    return short if short.startswith("‘") else f"‘{short}’"


def proven(found: MultipleResponse) -> list[Any]:
    """The answers in which the groups differ after Holm's correction, the strongest (Cramér's V) first."""
    tests = found.tests[found.tests["p_holm"] < SIGNIFICANCE]
    return list(tests.sort_values("cramers_v", ascending=False, kind="stable").index)


def sizes(t: Texts, found: MultipleResponse, words: MultipleWords) -> str:
    """How many of each group answered the question: `schotten: 40; netwerk: 62`."""
    return "; ".join(f"{words.groups[group]}: {t.integer(n)}" for group, n in found.n.items())


def left_out(t: Texts, found: MultipleResponse) -> str:
    """Who is not counted, and who is though they chose nothing; empty where there is nobody to tell of."""
    told = []
    if found.unanswered:
        told.append(t("Niet meegeteld: {n} die de vraag niet beantwoordden.", n=t.integer(found.unanswered)))
    if found.ungrouped:
        told.append(t("Niet meegeteld: {n} zonder groep.", n=t.integer(found.ungrouped)))
    if found.nothing:
        told.append(t("Wel meegeteld: {n} die geen enkel antwoord kozen.", n=t.integer(found.nothing)))
    return " ".join(told)


def method(t: Texts, found: MultipleResponse) -> str:
    """How the table was made: what is counted, which tests, which correction, which intervals."""
    counted = t(
        "Geteld zijn respondenten die de vraag beantwoordden, niet antwoorden: wie er meer koos telt bij elk daarvan "
        "mee. Een leeg antwoord naast een ingevuld antwoord is niet gekozen; wie alles leeg liet, telt niet mee."
    )
    shares = t(
        "Intervallen van {level}: Wilson (1927). Cramérs V: interval uit de niet-centrale chikwadraatverdeling.",
        level=t.percent(found.confidence),
    )
    if not len(found.tests):
        return f"{counted} {shares}"
    used = set(found.tests["test"])
    fallback = [
        name
        for key, name in (
            ("exact", t("Fishers exacte toets")),
            ("monte_carlo", t("de exacte toets van Fisher, Freeman en Halton")),
        )
        if key in used
    ]
    tests = t("Elk antwoord is getoetst als kruistabel van wel en niet gekozen per groep, met de chikwadraattoets.")
    if fallback:
        tests = t(
            "Elk antwoord is getoetst als kruistabel van wel en niet gekozen per groep, met de chikwadraattoets of, "
            "waar een verwacht aantal kleiner dan 5 is, met {tests}.",
            tests=t.listing(fallback),
        )
    corrected = t.plural(
        "Eén toets, dus zonder correctie.",
        "p-waarden zijn gecorrigeerd volgens Holm (1979) over {n} antwoorden.",
        len(found.tests),
    )
    return f"{counted} {tests} {corrected} {shares}"


def protection(t: Texts, protected: ProtectedAnswers | None, words: MultipleWords) -> list[str]:
    """What was done to an own file so that nothing shows a few people: groups taken together, answers not shown."""
    if protected is None:
        return []
    n = t.integer(protected.minimum)
    told = []
    if protected.merged:
        merged = [words.groups[group] for group, parts in protected.group_parts.items() if len(parts) > 1]
        told.append(
            t(
                "Samengevoegd, zodat bij geen getoond antwoord minder dan {n} van een groep het kozen of juist niet "
                "kozen: {groups}. Ook de toetsen gaan over deze groepen.",
                n=n,
                groups=t.listing([f"‘{label}’" for label in merged]),
            )
        )
    if protected.withheld:
        told.append(
            t(
                "Niet per groep getoond en niet getoetst, omdat minder dan {n} respondenten van een groep het kozen of "
                "juist niet kozen, of omdat dat te berekenen zou zijn: {answers}.",
                n=n,
                answers=t.listing([f"‘{words.answers[answer]}’" for answer in protected.withheld]),
            )
        )
    return told


def report(t: Texts, found: MultipleResponse, words: MultipleWords, protected: ProtectedAnswers | None = None) -> str:
    """The paragraph that a report would carry, with what was done to protect the people of an own file."""
    values = {"question": inside(words.question), "grouping": inside(words.grouping), "n": t.integer(found.total)}
    parts = [
        t(
            "Op {question} waren meer antwoorden mogelijk; {n} respondenten met een groep beantwoordden de vraag "
            "({sizes}). Percentages zijn van deze respondenten en tellen samen niet op tot 100%.",
            **values,
            sizes=sizes(t, found, words),
        )
    ]
    differing = proven(found)
    if differing:
        told = "; ".join(_answer(t, found, words, answer) for answer in differing)
        parts.append(t("Aantoonbaar verschil naar {grouping}: {answers}.", **values, answers=told))
    rest = found.tests.drop(index=differing)
    if len(rest):
        smallest = t.p_value(float(rest["p_holm"].min()))
        listed = t.listing([f"‘{words.answers[answer]}’" for answer in rest.index])
        parts.append(
            t("Geen aantoonbaar verschil bij {answers} (kleinste gecorrigeerde {p}).", answers=listed, p=smallest)
        )
    if len(found.tests) > 1:
        parts.append(
            t("De p-waarden zijn gecorrigeerd volgens Holm over {n} antwoorden.", n=t.integer(len(found.tests)))
        )
    return " ".join([*parts, *protection(t, protected, words)])


def _answer(t: Texts, found: MultipleResponse, words: MultipleWords, answer: Any) -> str:
    """One answer in which the groups differ: shares by group, the test and Cramér's V."""
    test = found.tests.loc[answer]
    shares = ", ".join(f"{words.groups[group]}: {t.percent(share)}" for group, share in found.share.loc[answer].items())
    statistic = f"χ²({t.integer(test['df'])}, N = {t.integer(found.total)}) = {t.number(test['chi2'])}"
    if test["test"] != "chi2":
        statistic = f"{statistic}; {name_of_test(t, str(test['test']))}"
    return t(
        "‘{answer}’ ({shares}; {statistic}; gecorrigeerde {p}; Cramérs V = {v}, {level}-BI {interval})",
        answer=words.answers[answer],
        shares=shares,
        statistic=statistic,
        p=t.p_value(test["p_holm"]),
        v=t.number(test["cramers_v"]),
        level=t.percent(found.confidence),
        interval=t.interval(test["v_low"], test["v_high"]),
    )


def name_of_test(t: Texts, test: str) -> str:
    """What a test is called."""
    names = {"chi2": t("Chikwadraat (Pearson)"), "exact": t("Fishers exacte toets")}
    return names.get(test, "Fisher–Freeman–Halton")
