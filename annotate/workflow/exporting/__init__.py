"""Datasets from the store: written, made again, verified, compared, joined with texts."""
