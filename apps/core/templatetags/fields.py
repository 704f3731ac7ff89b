"""The tags that draw the fields of forms; builtins as well."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BoundField, ModelChoiceField
from django.forms.models import ModelChoiceIterator
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, ClearableFileInput, RadioSelect, Select
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from apps.core.choosing import MANY, Named, OneOfField, RowsField, tell
from apps.core.keeping import Drawings

register = template.Library()

# A longer select is drawn each time, so that what is kept stays small.
KEPT_OPTIONS = 100
_drawings = Drawings()
# Stands for the options of what has more of them than a select should.
TOO_MANY: list[tuple[Any, Any]] = [("too many", "too many")]


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """A form's field as its control, with the classes of the kit; Django itself ties it to help and errors."""
    control = field.field.widget
    if _look_up(field) == TOO_MANY:
        return _typed(field)
    classes = [control.attrs.get("class", ""), _look(control)]
    if field.errors:
        classes.append("is-invalid")
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


@register.simple_tag
def kept_field(field: BoundField, quiet: bool = False) -> SafeString:
    """A field drawn once for what stands in it and what it offers.

    All else about it must be said by the class of its form, as `core.narrowing` makes them.
    """

    def draw() -> SafeString:
        return render_to_string("kit/_field.html", {"field": field, "quiet": quiet})

    options, value = _look_up(field), field.value()
    if options is None or len(options) > KEPT_OPTIONS:
        return draw()
    if options == TOO_MANY and isinstance(field.field, Named):
        tell(field.field, field.html_name)
        meant = getattr(field.form, "cleaned_data", {}).get(field.name)
        if value and (meant is None or isinstance(field.field, RowsField)):
            return draw()
        # Of who is meant the name is shown, however they were named.
        value = str(meant) if value else ""
    stands = tuple(value) if isinstance(value, list) else value
    key = (type(field.form), quiet, field.html_name, get_language(), stands, *field.errors, *options)
    return _drawings.of(key, draw)


def _look_up(field: BoundField) -> list[tuple[Any, Any]] | None:
    """What a select offers of the database, by one plain query; None where that is left to the form.

    Django would open a cursor on the server for a handful of rows, three statements instead of one, and read all of a
    row where its `NAMED_BY` is enough. Of TOO_MANY a name is typed.
    """
    kind, control = field.field, field.field.widget
    if isinstance(kind, OneOfField):
        return _of_several_kinds(field, kind)
    if not isinstance(kind, ModelChoiceField):
        return []
    if not isinstance(control, Select) or not isinstance(kind.choices, ModelChoiceIterator):
        return None
    if not isinstance(control.choices, list):
        rows = _several(field) or _rows(kind)
        typed = len(rows) > MANY and isinstance(kind, Named) and kind.named_by
        nothing = [] if kind.empty_label is None else [("", kind.empty_label)]
        control.choices = TOO_MANY if typed else [*nothing, *rows]
    return control.choices


def _of_several_kinds(field: BoundField, kind: OneOfField) -> list[tuple[Any, Any]]:
    rows = _several(field) or kind.offered()
    options = TOO_MANY if len(rows) > MANY else [("", kind.empty_label), *rows]
    control: Any = kind.widget
    control.choices = options
    return options


def _several(field: BoundField) -> list[tuple[Any, str]]:
    """Those that fit what was typed, where it was more than one."""
    kind = field.field
    if not isinstance(kind, Named) or isinstance(kind, RowsField):
        return []
    for wrong in field.errors.as_data():
        if wrong.code == "several" and wrong.params:
            return kind.told_apart(wrong.params["rows"])
    return []


def _rows(kind: ModelChoiceField) -> list[tuple[Any, str]]:
    """Of those that have names only as many as tell whether a select will do."""
    rows: Any = kind.queryset
    if hasattr(kind, "shown"):
        return list(kind.shown())
    if rows is None:
        return []
    if steady := getattr(kind, "steady", None):
        return list(steady.rows())
    name = getattr(rows.model, "NAMED_BY", None)
    if name and not kind.to_field_name:
        return list(rows.values_list("pk", name)[: MANY + 1])
    return [(kind.prepare_value(row), kind.label_from_instance(row)) for row in rows.all()]


def _typed(field: BoundField) -> SafeString:
    """A line for names; who is chosen of several stands before it, ticked."""
    kind: Any = field.field
    tell(kind, field.html_name)
    value = field.value()
    several = isinstance(kind, RowsField)
    # Who was found when the form was read needn't be looked for again.
    known = None if several else getattr(field.form, "cleaned_data", {}).get(field.name)
    chosen, offered, said = ([known], [], "") if known else _chosen(kind, value if several else [value])
    if not several and chosen:
        said, chosen = kind.told_apart(chosen[:1])[0][1], []
    context = {
        "field": field,
        "several": several,
        "chosen": kind.told_apart(chosen),
        "offered": kind.told_apart(offered),
        "said": said,
        "list": f"{field.auto_id}_names",
    }
    if value or field.errors:
        return render_to_string("kit/_choose.html", context)
    # Where nothing stands in it, this is all that it shows.
    shown = (field.html_name, field.auto_id, several, str(kind.empty_label), kind.required, field.aria_describedby)
    return _drawings.of((get_language(), *shown), lambda: render_to_string("kit/_choose.html", context))


def _chosen(kind: Any, values: Iterable[Any]) -> tuple[list[Any], list[Any], str]:
    """The rows that are meant, those of which one may be meant, and the name for which there is none."""
    ids, offered, said = [], [], ""
    for value in filter(None, values or []):
        if not kind.is_a_name(value):
            ids.append(getattr(value, "pk", value))
            continue
        try:
            ids += [row.pk for row in kind.rows_called(value.strip())]
        except ValidationError as wrong:
            offered += (wrong.params or {}).get("rows", [])
            said = "" if wrong.code == "several" else value
    rows = kind.rows_with(ids) if ids else []
    return rows, offered, said


def _look(control: Any) -> str:
    if isinstance(control, CheckboxInput | CheckboxSelectMultiple | RadioSelect):
        return "form-check-input"
    if isinstance(control, ClearableFileInput):
        return "form-control form-file"
    return "form-select" if isinstance(control, Select) else "form-control"


@register.filter
def narrows(form: BaseForm, query: QueryDict) -> bool:
    """Whether the reader chose something beside the words, which come first: then the fields stand open on a phone.

    What a list shows unasked is chosen by nobody, and the address doesn't say it.
    """
    return any(query.get(field.html_name) for field in form.visible_fields()[1:])


@register.filter
def shape(field: BoundField) -> str:
    """How the kit lays a field out: `check` (one box), `choices` (a group of them), `file` or `line`."""
    control = field.field.widget
    if isinstance(control, CheckboxInput):
        return "check"
    if isinstance(control, CheckboxSelectMultiple | RadioSelect):
        return "choices"
    return "file" if isinstance(control, ClearableFileInput) else "line"
