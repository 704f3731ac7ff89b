"""Every app's operations under `/api/v1/`, their description, and the page that shows it."""

from django.urls import path

from apps.agreements import api as agreements
from apps.collateral import api as collateral
from apps.core.addresses import by_first_word
from apps.followups import api as followups
from apps.goals import api as goals
from apps.home import api as home
from apps.leads import api as leads
from apps.meetings import api as meetings
from apps.notices import api as notices
from apps.people import api as people
from apps.people.door import action
from apps.people.door.pages import Nowhere, SchemaView, docs
from apps.people.door.undoing import TakeBack

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
    *action("undo", TakeBack),
    *by_first_word(
        [
            *people.urlpatterns,
            *notices.urlpatterns,
            *agreements.urlpatterns,
            *goals.urlpatterns,
            *collateral.urlpatterns,
            *leads.urlpatterns,
            *meetings.urlpatterns,
            *followups.urlpatterns,
            *home.urlpatterns,
        ]
    ),
    path("<path:anything>", Nowhere.as_view(), name="api-nowhere"),
]
