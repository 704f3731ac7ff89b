"""Answers by mail, end to end: sent by a real mail server, put into a real mailbox, fetched from there."""

from datetime import timedelta

import pytest

from apps.collateral.commands import give_feedback
from apps.core import things
from apps.notices import commands
from apps.notices.incoming.reading import Arrival
from apps.notices.models import Comment, Delivery, Mailbox, Notice, ReceivedMail, ReplyAddress
from tests import imap
from tests.cast import NOW
from tests.factories import collateral, people
from tests.smtp import links, part

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)
SOON = NOW + timedelta(minutes=10)
OUT = NOW + timedelta(minutes=11)


@pytest.fixture(autouse=True)
def kinds(notice_kind):
    notice_kind("test-at-once", rhythm="at_once")


@pytest.fixture
def area(cast):
    return people.area(owner=cast.mara, name="Pricing one-pagers")


@pytest.fixture
def asked(cast, area, mail_server, mailbox):
    """The mail that told Sam about the area."""
    return told(cast, area, mail_server)


def told(cast, thing, mail_server, *, to=None, kind="test-at-once"):
    commands.post(to=[to or cast.sam], kind=kind, about=thing, actor=cast.ada, now=NOW)
    commands.deliver(now=LATER)
    return mail_server.mails[-1]


def comments():
    return list(Comment.objects.order_by("at", "pk").values_list("author__name", "text"))


def received():
    """What became of each mail: who it was from, its state and why."""
    return list(ReceivedMail.objects.order_by("at", "pk").values_list("from_address", "state", "why"))


def sent_back(mail_server):
    """The words of the mails that tell of an answer that couldn't be used."""
    return [mail for mail in mail_server.mails if mail["Auto-Submitted"] == "auto-replied"]


def test_an_answer_becomes_a_comment_on_the_thing(cast, area, asked, mailbox):
    assert "Answer this mail to comment on it." in part(asked, "plain")
    mailbox.put(imap.answer(asked, "Does it cover healthcare?\n\nBest regards,\nSam", by="Sam <SAM@test.example>"))
    assert commands.fetch(now=SOON) == 1
    assert comments() == [("Sam Sanders", "Does it cover healthcare?")]
    assert Comment.objects.get().about == things.pair(area)
    assert received() == [("SAM@test.example", "taken", "")]
    assert mailbox.count("ANSWERED") == 1
    assert Notice.objects.get(recipient=cast.sam).read_at is not None
    # Whoever answers for the area hears of it, as of any comment.
    assert list(Notice.objects.filter(kind="comment").values_list("recipient__name", flat=True)) == ["Mara Marsh"]
    assert commands.fetch(now=SOON) == 0


def test_tokens_are_kept_as_hashes_alone(asked):
    address = asked["Reply-To"].strip("<>")
    token = address.removeprefix("reply+").removesuffix("@accord.test")
    assert len(token) == 32
    row = ReplyAddress.objects.get()
    assert token not in str(vars(row))
    assert row.expires_at - row.created_at == timedelta(days=30)


def test_without_a_mailbox_no_mail_asks_for_answers(cast, area, mail_server):
    mail = told(cast, area, mail_server)
    assert (mail["Reply-To"], "Answer this mail" in part(mail, "plain")) == (None, False)
    assert (commands.fetch(now=SOON), Mailbox.objects.count()) == (0, 0)


def test_two_answers_to_one_mail_are_two_comments(asked, mailbox):
    mailbox.put(
        imap.answer(asked, "First.", by="sam@test.example"),
        imap.answer(asked, "Second.", by="sam@test.example", message_id="<answer-2@mail.test>"),
    )
    assert commands.fetch(now=SOON) == 2
    assert [text for _, text in comments()] == ["First.", "Second."]


def test_the_same_mail_is_taken_in_once(asked, mailbox):
    mail = imap.answer(asked, "Once.", by="sam@test.example")
    mailbox.put(mail, mail)
    assert commands.fetch(now=SOON) == 1
    assert (len(comments()), mailbox.count("UNANSWERED")) == (1, 0)


