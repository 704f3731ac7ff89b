from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from apps.core import navigation

        navigation.register_admin(
            navigation.Entry(
                90, _("Status"), "status", "check", hint=_("Whether all of it is at work, and the last backup")
            )
        )
