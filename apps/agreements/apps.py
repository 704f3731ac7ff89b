from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "apps.agreements"

    def ready(self) -> None:
        from apps.agreements import due, things

        things.register()
        due.register()
