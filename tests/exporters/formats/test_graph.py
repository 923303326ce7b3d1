"""GraphML and GEXF as networkx reads them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx  # type: ignore[import-untyped]
import pytest
from hypothesis import given, settings

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._records import Labels
from annotate.exporters.graph import write_graph
from schema import Span
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
    quiet,
    unit,
)


def load(folder: Path, name: str) -> list[nx.MultiDiGraph]:
    return [
        nx.read_graphml(folder / f"{name}.graphml", force_multigraph=True),
        nx.MultiDiGraph(nx.read_gexf(folder / f"{name}.gexf")),
    ]


@pytest.mark.parametrize("name", SCHEMES)
def test_nodes_and_edges_are_read(name: str, tmp_path: Path) -> None:
    scheme = SCHEMES[name]
    gold, left_out = graph(scheme), Omissions()
    write_graph(dataset(scheme=scheme), tmp_path, left_out)
    for found in load(tmp_path, f"gold/{ARTICLE.id}"):
        assert {
            (id_, node["component"], node["text_start"], node["text_end"], node["label"])
            for id_, node in found.nodes(data=True)
        } == {(one.id, one.type, one.start, one.end, TEXT[one.start : one.end]) for one in gold.components}
        for one in gold.components:
            said = {key: found.nodes[one.id][f"attribute_{key}"] for key in one.attributes}
            assert said == one.attributes
        edges = sorted((source, target, edge["relation"]) for source, target, edge in found.edges(data=True))
        assert edges == sorted((one.source, one.target, one.type) for one in gold.relations)
        assert {type_ for _, _, type_ in edges} == {relation.id for relation in scheme.relations}
    graphml, _ = load(tmp_path, f"gold/{ARTICLE.id}")
    assert {key for _, _, key in graphml.edges(keys=True)} == {one.id for one in gold.relations}
    assert (graphml.graph["article"], graphml.graph["version"], graphml.graph["split"]) == (ARTICLE.id, 1, "train")
    assert counts(left_out) == {}


def test_who_marked_nothing_has_a_graph_without_nodes(tmp_path: Path) -> None:
    write_graph(dataset(part(), quiet()), tmp_path, Omissions())
    for found in load(tmp_path, "A1/0000000000000002-1"):
        assert len(found) == 0


def test_no_file_bears_the_day(tmp_path: Path) -> None:
    write_graph(dataset(), tmp_path, Omissions())
    for name, data in files(tmp_path).items():
        assert b"date" not in data.lower(), name


def test_what_xml_refuses_is_replaced_and_counted(tmp_path: Path) -> None:
    of = article(6, "桥\x0b坏😀")
    spans = [Span(id="s", types=("claim",), start=0, end=3, text="")]
    left_out = Omissions()
    work = Labels("w", "A1", unit(of, "title", 0, 4), spans, [])
    write_graph(dataset(Part(of, of.current, (work,))), tmp_path, left_out)
    for found in load(tmp_path, f"A1/{of.id}"):
        assert found.nodes["w/s"]["label"] == "桥\ufffd坏"
    assert list(counts(left_out)) == [("characters of texts", "XML has no such character")]


@settings(max_examples=15)
@given(parts())
def test_any_part_is_read_again(given_: Part) -> None:
    if given_.gold is None:
        return
    with TemporaryDirectory() as folder:
        write_graph(dataset(given_, layer="gold"), Path(folder), Omissions())
        for found in load(Path(folder), f"gold/{given_.article.id}"):
            text = given_.text.text
            assert {id_: text[node["text_start"] : node["text_end"]] for id_, node in found.nodes(data=True)} == {
                span.id: text[span.start : span.end] for span in given_.gold.spans
            }
            assert sorted((a, b, edge["relation"]) for a, b, edge in found.edges(data=True)) == sorted(
                (one.source, one.target, str(one.type)) for one in given_.gold.relations
            )
