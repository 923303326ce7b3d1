"""Reader of pages that a browser saved in one file (.mhtml, .mht): MIME parts, one of which is the page."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from email.policy import Policy, compat32
from pathlib import Path

from annotate.errors import InputError
from annotate.importers._html import Page, page_of
from annotate.importers._origin import origin_of
from schema import Imported

_PAGES = ("text/html", "application/xhtml+xml")
_MOST_PARTS = 10_000
_MOST_HOLDERS = 20
"""Parts that hold others; the parser looks at every line once for each part that is open."""
_MOST_BYTES = 64 << 20
"""Bytes of a file, in which a part takes more than when it is decoded."""
_MOST_LINES = 4_000_000
"""Lines of a file, each of which the parser holds as one; in encoded parts they are of 76 characters."""
_SAVE_AGAIN = "save the page once more, in one file or as HTML"


def mhtml(data: bytes, path: Path, encoding: str | None = None) -> Iterator[Imported]:
    """Read a web page that is in one file with all that it shows; the document's id is the hash of the file's bytes.

    Of the parts the page is the one that the header of the file calls the start, or else the first in HTML; pictures,
    styles and pages in its frames are left aside. The encoding is the one insisted on, else that of a byte order mark,
    else the one that the header of the part declares, else as for `page`, by which the document is made.

    Raises:
        InputError: there is no page in it, it has too many parts or bytes; and as for `page`.
    """
    lines = max(data.count(b"\n"), data.count(b"\r"))
    if len(data) > _MOST_BYTES or lines > _MOST_LINES:
        raise _oversize(
            path, f"{len(data)} bytes in {lines} lines", f"at most {_MOST_BYTES} bytes in {_MOST_LINES} lines"
        )
    part = _main(_parsed(data, path), path)
    markup = part.get_payload(decode=True)
    page = Page(markup if isinstance(markup, bytes) else b"", encoding, part.get_content_charset())
    return iter((page_of(page, origin_of(data, path), path, "mhtml"),))


def _parsed(data: bytes, path: Path) -> Message:
    """Parse a file, counting the parts as they are made: one of few bytes could have more than memory holds."""
    made = holders = 0
    last = Message()

    def part(policy: Policy[Message] = compat32) -> Message:
        nonlocal made, holders, last
        made += 1
        holders += last.get_content_maintype() in ("multipart", "message")
        if made > _MOST_PARTS:
            raise _oversize(path, f"more than {_MOST_PARTS} parts", "a page with the files that it shows")
        if holders > _MOST_HOLDERS:
            raise _oversize(path, f"more than {_MOST_HOLDERS} parts that hold others", f"at most {_MOST_HOLDERS}")
        last = Message(policy)
        return last

    return BytesParser(part, policy=compat32).parsebytes(data)


def _main(file: Message, path: Path) -> Message:
    pages = [part for part in file.walk() if part.get_content_type() in _PAGES]
    if not pages:
        raise InputError(
            str(path), "no page among its parts", expected="a web page in one file (MHTML)", cure=_SAVE_AGAIN
        )
    start = file.get_param("start")
    return next((part for part in pages if start and part.get("Content-ID") == start), pages[0])


def _oversize(path: Path, found: str, expected: str) -> InputError:
    return InputError(str(path), found, expected=expected, cure=_SAVE_AGAIN)
