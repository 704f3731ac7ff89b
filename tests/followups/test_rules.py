"""The company's rules, and putting off, by page and by API."""

import pytest

from apps.core import paging
from apps.followups import commands
from apps.followups.models import Rule, Snooze
from tests.cast import NOW, client_of
from tests.factories import goals as make
from tests.walker import Walker

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(cast):
    return next(rule for rule in commands.ensure_rules(now=NOW) if rule.kind == "task-overdue")


def call(member, method, path, body=None, **headers):
    send = getattr(client_of(member), method)
    return send(f"/api/v1{path}", body, content_type="application/json", headers=headers)


def test_rules_begin_with_the_defaults_of_their_kinds(cast, rule):
    assert (rule.is_on, rule.lead_hours, rule.repeat_days, rule.tells_who_waits) == (True, 0, [2, 5], True)
    assert commands.ensure_rules(now=NOW) == list(Rule.objects.order_by("kind"))


def test_an_admin_changes_a_rule_and_it_is_on_record(cast, rule):
    walk = Walker(cast.ada).open("/admin/follow-ups/").reads("A task is past its date", "2, 5 working days")
    walk.follow("A task is past its date").press("Save", repeat_days="1, 3, 7").reads("1, 3, 7 working days")
    assert Rule.objects.get(pk=rule.pk).repeat_days == [1, 3, 7]
    walk.follow("A task is past its date").reads("changed when it is reminded of")


def test_what_the_rules_refuse_stands_beside_the_form(cast, rule):
    walk = Walker(cast.ada).open(f"/admin/follow-ups/{rule.pk}/")
    walk.press("Save", repeat_days="3, 4", expect=422).reads("Each repeat comes as far after the last one")
    assert Rule.objects.get(pk=rule.pk).repeat_days == [2, 5]


def test_over_a_newer_rule_nothing_is_saved(cast, rule):
    walk = Walker(cast.ada).open(f"/admin/follow-ups/{rule.pk}/")
    Rule.objects.filter(pk=rule.pk).update(repeat_days=[4])
    walk.press("Save", repeat_days="1, 3", expect=412).reads("Theirs now")
    assert Rule.objects.get(pk=rule.pk).repeat_days == [4]


@pytest.mark.parametrize(("who", "expected"), [("ada", 200), ("mina", 403), ("sam", 403), ("olga", 302)])
def test_rules_are_for_admins(cast, rule, who, expected):
    client = client_of(cast.by_name(who))
    assert client.get("/admin/follow-ups/").status_code == expected
    assert client.get(f"/admin/follow-ups/{rule.pk}/").status_code == expected


def test_rules_are_narrowed_to_those_that_are_off(cast, rule):
    Rule.objects.filter(pk=rule.pk).update(is_on=False)
    walk = Walker(cast.ada)
    off, on = (walk.open(f"/admin/follow-ups/?is_on={choice}").rows() for choice in ("false", "true"))
    assert [[row.startswith("A task is past its date") for row in rows].count(True) for rows in (off, on)] == [1, 0]
    assert (len(off), len(off) + len(on)) == (1, Rule.objects.count())


def test_the_rules_page_costs_the_same_with_more_rules(cast, rule, django_assert_num_queries):
    client = client_of(cast.ada)
    client.get("/admin/follow-ups/")
    with django_assert_num_queries(6):
        client.get("/admin/follow-ups/")
    # As many as a page takes: of more, one query counts the pages.
    Rule.objects.bulk_create([Rule(kind=f"kind-{number}") for number in range(paging.SIZE - Rule.objects.count())])
    with django_assert_num_queries(6):
        client.get("/admin/follow-ups/")


def test_a_rule_by_api_takes_what_is_sent_and_keeps_the_rest(cast, rule):
    edited = call(cast.ada, "patch", f"/follow-up-rules/{rule.pk}/", {"lead_hours": 8}, **{"If-Match": '"1"'})
    assert (edited.status_code, edited.json()["lead_hours"], edited.json()["repeat_days"]) == (200, 8, [2, 5])
    refused = call(cast.ada, "patch", f"/follow-up-rules/{rule.pk}/", {"repeat_days": [3, 4]}, **{"If-Match": '"2"'})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:accord:problem:repeats-not-further-apart")
    assert call(cast.mina, "get", "/follow-up-rules/").json()["results"] == []


def test_what_waits_is_put_off_and_taken_up_again(cast):
    task = make.offered(by=cast.mina, to=cast.sam, title="Case study: Lyon")
    walk = Walker(cast.sam).open("/").reads("My work", "Case study: Lyon", "Mina Minot has been waiting since")
    walk.press("In three working days").reads("You will be reminded of it again on")
    assert list(Snooze.objects.values_list("member__name", "kind", "about_id")) == [
        ("Sam Sanders", "task-offered", task.pk)
    ]
    walk.press("Remind me as before: Case study: Lyon").reads("You will be reminded of it as before.")
    assert Snooze.objects.open().count() == 0
    walk.press("In a week").press("Undo")
    assert Snooze.objects.open().count() == 0


def test_only_my_own_snooze_is_mine_to_end(cast):
    make.offered(by=cast.mina, to=cast.sam)
    Walker(cast.sam).open("/").press("In one working day")
    snooze = Snooze.objects.get()
    assert client_of(cast.mina).post(f"/follow-ups/{snooze.pk}/wake/").status_code == 404
    assert Snooze.objects.open().count() == 1


def test_what_does_not_wait_for_me_cannot_be_put_off(cast):
    task = make.offered(by=cast.mina, to=cast.sam)
    url = f"/follow-ups/snooze/task-offered/task/{task.pk}/"
    assert client_of(cast.mara).post(url, {"days": 1}).status_code == 409
    assert client_of(cast.sam).post(url, {"days": "soon"}).status_code == 404


def test_putting_off_by_api(cast):
    task = make.offered(by=cast.mina, to=cast.sam)
    body = {"kind": "task-offered", "about": {"kind": "task", "id": str(task.pk)}, "days": 3}
    made = call(cast.sam, "post", "/snoozes/", body)
    assert made.status_code == 201
    assert [one["id"] for one in call(cast.sam, "get", "/snoozes/").json()["results"]] == [made.json()["id"]]
    assert call(cast.sam, "post", f"/snoozes/{made.json()['id']}/wake/").status_code == 204
    assert call(cast.sam, "get", "/snoozes/").json()["results"] == []
    assert call(cast.mara, "post", "/snoozes/", body).status_code == 409
