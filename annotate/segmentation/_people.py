"""Names and offices: what the lines look like that say who wrote a text."""

from __future__ import annotations

import re

_NAME = r"[\u4e00-\u9fff\U00020000-\U0002ffff·]"
_POST = (
    "教授|研究员|研究員|院士|博士|硕士|碩士|博士后|研究生|导师|導師|讲师|講師|学者|學者|专家|專家|院长|院長"
    "|所长|所長|校长|校長|主任|会长|會長|主席|书记|書記|理事长|理事長|秘书长|秘書長|部长|部長|局长|局長|处长"
    "|處長|司长|司長|工程师|工程師|经济师|總裁|总裁|经理|經理|省长|市长|县长|区长|州长|镇长|乡长|编辑|編輯"
    "|记者|記者|评论员|評論員"
    "|委员|委員|代表|议员|議員|律师|律師|法官|检察官|檢察官|主编|主編|董事长|董事長|理事|顾问|顧問"
)
_BODY = (
    "大学|大學|学院|學院|科学院|科學院|研究院|研究所|研究中心|研究会|研究會|党校|委员会|委員會|报社|報社|公司"
    "|政研室|研究室|编辑部|編輯部|协会|協會|学会|學會"
)
_WRITERS = "评论员|評論員|记者|記者|通讯员|通訊員|特约撰稿人?|特約撰稿人?|撰稿人?|撰文|执笔|執筆"
_AFFILIATED = re.compile(
    rf"[^。]{{2,70}}(?:{_POST})\s+{_NAME}\s?{_NAME}{{1,2}}|{_NAME}\s?{_NAME}{{1,2}}\s+[^。]{{0,20}}(?:{_BODY})[^。]{{0,40}}"
    rf"|[■◆●]?\s*(?:本[报刊報]|新华社|新華社)?(?:特约|特約)?(?:{_WRITERS})\s+{_NAME}[^，。：:？?]{{1,20}}"
)
_GROUP = re.compile(r"[^，,。：:\s]{2,24}(?:课题组|課題組|调研组|調研組|编写组|編寫組|评论员|評論員)")
_SEATED = re.compile(rf"[^。]*(?:{_BODY})[^。]*[^。\d]\d{{6}}[^。\d]*[）)]?")
"""The institutions of numbered authors, with their postcodes."""
_EMPLOYED = re.compile(rf"{_NAME}{{2,3}}[^，。：:？?]{{0,30}}(?:{_BODY})[^，。：:？?]{{0,16}}(?:{_POST})")
_PRESENTED = re.compile(rf"[^，。：:？！]{{4,60}}(?:{_POST}){_NAME}{{2,3}}")
_POSTED = re.compile(rf"[（(]({_NAME}{{2,3}})(?:系|为|為|是|[，,：:])[^（(]*(?:{_BODY}|{_POST})[^（(]*[）)]")
_ORGAN = re.compile(
    rf"[\u4e00-\u9fff（）()·“”「」]{{0,40}}(?:{_BODY}|国务院|國務院|政府|办公[厅室]|辦公[廳室]|[部厅廳局院会會委署处處]|支部|小组|小組"
    "|编辑|編輯)"
)
_SEATED_NAME = re.compile(rf"({_NAME}{{2,4}})\s?[（(][^（）()。]*(?:{_POST}|{_BODY})[^（）()。]*[）)]")
_SENT = re.compile(rf"(?:本[报刊報]|新华社|新華社)(?:特约|特約|实习|實習)?(?:{_WRITERS})\s*")
_CALLED = re.compile(rf"[\u4e00-\u9fff]{{2,8}}(?:{_WRITERS})\s+(.+)")
"""Whose reporter somebody is, and the name."""
_SIGNED_OFF = re.compile(r"[^，。：:！？]{2,24}(?:敬上|[谨謹]上|拜上|[谨謹敬][启啟]|[谨謹][识識志誌]|[顿頓]首)")
"""Who a letter is from, at its end."""
_AUTHORED = re.compile(r"([^，。：:]{2,20}?)\s+(?:[编編]?著|[编編]?[译譯]|撰文?|[编編])")
_ENGLISH = re.compile(
    r"(?i:By)\s+[A-Z][\w.’'-]*(?:,?\s+(?:and\s+|&\s*)?[A-Z][\w.’'-]*){0,9}(?:,\s?.{2,60}|\son\s.{2,60})?"
)
_HONORIFIC = r"(?:(?:(?:Rt\.?\s)?Hon|Dr|Prof|Mr|Mrs|Ms|Sen|Rep)\.?\s|(?:Professor|Sir|Dame|Senator|Governor)\s)?"
_ENGLISH_NAME = rf"{_HONORIFIC}[A-Z][\w’'-]+(?:\s[A-Z][\w.’'-]*){{1,3}}[\d*†‡,]*"
_ENGLISH_NAMES = re.compile(rf"{_ENGLISH_NAME}(?:(?:\s?,|\s?;|\sand|\s&)\s{_ENGLISH_NAME})*")
_HEADINGS = (
    "the a an executive summary introduction background overview conclusion conclusions key main findings new old"
    " recommendations policy policies next steps abstract foreword preface contents works cited further reading what"
    " why how where when who our your this that problem problems solution solutions issue issues options analysis"
    " discussion results"
)
_NO_NAMES = frozenset(_HEADINGS.split())
"""Words that headings have, and names have not."""
_INSTITUTION = re.compile(r"\b(?:University|Department|Institute|College|School of|Faculty|Cent(?:re|er) for)\b")
_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒"
    "屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸"
    "左石崔吉龚程嵇邢裴陆荣翁荀羊甄家封芮羿储靳汲邴糜段巫焦巴隗车侯宓全郗班仰秋仲伊宫宁仇栾甘厉戎祖武刘景詹束龙叶幸司韶郜黎蓟薄印"
    "宿白蒲邰台从鄂索咸赖卓蔺屠蒙池乔胥双闻莘党翟谭贡劳逄姬申冉堵郦雍桑桂濮牛寿边扈燕冀郏浦尚农温别庄晏柴瞿阎慕连茹习宦艾容向古易戈"
    "廖庾暨衡耿匡文寇广东殳欧沃利蔚越夔隆师厍巩聂晁敖冷訾阚辛简饶曾沙丰鞠关蒯查后游竺权逯商佟岳肖涂闫閆覃仝佘亓"
    "趙錢孫鄭馮陳褚衛蔣瀋韓楊許呂張嚴魏薑謝鄒竇蘇葉範魯韋馬鳳鮑費賀湯羅畢鄔樂顧黃蕭貝計戴龐紀項閔賈婁顏鐘駱樊淩萬盧莫經繆鄧龔陸榮儲"
    "寧欒厲劉龍薊懷賴藺喬雙聞黨譚貢勞酈莊閻連習關東歐聶簡饒豐塗吳應溫遊藍談車邊遲郟鍾闞齊廣鞏宮壽雲農從"
)
_NAME_CHARACTERS = re.compile(rf"{_NAME}{{2,4}}")
_ACCOUNT = re.compile(r"[\u4e00-\u9fff]{3,12}")
"""What a journal or an account is called."""
_SEAT = re.compile(rf"[^，。：；？！]{{0,40}}(?:{_BODY}|分校|[实實][验驗]室|中心|智[库庫]|基金[会會]|课题组|課題組)")
_SPLIT = re.compile(r"[\s、，,;；/]+")
_NOTES = "0123456789¹²³⁴*＊†,，"
_DOUBLE = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "夏侯",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "轩辕",
    "歐陽",
    "司馬",
    "諸葛",
)
_MOST_NAMES = 8
_LONGEST = 120


