"""Readers on damaged and on random bytes: a document with everything in it, or one clear error, and never a crash."""

from __future__ import annotations

import base64
import io
import random
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.errors import InputError
from annotate.importers import SUFFIXES, read
from schema import Imported
from tests.importers.essays import LINES, check

_TEXT = "\n".join(LINES)


def _pdf() -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, pageCompression=0)
    canvas.setFont("STSong-Light", 11)
    for number, line in enumerate(LINES):
        canvas.drawString(60, 780 - 20 * number, line[:40])
    canvas.save()
    return file.getvalue()


def _docx() -> bytes:
    from docx import Document

    document = Document()
    for line in LINES:
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _html() -> bytes:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>渡口</title></head><body>{body}</body>".encode()


def _mhtml() -> bytes:
    head = b'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
    return head + b"Content-Transfer-Encoding: base64\n\n" + base64.encodebytes(_html()) + b"\n--b--\n"


def _csv() -> bytes:
    return ("id,title,text\n" + "\n".join(f'{n},题,"{line}"' for n, line in enumerate(LINES))).encode()


def _jsonl() -> bytes:
    return "\n".join(f'{{"id": {n}, "text": "{line}"}}' for n, line in enumerate(LINES)).encode()


_SOUND: dict[str, Callable[[], bytes]] = {
    ".csv": _csv,
    ".docx": _docx,
    ".html": _html,
    ".jsonl": _jsonl,
    ".md": _TEXT.encode,
    ".mhtml": _mhtml,
    ".pdf": _pdf,
    ".txt": _TEXT.encode,
}
_KINDS = sorted(_SOUND)


def _read(suffix: str, data: bytes) -> int:
    """Read a file; tell how many documents came, or 0 when it was refused with what and where."""
    refused: InputError | None = None
    found: list[Imported] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"file{suffix}")
        path.write_bytes(data)
        try:
            found = list(read(path))
        except InputError as error:
            refused = error
    assert refused is None or (refused.where.startswith(str(path)) and refused.found)
    for document in found:
        check(document)
    return len(found)


def test_every_format_is_among_these() -> None:
    same = {
        ".htm": ".html",
        ".xhtml": ".html",
        ".markdown": ".md",
        ".mht": ".mhtml",
        ".text": ".txt",
        ".ndjson": ".jsonl",
        ".tsv": ".csv",
    }
    assert {same.get(suffix, suffix) for suffix in SUFFIXES} == set(_KINDS)


@pytest.mark.parametrize("suffix", _KINDS)
def test_what_is_sound_is_read(suffix: str) -> None:
    assert _read(suffix, _SOUND[suffix]()) >= 1


@pytest.mark.parametrize("suffix", _KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=400))
def test_random_bytes(suffix: str, data: bytes) -> None:
    _read(suffix, data)


@pytest.mark.parametrize("suffix", _KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32))
def test_damaged_files(suffix: str, seed: int) -> None:
    _read(suffix, _damaged(_SOUND[suffix](), random.Random(seed)))


def _damaged(data: bytes, chance: random.Random) -> bytes:
    """Cut, overwrite, repeat or put in some bytes, up to four times."""
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice((1, 1, 2, 8, 64, 500))
        noise = chance.randbytes(length)
        data = chance.choice(
            (
                data[:at] + data[at + length :],
                data[:at] + noise + data[at + length :],
                data[:at] + data[at : at + length] * 3 + data[at + length :],
                data[:at] + noise + data[at:],
                data[:at],
            )
        )
    return data
