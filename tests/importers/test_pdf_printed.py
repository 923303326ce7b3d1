"""Web pages that a real browser prints to PDF: columns, boxes, vertical lines, as other people's programs make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.importers.pdfs import blocks_of, essay

if TYPE_CHECKING:
    from playwright.sync_api import Browser

STYLE = """
    @page { size: A4; margin: 20mm }
    body { font: 10.5pt/1.5 serif; margin: 0 }
    h1 { font-size: 20pt; text-align: center; margin: 0 0 4pt }
    h2 { font-size: 13pt; margin: 6pt 0 }
    p { margin: 0; text-indent: 2em; text-align: justify }
    p.by { text-align: center; text-indent: 0 }
    .two { column-count: 2; column-gap: 8mm }
    .three { column-count: 3; column-gap: 6mm; font-size: 9pt }
    .side { display: flex; gap: 8mm }
    .side > div { flex: 1 }
    hr { border: 0; border-top: 1px solid black }
"""
TITLE, BYLINE = "让老渡口重新热闹起来", "沈砚秋"
LEFT_TITLE, LEFT_BYLINE = "山里的药店该由谁来办", "陆明川"
RIGHT_TITLE, RIGHT_BYLINE = "夜校不能只开一学期", "顾青禾"


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def _printed(browser: Browser, body: str, style: str = "") -> list[tuple[str, int, str]]:
    """Print a page and import it; the blocks of a letter or two that a browser's footer may be are none."""
    page = browser.new_page()
    page.set_content(f"<!DOCTYPE html><html lang=zh-CN><style>{STYLE}{style}</style>{body}</html>")
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    return blocks_of(data)


@pytest.mark.parametrize("columns", ["one", "two", "three"])
def test_columns(browser: Browser, columns: str) -> None:
    opening, rest = essay("渡口", "账目", "路程"), essay("来由", "将来", "众人")
    found = _printed(
        browser,
        f"<h1>{TITLE}</h1><p class=by>{BYLINE}</p><div class={columns}><h2>一、绕路的代价</h2>{_paragraphs(opening)}"
        f"<h2>二、先把船开起来</h2>{_paragraphs(rest)}</div>",
    )
    assert found == [
        ("title", 1, TITLE),
        ("byline", 1, BYLINE),
        ("heading", 1, "一、绕路的代价"),
        *(("paragraph", 1, text) for text in opening),
        ("heading", 1, "二、先把船开起来"),
        *(("paragraph", 1, text) for text in rest),
    ]


def test_newspaper_page(browser: Browser) -> None:
    upper, left, right = essay("渡口"), essay("药店"), essay("夜校")
    found = _printed(
        browser,
        f"<h1>{TITLE}</h1><p class=by>{BYLINE}</p><div class=three>{_paragraphs(upper)}</div><hr><div class=side>"
        f"<div><h2>{LEFT_TITLE}</h2><p class=by>{LEFT_BYLINE}</p>{_paragraphs(left)}</div>"
        f"<div><h2>{RIGHT_TITLE}</h2><p class=by>{RIGHT_BYLINE}</p>{_paragraphs(right)}</div></div>",
    )
    assert found == [
        ("title", 1, TITLE),
        ("byline", 1, BYLINE),
        *(("paragraph", 1, text) for text in upper),
        ("title", 2, LEFT_TITLE),
        ("byline", 2, LEFT_BYLINE),
        *(("paragraph", 2, text) for text in left),
        ("title", 3, RIGHT_TITLE),
        ("byline", 3, RIGHT_BYLINE),
        *(("paragraph", 3, text) for text in right),
    ]


def test_vertical_lines(browser: Browser) -> None:
    texts = essay("渡口", "账目")
    found = _printed(browser, f"<h1>{TITLE}</h1>{_paragraphs(texts)}", "html { writing-mode: vertical-rl }")
    assert found == [("title", 1, TITLE), *(("paragraph", 1, text) for text in texts)]


def test_a_dash_that_the_font_draws_in_one_stroke_stays_two_characters(browser: Browser) -> None:
    text = "渡口停航三年——两岸的人绕路三年——没有人说得清为什么……真的没有。"
    found = _printed(browser, f"<h1>{TITLE}</h1><p>{text}</p>{_paragraphs(essay('渡口'))}")
    assert found[1] == ("paragraph", 1, text)