def test_a_crash_before_the_mark_doubles_nothing(asked, mailbox):
    mailbox.put(imap.answer(asked, "Once.", by="sam@test.example"))
    commands.fetch(now=SOON)
    mailbox.forget_flags()
    assert commands.fetch(now=SOON + timedelta(minutes=1)) == 0
    assert (len(comments()), len(received()), mailbox.count("ANSWERED")) == (1, 1, 1)


def test_whoever_looks_into_the_mailbox_takes_nothing_away(asked, mailbox):
    mailbox.put(imap.answer(asked, "Still here.", by="sam@test.example"))
    mailbox.look()
    assert commands.fetch(now=SOON) == 1


def test_somebody_else_with_the_address_is_dropped_and_not_answered(asked, mailbox, mail_server):
    mailbox.put(imap.answer(asked, "I am Sam.", by="mara@test.example"))
    commands.fetch(now=SOON)
    commands.deliver(now=OUT)
    assert received() == [("mara@test.example", "dropped", "stranger")]
    assert (comments(), sent_back(mail_server)) == ([], [])


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("reply+00000000000000000000000000000000@accord.test", "unknown-address"),
        ("reply+short@accord.test", "not-to-us"),
        ("accord@accord.test", "not-to-us"),
    ],
)
def test_an_address_that_was_not_given_out_is_dropped(asked, mailbox, to, why):
    mailbox.put(imap.answer(asked, "Hello.", by="sam@test.example", to=to))
    commands.fetch(now=SOON)
    assert (received(), comments()) == ([("sam@test.example", "dropped", why)], [])


@pytest.mark.parametrize(
    ("after_end", "became"), [(-timedelta(microseconds=1), ("taken", "")), (timedelta(0), ("dropped", "expired"))]
)
def test_an_address_is_good_for_thirty_days(asked, after_end, became):
    token = asked["Reply-To"].strip("<>").removeprefix("reply+").removesuffix("@accord.test")
    mail = Arrival("<1@mail.test>", "sam@test.example", "Re: it", token=token, text="Late.")
    end = ReplyAddress.objects.get().created_at + timedelta(days=30)
    commands.take(arrival=mail, now=end + after_end)
    assert received() == [("sam@test.example", *became)]


def test_who_has_left_is_dropped(cast, asked, mailbox, mail_server):
    cast.sam.is_active, cast.sam.left_at = False, NOW
    cast.sam.save()
    mailbox.put(imap.answer(asked, "I am gone.", by="sam@test.example"))
    commands.fetch(now=SOON)
    assert (received(), comments()) == ([("sam@test.example", "dropped", "left")], [])


@pytest.mark.parametrize(
    ("heads", "why"),
    [
        ({"Auto_Submitted": "auto-replied"}, "automatic"),
        ({"Auto_Submitted": "auto-generated (out of office)"}, "automatic"),
        ({"X_Auto_Response_Suppress": "All"}, "automatic"),
        ({"Precedence": "auto_reply"}, "automatic"),
        ({"Precedence": "bulk"}, "list"),
        ({"List_Id": "<all.test.example>"}, "list"),
        ({"Return_Path": "<>"}, "bounce"),
    ],
)
def test_what_a_program_sent_is_dropped_and_never_answered(asked, mailbox, mail_server, heads, why):
    mailbox.put(imap.answer(asked, "I am away until Thursday.", by="sam@test.example", **heads))
    commands.fetch(now=SOON)
    commands.deliver(now=OUT)
    assert (received(), comments()) == ([("sam@test.example", "dropped", why)], [])
    assert sent_back(mail_server) == []


def test_a_persons_mail_may_say_that_it_is_no_program(asked, mailbox):
    mailbox.put(imap.answer(asked, "It is me.", by="sam@test.example", Auto_Submitted="no", Return_Path="<sam@x.y>"))
    commands.fetch(now=SOON)
    assert comments() == [("Sam Sanders", "It is me.")]


def test_our_own_mail_that_comes_back_is_dropped(asked, mailbox):
    mailbox.put(imap.answer(asked, "Loop.", by="accord@accord.test"))
    mailbox.put(imap.answer(asked, "Loop.", by="sam@test.example", message_id=str(asked["Message-ID"])))
    commands.fetch(now=SOON)
    assert [why for _, _, why in received()] == ["own", "own"]


