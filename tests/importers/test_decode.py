"""Encodings: what is found, what is insisted on, and which byte is named when nothing fits."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC  # type: ignore[import-untyped]

from annotate.errors import InputError
from annotate.importers import read, view_of
from annotate.importers._decode import encoding_of
from tests.importers.essays import LINES

_SIMPLIFIED = "\n".join(LINES).replace("𠮷", "吉").replace("😀", "")
_TRADITIONAL = OpenCC("s2tw").convert(_SIMPLIFIED)
_SENTENCE = "渡口停航以后，两岸的人要绕二十里山路。"
_ENGLISH = "The council’s “new” ferry didn’t run — and cost €20. Café owners hoped for spring.\n"
_JAPANESE = "渡し船が止まってから、両岸の人々は二十里の山道を回らなければならない。私たちは再開が一番安いと考える。"

_UNSURE_BELOW = 8
"""Texts of fewer characters may be read in the wrong encoding; from here on a text is told."""


def _runs(text: str) -> st.SearchStrategy[str]:
    """Runs of a text of at least eight Chinese characters or marks, with what stands between them."""
    starts = st.integers(0, len(text) - 40)
    found = starts.flatmap(lambda at: st.integers(_UNSURE_BELOW, 40).map(lambda size: text[at : at + size]))
    return found.filter(lambda run: sum(sign > "\x7f" for sign in run) >= _UNSURE_BELOW)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(text=_runs(_SIMPLIFIED) | _runs(_TRADITIONAL))
def test_chinese_is_told_from_a_few_characters_on(encoding: str, text: str) -> None:
    view = view_of(text.encode(encoding))
    assert (view.text, view.encoding) == (text, encoding)


@given(_runs(_TRADITIONAL))
def test_big5_is_not_taken_for_gb18030_which_decodes_it_too(text: str) -> None:
    data = text.encode("cp950")
    view = view_of(data)
    assert (view.text, view.encoding) == (text, "cp950")


@pytest.mark.parametrize("text", ["縣裡應當把", "眼下最省錢", "賬算給我們"])
def test_the_likelier_of_two_encodings_that_make_sense_is_taken(text: str) -> None:
    """Read as GB 18030, most of these characters are common ones too."""
    assert view_of(text.encode("cp950")).text == text


def test_gb18030_does_decode_big5_so_that_decoding_proves_nothing() -> None:
    wreckage = _TRADITIONAL.encode("cp950").decode("gb18030")
    assert wreckage != _TRADITIONAL


@pytest.mark.parametrize("text", [_SIMPLIFIED, _TRADITIONAL])
def test_long_texts(text: str) -> None:
    for encoding in ("utf-8", "gb18030", "utf-16-le"):
        assert view_of((text * 200).encode(encoding)).text == text * 200


def test_hong_kong_adds_characters_to_big5() -> None:
    text = _TRADITIONAL + "佢哋嘅巴士喺度停咗，啲人冇得搭車，唔該講畀我哋知。"
    assert view_of(text.encode("big5hkscs")).text == text


def test_rare_characters_of_gb18030_take_four_bytes() -> None:
    text = "𠮷婆婆坐着轮椅过不去😀，买药要绕四里路。"
    assert view_of(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    ],
)
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_a_byte_order_mark_decides_and_is_dropped(mark: bytes, codec: str, name: str, text: str) -> None:
    view = view_of(mark + text.encode(codec))
    assert (view.text, view.encoding) == (text, name)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(lambda t: t[:1] != "\ufeff"))
def test_what_is_utf_8_is_read_as_that(text: str) -> None:
    assert view_of(text.encode()).text == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(_ENGLISH, "cp1252"), ("It didn’t run.", "cp1252"), (_JAPANESE, "cp932")]
)
def test_what_is_not_chinese(text: str, encoding: str) -> None:
    view = view_of(text.encode(encoding))
    assert (view.text, view.encoding) == (text, encoding)


@pytest.mark.parametrize("ascii_text", ["a\n", "ab", "Ferries should run again.\n" * 20])
def test_utf_16_of_ascii_alone_has_as_many_nuls_as_letters(ascii_text: str) -> None:
    assert view_of(ascii_text.encode("utf-16-le")).text == ascii_text


@given(st.sampled_from(["utf-8", "gb18030", "cp950"]), st.integers(0, 60))
def test_a_single_wrong_byte_is_named(encoding: str, at: int) -> None:
    text = _TRADITIONAL[20:]
    data = text[:at].encode(encoding) + b"\xff" + text[at:].encode(encoding)
    with pytest.raises(InputError) as raised:
        view_of(data)
    assert f"{encoding} breaks at byte {len(text[:at].encode(encoding))}" in raised.value.found


def test_one_may_insist() -> None:
    data = "北京".encode("big5")
    assert view_of(data, encoding="big5").text == "北京"
    assert view_of(data, encoding="big5").encoding == "cp950"
    assert view_of("镕".encode("gbk"), encoding="gb2312").text == "镕"
    for name in ("utf-8", "utf-8-sig", "UTF8"):
        assert view_of(codecs.BOM_UTF8 + b"a", encoding=name).text == "a"
        assert view_of(b"a", encoding=name).text == "a"
    assert view_of(codecs.BOM_UTF16_LE + "北京".encode("utf-16-le"), encoding="utf-16").text == "北京"
    assert view_of("Straße".encode("latin-1"), encoding="latin-1").text == "Straße"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_insisting_on_utf_16_leaves_the_order_of_bytes_open(codec: str) -> None:
    text = "渡口停了三年，𠮷县里应当恢复客渡。"
    name = codec[:6]
    assert view_of(text.encode(codec), encoding=name).text == text
    marked = view_of(f"\ufeff{text}".encode(codec), encoding=name)
    assert (marked.text, marked.encoding) == (text, codec)


def test_insisting_on_utf_16_where_it_does_not_fit_is_told() -> None:
    with pytest.raises(InputError, match="utf-16-le breaks at byte"):
        view_of("渡口a".encode(), encoding="utf-16")


def test_insisting_on_what_does_not_fit_names_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(_SENTENCE.encode("gb18030"))
    with pytest.raises(InputError, match="utf-8 breaks at byte 0") as raised:
        read(path, "utf-8")
    assert raised.value.where == str(path)
    assert next(read(path, "gbk")).document.view.text == _SENTENCE


@pytest.mark.parametrize("name", ["gb18O30", "", "hex", "undefined", "x" * 999, "\0"])
def test_an_unknown_name_lists_the_usual_ones(name: str) -> None:
    with pytest.raises(InputError, match="utf-8, gb18030, big5"):
        view_of(b"a", encoding=name)


@given(
    st.sampled_from(["utf-8", "gb18030", "cp950", "utf-16-le", "utf-32-be"]),
    st.lists(st.integers(1, 7), min_size=1, max_size=5),
    st.none() | st.integers(0, 40),
)
def test_the_pieces_that_a_file_comes_in_are_of_no_matter(encoding: str, sizes: list[int], wrong: int | None) -> None:
    data = _TRADITIONAL[:40].encode(encoding)
    if wrong is not None:
        data = data[:wrong] + b"\xff" + data[wrong:]
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(data[at : at + size])
        at += size
    found = []
    for chunks in ([data], pieces):
        try:
            found.append(str(encoding_of(lambda chunks=chunks: chunks, "file", encoding)))  # type: ignore[misc]
        except InputError as error:
            found.append(str(error))
    assert found[0] == found[1]
