"""What a text announces by its own wording: bylines, keywords, furniture, in both scripts and in English."""

from __future__ import annotations

import re

from annotate.segmentation._people import last_named, names, signed
from annotate.segmentation._sentences import breaks_off, closes_what_it_did_not_open, has_marks
from schema import BlockKind

_LONGEST = 120
"""Characters of the longest byline or line of furniture."""
_LONGEST_REFERENCE = 500
_LONGEST_NOTE = 400
"""Characters of the longest note on the authors that has a label."""
_MOSTLY = 0.8
"""Share of the characters that make the script of a text."""
_LONGEST_QUESTION = 20
"""Characters of the longest question that is a heading."""
_TRADITIONAL = (
    "關鍵詞內編輯責來記訊員約執筆寫簡爲為單間時號體閱讀擊訪問點審對監製鏈鄰連辦權聯絡話郵報導標誌識碼類獻項資錄檢"
    "網頁載條頂圖註釋參華學術課題組發佈總結語緒論實務開閉數據調創傳聲熱電當您實轉評銳專欄觀"
)
_SIMPLE = (
    "关键词内编辑责来记讯员约执笔写简为为单间时号体阅读击访问点审对监制链邻连办权联络话邮报导标志识码类献项资录检"
    "网页载条顶图注释参华学术课题组发布总结语绪论实务开闭数据调创传声热电当您实转评锐专栏观"
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLE)
"""Characters of labels in Traditional script, each to the one of Simplified script, so that positions stay."""

_ABSTRACT_WORDS = (
    "摘要 中文摘要 内容提要 内容摘要 提要 编者按 编者的话 编者按语 导读 核心提示 阅读提示 Abstract ABSTRACT"
    " Summary SUMMARY"
)
_KEYWORD_WORDS = "关键词 关键字 主题词 Keywords Key_words KEYWORDS KEY_WORDS"
_NOTE_WORDS = "作者简介 第一作者简介 作者单位 通讯作者 作者信息"
_BYLINE_WORDS = (
    "作者 本文作者 第一作者 通讯作者 作者简介 作者单位 撰文 撰稿 文 执笔 执笔人 来源 稿源 转自 摘自 原载"
    " 课题组成员 课题组组长 发布时间 发布日期 发表时间 发表日期 更新时间 更新日期 刊发时间 刊发日期 时间 日期"
    " Author Authors Source Published Updated Posted"
)
_SPEAKER_WORDS = "记者 本报记者 新华社记者 特约记者 通讯员 本报通讯员 本刊记者 实习记者"
_JOURNAL_WORDS = "中图分类号 文献标志码 文献标识码 文章编号 DOI 基金项目 收稿日期 Received JEL"
_FURNITURE_WORDS = (
    "当前位置 您的位置 你的位置 位置 您现在的位置 字体大小 字体 字号 浏览次数 浏览量 浏览 阅读次数 阅读量 阅读"
    " 点击次数 点击量 点击数 点击 访问量 访问次数 责任编辑 本版编辑 本版责编 责编 编辑 美编 版式 审核 校对 监制"
    " 上一篇 下一篇 上一条 下一条 相关阅读 相关新闻 相关链接 相关文章 相关报道 推荐阅读 附件 附件下载 友情链接"
    " 主办 主办单位 承办单位 版权所有 联系地址 联系我们 联系电话 联系方式 地址 电话 新闻热线 热线 邮编 邮箱"
    " 来稿邮箱 投稿邮箱 传真 分享 分享到 分享至 分类号 DOI DOI编码 中图分类号 文献标志码 文献标识码 文章编号"
    " 引用格式 基金项目 基金资助 收稿日期 修回日期 录用日期 E-mail Email 网址 网站标识码 标签 声明 免责声明"
    " 特别声明 Cite_this_article Citation Received Accepted Tags Share_this Copyright"
)
_BUTTONS = (
    "友情链接 网站地图 附件下载 打印 打印页 打印本页 关闭窗口 返回顶部 返回首页 分享 收藏 点赞 下载 全屏 放大"
    " 缩小 增大 减小 朗读 纠错 关闭 大 中 小 相关报道 相关阅读 相关新闻 相关链接"
)
_BOX_WORDS = "链接 延伸阅读 相关链接 背景 名词解释 知识链接 资料 小资料 数据 观点"
_SECTION_WORDS = (
    "引言 前言 导言 导语 导论 绪论 问题的提出 文献综述 结语 结论 结束语 余论 Introduction Conclusion Conclusions"
)
_CLOSING_WORDS = "结语 结论 结束语 余论 致谢 后记 Conclusion Conclusions Acknowledgements"
_REFERENCE_WORDS = "参考文献 参考资料 主要参考文献 注释 引用文献 References Bibliography Works_cited Notes"


