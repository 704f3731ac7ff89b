from apps.collateral.views.assets import archive, asset, edit, publish, rate, read_again, replace, restore, unpublish
from apps.collateral.views.boards import board
from apps.collateral.views.downloads import download
from apps.collateral.views.library import library, upload
from apps.collateral.views.requests import ask, confirm, edit_request, request, requests
from apps.collateral.views.triage import accept, decline, deliver, reopen, start

__all__ = [
    "accept",
    "archive",
    "ask",
    "asset",
    "board",
    "confirm",
    "decline",
    "deliver",
    "download",
    "edit",
    "edit_request",
    "library",
    "publish",
    "rate",
    "read_again",
    "reopen",
    "replace",
    "request",
    "requests",
    "restore",
    "start",
    "unpublish",
    "upload",
]
