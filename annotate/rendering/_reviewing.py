"""What a review shows: a question at a terminal, in colours but legible without, and what the answers did.

Rows are laid out by columns of the terminal, of which a wide character takes two; bars are ASCII, since other signs
for lines are wide in some terminals and narrow in others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.text import Text

from annotate.drawing import Line, Span, lines_of, rows_of, segments
from annotate.errors import visible
from annotate.rendering._adjudicating import touched_lines, unasked
from annotate.rendering._tables import plural, table
from annotate.workflow.adjudicating.desk import Told
from annotate.workflow.adjudicating.reviewing import COMMANDS, Reviewed
from annotate.workflow.adjudicating.scenes import KEEP, PROPOSAL, Choice, Scene
from schema import GoldComponent, GoldRelation, Scheme

_CONTEXT = 100
"""Code points shown at most before and behind what is asked about."""

_GUTTER = 5
"""Columns for the key of a row."""

_QUOTED = 60
"""Code points of a component that is quoted whole; of a longer one its beginning and its end are."""


def reviewed(result: Reviewed) -> str:
    """What was decided, what is left, and which relations it touched."""
    numbers = f" ({', '.join(map(str, result.decisions))})" if result.decisions else ""
    parts = [
        f"{plural(len(result.decisions), 'decision')}{numbers}",
        *([f"{len(result.undone)} taken back"] if result.undone else []),
        f"{plural(result.left, 'question')} left",
    ]
    lines = ["; ".join(parts)]
    if result.waiting:
        lines.append(f"{plural(result.waiting, 'relation')} to be asked about once their components are decided")
    lines += unasked(result.settled, result.ruled, "annotate adjudicate review --disputed")
    return "\n".join([*lines, *touched_lines(result.touched)])


def told(done: Told) -> str:
    """What an answer did, in a line, with the relations that it touches below."""
    made = done.decision
    held = f"{done.held.outcome}: {done.held.why}" if done.held else "nothing is decided on it"
    what = made.result.type if made.result else made.kind
    back = " taken back" if made.undone else ""
    lines = [f"decision {made.number}{back}, {made.outcome} {what}; now {held}", *touched_lines(done.touched)]
    return "\n".join(f"   {visible(line)}" for line in lines)


def choices(shown: Scene) -> str:
    """The keys, one a line; those that do nothing at a question are left out."""
    there = {one.key for one in shown.choices}
    idle = {PROPOSAL, KEEP} - there | ({"m"} if shown.question.kind == "relation" or not shown.around else set())
    lines = [f"   {one.key}  {_version(one)}" for one in shown.choices if one.key and one.key not in COMMANDS]
    return "\n".join([*lines, *(f"   {key}  {meaning}" for key, meaning in COMMANDS.items() if key not in idle)])


def prompt(shown: Scene) -> str:
    """The keys in one line."""
    keys = [one.key for one in shown.choices if one.key]
    return f"   {' '.join(keys)} · e edit · x nothing · s skip · u undo · q quit · ? more  "


def scene(shown: Scene, scheme: Scheme, width: int) -> Text:
    """Return a question in lines of at most `width` columns, except for its table of versions."""
    question = shown.question
    title = f"「{shown.title[:20]}」 " if shown.title else ""
    place = f"{question.unit.kind} at {question.unit.start}" if question.unit else "no unit"
    found = [Text(visible(f"── {title}{question.article} · {place} · {question.kind} · {shown.left} left"), "bold")]
    if isinstance(question.guess, GoldRelation):
        found += _ends(shown, question.guess, scheme)
    else:
        found += _picture(shown, scheme, width)
    found.append(Text(table(*_versions(shown))))
    found += [Text(f"   {visible(line)}") for line in _facts(shown)]
    return Text("\n").join(found)


@dataclass(frozen=True)
class _Bar:
    """A component below the text: a version in a row of its own; what else is there together with others like it."""

    key: str
    """The key of the version; else = for what is in gold, or an annotator's key with ~ for another component."""
    component: GoldComponent
    label: str
    colour: str | None = None
    """The colour of a version; None for what else is there."""

    @property
    def asked(self) -> bool:
        """Whether it is a version of what is asked about."""
        return self.colour is not None


def _picture(shown: Scene, scheme: Scheme, width: int) -> Iterator[Text]:
    """Yield the lines of the text around what is asked about, with every version below."""
    bars = list(_bars(shown, scheme))
    asked = [bar.component for bar in bars if bar.asked]
    if not asked:
        yield Text("   nothing is left of it in the text")
        return
    low, high = _window(shown.text, min(one.start for one in asked), max(one.end for one in asked))
    # What would break a line or turn its order stands for one column, as in the row below it.
    text = "".join(sign if visible(sign) == sign != "\t" else "\ufffd" for sign in shown.text[low:high])
    spans = [Span(bar.component.start - low, bar.component.end - low, bar.label, "") for bar in bars]
    lines = lines_of(text, max(width - _GUTTER, 2))
    rows: list[list[tuple[_Bar, int, int]]] = [[] for _ in lines]
    for bar, span in zip(bars, spans, strict=True):
        for number, first, last in segments(span, lines):
            rows[number].append((bar, first, last))
    for line, below in zip(lines, rows, strict=True):
        yield Text(" " * _GUTTER + text[line.start : line.end])
        yield from _below(line, below, low)