def _words(listed: str) -> str:
    """Return an alternative of words, with room for blanks between the characters of the Chinese ones."""
    words = [word.replace("_", " ") for word in listed.split()]
    return "|".join(word.replace(" ", r"\s?") if word.isascii() else r"\s*".join(word) for word in words)


def _label(listed: str) -> str:
    return rf"[（(【\[《〔［]?\s*(?:{_words(listed)})\s*[】\]）)〕］]?\s*"


_ABSTRACT = re.compile(_label(_ABSTRACT_WORDS))
_ABSTRACT_ALONE = re.compile(_label(_ABSTRACT_WORDS) + "[:：]?")
_BEHIND_LABEL = r"(?:[:：]|(?<=[】\]〕］]))"
"""What stands behind a label: a colon, or the bracket that closes it."""
_KEYWORDS = re.compile(_label(_KEYWORD_WORDS) + _BEHIND_LABEL, re.IGNORECASE)
_AUTHOR_NOTE = re.compile(
    r"[（(【\[]?\s*(?:本文|第一|通讯)?作者(?:简介$|单位$|系|为|是|均为|分别系|分别为|单位[:：])|[（(【\[]\s*作\s*者\s*[:：]"
)
_BYLINE = re.compile(_label(_BYLINE_WORDS) + "[:：/／|｜]")
_NOTE = re.compile(_label(_NOTE_WORDS) + _BEHIND_LABEL)
_SPEAKER = re.compile(_label(_SPEAKER_WORDS) + r"[:：/／]\s*")
_REPORTED = re.compile(
    r"[（(【\[〔][^】）)\]〕。，]{0,8}(?:记者|通讯员|特派员)\s*[\u4e00-\u9fff][^】）)\]〕。，]+[】）)\]〕]"
)
"""Who reported, in brackets, perhaps with the kind of report."""
_BIOGRAPHY = re.compile(r"【\s*([\u4e00-\u9fff]{2,4})\s*[】／/・·|｜]")
_WRITTEN = re.compile(r".{2,12}[|｜/／]\s*文")
_TAKEN = re.compile(r"[（(]?(?:本文|文章|本稿)?\s*(?:来自|来源于|转载自|转自|摘自|原文来自)[^。，]{2,30}[）)]?")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = (
    r"(?:19|20)\d{2}"
    r"(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|\s*-\s*\d{1,2}\s*-\s*\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})"
)
_DATELINE = re.compile(
    rf"(?:《[^》]{{2,20}}》\s*)?[（(]?\s*{_DATE}[^。，,、；;]{{0,20}}[）)]?|[（(]?(?:19|20)\d{{2}}\s*年\s*\d{{1,2}}\s*月[）)]?"
)
_ENGLISH_DATE = re.compile(
    rf"(?:[A-Z][^.!?]{{0,50}}[,|]\s+)?(?:\d{{1,2}}\s+(?:{_MONTHS})|(?:{_MONTHS})\s+\d{{1,2}}),?\s+(?:19|20)\d{{2}}"
    rf"|[A-Z][^.!?]{{0,60}},\s+(?:Volume\s+\d+,\s+)?(?:Issue|No\.?)\s*\d+,\s+(?:(?:{_MONTHS})\s+)?(?:19|20)\d{{2}}"
)
"""A date or the issue of a journal, perhaps behind its name."""
_PAGE_LINE = re.compile(rf"(?:\S{{2,10}}\s+)?{_DATE}\s+.*(?:星期|第\s*\d+\s*版|[责编]).*")
_FURNITURE = re.compile(
    rf"{_label(_FURNITURE_WORDS)}[:：/／]|{_label(_JOURNAL_WORDS)}{_BEHIND_LABEL}|(?:主?[报送]|抄[报送])[:：]",
    re.IGNORECASE,
)
_JOURNAL = re.compile(_label(_JOURNAL_WORDS), re.IGNORECASE)
_LINE_OF_FURNITURE = re.compile(
    rf"(?:{_words(_BUTTONS)})[:：]?"
    r"|(?:本版|责任)?(?:编辑|责编|美编)\s.*|[（(【〔［\[](?:责任)?编辑\s.*[）)】〕］\]]|(?:来稿|投稿)邮箱.*|字[号体]\s.*|扫一扫.{0,20}|微信扫.{0,20}"
    r"|(?:原文|本文)(?:内容)?原?(?:刊发|刊登|载|刊载|发表|首发|来自|转载)[于於自]?.{2,}|[（(][上下](?:接|转).{1,12}[）)]"
    r"|版权所有.*|Copyright\b.*|©.*|All rights reserved.*|(?:首页|主页|Home)\s*[>›»].*"
    r"|[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d+\s*[页版].{0,12}|Page \d+.*|[（(]?(?:总\s*)?第\s*\d+\s*[卷期][）)]?(?:\s.*)?"
    r"|(?:19|20)\d{2}\s*年\s*(?:第\s*\d+\s*期.*|\d{1,2}\s*月\s[^，。]{6,})|Vol\.?\s*\d+.*|ISSN\b.*|DOI\b.*",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\[(?:[JMCDNRSPGZ]|EB|DB|CP)(?:/OL)?\]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:com|cn|org|net|gov|edu)/\S*")
