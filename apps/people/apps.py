from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "apps.people"
    verbose_name = _("people")

    def ready(self) -> None:
        from apps.people import things

        things.register()
