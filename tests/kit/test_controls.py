"""Our controls are Django's own, but for white space."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from lxml import html

from apps.core.controls import Controls

COLOURS = [("", "any"), ("a&b", 'A & "B"'), ("Warm", [(1, "red"), (2026, 2026)]), (None, "none")]
FIELDS = [
    (forms.CharField(), "<script>"),
    (forms.CharField(widget=forms.TextInput(attrs={"class": 'a"b', "readonly": True, "lang": False})), None),
    (forms.EmailField(), "a@b.example"),
    (forms.IntegerField(min_value=1), 1200),
    (forms.BooleanField(), True),
    (forms.BooleanField(), False),
    (forms.DateField(widget=forms.DateInput(attrs={"type": "date"})), "2026-03-10"),
    (forms.CharField(widget=forms.HiddenInput), 0),
    (forms.ChoiceField(choices=COLOURS), "a&b"),
    (forms.ChoiceField(choices=COLOURS, required=False), 2026),
    (forms.MultipleChoiceField(choices=COLOURS), ["1", "a&b"]),
    (forms.CharField(widget=forms.Textarea), "two\nlines"),
]


@pytest.mark.parametrize(("field", "value"), FIELDS)
def test_a_control_is_djangos(field, value):
    ours, djangos = (_drawn(field, value, renderer) for renderer in (Controls(), TemplatesSetting()))
    assert ours == djangos


def _drawn(field, value, renderer) -> list[tuple[str, dict[str, str], str]]:
    form = type("Form", (forms.Form,), {"field": field})(initial={"field": value}, renderer=renderer)
    shown = html.fragment_fromstring(str(form["field"]), create_parent=True)
    return [(one.tag, dict(one.attrib), (one.text or "").strip()) for one in shown.iterdescendants()]
