"""What stands below pictures, by its wording: what they show, who took them, whose they are."""

from __future__ import annotations

import re

_LONGEST = 120
"""Characters of the longest Chinese caption; one of Latin script has"""
_LATIN = 200
_SHOWN = re.compile(
    r"(?:[上下左右中]?[图圖][为為:：]|(?:[图圖][注註说說]|配[图圖])\s*[:：])[^。？?]{2,}。?[^。？?]{0,20}"
)
_TAKEN = re.compile(r".{3,}[。！\s](?:\s*[^，。！？\s]{1,12}[:：/／]?){1,3}\s*[摄攝][）)]?")
_SCREEN = re.compile(r"[^。]{4,80}截[图圖][。）)]?")
_AGENCIES = "视觉中国|視覺中國|人民视觉|图虫创意|东方IC|IC photo|CFP"
_OWNED = re.compile(rf".{{2,}}[。\s（(/／:：](?:{_AGENCIES})\s*(?:[发發]|[供图圖资資][^，。]{{0,3}})?[）)]?")
_AGENCY = re.compile(_AGENCIES)
_SAYS = "[Ss]ource|[Cc]redit|[Cc]aption|[Cc]opyright|[Cc]ourtesy(?:\\sof)?|[Bb]y"
_CREDIT = re.compile(
    rf"(?:.+\s)?[(\[]?(?:(?:Photo(?:graph)?s?|Images?|Pictures?|Illustrations?)(?:\s(?:{_SAYS}))?|Credit):\s*[A-Z©@].{{1,80}}"
    r"|(?:Image|Media|Photo|Picture) (?:caption|copyright|credit)\s*[A-Z].*"
)


def of_picture(text: str) -> bool:
    """Whether a short text says what a picture shows, as in 图为…, or who took it or owns it."""
    if len(text) > _LATIN:
        return False
    if (":" in text or text[0] in "IMP") and _CREDIT.fullmatch(text):
        return True
    if len(text) > _LONGEST:
        return False
    if text[0] in "上下左右中图圖配" and _SHOWN.fullmatch(text):
        return True
    end = text[-3:]
    if ("摄" in end or "攝" in end) and _TAKEN.fullmatch(text):
        return True
    return ("截" in end and _SCREEN.fullmatch(text) is not None) or (
        _AGENCY.search(text[-20:]) is not None and _OWNED.fullmatch(text) is not None
    )
