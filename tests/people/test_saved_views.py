from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from apps.core import undo
from apps.people import commands
from apps.people.models import SavedView
from tests.cast import NOW, client_of
from tests.factories import people as make
from tests.outcome import outcome


def kept() -> list[tuple[str, str, str]]:
    return list(SavedView.objects.order_by("name").values_list("page", "name", "query"))


def test_the_same_name_again_replaces_the_filter(cast):
    save = partial(commands.save_view, actor=cast.sam, page="people:areas", now=NOW)
    save(name="Mine", query="owner=1")
    save(name="MINE", query="owner=2")
    assert kept() == [("people:areas", "Mine", "owner=2")]
    with pytest.raises(IntegrityError, match="saved_view_name_once"), transaction.atomic():
        make.saved_view(member=cast.sam, page="people:areas", name="mine")


def test_a_filter_has_its_length(cast):
    save = partial(commands.save_view, actor=cast.sam, page="people:areas", name="Long", now=NOW)
    assert [outcome(partial(save, query="x" * size)) for size in (1000, 1001)] == ["done", "query-too-long"]


@pytest.mark.parametrize(("who", "expected"), {"sam": "done", "mina": "403", "ada": "403"}.items())
def test_views_are_removed_by_their_owner(cast, who, expected):
    view = make.saved_view(member=cast.sam)
    assert outcome(partial(commands.delete_view, actor=cast.by_name(who), saved_view=view, now=NOW)) == expected


def test_a_removed_view_comes_back_by_undo(cast):
    view = make.saved_view(member=cast.sam, name="Mine", page="people:areas", query="side=sales")
    _gone, offer = commands.delete_view(actor=cast.sam, saved_view=view, now=NOW)
    assert kept() == []
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    assert kept() == [("people:areas", "Mine", "side=sales")]


def test_a_view_is_saved_from_the_list_and_opens_it(cast):
    browser, path = client_of(cast.sam), reverse("people:areas")
    answer = browser.post(
        reverse("people:save_view", args=["people:areas"]), {"name": "Sales", "query": "side=sales", "path": path}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{path}?side=sales")
    page = browser.get(f"{path}?side=sales").context
    assert [(v["name"], v["url"], v["active"]) for v in page["saved_views"]] == [("Sales", f"{path}?side=sales", True)]
    assert client_of(cast.mara).get(path).context["saved_views"] == []


def test_saving_leads_to_no_foreign_site(cast):
    sent = {"name": "x", "query": "", "path": "//evil.example/"}
    answer = client_of(cast.sam).post(reverse("people:save_view", args=["people:areas"]), sent)
    assert answer["Location"] == "/"
