"""What is read of a mail: own words without what the program put around them, and nothing that hostile bytes break."""

from email.message import EmailMessage

import pytest

from apps.notices.incoming import reading, words
from apps.notices.incoming.reading import Arrival

pytestmark = pytest.mark.django_db
TOKEN = "0123456789abcdef0123456789abcdef"
OURS = ["accord@accord.test", "reply+"]


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.REPLY_ADDRESS = "reply+{token}@accord.test"
    settings.DEFAULT_FROM_EMAIL = "Accord <accord@accord.test>"


def raw(body: bytes, heads: bytes = b"Content-Type: text/plain; charset=utf-8") -> bytes:
    head = f"From: Sam <sam@test.example>\nTo: <reply+{TOKEN}@accord.test>\nSubject: Re: Prices\nMessage-ID: <1@mail>\n"
    return head.encode() + heads + b"\n\n" + body


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Yes.\n\nOn Tue, 10 Mar 2026 at 10:05, Accord <accord@accord.test> wrote:\n\n> Hello Sam,\n> due.", "Yes."),
        ("Yes.\n\nOn Tue, 10 Mar 2026 at 10:05, Accord\n<accord@accord.test> wrote:\n> Hello Sam,", "Yes."),
        ("Ja.\n\nAm Di., 10. März 2026 um 10:05 Uhr schrieb Accord <accord@accord.test>:\n\n> Hallo Sam,\n", "Ja."),
        ("Yes.\n\nOn 10 March 2026 Accord <accord@accord.test> wrote:\n\nHello Sam,\nit is due.\n", "Yes."),
        (
            "Yes.\n\n________________________________\nFrom: Accord <accord@accord.test>\nSent: Tuesday\n"
            "To: Sam <sam@test.example>\nSubject: Prices\n\nHello Sam,",
            "Yes.",
        ),
        (
            "Ja.\n\n-----Ursprüngliche Nachricht-----\nVon: Accord <accord@accord.test>\nGesendet: Dienstag\n"
            "An: Sam\nBetreff: Preise\n\nHallo Sam,",
            "Ja.",
        ),
        ("On 10 March 2026 Accord <accord@accord.test> wrote:\n\n> Hello Sam,\n> it is due.\n\nBelow it.", "Below it."),
        ("> Hello Sam,\n\nBelow it.", "Below it."),
        ("Yes.\n\n-- \nSam Sanders\n+49 30 1234", "Yes."),
        ("Yes.\n\n> Hello Sam,\n> due.\n\n-- \nSam Sanders", "Yes."),
        ("Yes.\n\n> On 10 Mar 2026, at 10:05, Accord <accord@accord.test> wrote:\n> \n> Hello Sam,", "Yes."),
        ("Yes.\n\nSent from my iPhone", "Yes."),
        # What isn't sure to be the program's is kept.
        ("> Is it due?\nYes, on Friday.\n> Prices?\nAs before.", "Yes, on Friday.\n> Prices?\nAs before."),
        ("Three things:\n- prices\n- terms", "Three things:\n- prices\n- terms"),
        ("Note: it is late\nReason: Acme\nNext: call", "Note: it is late\nReason: Acme\nNext: call"),
        ("We asked on 3 March:\nno answer.", "We asked on 3 March:\nno answer."),
        ("Sent from my desk, where it is warm", "Sent from my desk, where it is warm"),
        ("-- \nonly this", "--\nonly this"),
    ],
)  # fmt: skip
def test_own_words(text, own):
    assert words.own_words(text, ours=OURS) == own


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Yes.\n\nBest regards,\nSam Sanders", "Yes."),
        ("Yes.\nSam", "Yes."),
        ("Yes.\n\nThanks", "Yes.\n\nThanks"),
        ("Ask\nSofie", "Ask\nSofie"),
        ("Sam", "Sam"),
    ],
)
def test_own_name_below_is_left_out(text, kept):
    assert words.without_farewell(text, name="Sam Sanders") == kept


def test_a_page_is_read_as_lines_without_what_it_quotes():
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>Yes,&nbsp;on <b>Friday</b>.</p>"
        "<ul><li>prices</li><li>terms</li></ul><script>alert(1)</script>"
        '<div class="gmail_quote">On Tuesday:<blockquote><div>Hello</div>Sam</blockquote></div><p>Bye</p>'
        '<div id="divRplyFwdMsg">From: Accord</div>All of the original'
    )
    assert words.of_html(page) == "Yes, on Friday.\n\nprices\n\nterms\n\nBye"


def test_a_mail_as_it_is_judged():
    assert reading.read(raw("Größe?".encode())) == Arrival(
        message_id="<1@mail>", sender="sam@test.example", subject="Re: Prices", token=TOKEN, text="Größe?"
    )


