from django.apps import AppConfig


class LeadsConfig(AppConfig):
    name = "apps.leads"

    def ready(self) -> None:
        from apps.leads import due, things, work

        things.register()
        due.register()
        work.register()
