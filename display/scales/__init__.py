"""The page Schalen: one module for each of its sections, on top of `choice` (what is asked) and `results`."""
