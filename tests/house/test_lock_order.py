"""Members are locked before what they answer for, everywhere: nobody and no leaving waits for another in a ring."""

from datetime import timedelta
from threading import Event

import pytest
from django.db import OperationalError, transaction

from apps.agreements import commands as of_agreements
from apps.collateral import commands as collateral
from apps.goals import commands as goals
from apps.leads import commands as of_leads
from apps.leads.models import Lead
from apps.meetings import commands as of_meetings
from apps.people import commands as people
from apps.people.holding import lock_members
from apps.people.models import Member, Role, Team
from tests.cast import NOW, make_cast
from tests.factories import agreements, leads, meetings
from tests.factories import collateral as assets
from tests.factories import goals as make
from tests.factories.people import area
from tests.races import at_once, somebody_waits
from tests.running.waiting import until

pytestmark = pytest.mark.django_db(transaction=True)


def _asset(cast):
    row = assets.make_draft(cast.mara)
    return lambda: collateral.edit_asset(actor=cast.ada, asset=row, owner=cast.milo, now=NOW)


def _delivery(cast):
    asset = assets.make_published(cast.mara)
    request = assets.ask(cast.sam)
    return lambda: collateral.deliver_request(actor=cast.milo, request=request, asset=asset, now=NOW)


def _delivery_of_ones_own(cast):
    """The request and what answers it are both the leaver's; leaving takes collateral before requests."""
    asset = assets.make_published(cast.mara)
    request = assets.accepted(assets.ask(cast.sam), cast.mara)
    return lambda: collateral.deliver_request(actor=cast.milo, request=request, asset=asset, now=NOW)


def _area(cast):
    row = area(owner=cast.mara)
    return lambda: people.hand_over_area(actor=cast.ada, area=row, to=cast.milo, now=NOW)


def _deputy(cast):
    row = area(owner=cast.mara)
    return lambda: people.edit_area(actor=cast.ada, area=row, deputy=cast.milo, now=NOW)


def _team(cast):
    Team.objects.filter(pk=cast.content.pk).update(lead=cast.mara)
    return lambda: people.edit_team(actor=cast.ada, team=cast.content, lead=cast.milo, now=NOW)


def _goal(cast):
    row = make.goal(owner=cast.mara)
    return lambda: goals.edit_goal(actor=cast.ada, goal=row, owner=cast.milo, now=NOW)


def _milestone(cast):
    row = make.milestone(goal=make.goal(owner=cast.mara))
    return lambda: goals.edit_milestone(actor=cast.ada, milestone=row, owner=cast.milo, now=NOW)


def _task(cast):
    row = make.task(owner=cast.mara)
    return lambda: goals.assign_task(actor=cast.ada, task=row, to=cast.milo, now=NOW)


def _not_me(cast):
    """What Milo noted for Mara goes back to him while all that is hers does so, too."""
    row = make.task(owner=cast.milo, present=cast.mara, origin=make.goal(owner=cast.mina), now=NOW)
    return lambda: goals.not_me(actor=cast.mara, task=row, now=NOW)


def _obstacle(cast):
    row = make.obstacle(by=cast.sam, blocks=make.task(owner=cast.sam), remover=cast.mara)
    return lambda: goals.edit_obstacle(actor=cast.ada, obstacle=row, remover=cast.milo, now=NOW)


def _new_obstacle(cast):
    """What is raised on Milo while he takes over what else was Mara's."""
    make.obstacle(by=cast.sam, blocks=make.task(owner=cast.sam), remover=cast.mara)
    task = make.task(owner=cast.sofie)
    return lambda: goals.raise_obstacle(actor=cast.ada, blocks=task, what="No room", remover=cast.milo, now=NOW)


def _reader(cast):
    row = make.goal(owner=cast.sam)
    goals.name_reader(actor=cast.sam, goal=row, reader=cast.mara, now=NOW)
    return lambda: goals.name_reader(actor=cast.sam, goal=row, reader=cast.milo, now=NOW)


def _carried_over(cast):
    """Mara reads the goal; what it goes on as is hers to read, too, or Milo's."""
    row, period = make.goal(owner=cast.milo), make.year(by=cast.ada)
    goals.name_reader(actor=cast.milo, goal=row, reader=cast.mara, now=NOW)
    return lambda: goals.carry_over(actor=cast.milo, goal=row, period=period, story="It takes longer.", now=NOW)


def _step_after_a_goal(cast):
    row = make.goal(owner=cast.mara)
    step = {"practice": "Call", "sign": "They answer.", "until_on": NOW.date() + timedelta(days=7), "owner": cast.milo}
    return lambda: goals.close_goal(actor=cast.ada, goal=row, outcome="achieved", small_step=step, now=NOW)


def _series(cast):
    row = meetings.series(by=cast.ada, facilitator=cast.mara)
    return lambda: of_meetings.edit_series(actor=cast.ada, series=row, facilitator=cast.milo, now=NOW)


def _lead(cast):
    """Returned to Milo, who brought it; it is Mara's until then."""
    hand_off = leads.offered(cast, to=cast.sam)
    Lead.objects.filter(pk=hand_off.lead_id).update(owner=cast.mara, brought_by=cast.milo)
    hand_off.refresh_from_db()
    return lambda: of_leads.return_lead(actor=cast.sam, hand_off=hand_off, reason=leads.reason(by=cast.ada), now=NOW)


def _sponsor(cast):
    """Only executives stand for an agreement, so that Mara and Milo are some for once."""
    for member in (cast.mara, cast.milo):
        member.roles = [Role.EXECUTIVE]
        member.save(update_fields=["roles"])
    row = agreements.draft(cast, by=cast.ada, sponsor=cast.mara, seats=[cast.sam, cast.mina])
    return lambda: of_agreements.edit_draft(actor=cast.ada, agreement=row, sponsor=cast.milo, now=NOW)


GIVING = [
    _asset,
    _delivery,
    _delivery_of_ones_own,
    _area,
    _deputy,
    _team,
    _goal,
    _milestone,
    _task,
    _not_me,
    _obstacle,
    _new_obstacle,
    _reader,
    _carried_over,
    _step_after_a_goal,
    _series,
    _lead,
    _sponsor,
]


@pytest.mark.parametrize("giving", GIVING, ids=lambda giving: giving.__name__.strip("_"))
def test_giving_to_a_successor_while_somebody_leaves(giving):
    """What Mara leaves to Milo is given to Milo, too: were it held before him, each would hold what the other wants."""
    cast = make_cast()
    act = giving(cast)
    begun = Event()

    def leave():
        with transaction.atomic():
            lock_members([cast.mara.pk, cast.milo.pk])
            begun.set()
            until(somebody_waits, within=20, what=lambda: "the other waits for Milo")
            return people.leave(actor=cast.ada, member=cast.mara, successor=cast.milo, now=NOW)

    def give():
        assert begun.wait(20)
        return act()

    left, given = at_once(leave, give)
    assert isinstance(left, Member), left
    assert not isinstance(given, OperationalError), given
