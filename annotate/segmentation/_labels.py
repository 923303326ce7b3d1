"""What a text announces by its own wording: bylines, keywords, furniture, in both scripts and in English."""

from __future__ import annotations

import re

from annotate.segmentation._furniture import OPENERS, english_note, furniture, licence
from annotate.segmentation._people import last_named, names, presented, signed
from annotate.segmentation._pictures import of_picture
from annotate.segmentation._sentences import has_marks
from annotate.segmentation._wording import BEHIND_LABEL, LONGEST, both_scripts, label, simplified, words
from schema import BlockKind

_LONGEST_REFERENCE = 500
_LONGEST_NOTE = 400
"""Characters of the longest note on the authors that has a label."""
_ABSTRACT_WORDS = (
    "摘要 中文摘要 内容提要 内容摘要 提要 编者按 编者的话 编者按语 编前语 导读 核心提示 阅读提示 Abstract ABSTRACT"
    " Summary SUMMARY"
)
_KEYWORD_WORDS = "关键词 关键字 主题词 Keywords Key_words KEYWORDS KEY_WORDS"
_NOTE_WORDS = "作者简介 第一作者简介 作者单位 通讯作者 作者信息"
_BYLINE_WORDS = (
    "作者 采写 本文作者 第一作者 通讯作者 作者简介 作者单位 撰文 撰稿 文 执笔 执笔人 来源 稿源 原文出处"
    " 转自 摘自 原载 课题组成员 课题组组长 发布时间 发布日期 发表时间 发表日期 更新时间 更新日期 最后更新 刊发时间"
    " 刊发日期 时间 日期 原标题 Author Authors Source Published Updated Posted"
    " Date Venue Location Press_Release Media_Release"
)
_SPEAKER_WORDS = "记者 本报记者 新华社记者 特约记者 通讯员 本报通讯员 本刊记者 实习记者"
_BOX_WORDS = "链接 延伸阅读 相关链接 背景 名词解释 知识链接 资料 小资料 数据 观点"
_ABSTRACT = re.compile(label(_ABSTRACT_WORDS))
_ABSTRACT_ALONE = re.compile(label(_ABSTRACT_WORDS) + "[:：]?")
_KEYWORDS = re.compile(label(_KEYWORD_WORDS) + BEHIND_LABEL, re.IGNORECASE)
_AUTHOR_NOTE = re.compile(
    r"[（(【\[]?\s*(?:本文|第一|通讯)?作者(?:简介$|介绍[:：]|单位$|系|为|是|均为|分别系|分别为|单位[:：])|[（(【\[]\s*作\s*者\s*[:：]"
)
_BYLINE = re.compile(label(_BYLINE_WORDS) + r"(?:[:：/／|｜=＝]|(?<=[】\]〕］])(?=\S))")
_NOTE = re.compile(label(_NOTE_WORDS) + BEHIND_LABEL)
_SPEAKER = re.compile(label(_SPEAKER_WORDS) + r"[:：/／]\s*")
_CALLING = re.compile(label(_SPEAKER_WORDS))
"""The calling of a reporter, whose name stands elsewhere."""
_REPORTED = re.compile(
    r"[（(【\[〔][^】）)\]〕。，]{0,8}(?:记者|通讯员|特派员)\s*[\u4e00-\u9fff][^】）)\]〕。，]+[】）)\]〕]"
)
"""Who reported, in brackets, perhaps with the kind of report."""
_GLUED_NOTE = re.compile(r"(?<=[。！？”])(?<![^。！？]”)\s*([（(](?:[^（）()。]|[（(][^（）()。]*[）)])+[）)])$")
_BY = re.compile(r"[（(]\s*(?:本文|第一)?作者(?:[系为是均:：\s]|单位|简介|分别)")
_WROTE = re.compile(r"(?:撰?文|记者|記者|编译|編譯)[/／：:|｜︱]?\s*(\S.*)")
_BIOGRAPHY = re.compile(r"【\s*([\u4e00-\u9fff]{2,4})\s*[】／/・·|｜]")
_WRITTEN = re.compile(r".{2,12}[|｜/／]\s*文")
_BARRED = re.compile(r"[^，。：:|｜丨︱]{1,8}[|｜丨︱]\s*(\S.*)")
"""A name behind a bar, with what it is the name of before it."""
_WRITER = re.compile(r"[^，。：:|｜丨︱]{0,12}(?:撰稿人?|撰文|作者|出品|[编編][译譯])\s*[|｜丨︱]\s*\S[^，。]{0,30}")
"""Who wrote a text, behind a bar and a word that says so."""
_WIRED = re.compile(
    r"(?:新[华華]社|中新社|本[报報])[^，。\s]{1,10}\s?\d{1,2}\s*月\s*\d{1,2}\s*日\s*[电電讯訊][^。]{0,60}"
)
"""Where and when an agency sent a text, on a line of its own."""
_TAKEN = re.compile(
    r"[（(]?(?:本文|文章|本稿)?\s*(?:来自|来源于|转载自|转自|摘自|节?选自|原文来自|来源(?=《))[^。，]{2,30}[）)]?"
)
_ORIGINAL = re.compile(r"原[创創]\s+\S[^，。]{1,40}")
"""Who wrote a text, and the account on which it came out first."""
_CREDITED = re.compile(r".{10,}\((?:AP|AFP|Reuters|Getty|EPA|Xinhua)\b[^()]{0,40}\)")
_REGARDS = re.compile(
    r"(?:(?:Yours )?(?:Sincerely|Faithfully|Truly|Respectfully)(?: yours| submitted)?|(?:Best|Kind) regards),",
    re.IGNORECASE,
)
"""What a letter closes with, above the name of who wrote it."""
_MONTHS = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_TH = "(?:st|nd|rd|th)?"
_DATE = (
    r"(?:19|20)\d{2}"
    r"(?:\s*年\s*\d{1,2}\s*月\s*\d{1,2}(?:\s*[-—–~～至]\s*\d{1,2})?\s*日|\s*-\s*\d{1,2}\s*-\s*\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})"
)
_IN_WORDS = (
    r"[一二][〇○O零九][〇○O零一二三四五六七八九]{2}\s*年\s*[一二三四五六七八九十]{1,2}\s*月"
    r"(?:\s*[一二三四五六七八九十]{1,3}\s*日)?"
)
"""A date whose figures are Chinese, or letters that look like them."""
_DATELINE = re.compile(
    rf"(?:19|20)\d{{2}}\s*年\s*\d{{1,2}}\s*月\s*\d{{1,2}}\s*日?\s*(?:来源|作者)\s*[:：].{{0,20}}"
    rf"|(?:《[^》]{{2,20}}》\s*)?[（(]?\s*{_DATE}[^。，,、；;]{{0,20}}[）)]?|[（(]?(?:19|20)\d{{2}}\s*年\s*\d{{1,2}}\s*月[）)]?|[（(]?{_IN_WORDS}[）)]?"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+(?:the\s+)?)?"
