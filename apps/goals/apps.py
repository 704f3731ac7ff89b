from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "apps.goals"

    def ready(self) -> None:
        from apps.goals import due, things

        things.register()
        due.register()
