from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupsConfig(AppConfig):
    name = "apps.followups"
    verbose_name = _("follow-ups")

    def ready(self) -> None:
        from apps.followups.things import register

        register()
