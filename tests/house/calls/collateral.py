"""Calls on assets, their versions, feedback and requests."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from apps.collateral import commands
from apps.collateral.models import Asset
from tests.house.operations import Call
from tests.house.world import World


def _sheet() -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("sheet.txt", b"Gasket 0.90")}


def _revisions(world: World) -> list[int]:
    return [Asset.objects.get(pk=row.pk).revision for row in (world.published, world.draft)]


def _soon(world: World) -> str:
    return str(world.today + timedelta(days=7))


def _broken(world: World) -> Call:
    """A file that the worker couldn't read."""
    asset = commands.create_asset(
        actor=world.cast.mara,
        file=SimpleUploadedFile("broken.pdf", b"%PDF-1.7\nnothing of the kind"),
        title="Broken",
        now=world.now,
    )
    while commands.read_waiting(now=world.now):
        pass
    return Call(world.cast.mara, {"id": asset.pk})


def _undrawn(world: World) -> Call:
    """A file that the worker couldn't draw either."""
    call = _broken(world)
    while commands.draw_waiting(now=world.now):
        pass
    return call


def _link(world: World) -> Call:
    asset = commands.create_asset(actor=world.cast.mara, link="https://example.com/aurora", now=world.now)
    return Call(world.cast.mara, {"id": asset.pk})


def _version(world: World) -> dict[str, object]:
    return {"asset_id": world.published.pk, "id": world.current.pk}


def _a_week_later(world: World) -> Call:
    """What was said in the week before is counted for the owner."""
    then = world.now - timedelta(days=7)
    commands.give_feedback(actor=world.cast.eva, version=world.published.current, rating=4, now=then)
    commands.count_week(now=world.now)
    return Call(world.published.owner)


def _checked(world: World) -> Call:
    commands.check_library(now=world.now)
    return Call(world.cast.sam, query="cause=gaps")


def _to_verify(world: World) -> Call:
    owner, day = world.published.owner, (world.now + timedelta(days=5)).date()
    commands.edit_asset(actor=owner, asset=world.published, verify_by=day, now=world.now)
    return Call(owner, query="whose=mine")


