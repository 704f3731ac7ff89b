"""What pages do beyond the commands: who sees which, what stays after a refusal, both texts at a conflict."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from apps.people import commands
from apps.people.models import Area, Choice, ChoiceList, ClosedDay, Company, Member
from tests.cast import NOW, client_of
from tests.factories import people as make

READABLE = ["directory", "teams", "areas", "me", "sessions", "tokens", "new_token"]
ADMINS = ["admin", "company", "closed_days", "choices", "members", "invitations", "invite", "misses", "new_team"]


@pytest.mark.parametrize("name", READABLE)
def test_pages_for_all_members(cast, name):
    make.area(owner=cast.sam)
    make.api_token(member=cast.sam)
    make.saved_view(member=cast.sam, page=f"people:{name}")
    found = [client_of(who).get(reverse(f"people:{name}")).status_code for who in (None, cast.dan, cast.sam, cast.ada)]
    assert found == [302, 302, 200, 200]


@pytest.mark.parametrize("name", ADMINS)
def test_pages_for_admins(cast, name):
    make.choice()
    make.choice(retired_at=NOW)
    make.invitation(by=cast.ada)
    ClosedDay.objects.create(on=NOW.date(), name="Closed")
    commands.record_directory_miss(actor=cast.sam, words="swag", now=NOW)
    found = [client_of(cast.by_name(who)).get(reverse(f"people:{name}")).status_code for who in ("olga", "mina", "ada")]
    assert found == [302, 403, 200]


@pytest.mark.parametrize("who", ["sam", "ada"])
def test_pages_of_things(cast, who):
    area = make.area(owner=cast.sam, deputy=cast.sofie)
    make.absence(
        member=cast.sam,
        from_on=timezone.localdate(),
        until_on=timezone.localdate() + timedelta(days=2),
        deputy=cast.mara,
    )
    browser = client_of(cast.by_name(who))
    for member in (cast.sam, cast.dan, cast.ada):
        assert browser.get(reverse("people:member", args=[member.pk])).status_code == 200
    for name, thing in (("area", area), ("team", cast.content)):
        assert browser.get(reverse(f"people:{name}", args=[thing.pk])).status_code == 200
        assert browser.get(reverse(f"people:{name}", args=[uuid4()])).status_code == 404


def test_the_system_is_nobodys_colleague(cast):
    system = Member.objects.system()
    assert client_of(cast.ada).get(reverse("people:member", args=[system.pk])).status_code == 404


def test_a_conflict_shows_both_texts_and_mine_can_still_be_saved(cast):
    area = make.area(owner=cast.sam, name="Pricing", words="prices")
    browser, page = client_of(cast.ada), reverse("people:edit_area", args=[area.pk])
    commands.edit_area(actor=cast.mina, area=area, words="prices, rebates", now=NOW)
    mine = {"name": "Pricing", "words": "prices, discounts", "deputy": "", "revision": 1}
    answer = browser.post(page, mine)
    stale = answer.context["stale"]
    assert (answer.status_code, stale["by"], stale["revision"]) == (412, cast.mina, 2)
    assert [(f["yours"], f["theirs"], f["differs"]) for f in stale["fields"]] == [
        ("Pricing", "Pricing", False),
        ("prices, discounts", "prices, rebates", True),
        ("", "", False),
    ]
    assert browser.post(page, mine | {"revision": 2}).status_code == 302
    assert Area.objects.get().words == "prices, discounts"


def test_choices_of_a_conflict_are_told_in_words(cast):
    browser, page = client_of(cast.ada), reverse("people:edit_member", args=[cast.sam.pk])
    commands.edit_member(actor=cast.ada, member=cast.sam, team=None, now=NOW)
    sent = {
        "name": "Sam",
        "email": "sam@test.example",
        "side": "sales",
        "team": str(cast.field_sales.pk),
        "revision": 1,
    }
    fields = {f["label"]: (f["yours"], f["theirs"]) for f in browser.post(page, sent).context["stale"]["fields"]}
    assert (fields["Side"], fields["Team"]) == (("Sales", "Sales"), ("Field sales", ""))


def test_a_refusal_stands_on_the_form_with_what_was_typed(cast):
    make.area(owner=cast.sam, name="Pricing")
    sent = {"name": "pricing", "words": "rebates", "owner": str(cast.mara.pk)}
    answer = client_of(cast.ada).post(reverse("people:new_area"), sent)
    form = answer.context["form"]
    assert (answer.status_code, form.non_field_errors()) == (422, ["There is already one called “pricing”."])
    assert form["words"].value() == "rebates"


def test_a_refused_button_becomes_a_page_that_says_why(cast):
    choice = make.choice(retired_at=NOW)
    answer = client_of(cast.ada).post(reverse("people:retire_choice", args=[choice.pk]))
    assert (answer.status_code, "is no longer offered" in answer.content.decode()) == (409, True)


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://testserver/admin/choices/?list=persona", ["/admin/choices/?list=persona"]),
        ("http://testserver//elsewhere.example/", ["/elsewhere.example/"]),
        ("http://elsewhere.example/admin/", []),
        ("", []),
    ],
)
def test_a_refusal_leads_back_to_where_the_button_was(cast, referrer, back):
    choice = make.choice(retired_at=NOW)
    refused = reverse("people:retire_choice", args=[choice.pk])
    page = fromstring(client_of(cast.ada).post(refused, headers={"referer": referrer}).content)
    assert page.xpath("//main//a[contains(., 'Back')]/@href") == back


def test_undo_from_the_note_takes_it_back(cast):
    area = make.area(owner=cast.sam)
    browser = client_of(cast.ada)
    page = browser.post(reverse("people:retire_area", args=[area.pk]), follow=True)
    (note,) = list(page.context["messages"])
    token = note.extra_tags.split(" ")[0].removeprefix("undo:")
    answer = browser.post(
        reverse("people:undo"), {"token": token}, headers={"referer": "http://testserver/people/areas/"}
    )
    assert (answer.status_code, answer["Location"], Area.objects.current().count()) == (302, "/people/areas/", 1)
    again = browser.post(reverse("people:undo"), {"token": token})
    assert (again.status_code, "Somebody has changed it since" in again.content.decode()) == (409, True)
    assert client_of(cast.sam).post(reverse("people:undo"), {"token": token}).status_code == 409


def test_away_until_thursday_is_one_tap_and_one_button(cast):
    browser, page = client_of(cast.sam), reverse("people:set_absence", args=[cast.sam.pk])
    taps = browser.get(page).context["form"].fields["until"].choices
    assert (len(taps), taps[0][1]) == (7, "today")
    assert browser.post(page, {"until": taps[2][0]}).status_code == 302
    (absence,) = cast.sam.absences.all()
    assert (absence.from_on.isoformat(), absence.until_on.isoformat()) == (taps[0][0], taps[2][0])
    browser.post(reverse("people:end_absence", args=[absence.pk]))
    assert cast.sam.absences.count() == 0


@pytest.mark.parametrize(
    ("sent", "field"),
    [({}, "until"), ({"until_on": "soon"}, "until_on"), ({"until": "2020-01-01"}, "until")],
)
def test_an_absence_needs_a_last_day(cast, sent, field):
    answer = client_of(cast.sam).post(reverse("people:set_absence", args=[cast.sam.pk]), sent)
    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


def test_the_leave_page_lists_everything_and_hands_it_over(cast):
    pricing, events = make.area(owner=cast.sam, name="Pricing"), make.area(owner=cast.sam, name="Events")
    browser, page = client_of(cast.ada), reverse("people:leave", args=[cast.sam.pk])
    form = browser.get(page).context["form"]
    assert ([one.title for one, _field in form.rows()], form.initial) == (
        ["Events", "Pricing"],
        {"successor": cast.mina},
    )
    refused = browser.post(page, {"successor": str(cast.mina.pk), "to_1": "nobody@test.example"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["to_1"])
    assert browser.post(page, {"successor": str(cast.mina.pk), "to_1": "mara@test.example"}).status_code == 302
    for area in (pricing, events):
        area.refresh_from_db()
    assert (events.owner, pricing.owner) == (cast.mina, cast.mara)
    assert browser.get(page).status_code == 404


def test_a_token_is_shown_once_and_stays_in_no_cache(cast):
    browser = client_of(cast.sam)
    answer = browser.post(reverse("people:new_token"), {"name": "Report", "scopes": ["read"], "days": "30"})
    secret = answer.context["secret"]
    assert (answer.status_code, secret in answer.content.decode()) == (201, True)
    assert "no-store" in answer["Cache-Control"]
    assert secret not in browser.get(reverse("people:tokens")).content.decode()


def test_look_and_language_are_the_members(cast):
    browser = client_of(cast.sam)
    answer = browser.post(reverse("people:set_theme"), {"theme": "dark", "next": "/people/?q=x"})
    assert (answer["Location"], Member.objects.get(pk=cast.sam.pk).theme) == ("/people/?q=x", "dark")
    assert (
        browser.post(reverse("people:set_theme"), {"theme": "pink", "next": "https://evil.example/"})["Location"] == "/"
    )
    assert Member.objects.get(pk=cast.sam.pk).theme == "dark"


def test_profile_and_photo(cast):
    browser, page = client_of(cast.sam), reverse("people:me")
    form = browser.get(page).context["form"]
    sent = {name: "" if value is None else value for name, value in form.initial.items() if value is not False}
    assert browser.post(page, sent | {"name": "Samuel"}).status_code == 302
    photo = make.upload()
    assert browser.post(reverse("people:set_photo"), {"photo": photo}).status_code == 302
    shown = client_of(cast.mara).get(reverse("people:photo", args=[cast.sam.pk]))
    assert (shown.status_code, shown["Content-Type"], Member.objects.get(pk=cast.sam.pk).name) == (
        200,
        "image/webp",
        "Samuel",
    )
    assert browser.post(reverse("people:remove_photo")).status_code == 302
    assert client_of(cast.mara).get(reverse("people:photo", args=[cast.sam.pk])).status_code == 404


def test_settings_days_and_choices_by_their_pages(cast):
    browser = client_of(cast.ada)
    form = browser.get(reverse("people:company")).context["form"]
    sent = {name: "" if value is None else value for name, value in form.initial.items()}
    assert browser.post(reverse("people:company"), sent | {"name": "New & Co"}).status_code == 302
    browser.post(reverse("people:closed_days"), {"on": "2026-12-24", "name": "Christmas Eve"})
    for label in ("Buyer", "Owner"):
        browser.post(reverse("people:add_choice"), {"list": "persona", "label": label})
    owner = Choice.objects.get(label="Owner")
    browser.post(reverse("people:move_choice", args=[owner.pk]), {"to": "up"})
    assert Company.objects.get().name == "New & Co"
    assert list(ClosedDay.objects.values_list("name", flat=True)) == ["Christmas Eve"]
    assert list(Choice.objects.of(ChoiceList.PERSONA).values_list("label", flat=True)) == ["Owner", "Buyer"]


@pytest.mark.parametrize(("who", "expected"), {"sam": 403, "mina": 200, "ada": 200}.items())
def test_who_makes_areas(cast, who, expected):
    assert client_of(cast.by_name(who)).get(reverse("people:new_area")).status_code == expected


def test_what_changes_something_is_never_a_get(cast):
    area, choice = make.area(owner=cast.sam), make.choice()
    pages = [
        reverse("people:retire_area", args=[area.pk]),
        reverse("people:retire_choice", args=[choice.pk]),
        reverse("people:end_other_sessions"),
        reverse("people:undo"),
        reverse("people:set_theme"),
    ]
    assert {client_of(cast.ada).get(page).status_code for page in pages} == {405}


def test_a_character_that_cannot_be_kept_is_a_clear_no(cast):
    browser = client_of(cast.sam)
    assert browser.get(reverse("people:directory"), {"q": "Pri\0cing"}).status_code == 200
    answer = browser.post(reverse("people:save_view", args=["goals:tasks"]), {"name": "a\0b", "query": "mine=true"})
    assert (answer.status_code, "can't be kept" in unescape(answer.content.decode())) == (400, True)
