"""Agreements under way, over HTTP: an objection to a plan, a change while somebody is away, a leaver, a trial."""

from datetime import timedelta

from django.utils import timezone

from apps.agreements import commands as agreements
from apps.goals.models import Goal, Plan
from apps.leads import queries as leads
from apps.people import commands as people
from tests.cast import Cast
from tests.factories import agreements as make
from tests.factories import goals as work
from tests.factories import leads as factory
from tests.walker import Walker

DAY = timedelta(days=1)


def plan_of(cast: Cast) -> Plan:
    """The draft of a plan with Sam's goal of a hundred; Sam and Mara hold its seats."""
    goal = work.measured(owner=cast.sam, given={"title": "Case studies", "side": "sales"})
    return work.plan(by=cast.mina, goals=[goal], seats=[cast.sam, cast.mara], sponsor=cast.eva)


def test_a_plan_from_draft_over_an_objection_to_in_force_and_public(cast: Cast):
    plan = plan_of(cast)
    page = f"/agreements/{plan.agreement_id}/"
    mina, sam, mara, milo = (Walker(member) for member in (cast.mina, cast.sam, cast.mara, cast.milo))
    mina.open(f"/plans/{plan.pk}/").follow("Open the agreement").press("Propose it")
    mara.open("/").reads("“Our year” waits for your answer").open(page).press("I agree")
    sam.open(page).reads("From 0 to 100").follow("I object")
    sam.press("I object", why="A hundred is out of reach.", would_do="Eighty.")
    milo.open(page).reads("Sam Sanders objects.", "Eighty.")

    mina.open(page).press("Take it back").open(f"/plans/{plan.pk}/").follow("Change “Case studies”")
    mina.press("Put it into the draft", target="80")
    mina.open(page).reads("From 0 to 80").press("Propose it")
    sam.open(page).press("I agree", words="Two a week from me.")
    mara.open(page).does_not_read("It counts until").press("I agree").reads("It counts until it is amended.")

    milo.open("/").reads("“Our year” counts now.").open(page).reads("“Two a week from me.”").press("I have read it")
    assert Goal.objects.get(title="Case studies").target == 80


def test_a_target_is_changed_by_every_seat_one_of_them_away_with_a_proxy(cast: Cast):
    plan, now = plan_of(cast), timezone.now()
    work.sign_all(plan, now)
    page = f"/agreements/{plan.agreement_id}/"
    people.set_absence(actor=cast.mara, member=cast.mara, until_on=timezone.localdate(now) + 9 * DAY, now=now)
    mara = Walker(cast.mara).open(page).follow("While I'm away").press("Name them", to="Milo Miller")
    mara.reads("Milo Miller answers for them while they are away")

    goal = Goal.objects.get(title="Case studies")
    sam = Walker(cast.sam).open(f"/goals/{goal.pk}/measure/").press("Save", target="50").reads("Propose another target")
    sam.press("Open an amendment with this").open(page)
    sam.follow("Work on the draft").press("Save", what_changed="Two of us are on leave.").press("Propose it")
    sam.press("I agree").reads("Waiting for Mara Marsh to answer.")
    goal.refresh_from_db()
    assert goal.target == 100

    milo = Walker(cast.milo).open("/").reads("“Our year” waits for your answer").open(page)
    milo.reads("Mara Marsh is away and named you").press("I agree, for Mara").reads("Milo Miller for Mara")
    goal.refresh_from_db()
    assert goal.target == 50
    Walker(cast.mara).open("/").reads("Milo Miller answered for you on “Our year”.")


def test_a_signatory_leaves_in_the_middle(cast: Cast):
    now = timezone.now()
    agreement = make.amended(cast, make.agreed(cast, title="Fairs"), text="Within two days.", now=now)
    page = f"/agreements/{agreement.pk}/"
    mara = Walker(cast.mara).open(page).press("Propose it").press("I agree")
    people.leave(actor=cast.ada, member=cast.sam, now=now)
    mara.open(page).reads("Nobody of Sales who agreed to this is here any more.", "We answer within a day.", "Vacant")

    ada = Walker(cast.ada).open("/").reads("A seat of an agreement is vacant").open(page)
    # One word for both: what counts, and what is proposed in its place.
    seat = agreement.versions.get(number=1).seats.get(side="sales")
    ada.open(f"{page}seats/{seat.pk}/").press("Name them", to="Sofie Sommer").does_not_read("Vacant")
    sofie = Walker(cast.sofie).open("/").reads("gave you the seat of Sam Sanders").open(page).press("I agree")
    sofie.reads("Within two days.", "It counts until it is amended.")
    assert [one.state for one in agreement.versions.order_by("number")] == ["ended", "signed"]


def test_a_trial_definition_ends_unless_it_is_renewed(cast: Cast):
    factory.catalogue(by=cast.mara)
    now = timezone.now()
    begun = now - 20 * DAY
    row = factory.signed(cast, factory.definition(cast, trial_days=12, now=begun), now=begun)
    page = f"/agreements/{row.agreement_id}/"
    assert (leads.in_force(begun + 11 * DAY) is not None, leads.in_force(now)) == (True, None)
    agreements.enter_force(now=now)
    sam = Walker(cast.sam).open("/").reads("“Sales-ready” has expired and counts no longer.")
    sam.open(page).reads("It counts no longer.", "Ended")

    mara = Walker(cast.mara).open(page).press("Renew it")
    mara.press("Save", what_changed="It let the right ones through.").press("Propose it").press("I agree")
    sam.open(page).press("I agree").reads("It counts until it is amended.")
    assert leads.in_force(timezone.now()) is not None
