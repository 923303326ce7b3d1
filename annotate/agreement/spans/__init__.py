"""Measures on spans: where, what, and both."""
