"""Chance-corrected coefficients over items and annotators."""