_PICTURE = re.compile(r"[^，]{2,80}\S\s*[摄攝][）)]?|.{2,60}(?:供图|供圖|资料图片?|資料圖片?)[）)]?")
"""What stands below a picture, with who took it."""
_CAPTION = re.compile(
    r"[图表]\s*\d{1,2}(?:-\d{1,2})?[\s:：.．][^。]{1,50}|(?:Figure|Fig\.|Table)\s+\d{1,2}[.:]\s.{1,100}"
)
_BOX = re.compile(rf"[■◆●]|【\s*(?:{_words(_BOX_WORDS)})[^】]{{0,4}}】")
_SOURCE_OF_BOX = re.compile(r"资料来源[:：].{1,30}")
_LICENCE = re.compile(".{0,4}(?:ICP[备備]|公网安备|公網安備)", re.IGNORECASE)
_SPREAD = r"(?:\u3000{3,}|[ \t\u3000]{4,})"
"""What stands between the two ends of a line that is set from margin to margin."""
_HEAD_OF_PAGE = re.compile(
    rf"[^，。；]{{2,40}}{_SPREAD}(?:\d{{1,4}}|{_DATE})|\S{{2,20}}\s+(?:19|20)\d{{2}}\s*年\s*第\s*\d+\s*期|.{{2,60}},\sVol\.?\s*\d+.*"
)
"""A running head with the number of the page or the issue, a masthead with its date."""
_OTHER_OPENERS = "（(【[《〔［ \u3000本第通收实总图表资■◆●|0123456789０１２３４５６７８９-—–·©微扫主报送抄文原首"
"""First characters of what is announced by no word of the lists."""


def _openers() -> frozenset[str]:
    """Return the first characters of all that is announced, in both scripts and cases."""
    lists = (_ABSTRACT_WORDS, _KEYWORD_WORDS, _BYLINE_WORDS, _SPEAKER_WORDS, _JOURNAL_WORDS, _FURNITURE_WORDS, _BUTTONS)
    firsts = {word[0] for listed in lists for word in listed.split()} | set(_OTHER_OPENERS) | set("CHAVPITF")
    firsts |= {sign for sign, simple in zip(_TRADITIONAL, _SIMPLE, strict=True) if simple in firsts}
    return frozenset(firsts | {sign.swapcase() for sign in firsts if sign.isascii()})


_OPENERS = _openers()
"""A text that begins otherwise need not be looked at."""


