"""A program that gives a question with several answers by group again from its file: Python with NumPy and SciPy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from analysis.errors import StatisticsError
from analysis.statistics.crosstab import SEED
from analysis.statistics.inputs import confidence_level
from analysis.statistics.random_tables import TABLES
from analysis.statistics.script_reading import PYTHON_CELLS, AnswerFile, file_settings, python_opening


class ChoiceFile(TypedDict):
    """How a question with several answers, and its groups, stand in their file. Texts in lower case.

    options: every answer to the question, in order; those with a column of their own by that column. group: the column
    of the groups; groups: the group that each of its texts stands for, merged ones by one name.
    With a column for each answer: chosen and not_chosen, by column the texts that say so; any other text is missing.
    With all answers in one cell of `column`: separator, the sign between them ("" with a column for each answer);
    answers: the answer that each text stands for, other: the one for all other texts ("" for none), missing: cells
    that hold no answer.
    """

    options: Mapping[str, str]
    group: str
    groups: Mapping[str, str]
    chosen: Mapping[str, Sequence[str]]
    not_chosen: Mapping[str, Sequence[str]]
    column: str
    separator: str
    answers: Mapping[str, str]
    other: str
    missing: Sequence[str]


def multiple_response_script(
    file: str,
    choices: ChoiceFile,
    answers: Sequence[str],
    groups: Sequence[str],
    *,
    confidence: float = 0.95,
    reading: AnswerFile,
) -> str:
    """The program that gives `multiple_response` again from its file: delimited text, a workbook or SPSS.

    file: name of the file, as the program will find it. answers: those that are shown by group, in order; groups: in
    order. reading: where the columns stand (see `AnswerFile`), with positions; its missing codes are not used.

    Run, it leaves the DataFrames `chosen`, `share`, `ci_low` and `ci_high` (answers × groups), `n` by group and
    `tests` (test, p, p_holm, chi2, df, cramers_v, v_low, v_high by answer), and `unanswered` and `ungrouped`. Where a
    test draws random tables, its p agrees to about two decimals.

    Raises StatisticsError for an answer to show that is none of the options, and places in the file that are missing.
    """
    confidence = confidence_level(confidence)
    options = list(choices["options"].values())
    strangers = [answer for answer in answers if answer not in options]
    if strangers:
        raise StatisticsError(
            "Deze antwoorden horen niet bij de vraag: {answers}.", answers=", ".join(map(str, strangers))
        )
    columns = list(choices["chosen"]) or [choices["column"]]
    read = file_settings(file, [*columns, choices["group"]], {}, reading)
    unused = ("REVERSED", "ANSWERS", "MISSING_WORDS", "MISSING_NUMBERS", "MISSING", "DECIMAL")
    settings: dict[str, object] = {name: value for name, value in read.items() if name not in unused}
    settings |= {
        "GROUP": choices["group"],
        "GROUPS": dict(choices["groups"]),
        "GROUPS_IN_ORDER": list(groups),
        "OPTIONS": options if choices["separator"] else dict(choices["options"]),
        "SHOWN": list(answers),
    }
    if choices["separator"]:
        settings |= {
            "COLUMN": choices["column"],
            "SEPARATOR": choices["separator"],
            "ANSWERS": dict(choices["answers"]),
            "OTHER": choices["other"],
            "MISSING": list(choices["missing"]),
        }
    else:
        settings |= {
            "CHOSEN": {name: list(texts) for name, texts in choices["chosen"].items()},
            "NOT_CHOSEN": {name: list(texts) for name, texts in choices["not_chosen"].items()},
        }
    settings |= {"CONFIDENCE": confidence, "TABLES": TABLES, "SEED": SEED}
    written = "\n".join(f"{name} = {value!r}" for name, value in settings.items())
    options_of = _ONE_CELL if choices["separator"] else _OWN_COLUMNS
    return f"{_OPENING}{written}\n\n\n{PYTHON_CELLS}\n\n{_FOLDED}\n\n{options_of}\n\n{_PROGRAM}"


_OPENING = python_opening("A question with several answers by group, computed again from its file.").replace(
    "from scipy import optimize, stats", "from scipy import optimize, special, stats"
)

_FOLDED = '''def folded(cell):
    """A cell without case, outer spaces and double ones."""
    return " ".join(str(cell).split()).casefold()


table = cells().map(folded)
groups = table[GROUP].map(GROUPS)'''

_OWN_COLUMNS = """# A column for each answer; an empty cell is an answer that was not chosen, unless all are empty
options = pd.DataFrame(
    {
        option: table[name].map(dict.fromkeys(NOT_CHOSEN[name], 0.0) | dict.fromkeys(CHOSEN[name], 1.0))
        for name, option in OPTIONS.items()
    }
)
answered = options.notna().any(axis=1)
options = options.fillna(0.0)"""

_ONE_CELL = """# All answers in one cell
def given(cell):
    parts = [] if cell in MISSING else [folded(part) for part in cell.split(SEPARATOR)]
    return {ANSWERS.get(part, OTHER) for part in parts if part} - {""}


