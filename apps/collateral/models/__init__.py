from apps.collateral.models.assets import MANY, Asset, Audience
from apps.collateral.models.batches import Batch, BatchFile
from apps.collateral.models.causes import Cause
from apps.collateral.models.changing import ChangedAsset
from apps.collateral.models.collections import Collection, CollectionItem
from apps.collateral.models.facets import FACETS, AssetFacet
from apps.collateral.models.feedback import Feedback, FeedbackAnswer, FeedbackFix, Reason
from apps.collateral.models.field_content import Check, FieldContent
from apps.collateral.models.field_notes import FieldNote
from apps.collateral.models.findings import Finding
from apps.collateral.models.inputs import MOST_QUESTIONS, Input, InputAsk, Quick
from apps.collateral.models.leaving import OwnerOfCollateral
from apps.collateral.models.lexicon import Synonym, Word
from apps.collateral.models.requests import KINDS_PUT_TO, Request, WishKind, WishSide, side_of
from apps.collateral.models.reviews import Review, Verdict
from apps.collateral.models.searches import PastSearch, Search
from apps.collateral.models.shares import Opening, Share
from apps.collateral.models.use import Use
from apps.collateral.models.verifications import Verification
from apps.collateral.models.versions import AssetVersion, LinkState, Passage, Preview, Reading, Scan
from apps.collateral.models.votes import RequestVote
from apps.collateral.models.weeks import ContentWeek, Happened

__all__ = [
    "FACETS",
    "KINDS_PUT_TO",
    "MANY",
    "MOST_QUESTIONS",
    "Asset",
    "AssetFacet",
    "AssetVersion",
    "Audience",
    "Batch",
    "BatchFile",
    "Cause",
    "ChangedAsset",
    "Check",
    "Collection",
    "CollectionItem",
    "ContentWeek",
    "Feedback",
    "FeedbackAnswer",
    "FeedbackFix",
    "FieldContent",
    "FieldNote",
    "Finding",
    "Happened",
    "Input",
    "InputAsk",
    "LinkState",
    "Opening",
    "OwnerOfCollateral",
    "Passage",
    "PastSearch",
    "Preview",
    "Quick",
    "Reading",
    "Reason",
    "Request",
    "RequestVote",
    "Review",
    "Scan",
    "Search",
    "Share",
    "Synonym",
    "Use",
    "Verdict",
    "Verification",
    "WishKind",
    "WishSide",
    "Word",
    "side_of",
]
