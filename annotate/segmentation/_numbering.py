"""Numbered headings: their styles, outermost first, and whether a text is one."""

from __future__ import annotations

import re

from annotate.segmentation._sentences import letter_spaced

_ENGLISH = "one|two|three|four|five|six|seven|eight|nine|ten"
_UNITS = "公里米元万亿倍个成度年月日人家亩吨次"
_AMOUNT = "[万亿倍亩吨米%]|公里|个百分"
"""What a decimal number is counted in, even behind a blank."""
_CN = "一二三四五六七八九十百零〇"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾貳參陸"
_INFORMAL = str.maketrans(_FORMAL, "一二三四五六七八九十二三六")
_STEMS = "甲乙丙丁戊己庚辛"

NUMBERINGS: dict[str, re.Pattern[str]] = {
    "part": re.compile(rf"第[{_CN}\d]+(?:[编編篇]|部[分份])|(?i:part)\s+(?:\d+|[IVX]+|(?i:{_ENGLISH}))\b"),
    "chapter": re.compile(rf"第[{_CN}\d]+章|(?i:chapter)\s+(?:\d+|[IVX]+|(?i:{_ENGLISH}))\b"),
    "section": re.compile(rf"第[{_CN}\d]+[节節]|Section\s+(?:\d+|[IVX]+)\b|[IVX]{{1,5}}\.\s|[Ⅰ-Ⅻ]+[、.．\s]"),
    "cn": re.compile(rf"[{_CN}]+(?:[、．.：:]|$|[ \u3000]+(?=\S{{2}})(?![{_CN}]))|[{_FORMAL}]+[、．.：:\s]"),
    "stem": re.compile(f"[{_STEMS}][、．.]"),
    "cn-bracket": re.compile(rf"[（(〔【［][{_CN}]+[）)〕】］]"),
    "letter": re.compile(r"[A-H][.．、]\s*(?=[\u4e00-\u9fff])"),
    "arabic": re.compile(r"\d{1,2}(?:[、．]|[｜|丨]|\.(?!\d)|[：:](?!\d)|$)"),
    "arabic-blank": re.compile(r"\d{1,2}\s+(?=[\u4e00-\u9fff]{2}|[A-Z][a-z])(?![年月日个人条项家名位岁元万亿])"),
    "dotted": re.compile(
        rf"\d{{1,2}}[.．]\d{{1,2}}(?:[.．]?\s++(?!{_AMOUNT})|[.．]?(?=[\u4e00-\u9fff])(?![{_UNITS}]))"
    ),
    "dotted-deep": re.compile(r"\d{1,2}(?:[.．]\d{1,2}){2,}[.．]?(?:\s|(?=[\u4e00-\u9fff“「《]))"),
    "cn-half": re.compile(rf"[{_CN}]+[）)]"),
    "arabic-bracket": re.compile(r"[（(]\d{1,2}[）)]"),
    "arabic-half": re.compile(r"\d{1,2}[）)]"),
    "circled": re.compile("[①-⑳]"),
    "letter-half": re.compile(r"[（(]?[a-hA-H][）)]"),
}
"""Styles of numbered headings, outermost first. Which depth each has depends on those that an article uses."""

RANKS = {style: rank for rank, style in enumerate(NUMBERINGS)}
"""How far in each style stands, by custom."""

IN_SENTENCES = ("circled", "arabic-bracket", "arabic-half", "cn-half", "letter-half")
"""Styles that number the parts of a sentence as often as headings."""
_COUNTING = ("part", "chapter", "section", "cn", "cn-bracket", "arabic", "dotted", "dotted-deep")
_COUNTED = re.compile("|".join(NUMBERINGS[style].pattern for style in _COUNTING))
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_LETTERS = frozenset("ABCDEFGHabcdefgh")
_FIRSTS = frozenset(f"第{_CN}{_FORMAL}{_STEMS}{_CIRCLED}（(〔【［0123456789０１２３４５６７８９ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫCPSIVXcp")
_FIGURES = "〇一二三四五六七八九"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_NUMERAL = re.compile(
    rf"\d+(?!.*\d)|[{_CN}]+|[①-⑳]|[{_STEMS}]|(?<![A-Za-z])[A-Ha-h](?![A-Za-z])|\b(?:[IVX]+|(?i:{_ENGLISH}))\b"
)
"""The last number of what a heading begins with, as 2 in 1.2."""
_LONGEST_HEADING = 50
_LONGEST_IN_CELLS = 120
_LONGEST_ALONE = 5
"""Characters of a heading that is nothing but a number."""
_GLUED = re.compile(
    rf"\s*(?:第[{_CN}\d]+[章节節]\s*|[{_CN}]+、|[（(][{_CN}]+[）)])"
    r"[^\s，。；：！？,;:!?]{3,30}(?<=[\u4e00-\u9fff])[\u3000 ]+(?=[\u4e00-\u9fff“][^\s]*[，。])"
)


