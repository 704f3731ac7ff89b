from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "apps.home"
    verbose_name = _("home")

    def ready(self) -> None:
        from apps.home import things

        things.register()
