"""Which ink can be read on a colour."""

from __future__ import annotations

_DARK = 0.179
"""Relative luminance below which white stands out more than black: there both have the contrast 4.58."""


def ink_on(colour: str) -> str:
    """Return black or white, whichever has more contrast (by WCAG, 4.5 at least) to a colour written #rrggbb."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return "#ffffff" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < _DARK else "#000000"


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
