"""Headings by their wording: names of sections and columns, labels of lists, what could be a heading by its looks."""

from __future__ import annotations

import re

from annotate.segmentation._sentences import (
    breaks_off,
    capitalised,
    closes_what_it_did_not_open,
    letter_spaced,
    resumes,
)
from annotate.segmentation._wording import LONGEST, simplified, words

_TITLE_LABEL = re.compile(
    r"\s*(?:[【\[〔]\s*(?:标\s*题|题\s*[名目]|篇\s*名)\s*[】\]〕][:：]?|(?:标题|题名|篇名|title)\s*[:：])\s*(?=\S)",
    re.IGNORECASE,
)
TITLE_OPENERS = frozenset("【[〔标標题題篇tT")
"""First characters of lines that say of themselves to be titles."""
_MOSTLY = 0.8
"""Share of the characters that make the script of a text."""
_LONGEST_SPACED = 24
"""Characters of the longest heading that is letter-spaced; longer lines are spaced to fill the column."""
_LONGEST_HEADING = 80
_LONG = 24
"""Characters from which on a line with several commas is no heading."""
_LONGEST_ENGLISH_QUESTION = 120
_LONGEST_QUESTION = 20
"""Characters of the longest question that is a heading."""
_SECTION_WORDS = (
    "正文 引言 前言 导言 导语 导论 绪论 问题的提出 文献综述 结语 结论 结束语 余论 Introduction Conclusion Conclusions"
)
_CLOSING_WORDS = "结语 结论 结束语 余论 致谢 后记 Conclusion Conclusions Acknowledgements"
_CITING = " ".join(
    cited + listed for cited in ("参考", "主要参考", "引用") for listed in ("文献", "资料", "书目", "来源")
)
_REFERENCE_WORDS = (
    f"{_CITING} 注释 资料来源 文献来源 参考书 注解 尾注 References Bibliography"
    " Works_cited Works_consulted Sources_consulted Notes Endnotes Sources Further_reading Select_bibliography"
    " Reference_list Literature_cited"
)
_AGENCY = re.compile("新华社|中新社|法新社|路透社|美联社|彭博社|共同社|塔斯社|中央社|.{2,4}(?:网|通讯社|在线)")
_CONTENTS = re.compile(r"目\s*[录次]|(?:Table of )?Contents", re.IGNORECASE)
_CN = "一二三四五六七八九十"
_OTHERS_WORDS = (
    "相关阅读 相关新闻 相关推送 相关报道 相关文章 相关链接 推荐阅读 延伸阅读 相关推荐 热门推荐 为你推荐 猜你喜欢"
    " 补充阅读 拓展阅读 你可能会喜欢 你可能喜欢 你可能感兴趣 大家都在看 编辑推荐 精彩推荐"
    " Related Related_articles Read_more"
)
_OTHERS = re.compile(
    rf"{words(_OTHERS_WORDS)}"
    r"|More (?:from|on)\b.{0,40}|热[门点].{0,4}排行榜?|Most (?:read|popular|viewed)|Up next|What to (?:watch|read) next"
    r"|Recommended(?: for you)?|You (?:may|might) also like|Latest (?:posts|articles|stories|news)(?: by .{0,30})?",
    re.IGNORECASE,
)
_KNOWN_SECTIONS = re.compile(rf"(?:[{_CN}\d]+[、.．]\s*)?(?:{words(_SECTION_WORDS)})", re.IGNORECASE)
_CLOSING = re.compile(rf"(?:{words(_CLOSING_WORDS)})(?:\s*(?:[:：]|——).{{1,24}})?", re.IGNORECASE)
_REFERENCES = re.compile(
    rf"[【\[〔［]?\s*(?:{words(_REFERENCE_WORDS)})\s*[】\]〕］]?\s*(?:[（(].{{1,6}}[)）]|[:：])?", re.IGNORECASE
)
_ENTRY = re.compile(
    r"\d{1,2}(?:[（(]\d+[)）])? ?(?=[\u4e00-\u9fff“《])|[注註]\s*[一二三四五六七八九十\d]+\s*[:：]"
    r"|[\u4e00-\u9fff、·]{2,20}\s*[（(](?:19|20)\d{2}[a-z]?[）)]"
    r"|[\[［【]?\d{1,3}[\]］】.．、]|[①-⑳]|[A-Z][\w’'-]+,?\s.{0,240}\(?(?:19|20)\d{2}[a-z]?\)?"
)

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DATED_TITLE = re.compile(r"[《〈][^《》]+[》〉][^。]{0,20}(?:19|20)\d{2}(?!\d)")
_CAME_OUT = re.compile(
    r"[《〈][^《》]+[》〉].{0,20}第?\s*\d+\s*[期卷]|(?:出版社|[书書][局店]|印[书書][馆館])|https?://|\bpp\.|\bVol\b|Retrieved|\bPress\b|\d+\s?\(\d+\)"
)


def agency(text: str) -> bool:
    """Whether a text is the name of a news agency or site, or of a newspaper."""
    return NEWSPAPER.fullmatch(text) is not None or _AGENCY.fullmatch(simplified(text)) is not None


def contents_label(text: str) -> bool:
    """Whether a text is the line above a table of contents."""
    return len(text) <= 20 and _CONTENTS.fullmatch(simplified(text).strip("【】[]:： ")) is not None


def label_of_others(text: str) -> bool:
    """Whether a text is the line above the titles of other articles, as below a page."""
    return len(text) <= 50 and _OTHERS.fullmatch(simplified(text).strip("【】[]:： ")) is not None


