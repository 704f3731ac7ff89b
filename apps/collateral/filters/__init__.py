"""What the lists of collateral and requests can be narrowed by, on the page and in the API."""

from apps.collateral.filters.assets import AssetFilters, LibraryFilters
from apps.collateral.filters.batches import BatchFilters
from apps.collateral.filters.collections import CollectionFilters
from apps.collateral.filters.demand import DemandFilters, PastDemandFilters
from apps.collateral.filters.feedback import FeedbackFilters
from apps.collateral.filters.field_content import FieldContentFilters
from apps.collateral.filters.field_notes import FieldNoteFilters
from apps.collateral.filters.inputs import InputFilters
from apps.collateral.filters.quality import FindingFilters
from apps.collateral.filters.requests import RequestBoardFilters, RequestFilters
from apps.collateral.filters.shares import ShareFilters
from apps.collateral.filters.use import ScorecardFilters, UseFilters
from apps.collateral.filters.verifying import VerifyFilters
from apps.collateral.filters.weeks import WeekFilters

__all__ = [
    "AssetFilters",
    "BatchFilters",
    "CollectionFilters",
    "DemandFilters",
    "FeedbackFilters",
    "FieldContentFilters",
    "FieldNoteFilters",
    "FindingFilters",
    "InputFilters",
    "LibraryFilters",
    "PastDemandFilters",
    "RequestBoardFilters",
    "RequestFilters",
    "ScorecardFilters",
    "ShareFilters",
    "UseFilters",
    "VerifyFilters",
    "WeekFilters",
]
