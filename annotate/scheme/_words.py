"""Texts in the language, or the languages, that someone reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from schema import Label

Language = Literal["both", "zh", "en"]
"""The languages shown: Chinese and English beside each other, or one of them."""


def told(label: Label, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each language shown with its text; one that is the same in both is given once, as Chinese."""
    if language != "en":
        yield "zh", label.zh
    if language == "en" or (language == "both" and label.en != label.zh):
        yield "en", label.en


def words(label: Label, language: Language) -> str:
    """Return a text as it stands on the screen, Chinese first."""
    return " ".join(text for _, text in told(label, language))
