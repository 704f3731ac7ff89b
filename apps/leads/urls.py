from django.urls import path

from apps.leads.views import attributes, definitions, handoffs, imports, leads, qualifiers

app_name = "leads"
urlpatterns = [
    path("leads/", leads.leads, name="leads"),
    path("leads/new/", leads.new_lead, name="new_lead"),
    path("leads/<uuid:pk>/", leads.lead, name="lead"),
    path("leads/<uuid:pk>/edit/", leads.edit_lead, name="edit_lead"),
    path("leads/attributes/", attributes.attributes, name="attributes"),
    path("leads/attributes/new/", attributes.new_attribute, name="new_attribute"),
    path("leads/attributes/<uuid:pk>/edit/", attributes.edit_attribute, name="edit_attribute"),
    path("leads/definition/", definitions.definition, name="definition"),
    path("leads/definition/new/", definitions.new_definition, name="new_definition"),
    path("leads/definition/edit/", definitions.edit_definition, name="edit_definition"),
    path("leads/hand-offs/", handoffs.hand_offs, name="hand_offs"),
    path("leads/hand-offs/<uuid:pk>/accept/", handoffs.accept, name="accept"),
    path("leads/hand-offs/<uuid:pk>/return/", handoffs.give_back, name="return"),
    path("leads/hand-offs/<uuid:pk>/contact/", handoffs.contact, name="contact"),
    path("leads/imports/", imports.imports, name="imports"),
    path("leads/imports/new/", imports.new_import, name="new_import"),
    path("leads/imports/<uuid:pk>/", imports.source, name="import"),
    path("leads/imports/<uuid:pk>/map/", imports.map_columns, name="map_import"),
    path("leads/imports/<uuid:pk>/start/", imports.start, name="start_import"),
    path("leads/imports/<uuid:pk>/rejects/", imports.rejects, name="rejects"),
    path("leads/qualifiers/", qualifiers.qualifiers, name="qualifiers"),
    path("leads/qualifiers/new/", qualifiers.new_qualifier, name="new_qualifier"),
    path("leads/qualifiers/<uuid:pk>/end/", qualifiers.end, name="end_qualifier"),
]