ASSETS = {
    "unmet_demand_list": lambda w: Call(w.cast.sam),
    "past_demand_list": lambda w: Call(w.cast.sam),
    "batches_list": lambda w: Call(w.cast.mara),
    "batches_create": lambda w: Call(w.cast.mara, body={"audience": "internal"}, files=_sheet()),
    "batches_get": lambda w: Call(w.cast.mara, {"id": w.batch.pk}),
    "batches_history": lambda w: Call(w.cast.mara, {"id": w.batch.pk}),
    "batches_files_list": lambda w: Call(w.cast.mara, {"batch_id": w.batch.pk}),
    "synonyms_list": lambda w: Call(w.cast.sam),
    "synonyms_get": lambda w: Call(w.cast.sam, {"id": w.synonym.pk}),
    "synonyms_history": lambda w: Call(w.cast.sam, {"id": w.synonym.pk}),
    "synonyms_create": lambda w: Call(w.cast.ada, body={"term": "quote", "means": "offer", "both_ways": False}),
    "synonyms_remove": lambda w: Call(w.cast.ada, {"id": w.synonym.pk}),
    "assets_list": lambda w: Call(w.cast.sam, query="q=gasket"),
    "assets_create": lambda w: Call(w.cast.mara, body={"title": "Sheet", "audience": "internal"}, files=_sheet()),
    "assets_get": lambda w: Call(w.cast.sam, {"id": w.published.pk}),
    "assets_edit": lambda w: Call(w.cast.mara, {"id": w.draft.pk}, {"title": "A better title"}),
    "assets_history": lambda w: Call(w.cast.sam, {"id": w.published.pk}),
    "assets_change": lambda w: Call(
        w.cast.mara,
        body={"assets": [str(w.published.pk), str(w.draft.pk)], "expires_on": _soon(w), "revisions": _revisions(w)},
    ),
    "assets_preview_change": lambda w: Call(
        w.cast.mara, body={"assets": [str(w.published.pk), str(w.draft.pk)], "archive": True}
    ),
    "assets_publish": lambda w: Call(w.cast.mara, {"id": w.draft.pk}),
    "assets_unpublish": lambda w: Call(w.cast.mara, {"id": w.published.pk}),
    "assets_ask_review": lambda w: Call(w.cast.mara, {"id": w.draft.pk}),
    "assets_take_back": lambda w: Call(w.cast.mara, {"id": w.in_review.pk}),
    "assets_approve": lambda w: Call(w.cast.milo, {"id": w.in_review.pk}),
    "assets_request_changes": lambda w: Call(w.cast.milo, {"id": w.in_review.pk}, {"note": "Last year's prices"}),
    "assets_verify": lambda w: Call(w.cast.mara, {"id": w.published.pk}, {"note": "Compared."}),
    "assets_recall": lambda w: Call(w.cast.mara, {"id": w.published.pk}, {"reason": "A digit is missing."}),
    "assets_name_successor": lambda w: Call(w.cast.mara, {"id": w.archived.pk}, {"successor": str(w.published.pk)}),
    "assets_reviews_list": lambda w: Call(w.cast.mara, {"asset_id": w.in_review.pk}),
    "assets_archive": lambda w: Call(w.cast.mara, {"id": w.published.pk}),
    "assets_restore": lambda w: Call(w.cast.mara, {"id": w.archived.pk}),
    "assets_read_again": _broken,
    "assets_check_link": _link,
    "assets_draw_again": _undrawn,
    "assets_versions_preview": lambda w: Call(w.cast.sam, _version(w)),
    "assets_versions_list": lambda w: Call(w.cast.mara, {"asset_id": w.published.pk}),
    "assets_versions_create": lambda w: Call(
        w.cast.mara, {"asset_id": w.published.pk}, {"change_note": "New prices"}, _sheet()
    ),
    "assets_versions_get": lambda w: Call(w.cast.sam, _version(w)),
    "assets_versions_file": lambda w: Call(w.cast.sam, _version(w)),
    "assets_versions_roll_back": lambda w: Call(
        w.cast.mara, {"asset_id": w.published.pk, "id": w.older.pk}, {"change_note": "The old prices count again"}
    ),
    "assets_versions_compared_with_get": lambda w: Call(
        w.cast.mara, {"asset_id": w.published.pk, "version_id": w.older.pk, "id": w.current.pk}
    ),
    "assets_file": lambda w: Call(w.cast.sam, {"id": w.published.pk}),
    "assets_passages_list": lambda w: Call(w.cast.sam, {"asset_id": w.published.pk}),
    "assets_feedback_list": lambda w: Call(w.cast.sofie, {"asset_id": w.published.pk}),
    "assets_feedback_create": lambda w: Call(w.cast.sofie, {"asset_id": w.published.pk}, {"rating": 4}),
    "assets_say_fixed": lambda w: Call(w.cast.mara, {"id": w.published.pk}, {"feedback": [str(w.older_feedback.pk)]}),
    "feedback_list": lambda w: Call(w.cast.mara, query="state=waits"),
    "feedback_get": lambda w: Call(w.cast.mara, {"id": w.feedback.pk}),
    "feedback_answer": lambda w: Call(w.cast.mara, {"id": w.feedback.pk}, {"text": "The next one is shorter."}),
    "feedback_reopen": lambda w: Call(w.cast.sofie, {"id": w.fixed_feedback.pk}, {"missing": "The price."}),
}
FIELD_NOTES = {
    "uses_list": lambda w: Call(w.cast.sam, query="kind=deal"),
    "content_weeks_list": _a_week_later,
    "findings_list": _checked,
    "assets_to_verify_list": _to_verify,
    "uses_take_back": lambda w: Call(w.cast.sam, {"id": w.used_in_deal.pk}),
    "field_notes_remove": lambda w: Call(w.cast.sam, {"id": w.field_note.pk}),
    "scorecards_list": lambda w: Call(w.cast.mara, query="whose=mine"),
    "scorecards_get": lambda w: Call(w.cast.sam, {"id": w.published.pk}),
    "coverage_list": lambda w: Call(w.cast.sam),
    "assets_use_in_deal": lambda w: Call(w.cast.sam, {"id": w.published.pk}, {"deal": "OPP-2041"}),
    "field_content_list": lambda w: Call(w.cast.mara, query="state=in_review"),
    "field_content_get": lambda w: Call(w.cast.sam, {"id": w.field_content.pk}),
    "field_content_create": lambda w: Call(
        w.cast.sam,
        body={"title": "Words that work", "kind": str(w.published.kind_id), "used_where": "First calls"},
        files=_sheet(),
    ),
    "assets_submit_again": lambda w: Call(
        w.cast.sam, {"id": w.sent_back.pk}, {"used_where": "First calls", "change_note": "Shorter"}, _sheet()
    ),
    "assets_adopt": lambda w: Call(w.cast.mara, {"id": w.submitted.pk}, {"note": "Thank you"}, _sheet()),
    "assets_use_instead": lambda w: Call(
        w.cast.mara, {"id": w.submitted.pk}, {"successor": str(w.published.pk), "note": "It is newer."}
    ),
    "field_notes_list": lambda w: Call(w.cast.mara, query="q=dear"),
    "field_notes_get": lambda w: Call(w.cast.mara, {"id": w.field_note.pk}),
    "field_notes_history": lambda w: Call(w.cast.mara, {"id": w.field_note.pk}),
    "field_notes_create": lambda w: Call(w.cast.sofie, body={"heard": "They want two winters."}),
    "field_notes_edit": lambda w: Call(w.cast.sam, {"id": w.field_note.pk}, {"heard": "Too dear for a small town."}),
}
INPUT = {
    "inputs_list": lambda w: Call(w.cast.sam, query="whose=mine"),
    "inputs_get": lambda w: Call(w.cast.sam, {"id": w.input.pk}),
    "inputs_give": lambda w: Call(w.cast.sam, {"id": w.input.pk}, {"answers": [{"quick": "no", "words": "Too long"}]}),
    "inputs_decline": lambda w: Call(w.cast.sam, {"id": w.input.pk}, {"reason": "I sell to tenants."}),
    "inputs_thank": lambda w: Call(w.cast.mara, {"id": w.input_given.pk}, {"thanks": "It is in."}),
    "input_asks_list": lambda w: Call(w.cast.mara),
    "input_asks_get": lambda w: Call(w.cast.mara, {"id": w.input_ask.pk}),
    "input_asks_create": lambda w: Call(
        w.cast.mara, body={"asset": str(w.asked_draft.pk), "questions": ["Why?"], "members": [str(w.cast.mina.pk)]}
    ),
    "input_asks_ask_another": lambda w: Call(w.cast.mara, {"id": w.input_ask.pk}, {"member": str(w.cast.mina.pk)}),
    "input_asks_withdraw": lambda w: Call(w.cast.mara, {"id": w.input_ask.pk}),
}
REQUESTS = {
    "requests_list": lambda w: Call(w.cast.sofie),
    "requests_create": lambda w: Call(
        w.cast.sam, body={"title": "Slides on gaskets", "needed_by": _soon(w), "kind": "event"}
    ),
    "requests_get": lambda w: Call(w.cast.sofie, {"id": w.asked.pk}),
    "requests_edit": lambda w: Call(w.cast.sam, {"id": w.asked.pk}, {"why": "Three customers asked."}),
    "requests_history": lambda w: Call(w.cast.sofie, {"id": w.asked.pk}),
    "requests_accept": lambda w: Call(w.cast.mara, {"id": w.asked.pk}, {"due_on": _soon(w)}),
    "requests_decline": lambda w: Call(w.cast.mara, {"id": w.asked.pk}, {"reason": "The price list has it."}),
    "requests_vote": lambda w: Call(w.cast.mina, {"id": w.asked.pk}, {"why": "For a fair", "deal": "D-1"}),
    "requests_take_back_vote": lambda w: Call(w.cast.sofie, {"id": w.asked.pk}),
    "requests_votes_list": lambda w: Call(w.cast.mara, {"request_id": w.asked.pk}),
    "requests_clocks_list": lambda w: Call(w.cast.sam),
    "requests_capacities_list": lambda w: Call(w.cast.sam),
    "requests_merge": lambda w: Call(w.cast.mara, {"id": w.asked.pk}, {"into": str(w.accepted.pk)}),
    "requests_start": lambda w: Call(w.cast.mara, {"id": w.accepted.pk}),
    "requests_deliver": lambda w: Call(w.cast.mara, {"id": w.accepted.pk}, {"asset": str(w.published.pk)}),
    "requests_confirm": lambda w: Call(w.cast.sam, {"id": w.delivered.pk}),
    "requests_reopen": lambda w: Call(w.cast.sam, {"id": w.delivered.pk}, {"missing": "The Swiss prices."}),
}
SHARES = {
    "shares_list": lambda w: Call(w.cast.sofie),
    "shares_create": lambda w: Call(
        w.cast.sam, body={"asset": str(w.for_customers.pk), "recipient": "Bolt & Sons", "may_download": False}
    ),
    "shares_get": lambda w: Call(w.cast.sofie, {"id": w.share.pk}),
    "shares_history": lambda w: Call(w.cast.sofie, {"id": w.share.pk}),
    "shares_extend": lambda w: Call(w.cast.sofie, {"id": w.share.pk}, {"expires_on": _soon(w)}),
    "shares_revoke": lambda w: Call(w.cast.sofie, {"id": w.share.pk}),
    "shares_openings_list": lambda w: Call(w.cast.sofie, {"share_id": w.share.pk}),
}


