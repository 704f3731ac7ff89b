"""The third way: from the mail into the browser, and out of mails of that kind by one press."""

from datetime import date

from tests import smtp
from tests.cast import NOW, PASSWORD
from tests.days import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, berlin, mails_to, pass_time
from tests.factories import collateral, goals


def test_each_reminder_leads_from_the_mail_to_what_waits(live_cast, live_mail, person):
    collateral.ask(live_cast.sam, "Warranty terms", now=berlin(MONDAY, 10))
    goals.offered(by=live_cast.ada, to=live_cast.moritz, title="Call Alpha", now=NOW)
    goals.task(owner=live_cast.moritz, title="Print the flyer", due_on=date(2026, 3, 10), now=NOW)
    pass_time(berlin(TUESDAY, 17), berlin(WEDNESDAY, 8), berlin(WEDNESDAY, 9), berlin(WEDNESDAY, 10))
    pass_time(berlin(THURSDAY, 8))
    *_earlier, digest = mails_to(live_mail, live_cast.moritz)
    links = smtp.leads(digest)

    moritz, sam, ada = person(), person(live_cast.sam), person(live_cast.ada)
    moritz.open(links["“Warranty terms” waits for an answer"])
    moritz.sign_in(live_cast.moritz.email, PASSWORD).reads("Warranty terms", "Waiting for Marketing to answer by")
    moritz.fill("Delivered by", "2027-03-31").press("Accept").reads("Accepted. Whoever asked is told the date.")
    sam.start().follow_beginning("Moritz Moser accepted “Warranty terms”").reads("Moritz Moser delivers by")
    moritz.open(links["“Call Alpha” waits for your answer: take it on, or say why not."])
    moritz.reads("Ada Adler offers it to you.").press("Accept").reads("You answer for it now.")
    ada.start().reads("Moritz Moser accepted “Call Alpha”.")
    moritz.open(links["“Print the flyer” is past its date. Finish it, or move the date and say why."])
    moritz.press("Done").reads("“Print the flyer” is done.")

    moritz.start().reads("“Print the flyer” is past its date.").does_not_read("2 notices")
    pass_time(berlin(THURSDAY, 10))
    assert len(mails_to(live_mail, live_cast.moritz)) == 3


def test_one_press_stops_mails_of_a_kind_and_the_inbox_goes_on(live_cast, live_mail, person):
    goals.task(owner=live_cast.sam, title="Print the flyer", due_on=date(2026, 3, 10), now=NOW)
    pass_time(berlin(WEDNESDAY, 9), berlin(THURSDAY, 8))
    (mail,) = mails_to(live_mail, live_cast.sam)
    (link,) = smtp.links(mail, "No more mails of this kind")
    stranger = person()
    stranger.open(link)
    stranger.reads("Stop these mails?", "A task of mine is past its date").press("Stop these mails")
    stranger.reads("No more mails of this kind").follow("Choose what I hear of")
    stranger.sign_in(live_cast.sam.email, PASSWORD).reads("What I hear of")
    chosen = stranger.main.get_by_role("group", name="A task of mine is past its date")
    assert chosen.get_by_role("radio", name="No mail").is_checked()
    stranger.start().reads("“Print the flyer” is past its date.")


def test_what_waits_is_put_off_and_taken_up_again(live_cast, person):
    goals.offered(by=live_cast.ada, to=live_cast.sam, title="Call Alpha")
    sam, ada = person(live_cast.sam), person(live_cast.ada)
    sam.start().unfold("Remind me later").press("In three working days").reads("You will be reminded of it again on")
    sam.reads("Remind me as before").press("Undo").reads("It is as it was before.", "Remind me later")
    ada.start().go("Tasks").follow("Call Alpha").reads("It is offered to Sam Sanders.")
    ada.does_not_read("reminded")
