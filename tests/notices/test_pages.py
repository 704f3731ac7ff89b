"""The inbox, choices, discussion and sent mail as people meet them."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client

from apps.notices import commands, queries, unsubscribing
from apps.notices.models import Comment, Delivery, Follow, Notice, Preference
from tests.cast import NOW, client_of
from tests.factories import people
from tests.walker import Walker

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kinds(notice_kind):
    notice_kind("test-at-once", rhythm="at_once")


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Pricing one-pagers")


def post(cast, area, to=None, now=NOW):
    return commands.post(to=to or [cast.sam], kind="test-at-once", about=area, actor=cast.ada, now=now)


def test_an_empty_inbox_says_so(cast):
    Walker(cast.sam).open("/").reads("Nothing waits for you.", "Nothing yet.")


def test_opening_a_notice_leads_to_the_thing_and_reads_it(cast, area):
    (notice,) = post(cast, area)
    walk = Walker(cast.sam).open("/inbox/").reads("New", "Ada Adler did it with “Pricing one-pagers”")
    walk.follow("Ada Adler did it with “Pricing one-pagers”").reads("Pricing one-pagers")
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_all_can_be_marked_read_and_that_undone(cast, area):
    post(cast, area)
    post(cast, people.area(owner=cast.mara, name="Events"))
    walk = Walker(cast.sam).open("/inbox/").press("Mark all as read").reads("2 notices marked as read.")
    assert Notice.objects.unread().count() == 0
    walk.press("Undo")
    assert Notice.objects.unread().count() == 2


def test_one_is_marked_read_without_leaving_the_page(cast, area):
    (notice,) = post(cast, area)
    client = client_of(cast.sam)
    answer = client.post(f"/notices/{notice.pk}/read/", headers={"HX-Request": "true"})
    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert "Mark as read" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/notices/{}/", "/notices/{}/read/"])
def test_nobody_reads_anothers_inbox(cast, area, path):
    (notice,) = post(cast, area)
    client = client_of(cast.ada)
    url = path.format(notice.pk)
    answer = client.post(url) if url.endswith("read/") else client.get(url)
    assert answer.status_code == 404
    assert Notice.objects.unread().count() == 1


def test_only_unread_ones_are_shown_where_that_is_asked(cast, area):
    (read,) = post(cast, area)
    commands.mark_read(actor=cast.sam, notice=read, now=NOW)
    post(cast, people.area(owner=cast.mara, name="Events"))
    Walker(cast.sam).open("/inbox/?unread=on").reads("“Events”").does_not_read("“Pricing one-pagers”")


def test_the_inbox_costs_as_many_queries_with_one_notice_as_with_thirty(cast, area, django_assert_num_queries):
    """One for the notices, one for each kind of thing they are about; the rest is every page's."""
    client = client_of(cast.sam)
    post(cast, area)
    client.get("/inbox/")
    with django_assert_num_queries(7):
        client.get("/inbox/")
    for number in range(29):
        post(cast, people.area(owner=cast.mara, name=f"Area {number}"), now=NOW + timedelta(seconds=number))
    with django_assert_num_queries(7):
        client.get("/inbox/")


def test_beside_the_inbox_no_more_than_99_are_counted(cast, area):
    """The number stands on every page, so counting it must not cost more the longer an inbox was left alone."""
    client = client_of(cast.sam)
    told = {"recipient": cast.sam, "kind": "area-owner", "about_kind": "area", "about_id": area.pk}
    for more, shown in ((99, "99<"), (21, "99+<")):
        Notice.objects.bulk_create(Notice(actor=cast.mara, at=NOW, **told) for _ in range(more))
        assert f'<span class="count">{shown}' in client.get("/tasks/").text
    assert queries.unread_count(viewer=cast.sam) == 100
    cast.sam.is_active = False
    assert queries.unread_count(viewer=cast.sam) == 0


def test_choices_are_kept(cast):
    walk = Walker(cast.sam).open("/notices/preferences/").reads("What I hear of")
    walk.press("Save", comment="never").reads("Your choices are kept.")
    assert list(Preference.objects.values_list("member__name", "kind", "rhythm")) == [
        ("Sam Sanders", "comment", "never")
    ]


def unsubscribe_path(member, *kinds):
    return urlsplit(unsubscribing.link(member, kinds)).path


def test_one_click_stops_a_kind_of_mail_without_signing_in(cast):
    client = Client(enforce_csrf_checks=True)
    path = unsubscribe_path(cast.sam, "mention", "comment")
    answer = client.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert sorted(Preference.objects.values_list("member__name", "kind", "rhythm")) == [
        ("Sam Sanders", "comment", "never"),
        ("Sam Sanders", "mention", "never"),
    ]


def test_looking_at_the_link_stops_nothing_yet(cast):
    walk = Walker().open(unsubscribe_path(cast.sam, "mention")).reads("Stop these mails?", "Somebody mentions me")
    assert Preference.objects.count() == 0
    walk.press("Stop these mails").reads("No more mails of this kind")
    assert Preference.objects.count() == 1


@pytest.mark.parametrize("spoil", [lambda path: path[:-4] + "aaa/", lambda path: "/notices/unsubscribe/nothing/"])
def test_a_broken_link_stops_nothing(cast, spoil):
    answer = Client().post(spoil(unsubscribe_path(cast.sam, "mention")))
    assert (answer.status_code, Preference.objects.count()) == (404, 0)


