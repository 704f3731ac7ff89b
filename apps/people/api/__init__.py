"""The company and its people at the machine's door."""

from apps.people.api import access, areas, company, invitations, me, members

urlpatterns = [
    *me.urlpatterns,
    *members.urlpatterns,
    *invitations.urlpatterns,
    *areas.urlpatterns,
    *company.urlpatterns,
    *access.urlpatterns,
]
