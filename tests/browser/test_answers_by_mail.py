"""An answer by mail is read by the other person in the browser; what was dropped is read by admins alone."""

from datetime import timedelta

from apps.notices import commands as notices
from apps.notices.models import Notice
from tests import imap
from tests.factories import goals


def test_an_answer_is_read_on_the_goal_and_a_dropped_mail_by_admins(live_cast, live_mail, mailbox, person):
    goal = goals.goal(owner=live_cast.sam, title="Ten new customers")
    mara = person(live_cast.mara)
    mara.open(f"/goals/{goal.pk}/")
    mara.fill("Your comment", "@Sam Sanders how many are there?").press("Comment").reads("how many are there?")
    (mention,) = Notice.objects.filter(recipient=live_cast.sam, kind="mention")
    notices.deliver(now=mention.mail_at)
    (asked,) = live_mail.mails
    mailbox.put(
        imap.answer(asked, "Seven, and three more said yes.", by=live_cast.sam.email),
        imap.answer(
            asked, "I am away.", by=live_cast.sam.email, message_id="<away@mail.test>", Auto_Submitted="auto-replied"
        ),
    )
    assert notices.fetch(now=mention.mail_at + timedelta(minutes=5)) == 2

    mara.start().follow_beginning("Sam Sanders commented on “Ten new customers”")
    mara.reads("Seven, and three more said yes.").does_not_read("I am away.")
    for phone in (False, True):
        ada = person(live_cast.ada, phone=phone)
        ada.open("/admin/").get_by_role("link", name="Received mail").click()
        ada.reads("Answers to Accord's mails", "Dropped", "An automatic reply", "Taken in", "Last fetched:")
        assert not ada.scrolls_sideways()
        if phone:
            ada.unfold("Filters")
        ada.choose("What became of it", "Dropped").reads("An automatic reply").does_not_read("Sam Sanders")
