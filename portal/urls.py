from django.urls import include, path

from portal import health, status

handler500 = "portal.errors.server_error"
urlpatterns = [
    path("", include("apps.home.urls")),
    path("", include("apps.notices.urls")),
    path("", include("apps.people.urls")),
    path("", include("apps.agreements.urls")),
    path("", include("apps.goals.urls")),
    path("", include("apps.collateral.urls")),
    path("", include("apps.leads.urls")),
    path("", include("apps.meetings.urls")),
    path("", include("apps.followups.urls")),
    path("admin/status/", status.status, name="status"),
    path("account/", include("apps.people.account_urls")),
    path("api/v1/", include("portal.api")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
