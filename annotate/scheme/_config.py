"""Label Studio's labelling config, derived from a scheme.

The screen shows, from top to bottom: the buttons of the component types; what `check` found, if anything; title and
path of headings; the paragraph before, the text to label, the paragraph after; at the lower edge, for curators, what
each annotator said, then the attributes of the selected region, and what is said of the whole task. Labels go to the
text to label alone, so that nothing else on the screen can be labelled.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from annotate.scheme import tags
from annotate.scheme._hotkeys import hotkeys, value_control
from annotate.scheme._words import Language, words
from schema import Attribute, ComponentType, Label, Scheme

_FLAGS = {
    tags.UNSURE: Label(en="unsure", zh="不确定"),
    tags.NOT_ANNOTATABLE: Label(en="not annotatable", zh="无法标注"),
}

_NOTE = Label(en="note", zh="备注")

_STYLE = """
.unit { font-family: Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif; }
.unit h4 { font-size: 13px; line-height: 1.6; font-family: inherit; font-weight: 400; color: inherit; }
.unit-labels { position: sticky; top: 0; z-index: 2; background: var(--color-neutral-background, #fff); }
.unit-labels .lsf-labels { margin: 0 !important; }
.unit-context { padding: 0 20px 0 92px; color: var(--color-neutral-content-subtler, #777); cursor: default;
  user-select: none; -webkit-user-select: none; }
.unit-place { display: flex; gap: 12px; padding-top: 4px; padding-bottom: 4px; }
.unit-place h4:first-child { font-weight: 600; }
.unit-near { display: flex; max-height: 63px; overflow: auto; }
.unit-before { flex-direction: column-reverse; }
.unit-findings h4 { white-space: pre-wrap; font-size: 13px; line-height: 1.6; font-family: inherit;
  font-weight: 400; color: inherit; }
.unit-findings h4:not(:empty) { margin: 6px 0 !important; padding: 8px 12px; border-left: 4px solid #c47f00;
  border-radius: 4px; background: rgba(255, 170, 0, 0.12); }
.unit-text { margin: 6px 0; padding: 14px 12px 6px 80px; border-left: 4px solid #4b7bec; border-radius: 4px;
  background: var(--color-neutral-surface, #f7f9fc); }
.unit-text .lsf-htx-richtext { font-size: 18px; line-height: 2; }
.relations-overlay g g * { transform: translateX(-28px); }
.unit-foot { position: sticky; bottom: -16px; z-index: 2; margin-top: 8px; padding: 6px 0 16px;
  border-top: 1px solid var(--color-neutral-border, #ddd); background: var(--color-neutral-background, #fff); }
.unit-row { display: flex; align-items: center; gap: 8px; min-height: 32px; }
.unit-name { flex: 0 0 130px; }
.unit-row .lsf-choices, .unit-row .lsf-text-area, .unit-row .ant-form-item { margin: 0 !important; }
.unit-row .lsf-choices { display: flex; flex-wrap: wrap; }
.unit-row .lsf-choice { margin: 0 14px 0 0; }
.unit-row .lsf-choice__item { padding: 0; min-height: 0; }
.unit-row .lsf-choice__checkbox { height: 28px; align-items: center; }
.unit-row .lsf-choice__checkbox span { padding-top: 0; padding-bottom: 0; }
.unit-row .lsf-choice__checkbox .ant-checkbox { top: 0; align-self: center; }
.unit-row .lsf-choice__checkbox, .unit-row .lsf-text-area * { font-size: 13px; font-weight: 400; }
.unit-row .lsf-text-area { flex: 1; max-width: 440px; }
.unit-row .lsf-text-area input { height: 28px; }
.unit-row .lsf-text-area div { margin: 0 !important; }
"""
"""The look of the screen. Label Studio escapes mark-up in it, so that selectors with `>` would not hold."""

_PANEL_STYLE = """
.unit-panel { max-height: 50vh; overflow: auto; padding: 0 4px 6px; cursor: default; }
.unit-panel .lsf-htx-richtext { font-size: 14px; line-height: 1.7; max-height: none; }
.unit-panel h5 { margin: 10px 0 2px; font-size: 14px; font-weight: 600; }
.unit-panel p { margin: 2px 0; }
.unit-panel table { width: 100%; border-collapse: collapse; table-layout: auto; }
.unit-panel td, .unit-panel th { padding: 3px 8px; text-align: left; vertical-align: top; font-weight: 400;
  border: 1px solid var(--color-neutral-border, #ddd); }
.unit-panel th { width: 1%; white-space: nowrap; color: var(--color-neutral-content-subtler, #777); }
.unit-panel mark { padding: 1px 0; color: inherit; background: rgba(255, 170, 0, 0.35); }
.unit-panel b { font-weight: 600; }
.unit-panel .panel-type { white-space: nowrap; padding-left: 6px; border-left: 6px solid; }
.unit-panel .panel-less { color: var(--color-neutral-content-subtler, #777); }
.unit-panel .panel-first td, .unit-panel .panel-first th { background: var(--color-neutral-surface, #f7f9fc); }
.unit-panel details { margin-top: 10px; }
.unit-panel summary { cursor: pointer; color: var(--color-neutral-content-subtler, #777); }
"""
"""The look of what annotators said."""


@dataclass(frozen=True, slots=True)
class _Screen:
    """How things are named on the screen, and which keys pick them."""

    language: Language
    keys: dict[str, str]
    linking: bool

    def name(self, label: Label) -> str:
        return words(label, self.language)

    def choice(self, label: Label, alias: str, control: str) -> dict[str, str]:
        """Return the attributes of a button: what it shows, what it means in results, its key if there is one."""
        key = {"hotkey": self.keys[control]} if control in self.keys else {}
        return {"value": self.name(label), "alias": alias, **key}


def labelling_config(
    scheme: Scheme, language: Language = "both", *, linking: bool = False, curating: bool = False
) -> str:
    """Return the labelling config of a scheme as XML, the same for units of every granularity.

    Label Studio's results hold the scheme's own ids, but for relations, as `annotate.scheme.tags` says; so they are
    the same whatever language is shown, and labels of relations are not translated. Controls without a hotkey of the
    scheme get a free key, as long as there are any. Where components are given to be related (`linking`), no attribute
    is required: gold may lack one, and who relates components is not to decide on it. Those who decide between
    annotators (`curating`) see what each of these said, in a panel that cannot be labelled.
    """
    screen = _Screen(language, hotkeys(scheme), linking)
    root = Element("View", className="unit")
    SubElement(root, "Style").text = _STYLE + (_PANEL_STYLE if curating else "")
    _labels(root, scheme, screen)
    _text(root)
    foot = SubElement(root, "View", className="unit-foot")
    if curating:
        panel = SubElement(foot, "View", className="unit-panel")
        SubElement(panel, "HyperText", name=tags.PANEL, value=f"${tags.PANEL}", inline="true")
    for component, attribute in scheme.attributes():
        _attribute(foot, component, attribute, screen)
    _whole(foot, screen)
    if scheme.relations:
        relations = SubElement(root, "Relations", choice="single")
        for relation in scheme.relations:
            SubElement(relations, "Relation", value=tags.relation_label(relation))
    indent(root)
    return tostring(root, encoding="unicode")


def _labels(root: Element, scheme: Scheme, screen: _Screen) -> None:
    bar = SubElement(root, "View", className="unit-labels")
    labels = SubElement(bar, "Labels", name=tags.LABEL, toName=tags.TEXT, showInline="true")
    for component in scheme.components:
        look = {"hint": screen.name(component.guideline), "background": component.color}
        SubElement(labels, "Label", screen.choice(component.label, component.id, component.id) | look)


def _text(root: Element) -> None:
    """Add the text to label between what is only shown; a header is no object tag, so nothing in it is labelled."""
    findings = SubElement(root, "View", className="unit-findings")
    SubElement(findings, "Header", value=f"${tags.FINDINGS}", size="5", style="margin: 0")
    above = SubElement(root, "View", className="unit-context unit-place")
    SubElement(above, "Header", value="$title", size="5", style="margin: 0")
    SubElement(above, "Header", value="$path", size="5", style="margin: 0")
    before = SubElement(root, "View", className="unit-context unit-near unit-before")
    SubElement(before, "Header", value="$before", size="5", style="margin: 0; white-space: pre-wrap")
    text = SubElement(root, "View", className="unit-text")
    SubElement(text, "Text", name=tags.TEXT, value="$text", granularity="symbol")
    after = SubElement(root, "View", className="unit-context unit-near")
    SubElement(after, "Header", value="$after", size="5", style="margin: 0; white-space: pre-wrap")


def _attribute(parent: Element, component: ComponentType, attribute: Attribute, screen: _Screen) -> None:
    """Add a row for an attribute, seen while a region of its component type is selected."""
    when = {"visibleWhen": "region-selected", "whenTagName": tags.LABEL, "whenLabelValue": component.id}
    row = SubElement(parent, "View", {"className": "unit-row", **when})
    name = SubElement(row, "View", className="unit-name")
    SubElement(name, "Header", value=screen.name(attribute.label), size="5", style="margin: 0")
    shared = {"name": tags.control(component.id, attribute.id), "toName": tags.TEXT, "perRegion": "true", **when}
    if attribute.required and not screen.linking:
        asked = f"{screen.name(component.label)}: {screen.name(attribute.label)} ?"
        shared |= {"required": "true", "requiredMessage": asked}
    if attribute.scale == "text":
        SubElement(row, "TextArea", {**shared, **_ONE_LINE})
        return
    choices = SubElement(row, "Choices", {**shared, "choice": "single", "showInline": "true"})
    for value in attribute.values:
        control = value_control(component.id, attribute.id, value.id)
        SubElement(choices, "Choice", screen.choice(value.label, value.id, control))


_ONE_LINE = {"rows": "1", "maxSubmissions": "1", "editable": "true", "showSubmitButton": "false"}


def _whole(parent: Element, screen: _Screen) -> None:
    """Add what is said of the whole task."""
    row = SubElement(parent, "View", className="unit-row")
    flags = SubElement(row, "Choices", name=tags.FLAGS, toName=tags.TEXT, choice="multiple", showInline="true")
    for flag, label in _FLAGS.items():
        SubElement(flags, "Choice", screen.choice(label, flag, flag))
    note = {"name": tags.NOTE, "toName": tags.TEXT, "placeholder": screen.name(_NOTE)}
    SubElement(row, "TextArea", {**note, **_ONE_LINE})
