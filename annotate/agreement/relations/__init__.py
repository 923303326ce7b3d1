"""Measures on relations, end to end and between spans that annotators agree on."""
