"""What units are by what stands around them: names, boxes, captions, abstracts, headings of two lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from annotate.segmentation._furniture import of_journal, page_number
from annotate.segmentation._labels import abstract_label, dateline, keywords_label, source_label, sourced_box
from annotate.segmentation._lines import Line
from annotate.segmentation._people import (
    account,
    employed,
    english_names,
    institution,
    last_named,
    names,
    names_and_account,
    organ,
    presented,
    seat,
    seats,
)
from annotate.segmentation._rules import Rules
from annotate.segmentation._sections import agency, known_section
from annotate.segmentation._sentences import complete, enquoted, has_marks
from annotate.segmentation._units import Unit, merged
from schema import Doubt

_MOST_OF_ABSTRACT = 3
"""Paragraphs of an abstract."""
_FEWEST_DIGESTS = 3
_LONGEST_IN_BOX = 200
"""Characters of a paragraph in a box that has one blank line or none."""
_MOSTLY = 0.8
"""Share of the characters that make the script of a text."""
_LONGEST_HALF = 20
"""Characters of one line of a heading of two."""
_LONGEST_QUOTATION = 60
_QUOTED = Doubt(
    reason="a quotation set off from the text, taken for a pull quote", alternative="a paragraph", remedy="paragraph"
)
_SPEAKER = re.compile(r"[^\W\d_]{1,8}[：:]")
_REPORTER = re.compile(r"(?:本[报报刊]|新[华華]社)?(?:记者|記者)[：:]\s*")
_ROLE = re.compile(r"[\u4e00-\u9fff]{2,6}[：:]\s*([\u4e00-\u9fff·]{2,4})\s*(?:[（(][^（）()。]*[）)])?")
"""The part that somebody has in a text, and a name."""
_LONGEST_NAMES = 60
"""Characters of a line of names without anything between them."""
_MOST_SEATS = 8
"""Lines in which the institutions of a text stand."""
_FEWEST_TURNS = 3
"""Turns of one speaker that make a conversation."""
_CHINESE = re.compile("[\u4e00-\u9fff]")
_LONGEST_CAPTION = 100
_OF_FILM = re.compile(r"《[^》]{1,20}》[^，。？！?!]{1,4}")
"""What a picture was taken from."""
_DANGLING = ("关于", "關於", "印发", "印發", "转发", "轉發", "的", "和", "与", "與", "及")
"""What no heading ends with, so that it goes on in the next line."""


def named(units: Sequence[Unit]) -> list[Unit]:
    """Make bylines of lines that hold names only and stand below a title, and of a name behind a place or a calling."""
    found: list[Unit] = []
    above: Unit | None = None
    body = False
    for at, unit in enumerate(units):
        body = body or unit.kind == "paragraph"
        below = _below_title(above) and (unit.style == "plain" or (unit.unnumbered and not body))
        plain = unit.style == "plain" and (unit.lines[0].glued or _below_lead(found))
        alone = (below or plain) and bool(names(unit.text))
        after = units[at + 1] if at + 1 < len(units) else None
        called = unit.style == "plain" and last_named(unit.text) and _below_title(above) and _before_body(after)
        beneath = unit.style == "plain" and _below_title(above)
        of_body = beneath and (agency(unit.text) or (not body and employed(unit.text)))
        of_body = of_body or (not body and beneath and (_account(unit, above, after) or _seated(units, at, above)))
        of_body = of_body or (not body and beneath and above is not None and above.marked_title and seat(unit.text))
        of_body = of_body or (beneath and _before_body(after) and names_and_account(unit.text))
        called = called or of_body or _issued(unit, body, after) or (beneath and _introduced(unit, after))
        english = _english_byline(unit, above, after) if above else False
        if body and unit.style == "plain" and (presented(unit.text) or agency(unit.text)):
            unit = unit.as_kind("caption")
        unit = unit.as_kind("byline") if alone or called or english else unit
        above = above if unit.kind == "boilerplate" else unit
        found.append(unit)
    return found


def _account(unit: Unit, above: Unit | None, after: Unit | None) -> bool:
    """Whether a line between a line of names and what is no text says on which account these came out."""
    apart = after is not None and after.kind in ("byline", "boilerplate")
    below = above is not None and above.kind == "byline" and bool(names(above.text))
    return apart and below and account(unit.text) and not known_section(unit.text)


def _seated(units: Sequence[Unit], at: int, above: Unit | None) -> bool:
    """Whether a line below a title names an institution, with nothing but others of these between it and a byline."""
    if above is None or not seat(units[at].text):
        return False
    titled = above.hashes or above.marked_title or above.kind == "byline" or len(above.text) > len(units[at].text)
    row = itertools.islice(units, at, at + _MOST_SEATS)
    last = next((one for one in row if not (one.style == "plain" and seat(one.text))), None)
    return bool(titled) and last is not None and last.kind == "byline"


def _introduced(unit: Unit, after: Unit | None) -> bool:
    """Whether a line names people by their part in a text, or stands between its title and where they belong."""
    role = _ROLE.fullmatch(unit.text)
    if role and names(role.group(1)):
        return True
    placed = after is not None and after.kind == "byline" and after.text[0] in "（(" and seats(after.text)
    return placed and len(unit.text) <= _LONGEST_NAMES and not has_marks(unit.text)


def _below_lead(above: Sequence[Unit]) -> bool:
    """Whether the text above is the second of all, below a heading."""
    return len(above) == 2 and above[0].unnumbered and above[1].kind == "paragraph" and not above[1].surely_torn


def _issued(unit: Unit, body: bool, after: Unit | None) -> bool:
    """Whether a line below the body names who published it, right above the date."""
    dated = after is not None and after.kind == "byline" and dateline(after.text)
    return body and dated and unit.style == "plain" and organ(unit.text)


def _english_byline(unit: Unit, above: Unit, after: Unit | None) -> bool:
    """Whether a line below a title or a byline holds English names, or the institution of those above."""
    if above.marked_title and unit.unnumbered and after is not None and after.kind in ("byline", "heading"):
        return english_names(unit.text)
    if unit.style == "plain" and _below_title(above) and _latin(above.text) and english_names(unit.text):
        return " and " in unit.text or above.kind == "heading"
    if above.text[-1] == "," and unit.style == "plain" and english_names(unit.text):
        return True
    return above.kind == "byline" and unit.kind in ("heading", "list_item", "paragraph") and institution(unit.text)


def without_heads_of_pages(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate a short line that stands beside a page number, and both apart from the rest."""
    found = list(units)
    for at, unit in enumerate(units):
        if not page_number(unit.text) or unit.kind != "boilerplate":
            continue
        if at and _pair(units, at - 1) and units[at - 1].style == "plain":
            found[at - 1] = units[at - 1].as_kind("boilerplate")
        if _pair(units, at) and units[at + 1].style == "plain":
            found[at + 1] = units[at + 1].as_kind("boilerplate")
    return found


