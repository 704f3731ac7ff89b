from django.urls import path

from apps.collateral.api import assets, parts, requests
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
    ),
    *resource("assets/<uuid:asset_id>/versions", parts.Versions, parts.OneVersion, history=False),
    path(
        "assets/<uuid:asset_id>/versions/<uuid:id>/file/",
        parts.VersionFile.as_view(noun="assets_versions", verb="file"),
        name="api-assets-versions-file",
    ),
    *resource("assets/<uuid:asset_id>/passages", parts.Passages),
    *resource("assets/<uuid:asset_id>/feedback", parts.FeedbackOfAsset),
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
    ),
]