_ENGLISH_DATE = re.compile(
    rf"(?:[A-Z][^.!?]{{0,50}}[,|]\s+)?{_WEEKDAY}(?:\d{{1,2}}{_TH}\s+(?:{_MONTHS})|(?:{_MONTHS})\.?\s+\d{{1,2}}{_TH})(?:,|\s·)?\s+(?:19|20)\d{{2}}"
    r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}(?:\s?[ap]\.?m\.?)?)?"
    rf"|(?:{_MONTHS})\s+(?:19|20)\d{{2}}|\d{{1,2}}/\d{{1,2}}/(?:19|20)\d{{2}}"
    rf"|[A-Z][^.!?]{{0,60}},\s+(?:Volume\s+\d+,\s+)?(?:Issue|No\.?)\s*\d+,\s+(?:(?:{_MONTHS})\s+)?(?:19|20)\d{{2}}"
)
"""A date or the issue of a journal, perhaps behind its name."""
_PAGE_LINE = re.compile(rf"(?:\S{{2,10}}\s+)?{_DATE}\s+.*(?:星期|第\s*\d+\s*版|[责编]).*")
_UPDATED = re.compile(rf"(?:[发發][表布]|更新|刊[发發])[于於]\s*{_DATE}[^。]{{0,60}}")
"""A date behind a word that says what was done on it, and who did it where."""
_DATED = re.compile(
    rf"[^\s，。、；：:！？!?]{{1,16}}[ \u3000|｜·]{{1,3}}{_DATE}"
    rf"|[写寫刊撰][于於]\s*{_DATE}.{{0,24}}"
)
"""A date behind the name of who wrote on it, or behind a word that says what was done on it."""
_PRINTED = re.compile(r"[\u4e00-\u9fff]{2,10}[报報刊网網]\s*/(?:[\d\s]+[年月日]\s*/){2,3}.{0,20}")
"""Where and when an archive says that a text was printed."""
_REFERENCE = re.compile(r"\[(?:[JMCDNRSPGZ]|EB|DB|CP)(?:/OL)?\]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+\.(?:com|cn|org|net|gov|edu)/\S*")
_PICTURE = re.compile(r"[^，]{2,80}\S\s*[摄攝][）)]?|.{2,60}(?:供图|供圖|资料图片?|資料圖片?)[）)]?")
"""What stands below a picture, with who took it."""
_CHART = re.compile(
    r"[^，。：？]{2,30}(?:[统統][计計]表|折[线線][图圖]|示意[图圖]|[对對]照[图圖表]|分[布佈][图圖]|流程[图圖]|[柱条條][状狀形][图圖])"
)
"""What a chart or a table shows, and which it is."""
_SENT_PICTURE = re.compile(r"[^。]{4,80}[。\s]\s*(?:新[华華]社|中新社|本[报報])[发發]")
"""What stands below a picture, with the agency that sent it."""
_SOURCE_LABEL = re.compile(r"[（(]?(?:资料|数据)来源[:：]")
_CAPTION = re.compile(
    r"[<＜〈【]?(?:图表?|表|专栏)\s*(?:\d{1,2}(?:[-.]\d{1,2})?|[一二三四五六七八九十]{1,2})[\s:：.．>＞〉】][^。]{1,50}|(?:Figure|Fig\.?|Table|Chart|Exhibit|Map|Graph|Box)\s+\d{1,2}"
    r"(?:[-.]\d{1,2})?(?:\s?[.:|–—-])?\s[A-Z0-9].{1,100}"
)
_BOX = re.compile(rf"[■◆●]|【\s*(?:{words(_BOX_WORDS)})[^】]{{0,4}}】")
_SOURCE_OF_BOX = re.compile(r"[（(]?资料来源[:：].{1,100}")
_CREDIT = re.compile(
    r"[（(]?(?:图片|照片)(?:来源|来自)\s*[:：/]?\s*.{2,20}|图\s*[/｜|／]\s*.{2,20}|[▲△↑▼]\s*[^。]{2,80}|数据来源[:：].{2,60}"
    r"|(?:\S.*\s)?(?:图片|照片)?来源[:：]\s*[^\s，。]{2,20}|[^。]{4,}[。\s][”’」』]?\s*(?:摄影?|图|照片)\s*[:：/／]\s*\S.{1,40}"
)
"""What stands below a picture, with whose it is."""
_TELEPHONE = re.compile(
    r"[^，。\d]{2,12}[:：]\s*(?:0\d{2,3}\s?[-—－ ]\s?\d{7,8}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|1\d{10})"
)
"""Whom to call, and under what number."""
_NUMBER = re.compile(r"[（(]?[^\s，。]{2,12}[〔\[（(［](?:19|20)\d{2}[〕\]）)］]\s*(?:第\s*)?\d+\s*[号號][）)]?")
"""The number of a document of an authority."""
_CODE = re.compile(r"【[^】]{2,12}】\s*[A-Za-z][\w.:-]*\d")
"""The number of a document in a database."""
_NOTED_BELOW = re.compile(r"[（(]?注\s*\d{0,2}\s*[:：]")
_PASSED = re.compile(rf"[（(]{_DATE}[^。]{{2,80}}(?:通过|发布|公布|修订|修正|施行|印发|批准)[^。]{{0,30}}[）)]")
"""When and by whom a law was passed."""
_SOURCED_BOX = re.compile(r"[。！？”]\s*[（(]?资料来源[:：][^。]{1,30}$")
_LONGEST_SOURCE = 40
_CREDIT_OPENERS = "（(图圖照▲△↑▼数數"
_SPREAD = r"(?:\u3000{3,}|[ \t\u3000]{4,})"
"""What stands between the two ends of a line that is set from margin to margin."""
_HEAD_OF_PAGE = re.compile(
    rf"[^，。；]{{2,40}}{_SPREAD}(?:\d{{1,4}}|{_DATE})|\S{{2,20}}\s+(?:19|20)\d{{2}}\s*年\s*第\s*\d+\s*期"
    r"|.{2,60},\sVol\.?\s*\d+.*"
)
"""A running head with the number of the page or the issue, a masthead with its date."""
_FORMS: tuple[tuple[str, re.Pattern[str], BlockKind], ...] = (
    ("0123456789m.", _ENGLISH_DATE, "byline"),
    ("0123456789日", _DATED, "byline"),
    ("文", _WRITTEN, "byline"),
    ("号號）)", _NUMBER, "byline"),
    ("0123456789", _CODE, "boilerplate"),
    ("0123456789", _TELEPHONE, "boilerplate"),
    ("/版", _PRINTED, "byline"),
    (")", _CREDITED, "caption"),
    (",", _REGARDS, "byline"),
    ("摄攝图圖）)", _PICTURE, "caption"),
    ("发發", _SENT_PICTURE, "caption"),
    ("图圖表", _CHART, "caption"),
)
"""Kinds of short texts by their form, with the characters that such a text ends with."""
_FORMED_ENDS = frozenset("".join(ends for ends, _, _ in _FORMS))
_OTHER_OPENERS = "（(【[《〔［ \u3000本第通收实总图表资■◆●注专|0123456789０１２３４５６７８９-—–·©微扫主报送抄文原首"
"""First characters of what is announced by no word of the lists."""


