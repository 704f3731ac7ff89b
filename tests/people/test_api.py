"""The machine's door to people: the same commands, the same refusals, and what only a session may."""

import json

import pytest
from django.urls import reverse

from apps.people.models import ApiToken, Area, Choice, Company, Member, SavedView, Team
from tests.cast import client_of
from tests.factories import people as make
from tests.machine import Caller, make_token


@pytest.fixture
def ada(cast) -> Caller:
    return Caller(make_token(cast.ada, "write"))


@pytest.fixture
def sam(cast) -> Caller:
    return Caller(make_token(cast.sam, "write"))


def in_browser(member, method: str, path: str, body=None):
    """The same call from a browser in which `member` is signed in."""
    sent = json.dumps(body or {})
    return client_of(member).generic(method, f"/api/v1/{path}", sent, content_type="application/json")


def test_me(cast, sam):
    mine = sam("GET", "me/")
    assert (mine.status_code, mine.json()["email"], mine["ETag"]) == (200, "sam@test.example", '"1"')
    changed = sam("PATCH", "me/", {"theme": "dark", "time_zone": "Europe/Paris"}, if_match='"1"')
    assert (changed.json()["theme"], changed.json()["time_zone"], changed["ETag"]) == ("dark", "Europe/Paris", '"2"')
    assert sam("PATCH", "me/", {"theme": "light"}, if_match='"1"').status_code == 412
    assert sam("PATCH", "me/", {"time_zone": "Mars/Olympus"}, if_match='"2"').status_code == 400


def test_a_photo_goes_in_as_a_file(cast):
    secret = make_token(cast.sam, "write")
    browser = client_of(None)
    sent = {"photo": make.upload()}
    answer = browser.post("/api/v1/me/set-photo/", sent, headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, bool(Member.objects.get(pk=cast.sam.pk).photo)) == (200, True)
    assert Caller(secret)("POST", "me/remove-photo/").status_code == 200
    assert Caller(secret)("POST", "me/remove-photo/").json()["code"] == "no-photo"


def test_members_are_edited_and_let_go_by_admins(cast, ada, sam):
    path = f"members/{cast.milo.pk}/"
    assert sam("PATCH", path, {"job_title": "Editor"}, if_match='"1"').status_code == 403
    assert ada("PATCH", path, {"job_title": "Editor"}, if_match='"1"').json()["job_title"] == "Editor"
    area, other = make.area(owner=cast.milo), make.area(owner=cast.milo)
    named = [{"about": {"kind": "area", "id": str(area.pk)}, "to": str(cast.mara.pk)}]
    left = ada("POST", f"{path}leave/", {"successor": str(cast.sofie.pk), "successors": named})
    assert (left.status_code, left.json()["is_active"]) == (200, False)
    assert [Area.objects.get(pk=one.pk).owner for one in (area, other)] == [cast.mara, cast.sofie]
    assert ada("POST", f"{path}leave/", {}).json()["code"] == "already-left"
    assert ada("POST", f"{path}erase/").json()["name"] == "Former colleague 1"


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "members/{sam}/change-roles/", {"roles": ["salesperson", "manager"]}),
        ("POST", "invitations/", {"email": "n@test.example", "name": "N", "side": "sales", "roles": ["admin"]}),
        ("POST", "tokens/", {"name": "More", "scopes": ["write"]}),
        ("GET", "tokens/", None),
        ("GET", "sessions/", None),
        ("POST", "sessions/end-others/", {}),
    ],
)
def test_a_token_never_does_what_only_a_session_may(cast, ada, method, path, body):
    path = path.format(sam=cast.sam.pk)
    by_token, by_session = ada(method, path, body), in_browser(cast.ada, method, path, body)
    assert (by_token.status_code, by_token.json()["code"]) == (403, "session-only")
    assert by_session.status_code in {200, 201, 204}


def test_a_new_tokens_secret_is_answered_once_and_works(cast):
    made = in_browser(cast.sam, "POST", "tokens/", {"name": "Report", "scopes": ["read"], "days": 7}).json()
    assert (made["name"], made["scopes"]) == ("Report", ["read"])
    assert Caller(made["secret"])("GET", "me/").status_code == 200
    (listed,) = in_browser(cast.sam, "GET", "tokens/").json()["results"]
    assert "secret" not in listed
    assert in_browser(cast.sam, "POST", f"tokens/{made['id']}/revoke/").status_code == 204
    assert Caller(made["secret"])("GET", "me/").status_code == 401
    assert ApiToken.objects.get().revoked_at is not None


def test_sessions_are_ended_by_their_owner(cast):
    there = client_of(cast.sam)
    there.get(reverse("people:me"))
    (session,) = in_browser(cast.sam, "GET", "sessions/").json()["results"][-1:]
    assert in_browser(cast.mara, "POST", "sessions/end/", {"session": session["id"]}).status_code == 404
    assert in_browser(cast.sam, "POST", "sessions/end/", {"session": session["id"]}).status_code == 204
    assert in_browser(cast.sam, "POST", "sessions/end-others/").status_code == 204
    assert there.get(reverse("people:me")).status_code == 302


