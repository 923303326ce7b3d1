"""What a person makes of a document comes out as edits that make just that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from annotate.editing import Wanted, apply, difference
from annotate.errors import InputError
from schema import Imported
from tests import strategies
from tests.editing.essay import ESSAY, check, names, wanted

PARAGRAPHS = [want.text for want in wanted(ESSAY) if want.kind == "paragraph"]


def left(imported: Imported, wants: Iterable[Wanted]) -> Imported:
    """What becomes of a document that a person leaves so."""
    given_ = list(wants)
    edits = difference(imported, given_, {})
    found = apply(imported, edits)
    check(found)
    shown = [(want.article, want.kind, want.level, want.text) for want in wanted(found) if want.article]
    assert shown == [(want.article, want.kind, want.level, want.text) for want in given_ if want.article]
    assert difference(found, wanted(found), {}) == ()
    return found


def changed(number: int, *texts: str) -> list[Wanted]:
    """The essay, with other texts in the place of one block."""
    wants = wanted(ESSAY)
    wants[number : number + 1] = [replace(wants[number], text=text) for text in texts]
    return wants


@given(strategies.imported(edited=True))
def test_nothing_changed_is_no_edit(value: Imported) -> None:
    assert difference(value, wanted(value), {}) == ()


def test_two_paragraphs_put_together() -> None:
    first = next(number for number, want in enumerate(wanted(ESSAY)) if want.text == PARAGRAPHS[0])
    wants = changed(first, PARAGRAPHS[0] + PARAGRAPHS[1])
    del wants[first + 1]
    assert names(difference(ESSAY, wants, {})) == ["merge"]
    left(ESSAY, wants)


def test_a_paragraph_cut_in_three_one_of_which_goes_elsewhere() -> None:
    number = next(number for number, want in enumerate(wanted(ESSAY)) if want.text == PARAGRAPHS[2])
    text = PARAGRAPHS[2]
    wants = changed(number, text[:14], text[14:30], text[30:])
    wants.insert(2, wants.pop(number + 1))
    assert names(difference(ESSAY, wants, {})) == ["split", "split", "move"]
    left(ESSAY, wants)


def test_a_corrected_paragraph_keeps_its_other_characters() -> None:
    number = next(number for number, want in enumerate(wanted(ESSAY)) if want.text == PARAGRAPHS[0])
    wants = changed(number, PARAGRAPHS[0].replace("村口", "村口𠮷"))
    assert names(difference(ESSAY, wants, {})) == ["text"]
    block = next(block for block in left(ESSAY, wants).document.blocks if block.edited)
    assert [piece.text for piece in block.pieces if piece.text is not None] == ["口𠮷"]


def test_what_is_left_out_is_dropped_and_new_articles_are_made() -> None:
    wants = [want for want in wanted(ESSAY) if want.text != PARAGRAPHS[1]]
    wants.append(replace(wants.pop(), article=2))
    found = left(ESSAY, wants)
    assert PARAGRAPHS[1] in [block.text for block in found.document.blocks if not block.article]
    assert [article.ordinal for article in found.articles] == [1, 2]


def test_words_that_stand_nowhere_are_refused() -> None:
    wants = [*wanted(ESSAY), Wanted("essay.md, line 9", 1, "paragraph", "zzzz wwww vvvv")]
    with pytest.raises(InputError, match=r"essay\.md, line 9: nothing of the document"):
        difference(ESSAY, wants, {})


def test_a_paragraph_that_is_pasted_twice_is_told_that_it_has_its_place() -> None:
    (again,) = (want for want in wanted(ESSAY) if want.text == PARAGRAPHS[1])
    with pytest.raises(InputError, match=r"(?s)that has no place yet .*each part once.*files of the same document"):
        difference(ESSAY, [*wanted(ESSAY), replace(again, where="essay.md, line 9")], {})


@given(st.data())
def test_any_mixture(data: st.DataObject) -> None:
    imported = data.draw(strategies.imported(edited=True))
    wants: list[Wanted] = []
    for want in data.draw(st.permutations(wanted(imported))):
        step = data.draw(st.sampled_from(["keep", "keep", "cut", "join", "kind", "drop", "article"]))
        if step == "cut":
            halves = (want.text[:6].strip(), want.text[6:].strip())
            wants += [replace(want, text=text) for text in halves if text]
        elif step == "join" and wants:
            wants[-1] = replace(wants[-1], text=wants[-1].text + want.text)
        elif step == "kind":
            wants.append(replace(want, kind="heading", level=2))
        elif step == "article":
            wants.append(replace(want, article=1))
        elif step != "drop":
            wants.append(want)
    wants.sort(key=lambda want: want.article)
    try:
        difference(imported, wants, {})
    except InputError as refused:
        # Short texts that were changed may be recognised no more; nothing else may be refused.
        event(f"refused: {refused.found[:28]}")
        assume("nothing of the document" not in refused.found)
        raise
    left(imported, wants)
