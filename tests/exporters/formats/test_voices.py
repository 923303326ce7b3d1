"""What one annotator says in many units is one graph of the article, and nobody's is mixed with another's."""

from annotate.exporters._dataset import Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import file_name
from annotate.exporters._records import Labels
from annotate.exporters._voices import voices
from schema import Span, SpanRelation, Unit
from tests.exporters.formats.corpus import ARTICLE, counts, dataset, part, unit

FIRST, SECOND = unit(ARTICLE, "paragraph", 6, 24), unit(ARTICLE, "paragraph", 25, 47)


def labels(name: str, annotator: str, place: Unit, *spans: tuple[int, int], release: str | None = None) -> Labels:
    held = [Span(id=f"{at}", types=("claim",), start=a, end=b, text="") for at, (a, b) in enumerate(spans)]
    relations = [SpanRelation(id="r", types=("supports",), source="0", target="1")] if len(spans) > 1 else []
    return Labels(name, annotator, place, held, relations, release=release)


def test_region_ids_of_two_units_stay_apart() -> None:
    works = labels("two", "A1", SECOND, (25, 27), (26, 30)), labels("one", "A1", FIRST, (8, 9), (6, 9), (6, 7))
    (voice,) = voices(Part(ARTICLE, ARTICLE.current, works), dataset(), Omissions())
    assert [(one.id, one.start, one.end) for one in voice.components] == [
        ("one/1", 6, 9),
        ("one/2", 6, 7),
        ("one/0", 8, 9),
        ("two/0", 25, 27),
        ("two/1", 26, 30),
    ]
    assert [(one.id, one.source, one.target) for one in voice.links] == [
        ("two/r", "two/0", "two/1"),
        ("one/r", "one/0", "one/1"),
    ]
    assert voice.units == (FIRST, SECOND)


def test_linked_components_are_a_voice_of_their_own() -> None:
    works = labels("a", "A1", FIRST, (6, 9)), labels("b", "A1", FIRST, (6, 9), release="g1"), labels("c", "A2", FIRST)
    found = list(voices(Part(ARTICLE, ARTICLE.current, works), dataset(), Omissions()))
    assert [(voice.name, len(voice.components)) for voice in found] == [("A1", 1), ("A1@g1", 1), ("A2", 0)]
    assert len({file_name(voice.name) for voice in found}) == 3


def test_work_over_another_text_is_counted() -> None:
    old = FIRST.model_copy(update={"version": 7})
    works = labels("new", "A1", FIRST, (6, 9)), labels("old", "A1", old, (6, 9))
    left_out = Omissions()
    (voice,) = voices(Part(ARTICLE, ARTICLE.current, works), dataset(), left_out)
    assert [one.id for one in voice.components] == ["new/0"]
    assert list(counts(left_out).values()) == [1]


def test_what_no_record_can_say_is_counted_and_halves_are_mended() -> None:
    held = [
        Span(id="a", types=("claim", "problem"), start=6, end=8, text=""),
        Span(id="b", types=("measure",), start=6, end=8, text="", attributes={"actor": "\ude00村"}),
    ]
    relations = [SpanRelation(id="r", types=("supports",), source="a", target="b")]
    left_out = Omissions()
    work = Labels("w", "A1", FIRST, held, relations)
    (voice,) = voices(Part(ARTICLE, ARTICLE.current, (work,)), dataset(), left_out)
    assert [one.attributes for one in voice.components] == [{"actor": "\ufffd村"}]
    assert {what for what, _ in counts(left_out)} == {"characters of attributes", "relations", "spans"}


def test_layers_are_as_asked_for() -> None:
    for layer, names in (("all", ["gold", "A1", "A2"]), ("gold", ["gold"]), ("annotations", ["A1", "A2"])):
        assert [voice.name for voice in voices(part(), dataset(layer=layer), Omissions())] == names


def test_plain_names_stay_and_others_differ_in_any_case() -> None:
    assert [file_name(name) for name in ("A1", "lin", "林", "train")] == ["A1", "lin", "林", "train"]
    others = ("a1", "Lin", "LIN", "é", "e\u0301", "con", "gold", "", "../up", "a/b", "a_b", "x" * 200)
    assert len({file_name(name).casefold() for name in others}) == len(others)
    assert all("/" not in file_name(name) and not file_name(name).startswith(".") for name in others)
