"""A query whose SQL is kept gives what the ORM would give, for whatever values."""

import pytest

from apps.core.prepared import Prepared
from apps.people.models import Member, SavedView
from tests.cast import Cast

VIEWS = Prepared(
    lambda member, page: SavedView.objects.filter(member=member, page=page).order_by("name").values_list("name")
)


def test_it_finds_what_belongs_to_the_values_it_is_asked_for(cast: Cast):
    for member, page, name in [(cast.sam, "a", "One"), (cast.sam, "b", "Two"), (cast.mara, "a", "Three")]:
        SavedView.objects.create(member=member, page=page, name=name, query="")
    asked = [(cast.sam, "a"), (cast.sam, "b"), (cast.mara, "a"), (cast.mara, "b"), (cast.sam, "' or true --")]
    found = [VIEWS.rows(member=member.pk, page=page) for member, page in asked]
    assert found == [[("One",)], [("Two",)], [("Three",)], [], []]


def test_it_is_put_together_once(cast: Cast):
    calls = []

    def ask(member):
        calls.append(member)
        return Member.objects.filter(pk=member).values_list("name")

    members = Prepared(ask)
    assert [members.rows(member=one.pk) for one in (cast.sam, cast.mara)] == [
        [("Sam Sanders",)],
        [("Mara Marsh",)],
    ]
    assert len(calls) == 1


def test_a_value_that_does_not_stand_in_the_query_as_it_is_is_refused(cast: Cast):
    lower = Prepared(lambda name: Member.objects.filter(name=name.upper()).values_list("pk"))
    with pytest.raises(TypeError, match="name"):
        lower.rows(name="sam")
