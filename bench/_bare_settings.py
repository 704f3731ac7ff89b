"""The portal's settings with nothing in front of the view but the session and the member."""

from portal.settings import *  # noqa: F403

ROOT_URLCONF = "bench._bare"
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
REST_FRAMEWORK = {"DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"]}
