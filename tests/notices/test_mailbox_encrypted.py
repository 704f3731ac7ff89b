"""The mailbox over TLS, from the first byte or by STARTTLS; who can't prove who they are gets no password."""

import pytest

from apps.notices.incoming.imap import Box, Unreachable
from tests import imap
from tests.certificates import certificate

MAIL = b"From: Sam <sam@test.example>\r\nSubject: Hello\r\n\r\nDoes it cover healthcare?\r\n"
BOTH_WAYS = pytest.mark.parametrize("at_once", [True, False], ids=["imaps", "starttls"])


@pytest.fixture
def trusted(monkeypatch):
    """`trusted(file)`: this machine trusts that certificate."""
    return lambda file: monkeypatch.setenv("SSL_CERT_FILE", str(file))


@BOTH_WAYS
def test_mails_are_fetched_over_an_encrypted_connection(tmp_path, trusted, at_once):
    proof = certificate(tmp_path, address="127.0.0.1")
    trusted(proof)
    with imap.running(proof=proof, at_once=at_once) as server:
        server.put(MAIL)
        with Box(server.settings) as box:
            (number,) = box.waiting()
            assert box.read(number) == (MAIL, True)
            box.mark_taken(number)
        assert server.count("ANSWERED") == 1


@BOTH_WAYS
def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path, at_once):
    proof = certificate(tmp_path, address="127.0.0.1")
    with (
        imap.running(proof=proof, at_once=at_once) as server,
        pytest.raises(Unreachable, match=r"certificate verify failed: self.signed"),
        Box(server.settings),
    ):
        raise AssertionError("signed in")


@BOTH_WAYS
def test_the_certificate_of_another_server_is_refused(tmp_path, trusted, at_once):
    proof = certificate(tmp_path, address="127.0.0.2")
    trusted(proof)
    with (
        imap.running(proof=proof, at_once=at_once) as server,
        pytest.raises(Unreachable, match=r"certificate is not valid for '127\.0\.0\.1'"),
        Box(server.settings),
    ):
        raise AssertionError("signed in")


def test_no_password_goes_where_encryption_was_asked_for_and_is_not_offered():
    with (
        imap.running() as server,
        pytest.raises(Unreachable, match="TLS not supported by server"),
        Box(server.settings | {"use_tls": True}),
    ):
        raise AssertionError("signed in")
