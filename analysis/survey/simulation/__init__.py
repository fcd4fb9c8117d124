"""Simulated respondents that reproduce the published tables of the national study of 2018."""