def names(text: str) -> tuple[str, ...]:
    """Return the Chinese names that a text consists of, a blank within a two-character name left out; or none."""
    if text[:1] not in _SURNAMES or len(text) > _LONGEST:
        return ()
    found: list[str] = []
    for token in _SPLIT.split(text.strip().removesuffix("等").rstrip()):
        name = token.rstrip(_NOTES)
        if found and len(name) == 1 and len(found[-1]) == 1:
            found[-1] += name
        else:
            found.append(name)
    return tuple(found) if len(found) <= _MOST_NAMES and all(map(_is_name, found)) else ()


def english_names(text: str) -> bool:
    """Whether a text is two or more capitalised words to a name, and nothing but names, perhaps with marks of notes."""
    if len(text) > _LONGEST or _ENGLISH_NAMES.fullmatch(text) is None:
        return False
    return _NO_NAMES.isdisjoint(text.lower().split())


def surnames(text: str) -> tuple[str, ...]:
    """Return the last names in an English byline, such as By Ann Weaver and John Dyer; none in any other text."""
    if not (_ENGLISH.fullmatch(text) or english_names(text)):
        return ()
    listed = re.split(r",\s?|\sand\s|\s&\s|\son\s", text)
    return tuple(last for one in listed if len(words := one.split()) > 1 and len(last := words[-1].strip(".,*†‡")) > 1)


