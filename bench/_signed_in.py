"""A session for the bench's first marketer, made as a sign-in makes it."""


def cookie() -> dict[str, str]:
    from django.conf import settings
    from django.test import Client

    from apps.people.models import Member

    client = Client()
    client.force_login(
        Member.objects.get(email="m0@bench.example"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}
