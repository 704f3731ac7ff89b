from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    name = "apps.followups"

    def ready(self) -> None:
        from apps.followups.things import register

        register()
