"""The fields of what narrows a list: drawn once for what they show, and never for somebody else."""

import django_filters
import pytest
from django import forms
from django.apps import apps
from django.db import connection
from django.http import QueryDict
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from lxml import html

from apps.core.narrowing import Filters
from apps.core.templatetags.fields import narrows
from apps.people.models import Area, Member, Team
from tests.cast import Cast
from tests.factories import people as make

pytestmark = pytest.mark.django_db


def _ones_own(request) -> object:
    return Area.objects.filter(owner=request).order_by("name")


class AreaFilters(Filters):
    field_order = ["q", "owner", "area", "side"]

    side = django_filters.ChoiceFilter(choices=[("sales", _("Sales")), ("marketing", _("Marketing"))], label=_("Side"))
    owner = django_filters.ModelChoiceFilter(
        queryset=Member.objects.filter(is_system=False).order_by("name"), label=_("Owner"), empty_label=_("anybody")
    )
    area = django_filters.ModelChoiceFilter(queryset=_ones_own, label=_("Area"))
    q = django_filters.CharFilter(label=_("Words"))


def form_of(query: str = "", viewer: Member | None = None) -> forms.Form:
    return AreaFilters(QueryDict(query), queryset=Area.objects.all(), request=viewer).form


def drawn(form: forms.Form, name: str) -> html.HtmlElement:
    shown = Template("{% kept_field field quiet=True %}").render(Context({"field": form[name]}))
    return html.fragment_fromstring(shown)


def options(form: forms.Form, name: str) -> list[str]:
    return [one.text.strip() for one in drawn(form, name).iter("option")]


def test_the_form_is_one_class_and_stands_in_its_order():
    assert type(form_of()) is type(form_of("q=a"))
    assert list(form_of().fields) == ["q", "owner", "area", "side"]


def test_everybody_chooses_from_their_own_rows(cast: Cast):
    make.area(owner=cast.sam, name="Pricing")
    make.area(owner=cast.mara, name="Events")
    sams, maras = form_of(viewer=cast.sam), form_of(viewer=cast.mara)
    assert (options(sams, "area"), options(maras, "area")) == (["---------", "Pricing"], ["---------", "Events"])
    theirs = Area.objects.get(name="Events").pk
    assert form_of(f"area={theirs}", cast.sam).errors["area"] == [
        "Select a valid choice. That choice is not one of the available choices."
    ]
    assert not form_of(f"area={theirs}", cast.mara).errors


def test_what_was_drawn_is_drawn_anew_when_its_rows_change(cast: Cast):
    before = options(form_of(), "owner")
    assert before[0] == "anybody"
    assert "Sam Sanders" in before
    Member.objects.filter(pk=cast.sam.pk).update(name="Sam <b>")
    assert [name for name in options(form_of(), "owner") if name.startswith("Sam")] == ["Sam <b>"]


def test_it_shows_what_was_typed_and_what_is_wrong_with_it(cast: Cast):
    assert drawn(form_of("q=a%22%3Cb%3E"), "q").find(".//input").get("value") == 'a"<b>'
    assert drawn(form_of(), "q").find(".//input").get("value") is None
    wrong = drawn(form_of("side=north"), "side")
    assert "is-invalid" in wrong.find(".//select").get("class")
    assert "north is not one of the available choices" in wrong.text_content()
    assert "is-invalid" not in drawn(form_of("side=sales"), "side").find(".//select").get("class")
    chosen = drawn(form_of("side=sales"), "side").findall(".//option[@selected]")
    assert [one.get("value") for one in chosen] == ["sales"]


@pytest.mark.parametrize(
    ("query", "chosen"),
    [("", False), ("q=meter", False), ("side=&owner=", False), ("side=sales", True), ("sort=name", False)],
)
def test_something_narrows_where_the_reader_chose_it(query: str, chosen: bool):
    """Side is what the list shows unasked, so that the form holds it; the address tells what was chosen."""
    assert narrows(form_of("side=sales"), QueryDict(query)) is chosen


def test_each_language_has_its_own():
    with translation.override("en"):
        english = drawn(form_of(), "side").find("label").text.strip()
    with translation.override("de"):
        german = drawn(form_of(), "side").find("label").text.strip()
        expected = str(AreaFilters.base_filters["side"].label)
    assert (english, german) == ("Side", expected)


def test_a_select_reads_names_alone_and_once(cast: Cast):
    with CaptureQueriesContext(connection) as asked:
        options(form_of(), "owner")
    assert [one["sql"].split(" FROM ")[0] for one in asked] == [
        'SELECT "people_member"."id" AS "pk", "people_member"."name" AS "name"'
    ]


def test_what_names_a_row_is_what_it_says_of_itself(cast: Cast):
    named = [model for model in apps.get_models() if hasattr(model, "NAMED_BY")]
    assert {Member, Team} <= set(named)
    for model in named:
        row = model(**{model.NAMED_BY: "How it is called"})
        assert str(row) == "How it is called", model