def labelled(text: str) -> BlockKind | None:
    """Return the kind that a text announces by its own wording, or None for headings and running text."""
    if text[0] in _OPENERS and (kind := _announced(text, text[:_LONGEST].translate(_SIMPLIFIED))):
        return kind
    if len(text) <= _LONGEST and (kind := _formed(text)):
        return kind
    if "]" in text and len(text) < _LONGEST_REFERENCE and text[-1] != "。" and _REFERENCE.search(text):
        return "reference"
    return None


def _formed(text: str) -> BlockKind | None:
    """Return the kind that a short text has by its form, however it begins."""
    if signed(text):
        return "byline"
    if text[-1].isdecimal() and _ENGLISH_DATE.fullmatch(text):
        return "byline"
    if text[-1] == "文" and _WRITTEN.fullmatch(text):
        return "byline"
    if text[-1] in "摄攝图圖）)" and _PICTURE.fullmatch(text):
        return "caption"
    if (text[-1].isdecimal() or text[-1] in "期日" or "Vol" in text) and _HEAD_OF_PAGE.fullmatch(text):
        return "boilerplate"
    if ("ICP" in text or "安备" in text or "安備" in text) and _LICENCE.match(text):
        return "boilerplate"
    if ("/" in text or "www." in text) and text[-1] not in "。." and _ADDRESS.search(text):
        return "boilerplate"
    if ("版" in text or "星期" in text) and not has_marks(text) and _PAGE_LINE.search(text):
        return "boilerplate"
    return None


def _announced(text: str, head: str) -> BlockKind | None:
    short = len(text) <= _LONGEST
    if _KEYWORDS.match(head):
        return "keywords"
    if found := _ABSTRACT.match(head):
        return "abstract" if _ends_label(head, found) else None
    if short and _PAGE_LINE.fullmatch(head):
        return "boilerplate"
    if (short and (_is_byline(head) or signed(text))) or (len(text) <= _LONGEST_NOTE and _is_note(head)):
        return "byline"
    if _FURNITURE.match(head) or (short and (_LINE_OF_FURNITURE.fullmatch(head) or ".ICP备" in head)):
        return "boilerplate"
    if _BOX.match(head):
        return "quote_box"
    if short and _SOURCE_OF_BOX.fullmatch(head):
        return "caption"
    if text[0] == "|" and text.count("|") > 1:
        return "table"
    if short and _CAPTION.fullmatch(head):
        return "caption"
    return "byline" if short and signature(text) else None


def signature(text: str) -> bool:
    """Whether a text is a name in brackets, perhaps behind a place or a calling, as below a letter to the editor."""
    inner = text[1:-1].strip() if text[0] in "（(" and text[-1] in "）)" else ""
    return bool(inner) and (bool(names(inner)) or last_named(inner))


def _ends_label(head: str, found: re.Match[str]) -> bool:
    """Whether the word of an abstract is a label: in brackets, before a colon, a wide blank, or alone."""
    after = head[found.end() : found.end() + 1]
    spaced = found.group()[-1].isspace() and not found.group()[0].isascii()
    stopped = found.group()[0].isascii() and head[found.end() : found.end() + 2] in (". ", "— ", "– ")
    return found.group()[0] in "【[〔［" or after in (":", "：") or stopped or spaced or not after


def _is_byline(head: str) -> bool:
    if speaker := _SPEAKER.match(head):
        rest = head[speaker.end() :]
        return bool(rest) and (bool(names(rest)) or not re.search(r"[，。？！,?!]", rest))
    if _AUTHOR_NOTE.match(head):
        return True
    if _REPORTED.fullmatch(head):
        return True
    if _BYLINE.match(head):
        return head[-1] not in "。？！?!" or len(head) <= 40
    return _DATELINE.fullmatch(head) is not None or _TAKEN.fullmatch(head) is not None


def _is_note(head: str) -> bool:
    """Whether a text is a longer note on the authors: with a label, or with a name in brackets."""
    named = _BIOGRAPHY.match(head)
    return _NOTE.match(head) is not None or (named is not None and bool(names(named.group(1))))


