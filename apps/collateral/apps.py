from django.apps import AppConfig


class CollateralConfig(AppConfig):
    name = "apps.collateral"

    def ready(self) -> None:
        from apps.collateral import due, things

        things.register()
        due.register()
