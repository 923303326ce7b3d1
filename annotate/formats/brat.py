"""brat's standoff files (.ann): text-bound annotations, relations, attributes, equivalences and notes, in and out.

Offsets are code points of the whole .txt file, as brat counts them, half-open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from annotate.formats.standoff import ForeignRelation, ForeignSpan, Mismatch, Standoff

_OFFSET = r"\d{1,15}"
"""More digits lead out of any text, and in the end out of what databases keep."""

_SPAN = re.compile(rf"(T\S*)\t(\S+) ({_OFFSET} {_OFFSET}(?:;{_OFFSET} {_OFFSET})*)(?:\t(.*))?")
_RELATION = re.compile(r"(R\S*)\t(\S+) \S+?:(\S+) \S+?:(\S+)\s*")
_ATTRIBUTE = re.compile(r"([AM]\S*)\t(\S+) (\S+)(?: (.*?))?\s*")
_EQUIVALENCE = re.compile(r"\*\t(\S+)((?: \S+){2,})\s*")
_NOTE = re.compile(r"(#\S*)\t(\S+) (\S+)(?:\t(.*))?")

_SHAPES = {
    "T": (_SPAN, "ID, tab, TYPE START END[;START END…], tab, TEXT"),
    "R": (_RELATION, "ID, tab, TYPE Arg1:ID Arg2:ID"),
    "A": (_ATTRIBUTE, "ID, tab, NAME ID [VALUE]"),
    "M": (_ATTRIBUTE, "ID, tab, NAME ID [VALUE]"),
    "*": (_EQUIVALENCE, "*, tab, TYPE ID ID…"),
    "#": (_NOTE, "ID, tab, TYPE ID, tab, TEXT"),
}
_NOT_TAKEN = {"E": "an event", "N": "a normalisation"}

BREAK = re.compile("[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Characters by which brat, or Python for it, parts lines, and by which readers part what stands in one."""

YES = "true"
"""Value of an attribute that is there or not, and has no value in the file."""


@dataclass(slots=True)
class _Lines:
    """What was read so far."""

    spans: list[ForeignSpan] = field(default_factory=list)
    relations: list[ForeignRelation] = field(default_factory=list)
    attributes: list[tuple[str, str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    mismatches: list[Mismatch] = field(default_factory=list)

    def list(self, place: str, found: str, expected: str) -> None:
        self.mismatches.append(Mismatch(place=place, found=found, expected=expected))


def read(text: str) -> Standoff:
    """Read the lines of an .ann file; blank ones are passed over, line ends may be of any kind.

    Of an equivalence each member is related to the next. Events and normalisations are not taken. What is not taken
    or cannot be read is listed, and nothing raises an error.
    """
    lines = _Lines()
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line.strip():
            _take(line, f"line {number}", lines)
    return Standoff(
        spans=tuple(_with_attributes(lines)),
        relations=tuple(lines.relations),
        note="\n".join(lines.notes) or None,
        mismatches=tuple(lines.mismatches),
    )


def _take(line: str, place: str, lines: _Lines) -> None:
    kind = line[0]
    if kind in _NOT_TAKEN:
        lines.list(place, f"{_NOT_TAKEN[kind]}, which is not taken: {line}", "spans, relations, attributes, notes")
        return
    if kind not in _SHAPES:
        lines.list(place, f"a line of an unknown kind: {line[:80]}", f"one that begins with {', '.join(_SHAPES)}")
        return
    shape, expected = _SHAPES[kind]
    found = shape.fullmatch(line)
    if not found:
        lines.list(place, f"a line that cannot be read: {line[:80]}", expected)
    elif kind == "T":
        _take_span(found, place, lines)
    elif kind == "R":
        name, label, source, target = found.groups()
        lines.relations.append(ForeignRelation(name, (label,), source, target, place))
    elif kind in "AM":
        _, label, target, value = found.groups()
        lines.attributes.append((target, label, value or YES, place))
    elif kind == "*":
        members = found[2].split()
        lines.relations.extend(
            ForeignRelation(f"*{source}-{target}", (found[1],), source, target, place)
            for source, target in pairwise(members)
        )
    else:
        lines.notes.append(f"{found[3]}: {found[4] or ''}")


def _take_span(found: re.Match[str], place: str, lines: _Lines) -> None:
    name, label, ranges, text = found.groups()
    fragments = tuple((int(start), int(end)) for start, end in (pair.split() for pair in ranges.split(";")))
    if any(end <= start for start, end in fragments):
        lines.list(place, f"{name} has an empty range: {ranges}", "START before END")
    else:
        lines.spans.append(ForeignSpan(name, (label,), fragments, text or "", place))


def _with_attributes(lines: _Lines) -> Iterator[ForeignSpan]:
    """Yield the spans with their attributes, listing attributes of nothing and a second value of one attribute."""
    known = {span.id for span in lines.spans}
    given: dict[str, dict[str, str]] = {}
    for target, label, value, place in lines.attributes:
        if target not in known:
            lines.list(place, f"attribute {label} of {target}, which is no span", "the id of a span")
        elif given.setdefault(target, {}).setdefault(label, value) != value:
            lines.list(place, f"{target} has a second {label}: {value}", f"one, and {given[target][label]} was before")
    for span in lines.spans:
        yield replace(span, attributes=dict(given.get(span.id, {})))


def write(standoff: Standoff) -> str:
    """Return the lines of an .ann file from which `read` makes the same again, places and equivalences aside.

    brat has one type for a span or relation, names without blanks and texts of one line: other types than the first
    are left out, blanks become an underscore in names, and tabs and ends of lines become blanks in texts. The text of a
    span has to be what its fragments cover, with a blank between them: brat refuses a line where it is not. For
    the values of attributes see `one_line`.
    """
    spans, lines = standoff.spans, []
    for span in spans:
        ranges = ";".join(f"{start} {end}" for start, end in span.fragments)
        lines.append(f"{span.id}\t{_name(span.types)} {ranges}\t{BREAK.sub(' ', span.text)}")
    said = [(span.id, name, value) for span in spans for name, value in span.attributes.items()]
    for number, (target, name, value) in enumerate(said, start=1):
        shown = "" if value == YES else f" {one_line(value)}"
        lines.append(f"A{number}\t{_name((name,))} {target}{shown}")
    lines.extend(
        f"{relation.id}\t{_name(relation.types)} Arg1:{relation.source} Arg2:{relation.target}"
        for relation in standoff.relations
    )
    for number, note in enumerate((standoff.note or "").splitlines(), start=1):
        target, _, text = note.partition(": ")
        lines.append(f"#{number}\tAnnotatorNotes {target}\t{text}")
    return "".join(f"{line}\n" for line in lines)


def one_line(value: str) -> str:
    """Return the value of an attribute as it can stand in a file: each tab or end of a line a blank, none around it."""
    return BREAK.sub(" ", value).strip()


def _name(names: tuple[str, ...]) -> str:
    return "_".join(next(iter(names), "untyped").split())
