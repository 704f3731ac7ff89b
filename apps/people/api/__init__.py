"""The company and its people at the machine's door."""

from apps.people.api import access, areas, company, me, members

urlpatterns = [
    *me.urlpatterns,
    *members.urlpatterns,
    *areas.urlpatterns,
    *company.urlpatterns,
    *access.urlpatterns,
]
