"""The shape of an answer, read from rows by a plan that is made once per class.

DRF would walk its fields anew for every row of a list; the plan holds one plain function per field instead. And where
all fields are bare columns, a list is answered from these, without building a model instance per row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Manager, QuerySet
from rest_framework import serializers

from apps.people.door.fields import AboutField, ThingField

Taker = Callable[[Any], Any]


@dataclass(frozen=True)
class Cell:
    """One field of an answer.

    Attributes:
        take: its value, from a row.
        columns: what the value is made of; empty where only the row itself will do.
        build: its value, from these columns.
    """

    take: Taker
    columns: tuple[str, ...] = ()
    build: Callable[..., Any] = lambda value: value


class Part(serializers.Serializer[Any]):
    """The shape of an answer, or of a part of one.

    Attributes:
        example: values for the documentation, by field; the rest is made up from the fields' types.
    """

    example: ClassVar[dict[str, Any]] = {}
    _plan: ClassVar[dict[str, Cell]]

    @classmethod
    def plan(cls) -> dict[str, Cell]:
        """How each field's value is come by, by name."""
        if "_plan" not in cls.__dict__:
            cls._plan = {name: _cell(field) for name, field in cls().fields.items()}
        return cls._plan

    @classmethod
    def of(cls, row: Any) -> dict[str, Any]:
        """`row` as JSON values."""
        return {name: cell.take(row) for name, cell in cls.plan().items()}

    def to_representation(self, instance: Any) -> Any:
        return self.of(instance)


class Output(Part):
    """A thing that is edited: its id, and the revision that its next edit must name."""

    id = serializers.UUIDField()
    revision = serializers.IntegerField()


class Reading:
    """How the rows of one list are read: some fields of a shape, from columns where that is enough.

    Attributes:
        columns: to be asked of the database; None where it must be whole rows.
    """

    def __init__(self, cells: dict[str, Cell], rows: QuerySet[Any]) -> None:
        self._cells = cells
        wanted = [column for cell in cells.values() for column in cell.columns]
        bare = all(cell.columns for cell in cells.values()) and all(_is_column(rows, column) for column in wanted)
        self.columns = list(dict.fromkeys(wanted)) if bare else None

    def written(self, found: Sequence[Any]) -> list[dict[str, Any]]:
        """The rows as JSON values; dicts of columns, or model instances."""
        if self.columns is None:
            return [{name: cell.take(row) for name, cell in self._cells.items()} for row in found]
        steps = [(name, cell.build, cell.columns) for name, cell in self._cells.items()]
        return [{name: build(*[row[column] for column in columns]) for name, build, columns in steps} for row in found]


def _is_column(rows: QuerySet[Any], path: str) -> bool:
    model: Any = rows.model
    return path in rows.query.annotations or _is_field(model, path)


@cache
def _is_field(model: Any, path: str) -> bool:
    """Whether `path` leads to one value in a row of `model` or of those it points at, itself no relation."""
    *around, last = path.split("__")
    here = model
    try:
        for name in around:
            field = here._meta.get_field(name)
            if not (field.many_to_one or field.one_to_one) or not field.concrete:
                return False
            here = field.related_model
        end = here._meta.get_field(last)
    except FieldDoesNotExist:
        return False
    return bool(end.concrete) and (not end.is_relation or end.attname == last)


def moment(value: datetime) -> str:
    """ISO 8601 in UTC, so that the same moment reads the same to every caller."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _decimal(places: int | None) -> Taker:
    """A decimal as its digits; of what was computed no more places than the schema says."""
    if places is None:
        return lambda value: format(value, "f")
    least = Decimal(1).scaleb(-places)

    def convert(value: Decimal) -> str:
        cut = value.quantize(least)
        return format(value if value == cut else cut, "f")

    return convert


_CONVERTED: dict[type[Any], Taker] = {
    serializers.UUIDField: str,
    serializers.DateTimeField: moment,
    serializers.DateField: lambda value: value.isoformat(),
    serializers.TimeField: lambda value: value.isoformat(),
    serializers.DecimalField: lambda value: format(value, "f"),
}
_AS_IT_IS = (serializers.CharField, serializers.IntegerField, serializers.BooleanField, serializers.FloatField,
             serializers.ChoiceField, serializers.JSONField)  # fmt: skip


def _cell(field: Any) -> Cell:
    if isinstance(field, serializers.SerializerMethodField):
        return Cell(getattr(field.parent, str(field.method_name)))
    read, convert = _reader(field.source), _converter(field)
    path = field.source.replace(".", "__")
    if isinstance(field, ThingField | AboutField):
        return Cell(_unless_none(read, convert), field.columns(path), field.build)
    if convert is None:
        return Cell(read, (path,))
    return Cell(_unless_none(read, convert), _columns_of(field, path), _unless_none(lambda value: value, convert))


def _columns_of(field: Any, path: str) -> tuple[str, ...]:
    """Of parts within, and of fields of another kind than we know, only the row itself will do."""
    inner = field.child if isinstance(field, serializers.ListField) else field
    return (path,) if type(inner) in _CONVERTED or _is_plain(inner) else ()


def _unless_none(read: Taker, convert: Taker | None) -> Taker:
    def take(row: Any) -> Any:
        value = read(row)
        return None if value is None or convert is None else convert(value)

    return take


def _reader(source: str) -> Taker:
    if source == "*":
        return lambda row: row
    if "." not in source:
        plain = attrgetter(source)
        return lambda row: _called(plain(row))

    def take_along(row: Any) -> Any:
        for name in source.split("."):
            row = getattr(row, name)
            if row is None:
                return None
        return _called(row)

    return take_along


def _called(value: Any) -> Any:
    """What a method of the row says, like `get_state_display`; a manager of rows stays one."""
    return value() if callable(value) and not isinstance(value, Manager) else value


def _converter(field: Any) -> Taker | None:
    """None where the value is JSON already."""
    if isinstance(field, Part):
        return type(field).of
    if isinstance(field, serializers.ListSerializer) and isinstance(field.child, Part):
        one = type(field.child).of
        return lambda rows: [one(row) for row in (rows.all() if isinstance(rows, Manager) else rows)]
    if isinstance(field, serializers.ListField):
        inner = _converter(field.child)
        return (lambda values: [inner(value) for value in values]) if inner else list
    if type(field) is serializers.DecimalField:
        return _decimal(field.decimal_places)
    if type(field) in _CONVERTED:
        return _CONVERTED[type(field)]
    if _is_plain(field):
        return None
    own = type(field).to_representation
    return lambda value: own(field, value)


def _is_plain(field: Any) -> bool:
    """Whether it is one of DRF's own fields whose values are JSON as they are, or a mapping of such."""
    inner = field.child if type(field) is serializers.DictField else field
    return isinstance(inner, _AS_IT_IS) and type(inner).__module__ == serializers.CharField.__module__
