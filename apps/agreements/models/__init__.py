from apps.agreements.models.agreements import Agreement, Kind
from apps.agreements.models.answers import Acknowledgement, Objection, Signature
from apps.agreements.models.leaving import SponsorOfAgreements
from apps.agreements.models.moves import Move
from apps.agreements.models.standing_in import Proxy, Reseating
from apps.agreements.models.suggestions import Suggestion
from apps.agreements.models.versions import LEEWAY, Proposal, Seat, Version

__all__ = [
    "LEEWAY",
    "Acknowledgement",
    "Agreement",
    "Kind",
    "Move",
    "Objection",
    "Proposal",
    "Proxy",
    "Reseating",
    "Seat",
    "Signature",
    "SponsorOfAgreements",
    "Suggestion",
    "Version",
]
