"""Inbox, discussion, follow and sent mail at the machine's door; what every operation keeps is tested for all."""

import pytest

from apps.notices import commands
from apps.notices.models import Comment, Delivery, Follow, Notice, Preference
from tests.cast import NOW, client_of
from tests.factories import goals as make
from tests.factories import people

pytestmark = pytest.mark.django_db
API = "/api/v1"


@pytest.fixture(autouse=True)
def kinds(notice_kind):
    notice_kind("test-at-once", rhythm="at_once")


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Pricing one-pagers")


def call(member, method, path, body=None, **headers):
    send = getattr(client_of(member), method)
    return send(f"{API}{path}", body, content_type="application/json", headers=headers)


def post(cast, area, to=None):
    return commands.post(to=to or [cast.sam], kind="test-at-once", about=area, actor=cast.ada, now=NOW)


def about(area):
    return {"kind": "area", "id": str(area.pk)}


def test_my_notices_are_mine_alone(cast, area):
    (notice,) = post(cast, area)
    (shown,) = call(cast.sam, "get", "/notices/?unread=true").json()["results"]
    assert shown == {
        "id": str(notice.pk),
        "kind": "test-at-once",
        "about": about(area),
        "actor": {"id": str(cast.ada.pk), "name": "Ada Adler"},
        "instead_of": None,
        "facts": {},
        "at": "2026-03-10T09:00:00Z",
        "read_at": None,
        "folded": [],
    }
    assert call(cast.ada, "get", "/notices/").json()["results"] == []
    assert call(cast.ada, "post", f"/notices/{notice.pk}/read/").status_code == 404


def test_one_is_read_then_all_and_that_taken_back(cast, area):
    (first,) = post(cast, area)
    post(cast, people.area(owner=cast.mara))
    assert call(cast.sam, "post", f"/notices/{first.pk}/read/").json()["read_at"] is not None
    answer = call(cast.sam, "post", "/notices/read/")
    assert (answer.status_code, Notice.objects.unread().count()) == (204, 0)
    call(cast.sam, "post", "/undo/", {"token": answer["Accord-Undo"]})
    assert Notice.objects.unread().count() == 1


def test_what_waits_for_me_is_read_as_the_inbox_shows_it(cast):
    task = make.offered(by=cast.mina, to=cast.sam, title="Case study: Lyon", now=NOW)
    (waits,) = call(cast.sam, "get", "/waiting/").json()["results"]
    assert waits == {
        "kind": "task-offered",
        "what": "A task waits for an answer",
        "about": {"kind": "task", "id": str(task.pk)},
        "title": "Case study: Lyon",
        "due_at": "2026-03-12T09:00:00Z",
        "since": "2026-03-10T09:00:00Z",
        "waiting_for": {"id": str(cast.mina.pk), "name": "Mina Minot"},
    }


def test_a_comment_is_made_edited_and_taken_back(cast, area):
    made = call(cast.sam, "post", "/comments/", {"about": about(area), "text": "One"})
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    url = f"/comments/{made.json()['id']}/"
    edited = call(cast.sam, "patch", url, {"text": "Two"}, **{"If-Match": '"1"'})
    assert [edited.json()["text"], [older["text"] for older in edited.json()["older_texts"]]] == ["Two", ["One"]]
    stale = call(cast.sam, "patch", url, {"text": "Three"}, **{"If-Match": '"1"'})
    assert (stale.status_code, Comment.objects.get().text) == (412, "Two")
    assert call(cast.mara, "patch", url, {"text": "Four"}, **{"If-Match": '"2"'}).status_code == 403
    taken_back = call(cast.sam, "post", f"{url}withdraw/")
    assert (taken_back.json()["text"], taken_back.json()["older_texts"]) == ("", [])
    assert "Accord-Undo" in taken_back


def test_comments_are_listed_for_their_thing(cast, area):
    commands.comment(actor=cast.sam, thing=area, text="Here", now=NOW)
    commands.comment(actor=cast.sam, thing=people.area(owner=cast.mara), text="Elsewhere", now=NOW)
    found = call(cast.mara, "get", f"/comments/?about_kind=area&about_id={area.pk}").json()["results"]
    assert [comment["text"] for comment in found] == ["Here"]


def test_what_cannot_be_seen_cannot_be_spoken_of(cast):
    view = people.saved_view(member=cast.sam)
    body = {"about": {"kind": "saved-view", "id": str(view.pk)}, "text": "Oh"}
    assert call(cast.mara, "post", "/comments/", body).status_code == 400
    assert Comment.objects.count() == 0


def test_follow_help_and_leave(cast, area):
    made = call(cast.sam, "post", "/follows/", {"about": about(area)})
    assert (made.status_code, made.json()["helping"]) == (201, False)
    assert call(cast.sam, "post", "/follows/help/", {"about": about(area)}).json()["helping"] is True
    assert call(cast.sam, "post", "/follows/help/", {"about": about(area)}).status_code == 409
    assert call(cast.mara, "post", f"/follows/{made.json()['id']}/unfollow/").status_code == 404
    assert call(cast.sam, "post", f"/follows/{made.json()['id']}/unfollow/").status_code == 204
    assert Follow.objects.count() == 0


def test_choosing_a_rhythm(cast):
    answer = call(cast.sam, "post", "/preferences/", {"kind": "comment", "rhythm": "never"})
    assert (answer.status_code, answer.json()["rhythm"]) == (201, "never")
    call(cast.sam, "post", "/preferences/", {"kind": "comment", "rhythm": "daily"})
    assert list(Preference.objects.values_list("kind", "rhythm")) == [("comment", "daily")]
    assert call(cast.sam, "post", "/preferences/", {"kind": "nonsense", "rhythm": "never"}).status_code == 400


def test_sent_mail_is_for_admins(cast, area, mail_server):
    post(cast, area)
    commands.deliver(now=NOW)
    (shown,) = call(cast.ada, "get", "/deliveries/?state=sent").json()["results"]
    assert (shown["to_address"], shown["state"]) == ("sam@test.example", "sent")
    url = f"/deliveries/{shown['id']}/"
    assert call(cast.ada, "get", url).json()["body_text"] == ""
    assert call(cast.ada, "post", f"{url}send-again/").status_code == 409
    Delivery.objects.update(state="parked", sent_at=None)
    assert call(cast.ada, "post", f"{url}send-again/").json()["state"] == "retrying"
    assert call(cast.mina, "get", "/deliveries/").json()["results"] == []
    assert call(cast.mina, "get", url).status_code == 404
