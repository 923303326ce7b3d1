"""Which encodings a text without a byte order mark can be in, the likeliest first."""

from __future__ import annotations

import codecs
from functools import cache

_CHINESE = ("gb18030", "cp950", "big5hkscs", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Encodings of Chinese that are weighed against each other; of equals the first wins."""

_OTHERS = ["cp1252", "cp932"]
"""Encodings that charset-normalizer may find where the text is not Chinese: Western European, Japanese."""

_PLAUSIBLE = 0.6
"""Share of common characters in what is not ASCII from which on a text counts as Chinese.

A right reading has .9 and more, GB 18030 read as Big5 or the other way round some .4, other text less.
"""

_MARKS = "，。、；：？！「」『』（）《》〈〉【】〔〕“”‘’—…·％～\u3000０１２３４５６７８９"


def guesses(head: bytes) -> list[str]:
    """Return the encodings, by Python's names, that make sense of the beginning of a text; none if it is no text.

    GB 18030 decodes nearly any Big5 file, and charset-normalizer takes one for the other in up to one of four texts of
    fifteen characters. So both are decided by how many characters are common ones, of either script; texts from
    eight characters on are told apart. What is not Chinese is left to charset-normalizer.
    """
    found = []
    for rank, encoding in enumerate(_CHINESE):
        text = _begun(head, encoding)
        if text and min(share := _share(text), _share(text, beyond_ascii=True)) >= _PLAUSIBLE:
            found.append((-share, rank, encoding))
    return [encoding for _, _, encoding in sorted(found)] or _foreign(head)


def _foreign(head: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    best = from_bytes(head, cp_isolation=_OTHERS).best()
    return [best.encoding] if best else []


def _begun(head: bytes, encoding: str) -> str | None:
    """Decode the beginning of a text, which may end within a character; None where that is impossible."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(head)
    except UnicodeDecodeError:
        return None


def _share(text: str, beyond_ascii: bool = False) -> float:
    """Return the share of characters that are common; of a text in ASCII alone, 1 if ASCII is not looked at."""
    signs = [sign for sign in text if sign > "\x7f"] if beyond_ascii else text
    common = _common()
    return sum(sign in common for sign in signs) / len(signs) if signs else 1.0


@cache
def _common() -> frozenset[str]:
    """Return what texts are made of: ASCII, the common ideographs of GB 2312 and of Big5, Chinese punctuation.

    Both standards put the common ideographs, 3755 and 5401 of them, before the rare ones.
    """
    simplified = (bytes((lead, trail)) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF))
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    traditional = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    found = "".join(pair.decode("gb2312", "ignore") for pair in simplified)
    found += "".join(pair.decode("big5", "ignore") for pair in traditional if pair <= b"\xc6\x7e")
    return frozenset(found + _MARKS + "\t\n\r" + "".join(map(chr, range(0x20, 0x7F))))
