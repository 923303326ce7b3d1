"""Files and encodings: what is read as what, and what an error says."""

import codecs
import hashlib
import time
from pathlib import Path

import pytest

from annotate.errors import InputError
from annotate.importers import IMPORTER_VERSION, SUFFIXES, control_characters, read, view_of
from schema import Document
from tests.importers.essays import OPENING, TITLE

_ESSAY = f"{TITLE}\r\n\u3000\u3000{OPENING}\r\n"


def _refused(path: Path) -> InputError:
    with pytest.raises(InputError) as raised:
        read(path)
    assert raised.value.where == str(path)
    return raised.value


def test_a_document_is_named_by_its_file_and_bytes(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    paths = [tmp_path / "essay.txt", tmp_path / "folder" / "essay.txt"]
    for path in paths:
        path.write_bytes(_ESSAY.encode())
    first, second = ([*read(path)] for path in paths)
    assert first == second
    document = first[0].document
    assert document.source == "essay.txt"
    assert document.sha256 == hashlib.sha256(_ESSAY.encode()).hexdigest()
    assert document.id == Document.id_of_file(document.sha256)
    assert (document.view.extractor, document.view.extractor_version) == ("text", IMPORTER_VERSION)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (_ESSAY.encode(), "utf-8"),
        (codecs.BOM_UTF8 + _ESSAY.encode(), "utf-8-sig"),
        (_ESSAY.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + _ESSAY.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + _ESSAY.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_the_view_is_the_decoded_text_as_it_is(data: bytes, encoding: str) -> None:
    view = view_of(data)
    assert (view.text, view.encoding) == (_ESSAY, encoding)


def test_suffixes_are_read_in_any_case(tmp_path: Path) -> None:
    path = tmp_path / "ESSAY.TXT"
    path.write_text(_ESSAY, encoding="utf-8")
    assert next(read(path)).articles


@pytest.mark.parametrize("data", [b"", b" \n\t", "\u3000\r\n".encode(), codecs.BOM_UTF8])
def test_empty_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(data)
    assert "an empty file" in str(_refused(path))


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert _refused(tmp_path / "none.txt").found == "no such file"
    assert _refused(tmp_path).found == "a folder"


def test_what_the_system_refuses(tmp_path: Path) -> None:
    assert "cannot be read" in _refused(tmp_path / ("x" * 5000 + ".txt")).found


@pytest.mark.parametrize("name", ["essay.xyz", "essay.txt.bak", "essay"])
def test_unknown_suffixes_list_the_known(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    message = str(_refused(path))
    assert all(suffix in message for suffix in SUFFIXES)


def test_undecodable_bytes_name_offsets_and_encodings(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes("渡口".encode() + b"\xff\xff" + "停航".encode())
    message = str(_refused(path))
    assert "utf-8 breaks at byte 6" in message
    assert "gb18030 breaks at byte 6" in message


def test_an_offset_counts_the_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(codecs.BOM_UTF8 + b"abc\xff")
    message = str(_refused(path))
    assert "utf-8 breaks at byte 6" in message
    assert "gb18030 breaks" not in message


@pytest.mark.parametrize("data", [b"abc\0\0\1\2" * 50, codecs.BOM_UTF16_LE + b"\0\0" * 50, b"\1\0\2\0\3\0"])
def test_binary_files(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(data)
    assert f"the first at byte {data.index(0)}" in str(_refused(path))


def test_a_stray_control_character_is_mark_up(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes((OPENING * 40 + "\0\x07").encode())
    (found,) = read(path)
    assert found.document.blocks[-1].text == "\0\x07"
    assert found.document.blocks[-1].kind == "markup"
    assert control_characters(found.document) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_nul_in_a_short_text_is_a_control_character(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(f"{OPENING[:20]}\0{OPENING[20:]}".encode(encoding))
    (found,) = read(path)
    assert found.articles[0].current.text == OPENING
    assert control_characters(found.document) == 1


def test_the_bytes_of_a_binary_file_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(b"ab\0\1\2\3")
    assert "1 NUL byte, the first at byte 2" in str(_refused(path))


def test_line_ends_and_blanks_are_no_control_characters(tmp_path: Path) -> None:
    path = tmp_path / "essay.txt"
    path.write_bytes(_ESSAY.encode() + "\t\x0b\x0c\x85\u3000".encode())
    assert control_characters(next(read(path)).document) == 0


@pytest.mark.parametrize("end", ["\n", "\n\n"])
def test_long_files_take_time_in_proportion(tmp_path: Path, end: str) -> None:
    """One stanza of thousands of lines that break off, and one paragraph of as many pieces: 16 times if quadratic.

    The best of three, since Python's collector may stop to look through all that the tests before left.
    """
    path = tmp_path / "essay.txt"

    def cost(lines: int) -> float:
        path.write_text(f"渡口停航以后，两岸的人要绕二十里山路，{end}" * lines, encoding="utf-8")
        started = time.process_time()
        assert len(list(read(path))) == 1
        return time.process_time() - started

    assert min(cost(8000) for _ in range(3)) < 10 * min(cost(2000) for _ in range(3))
