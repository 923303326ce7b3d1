"""Bytes to source view: which encoding a text file has, and what is said when it has none."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from annotate.errors import InputError
from annotate.importers._guess import guesses
from schema import Document, SourceView

IMPORTER_VERSION = "3"
"""Version of reading and segmentation; it changes whenever the same file could give other blocks."""

_CONTROLS_OF_BINARY = 0.05
"""More than this share of control characters, NUL among them, makes a file binary; fewer are slips in a text."""

_HEAD = 1 << 16
"""How many bytes at the beginning of a file the guess is made from; the whole file has to agree with it."""

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: ("utf-8",),
    codecs.BOM_UTF32_LE: ("utf-32-le", "utf-16-le"),
    codecs.BOM_UTF32_BE: ("utf-32-be",),
    codecs.BOM_UTF16_LE: ("utf-16-le",),
    codecs.BOM_UTF16_BE: ("utf-16-be",),
}
"""What each mark may stand for; that of UTF-32 is also one of UTF-16 and a NUL."""

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8-sig": "utf-8"}
"""Encodings by whose name people call a wider one, and that one."""

_USUAL = "utf-8, gb18030, big5, big5hkscs, utf-16, shift_jis, cp1252"
_EXPECTED = "text in UTF-8, GB 18030, Big5, UTF-16 or UTF-32"
_CURE = "save the file as UTF-8, or name its encoding with --encoding"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")

Chunks = Callable[[], Iterable[bytes]]
"""Gives the bytes of a file from its beginning, in one or many pieces; can be called again."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a text file is encoded."""

    codec: str
    """Python's name for it."""
    mark: bytes = b""
    """The byte order mark that the file begins with."""

    @property
    def name(self) -> str:
        """What is recorded: Python's name, which for UTF-8 tells of the mark."""
        return "utf-8-sig" if self.mark == codecs.BOM_UTF8 else self.codec


def view_of(data: bytes, where: str = "text", extractor: str = "text", encoding: str | None = None) -> SourceView:
    """Decode a text file as it is: line ends and ideographic blanks are kept, a byte order mark is dropped.

    `encoding` of the view is Python's name of what was found (``utf-8-sig`` for UTF-8 with a mark). Blank text passes.

    Args:
        data: the bytes of the file.
        where: what an error calls the file.
        extractor: name of the reader, for the record.
        encoding: the encoding to insist on; otherwise `encoding_of` finds it.

    Raises:
        InputError: as `encoding_of` does.
    """
    found = encoding_of(lambda: (data,), where, encoding)
    text = data[len(found.mark) :].decode(found.codec)
    return SourceView(text=text, extractor=extractor, extractor_version=IMPORTER_VERSION, encoding=found.name)


def encoding_of(chunks: Chunks, where: str, insisted: str | None = None) -> Encoding:
    """Find the encoding of a text file, which all of it is then in, without holding it in memory.

    A byte order mark decides; else it is UTF-8 if that fits; else what the beginning looks like: GB 18030, Big5 (with
    the additions of Windows or of Hong Kong), UTF-16 or UTF-32, Windows-1252, Shift-JIS. `insisted` goes before all,
    with the wider encoding for a narrow name (GB 18030 for ``gbk``).

    Raises:
        InputError: the bytes are binary or in none of the encodings, or there is no encoding of the name that is
            insisted on; it names the offset of the first bad byte.
    """
    head = next(iter(chunks()), b"")[:_HEAD]
    if insisted is not None:
        return _insisted(chunks, where, insisted, head)
    tried: list[Encoding] = []
    binary = False
    for candidate in _candidates(head):
        tried.append(candidate)
        if _broken_at(candidate, chunks) is None:
            if not _is_binary(candidate, chunks):
                return candidate
            binary = True
    if binary or _is_binary(Encoding("latin-1"), chunks):
        raise _binary(chunks, where)
    if not any(candidate.mark for candidate in tried):
        tried = [Encoding("utf-8"), Encoding("gb18030"), Encoding("cp950")]
    faults = (_fault(candidate, chunks) for candidate in tried)
    raise InputError(where, f"bytes that are no text: {', '.join(faults)}", expected=_EXPECTED, cure=_CURE)


