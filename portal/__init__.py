"""The portal: settings, addresses and processes; the only place that knows every app."""

from portal.celery import app as celery_app

VERSION = "0.1.0"

__all__ = ["VERSION", "celery_app"]
