"""An example for every body: what its class says, and the rest made up from the fields' types."""

from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from rest_framework import serializers

from apps.people.door.fields import AboutField, Input, MemberField, ThingField, ThingsField
from apps.people.door.output import Part

ID = "0198f3a2-7c41-7d52-9b1e-3f6a2c8d4e10"
_BY_TYPE: list[tuple[type[Any], Any]] = [
    (serializers.EmailField, "mara@example.com"),
    (serializers.URLField, "https://example.com/"),
    (serializers.UUIDField, ID),
    (serializers.FileField, "(the file)"),
    (serializers.BooleanField, True),
    (serializers.IntegerField, 3),
    (serializers.FloatField, 0.5),
    (serializers.DecimalField, "1234.50"),
    (serializers.DateTimeField, "2026-05-04T08:30:00Z"),
    (serializers.DateField, "2026-05-04"),
    (serializers.TimeField, "09:00:00"),
    (serializers.CharField, "Text"),
    (serializers.JSONField, {}),
    (serializers.DictField, {}),
]

_BY_HINT: dict[Any, Any] = {int: 3, float: 0.5, bool: True, list: [], dict: {}}


def of_input(shape: type[Input] | None, *, partial: bool) -> dict[str, Any]:
    """A request's example; of an edit, the fields that the class gives values for, or all."""
    if shape is None:
        return {}
    fields = {name: field for name, field in shape().fields.items() if not field.read_only}
    if partial and shape.example:
        return dict(shape.example)
    return {name: shape.example.get(name, _value(field, answered=False)) for name, field in fields.items()}


def of_output(shape: type[Part]) -> dict[str, Any]:
    """An answer's example."""
    return {name: shape.example.get(name, _value(field, answered=True)) for name, field in shape().fields.items()}


def _value(field: Any, *, answered: bool) -> Any:
    if isinstance(field, ThingsField):
        return [{"id": ID, "title": "A title"}] if answered else [ID]
    if isinstance(field, MemberField):
        return {"id": ID, "name": "Mara Lindqvist"} if answered else ID
    if isinstance(field, ThingField):
        return {"id": ID, "title": "A title"} if answered else ID
    if isinstance(field, AboutField):
        return {"kind": "task", "id": ID}
    if isinstance(field, serializers.ListSerializer | serializers.ListField):
        return [_value(field.child, answered=answered)]
    if isinstance(field, serializers.Serializer):
        shape: Any = type(field)
        return of_output(shape) if answered else of_input(shape, partial=False)
    if isinstance(field, serializers.MultipleChoiceField):
        return list(field.choices)[:1]
    if isinstance(field, serializers.ChoiceField):
        return next(iter(field.choices))
    if isinstance(field, serializers.SerializerMethodField):
        return _of_hint(get_type_hints(getattr(field.parent, str(field.method_name))).get("return"))
    return next((value for kind, value in _BY_TYPE if isinstance(field, kind)), "Text")


def _of_hint(hint: Any) -> Any:
    """What a method that says it returns `hint` may return."""
    if isinstance(hint, UnionType):
        hint = get_args(hint)[0]
    return _BY_HINT.get(get_origin(hint) or hint, "Text")
