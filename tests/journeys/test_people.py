"""Coming, getting in again, and leaving, over HTTP and by real mails."""

import re
from email.message import EmailMessage

from django.utils import timezone

from apps.notices import tasks
from apps.people.models import Member
from tests import smtp
from tests.cast import PASSWORD, Cast
from tests.factories import collateral, goals
from tests.factories.people import area
from tests.walker import Walker, in_words

NEW_WORDS = "four-slow-turtles-sing"


def mail_to(server: smtp.MailServer, address: str) -> EmailMessage:
    """The one mail that the worker brings to this address."""
    tasks.deliver()
    (mail,) = [mail for mail in server.mails if address in str(mail["To"])]
    return mail


def link_in(mail: EmailMessage) -> str:
    (link,) = re.findall(r"https://accord\.test/\S+", smtp.part(mail, "plain"))
    return link


def test_somebody_is_invited_joins_and_signs_in(cast: Cast, mail_server):
    ada = Walker(cast.ada).open("/").go("Admin").follow("Invitations").follow("Invite somebody")
    ada.press(
        "Send the invitation",
        email="nora@test.example",
        name="Nora Nilsen",
        side="Sales",
        team="Field sales",
        roles=["Salesperson"],
    )
    ada.reads("The invitation is on its way.", "Nora Nilsen", "Open")

    link = link_in(mail_to(mail_server, "nora@test.example"))
    nora = Walker().open(link).reads("Welcome to Test & Co", "Ada Adler invited you.", "nora@test.example")
    nora.press("Join", password="short", expect=422).reads("One more look, please:")
    nora.press("Join", password=NEW_WORDS).reads("Inbox", "Nothing waits for you.")
    nora.go("Collateral").does_not_read("Upload")
    Walker().open(link, expect=410).does_not_read("Join")
    ada.open("/").reads("Nora Nilsen accepted your invitation").go("People").reads("Nora Nilsen")

    again = Walker().open("/").press("Sign in", login="nora@test.example", password="wrong-words-here", expect=200)
    again.reads("Sign in")
    again.press("Sign in", login="NORA@test.example", password=NEW_WORDS).reads("Nothing waits for you.")
    again.go("People").follow("Nora Nilsen").reads("Field sales", "Mina Minot", "Salesperson")
    nora = Member.objects.get(email="nora@test.example")
    assert (nora.name, nora.side, nora.team, nora.is_active) == ("Nora Nilsen", "sales", cast.field_sales, True)


def test_a_forgotten_password_is_set_anew_by_a_link_that_works_once(cast: Cast, mail_server):
    sam = Walker().open("/").follow("I don't know my password").press("Send me the link", email="sam@test.example")
    sam.reads("Check your mail", "If we know this address, a link is on its way.")
    link = link_in(mail_to(mail_server, "sam@test.example"))
    sam.open(link).reads("Choose a new password")
    sam.press("Save the new password", password1=NEW_WORDS, password2=NEW_WORDS)
    sam.reads("Your new password is set").follow("Sign in")
    sam.press("Sign in", login="sam@test.example", password=NEW_WORDS).reads("Inbox")

    Walker().open(link).reads("This link has been used").follow("Send me a new link").reads("Set a new password")
    Walker().open("/").press("Sign in", login="sam@test.example", password=PASSWORD).reads("Sign in")
    cast.sam.refresh_from_db()
    assert (cast.sam.check_password(NEW_WORDS), cast.sam.check_password(PASSWORD)) == (True, False)


def test_an_unknown_address_is_answered_as_a_known_one(cast: Cast, mail_server):
    stranger = Walker().open("/").follow("I don't know my password")
    stranger.press("Send me the link", email="olga@test.example")
    stranger.reads("If we know this address, a link is on its way.")
    tasks.deliver()
    assert [mail for mail in mail_server.mails if "accord.test/account/password" in smtp.part(mail, "plain")] == []


def test_who_leaves_hands_over_everything_and_is_out_at_once(cast: Cast, mail_server):
    now = timezone.now()
    area(owner=cast.sam, name="Pricing one-pagers")
    goals.task(owner=cast.sam, title="Call Alpha")
    goals.task(owner=cast.sam, title="Call Beta")
    collateral.make_published(cast.mara, now=now)
    sam, ada = Walker(cast.sam).open("/"), Walker(cast.ada)

    ada.open("/").go("People").follow("Sam Sanders").follow("Leaving")
    ada.reads("Sign-in ends at once.", "Pricing one-pagers", "Call Alpha", "Call Beta")
    ada.press("End the access and hand over", **{field_for(ada, "Call Beta"): cast.sofie.email})
    ada.reads("Sam Sanders can no longer sign in; everything is in other hands.", "Has left")

    sam.open("/").reads("Sign in").press("Sign in", login="sam@test.example", password=PASSWORD)
    sam.reads("This account is closed")
    mina = Walker(cast.mina).open("/").reads("Sam Sanders has left; you now answer for 1 area and 1 task of theirs")
    mina.reads("Call Alpha").go("People").follow("Pricing one-pagers").reads("Mina Minot")
    sofie = Walker(cast.sofie).open("/").reads("Sam Sanders has left; you now answer for 1 task of theirs")
    sofie.follow("Call Beta").reads("Handed over by Sam Sanders", "Sam Sanders", "Not yet accepted")
    assert Member.objects.get(pk=cast.sam.pk).is_active is False


def field_for(walker: Walker, title: str) -> str:
    """The name of the field that says who gets this."""
    (label,) = [one for one in walker.page.xpath("//main//label") if title in one.text_content()]
    (field,) = walker.page.xpath("//*[@id=$id]", id=label.get("for"))
    return field.get("name")


def test_the_start_page_leads_a_stranger_to_the_sign_in_and_back(cast: Cast):
    goals.offered(by=cast.ada, to=cast.sam, title="Call Alpha")
    address = Walker(cast.sam).open("/").follow("Call Alpha").url
    sam = Walker().open(address).press("Sign in", login="sam@test.example", password=PASSWORD)
    assert sam.url == address
    sam.reads("Call Alpha")
    (menu,) = sam.page.xpath("//form[.//button[normalize-space()='Sign out']]")
    assert in_words("Sign out", menu.xpath(".//button")) != []
    sam.press("Sign out").reads("Sign in")
    sam.open(address).reads("Sign in")