def test_the_plain_part_is_preferred_and_files_are_named_as_such():
    mail = EmailMessage()
    mail["From"] = "sam@test.example"
    mail.set_content("Plain.")
    mail.add_alternative("<p>Page.</p>", subtype="html")
    mail.add_attachment("Attached words.", filename="notes.txt")
    found = reading.read(mail.as_bytes())
    assert (found.text, found.attached, found.token) == ("Plain.", True, "")


def test_a_page_alone_is_read():
    assert reading.read(raw(b"<p>Yes.</p>", b"Content-Type: text/html")).text == "Yes."


def test_a_mail_inside_the_mail_is_not_read():
    mail = EmailMessage()
    inner = EmailMessage()
    inner.set_content("Secret of somebody else.")
    mail["From"] = "sam@test.example"
    mail.set_content("Look.")
    mail.add_attachment(inner)
    assert reading.read(mail.as_bytes()).text == "Look."


@pytest.mark.parametrize(
    ("heads", "body", "text"),
    [
        (b"Content-Type: text/plain; charset=klingon", b"Yes \xff.", "Yes \ufffd."),
        (b"Content-Type: text/plain; charset=hex", b"Yes.", "Yes."),
        (b"Content-Type: text/plain; charset=utf-16", b"Y", "\ufffd"),
        (b"Content-Type: text/plain; charset=\"a\x00b\"", b"Yes.", "Yes."),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: base64", b"!!!!", ""),
        (b"Content-Type: text/plain\nContent-Transfer-Encoding: nonsense", b"Yes.", "Yes."),
        (b"Content-Type: nonsense", b"Yes.", "Yes."),
        (b"Content-Type: multipart/mixed; boundary=never", b"Yes.", ""),
        (b"Content-Type: text/plain", b"Y\x00e\x1b[31ms\x07.", "Ye[31ms."),
        (b"Content-Type: text/plain; charset=utf-7", b"+2AA-x", "?x"),
    ],
)  # fmt: skip
def test_broken_mails_cost_letters_and_nothing_more(heads, body, text):
    assert reading.read(raw(body, heads)).text == text


@pytest.mark.parametrize(
    "sender",
    [b"", b"From: sam@test.example, mara@test.example", b"From: a@b\nFrom: c@d", b"From: nobody", b"From: \xff\xfe"],
)
def test_without_exactly_one_sender_there_is_none(sender):
    assert reading.read(sender + b"\nSubject: x\n\nYes.").sender == ""


@pytest.mark.parametrize(
    "given", [b"", b"Message-ID: 1@mail", b"Message-ID: <a b@mail>", b"Message-ID: <" + b"x" * 300 + b"@mail>"]
)
def test_without_a_sound_id_the_bytes_are_it(given):
    mail = b"From: sam@test.example\n" + given + b"\n\nYes."
    assert reading.read(mail).message_id == reading.fingerprint(mail)


@pytest.mark.parametrize(
    "head",
    [
        f"Delivered-To: reply+{TOKEN}@accord.test",
        f"To: Accord <REPLY+{TOKEN.upper()}@ACCORD.TEST>",
        f"Cc: x@y, reply+{TOKEN}@accord.test",
    ],
)
def test_the_token_is_found_in_any_head_that_names_a_receiver(head):
    assert reading.read(f"{head}\n\nYes.".encode()).token == TOKEN


@pytest.mark.parametrize(
    "head",
    [
        f"Subject: reply+{TOKEN}@accord.test",
        f"To: reply+{TOKEN}@accord.test.evil.example",
        f"To: xreply+{TOKEN}@accord.test",
        f"To: reply+{TOKEN}0@accord.test",
    ],
)
def test_no_token_is_found_elsewhere(head):
    assert reading.read(f"{head}\n\nYes.".encode()).token == ""


def test_subjects_are_read_and_never_break_a_line():
    subject = b"=?utf-8?q?Gr=C3=B6=C3=9Fe=0D=0ABcc=3A_x?="
    assert reading.read(b"Subject: " + subject + b"\n\nx").subject == "Größe Bcc: x"
    assert reading.read(b"Subject: =?klingon?q?x?=\n\nx").subject == "=?klingon?q?x?="


def test_bombs_end_at_once():
    nested = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"
    with pytest.raises(reading.TooManyParts):
        reading.read(b"From: sam@test.example\n" + nested * 101)
    assert reading.read(b"From: sam@test.example\n" + nested * 90).text == ""
    page = "<div>" * 200_000
    assert words.of_html(page[: reading.LONGEST_TEXT]) == ""
    assert words.own_words("a:\n" * 60_000, ours=OURS).startswith("a:\na:")
    assert words.own_words(">" * 200_000 + "\n" + "-" * 200_000, ours=OURS) != ""
