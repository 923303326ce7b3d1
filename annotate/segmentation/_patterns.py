"""What single lines and paragraphs of Chinese essays look like: the labels, numberings and ends of sentences."""

from __future__ import annotations

import re

from schema import BlockKind

_CN = "一二三四五六七八九十百零〇"
_FINAL = "。！？!?….｡．"
_CLOSERS = "”’」』》〉\"'"
_BRACKETS = "）)】〕]"

NUMBERINGS: dict[str, re.Pattern[str]] = {
    "chapter": re.compile(rf"第[{_CN}\d]+[章编篇]|第[{_CN}\d]+部分"),
    "section": re.compile(rf"第[{_CN}\d]+节"),
    "cn": re.compile(rf"[{_CN}]+[、．.]"),
    "cn-bracket": re.compile(rf"[（(][{_CN}]+[）)]"),
    "dotted": re.compile(r"\d{1,2}(?:[.．]\d{1,2})+[.．]?\s"),
    "arabic": re.compile(r"\d{1,2}(?:[、．]|\.(?!\d))"),
    "arabic-bracket": re.compile(r"[（(]\d{1,2}[）)]|[①-⑳]"),
}
"""Styles of numbered headings. Their depth follows from the order in which an article uses them."""

_LABEL = r"[（(【\[《]?\s*(?:{})\s*[】\]）)]?\s*"

_ABSTRACT = re.compile(_LABEL.format("摘\\s*要|内容提要|内容摘要|提\\s*要|编者按|编者的话|导\\s*读|核心提示|Abstract"))
_KEYWORDS = re.compile(_LABEL.format(r"关\s*键\s*[词字]|Key\s?words?") + "[:：]", re.IGNORECASE)
_AUTHOR_NOTE = re.compile(r"[（(【\[]?\s*(?:本文|第一|通讯)?作者(?:简介$|单位$|系|为|均为|分别系|分别为|单位[:：])")
_BYLINE = re.compile(
    _LABEL.format(
        "(?:本文|第一|通讯)?作\\s*者(?:简介|单位)?|撰\\s*文|文|执笔人?|(?:本报|新华社|特约)?(?:记者|通讯员)|来\\s*源|稿源|转自|摘自|原载"
        "|课题组成员|(?:发布|发表|更新|刊发)(?:时间|日期)|时\\s*间|日\\s*期"
    )
    + "[:：/／]"
)
_DATE = r"(?:19|20)\d{2}\s*(?:[-/.]|年)\s*\d{1,2}\s*(?:[-/.]|月)\s*\d{1,2}\s*日?"
_DATELINE = re.compile(rf"(?:《[^》]{{2,20}}》\s*)?[（(]?\s*{_DATE}[^。]{{0,20}}[）)]?")
_FURNITURE = re.compile(
    _LABEL.format(
        "当前位置|您?的?位置|您现在的位置|字体大小|字\\s*[号体]|(?:浏览|阅读|点击|访问)(?:次数|量|数)?|责任编辑|本版(?:编辑|责编)"
        "|责\\s*编|编\\s*辑|审\\s*核|校\\s*对|监\\s*制|上一[篇条]|下一[篇条]|相关(?:阅读|新闻|链接|文章)|附件(?:下载)?|友情链接"
        "|主办(?:单位)?|承办单位|版权所有|联系(?:地址|我们|电话|方式)|地\\s*址|电\\s*话|邮\\s*编|邮\\s*箱|来稿邮箱|投稿邮箱"
        "|分享(?:到|至)?|DOI(?:编码)?|中图分类号|文献标[志识]码|文章编号|引用格式|基金项目|收稿日期|修回日期|E-?mail|网址|网站标识码"
    )
    + r"[:：]",
    re.IGNORECASE,
)
_FURNITURE_WORDS = re.compile(
    r"版权所有.*|Copyright\b.*|©.*|.{0,4}ICP备.*|.{0,4}公网安备.*|本版(?:编辑|责编)\s.*|(?:来稿|投稿)邮箱.*|友情链接|网站地图"
    r"|附件下载|打印本?页?|关闭窗口|返回(?:顶部|首页)|(?:原文|本文)(?:刊发|原载|刊载|发表|首发|载)于?.{2,}|DOI\b.*"
    r"|(?:首页|主页)\s*[>›»].*|[-—–·\s]*\d{1,4}[-—–·\s]*|第\s*\d+\s*[页版].{0,12}|扫一扫.{0,20}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\[[JMCDNRSPGZ](?:/OL)?\]")
