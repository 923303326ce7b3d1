"""Reader of Word files (.docx): one document a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotate.errors import InputError
from annotate.importers._decode import IMPORTER_VERSION
from annotate.importers._origin import origin_of
from annotate.importers._package import Package, opened
from annotate.importers._shown import Shown, bold_heading, view_and_marks
from annotate.importers._styles import Styles, W
from annotate.importers._word import Written, left_out, written
from annotate.segmentation import imported
from schema import BlockKind, Imported, LeftOut, SourceView

_LONGEST_TITLE = 60


def word(data: bytes, path: Path) -> Iterator[Imported]:
    """Read a Word file; the document's id is the hash of its bytes.

    The source view holds the body in document order, one line for each paragraph, row of a table and line break, and
    behind it foot- and endnotes, headers and footers, each once. Tracked insertions are in; deletions and hidden
    text are out, and counted; so are, uncounted, comments and what Word numbers by itself (items of lists, headings,
    notes), which is not in the file.
    Author and dates of the file's properties are no facts of an article: the author is mostly whoever installed Word,
    the date that of a template or of a copy.

    Raises:
        InputError: it is encrypted, of old Word, no Word file, broken, inflates beyond measure, or holds no text.
    """
    package = opened(data, path)
    lines = [*lines_of(package)]
    if not any(line.text.strip() for line in lines):
        raise InputError(str(path), "a Word file without text", expected="text", cure="leave the file out")
    shown, marks = view_and_marks(lines)
    view = SourceView(text=shown, extractor="docx", extractor_version=version())
    found = imported(origin_of(data, path), view, marks=marks)
    return iter((found.model_copy(update={"left_out": _left_out(package)}),))


def version() -> str:
    """Return the version of this reader with that of python-docx."""
    import docx

    return f"{IMPORTER_VERSION} (python-docx {docx.__version__})"


def _left_out(package: Package) -> dict[LeftOut, int]:
    styles = Styles(package.styles)
    found: Counter[LeftOut] = Counter()
    for root in (package.body, *package.notes, *package.furniture):
        found += left_out(root, styles)
    return dict(sorted(found.items()))


def lines_of(package: Package) -> Iterator[Shown]:
    """Yield the lines of a Word file, each with the paragraph or row that it stands in and what that is."""
    styles = Styles(package.styles)
    body = [*written(package.body, styles)]
    roles = [_role(found, styles) for found in body]
    titled = any(kind == "title" for kind, _ in roles)
    title = range(0) if titled else _title(body, styles)
    for number, (found, (kind, level)) in enumerate(zip(body, roles, strict=True)):
        if number in title:
            yield from _shown(found, title.start, "title", None)
        else:
            yield from _shown(found, number, kind, level)
    notes = [found for root in package.notes for found in written(root, styles)]
    furniture = [found for root in package.furniture for found in written(root, styles)]
    for number, found in enumerate(notes + furniture, start=len(body)):
        yield from _shown(found, number, "footnote" if number < len(body) + len(notes) else "boilerplate", None)


def _shown(found: Written, number: int, kind: BlockKind | None, level: int | None) -> Iterator[Shown]:
    for line in found.text.split("\n"):
        yield Shown("" if line.isspace() else line, number, kind, level)


def _role(found: Written, styles: Styles) -> tuple[BlockKind | None, int | None]:
    if found.element.tag != f"{W}p":
        return "table", None
    if found.contents or found.reading:
        return ("boilerplate" if found.contents else "footnote"), None
    kind, level = styles.role(found.element)
    if kind in (None, "list_item") and bold_heading(found.text, found.bold):
        return "heading", None
    return ("quote_box" if found.boxed and kind is None else kind), level


def _title(body: Sequence[Written], styles: Styles) -> range:
    """Return the paragraphs that are the title by their looks: above the text, centred, in larger type than it.

    Paragraphs in the same type that follow at once are its further lines. Where no type is larger, it is the first of
    all if that is centred, and the text is not. The range is empty where none looks so.
    """
    sizes: Counter[float] = Counter()
    for found in body:
        sizes[found.size] += len(found.text)
    usual = max(sizes, key=lambda size: (sizes[size], size), default=0)
    text = (at for at, found in enumerate(body) if "。" in found.text and not _displayed(found, styles))
    first = next(text, len(body))
    centred = [at for at in range(first) if _displayed(body[at], styles)]
    front = [at for at in centred if body[at].size > usual]
    if not front and centred and not any(found.text.strip() for found in body[: centred[0]]):
        others = [found for found in body[centred[0] + 1 :] if found.text.strip()]
        return range(centred[0], centred[0] + (2 * sum(_displayed(found, styles) for found in others) < len(others)))
    start = max(front, key=lambda at: (body[at].size, -at), default=0)
    end = start
    while end in front and body[end].size == body[start].size:
        end += 1
    return range(start, end)


def _displayed(found: Written, styles: Styles) -> bool:
    centred = styles.property(found.element, "pPr/jc") == "center"
    return centred and 0 < len(found.text.strip()) <= _LONGEST_TITLE and not found.boxed
