"""The same essay in worse and worse files: the paragraphs come out the same."""

import codecs
from collections.abc import Callable

import pytest

from tests.importers.essays import HEADINGS, LINES, PARAGRAPHS, TITLE, headings, one, paragraphs, wrapped


def _wrap(width: int, indent: bool, spaced: bool) -> str:
    lines: list[str] = []
    for line in LINES:
        body = line in PARAGRAPHS
        parts = wrapped(line, width, first=2 if indent and body else 0)
        lines += [("\u3000\u3000" if indent and body else "") + parts[0], *parts[1:], *[""] * spaced]
    return "\n".join(lines)


_LAYOUTS: dict[str, Callable[[], str]] = {
    "lines": lambda: "\n".join(LINES),
    "spaced": lambda: "\n\n".join(LINES),
    "indented": lambda: "\n".join("\u3000\u3000" + line for line in LINES),
    "wrapped, indented": lambda: _wrap(24, indent=True, spaced=False),
    "wrapped, spaced": lambda: _wrap(30, indent=False, spaced=True),
    "wrapped, spaced, indented": lambda: _wrap(28, indent=True, spaced=True),
    "invisible characters": lambda: "\n".join(
        "\u200b".join(line[at : at + 5] for at in range(0, len(line), 5)) for line in LINES
    ),
}

_FILES: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "byte order mark, CRLF": lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16": lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
    "old Macintosh": lambda text: text.replace("\n", "\r").encode(),
}


@pytest.mark.parametrize("form", _FILES)
@pytest.mark.parametrize("layout", _LAYOUTS)
def test_paragraphs_survive(layout: str, form: str) -> None:
    article = one(_FILES[form](_LAYOUTS[layout]()))
    assert paragraphs(article) == list(PARAGRAPHS)
    assert headings(article) == [(0, TITLE), *((1, text) for text in HEADINGS)]
    assert article.authors == ("沈砚秋",)


@pytest.mark.parametrize("width", range(18, 41))
def test_paragraphs_survive_any_column(width: int) -> None:
    assert paragraphs(one(_wrap(width, indent=True, spaced=False).encode())) == list(PARAGRAPHS)


def test_pieces_leave_out_line_ends_and_indents() -> None:
    article = one(_wrap(24, indent=True, spaced=False).encode())
    assert "\n" not in "".join(paragraphs(article))
    assert "\u3000" not in "".join(paragraphs(article))
