"""Agreements for machines: the pages' own commands and refusals."""

from apps.agreements.api.agreements import urlpatterns

__all__ = ["urlpatterns"]
