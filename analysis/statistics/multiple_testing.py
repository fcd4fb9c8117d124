"""Many tests at once: p-values adjusted for their number."""

from __future__ import annotations

import numpy as np

from analysis.statistics.results import FloatArray


def holm(p: FloatArray) -> FloatArray:
    """Holm's (1979) adjustment over all values of `p` (0 to 1, no NaN), in its shape. R: `p.adjust(p, "holm")`."""
    flat = p.ravel()
    order = np.argsort(flat, kind="stable")
    stepped = np.maximum.accumulate(flat[order] * np.arange(flat.size, 0, -1))
    adjusted = np.empty_like(flat)
    adjusted[order] = np.minimum(1.0, stepped)
    return adjusted.reshape(p.shape)


def benjamini_hochberg(p: FloatArray) -> FloatArray:
    """Benjamini & Hochberg's (1995) adjustment, as `holm`: q-values. R: `p.adjust(p, "BH")`.

    Who calls the tests with a q below 0.05 significant is wrong in 5% of these on average, not in 5% of all studies.
    """
    flat = p.ravel()
    order = np.argsort(flat, kind="stable")[::-1]
    stepped = np.minimum.accumulate(flat[order] * flat.size / np.arange(flat.size, 0, -1))
    adjusted = np.empty_like(flat)
    adjusted[order] = np.minimum(1.0, stepped)
    return adjusted.reshape(p.shape)
