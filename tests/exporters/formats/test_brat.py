"""brat as others read it: the library `bioc`, and a reader as strict with the text of spans as brat's own server."""

from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels
from annotate.exporters.brat import write_brat
from annotate.formats import brat
from annotate.scheme import annotation_conf
from schema import Span, SpanRelation
from tests.exporters.formats.corpus import (
    ARTICLE,
    SCHEMES,
    TEXT,
    article,
    counts,
    dataset,
    files,
    graph,
    part,
    parts,
    unit,
)
from tests.exporters.formats.isolated import needs_uv, read

GOLD = f"gold/{ARTICLE.id}.ann"


@needs_uv
def test_bioc_reads_every_span_and_relation(tmp_path: Path) -> None:
    for name, scheme in SCHEMES.items():
        (tmp_path / name).mkdir()
        write_brat(dataset(scheme=scheme), tmp_path / name, Omissions())
    found = read("read_with_bioc.py", tmp_path, packages=("bioc==2.1",))
    for name, scheme in SCHEMES.items():
        gold = graph(scheme)
        document = found[f"{name}/{GOLD}"]
        entities = document["entities"].values()
        assert document["text"] == TEXT
        components = {one.id: (one.type, *_trimmed(TEXT, one.start, one.end)) for one in gold.components}
        assert sorted((type_, ranges[0][0], ranges[-1][1]) for type_, ranges, _ in entities) == sorted(
            components.values()
        )
        for _, ranges, text in entities:
            assert " ".join(TEXT[start:end] for start, end in ranges).strip() == text, "the library strips lines"
        place = {id_: (one[0], one[1][0][0], one[1][-1][1]) for id_, one in document["entities"].items()}
        assert sorted((type_, place[one], place[other]) for type_, one, other in document["relations"]) == sorted(
            (relation.type, components[relation.source], components[relation.target]) for relation in gold.relations
        )
        assert {type_ for type_, _, _ in document["relations"]} == {relation.id for relation in scheme.relations}
        assert len(document["attributes"]) == sum(len(component.attributes) for component in gold.components)
        assert found[f"{name}/A1/0000000000000002-1.ann"]["entities"] == {}


def strict(text: str, ann: str) -> list[tuple[str, int, int]]:
    """Spans by brat's documentation, refused as its server refuses them where the text is not what they cover."""
    found = []
    for line in ann.splitlines():
        name, data, *tail = line.split("\t", 2)
        if name.startswith("T"):
            type_, ranges = data.split(" ", 1)
            places = [tuple(map(int, pair.split(" "))) for pair in ranges.split(";")]
            assert tail == [" ".join(text[start:end] for start, end in places)], line
            assert all(before[1] <= after[0] for before, after in pairwise(places)), line
            found.append((type_, places[0][0], places[-1][1]))
        else:
            assert name[0] in "AR"
            assert not tail
    return found


def test_the_server_would_take_every_span(tmp_path: Path) -> None:
    left_out = Omissions()
    write_brat(dataset(), tmp_path, left_out)
    texts = files(tmp_path)
    spans = strict(TEXT, texts[GOLD].decode())
    assert len(spans) == 11
    assert (20, 30) in {(start, end) for _, start, end in spans}
    assert texts["annotation.conf"].decode() == annotation_conf(SCHEMES["policy"])
    assert b"[labels]" in texts["visual.conf"]
    assert counts(left_out) == {
        ("edges of spans", "tabs and ends of lines, which brat has in no span"): 6,
        ("line ends and blanks of attributes", "brat has values of one line"): 3,
    }


def test_what_brat_cannot_say_is_counted(tmp_path: Path) -> None:
    of = article(4, "桥\u2028坏", "了")
    whole = unit(of, "article", 0, 5)
    spans = [
        Span(id="a", types=("measure",), start=0, end=2, text="", attributes={"actor": "  "}),
        Span(id="b", types=("claim",), start=3, end=4, text=""),
        Span(id="c", types=("claim",), start=0, end=5, text=""),
    ]
    relations = [SpanRelation(id="r", types=("supports",), source="b", target="a")]
    left_out = Omissions()
    write_brat(dataset(Part(of, of.current, (Labels("w", "A1", whole, spans, relations),))), tmp_path, left_out)
    assert strict(of.current.text, files(tmp_path)["A1/0000000000000004-1.ann"].decode()) == [
        ("claim", 0, 5),
        ("measure", 0, 1),
    ]
    assert {what for what, _ in counts(left_out)} == {"attributes", "edges of spans", "relations", "spans"}
    assert set(counts(left_out).values()) == {1}


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    held = part().works[0]
    hostile = ("../../up", "/etc", "con", "gold", "Lin", "lin", "a\0b", "林" * 90, ".", "")
    works = tuple(Labels(f"{at}", name, held.unit, held.spans, []) for at, name in enumerate(hostile))
    (tmp_path / "inner").mkdir()
    write_brat(dataset(Part(ARTICLE, ARTICLE.current, works)), tmp_path / "inner", Omissions())
    folders = sorted(path.name for path in (tmp_path / "inner").iterdir() if path.is_dir())
    assert [path.name for path in tmp_path.iterdir()] == ["inner"]
    assert len({folder.casefold() for folder in folders}) == len(hostile)
    assert all(len(folder.encode()) < 150 for folder in folders)
    assert {"lin"} == set(folders) & {"con", "gold", "lin", "Lin"}


@settings(max_examples=30)
@given(parts())
def test_what_is_written_is_read_again(given_: Part) -> None:
    text, left_out = given_.text.text, Omissions()
    with TemporaryDirectory() as folder:
        write_brat(dataset(given_, layer="gold"), Path(folder), left_out)
        written = files(Path(folder))
    if given_.gold is None:
        assert set(written) == {"annotation.conf", "visual.conf"}
        return
    (ann,) = (data.decode() for name, data in written.items() if name.endswith(".ann"))
    (txt,) = (data.decode() for name, data in written.items() if name.endswith(".txt"))
    assert txt == text
    strict(text, ann)
    again = brat.read(ann)
    assert again.mismatches == ()
    trimmed = {span.id: _trimmed(text, span.start, span.end) for span in given_.gold.spans}
    types = {span.id: span.type for span in given_.gold.spans}
    held = {
        span.id: (types[span.id], *trimmed[span.id])
        for span in given_.gold.spans
        if text[span.start : span.end].strip("\n")
    }
    place = {span.id: (span.types[0], span.fragments[0][0], span.fragments[-1][1]) for span in again.spans}
    assert sorted(map(repr, place.values())) == sorted(map(repr, held.values()))
    assert sorted((one.types[0], place[one.source], place[one.target]) for one in again.relations) == sorted(
        (str(one.type), held[one.source], held[one.target])
        for one in given_.gold.relations
        if {one.source, one.target} <= set(held)
    )
    given_values = sorted(value for span in given_.gold.spans if span.id in held for value in span.attributes.values())
    assert sorted(value for span in again.spans for value in span.attributes.values()) == given_values


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in "\t\n":
        start += 1
    while start < end and text[end - 1] in "\t\n":
        end -= 1
    return start, end
