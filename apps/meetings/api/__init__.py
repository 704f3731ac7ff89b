"""Series, meetings, agendas and minutes for machines: the pages' own commands and refusals."""

from apps.meetings.api import agenda, meetings, minutes, series

urlpatterns = [*series.urlpatterns, *meetings.urlpatterns, *agenda.urlpatterns, *minutes.urlpatterns]
