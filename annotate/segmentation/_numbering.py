"""Numbered headings: their styles, outermost first, and whether a text is one."""

from __future__ import annotations

import re

_ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten"
_UNITS = "公里米元万亿倍个成度年月日人家亩吨次"
_CN = "一二三四五六七八九十百零〇"

NUMBERINGS: dict[str, re.Pattern[str]] = {
    "chapter": re.compile(rf"第[{_CN}\d]+(?:[章编篇]|部[分份])|(?i:chapter|part)\s+(?:\d+|[IVX]+|(?i:{_ENGLISH}))\b"),
    "section": re.compile(rf"第[{_CN}\d]+[节節]|Section\s+(?:\d+|[IVX]+)\b|[IVX]{{1,5}}\.\s"),
    "cn": re.compile(rf"[{_CN}]+[、．.]"),
    "cn-bracket": re.compile(rf"[（(][{_CN}]+[）)]"),
    "arabic": re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    "arabic-blank": re.compile(r"\d{1,2}\s+(?=[\u4e00-\u9fff]{2}|[A-Z][a-z])(?![年月日个人条项家名位岁元万亿])"),
    "dotted": re.compile(r"\d{1,2}[.．]\d{1,2}(?:[.．]?\s|(?=[\u4e00-\u9fff]))" + f"(?![{_UNITS}])"),
    "dotted-deep": re.compile(r"\d{1,2}(?:[.．]\d{1,2}){2,}[.．]?\s"),
    "cn-half": re.compile(rf"[{_CN}]+[）)]"),
    "arabic-bracket": re.compile(r"[（(]\d{1,2}[）)]"),
    "arabic-half": re.compile(r"\d{1,2}[）)]"),
    "circled": re.compile("[①-⑳]"),
}
"""Styles of numbered headings, outermost first. Which depth each has depends on those that an article uses."""

RANKS = {style: rank for rank, style in enumerate(NUMBERINGS)}
"""How far in each style stands, by custom."""

IN_SENTENCES = ("circled", "arabic-bracket", "arabic-half", "cn-half")
"""Styles that number the parts of a sentence as often as headings."""
_COUNTED = ("chapter", "section", "cn", "cn-bracket", "arabic")
_FIRSTS = frozenset(f"第{_CN}（(0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳CPSIVXcp")
_LONGEST_HEADING = 50
_LONGEST_IN_CELLS = 120
_GLUED = re.compile(
    rf"\s*(?:第[{_CN}\d]+[章节節]\s*|[{_CN}]+、|[（(][{_CN}]+[）)])"
    r"[^\s，。；：！？,;:!?]{3,30}(?<=[\u4e00-\u9fff])[\u3000 ]+(?=[\u4e00-\u9fff“][^\s]*[，。])"
)


def numbering(text: str) -> str | None:
    """Return the style of a numbered heading, or None for anything else.

    一是, 第一, 其一 and 首先 open paragraphs, not headings; so do numbers before a whole sentence.
    """
    if text[0] not in _FIRSTS:
        return None
    if len(text) > _LONGEST_HEADING and not text.isascii():
        text = "".join(text.split())
    if len(text) > _LONGEST_IN_CELLS or "。" in text or text[-1] in "。；;，,、：:":
        return None
    if len(text) > _LONGEST_HEADING and not text.isascii():
        return None
    for style, pattern in NUMBERINGS.items():
        found = pattern.match(text)
        if found and text[found.end() :].strip():
            return None if _sentence(text[found.end() :]) else style
    return None


def counted(text: str) -> bool:
    """Whether a text begins with a Chinese number that headings and paragraphs begin with, whatever follows."""
    return text[0] in _FIRSTS and any(NUMBERINGS[style].match(text) for style in _COUNTED)


def _sentence(text: str) -> bool:
    """Whether what follows a number is a whole sentence of a language that ends them with a full stop."""
    return text.endswith(".") and " " in text.strip()


def glued(raw: str) -> int | None:
    """Return where in a physical line the paragraph begins that is glued to its numbered heading, or None."""
    found = _GLUED.match(raw)
    return found.end() if found else None
