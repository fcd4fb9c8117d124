"""Whatever stands in a file: the codebook suggested for it reads that file, and suggesting again changes nothing."""

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.survey import Role, draft_codebook, load_survey, parse_codebook, suggest

STEPS = (
    "helemaal oneens|oneens|neutraal|eens|helemaal eens",
    "1 - helemaal oneens|2|3|4|5 - helemaal eens",
    "helemaal oneens|oneens|neutraal|eens|helemaal eens|eens/neutraal",
    "1|2|3|4|5|3 of 4|geen idee hoor",
    "nooit 1|2|3|altijd 4",
    "nooit|soms|vaak|altijd",
    "volledig mee oneens|grotendeels mee oneens|grotendeels mee eens|volledig mee eens",
    "zeer belangrijk|belangrijk|niet belangrijk|onbelangrijk",
    "nee|deels|ja",
    "ja|nee",
    "--|-|+/-|+|++",
    "-|+|0",
    "0|1",
    "x|",
    "1|2|3|4|5|99",
    "1,5|2|-99",
    "schotten|ketens|netwerk|Netwrk",
    "pioniersfase|groeifase|bloeifase",
    "A1|A2|A3",
    "a;b|b;c|a|c;anders, namelijk dit|c;zoiets",
    "aula, gymzaal|aula|kantine, aula|gymzaal",
    "1,3|2,4|1|3|1,2,4",
    "in eigen woorden dit|en nog een zin|weer een andere zin|geen",
    "a=b|c=d|e f",
    "jan@school.nl|prima|ok",
    "Dorpsstraat 1|Kerkweg 2|Markt 3",
    "2024-01-01|2024-02-01",
    "1.234|12,5|3",
    "nooit|dagelijks|wekelijks|1 keer per maand",
    "9 - weet niet|1 - ja|2 - nee",
    "<10|10-20|>20",
    "\"|'|*|_",
)
NAMES = (
    "v_{}", "v{}", "Vorm: {}", "Vorm_{}", "Welke vormen? ({})", "Tevreden over {}", "vraag [{}]", "{}", "anders {}",
    "opmerking {}", "id{}", "cijfer {}", "Vraag {}: zin", "{} - anders, namelijk",
)  # fmt: skip
ENDS = ("1", "2", "3", "a", "b", "groep", "thuis", "anders", "other", "tijd en geld", "Ik voel mij gezien")
ASIDE = ("", "", "weet niet", "n.v.t.", " NEUTRAAL ", "99", "-")


@st.composite
def messy_files(draw: st.DrawFn) -> bytes:
    rows = draw(st.integers(1, 30))
    columns = {"nr": [str(i) for i in range(rows)]}
    for _ in range(draw(st.integers(1, 3))):
        name, own_set = draw(st.sampled_from(NAMES)), draw(st.booleans())
        shared = draw(st.sampled_from(STEPS))
        for end in draw(st.lists(st.sampled_from(ENDS), min_size=1, max_size=4, unique=True)):
            steps = (draw(st.sampled_from(STEPS)) if own_set else shared).split("|")
            cells = st.sampled_from([*steps, *steps, *steps, draw(st.sampled_from(ASIDE))])
            columns[name.format(end)] = draw(st.lists(cells, min_size=rows, max_size=rows))
    text = io.StringIO()
    csv.writer(text, delimiter="\t").writerows([list(columns), *zip(*columns.values(), strict=True)])
    return text.getvalue().encode()


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(messy_files())
def test_a_suggestion_reads_its_own_file_and_comes_back_the_same(content: bytes) -> None:
    out = Role.IGNORE  # what nobody uses may be described in another way
    survey = load_survey(content, header_rows=1)
    suggestion = suggest(survey)
    assert [entry.column for entry in suggestion.codebook] == [column.name for column in survey.receipt.columns]
    written = suggestion.codebook.to_csv().encode()
    assert parse_codebook(written) == suggestion.codebook
    again = load_survey(content, written, header_rows=1)
    second = suggest(again).codebook
    assert [
        (a, b) for a, b in zip(suggestion.codebook, second, strict=True) if a != b and (a.role, b.role) != (out, out)
    ] == []
    for assumption in suggestion.assumptions:
        for other in assumption.others:
            load_survey(content, suggestion.codebook.with_entries(other), header_rows=1)
    for unknown in suggestion.orders:
        backwards = unknown.in_order(unknown.answers[::-1])
        assert load_survey(content, suggestion.codebook.with_entries(*backwards), header_rows=1).scales
        load_survey(content, suggestion.codebook.with_entries(*unknown.without_order()), header_rows=1)
    for shared in suggestion.shared:
        load_survey(content, shared.otherwise(suggestion.codebook), header_rows=1)
    drafted = load_survey(content, draft_codebook(survey), header_rows=1)
    load_survey(content, suggest(drafted).codebook, header_rows=1)
