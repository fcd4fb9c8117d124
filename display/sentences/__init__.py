"""Sentences that a report or a chart title carries, made from result objects, in Dutch and English."""