def test_a_digest_asks_for_an_answer_at_each_thing(cast, area, mail_server, mailbox):
    other = people.area(owner=cast.mara, name="Events")
    commands.post(to=[cast.sam], kind="test-at-once", about=area, actor=cast.ada, now=NOW)
    digest = told(cast, other, mail_server)
    addresses = [link.removeprefix("mailto:").partition("?")[0] for link in links(digest, "Answer by mail")]
    assert len({*addresses, digest["Reply-To"].strip("<>")}) == 3
    mailbox.put(
        imap.answer(digest, "To all.", by="sam@test.example"),
        imap.answer(digest, "To events.", by="sam@test.example", to=addresses[1], message_id="<2@mail.test>"),
    )
    commands.fetch(now=SOON)
    assert [(said.text, said.about) for said in Comment.objects.all()] == [("To events.", things.pair(other))]
    commands.deliver(now=OUT)
    (back,) = sent_back(mail_server)
    text = part(back, "plain")
    assert "The mail you answered told of several things." in text
    assert "To all." in text
    assert "https://accord.test/inbox/" in text


def test_several_notices_about_one_thing_are_answered_as_one(cast, area, mail_server, mailbox):
    commands.post(to=[cast.sam], kind="test-at-once", about=area, actor=cast.ada, now=NOW)
    mail = told(cast, area, mail_server)
    mailbox.put(imap.answer(mail, "To both.", by="sam@test.example"))
    commands.fetch(now=SOON)
    assert comments() == [("Sam Sanders", "To both.")]


@pytest.mark.parametrize(
    ("text", "why", "words"),
    [
        ("", "empty", "No words of yours were found in it."),
        ("a" * 20_001, "too-long", "It has more than 20,000 letters."),
    ],
)
def test_what_says_nothing_or_too_much_is_sent_back_once(asked, mailbox, mail_server, text, why, words):
    mailbox.put(imap.answer(asked, text, by="sam@test.example"))
    commands.fetch(now=SOON)
    commands.fetch(now=SOON)
    commands.deliver(now=OUT)
    assert received() == [("sam@test.example", "returned", why)]
    (back,) = sent_back(mail_server)
    assert (back["To"], back["In-Reply-To"]) == ("Sam Sanders <sam@test.example>", "<answer-1@mail.test>")
    assert words in part(back, "plain")
    assert text in part(back, "plain").replace("\n", "")
    assert set(Delivery.objects.values_list("state", "body_text", "body_html")) == {("sent", "", "")}


def test_what_is_sent_back_can_be_answered_better(asked, mailbox, mail_server):
    mailbox.put(imap.answer(asked, "", by="sam@test.example"))
    commands.fetch(now=SOON)
    commands.deliver(now=OUT)
    (back,) = sent_back(mail_server)
    assert back["Reply-To"] != asked["Reply-To"]
    mailbox.put(imap.answer(back, "Now with words.", by="sam@test.example", message_id="<2@mail.test>"))
    commands.fetch(now=SOON)
    assert comments() == [("Sam Sanders", "Now with words.")]


def test_a_program_that_does_not_say_so_is_written_to_ten_times_a_day(asked, mailbox, mail_server):
    for number in range(12):
        mailbox.put(imap.answer(asked, "", by="sam@test.example", message_id=f"<{number}@mail.test>"))
    commands.fetch(now=SOON)
    assert [why for _, _, why in received()] == ["empty"] * 10 + ["too-many"] * 2
    assert Delivery.objects.filter(answers__isnull=False).count() == 10


def test_what_can_not_be_seen_any_more_is_sent_back(cast, asked, area, mailbox, monkeypatch):
    kind = things.kind("area")
    monkeypatch.setitem(
        things._kinds, "area", things.Thing(**{**vars(kind), "visible_to": lambda viewer: kind.model.objects.none()})
    )
    mailbox.put(imap.answer(asked, "Hello?", by="sam@test.example"))
    commands.fetch(now=SOON)
    assert (received(), comments()) == ([("sam@test.example", "returned", "gone")], [])
    (back,) = Delivery.objects.filter(answers__isnull=False)
    assert "Pricing" not in back.body_text