def bracketed_note(text: str) -> bool:
    """Whether a byline is the note or the name in brackets that closes an article."""
    noted = text[0] in "（(【[〔［" and ("作者" in text or "课题组" in text or "課題組" in text)
    return noted or signature(text)


def abstract_label(text: str) -> bool:
    """Whether a line is nothing but the word that an abstract stands under."""
    return len(text) <= 20 and _ABSTRACT_ALONE.fullmatch(text.translate(_SIMPLIFIED)) is not None


def of_journal(text: str) -> bool:
    """Whether a text is one of the lines that a journal prints between abstract and body."""
    return _JOURNAL.match(text[:_LONGEST].translate(_SIMPLIFIED)) is not None


def page_number(text: str) -> bool:
    """Whether a text is nothing but the number of a page."""
    return len(text) <= 12 and text.strip("-—–· ").isdecimal()


_CN = "一二三四五六七八九十"
_KNOWN_SECTIONS = re.compile(rf"(?:[{_CN}\d]+[、.．]\s*)?(?:{_words(_SECTION_WORDS)})", re.IGNORECASE)
_CLOSING = re.compile(_words(_CLOSING_WORDS), re.IGNORECASE)
_REFERENCES = re.compile(rf"[【\[〔［]?\s*(?:{_words(_REFERENCE_WORDS)})\s*[】\]〕］]?\s*[:：]?", re.IGNORECASE)
_ENTRY = re.compile(r"[\[［【]?\d{1,3}[\]］】.．、]|[①-⑳]|[A-Z][\w’'-]+,?\s.{0,120}\(?(?:19|20)\d{2}[a-z]?\)?")


def known_section(text: str) -> bool:
    """Whether a heading is one that sections have and articles have not, such as 引言."""
    return len(text) <= 30 and _KNOWN_SECTIONS.fullmatch(text.translate(_SIMPLIFIED)) is not None


def closing_section(text: str) -> bool:
    """Whether an unnumbered heading is one that closes an article; those stand on its outermost level."""
    return len(text) <= 30 and _CLOSING.fullmatch(text.translate(_SIMPLIFIED)) is not None


def references_label(text: str) -> bool:
    """Whether a text is the line above a list of references."""
    return len(text) <= 30 and _REFERENCES.fullmatch(text.translate(_SIMPLIFIED)) is not None


def reference_entry(text: str) -> bool:
    """Whether a text looks like an entry of a list of references."""
    return _ENTRY.match(text) is not None


def plain_heading(text: str) -> bool:
    """Whether a text could be a heading without a number, or a title, by its looks alone."""
    if len(text) > 80 or not any(sign.isalpha() for sign in text):
        return False
    if text.isascii() or (text[0].isascii() and sum(map(str.isascii, text)) > _MOSTLY * len(text)):
        named = text[-1] == ":" and len(text) <= 40 and text.istitle()
        return text[0].isupper() and (named or text[-1] not in ".,;:") and not re.search(r"(?<!\b[A-Z])[.!;]\s", text)
    if len(text) > 40:
        text = "".join(text.split())
    if len(text) > 40 or any(mark in text for mark in "。；;") or text[-1] in "，,、：:.—…！!":
        return False
    asks = text[-1] in "？?"
    if closes_what_it_did_not_open(text) or breaks_off(text):
        return False
    return not asks or (len(text) <= _LONGEST_QUESTION and not any(mark in text for mark in "，：,:"))


_COLUMN = re.compile(
    r"[【\[]?(?:[\u4e00-\u9fff]{0,4}(?:社评|社论|时评|评论|短评|锐评|快评|热评)|来论|专栏|观察|观点)[】\]]?\s*[：:｜|丨∣]\s*\S.*"
)


def column_title(text: str) -> bool:
    """Whether a heading has the name of a column of opinion before it, as in 时评｜…."""
    return len(text) <= _LONGEST and _COLUMN.fullmatch(text.translate(_SIMPLIFIED)) is not None


NEWSPAPER = re.compile(
    r"[^，。：:]{2,8}(?:[日晚早晨时周]报|[周月季]刊|学报|杂志|[日晚早晨時週]報|[週月季]刊|學報|雜誌)"
)
"""The name of a newspaper or journal, as it stands at the head of a page."""