def test_a_comment_by_a_plain_form_leads_back_to_it(cast, area):
    client = client_of(cast.sam)
    answer = client.post(f"/comments/area/{area.pk}/", {"text": "Is it right?"})
    said = Comment.objects.get()
    assert answer["Location"] == f"/people/areas/{area.pk}/#comment-{said.pk}"


def test_an_empty_comment_is_asked_for_again(cast, area):
    answer = client_of(cast.sam).post(f"/comments/area/{area.pk}/", {"text": " "})
    assert (answer.status_code, Comment.objects.count()) == (422, 0)
    assert "Write what you want to say first." in answer.content.decode()


def test_with_htmx_the_discussion_comes_back(cast, area):
    answer = client_of(cast.sam).post(
        f"/comments/area/{area.pk}/", {"text": "Is it right?"}, headers={"HX-Request": "true"}
    )
    body = answer.content.decode()
    assert (answer.status_code, "<html" in body, "Is it right?" in body) == (200, False, True)


@pytest.mark.parametrize("path", ["comments", "follow", "help", "unfollow"])
def test_what_cannot_be_seen_cannot_be_spoken_of(cast, path):
    view = people.saved_view(member=cast.sam)
    assert client_of(cast.mara).post(f"/{path}/saved-view/{view.pk}/", {"text": "Oh"}).status_code == 404
    assert client_of(cast.mara).post(f"/{path}/no-such-kind/{view.pk}/", {"text": "Oh"}).status_code == 404


def test_editing_over_a_newer_text_shows_both(cast, area):
    said = commands.comment(actor=cast.sam, thing=area, text="One", now=NOW)
    walk = Walker(cast.sam).open(f"/comments/{said.pk}/edit/")
    commands.edit_comment(actor=cast.sam, comment=said, text="Two", revision=said.revision, now=NOW)
    walk.press("Save", text="Three", expect=412).reads("Yours", "Three", "Theirs now", "Two")
    walk.press("Save mine over it")
    assert Comment.objects.get().text == "Three"


def test_only_who_may_touch_a_comment_finds_its_page(cast, area):
    said = commands.comment(actor=cast.sam, thing=area, text="One", now=NOW)
    pages = {name: client_of(cast.by_name(name)).get(f"/comments/{said.pk}/edit/").status_code for name in
             ("sam", "ada", "mara", "olga")}  # fmt: skip
    assert pages == {"sam": 200, "ada": 200, "mara": 403, "olga": 302}


def test_a_comment_is_taken_back_and_brought_back(cast, area):
    said = commands.comment(actor=cast.sam, thing=area, text="One", now=NOW)
    walk = Walker(cast.sam).open(f"/comments/{said.pk}/edit/").press("Take it back")
    assert Comment.objects.get().withdrawn_at is not None
    walk.press("Undo")
    assert Comment.objects.get().withdrawn_at is None


def test_following_and_helping_by_button(cast, area):
    client = client_of(cast.sam)
    assert client.post(f"/follow/area/{area.pk}/")["Location"] == f"/people/areas/{area.pk}/"
    answer = client.post(f"/help/area/{area.pk}/", headers={"HX-Request": "true"})
    assert "Can help:" in answer.content.decode()
    client.post(f"/unfollow/area/{area.pk}/")
    assert Follow.objects.count() == 0
    assert client.post(f"/unfollow/area/{area.pk}/").status_code == 404


def test_admins_read_kept_mails_and_nobody_else(cast, area, settings):
    settings.SMTP = None
    post(cast, area)
    commands.deliver(now=NOW)
    kept = Delivery.objects.get()
    walk = Walker(cast.ada).open("/admin/sent-mail/").reads("No mail server is set", "Kept here")
    walk.follow("Ada Adler did it with “Pricing one-pagers”").reads("Hello Sam Sanders,")
    for name, expected in {"mina": 403, "sam": 403, "eva": 403, "olga": 302}.items():
        client = client_of(cast.by_name(name))
        assert client.get("/admin/sent-mail/").status_code == expected
        assert client.get(f"/admin/sent-mail/{kept.pk}/").status_code == expected
        assert client.post(f"/admin/sent-mail/{kept.pk}/send-again/").status_code == expected


def test_a_mail_given_up_is_sent_again_from_its_page(cast, area, mail_server):
    post(cast, area)
    commands.deliver(now=NOW)
    Delivery.objects.update(state="parked", sent_at=None, last_error="451 busy")
    mail_server.mails.clear()
    walk = Walker(cast.ada).open("/admin/sent-mail/?state=parked").reads("Given up", "451 busy")
    walk.follow("Ada Adler did it with “Pricing one-pagers”").press("Send again").reads("It is on its way again.")
    assert Delivery.objects.get().state == "retrying"
    walk.reads("sent it again")


def test_sent_mail_costs_as_many_queries_with_one_as_with_thirty(cast, area, mail_server, django_assert_num_queries):
    client = client_of(cast.ada)
    post(cast, area)
    commands.deliver(now=NOW)
    client.get("/admin/sent-mail/")
    with django_assert_num_queries(7):
        client.get("/admin/sent-mail/")
    post(cast, area, to=[people.member() for _ in range(29)])
    commands.deliver(now=NOW)
    with django_assert_num_queries(7):
        client.get("/admin/sent-mail/")


def test_a_search_for_somebody_finds_their_mails(cast, area, mail_server):
    post(cast, area, to=[cast.sam, cast.sofie])
    commands.deliver(now=NOW)
    Walker(cast.ada).open("/admin/sent-mail/?to=sofie").reads("Sofie Sommer").does_not_read("Sam Sanders")
