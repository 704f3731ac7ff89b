from apps.agreements.models.agreements import Agreement, Kind
from apps.agreements.models.answers import Acknowledgement, Objection, Signature
from apps.agreements.models.suggestions import Suggestion
from apps.agreements.models.versions import Proposal, Seat, Version

__all__ = ["Acknowledgement", "Agreement", "Kind", "Objection", "Proposal", "Seat", "Signature", "Suggestion", "Version"]
