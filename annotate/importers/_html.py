"""Reader of HTML: one document a page."""

from __future__ import annotations

import codecs
import contextlib
import html.entities
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from annotate.errors import InputError
from annotate.importers._decode import IMPORTER_VERSION, view_of
from annotate.importers._elements import left_out_of_page, lines_of_page
from annotate.importers._facts import facts_of
from annotate.importers._origin import origin_of
from annotate.importers._roles import roles_of
from annotate.importers._shown import view_and_marks
from annotate.segmentation import Given, Origin, imported
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
_BEFORE = r"\s*+(?:(?><!--.*?-->)\s*+)*+"
_DOCTYPE, _ROOT = r"<!doctype\s+html\b[^>]*>", r"<html(?:\s[^>]*)?>"
_OPENS = re.compile(
    rf"{_BEFORE}(?:<\?xml\s[^>]*>{_BEFORE})?(?:{_DOCTYPE}{_BEFORE}(?:{_ROOT}{_BEFORE})?|{_ROOT}{_BEFORE})"
    r"<(?:head|body|frameset|meta|title|base|link|script|style)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a page opens: what announces it, and then the tag of a part of it; an essay about such tags goes on in words."""
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
    return iter((page_of(Page(data, encoding), origin_of(data, path), path, "html"),))


@dataclass(frozen=True, slots=True)
class Page:
    """A page as bytes, with what is known of their encoding."""

    data: bytes
    encoding: str | None = None
    """The encoding that is insisted on."""
    charset: str | None = None
    """The encoding that whoever sent the page declared; it goes before the page's own declaration."""


def page_of(given: Page, origin: Origin, path: Path, extractor: str) -> Imported:
    """Read the page of a file, as `page` does, which may be a part of it only.

    Args:
        given: the page.
        origin: where its document comes from.
        path: the file, for messages.
        extractor: name of the reader, for the record.

    Raises:
        InputError: as `page` does.
    """
    text, found = _decoded(given, path)
    root = _tree(text.replace("\0", ""), path)
    lines = lines_of_page(root) if root is not None else []
    if root is None or not any(line.text for line in lines):
        raise _nothing(path, root)
    facts = facts_of(root)
    shown, marks = view_and_marks([*roles_of(root, lines, facts)])
    view = SourceView(text=shown, extractor=extractor, extractor_version=version(), encoding=found)
    made = imported(origin, view, Given(single=False, title=facts.title, details=facts.details), marks)
    left_out = left_out_of_page(root) + Counter({"control": text.count("\0")})
    return made.model_copy(update={"left_out": dict(sorted(left_out.items()))})


def is_page(data: bytes) -> bool:
    """Whether a file opens as a page in HTML does, whatever it is called."""
    head = data[:_PRESCAN]
    wide = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    # In any other encoding of a page the tags are in ASCII.
    text = head.decode("utf-16", "replace") if wide else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    return _OPENS.match(text) is not None


def version() -> str:
    """Return the version of this reader with those of the libraries that parse."""
    return f"{IMPORTER_VERSION} (lxml {etree.__version__}, libxml2 {'.'.join(map(str, etree.LIBXML_VERSION))})"


def _decoded(page: Page, path: Path) -> tuple[str, str | None]:
    marked = page.data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for name in () if marked or page.encoding else _declared(page):
        codec = _WIDER.get(name, name)
        # Pages often are not in what they declare; a declaration that could be read is in no UTF-16, whatever it says.
        with contextlib.suppress(UnicodeError, LookupError):
            if _PROBE.encode().decode(codec) == _PROBE:
                return page.data.decode(codec), codec
    view = view_of(page.data, str(path), "html", page.encoding)
    return view.text, view.encoding


def _declared(page: Page) -> Iterator[str]:
    """Yield the encodings that are declared for a page, in lower case, the one to be trusted first before the other."""
    if page.charset:
        yield page.charset.lower()
    if found := _DECLARED.search(page.data[:_PRESCAN]):
        yield (found.group(1) or found.group(2)).decode("ascii", "replace").lower()


def _tree(text: str, path: Path) -> etree._Element | None:
    """Parse a page: as XML if it says that it is XML and is well-formed, else as a browser would; None for nothing.

    Raises InputError for a page that the parser gives up on.
    """
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