def _pair(units: Sequence[Unit], at: int) -> bool:
    """Whether two lines stand together and apart from all others."""
    if at + 1 >= len(units) or not units[at].lines[0].gap or units[at + 1].lines[0].gap:
        return False
    return at + 2 == len(units) or units[at + 2].lines[0].gap > 0


def _below_title(above: Unit | None) -> bool:
    return above is not None and (above.unnumbered or above.kind == "byline")


def _before_body(after: Unit | None) -> bool:
    return after is not None and after.kind in ("paragraph", "abstract", "byline", "caption", "boilerplate")


def boxed(units: Sequence[Unit], rules: Rules) -> list[Unit]:
    """Let a box go from its label to the next blank line; a label with a blank line below takes one paragraph."""
    found: list[Unit] = []
    inside = False
    for at, unit in enumerate(units):
        first = unit.lines[0]
        if "pull-quotes" in rules and _set_off(units, at):
            unit = unit.as_kind("quote_box", _QUOTED)
        elif "boxes" not in rules:
            pass
        elif unit.kind == "paragraph" and sourced_box(unit.text):
            unit = unit.as_kind("quote_box")
            if found and found[-1].style == "plain":
                found[-1] = found[-1].as_kind("quote_box")
        elif unit.kind == "quote_box":
            inside = len(unit.text) <= _LONGEST_HALF
        elif inside:
            inside = first.gap == 0 and not first.indent and unit.kind in ("paragraph", "heading", "caption")
            unit = unit.as_kind("quote_box") if inside and len(unit.text) <= _LONGEST_IN_BOX else unit
        found.append(unit)
    return found


