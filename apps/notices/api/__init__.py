"""Inbox, discussion, follow, and the outbox for admins, at the machine's door."""

from apps.notices.api import deliveries, discussion, inbox

urlpatterns = [*inbox.urlpatterns, *discussion.urlpatterns, *deliveries.urlpatterns]
