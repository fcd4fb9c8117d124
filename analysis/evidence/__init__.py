"""The national study of 2018 as evidence: what was published, and what can be concluded from it.

    from analysis.evidence.published import load_published
    load_published().items

`published` reads the tables as they were printed; everything else in this package reasons from there.
"""
