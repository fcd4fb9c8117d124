"""Simulated respondents that reproduce the published tables of the national study of 2018.

The study's respondents are not public, its tables are. This package draws respondents who give those tables again, so
that every analysis of the study can be run; `python -m analysis.survey.simulation` writes the files in `sample_data`.
Nothing in the product imports it.

The method, in the order of `generate`:

1. `study`: the printed figures, as arrays. `margins`: a printed percentage is a range of whole numbers of respondents.
2. `classification`: an integer programme per sector gives numbers of respondents by satisfaction, model and phase that
   meet all margins and both cross-tables exactly.
3. `answers`: answers to the statements are drawn from a latent factor that follows the printed group means, with every
   item's margin met from the start and nobody missing more than half of a scale.
4. `kernel`: annealing exchanges answers and classifications between respondents, which leaves all of that as it is,
   until the scales' mean, median, sd and alpha, the means by model, phase and satisfaction, the significance stars
   and the t-tests are as printed, and no two items of a scale go against each other. The loss of a figure is nothing
   while it rounds to print and grows linearly beyond that; figures that no data can meet have none (see `study`).
5. `grades`, `situation`: report grades, size, type and teams follow, numbers exactly and statements by `exchange`.

What the tables do not determine (how scales and sectors of one respondent go together, beyond what was tested) is
drawn plausibly, and is no evidence of anything.
"""