def _item(world: World) -> dict[str, object]:
    return {"collection_id": world.collection.pk, "id": world.collection_item.pk}


COLLECTIONS = {
    "collections_list": lambda w: Call(w.cast.sam, query="q=gasket"),
    "collections_create": lambda w: Call(w.cast.mara, body={"title": "First call", "use_when": "They ask for prices."}),
    "collections_get": lambda w: Call(w.cast.sam, {"id": w.collection.pk}),
    "collections_edit": lambda w: Call(w.cast.mara, {"id": w.collection.pk}, {"title": "All gaskets"}),
    "collections_history": lambda w: Call(w.cast.sam, {"id": w.collection.pk}),
    "collections_archive": lambda w: Call(w.cast.mara, {"id": w.collection.pk}),
    "collections_restore": lambda w: Call(w.cast.mara, {"id": w.archived_collection.pk}),
    "collections_share": lambda w: Call(w.cast.sam, {"id": w.collection.pk}, {"recipient": "Bolt & Sons"}),
    "collections_items_list": lambda w: Call(w.cast.sam, {"collection_id": w.collection.pk}),
    "collections_items_create": lambda w: Call(
        w.cast.mara, {"collection_id": w.collection.pk}, {"asset": str(w.published.pk), "use_when": "At the end."}
    ),
    "collections_items_say_when": lambda w: Call(w.cast.mara, _item(w), {"use_when": "At the end."}),
    "collections_items_move": lambda w: Call(w.cast.mara, _item(w), {"direction": "down"}),
    "collections_items_remove": lambda w: Call(w.cast.mara, _item(w)),
}
CALLS = ASSETS | FIELD_NOTES | INPUT | REQUESTS | SHARES | COLLECTIONS
