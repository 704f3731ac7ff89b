from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "apps.agreements"
    verbose_name = _("agreements")

    def ready(self) -> None:
        from apps.agreements import due, things, work

        things.register()
        due.register()
        work.register()
