from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollateralConfig(AppConfig):
    name = "apps.collateral"
    verbose_name = _("collateral")

    def ready(self) -> None:
        from apps.collateral import due, things, work

        things.register()
        due.register()
        work.register()
