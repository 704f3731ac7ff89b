"""Every page but a few asks strangers to sign in, whatever they send."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.house.addresses import addresses

# Who has no account yet, can't get in, or is a machine.
OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "people:invitation",
    "notices:unsubscribe",
    "goals:shared_scoreboard",
    "collateral:shared",
    "collateral:shared_file",
    "collateral:shared_item",
    "healthz",
    "readyz",
    # They answer as the API does: 401.
    "api-schema",
    "api-nowhere",
}
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
EXAMPLES = {one.name: one.example for one in addresses()}


def test_the_list_of_open_pages_is_no_longer_than_it_must_be():
    assert sorted(OPEN - set(EXAMPLES)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(set(EXAMPLES) - OPEN))
def test_a_stranger_is_asked_to_sign_in(name):
    url, client = EXAMPLES[name], Client()
    answers = {method: client.generic(method, url) for method in METHODS}
    said = {method: (answer.status_code, answer.headers.get("Location")) for method, answer in answers.items()}
    assert said == dict.fromkeys(METHODS, (302, f"{reverse('account_login')}?next={url}"))
