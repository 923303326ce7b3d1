"""Bytes to source view: which encoding a text file has, and what is said when it has none."""

from __future__ import annotations

import codecs

from annotate.errors import InputError
from schema import SourceView

IMPORTER_VERSION = "1"
"""Version of reading and segmentation; it changes whenever the same file could give other blocks."""

_NULS_PER_THOUSAND = 1
"""More than this share of NUL characters makes a file binary; fewer are control characters in a text."""


def view_of(data: bytes, where: str = "text", extractor: str = "text") -> SourceView:
    r"""Decode a text file as it is: line ends and ideographic blanks are kept, a byte order mark is dropped.

    Tried are UTF-16 if its byte order mark stands first, UTF-8 with or without one, and GB18030, all strictly.
    `encoding` is Python's name of what was found (``utf-8-sig`` for UTF-8 with a mark). Blank text passes.

    Args:
        data: the bytes of the file.
        where: what an error calls the file.
        extractor: name of the reader, for the record.

    Raises:
        InputError: the bytes are binary or in none of the encodings; it names the offset of the first bad byte.
    """
    text, encoding = _decoded(data, where)
    return SourceView(text=text, extractor=extractor, extractor_version=IMPORTER_VERSION, encoding=encoding)


def _decoded(data: bytes, where: str) -> tuple[str, str]:
    faults = []
    for encoding, mark in _candidates(data):
        try:
            text = data[len(mark) :].decode(encoding)
        except UnicodeDecodeError as error:
            faults.append(f"{encoding} breaks at byte {error.start + len(mark)}")
        else:
            if text.count("\0") * 1000 > len(text) * _NULS_PER_THOUSAND:
                break
            return text, "utf-8-sig" if mark == codecs.BOM_UTF8 else encoding
    if data.count(b"\0") * 1000 > len(data) * _NULS_PER_THOUSAND:
        raise InputError(
            where,
            f"a binary file: {data.count(0)} NUL bytes, the first at byte {data.index(0)}",
            expected="text in UTF-8, GB18030, or UTF-16 with a byte order mark",
            cure="save the text of the document as a UTF-8 text file and import that",
        )
    raise InputError(
        where,
        f"bytes that are no text: {', '.join(faults)}",
        expected="text in UTF-8, GB18030, or UTF-16 with a byte order mark",
        cure="save the file as UTF-8",
    )


def _candidates(data: bytes) -> list[tuple[str, bytes]]:
    """Return the encodings worth trying, each with the byte order mark to drop."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return [("utf-16-le", codecs.BOM_UTF16_LE)]
    if data.startswith(codecs.BOM_UTF16_BE):
        return [("utf-16-be", codecs.BOM_UTF16_BE)]
    if data.startswith(codecs.BOM_UTF8):
        return [("utf-8", codecs.BOM_UTF8)]
    return [("utf-8", b""), ("gb18030", b"")]
