"""Figures: each function turns one kind of result object into a `Chart`."""
