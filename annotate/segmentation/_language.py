"""Language and script of a text, told by its letters alone."""

from __future__ import annotations

_MOST = 4_000
"""Characters that are enough to tell."""


def language_of(text: str) -> str | None:
    """Return `zh-Hans`, `zh-Hant` or `en`, or None where the letters of a text do not tell.

    A Chinese character counts for a script when it stands in one of the old character sets of the two scripts
    (GB 2312 of the mainland, Big5 of Taiwan) and not in the other; those in both or in neither tell nothing.
    """
    text = text[:_MOST]
    chinese = [sign for sign in text if "\u4e00" <= sign <= "\u9fff"]
    latin = sum(sign.isascii() and sign.isalpha() for sign in text)
    if latin > 4 * len(chinese):
        return "en" if latin else None
    simplified = traditional = 0
    for sign in chinese:
        in_gb, in_big5 = _in(sign, "gb2312"), _in(sign, "big5")
        simplified += in_gb and not in_big5
        traditional += in_big5 and not in_gb
    if simplified == traditional:
        return None
    return "zh-Hans" if simplified > traditional else "zh-Hant"


def _in(sign: str, charset: str) -> bool:
    return bool(sign.encode(charset, "ignore"))
