from django.urls import path

from apps.agreements.views import agreements, answers, drafts, reading, standing_in, steps, suggestions

app_name = "agreements"
urlpatterns = [
    path("agreements/", agreements.agreements, name="agreements"),
    path("agreements/agreed/", reading.agreed, name="agreed"),
    path("agreements/new/", drafts.new_agreement, name="new_agreement"),
    path("agreements/as-of/", reading.as_of, name="as_of"),
    path("agreements/<uuid:pk>/", agreements.agreement, name="agreement"),
    path("agreements/<uuid:pk>/draft/", drafts.edit_draft, name="edit_draft"),
    path("agreements/<uuid:pk>/propose/", steps.propose, name="propose"),
    path("agreements/<uuid:pk>/take-back/", steps.take_back, name="take_back"),
    path("agreements/<uuid:pk>/withdraw/", steps.withdraw, name="withdraw"),
    path("agreements/<uuid:pk>/amend/", steps.amend, name="amend"),
    path("agreements/<uuid:pk>/read/", steps.acknowledge, name="acknowledge"),
    path("agreements/<uuid:pk>/agree/", answers.agree, name="agree"),
    path("agreements/<uuid:pk>/agree-with-a-concern/", answers.agree_with_concern, name="agree_with_concern"),
    path("agreements/<uuid:pk>/object/", answers.object_to, name="object_to"),
    path("agreements/<uuid:pk>/withdraw-objection/", answers.withdraw_objection, name="withdraw_objection"),
    path("agreements/<uuid:pk>/seats/<uuid:seat_id>/", answers.name_successor, name="name_successor"),
    path("agreements/<uuid:pk>/seats/<uuid:seat_id>/reseat/", standing_in.reseat, name="reseat"),
    path("agreements/<uuid:pk>/proxy/", standing_in.name_proxy, name="name_proxy"),
    path("agreements/<uuid:pk>/proxy/end/", standing_in.end_proxy, name="end_proxy"),
    path("agreements/<uuid:pk>/end/", steps.terminate, name="terminate"),
    path("agreements/<uuid:pk>/discard/", steps.discard_draft, name="discard_draft"),
    path("agreements/<uuid:pk>/moves/<uuid:move_id>/talk/", steps.talk_about, name="talk_about"),
    path("agreements/<uuid:pk>/review/", steps.review, name="review"),
    path("agreements/<uuid:pk>/suggest/", suggestions.suggest, name="suggest"),
    path("agreements/<uuid:pk>/suggestions/<uuid:suggestion_id>/take/", suggestions.take, name="take_suggestion"),
    path(
        "agreements/<uuid:pk>/suggestions/<uuid:suggestion_id>/decline/",
        suggestions.decline,
        name="decline_suggestion",
    ),
    path(
        "agreements/<uuid:pk>/suggestions/<uuid:suggestion_id>/withdraw/",
        suggestions.withdraw,
        name="withdraw_suggestion",
    ),
    path("agreements/<uuid:pk>/versions/<int:number>/", agreements.version, name="version"),
    path("agreements/<uuid:pk>/compare/", reading.compare, name="compare"),
]
