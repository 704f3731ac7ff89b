"""Mails on a real wire: folded, dropped, tried again, never sent by two."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import IntegrityError, transaction

from apps.core.errors import NotNow
from apps.notices import commands
from apps.notices.models import Delivery, Notice
from apps.notices.outbox import claims
from apps.notices.outbox.gathering import gather
from apps.people.models import Area
from tests.cast import NOW
from tests.factories import people
from tests.smtp import links, part

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
EIGHT = datetime(2026, 3, 11, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def kinds(notice_kind):
    notice_kind("test-at-once", why="You get this because you are in a test.", rhythm="at_once")
    notice_kind("test-daily")
    notice_kind("area-given", rhythm="at_once")


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Pricing one-pagers")


def post(cast, area, kind="test-at-once", to=None, now=NOW):
    return commands.post(to=to or [cast.sam], kind=kind, about=area, actor=cast.ada, now=now)


def states():
    return sorted(Delivery.objects.values_list("to_address", "state", "attempts"))


def test_a_mail_says_what_happened_why_and_where(cast, area, mail_server):
    post(cast, area)
    assert commands.deliver(now=LATER) == 1
    (mail,) = mail_server.mails
    (delivery,) = Delivery.objects.all()
    assert (mail["Subject"], mail["To"], mail["From"]) == (
        "Ada Adler did it with “Pricing one-pagers”",
        "Sam Sanders <sam@test.example>",
        "Accord <accord@accord.test>",
    )
    assert mail["Message-ID"] == delivery.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    text = part(mail, "plain")
    for words in (
        "Hello Sam Sanders,",
        "Ada Adler did it with “Pricing one-pagers”",
        f"https://accord.test/people/areas/{area.pk}/",
        "You get this because you are in a test.",
        "https://accord.test/notices/preferences/",
        "https://accord.test/notices/unsubscribe/",
    ):
        assert words in text
    assert "You get this because you are in a test." in part(mail, "html")
    assert links(mail, "Open “Pricing one-pagers”") == [f"https://accord.test/people/areas/{area.pk}/"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-Unsubscribe"].startswith("<https://accord.test/notices/unsubscribe/")
    assert states() == [("sam@test.example", "sent", 1)]


def test_ten_things_are_one_mail(cast, area, mail_server):
    for number in range(10):
        post(cast, people.area(owner=cast.mara, name=f"Area {number}"), now=NOW + timedelta(seconds=number))
    commands.deliver(now=LATER)
    (mail,) = mail_server.mails
    assert mail["Subject"] == "Ada Adler did it with “Area 0” (and 9 more)"
    assert [number for number in range(10) if f"“Area {number}”" in part(mail, "plain")] == list(range(10))


def test_all_mails_go_through_one_connection(cast, area, mail_server):
    post(cast, area, to=[people.member() for _ in range(25)])
    assert commands.deliver(now=LATER) == 25
    assert (len(mail_server.mails), mail_server.connections) == (25, 1)


def test_the_digest_goes_at_eight_and_not_before(cast, area, mail_server):
    post(cast, area, kind="test-daily")
    assert commands.deliver(now=EIGHT - timedelta(seconds=1)) == 0
    assert commands.deliver(now=EIGHT) == 1
    assert commands.deliver(now=EIGHT + timedelta(minutes=1)) == 0
    assert len(mail_server.mails) == 1


def test_what_fell_due_while_nothing_ran_waits_for_the_readers_next_hours(cast, area, mail_server):
    post(cast, area)
    night = datetime(2026, 3, 10, 21, 0, tzinfo=UTC)
    assert commands.deliver(now=night) == 0
    assert Notice.objects.get().mail_at == EIGHT
    assert commands.deliver(now=EIGHT) == 1


@pytest.mark.parametrize("what", ["read", "not-due", "not-wanted"])
def test_what_is_no_longer_due_is_not_sent(cast, area, mail_server, what):
    (notice,) = post(cast, area, kind="area-given", to=[cast.mara])
    if what == "read":
        commands.mark_read(actor=cast.mara, notice=notice, now=NOW)
    if what == "not-due":
        Area.objects.filter(pk=area.pk).update(owner=cast.milo)
    if what == "not-wanted":
        commands.choose_rhythm(actor=cast.mara, kind="area-given", rhythm="never", now=NOW)
    assert commands.deliver(now=LATER) == 0
    assert states() == [("mara@test.example", "dropped", 1)]
    assert mail_server.mails == []


def test_who_has_left_gets_no_mail(cast, area, mail_server):
    post(cast, area)
    cast.sam.is_active, cast.sam.left_at = False, NOW
    cast.sam.save()
    assert commands.deliver(now=LATER) == 0
    assert (states(), mail_server.mails) == ([("sam@test.example", "dropped", 1)], [])


def test_only_what_is_still_due_stands_in_the_mail(cast, area, mail_server):
    post(cast, area)
    (read,) = post(cast, people.area(owner=cast.mara, name="Events"))
    commands.mark_read(actor=cast.sam, notice=read, now=NOW)
    commands.deliver(now=LATER)
    (mail,) = mail_server.mails
    assert "Events" not in part(mail, "plain")


def test_hostile_names_stay_words(cast, mail_server):
    area = people.area(owner=cast.mara, name="Prices\r\nBcc: everybody@test.example\r\n\r\n<script>alert(1)</script>")
    cast.sam.name = "Sam\r\nX-Evil: 1"
    cast.sam.save()
    post(cast, area)
    commands.deliver(now=LATER)
    (mail,) = mail_server.mails
    assert mail_server.receivers == ["sam@test.example"]
    assert mail["To"] == '"Sam X-Evil: 1" <sam@test.example>'
    assert mail["Subject"] == "Ada Adler did it with “Prices Bcc: everybody@test.example <script>alert(1)</script>”"
    assert (mail["Bcc"], mail["X-Evil"]) == (None, None)
    assert "<script>" not in part(mail, "html")


def test_a_refused_mail_is_tried_again_later_with_the_same_id(cast, area, mail_server):
    mail_server.refuse = 1
    post(cast, area)
    assert commands.deliver(now=LATER) == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == ("retrying", 1)
    assert "not now, says the test" in delivery.last_error
    wait = delivery.not_before - LATER
    assert timedelta(seconds=48) <= wait <= timedelta(seconds=75)
    assert commands.deliver(now=LATER + timedelta(seconds=40)) == 0
    assert commands.deliver(now=LATER + timedelta(minutes=2)) == 1
    assert mail_server.ids() == {delivery.message_id: 1}
    assert Delivery.objects.get().last_error == ""


def test_a_lost_answer_may_double_a_mail_but_not_its_id(cast, area, mail_server):
    mail_server.lose_answers = 1
    post(cast, area)
    assert commands.deliver(now=LATER) == 0
    assert commands.deliver(now=LATER + timedelta(minutes=2)) == 1
    assert mail_server.ids() == {Delivery.objects.get().message_id: 2}


def test_a_refusal_does_not_hold_up_the_others(cast, area, mail_server):
    mail_server.refuse = 1
    post(cast, area, to=[cast.sam, cast.sofie, cast.milo])
    assert commands.deliver(now=LATER) == 2
    assert sorted(state for _, state, _ in states()) == ["retrying", "sent", "sent"]


def test_after_eight_tries_an_admin_decides(cast, area, mail_server):
    mail_server.refuse = 100
    post(cast, area)
    now = LATER
    for _ in range(8):
        commands.deliver(now=now)
        now = max(now, Delivery.objects.get().not_before)
    assert states() == [("sam@test.example", "parked", 8)]
    mail_server.refuse = 0
    assert commands.deliver(now=now + timedelta(days=7)) == 0
    commands.send_again(actor=cast.ada, delivery=Delivery.objects.get(), now=now)
    with pytest.raises(NotNow):
        commands.send_again(actor=cast.ada, delivery=Delivery.objects.get(), now=now)
    assert commands.deliver(now=now) == 1
    assert states() == [("sam@test.example", "sent", 1)]


def test_a_retry_keeps_to_the_readers_hours(cast, area, mail_server):
    mail_server.refuse = 1
    post(cast, area)
    commands.deliver(now=datetime(2026, 3, 10, 16, 59, 50, tzinfo=UTC))
    assert Delivery.objects.get().not_before == EIGHT


def test_nobody_answering_puts_all_off(cast, area, settings, mail_server):
    settings.SMTP = mail_server.settings | {"port": 1}
    post(cast, area, to=[cast.sam, cast.sofie])
    assert commands.deliver(now=LATER) == 0
    assert [(state, tries) for _, state, tries in states()] == [("retrying", 1), ("retrying", 1)]
    settings.SMTP = mail_server.settings
    assert commands.deliver(now=LATER + timedelta(minutes=2)) == 2


def test_who_was_too_slow_touches_nothing_that_another_worker_holds(cast, area):
    post(cast, area)
    gather(now=LATER)
    (slow,) = claims.claim(now=LATER)
    (quick,) = claims.claim(now=LATER + claims.lease())
    assert (slow.pk, slow.token == quick.token) == (quick.pk, False)
    assert [
        claims.renew(slow, now=LATER + claims.lease()),
        claims.mark_sent(slow, subject="Late", now=LATER),
        claims.mark_dropped(slow),
        claims.mark_failed(slow, fault="late", not_before=LATER),
    ] == [False] * 4
    assert claims.mark_sent(quick, subject="In time", now=LATER) is True
    assert Delivery.objects.get().subject == "In time"


def test_an_abandoned_claim_is_taken_again_when_its_lease_is_over(cast, area, mail_server):
    post(cast, area)
    gather(now=NOW)
    (taken,) = claims.claim(now=NOW)
    assert commands.deliver(now=NOW + timedelta(seconds=24)) == 0
    assert commands.deliver(now=NOW + timedelta(seconds=25)) == 1
    # Whoever held it before can no longer say anything about it.
    assert claims.renew(taken, now=NOW + timedelta(seconds=26)) is False
    assert claims.mark_failed(taken, fault="late", not_before=NOW) is False
    assert states() == [("sam@test.example", "sent", 2)]


def test_a_mail_that_kills_its_worker_is_parked(cast, area, mail_server):
    post(cast, area)
    gather(now=NOW)
    for number in range(8):
        assert len(claims.claim(now=NOW + timedelta(minutes=number))) == 1
    assert commands.deliver(now=NOW + timedelta(minutes=9)) == 0
    assert states() == [("sam@test.example", "parked", 8)]
    assert mail_server.mails == []


def test_without_a_mail_server_mails_are_kept_with_their_text(cast, area, settings):
    settings.SMTP = None
    post(cast, area)
    send_mail("Welcome to Accord", "The link: https://accord.test/x", None, ["new@test.example"])
    assert commands.deliver(now=LATER) == 0
    assert commands.deliver(now=Delivery.objects.get(about_notices=False).not_before) == 0
    kept = {row.to_address: row for row in Delivery.objects.all()}
    assert {row.state for row in kept.values()} == {"kept"}
    assert kept["new@test.example"].body_text == "The link: https://accord.test/x"
    assert "did it with “Pricing one-pagers”" in kept["sam@test.example"].body_text


def test_kept_mails_stay_while_there_is_no_server(cast, area, settings):
    settings.SMTP = None
    post(cast, area)
    commands.deliver(now=LATER)
    with pytest.raises(commands.delivering.NoMailServer):
        commands.send_again(actor=cast.ada, delivery=Delivery.objects.get(), now=LATER)


def test_only_admins_send_again(cast, area, mail_server):
    post(cast, area)
    gather(now=NOW)
    with pytest.raises(PermissionDenied):
        commands.send_again(actor=cast.mina, delivery=Delivery.objects.get(), now=LATER)


def test_any_send_mail_is_a_delivery_whose_text_is_wiped_once_sent(cast, mail_server):
    send_mail(
        "New password", "Here: https://accord.test/secret", None, ["sam@test.example", "olga@test.example"],
        html_message="<p>Here</p>",
    )  # fmt: skip
    before = sorted(Delivery.objects.values_list("to_address", "recipient__name", "subject", "body_text"))
    assert before == [
        ("olga@test.example", None, "New password", "Here: https://accord.test/secret"),
        ("sam@test.example", "Sam Sanders", "New password", "Here: https://accord.test/secret"),
    ]
    assert commands.deliver(now=datetime.now(UTC)) == 2
    assert [part(mail, "plain").strip() for mail in mail_server.mails] == ["Here: https://accord.test/secret"] * 2
    assert set(Delivery.objects.values_list("state", "body_text", "body_html")) == {("sent", "", "")}
    assert {mail["List-Unsubscribe"] for mail in mail_server.mails} == {None}


def test_a_mail_of_a_transaction_that_failed_was_never_written(cast):
    with transaction.atomic():
        send_mail("Hello", "Text", None, ["sam@test.example"])
        transaction.set_rollback(True)
    assert Delivery.objects.count() == 0


def test_a_sent_mail_keeps_no_text(cast, area, mail_server):
    post(cast, area)
    commands.deliver(now=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(body_text="The secret")
