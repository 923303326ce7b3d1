"""The handbook: everything that a scheme says is in it, in order, and nothing in a scheme is taken for mark-up."""

from __future__ import annotations

import itertools
import re
from html import escape
from typing import TYPE_CHECKING

import pytest
from lxml import html
from markdown_it import MarkdownIt

from annotate.scheme import (
    RULE_WORDS,
    SHIPPED,
    Language,
    handbook,
    handbook_markdown,
    instructions,
    load,
    parse,
    rules_of,
)
from schema import RULES, Label, Scheme
from tests.scheme.test_load import REVIEWS
from tests.scheme.test_screen import HOSTILE

if TYPE_CHECKING:
    from lxml.html import HtmlElement

REFERENCES = {"src", "href", "action", "data", "poster", "srcset"}


def texts(scheme: Scheme) -> list[Label]:
    """Everything that a scheme tells people."""
    found = [scheme.title]
    for label in scheme.labels():
        found += [label.label, label.guideline, *label.tests, *(example.why for example in label.examples)]
    for _, attribute in scheme.attributes():
        found += [attribute.label, *(value.label for value in attribute.values)]
    for section in scheme.sections:
        found += [section.title, section.text, *(example.why for example in section.examples)]
    return found


def read(text: str) -> HtmlElement:
    return html.document_fromstring(text)


def plain(text: str) -> str:
    """All text of a page, without blanks."""
    return "".join(read(text).text_content().split())


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("language", ["both", "zh", "en"])
def test_everything_that_a_scheme_says_is_in_every_form_of_it(name: str, language: Language) -> None:
    scheme = load(name)
    forms = [
        plain(handbook(scheme, language)),
        plain(MarkdownIt("commonmark").enable("table").render(handbook_markdown(scheme, language))),
        plain(instructions(scheme, language)),
    ]
    for at, form in enumerate(forms):
        for text in texts(scheme):
            if at == 2 and any(text in [x.label, *(v.label for v in x.values)] for _, x in scheme.attributes()):
                continue  # the screen itself shows attributes
            for shown, words in (("zh", text.zh), ("en", text.en)):
                if language in ("both", shown):
                    assert "".join(words.split()) in form, words
    for example in (example for label in scheme.labels() for example in label.examples):
        assert "".join(example.plain.split()) in forms[0]


def test_one_language_leaves_the_other_out() -> None:
    assert "A judgement that others could doubt." not in handbook(load("policy"), "zh")
    assert "他人可以质疑的判断。" not in handbook(load("policy"), "en")


