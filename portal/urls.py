from django.urls import include, path

from apps.core.addresses import pages_of
from portal import health, status

handler500 = "portal.errors.server_error"
urlpatterns = [
    pages_of("home"),
    pages_of("notices"),
    pages_of("people"),
    pages_of("agreements"),
    pages_of("goals"),
    pages_of("collateral"),
    pages_of("leads"),
    pages_of("meetings"),
    pages_of("followups"),
    path("admin/status/", status.status, name="status"),
    path("account/", include("apps.people.account_urls")),
    path("api/v1/", include("portal.api")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
