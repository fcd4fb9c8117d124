"""The hypotheses of the national study (appendix 4), evaluated on any survey with the same questions.

    from analysis.evidence import hypotheses
    hypotheses.evaluate(survey)        # a Verdict for each of the fifteen, and for the user's own

`definitions` holds the hypotheses as data; `checks` the tests that the conclusions rest on; `study_tests` the study's
own tests, done again; `printed` the study's printed numbers, tested; `rules` when a hypothesis is supported;
`evaluation` puts these together. Small groups of people's answers are left out before anything is computed.
"""

from analysis.evidence.hypotheses.definitions import STUDY, StudyVerdict, Theme
from analysis.evidence.hypotheses.evaluation import Family, agrees, evaluate
from analysis.evidence.hypotheses.own import own_statement
from analysis.evidence.hypotheses.results import (
    BetterTest,
    Check,
    Conclusion,
    Measure,
    PartVerdict,
    PrintedTest,
    Statistic,
    StudyTest,
    Verdict,
)

__all__ = [
    "STUDY",
    "BetterTest",
    "Check",
    "Conclusion",
    "Family",
    "Measure",
    "PartVerdict",
    "PrintedTest",
    "Statistic",
    "StudyTest",
    "StudyVerdict",
    "Theme",
    "Verdict",
    "agrees",
    "evaluate",
    "own_statement",
]