def _set_off(units: Sequence[Unit], at: int) -> bool:
    """Whether a text is a quotation that stands by itself where paragraphs are indented and it is not."""
    unit = units[at]
    quoted = unit.kind == "paragraph" and len(unit.text) <= _LONGEST_QUOTATION and enquoted(unit.text)
    if not quoted or not 0 < at < len(units) - 1 or unit.lines[0].indent:
        return False
    after = units[at + 1].lines[0]
    return unit.lines[0].gap > 0 and after.gap > 0 and after.indent > 0


def with_turns(units: Sequence[Unit]) -> list[Unit]:
    """Make paragraphs of the short lines that begin with the name of a speaker, of whom there are several turns."""
    speakers = Counter(found.group() for unit in units if (found := _SPEAKER.match(unit.text)))
    return [
        unit.as_kind("paragraph")
        if _may_be_turn(unit) and (found := _SPEAKER.match(unit.text)) and speakers[found.group()] >= _FEWEST_TURNS
        else unit
        for unit in units
    ]


def _may_be_turn(unit: Unit) -> bool:
    reporter = _REPORTER.match(unit.text) if unit.kind == "byline" else None
    return unit.style == "plain" or (reporter is not None and not names(unit.text[reporter.end() :]))


def without_translations(units: Sequence[Unit]) -> list[Unit]:
    """Mark as boilerplate the English front matter that a Chinese journal prints before or behind an article."""
    latin = [_latin(unit.text) for unit in units]
    chinese = [at for at, unit in enumerate(units) if unit.kind == "paragraph" and _CHINESE.search(unit.text)]
    english = sum(unit.kind == "paragraph" and latin[at] for at, unit in enumerate(units))
    if not chinese or len(chinese) <= 2 * english:
        return list(units)
    kinds = ("paragraph", "abstract", "keywords", "heading", "reference")
    return [
        unit.as_kind("boilerplate")
        if latin[at]
        and unit.kind in kinds
        and not unit.marked_title
        and not chinese[0] < at < chinese[-1]
        and not _listed(units, at)
        else unit
        for at, unit in enumerate(units)
    ]


def _latin(text: str) -> bool:
    """Whether a text is several words of Latin script."""
    return " " in text and len(text.encode("ascii", "ignore")) > _MOSTLY * len(text) and text[0].isalpha()


def _listed(units: Sequence[Unit], at: int) -> bool:
    """Whether a reference stands in a list of references."""
    return units[at].kind == "reference" and at > 0 and units[at - 1].kind == "reference"


def with_abstracts(units: Sequence[Unit]) -> list[Unit]:
    """Give an abstract the paragraphs that follow, where keywords or other front matter of a journal close it."""
    found = list(units)
    for at, unit in enumerate(units):
        if unit.kind != "abstract":
            continue
        alone = abstract_label(unit.text)
        if alone:
            found[at] = unit.as_kind("boilerplate")
        end = at + 1
        while end < len(units) and units[end].kind == "paragraph" and end - at <= _MOST_OF_ABSTRACT:
            end += 1
        closed = end < len(units) and (units[end].kind in ("keywords", "abstract") or of_journal(units[end].text))
        last = end if closed else at + 1 + alone
        for inner in range(at + 1, min(last, end)):
            found[inner] = units[inner].as_kind("abstract")
    return found


