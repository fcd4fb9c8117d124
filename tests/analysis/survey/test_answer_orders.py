"""Sets of answers as questionnaires print them, low to high, come back in that order from any other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.survey.answer_orders import groups_low_to_high, known_steps, run_low_to_high
from analysis.survey.numbered_answers import numbered_answers

PRINTED = """
volledig mee oneens|grotendeels mee oneens|grotendeels mee eens|volledig mee eens
zeer oneens|oneens|eens noch oneens|eens|zeer eens
helemaal niet waar|meestal niet waar|soms waar|meestal waar|helemaal waar
niet waar|een beetje waar|zeker waar
in zeer geringe mate|in geringe mate|enigszins|in sterke mate|in zeer sterke mate
onbelangrijk|niet zo belangrijk|neutraal|belangrijk|zeer belangrijk
zeer onbelangrijk|onbelangrijk|belangrijk|zeer belangrijk
negatief|enigszins negatief|neutraal|enigszins positief|positief
nee|deels|ja
nee|een beetje|ja
nooit|bijna nooit|soms|regelmatig|vaak|(bijna) altijd
nooit|zelden|soms|vaak|altijd
slecht|matig|voldoende|goed|zeer goed
zeer slecht|slecht|onvoldoende|voldoende|goed|zeer goed|uitstekend
geen|weinig|enigszins|veel
geen invloed|weinig invloed|enige invloed|veel invloed|zeer veel invloed
geen rol|kleine rol|grote rol|doorslaggevende rol
zeer onwaarschijnlijk|onwaarschijnlijk|misschien|waarschijnlijk|zeer waarschijnlijk
veel minder|minder|gelijk gebleven|meer|veel meer
zeer ongeschikt|ongeschikt|geschikt|zeer geschikt
klopt helemaal niet|klopt niet|klopt enigszins|klopt helemaal
helemaal niet van toepassing|deels van toepassing|helemaal van toepassing
matig tevreden|tevreden|zeer tevreden
zwak|matig|sterk
laag|gemiddeld|hoog
strongly disagree|somewhat disagree|neither agree nor disagree|somewhat agree|strongly agree
not at all important|slightly important|moderately important|very important|extremely important
not at all|a little|quite a bit|very much
not true|somewhat true|certainly true
never|rarely|sometimes|often|always
poor|fair|good|very good|excellent
very unlikely|unlikely|likely|very likely
much worse|worse|about the same|better|much better
no|partly|yes
to a very small extent|to a small extent|to some extent|to a large extent|to a very large extent
nooit|jaarlijks|maandelijks|wekelijks|dagelijks
nooit|minder dan 1 keer per maand|1 keer per maand|1 keer per week|elke dag
zelden|een paar keer per jaar|maandelijks|een paar keer per week|dagelijks
never|less than once a month|once a month|once a week|daily
""".strip().splitlines()
NO_ORDER = """
schotten|ketens|netwerk|integraal
Model A|Model B|Model C
primair onderwijs|voortgezet onderwijs|speciaal onderwijs
directeur|leraar|intern begeleider
nog niet gestart|oriëntatie|start|opbouw|consolidatie
soms|af en toe|een enkele keer
goede sfeer|grote school|veel groen
""".strip().splitlines()


@pytest.mark.parametrize("printed", PRINTED)
def test_answers_come_in_the_order_of_the_questionnaire(printed: str) -> None:
    labels = printed.split("|")
    found = known_steps(sorted(labels))
    assert found is not None
    steps, _ = found
    assert sorted(labels, key=steps.__getitem__) == labels


@pytest.mark.parametrize("labels", NO_ORDER)
def test_what_has_no_order_gets_none(labels: str) -> None:
    assert known_steps(labels.split("|")) is None


@given(st.sampled_from(PRINTED), st.data())
def test_the_order_does_not_depend_on_which_answers_were_given_or_on_their_case(
    printed: str, data: st.DataObject
) -> None:
    labels = printed.split("|")
    some = data.draw(st.permutations(labels))[: data.draw(st.integers(2, len(labels)))]
    upper = data.draw(st.booleans())
    found = known_steps([label.upper() if upper else label for label in some])
    if found is not None:  # of a part it may not be known
        steps = {label.casefold(): place for label, place in found[0].items()}
        assert sorted(some, key=lambda label: steps[label.casefold()]) == [label for label in labels if label in some]


def test_an_answer_that_nobody_gave_in_one_direction_is_still_there() -> None:
    found = known_steps(["grotendeels mee oneens", "grotendeels mee eens", "volledig mee eens"])
    assert found is not None
    assert found[1] == ("volledig mee oneens", "grotendeels mee oneens", "grotendeels mee eens", "volledig mee eens")


@pytest.mark.parametrize(
    ("labels", "codes", "missing"),
    [
        ("1 - helemaal oneens|2|3|4|5 - helemaal eens", "1 helemaal oneens,2,3,4,5 helemaal eens", ""),
        ("1 (helemaal oneens)|2 (oneens)|3 (eens)", "1 helemaal oneens,2 oneens,3 eens", ""),
        ("helemaal oneens 1|2|helemaal eens 5", "1 helemaal oneens,2,3,4,5 helemaal eens", ""),
        ("helemaal eens (5)|oneens (1)", "1 oneens,2,3,4,5 helemaal eens", ""),
        ("1. nooit|2. soms|3. vaak|9. weet niet", "1 nooit,2 soms,3 vaak", "9 weet niet"),
        ("5: altijd|1: nooit|n.v.t.", "1 nooit,2,3,4,5 altijd", "n.v.t."),
        ("1=laag|2|99|3=hoog", "1 laag,2,3 hoog", "99"),
        ("0 = helemaal niet|5|10 = helemaal wel", "0 helemaal niet,1,2,3,4,5,6,7,8,9,10 helemaal wel", ""),
    ],
)
def test_answers_bring_their_own_number(labels: str, codes: str, missing: str) -> None:
    found = numbered_answers(labels.split("|"))
    assert found is not None
    assert ",".join(f"{a.code} {a.label_nl}".strip() for a in found.answers) == codes
    assert ",".join(f"{a.code} {a.label_nl}".strip() for a in found.missing) == missing


@pytest.mark.parametrize(
    "labels", ["1|2|3", "1 kind|2 kinderen|3 kinderen", "0-1 jaar|2-5 jaar", "4 havo|4 vwo", "a|b"]
)
def test_numbers_that_are_no_codes_of_answers(labels: str) -> None:
    assert numbered_answers(labels.split("|")) is None


@pytest.mark.parametrize(
    ("labels", "known"),
    [
        ("Schotten|Ketens|Netwerk|Integraal", True),  # the study's models, and some of them
        ("ketens|integraal", True),
        ("start|opbouw|consolidatie", True),
        ("nooit|soms|altijd", True),
        ("integraal|ketens|netwerk|schotten", False),  # as the alphabet has them
        ("altijd|soms|nooit", False),
        ("Beleidstafel|Netwerksamenwerking|Wijkteam", False),
        ("Almere|Breda|Zwolle", False),
        ("ketens", False),
        ("minder dan 15.000|15.000 tot 50.000|50.000 tot 100.000|meer dan 100.000", True),
        ("0-5 jaar|6-10 jaar|meer dan 10 jaar", True),
        ("jonger dan 30|30 t/m 39|40 en ouder", True),
        ("2021|2022|2023", True),
        ("2023|2022|2021", False),
        ("1|2|3", True),
        ("1 Almere|2 Breda", False),  # numbers that are names
        ("school 1|school 2", False),
        ("G4|G40|overig", False),
    ],
)
def test_groups_run_from_low_to_high_only_where_their_words_say_so(labels: str, known: bool) -> None:
    assert run_low_to_high(labels.split("|")) is known


@pytest.mark.parametrize(
    ("found", "ordered"),
    [
        ("integraal|ketens|netwerk|schotten", "schotten|ketens|netwerk|integraal"),
        ("Integraal|Ketens|Netwrk|Netwerk", "Ketens|Netwerk|Integraal|Netwrk"),  # a slip of the pen comes last
        ("anders|ketens|schotten", "schotten|ketens|anders"),
        ("15.000 tot 50.000|meer dan 50.000|minder dan 15.000", "minder dan 15.000|15.000 tot 50.000|meer dan 50.000"),
        ("10+ jaar|2-9 jaar|<2 jaar", "<2 jaar|2-9 jaar|10+ jaar"),
        ("2023|2021|2022", "2021|2022|2023"),
        ("Almere|Hengelo|Enschede", None),
        ("start|Wijkteam|School|Thuis", None),  # one word of the study says nothing
        ("1 Almere|2 Breda", None),
    ],
)
def test_models_phases_and_sizes_are_put_in_their_order(found: str, ordered: str | None) -> None:
    assert groups_low_to_high(found.split("|")) == (tuple(ordered.split("|")) if ordered else None)
    if ordered and "Netwrk" not in ordered and "anders" not in ordered:
        assert run_low_to_high(ordered.split("|"))
