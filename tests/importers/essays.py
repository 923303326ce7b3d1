"""Small documents of several layouts, written for these tests, and what must hold for every import."""

import re
import unicodedata
from pathlib import Path

from annotate.importers import READERS
from schema import Article, BlockKind, Imported, trace

TITLE = "让老渡口重新热闹起来"
BYLINE = "来源：青石周报　作者：沈砚秋　2024-05-17 08:30"
OPENING = "渡口停航以后，两岸的人要绕二十里山路。我们认为，恢复小型客渡是眼下最省钱的办法，也是村民最盼望的办法。"
FIRST_HEADING = "一、绕路的代价"
FIRST = (
    "学生每天要比从前早起四十分钟，冬天出门时天还没有亮。村里的药店没有冷链，老人配药只能托人从对岸捎来，一来一回就是大半天。",
    "货车绕行让一筐枇杷的运费涨了三成。果农把账算给我们听：“从前过河十分钟，现在过河要一个上午。”",
)
SECOND_HEADING = "二、先把船开起来"
SECOND = (
    "县里应当把渡船列入农村客运补贴，每班按里程结算，亏损的部分由县乡两级分担。船老大𠮷师傅愿意回来掌舵😀，他只问油钱谁出。",
    "码头要装护栏和夜灯，救生衣按座位配足，汛期由水文站每天发布一次停航与否的通知，任何人不得冒险开船。",
)
PARAGRAPHS = (OPENING, *FIRST, *SECOND)
HEADINGS = (FIRST_HEADING, SECOND_HEADING)
LINES = (TITLE, BYLINE, OPENING, FIRST_HEADING, *FIRST, SECOND_HEADING, *SECOND)

_UNBROKEN = re.compile(r"[“（《]*(?:[!-~]+|.)[，。！？：；、”）》]*")


def cells(text: str) -> int:
    """Columns on a screen: one for an ASCII character, two for any other here."""
    return sum(1 if sign.isascii() else 2 for sign in text)


def wrapped(text: str, width: int, first: int = 0) -> list[str]:
    """Break a paragraph after a number of ideographs, as a typesetter does: no word is cut, no mark stands alone."""
    lines = [""]
    for part in _UNBROKEN.findall(text):
        if cells(lines[-1] + part) > 2 * (width - (first if len(lines) == 1 else 0)):
            lines.append("")
        lines[-1] += part
    return [line.strip() for line in lines]


def only(data: bytes, name: str = "essay.txt") -> Imported:
    """Import the one document of a file, and check what holds for all."""
    (found,) = READERS[Path(name).suffix](data, Path(name))
    check(found)
    return found


def one(data: bytes, name: str = "essay.txt") -> Article:
    """Import the one article of a file."""
    (article,) = only(data, name).articles
    return article


def blocks(found: Imported, *kinds: BlockKind) -> list[str]:
    """Return the texts of the blocks of some kinds."""
    return [block.text for block in found.document.blocks if block.kind in kinds]


def paragraphs(article: Article) -> list[str]:
    return [part.of(article.current.text) for part in article.current.paragraphs]


def headings(article: Article) -> list[tuple[int, str]]:
    return [(part.level, part.of(article.current.text)) for part in article.current.headings]


def check(found: Imported) -> None:
    """Nothing lost, nothing twice, everything rebuilt and traced."""
    view = found.document.view.text
    taken = [0] * len(view)
    for block in found.document.blocks:
        assert block.rebuild(view) == block.text
        assert block.text.strip()
        for piece in block.pieces:
            for at in range(piece.start, piece.end):
                taken[at] += 1
    assert max(taken, default=0) <= 1
    assert all(sign.isspace() or count for sign, count in zip(view, taken, strict=True))
    starts = [block.pieces[0].start for block in found.document.blocks]
    assert starts == sorted(starts)
    for article in found.articles:
        _check_article(found, article)


def _check_article(found: Imported, article: Article) -> None:
    view, text = found.document.view.text, article.current
    assert article.document == found.document.id
    assert text.paragraphs
    parts = list(text.parts())
    assert "\n".join(part.of(text.text) for part in parts) == text.text
    for part in parts:
        block = found.document.blocks[part.block]
        assert part.of(text.text) == block.text
        assert block.article == article.ordinal
        traced = "".join(view[start:end] for start, end in trace(found.document, text, part.start, part.end))
        assert bare(traced) == bare(block.text)
    ids = [part.id for part in parts]
    assert len(ids) == len(set(ids))


def bare(text: str) -> str:
    """Return a text without blanks and without characters that show nothing."""
    return "".join(sign for sign in text if not sign.isspace() and unicodedata.category(sign) != "Cc")
