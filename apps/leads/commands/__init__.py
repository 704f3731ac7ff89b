from apps.leads.commands.attributes import add_attribute, edit_attribute
from apps.leads.commands.classifying import classify_waiting
from apps.leads.commands.definitions import enter_force, start_definition, write_definition
from apps.leads.commands.handing import (
    accept_lead,
    expire_offers,
    merge_reason,
    offer_waiting,
    record_contact,
    return_lead,
)
from apps.leads.commands.importing import map_import, run_import, start_import, upload_import
from apps.leads.commands.leads import create_lead, edit_lead, hand_over_lead
from apps.leads.commands.qualifiers import end_qualifier, name_qualifier

__all__ = [
    "accept_lead",
    "add_attribute",
    "classify_waiting",
    "create_lead",
    "edit_attribute",
    "edit_lead",
    "end_qualifier",
    "enter_force",
    "expire_offers",
    "hand_over_lead",
    "map_import",
    "merge_reason",
    "name_qualifier",
    "offer_waiting",
    "record_contact",
    "return_lead",
    "run_import",
    "start_definition",
    "start_import",
    "upload_import",
    "write_definition",
]
