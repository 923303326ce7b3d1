"""Small corpora: articles of given paragraphs, as an import would make them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from schema import (
    Article,
    ArticleFacts,
    ArticleText,
    Block,
    BlockKind,
    Document,
    Heading,
    Imported,
    Paragraph,
    Piece,
    SourceView,
    digest,
)

WORDS = (
    "村口的路桥灯水井学校大夫药粮种树林河沟田坡屋墙门窗老人孩子婆婆邻居书记会计账本夜里清早雨雪风修补换添查问商量𠮷😀"
)


def prose(seed: int, length: int = 120) -> str:
    """A paragraph of invented characters, with some beyond the first plane; no two seeds share more than chance."""
    drawn = random.Random(seed).choices(WORDS, k=length)
    return "".join("，" if place % 17 == 16 else character for place, character in enumerate(drawn)) + "。"


def imported(number: int, parts: Sequence[str], **facts: object) -> Imported:
    """A document with one article; parts that begin with # are headings, those with ## of the second level."""
    document = digest("built", number)
    view = "\n".join(parts)
    blocks: list[Block] = []
    headings: list[Heading] = []
    paragraphs: list[Paragraph] = []
    text, at = "", 0
    for part in parts:
        level = len(part) - len(part.lstrip("#"))
        shown = part.lstrip("# ")
        start = at + len(part) - len(shown)
        kind: BlockKind = "heading" if level else "paragraph"
        piece = Piece(start=start, end=start + len(shown))
        text += "\n" if text else ""
        place = {"id": digest(document, len(blocks)), "start": len(text), "end": len(text) + len(shown)}
        if level:
            headings.append(Heading.model_validate({**place, "level": level, "block": len(blocks)}))
        else:
            paragraphs.append(Paragraph.model_validate({**place, "block": len(blocks)}))
        blocks.append(Block(kind=kind, article=1, level=level or None, text=shown, pieces=(piece,)))
        text += shown
        at += len(part) + 1
    id_ = Article.id_of(document, 1)
    version = ArticleText(article=id_, version=1, text=text, headings=tuple(headings), paragraphs=tuple(paragraphs))
    known = {"id": id_, "document": document, "ordinal": 1, "title": f"第{number}篇", "texts": (version,)}
    return Imported(
        document=Document(
            id=document,
            source=f"essay{number}.txt",
            sha256=document * 4,
            view=SourceView(text=view, extractor="text", extractor_version="1", encoding="utf-8"),
            blocks=tuple(blocks),
        ),
        articles=(Article.model_validate({**known, **facts}),),
    )


def article(number: int, parts: Sequence[str], **facts: object) -> Article:
    """The article alone."""
    return imported(number, parts, **facts).articles[0]


def known(number: int, **facts: object) -> ArticleFacts:
    """What is known of an article."""
    given = {
        "id": Article.id_of(digest("built", number), 1),
        "document": digest("built", number),
        "file": f"essay{number}.txt",
        "title": "",
        "authors": (),
        "source": None,
        "date": None,
        "language": None,
        "version": 1,
        "paragraphs": 1,
        "characters": 100,
        "doubts": 0,
        "annotations": 0,
    }
    return ArticleFacts.model_validate({**given, **facts})
