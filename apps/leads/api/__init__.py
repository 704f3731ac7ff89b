"""Leads, the definition, hand-offs and imports for machines: the pages' own commands and refusals."""

from apps.leads.api import definitions, handoffs, imports, leads

urlpatterns = [
    *leads.urlpatterns,
    *definitions.urlpatterns,
    *handoffs.urlpatterns,
    *imports.urlpatterns,
]
