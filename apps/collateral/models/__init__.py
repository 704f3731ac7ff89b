from apps.collateral.models.assets import Asset, AssetVersion, Audience, Passage, Reading
from apps.collateral.models.feedback import Feedback, Reason
from apps.collateral.models.leaving import OwnerOfCollateral
from apps.collateral.models.requests import Request, WishSide

__all__ = [
    "Asset",
    "AssetVersion",
    "Audience",
    "Feedback",
    "OwnerOfCollateral",
    "Passage",
    "Reading",
    "Reason",
    "Request",
    "WishSide",
]
