"""Web pages under names of other files: read as pages where they open as one, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotate.importers import misnamed, read
from annotate.importers._html import is_page
from schema import Imported
from tests.importers.essays import LINES, OPENING, PARAGRAPHS, TITLE, check, paragraphs

_HEAD = f"<head><meta charset=utf-8><title>{TITLE}</title></head>"
_BODY = f"<body><h1>{TITLE}</h1>{''.join(f'<p>{text}</p>' for text in PARAGRAPHS)}</body></html>"
_PAGES = {
    "of today": f"<!DOCTYPE html>\n<html lang=zh>{_HEAD}{_BODY}",
    "without a declaration": f"<HTML>\r\n<HEAD>{_HEAD.removeprefix('<head>')}{_BODY}",
    "without html": f"<!doctype html><title>{TITLE}</title>{_BODY}",
    "saved": f"\n<!-- saved from url=(0023)http://ferry.example/ -->\n<!-- 注 --><html><!-- 注 -->{_HEAD}{_BODY}",
    "XHTML": '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">\n'
    f'<html xmlns="http://www.w3.org/1999/xhtml">{_HEAD.replace("<meta charset=utf-8>", "")}{_BODY}',
}
_ESSAYS = {
    "begins with a tag": f"<html> 是网页的第一个标记，<head> 和 <body> 在它后面。\n{OPENING}",
    "begins with the declaration": f"<!DOCTYPE html> 之后是 <html>，再往后才是正文。\n{OPENING}",
    "begins with both": f"<!DOCTYPE html><html>，每个网页都这样开头。\n{OPENING}",
    "names them later": f"{OPENING}\n<!DOCTYPE html><html><head><title>渡口</title></head>\n{PARAGRAPHS[1]}",
    "begins with another tag": f"<htmlx><head>{OPENING}",
    "is XML": f'<?xml version="1.0"?><essay><head>{OPENING}</head></essay>',
}


def _read(folder: Path, data: bytes, name: str) -> Imported:
    path = folder / name
    path.write_bytes(data)
    (found,) = read(path)
    check(found)
    return found


@pytest.mark.parametrize("suffix", [".txt", ".text", ".md", ".markdown", ".mht"])
@pytest.mark.parametrize("page", _PAGES)
def test_a_page_is_read_as_a_page(tmp_path: Path, page: str, suffix: str) -> None:
    found = _read(tmp_path, _PAGES[page].encode(), f"page{suffix}")
    (article,) = found.articles
    assert (article.title, paragraphs(article)) == (TITLE, list(PARAGRAPHS))
    assert found.document.view.extractor == "html"
    assert misnamed(found.document)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    page = _PAGES["of today"].replace("<meta charset=utf-8>", "")
    found = _read(tmp_path, page.encode(encoding), "page.txt")
    assert (found.articles[0].title, misnamed(found.document)) == (TITLE, True)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
@pytest.mark.parametrize("essay", _ESSAYS)
def test_an_essay_on_pages_stays_text(tmp_path: Path, essay: str, suffix: str) -> None:
    found = _read(tmp_path, _ESSAYS[essay].encode(), f"essay{suffix}")
    assert found.document.view.text == _ESSAYS[essay]
    assert found.document.view.extractor == "text"
    assert not misnamed(found.document)


def test_a_page_by_its_own_name_is_not_misnamed(tmp_path: Path) -> None:
    found = _read(tmp_path, _PAGES["of today"].encode(), "page.html")
    assert not misnamed(found.document)
    assert not misnamed(_read(tmp_path, "\n".join(LINES).encode(), "essay.txt").document)


def test_the_text_that_annotations_stand_beside_stays_as_their_offsets_have_it(tmp_path: Path) -> None:
    page = _PAGES["of today"]
    (tmp_path / "page.ann").write_text("T1\tclaim 0 2\t<!\n", encoding="utf-8")
    assert _read(tmp_path, page.encode(), "page.txt").document.view.text == page


@given(st.lists(st.sampled_from(["<!-- -->", "<!--", "-->", "<html>", "<!doctype html>", "<head>", "<p>", " ", "渡"])))
def test_however_a_file_opens_it_is_told_at_once(parts: list[str]) -> None:
    opening = "".join(parts)
    assert not is_page((opening + "渡口" * 9).encode()) or "<head>" in opening


def test_long_openings_take_no_time() -> None:
    for opening in (b"<!-- -->", b"<!--", b" ", b"<!doctype html>", b"<html>"):
        assert not is_page(opening * 4096)
