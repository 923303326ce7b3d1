"""Furniture of pages and sites by its wording: buttons, editors, licences, numbers of pages, lines of journals."""

from __future__ import annotations

import re

from annotate.segmentation._wording import BEHIND_LABEL, LONGEST, label, simplified, words

_JOURNAL_WORDS = "中图分类号 文献标志码 文献标识码 文章编号 DOI 基金项目 收稿日期 Received JEL JEL分类号"
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
    "友情链接 网站地图 附件下载 打印 打印页 打印本页 关闭窗口 返回顶部 返回首页 分享 收藏 点赞 下载 Advertisement 全屏"
    " 原创 放大 缩小 增大 减小 朗读 纠错 关闭 大 中 小 字号 字体 相关报道 相关阅读 相关新闻 相关链接"
)
_FURNITURE = re.compile(
    rf"{label(_FURNITURE_WORDS)}[:：/／]|{label(_JOURNAL_WORDS)}{BEHIND_LABEL}|(?:主?[报送]|抄[报送])[:：]"
    r"|[【\[](?:免责|版权|特别)声明[】\]]",
    re.IGNORECASE,
)
_JOURNAL = re.compile(label(_JOURNAL_WORDS), re.IGNORECASE)
_LINE_OF_FURNITURE = re.compile(
    rf"(?:{words(_BUTTONS)})[:：]?"
    r"|(?:本版|责任)?(?:编辑|责编|美编)\s.*|[（(【〔［\[](?:责任)?编辑\s.*[）)】〕］\]]|(?:来稿|投稿)邮箱.*|字[号体]\s.*"
    r"|(?:邮发代号|国[内际](?:统一)?刊号)[:：\s].{2,20}|扫一扫.{0,20}|微信扫.{0,20}|[（(]此件[^。]{2,20}[）)]"
    r"|(?:原文|本文)(?:内容)?原?(?:刊发|刊登|载|刊载|发表|首发|来自|转载)[于於自]?.{2,}|[（(][上下](?:接|转).{1,12}[）)]"
    r"|版权所有.*|Copyright\b.*|©.*|All rights reserved.*|(?:首页|主页|Home)\s*[>›»].*"
    r"|[-—–·\s]*\d{1,4}(?:\s+\d{1,4})*[-—–·\s]*|第\s*\d+\s*[页版].{0,12}|Page \d+.*"
    r"|[（(]?(?:总\s*)?第\s*\d+\s*[卷期][）)]?(?:\s.*)?"
    r"|(?:19|20)\d{2}\s*年\s*(?:第\s*\d+\s*期.*|\d{1,2}\s*月\s[^，。]{6,})|Vol\.?\s*\d+.*|ISSN\b.*|DOI\b.*"
    r"|\d{1,2}:\d{2}\s*(?:AM|PM|[ap]\.m\.)(?:\s[A-Z]{2,4})?"
    r"|Advertisement\b.{0,40}|\d{1,2}[ -]min(?:ute)?s?(?: read)?",
    re.IGNORECASE,
)
_PRESSED = "举报|分享|查看|回复|踩|赞|点赞|收藏|评论|转发|跟帖|登录|注册|搜索|下载APP|首页|更多|上一页|下一页|余下全文"
_ON_SCREEN = re.compile(
    rf"(?:(?:{_PRESSED})\s*[\d|/]*\s*){{2,}}|阅读原文|展开全文|喜欢此内容的人还喜欢|往期(?:推荐|回顾|精选)|阅读\s*[\d万+]+"
    r"|(?:热门|最新|全部|网友|精彩|读者)?(?:评论|留言|跟帖)\s*[（(]?\s*\d+\s*条?[)）]?|(?:分享|转发)[到至].{1,12}"
    r"|关注该公众号|(?:继续|向上|向下|向左)滑动看下一个|轻触阅读原文|预览时标签不可点|知道了|使用(?:小程序|完整服务)"
    r"|(?:赞|在看)?\s*，轻点两下取消(?:赞|在看)|(?:扫码|长按|点击|欢迎)(?:关注|订阅|阅读|下载).{0,12}|关注公众号.{0,12}|点击.{0,6}(?:图片|链接|标题|阅读).{0,8}|微信号[:：].{1,30}"
    r"|本文仅代表.{0,40}|版权声明.{0,20}|校对\s\S{2,10}|[（(]有删[节减改].{0,8}[）)]|[（(]原标?题[为：:]?[^。]{2,60}[）)]"
    r"|[（(]?(?:全文|本文)[共约].{0,6}\d+.{0,20}"
    r"|[（(【—-]{0,3}(?:完|全文完|未完待续|THE END|ENDS?)[）)】—-]{0,3}"
    r"|[（(]?(?:本文|文章)?(?:最?初?原载|原刊|发表|刊发|刊载|刊登|选自|节选自|摘编自)[于於自]?[^。]{0,10}[《〈][^。]{2,60}"
)
"""What the screen of a telephone or a site says around a text, and notes on where it came out first."""
_RIGHTS = re.compile(
    r"未经[^。，]{0,10}(?:许可|授权|允许|同意)[^。]{0,16}(?:转载|复制|摘编|刊登|镜像)|(?:禁止|谢绝|请勿|欢迎|严禁)[^。]{0,8}转载"
    r"|转载[^。]{0,6}(?:注明|联系|授权)|版权[^。]{0,4}归[^。]{1,20}所有|除(?:特别|另有|非).{0,4}声明.{0,30}(?:协议|许可)"
    r"|(?:本文|文章|文中|内容|作者|观点).{0,12}(?:仅|不)代表.{1,12}(?:观点|立场|意见)"
    r"|(?:原文|本文|文章).{0,6}有?所?删[改减节]|小标题.{0,4}(?:编者|编辑).{0,2}所?加"
    r"|^(?:[请欢敬立现][请迎即在]?)[^。]{0,12}(?:订阅|订[户戶]|会员|捐款|赞助|打赏)"
)
"""What a site or an editor says of who may use a text, of what was done to it, and asks of its readers."""
_OF_RIGHTS = re.compile("[载权镜声删题制编登]|代表|订阅|订[户戶]|会员|捐款|赞助|打赏")
"""What it has in any case; to look for one of a few characters is quick."""
_LONGEST_RIGHTS = 80
_ENGLISH_NOTE = re.compile(
    r"(?:This|The)\s(?:article|essay|piece|story|post|commentary|excerpt|op-ed|project|speech|column)\b[^.]{0,80}"
    r"\b(?:appeared|published|reprinted|republished|adapted|excerpted|produced)\b.*"
    r"|(?:Reprinted|Republished|Adapted|Excerpted)\s.*|.*\b(?:All rights reserved|Copyright (?:©|\(c\))).{0,80}"
    r"|[^.]{2,80}\scontributed (?:reporting )?to this (?:report|article|story)\."
    r"|.*\b(?:[Ss]ubmit a letter|[Ww]rite to \S+@).*"
    r"|(?i:(?:please )?(?:subscribe|sign up|donate|support|become|join|follow) (?:[^.]{0,80}\b)?"
    r"(?:newsletters?|subscribers?|members?|donors?|patrons?|our (?:work|journalism|reporting|mission)|inbox|podcast"
    r"|free|today|now|(?:on|via) (?:twitter|facebook|telegram|x|instagram|youtube))\b[^.]{0,40}[.!]?)"
    r"|(?i:check against delivery|as (?:prepared|delivered)(?: for delivery)?|embargoed (?:until|for)\b.*"
    r"|for immediate release\b.*|not for publication)\.?"
)
"""What a magazine says below a text of where it came out, and what stands above a speech for the press."""
_LONGEST_NOTE = 250
_NOTED = re.compile(
    "ppeared|ublished|printed|dapted|xcerpted|produced|rights reserved|Copyright|contributed|letter|rite to"
    "|(?i:subscribe|sign up|donate|support|become|join|follow)"
)
"""What it has in any case; for the press, its first word."""
_FOR_PRESS = frozenset(("check", "as pr", "as de", "embar", "for i", "not f"))
_LICENCE = re.compile(".{0,4}(?:ICP[备備]|公网安备|公網安備)", re.IGNORECASE)
_DOTS = ("...", ". .", "…", "··")
_LEADERS = re.compile(r"\S\s*(?:[.…·]\s?){4,}[\s.…·]*\d{1,4}$")
OPENERS = frozenset(
    {word[0] for listed in (_JOURNAL_WORDS, _FURNITURE_WORDS, _BUTTONS) for word in listed.split()}
    | set("（(【〔［[本责编美来投字扫微原版©第总1234567890-—–· \u3000CAHPVID主首报送抄")
    | set(
        "举分查回踩赞点收评转跟登注搜下更上余阅展喜往热最全网精读留扫长欢关微未完TE文邮国继续向轻预知使在，,原初刊发选节摘禁谢请严除"
    )
)
"""First characters of furniture."""


