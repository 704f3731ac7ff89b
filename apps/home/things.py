"""Home's places in the navigation; it has no things of its own."""

from django.utils.translation import gettext_lazy as _

from apps.core import navigation


def register() -> None:
    navigation.register(navigation.Entry(order=5, label=_("Home"), url_name="home:home", icon="home", key="h", thumb=1))
