"""What a plan says beside its targets, over HTTP: named, signed, kept late with an obstacle, and looked back at."""

from datetime import timedelta

from django.utils import timezone

from apps.goals.models import AgreedActivity
from tests.cast import Cast, today
from tests.factories import goals as make
from tests.walker import Walker


def test_a_promise_is_signed_kept_late_and_reported(cast: Cast):
    mina, mara, sam, milo, eva = (Walker(member) for member in (cast.mina, cast.mara, cast.sam, cast.milo, cast.eva))
    # A draft of some weeks ago, in the fiscal year that was on then.
    before = timezone.now() - timedelta(days=40)
    make.year(by=cast.ada, year=before.year)
    goal = make.measured(owner=cast.mara, given={"title": "Ten stories"}, now=before)
    plan = make.plan(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva, now=before)

    mina.open("/").go("Goals").follow("Plans").follow("Our year").follow("Name a promise")
    mina.press(
        "Put it into the draft", title="Case studies", every="Each week", how_many="2", owner="Mara Marsh",
        side="Marketing",
    )  # fmt: skip
    mina.reads("Case studies: 2 each week.").follow("Depends on")
    mina.press("Put it into the draft", text_1="Customers agree to be named", who_1="Sam Sanders", decided_by="team")
    mina.reads("It depends on: Customers agree to be named (Sam Sanders).", "If it slips: We look at it together")
    make.sign_all(plan, before)
    sam.open(f"/agreements/{plan.agreement_id}/").reads("Agreed activities", "Case studies: 2 each week.")

    # The week is over; what was in the way was raised before it ended.
    sunday = min(today() - timedelta(days=today().weekday() + 1), before.date().replace(month=12, day=31))
    sunday -= timedelta(days=(sunday.weekday() + 1) % 7)
    raised = timezone.now() - timedelta(days=(today() - sunday).days + 2)
    make.obstacle(by=cast.sofie, blocks=goal, remover=cast.sam, what="No customer wants to be named", now=raised)
    activity = AgreedActivity.objects.get()
    mara.open("/").reads("Case studies", "Say whether it was kept")
    mara.open(f"/agreed-activities/{activity.pk}/kept/{sunday}/")
    mara.press("Say so", count="2", kept_on=today().isoformat(), note="Lakeside and Riverside")
    mara.reads("It is written down.", "Late, with an obstacle", "No customer wants to be named", "2 of 2")
    mara.open(f"/agreed-activities/{activity.pk}/").follow("Propose something else")
    mara.press("Open an amendment with this", how_many="1").reads("Case studies: 1 each week.", "How many: 2")

    # Everybody reads what became of it by side and team; a person's own part only whom it concerns.
    for walk, sees in ((mara, True), (eva, True), (milo, False)):
        walk.open(f"/accountability/{plan.period_id}/").reads("Marketing", "Content", "How is this computed?")
        assert ("Mara Marsh" in walk.text) == sees
    assert "No customer wants to be named" in eva.text
