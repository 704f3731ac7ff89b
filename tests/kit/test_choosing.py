"""Where the rows are many, a name is typed: by itself, among several, and while the browser is told names."""

from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client
from lxml import html

from apps.core.choosing import RowField
from apps.people.models import Area, Member, Team
from tests.cast import Cast
from tests.factories import people as make

pytestmark = pytest.mark.django_db
NEW_AREA, NEW_TEAM = "/people/areas/new/", "/people/teams/new/"


@pytest.fixture
def crowd(cast: Cast) -> list[Member]:
    """Sixty more than the cast, so that no select holds them."""
    return Member.objects.bulk_create(
        Member(name=f"Kim Number{n}", email=f"kim{n}@accord.example", side="sales", joined_at=cast.sam.joined_at)
        for n in range(60)
    )


@pytest.fixture
def ada(client: Client, cast: Cast) -> Client:
    client.force_login(cast.ada)
    return client


def control(page: Any, name: str) -> html.HtmlElement:
    """The input or select that a person sees, not a box that is ticked."""
    found = html.fromstring(page.content).xpath(f'//*[@name="{name}"][not(@type="checkbox")]')
    return found[0]


def ticked(page: Any, name: str) -> dict[str, bool]:
    boxes = html.fromstring(page.content).xpath(f'//input[@type="checkbox"][@name="{name}"]')
    return {box.getparent().text_content().strip(): box.get("checked") is not None for box in boxes}


def suggested(client: Client, address: str, field: str, words: str) -> Any:
    return client.get(address, headers={"X-Choose": field, "X-Choose-Words": words})


def test_few_are_a_select(ada: Client):
    assert control(ada.get(NEW_AREA), "owner").tag == "select"


def test_a_name_is_enough(ada: Client, crowd, cast: Cast):
    assert control(ada.get(NEW_AREA), "owner").tag == "input"
    ada.post(NEW_AREA, {"name": "Pricing", "owner": " sam sanders "})
    assert Area.objects.get(name="Pricing").owner == cast.sam


def test_as_much_of_it_as_means_one(ada: Client, crowd):
    ada.post(NEW_AREA, {"name": "Pricing", "owner": "kim number42"})
    assert Area.objects.get(name="Pricing").owner == crowd[42]
    ada.post(NEW_AREA, {"name": "Events", "owner": "number43"})
    assert Area.objects.get(name="Events").owner == crowd[43]


def test_an_address_or_an_id_too(ada: Client, crowd):
    ada.post(NEW_AREA, {"name": "Pricing", "owner": "kim7@accord.example"})
    ada.post(NEW_AREA, {"name": "Events", "owner": str(crowd[8].pk)})
    assert Area.objects.get(name="Pricing").owner == crowd[7]
    assert Area.objects.get(name="Events").owner == crowd[8]


def test_of_several_one_is_chosen(ada: Client, crowd):
    page = ada.post(NEW_AREA, {"name": "Pricing", "owner": "number4"})
    assert page.status_code == 422
    assert "Several fit “number4”: choose which." in page.content.decode()
    offered = control(page, "owner")
    names = [option.text.strip() for option in offered.iter("option")]
    # Number4, and the ten from Number40 on.
    assert names == ["Choose somebody", "Kim Number4", *(f"Kim Number{n}" for n in range(40, 50))]
    assert not Area.objects.exists()


def test_who_is_called_just_so_goes_before_who_begins_so(ada: Client, crowd):
    ada.post(NEW_AREA, {"name": "Pricing", "owner": "Kim Number4"})
    assert Area.objects.get(name="Pricing").owner == crowd[4]


def test_two_of_one_name_are_told_apart(ada: Client, crowd, cast: Cast):
    twin = make.member(name="Sam Sanders", email="sam.twin@accord.example")
    page = ada.post(NEW_AREA, {"name": "Pricing", "owner": "Sam Sanders"})
    names = [option.text.strip() for option in control(page, "owner").iter("option")]
    assert sorted(names[1:]) == sorted([f"Sam Sanders <{cast.sam.email}>", "Sam Sanders <sam.twin@accord.example>"])
    ada.post(NEW_AREA, {"name": "Pricing", "owner": "Sam Sanders <sam.twin@accord.example>"})
    assert Area.objects.get(name="Pricing").owner == twin


def test_nobody_of_that_name_keeps_what_was_typed(ada: Client, crowd):
    page = ada.post(NEW_AREA, {"name": "Pricing", "owner": 'Nobody"<b>'})
    assert page.status_code == 422
    assert control(page, "owner").get("value") == 'Nobody"<b>'
    assert "isn&#x27;t among what can be chosen here." in page.content.decode()