@pytest.mark.parametrize("language", ["both", "zh", "en"])
def test_headings_are_in_order_and_links_lead_to_them(language: Language) -> None:
    page = read(handbook(load("policy-extended"), language))
    levels = [int(found.tag[1]) for found in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = [str(found.get("id")) for found in page.iter() if found.get("id")]
    assert len(ids) == len(set(ids))
    links = [str(found.get("href")) for found in page.iter("a")]
    assert len(links) > 20
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert page.get("lang") == ("en" if language == "en" else "zh")


@pytest.mark.parametrize("form", [handbook, instructions])
def test_it_needs_nothing_else_and_runs_nothing(form: object) -> None:
    assert callable(form)
    page = read(form(load("policy-extended")))
    outside = [found.get(name) for found in page.iter() for name in REFERENCES if found.get(name)]
    assert all(str(link).startswith("#") for link in outside)
    assert page.find(".//script") is None
    styles = " ".join(str(found.text) for found in page.iter("style"))
    assert "url(" not in styles
    assert "@import" not in styles


def test_examples_are_drawn_with_their_relations() -> None:
    scheme = load("policy-extended")
    page = read(handbook(scheme))
    examples = [example for label in scheme.labels() for example in label.examples]
    examples += [example for section in scheme.sections for example in section.examples]
    figures = page.findall(".//figure")
    assert len(figures) == len(examples) == len(page.findall(".//svg"))
    assert sum(found.get("class") == "wrong" for found in figures) == sum(not example.right for example in examples)
    serves = next(found for found in figures if "服务于" in found.text_content())
    assert "服务于" in str(serves.findtext(".//desc"))


def test_a_scheme_of_little_has_a_handbook_without_empty_parts() -> None:
    scheme = parse(REVIEWS, "reviews.yaml")
    headings = [found.text_content() for found in read(handbook(scheme, "en")).iter("h2", "h3", "h4")]
    assert [" ".join(found.split()) for found in headings] == [
        "Contents",
        "Labels of spans",
        "aspect aspect Key 1",
        "complaint complaint Key 2",
        "advice suggestion Key 3",
        "Labels of relations",
        "about about",
        "What is checked",
    ]
    alone = scheme.model_copy(update={"relations": ()})
    assert "Labels of relations" not in handbook(alone, "en")
    assert "Labels of relations" not in handbook_markdown(alone, "en")


def test_hostile_texts_are_shown_and_taken_for_nothing() -> None:
    scheme = parse(HOSTILE, "hostile.yaml")
    for form in (
        handbook(scheme),
        instructions(scheme),
        MarkdownIt("commonmark").enable("table").render(handbook_markdown(scheme)),
    ):
        page = read(form)
        assert {"script", "img", "i", "b"} & {str(found.tag) for found in page.iter()} <= set()
        shown = plain(form)
        for text in ("<imgsrc=xonerror='window.struck=1'>", "</View><Label/>", "&lt;不是标签", "{{7*7}}", "]]>-->说明"):
            assert text in shown


@pytest.mark.parametrize(
    "start", ["1. one", "- one", "+ one", "# one", "> one", "*one*", "[a](b)", "| a", "===", "1) a"]
)
def test_markdown_shows_a_text_as_it_is(start: str) -> None:
    scheme = parse(REVIEWS.replace("en: What is judged.", f"en: '{start}'"), "reviews.yaml")
    page = MarkdownIt("commonmark").enable("table").render(handbook_markdown(scheme, "en"))
    assert f"<p>{escape(start)}</p>" in page


def test_spans_and_relations_of_examples_stand_in_the_markdown() -> None:
    text = handbook_markdown(load("policy"), "en")
    assert r"\[problem **渡口停航**\]，\[problem **学生每天要早起四十分钟**\]。" in text
    assert "- 渡口停航 → **causes** → 学生每天要早起四十分钟" in text
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert "<strong>渡口停航</strong>" in page
    assert "**" not in page


def test_every_rule_is_explained_and_shown_where_it_can_be_broken() -> None:
    assert list(RULE_WORDS) == list(RULES)
    assert rules_of(load("policy")) == list(RULES)
    few = rules_of(parse(REVIEWS, "reviews.yaml"))
    assert set(RULES) - set(few) == {
        "cycle",
        "parents",
        "missing-attribute",
        "unaddressing-measure",
        "unaddressed-problem",
        "main-claims",
    }
    for rule in few:
        assert f"<code>{rule}</code>" in handbook(parse(REVIEWS, "reviews.yaml"))


def test_severities_are_those_of_the_scheme() -> None:
    row = re.compile(r"`block-boundary`\) \| (\w+)")
    assert row.findall(handbook_markdown(load("policy"), "en")) == ["warning"]
    strict = parse(REVIEWS + "severities: {block-boundary: error}\n", "reviews.yaml")
    assert row.findall(handbook_markdown(strict, "en")) == ["error"]


def test_a_relation_without_direction_is_written_so() -> None:
    example = "{text: '[aspect 屏][complaint 暗]', relations: [complaint about aspect], why: {en: a, zh: b}}"
    scheme = parse(f"{REVIEWS}    symmetric: true\n    examples: [{example}]\n", "reviews.yaml")
    assert "暗 ↔ **about** ↔ 屏" in handbook_markdown(scheme, "en")
    assert "暗 ↔ <b>about</b> ↔ 屏" in instructions(scheme, "en")
