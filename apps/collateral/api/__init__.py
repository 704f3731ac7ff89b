from django.urls import path

from apps.collateral.api import assets, boards, feedback, parts, requests, shares, synonyms, versions
from apps.people.door import resource

urlpatterns = [
    *resource(
        "assets",
        assets.Assets,
        assets.OneAsset,
        publish=assets.PublishAsset,
        unpublish=assets.UnpublishAsset,
        archive=assets.ArchiveAsset,
        restore=assets.RestoreAsset,
        read_again=assets.ReadAssetAgain,
        check_link=assets.CheckLink,
        say_fixed=feedback.SayFixed,
        draw_again=assets.DrawAgain,
    ),
    path("assets/<uuid:id>/file/", versions.NewestFile.as_view(noun="assets", verb="file"), name="api-assets-file"),
    *resource(
        "assets/<uuid:asset_id>/versions",
        versions.Versions,
        versions.OneVersion,
        history=False,
        roll_back=versions.RollBack,
    ),
    path(
        "assets/<uuid:asset_id>/versions/<uuid:id>/file/",
        versions.VersionFile.as_view(noun="assets_versions", verb="file"),
        name="api-assets-versions-file",
    ),
    path(
        "assets/<uuid:asset_id>/versions/<uuid:id>/preview/",
        versions.VersionPreview.as_view(noun="assets_versions", verb="preview"),
        name="api-assets-versions-preview",
    ),
    *resource(
        "assets/<uuid:asset_id>/versions/<uuid:version_id>/compared-with",
        None,
        versions.ComparedVersions,
        history=False,
    ),
    *resource("synonyms", synonyms.Synonyms, synonyms.OneSynonym, remove=synonyms.RemoveSynonym),
    *resource("assets/<uuid:asset_id>/passages", parts.Passages),
    *resource("assets/<uuid:asset_id>/feedback", feedback.FeedbackOfAsset),
    *resource(
        "feedback",
        feedback.AllFeedback,
        feedback.OneFeedback,
        history=False,
        answer=feedback.AnswerFeedback,
        reopen=feedback.ReopenFeedback,
    ),
    *resource("shares", shares.Shares, shares.OneShare, extend=shares.ExtendShare, revoke=shares.RevokeShare),
    *resource("shares/<uuid:share_id>/openings", shares.Openings),
    *resource(
        "requests",
        requests.Requests,
        requests.OneRequest,
        accept=requests.AcceptRequest,
        decline=requests.DeclineRequest,
        start=requests.StartRequest,
        deliver=requests.DeliverRequest,
        confirm=requests.ConfirmRequest,
        reopen=requests.ReopenRequest,
        vote=requests.VoteForRequest,
        take_back_vote=requests.TakeBackVote,
        merge=requests.MergeRequest,
    ),
    *resource("requests/clocks", boards.Clocks),
    *resource("requests/capacities", boards.Capacities),
    *resource("requests/<uuid:request_id>/votes", requests.VotesForRequest),
]
