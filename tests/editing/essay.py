"""A small document to edit, and what must hold of every document that was."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from annotate.editing import Wanted
from annotate.segmentation import Origin, imported
from schema import Document, Edit, Imported, SourceView, trace

TEXT = """\
# 村里的路

作者：林晓

村口的路坏了很久😀，雨天尤其难走，谁都看在眼里。

修路的钱一直没有着落，几次商量都没有结果。

一、先把账算清楚

路有多长，要多少石料，请人来量一量，𠮷村的会计把数目写下来，贴在祠堂门口，让大家都看得见。

二、再把人请回来

在外面做工的人过年都会回来，那时候开会最合适。

来源：本项目自己写的样例
"""


def read(text: str) -> Imported:
    """A text file as the importer reads it."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    origin = Origin(id=Document.id_of_file(sha256), source="essay.md", sha256=sha256)
    return imported(origin, SourceView(text=text, extractor="text", extractor_version="1", encoding="utf-8"))


ESSAY = read(TEXT)


def wanted(found: Imported) -> list[Wanted]:
    """The blocks of a document as they are, article by article."""
    blocks = sorted(found.document.blocks, key=lambda block: block.article)
    return [
        Wanted(f"block {number}", block.article, block.kind, block.text, block.level, bool(block.doubt))
        for number, block in enumerate(blocks)
        if block.kind != "markup"
    ]


def names(edits: Iterable[Edit]) -> list[str]:
    """What kinds of edits there are."""
    return [edit.edit for edit in edits]


def check(found: Imported) -> None:
    """Assert what holds of every reading: all of the view is in the blocks, once, and gives their texts."""
    view = found.document.view.text
    covered = Counter(
        at for block in found.document.blocks for piece in block.pieces for at in range(piece.start, piece.end)
    )
    assert set(covered.values()) <= {1}
    assert [at for at, sign in enumerate(view) if not sign.isspace() and at not in covered] == []
    for block in found.document.blocks:
        assert block.text == block.rebuild(view)
        assert block.text.strip()
    for article in found.articles:
        text = article.current
        if text.reading == found.document.reading:
            for part in text.parts():
                assert part.of(text.text) == found.document.blocks[part.block].text
                trace(found.document, text, part.start, part.end)
