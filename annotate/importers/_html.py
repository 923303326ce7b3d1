"""Reader of HTML: one document a page."""

from __future__ import annotations

import codecs
import contextlib
import html.entities
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from annotate.errors import InputError
from annotate.importers._decode import IMPORTER_VERSION, view_of
from annotate.importers._elements import lines_of_page
from annotate.importers._facts import facts_of
from annotate.importers._origin import origin_of
from annotate.importers._roles import roles_of
from annotate.importers._shown import view_and_marks
from annotate.segmentation import Given, imported
from schema import Imported, SourceView

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]+)", re.IGNORECASE
)
_PRESCAN = 4096
"""Bytes in which a declaration of the encoding is looked for."""
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}
"""Encodings that pages declare, and those that hold what they really use."""
_DEEPEST = 2048
"""Elements in each other that libxml2 reads."""
_PROBE = "<meta"
_XML = re.compile(r"\s*<\?xml\s")
_ENTITY = re.compile(r"&(\w+);")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))


def page(data: bytes, path: Path, encoding: str | None = None) -> Iterator[Imported]:
    """Read a web page; the document's id is the hash of its bytes.

    The source view is the visible text of the whole page in document order, one line for each block element, row of a
    table and `<br>`. The encoding is the one insisted on, else that of a byte order mark, else the one that the page
    declares, if the bytes are in it, else found as for a text file. What the head of the page says of title, author,
    source and date counts where its text says nothing and holds one article. No file or address that the page names
    is ever opened.

    Raises:
        InputError: the bytes are no text, nothing in the page is visible, it only frames other pages, or its elements
            are nested too deeply.
    """
    text, found = _decoded(data, path, encoding)
    root = _tree(text, path)
    lines = lines_of_page(root) if root is not None else []
    if root is None or not any(line.text for line in lines):
        raise _nothing(path, root)
    facts = facts_of(root)
    shown, marks = view_and_marks([*roles_of(root, lines, facts)])
    view = SourceView(text=shown, extractor="html", extractor_version=version(), encoding=found)
    given = Given(single=False, title=facts.title, details=facts.details)
    return iter((imported(origin_of(data, path), view, given, marks),))


def version() -> str:
    """Return the version of this reader with those of the libraries that parse."""
    return f"{IMPORTER_VERSION} (lxml {etree.__version__}, libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))})"


def _decoded(data: bytes, path: Path, insisted: str | None = None) -> tuple[str, str | None]:
    declared = _DECLARED.search(data[:_PRESCAN])
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if declared and not marked and insisted is None:
        name = (declared.group(1) or declared.group(2)).decode("ascii", "replace").lower()
        codec = _WIDER.get(name, name)
        # Pages often are not in what they declare; a declaration that could be read is in no UTF-16, whatever it says.
        with contextlib.suppress(UnicodeError, LookupError):
            if _PROBE.encode().decode(codec) == _PROBE:
                return data.decode(codec), codec
    view = view_of(data, str(path), "html", insisted)
    return view.text, view.encoding


def _tree(text: str, path: Path) -> etree._Element | None:
    """Parse a page: as XML if it says that it is XML and is well-formed, else as a browser would; None for nothing.

    Raises InputError for a page that the parser gives up on.
    """
    text = text.replace("\0", "")
    if _XML.match(text) and "<!ENTITY" not in text:
        strict = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, huge_tree=True)
        try:
            return etree.fromstring(_ENTITY.sub(_character, text).encode(), strict)
        except etree.XMLSyntaxError:
            pass
    forgiving = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode(), forgiving)
    except etree.ParserError:
        return None
    # The parser stops there, and the rest of the page would be lost without a word.
    if any(fault.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for fault in forgiving.error_log):
        raise InputError(
            str(path),
            "elements nested too deeply, as by thousands of tags that are never closed",
            expected=f"at most {_DEEPEST} elements in each other",
            cure="save the text that a browser shows as a text file (.txt) and import that",
        )
    return root


def _character(entity: re.Match[str]) -> str:
    """Return the character of an entity of HTML, which XML does not know."""
    name = entity.group(1)
    code = None if name in _XML_ENTITIES else html.entities.name2codepoint.get(name)
    return entity.group() if code is None else chr(code)


def _nothing(path: Path, root: etree._Element | None) -> InputError:
    frames = [] if root is None else [frame.get("src") or "" for frame in root.iter("{*}frame", "{*}iframe")]
    if frames:
        return InputError(
            str(path),
            f"a page without text of its own, which frames others: {', '.join(frames)}",
            expected="a page with text",
            cure="save the framed pages and import those",
        )
    return InputError(
        str(path), "a page without visible text", expected="a page with text", cure="save the page once it has loaded"
    )