_SPACED_FIGURES = re.compile(r"\d \d \d")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)\s(?=\d)|\s(?=[/年月日])|(?<=/)\s")
"""Blanks that a reader of PDF leaves in dates."""


def _openers() -> frozenset[str]:
    """Return the first characters of all that is announced, in both scripts and cases."""
    lists = (_ABSTRACT_WORDS, _KEYWORD_WORDS, _BYLINE_WORDS, _SPEAKER_WORDS)
    firsts = (
        {word[0] for listed in lists for word in listed.split()} | set(_OTHER_OPENERS) | set("CHAVPITFMEGB<＜〈一二")
    )
    firsts = both_scripts(firsts | OPENERS)
    return frozenset(firsts | {sign.swapcase() for sign in firsts if sign.isascii()})


_BACK = "↩\ufe0e\ufe0f"
_BACK_TO_MARK = ("↩", "↩\ufe0e", "↩\ufe0f")
"""What notes end with on pages made from Markdown: a link back to where they are called."""
_OPENERS = _openers()
"""A text that begins otherwise need not be looked at."""


def labelled(text: str) -> BlockKind | None:
    """Return the kind that a text announces by its own wording, or None for headings and running text."""
    if text[-1] in _BACK and text.endswith(_BACK_TO_MARK):
        return "footnote"
    if text[0] in _OPENERS and (kind := _announced(text, simplified(text[:LONGEST]))):
        return kind
    if len(text) <= LONGEST and (kind := _formed(text)):
        return kind
    if of_picture(text):
        return "caption"
    if english_note(text):
        return "boilerplate"
    if "]" in text and len(text) < _LONGEST_REFERENCE and text[-1] != "。" and _REFERENCE.search(text):
        return "reference"
    return None


