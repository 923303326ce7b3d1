"""Words that texts announce themselves with, in both scripts and in English, as patterns."""

from __future__ import annotations

import re

LONGEST = 120
"""Characters of the longest line of one kind: a byline, a button, the name of a column."""
_TRADITIONAL = (
    "關鍵詞內編輯責來記訊員約執筆寫簡爲為單間時號體閱讀擊訪問點審對監製鏈鄰連辦權聯絡話郵報導標誌識碼類獻項資錄檢"
    "網頁載條頂圖註釋參華學術課題組發佈總結語緒論實務開閉數據調創傳聲熱電當您實轉評銳專欄觀攝"
    "嚴僅們眾餘冊減刪別協場復歸掃歡瀏現簽糾經絕續縮節薦見覽訂議許請謝贊讚還選錯鏡長門聞顧習準後過綜線庫測書"
)
_SIMPLE = (
    "关键词内编辑责来记讯员约执笔写简为为单间时号体阅读击访问点审对监制链邻连办权联络话邮报导标志识码类献项资录检"
    "网页载条顶图注释参华学术课题组发布总结语绪论实务开闭数据调创传声热电当您实转评锐专栏观摄"
    "严仅们众余册减删别协场复归扫欢浏现签纠经绝续缩节荐见览订议许请谢赞赞还选错镜长门闻顾习准后过综线库测书"
)
_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLE)
"""Characters of labels in Traditional script, each to the one of Simplified script, so that positions stay."""
_IN_TRADITIONAL = re.compile(f"[{_TRADITIONAL}]")


def simplified(text: str) -> str:
    """Return a text with the characters of labels in Simplified script; positions stay."""
    return text.translate(_SIMPLIFIED) if _IN_TRADITIONAL.search(text) else text


BEHIND_LABEL = r"(?:[:：]|(?<=[】\]〕］]))"
"""What stands behind a label: a colon, or the bracket that closes it."""


def words(listed: str) -> str:
    """Return an alternative of words, with room for blanks between the characters of the Chinese ones."""
    found = [word.replace("_", " ") for word in listed.split()]
    return "|".join(word.replace(" ", r"\s?") if word.isascii() else r"\s*".join(word) for word in found)


def both_scripts(signs: set[str]) -> set[str]:
    """Return characters with those that they are in Traditional script."""
    return signs | {sign for sign, simple in zip(_TRADITIONAL, _SIMPLE, strict=True) if simple in signs}


def label(listed: str) -> str:
    """Return one of several words as a label, perhaps in brackets."""
    return rf"[（(【\[《〔［]?\s*(?:{words(listed)})\s*[】\]）)〕］]?\s*"
