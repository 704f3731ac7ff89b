from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "apps.meetings"

    def ready(self) -> None:
        from apps.meetings import due, things, work

        things.register()
        due.register()
        work.register()
