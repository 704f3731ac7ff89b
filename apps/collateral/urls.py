from django.urls import path

from apps.collateral import views

app_name = "collateral"
urlpatterns = [
    # The library.
    path("collateral/", views.library, name="library"),
    path("collateral/upload/", views.upload, name="upload"),
    path("collateral/<uuid:pk>/", views.asset, name="asset"),
    path("collateral/<uuid:pk>/edit/", views.edit, name="edit"),
    path("collateral/<uuid:pk>/replace/", views.replace, name="replace"),
    path("collateral/<uuid:pk>/publish/", views.publish, name="publish"),
    path("collateral/<uuid:pk>/unpublish/", views.unpublish, name="unpublish"),
    path("collateral/<uuid:pk>/archive/", views.archive, name="archive"),
    path("collateral/<uuid:pk>/restore/", views.restore, name="restore"),
    path("collateral/<uuid:pk>/read-again/", views.read_again, name="read_again"),
    path("collateral/link/", views.add_link, name="add_link"),
    path("collateral/write/", views.write, name="write"),
    path("collateral/<uuid:pk>/check-link/", views.check_link, name="check_link"),
    path("collateral/<uuid:pk>/compare/", views.compare, name="compare"),
    path("collateral/<uuid:pk>/file/", views.newest_file, name="newest_file"),
    path("collateral/versions/<uuid:pk>/roll-back/", views.roll_back, name="roll_back"),
    path("collateral/versions/<uuid:pk>/rate/", views.rate, name="rate"),
    path("collateral/feedback/", views.feedback, name="feedback"),
    path("collateral/feedback/<uuid:pk>/answer/", views.answer_feedback, name="answer_feedback"),
    path("collateral/feedback/<uuid:pk>/reopen/", views.reopen_feedback, name="reopen_feedback"),
    path("collateral/<uuid:pk>/fixed/", views.fix_feedback, name="fix_feedback"),
    path("collateral/files/<uuid:pk>/<str:sha256>/", views.download, name="download"),
    # Shares with customers.
    path("collateral/<uuid:pk>/share/", views.share_asset, name="share_asset"),
    path("collateral/shares/", views.shares, name="shares"),
    path("collateral/shares/<uuid:pk>/", views.share, name="share"),
    path("collateral/shares/<uuid:pk>/extend/", views.extend_share, name="extend_share"),
    path("collateral/shares/<uuid:pk>/revoke/", views.revoke_share, name="revoke_share"),
    path("shared/<str:token>/", views.shared, name="shared"),
    path("shared/<str:token>/<uuid:pk>/file/", views.shared_file, name="shared_file"),
    # Requests.
    path("requests/", views.requests, name="requests"),
    path("requests/board/", views.board, name="board"),
    path("requests/new/", views.ask, name="ask"),
    path("requests/<uuid:pk>/", views.request, name="request"),
    path("requests/<uuid:pk>/edit/", views.edit_request, name="edit_request"),
    path("requests/<uuid:pk>/vote/", views.vote, name="vote"),
    path("requests/<uuid:pk>/take-back-vote/", views.take_back_vote, name="take_back_vote"),
    path("requests/<uuid:pk>/merge/", views.merge, name="merge"),
    path("requests/<uuid:pk>/accept/", views.accept, name="accept"),
    path("requests/<uuid:pk>/decline/", views.decline, name="decline"),
    path("requests/<uuid:pk>/start/", views.start, name="start"),
    path("requests/<uuid:pk>/deliver/", views.deliver, name="deliver"),
    path("requests/<uuid:pk>/confirm/", views.confirm, name="confirm"),
    path("requests/<uuid:pk>/reopen/", views.reopen, name="reopen"),
]