def _below(line: Line, below: Sequence[tuple[_Bar, int, int]], low: int) -> Iterator[Text]:
    """Yield the rows below a line: each version in its own, what else is there in as few as can be for each key."""
    for bar, first, last in below:
        if bar.asked:
            yield _row(bar.key, [(bar, first, last)], line, low)
    for key in dict.fromkeys(bar.key for bar, _, _ in below if not bar.asked):
        others = [one for one in below if one[0].key == key and not one[0].asked]
        numbers = rows_of([(first, max(last, first + 1)) for _, first, last in others])
        for number in range(max(numbers) + 1):
            yield _row(key, [one for one, row in zip(others, numbers, strict=True) if row == number], line, low)


def _row(name: str, bars: Iterable[tuple[_Bar, int, int]], line: Line, low: int) -> Text:
    found = Text(f" {name}".ljust(_GUTTER))
    column = 0
    for bar, first, last in sorted(bars, key=lambda one: one[1]):
        begins = bar.component.start - low >= line.start
        ends = bar.component.end - low <= line.end
        found.append(" " * (first - column))
        found.append(
            _bar(bar, max(last - first, 1), begins=begins, ends=ends), bar.colour if bar.colour is not None else "dim"
        )
        column = max(last, first + 1)
    return found


def _bar(bar: _Bar, width: int, *, begins: bool, ends: bool) -> str:
    """Return a bar such as `[claim===]`; an end that lies in another line is left open."""
    fill = "=" if bar.asked else "-"
    if width == 1:
        return "|"
    inside = width - begins - ends
    shown = bar.label if begins and len(bar.label) <= inside else ""
    return f"{'[' if begins else ''}{shown}{fill * (inside - len(shown))}{']' if ends else ''}"


def _bars(shown: Scene, scheme: Scheme) -> Iterator[_Bar]:
    for choice in shown.choices:
        if isinstance(choice.result, GoldComponent):
            yield _Bar(choice.key, choice.result, choice.result.type, _colour(scheme, choice.result.type))
    for number, component in enumerate(shown.around, start=1):
        yield _Bar("=", component, f"{number}{component.type}")
    for near in shown.near:
        yield _Bar(f"{near.key}~", near.component, near.component.type)


def _colour(scheme: Scheme, name: str) -> str:
    type_ = scheme.component(name)
    return type_.color if type_ else ""


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the lines of a text that a range is in, without what stands too far off."""
    low = max(text.rfind("\n", 0, start) + 1, start - _CONTEXT)
    high = text.find("\n", end)
    return low, min(len(text) if high < 0 else high, end + _CONTEXT)


def _ends(shown: Scene, drawn: GoldRelation, scheme: Scheme) -> Iterator[Text]:
    for name, group in (("from", drawn.source), ("to", drawn.target)):
        component = shown.ends.get(group)
        line = Text(f"   {name:<5}")
        if component is None:
            line.append(f"{group}, of which nothing is left")
        else:
            line.append(component.type, _colour(scheme, component.type))
            line.append(f" {_quote(shown.text[component.start : component.end])}")
        yield line
    for other in shown.beside:
        turned = "" if other.relation.source == drawn.source else ", the other way round"
        by = f" by {' '.join(other.keys)}" if other.keys else ""
        yield Text(visible(f"   also {other.relation.type}{turned}{by}: {other.outcome or 'undecided'}"))


def _quote(words: str) -> str:
    half = _QUOTED // 2
    cut = words if len(words) <= _QUOTED else f"{words[:half]}…{words[-half:]}"
    return f"「{visible(cut.replace(chr(10), ' '))}」"


def _versions(shown: Scene) -> tuple[tuple[str, ...], list[tuple[object, ...]]]:
    """Return columns and rows of a table of all versions, side by side with their attributes."""
    results = [one.result for one in shown.choices]
    names = dict.fromkeys(
        name for result in results if isinstance(result, GoldComponent) for name in sorted(result.attributes)
    )
    rows: list[tuple[object, ...]] = []
    for choice in shown.choices:
        result = choice.result
        values = result.attributes if isinstance(result, GoldComponent) else {}
        rows.append((f" {choice.key}", _version(choice), *(values.get(name, "") for name in names)))
    return (" key", "version", *names), rows


def _version(choice: Choice) -> str:
    result = choice.result
    said = "nothing"
    if isinstance(result, GoldComponent):
        said = f"{result.type} [{result.start}, {result.end})"
    elif result is not None:
        said = result.type
    return visible(said if choice.name == choice.key else f"{said} · {choice.name}")


def _facts(shown: Scene) -> Iterator[str]:
    question = shown.question
    agreement = question.undefined if question.agreement is None else f"{question.agreement:.0%} of pairs agree"
    yield f"{question.state} · cost {question.cost:.2f} · {agreement}"
    yield from (f"{one.name}: {one.note}" for one in shown.choices if one.note)
    if question.links:
        yield f"{plural(len(question.links), 'relation')} in gold hang on it"