def with_keywords(units: Sequence[Unit]) -> list[Unit]:
    """Make keywords of the line below their label, where that stands alone and the line is no sentence."""
    return [
        unit.as_kind("keywords")
        if above.kind == "keywords" and keywords_label(above.text) and unit.style in (None, "plain") and _lists(unit)
        else unit
        for above, unit in itertools.pairwise([*units[:1], *units])
    ]


def _lists(unit: Unit) -> bool:
    """Whether a text is one line of words without an end."""
    return unit.kind in ("heading", "paragraph") and len(unit.lines) == 1 and not complete(unit.text.rstrip("；;"))


def with_digests(units: Sequence[Unit]) -> list[Unit]:
    """Make paragraphs of the abstracts of a file that are most of its text: it has no other."""
    kinds = Counter(unit.kind for unit in units)
    if kinds["abstract"] < _FEWEST_DIGESTS or kinds["abstract"] <= kinds["paragraph"]:
        return list(units)
    return [unit.as_kind("paragraph") if unit.kind == "abstract" else unit for unit in units]


def with_charts(units: Sequence[Unit]) -> list[Unit]:
    """Make captions of the short lines right above the source of a table or a chart."""
    return [
        unit.as_kind("caption")
        if unit.style == "plain" and not unit.lines[0].bold and source_label(after.text)
        else unit
        for unit, after in itertools.pairwise(units)
    ] + list(units[-1:])


def with_captions(units: Sequence[Unit], lines: Sequence[Line]) -> list[Unit]:
    """Make captions of the short lines right below the pictures of a Markdown file, where several have one."""
    pictured = [at for at, line in enumerate(lines) if line.marks and line.pictured]
    below = [lines[at if lines[at].text else at + 1] for at in pictured if at + 1 < len(lines)]
    pictures = {line.runs[0][0] for line in below if line.runs}
    found = [
        at
        for at, unit in enumerate(units)
        if unit.lines[0].runs[0][0] in pictures and unit.kind in ("heading", "paragraph") and _may_be_caption(unit)
    ]
    return [unit.as_kind("caption") if at in found and len(found) > 1 else unit for at, unit in enumerate(units)]


def _may_be_caption(unit: Unit) -> bool:
    first = unit.lines[0]
    short = len(unit.lines) == 1 and len(unit.text) <= _LONGEST_CAPTION
    if not short or first.hashes or first.item:
        return False
    return _OF_FILM.fullmatch(unit.text) is not None or (not first.bold and unit.text[-1] not in "。！？!?：:")


def with_whole_headings(units: Sequence[Unit]) -> list[Unit]:
    """Join two short lines that blank lines set off together: they are one heading."""
    found: list[Unit] = []
    for at, unit in enumerate(units):
        if found and _second_half(found, unit, units[at + 1 : at + 2]):
            found[-1] = merged(found[-1], [unit])
        else:
            found.append(unit)
    return found


def _second_half(found: Sequence[Unit], unit: Unit, after: Sequence[Unit]) -> bool:
    first = found[-1]
    if first.style != "plain" or unit.style != "plain" or len(first.lines) > 1:
        return False
    if unit.lines[0].gap == 0 and first.text.endswith(_DANGLING):
        return True
    apart = first.lines[0].gap and unit.lines[0].gap == 0 and after and after[0].lines[0].gap
    body = len(found) > 1 and found[-2].kind == "paragraph" and complete(found[-2].text)
    halves = all(4 < len(half.text) <= _LONGEST_HALF and not known_section(half.text) for half in (first, unit))
    return bool(apart) and halves and (body or after[0].kind == "paragraph")
