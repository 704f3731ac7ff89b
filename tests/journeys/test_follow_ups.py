"""The third way, over HTTP: what waits is reminded of once, in the inbox and by mail, and the mail leads to it."""

from datetime import date

from tests import smtp
from tests.cast import NOW, PASSWORD, Cast
from tests.days import FRIDAY, MONDAY, NEXT_MONDAY, THURSDAY, TUESDAY, WEDNESDAY, berlin, mails_to, pass_time
from tests.factories import collateral, goals
from tests.walker import Walker, filled_in, words_of


def asked_of_moritz(cast: Cast) -> None:
    """On Tuesday at ten: a task offered, one due that day, and a request that waits for his side since Monday."""
    goals.offered(by=cast.ada, to=cast.moritz, title="Call Alpha", now=NOW)
    goals.task(owner=cast.moritz, title="Print the flyer", due_on=date(2026, 3, 10), now=NOW)
    collateral.ask(cast.sam, "Warranty terms", now=berlin(MONDAY, 10))


def test_offered_overdue_and_waiting_are_reminded_of_once_and_fold_into_one_mail(cast: Cast, mail_server):
    asked_of_moritz(cast)
    moritz = cast.moritz
    pass_time(berlin(TUESDAY, 17), berlin(WEDNESDAY, 8))
    assert [smtp.sentences(mail) for mail in mails_to(mail_server, moritz)] == [
        ["Sam Sanders asks for “Warranty terms”"],
        ["“Call Alpha” waits for your answer: take it on, or say why not."],
    ]

    # The task's date has passed at midnight, which counts from nine; the offer, to be answered by Thursday at ten, and
    # the request, promised within three working days, are reminded of a working day before: on Wednesday at ten.
    pass_time(berlin(WEDNESDAY, 8, 59), berlin(WEDNESDAY, 9), berlin(WEDNESDAY, 9, 59), berlin(WEDNESDAY, 10))
    walk = Walker(moritz).open("/inbox/")
    told = walk.page.xpath("//*[@id='results']//*[contains(@class, 'row-link')]/text()")
    assert sorted(told) == [
        "Sam Sanders asks for “Warranty terms”",
        "“Call Alpha” waits for your answer: take it on, or say why not.",
        "“Call Alpha” waits for your answer: take it on, or say why not.",
        "“Print the flyer” is past its date. Finish it, or move the date and say why.",
        "“Warranty terms” waits for an answer",
    ]
    pass_time(berlin(THURSDAY, 7, 59))
    assert len(mails_to(mail_server, moritz)) == 2
    pass_time(berlin(THURSDAY, 8), berlin(THURSDAY, 8, 30))
    *_earlier, digest = mails_to(mail_server, moritz)
    assert len(mails_to(mail_server, moritz)) == 3
    assert sorted(smtp.sentences(digest)) == [
        "“Call Alpha” waits for your answer: take it on, or say why not.",
        "“Print the flyer” is past its date. Finish it, or move the date and say why.",
        "“Warranty terms” waits for an answer",
    ]
    assert digest["Subject"] == (
        "“Print the flyer” is past its date. Finish it, or move the date and say why (and 2 more)"
    )


def test_a_mail_leads_to_the_thing_through_the_sign_in(cast: Cast, mail_server):
    goals.offered(by=cast.ada, to=cast.sam, title="Call Alpha", now=NOW)
    pass_time(berlin(WEDNESDAY, 8))
    (mail,) = mails_to(mail_server, cast.sam)
    (link,) = smtp.links(mail, "Take it on, or say why not")
    sam = Walker().open(link).press("Sign in", login=cast.sam.email, password=PASSWORD)
    sam.reads("Ada Adler offers it to you.").press("Accept").reads("You answer for it now.")
    assert list(cast.sam.task_terms.values_list("task__title", "state")) == [("Call Alpha", "accepted")]


