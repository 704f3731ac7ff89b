"""The same commands for machines: what was read is what is signed, and what was proposed stays."""

import pytest

from apps.agreements import commands
from apps.agreements.models import Signature
from tests.cast import NOW, client_of
from tests.factories import agreements as make
from tests.machine import Caller, make_token

pytestmark = pytest.mark.django_db


@pytest.fixture
def sam(cast):
    return Caller(make_token(cast.sam))


def refusal(answer):
    return answer.status_code, answer.json()["code"]


def one(sam, agreement):
    answer = sam("get", f"agreements/{agreement.pk}/")
    assert answer.status_code == 200
    return answer


def test_an_answer_by_token_is_recorded_as_such(cast, sam):
    agreement = make.proposed(cast)
    answer = sam("post", f"agreements/{agreement.pk}/sign/", {"digest": make.digest(agreement), "words": "In a day."})
    assert (answer.status_code, answer.json()["open_state"]) == (200, "proposed")
    assert [(row.by_token, row.words) for row in Signature.objects.all()] == [(True, "In a day.")]
    client_of(cast.mara).post(f"/agreements/{agreement.pk}/agree/", {"digest": make.digest(agreement)})
    assert Signature.objects.get(member=cast.mara).by_token is False


def test_a_stale_digest_is_refused(cast, sam):
    agreement = make.proposed(cast)
    read = make.digest(agreement)
    commands.take_back(actor=cast.mara, agreement=agreement, now=NOW)
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="In an hour.", now=NOW)
    commands.propose(actor=cast.mara, agreement=agreement, now=NOW)
    for verb, more in (("sign", {}), ("object", {"why": "No.", "would_do": "Yes."})):
        answer = sam("post", f"agreements/{agreement.pk}/{verb}/", {"digest": read} | more)
        assert refusal(answer) == (409, "other-words")
    assert Signature.objects.count() == 0


@pytest.mark.parametrize("state", ["proposed", "signed"])
def test_what_was_proposed_is_changed_by_neither_page_nor_api(cast, sam, state):
    agreement = make.proposed(cast) if state == "proposed" else make.agreed(cast)
    tag = one(sam, agreement)["ETag"]
    answer = sam("patch", f"agreements/{agreement.pk}/", {"text": "Whenever we like."}, if_match=tag)
    assert refusal(answer) == (409, "no-draft")
    page = f"/agreements/{agreement.pk}/draft/"
    sent = {"text": "Whenever we like.", "seats": [str(cast.sam.pk), str(cast.mara.pk)], "sponsor": str(cast.eva.pk)}
    answer = client_of(cast.sam).post(page, sent | {"revision": tag.strip('"'), "title": agreement.title})
    assert answer.status_code == (409 if state == "proposed" else 404)
    assert make.version(agreement).text == "We answer within a day."


def test_versions_tell_seats_and_answers(cast, sam):
    agreement = make.signed_by(make.proposed(cast), cast.mara, concern="Fairs are hard.")
    (version,) = sam("get", f"agreements/{agreement.pk}/versions/").json()["results"]
    assert (version["number"], version["state"], version["digest"]) == (1, "proposed", make.digest(agreement))
    assert [(seat["side"], seat["member"]["name"], seat["said"], seat["concern"]) for seat in version["seats"]] == [
        ("sales", "Sam Sanders", "", ""),
        ("marketing", "Mara Marsh", "concern", "Fairs are hard."),
    ]


def test_a_draft_that_somebody_changed_since_is_412(cast, sam):
    agreement = make.draft(cast)
    tag = one(sam, agreement)["ETag"]
    commands.edit_draft(actor=cast.mara, agreement=agreement, text="In an hour.", now=NOW)
    answer = sam("patch", f"agreements/{agreement.pk}/", {"text": "Never."}, if_match=tag)
    assert refusal(answer) == (412, "stale")
    assert make.version(agreement).text == "In an hour."


def test_whoever_reads_what_counts_does_not_disturb_who_works_on_the_draft(cast, sam):
    agreement = make.amended(cast, make.agreed(cast), text="Two days.")
    tag = one(sam, agreement)["ETag"]
    commands.acknowledge(actor=cast.sofie, agreement=agreement, now=NOW)
    assert sam("patch", f"agreements/{agreement.pk}/", {"text": "Three."}, if_match=tag).status_code == 200
