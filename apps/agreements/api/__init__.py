"""Agreements for machines: the pages' own commands and refusals."""

from apps.agreements.api import agreements, reading

urlpatterns = [*reading.urlpatterns, *agreements.urlpatterns]

__all__ = ["urlpatterns"]
