"""The pages, as a browser without JavaScript uses them, and what they cost."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.agreements import commands as agreements
from apps.collateral import commands as collateral
from apps.meetings import commands
from tests.cast import NOW, client_of, today, tomorrow
from tests.factories import agreements as agreed
from tests.factories import goals as make_goals
from tests.factories import meetings as make
from tests.walker import Walker

pytestmark = pytest.mark.django_db


def queries_of(client, url):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def begun(cast, **given):
    now = timezone.now()
    series = make.series(
        by=cast.mina, now=now, first_on=now.date() + timedelta(days=1), members=[cast.sam, cast.mara], **given
    )
    return commands.start_meeting(actor=cast.mina, meeting=series.meetings.order_by("starts_at")[0], now=now)


def filled(cast, count):
    """A running meeting with so many items, each with a note and a decision, and as many requests to suggest."""
    meeting, now = begun(cast, title="The joint hour"), timezone.now()
    for number in range(count):
        item = commands.propose_item(actor=cast.sam, meeting=meeting, title=f"Item {number}", now=now)
        commands.write_entry(actor=cast.sam, meeting=meeting, item=item, kind="note", text="Said", now=now)
        commands.write_entry(
            actor=cast.mara, meeting=meeting, kind="decision", text="Decided", concerned=[cast.eva], now=now
        )
        collateral.ask(actor=cast.sam, title=f"Wish {number}", now=now)
    return meeting


def test_lists_cost_the_same_with_one_row_and_with_thirty(cast):
    client = client_of(cast.sam)
    urls = [reverse("meetings:meetings"), reverse("meetings:decisions")]
    filled(cast, 1)
    for url in urls:
        client.get(url)
    before = [queries_of(client, url) for url in urls]
    filled(cast, 28)
    for _ in range(28):
        make.series(by=cast.mina, now=timezone.now(), every="once", members=[cast.sam], first_on=tomorrow())
    assert [queries_of(client, url) for url in urls] == before
    assert max(before) <= 12


def test_a_meeting_costs_the_same_with_one_item_and_with_thirty(cast):
    client = client_of(cast.sam)
    one, thirty = filled(cast, 5), filled(cast, 30)
    client.get(reverse("meetings:meeting", args=[one.pk]))
    costs = [queries_of(client, reverse("meetings:meeting", args=[meeting.pk])) for meeting in (one, thirty)]
    polls = [queries_of(client, reverse("meetings:written", args=[meeting.pk])) for meeting in (one, thirty)]
    assert costs == [12, 12]
    assert polls[0] == polls[1] <= 12


def test_an_agenda_with_suggestions_costs_the_same_with_one_of_each_and_with_many(cast):
    """It gathers by one query from each source, of those ahead and of those that run and are asked for it."""
    series = make.series(by=cast.mina, members=[cast.sam], now=timezone.now(), first_on=tomorrow())
    url, client = reverse("meetings:meeting", args=[series.meetings.order_by("starts_at")[0].pk]), client_of(cast.sam)

    def more(count):
        for _number in range(count):
            collateral.ask(actor=cast.sam, title="Wish", now=NOW)
            goal = make_goals.goal(owner=cast.sam)
            for blocks in (goal, make_goals.task(owner=cast.sam)):
                make_goals.obstacle(by=cast.sam, blocks=blocks, remover=cast.mara)
            agreement = agreed.proposed(cast)
            said = {"digest": agreed.digest(agreement), "why": "No.", "would_do": "Two days.", "now": NOW}
            agreements.object_to(actor=cast.sam, agreement=agreement, **said)

    more(1)
    client.get(url)
    first = queries_of(client, url)
    more(5)
    assert (first, queries_of(client, url)) == (27, 27)


def test_what_else_could_be_talked_about_is_gathered_when_somebody_asks(cast):
    """The page of a meeting that runs is asked for again and again."""
    meeting = filled(cast, 1)
    walk = Walker(cast.sam).open(f"/meetings/{meeting.pk}/").does_not_read("Request: Wish 0")
    walk.follow("See what else could be talked about").press("Take in: Request: Wish 0").reads("Request: Wish 0")
    walk.follow("See what else could be talked about").reads("Nothing else suggests itself.")


def test_asking_for_what_is_new_says_nothing_while_nothing_is(cast):
    meeting = filled(cast, 1)
    client, url = client_of(cast.sam), reverse("meetings:written", args=[meeting.pk])
    page = client.get(url)
    seen = page.context["seen"]
    assert client.get(url, {"seen": seen}).status_code == 204
    commands.write_entry(actor=cast.mara, meeting=meeting, kind="note", text="Something new", now=timezone.now())
    again = client.get(url, {"seen": seen})
    assert (again.status_code, "Something new" in again.content.decode()) == (200, True)


def test_what_is_written_after_closing_stays_in_its_field(cast):
    meeting = begun(cast)
    commands.close_meeting(actor=cast.mina, meeting=meeting, now=timezone.now())
    sent = {"kind": "note", "text": "One more thing"}
    url = reverse("meetings:write", args=[meeting.pk])
    answer = client_of(cast.sam).post(url, sent, headers={"hx-request": "true"})
    assert (answer.status_code, "One more thing" in answer.content.decode()) == (409, True)


def test_the_list_shows_the_next_of_each_series(cast):
    begun(cast, title="Weekly")
    make.series(by=cast.sam, now=timezone.now(), first_on=today() + timedelta(days=2), title="Other")
    page = client_of(cast.sam).get(reverse("meetings:meetings"))
    assert [row.series.title for row in page.context["page"].rows] == ["Weekly", "Other"]
    everything = client_of(cast.sam).get(reverse("meetings:meetings"), {"state": "ahead"})
    assert len(everything.context["page"].rows) == 26


def test_the_csv_has_what_the_list_has(cast):
    begun(cast, title="=Weekly", place="Room 4")
    answer = client_of(cast.sam).get(reverse("meetings:meetings"), {"format": "csv"})
    head, row = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert head == ["When", "Meeting", "Side", "State", "Run by", "Minutes", "Place or link"]
    assert row[1:] == ["'=Weekly", "Joint", "Running", "Mina Minot", "60", "Room 4"]


def test_a_single_meeting_has_one_page(cast):
    series = make.series(by=cast.sam, now=timezone.now(), every="once", title="Once")
    answer = client_of(cast.sam).get(reverse("meetings:series", args=[series.pk]))
    assert answer["Location"] == reverse("meetings:meeting", args=[series.meetings.get().pk])