def test_a_file_that_comes_with_it_is_left_out_with_a_word(asked, mailbox):
    mail = imap.answer(asked, "See the file.", by="sam@test.example")
    mail.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="offer.pdf")
    mailbox.put(mail)
    commands.fetch(now=SOON)
    words = "See the file.\n\n(A file came with this by mail. Accord takes the words alone.)"
    assert comments() == [("Sam Sanders", words)]


def test_a_mail_too_large_to_fetch_is_sent_back_unread(asked, mailbox, monkeypatch):
    monkeypatch.setattr("apps.notices.incoming.imap.LARGEST", 2000)
    mailbox.put(imap.answer(asked, "x" * 3000, by="sam@test.example"))
    commands.fetch(now=SOON)
    assert (received(), comments()) == ([("sam@test.example", "returned", "too-long")], [])


def test_a_mail_that_breaks_the_reading_does_not_hold_up_the_others(asked, mailbox):
    nested = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" * 3000
    mailbox.put(b"From: sam@test.example\r\n" + nested, imap.answer(asked, "After it.", by="sam@test.example"))
    assert commands.fetch(now=SOON) == 2
    assert received() == [("", "dropped", "unreadable"), ("sam@test.example", "taken", "")]
    assert (comments(), mailbox.count("UNANSWERED")) == ([("Sam Sanders", "After it.")], 0)


def test_a_server_that_is_down_loses_nothing_and_is_logged_once(asked, mailbox, settings, caplog):
    mailbox.put(imap.answer(asked, "Waits.", by="sam@test.example"))
    settings.INBOX = mailbox.settings | {"port": 1}
    assert [commands.fetch(now=SOON + timedelta(minutes=minute)) for minute in range(3)] == [0, 0, 0]
    assert [record.getMessage() for record in caplog.records if "mailbox" in record.getMessage()] == [
        "The mailbox can't be looked into: ConnectionRefusedError: [Errno 111] Connection refused"
    ]
    row = Mailbox.objects.get()
    assert (row.name, row.looked_at, row.failing_since) == ("accord@inbox.test at 127.0.0.1, INBOX", None, SOON)
    settings.INBOX = mailbox.settings
    assert commands.fetch(now=SOON + timedelta(minutes=3)) == 1
    row.refresh_from_db()
    assert (row.looked_at, row.failing_since, row.fault) == (SOON + timedelta(minutes=3), None, "")


def test_a_wrong_password_is_the_servers_no(asked, mailbox, settings):
    settings.INBOX = mailbox.settings | {"password": "wrong"}
    assert commands.fetch(now=SOON) == 0
    assert "wrong" not in Mailbox.objects.get().fault


def test_what_is_said_of_a_rating_stands_on_its_asset(cast, asked, mailbox, mail_server):
    asset = collateral.make_published(cast.mara, "Meters for everybody")
    feedback = give_feedback(actor=cast.sam, version=asset.current, rating=1, reason="outdated", now=NOW)
    mail = told(cast, feedback, mail_server, to=cast.mara)
    mailbox.put(imap.answer(mail, "I mend it.", by="mara@test.example"))
    commands.fetch(now=SOON)
    assert Comment.objects.get().about == ("asset", asset.pk)


def test_old_addresses_and_old_mails_are_forgotten(asked, mailbox):
    mailbox.put(imap.answer(asked, "Hello.", by="sam@test.example"))
    commands.fetch(now=SOON)
    commands.tidy(now=LATER + timedelta(days=60))
    assert (ReplyAddress.objects.count(), ReceivedMail.objects.count()) == (1, 1)
    commands.tidy(now=LATER + timedelta(days=60, seconds=30))
    assert (ReplyAddress.objects.count(), ReceivedMail.objects.count()) == (0, 1)
    commands.tidy(now=SOON + timedelta(days=90, seconds=30))
    assert ReceivedMail.objects.count() == 0
