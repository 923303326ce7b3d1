"""Cutting an article into units of work."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema import ArticleText, Granularity, Imported, cut
from tests import strategies


def text_of(*parts: tuple[str, str]) -> ArticleText:
    """An article of parts: level 0… of a heading, `a` for an abstract, `p` for a paragraph; and the text."""
    headings, paragraphs, at = [], [], 0
    for number, (kind, content) in enumerate(parts):
        place = {"id": f"x{number}", "start": at, "end": at + len(content), "block": number}
        if kind.isdigit():
            headings.append({**place, "level": int(kind)})
        else:
            paragraphs.append({**place, "role": "abstract" if kind == "a" else "body"})
        at += len(content) + 1
    text = "\n".join(content for _, content in parts)
    return ArticleText.model_validate(
        {"article": "a-1", "version": 2, "text": text, "headings": headings, "paragraphs": paragraphs}
    )


ESSAY = text_of(
    ("0", "题𠮷"),
    ("a", "提要"),
    ("2", "引子"),
    ("p", "开头😀"),
    ("1", "一"),
    ("p", "甲"),
    ("2", "（一）"),
    ("p", "乙"),
    ("1", "二"),
    ("p", "丙"),
)


def shown(text: ArticleText, granularity: Granularity) -> list[tuple[str, str]]:
    return [(unit.kind, unit.of(text.text)) for unit in cut(text, granularity)]


def test_paragraphs() -> None:
    assert shown(ESSAY, "paragraph")[:5] == [
        ("title", "题𠮷"),
        ("abstract", "提要"),
        ("heading", "引子"),
        ("paragraph", "开头😀"),
        ("heading", "一"),
    ]
    assert cut(ESSAY, "paragraph")[1].key == "a-1@2:abstract:3-5"


def test_sections_start_at_the_outermost_headings() -> None:
    assert shown(ESSAY, "section") == [
        ("section", "题𠮷\n提要\n引子\n开头😀"),
        ("section", "一\n甲\n（一）\n乙"),
        ("section", "二\n丙"),
    ]


def test_the_outermost_level_need_not_be_the_first() -> None:
    assert [text for _, text in shown(text_of(("3", "甲"), ("p", "x"), ("3", "乙"), ("p", "y")), "section")] == [
        "甲\nx",
        "乙\ny",
    ]


def test_without_headings_there_is_one_section() -> None:
    assert shown(text_of(("0", "题"), ("p", "x"), ("p", "y")), "section") == [("section", "题\nx\ny")]


def test_the_article_is_one_unit() -> None:
    assert shown(ESSAY, "article") == [("article", ESSAY.text)]


@pytest.mark.parametrize("granularity", ["paragraph", "section", "article"])
def test_a_text_without_parts_has_no_units(granularity: Granularity) -> None:
    assert cut(ArticleText(article="a-1", version=1, text=""), granularity) == ()


@given(strategies.imported(), st.sampled_from(["paragraph", "section", "article"]))
def test_units_hold_every_part_once_and_nothing_else(imported: Imported, granularity: Granularity) -> None:
    for article in imported.articles:
        text = article.current
        assert "\n".join(unit.of(text.text) for unit in cut(text, granularity)) == text.text
