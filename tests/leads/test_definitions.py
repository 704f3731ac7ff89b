"""The definition: signed by both sides it judges every lead, each verdict is kept, an amendment adds to them."""

import pytest
from django.db import IntegrityError, transaction

from apps.agreements import commands as agreements
from apps.leads import commands, queries
from apps.leads.models import DefinitionVersion, Lead, Verdict
from tests.cast import NOW
from tests.factories import leads as make
from tests.outcome import outcome

pytestmark = pytest.mark.django_db
LARGER = {"match": "all", "items": [{"id": "s", "attribute": "employees", "operator": "at_least", "values": [100]}]}


def test_only_what_both_sides_signed_judges(cast):
    make.catalogue(by=cast.mara)
    draft = make.definition(cast)
    lead = make.ready(by=cast.mara)
    assert (queries.in_force(NOW), lead.outcome) == (None, None)
    make.signed(cast, draft)
    assert commands.classify_waiting(now=NOW) == 1
    lead.refresh_from_db()
    assert (lead.outcome, lead.verdict.true_bits, lead.verdict.unknown_bits) == ("met", 0b011, 0b100)
    why = queries.why(lead)
    assert [(line.words, line.answer, line.value) for line in why.lines] == [
        ("Employees is at least 50", True, "80"),
        ("Budget is yes", True, "yes"),
        ("Source is “Fair”", None, ""),
    ]


def test_an_amendment_judges_anew_and_keeps_what_was_said(cast):
    row = make.in_force(cast)
    lead = make.ready(by=cast.mara)
    commands.write_definition(actor=cast.mara, definition=row, tree=LARGER, now=NOW)
    assert (queries.in_force(NOW).number, commands.classify_waiting(now=NOW)) == (1, 0)
    agreements.edit_draft(actor=cast.mara, agreement=row.agreement, what_changed="Only large ones.", now=NOW)
    make.signed(cast, row, now=NOW)
    assert (queries.in_force(NOW).number, commands.classify_waiting(now=NOW)) == (2, 1)
    assert list(lead.verdicts.order_by("as_of").values_list("version__number", "outcome")) == [
        (1, "met"), (2, "not_met"),
    ]  # fmt: skip
    lead.refresh_from_db()
    assert (lead.outcome, lead.stage) == ("not_met", "new")


def test_what_is_proposed_is_not_worked_on(cast):
    make.catalogue(by=cast.mara)
    row = make.definition(cast)
    agreements.propose(actor=cast.mara, agreement=row.agreement, now=NOW)
    act = lambda: commands.write_definition(actor=cast.mara, definition=row, tree=LARGER, now=NOW)  # noqa: E731
    assert outcome(act) == "no-draft"


@pytest.mark.parametrize(("who", "gets"), [("sofie", "403"), ("milo", "403"), ("sam", "done")])
def test_a_draft_is_worked_on_by_who_is_named_and_by_who_drafts(cast, who, gets):
    make.catalogue(by=cast.mara)
    row = make.definition(cast)
    act = lambda: commands.write_definition(actor=getattr(cast, who), definition=row, tree=LARGER, now=NOW)  # noqa: E731
    assert outcome(act) == gets
    row.refresh_from_db()
    assert (row.tree == LARGER) == (gets == "done")


def test_a_tree_that_cannot_be_judged_is_refused_with_its_place(cast):
    make.catalogue(by=cast.mara)
    row = make.definition(cast)
    bad = {"match": "all", "items": [{"id": "x", "attribute": "nothing", "operator": "is_yes", "values": []}]}
    act = lambda: commands.write_definition(actor=cast.mara, definition=row, tree=bad, now=NOW)  # noqa: E731
    assert outcome(act) == "bad-definition"
    with pytest.raises(commands.definitions.BadDefinition, match=r"^1: There is no attribute “nothing”"):
        act()


def test_the_agreement_says_the_tree_in_words(cast):
    row = make.in_force(cast)
    text = row.agreement.versions.get().text
    assert "1. Employees is at least 50" in text
    assert "   1. Budget is yes" in text
    assert "Qualifiers of the team Field sales take the leads." in text


def test_versions_and_verdicts_are_kept_as_they_are(cast):
    make.in_force(cast)
    make.ready(by=cast.mara)
    for rows in (DefinitionVersion.objects, Verdict.objects):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**{rows.model._meta.fields[-1].name: NOW})
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all().delete()


def test_leads_keep_their_rules_whoever_writes(cast):
    lead = make.lead(by=cast.mara, external_id="1")
    for fields in (
        {"external_id": ""}, {"external_id": None, "email": ""}, {"stage": "elsewhere"},
        {"is_history": True, "stage": "offered"},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Lead.objects.filter(pk=lead.pk).update(**fields)


def test_a_lead_is_written_down_once_and_can_be_found_again(cast):
    make.catalogue(by=cast.mara)
    make.lead(by=cast.mara, email="a@x.example", external_id="1")
    cases = [
        ({"email": "A@x.example"}, "known"), ({"external_id": "1", "email": ""}, "known"),
        ({"email": ""}, "not-found-again"), ({"attributes": {"employees": "many"}}, "bad-value"),
        ({"attributes": {"nothing": 1}}, "bad-value"), ({"attributes": {"employees": -1}}, "done"),
    ]  # fmt: skip
    assert [outcome(lambda given=given: make.lead(by=cast.mara, **given)) for given, _said in cases] == [
        said for _given, said in cases
    ]
    assert Lead.objects.latest("created_at").attributes == {}
