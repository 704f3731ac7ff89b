"""How allauth behaves here: no open sign-up, links from the configured address, mails through our outbox."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by invitation only."""
        return False

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = super().get_reset_password_from_key_url(key)
        return settings.BASE_URL + "/" + path.split("://", 1)[-1].split("/", 1)[-1]

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Members sign in by e-mail; there is no other name."""