def numbering(text: str) -> str | None:
    """Return the style of a numbered heading, or None for anything else.

    一是, 第一, 其一 and 首先 open paragraphs, not headings; so do numbers before a whole sentence.
    """
    if text[0] not in _FIRSTS and (text[0] not in _LETTERS or text[1:2] not in ")）.．、"):
        return None
    if letter_spaced(text) or (len(text) > _LONGEST_HEADING and not text.isascii()):
        text = "".join(text.split())
    if len(text) > _LONGEST_IN_CELLS or "。" in text or text[-1] in "。；;，,、：:":
        return None
    if len(text) > _LONGEST_HEADING and not text.isascii():
        return None
    for style, pattern in NUMBERINGS.items():
        found = pattern.match(text)
        if found and (text[found.end() :].strip() or _alone(text)):
            return None if _sentence(text[found.end() :]) else style
    return None


def ordinal(text: str, style: str) -> int | None:
    """Return the number that a heading of a style begins with, or None where it cannot be read."""
    found = NUMBERINGS[style].match("".join(text.split()) if letter_spaced(text) else text)
    sign = _NUMERAL.search(found.group().translate(_INFORMAL)) if found else None
    if sign is None:
        return None
    numeral = sign.group()
    if style.startswith("letter"):
        return ord(numeral.lower()) - ord("a") + 1
    if numeral in _STEMS:
        return _STEMS.index(numeral) + 1
    if numeral.isdecimal():
        return int(numeral)
    if numeral[0] in _CN:
        return _chinese(numeral)
    if numeral in _CIRCLED:
        return _CIRCLED.index(numeral) + 1
    words = _ENGLISH.split("|")
    return words.index(numeral.lower()) + 1 if numeral.lower() in words else _roman(numeral.upper())


def unnumbered(text: str, style: str | None) -> str:
    """Return a heading without the number that its style has, if it has one."""
    found = NUMBERINGS[style].match(text) if style in NUMBERINGS else None
    return text[found.end() :].strip() if found else text


def _chinese(numeral: str) -> int:
    """Return a Chinese number below a thousand, whether its places are named or only its figures given."""
    if not set(numeral) & set("十百"):
        return int("".join(str(_FIGURES.index(sign) % 10) for sign in numeral.replace("零", "〇")))
    total, figure = 0, None
    for sign in numeral:
        if sign in "十百":
            total += (1 if figure is None else figure) * (10 if sign == "十" else 100)
            figure = None
        else:
            figure = _FIGURES.index(sign.replace("零", "〇")) % 10
    return total + (figure or 0)


def _roman(numeral: str) -> int | None:
    values = [_ROMAN.get(sign, 0) for sign in numeral]
    after = [*values[1:], 0]
    return sum(-one if one < other else one for one, other in zip(values, after, strict=True)) if all(values) else None


def number_style(text: str) -> str | None:
    """Return the style of the number that a text begins with, whatever follows; None for one without."""
    if text[0] not in _FIRSTS:
        return None
    return next((style for style in _COUNTING if NUMBERINGS[style].match(text)), None)


def counted(text: str) -> bool:
    """Whether a text begins with a Chinese number that headings and paragraphs begin with, whatever follows."""
    return text[0] in _FIRSTS and _COUNTED.match(text) is not None


def _alone(text: str) -> bool:
    """Whether a Chinese number is all there is of a heading."""
    return len(text) <= _LONGEST_ALONE and text.strip("（）()〔〕【】［］").strip(_CN) == ""


def _sentence(text: str) -> bool:
    """Whether what follows a number is a whole sentence of a language that ends them with a full stop."""
    return text.endswith(".") and " " in text.strip()


def glued(raw: str) -> int | None:
    """Return where in a physical line the paragraph begins that is glued to its numbered heading, or None."""
    found = _GLUED.match(raw)
    return found.end() if found else None
