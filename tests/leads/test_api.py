"""The same commands for machines."""

import pytest

from apps.leads.models import Lead
from tests.cast import NOW
from tests.factories import leads as make
from tests.machine import Caller, make_token

pytestmark = pytest.mark.django_db


def test_a_sales_ready_lead_is_written_down_and_offered_and_taken_once(cast):
    make.in_force(cast)
    make.qualifier(cast.sam, by=cast.ada)
    mara, sam, mina = (Caller(make_token(member)) for member in (cast.mara, cast.sam, cast.mina))
    body = {"email": "Kim@acme.example", "company": "Acme", "attributes": {"employees": 80, "budget": True}}
    answer = mara("POST", "leads/", body)
    assert answer.status_code == 201
    found = answer.json()
    shown = ("email", "stage", "outcome", "attributes", "owner")
    assert {name: found[name] for name in shown} == {
        "email": "kim@acme.example", "stage": "offered", "outcome": "met",
        "attributes": {"employees": 80, "budget": True}, "owner": None,
    }  # fmt: skip
    (offered,) = sam("GET", "hand-offs/?mine=true").json()["results"]
    assert offered["lead"]["id"] == found["id"]
    assert [sam("POST", f"hand-offs/{offered['id']}/accept/").status_code,
            mina("POST", f"hand-offs/{offered['id']}/accept/").status_code] == [200, 409]  # fmt: skip
    (verdict,) = sam("GET", f"leads/{found['id']}/verdicts/").json()["results"]
    assert (verdict["number"], verdict["outcome"], verdict["true_bits"], verdict["unknown_bits"]) == (1, "met", 3, 4)


def test_refusals_have_their_names(cast):
    make.catalogue(by=cast.mara)
    make.lead(by=cast.mara, email="a@x.example", now=NOW)
    mara, sam = Caller(make_token(cast.mara)), Caller(make_token(cast.sam))
    tree = {"match": "all", "items": [{"id": "1", "attribute": "nothing", "operator": "is_known", "values": []}]}
    definition = {
        "title": "Ready", "team": str(cast.field_sales.pk), "tree": tree,
        "seats": [str(cast.sam.pk), str(cast.mara.pk)], "sponsor": str(cast.eva.pk),
    }  # fmt: skip
    answers = [
        mara("POST", "leads/", {"email": "a@x.example"}),
        mara("POST", "leads/", {"company": "Acme"}),
        mara("POST", "leads/", {"email": "b@x.example", "attributes": {"employees": "many"}}),
        mara("POST", "definitions/", definition),
        sam("POST", "leads/", {"email": "b@x.example"}),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (422, "known"), (422, "not-found-again"), (422, "bad-value"), (422, "bad-definition"),
        (403, "not-allowed"),
    ]  # fmt: skip
    assert answers[3].json()["detail"] == "1: There is no attribute “nothing”."
    assert Lead.objects.count() == 1