def test_what_was_answered_meanwhile_is_not_in_the_mail(cast: Cast, mail_server):
    asked_of_moritz(cast)
    pass_time(berlin(WEDNESDAY, 8), berlin(WEDNESDAY, 10))
    moritz = Walker(cast.moritz).open("/")
    moritz.follow("Print the flyer").press("Done").reads("“Print the flyer” is done.")
    moritz.open("/").go("Requests").follow("Warranty terms").press("Accept", due_on="2027-03-31").reads("Accepted")
    pass_time(berlin(THURSDAY, 8))
    *_earlier, digest = mails_to(mail_server, cast.moritz)
    assert smtp.sentences(digest) == ["“Call Alpha” waits for your answer: take it on, or say why not."]


def test_one_click_in_a_mail_program_stops_that_kind_and_the_inbox_keeps_it(cast: Cast, mail_server):
    goals.task(owner=cast.sam, title="Print the flyer", due_on=date(2026, 3, 10), now=NOW)
    pass_time(berlin(WEDNESDAY, 9), berlin(THURSDAY, 8))
    (mail,) = mails_to(mail_server, cast.sam)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    program = Walker()
    answer = program.client.post(str(mail["List-Unsubscribe"]).strip("<>"), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200

    # Two working days after the first reminder it is told of again, and no mail follows.
    pass_time(berlin(FRIDAY, 9), berlin(NEXT_MONDAY, 8), berlin(NEXT_MONDAY, 9))
    assert len(mails_to(mail_server, cast.sam)) == 1
    sam = Walker(cast.sam).open("/inbox/")
    told = [row for row in sam.rows() if "“Print the flyer” is past its date." in row]
    assert len(told) == 2
    assert rhythm_of(sam.follow("What I hear of"), "A task of mine is past its date") == "No mail"


def rhythm_of(walker: Walker, kind: str) -> str:
    """What is chosen for a kind on the page of choices."""
    (line,) = walker.page.xpath("//main//li[normalize-space(*[1])=$kind]", kind=kind)
    (chosen,) = line.xpath(".//label[input/@checked]")
    return words_of(chosen)


def test_the_link_at_the_foot_of_a_mail_stops_it_with_one_press(cast: Cast, mail_server):
    goals.task(owner=cast.sam, title="Print the flyer", due_on=date(2026, 3, 10), now=NOW)
    pass_time(berlin(WEDNESDAY, 9), berlin(THURSDAY, 8))
    (mail,) = mails_to(mail_server, cast.sam)
    (link,) = smtp.links(mail, "No more mails of this kind")
    stranger = Walker().open(link).reads("Stop these mails?", "A task of mine is past its date")
    stranger.press("Stop these mails").reads("No more mails of this kind", "You still find it in your inbox")
    assert list(cast.sam.preferences.values_list("kind", "rhythm")) == [("task-overdue", "never")]


def test_an_admin_reads_what_was_sent_to_whom(cast: Cast, mail_server):
    goals.offered(by=cast.ada, to=cast.sam, title="Call Alpha", now=NOW)
    pass_time(berlin(WEDNESDAY, 8))
    ada = Walker(cast.ada).open("/").go("Admin").follow("Sent mail")
    ada.reads("“Call Alpha” waits for your answer: take it on, or say why not", "Sam Sanders", "Sent")
    Walker(cast.sam).open("/admin/sent-mail/", expect=403)


def test_putting_off_and_the_company_rule_count(cast: Cast, mail_server):
    goals.task(owner=cast.sam, title="Print the flyer", due_on=date(2026, 3, 10), now=NOW)
    pass_time(berlin(TUESDAY, 17))
    ada = Walker(cast.ada).open("/").go("Admin").follow("Follow-ups").follow("A task is past its date")
    (form,) = ada.page.xpath("//main//form[.//*[@name='lead_hours']]")
    assert [filled_in(form)[name] for name in ("lead_hours", "repeat_days")] == [["0"], ["2,5"]]
    ada.press("Save", lead_hours="-8").reads("“A task is past its date” counts from the next round on.")
    ada.reads("8 working hours after it was due")
    pass_time(berlin(WEDNESDAY, 9))
    Walker(cast.sam).open("/").reads("Nothing yet.")
    pass_time(berlin(WEDNESDAY, 17))
    Walker(cast.sam).open("/").reads("“Print the flyer” is past its date.")
