"""A salesperson shares on the phone between two calls; a customer opens it without an account."""

from tests.factories import collateral as make


def test_sam_shares_on_the_phone_and_hears_when_jane_opens_it(live_cast, person):
    make.make_published(live_cast.mara, "Gaskets last longer", title="Why it lasts", summary="Two lines on seals.")
    sam, jane = person(live_cast.sam, phone=True), person(phone=True, theme="dark")

    sam.start().go("Collateral").follow("Why it lasts").follow("Share with a customer")
    sam.fill("For whom?", "Jane Doe, Acme").press("Make the link").reads("For your mail", "Two lines on seals.")
    url = sam.main.locator("#link").inner_text()
    sam.follow("I have copied it").reads("Jane Doe, Acme hasn't opened it yet.")

    jane.open(url)
    jane.reads("Sam Sanders of Test & Co shares this with Jane Doe, Acme.", "Nothing else about you is kept.")
    jane.press("Open").reads("Gaskets last longer", "Save the file")
    sam.start().follow("Jane Doe, Acme opened “Why it lasts”").reads("Jane Doe, Acme opened it once.")

    # By mistake it went to the wrong Jane.
    sam.press("Revoke the link for good").reads("The link shows nothing any more.")
    jane.expected.add(410)
    jane.open(url)
    jane.reads("This link is over").does_not_read("Why it lasts")
    jane.press("Ask Sam Sanders for it").reads("Sam Sanders knows now that you would like to see it.")
    sam.start().follow("Jane Doe, Acme asks for “Why it lasts”, and the link is over: it was revoked").reads(
        "It was revoked"
    )
