from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "apps.agreements"

    def ready(self) -> None:
        from apps.agreements import due, things, work

        things.register()
        due.register()
        work.register()
