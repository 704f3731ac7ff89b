"""The portal with nothing in front of the view but the session and the member, and no view but the floors."""

import gc

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
settings.MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
settings.ROOT_URLCONF = "bench._bare"
application = WSGIHandler()
# As the portal's own: what a process gains from it is no merit of a page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000)