def institution(text: str) -> bool:
    """Whether a short line names a university or the like."""
    return len(text) <= _LONGEST and _INSTITUTION.search(text) is not None


def names_before(raw: str) -> int | None:
    """Return where the bar stands between names and a title in one line, or None."""
    at = max(raw.find("|"), raw.find("｜"))
    bare = raw[:at].strip() if at > 0 else ""
    return at if bare and raw[at + 1 :].strip() and names(bare) else None


def _is_name(token: str) -> bool:
    if token[:1] not in _SURNAMES or not _NAME_CHARACTERS.fullmatch(token):
        return False
    return len(token) <= 3 or token.startswith(_DOUBLE) or "·" in token


def signed(text: str) -> bool:
    """Whether a line says by its form who wrote a text: an office and a name, a group, an English By."""
    if len(text) > _LONGEST:
        return False
    if text[0] in _SIGNED_STARTS and _by_its_start(text):
        return True
    if text[-1] in _SIGNED_ENDS and _by_its_end(text):
        return True
    if not any(blank in text for blank in _BLANKS):
        return False
    return _AFFILIATED.fullmatch(text) is not None or reporter(text)


def reporter(text: str) -> bool:
    """Whether a text is whose reporter somebody is, and the name, as in 临溪日报记者 陈大年."""
    called = _CALLED.fullmatch(text)
    return called is not None and bool(names(called.group(1)))


_BLANKS = " \u3000\u2002\xa0"
_SIGNED_STARTS = frozenset("Bb本新□■◆●◎○")
_SIGNED_ENDS = frozenset("）)0123456789上启啟识識志誌首组組员員著译譯撰编編")


def _by_its_start(text: str) -> bool:
    """Whether names stand behind the English By, behind a bullet or behind the calling of a reporter."""
    if text[0] in "Bb":
        return _ENGLISH.fullmatch(text) is not None
    sent = _SENT.match(text)
    return bool(names(text[sent.end() :] if sent else text[1:].strip() if text[0] not in "本新" else ""))


def _by_its_end(text: str) -> bool:
    """Whether a line ends as those do that say who wrote a text: in an office, a postcode, a wish, a group."""
    if text[-1] in "）)" and (found := _SEATED_NAME.fullmatch(text) or _POSTED.fullmatch(text)):
        return bool(names(found.group(1)))
    if found := _AUTHORED.fullmatch(text):
        return bool(names(found.group(1)))
    return any(pattern.fullmatch(text) for pattern in (_SEATED, _SIGNED_OFF, _GROUP))


def names_and_account(text: str) -> bool:
    """Whether a text is names and, behind a blank, what came out under them: a journal, an account."""
    head, _, tail = text.replace("\u3000", " ").rpartition(" ")
    return bool(names(head)) and _ACCOUNT.fullmatch(tail) is not None and not names(tail)


def account(text: str) -> bool:
    """Whether a text could be what a journal or an account is called."""
    return _ACCOUNT.fullmatch(text) is not None


def seat(text: str) -> bool:
    """Whether a line is what institutions are called, one or several."""
    return _SEAT.fullmatch(text) is not None


def employed(text: str) -> bool:
    """Whether a text begins with a name, goes on with an institution and ends with an office."""
    return text[0] in _SURNAMES and _EMPLOYED.fullmatch(text) is not None


def presented(text: str) -> bool:
    """Whether a text is offices and the name of who holds them, as below a portrait."""
    return _PRESENTED.fullmatch(text) is not None and bool(names(text[-3:]) or names(text[-2:]))


def seats(text: str) -> bool:
    """Whether a text names a body that people belong to."""
    return re.search(_BODY, text) is not None


def organ(text: str) -> bool:
    """Whether a text is what offices and bodies are called, as below what they publish."""
    return _ORGAN.fullmatch(text) is not None


def last_named(text: str) -> bool:
    """Whether a short line ends in a name behind a blank, such as a town or a calling and a name."""
    head, _, tail = text.rpartition("\u3000") if "\u3000" in text else text.rpartition(" ")
    return 0 < len(head.strip()) <= 12 and bool(tail) and bool(names(tail)) and not re.search(r"[，。：？！,:?!]", head)
