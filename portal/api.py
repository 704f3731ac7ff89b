"""Every app's operations under `/api/v1/`, their description, and the page that shows it."""

from django.urls import include, path

from apps.people.door import action
from apps.people.door.pages import Nowhere, SchemaView, docs
from apps.people.door.undoing import TakeBack

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
    *action("undo", TakeBack),
    path("", include("apps.people.api")),
    path("", include("apps.notices.api")),
    path("", include("apps.agreements.api")),
    path("", include("apps.goals.api")),
    path("", include("apps.collateral.api")),
    path("", include("apps.leads.api")),
    path("", include("apps.meetings.api")),
    path("", include("apps.followups.api")),
    path("", include("apps.home.api")),
    path("<path:anything>", Nowhere.as_view(), name="api-nowhere"),
]
