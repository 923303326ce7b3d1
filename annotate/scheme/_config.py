"""Label Studio's labelling config, derived from a scheme.

The screen shows, from top to bottom: the buttons of the component types; title and path of headings; the paragraph
before, the text to label, the paragraph after; at the lower edge the attributes of the selected region, and what is
said of the whole task. Only the text to label is an object tag, so that nothing else on the screen can be labelled.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from annotate.errors import InputError
from annotate.scheme import tags
from schema import Attribute, ComponentType, Label, Scheme

_FLAGS = {
    tags.UNSURE: Label(en="unsure", zh="不确定"),
    tags.NOT_ANNOTATABLE: Label(en="not annotatable", zh="无法标注"),
}

_KEYS = "1234567890qwetasdfgzxcvbyiopjklnm"
"""The keys that Label Studio itself gives to controls without one; it has none of them for other purposes."""

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


def labelling_config(scheme: Scheme) -> str:
    """Return the labelling config of a scheme as XML, the same for units of every granularity.

    Label Studio's results hold the scheme's own ids, but for relations, as `annotate.scheme.tags` says. Controls
    without a hotkey of the scheme get a free key, as long as there are any.

    Raises InputError when a hotkey of the scheme is none of the keys that Label Studio leaves to controls.
    """
    keys = _hotkeys(scheme)
    root = Element("View", className="unit")
    SubElement(root, "Style").text = _STYLE
    _labels(root, scheme, keys)
    _text(root)
    foot = SubElement(root, "View", className="unit-foot")
    for component, attribute in scheme.attributes():
        _attribute(foot, component, attribute, keys)
    _whole(foot, keys)
    if scheme.relations:
        relations = SubElement(root, "Relations", choice="single")
        for relation in scheme.relations:
            SubElement(relations, "Relation", value=tags.relation_label(relation))
    indent(root)
    return tostring(root, encoding="unicode")


def _labels(root: Element, scheme: Scheme, keys: dict[str, str]) -> None:
    bar = SubElement(root, "View", className="unit-labels")
    labels = SubElement(bar, "Labels", name=tags.LABEL, toName=tags.TEXT, showInline="true")
    for component in scheme.components:
        hint = f"{component.guideline.zh} {component.guideline.en}"
        shown = {"value": _both(component.label), "alias": component.id, "hint": hint, "background": component.color}
        SubElement(labels, "Label", shown | _hotkey(keys, component.id))


def _text(root: Element) -> None:
    """Add the text to label between what is only shown; a header is no object tag, so nothing in it is labelled."""
    above = SubElement(root, "View", className="unit-context unit-place")
    SubElement(above, "Header", value="$title", size="5", style="margin: 0")
    SubElement(above, "Header", value="$path", size="5", style="margin: 0")
    before = SubElement(root, "View", className="unit-context unit-near unit-before")
    SubElement(before, "Header", value="$before", size="5", style="margin: 0; white-space: pre-wrap")
    text = SubElement(root, "View", className="unit-text")
    SubElement(text, "Text", name=tags.TEXT, value="$text", granularity="symbol")
    after = SubElement(root, "View", className="unit-context unit-near")
    SubElement(after, "Header", value="$after", size="5", style="margin: 0; white-space: pre-wrap")


def _attribute(parent: Element, component: ComponentType, attribute: Attribute, keys: dict[str, str]) -> None:
    """Add a row for an attribute, seen while a region of its component type is selected."""
    when = {"visibleWhen": "region-selected", "whenTagName": tags.LABEL, "whenLabelValue": component.id}
    row = SubElement(parent, "View", {"className": "unit-row", **when})
    name = SubElement(row, "View", className="unit-name")
    SubElement(name, "Header", value=_both(attribute.label), size="5", style="margin: 0")
    shared = {"name": tags.control(component.id, attribute.id), "toName": tags.TEXT, "perRegion": "true", **when}
    if attribute.required:
        asked = f"{_both(component.label)}: {_both(attribute.label)} ?"
        shared |= {"required": "true", "requiredMessage": asked}
    if attribute.scale == "text":
        SubElement(row, "TextArea", {**shared, **_ONE_LINE})
        return
    choices = SubElement(row, "Choices", {**shared, "choice": "single", "showInline": "true"})
    for value in attribute.values:
        shown = {"value": _both(value.label), "alias": value.id}
        SubElement(choices, "Choice", shown | _hotkey(keys, f"{component.id}.{attribute.id}={value.id}"))


_ONE_LINE = {"rows": "1", "maxSubmissions": "1", "editable": "true", "showSubmitButton": "false"}


def _whole(parent: Element, keys: dict[str, str]) -> None:
    """Add what is said of the whole task."""
    row = SubElement(parent, "View", className="unit-row")
    flags = SubElement(row, "Choices", name=tags.FLAGS, toName=tags.TEXT, choice="multiple", showInline="true")
    for flag, label in _FLAGS.items():
        SubElement(flags, "Choice", {"value": _both(label), "alias": flag} | _hotkey(keys, flag))
    SubElement(row, "TextArea", {"name": tags.NOTE, "toName": tags.TEXT, "placeholder": "备注 note", **_ONE_LINE})


def _both(label: Label) -> str:
    return f"{label.zh} {label.en}"


def _hotkey(keys: dict[str, str], control: str) -> dict[str, str]:
    return {"hotkey": keys[control]} if control in keys else {}


def _hotkeys(scheme: Scheme) -> dict[str, str]:
    """Return the key of every control: the scheme's own, the free ones in the order of the screen."""
    wanted = dict(_wanted(scheme))
    faults = [f"{key} ({owner})" for owner, key in wanted.items() if key is not None and key not in _KEYS]
    if faults:
        raise InputError(
            f"scheme {scheme.name}",
            f"hotkeys that Label Studio does not leave to labels: {', '.join(faults)}",
            expected=f"a lower-case letter or digit among {_KEYS}",
            cure="choose other hotkeys, or leave them out to get free ones",
        )
    taken = {key for key in wanted.values() if key is not None}
    free = iter([key for key in _KEYS if key not in taken])
    return {owner: found for owner, key in wanted.items() if (found := key or next(free, None))}


def _wanted(scheme: Scheme) -> Iterator[tuple[str, str | None]]:
    for component in scheme.components:
        yield component.id, component.hotkey
    for component, attribute in scheme.attributes():
        for value in attribute.values:
            yield f"{component.id}.{attribute.id}={value.id}", value.hotkey
    yield tags.UNSURE, None
    yield tags.NOT_ANNOTATABLE, None
