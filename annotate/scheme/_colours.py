"""Whether the colours of a scheme can be told apart, by most readers and by those who see fewer colours."""

from __future__ import annotations

_ENOUGH = 12.0
"""CIE76 distance from which two marks beside each other are told apart without looking twice."""
_LIGHTEST = 0.75
"""Relative luminance above which a colour is lost on white paper."""

_Vector = tuple[float, float, float]
_Matrix = tuple[_Vector, _Vector, _Vector]

_SEEN: dict[str, _Matrix] = {
    # Machado, Oliveira and Fernandes 2009, table 1, severity 1.0: linear RGB as seen with the deficiency.
    "most readers": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "readers without red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "readers without green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "readers without blue cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
_XYZ: _Matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE: _Vector = (0.95047, 1.0, 1.08883)


def too_light(colour: str) -> bool:
    """Whether a colour, written #rrggbb, is lost on white paper."""
    return _times(_XYZ, _linear(colour))[1] > _LIGHTEST


def alike_to(one: str, other: str) -> list[str]:
    """Return the groups of readers who cannot tell two colours apart.

    Colours are compared in CIE L*a*b* as each group of readers sees them, after Machado et al. 2009.
    """
    return [group for group, seen in _SEEN.items() if _distance(one, other, seen) < _ENOUGH]


def _distance(one: str, other: str, seen: _Matrix) -> float:
    pairs = zip(_lab(_times(seen, _linear(one))), _lab(_times(seen, _linear(other))), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _linear(colour: str) -> _Vector:
    """Return linear RGB from 0 to 1 of a colour written #rrggbb."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(value: float) -> float:
    return float(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)


def _lab(linear: _Vector) -> _Vector:
    clipped = tuple(min(max(value, 0.0), 1.0) for value in linear)
    x, y, z = (_cube_root(value / white) for value, white in zip(_times(_XYZ, clipped), _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube_root(value: float) -> float:
    return float(value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116)


def _times(matrix: _Matrix, vector: tuple[float, ...]) -> _Vector:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third
