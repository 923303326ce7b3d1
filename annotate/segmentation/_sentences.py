"""Sentences and characters: where running text can end, and what stands between two lines that are put together."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_SHORT_WORD = 5
"""Characters from which on English titles set a capital before every word."""
_SPACED = 6
"""Characters by which a text shows that it is letter-spaced, blanks included."""
_SHORTEST_DECK = 40
_LONGEST_DECK = 80
"""Characters of a sentence below a title that sums up the text."""
_MOSTLY = 0.8
"""Share of the characters that make the script of a text."""
_MOST_MARKS = 3
"""Marks alone on a line that can belong to the sentence above."""
_FINAL = frozenset("。！？!?…⋯.｡．；;：:")
_CLOSERS = "”’」』》〉\"' ■□◼◻▪▫◆◇●○∎"
"""What can stand behind the last mark of a paragraph, with the marks that magazines set at the end of an article."""
_BRACKETS = frozenset("）)】〕]")
_OPEN_END = frozenset("，,、（(“‘《「『-")
_PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"), ("【", "】"))
_RIGHT_OF = dict((*_PAIRS, ("(", ")")))
_LEFT_OF = {right: left for left, right in _PAIRS}
_LEFT = re.compile(f"[{''.join(_RIGHT_OF)}]")
_RIGHT = re.compile(f"[{''.join(_LEFT_OF)}]")
_BRACKET = re.compile("[（(）)]")
_HALF = frozenset(",;:!?()")
_NO_BLANK = frozenset("“”‘’…⋯—·")
"""Marks of Chinese text that are not wide by themselves; no blank stands beside them."""
_OPENING = re.compile(
    r"(?:第[一二三四五六七八九十]|其[一二三四五六七八九十]|首先|其次|再次|最后|此外|因此|总之|可见|综上|一方面|另一方面|与此同时|当前|近年来)[，,]"
    r"|[一二三四五六七八九十](?:是|要)"
)
_RESUMING = re.compile("那[么麼]|但|可是|然而|所以")
_SENTENCE_MARK = re.compile(r"[，。、；！？：,;!?…]|\.(?=\s|$)")
_NOTE_MARK = re.compile(r"[\[［]\d{1,3}(?:[-,，–]\d{1,3})*[\]］]$|[①-⑳]$|(?<=[。！？.!?”])\d{1,2}$")
_NOTE_ENDS = frozenset("0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
_ENQUOTED = re.compile("“[^“”]*”|「[^「」]*」|『[^『』]*』")
_HANGING = frozenset("。，、；：？！”’）》」』】…")
_WORD = re.compile(r"[“‘（《「『【]*(?:[!-~]+|.)[。，、；：？！”’）》」』】…]*", re.DOTALL)
_CLINGING = frozenset("。，、；：？！）》」』】”’％%,;!?")
_CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
_NUMBER_ENDS = frozenset("0123456789.,")
_NUMBER_CUT = re.compile(r"\d[.,]?$")
_NUMBER_RESUMED = re.compile(r"(?!\d{3}(?![\d年]))[.,]?\d|%")
"""How a number goes on; not with a group of three digits, before which a blank may have stood."""


def complete(text: str) -> bool:
    """Whether a paragraph can end here: after a final mark, a semicolon, a colon, a closing bracket or a note."""
    if "\u4e00" <= text[-1] <= "\u9fff":
        return False
    if text[-1] in _FINAL or text[-1] in _BRACKETS or text.endswith("——"):
        return True
    bare = text.rstrip(_CLOSERS)
    if bare and bare[-1] in _FINAL:
        return True
    if text[-1] not in _NOTE_ENDS:
        return False
    noted = _NOTE_MARK.search(text, max(0, len(text) - 12))
    return noted is not None and noted.start() > 0 and text[noted.start() - 1] in _FINAL


def breaks_off(text: str) -> bool:
    """Whether a text ends where no paragraph and no heading can: behind a comma, or inside a quotation or brackets."""
    if text[-1] in _OPEN_END:
        return True
    return any(text.count(left) > text.count(_RIGHT_OF[left]) for left in set(_LEFT.findall(text)))


def deck(text: str) -> bool:
    """Whether a text could stand between a title and the body: one sentence without a stop, not too short or long."""
    one = "。" not in text and not any(mark in text[:-1] for mark in "！？!?")
    return _SHORTEST_DECK <= len(text) <= _LONGEST_DECK and one and not text.isascii()


def pauses(text: str) -> bool:
    """Whether a text ends with a mark that ends paragraphs more seldom than it stands within them."""
    return text[-1] in "；：;:" or text.endswith("——")


def opens_bracket(text: str) -> bool:
    """Whether the last bracket of a text is an opening one."""
    return max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))


def closes_bracket(text: str) -> bool:
    """Whether the first bracket of a text is a closing one."""
    found = _BRACKET.search(text)
    return found is not None and found.group() in "）)"


def clings(text: str) -> bool:
    """Whether a text begins with a mark that no line begins with by itself, so that it goes on what stands before.

    A row of marks alone, as is left of lost buttons, goes on nothing.
    """
    return text[0] in _CLINGING and (len(text) <= _MOST_MARKS or any(map(str.isalnum, text)))


def closes_what_it_did_not_open(text: str) -> bool:
    """Whether a text begins inside a quotation or brackets."""
    return any(not 0 <= text.find(_LEFT_OF[right]) < text.find(right) for right in set(_RIGHT.findall(text)))


def enquoted(text: str) -> bool:
    """Whether a text is one quotation and nothing else."""
    return _ENQUOTED.fullmatch(text) is not None


def starts_anew(text: str) -> bool:
    """Whether a text begins as paragraphs do, with a word that counts or concludes."""
    return _OPENING.match(text) is not None


def resumes(text: str) -> bool:
    """Whether a text begins with a word that ties it to what was said before, as no heading does."""
    return _RESUMING.match(text) is not None


def letter_spaced(text: str) -> bool:
    """Whether a blank stands behind each character at the beginning of a text."""
    return len(text) > _SPACED and text[1:_SPACED:2].isspace() and not any(map(str.isspace, text[:_SPACED:2]))


def title_cased(text: str) -> bool:
    """Whether a text is English words without marks, of which all longer ones begin with a capital."""
    return text[0].isupper() and text[-1].isalpha() and not has_marks(text) and capitalised(text)


def capitalised(text: str) -> bool:
    """Whether a text is several words of which all longer ones begin with a capital."""
    words = text.split()
    return len(words) > 2 and all(word[0].isupper() or len(word) < _SHORT_WORD for word in words)


def of_latin(text: str) -> bool:
    """Whether most of a text is of Latin script, as far as it is in ASCII."""
    return len(text.encode("ascii", "ignore")) > _MOSTLY * len(text) and any(map(str.isalpha, text))


def has_marks(text: str) -> bool:
    """Whether there is punctuation that running text has."""
    return _SENTENCE_MARK.search(text) is not None


def same(text: str) -> str:
    """Return a text as titles are compared: blanks and capitals do not count, nor whether marks are of full width."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def first_word(text: str) -> tuple[int, int]:
    """Return the length of what cannot be parted from the beginning of a line, in characters and in columns.

    That is a word or a character, with the marks around it.
    """
    if "\u4e00" <= text[0] <= "\u9fff" and text[1:2] not in _HANGING:
        return 1, 2
    found = _WORD.match(text)
    return (found.end(), cells(found.group())) if found else (0, 0)


def cells(text: str) -> int:
    """Return the columns that a text takes: one for each ASCII character, two for each other."""
    return len(text) if text.isascii() else 2 * len(text) - len(text.encode("ascii", "ignore"))


def join_of(left: str, right: str) -> Literal["", " "]:
    """Return what stands between two lines: nothing between wide characters, nor inside a number of Chinese text.

    A Latin word keeps its blank; a figure beside a wide character has none, nor has a mark of half width between two.
    """
    if _wide(left[-1]):
        return "" if _wide(right[0]) or right[0].isdecimal() or _half(right[:2]) else " "
    if _wide(right[0]):
        return "" if left[-1].isdecimal() or _half(left[:-3:-1]) else " "
    cut = left[-1] in _NUMBER_ENDS and _NUMBER_CUT.search(left[-2:]) and _NUMBER_RESUMED.match(right)
    return "" if cut and _CHINESE.search(left) and _CHINESE.search(right) else " "


def _half(pair: str) -> bool:
    """Whether the first of two characters is a mark of half width, and the second a wide one."""
    return pair[0] in _HALF and len(pair) > 1 and _wide(pair[1])


def _wide(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or sign in _NO_BLANK or unicodedata.east_asian_width(sign) in "WF"
