"""The signed version on paper: Chromium makes the PDF, and all that makes it trustworthy is read back from it."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from pypdf import PdfReader

from apps.agreements import commands
from apps.people import commands as people
from tests.factories import agreements as make

BEGUN = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)


def words_of(pdf):
    """All words of all pages; a hash may be broken over two lines."""
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return " ".join(text.split())


def at(minutes):
    return BEGUN + timedelta(minutes=minutes)


def printed(person, member, agreement, number=1):
    visitor = person(member)
    visitor.page.goto(f"{visitor.base}/agreements/{agreement.pk}/versions/{number}/")
    return visitor.page.pdf(format="A4", print_background=False)


def test_the_signed_version_on_paper(live_cast, person, tmp_path):
    cast = live_cast
    text = "We answer within a day.\n\n" + "\n\n".join(f"Line {number}: we call back." for number in range(1, 61))
    agreement = make.draft(cast, text=text, title="How we work", seats=[cast.sam, cast.mara, cast.eva], now=at(0))
    commands.propose(actor=cast.mara, agreement=agreement, now=at(1))
    first = make.digest(agreement)
    objection = {"why": "Fairs are too loud.", "would_do": "Two days at fairs."}
    commands.object_to(actor=cast.sam, agreement=agreement, digest=first, now=at(2), **objection)
    commands.take_back(actor=cast.mara, agreement=agreement, now=at(3))
    commands.edit_draft(actor=cast.mara, agreement=agreement, text=f"{text}\n\nTwo at fairs.", now=at(4))
    commands.propose(actor=cast.mara, agreement=agreement, now=at(5))
    digest = make.digest(agreement)
    make.signed_by(agreement, cast.mara, now=at(6), words="You hear from us first.")
    make.signed_by(agreement, cast.sam, now=at(70), concern="Two may be short, too.")
    make.signed_by(agreement, cast.eva, now=at(140))
    people.leave(actor=cast.ada, member=cast.sam, now=at(200))
    seat = make.version(agreement).seats.get(side="sales")
    commands.name_successor(actor=cast.ada, agreement=agreement, seat=seat, to=cast.sofie, now=at(201))
    make.signed_by(agreement, cast.sofie, now=at(202))

    pdf = printed(person, cast.milo, agreement)
    (tmp_path / "sheet.pdf").write_bytes(pdf)
    assert "Line 1: we call back." in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    words = words_of(pdf)
    close = words.replace(" ", "")
    # Nine in the morning in UTC is ten in Berlin, before the clocks change.
    expected = [
        "How we work",
        "Version 1. This is what counts now.",
        "Line 60: we call back.",
        "Two at fairs.",
        "Mara Marsh Marketing 10 Mar 2026, 10:06:00 CET",
        "“You hear from us first.”",
        "Sam Sanders Sales 10 Mar 2026, 11:10:00 CET",
        "Agrees, with a concern: Two may be short, too.",
        "Eva Evers Leadership 10 Mar 2026, 12:20:00 CET",
        "Sofie Sommer Sales 10 Mar 2026, 13:22:00 CET, as successor",
        "Sam Sanders Sales 10 Mar 2026, 10:02:00 CET",
        "Why: Fairs are too loud.",
        "Acceptable if: Two days at fairs.",
        "Mara Marsh, 10 Mar 2026, 10:05:00 CET",
    ]
    assert [sentence for sentence in expected if sentence.replace(" ", "") not in close] == []
    # One with each of four signatures, and the seal; the objection names what it was said to.
    assert (close.count(digest), close.count(first)) == (5, 1)
    # Nothing to press, and no navigation, gets onto the paper.
    assert [word for word in ("Skip to", "Inbox", "Sign out", "I agree") if word in words] == []


def test_what_is_not_agreed_says_so_on_paper(live_cast, person):
    agreement = make.signed_by(make.proposed(live_cast, title="How we work"), live_cast.mara)
    words = words_of(printed(person, live_cast.milo, agreement))
    for sentence in ("This isn't agreed.", "Sam Sanders Sales Hasn't agreed to it.", "Mara Marsh Marketing"):
        assert sentence.replace(" ", "") in words.replace(" ", "")
