"""What is said about things: who hears of it, and that nothing said is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from apps.core import undo
from apps.core.errors import NotNow, Stale
from apps.notices import commands, queries
from apps.notices.mentions import mentioned_in
from apps.notices.models import Comment, CommentText, Follow, Notice
from apps.trail import queries as trail
from tests.cast import NOW
from tests.factories import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Pricing one-pagers")


def comment(cast, area, text, by=None, now=NOW):
    return commands.comment(actor=by or cast.sam, thing=area, text=text, now=now)


def told():
    return sorted(Notice.objects.values_list("recipient__name", "kind"))


def test_owner_followers_and_earlier_speakers_hear_of_a_comment(cast, area):
    comment(cast, area, "Is this still right?", by=cast.sofie)
    commands.follow(actor=cast.milo, thing=area, now=NOW)
    Notice.objects.all().delete()
    comment(cast, area, "It is.")
    assert told() == [("Mara Marsh", "comment"), ("Milo Miller", "comment"), ("Sofie Sommer", "comment")]


def test_who_is_named_hears_of_it_as_a_mention_and_once(cast, area):
    comment(cast, area, "@Mara Marsh and @eva@test.example: look at this, @mara marsh")
    assert told() == [("Eva Evers", "mention"), ("Mara Marsh", "mention")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Sam Sanders please", ["Sam Sanders"]),
        ("@Sam Sanderson please", ["Sam Sanderson"]),
        ("@sam@test.example.", ["Sam Sanders"]),
        ("write to someone@Sam Sanders", []),
        ("mail me at x@sam@test.example", []),
        ("(@Sam Sanders)", ["Sam Sanders"]),
        ("@Samantha", []),
        ("@Dan Danner has left", []),
        ("Sam Sanders", []),
        ("@Sam Sanders, @Eva Evers", ["Eva Evers", "Sam Sanders"]),
    ],
)
def test_names_are_found_longest_first_and_only_whole(cast, text, expected):
    people.member(name="Sam Sanderson", email="sanderson@test.example")
    assert sorted(member.name for member in mentioned_in(text)) == expected


def test_people_of_one_name_are_all_meant(cast):
    people.member(name="Sam Sanders", email="other-sam@test.example")
    assert len(mentioned_in("@Sam Sanders")) == 2


def test_who_cannot_see_the_thing_is_not_told(cast):
    view = people.saved_view(member=cast.sam)
    comment(cast, view, "@Mara Marsh, look")
    assert told() == []


def test_edited_a_comment_keeps_what_it_said_and_tells_only_the_newly_named(cast, area):
    said = comment(cast, area, "@Mara Marsh, is it right?")
    edited = commands.edit_comment(
        actor=cast.sam, comment=said, text="@Mara Marsh, @Eva Evers: is it?", revision=said.revision,
        now=NOW + timedelta(minutes=5),
    )  # fmt: skip
    assert (edited.text, edited.edited_at) == ("@Mara Marsh, @Eva Evers: is it?", NOW + timedelta(minutes=5))
    assert list(CommentText.objects.values_list("text", flat=True)) == ["@Mara Marsh, is it right?"]
    assert told() == [("Eva Evers", "mention"), ("Mara Marsh", "mention")]
    (shown,) = queries.discussion_of(area, viewer=cast.mara)
    assert [edit.text for edit in shown.edits] == ["@Mara Marsh, is it right?"]


def test_over_a_newer_edit_nothing_is_saved(cast, area):
    said = comment(cast, area, "One")
    commands.edit_comment(actor=cast.sam, comment=said, text="Two", revision=1, now=NOW)
    with pytest.raises(Stale):
        commands.edit_comment(actor=cast.sam, comment=said, text="Three", revision=1, now=NOW)
    assert Comment.objects.get().text == "Two"


@pytest.mark.parametrize("who", ["mara", "mina", "ada"])
def test_nobody_else_edits_a_comment(cast, area, who):
    said = comment(cast, area, "Mine")
    with pytest.raises(PermissionDenied):
        commands.edit_comment(actor=cast.by_name(who), comment=said, text="Theirs", revision=1, now=NOW)


@pytest.mark.parametrize(("who", "may"), [("sam", True), ("ada", True), ("mara", False), ("mina", False)])
def test_author_and_admin_take_a_comment_back(cast, area, who, may):
    said = comment(cast, area, "Too early")
    if not may:
        with pytest.raises(PermissionDenied):
            commands.withdraw_comment(actor=cast.by_name(who), comment=said, now=NOW)
        return
    commands.withdraw_comment(actor=cast.by_name(who), comment=said, now=NOW)
    (shown,) = queries.discussion_of(area, viewer=cast.mara)
    assert (shown.html, shown.edits, shown.edit_url) == ("<p><em>taken back</em></p>", [], "")


def test_taken_back_a_comment_can_be_brought_back_but_not_edited(cast, area):
    said = comment(cast, area, "Too early")
    _, offer = commands.withdraw_comment(actor=cast.sam, comment=said, now=NOW)
    with pytest.raises(NotNow):
        commands.withdraw_comment(actor=cast.sam, comment=said, now=NOW)
    with pytest.raises(NotNow):
        commands.edit_comment(actor=cast.sam, comment=said, text="Later", revision=None, now=NOW)
    undo.run(token=offer.token, actor=cast.sam, now=NOW)
    assert Comment.objects.get().withdrawn_at is None
    assert [entry.act for entry in trail.history_of(area)] == ["comment.added"]
    assert {entry.act for entry in trail.history_of(said)} == {"comment.restored", "comment.withdrawn"}


def test_what_is_written_is_safe_html(cast, area):
    comment(cast, area, "**Bold** <script>alert(1)</script>")
    (shown,) = queries.discussion_of(area, viewer=cast.sam)
    assert shown.html == "<p><strong>Bold</strong> &lt;script&gt;alert(1)&lt;/script&gt;</p>\n"


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_a_comment_says_something(cast, area, text):
    with pytest.raises(commands.discussing.NothingSaid):
        comment(cast, area, text)


def test_a_comment_is_not_a_thing_to_discuss(cast, area):
    said = comment(cast, area, "One")
    with pytest.raises(commands.discussing.NoDiscussionHere):
        commands.comment(actor=cast.mara, thing=said, text="Two", now=NOW)


def test_following_twice_is_following(cast, area):
    first = commands.follow(actor=cast.sam, thing=area, now=NOW)
    assert commands.follow(actor=cast.sam, thing=area, now=NOW) == first
    assert list(queries.followers_of(area)) == [cast.sam]
    commands.unfollow(actor=cast.sam, follow=first, now=NOW)
    assert list(queries.followers_of(area)) == []


def test_who_answers_for_it_hears_of_an_offer_to_help(cast, area):
    commands.offer_help(actor=cast.sam, thing=area, now=NOW)
    assert told() == [("Mara Marsh", "help-offered")]
    assert [member.name for member in queries.following(thing=area, viewer=cast.sam).helpers] == ["Sam Sanders"]
    with pytest.raises(NotNow):
        commands.offer_help(actor=cast.sam, thing=area, now=NOW)
    assert told() == [("Mara Marsh", "help-offered")]


def test_nobody_unfollows_for_another(cast, area):
    followed = commands.follow(actor=cast.sam, thing=area, now=NOW)
    with pytest.raises(PermissionDenied):
        commands.unfollow(actor=cast.mara, follow=followed, now=NOW)
    assert Follow.objects.count() == 1


def test_a_discussion_is_seen_by_who_sees_the_thing(cast, area):
    said = comment(cast, area, "For all")
    hidden = comment(cast, people.saved_view(member=cast.sam), "For me")
    assert set(queries.comments(viewer=cast.sam)) == {said, hidden}
    assert set(queries.comments(viewer=cast.mara)) == {said}
    assert set(queries.comments(viewer=cast.dan)) == set()


def test_the_database_keeps_what_was_said_before(cast):
    said = commands.comment(actor=cast.sam, thing=people.area(owner=cast.mara), text="First", now=NOW)
    commands.edit_comment(actor=cast.sam, comment=said, text="Second", revision=None, now=NOW)
    before = CommentText.objects.get()
    for change in (lambda: CommentText.objects.update(text="Other"), lambda: CommentText.objects.all().delete()):
        with pytest.raises(IntegrityError, match="are kept as they are"), transaction.atomic():
            change()
    assert CommentText.objects.get().text == before.text == "First"
