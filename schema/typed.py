"""Typed models of any scheme, built from it: what `Claim`, `Problem` and `Measure` are for the default one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, Optional, Union

from pydantic import ConfigDict, Field, TypeAdapter, create_model

from schema._base import Model
from schema.texts import Range

if TYPE_CHECKING:
    from schema.scheme import Attribute, ComponentType, Scheme


class ComponentModel(Range):
    """What components of every type have."""

    model_config = ConfigDict(protected_namespaces=())

    id: str
    """Id, unique within its article."""
    text: str
    """The slice of the article text."""
    type: str
    """The component type."""


class RelationModel(Model):
    """What relations of every type have."""

    id: str
    """Id, unique within its article."""
    type: str
    """The relation type."""
    source: str
    """Id of the component that it starts from."""
    target: str
    """Id of the component that it leads to."""


@dataclass(frozen=True)
class SchemeModels:
    """The typed models of a scheme."""

    components: Mapping[str, type[ComponentModel]]
    """A model for each component type, by its id; attributes of closed lists are `Literal` of their values."""
    component: TypeAdapter[ComponentModel]
    """Validates and serialises a component of any type; which one, `type` says."""
    relation: type[RelationModel] | None
    """The model of relations, whose `type` is one of those of the scheme; None if the scheme has none."""


def build(scheme: Scheme) -> SchemeModels:
    """Return the typed models of a scheme. Attributes that are not required may be left out and are then None."""
    made = {component.id: _component(component) for component in scheme.components}
    return SchemeModels(components=made, component=_adapter(tuple(made.values())), relation=_relation(scheme))


def _adapter(models: tuple[type[ComponentModel], ...]) -> TypeAdapter[ComponentModel]:
    if len(models) == 1:
        return TypeAdapter(models[0])
    union: Any = Annotated[Union[models], Field(discriminator="type")]  # noqa: UP007 - the members are known only now
    return TypeAdapter(union)


def _component(component: ComponentType) -> type[ComponentModel]:
    # Types that only exist at run time are beyond a checker's sight, hence Any.
    fields: dict[str, Any] = {attribute.id: _field(attribute) for attribute in component.attributes}
    fields["type"] = _one_of((component.id,)), Field(default=component.id, description="The component type.")
    name = "".join(part.capitalize() for part in component.id.split("_"))
    return create_model(name, __base__=ComponentModel, __doc__=component.guideline.en, **fields)


def _field(attribute: Attribute) -> tuple[Any, Any]:
    kind: Any = _one_of(tuple(value.id for value in attribute.values)) if attribute.values else str
    if attribute.required and not attribute.values:
        kind = Annotated[str, Field(pattern=r"\S")]
    if attribute.required:
        return kind, Field(description=attribute.label.en)
    return Optional[kind], Field(default=None, description=attribute.label.en)  # noqa: UP045 - likewise


def _relation(scheme: Scheme) -> type[RelationModel] | None:
    if not scheme.relations:
        return None
    fields: dict[str, Any] = {"type": (_one_of(tuple(relation.id for relation in scheme.relations)), ...)}
    return create_model("Relation", __base__=RelationModel, **fields)


def _one_of(values: tuple[str, ...]) -> Any:
    return Literal[values]
