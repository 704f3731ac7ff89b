"""The sign-in page, with the demo's accounts while the company is the demo."""

from typing import Any

from allauth.account.views import LoginView

from apps.people import queries, starter


class SignIn(LoginView):
    def get_context_data(self, **given: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**given)
        accounts = queries.demo_accounts()
        return context | {"demo_accounts": accounts, "demo_password": starter.DEMO_WORDS if accounts else ""}
