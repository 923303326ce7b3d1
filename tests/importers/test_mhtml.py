"""Pages that a browser saved in one file: which part is read, in which encoding, and what is refused."""

from __future__ import annotations

import base64
import quopri
import time
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from annotate.errors import InputError
from annotate.importers import IMPORTER_VERSION, READERS, read
from schema import Document, Imported
from tests.importers.essays import HEADINGS, PARAGRAPHS, TITLE, blocks, check, headings, paragraphs

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_BODY = f"<h1>{TITLE}</h1>" + "".join(
    f"<h2>{text}</h2>" if text in HEADINGS else f"<p>{text}</p>"
    for text in (PARAGRAPHS[0], HEADINGS[0], *PARAGRAPHS[1:3], HEADINGS[1], *PARAGRAPHS[3:])
)
_PAGE = f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body>{_BODY}</body></html>"
_FRAME = "<html><body><p>广告：渡口旁边的新楼盘，推窗见河，欢迎来看。</p></body></html>"


def _part(data: bytes, kind: str, transfer: str = "quoted-printable", **headers: str) -> MIMENonMultipart:
    part = MIMENonMultipart(*kind.split("/"))
    part["Content-Transfer-Encoding"] = transfer
    part.set_payload((quopri.encodestring if transfer == "quoted-printable" else base64.encodebytes)(data).decode())
    for name, value in headers.items():
        part[name.replace("_", "-")] = value
    return part


def _file(*parts: MIMENonMultipart, start: str | None = None) -> bytes:
    file = MIMEMultipart("related", None, parts)
    if start:
        file.set_param("start", start)
    file["From"] = "<Saved by a test>"
    return file.as_bytes()


def _read(data: bytes, name: str = "page.mhtml") -> Imported:
    (found,) = READERS[Path(name).suffix](data, Path(name))
    check(found)
    return found


def _is_the_essay(found: Imported) -> None:
    (article,) = found.articles
    assert article.title == TITLE
    assert headings(article) == [(0, TITLE), *((1, text) for text in HEADINGS)]
    assert paragraphs(article) == list(PARAGRAPHS)


@pytest.mark.browser
def test_what_a_browser_saves(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    icon = "data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22/>"
    framed = f"<img src='{icon}'><iframe srcdoc='{_FRAME}'></iframe><p style='display:none'>藏起来的话</p>"
    page.set_content(_PAGE.replace("</body>", f"{framed}</body>"))
    saved = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    page.close()
    assert "multipart/related" in saved
    (tmp_path / "渡口.mhtml").write_text(saved, encoding="utf-8", newline="")
    (found,) = read(tmp_path / "渡口.mhtml")
    check(found)
    _is_the_essay(found)
    assert "广告" not in found.document.view.text
    assert found.left_out == {"hidden": 5}
    view = found.document.view
    assert (view.extractor, view.extractor_version.split()[0]) == ("mhtml", IMPORTER_VERSION)


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize("suffix", [".mht", ".mhtml"])
def test_the_first_page_is_read_and_no_other_part(suffix: str, transfer: str) -> None:
    data = _file(
        _part(b"p {}", "text/css"), _part(_PAGE.encode(), "text/html", transfer), _part(_FRAME.encode(), "text/html")
    )
    found = _read(data, f"page{suffix}")
    _is_the_essay(found)
    assert found.document.id == Document.id_of_file(found.document.sha256)
    assert blocks(found, "boilerplate") == []


def test_the_part_that_the_header_names_goes_before_the_first() -> None:
    frame = _part(_FRAME.encode(), "text/html", Content_ID="<frame@test>")
    page = _part(_PAGE.encode(), "text/html", Content_ID="<page@test>")
    _is_the_essay(_read(_file(frame, page, start="<page@test>")))
    assert "广告" in _read(_file(frame, page)).document.view.text
    assert "广告" in _read(_file(frame, page, start="<none@test>")).document.view.text


def test_a_page_that_is_the_whole_file() -> None:
    part = _part(_PAGE.encode(), "text/html", "base64")
    part["Subject"] = TITLE
    _is_the_essay(_read(part.as_bytes()))


def test_parts_within_parts() -> None:
    inner = MIMEMultipart("alternative", None, [_part(b"ferry", "text/plain"), _part(_PAGE.encode(), "text/html")])
    outer = MIMEMultipart("related", None, [inner, _part(b"p {}", "text/css")])
    _is_the_essay(_read(outer.as_bytes()))


_META = '<meta charset="{}"><title>'


@pytest.mark.parametrize(
    ("data", "charset", "encoding"),
    [
        (_PAGE.encode("gb18030"), "gb2312", "gb18030"),
        (_PAGE.encode("gb18030"), None, "gb18030"),
        (_PAGE.replace("<title>", _META.format("big5")).encode("gb18030"), "GBK", "gb18030"),
        (_PAGE.replace("<title>", _META.format("gbk")).encode("gb18030"), "utf-8", "gb18030"),
        (_PAGE.replace("<title>", _META.format("utf-8")).encode(), "no-such-code", "utf-8"),
        (_PAGE.encode("utf-16"), "utf-8", "utf-16-le"),
    ],
)
def test_the_encoding_of_the_header_goes_before_that_of_the_page(
    data: bytes, charset: str | None, encoding: str
) -> None:
    part = _part(data, "text/html", "base64")
    if charset:
        part.set_param("charset", charset)
    found = _read(_file(part))
    _is_the_essay(found)
    assert found.document.view.encoding == encoding


def test_an_encoding_can_be_insisted_on(tmp_path: Path) -> None:
    part = _part(_PAGE.encode("gb18030"), "text/html", "base64")
    part.set_param("charset", "latin-1")
    (tmp_path / "page.mht").write_bytes(_file(part))
    (garbled,) = read(tmp_path / "page.mht")
    assert TITLE not in garbled.document.view.text
    (found,) = read(tmp_path / "page.mht", "gbk")
    _is_the_essay(found)


def _nested(depth: int) -> bytes:
    head = "".join(f'Content-Type: multipart/mixed; boundary="b{at}"\n\n--b{at}\n' for at in range(depth)).encode()
    return head + _part(_PAGE.encode(), "text/html").as_bytes()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no page among its parts"),
        (PARAGRAPHS[0].encode(), "no page among its parts"),
        (_file(_part(b"p {}", "text/css")), "no page among its parts"),
        (_file(_part(b"<script>x()</script>", "text/html")), "without visible text"),
        (b'Content-Type: multipart/related; boundary="b"\n\n' + b"--b\n\n" * 20_000, "more than 10000 parts"),
        (_nested(5000), "more than 20 parts that hold others"),
        (b"x\r" * 4_000_001, "in 4000001 lines"),
        (b"Content-Type: message/rfc822\n\n" * 5000, "more than 20 parts that hold others"),
    ],
)
def test_what_is_refused(data: bytes, message: str) -> None:
    started = time.process_time()
    with pytest.raises(InputError) as raised:
        READERS[".mhtml"](data, Path("page.mhtml"))
    assert message in raised.value.found
    assert (raised.value.where, bool(raised.value.expected), bool(raised.value.cure)) == ("page.mhtml", True, True)
    assert time.process_time() - started < 10


def test_parts_in_parts_up_to_the_limit() -> None:
    _is_the_essay(_read(_nested(20)))


def test_a_file_beyond_measure_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    data = _file(_part(_PAGE.encode(), "text/html"))
    monkeypatch.setattr("annotate.importers._mhtml._MOST_BYTES", len(data))
    _is_the_essay(_read(data))
    with pytest.raises(InputError, match=f"{len(data) + 1} bytes"):
        _read(data + b"\n")
