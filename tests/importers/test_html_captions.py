"""What stands below the pictures of web pages and behind their editors, and titles of several sentences."""

from pathlib import Path

import pytest

from annotate.importers import READERS
from schema import Imported
from tests.importers.essays import FIRST, OPENING, PARAGRAPHS, SECOND, TITLE, blocks


def _read(body: str, title: str = TITLE) -> Imported:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    (found,) = READERS[".html"](page.encode(), Path("page.html"))
    return found


def _elements(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "caption",
    [
        '<p class="photo__text caption">{}</p>',
        '<div class="lede-image-data"><div class="attribution">{}</div></div>',
        '<div><img src="a.jpg"></div><p align="center">{}</p>',
        '<p><img src="a.jpg"></p><p style="color: gray; text-align: center">{}</p>',
    ],
)
def test_what_stands_below_a_picture_is_a_caption(caption: str) -> None:
    text = "停航前的清水渡，右边是今天的码头，左边的船已经卖给了下游的人家"
    found = _read(f"<h1>{TITLE}</h1><p>{OPENING}</p>{caption.format(text)}" + _elements(FIRST))
    assert blocks(found, "caption") == [text]
    assert blocks(found, "paragraph") == [OPENING, *FIRST]


def test_centred_text_is_no_caption_without_a_picture_above() -> None:
    centred = "渡船停了三年，两岸的人没有一天不在等它回来。"
    found = _read(f'<h1>{TITLE}</h1><p>{OPENING}</p><p align="center">{centred}</p>' + _elements(FIRST))
    assert centred in blocks(found, "paragraph")
    heading = f'<div><img src="a.jpg"></div><p align="center"><b>等船的人</b></p>{_elements(FIRST)}'
    assert blocks(_read(f"<h1>{TITLE}</h1><p>{OPENING}</p>{heading}"), "heading") == ["等船的人"]
    article = f'<div class="captions">{_elements((*SECOND, *FIRST, *PARAGRAPHS))}</div>'
    assert SECOND[0] in blocks(_read(f"<h1>{TITLE}</h1><p>{OPENING}</p>{article}"), "paragraph")


def test_a_title_of_two_sentences_is_one() -> None:
    title = (
        "渡船停了。谁来送学生过河？恢复小型客渡的三个理由，以及反对它的两个理由都在这里，请各位乡"
        "亲慢慢看。先看三年来的账目。再看两岸的码头。"
    )
    found = _read(f"<h1>{title}</h1><p>{OPENING}</p>{_elements(FIRST)}", title)
    assert blocks(found, "title") == [title]


@pytest.mark.parametrize("editors", ["责任编辑：陆闻笛", "(責編:陆闻笛、周小满)"])
def test_the_little_behind_the_editors_is_furniture(editors: str) -> None:
    more = "<h3>渡口专题</h3><p>更多关于渡口的消息，请看本站的专题。</p>"
    found = _read(f"<h1>{TITLE}</h1><p>{OPENING}</p>{_elements(FIRST)}<p>{editors}</p>{more}")
    assert blocks(found, "paragraph") == [OPENING, *FIRST]
    assert not blocks(found, "heading")
    twice = _read(f"<h1>{TITLE}</h1><p>{editors}</p><p>{OPENING}</p>{_elements(FIRST)}<p>{editors}</p>{more}")
    assert blocks(twice, "paragraph") == [OPENING, *FIRST]
    rest = _read(f"<h1>{TITLE}</h1><p>{OPENING}</p><p>{editors}</p>{_elements((*FIRST, *SECOND))}")
    assert blocks(rest, "paragraph") == [OPENING, *FIRST, *SECOND]