def furniture(head: str, short: bool) -> bool:
    """Whether what a text begins with, in Simplified script, is furniture; some is only if it is `short`."""
    if _FURNITURE.match(head):
        return True
    if len(head) <= _LONGEST_RIGHTS and _OF_RIGHTS.search(head) and _RIGHTS.search(head):
        return True
    whole = short and (_LINE_OF_FURNITURE.fullmatch(head) or _ON_SCREEN.fullmatch(head))
    return bool(whole) or (short and ".ICP备" in head)


def english_note(text: str) -> bool:
    """Whether an English text says where it came out, who may use it, or when."""
    if len(text) > _LONGEST_NOTE or not text[0].isascii():
        return False
    may_be = text[:5].lower() in _FOR_PRESS or _NOTED.search(text) is not None
    return may_be and _ENGLISH_NOTE.fullmatch(text) is not None


def licence(text: str) -> bool:
    """Whether a text begins with the number of a licence that sites have to show."""
    return ("ICP" in text or "安备" in text or "安備" in text) and _LICENCE.match(text) is not None


def of_journal(text: str) -> bool:
    """Whether a text is one of the lines that a journal prints between abstract and body."""
    return _JOURNAL.match(simplified(text[:LONGEST])) is not None


def listed_with_page(text: str) -> bool:
    """Whether a text is an entry of a table of contents: dots lead from it to the number of a page."""
    return text[-1].isdecimal() and any(dots in text for dots in _DOTS) and bool(_LEADERS.search(text))


def page_number(text: str) -> bool:
    """Whether a text is nothing but the number of a page."""
    return len(text) <= 12 and text.strip("-—–· ").isdecimal()