def _formed(text: str) -> BlockKind | None:
    """Return the kind that a short text has by its form, however it begins."""
    if signed(text) or _of_name(text):
        return "byline"
    if text[-1] in _FORMED_ENDS:
        for ends, pattern, kind in _FORMS:
            if text[-1] in ends and pattern.fullmatch(text):
                return kind
    if (text[0] in _CREDIT_OPENERS or any(sign in text for sign in "：:／")) and _CREDIT.fullmatch(simplified(text)):
        return "caption"
    return "boilerplate" if _of_page(text) else None


def _of_name(text: str) -> bool:
    """Whether a name stands behind a bar, or an agency says on a line of its own where it sent a text from."""
    if any(bar in text for bar in "|｜丨︱"):
        barred = _BARRED.fullmatch(text)
        if (barred and names(barred.group(1))) or _WRITER.fullmatch(text):
            return True
    return text[0] in "新中本" and _WIRED.fullmatch(text) is not None


def _of_page(text: str) -> bool:
    """Whether a text is the head of a page, a licence or an address."""
    if (text[-1].isdecimal() or text[-1] in "期日" or "Vol" in text) and _HEAD_OF_PAGE.fullmatch(text):
        return True
    if licence(text):
        return True
    if ("/" in text or "www." in text) and text[-1] not in "。." and _ADDRESS.search(text):
        return True
    return ("版" in text or "星期" in text) and not has_marks(text) and _PAGE_LINE.search(text) is not None


