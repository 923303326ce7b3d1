"""Adjudication: what rules and people decide of what annotators disagree on, and the gold that is frozen of it."""
