"""How allauth behaves here: no open sign-up, links from the configured address, mails through our outbox."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

THIS_MACHINE = "127.0.0.1"


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("That e-mail and that password don't belong together."),
        "too_many_login_attempts": gettext_lazy(
            "That was tried wrongly too often. Wait five minutes, or choose a new password by mail."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by invitation only."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Who comes by a socket file comes from this machine, unless a proxy that we trust says for whom it asks."""
        if not request.META.get("REMOTE_ADDR"):
            request.META["REMOTE_ADDR"] = THIS_MACHINE
        return super().get_client_ip(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        path = super().get_reset_password_from_key_url(key)
        return settings.BASE_URL + "/" + path.split("://", 1)[-1].split("/", 1)[-1]

    def is_reauthentication_required(self, *, app: str, **given: Any) -> bool:
        """Who signed in within the last fifteen minutes has just shown who they are; allauth alone would ask again."""
        records = get_authentication_records(self.request, self.request.user)
        latest = records[-1]["at"] if records else 0.0
        return time.time() - latest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Members sign in by e-mail; there is no other name."""
