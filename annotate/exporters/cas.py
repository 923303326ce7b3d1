"""UIMA CAS for INCEpTION: a text with tokens, sentences, spans and relations, as XMI and as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cassis import Cas, TypeSystem  # type: ignore[import-untyped]

from annotate.exporters._dataset import Dataset, Part
from annotate.exporters._manifest import Omissions
from annotate.exporters._places import place
from annotate.exporters._tokens import Tokens, sentences, tokenizer
from annotate.exporters._voices import Voice, voices
from annotate.exporters._xml import xml_text
from schema import Heading, Scheme

_SEGMENTATION = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type."
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

SPAN, RELATION = "custom.Argument", "custom.ArgumentRelation"
"""The layers, by the names that INCEpTION is to give them."""

_TAKEN = {"begin", "end", "sofa", "label", "type", "self", "identifier"}
"""Names of features that a span has anyway, or that are none in the library."""


def write_cas(dataset: Dataset, folder: Path, left_out: Omissions) -> None:
    """Write `VOICE/ARTICLE.xmi` and `.json` for each voice (gold, A1, …), and `TypeSystem.xml` for all.

    Positions are converted to the UTF-16 code units that UIMA counts. Spans are of the layer `custom.Argument` with
    their type as `label`, their id as `identifier` and their attributes; relations are of the layer
    `custom.ArgumentRelation`, from `Governor` to `Dependent`, whose place they have. Both layers have to be there in
    INCEpTION before the import, anchored at characters and crossing sentences. Tokens are characters or the words of
    jieba, as the options say; sentences end at 。！？!?. Characters that XML refuses are replaced and counted.
    """
    types, names = _type_system(dataset.scheme)
    types.to_xml(folder / "TypeSystem.xml")
    tokens, _ = tokenizer(dataset.options.words)
    for part in dataset.parts():
        for voice in voices(part, dataset, left_out):
            cas = _cas(part, voice, types, names, tokens, left_out)
            path = place(folder, voice, part.article, ".xmi")
            cas.to_xmi(path, pretty_print=True)
            cas.to_json(path.with_suffix(".json"), pretty_print=True)


def _type_system(scheme: Scheme) -> tuple[TypeSystem, Mapping[str, str]]:
    """Return the types, and the feature of each attribute."""
    types = TypeSystem()
    for name in ("Token", "Sentence", "Paragraph", "Heading"):
        types.create_type(_SEGMENTATION + name, "uima.tcas.Annotation")
    metadata = types.create_type(_METADATA, "uima.tcas.DocumentAnnotation")
    for feature in ("documentTitle", "documentId"):
        types.create_feature(metadata, feature, "uima.cas.String")
    span, relation = types.create_type(SPAN), types.create_type(RELATION)
    for layer in (span, relation):
        types.create_feature(layer, "label", "uima.cas.String")
        types.create_feature(layer, "identifier", "uima.cas.String")
    for feature in ("Governor", "Dependent"):
        types.create_feature(relation, feature, SPAN)
    names = {name: f"attribute_{name}" if name in _TAKEN else name for name in scheme.attribute_names()}
    for feature in names.values():
        types.create_feature(span, feature, "uima.cas.String")
    return types, names


def _cas(
    part: Part, voice: Voice, types: TypeSystem, names: Mapping[str, str], tokens: Tokens, left_out: Omissions
) -> Cas:
    article, text = part.article, xml_text(part.text.text, "characters of texts", part.article.id, left_out)
    cas = Cas(types, sofa_string=text, sofa_mime="text/plain", document_language=article.language or "x-unspecified")

    def add(kind: str, start: int, end: int, **features: object) -> Any:
        found = types.get_type(kind)(begin=start, end=end, **features)
        cas.add(found)
        return found

    title = xml_text(article.title, "characters of titles", article.id, left_out)
    add(_METADATA, 0, len(text), documentTitle=title, documentId=article.id)
    for block in part.text.parts():
        add(_SEGMENTATION + ("Heading" if isinstance(block, Heading) else "Paragraph"), block.start, block.end)
        for start, end in sentences(text, block.start, block.end):
            add(_SEGMENTATION + "Sentence", start, end)
        for start, end in tokens(text, block.start, block.end):
            add(_SEGMENTATION + "Token", start, end)
    spans = {}
    for one in voice.components:
        said = {
            names[name]: xml_text(value, "characters of attributes", f"{one.id}/{name}", left_out)
            for name, value in one.attributes.items()
        }
        spans[one.id] = add(SPAN, one.start, one.end, label=one.type, identifier=one.id, **said)
    for link in voice.links:
        source, target = spans[link.source], spans[link.target]
        ends = {"Governor": source, "Dependent": target}
        add(RELATION, target.begin, target.end, label=link.type, identifier=link.id, **ends)
    return cas
