"""Calls on leads, the definition, hand-offs and imports."""

from django.db import connection

from tests.factories.leads import TREE
from tests.house.operations import Call
from tests.house.world import World
from tests.walker import upload


def _before_there_was_a_definition(world: World) -> Call:
    """A company has one; this one has none yet, nor anything that hangs on it."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("truncate leads_definition cascade")
    seats = [str(world.cast.sam.pk), str(world.cast.mara.pk)]
    body = {"title": "Ready", "team": str(world.cast.field_sales.pk), "tree": TREE, "seats": seats}
    return Call(world.cast.mara, body=body | {"sponsor": str(world.cast.eva.pk)})


CALLS = {
    "attributes_list": lambda w: Call(w.cast.sam),
    "attributes_create": lambda w: Call(w.cast.mara, body={"name": "city", "label": "City", "kind": "text"}),
    "attributes_get": lambda w: Call(w.cast.sam, {"id": w.attribute.pk}),
    "attributes_edit": lambda w: Call(w.cast.mara, {"id": w.attribute.pk}, {"label": "People"}),
    "attributes_history": lambda w: Call(w.cast.sam, {"id": w.attribute.pk}),
    "leads_list": lambda w: Call(w.cast.sam),
    "leads_create": lambda w: Call(
        w.cast.mara, body={"email": "kim@acme.example", "company": "Acme", "attributes": {"employees": 80}}
    ),
    "leads_get": lambda w: Call(w.cast.sam, {"id": w.lead.pk}),
    "leads_edit": lambda w: Call(w.cast.mara, {"id": w.lead.pk}, {"company": "Acme & Sons"}),
    "leads_history": lambda w: Call(w.cast.sam, {"id": w.lead.pk}),
    "leads_verdicts_list": lambda w: Call(w.cast.sam, {"lead_id": w.lead.pk}),
    "definitions_list": lambda w: Call(w.cast.sam),
    "definitions_create": _before_there_was_a_definition,
    "definitions_get": lambda w: Call(w.cast.sam, {"id": w.definition.pk}),
    "definitions_edit": lambda w: Call(w.cast.mara, {"id": w.definition.pk}, {"tree": TREE, "text": "They asked."}),
    "definitions_history": lambda w: Call(w.cast.sam, {"id": w.definition.pk}),
    "qualifiers_list": lambda w: Call(w.cast.sam),
    "qualifiers_create": lambda w: Call(w.cast.ada, body={"member": str(w.cast.sofie.pk), "capacity": 5}),
    "qualifiers_get": lambda w: Call(w.cast.sam, {"id": w.qualifier.pk}),
    "qualifiers_history": lambda w: Call(w.cast.sam, {"id": w.qualifier.pk}),
    "qualifiers_end": lambda w: Call(w.cast.ada, {"id": w.qualifier.pk}),
    "hand_offs_list": lambda w: Call(w.cast.sam),
    "hand_offs_get": lambda w: Call(w.cast.sam, {"id": w.hand_off.pk}),
    "hand_offs_history": lambda w: Call(w.cast.sam, {"id": w.hand_off.pk}),
    "hand_offs_accept": lambda w: Call(w.cast.sam, {"id": w.hand_off.pk}),
    "hand_offs_return": lambda w: Call(w.cast.sam, {"id": w.hand_off.pk}, {"reason": str(w.return_reason.pk)}),
    "hand_offs_contact": lambda w: Call(w.cast.sam, {"id": w.taken.pk}, {"contact": "reached"}),
    "imports_list": lambda w: Call(w.cast.mara),
    "imports_create": lambda w: Call(
        w.cast.mara, body={"is_history": "true"}, files={"file": upload("more.csv", b"Id;Mail\n10;\n")}
    ),
    "imports_get": lambda w: Call(w.cast.mara, {"id": w.import_done.pk}),
    "imports_history": lambda w: Call(w.cast.mara, {"id": w.import_done.pk}),
    "imports_map": lambda w: Call(w.cast.mara, {"id": w.import_mapped.pk}, {"mapping": {"Id": "external_id"}}),
    "imports_start": lambda w: Call(w.cast.mara, {"id": w.import_mapped.pk}),
    "imports_rejects_list": lambda w: Call(w.cast.mara, {"source_id": w.import_done.pk}),
}
