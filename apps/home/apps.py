from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "apps.home"

    def ready(self) -> None:
        from apps.home import things

        things.register()