def test_who_left_is_nobody_here(ada: Client, crowd):
    Member.objects.filter(pk=crowd[5].pk).update(is_active=False)
    page = ada.post(NEW_AREA, {"name": "Pricing", "owner": "Kim Number5"})
    # He himself is no more among them; those whose names go on so are.
    assert [one.text.strip() for one in control(page, "owner").iter("option")][1:] == [
        f"Kim Number{n}" for n in range(50, 60)
    ]


def test_several_are_added_one_by_one(ada: Client, crowd, cast: Cast):
    given = {"name": "North", "side": "marketing", "lead": "Mara Marsh"}
    page = ada.post(NEW_TEAM, given | {"liaisons": [str(cast.sam.pk), "number4"]})
    assert page.status_code == 422
    offered = {"Kim Number4": False} | {f"Kim Number{n}": False for n in range(40, 50)}
    assert ticked(page, "liaisons") == {"Sam Sanders": True} | offered
    assert control(page, "lead").get("value") == "Mara Marsh"
    ada.post(NEW_TEAM, given | {"liaisons": [str(cast.sam.pk), str(crowd[41].pk), "", "number42 "]})
    north = Team.objects.get(name="North")
    assert set(north.liaisons.all()) == {cast.sam, crowd[41], crowd[42]}
    edit = ada.get(f"/people/teams/{north.pk}/edit/")
    assert ticked(edit, "liaisons") == {"Sam Sanders": True, "Kim Number41": True, "Kim Number42": True}
    assert control(edit, "lead").get("value") == "Mara Marsh"


def test_names_are_told_while_one_types(ada: Client, crowd):
    told = suggested(ada, NEW_AREA, "owner", "kim%20number1")
    names = [f"Kim Number{n}" for n in (1, *range(10, 20))]
    assert [one["name"] for one in told.json()["names"]] == names
    assert told.json()["names"][0]["id"] == str(crowd[1].pk)
    assert told["Cache-Control"] == "private, no-store"
    assert suggested(ada, NEW_AREA, "owner", "xyz").json() == {"names": []}


def test_names_are_told_for_fields_of_the_page_alone(ada: Client, client: Client, crowd, cast: Cast):
    assert suggested(ada, NEW_AREA, "password", "kim").status_code == 404
    client.force_login(cast.sam)
    refused = suggested(client, NEW_AREA, "owner", "kim")
    assert (refused.status_code, "Kim Number" in refused.content.decode()) == (403, False)
    client.logout()
    assert suggested(client, NEW_AREA, "owner", "kim").status_code == 302


def test_a_list_is_narrowed_by_a_name(ada: Client, crowd, cast: Cast):
    make.area(owner=cast.sam, name="Pricing")
    make.area(owner=crowd[3], name="Events")
    page = ada.get("/people/areas/", {"owner": "Sam San"}).content.decode()
    assert ("Pricing" in page, "Events" in page) == (True, False)


def test_a_kept_filter_shows_whoever_stands_in_it_now(ada: Client, crowd, cast: Cast):
    """What is drawn once for what stands in it: by id, by a part of the name, nobody, somebody unknown, and again."""
    asked = [cast.sam.pk, cast.mara.pk, "sanders", "", "Nobody", cast.sam.pk]
    shown = [control(ada.get("/people/areas/", {"owner": one}), "owner").get("value") for one in asked]
    assert shown == ["Sam Sanders", "Mara Marsh", "Sam Sanders", "", "Nobody", "Sam Sanders"]
    assert [one["name"] for one in suggested(ada, "/people/areas/", "owner", "sam").json()["names"]] == ["Sam Sanders"]
    again = suggested(ada, f"/people/areas/?owner={cast.sam.pk}", "owner", "mar").json()["names"]
    assert [one["name"] for one in again] == ["Mara Marsh"]


class Handing(forms.Form):
    to = RowField(queryset=Member.objects.order_by("name"))


def test_a_kept_field_shows_who_stood_in_it_before_anything_was_sent(crowd, cast: Cast):
    kept = Template("{% kept_field form.to %}")
    shown = [kept.render(Context({"form": Handing(initial={"to": one})})) for one in (crowd[7].pk, crowd[8].pk, None)]
    assert ["Number7" in shown[0], "Number8" in shown[1], "Number" in shown[2]] == [True, True, False]