def known_section(text: str) -> bool:
    """Whether a heading is one that sections have and articles have not, such as 引言."""
    return len(text) <= 30 and _KNOWN_SECTIONS.fullmatch(simplified(text)) is not None


def closing_section(text: str) -> bool:
    """Whether an unnumbered heading is one that closes an article; those stand on its outermost level."""
    return len(text) <= 30 and _CLOSING.fullmatch(simplified(text)) is not None


def references_label(text: str) -> bool:
    """Whether a text is the line above a list of references."""
    return len(text) <= 30 and _REFERENCES.fullmatch(simplified(text)) is not None


def reference_entry(text: str) -> bool:
    """Whether a text looks like an entry of a list of references."""
    return _ENTRY.match(text) is not None


def cites(text: str) -> bool:
    """Whether a text has in it what an entry of a list of references has: a year, and where something came out."""
    return _YEAR.search(text) is not None and _CAME_OUT.search(text) is not None


def dated_title(text: str) -> bool:
    """Whether a text has a title of a book in it and, right behind, a year."""
    return _DATED_TITLE.search(text) is not None


def _english_heading(text: str) -> bool:
    if not _CAPITAL.match(text) or _SPREAD.search(text) or _ENQUOTED.fullmatch(text):
        return False
    if _STOPPED.search(text) or _OPEN_END.search(text):
        return False
    if _CALLED.search(text) and (text.isupper() or not capitalised(text)):
        return False
    if 2 * sum(map(str.isalpha, text)) < len("".join(text.split())):
        return False
    if text[-1] == "?" and _ASKED.search(text) and not capitalised(text):
        return False
    return text[-1] not in ".,;:。，；：" or (text[-1] == ":" and len(text) <= 40 and text.istitle())


_CAPITAL = re.compile(r"[“\"‘']?[A-Z]|(?:19|20)\d{2}\s+[A-Z]")
"""What an English heading begins with."""
_STOPPED = re.compile(r"(?<!\b[A-Z])(?<!\b[DM]r)(?<!\bMrs)(?<!\b(?:Ms|Rt|St|vs))(?<!\bHon)[.;]\s")
"""The end of a sentence in it, which none has;"""
_CALLED = re.compile(r"!\s")
"""nor a call, but in title case."""
_ASKED = re.compile(r"^(?:And|But|So|Or|Yet|Then|Well|Now|I|If|Because|Had)\b|,\s|[?!]\s")
"""What ties a question to the text that it is asked in."""
_OPEN_END = re.compile(r"\b(?:an?|the|of|and|or|for|to|in|on|at|with|by|from)$")
"""What breaks off."""
_SPREAD = re.compile(r"\S\s{4,}\S")
"""White as between columns."""
_ENQUOTED = re.compile(r"[“\"‘'].*[”\"’']")


_PERIOD = re.compile(r"(?:19|20)\d{2}\s*年?\s*[-–—－~～至]{1,2}\s*(?:(?:19|20)\d{2}\s*年?|至?今)")


def plain_heading(text: str) -> bool:
    """Whether a text could be a heading without a number, or a title, by its looks alone."""
    if text[-1] in "0123456789年今" and _PERIOD.fullmatch(text):
        return True
    longest = _LONGEST_ENGLISH_QUESTION if text[-1] == "?" and text.isascii() else _LONGEST_HEADING
    if len(text) > longest or not any(sign.isalpha() for sign in text):
        return False
    if text.isascii() or (text[0].isascii() and sum(map(str.isascii, text)) > _MOSTLY * len(text)):
        return _english_heading(text)
    if letter_spaced(text):
        return len("".join(text.split())) <= _LONGEST_SPACED and text[-1] not in "。；，、"
    if len(text) > 40:
        text = "".join(text.split())
    if len(text) > 40 or any(mark in text for mark in "。；;") or text[-1] in "，,、：:.—…！!":
        return False
    if len(text) >= _LONG and sum(map(text.count, "，,")) > 1:
        return False
    asks = text[-1] in "？?"
    if closes_what_it_did_not_open(text) or breaks_off(text):
        return False
    return not asks or (
        len(text) <= _LONGEST_QUESTION and not resumes(text) and not any(mark in text for mark in "，：,:")
    )


_COLUMN = re.compile(
    r"[【\[]?(?:[\u4e00-\u9fff]{0,4}(?:社评|社论|时评|评论|短评|锐评|快评|热评)|来论|专栏|观察|观点)[】\]]?\s*[：:｜|丨∣]\s*\S.*"
    r"|[\u4e00-\u9fff·“”]{2,16}\s*[｜|丨∣]\s*\S.{3,}"
)


def title_behind_label(text: str) -> int | None:
    """Return where the title begins in a line that says of itself to be one, or None."""
    found = _TITLE_LABEL.match(simplified(text))
    return found.end() if found else None


def column_title(text: str) -> bool:
    """Whether a heading has the name of a column of opinion before it, as in 时评｜…."""
    return len(text) <= LONGEST and _COLUMN.fullmatch(simplified(text)) is not None


NEWSPAPER = re.compile(
    r"[^，。：:]{2,8}(?:[日晚早晨时周]报|[周月季]刊|学报|杂志|[日晚早晨時週]報|[週月季]刊|學報|雜誌)"
)
"""The name of a newspaper or journal, as it stands at the head of a page."""
