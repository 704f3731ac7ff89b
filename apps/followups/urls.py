from django.urls import path

from apps.followups import views

app_name = "followups"
urlpatterns = [
    path("admin/follow-ups/", views.rules, name="rules"),
    path("admin/follow-ups/<uuid:pk>/", views.rule, name="rule"),
    path("follow-ups/snooze/<slug:kind>/<slug:about_kind>/<uuid:pk>/", views.snooze, name="snooze"),
    path("follow-ups/<uuid:pk>/wake/", views.wake, name="wake"),
]
