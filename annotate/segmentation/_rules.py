"""The rules for messy input by name, so that each can be switched off and shown to be needed."""

from __future__ import annotations

from typing import Literal, get_args

from annotate.errors import InputError

Rule = Literal[
    "wrapped",
    "indented",
    "lost-indent",
    "torn",
    "foreign-lines",
    "repeated",
    "running-heads",
    "two-line-headings",
    "glued-headings",
    "names-alone",
    "boxes",
    "footnotes",
    "translations",
    "author-notes",
    "signed-titles",
    "displaced-titles",
    "column-labels",
    "column-titles",
    "postscripts",
    "pull-quotes",
    "markdown",
    "turns",
    "questions",
    "enumerations",
    "menus",
    "marked-headings",
    "contents",
    "leads",
    "decks",
    "like-titles",
    "lone-headings",
    "tables",
    "other-articles",
    "tails",
    "folios",
    "first-titles",
    "captions",
    "bullets",
    "set-off-titles",
    "enclosures",
    "same-questions",
    "figures-alone",
    "glued-notes",
    "records",
    "centred-titles",
    "embedded-html",
    "uncut",
    "outdone",
    "digests",
    "memo-heads",
    "english-fronts",
    "english-notes",
    "centred-lines",
    "standfirsts",
    "underlined",
    "spaced-paragraphs",
    "listed-sentences",
    "lead-ins",
    "asked-rows",
    "last-questions",
    "addresses",
    "signatures",
]
"""Name of a rule."""

RULES: dict[Rule, str] = {
    "wrapped": "A line that leaves no room for the first word of the next one goes on in it.",
    "indented": "Where some lines are indented and others not, an indent begins a paragraph.",
    "lost-indent": "Where first lines stop short of the margin by two characters, they go on all the same.",
    "torn": "A paragraph that breaks off goes on behind a blank line or a page break.",
    "foreign-lines": "A short line inside a sentence is a name, a running head or a pull quote, and no heading.",
    "repeated": "What was printed before, or is the end of what was, is a duplicate.",
    "running-heads": "A short line that comes three times is furniture of the page.",
    "two-line-headings": "Short lines set off together by blank lines are one heading.",
    "glued-headings": "A numbered heading ends at the blank behind which its paragraph begins.",
    "names-alone": "A line of names only, below a title, is a byline.",
    "boxes": "A box goes from its label to the next blank line.",
    "footnotes": "A text that begins with a mark which stands in the body before it is a footnote.",
    "translations": "English front matter before or behind a Chinese article is boilerplate.",
    "author-notes": "A note on the author in brackets closes an article.",
    "signed-titles": "A heading with a byline below it is the title of an article.",
    "displaced-titles": "A title without body is that of an untitled article before it, or stands below a lead.",
    "column-labels": "A word or two right above another heading is the label of a column.",
    "column-titles": "Headings with the name of a column before them, or below the same lines each, are titles.",
    "postscripts": "One short paragraph behind the note that closes an article is a line to the readers.",
    "pull-quotes": "A quotation set off by blank lines, without the indent of paragraphs, is a pull quote.",
    "markdown": "Front matter, images, links and lines wholly in bold are mark-up as Markdown has it.",
    "turns": "Short lines that begin with a name which begins several are what speakers say, and no headings.",
    "questions": "A question on a line without the indent of paragraphs, above a byline or first of all is a heading.",
    "enumerations": "Numbered texts below a colon, parted by semicolons, are items of a list.",
    "menus": "Where blank lines part paragraphs, a block of short lines without any is furniture of the page.",
    "marked-headings": "Where mark-up says which lines are headings, a short line without it or a number is none.",
    "contents": "Headings below the word 目录 that come again further down are a table of contents.",
    "leads": "A paragraph alone between title and byline, or below a title and again in the body, is the lead.",
    "decks": "One sentence below a title or its byline that asks, or ends without a mark, is the lead.",
    "like-titles": "The only heading that looks like several titles and is none yet is that of another article.",
    "lone-headings": "An article has no only heading: without number or mark-up it is a subtitle or a paragraph.",
    "tables": "What stands below the caption of a table, has figures and ends no sentence is the table.",
    "other-articles": "Short lines below the words 相关阅读 or the like are titles of other articles.",
    "tails": "The little that stands behind a rule or the editors at the end of a text is furniture of the page.",
    "folios": "Numbers that count up at the beginning of lines at equal distances are those of pages.",
    "first-titles": "What a file begins with is its title if it ends without a mark, over two lines as well.",
    "captions": "Short lines below several pictures each, or above the source of a chart, are captions.",
    "bullets": "Texts behind bullets, two or more in a row, are items of a list.",
    "set-off-titles": "Where headings alone have a blank line above, they are titles of articles.",
    "enclosures": "A heading below who issued a letter and the date of that is the title of what is enclosed.",
    "same-questions": "Where questions alone on a line are headings by their looks, longer ones are as well.",
    "figures-alone": "Figures alone on a line that count up from 1 between whole paragraphs are headings.",
    "glued-notes": "A note on the author in brackets behind the last sentence of a paragraph is a byline.",
    "records": "A line labelled as a title is one, and fields in a row that begin in brackets are those of a record.",
    "centred-titles": "Headings in the middle of the page, each above others that are not, are titles.",
    "embedded-html": "In a text file elements of HTML are blocks, boxes, items and headings as on a page.",
    "uncut": "Where nothing shows that pages cut a text, a line that only lacks its mark goes on in no other.",
    "outdone": "A heading is no title where mark-up says so of one above it, with no body between.",
    "digests": "Where abstracts are most of the text of a file, they are its paragraphs.",
    "memo-heads": "Lines labelled To, From and Subject at the head of a memo are bylines, the subject its title.",
    "english-fronts": "An English title goes on in the line below it; lines between it and its byline are subtitles.",
    "english-notes": "What an English text says behind it of whom its byline names is a byline.",
    "centred-lines": "An English line in the middle of the page, alone above the text, is a heading, mark or not.",
    "standfirsts": "A marked heading above the body that ends as a sentence does, and has no like, is a subtitle.",
    "underlined": "A short line that a drawn line underlines is a heading, outermost if it is drawn twice.",
    "spaced-paragraphs": "Where blank lines part English paragraphs, a nearly full line that ends a sentence goes on.",
    "listed-sentences": "Items of a marked list are paragraphs where most of the list are whole sentences.",
    "lead-ins": "A line that ends in a colon right above a marked list is no heading.",
    "asked-rows": "English questions right below each other are no headings.",
    "last-questions": "A question right behind the last paragraph of an article ends it, and heads nothing.",
    "addresses": "Lines between an English title and the address that a speech or a letter begins with are bylines.",
    "signatures": "Who signs an English letter, or closes a text in capitals, is a byline.",
}
"""What each rule does, in one sentence."""

Rules = frozenset[Rule]
"""The rules that are on."""


def rules_without(without: frozenset[str]) -> Rules:
    """Return all rules but those named.

    Raises:
        InputError: a name is none of a rule.
    """
    unknown = sorted(without - frozenset(get_args(Rule)))
    if unknown:
        raise InputError(
            "rules of the segmentation",
            f"no rule is called {', '.join(unknown)}",
            expected=f"one of {', '.join(RULES)}",
        )
    return frozenset(rule for rule in RULES if rule not in without)