found = table[COLUMN].map(given)
answered = found.map(len) > 0
options = pd.DataFrame({option: found.map(lambda answers, o=option: float(o in answers)) for option in OPTIONS})"""

_PROGRAM = '''unanswered, ungrouped = int((~answered).sum()), int((answered & groups.isna()).sum())
counted = answered & groups.notna()
options, groups = options.loc[counted, SHOWN], groups[counted]

# Shares of the respondents in a group, who can choose several answers; Wilson's score interval
n = groups.value_counts().reindex(GROUPS_IN_ORDER)
chosen = options.groupby(groups).sum().reindex(GROUPS_IN_ORDER).T.astype(int)
share = chosen / n
z = stats.norm.ppf((1 + CONFIDENCE) / 2)
middle = share + z**2 / (2 * n)
reach = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
ci_low, ci_high = (middle - reach) / (1 + z**2 / n), (middle + reach) / (1 + z**2 / n)


def random_p(observed):
    """Fisher-Freeman-Halton: how many random tables with these margins are no more probable than the observed one."""
    rows, columns = observed.sum(axis=1), observed.sum(axis=0)
    drawn = stats.random_table(rows, columns).rvs(TABLES, method="patefield", random_state=SEED)
    surprise = special.gammaln(observed + 1).sum()
    return (1 + (special.gammaln(drawn + 1).sum(axis=(1, 2)) >= surprise - 1e-7).sum()) / (1 + TABLES)


def noncentrality(chi2, df, chance):
    """With which noncentrality a value up to chi2 has this chance (for the interval of V)."""
    if stats.chi2.cdf(chi2, df) <= chance:
        return 0.0
    return optimize.brentq(lambda x: stats.ncx2.cdf(chi2, df, x) - chance if x else 1 - chance, 0, 10 * chi2 + 100)


# Each answer by itself: chosen or not by group
rows = {}
for answer in SHOWN:
    observed = np.array([n - chosen.loc[answer], chosen.loc[answer]])
    if 0 in observed.sum(axis=1):
        continue  # nobody chose it, or everybody did: nothing to test
    chi2, p, df, expected = stats.chi2_contingency(observed, correction=False)
    test = "chi2"
    if expected.min() < 5:
        exact = observed.shape == (2, 2)
        test, p = ("exact", stats.fisher_exact(observed)[1]) if exact else ("monte_carlo", random_p(observed))
    tails = ((1 + CONFIDENCE) / 2, (1 - CONFIDENCE) / 2)
    low, high = (min(1.0, np.sqrt(noncentrality(chi2, df, tail) / n.sum())) for tail in tails)
    v = np.sqrt(chi2 / n.sum())
    rows[answer] = {"test": test, "p": p, "chi2": chi2, "df": df, "cramers_v": v, "v_low": low, "v_high": high}
names = ["test", "p", "chi2", "df", "cramers_v", "v_low", "v_high"]
tests = pd.DataFrame.from_dict(rows, orient="index", columns=names)

# Holm (1979) over the answers
ranked = tests["p"].sort_values(kind="stable")
holm = (ranked * np.arange(len(ranked), 0, -1)).cummax().clip(upper=1)
tests.insert(2, "p_holm", holm.reindex(tests.index))

print(f"Respondents: {n.sum()}; left out: {unanswered} did not answer, {ungrouped} have no group in the table")
print("\\nRespondents by group")
print(n.to_string())
for title, frame in (("Chosen", chosen), ("Share", share), ("Lower end", ci_low), ("Upper end", ci_high)):
    print(f"\\n{title} (answers by group; shares add up to more than 1)")
    print(frame.round(6).to_string())
print("\\nTests by answer")
print(tests.to_string())
'''