def control_characters(document: Document) -> int:
    """Return how many control characters were taken out of the text of a document; they stand in its view only."""
    return len(_CONTROLS.findall(document.view.text))


def _insisted(chunks: Chunks, where: str, name: str, head: bytes) -> Encoding:
    try:
        codec = codecs.lookup(name).name
        "a".encode(name)
    except (LookupError, ValueError) as error:
        raise InputError(
            where, f"there is no encoding {name!r}", expected=f"a name such as {_USUAL}", cure="choose another name"
        ) from error
    codec = _ordered(_WIDER.get(codec, codec), head)
    marks = (mark for mark, names in _BYTE_ORDER_MARKS.items() if codec in names and head.startswith(mark))
    found = Encoding(codec, next(marks, b""))
    if _broken_at(found, chunks) is not None:
        raise InputError(
            where,
            f"bytes that do not fit: {_fault(found, chunks)}",
            expected=f"text in {name}",
            cure="leave --encoding out, or name another",
        )
    return found


def _ordered(codec: str, head: bytes) -> str:
    """Return the encoding with its order of bytes, where that is left to a mark: without one, what makes sense."""
    if codec not in ("utf-16", "utf-32"):
        return codec
    marked = [name for mark, names in _BYTE_ORDER_MARKS.items() if head.startswith(mark) for name in names]
    return next((name for name in (marked or guesses(head)) if name.startswith(codec)), f"{codec}-le")


def _candidates(head: bytes) -> Iterator[Encoding]:
    """Yield the encodings worth trying, the likeliest first; guesses are only made when they are asked for."""
    for mark, names in _BYTE_ORDER_MARKS.items():
        if head.startswith(mark):
            yield from (Encoding(name, mark) for name in names)
            return
    yield Encoding("utf-8")
    yield from map(Encoding, guesses(head))


def _fault(encoding: Encoding, chunks: Chunks) -> str:
    at = _broken_at(encoding, chunks)
    return f"{encoding.codec} gives no words" if at is None else f"{encoding.codec} breaks at byte {at}"


def _broken_at(encoding: Encoding, chunks: Chunks) -> int | None:
    """Return the offset of the first byte that cannot be decoded, counted from the beginning of the file."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    at, skip = 0, len(encoding.mark)
    pending = 0
    for chunk, final in _ending(chunks()):
        part = chunk[skip:]
        try:
            decoder.decode(part, final)
        except UnicodeDecodeError as error:
            return at + skip - pending + error.start
        at, skip = at + len(chunk), 0
        pending = len(decoder.getstate()[0])
    return None


def _ending(chunks: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Yield the chunks, and nothing at the end, each with whether it is the end."""
    for chunk in chunks:
        yield chunk, False
    yield b"", True


def _is_binary(encoding: Encoding, chunks: Chunks) -> bool:
    """Whether there are NULs, and so many control characters with them as no text has."""
    nuls = controls = characters = 0
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    for chunk in chunks():
        text = decoder.decode(chunk)
        nuls += text.count("\0")
        characters += len(text)
        # Few texts have a NUL, and to look for one is quick.
        controls += len(_CONTROLS.findall(text)) if nuls else 0
    return controls > characters * _CONTROLS_OF_BINARY


def _binary(chunks: Chunks, where: str) -> InputError:
    first, nuls, at = None, 0, 0
    for chunk in chunks():
        nuls += chunk.count(0)
        if first is None and 0 in chunk:
            first = at + chunk.index(0)
        at += len(chunk)
    return InputError(
        where,
        f"a binary file: {nuls} NUL byte{'' if nuls == 1 else 's'}, the first at byte {first}",
        expected=_EXPECTED,
        cure="save the text of the document as a UTF-8 text file and import that",
    )
