"""How the controls of forms become HTML: inputs, and selects with their many options, without a template for each."""

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_FOLDER = "django/forms/widgets/"
_INPUTS = ("text", "search", "number", "email", "url", "password", "hidden", "date", "time", "datetime", "checkbox")


class Controls(TemplatesSetting):
    """What Django's own templates give for inputs and selects, to the letter but for white space."""

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> SafeString:
        draw = _DRAWN.get(template_name)
        if draw:
            return draw(context["widget"])
        return SafeString(super().render(template_name, context, request))


def _input(control: Mapping[str, Any]) -> SafeString:
    value = "" if control["value"] is None else format_html(' value="{}"', str(control["value"]))
    return format_html(
        '<input type="{}" name="{}"{}{}>', control["type"], control["name"], value, _attributes(control["attrs"])
    )


def _select(control: Mapping[str, Any]) -> SafeString:
    groups = (_group(name, options) for name, options, _index in control["optgroups"])
    return format_html(
        '<select name="{}"{}>{}</select>',
        control["name"],
        _attributes(control["attrs"]),
        format_html_join("", "{}", ((group,) for group in groups)),
    )


def _group(name: str | None, options: list[dict[str, Any]]) -> SafeString:
    drawn = format_html_join(
        "",
        '<option value="{}"{}>{}</option>\n',
        ((str(one["value"]), _attributes(one["attrs"]), localize(one["label"])) for one in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', name, drawn) if name else drawn


def _attributes(attributes: Mapping[str, Any]) -> SafeString:
    """True is an attribute without a value, False is none."""
    if not attributes:
        return SafeString()
    said = ((name, value) for name, value in attributes.items() if value is not False)
    drawn = (format_html(" {}", n) if value is True else format_html(' {}="{}"', n, str(value)) for n, value in said)
    return format_html_join("", "{}", ((one,) for one in drawn))


_DRAWN = {f"{_FOLDER}select.html": _select} | {f"{_FOLDER}{name}.html": _input for name in _INPUTS}
