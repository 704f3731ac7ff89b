"""The shape of input, and the fields that stand for members and things, in input and answers alike."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Manager, Model
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers

from apps.core import things


class Input(serializers.Serializer[Any]):
    """The shape of what is sent. A field it doesn't know is refused, so that a misspelt one isn't lost.

    Attributes:
        example: values for the documentation, by field; the rest is made up from the fields' types.
    """

    example: ClassVar[dict[str, Any]] = {}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [name for name in data if name not in self.fields]
            if unknown:
                say = _("There is no field of this name.")
                raise serializers.ValidationError(
                    {str(name): [serializers.ErrorDetail(say, code="unknown-field")] for name in unknown}
                )
        return super().to_internal_value(data)


class ThingField(serializers.Field[Any, Any, Any, Any]):
    """A thing of one kind: its id is sent, id and title are answered. What the caller can't see isn't there."""

    default_error_messages = {
        "invalid": gettext_lazy("Send an id (a UUID)."),
        "not_found": gettext_lazy("There is nothing with this id that you can see."),
    }

    def __init__(self, kind: str, *, named_by: str = "", **options: Any) -> None:
        """`named_by`: the column that is its title; a list is then answered without building the thing."""
        self.kind, self.named_by = kind, named_by
        super().__init__(**options)

    def columns(self, source: str) -> tuple[str, ...]:
        """What `build` is given of the thing at `source`; nothing where it takes the thing itself."""
        return (f"{source}_id", f"{source}__{self.named_by}") if self.named_by else ()

    def build(self, pk: Any, title: Any) -> Any:
        return None if pk is None else {"id": str(pk), "title": title}

    def to_internal_value(self, data: Any) -> Any:
        row = things.kind(self.kind).visible_to(self.context["viewer"]).filter(pk=self._id(data)).first()
        if row is None:
            self.fail("not_found")
        return row

    def _id(self, data: Any) -> UUID:
        try:
            return UUID(data)
        except (TypeError, ValueError, AttributeError):
            self.fail("invalid")

    def to_representation(self, value: Any) -> Any:
        return self.build(value.pk, things.title(value))


class MemberField(ThingField):
    """A member: the id of an active one is sent, id and name are answered."""

    default_error_messages = {"left": gettext_lazy("This member can't sign in any more.")}

    def __init__(self, **options: Any) -> None:
        super().__init__("member", named_by="name", **options)

    def build(self, pk: Any, title: Any) -> Any:
        return None if pk is None else {"id": str(pk), "name": title}

    def to_internal_value(self, data: Any) -> Any:
        member = super().to_internal_value(data)
        if not member.is_active:
            self.fail("left")
        return member

    def to_representation(self, value: Any) -> Any:
        return self.build(value.pk, value.name)


class ThingsField(ThingField):
    """Several things of one kind, read by one query; the order sent is kept."""

    default_error_messages = {
        "not_a_list": gettext_lazy("Send a list of ids."),
        "too_many": gettext_lazy("Send at most {most} ids at once."),
    }

    def __init__(self, kind: str, *, most: int = 1000, **options: Any) -> None:
        self.most = most
        super().__init__(kind, **options)

    def get_value(self, dictionary: Any) -> Any:
        """In a form with files the field stands once for each."""
        if isinstance(dictionary, QueryDict):
            name = str(self.field_name)
            return dictionary.getlist(name) if name in dictionary else serializers.empty
        return super().get_value(dictionary)

    def to_internal_value(self, data: Any) -> list[Any]:
        if not isinstance(data, list):
            self.fail("not_a_list")
        if len(data) > self.most:
            self.fail("too_many", most=self.most)
        ids = list(dict.fromkeys(self._id(one) for one in data))
        found = things.kind(self.kind).visible_to(self.context["viewer"]).in_bulk(ids)
        if len(found) < len(ids):
            self.fail("not_found")
        return [found[pk] for pk in ids]

    def to_representation(self, value: Any) -> Any:
        rows = value.all() if isinstance(value, Manager) else value
        return [super(ThingsField, self).to_representation(row) for row in rows]


class AboutField(serializers.Field[Any, Any, Any, Any]):
    """A thing of any kind, as `{"kind", "id"}`."""

    default_error_messages = {
        "invalid": gettext_lazy('Send {{"kind": "…", "id": "…"}}.'),
        "not_found": gettext_lazy("There is nothing with this kind and id that you can see."),
    }

    def columns(self, source: str) -> tuple[str, ...]:
        return f"{source}_kind", f"{source}_id"

    def build(self, kind: Any, pk: Any) -> Any:
        return None if kind is None else {"kind": kind, "id": str(pk)}

    def to_internal_value(self, data: Any) -> Model:
        try:
            kind, pk = str(data["kind"]), UUID(data["id"])
        except (TypeError, ValueError, KeyError, AttributeError):
            self.fail("invalid")
        row: Model | None = things.find(kind, pk, self.context["viewer"])
        if row is None:
            self.fail("not_found")
        return row

    def to_representation(self, value: things.Pair) -> Any:
        return self.build(*value)
