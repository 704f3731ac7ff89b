"""INBOX_URL and ACCORD_REPLY_ADDRESS: what they mean, and the sentence where they are wrong."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env


@pytest.mark.parametrize(
    ("url", "differs"),
    [
        ("imaps://accord:secret@mail.example", {}),
        ("imaps://accord:secret@mail.example/INBOX", {}),
        ("imaps://accord:secret@mail.example:1993/Accord%20mail", {"port": 1993, "folder": "Accord mail"}),
        ("imap://accord:secret@mail.example?tls=1", {"port": 143, "use_ssl": False, "use_tls": True}),
        ("imap://accord:secret@mail.example", {"port": 143, "use_ssl": False}),
        ("imaps://accord%40mail.example:p%3A%2F@mail.example", {"username": "accord@mail.example", "password": "p:/"}),
    ],
)
def test_a_mailbox_by_its_address(url, differs):
    assert (
        env.inbox(url)
        == {
            "host": "mail.example",
            "port": 993,
            "username": "accord",
            "password": "secret",
            "folder": "INBOX",
            "use_ssl": True,
            "use_tls": False,
        }
        | differs
    )


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("pop3://accord:secret@mail.example", "must begin with imap:// or imaps://"),
        ("imaps://mail.example", "needs a user and a password"),
        ("imaps://accord@mail.example", "needs a user and a password"),
        ("imaps://accord:g%C3%A4@mail.example", "plain ASCII"),
        ("imaps://accord:a%0D%0Ab@mail.example", "plain ASCII"),
        ("imaps://accord:secret@mail.example/a%22b", "plain ASCII"),
    ],
)
def test_a_wrong_mailbox_says_what_to_write(url, words):
    with pytest.raises(ImproperlyConfigured, match=words):
        env.inbox(url)


@pytest.mark.parametrize(
    ("template", "username", "address"),
    [
        ("", "accord@mail.example", "accord+{token}@mail.example"),
        ("reply-{token}@mail.example", "accord", "reply-{token}@mail.example"),
        ("{token}@reply.mail.example", "accord@mail.example", "{token}@reply.mail.example"),
    ],
)
def test_the_address_for_replies(template, username, address):
    assert env.reply_address(template, username) == address


@pytest.mark.parametrize(
    "template",
    ["", "reply@mail.example", "reply+{token}", "a@{token}.example", "{token}{token}@mail.example",
     "Accord <reply+{token}@mail.example>", "rückmeldung+{token}@mail.example", "r" * 33 + "{token}@mail.example"],
)  # fmt: skip
def test_a_wrong_address_says_what_to_write(template):
    with pytest.raises(ImproperlyConfigured, match="ACCORD_REPLY_ADDRESS"):
        env.reply_address(template, "accord")
