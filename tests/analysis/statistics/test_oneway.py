"""One-way ANOVA against the certified values of NIST's Statistical Reference Datasets."""

import math
from collections import Counter
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from analysis.statistics import compare_groups

DATA = Path(__file__).parent / "data"

# Digits kept of the certified F. Below fifteen the loss is in reading the data: 1000000000000.4 has no exact double, so
# that the numbers that arrive are other data, of which the F is met to thirteen digits or more (second test).
CERTIFIED = {
    "SiRstv": (1.18046237440255, 12.5),
    "AtmWtAg": (15.9467335677930, 9.5),
    "SmLs01": (21.0, 14.5),
    "SmLs02": (201.0, 14.5),
    "SmLs03": (2001.0, 13.0),
    "SmLs04": (21.0, 10.0),
    "SmLs05": (201.0, 9.5),
    "SmLs06": (2001.0, 9.5),
    "SmLs07": (21.0, 4.0),
    "SmLs08": (201.0, 4.0),
    "SmLs09": (2001.0, 4.0),
}


def read_nist(name: str) -> list[tuple[int, str]]:
    lines = (DATA / f"{name}.dat").read_text().splitlines()[60:]
    return [(int(group), value) for group, value in (line.split() for line in lines if line.strip())]


def simon_lesage(number: int) -> list[tuple[int, str]]:
    """The sets SmLs01–09 (Simon & Lesage 1989): a constant before the point, and one digit that alternates after it."""
    constant = ("1", "1000000", "1000000000000")[(number - 1) // 3]
    replicates = (21, 201, 2001)[(number - 1) % 3]
    rows = []
    for group, digit in enumerate((4, 3, 5, 3, 5, 3, 5, 3, 5), start=1):
        digits = [digit] + [digit - 1, digit + 1] * ((replicates - 1) // 2)
        rows += [(group, f"{constant}.{each}") for each in digits]
    return rows


def nist(name: str) -> tuple[list[int], list[float]]:
    rows = simon_lesage(int(name[-2:])) if name.startswith("SmLs") else read_nist(name)
    return [group for group, _ in rows], [float(value) for _, value in rows]


def digits_kept(value: float, certified: float) -> float:
    return -math.log10(max(abs(value - certified) / abs(certified), 1e-16))


@pytest.mark.parametrize("number", [1, 4, 7])
def test_generated_sets_are_the_published_ones(number):
    assert simon_lesage(number) == read_nist(f"SmLs{number:02}")


@pytest.mark.parametrize("name", CERTIFIED)
def test_certified_f(name):
    certified, digits = CERTIFIED[name]
    groups, values = nist(name)
    assert digits_kept(compare_groups(values, groups).anova.f, certified) >= digits


@pytest.mark.parametrize("name", CERTIFIED)
def test_f_of_the_numbers_as_read_is_exact(name):
    """Against F in rational arithmetic on the doubles themselves: nothing is lost in computing."""
    groups, values = nist(name)
    counts = {g: Counter() for g in set(groups)}
    for group, value in zip(groups, values, strict=True):
        counts[group][Fraction(value)] += 1
    sizes = {g: sum(c.values()) for g, c in counts.items()}
    means = {g: sum(v * m for v, m in c.items()) / sizes[g] for g, c in counts.items()}
    grand = sum(means[g] * sizes[g] for g in counts) / len(values)
    between = sum(sizes[g] * (means[g] - grand) ** 2 for g in counts)
    within = sum(m * (v - means[g]) ** 2 for g, c in counts.items() for v, m in c.items())
    exact = (between / (len(counts) - 1)) / (within / (len(values) - len(counts)))
    assert digits_kept(compare_groups(values, groups).anova.f, float(exact)) >= 13.0


@pytest.mark.parametrize(
    ("name", "degrees", "eta_squared", "residual_sd"),
    [
        # Certified degrees of freedom, R-squared and residual standard deviation
        ("SiRstv", (4, 20), 0.190999039051129, 0.104076068334656),
        ("AtmWtAg", (1, 46), 0.257426544538321, 1.51048314446410e-05),
        ("SmLs01", (8, 180), 0.482758620689655, 0.1),
    ],
)
def test_certified_r_squared_and_residual_sd(name, degrees, eta_squared, residual_sd):
    groups, values = nist(name)
    comparison = compare_groups(values, groups)
    assert (comparison.anova.df_between, comparison.anova.df_within) == degrees
    assert comparison.eta_squared.value == pytest.approx(eta_squared, rel=1e-9)
    table = comparison.groups
    pooled = np.sqrt((table["sd"] ** 2 * (table["n"] - 1)).sum() / degrees[1])
    assert pooled == pytest.approx(residual_sd, rel=1e-9)
