"""Formulas on numpy arrays: no tables, no articles, no knowledge of the other rooms.

The sub-modules are imported by name, for instance
``from framing.stats.intervals import estimate_interval``:

estimator
    What is measured: rate, share, mean and balance as functions of summed columns.
counting
    Intervals for one count; they know nothing of how articles differ.
intervals
    Intervals for a pooled estimate from the spread between articles.
permutation
    Tests that move whole articles between groups.
arrangement
    The reshuffled labels themselves.
effects, multiple, clustering
    Effect sizes, corrections for many tests, design effects.
log_odds, keyness, dispersion, f_score, wordshift
    Which words make the difference.
agreement, prevalence
    Coders and classifiers.
"""
