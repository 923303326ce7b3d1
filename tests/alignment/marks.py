"""Marks written shortly, and a Hypothesis strategy for those of several annotators over one short text."""

from hypothesis import strategies as st

from annotate.alignment import Mark

TYPES = ("claim", "problem", "measure")


def mark(annotator: str, start: int, end: int, type_: str = "claim", span: str | None = None) -> Mark:
    name = span or f"{annotator}{start}-{end}{type_}"
    return Mark(annotator, f"annotation of {annotator}", 1, name, start, end, type_)


@st.composite
def several(draw: st.DrawFn, annotators: str = "abc", most: int = 4, length: int = 12) -> list[Mark]:
    """Marks that overlap, nest and coincide a lot; region ids differ within an annotator and repeat between them."""
    found = []
    for annotator in annotators:
        for number in range(draw(st.integers(0, most))):
            start = draw(st.integers(0, length - 1))
            end = draw(st.integers(start + 1, length))
            found.append(mark(annotator, start, end, draw(st.sampled_from(TYPES)), span=str(number)))
    return found
