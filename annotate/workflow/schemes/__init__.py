"""Schemes: begun, checked, compared, derived from; and changed while annotations exist."""