def test_teams(cast, ada):
    sent = {"name": "Inside sales", "side": "sales", "lead": str(cast.mina.pk), "liaisons": [str(cast.mara.pk)]}
    made = ada("POST", "teams/", sent)
    assert (made.status_code, made.json()["liaisons"]) == (201, [{"id": str(cast.mara.pk), "name": "Mara Marsh"}])
    path = f"teams/{made.json()['id']}/"
    edited = ada("PATCH", path, {"liaisons": []}, if_match=made["ETag"])
    assert (edited.status_code, edited.json()["liaisons"], Team.objects.count()) == (200, [], 3)
    assert ada("PATCH", path, {"name": "Content"}, if_match=edited["ETag"]).json()["code"] == "name-taken"


def test_areas_and_the_directory(cast, ada, sam):
    sent = {"name": "Pricing", "words": "rebates", "owner": str(cast.sam.pk), "deputy": str(cast.sofie.pk)}
    made = ada("POST", "areas/", sent).json()
    path = f"areas/{made['id']}/"
    assert sam("POST", f"{path}hand-over/", {"to": str(cast.sofie.pk)}).status_code == 403
    (answerer,) = sam("GET", "directory/?q=rebate").json()["results"]
    assert (answerer["member"]["name"], answerer["because"]) == ("Sam Sanders", "owns Pricing")
    handed = ada("POST", f"{path}hand-over/", {"to": str(cast.sofie.pk)}).json()
    assert (handed["owner"]["name"], handed["deputy"]) == ("Sofie Sommer", None)
    retired = ada("POST", f"{path}retire/")
    assert sam("GET", "directory/?q=rebate").json()["results"] == []
    assert ada("POST", "undo/", {"token": retired["Accord-Undo"]}).status_code == 204
    assert Area.objects.current().count() == 1
    words = [entry["words"] for entry in sam("GET", f"{path}history/").json()["results"]]
    assert words[0] == "put it back into the directory"


def test_company_closed_days_and_choices(cast, ada, sam):
    assert sam("GET", "company/").status_code == 404
    company = ada("GET", "company/")
    edited = ada("PATCH", "company/", {"work_days": [4, 0, 0], "opens": "08:00:00"}, if_match=company["ETag"])
    assert (edited.json()["work_days"], edited.json()["opens"]) == ([0, 4], "08:00:00")
    assert (
        ada("PATCH", "company/", {"opens": "20:00:00"}, if_match=edited["ETag"]).json()["code"] == "hours-in-disorder"
    )
    day = ada("POST", "closed-days/", {"on": "2026-12-24", "name": "Christmas Eve"}).json()
    assert [one["name"] for one in sam("GET", "closed-days/").json()["results"]] == ["Christmas Eve"]
    assert ada("POST", f"closed-days/{day['id']}/remove/").status_code == 204
    choices = [ada("POST", "choices/", {"list": "persona", "label": label}).json() for label in ("Buyer", "Owner")]
    ada("POST", f"choices/{choices[1]['id']}/move/", {"position": 1})
    ada("POST", f"choices/{choices[0]['id']}/retire/")
    ada("PATCH", f"choices/{choices[1]['id']}/", {"label": "Proprietor"}, if_match='"2"')
    listed = sam("GET", "choices/?list=persona&current=true").json()["results"]
    assert [(one["label"], one["position"]) for one in listed] == [("Proprietor", 1)]
    assert (Choice.objects.count(), Company.objects.get().revision) == (2, 2)


def test_absences(cast, sam):
    sent = {"member": str(cast.sam.pk), "until_on": "2099-01-01"}
    made = sam("POST", "absences/", sent)
    assert made.status_code == 201
    assert sam("POST", "absences/", sent | {"member": str(cast.mara.pk)}).status_code == 403
    assert sam("POST", f"absences/{made.json()['id']}/end/").status_code in {200, 204}
    assert cast.sam.absences.count() == 0


def test_invitations(cast, ada):
    sent = {"email": "nora@test.example", "name": "Nora", "side": "sales", "roles": ["salesperson"]}
    made = in_browser(cast.ada, "POST", "invitations/", sent).json()
    assert "token" not in json.dumps(made)
    assert in_browser(cast.ada, "POST", f"invitations/{made['id']}/resend/").status_code == 200
    assert in_browser(cast.ada, "POST", f"invitations/{made['id']}/withdraw/").status_code == 200
    again = in_browser(cast.ada, "POST", f"invitations/{made['id']}/resend/")
    assert (again.status_code, again.json()["code"]) == (409, "invitation-closed")
    assert Caller(make_token(cast.sam))("GET", f"invitations/{made['id']}/").status_code in {403, 404}


def test_saved_views(cast, sam):
    made = sam("POST", "saved-views/", {"page": "people:areas", "name": "Sales", "query": "side=sales"})
    make.saved_view(member=cast.mara)
    assert [one["name"] for one in sam("GET", "saved-views/").json()["results"]] == ["Sales"]
    assert sam("POST", f"saved-views/{made.json()['id']}/delete/").status_code == 204
    assert list(SavedView.objects.values_list("member", flat=True)) == [cast.mara.pk]


def test_a_read_only_token_changes_nothing(cast):
    reader = Caller(make_token(cast.ada, "read"))
    assert reader("GET", "members/").status_code == 200
    assert reader("POST", "closed-days/", {"on": "2026-12-24", "name": "x"}).status_code == 403


def test_leavers_tokens_die_with_their_account(cast):
    secret = make_token(cast.dan, "write")
    assert Caller(secret)("GET", "me/").status_code == 401
