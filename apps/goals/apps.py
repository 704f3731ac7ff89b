from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GoalsConfig(AppConfig):
    name = "apps.goals"
    verbose_name = _("goals")

    def ready(self) -> None:
        from apps.goals import due, things, work

        things.register()
        due.register()
        work.register()
