"""Agreements for machines: the pages' own commands and refusals."""

from apps.agreements.api import agreements, moves, reading, suggestions

urlpatterns = [
    *reading.urlpatterns,
    *agreements.urlpatterns,
    *moves.urlpatterns,
    *suggestions.urlpatterns,
]

__all__ = ["urlpatterns"]
