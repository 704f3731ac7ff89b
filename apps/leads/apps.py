from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LeadsConfig(AppConfig):
    name = "apps.leads"
    verbose_name = _("leads")

    def ready(self) -> None:
        from apps.leads import due, things, work

        things.register()
        due.register()
        work.register()
