from django.urls import path

from apps.notices import views

app_name = "notices"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("notices/read/", views.mark_all_read, name="mark_all_read"),
    path("notices/preferences/", views.preferences, name="preferences"),
    path("notices/unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("notices/<uuid:pk>/", views.open_notice, name="open"),
    path("notices/<uuid:pk>/read/", views.read_notice, name="read"),
    path("comments/<uuid:pk>/edit/", views.edit_comment, name="edit_comment"),
    path("comments/<uuid:pk>/withdraw/", views.withdraw_comment, name="withdraw_comment"),
    path("comments/<slug:kind>/<uuid:pk>/", views.comment, name="comment"),
    path("follow/<slug:kind>/<uuid:pk>/", views.follow, name="follow"),
    path("unfollow/<slug:kind>/<uuid:pk>/", views.unfollow, name="unfollow"),
    path("help/<slug:kind>/<uuid:pk>/", views.offer_help, name="offer_help"),
    path("admin/received-mail/", views.received_mails, name="received_mails"),
    path("admin/sent-mail/", views.deliveries, name="deliveries"),
    path("admin/sent-mail/<uuid:pk>/", views.delivery, name="delivery"),
    path("admin/sent-mail/<uuid:pk>/send-again/", views.send_again, name="send_again"),
]
