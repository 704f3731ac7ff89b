from django.urls import path

from apps.meetings.views import agenda, lists, meetings, minutes, scheduling

app_name = "meetings"
urlpatterns = [
    path("meetings/", lists.meetings, name="meetings"),
    path("meetings/decisions/", lists.decisions, name="decisions"),
    path("meetings/new/", scheduling.new, name="new"),
    path("meetings/series/<uuid:pk>/", scheduling.series, name="series"),
    path("meetings/series/<uuid:pk>/edit/", scheduling.edit, name="edit_series"),
    path("meetings/series/<uuid:pk>/rhythm/", scheduling.reschedule, name="reschedule"),
    path("meetings/series/<uuid:pk>/end/", scheduling.end, name="end_series"),
    path("meetings/<uuid:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:pk>/move/", scheduling.move, name="move"),
    path("meetings/<uuid:pk>/cancel/", scheduling.cancel, name="cancel"),
    path("meetings/<uuid:pk>/answer/", meetings.answer, name="answer"),
    path("meetings/<uuid:pk>/start/", meetings.start, name="start"),
    path("meetings/<uuid:pk>/attendance/", meetings.attend, name="attend"),
    path("meetings/<uuid:pk>/written/", minutes.written, name="written"),
    path("meetings/<uuid:pk>/write/", minutes.write, name="write"),
    path("meetings/<uuid:pk>/obstacle/", minutes.obstacle, name="obstacle"),
    path("meetings/<uuid:pk>/close/", minutes.close, name="close"),
    path("meetings/<uuid:pk>/addendum/", minutes.add, name="add"),
    path("meetings/<uuid:pk>/propose/", agenda.propose, name="propose"),
    path("meetings/<uuid:pk>/take-in/", agenda.take_in, name="take_in"),
    path("meetings/items/<uuid:pk>/edit/", agenda.edit, name="edit_item"),
    path("meetings/items/<uuid:pk>/move/", agenda.move, name="move_item"),
    path("meetings/items/<uuid:pk>/take-off/", agenda.take_off, name="take_off"),
    path("meetings/items/<uuid:pk>/reached/", agenda.reach, name="reach"),
    path("meetings/entries/<uuid:pk>/edit/", minutes.edit, name="edit_entry"),
]
