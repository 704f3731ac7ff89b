from apps.collateral.models.assets import Asset, AssetVersion, Audience, Passage, Reading
from apps.collateral.models.feedback import Feedback, Reason
from apps.collateral.models.leaving import OwnerOfCollateral
from apps.collateral.models.requests import KINDS_PUT_TO, Request, WishKind, WishSide, side_of
from apps.collateral.models.votes import RequestVote

__all__ = [
    "KINDS_PUT_TO",
    "Asset",
    "AssetVersion",
    "Audience",
    "Feedback",
    "OwnerOfCollateral",
    "Passage",
    "Reading",
    "Reason",
    "Request",
    "RequestVote",
    "WishKind",
    "WishSide",
    "side_of",
]
