"""The container of a Word file: refused before anything of it is inflated, if it is none or would not fit."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from annotate.errors import InputError

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
"""How files of old Word begin, and encrypted ones of any age."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MOST_MEMBERS = 10_000
_MOST_BYTES = 1 << 30
_MOST_XML = 256 << 20
"""Bytes of one part that is parsed."""
_PLAIN_BYTES = 32 << 20
"""Up to here any ratio is harmless."""
_HIGHEST_RATIO = 100
"""Bytes inflated for each byte stored; text in XML reaches about 20."""
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, etree.XMLSyntaxError, LookupError, ValueError)
"""What a broken archive, a member in an unknown or encrypted form, and broken XML raise; python-docx adds errors of
its own, and lets an `AttributeError` out where an element is another than it should be."""
_SAVE_AGAIN = "open it in a word processor, save it as .docx and import that"


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a Word file that hold text, parsed, and its styles."""

    body: etree._Element
    styles: etree._Element
    notes: tuple[etree._Element, ...]
    """Footnotes, then endnotes."""
    furniture: tuple[etree._Element, ...]
    """Headers and footers."""


def opened(data: bytes, path: Path) -> Package:
    """Open a Word file with python-docx, which parses it without entities or network.

    Raises:
        InputError: it is encrypted, of old Word, no Word file, broken, or inflates beyond measure.
    """
    from docx import Document
    from docx.opc.exceptions import OpcError

    _check(data, path)
    try:
        document = Document(BytesIO(data))
        return Package(
            document.element.body,
            document.styles.element,
            notes=(*_parts(document, "footnotes"), *_parts(document, "endnotes")),
            furniture=(*_parts(document, "header"), *_parts(document, "footer")),
        )
    except (*_FAULTS, OpcError, AttributeError) as error:
        raise _broken(path, str(error)) from error


def _parts(document: WordDocument, kind: str) -> Iterator[etree._Element]:
    """Yield the parts of one kind, each once, in the order of their names."""
    found = {
        relation.target_part.partname: relation.target_part.blob
        for relation in document.part.rels.values()
        if not relation.is_external and relation.reltype.rpartition("/")[2] == kind
    }
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for _, blob in sorted(found.items()):
        yield etree.fromstring(blob, parser)


def _broken(path: Path, why: str) -> InputError:
    return InputError(str(path), f"a broken Word file: {why}", expected="a .docx document", cure=_SAVE_AGAIN)


def _check(data: bytes, path: Path) -> None:
    if data.startswith(_OLE):
        locked = _ENCRYPTED in data
        raise InputError(
            str(path),
            "encrypted with a password" if locked else "a file of old Word (.doc), whatever its name says",
            expected="a .docx document",
            cure="open it in a word processor, take the password off and save it" if locked else _SAVE_AGAIN,
        )
    try:
        members = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise InputError(str(path), f"no Word file: {error}", expected="a .docx document", cure=_SAVE_AGAIN) from error
    if fault := _oversize(members, len(data)):
        raise InputError(
            str(path),
            fault,
            expected="a document of a size that can be read",
            cure="leave it out; it may be a zip bomb",
        )
    if not any(member.filename == "[Content_Types].xml" for member in members):
        raise InputError(str(path), "a zip archive, no Word file", expected="a .docx document", cure=_SAVE_AGAIN)


def _oversize(members: list[zipfile.ZipInfo], stored: int) -> str | None:
    """Return what is too large about an archive as it declares itself; `zipfile` inflates no more than is declared."""
    total = sum(member.file_size for member in members)
    largest = max((member.file_size for member in members if member.filename.endswith((".xml", ".rels"))), default=0)
    if len(members) > _MOST_MEMBERS:
        return f"an archive of {len(members)} members, more than {_MOST_MEMBERS}"
    if total > _MOST_BYTES or largest > _MOST_XML:
        return f"an archive that inflates to {total >> 20} MB, {largest >> 20} MB in one part"
    if total > _PLAIN_BYTES and total > _HIGHEST_RATIO * stored:
        return f"an archive of {stored} bytes that inflates to {total}, more than {_HIGHEST_RATIO} times as many"
    return None