_CAPTION = re.compile(r"[图表]\s*\d{1,2}(?:-\d{1,2})?[\s:：.．][^。]{1,50}")
_NAME = r"[\u4e00-\u9fff\U00020000-\U0002ffff·]"
_POST = (
    "教授|研究员|院士|博士|硕士|博士后|研究生|导师|讲师|学者|专家|院长|所长|校长|主任|会长|主席|书记|理事长|秘书长|部长|局长|处长|司长"
    "|工程师|经济师|总裁|经理|编辑|记者|评论员"
)
_BODY = "大学|学院|科学院|研究院|研究所|研究中心|研究会|党校|委员会|报社|公司|政研室|研究室|编辑部|协会|学会"
_AFFILIATED = re.compile(
    rf"[^。]{{2,70}}(?:{_POST})\s+{_NAME}\s?{_NAME}{{1,2}}|{_NAME}\s?{_NAME}{{1,2}}\s+[^。]{{0,20}}(?:{_BODY})[^。]{{0,40}}"
    r"|[^，,。：:\s]{2,20}(?:课题组|调研组|编写组|评论员)"
)
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵汪祁毛禹狄米贝明臧计成戴宋庞熊纪舒屈项祝"
    "董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔"
    "吉龚程邢裴陆荣翁荀羊甄家封储靳段焦巴车侯全班仰秋仲伊宫宁仇栾刘景詹束龙叶幸司黎薄印白蒲台从鄂索赖卓池乔双闻党翟谭贡劳姬申冉"
    "雍桑桂牛边燕冀尚农温别庄晏柴瞿阎慕连习艾容向古易廖耿匡文寇广东欧沃利越隆师巩聂晁敖冷辛简饶曾沙丰关查后游竺权商佟岳肖涂"
)
_NAME_CHARACTERS = re.compile(rf"{_NAME}{{2,3}}")
_SPLIT = re.compile(r"[\s、，,;；/]+")
_LABELS_ALONE = re.compile(
    r"[【\[]?\s*(?:摘\s*要|内容提要|内容摘要|提\s*要|编者按|导\s*读|核心提示)\s*[】\]]?\s*[:：]?"
)
_KNOWN_SECTIONS = re.compile(
    rf"(?:[{_CN}\d]+[、.．]\s*)?(?:引\s*言|前\s*言|导\s*[言语论]|绪\s*论|问题的提出|文献综述|结\s*[语论]|结束语|余\s*论)"
)
CLOSING_SECTIONS = re.compile(r"(?:结\s*[语论]|结束语|余\s*论|致\s*谢|后\s*记)")
"""Unnumbered headings that close an article; they stand on its outermost level."""
REFERENCES = re.compile(r"[【\[]?\s*(?:参\s*考\s*文\s*献|参考资料|注\s*释)\s*[】\]]?\s*[:：]?")
"""The line above a list of references."""
_ENTRY = re.compile(r"[\[［]?\d{1,3}[\]］.．、]|[①-⑳]|\[[JMCDNRSPGZ]")
_SENTENCE_MARK = re.compile(r"[，。、；！？：,;!?…]")

_LONGEST_HEADING = 50
_LONGEST_PLAIN_HEADING = 40
_LONGEST_BYLINE = 120


def complete(text: str) -> bool:
    """Whether a paragraph can end here: after a final mark, a semicolon, a colon or a closing bracket."""
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and (bare[-1] in _FINAL or bare[-1] in "；;：:" or text[-1] in _BRACKETS)


def has_marks(text: str) -> bool:
    """Whether there is punctuation that running text has."""
    return _SENTENCE_MARK.search(text) is not None


def labelled(text: str) -> BlockKind | None:
    """Return the kind that a text announces by its own wording, or None for headings and running text."""
    if _KEYWORDS.match(text):
        return "keywords"
    if found := _ABSTRACT.match(text):
        return "abstract" if found.group()[0] in "【[" or text[found.end() : found.end() + 1] in ":：" else None
    if _is_byline(text):
        return "byline"
    if _FURNITURE.match(text) or (len(text) <= _LONGEST_BYLINE and _FURNITURE_WORDS.fullmatch(text)):
        return "boilerplate"
    if _REFERENCE.search(text) and len(text) < 500 and not text.endswith("。"):
        return "reference"
    if text.startswith("■"):
        return "quote_box"
    if text.startswith("|") and text.count("|") > 1:
        return "table"
    return "caption" if _CAPTION.fullmatch(text) else None


def _is_byline(text: str) -> bool:
    if len(text) > _LONGEST_BYLINE:
        return False
    if _BYLINE.match(text) or _AUTHOR_NOTE.match(text):
        return True
    return _DATELINE.fullmatch(text) is not None or _AFFILIATED.fullmatch(text) is not None


def abstract_label(text: str) -> bool:
    """Whether a line is nothing but the word that an abstract stands under."""
    return _LABELS_ALONE.fullmatch(text) is not None


def numbering(text: str) -> str | None:
    """Return the style of a numbered heading, or None for anything else."""
    if len(text) > _LONGEST_HEADING or "。" in text or text[-1] in "。；;，,、：:":
        return None
    for style, pattern in NUMBERINGS.items():
        found = pattern.match(text)
        if found and text[found.end() :].strip():
            return style
    return None


def plain_heading(text: str) -> bool:
    """Whether a text could be a heading without a number, or a title, by its looks alone."""
    if len(text) > _LONGEST_PLAIN_HEADING or any(mark in text for mark in "。；;") or text[-1] in "，,、：:.":
        return False
    return any(sign.isalpha() for sign in text)


def known_section(text: str) -> bool:
    """Whether a heading is one that sections have and articles have not, such as 引言."""
    return _KNOWN_SECTIONS.fullmatch(text) is not None


def reference_entry(text: str) -> bool:
    """Whether a text looks like an entry of a list of references."""
    return _ENTRY.match(text) is not None or _REFERENCE.search(text) is not None


def names(text: str) -> tuple[str, ...]:
    """Return the Chinese names that a text consists of, a blank within a two-character name left out; or none."""
    found: list[str] = []
    for token in _SPLIT.split(text.strip()):
        if found and len(token) == 1 and len(found[-1]) == 1:
            found[-1] += token
        else:
            found.append(token)
    return tuple(found) if len(found) <= 8 and all(map(_is_name, found)) else ()


def _is_name(token: str) -> bool:
    return token[:1] in _SURNAMES and _NAME_CHARACTERS.fullmatch(token) is not None
