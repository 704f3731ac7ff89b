"""What no row of this app may be, whoever writes it: each rule refuses by its name."""

from datetime import timedelta

import pytest

from apps.leads import commands
from apps.leads.models import Attribute, Lead, Reject
from tests.cast import NOW
from tests.factories import agreements
from tests.factories import leads as make
from tests.refusals import again, changed, deleted

pytestmark = pytest.mark.django_db
STAYS = "name and kind of an attribute stay"
KEPT = "rows of {} are kept as they are"


def test_a_lead_can_be_found_again_and_stands_somewhere(cast):
    lead = make.lead(by=cast.mara, external_id="A-1", email="Kim@acme.example")
    assert [
        changed(lead, external_id=None, email=""),
        changed(lead, external_id=""),
        changed(lead, stage="gone"),
        changed(lead, stage="with_sales", is_history=True),
        again(lead, email="other@acme.example"),
        again(lead, external_id="A-2", email="kim@ACME.example"),
        again(lead, external_id=None, email="kai@acme.example"),
    ] == [
        "lead_can_be_found_again",
        "lead_external_id_says_something",
        "lead_stage_known",
        "lead_history_is_never_offered",
        "lead_external_id_once",
        "lead_email_once",
        "",
    ]


def test_a_hand_off_says_who_answered_why_and_until_when(cast):
    hand_off, reason = make.offered(cast, to=cast.sam), make.reason(by=cast.ada)
    said = {"answered_at": NOW, "answered_by": cast.sam}
    assert [
        changed(hand_off, state="returned", **said),
        changed(hand_off, reason=reason),
        changed(hand_off, state="accepted", contact_by=NOW, answered_at=NOW),
        changed(hand_off, state="accepted", contact_by=NOW, answered_by=cast.sam),
        changed(hand_off, answered_by=cast.sam),
        changed(hand_off, state="accepted", **said),
        changed(hand_off, contact_by=NOW),
        changed(hand_off, contacted_at=NOW),
        changed(hand_off, contact="reached"),
        changed(hand_off, accept_by=hand_off.offered_at - timedelta(seconds=1)),
        changed(hand_off, lead=make.lead(by=cast.mara)),
        again(hand_off),
        again(hand_off, state="late"),
        changed(hand_off, state="late", answered_at=NOW),
    ] == [
        "hand_off_returned_for_a_reason",
        "hand_off_returned_for_a_reason",
        "hand_off_answered_by_somebody",
        "hand_off_answered_by_somebody",
        "hand_off_answered_by_somebody",
        "hand_off_contact_by_once_taken",
        "hand_off_contact_by_once_taken",
        "hand_off_contacted_somehow",
        "hand_off_contacted_somehow",
        "hand_off_in_time",
        KEPT.format("leads_handoff"),
        "hand_off_one_open_per_lead",
        "hand_off: never begins as late",
        "",
    ]
    commands.return_lead(actor=cast.sam, hand_off=hand_off, reason=reason, now=NOW)
    assert changed(hand_off, state="offered") == "hand_off: never from returned to offered"
    assert deleted(hand_off) == changed(hand_off, note="Never mind") == KEPT.format("leads_handoff")


def test_a_qualifier_takes_one_to_a_hundred(cast):
    row = make.qualifier(cast.sam, by=cast.ada)
    found = {capacity: changed(row, capacity=capacity) for capacity in (0, 1, 100, 101)}
    assert found == {0: "qualifier_capacity", 1: "", 100: "", 101: "qualifier_capacity"}
    assert again(row) == "leads_qualifier_member_id_key"


def test_an_attribute_keeps_its_name_and_kind_and_chooses_from_something(cast):
    make.catalogue(by=cast.mara)
    row = Attribute.objects.get(name="employees")
    assert [
        again(row),
        again(row, name="9 lives"),
        again(row, name="email"),
        again(row, name="size", label=""),
        again(row, name="size", kind="shape"),
        again(row, name="size", kind="choice"),
        again(row, name="size", choices=["Small"]),
        again(row, name="size", kind="choice", choices=["Small"]),
    ] == [
        "leads_attribute_name_key",
        "attribute_name_for_machines",
        "attribute_name_of_its_own",
        "attribute_has_a_label",
        "attribute_kind_known",
        "attribute_choices_where_chosen",
        "attribute_choices_where_chosen",
        "",
    ]
    assert (changed(row, name="staff"), changed(row, kind="text"), changed(row, label="Staff")) == (STAYS, STAYS, "")


def test_a_definition_judges_by_numbered_versions_and_verdicts_stay(cast):
    definition = make.in_force(cast)
    version, verdict = definition.versions.get(), make.ready(by=cast.mara).verdict
    assert [
        changed(definition, title=""),
        changed(definition, stage="happy"),
        again(definition, agreement=agreements.draft(cast)),
        again(version, number=0),
        changed(version, number=2),
        deleted(version),
        again(verdict, outcome="perhaps"),
        again(verdict, true_bits=-1),
        again(verdict, unknown_bits=-1),
        again(verdict),
        changed(verdict, outcome="not_met"),
        deleted(verdict),
    ] == [
        "definition_has_a_title",
        "definition_stage_known",
        "leads_definition_stage_key",
        "definition_version_from_one",
        *[KEPT.format("leads_definitionversion")] * 2,
        "verdict_outcome_known",
        "verdict_bits",
        "verdict_bits",
        "",
        *[KEPT.format("leads_verdict")] * 2,
    ]


def test_an_import_counts_each_row_once_and_is_done_at_its_end(cast):
    source = make.imported(by=cast.mara, text="email,company\nkim@acme.example,Acme\nno address,Acme\n")
    assert (Lead.objects.count(), source.rejected) == (1, 1)
    reject = Reject.objects.get()
    waiting = make.uploaded(by=cast.mara, text="email\nkai@acme.example\n")
    assert [
        changed(source, rejected=0),
        changed(waiting, offset=waiting.size + 1),
        changed(waiting, finished_at=NOW),
        changed(source, finished_at=None),
        changed(source, offset=source.size - 1),
        again(reject),
        again(reject, number=reject.number + 1),
        changed(reject, reason="Because"),
        deleted(reject),
        changed(source, state="running", finished_at=None),
        again(waiting, state="running"),
    ] == [
        "import_each_row_once",
        "import_offset_within",
        *["import_done_at_the_end"] * 3,
        "reject_once_per_row",
        "",
        *[KEPT.format("leads_reject")] * 2,
        "import: never from done to running",
        "import: never begins as running",
    ]
