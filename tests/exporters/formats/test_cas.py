"""UIMA CAS as `dkpro-cassis` reads it, and its raw positions as Java counts them."""

import json
from pathlib import Path
from typing import Any

import pytest
from cassis import Cas, load_cas_from_json, load_cas_from_xmi, load_typesystem  # type: ignore[import-untyped]
from lxml import etree

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels
from annotate.exporters.cas import RELATION, SPAN, write_cas
from schema import Span
from tests.exporters.formats.corpus import ARTICLE, SCHEMES, TEXT, article, counts, dataset, graph, part, unit

SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
GOLD = f"gold/{ARTICLE.id}"


def load(folder: Path, name: str) -> list[Cas]:
    """The same CAS from XMI, with the type system beside it, and from JSON, which holds its own."""
    with (folder / "TypeSystem.xml").open("rb") as file:
        types = load_typesystem(file)
    with (folder / f"{name}.xmi").open("rb") as file:
        xmi = load_cas_from_xmi(file, typesystem=types)
    with (folder / f"{name}.json").open("rb") as file:
        return [xmi, load_cas_from_json(file)]


@pytest.mark.parametrize("name", SCHEMES)
def test_spans_and_relations_are_read(name: str, tmp_path: Path) -> None:
    scheme = SCHEMES[name]
    gold, left_out = graph(scheme), Omissions()
    write_cas(dataset(scheme=scheme), tmp_path, left_out)
    places = {one.id: (one.start, one.end) for one in gold.components}
    for cas in load(tmp_path, GOLD):
        assert cas.sofa_string == TEXT
        spans = cas.select(SPAN)
        assert {(one.identifier, one.label, one.begin, one.end) for one in spans} == {
            (one.id, one.type, one.start, one.end) for one in gold.components
        }
        for one in spans:
            assert one.get_covered_text() == TEXT[slice(*places[one.identifier])]
        held = {one.identifier: one for one in spans}
        for component in gold.components:
            assert {key: held[component.id][key] for key in component.attributes} == component.attributes
        assert {
            (one.identifier, one.label, one.Governor.identifier, one.Dependent.identifier, one.begin, one.end)
            for one in cas.select(RELATION)
        } == {(one.id, one.type, one.source, one.target, *places[one.target]) for one in gold.relations}
        assert {one.label for one in cas.select(RELATION)} == {relation.id for relation in scheme.relations}
    assert counts(left_out) == {}


def test_positions_count_utf_16_code_units(tmp_path: Path) -> None:
    write_cas(dataset(part()), tmp_path, Omissions())
    units = TEXT.encode("utf-16-le")
    raw = etree.parse(tmp_path / f"{GOLD}.xmi").getroot()
    found: list[dict[str, Any]] = [
        {str(key): value for key, value in node.attrib.items()} for node in raw if str(node.tag).endswith("}Argument")
    ]
    told = json.loads((tmp_path / f"{GOLD}.json").read_text(encoding="utf-8"))
    found += [one for one in told["%FEATURE_STRUCTURES"] if one["%TYPE"] == SPAN]
    assert len(found) == 22
    gold = {one.id: TEXT[one.start : one.end] for one in graph(SCHEMES["policy"]).components}
    for one in found:
        begin, end = int(one["begin"]), int(one["end"])
        assert units[2 * begin : 2 * end].decode("utf-16-le") == gold[one["identifier"]]


def test_tokens_and_sentences(tmp_path: Path) -> None:
    of = article(5, "题目", "应当补贴😀。谁说“不必！”　两句")
    work = Labels("w", "A1", unit(of, "article", 0, len(of.current.text)), [], [])
    write_cas(dataset(Part(of, of.current, (work,))), tmp_path, Omissions())
    for cas in load(tmp_path, f"A1/{of.id}"):
        texts = [[one.get_covered_text() for one in cas.select(SEGMENTATION + kind)] for kind in ("Sentence", "Token")]
        assert texts == [
            ["题目", "应当补贴😀。", "谁说“不必！”", "两句"],
            list("题目应当补贴😀。谁说“不必！”两句"),
        ]
        assert [one.get_covered_text() for one in cas.select(SEGMENTATION + "Heading")] == ["题目"]
        assert list(cas.select(SPAN)) == []


def test_what_xml_refuses_is_replaced_and_counted(tmp_path: Path) -> None:
    of = article(6, "桥\x0b坏😀")
    spans = [Span(id="s", types=("measure",), start=2, end=4, text="", attributes={"actor": "村\x00委"})]
    work = Labels("w", "A1", unit(of, "title", 0, 4), spans, [])
    left_out = Omissions()
    write_cas(dataset(Part(of, of.current, (work,))), tmp_path, left_out)
    for cas in load(tmp_path, f"A1/{of.id}"):
        (span,) = cas.select(SPAN)
        assert (span.get_covered_text(), span.actor) == ("坏😀", "村\ufffd委")
    assert {what for what, _ in counts(left_out)} == {
        "characters of attributes",
        "characters of texts",
        "characters of titles",
    }


def test_each_annotator_has_a_folder(tmp_path: Path) -> None:
    write_cas(dataset(), tmp_path, Omissions())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["A1", "A2", "TypeSystem.xml", "gold"]
    assert len(load(tmp_path, f"A2/{ARTICLE.id}")[0].select(SPAN)) == 2