def _announced(text: str, head: str) -> BlockKind | None:
    short = len(text) <= LONGEST or ("://" in head and len(_ADDRESS.sub("", text)) <= LONGEST)
    if short and _SPACED_FIGURES.search(head):
        head = _BETWEEN_FIGURES.sub("", head)
    if _KEYWORDS.match(head):
        return "keywords"
    if found := _ABSTRACT.match(head):
        return "abstract" if _ends_label(head, found) else None
    if short and _PAGE_LINE.fullmatch(head):
        return "boilerplate"
    if (short and (_is_byline(head) or signed(text))) or (len(text) <= _LONGEST_NOTE and _is_note(head)):
        return "byline"
    if furniture(head, short):
        return "boilerplate"
    if _NOTED_BELOW.match(head):
        return "footnote"
    return _set_apart(text, head, short)


def _set_apart(text: str, head: str, short: bool) -> BlockKind | None:
    """Return the kind of a text that is set apart from the running text: a box, a caption, a table."""
    if _BOX.match(head):
        return "quote_box"
    if text[0] == "|" and text.count("|") > 1:
        return "table"
    if short and (_SOURCE_OF_BOX.fullmatch(head) or _CAPTION.fullmatch(head)):
        return "caption"
    return "byline" if short and (signature(text) or _in_office(text)) else None


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
    return any(pattern.fullmatch(head) for pattern in (_DATELINE, _CALLING, _PASSED, _TAKEN, _ORIGINAL, _UPDATED))


def _is_note(head: str) -> bool:
    """Whether a text is a longer note on the authors: with a label, or with a name in brackets."""
    named = _BIOGRAPHY.match(head)
    return _NOTE.match(head) is not None or (named is not None and bool(names(named.group(1))))


def bracketed_note(text: str) -> bool:
    """Whether a byline is the note or the name in brackets that closes an article."""
    noted = text[0] in "（(【[〔［" and ("作者" in text or "课题组" in text or "課題組" in text)
    return noted or signature(text) or _in_office(text)


def glued_note(text: str) -> int | None:
    """Return where the note in brackets on who wrote a text begins behind the end of its last sentence, or None."""
    found = _GLUED_NOTE.search(text[-LONGEST:]) if text[-1] in "）)" else None
    if found is None or not (_BY.match(simplified(found.group(1))) or _in_office(found.group(1))):
        return None
    return max(len(text) - LONGEST, 0) + found.start(1)


def _in_office(text: str) -> bool:
    """Whether a text is in brackets an office and the name of who holds it, or who wrote."""
    inner = text[1:-1].strip() if text[0] in "（(" and text[-1] in "）)" else ""
    wrote = _WROTE.fullmatch(inner)
    return bool(inner) and (signed(inner) or presented(inner) or (wrote is not None and bool(names(wrote.group(1)))))


def abstract_label(text: str) -> bool:
    """Whether a line is nothing but the word that an abstract stands under."""
    return len(text) <= 20 and _ABSTRACT_ALONE.fullmatch(simplified(text)) is not None


def regards(text: str) -> bool:
    """Whether a line is what a letter closes with, above the name of who wrote it."""
    return _REGARDS.fullmatch(text) is not None


def keywords_label(text: str) -> bool:
    """Whether a line is nothing but the word that keywords stand behind."""
    return len(text) <= 20 and _KEYWORDS.fullmatch(simplified(text)) is not None


def dateline(text: str) -> bool:
    """Whether a text is a date and little more."""
    return len(text) <= LONGEST and _DATELINE.fullmatch(simplified(text)) is not None


def source_label(text: str) -> bool:
    """Whether a text begins with the word behind which the source of a table or a chart is named."""
    return _SOURCE_LABEL.match(simplified(text[:LONGEST])) is not None


def sourced_box(text: str) -> bool:
    """Whether a text ends with its source, as boxes do."""
    end = text[-_LONGEST_SOURCE:]
    return "源" in end and _SOURCED_BOX.search(simplified(end)) is not None
