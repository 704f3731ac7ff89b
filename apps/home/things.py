"""Home's places in the navigation; it has no things of its own."""

from django.utils.translation import gettext_lazy as _

from apps.core import navigation


def register() -> None:
    navigation.register(
        navigation.Entry(5, _("Home"), "home:home", icon="home", key="h", thumb=1, beneath=("/other-side/",))
    )
